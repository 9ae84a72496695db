"""What the mentions of one event do not agree on, in words that a person can read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from truceline.entities.tokens import name_key

Row = Mapping[Any, Any]

# So many documents are named for a value; the table mentions has all.
_NAMED = 3


def disagreements(told: Sequence[Row]) -> list[str]:
    """A line for each of status, date, country and place of which the mentions give more than one value:
    "date: 2016-02-22 (a, b) / 2016-02-23 (c)". A mention that does not tell has no part in it.
    """
    lines = []
    for name, value_of in _VALUES.items():
        # Spellings that differ in case or accents are one value, written as it is told first.
        spelling: dict[str, str] = {}
        documents: dict[str, set[str]] = {}
        for row in told:
            value = value_of(row)
            if value is not None:
                spelt = spelling.setdefault(name_key(value), value)
                documents.setdefault(spelt, set()).add(row["doc_id"])
        if len(documents) > 1:
            values = " / ".join(f"{value} ({_some(ids)})" for value, ids in sorted(documents.items()))
            lines.append(f"{name}: {values}")
    return lines


def _some(ids: Collection[str]) -> str:
    more = len(ids) - _NAMED
    return ", ".join(sorted(ids)[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def _date(row: Row) -> str | None:
    if pd.isna(row["date_start"]):
        return None
    start, end = (row[name].date().isoformat() for name in ("date_start", "date_end"))
    return start if start == end else f"{start} to {end}"


def _text(name: str) -> Callable[[Row], str | None]:
    return lambda row: None if pd.isna(row[name]) else str(row[name])


_VALUES: Mapping[str, Callable[[Row], str | None]] = {
    "status": _text("status"),
    "date": _date,
    "country": _text("country"),
    "place": _text("place"),
}
