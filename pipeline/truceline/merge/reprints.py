"""Near-identical documents: wire copy that several outlets print is one source."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from datasketch import MinHash, MinHashLSH
from pandera.typing.pandas import DataFrame

from truceline.entities.tokens import name_key
from truceline.merge.weights import weights
from truceline_schemas import Documents, unjudged


def mark_reprints(documents: DataFrame[Documents]) -> DataFrame[Documents]:
    """The documents with `reprint_of`: the earliest one, by publication and then by id, of which each is a copy.

    Two texts are copies where the share of word sequences that they have in common is estimated at `same` or more
    and they were published within `days` of each other. A copy of a copy is one of its original only if it is like it.
    """
    rule = weights()["reprints"]
    index = MinHashLSH(threshold=rule["same"], num_perm=rule["permutations"])
    originals: dict[str, tuple[MinHash, pd.Timestamp]] = {}
    reprint_of: dict[str, str] = {}
    for doc_id, published, text in _by_publication(documents):
        sketch = _sketch(text)
        if sketch is None:
            continue
        original = _original(sketch, published, index.query(sketch), originals)
        if original:
            reprint_of[doc_id] = original
        else:
            originals[doc_id] = sketch, published
            index.insert(doc_id, sketch)
    marked = pd.array([reprint_of.get(doc_id) for doc_id in documents["doc_id"]], dtype="str")
    return unjudged(Documents, documents.assign(reprint_of=marked))


def _by_publication(documents: DataFrame[Documents]) -> Iterator[tuple[str, pd.Timestamp, str]]:
    ordered = documents.sort_values(["published", "doc_id"], na_position="last", kind="stable")
    return zip(ordered["doc_id"], ordered["published"], ordered["text"], strict=True)


def _sketch(text: str) -> MinHash | None:
    rule = weights()["reprints"]
    words = name_key(text).split()
    if len(words) < rule["shortest"]:
        return None
    size = rule["shingle"]
    shingles = {" ".join(words[i : i + size]).encode() for i in range(len(words) - size + 1)}
    sketch = MinHash(num_perm=rule["permutations"])
    sketch.update_batch(sorted(shingles))
    return sketch


def _original(
    sketch: MinHash, published: pd.Timestamp, found: list[str], originals: dict[str, tuple[MinHash, pd.Timestamp]]
) -> str | None:
    rule = weights()["reprints"]
    alike = [
        (sketch.jaccard(originals[doc_id][0]), doc_id)
        for doc_id in found
        if _is_near(published, originals[doc_id][1], rule["days"])
    ]
    likeness, doc_id = max(alike, default=(0.0, ""))
    return doc_id if likeness >= rule["same"] else None


def _is_near(one: pd.Timestamp, other: pd.Timestamp, days: int) -> bool:
    return bool(pd.isna(one) or pd.isna(other) or abs((one - other) / np.timedelta64(1, "D")) <= days)
