"""The country that a conflict is in, by what a document names (coding rules, section 7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from truceline.entities import Found, Place
from truceline.entities.coreference import is_internal_conflict
from truceline.entities.rows import Years, opponents, years_of
from truceline.entities.rows import listed as listed_in
from truceline.extract.lexicon import read
from truceline.extract.sentences import Span, within
from truceline.lexicon_files import read_csv

# What a mention says of where the conflict is: a country named as an actor says less than one in which something
# happens, a capital may stand for a government, and a state speaks of its own soil only where it is at war at home.
_PLACE_POINTS = {"capital": 1.0, "country": 2.0}
_TOWN, _NAMED_AS_ACTOR, _GROUP, _SIDE, _STATE = 2.0, 1.0, 4.0, 2.0, 0.5
_POWER_SHARE = 0.25
# The title and the event's own sentences count so often, the latter besides being text.
_CLOSE = 3
SURE = 0.6
# So often a text names the country that it is about.
_OFTEN = 3
AREAS = ("country", "region")
_NOBODY = Found((), ())


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document says of where its conflict is, made once for all its events.

    `points` are by country, `areas` what text and title call each country or its part. In `scenes` something is told to
    happen; `spoken_of` are countries that have a side of their own in the text, or are often named. `year` is that
    of publication.
    """

    found: Found
    title: Found
    year: int | None
    language: str
    points: Mapping[str, float]
    areas: Mapping[str, Place]
    scenes: frozenset[str | None]
    spoken_of: frozenset[str | None]
    names: frozenset[str]


@cache
def powers(language: str = "en") -> frozenset[str]:
    """ISO codes of states that are in the news of conflicts that are not theirs."""
    return frozenset(read("scope", language)["powers"])


def setting_of(found: Found, title: Found = _NOBODY, year: int | None = None, language: str = "en") -> Setting:
    """What the names of a document's text (`found`) and title say; `year` is that of publication."""
    places, told = [], Counter[str]()
    for names in (found, title):
        named_as_actor = {actor.char_start for actor in names.actors}
        sure = [place for place in names.places if place.confidence >= SURE and place.kind != "capital"]
        places += [place.country for place in sure if place.char_start not in named_as_actor]
        told.update(place.country for place in sure if place.country and place.char_start in named_as_actor)
    homes = {actor.country for actor in found.actors if actor.kind != "state"}
    spoken = homes | {country for country, times in told.items() if times >= _OFTEN}
    points = _Points(year, language)
    points.add(found, 1)
    points.add(title, _CLOSE)
    return Setting(
        found,
        title,
        year,
        language,
        points.total,
        _areas(found, title),
        frozenset(places) - {None},
        frozenset(spoken) - {None},
        frozenset(place.name for place in (*found.places, *title.places)),
    )


def _areas(found: Found, title: Found) -> dict[str, Place]:
    """By country what text and title name most often of it, the whole or a region; of equals the text's first."""
    places = (*found.places, *title.places)
    named = [place for place in places if place.kind in AREAS and place.confidence >= SURE and place.country]
    counts = Counter((place.country, place.name) for place in named)
    areas: dict[str, Place] = {}
    for place in sorted(named, key=lambda place: -counts[place.country, place.name]):
        areas.setdefault(place.country or "", place)
    return areas


def country_of(setting: Setting, spans: Sequence[Span] = (), told: str = "", year: int | None = None) -> str | None:
    """The one country that the conflict of an event is in, as ISO 3166-1 alpha-3, for the sentences at `spans`.

    `told` are the words of those sentences and `year` is that of the event; where it is not told, that of publication.

    It is the one that the text, the title and most of all those sentences speak of. None where no country stands
    out, where it is only named, or where it is one side of a war of two states and nothing is told to happen there.
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
    if _of_two(country, points.total, setting, here, told, year):
        return None
    country = _struck_by(country, points.total, setting)
    if country in setting.scenes or is_internal_conflict(country, setting.year):
        return country
    return country if country in setting.spoken_of else None


def _struck_by(country: str, points: Mapping[str, float], setting: Setting) -> str:
    """The country, or where nothing is told to happen in it, the one of its opponents in which something is."""
    if country in setting.scenes or is_internal_conflict(country, setting.year):
        return country
    abroad = opponents(country, setting.year) - powers(setting.language)
    fought = (other for other in abroad if other in setting.scenes and other in points)
    there = (other for other in fought if not any(war.sides == {country, other} for war in wars()))
    return min(there, key=lambda other: (-points[other], other), default=country)


@dataclass(frozen=True, slots=True)
class War:
    """A war of two states: names of the only front that it has, and what it or its truce is called."""

    sides: frozenset[str]
    years: Years
    front: frozenset[str]
    names: tuple[str, ...]


@cache
def wars() -> tuple[War, ...]:
    """lexicons/places/wars.csv."""
    return tuple(
        War(
            frozenset((row["country_a"], row["country_b"])),
            years_of(row),
            frozenset(listed_in(row["front"])),
            listed_in(row["names"]),
        )
        for row in read_csv("places/wars.csv")
    )


def _of_two(
    country: str, points: Mapping[str, float], setting: Setting, here: Found, told: str, year: int | None
) -> bool:
    """Whether the conflict is a war of two states, which is in neither where the text does not tell of its front."""
    if any(place.country == country and place.kind not in ("country", "capital") for place in here.places):
        return False
    named = {place.country for place in here.places} | {actor.country for actor in here.actors}
    for war in wars():
        if country not in war.sides or war.years.distance(year or setting.year):
            continue
        (other,) = war.sides - {country}
        both = other in named or any(name in told for name in war.names)
        if (both or points.get(other, 0) >= points[country] / 2) and war.front.isdisjoint(setting.names):
            return True
    return False


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
        if place.country and place.confidence >= SURE:
            as_actor = place.kind == "country" and place.char_start in named_as_actor
            yield place.country, _NAMED_AS_ACTOR if as_actor else _PLACE_POINTS.get(place.kind, _TOWN)
    for actor in found.actors:
        if actor.country and actor.kind == "state":
            if is_internal_conflict(actor.country, year):
                yield actor.country, _STATE
        elif actor.country:
            yield actor.country, _SIDE if actor.kind == "generic" else _GROUP
