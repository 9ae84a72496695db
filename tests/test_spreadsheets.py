"""What spreadsheets and other readers make of the files: days are days, text is text, nothing is cut unmarked."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from truceline.code import code_events
from truceline.csv_twin import CELL_LENGTH
from truceline.tables import Tables
from truceline.write import WORKBOOK, write_tables
from truceline.xlsx import to_xlsx
from truceline_schemas import MODELS, Events, columns_of, frame_of

CASES = Path(__file__).parent / "cases" / "tables.json"
# Notes that a spreadsheet could take for something else than text.
NOTES = (
    "Dec. 29",
    "Dec. 29 was the first quiet day.",
    "29 December 2016",
    "2016-12-29 was the day of the truce.",
    "1/2",
    "=HYPERLINK(1)",
    "+1 for the truce, they said",
    "-2 is what is left",
    "@army said so",
    "http://example.org/truce",
    "إعلان وقف إطلاق النار في حلب",
    "Перемирие в Донецке",
    "停火協議",
    'He said: "no, never"; they left.',
    "_x0041_ is no letter",
)
# A CSV has no types: cells that are a date and nothing else are taken for one unless imported as text (codebook).
TAKEN_FOR_DATES = ("Dec. 29", "29 December 2016", "1/2")


def events_with(notes: list[str], day: str = "2016-12-29") -> pd.DataFrame:
    row = json.loads(CASES.read_text(encoding="utf-8"))["events"][0]
    rows = [
        {**row, "event_id": f"TL{n}", "notes": note, "location": note, "event_date": day, "event_date_end": day,
         "year": int(day[:4]), "first_reported": None, "last_reported": None}
        for n, note in enumerate(notes)
    ]  # fmt: skip
    return code_events(frame_of(Events, rows))


def tables_with(events: pd.DataFrame) -> Tables:
    rows = json.loads(CASES.read_text(encoding="utf-8"))
    frames: dict[str, Any] = {name: frame_of(model, rows.get(name, [])) for name, model in MODELS.items()}
    return Tables(**{**frames, "events": events})


def sheet_rows(path: Path, sheet: str = "events") -> list[dict[str, Any]]:
    head, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run")
    write_tables(tables_with(events_with(list(NOTES))), out, ("parquet", "csv", "xlsx"), {})
    return out


@pytest.fixture
def office(tmp_path: Path) -> Callable[[Path, str], Path]:
    """LibreOffice's conversion of a file: (file, kind) -> the new file."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed: what it makes of the files was not tested")

    def convert(path: Path, kind: str) -> Path:
        # What the import dialog proposes for a file with a byte order mark: commas, quotes, UTF-8.
        csv = ["--infilter=Text - txt - csv (StarCalc):44,34,76,1"] if path.suffix == ".csv" else []
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = [
            soffice,
            profile,
            "--headless",
            *csv,
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path / "made"),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return tmp_path / "made" / f"{path.stem}.{kind.partition(':')[0]}"

    return convert


def test_the_workbook_has_a_sheet_a_table_and_the_codebook(run: Path) -> None:
    book = openpyxl.load_workbook(run / WORKBOOK)
    assert book.sheetnames[:3] == ["events", "mentions", "documents"]
    assert set(book.sheetnames[:-1]) == set(MODELS)
    assert book.sheetnames[-1] == "codebook"
    for name in book.sheetnames:
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, sheet.max_column).column_letter}{sheet.max_row}"
    told = {(row["table or code list"], row["column or code"]) for row in sheet_rows(run / WORKBOOK, "codebook")}
    assert told >= {(table, column.name) for table, model in MODELS.items() for column in columns_of(model)}
    assert {("event_class", "ceasefire"), ("countries", "SYR")} <= told


def test_cells_of_the_workbook_have_their_types_and_text_stays_as_it_is(run: Path) -> None:
    rows = sheet_rows(run / WORKBOOK)
    assert [row["notes"] for row in rows] == list(NOTES)
    for row in rows:
        assert row["event_date"] == datetime(2016, 12, 29)
        assert row["year"] == 2016
        assert isinstance(row["latitude"], float)
        assert row["cameo_code"].startswith("0")
    formulas = [
        cell for line in openpyxl.load_workbook(run / WORKBOOK)["events"] for cell in line if cell.data_type == "f"
    ]
    assert formulas == []


def test_columns_are_as_wide_as_their_cells_within_reason(run: Path) -> None:
    sheet = openpyxl.load_workbook(run / WORKBOOK)["events"]
    # openpyxl keeps neighbours of one width under the first of them.
    width = {at: d.width for d in sheet.column_dimensions.values() for at in range(d.min, d.max + 1)}
    for at, (name, *_) in enumerate(sheet.iter_cols(values_only=True), 1):
        assert len(str(name)) < width[at] <= 61, name


