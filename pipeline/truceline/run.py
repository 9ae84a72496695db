"""The table of contents: every stage of a run, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from truceline.clock import Clock
from truceline.code import code_events
from truceline.commit import prepare
from truceline.engine import extract_all
from truceline.entities.gazetteer_files import check_gazetteers
from truceline.manifest import manifest
from truceline.merge import assign_events, id_changes, mark_reprints, merge_mentions, undated
from truceline.read import list_inputs, read_inputs
from truceline.rejects import Reject
from truceline.report import timeline_page
from truceline.rows import Read, documents_frame, mentions_frame, rejects_frame, with_rejects
from truceline.settings import Settings
from truceline.tables import Tables
from truceline.update import Earlier, read_run, together
from truceline.validate import validate_mentions, validate_merged
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
    gazetteers: Sequence[str | Path] = (),
) -> Tables:
    """Read files and folders and return the validated tables, writing nothing.

    `published` dates the documents that tell no publication date; `gazetteers` are files with places of your own. What
    is set aside is in the table `rejects`, never an exception, but for NothingToRead where no source holds a document
    and GazetteerError where a gazetteer cannot be used.
    """
    settings = Settings(tuple(map(str, sources)), published, workers, gazetteers=tuple(map(str, gazetteers)))
    inputs, missing = list_inputs(settings.sources)
    return _tables(settings, inputs, missing, Clock(), progress or _silent)


def build_to(out: Path, settings: Settings, progress: Progress | None = None, *, add: bool = False) -> Built:
    """The same, then the page and all files, which replace those of an earlier run in one step.

    With `add` the documents are added to the run that `out` holds, whose own are not read again; the tables are those
    of one run on all of them, and `id_changes` says which event ids that run had given are others now.

    Raises NothingToRead, GazetteerError, and OutputError where `out` cannot be written or, with `add`, holds no run
    that documents can be added to; an earlier run's files are then as they were.
    """
    clock = Clock()
    check_gazetteers(settings.gazetteers)
    inputs, missing = list_inputs(settings.sources)
    earlier = read_run(out) if add else None
    if inputs:
        prepare(out)
    if earlier:
        inputs = earlier.new_among(inputs)
    tables = _tables(settings, inputs, missing, clock, progress or _silent, earlier)
    with clock.stage("report"):
        pages = {"timeline.html": timeline_page(tables)}
    about = manifest(settings, inputs, tables, clock, earlier.inputs if earlier else ())
    return Built(tables, tuple(write_tables(tables, out, settings.formats, about, pages)))


def _tables(
    settings: Settings,
    inputs: Sequence[Path],
    missing: Sequence[Reject],
    clock: Clock,
    progress: Progress,
    earlier: Earlier | None = None,
) -> Tables:
    with clock.stage("read"):
        documents, unread = read_inputs(inputs, settings.published, tick=partial(progress, "read"))
        if not documents and (missing or unread or not earlier):
            raise NothingToRead([*missing, *unread])
    with clock.stage("extract"):
        mentions, failed = extract_all(documents, settings.workers, partial(progress, "extract"), settings.gazetteers)
    with clock.stage("validate"):
        read = documents_frame(documents, [len(found) for found in mentions])
        read, told, unfit = validate_mentions(read, mentions_frame(documents, mentions))
        rejects = rejects_frame([*missing, *unread, *failed, *unfit])
    if earlier is None:
        return _merged(Read(read, told, rejects), clock)
    before, rows = together(earlier, Read(read, told, rejects))
    tables = _merged(rows, clock)
    return replace(tables, id_changes=id_changes(before, tables.mentions, earlier.id_changes))


def _merged(rows: Read, clock: Clock) -> Tables:
    """The tables of documents and mentions that are judged but not merged yet."""
    with clock.stage("merge"):
        documents = mark_reprints(rows.documents)
        mentions = assign_events(rows.mentions, documents)
        events = merge_mentions(mentions, documents)
    with clock.stage("code"):
        events = code_events(events)
    with clock.stage("validate events"):
        rejects = with_rejects(rows.rejects, undated(mentions))
        return validate_merged(Tables(documents, mentions, events, rejects))


def _silent(stage: str, done: int, total: int) -> None:
    """No progress is shown."""
