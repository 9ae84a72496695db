"""The table of contents: every stage of a run, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from truceline.clock import Clock
from truceline.code import code_events
from truceline.commit import prepare
from truceline.engine import extract_all
from truceline.manifest import manifest
from truceline.merge import assign_events, merge_mentions, undated
from truceline.read import list_inputs, read_inputs
from truceline.rejects import Reject
from truceline.report import timeline_page
from truceline.rows import documents_frame, mentions_frame, rejects_frame
from truceline.settings import Settings
from truceline.tables import Tables
from truceline.validate import validate, validate_mentions
from truceline.write import write_tables

Progress = Callable[[str, int, int], object]
"""Called with the stage's name, how many of its items are done and how many there are."""


class NothingToRead(Exception):
    """No source holds a document; `rejects` says why of each."""

    def __init__(self, rejects: Sequence[Reject]) -> None:
        super().__init__("nothing to read: " + "; ".join(f"{r.row_key}: {r.reason}" for r in rejects))
        self.rejects = tuple(rejects)


@dataclass(frozen=True, slots=True)
class Built:
    """A finished run: its tables and the files that hold them."""

    tables: Tables
    files: tuple[Path, ...]


def build(
    sources: Sequence[str | Path],
    *,
    published: date | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Tables:
    """Read files and folders and return the validated tables, writing nothing.

    `published` dates the documents that tell no publication date. What is set aside is in the table `rejects`, never an
    exception, but for NothingToRead where no source holds a document.
    """
    settings = Settings(tuple(map(str, sources)), published, workers)
    inputs, missing = list_inputs(settings.sources)
    return _tables(settings, inputs, missing, Clock(), progress or _silent)


def build_to(out: Path, settings: Settings, progress: Progress | None = None) -> Built:
    """The same, then the page and all files, which replace those of an earlier run in one step.

    Raises NothingToRead, and OutputError where `out` cannot be written; an earlier run's files are then as they were.
    """
    clock = Clock()
    inputs, missing = list_inputs(settings.sources)
    if inputs:
        prepare(out)
    tables = _tables(settings, inputs, missing, clock, progress or _silent)
    with clock.stage("report"):
        pages = {"timeline.html": timeline_page(tables)}
    about = manifest(settings, inputs, tables, clock)
    return Built(tables, tuple(write_tables(tables, out, settings.formats, about, pages)))


def _tables(
    settings: Settings, inputs: Sequence[Path], missing: Sequence[Reject], clock: Clock, progress: Progress
) -> Tables:
    with clock.stage("read"):
        documents, unread = read_inputs(inputs, settings.published, tick=partial(progress, "read"))
        rejects = [*missing, *unread]
        if not documents:
            raise NothingToRead(rejects)
    with clock.stage("extract"):
        mentions, failed = extract_all(documents, settings.workers, partial(progress, "extract"))
    with clock.stage("validate"):
        read = documents_frame(documents, [len(found) for found in mentions])
        read, told, unfit = validate_mentions(read, mentions_frame(documents, mentions))
    with clock.stage("merge"):
        told = assign_events(told, read)
        events = merge_mentions(told, read)
    with clock.stage("code"):
        events = code_events(events)
    with clock.stage("validate events"):
        return validate(Tables(read, told, events, rejects_frame([*rejects, *failed, *unfit, *undated(told)])))


def _silent(stage: str, done: int, total: int) -> None:
    """No progress is shown."""
