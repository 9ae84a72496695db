"""Where an event happened, and the country of the conflict (coding rules, section 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from truceline.entities import Found, Place
from truceline.entities.coreference import is_internal_conflict
from truceline.extract.candidates import Candidate
from truceline.extract.grouping import Event
from truceline.extract.lexicon import read
from truceline.extract.sentences import Span, within

# A place costs its distance from the event in tokens, and more for what stands between or before; at the limit it is of
# something else.
_LIMIT = 16
_CLAUSE_COST = 4
_MOVEMENT_COST = 8
_AREA_COST = 6
_BESIDE = 2
# The town of "the Oslo accords" has less, and nothing need have happened there.
_NO_LABEL = 0.31
# What a mention says of where the conflict is: a country named as an actor says less than one in which something
# happens, a capital may stand for a government, and a state speaks of its own soil only where it is at war at home.
_PLACE_POINTS = {"capital": 1.0, "country": 2.0}
_TOWN, _NAMED_AS_ACTOR, _GROUP, _SIDE, _STATE = 2.0, 1.0, 4.0, 2.0, 0.5
_POWER_SHARE = 0.25
# The title and the event's own sentences count so often, the latter besides being text.
_CLOSE = 3
_SURE = 0.6
# So often a text names the country that it is about.
_OFTEN = 3
_AREAS = ("country", "region")
# What is asked for, refused or signed is not bound to where the document's talks are.
_NO_VENUE = ("proposed", "refused", "agreed")
_NOBODY = Found((), ())


def place_of(candidate: Candidate, places: Sequence[Place]) -> Place | None:
    """The place that the sentence ties to the event, or None."""
    here = within(places, candidate.unit.span)
    costs = [(cost, place.char_start, place) for place in here if (cost := _cost(candidate, place)) is not None]
    return min(costs, key=lambda item: item[:2])[2] if costs else _namesake(candidate, here)


def _cost(candidate: Candidate, place: Place) -> int | None:
    words = candidate.unit.words
    at = words.at(place.char_start)
    if at == len(words) or words.tokens[at].start != place.char_start or place.confidence < _NO_LABEL:
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
    cost += _MOVEMENT_COST * movement + _AREA_COST * (place.kind in _AREAS)
    return cost if cost < _LIMIT else None


def _venue(candidate: Candidate, place: Place, at: int) -> bool:
    """A town beside the talks that it gives its name ("the Geneva talks")."""
    beside = candidate.unit.words.has(at + 1, "venue") or candidate.first - _BESIDE <= at < candidate.first
    return candidate.event_class == "talks" and place.kind not in _AREAS and beside


def _namesake(candidate: Candidate, here: Sequence[Place]) -> Place | None:
    """The town by which the sentence named the talks before: "the Geneva process", and then "the process resumes"."""
    words, found = candidate.unit.words, None
    for place in here:
        at = words.at(place.char_end)
        same = at < candidate.first and words.low(at) == words.low(candidate.last - 1)
        if candidate.event_class == "talks" and same and place.kind not in _AREAS:
            found = place
    return found


def venue_of(places: Sequence[Place | None]) -> Place | None:
    """The one town where a document's talks are, or None where it names none or several."""
    towns = {place.name: place for place in places if place and place.kind not in _AREAS}
    return next(iter(towns.values())) if len(towns) == 1 else None


def where(event: Event, found: Found, venue: Place | None, country: str | None) -> Place | None:
    """Where an event is, under the document's name for it; `country` is where its conflict is.

    Talks with no place of their own are at `venue`, where the document's talks are. A ceasefire or a breach is where
    the conflict is; what lies in another country, as the town in which a ceasefire was signed, is not its place.
    """
    place = event.place
    event_class, phase = event.key
    if event_class == "talks":
        place = place or (venue if phase not in _NO_VENUE else None)
    elif place is None or (event_class == "ceasefire" and country and place.country != country):
        place = conflict_area(found, country)
    return _as_named(place) if place else None


def _as_named(place: Place) -> Place:
    """The place with the document's name for it, where that is a name: "Sana'a", but not "the Yemeni capital"."""
    words = place.text.split()
    return replace(place, name=" ".join(words)) if words and words[-1][0].isupper() else place


def conflict_area(found: Found, country: str | None) -> Place | None:
    """What the text names most often of a country, the whole or a region of it; of equals the first named."""
    named = [place for place in found.places if place.kind in _AREAS and place.confidence >= _SURE]
    inside = [place for place in named if country and place.country == country]
    counts = Counter(place.name for place in inside)
    return max(inside, key=lambda place: (counts[place.name], -place.char_start), default=None)


@cache
def powers(language: str = "en") -> frozenset[str]:
    """ISO codes of states that are in the news of conflicts that are not theirs."""
    return frozenset(read("scope", language)["powers"])


def conflict_country(
    found: Found, spans: Sequence[Span] = (), *, title: Found = _NOBODY, year: int | None = None, language: str = "en"
) -> str | None:
    """The one country that the conflict of an event is in, as ISO 3166-1 alpha-3, for the sentences at `spans`.

    It is the one that the text (`found`), the title and most of all those sentences speak of. None where no country
    stands out, or where it is named as one side of a war of two states and nothing is told to happen there. `year` is
    that of publication.
    """
    here = Found(
        tuple(place for span in spans for place in within(found.places, span)),
        tuple(actor for span in spans for actor in within(found.actors, span)),
    )
    points: dict[str, float] = {}
    for names, times in ((found, 1), (title, _CLOSE), (here, _CLOSE)):
        for country, value in _points(names, year):
            share = _POWER_SHARE if country in powers(language) else 1.0
            points[country] = points.get(country, 0.0) + value * share * times
    ranked = sorted(((country, value) for country, value in points.items() if value), key=lambda item: (-item[1], item))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    country = ranked[0][0]
    others = {actor.country for actor in here.actors} - powers(language) - {country, None}
    return country if _is_scene(country, (found, title), bool(others), year) else None


def _points(found: Found, year: int | None) -> Iterator[tuple[str, float]]:
    named_as_actor = {actor.char_start for actor in found.actors}
    for place in found.places:
        if place.country and place.confidence >= _SURE:
            as_actor = place.kind == "country" and place.char_start in named_as_actor
            yield place.country, _NAMED_AS_ACTOR if as_actor else _PLACE_POINTS.get(place.kind, _TOWN)
    for actor in found.actors:
        if actor.country and actor.kind == "state":
            yield actor.country, _STATE if is_internal_conflict(actor.country, year) else 0.0
        elif actor.country:
            yield actor.country, _SIDE if actor.kind == "generic" else _GROUP


def _is_scene(country: str, names: Sequence[Found], others: bool, year: int | None) -> bool:
    """Whether something is told to happen in the country, or its war is at home, or nobody is told to oppose it."""
    if is_internal_conflict(country, year):
        return True
    as_actor = 0
    for found in names:
        named_as_actor = {actor.char_start for actor in found.actors}
        inside = [p for p in found.places if p.country == country and p.confidence >= _SURE and p.kind != "capital"]
        if any(place.char_start not in named_as_actor for place in inside):
            return True
        as_actor += len(inside)
    groups = any(actor.country == country and actor.kind != "state" for actor in names[0].actors)
    return not others and (groups or as_actor >= _OFTEN)
