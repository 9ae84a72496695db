"""Who is meant by a name or a phrase of the text."""

from __future__ import annotations

from truceline.entities.coreference import document_names, last_two, resolve_generic, text_of
from truceline.entities.forms import UNKNOWN
from truceline.entities.mentions import NamedSide, named_sides
from truceline.entities.names import Form
from truceline.entities.persons import with_persons
from truceline.entities.reading import Reading
from truceline.entities.tokens import name_key
from truceline.entities.types import Actor
from truceline.entities.words import words

_BOTH = 0.4


def find_actors(reading: Reading) -> tuple[Actor, ...]:
    """All actors in order. A phrase for two parties ("both sides") gives two, with the same offsets."""
    sides = resolve_generic(reading, with_persons(reading, named_sides(reading)))
    names = document_names(reading, sides)
    found: list[Actor] = []
    parties: list[NamedSide] = []
    for side in sides:
        if len(parties) == 2 and name_key(text_of(reading, side)) in words("two_sides"):
            found += [_actor(reading, side, other, names, _BOTH) for other in parties]
        else:
            found.append(_actor(reading, side, side, names, side.confidence))
        parties = last_two(parties, side)
    return tuple(found)


def _actor(reading: Reading, spot: NamedSide, who: NamedSide, names: dict[str, str], confidence: float) -> Actor:
    start, end = reading.span(spot.first, spot.last)
    text = reading.text[start:end]
    if who.row is None:
        return Actor(start, end, text, text_of(reading, who), None, "generic", who.country, confidence)
    row = who.row
    actor_id = None if row.actor_id.startswith(UNKNOWN) else row.actor_id
    person = who.form is Form.PERSON
    return Actor(start, end, text, names[row.actor_id], actor_id, row.kind, row.country, confidence, person)
