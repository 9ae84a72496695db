"""One row for what several articles tell; two for what one article tells apart."""

from __future__ import annotations

import itertools
from collections.abc import Hashable
from typing import Any

import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline.merge import assign_events, id_changes, mark_reprints, merge_mentions, undated
from truceline_schemas import Documents, Events, IdChanges, Mentions, frame_of


def documents(**published: str | None) -> DataFrame[Documents]:
    return frame_of(
        Documents,
        [
            {"doc_id": name, "published": day, "outlet": f"The {name}", "flags": [] if day else ["undated"]}
            for name, day in published.items()
        ],
    )


def mention(doc_id: str, n: int = 1, **columns: Any) -> dict[str, Any]:
    return {
        "mention_id": f"{doc_id}#{n}",
        "doc_id": doc_id,
        "event_class": "ceasefire",
        "phase": "agreed",
        "status": "occurred",
        "date_basis": "text" if columns.get("date_start") else "published",
        "country": "SDN",
        "place": "Jeddah",
        "actors": [],
        "evidence": ["They agreed a truce."],
        "confidence": 0.5,
    } | columns


ON_MAY_20: dict[str, Any] = {"date_start": "2023-05-20", "date_end": "2023-05-20", "date_precision": "day"}


def merge(read: DataFrame[Documents], *told: dict[str, Any]) -> DataFrame[Events]:
    mentions = assign_events(frame_of(Mentions, told), read)
    return merge_mentions(mentions, read)


def test_two_articles_on_one_ceasefire_are_one_event_with_two_sources() -> None:
    read = documents(alpha="2023-05-21", beta="2023-05-23")
    events = merge(read, mention("alpha", **ON_MAY_20), mention("beta", **ON_MAY_20, confidence=0.9))
    (event,) = events.to_dict("records")
    assert list(event["source"]) == ["The alpha", "The beta"]
    assert (event["source_count"], event["n_mentions"], event["confidence"]) == (2, 2, 0.9)
    assert [str(event[name])[:10] for name in ("event_date", "first_reported", "last_reported")] == [
        "2023-05-20",
        "2023-05-21",
        "2023-05-23",
    ]


def test_what_one_article_tells_apart_stays_apart() -> None:
    events = merge(documents(alpha="2023-05-21"), mention("alpha", 1, **ON_MAY_20), mention("alpha", 2, **ON_MAY_20))
    assert len(events) == 2


def test_another_phase_day_or_place_is_another_event() -> None:
    read = documents(a="2023-05-21", b="2023-05-21", c="2023-05-21", d="2023-05-21")
    later: dict[str, Any] = {"date_start": "2023-05-21", "date_end": "2023-05-21", "date_precision": "day"}
    events = merge(
        read,
        mention("a", **ON_MAY_20),
        mention("b", **ON_MAY_20, phase="extended"),
        mention("c", **later),
        mention("d", **ON_MAY_20, place="Khartoum"),
    )
    assert len(events) == 4


def test_alleged_becomes_occurred_where_one_source_reports_it_as_fact() -> None:
    read = documents(a="2023-05-21", b="2023-05-21")
    claim = mention("a", **ON_MAY_20, status="alleged")
    assert merge(read, claim)["status"].tolist() == ["alleged"]
    assert merge(read, claim, mention("b", **ON_MAY_20))["status"].tolist() == ["occurred"]


def test_without_a_date_the_publication_day_dates_the_event_and_says_so() -> None:
    (event,) = merge(documents(a="2023-05-21"), mention("a")).to_dict("records")
    assert str(event["event_date"])[:10] == "2023-05-21"
    assert (event["date_basis"], event["time_precision"]) == ("published", 2)
    assert pd.isna(event["date_precision"])


