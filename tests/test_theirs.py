"""Files of other datasets, in every form that they come in, to one frame."""

from __future__ import annotations

import csv
import gzip
import io
import json
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import truceline
from truceline.theirs import LayoutError, NotRecognised, UnreadRows, read_events, read_events_with_rejects
from truceline_schemas import TheirEvents

COLUMNS = tomllib.loads((Path(__file__).parent / "cases" / "columns.toml").read_text(encoding="utf-8"))
NOW = COLUMNS["acled"]
OF_2020 = COLUMNS["acled_2020"]
OF_2015 = COLUMNS["acled_2015"]
GED = COLUMNS["ged"]
ETH_PRIO = COLUMNS["eth_prio"]

SHELLING = {
    "event_id_cnty": "SYR7",
    "event_date": "2022-06-30",
    "year": "2022",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Syria (2000-2024)",
    "inter1": "State forces",
    "actor2": "Free Front; Old Front",
    "assoc_actor_2": "Civilians (Syria)",
    "iso": "760",
    "iso3": "SYR",
    "gwno": "652",
    "country": "Syria",
    "admin1": "Idleb",
    "location": "Kafr Nobol",
    "latitude": "35.6145",
    "longitude": "36.5611",
    "geo_precision": "1",
    "source": "Outlet A; Outlet B",
    "notes": "On 30 June 2022, forces shelled Kafr Nobol, despite the truce.",
    "fatalities": "2",
    "timestamp": "1657000000",
}


def text_of(header: Sequence[str], *rows: Mapping[str, str], separator: str = ",") -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=separator, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([[row.get(name, row.get(name.lower(), "")) for name in header] for row in rows])
    return file.getvalue()


def write(path: Path, header: Sequence[str], *rows: Mapping[str, str], **how: Any) -> Path:
    encoding = how.pop("encoding", "utf-8")
    path.write_bytes(text_of(header, *rows, **how).encode(encoding))
    return path


def told(frame: pd.DataFrame, row: int = 0) -> dict[str, Any]:
    """A row, with None for null and days as text."""
    values = {name: None if pd.isna(value) else value for name, value in frame.iloc[row].items()}
    return {str(n): str(v.date()) if isinstance(v, pd.Timestamp) else v for n, v in values.items()}


EXPECTED = {
    "dataset": "acled",
    "record_id": "SYR7",
    "date_start": "2022-06-30",
    "date_end": "2022-06-30",
    "alt_date_start": None,
    "time_precision": 1,
    "event_class": "violation",
    "phase": "shelling",
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "actor1": "Military Forces of Syria (2000-2024)",
    "assoc_actor_1": None,
    "actor2": "Free Front; Old Front",
    "assoc_actor_2": "Civilians (Syria)",
    "iso3": "SYR",
    "country": "Syria",
    "admin1": "Idleb",
    "location": "Kafr Nobol",
    "latitude": 35.6145,
    "longitude": 36.5611,
    "geo_precision": 1,
    "fatalities": 2,
    "row_number": 2,
}


@pytest.mark.parametrize("header", [NOW, OF_2020, [name.title().replace("_", " ") for name in NOW]])
def test_an_acled_export_is_read_whatever_its_vintage(tmp_path: Path, header: list[str]) -> None:
    row = SHELLING | {name.title().replace("_", " ").lower(): value for name, value in SHELLING.items()}
    frame = read_events(write(tmp_path / "acled.csv", header, row))
    assert list(frame.columns) == list(TheirEvents.to_schema().columns)
    row_told = told(frame)
    assert {name: row_told[name] for name in EXPECTED} == EXPECTED
    assert row_told["notes"] == SHELLING["notes"]


