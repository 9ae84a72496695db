"""A date expression found in a text, after TimeML's TIMEX3."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Basis = Literal["explicit", "anchored", "anaphoric", "vague"]


class Timex(NamedTuple):
    """One date expression. A tuple, because it takes a third of the time of a frozen dataclass to make one.

    `char_start` and `char_end` point into the text that was searched (end exclusive). `value` is TimeML's
    ("2016-12-29", "2016-12", "2016-W52", "P3D", "PRESENT_REF", "2017-01-25T12:00", "XXXX-02-08" where unresolved).
    `start` and `end` are inclusive days, both None where the value names no days of a calendar.
    `precision` is that of the coding rules: day, range, week, month, season, year, decade, or None with no days.
    `modifier` is the preposition before it: since, until, from, before, after, between, about; or else the part that
    it names: START, MID, END (`start` and `end` are that part's); or "dateline". Expressions of one range or list
    ("Jan. 23-24") share a `group`.
    """

    char_start: int
    char_end: int
    text: str
    type: TimexType
    value: str
    start: date | None
    end: date | None
    precision: str | None
    modifier: str | None
    basis: Basis
    confidence: float
    group: int | None = None
