"""Events in ACLED's 31 columns (ACLED codebook 2025, "ACLED Data Columns at a Glance")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from truceline.export.sides import Side, abroad, side
from truceline.export.words import Event, joined, proposer, text, words

# Precisions of a date that ACLED's time precision 3, a month, does not reach.
_COARSE = ("season", "year", "decade")
# In its numbered codes the lower comes first, but for these two.
_LAST = "Civilians"


def left_out(event: Event, codes: Mapping[str, str | None]) -> str | None:
    """Why ACLED has no counterpart of an event, None where it has."""
    if event["status"] == "denied":
        return "denied: ACLED codes what happened"
    if event["status"] == "planned":
        return "planned: ACLED codes nothing before it happens"
    if event["date_precision"] in _COARSE:
        return "dated to no month: ACLED codes nothing that is"
    if pd.isna(event["iso3"]):
        return "of no known country: ACLED places every event in one"
    return None


def row(event: Event, codes: Mapping[str, str | None]) -> dict[str, Any]:
    """One row. `timestamp` is midnight UTC of the last report, for truceline's tables hold no clock."""
    day = _day(event)
    actor1 = proposer(event)
    one, two = (abroad(side(name), event["iso3"]) for name in (actor1, event["actor2"]))
    return {
        "event_id_cnty": f"{event['iso3']}{event['event_id']}",
        "event_date": day.date().isoformat(),
        "year": day.year,
        "time_precision": event["time_precision"],
        "disorder_type": codes["acled_disorder_type"],
        "event_type": codes["acled_event_type"],
        "sub_event_type": codes["acled_sub_event_type"],
        "actor1": text(actor1),
        "assoc_actor_1": joined(event["assoc_actor_1"]),
        "inter1": _inter(one),
        "actor2": text(event["actor2"]),
        "assoc_actor_2": joined(event["assoc_actor_2"]),
        "inter2": _inter(two),
        "interaction": _interaction(one, two, second=not pd.isna(event["actor2"])),
        "civilian_targeting": _targeting(codes, two),
        "iso": event["iso"],
        **{name: text(event[name]) for name in ("region", "country", "admin1", "location")},
        "admin2": "",
        "admin3": "",
        "latitude": event["latitude"],
        "longitude": event["longitude"],
        # Where no place is named, the country is the place.
        "geo_precision": 3 if pd.isna(event["geo_precision"]) else event["geo_precision"],
        "source": joined(event["source"]),
        "source_scale": "",
        "notes": _notes(event, day),
        "fatalities": 0,
        "tags": _tags(event),
        "timestamp": _timestamp(event),
    }


def _day(event: Event) -> pd.Timestamp:
    """The middle of a week or month (codebook, "Time precision codes"), else the first day."""
    first, last = event["event_date"], event["event_date_end"]
    middle: pd.Timestamp = first + (last - first) // 2 if event["time_precision"] > 1 else first
    return middle.normalize()


def _inter(one: Side) -> str:
    return str(words("inter")[one.sort]["name"]) if one.sort else ""


def _interaction(one: Side, two: Side, *, second: bool) -> str:
    if not one.sort or (second and not two.sort):
        return ""
    if not two.sort:
        return f"{_inter(one)} only"
    inter = words("inter")
    names = [str(code["name"]) for code in sorted((inter[one.sort], inter[two.sort]), key=lambda code: code["number"])]
    return "-".join(sorted(names, key=lambda name: name == _LAST))


def _targeting(codes: Mapping[str, str | None], target: Side) -> str:
    violent = codes["acled_disorder_type"] == "Political violence" and codes["acled_event_type"] != "Battles"
    return "Civilian targeting" if violent and target.sort == "civilian" else ""


def _notes(event: Event, day: pd.Timestamp) -> str:
    if event["date_basis"] == "published":
        opening = "reported"
    else:
        opening = {1: "exact", 2: "week", 3: "month"}[int(event["time_precision"])]
    told = str(words("openings")[opening]).format(day=f"{day.day} {day:%B} {day.year}")
    first, space, rest = event["notes"].partition(" ")
    small = first in words("small")["words"]
    return f"{told}{first.lower() if small else first}{space}{rest}"


def _tags(event: Event) -> str:
    """What ACLED has no column for, so that the event can be told again from the row."""
    days = {"first_day": event["event_date"], "last_day": event["event_date_end"]}
    people = {name: event[name] for name in ("mediators", "observers", "accusers")}
    told = {
        "truceline": event["event_id"],
        "class": event["event_class"],
        "phase": event["phase"],
        "status": event["status"],
        **({n: day.date().isoformat() for n, day in days.items()} if days["first_day"] != days["last_day"] else {}),
        **{name: ", ".join(who).replace(";", ",") for name, who in people.items() if len(who)},
    }
    return joined([*(f"{name}={value}" for name, value in told.items()), *event["tags"]])


def _timestamp(event: Event) -> int:
    day: pd.Timestamp = event["event_date_end"] if pd.isna(event["last_reported"]) else event["last_reported"]
    return int((day - pd.Timestamp(0)) // pd.Timedelta(seconds=1))