def test_a_mention_that_nothing_dates_has_no_event_and_is_reported() -> None:
    read = documents(a=None)
    mentions = assign_events(frame_of(Mentions, [mention("a"), mention("a", 2, **ON_MAY_20)]), read)
    assert mentions["event_id"].isna().tolist() == [True, False]
    assert [(reject.row_key, reject.column) for reject in undated(mentions)] == [("a#1", "event_date")]
    assert len(merge_mentions(mentions, read)) == 1


def test_an_event_keeps_its_id_when_later_documents_arrive() -> None:
    alone = merge(documents(a="2023-05-21"), mention("a", **ON_MAY_20))
    more = merge(
        documents(a="2023-05-21", b="2023-05-20", c="2023-05-23"),
        mention("c", **ON_MAY_20),
        mention("b", **ON_MAY_20, phase="started"),
        mention("a", **ON_MAY_20),
    )
    assert alone["event_id"].iloc[0] in set(more["event_id"])


def test_an_undated_report_is_of_the_event_of_that_day_or_the_day_before() -> None:
    read = documents(a="2023-05-21", b="2023-05-21", c="2023-05-24")
    dated, soon, late = mention("a", **ON_MAY_20), mention("b"), mention("c")
    assert len(merge(read, dated, soon)) == 1
    assert len(merge(read, dated, late)) == 2


def test_two_reports_that_contradict_each_other_stay_apart_whatever_is_between_them() -> None:
    week: dict[str, Any] = {"date_start": "2023-05-15", "date_end": "2023-05-21", "date_precision": "week"}
    monday: dict[str, Any] = {"date_start": "2023-05-15", "date_end": "2023-05-15", "date_precision": "day"}
    read = documents(a="2023-05-22", b="2023-05-22", c="2023-05-22")
    events = merge(read, mention("a", **monday), mention("b", **week), mention("c", **ON_MAY_20))
    assert sorted(events["n_mentions"]) == [1, 2]


def test_other_parties_make_another_event_and_one_partys_names_do_not() -> None:
    def declared(doc_id: str, name: str, actor_id: str) -> dict[str, Any]:
        side = {"name": name, "role": "party", "actor_id": actor_id}
        return mention(doc_id, **ON_MAY_20, phase="declared", actors=[side])

    read = documents(a="2023-05-21", b="2023-05-21")
    army = declared("a", "the army", "org:army")
    assert len(merge(read, army, declared("b", "the rebels", "org:rebels"))) == 2
    assert len(merge(read, army, declared("b", "Armed Forces", "org:army"))) == 1


def test_places_are_one_within_reach_or_where_one_holds_the_other() -> None:
    def at(doc_id: str, place: str, latitude: float, precision: int) -> dict[str, Any]:
        point: dict[str, Any] = {"latitude": latitude, "longitude": 36.0, "geo_precision": precision}
        return mention(doc_id, **ON_MAY_20, country="SYR", place=place, **point)

    read = documents(a="2023-05-21", b="2023-05-21")
    town = at("a", "Karso", 35.0, 1)
    assert len(merge(read, town, at("b", "Melbat", 35.1, 1))) == 1
    assert len(merge(read, town, at("b", "Melbat", 36.0, 1))) == 2
    (event,) = merge(read, at("b", "Karso Province", 35.5, 3), town).to_dict("records")
    assert (event["location"], event["geo_precision"]) == ("Karso", 1)
    assert event["disagreements"] == ["place: Karso (a) / Karso Province (b)"]


def test_the_merged_row_takes_the_most_precise_date_and_keeps_the_others_in_words() -> None:
    week: dict[str, Any] = {"date_start": "2023-05-15", "date_end": "2023-05-21", "date_precision": "week"}
    read = documents(a="2023-05-22", b="2023-05-22")
    (event,) = merge(read, mention("a", **week, confidence=0.9), mention("b", **ON_MAY_20)).to_dict("records")
    assert str(event["event_date"])[:10] == str(event["event_date_end"])[:10] == "2023-05-20"
    assert event["disagreements"] == ["date: 2023-05-15 to 2023-05-21 (a) / 2023-05-20 (b)"]


