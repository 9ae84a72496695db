"""Rules across the columns of a row: functions of columns, True where the row passes, as null does."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from truceline_schemas.codelists import code_rows, countries

Column: TypeAlias = "pd.Series[Any]"
Passes: TypeAlias = "pd.Series[Any]"  # of bool

# Longest interval in days, ends included, that each precision allows; a range may be of any length.
LONGEST = {"day": 1, "week": 7, "month": 31, "season": 276, "year": 366, "decade": 3653}
# Degrees that a point may lie outside a country's box: the boxes bound land, and places lie offshore too.
BOX_MARGIN = 0.5


def in_order(first: Column, last: Column) -> Passes:
    return _null_passes(first <= last) | first.isna() | last.isna()


def equal(one: Column, other: Column) -> Passes:
    return _null_passes(one == other) | one.isna() | other.isna()


def all_or_none(*columns: Column) -> Passes:
    known = pd.concat([column.notna() for column in columns], axis=1)
    return known.all(axis=1) | ~known.any(axis=1)


def interval_fits(start: Column, end: Column, precision: Column) -> Passes:
    """The interval is as long as its precision allows, and a month or a year is one of the calendar."""
    short = ~((end - start).dt.days + 1 > _numbers(precision, LONGEST))
    one_month = (precision != "month") | (start.dt.to_period("M") == end.dt.to_period("M"))
    one_year = (precision != "year") | (start.dt.year == end.dt.year)
    fits: Passes = (short & one_month & one_year) | start.isna() | end.isna()
    return fits


def time_precision_fits(precision: Column, time_precision: Column) -> Passes:
    """ACLED's precision is 1 for a known day and 2 where the texts give no date; between them it is free."""
    due = _numbers(precision, {"day": 1}).where(precision.notna(), 2)
    return equal(due, time_precision)


def phase_fits(event_class: Column, phase: Column) -> Passes:
    known = {(row["event_class"], row["code"]) for row in code_rows("phase")}
    return _by_row(lambda *pair: pair in known, event_class, phase)


def country_holds(iso3: Column, latitude: Column, longitude: Column) -> Passes:
    """The point lies in its country's box; an unknown country or a missing point passes."""
    known = countries()
    west, south, east, north = (
        _numbers(iso3, {code: getattr(country, side) for code, country in known.items()})
        for side in ("west", "south", "east", "north")
    )
    east_of_west = (longitude - (west - BOX_MARGIN)) % 360
    width = (east - west) % 360 + 2 * BOX_MARGIN
    width = width.where(east - west < 360, 360)
    outside = (latitude < south - BOX_MARGIN) | (latitude > north + BOX_MARGIN) | (east_of_west > width)
    return ~outside


def iso_fits(iso3: Column, iso: Column) -> Passes:
    """Numeric and alpha-3 code are of one country, or neither is given."""
    number = _numbers(iso3, {code: country.iso for code, country in countries().items()})
    return all_or_none(iso3, iso) & equal(number, iso)


def each_known(lists: Column, known: Iterable[str]) -> Passes:
    """Every item of every list is one of `known`."""
    allowed = frozenset(known)
    return _by_row(allowed.issuperset, lists)


def all_filled(lists: Column) -> Passes:
    """Lists have items, and none is empty."""
    return _by_row(lambda items: bool(items) and all(items), lists)


def roles_known(actors: Column, known: Iterable[str]) -> Passes:
    allowed = frozenset(known)
    return _by_row(lambda items: all(actor["role"] in allowed for actor in items), actors)


def actors_named(actors: Column) -> Passes:
    return _by_row(lambda items: all(actor["name"] for actor in items), actors)


def json_object(text: Column) -> Passes:
    return text.isna() | _by_row(_is_json_object, text)


def _is_json_object(text: Any) -> bool:
    try:
        return isinstance(json.loads(text), Mapping)
    except (TypeError, ValueError, RecursionError):
        return False


def _null_passes(passes: Column) -> Passes:
    return passes.astype("boolean").fillna(True).astype(bool)


def _numbers(column: Column, numbers: Mapping[str, float]) -> pd.Series[float]:
    # Without the dtype, a column of no rows would keep that of text.
    return pd.Series([numbers.get(key, np.nan) for key in column], index=column.index, dtype="float64")


def _by_row(test: Callable[..., bool], *columns: Column) -> Passes:
    rows = zip(*columns, strict=True)
    return pd.Series([bool(test(*row)) for row in rows], index=columns[0].index, dtype=bool)
