"""Whether a mention contradicts an event, and how like it is: the parts that lexicons/merge.toml weighs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from truceline.merge.places import place_score
from truceline.merge.told import Spot, Told
from truceline.merge.weights import weights

Dated = tuple[int, int, str | None]


@dataclass(slots=True)
class Group:
    """The mentions of one event so far, and of them what a further one is compared with.

    `first`..`last` is when all of them can have happened.
    """

    number: int
    anchor: Told
    first: int
    last: int
    members: list[Told] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    dates: set[Dated] = field(default_factory=set)
    undated: set[int] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    spots: dict[Spot, None] = field(default_factory=dict)
    known: set[frozenset[str]] = field(default_factory=set)
    sides: set[str] = field(default_factory=set)
    cast: set[str] = field(default_factory=set)
    words: dict[frozenset[str], None] = field(default_factory=dict)

    def add(self, told: Told) -> None:
        first, last = window(told)
        self.first, self.last = max(self.first, first), min(self.last, last)
        self.members.append(told)
        self.documents.add(told.doc_id)
        if told.dated:
            self.dates.add((told.first, told.last, told.precision))
        elif told.published is not None:
            self.undated.add(told.published)
        if told.country:
            self.countries.add(told.country)
        if told.spot:
            self.spots[told.spot] = None
        if told.known:
            self.known.add(told.known)
        self.sides |= told.sides
        self.cast |= told.cast
        self.words[told.words] = None


def window(told: Told) -> tuple[int, int]:
    """The days on which it can have happened; reports of what lasts reach to the next one."""
    reach = weights()["date"]["lasting"] // 2 if told.lasting else 0
    return told.first - reach, told.last + reach


def contradicts(told: Told, group: Group) -> bool:
    """Whether the mention cannot be of the event, whatever the chain between them.

    One document tells the two apart; their days, places or parties exclude each other; or, of what recurs daily, two
    days' papers tell it without a date.
    """
    first, last = window(told)
    if told.doc_id in group.documents or first > group.last or last < group.first:
        return True
    if told.kind[0] == "violation" and not told.dated and group.undated and told.published not in group.undated:
        return True
    if told.spot and any(place_score(told.spot, spot) == 0 for spot in group.spots):
        return True
    if told.known and any(told.known.isdisjoint(known) for known in group.known):
        return True
    return bool(told.country and group.countries and told.country not in group.countries) and not _same_sides(
        told, group
    )


def _same_sides(told: Told, group: Group) -> bool:
    """Both sides are the same, and one of the two countries is only inferred."""
    inferred = told.spot is None or not group.spots
    return inferred and len(told.sides & group.sides) > 1


def score(told: Told, group: Group) -> float:
    """How like they are, from 0 to 1."""
    parts = {
        "date": _date(told, group),
        "country": _country(told, group),
        "place": _place(told, group),
        "actors": _actors(told, group),
        "words": _words(told, group),
    }
    return float(sum(weights()["weights"][name] * part for name, part in parts.items()))


def _date(told: Told, group: Group) -> float:
    rule = weights()["date"]
    if told.dated and group.dates:
        return max(_both_dated((told.first, told.last, told.precision), date, told.lasting) for date in group.dates)
    if told.dated:
        one = (told.first, told.last, told.precision)
        return max(_one_undated(day, one, told.lasting) for day in group.undated)
    day = told.published
    assert day is not None
    if group.dates:
        return max(_one_undated(day, date, told.lasting) for date in group.dates)
    return _by_days(rule["both_undated"], min(abs(day - other) for other in group.undated))


def _one_undated(day: int, dated: Dated, lasting: bool) -> float:
    """A report of `day` on something at or shortly before it; what went on for days is not what happened on one."""
    first, last, precision = dated
    rule = weights()["date"]
    likeness = _by_days(rule["one_undated"], max(first - day, day - last, 0))
    if lasting:
        return likeness
    length = last - first + 1
    return likeness / length if precision == "range" else likeness * min(1.0, rule["vague"] / length)


def _both_dated(one: Dated, other: Dated, lasting: bool) -> float:
    rule = weights()["date"]
    if one == other:
        return 1.0
    if lasting:
        return float(rule["overlapping"])
    common = min(one[1], other[1]) - max(one[0], other[0]) + 1
    if common <= 0:
        return 0.0
    if "range" in (one[2], other[2]):
        return common / max(one[1] - one[0] + 1, other[1] - other[0] + 1)
    return float(rule["within"])


def _by_days(scores: Sequence[float], days: int) -> float:
    return scores[days] if days < len(scores) else 0.0


def _country(told: Told, group: Group) -> float:
    rule = weights()["country"]
    if not told.country or not group.countries:
        return float(rule["untold"])
    return 1.0 if told.country in group.countries else float(rule["differs"])


def _place(told: Told, group: Group) -> float:
    if not told.spot or not group.spots:
        return float(weights()["place"]["untold"])
    return max(place_score(told.spot, spot) for spot in group.spots)


def _actors(told: Told, group: Group) -> float:
    rule = weights()["actors"]
    mine, theirs = (told.sides, group.sides) if told.sides and group.sides else (told.cast, group.cast)
    if not mine or not theirs:
        return float(rule["untold"])
    return max(len(mine & theirs) / min(len(mine), len(theirs)), float(rule["unknown"]))


def _words(told: Told, group: Group) -> float:
    share = max((_jaccard(told.words, words) for words in group.words), default=0.0)
    return min(1.0, share / float(weights()["words"]["same"]))


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0
