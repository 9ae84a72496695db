"""Where an event happened: the place that its sentence ties to it, or its document (coding rules, section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.entities import Place
from truceline.entities.rows import opponents
from truceline.extract.candidate import Candidate, Unit
from truceline.extract.conflicts import AREAS, SURE, Setting, powers
from truceline.extract.datelines import dateline, happened_here
from truceline.extract.grouping import Event
from truceline.extract.places import follows, listed, preposition, spoken, struck
from truceline.extract.sentences import within
from truceline.extract.venues import Venues, of_talks, signs

_FIRE_REACH = 3


def where(event: Event, setting: Setting, venues: Venues, country: str | None) -> Place | None:
    """Where an event is, under the document's name for it; `country` is where its conflict is.

    Talks with no place of their own are where the document's talks are. A ceasefire, a peace deal or a breach is where
    the conflict is; what lies in another country, as the town in which a ceasefire was signed, is not its place.
    """
    place = event.place
    event_class, phase = event.key
    if event_class == "talks" and (town := happened_here(event, setting)):
        place = town
    elif event_class == "talks" and phase != "agreed":
        place = of_talks(event, setting, venues, country)
    elif event_class == "talks" and place is None and signs(event) and (town := dateline(event, setting)):
        place = town
    else:
        if event_class == "violation" and (place is None or place.kind in AREAS):
            place = _target(event, setting) or _spot(event, setting, country) or place
        if place is None or (event_class == "ceasefire" and _only_signed(event, place, country)):
            place = _area(event, setting, country)
    return _as_named(place) if place else None


def _target(event: Event, setting: Setting) -> Place | None:
    """The one opponent's country that the text names where a breach is fire from a country ("rockets from Gaza")."""
    for unit in (told.candidate.unit for told in event.told):
        words = unit.words
        for place in _places_in(unit, setting):
            before = preposition(words, words.at(place.char_start))
            fire = not listed()["fire"].isdisjoint(words.lows(max(0, before - _FIRE_REACH), before))
            if words.low(before) in listed()["origin"] and fire and place.country:
                hit = [setting.areas[other] for other in opponents(place.country, setting.year) & setting.areas.keys()]
                return hit[0] if len(hit) == 1 else None
    return None


def _spot(event: Event, setting: Setting, country: str | None) -> Place | None:
    """The first place finer than a region, in the conflict's country, that a breach's sentences tell something of."""
    for told, place in _named_beside(event, setting, country):
        words = told.unit.words
        before = preposition(words, words.at(place.char_start))
        there = words.has(before, "at_place") or words.low(before) in struck()
        if place.kind not in AREAS and there and not spoken(told, before):
            return place
    return None


def _area(event: Event, setting: Setting, country: str | None) -> Place | None:
    """The conflict's region that an event's own sentences name, else what the document calls the conflict's place."""
    own = (place for _, place in _named_beside(event, setting, country) if place.kind == "region")
    return next(own, setting.areas.get(country) if country else None)


def _places_in(unit: Unit, setting: Setting) -> Sequence[Place]:
    """The places that a sentence, or the title, names."""
    return within((setting.title if unit.number < 0 else setting.found).places, unit.span)


def _named_beside(event: Event, setting: Setting, country: str | None) -> list[tuple[Candidate, Place]]:
    """The places in the conflict's country that the sentences of an event name."""
    found = []
    for told in event.told:
        sure = (place for place in _places_in(told.candidate.unit, setting) if place.confidence >= SURE)
        found += [(told.candidate, place) for place in sure if country and place.country == country]
    return found


def _only_signed(event: Event, place: Place, country: str | None) -> bool:
    """Whether a place is not the ceasefire's own ("a ceasefire in Yemen"): one abroad, or, where it is not known where
    the conflict is, a town of a state that speaks of others' wars.
    """
    if place.country == country or (country is None and (place.kind in AREAS or place.country not in powers())):
        return False
    own = any(follows(told.candidate, place) for told in event.told if told.place is place)
    return place.kind not in AREAS or not own


def _as_named(place: Place) -> Place:
    """The place with the document's name for it, where that is a name: "Sana'a", but not "the Yemeni capital"."""
    words = place.text.split()
    described = not words or words[-1].lower() in listed()["describes"]
    return place if described else replace(place, name=" ".join(words))
