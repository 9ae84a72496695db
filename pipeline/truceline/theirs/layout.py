"""How a dataset lays out its columns: TOML files among the lexicons, or one that the user writes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from truceline.lexicon_files import read_toml
from truceline_schemas import TheirEvents, codes, columns_of, phases

# In the order that a file is tried against: the first that it fits is the one.
_KNOWN = ("truceline", "ucdp_ged", "eth_prio", "acled", "gdelt")
# Read only to fill other columns.
_HELPERS = ("year", "iso", "gwno", "fips", "tags")
_NOT_READ = ("dataset", "row_number")
_DATES = ("date_start", "date_end", "alt_date_start", "alt_date_end")
_DATE_ORDERS = ("dmy", "mdy", "ymd")


class LayoutError(ValueError):
    """A mapping file that cannot be read, or that says what no mapping can."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A date in three columns: year, month and day, 0 or less where it is not known."""

    year: str
    month: str
    day: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns of a file hold which fields, and what their codes mean.

    `columns` maps a field of TheirEvents (or a helper) to columns of the file, spelt as `column_key` spells them:
    the first that is filled holds. `values` maps a field's cells to others, `classes` a type to "class" or
    "class/phase", where the columns of the `crosswalk` do not. `unknown` are cells that hold no value.
    """

    dataset: str
    title: str
    known_by: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...] | Parts]
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    crosswalk: tuple[str, ...] = ()
    unknown: frozenset[str] = frozenset()
    one_row_a_side: bool = False
    date_order: str | None = None

    def fits(self, header: Sequence[str]) -> bool:
        """Whether a file with these columns is of this dataset."""
        return bool(self.known_by) and set(self.known_by) <= {column_key(name) for name in header}

    def wanted(self) -> frozenset[str]:
        """The columns that are read."""
        found: set[str] = set()
        for columns in self.columns.values():
            found.update((columns.year, columns.month, columns.day) if isinstance(columns, Parts) else columns)
        return frozenset(found)


def column_key(name: str) -> str:
    """A column's name in lower case, "_" for what is neither letter nor digit: "Event Date " is "event_date"."""
    return re.sub(r"\W+", "_", name.strip().lower()).strip("_")


def recognise(header: Sequence[str]) -> Layout | None:
    """The layout of the known dataset that has these columns, if any has."""
    return next((layout for layout in known() if layout.fits(header)), None)


@cache
def known() -> tuple[Layout, ...]:
    """The layouts of the datasets that are recognised."""
    return tuple(_layout(read_toml(f"theirs/{name}.toml")) for name in _KNOWN)


def load(path: Path) -> Layout:
    """The layout of a mapping file. Raises LayoutError with one line that says what is wrong with it."""
    try:
        return _layout(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise LayoutError(f"{path} cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, LayoutError) as error:
        raise LayoutError(f"{path} is no mapping: {error}") from error


def _layout(told: Mapping[str, Any]) -> Layout:
    _check(told)
    return Layout(
        dataset=told.get("dataset", "other"),
        title=told.get("title", "the mapping's table"),
        known_by=tuple(map(column_key, told.get("known_by", ()))),
        columns={name: _columns(name, value) for name, value in told["columns"].items()},
        values={name: {str(k): str(v) for k, v in table.items()} for name, table in told.get("values", {}).items()},
        classes=told.get("classes", {}),
        crosswalk=tuple(told.get("crosswalk", ())),
        unknown=frozenset(map(str, told.get("unknown", ()))),
        one_row_a_side=told.get("one_row_a_side", False),
        date_order=told.get("date_order"),
    )


def _columns(name: str, value: Any) -> tuple[str, ...] | Parts:
    if isinstance(value, str):
        return (column_key(value),)
    if isinstance(value, list):
        return tuple(column_key(str(item)) for item in value)
    if isinstance(value, dict) and name in _DATES and set(value) == {"year", "month", "day"}:
        return Parts(**{part: column_key(str(column)) for part, column in value.items()})
    raise LayoutError(f"columns.{name} is neither a column, nor a list of columns, nor a date's year, month and day")


def _check(told: Mapping[str, Any]) -> None:
    fields = [*(c.name for c in columns_of(TheirEvents) if c.name not in _NOT_READ), *_HELPERS]
    columns, values, classes = (told.get(name, {}) for name in ("columns", "values", "classes"))
    if not isinstance(columns, dict) or not {"date_start", "alt_date_start"} & set(columns):
        raise LayoutError("it has no table [columns] that names the column of date_start")
    for name in [*columns, *values]:
        if name not in fields:
            raise LayoutError(f"{name!r} is no field; the fields are {', '.join(fields)}")
    if told.get("dataset", "other") not in codes("dataset"):
        raise LayoutError(f"dataset is none of {', '.join(codes('dataset'))}")
    if told.get("date_order") not in (None, *_DATE_ORDERS):
        raise LayoutError(f"date_order is none of {', '.join(_DATE_ORDERS)}")
    for kind in classes.values():
        event_class, _, phase = str(kind).partition("/")
        if event_class not in codes("event_class") or (phase and phase not in phases(event_class)):
            raise LayoutError(f"classes: {kind!r} is no class, or class/phase, of the codebook")
