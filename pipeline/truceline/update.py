"""Adding documents to a finished run: its documents are not read again, and the tables are those of one run on all."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline.read.document import Document
from truceline.read.sources import with_unique_ids
from truceline.rows import Read
from truceline.write import MANIFEST, OutputError, lexicon_hash, read_table
from truceline_schemas import Documents, IdChanges, Mentions, Rejects, unjudged

Input = Mapping[str, Any]
"""One line of `inputs` in run.json: path, bytes, sha256."""

_LINE = re.compile(r"(?P<path>.*)#(?P<line>[0-9]+)")
_SUFFIX = re.compile(r"-[0-9]+$")
_RENAMED = "id_changed"


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a finished run holds that is not worked out anew."""

    inputs: tuple[Input, ...]
    documents: DataFrame[Documents]
    mentions: DataFrame[Mentions]
    rejects: DataFrame[Rejects]
    id_changes: DataFrame[IdChanges]

    def new_among(self, inputs: Sequence[Path]) -> list[Path]:
        """The files that the run has not read."""
        known = {entry["path"] for entry in self.inputs}
        return [path for path in inputs if path.as_posix() not in known]


def read_run(out: Path) -> Earlier:
    """The run in a folder.

    Raises OutputError where there is none, where it has no Parquet tables (the CSV twins do not hold all), or where
    another version of the program or of its lexicons made it, whose coding could not be told from this one's.
    """
    documents, mentions, rejects, changes = (
        read_table(out, name) for name in ("documents", "mentions", "rejects", "id_changes")
    )
    if not (out / "mentions.parquet").exists():
        raise OutputError(f"{out} holds no Parquet tables, which documents can be added to: build it anew")
    try:
        about = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        made_by, inputs = (about["truceline"], about["lexicons"]), tuple(about["inputs"])
    except (OSError, ValueError, KeyError) as error:
        raise OutputError(f"{out / MANIFEST} cannot be read: build the folder anew") from error
    if made_by != (version("truceline"), lexicon_hash()):
        raise OutputError(f"{out} was made by another version of truceline or of its lexicons: build it anew")
    return Earlier(
        inputs,
        unjudged(Documents, documents),
        unjudged(Mentions, mentions),
        unjudged(Rejects, rejects),
        unjudged(IdChanges, changes),
    )


def together(earlier: Earlier, new: Read) -> tuple[DataFrame[Mentions], Read]:
    """The earlier run's mentions with their events, and all rows, old and new, in the order of their files.

    A document whose id another one has takes the suffix that one run on all would give it, and its mentions with it.
    """
    read = pd.concat([earlier.documents, new.documents], ignore_index=True)
    is_old = read.index < len(earlier.documents)
    order = sorted(read.index, key=read["source_path"].map(_place_in_input).to_dict().__getitem__)
    read, is_old = read.loc[order].reset_index(drop=True), is_old[order]
    rows = zip(read["doc_id"], read["source_path"], read["flags"], strict=True)
    unique = with_unique_ids([_raw(*row) for row in rows])
    renamed: dict[bool, dict[str, str]] = {True: {}, False: {}}
    for doc_id, document, old in zip(read["doc_id"], unique, is_old, strict=True):
        renamed[bool(old)][doc_id] = document.doc_id
    ids = pd.array([document.doc_id for document in unique], dtype="str")
    read = read.assign(doc_id=ids, flags=pd.Series([list(document.flags) for document in unique], dtype="object"))
    before = _of_documents(earlier.mentions, renamed[True])
    told = pd.concat([before, _of_documents(new.mentions, renamed[False])], ignore_index=True)
    rank = {doc_id: n for n, doc_id in enumerate(read["doc_id"])}
    told = told.iloc[told["doc_id"].map(rank).argsort(kind="stable")].reset_index(drop=True)
    rejects = pd.concat([_standing(earlier.rejects, renamed[True]), _standing(new.rejects, renamed[False])])
    return before, Read(
        unjudged(Documents, read), unjudged(Mentions, told), unjudged(Rejects, rejects.reset_index(drop=True))
    )


def _place_in_input(source_path: str) -> tuple[str, int]:
    match = _LINE.fullmatch(source_path)
    return (match["path"], int(match["line"])) if match else (source_path, 0)


def _raw(doc_id: str, source_path: str, flags: Sequence[str]) -> Document:
    """The document as it was before ids were made unique."""
    own = _SUFFIX.sub("", doc_id) if _RENAMED in flags else doc_id
    return Document(own, source_path, "", flags=tuple(flag for flag in flags if flag != _RENAMED))


def _of_documents(mentions: DataFrame[Mentions], renamed: Mapping[str, str]) -> DataFrame[Mentions]:
    ids = [
        f"{renamed[doc]}#{_number(key)}" for doc, key in zip(mentions["doc_id"], mentions["mention_id"], strict=True)
    ]
    doc_ids = [renamed[doc_id] for doc_id in mentions["doc_id"]]
    renewed = mentions.assign(mention_id=pd.array(ids, dtype="str"), doc_id=pd.array(doc_ids, dtype="str"))
    return unjudged(Mentions, renewed)


def _number(mention_id: str) -> str:
    return mention_id.rpartition("#")[2]


def _standing(rejects: DataFrame[Rejects], renamed: Mapping[str, str]) -> DataFrame[Rejects]:
    """All but those of events, which are merged anew."""
    kept = rejects[rejects["table"] != "events"]
    keys = [_key(table, key, renamed) for table, key in zip(kept["table"], kept["row_key"], strict=True)]
    return unjudged(Rejects, kept.assign(row_key=pd.array(keys, dtype="str")))


def _key(table: str, key: str, renamed: Mapping[str, str]) -> str:
    if table == "documents":
        return renamed.get(key, key)
    doc_id, _, number = key.rpartition("#")
    return f"{renamed[doc_id]}#{number}" if table == "mentions" and doc_id in renamed else key
