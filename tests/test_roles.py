"""Who took part in what role, on documents of our own (tests/cases/roles.toml)."""

from __future__ import annotations

from typing import Any

import pytest

from truceline import entities
from truceline.entities.rows import country_by_code, opponents
from truceline.extract.cast import cast_of
from truceline.extract.roles import actors_of
from truceline.extract.stage import read
from truceline.lexicon_files import read_csv
from truceline.read.document import Document


@pytest.mark.cases("roles")
def test_roles(case: dict[str, Any]) -> None:
    document = Document("d", "d.txt", case["text"], title=case.get("title"), published=case["published"])
    first = next(one for one in read(document).candidates if not one.excluded)
    text, title = (entities.find(part or "", published=document.published) for part in (document.text, document.title))
    cast = cast_of(text.actors, title.actors, case["published"].year, heading=document.title)
    told = actors_of([first], cast, case["country"] or None)
    assert sorted([actor.name, actor.role] for actor in told) == case["actors"]


def test_opponents_are_of_known_countries_and_of_their_years() -> None:
    rows = read_csv("actors/opponents.csv")
    known = {row.place.country for row in country_by_code().values()}
    assert {row[side] for row in rows for side in ("country", "opponent")} <= known
    assert "GBR" not in opponents("ARG", 2020)
    assert opponents("IRQ", 1985) == {"IRN"}
    assert opponents("IRQ", None) >= {"IRN", "USA"}
