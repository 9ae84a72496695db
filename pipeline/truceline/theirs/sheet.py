"""A file of events to columns of text: CSV of any separator and encoding, spreadsheets, Parquet, JSON."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from truceline.read.decode import decode
from truceline.read.unreadable import Unreadable

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods", ".parquet", ".json")
_BOM = b"\xef\xbb\xbf"
_SEPARATORS = ",;\t|"
# A row longer than a block cannot be read.
_BLOCK = 1 << 24
# Excel's own limit for what a cell holds is 32,767; the default of the csv module is 131,072.
_HEADER_LIMIT = 1 << 20


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a CSV file whose number of cells is not that of the header. `number` counts the header as row 1."""

    number: int
    cells: int
    text: str


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of the wanted columns as text, by the column's place in the header; `rows` counts the header as 1."""

    frame: pd.DataFrame
    rows: npt.NDArray[np.int64]
    bad: tuple[BadRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file: its header, and the file's bytes or the rows under the header."""

    header: tuple[str, ...]
    data: bytes | pyarrow.Table
    separator: str = ""

    def cells(self, wanted: Collection[int]) -> Cells:
        """The columns at the places `wanted`. Raises Unreadable for a file that breaks off in a quoted cell."""
        places = sorted(wanted)
        if isinstance(self.data, bytes):
            return _csv_cells(self, places)
        table = self.data.select(places)
        frame = pd.DataFrame(
            {place: _text(column) for place, column in zip(places, table.columns, strict=True)},
            index=pd.RangeIndex(table.num_rows),
        )
        return Cells(frame, np.arange(2, table.num_rows + 2))


def sheets(path: Path) -> Iterator[Sheet]:
    """The tables of a file: one, but as many as a workbook has sheets. Raises Unreadable where there is none."""
    name, data = _unpacked(path)
    match Path(name).suffix.lower():
        case ".xlsx" | ".xls" | ".ods":
            yield from _workbook(data)
        case ".parquet":
            yield _parquet(data)
        case ".json":
            yield _json(data)
        case _:
            yield _csv(data)


def _unpacked(path: Path) -> tuple[str, bytes]:
    """The name and bytes of the file, or of the one that it packs (.gz, .zip)."""
    try:
        data = path.read_bytes()
        if path.suffix.lower() == ".gz":
            return path.stem, gzip.decompress(data)
        if path.suffix.lower() == ".zip":
            return _member(data)
    except (gzip.BadGzipFile, zipfile.BadZipFile, EOFError, zlib.error) as error:
        raise Unreadable("packed", f"it cannot be unpacked ({error})") from error
    except OSError as error:
        raise Unreadable("file", f"it cannot be read ({error.strerror or error})") from error
    return path.name, data


def _member(data: bytes) -> tuple[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = [name for name in packed.namelist() if name.lower().endswith(SUFFIXES) and "__MACOSX" not in name]
        if len(names) != 1:
            raise Unreadable("packed", f"it packs {len(names)} tables: unpack the one that is meant")
        return names[0], packed.read(names[0])


def _csv(data: bytes) -> Sheet:
    data = data.removeprefix(_BOM)
    if not data[:_BLOCK].strip() and not data.strip():
        raise Unreadable("empty", "the file is empty")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        data = decode(data).text.encode()
    if b"\0" in data:
        data = decode(data).text.encode()
    # A title or blank lines above the header are not expected: no export of these datasets has them.
    head = data[:_HEADER_LIMIT].decode("utf-8", "replace")
    separator = max(_SEPARATORS, key=lambda s: len(_first_row(head, s)))
    return Sheet(tuple(_first_row(head, separator)), data, separator)


def _first_row(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error:
        return []


def _csv_cells(sheet: Sheet, places: Sequence[int]) -> Cells:
    assert isinstance(sheet.data, bytes)
    bad: list[BadRow] = []

    def set_aside(row: Any) -> str:
        bad.append(BadRow(row.number, row.actual_columns, row.text))
        return "skip"

    names = [str(place) for place in range(len(sheet.header))]
    wanted = [str(place) for place in places]
    try:
        table = pyarrow.csv.read_csv(
            io.BytesIO(sheet.data),
            # One thread, so that a bad row tells its number.
            pyarrow.csv.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=names, skip_rows_after_names=1),
            pyarrow.csv.ParseOptions(
                delimiter=sheet.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=set_aside,
            ),
            pyarrow.csv.ConvertOptions(
                include_columns=wanted,
                column_types=dict.fromkeys(wanted, pyarrow.string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        )
    except pyarrow.ArrowInvalid as error:
        raise Unreadable("csv", f"it is no whole CSV file ({str(error).splitlines()[0][:200]})") from error
    kept = np.setdiff1d(np.arange(2, table.num_rows + len(bad) + 2), [row.number for row in bad])
    frame = pd.DataFrame({place: _text(column) for place, column in zip(places, table.columns, strict=True)})
    return Cells(frame, kept, tuple(row for row in bad if row.text.strip()))


def _text(column: pyarrow.ChunkedArray) -> pd.Series[Any]:
    """A column as text: days in ISO's form, the items of a list joined by "; "."""
    if pyarrow.types.is_list(column.type):
        column = pc.binary_join(column.cast(pyarrow.list_(pyarrow.string())), "; ")
    if pyarrow.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    return pd.Series(column.cast(pyarrow.string()).to_pandas(), dtype="str")


def _parquet(data: bytes) -> Sheet:
    try:
        table = pq.read_table(pyarrow.BufferReader(data))
    except pyarrow.ArrowException as error:
        raise Unreadable("parquet", f"it is no Parquet file ({str(error).splitlines()[0]})") from error
    return Sheet(tuple(table.column_names), table)


def _workbook(data: bytes) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        tables = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except CalamineError as error:
        raise Unreadable("workbook", f"it is no workbook ({error})") from error
    for rows in tables:
        if rows:
            yield _rows_sheet([str(cell) for cell in rows[0]], rows[1:])


def _json(data: bytes) -> Sheet:
    """Records as ACLED's interface gives them: a list of them, or an object that holds the list under "data"."""
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise Unreadable("json", "it is no JSON") from error
    records = told.get("data") if isinstance(told, dict) else told
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise Unreadable("json", "it is no list of records")
    header = list(dict.fromkeys(key for record in records for key in record))
    return _rows_sheet(header, [[record.get(key) for key in header] for record in records])


def _rows_sheet(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Sheet:
    columns = [
        pyarrow.array([_cell_text(row[i]) if i < len(row) else None for row in rows], pyarrow.string())
        for i in range(len(header))
    ]
    return Sheet(tuple(header), pyarrow.table(columns, names=[str(i) for i in range(len(header))]))


def _cell_text(cell: Any) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return (
        cell.isoformat(" ") if isinstance(cell, datetime) else cell.isoformat() if isinstance(cell, date) else str(cell)
    )