def test_version_5_of_2015_is_read(tmp_path: Path) -> None:
    row = SHELLING | {
        "event_id_cnty": "77ALG",
        "event_date": "18/04/2001",
        "year": "2001",
        "gwno": "615",
        "country": "Algeria",
        "event_type": "Battle-No change of territory",
        "ally_actor_1": "Berber Militia",
        "inter1": "1",
        "latitude": "36.61954",
        "longitude": "4.08282",
    }
    frame = read_events(write(tmp_path / "ACLED-Version-5.csv", OF_2015, row, encoding="cp1252"))
    row_told = told(frame)
    assert row_told["date_start"] == "2001-04-18"
    assert row_told["iso3"] == "DZA"
    assert row_told["assoc_actor_1"] == "Berber Militia"
    assert (row_told["event_class"], row_told["phase"]) == ("violation", "clash")
    assert (row_told["sub_event_type"], row_told["geo_precision"]) == (None, 1)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2022-06-30", "2022-06-30"),
        ("01 November 2024", "2024-11-01"),
        ("1 Nov 2024", "2024-11-01"),
        ("9-May-20", "2020-05-09"),
        ("31-12-19", "2019-12-31"),
        ("01-January-2015", "2015-01-01"),
        ("2021-01-02T00:00:00Z", "2021-01-02"),
        ("2021-01-02 00:00:00.000", "2021-01-02"),
        ("43831", "2020-01-01"),
        ("43831.0", "2020-01-01"),
        ("0025-03-04", "2025-03-04"),
        ("04 March 0025", "2025-03-04"),
        ("18/04/2001", "2001-04-18"),
        ("4/18/2001", "2001-04-18"),
        ("30.06.2022", "2022-06-30"),
        ("December 29, 2016", "2016-12-29"),
        ("Dec. 29, 2016", "2016-12-29"),
        ("30-juin-22", "2022-06-30"),
        ("12-mag-19", "2019-05-12"),
        ("20220630", "2022-06-30"),
        ("5-Aug-97", "1997-08-05"),
    ],
)
def test_a_date_is_read_in_each_form(tmp_path: Path, cell: str, expected: str) -> None:
    row = SHELLING | {"event_date": cell, "year": expected[:4]}
    assert told(read_events(write(tmp_path / "acled.csv", NOW, row)))["date_start"] == expected
    assert (
        told(read_events(write(tmp_path / "bare.csv", [n for n in NOW if n != "year"], row)))["date_start"] == expected
    )


@pytest.mark.parametrize(
    "cell", ["", "n.d.", "31-02-2019", "2019-13-01", "2015", "June 2016", "9-Octopus-20", "123456"]
)
def test_a_row_without_a_date_is_set_aside_with_its_reason(tmp_path: Path, cell: str) -> None:
    path = write(tmp_path / "acled.csv", NOW, SHELLING | {"event_date": cell}, SHELLING | {"event_id_cnty": "SYR8"})
    events, rejects = read_events_with_rejects(path)
    assert [*events["record_id"]] == ["SYR8"]
    assert [*events["row_number"]] == [3]
    (reject,) = rejects
    assert (reject.table, reject.row_key, reject.column, reject.value) == ("sources", "acled.csv:2", "date_start", cell)
    assert "date" in reject.reason
    with pytest.warns(UnreadRows, match="1 rows or cells .* at acled.csv:2"):
        truceline.read_events(path)


def test_the_column_settles_whether_day_or_month_is_first(tmp_path: Path) -> None:
    rows = [
        SHELLING | {"event_id_cnty": f"A{i}", "event_date": cell} for i, cell in enumerate(["4/5/2016", "4/25/2016"])
    ]
    month_first = read_events(write(tmp_path / "us.csv", NOW, *rows))
    assert str(month_first["date_start"][0].date()) == "2016-04-05"
    unsure, rejects = read_events_with_rejects(write(tmp_path / "unsure.csv", NOW, rows[0]))
    assert str(unsure["date_start"][0].date()) == "2016-05-04"
    assert [reject.check for reject in rejects] == ["date_order"]


