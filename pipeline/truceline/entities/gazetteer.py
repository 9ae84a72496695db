"""The places that names are looked up among: those that ship, and the user's own beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from truceline.entities.names import town_table
from truceline.entities.names import towns as shipped_towns
from truceline.entities.rows import PlaceRow

# So near, in degrees, are two entries of one name and country that are one place.
_SAME = 0.1
_TOWN_WORDS = 4


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """The user's places by key. `named` are from a table of the user's own and come before all others; `listed` are
    towns and regions of a GeoNames dump, which compete with those that ship. `longest` is the most words of a name.
    """

    named: Mapping[str, tuple[PlaceRow, ...]] = field(default_factory=dict)
    listed: Mapping[str, tuple[PlaceRow, ...]] = field(default_factory=dict)
    longest: int = _TOWN_WORDS

    def knows(self, key: str) -> bool:
        """Whether a key is a town's or that of a place of the user's."""
        return key in town_table()[1] or key in self.listed or key in self.named

    def towns(self, key: str) -> tuple[PlaceRow, ...]:
        """The towns that a key may mean, most populous first, each place once; empty where there is none."""
        shipped, more = shipped_towns(key), self.listed.get(key)
        if not more:
            return shipped
        rows = [*shipped, *(row for row in more if not any(_same(row, other) for other in shipped))]
        return tuple(sorted(rows, key=lambda row: -row.population))


def _same(a: PlaceRow, b: PlaceRow) -> bool:
    if a.country != b.country or None in (a.latitude, a.longitude, b.latitude, b.longitude):
        return False
    apart = (a.latitude or 0) - (b.latitude or 0), (a.longitude or 0) - (b.longitude or 0)
    return all(abs(degrees) <= _SAME for degrees in apart)


@cache
def shipped() -> Gazetteer:
    """The places that ship and no others."""
    return Gazetteer()
