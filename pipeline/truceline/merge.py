"""Mentions to events: one row for what several articles tell.

Two mentions are of one event where class, phase, dates, country and place agree and both are, or neither is,
planned or denied. A mention without a date is placed on its document's publication day. Two mentions that one
document tells apart stay apart, whatever they share.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline.rejects import Reject
from truceline_schemas import Country, Documents, Events, Mentions, countries, frame_of, unjudged

Row = Mapping[Any, Any]

# Early, mid or late in a month is a third of it, ten or eleven days.
_PART_OF_A_MONTH = 11

# Statuses that tell the same occasion: what one source alleges and another reports as fact is one event.
_HAPPENED = {"occurred": "happened", "alleged": "happened"}


def assign_events(mentions: DataFrame[Mentions], documents: DataFrame[Documents]) -> DataFrame[Mentions]:
    """Give each mention the `event_id` of its event.

    The id is made of what identifies the event and of nothing else, so that more documents change no id. It stays
    null where neither the text nor the document's publication dates the mention.
    """
    published = dict(zip(documents["doc_id"], documents["published"], strict=True))
    seen: Counter[tuple[str, str]] = Counter()
    ids: list[str | None] = []
    for row in mentions.to_dict("records"):
        key = _identity(row, published[row["doc_id"]])
        if key is not None:
            seen[row["doc_id"], key] += 1
            key = f"{key}|{seen[row['doc_id'], key]}"
        ids.append(key and _event_id(key))
    return unjudged(Mentions, mentions.assign(event_id=pd.array(ids, dtype="str")))


def _identity(mention: Row, published: pd.Timestamp) -> str | None:
    dated = not pd.isna(mention["date_start"])
    days = (mention["date_start"], mention["date_end"]) if dated else (published, published)
    if pd.isna(days[0]):
        return None
    parts = [
        mention["event_class"],
        mention["phase"],
        _HAPPENED.get(mention["status"], mention["status"]),
        *(day.date().isoformat() for day in days),
        "text" if dated else "published",
        *(_text(mention[name]).casefold() for name in ("country", "place")),
    ]
    return "|".join(parts)


def _event_id(key: str) -> str:
    return "TL" + hashlib.sha256(key.encode()).hexdigest()[:12]


def undated(mentions: DataFrame[Mentions]) -> list[Reject]:
    """A Reject for each mention without an event, which `assign_events` could put on no day."""
    reason = (
        "neither its text nor its document's publication gives a date, so it is in no event (--published gives one)"
    )
    ids = mentions.loc[mentions["event_id"].isna(), "mention_id"]
    return [Reject("events", mention_id, "event_date", "not_nullable", "", reason) for mention_id in ids]


def merge_mentions(mentions: DataFrame[Mentions], documents: DataFrame[Documents]) -> DataFrame[Events]:
    """One row for each `event_id` of the mentions, in order of date and id."""
    by_id = documents.set_index("doc_id")[["published", "outlet", "flags"]].to_dict("index")
    grouped: dict[str, list[Row]] = {}
    for row in mentions.to_dict("records"):
        if not pd.isna(row["event_id"]):
            grouped.setdefault(row["event_id"], []).append({**by_id[row["doc_id"]], **row})
    rows = [_event(event_id, told) for event_id, told in grouped.items()]
    rows.sort(key=lambda row: (row["event_date"], row["event_id"]))
    return frame_of(Events, rows)


def _event(event_id: str, told: Sequence[Row]) -> Row:
    best = max(told, key=lambda row: row["confidence"])
    return {
        "event_id": event_id,
        "event_class": best["event_class"],
        "phase": best["phase"],
        "status": _status(told),
        **_when(told),
        **_who(told),
        **_where(best),
        **_sources(told),
        "notes": best["evidence"][0],
        "confidence": best["confidence"],
        "tags": sorted({flag for row in told for flag in row["flags"]}),
    }


def _status(told: Sequence[Row]) -> str:
    """`alleged` becomes `occurred` where one source reports it as fact."""
    statuses = [row["status"] for row in told]
    return "occurred" if "occurred" in statuses else str(statuses[0])


def _when(told: Sequence[Row]) -> Row:
    """The dates that all mentions of one event share; without any, the earliest publication."""
    first = told[0]
    if pd.isna(first["date_start"]):
        start = end = min(row["published"] for row in told)
        precision, basis = None, "published"
        coarse = {"time_precision": 2, "date_prec": 3}
    else:
        start, end, precision = first["date_start"], first["date_end"], first["date_precision"]
        basis = "text" if any(row["date_basis"] == "text" for row in told) else "context"
        days = (end - start).days + 1
        coarse = {"time_precision": _time_precision(precision, days), "date_prec": _date_prec(days)}
    dates = {"event_date": start, "event_date_end": end, "year": start.year}
    return {**dates, **coarse, "date_precision": precision, "date_basis": basis}


def _time_precision(precision: str, days: int) -> int:
    """ACLED's (codebook, "Time precision"): 1 the day is known, 2 a week or part of a month, 3 a month or more.

    Named days and open intervals ("since Dec. 29") begin on a day that is known.
    """
    if precision in ("day", "range"):
        return 1
    return 2 if days <= _PART_OF_A_MONTH else 3


def _date_prec(days: int) -> int:
    """UCDP GED's (codebook, "date_prec"), by the length of the interval: 1 day, 2 to 6, 7, up to 31, more."""
    return bisect_left((1, 6, 7, 31), days) + 1


def _who(told: Sequence[Row]) -> Row:
    """Actors of all mentions by role, in the order in which they are first told.

    Of a violation, `actor1` is the first perpetrator and `actor2` the first target; of the other classes they are the
    first two parties. Further ones of a side are its `assoc_actor`, and further parties go to the second side.
    """
    by_role: dict[str, list[str]] = {}
    for row in told:
        for actor in row["actors"]:
            names = by_role.setdefault(actor["role"], [])
            if actor["name"] not in names:
                names.append(actor["name"])
    sides = by_role.get("perpetrator", []), by_role.get("target", [])
    if told[0]["event_class"] != "violation":
        parties = by_role.get("party", [])
        sides = parties[:1], parties[1:]
    return {
        "actor1": next(iter(sides[0]), None),
        "assoc_actor_1": sides[0][1:],
        "actor2": next(iter(sides[1]), None),
        "assoc_actor_2": sides[1][1:],
        "mediators": by_role.get("mediator", []),
        "observers": by_role.get("observer", []),
        "accusers": by_role.get("accuser", []),
    }


def _where(best: Row) -> Row:
    country: Country | None = None if pd.isna(best["country"]) else countries().get(best["country"])
    return {
        "iso": country and country.iso,
        "iso3": best["country"],
        "country": country and country.name,
        "region": country and country.acled_region,
        "location": best["place"],
        **{name: best[name] for name in ("admin1", "latitude", "longitude", "geo_precision")},
    }


def _sources(told: Sequence[Row]) -> Row:
    outlets = {_text(row["outlet"]) or row["doc_id"] for row in told}
    published = [row["published"] for row in told if not pd.isna(row["published"])]
    return {
        "source": sorted(outlets),
        "source_count": len(outlets),
        "n_documents": len({row["doc_id"] for row in told}),
        "n_mentions": len(told),
        "first_reported": min(published, default=None),
        "last_reported": max(published, default=None),
    }


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
