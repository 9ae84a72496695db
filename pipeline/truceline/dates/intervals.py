"""Date expressions joined into intervals, as the coding rules count them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from truceline.dates.timex import Basis, Timex

_ORDER = ("day", "range", "week", "month", "season", "year", "decade")


@dataclass(frozen=True, slots=True)
class Interval:
    """One date in the sense of the coding rules: `start` to `end` (inclusive), told by one expression or by several.

    `precision` is that of the expression; ends that are days make a `range`, weeks and months a `season`. `modifier`
    is the first expression's, `basis` and `confidence` the weakest one's.
    """

    char_start: int
    char_end: int
    text: str
    start: date
    end: date
    precision: str
    modifier: str | None
    basis: Basis
    confidence: float
    timexes: tuple[Timex, ...]


def ranges(text: str, timexes: Iterable[Timex]) -> list[Interval]:
    """The dates that `timexes` of `text` tell, the ends of each range joined; what names no days is left out."""
    dated = [timex for timex in timexes if timex.start is not None]
    out: list[Interval] = []
    for _, members in groupby(enumerate(dated), key=lambda item: (item[1].group, item[1].group is None and item[0])):
        out.extend(_interval(text, part) for part in _parts([timex for _, timex in members]))
    return out


def _parts(members: list[Timex]) -> Iterator[list[Timex]]:
    """All members as one part where they are in order, else each alone."""
    firsts = [timex.start for timex in members if timex.start]
    if firsts == sorted(firsts):
        yield members
    else:
        yield from ([timex] for timex in members)


def _interval(text: str, members: list[Timex]) -> Interval:
    first, last = members[0].char_start, members[-1].char_end
    return Interval(
        char_start=first,
        char_end=last,
        text=text[first:last],
        start=min(timex.start for timex in members if timex.start),
        end=max(timex.end for timex in members if timex.end),
        precision=_precision(members),
        modifier=members[0].modifier,
        basis=min(members, key=lambda timex: timex.confidence).basis,
        confidence=min(timex.confidence for timex in members),
        timexes=tuple(members),
    )


def _precision(members: list[Timex]) -> str:
    coarsest = max((timex.precision or "day" for timex in members), key=_ORDER.index)
    if len(members) == 1:
        return coarsest
    return {"day": "range", "week": "season", "month": "season"}.get(coarsest, coarsest)
