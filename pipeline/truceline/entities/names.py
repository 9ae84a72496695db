"""All names of the knowledge base in one table: key -> what it may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from truceline.entities.rows import (
    ActorRow,
    PlaceRow,
    Years,
    actors,
    countries,
    listed,
    regions,
    years_of,
)
from truceline.entities.tokens import name_key
from truceline.entities.words import words
from truceline.lexicon_files import LEXICONS, read_csv


class Form(Enum):
    """How a name stands for its row."""

    NAME = "name"  # a name of its own: "Russia", "Russian Federation", "Taliban"
    ACRONYM = "acronym"  # must be in capitals: "AU", "US"
    ADJECTIVE = "adjective"  # "Russian": an actor only with a noun
    PEOPLE = "people"  # "Russians"
    CAPITAL = "capital"  # "Moscow" for Russia
    ORGAN = "organ"  # "the Kremlin" for Russia
    PERSON = "person"  # "Sergei Lavrov" for Russia


@dataclass(frozen=True, slots=True)
class Sense:
    """One thing that a name may stand for: a place or an actor."""

    form: Form
    surface: str
    years: Years
    place: PlaceRow | None = None
    actor: ActorRow | None = None
    small: frozenset[str] = frozenset()  # keys of its words that need no capital

    @property
    def country(self) -> str | None:
        """The country, alpha-3, that the sense points to."""
        return self.place.country if self.place else self.actor.country if self.actor else None


@cache
def name_table() -> dict[str, tuple[Sense, ...]]:
    """Key -> senses, for all names but those of towns (see `town_table`)."""
    table: dict[str, list[Sense]] = {}
    for source in (_country_senses(), _region_senses(), _actor_senses(), _side_senses()):
        for bare in source:
            small = _small_words(bare.surface)
            sense = Sense(bare.form, bare.surface, bare.years, bare.place, bare.actor, small)
            for key in keys_of(sense.surface):
                table.setdefault(key, []).append(sense)
    return {key: tuple(senses) for key, senses in table.items()}


_SMALL = re.compile(r"(?<![^\W_])[^\W\d_A-ZÀ-Þ][^\W_]*")


def _small_words(surface: str) -> frozenset[str]:
    small = [name_key(word) for word in _SMALL.findall(surface)]
    particles = words("name_particles")
    return particles.union(small) if small else particles


def keys_of(surface: str) -> tuple[str, ...]:
    """The keys of a name, with an apostrophe as a break and as nothing ("Sana'a" -> "sana a", "sanaa")."""
    key = name_key(surface)
    if "'" not in surface and "’" not in surface:
        return (key,)
    joined = name_key(surface.replace("'", "").replace("’", ""))
    return (key, joined) if joined != key else (key,)


def _country_senses() -> Iterator[Sense]:
    for row in countries():
        years = row.place.years
        for surface in (row.place.name, *row.aliases):
            yield Sense(_name_form(surface), surface, years, row.place, row.actor)
        for surface in row.adjectives:
            yield Sense(Form.ADJECTIVE, surface, years, row.place, row.actor)
        for surface in row.people:
            yield Sense(Form.PEOPLE, surface, years, row.place, row.actor)
        for surface in row.capitals:
            yield Sense(Form.CAPITAL, surface, years, None, row.actor)


def _region_senses() -> Iterator[Sense]:
    for row, aliases, adjectives in regions():
        for surface in (row.name, *aliases):
            yield Sense(_name_form(surface), surface, row.years, row)
        for surface in adjectives:
            yield Sense(Form.ADJECTIVE, surface, row.years, row)


def _actor_senses() -> Iterator[Sense]:
    rows = actors()
    for table in ("actors/groups.csv", "actors/bodies.csv"):
        for line in read_csv(table):
            actor = rows[line["actor_id"]]
            for surface in (actor.name, *listed(line["aliases"])):
                yield Sense(Form.NAME, surface, actor.years, None, actor)
            for surface in listed(line["acronyms"]):
                yield Sense(Form.ACRONYM, surface, actor.years, None, actor)


def _side_senses() -> Iterator[Sense]:
    rows = actors()
    for table, form in (("actors/persons.csv", Form.PERSON), ("actors/organs.csv", Form.ORGAN)):
        for line in read_csv(table):
            if line["actor_id"] not in rows:
                raise ValueError(f"{table}: {line['name']} stands for {line['actor_id']}, which no table has")
            for surface in (line["name"], *listed(line["aliases"])):
                yield Sense(form, surface, years_of(line), None, rows[line["actor_id"]])


def _name_form(surface: str) -> Form:
    return Form.ACRONYM if surface.replace(".", "").replace(" ", "").isupper() else Form.NAME


@cache
def town_table() -> tuple[tuple[str, ...], dict[str, tuple[int, ...]]]:
    """The lines of lexicons/places/cities.tsv, and the numbers of those that each key may mean, most populous first."""
    lines = (LEXICONS / "places" / "cities.tsv").read_text(encoding="utf-8").splitlines()
    by_key: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(lines):
        for key in line[line.rfind("\t") + 1 :].split(";"):
            before = by_key.get(key)
            by_key[key] = (*before, number) if before else (number,)
    return tuple(lines), by_key


@lru_cache(maxsize=1 << 12)
def towns(key: str) -> tuple[PlaceRow, ...]:
    """The towns that a key may mean, most populous first; empty where there is none."""
    lines, by_key = town_table()
    return tuple(_town(lines[number]) for number in by_key.get(key, ()))


def _town(line: str) -> PlaceRow:
    name, country, admin1, kind, latitude, longitude, population, _keys = line.split("\t")
    return PlaceRow(
        name,
        kind,
        country,
        admin1 or (name if kind == "region" else None),
        float(latitude),
        float(longitude),
        3 if kind == "region" else 1,
        int(population),
        Years(),
        "GeoNames",
    )


def capital_country(key: str) -> str | None:
    """The code of the country whose capital the key names, if any."""
    return _capitals().get(key)


@cache
def _capitals() -> dict[str, str]:
    return {key: row.code for row in countries() for surface in row.capitals for key in keys_of(surface)}
