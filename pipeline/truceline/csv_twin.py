"""The CSV twin of a table: safe and readable in a spreadsheet, and read back.

UTF-8 with a byte order mark, commas, quotes where needed, lines ended by LF, which Excel and LibreOffice read
alike. Null and an empty list are an empty cell; days are ISO, lists joined by "; ", actors "name (role)".
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import DataFrame

from truceline_schemas import Column, columns_of, frame_of
from truceline_schemas.columns import Kind

M = TypeVar("M", bound=pa.DataFrameModel)

# Excel's limit for a cell, in UTF-16 units.
CELL_LENGTH = 32_767
CUT_MARK = " [cut]"
# What a spreadsheet takes for the start of a formula (OWASP, "CSV Injection"); an apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@")
_GUARD = "'"
# One space for each, so that lengths stay: a line break in a cell breaks tools that read by line.
_CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_ACTOR = re.compile(r"(?P<name>.*) \((?P<role>\w+)\)")


def to_csv(model: type[pa.DataFrameModel], frame: pd.DataFrame) -> bytes:
    """The whole file. The columns of `frame` are those of the model."""
    columns = columns_of(model)
    cells = [_cells(column, frame[column.name]) for column in columns]
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(zip(*cells, strict=True))
    return file.getvalue().encode("utf-8-sig")


def _cells(column: Column, values: pd.Series[Any]) -> list[str]:
    show = _SHOW[column.kind]
    return ["" if null else show(value) for value, null in zip(values, values.isna(), strict=True)]


def text_cell(text: str) -> str:
    """Text as a cell that a spreadsheet takes for text: one line, no formula, within Excel's limit."""
    text = _CONTROL.sub(" ", text)
    return _cut(_GUARD + text if text.startswith(_FORMULA) else text)


def plain_cell(text: str) -> str:
    """The same without a guard, for files whose cells have a type."""
    return _cut(_CONTROL.sub(" ", text))


def _cut(text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_LENGTH:
        return text
    return units[: 2 * (CELL_LENGTH - len(CUT_MARK))].decode("utf-16-le", errors="ignore") + CUT_MARK


def _day_cell(day: pd.Timestamp) -> str:
    return day.date().isoformat()


def _list_cell(items: list[str]) -> str:
    return text_cell("; ".join(items))


def _actors_cell(actors: list[Mapping[str, Any]]) -> str:
    return _list_cell(list(map(actor_text, actors)))


def actor_text(actor: Mapping[str, Any]) -> str:
    """An actor of a mention as one item of a cell: name and role."""
    return f"{actor['name']} ({actor['role']})"


_SHOW: dict[Kind, Callable[[Any], str]] = {
    "string": text_cell,
    "integer": str,
    "number": str,
    "date": _day_cell,
    "strings": _list_cell,
    "actors": _actors_cell,
}


def read_csv(model: type[M], path: Path) -> DataFrame[M]:
    """The table of a CSV twin, with the types of the model.

    Actors come without `actor_id` and `text`, long texts cut, and items that hold "; " in more pieces.
    """
    columns = columns_of(model)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return frame_of(model, [_record(columns, row) for row in csv.DictReader(file)])


def _record(columns: tuple[Column, ...], row: Mapping[str, str]) -> dict[str, Any]:
    return {c.name: _PARSE[c.kind](_unguarded(row[c.name])) for c in columns if row[c.name]}


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith(_GUARD) and cell[1:].startswith(_FORMULA) else cell


def _split(cell: str) -> list[str]:
    return cell.split("; ")


def _actors(cell: str) -> list[dict[str, str | Any]]:
    return [match.groupdict() for item in _split(cell) if (match := _ACTOR.fullmatch(item))]


_PARSE: dict[Kind, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "date": str,
    "strings": _split,
    "actors": _actors,
}
