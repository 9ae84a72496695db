"""From the dataclasses of the hot path to the frames that stages hand on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline.extract.mention import Mention
from truceline.read.document import Document
from truceline.rejects import Reject
from truceline_schemas import Documents, Mentions, Rejects, frame_of, unjudged


@dataclass(frozen=True, slots=True)
class Read:
    """Documents and mentions that are judged and not yet merged, and what was set aside on the way."""

    documents: DataFrame[Documents]
    mentions: DataFrame[Mentions]
    rejects: DataFrame[Rejects]


def documents_frame(documents: Sequence[Document], n_mentions: Sequence[int]) -> DataFrame[Documents]:
    """One row a document, in the order given; `n_mentions` runs alongside."""
    return frame_of(Documents, (_document(d, n) for d, n in zip(documents, n_mentions, strict=True)))


def _document(document: Document, n_mentions: int) -> dict[str, object]:
    return {
        **asdict(document),
        "n_chars": len(document.text),
        "sha256": hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "n_mentions": n_mentions,
        "flags": list(document.flags),
        "extra": json.dumps(document.extra, ensure_ascii=False, sort_keys=True, default=str)
        if document.extra
        else None,
    }


def mentions_frame(documents: Sequence[Document], mentions: Sequence[Sequence[Mention]]) -> DataFrame[Mentions]:
    """One row a mention, by document in the order given, each with its `mention_id` ("DOC_ID#1", ...)."""
    return frame_of(
        Mentions,
        (
            {
                **asdict(mention),
                "mention_id": f"{document.doc_id}#{n}",
                "doc_id": document.doc_id,
                "event_id": None,
            }
            for document, found in zip(documents, mentions, strict=True)
            for n, mention in enumerate(found, start=1)
        ),
    )


def rejects_frame(rejects: Iterable[Reject]) -> DataFrame[Rejects]:
    """One row a reject, in the order given, the same one never twice."""
    return frame_of(Rejects, (asdict(reject) for reject in dict.fromkeys(rejects)))


def with_rejects(rejects: DataFrame[Rejects], more: Iterable[Reject]) -> DataFrame[Rejects]:
    """The table with further rows at its end."""
    return unjudged(Rejects, pd.concat([rejects, rejects_frame(more)], ignore_index=True))
