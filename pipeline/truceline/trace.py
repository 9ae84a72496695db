"""Where an event comes from: its evidence, with documents, offsets and dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from truceline.write import read_table

Row = Mapping[Any, Any]


class NoSuchEvent(LookupError):
    """The run has no event of this id; the message says so, and what became of it where the run knows."""


def trace(out: Path, event_id: str) -> str:
    """The event of a finished run in words, then each mention with its document, dates, offsets and sentences.

    Raises NoSuchEvent, and OutputError where the folder holds no run.
    """
    events = read_table(out, "events").set_index("event_id", drop=False)
    if event_id not in events.index:
        raise NoSuchEvent(_missing(out, event_id))
    mentions = read_table(out, "mentions")
    told = mentions[mentions["event_id"] == event_id]
    documents = read_table(out, "documents").set_index("doc_id")
    lines = list(_event(events.loc[event_id].to_dict()))
    for mention in told.to_dict("records"):
        lines += ["", *_mention(mention, documents.loc[mention["doc_id"]].to_dict())]
    return "\n".join(lines)


def _missing(out: Path, event_id: str) -> str:
    changes = read_table(out, "id_changes")
    news = changes.loc[changes["old_event_id"] == event_id, "new_event_id"]
    now = f"; its mentions are now in {', '.join(dict.fromkeys(news))}" if len(news) else ""
    return f"holds no event {event_id}{now}"


def _event(event: Row) -> Iterator[str]:
    yield f"{event['event_id']}: {event['event_class']} {event['phase']}, {event['status']}"
    facts = {
        "when": _days(event["event_date"], event["event_date_end"]) + f" (basis: {event['date_basis']})",
        "where": _listed(event["location"], event["country"]),
        "who": _listed(event["actor1"], event["actor2"]),
        "process": _listed(event["process_id"]),
        "fulfils": ", ".join(event["fulfils"]),
        "fulfilled": _listed(event["fulfilled_by"], event["outcome"]),
        "sources": f"{event['source_count']} in {event['n_documents']} documents",
        "disagree": " | ".join(event["disagreements"]),
    }
    yield from (f"  {name:10}{value}" for name, value in facts.items() if value)


def _mention(mention: Row, document: Row) -> Iterator[str]:
    source = _listed(document["outlet"], document["title"], document["url"])
    yield f"{mention['mention_id']}, published {_day(document['published'])}{source and ': ' + source}"
    if not pd.isna(document["reprint_of"]):
        yield f"  a reprint of {document['reprint_of']}"
    dated = "no date in the text" if pd.isna(mention["date_start"]) else _dated(mention)
    yield f"  {dated}; {document['source_path']}, characters {mention['char_start']} to {mention['char_end']}"
    yield from (f"  > {' '.join(sentence.split())}" for sentence in mention["evidence"])


def _dated(mention: Row) -> str:
    words: str = "" if pd.isna(mention["date_text"]) else f' ("{mention["date_text"]}")'
    return f"{_days(mention['date_start'], mention['date_end'])}{words}"


def _days(start: pd.Timestamp, end: pd.Timestamp) -> str:
    return _day(start) if start == end else f"{_day(start)} to {_day(end)}"


def _day(day: pd.Timestamp) -> str:
    return "on an unknown day" if pd.isna(day) else day.date().isoformat()


def _listed(*values: Any) -> str:
    return ", ".join(dict.fromkeys(str(value) for value in values if not pd.isna(value)))
