"""Pairing our events with records of other datasets: which pairs are found, and what becomes of the rest."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import truceline
from truceline.cli import main
from truceline.code import code_events
from truceline.matching import _scored
from truceline.matching.actors import name_likeness, read_name
from truceline.matching.candidates import Window
from truceline.matching.lexicon import weights
from truceline.matching.rows import new_places, our_rows, side_countries, their_rows
from truceline.matching.scores import BASES, Likeness, actor_scores, date_scores, place_scores, total, type_scores
from truceline.settings import How
from truceline_schemas import Events, TheirEvents, columns_of, frame_of

CASES = Path(__file__).parent / "cases" / "match_actors.toml"
ACTOR_PAIRS = tomllib.loads(CASES.read_text(encoding="utf-8"))["pair"]
# From here on two names count as one.
ONE_ACTOR = 0.75

DEAL = {
    "event_id": "TL1",
    "event_date": date(2016, 9, 10),
    "event_date_end": date(2016, 9, 10),
    "year": 2016,
    "time_precision": 1,
    "date_prec": 1,
    "date_precision": "day",
    "date_basis": "text",
    "event_class": "ceasefire",
    "phase": "agreed",
    "status": "occurred",
    "actor1": "Syrian government",
    "actor2": "Free Syrian Army",
    "iso": 760,
    "iso3": "SYR",
    "country": "Syria",
    "source_count": 1,
    "n_documents": 1,
    "n_mentions": 1,
    "confidence": 0.8,
    "notes": "The government and the Free Syrian Army agreed on a truce for aid convoys.",
}
HOMS = {"admin1": "Homs", "location": "Homs", "latitude": 34.73, "longitude": 36.71, "geo_precision": 1}
SHELLING = {
    **DEAL,
    **HOMS,
    "event_class": "violation",
    "phase": "shelling",
    "notes": "The army shelled Homs despite the truce.",
}
ACLED_DEAL = {
    "dataset": "acled",
    "record_id": "SYR1",
    "date_start": "2016-09-10",
    "date_end": "2016-09-10",
    "time_precision": 1,
    "event_type": "Strategic developments",
    "sub_event_type": "Agreement",
    "actor1": "Military Forces of Syria (2000-2024)",
    "actor2": "Free Syrian Army",
    "iso3": "SYR",
    "country": "Syria",
    "admin1": "Damascus",
    "location": "Damascus",
    "latitude": 33.51,
    "longitude": 36.29,
    "geo_precision": 3,
    "notes": "On 10 September 2016, the two sides signed a truce.",
    "row_number": 2,
}
ACLED_SHELLING = {
    **ACLED_DEAL,
    **HOMS,
    "event_type": "Explosions/Remote violence",
    "sub_event_type": "Shelling/artillery/missile attack",
    "notes": "On 10 September 2016, military forces fired shells at Homs.",
}
CFD_SIDE = {
    "dataset": "eth_prio",
    "record_id": "77-1",
    "date_start": "2016-09-10",
    "date_end": "2016-09-10",
    "event_class": "ceasefire",
    "phase": "agreed",
    "event_type": "Bilateral ceasefire",
    "actor1": "Government of Syria",
    "iso3": "SYR",
    "country": "Syria",
    "row_number": 2,
}


def ours(*rows: dict[str, Any]) -> pd.DataFrame:
    return code_events(frame_of(Events, rows))


def theirs(*rows: dict[str, Any]) -> pd.DataFrame:
    return frame_of(TheirEvents, rows)


def pairs(matches: pd.DataFrame) -> set[tuple[str, str]]:
    found = matches[matches["match"] == "matched"]
    return set(zip(found["event_id"], found["record_id"], strict=True))


def is_pair(our: dict[str, Any], their: dict[str, Any], **how: Any) -> bool:
    return len(pairs(truceline.match(ours(our), theirs(their), **how))) == 1


@pytest.fixture(scope="module")
def made(root: Path, module_at: Callable[[Path], ModuleType]) -> ModuleType:
    """benchmarks/match.py, which makes rows."""
    return module_at(root / "benchmarks" / "match.py")


@pytest.mark.parametrize(("how", "floor"), [("one-to-many", 0.95), ("one-to-one", 0.95)])
def test_made_pairs_are_found_among_other_events(made: ModuleType, how: How, floor: float) -> None:
    """Dates off by 3 days, places by 60 km, actors renamed, another sub-event type; two decoys near each event."""
    rows = made.made(600, 12_000, seed=11)
    _precision, _recall, f1 = made.quality(rows.pairs, truceline.match(rows.ours, rows.theirs, how=how))
    assert f1 >= floor


def test_all_pairs_hold_nearly_every_made_one(made: ModuleType) -> None:
    rows = made.made(600, 12_000, seed=11)
    _precision, recall, _f1 = made.quality(rows.pairs, truceline.match(rows.ours, rows.theirs, how="all"))
    assert recall >= 0.99


@pytest.mark.parametrize("case", ACTOR_PAIRS, ids=lambda case: " ~ ".join(case["names"]))
def test_names_of_one_actor_are_alike_and_those_of_two_are_not(case: dict[str, Any]) -> None:
    one, other = map(read_name, case["names"])
    assert (name_likeness(one, other) >= ONE_ACTOR) is case["same"]
    assert name_likeness(one, other) == name_likeness(other, one)


def test_a_deal_and_a_violation_are_found_as_acled_codes_them() -> None:
    assert is_pair(DEAL, ACLED_DEAL)
    assert is_pair(SHELLING, ACLED_SHELLING)


@pytest.mark.parametrize(
    ("our", "sub_event_type"),
    [
        (DEAL, "Armed clash"),
        (DEAL, "Peaceful protest"),
        (DEAL, "Arrests"),
        (SHELLING, "Agreement"),
        (SHELLING, "Violent demonstration"),
    ],
)
def test_what_cannot_be_of_one_type_is_never_a_pair(our: dict[str, Any], sub_event_type: str) -> None:
    same = {name: our.get(name) for name in ("admin1", "location", "latitude", "longitude", "geo_precision", "notes")}
    assert not is_pair(our, {**ACLED_DEAL, **same, "sub_event_type": sub_event_type, "event_type": None}, how="all")


@pytest.mark.parametrize(("days", "found"), [(0, True), (3, True), (-3, True), (4, False), (-4, False)])
def test_days_apart_are_held_to_the_window(days: int, found: bool) -> None:
    day = (date(2016, 9, 10) + timedelta(days=days)).isoformat()
    assert is_pair(SHELLING, {**ACLED_SHELLING, "date_start": day, "date_end": day}) is found


@pytest.mark.parametrize(("precision", "days", "found"), [(1, 8, False), (2, 8, True), (2, 12, False), (3, 17, True)])
def test_the_window_widens_by_the_precision_of_a_date(precision: int, days: int, found: bool) -> None:
    day = (date(2016, 9, 10) + timedelta(days=days)).isoformat()
    assert (
        is_pair(SHELLING, {**ACLED_SHELLING, "date_start": day, "date_end": day, "time_precision": precision}) is found
    )


def test_a_date_of_publication_may_lie_days_after_the_event_but_not_before() -> None:
    published = {**SHELLING, "date_basis": "published", "date_precision": None, "time_precision": 2}
    for day, found in (("2016-09-02", True), ("2016-09-15", False)):
        assert is_pair(published, {**ACLED_SHELLING, "date_start": day, "date_end": day}) is found, day


def test_a_ceasefire_is_matched_by_its_effect_where_the_declaration_is_another_day() -> None:
    declared = {**CFD_SIDE, "date_start": "2016-08-01", "date_end": "2016-08-01"}
    assert not is_pair(DEAL, declared)
    assert is_pair(DEAL, {**declared, "alt_date_start": "2016-09-10", "alt_date_end": "2016-09-10"})


def test_an_interval_meets_a_day_within_it_and_a_long_one_only_near_its_ends() -> None:
    for end, day, found in (
        (date(2016, 9, 20), "2016-09-18", True),
        (date(2019, 9, 20), "2016-09-11", True),
        (date(2019, 9, 20), "2018-02-01", False),
    ):
        our = {**SHELLING, "event_date_end": end, "date_precision": "range"}
        assert is_pair(our, {**ACLED_SHELLING, "date_start": day, "date_end": day}) is found, (end, day)


@pytest.mark.parametrize(
    ("north", "precision", "found"), [(45, 1, True), (59, 1, True), (61, 1, False), (75, 2, True), (90, 2, False)]
)
def test_distance_is_held_to_the_radius_widened_by_the_precision_of_the_points(
    north: float, precision: int, found: bool
) -> None:
    place = {"latitude": 34.73 + north / 111.195, "geo_precision": precision, "location": "Ar Rastan"}
    assert is_pair(SHELLING, {**ACLED_SHELLING, **place}) is found


def test_points_on_both_sides_of_the_date_line_and_near_a_pole_are_near() -> None:
    for latitude, one, other in ((-16.5, 179.9, -179.9), (89.9, 0.0, 180.0)):
        our, their = (
            {**row, "latitude": latitude, "longitude": x} for row, x in ((SHELLING, one), (ACLED_SHELLING, other))
        )
        assert is_pair(our, their)


def test_a_wider_radius_and_window_find_more() -> None:
    their = {**ACLED_SHELLING, "latitude": 35.6, "date_start": "2016-09-16", "date_end": "2016-09-16"}
    assert not is_pair(SHELLING, their)
    assert is_pair(SHELLING, their, days=10, km=150)


@pytest.mark.parametrize(
    ("their", "basis"),
    [
        ({}, "admin1"),
        ({"location": "Homs Countryside"}, "location"),
        ({"admin1": "Hama", "latitude": 35.13, "longitude": 36.75}, "near"),
        ({"admin1": "Al Hasakeh", "latitude": 36.5, "longitude": 40.75}, None),
        ({"admin1": None, "location": "Syria", "geo_precision": 3}, "country"),
        ({"iso3": "IRQ", "country": "Iraq", "latitude": 33.3, "longitude": 44.4}, None),
    ],
)
def test_areas_are_compared_by_name_province_and_country(their: dict[str, Any], basis: str | None) -> None:
    area = {**SHELLING, "location": "Homs countryside", "geo_precision": 3}
    row = truceline.match(ours(area), theirs({**ACLED_SHELLING, **their}), how="all").to_dict("records")[0]
    assert (None if pd.isna(row["place_basis"]) else row["place_basis"]) == basis
    assert (row["match"] == "matched") is (basis is not None)


def test_talks_abroad_are_found_in_the_country_of_a_side() -> None:
    abroad = {
        **DEAL,
        "iso": 398,
        "iso3": "KAZ",
        "country": "Kazakhstan",
        "location": "Astana",
        "latitude": 51.18,
        "longitude": 71.45,
        "geo_precision": 1,
    }
    matches = truceline.match(ours(abroad), theirs(ACLED_DEAL))
    assert pairs(matches) == {("TL1", "SYR1")}
    assert matches.loc[0, "place_basis"] == "side"


def test_an_event_is_several_records_where_they_are_its_sides() -> None:
    records = theirs(CFD_SIDE, {**CFD_SIDE, "record_id": "77-2", "actor1": "Free Syrian Army", "row_number": 3})
    assert pairs(truceline.match(ours(DEAL), records)) == {("TL1", "77-1"), ("TL1", "77-2")}
    assert len(pairs(truceline.match(ours(DEAL), records, how="one-to-one"))) == 1


def test_a_surrender_is_no_ceasefire_though_acled_codes_both_as_agreements() -> None:
    surrender = "On 10 September 2016, three fighters handed their weapons to military forces and settled their status."
    assert not is_pair(DEAL, {**ACLED_DEAL, "notes": surrender})
    assert is_pair(DEAL, {**ACLED_DEAL, "notes": None})


def test_sides_of_one_ceasefire_are_not_shared_out_among_events() -> None:
    """The deal and its start fit the rows of both sides about as well: both rows go to the deal."""
    start = {
        **DEAL,
        "event_id": "TL2",
        "phase": "started",
        "event_date": date(2016, 9, 12),
        "event_date_end": date(2016, 9, 12),
    }
    effect = {"alt_date_start": "2016-09-12", "alt_date_end": "2016-09-12"}
    sides = (
        {**CFD_SIDE, **effect},
        {**CFD_SIDE, **effect, "record_id": "77-2", "actor1": "Free Syrian Army", "row_number": 3},
    )
    assert pairs(truceline.match(ours(start, DEAL), theirs(*sides))) == {("TL1", "77-1"), ("TL1", "77-2")}


def test_other_sides_on_the_same_day_are_another_event() -> None:
    other = {
        **ACLED_SHELLING,
        "record_id": "SYR2",
        "actor1": "Islamic State (Syria)",
        "actor2": "QSD: Syrian Democratic Forces",
        "row_number": 3,
    }
    assert pairs(truceline.match(ours(SHELLING), theirs(ACLED_SHELLING, other))) == {("TL1", "SYR1")}


def test_one_to_one_gives_each_row_once_and_the_best_pair_first() -> None:
    later = {**SHELLING, "event_id": "TL2", "event_date": date(2016, 9, 11), "event_date_end": date(2016, 9, 11)}
    second = {
        **ACLED_SHELLING,
        "record_id": "SYR2",
        "date_start": "2016-09-12",
        "date_end": "2016-09-12",
        "row_number": 3,
    }
    found = pairs(truceline.match(ours(SHELLING, later), theirs(ACLED_SHELLING, second), how="one-to-one"))
    assert found == {("TL1", "SYR1"), ("TL2", "SYR2")}


def test_rows_without_a_pair_are_kept_and_say_why() -> None:
    lone = {
        **SHELLING,
        "event_id": "TL9",
        "event_date": date(2010, 1, 1),
        "event_date_end": date(2010, 1, 1),
        "year": 2010,
    }
    rival = {**SHELLING, "event_id": "TL2", "actor2": None}
    far = {**ACLED_SHELLING, "record_id": "SYR2", "date_start": "2001-01-01", "date_end": "2001-01-01", "row_number": 3}
    matches = truceline.match(ours(SHELLING, lone, rival), theirs(ACLED_SHELLING, far), how="one-to-one")
    rows = {
        row["event_id"] if isinstance(row["event_id"], str) else row["record_id"]: row
        for row in matches.to_dict("records")
    }
    matched = {name: row["match"] for name, row in rows.items()}
    assert matched == {"TL1": "matched", "TL2": "ours_only", "TL9": "ours_only", "SYR2": "theirs_only"}
    assert "SYR1" in rows["TL2"]["reason"]
    assert "better match" in rows["TL2"]["reason"]
    assert rows["TL9"]["reason"].startswith("nothing within 3 days and 50 km")
    assert rows["SYR2"]["their_date"] == pd.Timestamp("2001-01-01")
    assert "dates meet; 0 km apart; actors agree; types agree; both notes have" in rows["TL1"]["reason"]


def test_tables_without_rows_give_what_there_is() -> None:
    assert len(truceline.match(ours(), theirs())) == 0
    assert truceline.match(ours(), theirs(CFD_SIDE))["match"].tolist() == ["theirs_only"]
    assert truceline.match(ours(DEAL), theirs())["match"].tolist() == ["ours_only"]


def test_the_order_of_their_rows_changes_no_pair(made: ModuleType) -> None:
    rows = made.made(60, 400, seed=2)
    shuffled = rows.theirs.sample(frac=1, random_state=1)
    one, other = (
        truceline.match(rows.ours, table, how="all").drop(columns="reason") for table in (rows.theirs, shuffled)
    )
    keys = ["event_id", "record_id"]
    pd.testing.assert_frame_equal(one.sort_values(keys, ignore_index=True), other.sort_values(keys, ignore_index=True))


def test_events_may_come_as_pandas_reads_them_from_a_run(tmp_path: Path) -> None:
    truceline_out = str(tmp_path)
    assert CliRunner().invoke(main, ["build", "seeds", "-o", truceline_out]).exit_code == 0
    records = theirs(
        {
            **CFD_SIDE,
            "iso3": "LKA",
            "country": "Sri Lanka",
            "actor1": "LTTE",
            "date_start": "2002-02-22",
            "date_end": "2002-02-22",
        }
    )
    tables = [pd.read_csv(tmp_path / "events.csv"), pd.read_parquet(tmp_path / "events.parquet")]
    # Line breaks of a note are spaces in the CSV twin.
    one, other = (truceline.match(table, records).drop(columns="notes") for table in tables)
    pd.testing.assert_frame_equal(one, other)
    assert len(pairs(one)) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"how": "some"}, "none of one-to-one"),
        ({"days": -1}, "window"),
        ({"km": float("inf")}, "window"),
        ({"ours": pd.DataFrame({"a": [1]})}, "ours is not the table events"),
        ({"theirs": pd.DataFrame({"event_date": ["2016-09-10"]})}, "truceline.read_events"),
        ({"theirs": theirs(CFD_SIDE, CFD_SIDE)}, "77-1 twice"),
    ],
)
def test_what_cannot_be_matched_is_refused_in_a_line(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        truceline.match(**{"ours": ours(DEAL), "theirs": theirs(CFD_SIDE), **arguments})


_DAYS = st.integers(-40, 40).map(lambda n: date(2016, 9, 10) + timedelta(days=n))
_SPOTS = st.sampled_from(
    [
        (None, None, None),
        (34.73, 36.71, 1),
        (35.1, 36.75, 1),
        (34.9, 36.9, 2),
        (33.5, 36.3, 3),
        (-16.5, 179.9, 1),
        (-16.5, -179.9, 1),
    ]
)
_ROWS = st.tuples(
    _DAYS,
    st.integers(0, 500),
    _SPOTS,
    st.sampled_from(["SYR", "IRQ", None]),
    st.sampled_from(["Homs", None]),
    st.integers(1, 3),
)


def _place(spot: tuple[Any, ...], iso3: str | None, admin1: str | None) -> dict[str, Any]:
    return {"latitude": spot[0], "longitude": spot[1], "geo_precision": spot[2], "iso3": iso3, "admin1": admin1}


@given(st.lists(_ROWS, max_size=6), st.lists(st.tuples(_ROWS, _DAYS), max_size=8))
@settings(deadline=None, max_examples=50)
def test_sorted_joins_find_what_comparing_each_with_each_finds(our: list[Any], their: list[Any]) -> None:
    """But for what is looked for in the countries of sides, which a comparison of all does not know of."""
    events = ours(
        *(
            {**SHELLING, "event_id": f"E{n}", "event_date": day, "event_date_end": day + timedelta(days=length),
             "time_precision": precision, **_place(spot, iso3, admin1)}
            for n, (day, length, spot, iso3, admin1, precision) in enumerate(our)
        )
    )  # fmt: skip
    records = theirs(
        *(
            {**ACLED_SHELLING, "record_id": f"R{n}", "date_start": day, "date_end": day + timedelta(days=length),
             "alt_date_start": other, "alt_date_end": other, "time_precision": precision, **_place(spot, iso3, admin1)}
            for n, ((day, length, spot, iso3, admin1, precision), other) in enumerate(their)
        )
    )  # fmt: skip
    places = new_places()
    one, other = our_rows(events, places), their_rows(records, places)
    found = _scored(one, other, Window(3, 50.0), side_countries(one, places))
    known = {(i, j) for i, j, b in zip(found.ours, found.theirs, found.basis, strict=True) if BASES[b] != "side"}
    i, j = (
        side.ravel().astype(np.int64) for side in np.meshgrid(range(len(events)), range(len(records)), indexing="ij")
    )
    if not len(i):
        return
    place, _km, basis = place_scores(one, other, i, j, 50.0)
    dates, _days = date_scores(one, other, i, j, 3)
    parts = {
        "date": dates, "place": place, "type": type_scores(one, other, i, j),
        "actors": actor_scores(one, other, i, j, Likeness(one.sides, other.sides, {})),
        "words": np.ones(len(i)),
    }  # fmt: skip
    due = (total(parts) >= weights()["accept"]) & (place > 0) & (dates > 0) & (basis != BASES.index("side"))
    assert known == set(zip(i[due].tolist(), j[due].tolist(), strict=True))


def test_the_command_prints_pairs_and_writes_files_of_three_kinds(root: Path, tmp_path: Path) -> None:
    command = ["match", str(root / "output"), str(root / "docs" / "acled.csv")]
    printed = CliRunner().invoke(main, command)
    assert printed.exit_code == 0
    assert "LKA1" in printed.stdout
    assert "truceline: 7 pairs; without one are" in printed.stderr
    for ending in ("csv", "xlsx", "parquet"):
        assert CliRunner().invoke(main, [*command, "--out", str(tmp_path / f"m.{ending}")]).exit_code == 0
    csv = pd.read_csv(tmp_path / "m.csv")
    assert csv["record_id"].dropna().nunique() == 10
    ids = pq.read_table(tmp_path / "m.parquet")["record_id"].to_pylist()
    assert [record_id or "" for record_id in ids] == csv["record_id"].fillna("").tolist()
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["matches"]
    assert [cell.value for cell in sheet[1]] == list(csv.columns)
    assert sheet.max_row == len(csv) + 1


@pytest.mark.parametrize(
    "arguments",
    [["match", "{out}", "nowhere.csv"], ["match", "nowhere", "{file}"], ["match", "{out}", "{file}", "--out", "m.txt"],
     ["match", "{out}", "{readme}"], ["match", "{out}", "{file}", "--days", "-1"]],
)  # fmt: skip
def test_the_command_refuses_what_it_cannot_read_or_write(arguments: list[str], root: Path, tmp_path: Path) -> None:
    paths = {"out": root / "output", "file": root / "docs" / "acled.csv", "readme": root / "README.md"}
    result = CliRunner().invoke(main, [argument.format(**paths) for argument in arguments])
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.stderr.strip()


def test_codes_of_the_matches_are_in_the_codebook() -> None:
    from truceline_schemas import codes
    from truceline_schemas.matches import Matches

    assert set(codes("place_basis")) == set(BASES)
    assert {column.codes for column in columns_of(Matches) if column.codes} == {"match", "place_basis"}
