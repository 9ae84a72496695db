"""Files to Documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from truceline.read.assemble import document_of
from truceline.read.decode import Decoded, read_text
from truceline.read.document import Document
from truceline.read.formats import READERS
from truceline.read.inputs import kind, list_inputs, name, reject
from truceline.read.record import Record
from truceline.read.unreadable import Unreadable
from truceline.rejects import Reject

Tick = Callable[[int, int], object]
"""Called with how many files are done and how many there are."""


def read_sources(sources: Sequence[str | Path], published: date | None = None) -> tuple[list[Document], list[Reject]]:
    """The documents of files and folders, sorted by path, and what could not be read.

    `published` dates the documents that tell no date. Raises nothing for bad input.
    """
    inputs, missing = list_inputs(sources)
    documents, rejects = read_inputs(inputs, published)
    return documents, [*missing, *rejects]


def read_inputs(
    inputs: Sequence[Path], published: date | None = None, *, tick: Tick | None = None
) -> tuple[list[Document], list[Reject]]:
    """The documents of the files in their order, each `doc_id` once, and what could not be read."""
    documents: list[Document] = []
    rejects: list[Reject] = []
    for n, path in enumerate(inputs, start=1):
        read, failed = read_input(path, published)
        documents += read
        rejects += failed
        if tick:
            tick(n, len(inputs))
    return with_unique_ids(documents), rejects


def read_input(path: Path, published: date | None = None) -> tuple[list[Document], list[Reject]]:
    """The documents of one file, and what of it could not be read or was read with a caution (`rejects.CAUTIONS`)."""
    file = kind(path)
    try:
        decoded = read_text(path, gzipped=file.gzipped)
    except Unreadable as error:
        return [], [reject(name(path), error)]
    documents: list[Document] = []
    rejects = [reject(name(path), caution) for caution in _cautions(decoded)]
    flags = ("decoded",) if decoded.encoding != "utf-8" else ()
    for found in READERS[file.form or "article"](decoded.text):
        line = found.line if isinstance(found, Record) else found[0]
        key = name(path) if line is None else f"{name(path)}:{line}"
        if isinstance(found, Record):
            document, cautions = document_of(found, name(path), file.stem, published, flags)
            documents.append(document)
            rejects += [reject(key, caution) for caution in cautions]
        else:
            rejects.append(reject(key, found[1]))
    return documents, rejects


def _cautions(decoded: Decoded) -> Iterator[Unreadable]:
    if decoded.encoding != "utf-8":
        yield Unreadable("encoding", f"it is not UTF-8 and was read as {decoded.encoding}", decoded.encoding)
    if decoded.damaged:
        reason = f"{decoded.damaged} places are no text in {decoded.encoding} and were read as U+FFFD"
        yield Unreadable("damaged", reason, str(decoded.damaged))


def with_unique_ids(documents: Sequence[Document]) -> list[Document]:
    """The first document with an id keeps it; later ones have "-2", "-3" ... and the flag `id_changed`."""
    taken = {document.doc_id for document in documents}
    seen: Counter[str] = Counter()
    unique = []
    for document in documents:
        seen[document.doc_id] += 1
        if seen[document.doc_id] > 1:
            document = _renamed(document, seen, taken)
        unique.append(document)
    return unique


def _renamed(document: Document, seen: Counter[str], taken: set[str]) -> Document:
    while (doc_id := f"{document.doc_id}-{seen[document.doc_id]}") in taken:
        seen[document.doc_id] += 1
    taken.add(doc_id)
    return replace(document, doc_id=doc_id, flags=tuple(sorted({*document.flags, "id_changed"})))
