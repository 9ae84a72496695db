"""Both tables as arrays in shared codes: what candidates and scores are computed from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from truceline.entities.tokens import name_key
from truceline.matching.actors import Side, read_side
from truceline.matching.arrays import Bools, Floats, Ints
from truceline.matching.lexicon import weights, word_set
from truceline.matching.types import Kind

NONE = -1
_DAY = "datetime64[D]"
_A_ROW_A_SIDE = "eth_prio"


@dataclass(frozen=True, slots=True)
class Rows:
    """The events of one table, a value a row; codes are NONE where nothing is told.

    `first` and `last` are days since 1970, `early` and `late` the days by which they may lie before and after,
    `other_first` and `other_last` a second date of the same event (that of the first where there is none). `reach` is
    in km; `area` rows have no point or one that stands for an area. `side1` and `side2` are numbers in `sides`,
    `kind` in `kinds`; country, admin1 and location are numbers that both tables share. Rows of one `group` are the
    sides of one event, where a dataset has a row for each.
    """

    first: Ints
    last: Ints
    early: Ints
    late: Ints
    other_first: Ints
    other_last: Ints
    latitude: Floats
    longitude: Floats
    reach: Floats
    area: Bools
    country: Ints
    admin1: Ints
    location: Ints
    side1: Ints
    side2: Ints
    kind: Ints
    group: Ints
    sides: tuple[Side, ...]
    kinds: tuple[Kind, ...]
    notes: pd.Series[str]

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, slots=True)
class Names:
    """Numbers of texts, given out as they come."""

    numbers: dict[Hashable, int]

    def of(self, values: pd.Series[Any], key: Callable[[str], str]) -> Ints:
        """The number of each value's key; NONE for null and for a value of an empty key."""
        codes, uniques = pd.factorize(values)
        known = [self._number(key(str(value))) for value in uniques]
        return np.array([*known, NONE], dtype=np.int64)[codes]

    def _number(self, key: str) -> int:
        return self.numbers.setdefault(key, len(self.numbers)) if key else NONE

    def number(self, key: str) -> int:
        """The number of a key; NONE where no row had it."""
        return self.numbers.get(key, NONE)


@dataclass(frozen=True, slots=True)
class Places:
    """The numbers of countries, provinces and locations that two tables share."""

    countries: Names
    admin1: Names
    locations: Names


def new_places() -> Places:
    return Places(Names({}), Names({}), Names({}))


def our_rows(events: pd.DataFrame, places: Places) -> Rows:
    """Our events. A date of publication may lie some days late, but not early."""
    published = (events["date_basis"] == "published").to_numpy()
    slack = _slack(events["time_precision"])
    sides, (side1, side2) = _our_sides(events)
    kinds, kind = _coded(Kind, events, ("event_class", "phase", "acled_event_type", "acled_sub_event_type"))
    first, last = _days(events["event_date"]), _days(events["event_date_end"])
    off = _off(slack, first, last)
    return Rows(
        first=first,
        last=last,
        early=off,
        late=np.where(published, 0, off),
        other_first=first,
        other_last=last,
        **_points(events),
        **_named(events, places),
        side1=side1,
        side2=side2,
        kind=kind,
        group=np.arange(len(events)),
        sides=sides,
        kinds=kinds,
        notes=events["notes"],
    )


def their_rows(theirs: pd.DataFrame, places: Places) -> Rows:
    """Another dataset's records, as `truceline.read_events` gives them."""
    slack = _slack(theirs["time_precision"])
    sides, (side1, side2) = _their_sides(theirs)
    kinds, kind = _coded(Kind, theirs, ("event_class", "phase", "event_type", "sub_event_type"))
    first, last = _days(theirs["date_start"]), _days(theirs["date_end"])
    off = _off(slack, first, last)
    return Rows(
        first=first,
        last=last,
        early=off,
        late=off,
        other_first=_days(theirs["alt_date_start"].fillna(theirs["date_start"])),
        other_last=_days(theirs["alt_date_end"].fillna(theirs["date_end"])),
        **_points(theirs),
        **_named(theirs, places),
        side1=side1,
        side2=side2,
        kind=kind,
        group=_groups(theirs),
        sides=sides,
        kinds=kinds,
        notes=theirs["notes"].fillna(""),
    )


def _groups(theirs: pd.DataFrame) -> Ints:
    """ETH/PRIO has a row a side: those of the same days, country and type are of one ceasefire."""
    same = ["date_start", "date_end", "alt_date_start", "alt_date_end", "iso3", "event_type", "sub_event_type"]
    alone = (theirs["dataset"] != _A_ROW_A_SIDE).to_numpy()
    numbers = theirs.groupby(same, dropna=False, sort=False).ngroup().to_numpy(dtype=np.int64)
    return np.where(alone, len(theirs) + np.arange(len(theirs)), numbers)


