"""Records to typed frames, and the Arrow schema that a frame is written with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar, cast

import pandas as pd
import pandera.pandas as pa
import pyarrow
from pandera.typing.pandas import DataFrame

from truceline_schemas.columns import ACTOR_FIELDS, Column, Kind, columns_of

M = TypeVar("M", bound=pa.DataFrameModel)


def frame_of(model: type[M], records: Iterable[Mapping[str, Any]]) -> DataFrame[M]:
    """A frame with the model's columns, order and dtypes, also for no records; a missing key is null.

    Values are only converted, never judged: that is validation's work, row by row. Actors may be mappings or
    objects with the four attributes. Raises KeyError for a key that the model does not have, and TypeError or
    ValueError for a value that its column's type cannot hold: both are faults of the caller.
    """
    rows = list(records)
    columns = columns_of(model)
    unknown = {key for row in rows for key in row} - {column.name for column in columns}
    if unknown:
        raise KeyError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
    series = {column.name: _series(column, [row.get(column.name) for row in rows]) for column in columns}
    return unjudged(model, pd.DataFrame(series, index=pd.RangeIndex(len(rows))))


def _series(column: Column, values: list[Any]) -> pd.Series[Any]:
    convert = _CONVERT[column.kind]
    cells = [None if _is_null(value) else convert(value) for value in values]
    if column.kind in ("strings", "actors"):
        cells = [cell or [] for cell in cells]
    if column.kind == "string" and column.nullable:
        cells = [cell or None for cell in cells]
    return pd.Series(cells, dtype=column.dtype)


def _is_null(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def _text(value: str) -> str:
    """The text with what UTF-8 cannot hold (half a surrogate pair, from a broken JSON escape) as U+FFFD."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value if value.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)


def _texts(items: Iterable[str]) -> list[str]:
    return [_text(item) for item in items]


def _actors(actors: Iterable[Any]) -> list[dict[str, str | None]]:
    return [_actor(actor) for actor in actors]


def _actor(actor: Any) -> dict[str, str | None]:
    known = actor if isinstance(actor, Mapping) else {name: getattr(actor, name) for name in ACTOR_FIELDS}
    return {name: None if known.get(name) is None else _text(known[name]) for name in ACTOR_FIELDS}


def _day(value: date | str) -> pd.Timestamp:
    return pd.Timestamp(value).normalize()


_SURROGATE = re.compile("[\ud800-\udfff]")
_CONVERT: dict[Kind, Callable[[Any], Any]] = {
    "string": _text,
    "integer": int,
    "number": float,
    "date": _day,
    "strings": _texts,
    "actors": _actors,
}


def unjudged(model: type[M], frame: pd.DataFrame) -> DataFrame[M]:
    """The frame as one of the model, no row judged. Raises KeyError where the columns are not the model's."""
    names = [column.name for column in columns_of(model)]
    if list(frame.columns) != names:
        raise KeyError(f"the columns are not those of {model.__name__}: {', '.join(map(str, frame.columns))}")
    return cast(DataFrame[M], frame)


def arrow_schema(model: type[pa.DataFrameModel]) -> pyarrow.Schema:
    """The fixed Arrow schema of a table, each field with its title, description and unit as metadata."""
    return pyarrow.schema([_arrow_field(column) for column in columns_of(model)])


def _arrow_field(column: Column) -> pyarrow.Field:
    about = {"title": column.title, "description": column.description}
    if column.unit:
        about["unit"] = column.unit
    if column.codes:
        about["codes"] = column.codes
    return pyarrow.field(column.name, column.arrow_type, nullable=column.nullable, metadata=about)


def from_arrow(model: type[M], table: pyarrow.Table) -> DataFrame[M]:
    """A frame of the model from an Arrow table of it, as read back from Parquet."""
    return frame_of(model, table.to_pylist())
