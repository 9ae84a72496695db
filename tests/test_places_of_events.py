"""Where events and conflicts are, on documents of our own (tests/cases/where.toml)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from truceline import entities
from truceline.extract.conflicts import country_of, setting_of
from truceline.extract.stage import events, read
from truceline.extract.where import where
from truceline.read.document import Document


@pytest.mark.cases("where")
def test_where(case: dict[str, Any]) -> None:
    document = Document("d", "d.txt", case["text"], title=case.get("title"), published=case["published"])
    reading = read(document)
    event = events(document, reading)[0]
    units = [told.candidate.unit for told in event.told]
    spans, told = [unit.span for unit in units if unit.number >= 0], " ".join(unit.verbatim for unit in units)
    country = country_of(reading.setting, spans, told, event.when.start.year if event.when.start else None)
    place = where(event, reading.setting, reading.venues, country)
    assert (place.name if place else "", country or "") == (case["place"], case["country"])


def test_the_title_tells_where_the_conflict_is() -> None:
    text, title = entities.find("Both sides agreed a truce on Monday."), entities.find("Fighting in northern Mali")
    assert country_of(setting_of(text)) is None
    assert country_of(setting_of(text, title)) == "MLI"


def test_an_event_told_twice_is_at_the_finer_of_its_places() -> None:
    text = "A truce took effect in Syria on Monday, rebels said. The truce took effect in Homs on Monday."
    document = Document("d", "d.txt", text, published=date(2014, 2, 12))
    (event,) = [one for one in events(document, read(document)) if one.key == ("ceasefire", "started")]
    assert event.place
    assert (event.place.name, len(event.told)) == ("Homs", 2)
