"""How well pairs of rows agree in date, place, actors and type: arrays of scores from 0 to 1, a value a pair."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import product

import numpy as np

from truceline.matching.actors import Side, side_likeness
from truceline.matching.arrays import Bools, Floats, Ints, kilometres
from truceline.matching.lexicon import weights
from truceline.matching.rows import NONE, Rows
from truceline.matching.types import type_score

# How a pair's places agree, in the order of `Pairs.basis`; the codebook tells what each means.
BASES = ("distance", "location", "admin1", "country", "near", "elsewhere", "untold", "side")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows, numbers in the two tables, with their scores; `days` and `km` apart, NaN where unknown."""

    ours: Ints
    theirs: Ints
    days: Ints
    km: Floats
    basis: Ints
    date: Floats
    place: Floats
    actors: Floats
    type: Floats
    words: Floats
    score: Floats

    def __len__(self) -> int:
        return len(self.ours)

    def where(self, chosen: Bools | Ints) -> Pairs:
        return Pairs(*(getattr(self, field.name)[chosen] for field in fields(self)))


def joined(parts: list[Pairs]) -> Pairs:
    return Pairs(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Pairs)))


def date_scores(ours: Rows, theirs: Rows, i: Ints, j: Ints, days: int) -> tuple[Floats, Ints]:
    """Scores and days apart, by the better of two dates where one row has two; 0 days apart for what overlaps."""
    score, gap = _date(ours, i, theirs, j, theirs.first[j], theirs.last[j], days)
    other, other_gap = _date(ours, i, theirs, j, theirs.other_first[j], theirs.other_last[j], days)
    better = other > score
    return np.where(better, other, score), np.where(better, other_gap, gap)


def _date(ours: Rows, i: Ints, theirs: Rows, j: Ints, first: Ints, last: Ints, days: int) -> tuple[Floats, Ints]:
    rule = weights()["date"]
    gap = _apart((ours.first[i], ours.last[i]), (first, last))
    beyond = _apart(
        (ours.first[i] - ours.early[i], ours.last[i] + ours.late[i]), (first - theirs.early[j], last + theirs.late[j])
    )
    lengths = np.stack(
        [
            ours.last[i] - ours.first[i] + ours.early[i] + ours.late[i] + 1,
            last - first + theirs.early[j] + theirs.late[j] + 1,
        ]
    )
    doublings = np.log2(lengths.max(axis=0) / lengths.min(axis=0))
    score = _falling(beyond, days, rule["edge"]) / (1 + rule["doubling"] * doublings)
    start = np.abs(first - ours.first[i])
    together = rule["same_start"] * _falling(start, days, rule["edge"])
    return np.where(beyond > days, 0.0, np.maximum(score, together)), gap


def _apart(one: tuple[Ints, Ints], other: tuple[Ints, Ints]) -> Ints:
    """Days between two intervals, 0 where they meet; of very long ones only the ends count."""
    gaps = [np.maximum(0, np.maximum(b[0] - a[1], a[0] - b[1])) for a, b in product(_ends(*one), _ends(*other))]
    nearest: Ints = np.min(gaps, axis=0)
    return nearest


def _ends(first: Ints, last: Ints) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """The first and the last day of very long intervals; the whole of others twice."""
    long = last - first > weights()["date"]["longest"]
    return (first, np.where(long, first, last)), (np.where(long, last, first), last)


def _falling(distance: Ints | Floats, limit: float | Floats, edge: float) -> Floats:
    """1 at no distance, `edge` at the limit, 0 beyond it."""
    share = distance / np.maximum(limit, 1e-9)
    score: Floats = np.where(distance <= limit, 1 - (1 - edge) * np.minimum(share, 1), 0.0)
    return score