def test_cells_too_long_for_excel_are_cut_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "long.xlsx"
    path.write_bytes(to_xlsx({"events": (Events, events_with(["x" * 40_000, "y" * CELL_LENGTH]))}))
    cut, whole = (row["notes"] for row in sheet_rows(path))
    assert len(cut) == CELL_LENGTH
    assert cut.endswith("x [cut]")
    assert whole == "y" * CELL_LENGTH


def test_days_before_excels_calendar_are_text(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    path.write_bytes(to_xlsx({"events": (Events, events_with(["a truce"], "1871-01-28"))}))
    assert sheet_rows(path)[0]["event_date"] == "1871-01-28"


def test_a_table_without_rows_is_a_sheet_with_its_header(tmp_path: Path) -> None:
    path = tmp_path / "none.xlsx"
    path.write_bytes(to_xlsx({"events": (Events, frame_of(Events, []))}))
    sheet = openpyxl.load_workbook(path)["events"]
    assert [cell.value for cell in sheet[1]] == [column.name for column in columns_of(Events)]
    assert sheet.max_row == 1


def test_the_workbook_has_the_same_bytes_whenever_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = {"events": (Events, events_with(list(NOTES)))}
    first = to_xlsx(tables)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert to_xlsx(tables) == first
    assert openpyxl.load_workbook(io.BytesIO(first)).properties.created == datetime(2000, 1, 1)


def test_libreoffice_opens_the_workbook_as_it_was_meant(run: Path, office: Callable[[Path, str], Path]) -> None:
    rows = sheet_rows(office(run / WORKBOOK, "xlsx:Calc MS Excel 2007 XML"))
    assert [row["notes"] for row in rows] == list(NOTES)
    assert {row["event_date"] for row in rows} == {datetime(2016, 12, 29)}
    assert {type(row["year"]) for row in rows} == {int}


def test_libreoffice_opens_the_csv_twin_as_it_was_meant(run: Path, office: Callable[[Path, str], Path]) -> None:
    rows = sheet_rows(office(run / "events.csv", "xlsx:Calc MS Excel 2007 XML"), "events")
    assert {row["event_date"] for row in rows} == {datetime(2016, 12, 29)}
    for row, note in zip(rows, NOTES, strict=True):
        if note not in TAKEN_FOR_DATES:
            # The guard of what could be a formula is an apostrophe that stays in sight.
            assert row["notes"] in (note, f"'{note}")
    assert isinstance(rows[0]["latitude"], float)


def test_readers_of_parquet_agree_on_the_types(run: Path) -> None:
    schema = pq.read_schema(run / "events.parquet")
    assert str(schema.field("event_date").type) == "date32[day]"
    table = pq.read_table(run / "events.parquet")
    assert table["notes"].to_pylist() == list(NOTES)
    assert table["event_date"][0].as_py() == date(2016, 12, 29)
    frame = pd.read_parquet(run / "events.parquet", dtype_backend="pyarrow")
    assert frame["event_date"].dtype == "date32[day][pyarrow]"
    assert frame["year"].tolist() == table["year"].to_pylist()


def test_duckdb_reads_both_kinds_with_the_same_values(run: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed: reading back with it was not tested")
    for source in (f"read_parquet('{run}/events.parquet')", f"read_csv('{run}/events.csv')"):
        types = dict(
            zip(
                *duckdb.sql(f"select column_name, column_type from (describe from {source})").fetchnumpy().values(),
                strict=True,
            )
        )
        assert types["event_date"] == "DATE", source
        assert types["latitude"] == "DOUBLE", source
        rows = duckdb.sql(
            f"select event_date, year, notes from {source} order by cast(substr(event_id, 3) as int)"
        ).fetchall()
        assert [row[:2] for row in rows] == [(date(2016, 12, 29), 2016)] * len(NOTES)
        assert [row[2].removeprefix("'") for row in rows] == list(NOTES)


def test_polars_reads_both_kinds_with_the_same_values(run: Path) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed: reading back with it was not tested")
    parquet = polars.read_parquet(run / "events.parquet")
    csv = polars.read_csv(run / "events.csv", try_parse_dates=True)
    for frame in (parquet, csv):
        assert frame.schema["event_date"] == polars.Date
        assert frame.schema["latitude"] == polars.Float64
        assert [note.removeprefix("'") for note in frame["notes"]] == list(NOTES)
    assert parquet["mediators"].dtype == polars.List(polars.String)
