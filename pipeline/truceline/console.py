"""What `truceline build` and `truceline show` print."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from truceline.manifest import counts
from truceline.rejects import CAUTIONS
from truceline.tables import Tables

if TYPE_CHECKING:
    from truceline import run
    from truceline.dates import Timex
    from truceline.entities.explain import Reason
    from truceline.evaluate import Evaluation
    from truceline.extract.explain import Explained, Explanation
    from truceline.read import Document

# So many messages reach the terminal; the table `rejects` has all.
_SHOWN = 20
# Where output is no terminal there is no width to fit, and a row stays on one line.
_PIPE_WIDTH = 240

_STAGES = {"read": "Reading", "extract": "Finding events"}


@contextmanager
def progress_bar() -> Iterator[run.Progress]:
    """A bar a stage on a terminal; elsewhere a plain line when a stage is done."""
    if not sys.stderr.isatty():
        yield _plain
        return
    columns = (TextColumn("{task.description:14}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {stage: bar.add_task(label, total=None, visible=False) for stage, label in _STAGES.items()}
        yield lambda stage, done, total: bar.update(tasks[stage], completed=done, total=total, visible=True)


def _plain(stage: str, done: int, total: int) -> None:
    if done == total:
        print(f"{_STAGES[stage]}: {done} of {total}", file=sys.stderr)


def warn(rejects: Iterable[Mapping[Any, Any]]) -> None:
    """A line on standard error for each reject: what, and why."""
    rows = list(rejects)
    for row in rows[:_SHOWN]:
        print(f"truceline: {row['row_key']}: {row['reason']}", file=sys.stderr)
    if len(rows) > _SHOWN:
        print(f"truceline: ... and {len(rows) - _SHOWN} more in the table rejects", file=sys.stderr)


def report(built: run.Built, out: Path) -> None:
    """The summary of a run on standard output, after what was set aside on standard error."""
    tables = built.tables
    warn(tables.rejects.to_dict("records"))
    number = counts(tables)
    cautions = tables.rejects["check"].isin(CAUTIONS)
    undated = int(tables.documents["published"].isna().sum())
    lines = [
        ("Read", _plural(number.documents, "document") + (f" ({undated} without a date)" if undated else "")),
        (
            "Found",
            f"{_plural(number.events, 'event')} in {_plural(number.mentions, 'mention')}{_span(tables)}",
        ),
        ("", " · ".join(f"{code} {n}" for code, n in number.events_by_class.items())),
        ("Set aside", _by_table(tables.rejects[~cautions]) or "nothing"),
        ("Cautions", _by_table(tables.rejects[cautions])),
        ("Files", f"{out.as_posix()}/: " + ", ".join(path.name for path in built.files)),
    ]
    for label, text in lines:
        if text:
            print(f"{label:10}{text}")


def _plural(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _span(tables: Tables) -> str:
    if tables.events.empty:
        return ""
    first, last = tables.events["event_date"].min(), tables.events["event_date_end"].max()
    return f", {first.date()} to {last.date()}"


def _by_table(rejects: pd.DataFrame) -> str:
    told = [
        _plural(int(n), str(table).removesuffix("s"))
        for table, n in rejects["table"].value_counts().sort_index().items()
    ]
    return f"{', '.join(told)} (see the table rejects)" if told else ""


def timeline(events: pd.DataFrame) -> None:
    """The events as a table, oldest first."""
    columns = ("date", "event", "status", "where", "who", "sources", "id")
    _print_table(columns, (_cells(event) for event in events.to_dict("records")))


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    console = Console() if sys.stdout.isatty() else Console(width=_PIPE_WIDTH)
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*map(escape, row))
    console.print(table)


def _cells(event: Mapping[Any, Any]) -> tuple[str, ...]:
    start, end = (str(event[name])[:10] for name in ("event_date", "event_date_end"))
    where = ", ".join(dict.fromkeys(event[name] for name in ("location", "country") if not pd.isna(event[name])))
    who = " / ".join(event[name] for name in ("actor1", "actor2") if not pd.isna(event[name]))
    days = start if start == end else f"{start} to {end}"
    if event["date_basis"] == "published":
        days = f"by {days}"
    what = f"{event['event_class']} {event['phase']}"
    return days, what, event["status"], where, who, str(event["source_count"]), event["event_id"]


def print_matches(matches: pd.DataFrame) -> None:
    """The pairs of `truceline.match`, in its order."""
    pairs = matches[matches["match"] == "matched"]
    cells = (
        (
            f"{pair['score']:.2f}",
            pair["event_id"],
            f"{pair['event_date'].date()} {pair['event_class']} {pair['phase']}",
            pair["record_id"],
            f"{pair['their_date'].date()} {'' if pd.isna(pair['their_type']) else pair['their_type']}",
            pair["reason"],
        )
        for pair in pairs.to_dict("records")
    )
    _print_table(("score", "event", "ours", "record", "theirs", "why"), cells)


def print_dates(doc_id: str, found: Sequence[Timex], as_json: bool) -> None:
    """The date expressions of one document, as a table or as a JSON object a line."""
    rows = [{"doc_id": doc_id, **timex._asdict()} for timex in found]
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False, default=str))
        return
    columns = (
        "doc_id",
        "char_start",
        "text",
        "value",
        "start",
        "end",
        "precision",
        "modifier",
        "basis",
        "confidence",
    )
    _print_table(columns, (["" if row[name] is None else str(row[name]) for name in columns] for row in rows))


def print_explanation(document: Document, explanation: Explanation, sentence: int | None) -> None:
    """Each candidate event under its sentence, and the mention that a sentence came to."""
    shown = None
    for candidate in explanation.candidates:
        if sentence is not None and candidate.sentence != sentence:
            continue
        if candidate.sentence != shown:
            shown = candidate.sentence
            where = "title" if shown < 0 else f"sentence {shown}"
            print(f"\n{document.doc_id}, {where}: {candidate.text}")
        print(f"  {_reading_of(candidate)}")


def _reading_of(candidate: Explained) -> str:
    facts = {
        "trigger": candidate.trigger,
        "governed by": f"{candidate.governor} ({candidate.relation})" if candidate.relation else "",
        "coloured": ", ".join(candidate.colours),
        "date": candidate.date_text or "",
        "place": candidate.place or "",
        "excluded": candidate.excluded,
    }
    told = "; ".join(f"{name} {value}" for name, value in facts.items() if value)
    return f"{candidate.event_class} {candidate.phase}: {told}"


def print_reasons(reasons: Sequence[Reason]) -> None:
    """What a name may mean, the chosen one marked."""
    columns = ("", "name", "id", "kind", "country", "why", "source")
    cells = (("*" if r.chosen else "", r.name, r.id, r.kind, r.country, r.why, r.source) for r in reasons)
    _print_table(columns, ([cell or "" for cell in row] for row in cells))


def print_evaluation(result: Evaluation) -> None:
    """A line a level: precision, recall, F1."""
    rows = [
        (
            name,
            *(f"{value:.3f}" for value in (score.precision, score.recall, score.f1)),
            *map(str, (score.right, score.found, score.coded)),
        )
        for name, score in result.scores.items()
    ]
    _print_table(("level", "precision", "recall", "F1", "right", "found", "coded"), rows)
    print(
        f"{_plural(result.documents, 'document')}; {result.tripped} of {result.empty} without an event were given one"
    )
