"""The tables of places and actors as they ship: one frozen row a line of CSV, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from truceline.lexicon_files import read_csv

# Later than any year.
_OPEN = 9999


@dataclass(frozen=True, slots=True)
class Years:
    """The years in which a name is used so, both ends included; None is open."""

    first: int | None = None
    last: int | None = None

    def distance(self, year: int | None) -> int:
        """How many years `year` lies outside; 0 inside, and where no year is known."""
        if year is None:
            return 0
        before = self.first - year if self.first is not None else 0
        after = year - self.last if self.last is not None else 0
        return max(before, after, 0)

    @property
    def length(self) -> int:
        """How long it is used so, to compare; of two that are open the later begun is the shorter."""
        return (_OPEN if self.last is None else self.last) - (self.first or 0)


ALWAYS = Years()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A gazetteer's place. `source` says whose coordinates these are."""

    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geo_precision: int
    population: int
    years: Years
    source: str


@dataclass(frozen=True, slots=True)
class ActorRow:
    """Who is meant by a name. `acled_name` and `ucdp_id` are theirs where they are known for sure, else None."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    years: Years
    source: str
    acled_name: str | None = None
    ucdp_id: int | None = None


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A state or territory. `code` is ISO 3166-1 alpha-3, or ISO 3166-3 style for one that is no more."""

    code: str
    place: PlaceRow
    actor: ActorRow
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]


def listed(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, joined by ";"."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def years_of(row: dict[str, str]) -> Years:
    """The columns from_year and to_year, empty for open."""
    first, last = row["from_year"], row["to_year"]
    return Years(int(first) if first else None, int(last) if last else None)


@cache
def countries() -> tuple[CountryRow, ...]:
    """lexicons/places/countries.csv."""
    return tuple(_country(row) for row in read_csv("places/countries.csv"))


def _country(row: dict[str, str]) -> CountryRow:
    years = years_of(row)
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    place = PlaceRow(row["name"], "country", row["iso3"], None, latitude, longitude, 3, 0, years, "approximate centre")
    actor = ActorRow(f"state:{row['code']}", row["actor_name"] or row["name"], "state", row["iso3"], years, "ISO 3166")
    capitals = listed(row["capital"]) + listed(row["capital_aliases"])
    return CountryRow(
        row["code"], place, actor, listed(row["aliases"]), listed(row["adjectives"]), listed(row["people"]), capitals
    )


@cache
def country_by_code() -> dict[str, CountryRow]:
    """Every country by its code, those of the past too."""
    return {row.code: row for row in countries()}


@cache
def regions() -> tuple[tuple[PlaceRow, tuple[str, ...], tuple[str, ...]], ...]:
    """lexicons/places/regions.csv: each place with its aliases and adjectives."""
    return tuple(
        (_region(row), listed(row["aliases"]), listed(row["adjectives"])) for row in read_csv("places/regions.csv")
    )


def _region(row: dict[str, str]) -> PlaceRow:
    return PlaceRow(
        row["name"],
        row["kind"],
        row["country"] or None,
        row["admin1"] or None,
        float(row["latitude"]) if row["latitude"] else None,
        float(row["longitude"]) if row["longitude"] else None,
        int(row["geo_precision"]),
        0,
        years_of(row),
        row["source"],
    )


@cache
def actors() -> dict[str, ActorRow]:
    """Every actor of the knowledge base by `actor_id`: states, armed groups, bodies."""
    rows = {row.actor.actor_id: row.actor for row in countries()}
    for row in read_csv("actors/groups.csv"):
        rows[row["actor_id"]] = _actor(row, "armed_group", row["acled_name"], row["ucdp_id"])
    for row in read_csv("actors/bodies.csv"):
        rows[row["actor_id"]] = _actor(row, row["kind"], "", "")
    return rows


def _actor(row: dict[str, str], kind: str, acled_name: str, ucdp_id: str) -> ActorRow:
    return ActorRow(
        row["actor_id"],
        row["name"],
        kind,
        row["country"] or None,
        years_of(row),
        row["source"],
        acled_name or None,
        int(ucdp_id) if ucdp_id else None,
    )


@cache
def successions() -> dict[str, tuple[date, str]]:
    """lexicons/places/successions.csv: country -> the last day on which it was part of another, and that other."""
    rows = read_csv("places/successions.csv")
    return {row["country"]: (date.fromisoformat(row["until"]), row["earlier"]) for row in rows}


def country_at(country: str | None, day: date | None) -> str | None:
    """The code, alpha-3, of the state that a place now in `country` was in on `day`; today's where no day is known."""
    if country in successions() and day is not None:
        until, earlier = successions()[country]
        return earlier if day <= until else country
    return country


@cache
def internal_conflicts() -> tuple[tuple[str, Years], ...]:
    """lexicons/actors/internal_conflicts.csv: codes and years of states that are a side of a war of their own."""
    return tuple((row["code"], years_of(row)) for row in read_csv("actors/internal_conflicts.csv"))


@cache
def opponents(country: str, year: int | None) -> frozenset[str]:
    """lexicons/actors/opponents.csv: ISO codes of states that fight over a country in a year, or without one ever."""
    rows = (row for row in read_csv("actors/opponents.csv") if row["country"] == country)
    return frozenset(row["opponent"] for row in rows if year is None or years_of(row).distance(year) == 0)
