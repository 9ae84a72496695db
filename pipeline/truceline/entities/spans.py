"""How far a place's name reaches: "northern Iraq", "Idlib province", "near Aleppo"."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.entities.match import Hit
from truceline.entities.reading import Reading
from truceline.entities.rows import PlaceRow
from truceline.entities.words import words

_AREA, _SMALL_AREA, _SPOT = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Extent:
    """Words `first` to `last` (exclusive) of the place as written, what that makes it, and ACLED's geo_precision."""

    first: int
    last: int
    kind: str
    geo_precision: int


def extent_of(reading: Reading, hit: Hit, row: PlaceRow) -> Extent:
    """The hit with a direction before it and a noun of place after it. A part of a town is the town still."""
    first, last, kind, precision = hit.first, hit.last, row.kind, row.geo_precision
    last, noun = _noun_after(reading, last) if row.kind != "country" else (last, "")
    if noun in words("area_nouns"):
        kind, precision = "region", _AREA
    elif noun in words("small_area_nouns"):
        kind, precision = "area", _SMALL_AREA
    elif noun in words("spot_nouns") and row.kind in ("city", "capital"):
        precision = _SPOT
    if _direction_before(reading, first):
        first -= 1
        kind = "region" if precision == _AREA else kind
    if precision == _SPOT and _is_near(reading, first):
        precision = _SMALL_AREA
    return Extent(first, last, kind, precision)


def _is_near(reading: Reading, first: int) -> bool:
    """Whether the text says near or "north of" the place."""
    before = reading.before(first)
    return before in words("near") or (before == "of" and reading.before(first - 1) in words("directions"))


def _noun_after(reading: Reading, last: int) -> tuple[int, str]:
    """The end of the name with a noun of place ("Shati refugee camp"), and that noun, "" where there is none."""
    nouns = words("area_nouns") | words("small_area_nouns") | words("spot_nouns")
    end = last
    while end < last + 2 and reading.after(end) in words("place_adjectives"):
        end += 1
    noun = reading.after(end)
    if noun in nouns and reading.tokens[end].key not in words("not_noun_after"):
        return end + 1, noun
    return last, ""


def _direction_before(reading: Reading, first: int) -> bool:
    if first == 0 or reading.tokens[first].gap not in (" ", "-"):
        return False
    return reading.tokens[first - 1].key in words("directions")
