"""Events in the columns of other datasets: ACLED, UCDP GED, and GDELT with CAMEO's codes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from truceline.code import scheme_codes
from truceline.csv_twin import text_cell
from truceline.export import acled, cameo, ged
from truceline.export.words import Event, columns

__all__ = ["SHAPES", "Exported", "export", "to_text"]

Codes = Mapping[str, str | None]
_MODULES: Mapping[str, tuple[Callable[[Event, Codes], str | None], Callable[[Event, Codes], dict[str, Any]]]] = {
    "acled": (acled.left_out, acled.row),
    "ged": (ged.left_out, ged.row),
    "cameo": (cameo.left_out, cameo.row),
}
SHAPES = tuple(_MODULES)
_SEPARATORS = {"cameo": "\t"}


@dataclass(frozen=True, slots=True)
class Exported:
    """The rows in the columns and types of `shape`, and how many events were left out for each reason."""

    shape: str
    frame: pd.DataFrame
    left_out: Mapping[str, int]


def export(events: pd.DataFrame, shape: str) -> Exported:
    """The table `events` in the columns of "acled", "ged" or "cameo", in the same order.

    Events that the dataset has no counterpart of are left out and counted. Raises KeyError for another shape.
    """
    left_out, row = _MODULES[shape]
    rows: list[dict[str, Any]] = []
    reasons: Counter[str] = Counter()
    for event, codes in zip(events.to_dict("records"), scheme_codes(events), strict=True):
        reason = left_out(event, codes)
        if reason:
            reasons[reason] += 1
        else:
            rows.append(row(event, codes))
    return Exported(shape, _frame(rows, columns(shape)), dict(sorted(reasons.items())))


def _frame(rows: list[dict[str, Any]], dtypes: Mapping[str, str]) -> pd.DataFrame:
    """Typed columns in order; text that is not told is "", as in the datasets' own files."""
    series = {
        name: pd.Series([row.get(name, "" if dtype == "str" else None) for row in rows], dtype=dtype)
        for name, dtype in dtypes.items()
    }
    return pd.DataFrame(series, index=pd.RangeIndex(len(rows)))


def to_text(exported: Exported) -> str:
    """The table as CSV, for CAMEO separated by tabs, with a header; safe to open in a spreadsheet."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=_SEPARATORS.get(exported.shape, ","), lineterminator="\n")
    writer.writerow(exported.frame.columns)
    cells = [_cells(exported.frame[name]) for name in exported.frame.columns]
    writer.writerows(zip(*cells, strict=True))
    return file.getvalue()


def _cells(column: pd.Series[Any]) -> list[str]:
    if column.dtype == "str":
        return [text_cell(value) for value in column]
    return ["" if null else str(value) for value, null in zip(column, column.isna(), strict=True)]
