"""Where a document's talks are, by its sentences, for talks with no place of their own (coding rules, section 7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.entities import Place
from truceline.extract.candidate import Candidate
from truceline.extract.conflicts import AREAS, Setting
from truceline.extract.context import on_talks
from truceline.extract.datelines import told_from
from truceline.extract.grouping import Event, finer
from truceline.extract.places import follows, listed, place_of

# Where the document's talks are, talks with no place of their own are too, but not what is asked for or signed; what is
# refused or called off is where it was to be.
_AT_VENUE = ("held", "concluded", "scheduled")
_AT_PLANNED = ("refused", "suspended")
# What took place may have taken place in the town of the dateline.
_TOLD = ("held", "concluded")


@dataclass(frozen=True, slots=True)
class Venues:
    """The one town where a document's talks are, the one place of those to come, and the one country or region that the
    talks themselves are said to be in ("the talks in Ghana"); None for none or several.
    """

    talks: Place | None = None
    planned: Place | None = None
    land: Place | None = None


def venues_of(candidates: Sequence[Candidate], places: Sequence[Place]) -> Venues:
    """The venues that the sentences of a document's candidates tell; `places` are those of its text."""
    told = [(one, place) for one in on_talks(candidates) if (place := place_of(one, places)) is not None]
    towns = [place for _, place in told if place.kind not in AREAS]
    lands = [place for one, place in told if place.kind in AREAS and follows(one, place)]
    return Venues(_only(towns), _only([place for one, place in told if one.phase == "scheduled"]), _only(lands))


def _only(places: Sequence[Place]) -> Place | None:
    by_name = {place.name: place for place in places}
    return next(iter(by_name.values())) if len(by_name) == 1 else None


def of_talks(event: Event, setting: Setting, venues: Venues, country: str | None) -> Place | None:
    """Where talks are: their own place or the document's venue, else the town of the dateline; a call is nowhere."""
    if _is_call(event.told[0].candidate):
        return None
    place, phase = event.place, event.key[1]
    abroad = venues.land if venues.land and venues.land.country != country else None
    venue = venues.talks or abroad if phase in _AT_VENUE else venues.planned if phase in _AT_PLANNED else None
    place = venue if venue and (place is None or finer(venue, place)) else place
    return told_from(event, setting, country) if place is None and phase in _TOLD else place


def _is_call(candidate: Candidate) -> bool:
    words = candidate.unit.words
    return not listed()["call"].isdisjoint(words.lows(max(0, candidate.first - 1), candidate.last + 1))


def signs(event: Event) -> bool:
    words = event.told[0].candidate.unit.words
    return words.tokens[event.told[0].candidate.governor].lemma in listed()["signing"]
