"""One row for what several articles tell; two for what one article tells apart."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline.merge import assign_events, merge_mentions, undated
from truceline_schemas import Documents, Events, Mentions, frame_of


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


def test_an_event_keeps_its_id_when_more_documents_arrive() -> None:
    alone = merge(documents(a="2023-05-21"), mention("a", **ON_MAY_20))
    more = merge(
        documents(a="2023-05-21", b="2023-05-22", c="2023-05-20"),
        mention("c", **ON_MAY_20),
        mention("b", **ON_MAY_20, phase="started"),
        mention("a", **ON_MAY_20),
    )
    assert alone["event_id"].iloc[0] in set(more["event_id"])


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
