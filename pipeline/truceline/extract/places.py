"""Where an event happened, and the country of the conflict (coding rules, section 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document says of where its conflict is, made once for all its events.

    `points` are by country, `areas` what the text calls each country or its part. In `scenes` something is told to
    happen; `spoken_of` are countries that have a side of their own in the text, or are often named. `year` is that
    of publication.
    """

    found: Found
    year: int | None
    language: str
    points: Mapping[str, float]
    areas: Mapping[str, Place]
    scenes: frozenset[str | None]
    spoken_of: frozenset[str | None]


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


def where(event: Event, setting: Setting, venue: Place | None, country: str | None) -> Place | None:
    """Where an event is, under the document's name for it; `country` is where its conflict is.

    Talks with no place of their own are at `venue`, where the document's talks are. A ceasefire or a breach is where
    the conflict is; what lies in another country, as the town in which a ceasefire was signed, is not its place.
    """
    place = event.place
    event_class, phase = event.key
    if event_class == "talks":
        place = place or (venue if phase not in _NO_VENUE else None)
    elif place is None or (event_class == "ceasefire" and country and place.country != country):
        place = setting.areas.get(country) if country else None
    return _as_named(place) if place else None


def _as_named(place: Place) -> Place:
    """The place with the document's name for it, where that is a name: "Sana'a", but not "the Yemeni capital"."""
    words = place.text.split()
    return replace(place, name=" ".join(words)) if words and words[-1][0].isupper() else place


@cache
def powers(language: str = "en") -> frozenset[str]:
    """ISO codes of states that are in the news of conflicts that are not theirs."""
    return frozenset(read("scope", language)["powers"])


def setting_of(found: Found, title: Found = _NOBODY, year: int | None = None, language: str = "en") -> Setting:
    """What the names of a document's text (`found`) and title say; `year` is that of publication."""
    places, told = [], Counter[str]()
    for names in (found, title):
        named_as_actor = {actor.char_start for actor in names.actors}
        sure = [place for place in names.places if place.confidence >= _SURE and place.kind != "capital"]
        places += [place.country for place in sure if place.char_start not in named_as_actor]
        told.update(place.country for place in sure if place.country and place.char_start in named_as_actor)
    homes = {actor.country for actor in found.actors if actor.kind != "state"}
    spoken = homes | {country for country, times in told.items() if times >= _OFTEN}
    points = _Points(year, language)
    points.add(found, 1)
    points.add(title, _CLOSE)
    return Setting(
        found, year, language, points.total, _areas(found), frozenset(places) - {None}, frozenset(spoken) - {None}
    )


def _areas(found: Found) -> dict[str, Place]:
    """By country what the text names most often of it, the whole or a region; of equals the first named."""
    named = [place for place in found.places if place.kind in _AREAS and place.confidence >= _SURE and place.country]
    counts = Counter((place.country, place.name) for place in named)
    areas: dict[str, Place] = {}
    for place in sorted(named, key=lambda place: (-counts[place.country, place.name], place.char_start)):
        areas.setdefault(place.country or "", place)
    return areas


def country_of(setting: Setting, spans: Sequence[Span] = ()) -> str | None:
    """The one country that the conflict of an event is in, as ISO 3166-1 alpha-3, for the sentences at `spans`.

    It is the one that the text, the title and most of all those sentences speak of. None where no country stands
    out, or where it is named as one side of a war of two states and nothing is told to happen there.
    """
    here = Found(
        tuple(place for span in spans for place in within(setting.found.places, span)),
        tuple(actor for span in spans for actor in within(setting.found.actors, span)),
    )
    points = _Points(setting.year, setting.language, dict(setting.points))
    points.add(here, _CLOSE)
    ranked = sorted(points.total.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    country = ranked[0][0]
    if country in setting.scenes or is_internal_conflict(country, setting.year):
        return country
    others = {actor.country for actor in here.actors} - powers(setting.language) - {country, None}
    return country if country in setting.spoken_of and not others else None


@dataclass(slots=True)
class _Points:
    """Points by country for what names say of where a conflict is."""

    year: int | None
    language: str
    total: dict[str, float] = field(default_factory=dict)

    def add(self, found: Found, times: int) -> None:
        """Count the names of a text or a part of it so often."""
        for country, value in _points(found, self.year):
            share = _POWER_SHARE if country in powers(self.language) else 1.0
            self.total[country] = self.total.get(country, 0.0) + value * share * times


def _points(found: Found, year: int | None) -> Iterator[tuple[str, float]]:
    named_as_actor = {actor.char_start for actor in found.actors}
    for place in found.places:
        if place.country and place.confidence >= _SURE:
            as_actor = place.kind == "country" and place.char_start in named_as_actor
            yield place.country, _NAMED_AS_ACTOR if as_actor else _PLACE_POINTS.get(place.kind, _TOWN)
    for actor in found.actors:
        if actor.country and actor.kind == "state":
            if is_internal_conflict(actor.country, year):
                yield actor.country, _STATE
        elif actor.country:
            yield actor.country, _SIDE if actor.kind == "generic" else _GROUP
