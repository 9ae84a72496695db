"""Where events and conflicts are, on documents of our own (tests/cases/where.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from truceline import entities
from truceline.extract.places import conflict_area, conflict_country, place_of, venue_of, where
from truceline.extract.stage import events, read
from truceline.read.document import Document

CASES = Path(__file__).parent / "cases" / "where.toml"


def cases() -> list[Any]:
    rows = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    fails = pytest.mark.xfail(strict=True, reason="known failure")
    return [pytest.param(row, id=row["why"], marks=[fails] if row.get("expect") == "fail" else []) for row in rows]


@pytest.mark.parametrize("case", cases())
def test_where(case: dict[str, Any]) -> None:
    document = Document("d", "d.txt", case["text"], published=case["published"])
    reading = read(document)
    event = events(document, reading)[0]
    spans = [told.candidate.unit.span for told in event.told]
    country = conflict_country(reading.found, spans, year=case["published"].year)
    talks = [one for one in reading.candidates if one.event_class == "talks"]
    venue = venue_of([place_of(one, reading.found.places) for one in talks])
    place = where(event, reading.found, venue, country)
    assert (place.name if place else "", country or "") == (case["place"], case["country"])


def test_a_country_of_which_nothing_is_named_has_no_area() -> None:
    found = entities.find("Fighting went on in northern Mali.")
    area = conflict_area(found, "MLI")
    assert area is not None
    assert area.text == "northern Mali"
    assert conflict_area(found, "NER") is None
    assert conflict_area(found, None) is None