def day(iso: str) -> dict[str, Any]:
    return {"date_start": iso, "date_end": iso, "date_precision": "day"}


def test_a_plan_is_linked_to_what_fulfils_it_and_both_are_kept() -> None:
    def plan_and(iso: str, phase: str) -> dict[str, dict[Hashable, Any]]:
        plan = mention("a", **day("2023-05-22"), phase="started", status="planned")
        told = mention("b", **day(iso), phase=phase)
        events = merge(documents(a="2023-05-20", b="2023-05-30"), plan, told)
        return {event["status"]: event for event in events.to_dict("records")}

    kept = plan_and("2023-05-22", "started")
    assert (kept["planned"]["outcome"], kept["planned"]["fulfilled_by"]) == ("came_off", kept["occurred"]["event_id"])
    assert kept["occurred"]["fulfils"] == [kept["planned"]["event_id"]]
    assert plan_and("2023-05-25", "started")["planned"]["outcome"] == "moved"
    failed = plan_and("2023-05-21", "rejected")["planned"]
    assert (failed["outcome"], pd.isna(failed["fulfilled_by"])) == ("called_off", True)


def test_steps_of_one_ceasefire_share_a_process_with_its_violations_and_say_how_long_it_held() -> None:
    violation: dict[str, Any] = {"event_class": "violation", "phase": "shelling"}
    steps: list[dict[str, Any]] = [
        {**day("2023-05-20"), "phase": "agreed"},
        {**day("2023-05-22"), "phase": "started"},
        {**day("2023-05-24"), **violation},
        {**day("2023-05-27"), "phase": "ended"},
        {**day("2023-05-29"), **violation},
        {**day("2023-06-02"), "phase": "agreed"},
    ]
    events = merge(documents(a="2023-06-03"), *(mention("a", n, **step) for n, step in enumerate(steps, 1)))
    ids = list(events["process_id"].fillna("none"))
    assert ids[0] == ids[1] == ids[2] == ids[3] != ids[5]
    assert ids[4] == "none"
    assert list(zip(events["days_held"].fillna(-1), events["held_basis"].fillna(""), strict=True))[:4] == [
        (5, "ended"),
        (5, "ended"),
        (-1, ""),
        (5, "ended"),
    ]


def test_an_end_is_of_the_ceasefire_in_force_not_of_the_one_just_agreed() -> None:
    steps = [("2023-05-18", "started"), ("2023-05-19", "agreed"), ("2023-05-19", "ended")]
    told = (mention("a", n, **day(iso), phase=phase) for n, (iso, phase) in enumerate(steps, 1))
    process = merge(documents(a="2023-05-20"), *told).set_index("phase")["process_id"]
    assert process["started"] == process["ended"] != process["agreed"]


def test_the_order_of_documents_does_not_matter() -> None:
    read = documents(a="2023-05-21", b="2023-05-22", c="2023-05-21", d="2023-05-23")
    told = [mention("a"), mention("b", **ON_MAY_20), mention("c", place=None), mention("d", country=None, place=None)]
    expected = merge(read, *told)
    for order in itertools.permutations(told):
        pd.testing.assert_frame_equal(merge(read, *order), expected)


TEXT = " ".join(f"Sentence {n} of the report tells what the sides said in town {n}." for n in range(20))


def test_a_reprint_is_no_second_source() -> None:
    rows = [
        {"doc_id": "wire", "published": "2023-05-21", "outlet": "Wire", "flags": [], "text": TEXT},
        {"doc_id": "copy", "published": "2023-05-22", "outlet": "Post", "flags": [], "text": TEXT + " (Wire)"},
        {"doc_id": "own", "published": "2023-05-22", "outlet": "Times", "flags": [], "text": "Quite another. " * 30},
        {"doc_id": "year", "published": "2024-05-22", "outlet": "Gazette", "flags": [], "text": TEXT},
    ]
    read = mark_reprints(frame_of(Documents, rows))
    assert read["reprint_of"].fillna("").tolist() == ["", "wire", "", ""]
    (event,) = merge(read, *(mention(name, **ON_MAY_20) for name in ("wire", "copy", "own"))).to_dict("records")
    assert (event["source_count"], event["n_documents"], len(event["source"])) == (2, 3, 3)


