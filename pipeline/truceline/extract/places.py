"""Where an event happened, and the country of the conflict (coding rules, section 7)."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from functools import cache

from truceline.entities import Found, Place
from truceline.extract.candidates import Candidate
from truceline.extract.lexicon import read
from truceline.extract.sentences import Span, within

# A place costs its distance from the event in tokens, and more for what stands between or before; at the limit it is of
# something else.
_LIMIT = 16
_CLAUSE_COST = 4
_MOVEMENT_COST = 8
_COUNTRY_COST = 3
_BESIDE = 2
# What a mention of a place or of a group says of where the conflict is; a power's mentions count a quarter.
_PLACE_WEIGHTS = {"capital": 1, "country": 2}
_TOWN_WEIGHT = 3
_GROUP_WEIGHT = 4
_POWER_SHARE = 4
_SURE = 0.6
_AREAS = ("country", "region")


def place_of(candidate: Candidate, places: Sequence[Place]) -> Place | None:
    """The place that the sentence ties to the event, or None."""
    here = within(places, candidate.unit.span)
    costs = [(cost, place.char_start, place) for place in here if (cost := _cost(candidate, place)) is not None]
    return min(costs, key=lambda item: item[:2])[2] if costs else None


def _cost(candidate: Candidate, place: Place) -> int | None:
    words = candidate.unit.words
    at = words.at(place.char_start)
    if at == len(words) or words.tokens[at].start != place.char_start:
        return None
    before = at - 2 if words.has(at - 1, "compass") else at - 1
    movement = words.has(before, "to_place")
    if not movement and not words.has(before, "at_place") and not _venue(candidate, place, at):
        return None
    cost = min(abs(at - candidate.last), abs(at - candidate.governor))
    if cost >= _LIMIT:
        return None
    between = range(min(at, candidate.governor), max(at, candidate.governor))
    cost += _CLAUSE_COST * sum(words.low(i) in (",", ";") or words.has(i, "clause") for i in between)
    cost += _MOVEMENT_COST * movement + _COUNTRY_COST * (place.kind == "country")
    return cost if cost < _LIMIT else None


def _venue(candidate: Candidate, place: Place, at: int) -> bool:
    """A town beside the talks that it gives its name ("the Geneva talks")."""
    beside = candidate.unit.words.has(at + 1, "venue") or candidate.first - _BESIDE <= at < candidate.first
    return candidate.event_class == "talks" and place.kind not in _AREAS and beside


def venue_of(places: Sequence[Place | None]) -> Place | None:
    """The one town where a document's talks are, or None where it names none or several."""
    towns = {place.name: place for place in places if place and place.kind not in _AREAS}
    return next(iter(towns.values())) if len(towns) == 1 else None


@cache
def powers(language: str = "en") -> frozenset[str]:
    """ISO codes of states that are in the news of conflicts that are not theirs."""
    return frozenset(read("scope", language)["powers"])


def conflict_country(found: Found, spans: Sequence[Span] = (), language: str = "en") -> str | None:
    """The one country that the conflict is in, by what the sentences at `spans` name, or the whole text without any.

    A town counts more than a capital, which may stand for a government, and a group more than a state. None where no
    country stands out.
    """
    counts: Counter[str] = Counter()
    for span in spans or [Span(0, sys.maxsize)]:
        for place in within(found.places, span):
            if place.country and place.confidence >= _SURE:
                counts[place.country] += _PLACE_WEIGHTS.get(place.kind, _TOWN_WEIGHT)
        for actor in within(found.actors, span):
            if actor.country and actor.kind != "state":
                counts[actor.country] += _GROUP_WEIGHT
    for power in powers(language) & set(counts):
        counts[power] //= _POWER_SHARE
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    alone = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] if alone else None
