"""What fails goes to `rejects` with its reason, the rest is kept, and the tables agree with each other."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pandera.errors import SchemaErrors

from truceline.tables import Tables
from truceline.validate import keep_valid, validate, validate_mentions
from truceline_schemas import Documents, Events, Mentions, Rejects, frame_of

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def rows() -> Rows:
    """Two documents, three mentions, two events (TL1 of both documents, TL2 of the first) and a reject."""
    text = (Path(__file__).parent / "cases" / "tables.json").read_text(encoding="utf-8")
    loaded: Rows = json.loads(text)
    return loaded


def tables_of(rows: Rows) -> Tables:
    return Tables(
        frame_of(Documents, rows["documents"]),
        frame_of(Mentions, rows["mentions"]),
        frame_of(Events, rows["events"]),
        frame_of(Rejects, rows["rejects"]),
    )


def new_rejects(tables: Tables) -> list[tuple[str, str, str, str]]:
    """Table, row, column and check of each reject that validation added to the one of the example."""
    frame = tables.rejects.iloc[1:]
    columns = (frame[name] for name in ("table", "row_key", "column", "check"))
    return list(zip(*columns, strict=True))


def test_tables_without_a_fault_come_back_as_they_were(rows: Rows) -> None:
    tables = tables_of(rows)
    kept = validate(tables)
    for name in ("documents", "mentions", "events", "rejects"):
        pd.testing.assert_frame_equal(getattr(kept, name), getattr(tables, name))


def test_tables_without_rows_are_valid() -> None:
    kept = validate(tables_of({"documents": [], "mentions": [], "events": [], "rejects": []}))
    assert [len(t) for t in (kept.documents, kept.mentions, kept.events, kept.rejects)] == [0, 0, 0, 0]


def test_a_rule_of_several_columns_is_one_reject_that_a_person_understands(rows: Rows) -> None:
    rows["mentions"][2] |= {"date_end": "2021-05-01"}
    kept = validate(tables_of(rows))
    assert list(kept.mentions["mention_id"]) == ["wire-1#1", "wire-1#2"]
    reject = kept.rejects.iloc[1].to_dict()
    assert reject == {
        "table": "mentions",
        "row_key": "wire-2#1",
        "column": "date_start, date_end",
        "check": "end_not_before_start",
        "value": "date_start=2021-05-03, date_end=2021-05-01",
        "reason": "the last day is before the first",
    }
    assert len(kept.rejects) == 2


@pytest.mark.parametrize(
    ("column", "value", "check", "reason"),
    [
        ("status", "rumoured", "isin", "the status is not in the code list status"),
        ("trigger", None, "not_nullable", "the trigger is missing"),
        ("trigger", "", "str_length", "the trigger is empty"),
        ("confidence", 2.0, "less_than_or_equal_to", "the confidence is outside its bounds"),
    ],
)
def test_a_value_is_refused_in_words(rows: Rows, column: str, value: Any, check: str, reason: str) -> None:
    rows["mentions"][1] |= {column: value}
    refused = validate(tables_of(rows)).rejects.iloc[1]
    assert (refused["column"], refused["check"], refused["reason"]) == (column, check, reason)
    assert refused["value"] == (str(value) if value else pytest.approx(float("nan"), nan_ok=True))


def test_actors_are_shown_as_in_a_spreadsheet(rows: Rows) -> None:
    rows["mentions"][0]["actors"][1]["role"] = "side"
    refused = validate(tables_of(rows)).rejects.iloc[1]
    assert refused["value"] == "Syrian army (party); the Front (side)"


def test_a_row_with_two_faults_has_two_rejects_and_goes_once(rows: Rows) -> None:
    rows["mentions"][1] |= {"status": "rumoured", "char_start": None}
    kept = validate(tables_of(rows))
    assert new_rejects(kept)[:2] == [
        ("mentions", "wire-1#2", "status", "isin"),
        ("mentions", "wire-1#2", "char_start", "not_nullable"),
    ]
    assert len(kept.mentions) == 2


def test_of_two_rows_with_one_id_the_first_is_kept(rows: Rows) -> None:
    rows["documents"].append(rows["documents"][0] | {"title": "Another"})
    kept = validate(tables_of(rows))
    assert list(kept.documents["title"].fillna("")) == ["Truce agreed in Karso", ""]
    assert new_rejects(kept) == [("documents", "wire-1", "doc_id", "field_uniqueness")]
    assert len(kept.mentions) == 3


def test_a_refused_document_takes_its_mentions_and_their_events_along(rows: Rows) -> None:
    rows["documents"][0] |= {"n_chars": 1}
    kept = validate(tables_of(rows))
    assert new_rejects(kept) == [
        ("documents", "wire-1", "n_chars", "length_agrees"),
        ("mentions", "wire-1#1", "doc_id", "has_document"),
        ("mentions", "wire-1#2", "doc_id", "has_document"),
        ("events", "TL2", "event_id", "has_mention"),
    ]
    assert list(kept.mentions["mention_id"]) == ["wire-2#1"]
    (event,) = kept.events.to_dict("records")
    assert (event["event_id"], event["n_mentions"], event["n_documents"]) == ("TL1", 1, 1)
    assert str(event["first_reported"])[:10] == str(event["last_reported"])[:10] == "2021-05-05"


def test_a_refused_mention_is_no_longer_counted(rows: Rows) -> None:
    rows["mentions"][0] |= {"confidence": -1}
    kept = validate(tables_of(rows))
    assert list(kept.documents["n_mentions"]) == [1, 1]
    assert list(kept.events["n_mentions"]) == [1, 1]


def test_a_mention_stays_without_its_refused_event(rows: Rows) -> None:
    rows["events"][0] |= {"iso": 422}
    kept = validate(tables_of(rows))
    assert new_rejects(kept) == [("events", "TL1", "iso, iso3", "iso_codes_agree")]
    assert list(kept.mentions["event_id"].fillna("none")) == ["none", "TL2", "none"]
    assert list(kept.documents["n_mentions"]) == [2, 1]


def test_a_mention_on_no_timeline_is_kept(rows: Rows) -> None:
    rows["mentions"][2] |= {"event_id": None}
    kept = validate(tables_of(rows))
    assert new_rejects(kept) == []
    assert kept.mentions["event_id"].isna().sum() == 1
    assert list(kept.events["n_documents"]) == [1, 1]


@pytest.mark.parametrize("end", [61, 10_000])
def test_evidence_is_what_stands_in_the_document(rows: Rows, end: int) -> None:
    rows["mentions"][2] |= {"char_end": end, "evidence": [rows["mentions"][2]["evidence"][0] + " Or not."]}
    assert new_rejects(validate(tables_of(rows))) == [("mentions", "wire-2#1", "evidence", "evidence_is_verbatim")]


def test_evidence_may_be_the_title(rows: Rows) -> None:
    rows["mentions"][1] |= {"char_start": 0, "char_end": 0, "evidence": ["Truce agreed in Karso"]}
    assert new_rejects(validate(tables_of(rows))) == []
    rows["documents"][0] |= {"title": None}
    assert ("mentions", "wire-1#2", "evidence", "evidence_is_verbatim") in new_rejects(validate(tables_of(rows)))


def test_evidence_may_differ_in_line_breaks(rows: Rows) -> None:
    rows["documents"][1]["text"] = rows["documents"][1]["text"].replace("on Monday", "on\nMonday")
    assert new_rejects(validate(tables_of(rows))) == []


def test_what_is_planned_is_not_over_when_it_is_published(rows: Rows) -> None:
    planned = {"status": "planned", "phase": "started", "event_id": None}
    rows["mentions"][2] |= planned
    refused = validate(tables_of(rows)).rejects.iloc[1]
    assert (refused["check"], refused["value"]) == ("planned_is_ahead", "2021-05-03")
    rows["mentions"][2] |= planned | {"date_start": "2021-05-05", "date_end": "2021-05-05"}
    assert new_rejects(validate(tables_of(rows))) == []
    rows["documents"][1] |= {"published": None}
    assert new_rejects(validate(tables_of(rows))) == []


def test_validation_of_what_is_valid_changes_nothing(rows: Rows) -> None:
    rows["documents"][1] |= {"language": "English"}
    rows["mentions"][1] |= {"phase": "held"}
    once = validate(tables_of(rows))
    twice = validate(once)
    for name in ("documents", "mentions", "events", "rejects"):
        pd.testing.assert_frame_equal(getattr(twice, name), getattr(once, name))


def test_mentions_can_be_judged_before_they_are_merged(rows: Rows) -> None:
    for row in rows["mentions"]:
        row["event_id"] = None
    rows["mentions"][0] |= {"country": "SY"}
    tables = tables_of(rows)
    documents, mentions, refused = validate_mentions(tables.documents, tables.mentions)
    assert (len(documents), len(mentions)) == (2, 2)
    assert [(r.row_key, r.value) for r in refused] == [("wire-1#1", "SY")]


def test_a_long_value_is_cut(rows: Rows) -> None:
    rows["mentions"][0] |= {"status": "rumoured " * 1000}
    assert len(validate(tables_of(rows)).rejects["value"].iloc[1]) == 200


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frame: frame.drop(columns="status"),
        lambda frame: frame.assign(date_start="2021-05-03"),
        lambda frame: frame[frame.columns[::-1]],
    ],
)
def test_a_fault_of_the_program_is_no_reject(rows: Rows, spoil: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    with pytest.raises(SchemaErrors):
        keep_valid(Mentions, spoil(tables_of(rows).mentions))


def test_the_index_of_a_frame_does_not_matter(rows: Rows) -> None:
    rows["mentions"][1] |= {"status": "rumoured"}
    tables = tables_of(rows)
    shuffled = tables.mentions.set_axis([7, 7, 7])
    kept = validate(replace(tables, mentions=shuffled))
    assert list(kept.mentions["mention_id"]) == ["wire-1#1", "wire-2#1"]
    unread = replace(tables, documents=tables.documents.iloc[:0], mentions=shuffled)
    assert [key for _, key, _, _ in new_rejects(validate(unread))[:3]] == ["wire-1#1", "wire-1#2", "wire-2#1"]
