"""A document as the later stages see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """One article. All offsets of later stages point into `text`.

    `source_path` is the path as given, with "/" and, for a file of many documents, "#LINE". `published` is the
    publication day (the dct), None where none could be found. `flags` holds codes of the code list
    `document_flag` (e.g. undated, decoded). `extra` keeps the input's other keys as they came.
    """

    doc_id: str
    source_path: str
    text: str
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    flags: tuple[str, ...] = ()
    extra: dict[str, object] = field(default_factory=dict)
