"""Renders `timeline.html.jinja` with the rows of a run."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pandas as pd
from jinja2 import Environment, StrictUndefined

from truceline.tables import Tables
from truceline_schemas import code_rows

_COLUMNS = ["event_id", "event_class", "phase", "status", "location", "country", "confidence"]


def timeline_page(tables: Tables) -> str:
    """The page: a row an event, oldest first, each with the sentences that it came from.

    It loads nothing from anywhere, runs no script, and says so to the browser in its content security policy.
    """
    template = files("truceline.report").joinpath("timeline.html.jinja").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    events = _rows(tables)
    present = {event["event_class"] for event in events}
    classes = {row["code"]: row["label"] for row in code_rows("event_class") if row["code"] in present}
    return environment.from_string(template).render(events=events, classes=classes)


def _rows(tables: Tables) -> list[dict[str, Any]]:
    told = _evidence(tables)
    rows = []
    for event in tables.events.to_dict("records"):
        row = {name: None if pd.isna(event[name]) else event[name] for name in _COLUMNS}
        row["when"] = _interval(event)
        row["who"] = "; ".join(event[name] for name in ("actor1", "actor2") if not pd.isna(event[name]))
        row["told"] = told[event["event_id"]]
        rows.append(row)
    return rows


def _interval(event: Mapping[Any, Any]) -> str:
    start, end = event["event_date"].date().isoformat(), event["event_date_end"].date().isoformat()
    days = start if start == end else f"{start} to {end}"
    return f"by {days}" if event["date_basis"] == "published" else days


def _evidence(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    documents = tables.documents.set_index("doc_id")[["title", "outlet", "published", "url"]].to_dict("index")
    told: dict[str, list[dict[str, Any]]] = {}
    for mention in tables.mentions.to_dict("records"):
        document = documents[mention["doc_id"]]
        source = [
            document["outlet"],
            document["published"].date() if not pd.isna(document["published"]) else None,
        ]
        named = ", ".join(str(part) for part in source if part is not None and not pd.isna(part))
        told.setdefault(mention["event_id"], []).append(
            {"sentences": list(mention["evidence"]), "source": named or mention["doc_id"]}
        )
    return told