def test_a_copy_with_hxl_tags_is_read(tmp_path: Path) -> None:
    tags = {name: f"#x+{name}" for name in NOW} | {"notes": ""}
    frame = read_events(write(tmp_path / "hdx.csv", NOW, tags, SHELLING))
    assert [*frame["record_id"]] == ["SYR7"]
    assert [*frame["row_number"]] == [3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encoding_and_separator_are_found(tmp_path: Path, encoding: str, separator: str) -> None:
    row = SHELLING | {
        "location": "Mérida, Yucatán",
        "latitude": "20,97",
        "longitude": "-89,62",
        "notes": 'On "1" May;\nx',
    }
    frame = read_events(
        write(tmp_path / "acled.csv", NOW, row, row | {"event_id_cnty": "B"}, separator=separator, encoding=encoding)
    )
    assert told(frame)["location"] == "Mérida, Yucatán"
    assert (told(frame)["latitude"], told(frame)["longitude"]) == (20.97, -89.62)
    assert told(frame, 1)["notes"] == 'On "1" May;\nx'
    assert [*frame["row_number"]] == [2, 3]


def test_a_workbook_is_read_with_its_typed_dates_on_whatever_sheet(tmp_path: Path) -> None:
    table = pd.DataFrame([{name: SHELLING.get(name) for name in NOW}]).assign(
        event_date=pd.Timestamp("2022-06-30"), iso=760, latitude=35.6145, fatalities=2.0
    )
    path = tmp_path / "acled.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"about": ["downloaded"]}).to_excel(book, sheet_name="read me", index=False)
        table.to_excel(book, sheet_name="data", index=False)
    row_told = told(read_events(path))
    assert {name: row_told[name] for name in EXPECTED} == EXPECTED


def test_packed_files_json_and_parquet_are_read(tmp_path: Path) -> None:
    text = text_of(NOW, SHELLING).encode()
    (tmp_path / "acled.csv.gz").write_bytes(gzip.compress(text))
    with zipfile.ZipFile(tmp_path / "acled.zip", "w") as packed:
        packed.writestr("acled.csv", text)
    (tmp_path / "acled.json").write_text(json.dumps({"status": 200, "data": [SHELLING | {"iso": 760}]}))
    pd.DataFrame([SHELLING]).astype({"iso": "int64"}).to_parquet(tmp_path / "acled.parquet")
    for name in ("acled.csv.gz", "acled.zip", "acled.json", "acled.parquet"):
        row_told = told(read_events(tmp_path / name))
        assert {field: row_told[field] for field in EXPECTED} == EXPECTED, name


def test_ucdp_ged_is_read_with_its_precisions_on_acled_scale(tmp_path: Path) -> None:
    row = {
        "id": "244657",
        "year": "2017",
        "type_of_violence": "1",
        "side_a": "Government of Yemen (North Yemen)",
        "side_b": "Front",
        "country": "Yemen (North Yemen)",
        "country_id": "678",
        "adm_1": "Taizz governorate",
        "where_prec": "4",
        "where_coordinates": "Taizz governorate",
        "latitude": "13.5",
        "longitude": "44.0",
        "date_prec": "2",
        "date_start": "2017-07-31 00:00:00.000",
        "date_end": "2017-08-02 00:00:00.000",
        "best": "5",
        "source_headline": "Clashes in Taiz",
    }
    row_told = told(read_events(write(tmp_path / "GEDEvent_v23_1.csv", GED, row)))
    assert (row_told["dataset"], row_told["record_id"]) == ("ucdp_ged", "244657")
    assert (row_told["date_start"], row_told["date_end"]) == ("2017-07-31", "2017-08-02")
    assert (row_told["time_precision"], row_told["geo_precision"], row_told["fatalities"]) == (2, 3, 5)
    assert (row_told["event_type"], row_told["event_class"], row_told["phase"]) == (
        "State-based violence",
        "violation",
        None,
    )
    assert (row_told["iso3"], row_told["actor2"], row_told["notes"]) == ("YEM", "Front", "Clashes in Taiz")


CEASEFIRE = {
    "cc": "490",
    "location": "DR Congo (Zaire)",
    "uniq_id": "490-3",
    "side": "2",
    "cf_dec_yr": "2008",
    "cf_dec_month": "1",
    "cf_dec_day": "23",
    "cf_effect_yr": "2008",
    "cf_effect_month": "1",
    "cf_effect_day": "25",
    "ceasefire_class": "1",
}


def test_eth_prio_has_two_dates_and_a_row_a_side(tmp_path: Path) -> None:
    rows = [CEASEFIRE | {"actor_name": name} for name in ("Government of DR Congo", "Congress", "League")]
    frame = read_events(write(tmp_path / "cf.csv", ETH_PRIO, *rows))
    first, second = told(frame), told(frame, 1)
    assert [*frame["record_id"]] == ["490-3", "490-3#2", "490-3#3"]
    assert (first["date_start"], first["alt_date_start"], first["time_precision"]) == ("2008-01-23", "2008-01-25", 1)
    assert (first["event_class"], first["phase"], first["event_type"]) == ("ceasefire", "agreed", "Bilateral ceasefire")
    assert (first["iso3"], first["sub_event_type"]) == ("COD", "Cessation of hostilities")
    assert (first["actor1"], first["actor2"], first["assoc_actor_2"]) == (
        "Government of DR Congo",
        "Congress",
        "League",
    )
    assert (second["actor1"], second["actor2"]) == ("Congress", "Government of DR Congo")


@pytest.mark.parametrize(
    ("changes", "start", "end", "alternative", "precision"),
    [
        ({"cf_dec_day": "-1"}, "2008-01-01", "2008-01-31", "2008-01-25", 3),
        ({"cf_dec_day": "0", "cf_dec_month": "-1"}, "2008-01-01", "2008-12-31", "2008-01-25", 3),
        ({"cf_dec_yr": "0", "cf_dec_month": "0", "cf_dec_day": "0"}, "2008-01-25", "2008-01-25", None, 1),
        ({"cf_effect_yr": "-1"}, "2008-01-23", "2008-01-23", None, 1),
    ],
)
def test_eth_prio_codes_of_the_unknown(
    tmp_path: Path, changes: dict[str, str], start: str, end: str, alternative: str | None, precision: int
) -> None:
    row_told = told(read_events(write(tmp_path / "cf.csv", ETH_PRIO, CEASEFIRE | changes)))
    assert (row_told["date_start"], row_told["date_end"], row_told["alt_date_start"]) == (start, end, alternative)
    assert row_told["time_precision"] == precision


def test_eth_prio_upper_case_and_undated(tmp_path: Path) -> None:
    path = write(tmp_path / "cf.csv", [n.upper() for n in ETH_PRIO], CEASEFIRE, dict.fromkeys(ETH_PRIO, "-1"))
    events, rejects = read_events_with_rejects(path)
    assert len(events) == 1
    assert [(r.row_key, r.reason) for r in rejects] == [("cf.csv:3", "it has no date")]


@pytest.mark.parametrize(
    ("field", "cell", "name"),
    [
        ("latitude", "136.2", "latitude"),
        ("longitude", "east", "longitude"),
        ("fatalities", "many", "fatalities"),
        ("fatalities", "1.5", "fatalities"),
        ("time_precision", "9", "time_precision"),
        ("geo_precision", "x", "geo_precision"),
    ],
)
def test_a_cell_that_is_no_number_is_left_empty_and_told(tmp_path: Path, field: str, cell: str, name: str) -> None:
    events, rejects = read_events_with_rejects(write(tmp_path / "acled.csv", NOW, SHELLING | {field: cell}))
    assert told(events)[field] is None
    assert ("acled.csv:2", name, cell) in [(r.row_key, r.column, r.value) for r in rejects]
    assert (told(events)["latitude"] is None) == (told(events)["longitude"] is None)


def test_a_record_that_comes_twice_and_a_ragged_row_are_set_aside(tmp_path: Path) -> None:
    path = write(tmp_path / "acled.csv", NOW, SHELLING, SHELLING)
    with path.open("a") as file:
        file.write("SYR9,2022-06-30\n\n")
        file.write(text_of(NOW, SHELLING | {"event_id_cnty": "SYR10"}).split("\n", 1)[1])
    events, rejects = read_events_with_rejects(path)
    assert [*events["row_number"]] == [2, 6]
    reasons = {reject.row_key: reject.reason for reject in rejects}
    assert reasons["acled.csv:3"] == "its id is that of row 2"
    assert "2 cells where the header has 31" in reasons["acled.csv:4"]


@pytest.mark.parametrize(
    ("country", "iso", "expected"),
    [
        ("Kosovo", "0", "XKX"),
        ("Ivory Coast", "", "CIV"),
        ("Türkiye", "", "TUR"),
        ("Nowhere", "", None),
        ("", "32.0", "ARG"),
    ],
)
def test_countries_by_number_or_name(tmp_path: Path, country: str, iso: str, expected: str | None) -> None:
    row = SHELLING | {"country": country, "iso": iso, "latitude": "", "longitude": ""}
    assert told(read_events(write(tmp_path / "acled.csv", NOW, row)))["iso3"] == expected


@pytest.mark.parametrize(
    ("event_type", "sub_event_type", "expected"),
    [
        ("Strategic developments", "Agreement", (None, None)),
        ("Strategic developments", "Change to group/activity", (None, None)),
        ("Battles", "Armed clash", ("violation", None)),
        ("Violence against civilians", "Attack", ("violation", "clash")),
        ("Explosions / Remote violence", "Air / drone strike", ("violation", "airstrike")),
        ("Protests", "Peaceful protest", (None, None)),
    ],
)
def test_a_type_that_fits_several_classes_gives_none(
    tmp_path: Path, event_type: str, sub_event_type: str, expected: tuple[str | None, str | None]
) -> None:
    row = SHELLING | {"event_type": event_type, "sub_event_type": sub_event_type}
    row_told = told(read_events(write(tmp_path / "acled.csv", NOW, row)))
    assert (row_told["event_class"], row_told["phase"]) == expected
    assert row_told["event_type"] == event_type


def test_disorder_misspelt_by_acled_does_no_harm(tmp_path: Path) -> None:
    row = SHELLING | {"disorder_type": "Demostrations", "event_type": "Demostrations"}
    assert told(read_events(write(tmp_path / "acled.csv", NOW, row)))["event_type"] == "Demonstrations"


MAPPING = """
date_order = "mdy"
unknown = ["?"]
[columns]
record_id = "No."
date_start = "When"
event_type = "What"
actor1 = ["Side A", "Side A (old)"]
country = "Land"
[classes]
"Truce" = "ceasefire/agreed"
"""


def test_any_table_is_read_by_a_mapping(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(MAPPING)
    row = {"No.": "1", "When": "03/04/2019", "What": "Truce", "Side A": "?", "Side A (old)": "Front", "Land": "Burma"}
    row_told = told(read_events(write(tmp_path / "own.csv", list(row), row), mapping=mapping))
    assert (row_told["dataset"], row_told["record_id"], row_told["date_start"]) == ("other", "1", "2019-03-04")
    assert (row_told["event_class"], row_told["phase"]) == ("ceasefire", "agreed")
    assert (row_told["actor1"], row_told["iso3"]) == ("Front", "MMR")


def test_a_class_that_the_codebook_has_not_is_left_empty_and_told(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[columns]\ndate_start = "day"\nevent_class = "kind"\nphase = "step"\n')
    rows = [
        {"day": "2019-03-04", "kind": "Truce", "step": "agreed"},
        {"day": "2019-03-05", "kind": "talks", "step": "shelling"},
        {"day": "2019-03-06", "kind": "talks", "step": "held"},
    ]
    events, rejects = read_events_with_rejects(write(tmp_path / "own.csv", list(rows[0]), *rows), mapping=mapping)
    assert [told(events, row)["event_class"] for row in range(3)] == [None, "talks", "talks"]
    assert [told(events, row)["phase"] for row in range(3)] == [None, None, "held"]
    assert [(r.row_key, r.column) for r in rejects] == [
        ("own.csv:2", "event_class"),
        ("own.csv:2", "phase"),
        ("own.csv:3", "phase"),
    ]
    assert [*events["record_id"]] == ["row 2", "row 3", "row 4"]


def test_tags_of_ours_that_were_changed_by_hand_do_no_harm(tmp_path: Path) -> None:
    row = SHELLING | {"tags": "truceline=TL1; class=x; phase=held; first_day=soon; last_day=2022-07-02"}
    events, rejects = read_events_with_rejects(write(tmp_path / "acled.csv", NOW, row))
    assert (told(events)["date_start"], told(events)["date_end"]) == ("2022-06-30", "2022-07-02")
    assert (told(events)["event_class"], told(events)["phase"]) == (None, None)
    assert {reject.column for reject in rejects} == {"event_class", "phase"}


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("columns = 1", "no table \\[columns\\]"),
        ('[columns]\ndate_start = "When"\nwho = "x"', "'who' is no field"),
        ('[columns]\ndate_start = "When"\nactor1 = 3', "columns.actor1 is neither"),
        ('dataset = "gtd"\n[columns]\ndate_start = "When"', "dataset is none of"),
        ('date_order = "dm"\n[columns]\ndate_start = "When"', "date_order is none of"),
        ('[columns]\ndate_start = "When"\n[classes]\nx = "ceasefire/held"', "'ceasefire/held' is no class"),
        ("[columns", "is no mapping"),
    ],
)
def test_a_mapping_that_is_none_says_why_in_a_line(tmp_path: Path, mapping: str, message: str) -> None:
    (tmp_path / "mapping.toml").write_text(mapping)
    with pytest.raises(LayoutError, match=message) as told_error:
        read_events(tmp_path / "own.csv", mapping=tmp_path / "mapping.toml")
    assert "\n" not in str(told_error.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"name,age\nx,3\n", "of no known dataset .*an ACLED export has event_date.*it has name, age"),
        ("a.csv", b"", "the file is empty"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "binary"),
        ("a.xlsx", b"no workbook", "it is no workbook"),
        ("a.parquet", b"PAR1 not", "it is no Parquet file"),
        ("a.json", b"[1, 2]", "no list of records"),
        ("a.zip", b"PK nothing", "cannot be unpacked"),
        ("missing.csv", None, "cannot be read"),
    ],
)
def test_a_file_that_is_none_of_these_is_told_in_one_line(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(NotRecognised, match=message) as told_error:
        read_events(tmp_path / name)
    assert "\n" not in str(told_error.value)


def test_a_mapping_of_other_columns_is_told(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(MAPPING)
    with pytest.raises(NotRecognised, match="none of the mapping's columns of a date; it has event_id_cnty"):
        read_events(write(tmp_path / "acled.csv", NOW, SHELLING), mapping=tmp_path / "mapping.toml")


def test_a_folder_without_a_table_of_events_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotRecognised, match=r"no events\.parquet"):
        read_events(tmp_path)


def test_the_events_of_a_run_are_read_alike_from_its_folder_parquet_and_csv(root: Path) -> None:
    frames = [read_events(root / "output" / name) for name in ("", "events.parquet", "events.csv")]
    assert set(frames[0]["dataset"]) == {"truceline"}
    assert frames[0]["event_class"].notna().all()
    for other in frames[1:]:
        pd.testing.assert_frame_equal(frames[0], other)


def test_no_events_give_an_empty_frame_of_the_model(tmp_path: Path) -> None:
    frame = read_events(write(tmp_path / "acled.csv", NOW))
    assert len(frame) == 0
    TheirEvents.validate(frame, lazy=True)
