"""Tables as one Excel workbook, a sheet each: typed days and numbers, text that stays text, and the codebook."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd
import pandera.pandas as pa
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from truceline.csv_twin import actor_text, plain_cell
from truceline_schemas import Column, code_rows, columns_of
from truceline_schemas.columns import Kind

Table = tuple[type[pa.DataFrameModel], pd.DataFrame]

# A sheet holds so many rows, the header among them.
_ROWS = 1_048_576
# The same bytes whenever it is written; the first day that Excel's calendar has right is later than its epoch.
_CREATED, _FIRST_DAY = datetime(2000, 1, 1), pd.Timestamp(1900, 3, 1)
_NARROW, _WIDE, _LOOKED_AT = 8, 60, 500
_CODEBOOK = ("table or code list", "column or code", "type", "may be empty", "unit", "codes", "title", "meaning")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "default_date_format": "yyyy-mm-dd",
}


def to_xlsx(tables: Mapping[str, Table]) -> bytes:
    """The whole workbook: each table on a sheet of its name, and on the last one what the columns and codes mean.

    A table of more rows than a sheet holds goes on on further sheets. Cells are cut as in the CSV twins; days before
    March 1900, which Excel does not have, are text. The same tables give the same bytes.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        book.set_properties({"title": "truceline", "created": _CREATED})
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, (model, frame) in tables.items():
            columns = columns_of(model)
            for number, start in enumerate(range(0, max(1, len(frame)), _ROWS - 1), 1):
                sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
                part = frame.iloc[start : start + _ROWS - 1]
                _head(sheet, [column.name for column in columns], len(part), bold)
                for at, column in enumerate(columns):
                    _column(sheet, at, column, part[column.name])
        _codebook(book.add_worksheet("codebook"), tables, bold)
    return file.getvalue()


def _head(sheet: Worksheet, names: Sequence[str], rows: int, bold: Format) -> None:
    sheet.write_row(0, 0, names, bold)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, rows, len(names) - 1)
    # Codes such as 0356 are text on purpose: no green triangle in each cell.
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{rows + 1}"})


def _column(sheet: Worksheet, at: int, column: Column, values: pd.Series[Any]) -> None:
    write = _WRITE[column.kind]
    for row, (value, null) in enumerate(zip(values, values.isna(), strict=True), 1):
        if not null:
            write(sheet, row, at, value)
    shown = [_length(column.kind, value) for value in values.dropna().head(_LOOKED_AT)]
    # The button of the filter takes the room of three letters.
    sheet.set_column(at, at, min(_WIDE, max([_NARROW, len(column.name) + 3, *shown])))


def _length(kind: Kind, value: Any) -> int:
    return len(_as_text(value)) if kind in ("string", "strings", "actors") else len("2017-02-08")


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return plain_cell(value)
    items = (item if isinstance(item, str) else actor_text(item) for item in value)
    return plain_cell("; ".join(items))


def _write_text(sheet: Worksheet, row: int, at: int, value: Any) -> None:
    if text := _as_text(value):
        sheet.write_string(row, at, text)


def _write_number(sheet: Worksheet, row: int, at: int, value: Any) -> None:
    sheet.write_number(row, at, value)


def _write_day(sheet: Worksheet, row: int, at: int, value: pd.Timestamp) -> None:
    if value < _FIRST_DAY:
        sheet.write_string(row, at, value.date().isoformat())
    else:
        sheet.write_datetime(row, at, value.to_pydatetime())


_WRITE: Mapping[Kind, Callable[[Worksheet, int, int, Any], None]] = {
    "string": _write_text,
    "integer": _write_number,
    "number": _write_number,
    "date": _write_day,
    "strings": _write_text,
    "actors": _write_text,
}


def _codebook(sheet: Worksheet, tables: Mapping[str, Table], bold: Format) -> None:
    models = {name: columns_of(model) for name, (model, _frame) in tables.items()}
    lists = dict.fromkeys(column.codes for columns in models.values() for column in columns if column.codes)
    rows = [_column_row(name, column) for name, columns in models.items() for column in columns]
    rows += [row for name in lists for row in _code_list(name)]
    _head(sheet, _CODEBOOK, len(rows), bold)
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            _write_text(sheet, number, at, cell)
    for at, cells in enumerate(zip(_CODEBOOK, *rows, strict=True)):
        sheet.set_column(at, at, min(_WIDE * 2, max(len(cell) + 3 for cell in cells)))


def _column_row(table: str, column: Column) -> tuple[str, ...]:
    null = "yes" if column.nullable else ""
    return (
        table,
        column.name,
        column.kind,
        null,
        column.unit or "",
        column.codes or "",
        column.title,
        column.description,
    )


def _code_list(name: str) -> Iterable[tuple[str, ...]]:
    rows = code_rows(name)
    if "definition" in rows[0]:
        return [(name, row["code"], "code", "", "", "", row["label"], row["definition"]) for row in rows]
    return [(name, row["iso3"], "code", "", "", "", row["name"], "") for row in rows]
