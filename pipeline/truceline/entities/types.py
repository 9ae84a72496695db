"""Places and actors as they are found in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A place named in the text at `char_start`:`char_end` (end exclusive).

    `name` is the gazetteer's name, `text` the words of the document. `country` is ISO 3166-1 alpha-3. `kind` is
    city, region, country, capital-region, water, ... `geo_precision` is ACLED's: 1 town, 2 small area or near a
    town, 3 larger region or country. Coordinates are WGS 84 degrees.
    """

    char_start: int
    char_end: int
    text: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geo_precision: int | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor named in the text at `char_start`:`char_end` (end exclusive).

    `name` is who is meant ("Russia" for "Sergei Lavrov"), `text` the words of the document, `actor_id` the
    knowledge base's id or None for a name that it does not have. `kind` is state, armed_group, body, person-side
    generic, ... as in the code list `actor_kind`. `country` is ISO 3166-1 alpha-3 of the home country, if any.
    `person` says that the words name somebody who acts for it.
    """

    char_start: int
    char_end: int
    text: str
    name: str
    actor_id: str | None
    kind: str
    country: str | None
    confidence: float
    person: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """All names of one text, each in order of `char_start`."""

    places: tuple[Place, ...]
    actors: tuple[Actor, ...]
