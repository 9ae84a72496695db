"""Pairs of rows that can be of one event by time, place and type, without comparing each with each.

Their rows are sorted by a key of the place (a cell of the globe as wide as the radius, or a country) and the first day,
apart for each length of interval; one of ours then takes two binary searches a cell. Work grows with the rows and with
the pairs found, never with the product of the tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from truceline.matching.arrays import EARTH_KM, Bools, Floats, Ints, ranges
from truceline.matching.lexicon import weights
from truceline.matching.rows import NONE, Rows
from truceline.matching.types import our_families

# Days before 1970 that a day may lie, and the bits that hold a day from there on.
_EPOCH, _DAY_BITS = 1 << 20, 21
# Intervals of up to so many days are sorted together: a search must reach back by the longest of its table.
_LENGTHS = (1, 8, 32, 367)
_CHUNK = 2_000_000
_FAMILIES = ("political", "violent")


@dataclass(frozen=True, slots=True)
class Window:
    """How far apart in days and in kilometres two rows may lie, their own imprecision aside."""

    days: int
    km: float


@dataclass(frozen=True, slots=True)
class Spans:
    """Intervals of days with the row that each is of, and the key of its place."""

    row: Ints
    key: Ints
    first: Ints
    last: Ints

    def where(self, chosen: Bools) -> Spans:
        return Spans(self.row[chosen], self.key[chosen], self.first[chosen], self.last[chosen])


def candidates(
    ours: Rows, theirs: Rows, window: Window, countries: list[tuple[int, ...]]
) -> Iterator[tuple[Ints, Ints]]:
    """Row numbers of ours and of theirs, some millions at a time; a pair may come more than once.

    `countries` are, for each side of ours, the countries that it is of: talks are often held elsewhere.
    """
    for family in _FAMILIES:
        us = np.array([family in our_families(kind) for kind in ours.kinds], dtype=bool)
        them = np.array([family in kind.families for kind in theirs.kinds], dtype=bool)
        our_spans = _spans(ours, _chosen(us, ours.kind), window.days)
        their_spans = _spans(theirs, _chosen(them, theirs.kind), 0)
        yield from _by_point(ours, theirs, our_spans, their_spans, window)
        yield from _by_country(ours, theirs, our_spans, their_spans)
        # A violation is looked for abroad only where its place is not told.
        roaming = our_spans if family == "political" else our_spans.where(ours.country[our_spans.row] == NONE)
        yield from _by_side(ours, theirs, roaming, their_spans, countries)


def _chosen(known: Bools, codes: Ints) -> Bools:
    return known[codes] if len(known) else np.zeros(len(codes), dtype=bool)


def _spans(rows: Rows, chosen: Bools, days: int) -> Spans:
    """The dates of the chosen rows, widened; of very long intervals only the ends."""
    row = np.flatnonzero(chosen)
    other = row[(rows.other_first != rows.first)[row] | (rows.other_last != rows.last)[row]]
    row = np.concatenate([row, other])
    main = len(row) - len(other)
    first = np.concatenate([rows.first[row[:main]], rows.other_first[other]]) - rows.early[row] - days
    last = np.concatenate([rows.last[row[:main]], rows.other_last[other]]) + rows.late[row] + days
    long = last - first > weights()["date"]["longest"] + 2 * days
    room = 2 * days
    starts = Spans(row, np.zeros_like(row), first, np.where(long, first + room, last))
    ends = Spans(row, np.zeros_like(row), last - room, last).where(long)
    return Spans(*(np.concatenate(pair) for pair in zip(_fields(starts), _fields(ends), strict=True)))


def _fields(spans: Spans) -> tuple[Ints, Ints, Ints, Ints]:
    return spans.row, spans.key, spans.first, spans.last


def _by_point(ours: Rows, theirs: Rows, us: Spans, them: Spans, window: Window) -> Iterator[tuple[Ints, Ints]]:
    us, them = us.where(~ours.area[us.row]), them.where(~theirs.area[them.row])
    reach = [float(rows.reach[spans.row].max(initial=0)) for rows, spans in ((ours, us), (theirs, them))]
    radius = max(1.0, window.km + sum(reach))
    cells = [
        _cells(rows.latitude[spans.row], rows.longitude[spans.row], radius)
        for rows, spans in ((ours, us), (theirs, them))
    ]
    index = _indexed(Spans(them.row, _cell_key(cells[1]), them.first, them.last))
    for step in product((-1, 0, 1), repeat=3):
        around = cells[0] + np.array(step, dtype=np.int64)
        yield from _joined(Spans(us.row, _cell_key(around), us.first, us.last), index)


def _cells(latitude: Floats, longitude: Floats, size: float) -> Ints:
    """Cubes of `size` km of the space around the globe that hold the points: no poles and no date line in it."""
    phi, theta = np.radians(latitude), np.radians(longitude)
    xyz = np.stack([np.cos(phi) * np.cos(theta), np.cos(phi) * np.sin(theta), np.sin(phi)], axis=1)
    cells: Ints = np.floor((xyz + 1) * EARTH_KM / size).astype(np.int64) + 1
    return cells


def _cell_key(cells: Ints) -> Ints:
    key: Ints = (cells[:, 0] << 28) | (cells[:, 1] << 14) | cells[:, 2]
    return key


def _by_country(ours: Rows, theirs: Rows, us: Spans, them: Spans) -> Iterator[tuple[Ints, Ints]]:
    """Pairs in one country of which one or both stand for an area."""
    # Rows that tell no country are compared with each other alone.
    nowhere = 1 + max(int(rows.country.max(initial=NONE)) for rows in (ours, theirs))
    us, them = (
        Spans(spans.row, np.where(rows.country == NONE, nowhere, rows.country)[spans.row], spans.first, spans.last)
        for rows, spans in ((ours, us), (theirs, them))
    )
    our_area, their_area = ours.area[us.row], theirs.area[them.row]
    yield from _joined(us.where(our_area), _indexed(them))
    yield from _joined(us.where(~our_area), _indexed(them.where(their_area)))


def _by_side(
    ours: Rows, theirs: Rows, us: Spans, them: Spans, countries: list[tuple[int, ...]]
) -> Iterator[tuple[Ints, Ints]]:
    """Pairs where theirs is in the home country of one of our sides: a deal on Colombia that was signed in Havana."""
    index = _indexed(Spans(them.row, theirs.country[them.row], them.first, them.last))
    for side in (ours.side1, ours.side2):
        for rank in range(max(map(len, countries), default=0)):
            ranked = np.array([homes[rank] if rank < len(homes) else NONE for homes in countries], dtype=np.int64)
            home = np.where(side[us.row] == NONE, NONE, ranked[side[us.row]])
            abroad = home != ours.country[us.row]
            yield from _joined(Spans(us.row, home, us.first, us.last).where(abroad), index)


def _indexed(spans: Spans) -> list[tuple[int, Ints, Spans]]:
    """For each class of lengths: the longest, the sorted keys, and the spans in their order."""
    spans = spans.where(spans.key != NONE)
    length = spans.last - spans.first + 1
    tables, shortest = [], 0
    for longest in (*_LENGTHS, int(length.max(initial=0))):
        part = spans.where((length > shortest) & (length <= longest))
        key = _sort_key(part.key, part.first)
        order = np.argsort(key, kind="stable")
        if len(order):
            tables.append((min(longest, int(length.max())), key[order], Spans(*(f[order] for f in _fields(part)))))
        shortest = max(shortest, longest)
    return tables


def _sort_key(place: Ints, day: Ints) -> Ints:
    key: Ints = (place << _DAY_BITS) | np.clip(day + _EPOCH, 0, (1 << _DAY_BITS) - 1)
    return key


def _joined(us: Spans, index: list[tuple[int, Ints, Spans]]) -> Iterator[tuple[Ints, Ints]]:
    us = us.where(us.key != NONE)
    for longest, keys, them in index:
        lows = np.searchsorted(keys, _sort_key(us.key, us.first - longest + 1), side="left")
        highs = np.searchsorted(keys, _sort_key(us.key, us.last), side="right")
        for part in _parts(highs - lows):
            which, at = ranges(lows[part], highs[part])
            which = which + part.start
            meet = them.last[at] >= us.first[which]
            if meet.any():
                yield us.row[which[meet]], them.row[at[meet]]


def _parts(counts: Ints) -> Iterator[slice]:
    """Slices of the rows whose counts add up to about _CHUNK each."""
    ends = np.cumsum(counts)
    start = 0
    while start < len(counts):
        done = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + _CHUNK, side="right")))
        if ends[stop - 1] > done:
            yield slice(start, stop)
        start = stop