def _days(dates: pd.Series[Any]) -> Ints:
    return dates.to_numpy(dtype=_DAY).astype(np.int64)


def _slack(precision: pd.Series[Any]) -> Ints:
    days = {int(code): int(slack) for code, slack in weights()["date"]["slack"].items()}
    return np.array([days[int(code)] for code in precision.fillna(1)], dtype=np.int64)


def _off(slack: Ints, first: Ints, last: Ints) -> Ints:
    """Days by which each end may be off: an interval that is already as long as its precision says is off by none."""
    return np.maximum(0, slack - (last - first))


def _points(table: pd.DataFrame) -> dict[str, Any]:
    rule = weights()["place"]
    latitude, longitude = (table[name].to_numpy(dtype=np.float64) for name in ("latitude", "longitude"))
    precision = table["geo_precision"].fillna(1).to_numpy(dtype=np.int64)
    area = np.isnan(latitude) | (precision >= rule["coarse"])
    reach = np.zeros(len(table))
    for code, km in rule["reach"].items():
        reach[precision == int(code)] = km
    return {"latitude": latitude, "longitude": longitude, "reach": reach, "area": area}


def _named(table: pd.DataFrame, places: Places) -> dict[str, Any]:
    country = places.countries.of(table["iso3"], str)
    names = places.locations.of(table["location"], name_key)
    # A location that is the country's name, or the like, is none of its own.
    wide = np.isin(names, [places.locations.number(key) for key in _country_keys(table)])
    admin1 = places.admin1.of(table["admin1"], _admin1_key)
    return {"country": country, "admin1": admin1, "location": np.where(wide, NONE, names)}


def _country_keys(table: pd.DataFrame) -> set[str]:
    return {name_key(str(name)) for name in table["country"].dropna().unique()}


@cache
def _admin1_key(name: str) -> str:
    words = name_key(name).split()
    return " ".join([word for word in words if word not in word_set("admin1", "noise")] or words)


def _coded(make: Callable[..., Kind], table: pd.DataFrame, columns: tuple[str, ...]) -> tuple[tuple[Kind, ...], Ints]:
    texts = [table[name].astype(object).where(table[name].notna(), None) for name in columns]
    return _numbered(zip(*texts, strict=True), lambda values: make(*values))


def _our_sides(events: pd.DataFrame) -> tuple[tuple[Side, ...], tuple[Ints, Ints]]:
    """Where no side is named, those who accuse each other are the sides, as far as is known."""
    unnamed = events["actor1"].isna() & events["actor2"].isna()
    first = events["assoc_actor_1"].where(~unnamed, events["accusers"])
    associates = (first, events["assoc_actor_2"])
    actors = (events["actor1"].fillna(""), events["actor2"].fillna(""))
    return _sides(zip(actor, map(tuple, others), strict=True) for actor, others in zip(actors, associates, strict=True))


def _their_sides(theirs: pd.DataFrame) -> tuple[tuple[Side, ...], tuple[Ints, Ints]]:
    return _sides(
        zip(theirs[f"actor{n}"].fillna(""), ((cell,) for cell in theirs[f"assoc_actor_{n}"].fillna("")), strict=True)
        for n in (1, 2)
    )


def _sides(both: Iterable[Iterable[tuple[str, tuple[str, ...]]]]) -> tuple[tuple[Side, ...], tuple[Ints, Ints]]:
    one, other = (list(cells) for cells in both)
    sides, numbers = _numbered([*one, *other], lambda cell: read_side(*cell))
    told = np.array([bool(side.names) for side in sides], dtype=bool)
    numbers = np.where(told[numbers], numbers, NONE) if len(sides) else numbers
    return sides, (numbers[: len(one)], numbers[len(one) :])


def _numbered(cells: Iterable[Any], make: Callable[[Any], Any]) -> tuple[tuple[Any, ...], Ints]:
    """The different values that `make` gives for the cells, and the number of each cell's."""
    known: dict[Hashable, int] = {}
    numbers = np.array([known.setdefault(cell, len(known)) for cell in cells], dtype=np.int64)
    return tuple(make(cell) for cell in known), numbers


def side_countries(rows: Rows, places: Places) -> list[tuple[int, ...]]:
    """The numbers of the home countries of each side in `rows.sides`."""
    return [tuple(sorted({places.countries.number(c) for c in side.countries} - {NONE})) for side in rows.sides]
