"""The town that a text is written from, as the place of what its opening sentence tells (coding rules, section 7)."""

from __future__ import annotations

from truceline.entities import Place
from truceline.extract.conflicts import AREAS, Setting, powers
from truceline.extract.grouping import Event


def dateline(event: Event, setting: Setting) -> Place | None:
    """The town in capitals that opens the text, where its opening sentence tells of the event."""
    opening = next(iter(setting.found.places), None)
    if opening is None or opening.char_start or 0 not in event.sentences:
        return None
    return opening if opening.text.isupper() and opening.kind not in AREAS else None


def told_from(event: Event, setting: Setting, country: str | None) -> Place | None:
    """The town of the dateline, but none of a power, where much is only told of; `country` is where the conflict is."""
    town = dateline(event, setting)
    return town if town and (town.country == country or town.country not in powers()) else None
