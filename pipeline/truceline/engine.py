"""The per-document stages on one process or on several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from truceline.entities import Gazetteer
from truceline.entities.gazetteer_files import load_gazetteer
from truceline.extract import extract
from truceline.extract.mention import Mention
from truceline.extract.stage import LANGUAGE
from truceline.read.document import Document
from truceline.rejects import Reject

Tick = Callable[[int, int], object]
"""Called with how many documents are done and how many there are."""

_Extracted = tuple[list[Mention], Reject | None]

# Below this many documents a process takes longer to start than it saves.
_WORTH_PROCESSES = 200
_BATCH = 32


def extract_all(
    documents: Sequence[Document], workers: int = 1, tick: Tick | None = None, gazetteers: Sequence[str] = ()
) -> tuple[list[list[Mention]], list[Reject]]:
    """The mentions of each document, in the documents' order whatever the number of workers, and what failed.

    A document that the extraction fails on has no mentions and a Reject, so that it costs nobody else's rows; one in a
    language without words for events has a Reject that says so. `gazetteers` are files with the user's own places.
    Raises GazetteerError where one of them cannot be used.
    """
    mentions: list[list[Mention]] = []
    rejects: list[Reject] = []
    for batch in _batches(documents, workers, tuple(gazetteers)):
        mentions += [found for found, _ in batch]
        rejects += [reject for _, reject in batch if reject]
        if tick:
            tick(len(mentions), len(documents))
    return mentions, rejects


def _batches(documents: Sequence[Document], workers: int, gazetteers: tuple[str, ...]) -> Iterator[list[_Extracted]]:
    batches = [documents[i : i + _BATCH] for i in range(0, len(documents), _BATCH)]
    extracted = partial(_extract_batch, gazetteers=gazetteers)
    if workers <= 1 or len(documents) < _WORTH_PROCESSES:
        yield from map(extracted, batches)
        return
    # "spawn" behaves alike on every system and inherits no lock that another thread holds.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(extracted, batches)


def _extract_batch(documents: Sequence[Document], gazetteers: tuple[str, ...]) -> list[_Extracted]:
    gazetteer = load_gazetteer(gazetteers) if gazetteers else None
    return [_extract_one(document, gazetteer) for document in documents]


def _extract_one(document: Document, gazetteer: Gazetteer | None) -> _Extracted:
    try:
        return extract(document, gazetteer), _foreign(document)
    except Exception as error:  # noqa: BLE001 - reported, and the other documents keep their rows
        reason = f"the events of this document could not be extracted ({type(error).__name__}: {error})"
        return [], Reject("documents", document.doc_id, "text", "extraction", "", reason)


def _foreign(document: Document) -> Reject | None:
    """A note on a document whose language has no words for events yet; its dates are read all the same."""
    if document.language in (None, LANGUAGE):
        return None
    reason = "events are found in English only, and this text seems to be in another language"
    return Reject("documents", document.doc_id, "language", "language", str(document.language), reason)
