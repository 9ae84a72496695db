"""The way from a text to its places and actors."""

from __future__ import annotations

from datetime import date

from truceline.entities.actors import find_actors
from truceline.entities.gazetteer import Gazetteer, shipped
from truceline.entities.places import find_places
from truceline.entities.reading import read
from truceline.entities.types import Found


def find(text: str, *, published: date | None = None, gazetteer: Gazetteer | None = None) -> Found:
    """All places and actors named in the text, each in order of `char_start`.

    `published` is the publication day: names and offices that were another's in that year give way. `gazetteer` adds
    the user's own places. Raises nothing on any text.
    """
    reading = read(text, published, gazetteer or shipped())
    return Found(find_places(reading), find_actors(reading))