def test_id_changes_tell_what_became_of_an_event() -> None:
    def told(**ids: str) -> DataFrame[Mentions]:
        return frame_of(Mentions, [mention(name, event_id=event_id) for name, event_id in ids.items()])

    none = frame_of(IdChanges, [])
    before = told(a="TL1", b="TL2", c="TL3", d="TL3", e="TL5")
    first = id_changes(before, told(a="TL1", b="TL1", c="TL3", d="TL4", e="TL6", f="TL6"), none)
    rows = list(zip(first["old_event_id"], first["new_event_id"], first["change"], strict=True))
    assert rows == [("TL2", "TL1", "merged"), ("TL3", "TL4", "split"), ("TL5", "TL6", "renamed")]
    assert id_changes(before, before, first)["update"].tolist() == [1, 1, 1]


def test_sides_of_a_violation_are_perpetrator_and_target() -> None:
    told = mention(
        "a",
        event_class="violation",
        phase="shelling",
        actors=[
            {"name": "Army", "role": "accuser"},
            {"name": "Rapid Support Forces", "role": "perpetrator"},
            {"name": "Militia", "role": "perpetrator"},
            {"name": "Army", "role": "target"},
        ],
    )
    (event,) = merge(documents(a="2023-05-21"), told).to_dict("records")
    assert (event["actor1"], event["actor2"]) == ("Rapid Support Forces", "Army")
    assert list(event["assoc_actor_1"]) == ["Militia"]
    assert list(event["accusers"]) == ["Army"]


def test_sides_of_talks_are_the_parties_and_mediators_stay_apart() -> None:
    told = mention(
        "a",
        actors=[
            {"name": "Saudi Arabia", "role": "mediator"},
            {"name": "Army", "role": "party"},
            {"name": "Rapid Support Forces", "role": "party"},
        ],
    )
    (event,) = merge(documents(a="2023-05-21"), told).to_dict("records")
    assert (event["actor1"], event["actor2"], list(event["mediators"])) == (
        "Army",
        "Rapid Support Forces",
        ["Saudi Arabia"],
    )


def test_a_side_told_by_a_person_alone_stands_under_its_own_name() -> None:
    told = [
        {"name": "Sergei Lavrov", "role": "party", "actor_id": "state:RUS", "text": "Sergei Lavrov"},
        {"name": "Syrian government", "role": "party", "actor_id": "state:SYR", "text": "the government"},
    ]
    evidence = ["Sergei Lavrov met\nthe government."]
    (event,) = merge(documents(a="2016-12-30"), mention("a", actors=told, evidence=evidence)).to_dict("records")
    assert (event["actor1"], event["actor2"]) == ("Russia", "Syrian government")
    assert event["notes"] == "Sergei Lavrov met the government."


def test_time_precision_follows_the_interval() -> None:
    read = documents(a="2023-06-21")
    cases = {
        ("2023-05-20", "2023-05-20", "day"): (1, 1),
        ("2023-05-20", "2023-05-22", "range"): (1, 2),
        ("2023-05-15", "2023-05-21", "week"): (2, 3),
        ("2023-05-01", "2023-05-10", "month"): (2, 4),
        ("2023-05-01", "2023-05-31", "month"): (3, 4),
        ("2022-01-01", "2022-12-31", "year"): (3, 5),
    }
    for (start, end, precision), expected in cases.items():
        told = mention("a", date_start=start, date_end=end, date_precision=precision)
        (event,) = merge(read, told).to_dict("records")
        assert (event["time_precision"], event["date_prec"]) == expected, (start, end)
