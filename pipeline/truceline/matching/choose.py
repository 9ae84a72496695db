"""Which of the pairs that are good enough count: each row once, an event with several records, or all."""

from __future__ import annotations

from typing import get_args

import numpy as np

from truceline.matching.arrays import Bools, Ints
from truceline.matching.lexicon import weights
from truceline.matching.scores import Pairs
from truceline.settings import How

HOWS: tuple[How, ...] = get_args(How)


def best_first(pairs: Pairs) -> Ints:
    """The order of the pairs from the best score on; ties go by days and kilometres apart, then by rows."""
    far = np.where(np.isnan(pairs.km), np.inf, pairs.km)
    return np.lexsort((pairs.theirs, pairs.ours, far, pairs.days, -pairs.score))


def chosen(pairs: Pairs, how: How, groups: Ints) -> Bools:
    """Which of the pairs, given best first, count. `groups` numbers the records: those of one are sides of one event.

    "one-to-one" takes the best pair, then the best of the rows that are left, and so on: no two rows would rather have
    each other (a stable matching, as in MELTT). "one-to-many" does so with groups of records, and then gives each
    record that is left to the event that it fits best, where it agrees with that event about as well as the event's
    first record does.
    """
    good: Bools = pairs.score >= weights()["accept"]
    if how == "all":
        return good
    if how == "one-to-one":
        return _each_once(pairs, good, pairs.theirs)
    taken = _each_once(pairs, good, groups[pairs.theirs])
    return taken | _equals(pairs, good, taken)


def _equals(pairs: Pairs, good: Bools, taken: Bools) -> Bools:
    """Pairs of records in no pair yet that agree about as well in date, place and sides as their event's pair does."""
    rule, first = weights()["many"], np.flatnonzero(taken)
    numbers = np.flatnonzero(good & ~np.isin(pairs.theirs, pairs.theirs[first]))
    numbers = numbers[_firsts(pairs.theirs[numbers])]
    best = nearest(pairs.ours[first], pairs.ours[numbers])
    numbers, best = numbers[best >= 0], first[best[best >= 0]]
    equal = pairs.score[numbers] >= pairs.score[best] - rule["margin"]
    for part in ("date", "place", "actors"):
        scores = getattr(pairs, part)
        equal &= scores[numbers] >= scores[best] - rule[part]
    more = np.zeros(len(pairs), dtype=bool)
    more[numbers[equal]] = True
    return more


def _firsts(numbers: Ints) -> Bools:
    first = np.zeros(len(numbers), dtype=bool)
    first[np.unique(numbers, return_index=True)[1]] = True
    return first


def _each_once(pairs: Pairs, good: Bools, groups: Ints) -> Bools:
    """Each event with one group of records, from the best pair on."""
    taken = np.zeros(len(pairs), dtype=bool)
    owner: dict[int, int] = {}
    busy: set[int] = set()
    numbers = np.flatnonzero(good)
    for n, i, g in zip(*(part.tolist() for part in (numbers, pairs.ours[numbers], groups[numbers])), strict=True):
        if g not in owner and i not in busy:
            owner[g] = i
            busy.add(i)
        taken[n] = owner.get(g) == i
    return taken


def nearest(rows: Ints, wanted: Ints) -> Ints:
    """For each wanted row the number of its best pair, pairs given best first; -1 for none."""
    known, first = np.unique(rows, return_index=True)
    at = np.minimum(np.searchsorted(known, wanted), max(0, len(known) - 1))
    found: Ints = np.where(known[at] == wanted, first[at], -1) if len(known) else np.full(len(wanted), -1)
    return found
