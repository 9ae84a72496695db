"""Read a file of events, whatever dataset it is of."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

from pandera.typing.pandas import DataFrame

from truceline.read.unreadable import Unreadable
from truceline.rejects import Reject
from truceline.theirs.build import build
from truceline.theirs.layout import Layout, column_key, known, load, recognise
from truceline.theirs.sheet import BadRow, Cells, Sheet, sheets
from truceline.theirs.source import source_of
from truceline_schemas import TheirEvents

# The tag row that files of the Humanitarian Data Exchange have under the header ("#date", "#geo+lat").
_HXL = r"#[A-Za-z]\w*(?:\s*\+\w+)*"
_SHOWN_COLUMNS = 8


class NotRecognised(ValueError):
    """A file that is of no known dataset, or that cannot be read at all; the message is one line."""


class UnreadRows(UserWarning):
    """Rows of a file were set aside, or cells left empty: `read_events_with_rejects` tells which and why."""


def read_events(
    path: str | os.PathLike[str], *, mapping: str | os.PathLike[str] | None = None
) -> DataFrame[TheirEvents]:
    """The events of a file (or of the folder of a finished run) as one validated frame, in the file's order.

    Read are ACLED exports of every vintage, UCDP GED, ETH/PRIO's ceasefire dataset, GDELT 1.0 with a header and
    truceline's own events: CSV of any separator and encoding, .xlsx, .xls, .ods, Parquet, ACLED's JSON, also packed
    as .gz or .zip. `mapping` is a TOML file that names the columns of any other table.

    Warns UnreadRows where rows were set aside or cells left empty. Raises NotRecognised for a file that is of none
    of these, and LayoutError for a mapping that is none.
    """
    events, rejects = read_events_with_rejects(path, mapping=mapping)
    if rejects:
        first = rejects[0]
        told = (
            f"{len(rejects):,} rows or cells of {path} could not be read, the first at {first.row_key}: {first.reason}"
        )
        warnings.warn(f"{told} (read_events_with_rejects gives all)", UnreadRows, stacklevel=2)
    return events


def read_events_with_rejects(
    path: str | os.PathLike[str], *, mapping: str | os.PathLike[str] | None = None
) -> tuple[DataFrame[TheirEvents], list[Reject]]:
    """As `read_events`, without its warning; also a Reject for each row set aside and each cell left empty.

    The rejects' table is "sources", their key FILE:ROW, the header being row 1. `check` is unread_cell or
    date_order where the row was kept all the same.
    """
    file = _file(Path(path))
    layout = load(Path(mapping)) if mapping is not None else None
    try:
        sheet, layout = _recognised(file, layout)
        places = [place for place, name in enumerate(sheet.header) if column_key(name) in layout.wanted()]
        cells = _without_tags(sheet.cells(places))
    except Unreadable as error:
        raise NotRecognised(f"{file}: {error.reason}") from error
    ragged = [_ragged(file, sheet, row) for row in cells.bad]
    source = source_of(cells, sheet.header, layout, file.name)
    # A million rows of ACLED are half a gigabyte in each form.
    del sheet, cells
    events, rejects = build(source)
    return events, [*ragged, *rejects]


def _file(path: Path) -> Path:
    """The file itself, or the table of events in the folder of a run."""
    if not path.is_dir():
        return path
    found = next((path / name for name in ("events.parquet", "events.csv") if (path / name).exists()), None)
    if found is None:
        raise NotRecognised(f"{path}: the folder holds no events.parquet and no events.csv")
    return found


def _recognised(file: Path, layout: Layout | None) -> tuple[Sheet, Layout]:
    """The first sheet that holds a date of the layout or, without one, that is of a known dataset."""
    first: Sheet | None = None
    for sheet in sheets(file):
        if layout is None and (told := recognise(sheet.header)):
            return sheet, told
        if layout is not None and _holds(sheet, layout):
            return sheet, layout
        first = first or sheet
    names = [name for name in (first.header if first else ()) if name]
    shown = (", ".join(names[:_SHOWN_COLUMNS]) or "no columns") + (", ..." if len(names) > _SHOWN_COLUMNS else "")
    if layout is not None:
        raise NotRecognised(f"{file} has none of the mapping's columns of a date; it has {shown}")
    looked = "; ".join(f"{one.title} has {', '.join(one.known_by)}" for one in known())
    raise NotRecognised(f"{file} is of no known dataset ({looked}); it has {shown}. A mapping names any columns")


def _holds(sheet: Sheet, layout: Layout) -> bool:
    dates = Layout("other", "", (), {n: c for n, c in layout.columns.items() if n in ("date_start", "alt_date_start")})
    return bool(dates.wanted() & {column_key(name) for name in sheet.header})


def _without_tags(cells: Cells) -> Cells:
    """The cells without the row of HXL tags, if there is one: in it every filled cell is a tag."""
    if not len(cells.frame):
        return cells
    first = cells.frame.iloc[0].dropna().str.strip()
    if len(first) < 2 or not first.str.fullmatch(_HXL).all():
        return cells
    return Cells(cells.frame.iloc[1:].reset_index(drop=True), cells.rows[1:], cells.bad)


def _ragged(file: Path, sheet: Sheet, row: BadRow) -> Reject:
    reason = f"it has {row.cells} cells where the header has {len(sheet.header)}"
    return Reject("sources", f"{file.name}:{row.number}", "", "cells", row.text[:200], reason)
