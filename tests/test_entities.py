"""Actors and places in sentences of our own; the cases are data, with known failures published among them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.entities import Actor, Place, find

SURE = 0.35


@pytest.mark.cases("places")
def test_places(case: dict[str, Any]) -> None:
    found = find(case["text"], published=case.get("published")).places
    places = [place for place in found if place.confidence >= SURE]
    assert [(p.text, p.country, p.kind) for p in places] == [tuple(row) for row in case["places"]]
    if "geo_precision" in case:
        assert [p.geo_precision for p in places] == case["geo_precision"]


@pytest.mark.cases("actors")
def test_actors(case: dict[str, Any]) -> None:
    actors = [a for a in find(case["text"], published=case["published"]).actors if a.confidence >= SURE]
    assert [(a.text, a.name, a.actor_id or "") for a in actors] == [tuple(row) for row in case["actors"]]


WORDS = [
    *("Syria", "Hamas", "the", "rebels", "U.S.", "Damascus", "al-", "Kidal", "(", "ABC", ")", "both", "sides", "'s"),
    *("President", "Jordan", "northern", "\n", "İ", "ß", "Sana’a", ".", "government", "of", "Sudan", "SAN", "JOSE"),
    *("capital", ",", "spokesman", "for", "a"),
]


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join), st.none() | st.dates())
def test_any_text_gives_true_offsets(text: str, published: date | None) -> None:
    found = find(text, published=published)
    names: list[Place | Actor] = [*found.places, *found.actors]
    for name in names:
        assert 0 <= name.char_start < name.char_end <= len(text)
        assert text[name.char_start : name.char_end] == name.text
        assert 0 < name.confidence <= 1
    assert [p.char_start for p in found.places] == sorted(p.char_start for p in found.places)
    assert [a.char_start for a in found.actors] == sorted(a.char_start for a in found.actors)
    assert found == find(text, published=published)


def ids(actors: tuple[Actor, ...]) -> set[str | None]:
    return {actor.actor_id for actor in actors}


def test_without_a_publication_day_offices_are_still_found() -> None:
    assert ids(find("President Vladimir Putin of Russia called.").actors) == {"state:RUS"}
