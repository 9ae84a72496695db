"""The town that a text is written from, as the place of what its opening sentence tells (coding rules, section 7)."""

from __future__ import annotations

from truceline.entities import Place
from truceline.extract.candidate import Candidate
from truceline.extract.conflicts import AREAS, Setting, powers
from truceline.extract.grouping import Event
from truceline.extract.places import listed, spoken

# "Here" belongs to what so many words before it tell.
_HERE_REACH = 8


def dateline(event: Event, setting: Setting) -> Place | None:
    """The town in capitals that opens the text, where its opening sentence tells of the event."""
    return _town(setting) if 0 in event.sentences else None


def happened_here(event: Event, setting: Setting) -> Place | None:
    """The town of the dateline, where a sentence says that the event took place "here"."""
    town = _town(setting)
    return town if town and any(_says_here(told.candidate) for told in event.told) else None


def _says_here(candidate: Candidate) -> bool:
    """Whether "here" belongs to the event: behind its verb and nobody's speech ("told reporters here")."""
    words = candidate.unit.words
    for i in range(candidate.governor + 1, min(len(words), candidate.last + _HERE_REACH)):
        if words.low(i) in listed()["here"]:
            return not words.any(candidate.last, i, "clause") and not spoken(candidate, i)
    return False


def _town(setting: Setting) -> Place | None:
    opening = next(iter(setting.found.places), None)
    if opening is None or opening.char_start:
        return None
    return opening if opening.text.isupper() and opening.kind not in AREAS else None


def told_from(event: Event, setting: Setting, country: str | None) -> Place | None:
    """The town of the dateline, but none of a power, where much is only told of; `country` is where the conflict is."""
    town = dateline(event, setting)
    return town if town and (town.country == country or town.country not in powers()) else None
