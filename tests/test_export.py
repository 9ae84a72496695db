"""Events in the columns of ACLED, UCDP GED and GDELT, and back."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from truceline import read_events
from truceline.cli import main
from truceline.code import code_events
from truceline.export import SHAPES, Exported, export, to_text
from truceline.export.ged import priogrid
from truceline.export.sides import side
from truceline.export.words import words
from truceline.theirs import read_events_with_rejects
from truceline_schemas import Events, frame_of

COLUMNS = tomllib.loads((Path(__file__).parent / "cases" / "columns.toml").read_text(encoding="utf-8"))
COLUMNS["cameo"] = COLUMNS["gdelt"]

AGREED: dict[str, Any] = {
    "event_id": "TL00000000000a",
    "event_date": date(2021, 5, 3),
    "event_date_end": date(2021, 5, 3),
    "year": 2021,
    "time_precision": 1,
    "date_prec": 1,
    "date_precision": "day",
    "date_basis": "text",
    "event_class": "ceasefire",
    "phase": "agreed",
    "status": "occurred",
    "actor1": "Colombian government",
    "actor2": "FARC",
    "mediators": ["Norway"],
    "iso": 170,
    "iso3": "COL",
    "country": "Colombia",
    "region": "South America",
    "admin1": "Meta",
    "location": "La Macarena",
    "latitude": 2.18,
    "longitude": -73.78,
    "geo_precision": 1,
    "source": ["Outlet A", "Outlet B"],
    "source_count": 2,
    "notes": "The sides signed a ceasefire in La Macarena on Monday.",
    "n_documents": 2,
    "n_mentions": 3,
    "first_reported": date(2021, 5, 3),
    "last_reported": date(2021, 5, 4),
    "confidence": 0.9,
}
SHELLED = AGREED | {
    "event_id": "TL00000000000b",
    "event_class": "violation",
    "phase": "shelling",
    "actor1": "FARC",
    "actor2": "civilians",
    "mediators": [],
    "notes": "FARC shelled the town despite the truce.",
}


def events_of(*rows: dict[str, Any]) -> pd.DataFrame:
    return code_events(frame_of(Events, rows))


def exported(shape: str, **changes: Any) -> dict[str, Any]:
    """The one row of an event, SHELLED for UCDP GED and else AGREED, with changes."""
    base = SHELLED if shape == "ged" else AGREED
    told = export(events_of(base | changes), shape)
    assert not told.left_out
    (row,) = told.frame.to_dict("records")
    return {str(name): value for name, value in row.items()}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_columns_are_theirs_in_order_and_a_csv_reader_sees_every_row(shape: str) -> None:
    told = export(events_of(AGREED, SHELLED), shape)
    assert list(told.frame.columns) == COLUMNS[shape]
    rows = list(csv.reader(io.StringIO(to_text(told)), delimiter="\t" if shape == "cameo" else ","))
    assert rows[0] == COLUMNS[shape]
    assert {len(row) for row in rows} == {len(COLUMNS[shape])}
    assert len(rows) == 1 + len(told.frame)


def test_acled_31_columns_tell_what_acled_would() -> None:
    row = exported("acled")
    told = "truceline=TL00000000000a; class=ceasefire; phase=agreed; status=occurred; mediators=Norway"
    assert row == {
        "event_id_cnty": "COLTL00000000000a",
        "event_date": "2021-05-03",
        "year": 2021,
        "time_precision": 1,
        "disorder_type": "Strategic developments",
        "event_type": "Strategic developments",
        "sub_event_type": "Agreement",
        "actor1": "Colombian government",
        "assoc_actor_1": "",
        "inter1": "State forces",
        "actor2": "FARC",
        "assoc_actor_2": "",
        "inter2": "Rebel group",
        "interaction": "State forces-Rebel group",
        "civilian_targeting": "",
        "iso": 170,
        "region": "South America",
        "country": "Colombia",
        "admin1": "Meta",
        "admin2": "",
        "admin3": "",
        "location": "La Macarena",
        "latitude": 2.18,
        "longitude": -73.78,
        "geo_precision": 1,
        "source": "Outlet A; Outlet B",
        "source_scale": "",
        "notes": "On 3 May 2021, the sides signed a ceasefire in La Macarena on Monday.",
        "fatalities": 0,
        "tags": told,
        "timestamp": 1620086400,
    }


WEEK = {"event_date_end": date(2021, 5, 9), "date_precision": "week", "time_precision": 2, "date_prec": 3}
MONTH = {
    "event_date": date(2021, 5, 1),
    "event_date_end": date(2021, 5, 31),
    "date_precision": "month",
    "time_precision": 3,
    "date_prec": 4,
}
PUBLISHED = {"date_precision": None, "date_basis": "published", "time_precision": 2, "date_prec": 3}


@pytest.mark.parametrize(
    ("changes", "day", "opening"),
    [
        (WEEK, "2021-05-06", "Around 6 May 2021 (week of), the sides"),
        (MONTH, "2021-05-16", "Around 16 May 2021 (month of), the sides"),
        (PUBLISHED, "2021-05-03", "Around 3 May 2021 (as reported), the sides"),
    ],
)
def test_acled_dates_what_is_not_exact_by_its_middle_and_says_so(
    changes: dict[str, Any], day: str, opening: str
) -> None:
    row = exported("acled", **changes)
    assert row["event_date"] == day
    assert row["notes"].startswith(opening)


def test_acled_notes_keep_the_capital_of_a_name() -> None:
    assert exported("acled", notes="Turkish officials met.")["notes"] == "On 3 May 2021, Turkish officials met."


@pytest.mark.parametrize(
    ("actor1", "actor2", "expected"),
    [
        ("FARC", None, ("Rebel group", "", "Rebel group only")),
        ("Russia", "FARC", ("External/Other forces", "Rebel group", "Rebel group-External/Other forces")),
        ("United Nations", "civilians", ("External/Other forces", "Civilians", "External/Other forces-Civilians")),
        ("gunmen", "civilians", ("Political militia", "Civilians", "Political militia-Civilians")),
        ("Colombia", "Colombia", ("State forces", "State forces", "State forces-State forces")),
        ("the two sides", "FARC", ("", "Rebel group", "")),
        (None, None, ("", "", "")),
    ],
)
def test_acled_inter_codes(actor1: str | None, actor2: str | None, expected: tuple[str, str, str]) -> None:
    row = exported("acled", actor1=actor1, actor2=actor2)
    assert (row["inter1"], row["inter2"], row["interaction"]) == expected


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        pair
        for example in words("sides")["examples"]
        for pair in [*example["match"].items(), *((name, None) for name in example["no_match"])]
    ],
)
def test_a_side_is_sorted_by_its_words(name: str, sort: str | None) -> None:
    assert side(name).sort == sort


def test_acled_civilians_are_targeted_in_what_is_no_battle() -> None:
    (row,) = export(events_of(SHELLED), "acled").frame.to_dict("records")
    assert row["civilian_targeting"] == "Civilian targeting"
    assert (row["event_type"], row["disorder_type"]) == ("Explosions/Remote violence", "Political violence")


def test_an_outsiders_proposal_is_the_outsiders() -> None:
    assert exported("acled", phase="proposed", actor1=None, actor2=None)["actor1"] == "Norway"
    assert exported("cameo", phase="proposed", actor1=None, actor2=None)["Actor1Code"] == "NORGOV"


LEFT_OUT = [
    ("acled", {"status": "denied"}, "denied"),
    ("acled", {"status": "planned"}, "planned"),
    ("acled", {"date_precision": "year", "time_precision": 3}, "dated to no month"),
    ("acled", {"iso3": None, "iso": None, "country": None}, "of no known country"),
    ("ged", {"event_class": "talks", "phase": "held"}, "talks"),
    ("ged", {"event_class": "violation", "phase": "blockade"}, "blockade"),
    ("ged", {"event_class": "violation", "phase": "clash", "status": "denied"}, "denied"),
    ("ged", {"event_class": "violation", "phase": "clash", "latitude": None, "longitude": None}, "without a point"),
    (
        "ged",
        {"event_class": "violation", "phase": "clash", "iso3": "ATA", "country": "Antarctica"},
        "of no known country",
    ),
    ("ged", {"event_class": "violation", "phase": "clash", "event_date_end": date(2022, 6, 1)}, "of more than a year"),
    ("cameo", {"status": "denied"}, "denied ceasefire"),
]


@pytest.mark.parametrize(("shape", "changes", "reason"), LEFT_OUT)
def test_what_has_no_counterpart_is_left_out_and_counted(shape: str, changes: dict[str, Any], reason: str) -> None:
    told = export(events_of(AGREED | changes, AGREED | changes), shape)
    assert len(told.frame) == 0
    ((words_of_it, count),) = told.left_out.items()
    assert words_of_it.startswith(reason)
    assert count == 2


def test_ged_columns_tell_what_ucdp_would() -> None:
    row = exported("ged")
    expected = {
        "id": 11,
        "relid": "TL00000000000b",
        "type_of_violence": 3,
        "side_a": "FARC",
        "side_b": "civilians",
        "dyad_name": "FARC - civilians",
        "where_prec": 1,
        "geom_wkt": "POINT (-73.78 2.18)",
        "priogrid_gid": 132693,
        "country_id": 100,
        "region": "Americas",
        "date_start": "2021-05-03 00:00:00.000",
        "best": 0,
    }
    assert {name: row[name] for name in expected} == expected


def test_ged_puts_the_state_first_with_its_number() -> None:
    row = exported("ged", actor2="Colombian government")
    assert (row["side_a"], row["gwnoa"], row["type_of_violence"]) == ("Colombian government", 100, 1)
    assert exported("ged", actor2="rebels")["type_of_violence"] == 2


def test_a_prio_grid_cell_is_counted_from_the_south_west() -> None:
    assert priogrid(-90, -180) == 1
    assert priogrid(90, 180) == 720 * 360
    assert priogrid(0.1, 0.1) == 180 * 720 + 361


def test_cameo_columns_tell_what_gdelt_would() -> None:
    row = exported("cameo")
    expected = {
        "GLOBALEVENTID": 10,
        "SQLDATE": 20210503,
        "MonthYear": 202105,
        "FractionDate": 2021.4192,
        "Actor1Code": "COLGOV",
        "Actor1Name": "COLOMBIAN GOVERNMENT",
        "Actor2Code": "COLREB",
        "EventCode": "0356",
        "EventBaseCode": "035",
        "EventRootCode": "03",
        "QuadClass": 1,
        "GoldsteinScale": 7.0,
        "NumMentions": 3,
        "NumSources": 2,
        "NumArticles": 2,
        "ActionGeo_Type": 4,
        "ActionGeo_FullName": "La Macarena, Meta, Colombia",
        "ActionGeo_CountryCode": "CO",
        "DATEADDED": 20210504,
    }
    assert {name: row[name] for name in expected} == expected


def test_cameo_codes_an_accusation_as_of_the_accuser_and_a_plan_as_of_its_report() -> None:
    accused = SHELLED | {"status": "alleged", "accusers": ["Colombian government"]}
    (row,) = export(events_of(accused), "cameo").frame.to_dict("records")
    assert (row["EventCode"], row["QuadClass"]) == ("1123", 3)
    assert (row["Actor1Name"], row["Actor2Name"]) == ("COLOMBIAN GOVERNMENT", "FARC")
    planned = {"event_class": "talks", "phase": "scheduled", "status": "planned", "event_date": date(2021, 6, 1)}
    assert exported("cameo", **planned, event_date_end=date(2021, 6, 1))["SQLDATE"] == 20210503


@pytest.mark.parametrize("shape", SHAPES)
def test_every_code_of_the_crosswalk_can_be_written(shape: str) -> None:
    from truceline.code import crosswalk

    rows = [
        (SHELLED if event_class == "violation" else AGREED)
        | {"event_id": f"TL{n:012x}", "event_class": event_class, "phase": phase, "status": status}
        for n, (event_class, phase, status, who) in enumerate(crosswalk())
        if who == "party" and (event_class, status) != ("violation", "planned")
    ]
    told = export(events_of(*rows), shape)
    assert len(told.frame) + sum(told.left_out.values()) == len(rows)
    assert len(told.frame)


def test_ours_can_be_put_under_theirs() -> None:
    ours = export(events_of(AGREED, SHELLED), "acled").frame
    theirs = pd.read_csv(io.StringIO(to_text(Exported("acled", ours, {}))), dtype=ours.dtypes.to_dict())
    both = pd.concat([theirs, ours], ignore_index=True)
    assert (both.dtypes == ours.dtypes).all()
    assert both["event_id_cnty"].tolist()[:2] == both["event_id_cnty"].tolist()[2:]


@pytest.mark.parametrize("shape", SHAPES)
def test_what_was_exported_is_read_back(tmp_path: Path, shape: str) -> None:
    events = events_of(SHELLED | {"event_id": "TL00000000000c"}, SHELLED | WEEK | {"notes": '=1+1;\n"x"'})
    path = tmp_path / "ours.csv"
    path.write_text(to_text(export(events, shape)), encoding="utf-8")
    back, rejects = read_events_with_rejects(path)
    assert not rejects
    assert back["date_start"].dt.date.tolist() == [date(2021, 5, 3)] * 2
    assert back["iso3"].tolist() == ["COL"] * 2
    assert back["event_class"].tolist() == ["violation"] * 2
    assert back[["latitude", "longitude"]].to_numpy().tolist() == [[2.18, -73.78]] * 2
    assert [name.upper() for name in back["actor1"]] == ["FARC"] * 2
    if shape != "cameo":
        assert back["date_end"].dt.date.tolist() == [date(2021, 5, 3), date(2021, 5, 9)]
        assert '=1+1; "x"' in back["notes"][1]


def test_acled_round_trip_gives_class_and_phase_that_acled_has_no_column_for(tmp_path: Path) -> None:
    path = tmp_path / "ours.csv"
    path.write_text(to_text(export(events_of(AGREED), "acled")), encoding="utf-8")
    back = read_events(path)
    assert (back["event_class"][0], back["phase"][0], back["fatalities"][0]) == ("ceasefire", "agreed", 0)
    assert back["record_id"][0].endswith("TL00000000000a")


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["export", *arguments])


def test_the_command_writes_the_seed_run_and_counts_what_it_leaves_out(root: Path, tmp_path: Path) -> None:
    result = run(str(root / "output"), "--as", "acled", "-o", str(tmp_path / "ours.csv"))
    assert result.exit_code == 0
    events = len(read_events(root / "output"))
    written = pd.read_csv(tmp_path / "ours.csv")
    assert f"{len(written)} events written" in result.stderr
    counts = [int(line.split()[1]) for line in result.stderr.splitlines()]
    assert sum(counts) == events
    assert (tmp_path / "ours.csv").read_bytes().startswith(b"\xef\xbb\xbfevent_id_cnty,")
    assert run(str(root / "output"), "--as", "acled").stdout.startswith("event_id_cnty,")


def test_the_command_says_in_a_line_what_it_cannot_do(root: Path, tmp_path: Path) -> None:
    result = run(str(tmp_path), "--as", "ged")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "holds no table events" in result.stderr
    result = run(str(root / "output"), "--as", "ged", "-o", str(tmp_path / "no" / "folder.csv"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert run(str(root / "output"), "--as", "gtd").exit_code == 2