def place_scores(ours: Rows, theirs: Rows, i: Ints, j: Ints, km: float) -> tuple[Floats, Floats, Ints]:
    """Scores, kilometres apart, and how the places agree (a number in BASES)."""
    rule = weights()["place"]
    apart = kilometres(ours.latitude[i], ours.longitude[i], theirs.latitude[j], theirs.longitude[j])
    reach = ours.reach[i] + theirs.reach[j]
    points = ~ours.area[i] & ~theirs.area[j]
    country = _same(ours.country[i], theirs.country[j])
    location = country & _same(ours.location[i], theirs.location[j])
    admin1 = country & _same(ours.admin1[i], theirs.admin1[j])
    wide = [(rows.admin1[at] == NONE) & (rows.location[at] == NONE) for rows, at in ((ours, i), (theirs, j))]
    apart_areas = country & (ours.admin1[i] != NONE) & (theirs.admin1[j] != NONE) & ~admin1
    near = ~(apart > rule["area_reach"])
    cases: list[tuple[Bools, str, Floats | float]] = [
        (points & (apart <= km + reach), "distance", _falling(apart, km + reach, rule["edge"])),
        (points & country, "none", 0.0),
        (location, "location", rule["same_name"]),
        (admin1, "admin1", rule["same_admin1"]),
        (apart_areas & near, "near", rule["near_area"]),
        (apart_areas, "elsewhere", rule["elsewhere_in_country"]),
        (country & wide[0] & wide[1], "country", rule["same_country_only"]),
        (country, "country", rule["within_country"]),
        (~points & (ours.country[i] == NONE) & (theirs.country[j] == NONE), "untold", rule["untold"]),
        (np.ones(len(i), dtype=bool), "side", rule["country_of_a_side"]),
    ]
    tests = [test for test, _basis, _score in cases]
    score = np.select(tests, [np.broadcast_to(score, len(i)) for _test, _basis, score in cases])
    basis = np.select(tests, [BASES.index(basis) if basis in BASES else NONE for _test, basis, _score in cases])
    return score, apart, basis.astype(np.int64)


def _same(one: Ints, other: Ints) -> Bools:
    same: Bools = (one == other) & (one != NONE)
    return same


def type_scores(ours: Rows, theirs: Rows, i: Ints, j: Ints) -> Floats:
    """By a table of all kinds of ours and theirs, which are some dozens."""
    table = np.array([type_score(one, other) for one, other in product(ours.kinds, theirs.kinds)], dtype=np.float64)
    scores: Floats = table[ours.kind[i] * len(theirs.kinds) + theirs.kind[j]]
    return scores


@dataclass(frozen=True, slots=True)
class Likeness:
    """Likenesses of sides, each pair of sides worked out once."""

    ours: tuple[Side, ...]
    theirs: tuple[Side, ...]
    known: dict[int, float]

    def of(self, our_side: Ints, their_side: Ints) -> Floats:
        """NaN where one of the two is not told."""
        told = (our_side != NONE) & (their_side != NONE)
        keys, at = np.unique(our_side[told] * len(self.theirs) + their_side[told], return_inverse=True)
        found = np.array([self._one(int(key)) for key in keys], dtype=np.float64)
        likeness = np.full(len(our_side), np.nan)
        likeness[told] = found[at] if len(found) else np.nan
        return likeness

    def _one(self, key: int) -> float:
        if key not in self.known:
            one, other = divmod(key, len(self.theirs))
            self.known[key] = side_likeness(self.ours[one], self.theirs[other])
        return self.known[key]


def actor_scores(ours: Rows, theirs: Rows, i: Ints, j: Ints, likeness: Likeness) -> Floats:
    """The sides laid against each other straight or crosswise, whichever is liker."""
    rule, unknown = weights()["actors"], weights()["unknown"]["actors"]
    one, two, three, four = (
        likeness.of(a[i], b[j])
        for a, b in (
            (ours.side1, theirs.side1),
            (ours.side2, theirs.side2),
            (ours.side1, theirs.side2),
            (ours.side2, theirs.side1),
        )
    )
    straight, crosswise = (one + two) / 2, (three + four) / 2
    best = np.fmax(np.fmax(one, two), np.fmax(three, four))
    single = [(rows.side1[at] == NONE) | (rows.side2[at] == NONE) for rows, at in ((ours, i), (theirs, j))]
    weight = np.where(single[0] & single[1], rule["both_single"], rule["one_single"])
    partly = weight * best + (1 - weight) * unknown
    score = np.where(single[0] | single[1], partly, np.fmax(straight, crosswise))
    return np.where(np.isnan(score), unknown, score)


def total(pairs: dict[str, Floats]) -> Floats:
    """The weighted mean of the parts, less a share for each part that speaks against the pair."""
    table = weights()
    mean = sum((table["weights"][part] * scores for part, scores in pairs.items()), np.zeros(1))
    against = sum((scores <= table["against"] for part, scores in pairs.items() if part != "words"), np.zeros(1))
    score: Floats = mean * (1 - table["contradiction"]) ** against
    return score
