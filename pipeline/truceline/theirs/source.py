"""The fields of a file as its layout names them, cleaned: columns of text, null where a cell holds no value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from truceline.lexicon_files import read_toml
from truceline.theirs.layout import Layout, Parts, column_key
from truceline.theirs.sheet import Cells

# An apostrophe that keeps a spreadsheet from taking text for a formula, as truceline's CSV files have it.
_GUARDED = r"^'(?=[=+\-@])"
_DECIMAL_COMMA = r"^([-+]?\d+),(\d+)$"


@dataclass(frozen=True, slots=True)
class Source:
    """A file's rows. `columns` are by `column_key`, `rows` count the header as row 1, `name` is the file's."""

    columns: Mapping[str, pd.Series[Any]]
    rows: npt.NDArray[np.int64]
    layout: Layout
    name: str

    @property
    def index(self) -> pd.Index[Any]:
        return pd.RangeIndex(len(self.rows))

    def key(self, row: int) -> str:
        """The key of a row in the rejects: FILE:ROW."""
        return f"{self.name}:{self.rows[row]}"

    def has(self, name: str) -> bool:
        """Whether the file has a column of the field."""
        told = self.layout.columns.get(name, ())
        parts = (told.year, told.month, told.day) if isinstance(told, Parts) else told
        return any(column in self.columns for column in parts)

    def text(self, name: str) -> pd.Series[Any]:
        """The field as text: of its columns the first that is filled, codes in words where the layout has them."""
        told = self.layout.columns.get(name, ())
        found = [self.columns[c] for c in told if c in self.columns] if isinstance(told, tuple) else []
        if not found:
            return pd.Series(None, index=self.index, dtype="str")
        cells = found[0]
        for other in found[1:]:
            cells = cells.where(cells.notna(), other)
        return self._in_words(name, cells)

    def _in_words(self, name: str, cells: pd.Series[Any]) -> pd.Series[Any]:
        words = self.layout.values.get(name)
        if not words:
            return cells
        known = {cell: words.get(_whole(cell), cell) for cell in cells.dropna().unique()}
        return cells.map(known).astype("str")

    def part(self, column: str) -> pd.Series[Any]:
        """A column of whole numbers, NaN where there is none."""
        return numbers(self.columns.get(column, pd.Series(None, index=self.index, dtype="str")))


def source_of(cells: Cells, header: tuple[str, ...], layout: Layout, name: str) -> Source:
    """The cells cleaned, rows that hold nothing left out. Of two columns of one name the first is read."""
    empty = sorted(_nulls() | layout.unknown)
    filled = cells.frame.notna().any(axis=1).to_numpy()
    kept = cells.frame[filled].reset_index(drop=True)
    frame = pd.DataFrame({place: _clean(kept[place], empty) for place in kept.columns})
    columns: dict[str, pd.Series[Any]] = {}
    for place in frame.columns:
        columns.setdefault(column_key(header[int(place)]), frame[place])
    return Source(columns, cells.rows[filled], layout, name)


def numbers(cells: pd.Series[Any]) -> pd.Series[float]:
    """Text as numbers, with a decimal point or comma; NaN for what is none."""
    found = pd.to_numeric(cells, errors="coerce")
    if found.isna().sum() > cells.isna().sum():
        found = pd.to_numeric(cells.str.replace(_DECIMAL_COMMA, r"\1.\2", regex=True), errors="coerce")
    return found.astype("float64").replace([np.inf, -np.inf], np.nan)


def _clean(cells: pd.Series[Any], empty: list[str]) -> pd.Series[Any]:
    cells = cells.str.strip()
    if cells.str.startswith("'").any():
        cells = cells.str.replace(_GUARDED, "", regex=True)
    return cells.mask(cells.isin(empty))


def _whole(cell: str) -> str:
    """A whole number without the ".0" that it has where its column once held a null."""
    figures, point, rest = cell.partition(".")
    return figures if point and not rest.strip("0") else cell


@cache
def _nulls() -> frozenset[str]:
    return frozenset(read_toml("theirs/dates.toml")["nulls"])
