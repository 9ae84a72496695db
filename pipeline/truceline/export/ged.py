"""Violations in the columns of UCDP GED (codebook 23.1)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from truceline.export.sides import Side, side
from truceline.export.words import Event, joined, number, place_name, region, text, words
from truceline.theirs.countries import gwno

# What UCDP numbers and truceline does not know: conflicts, dyads and actors of its list.
_NO_ID = -1
_IDS = [f"{thing}_{kind}_id" for thing in ("conflict", "dyad", "side_a", "side_b") for kind in ("dset", "new")]
_DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low")
_LONGEST = pd.Timedelta(days=366)
_TIME = " 00:00:00.000"


def left_out(event: Event, codes: Mapping[str, str | None]) -> str | None:
    """Why UCDP GED has no counterpart of an event, None where it has."""
    if event["status"] == "denied":
        return "denied: UCDP GED records what happened"
    if codes["ucdp"] != "GED":
        kind = event["phase"] if event["event_class"] == "violation" else event["event_class"]
        return f"{kind}: UCDP GED records deadly violence only"
    if pd.isna(event["iso3"]) or gwno(_home(event["iso3"])) is None:
        return "of no known country: UCDP GED places every event in a state"
    if pd.isna(event["latitude"]):
        return "without a point: UCDP GED gives every event one"
    if event["event_date_end"] - event["event_date"] > _LONGEST:
        return "of more than a year: UCDP GED has no such event"
    return None


def row(event: Event, codes: Mapping[str, str | None]) -> dict[str, Any]:
    """One row. Deaths are 0, for truceline codes none; ids of UCDP's own lists are -1."""
    names, sides = _ordered(event)
    days = {name: event[name].date().isoformat() for name in ("event_date", "event_date_end")}
    state = gwno(_home(event["iso3"]))
    assert state is not None
    return {
        "id": number(event["event_id"]),
        "relid": event["event_id"],
        "year": event["year"],
        "active_year": 0,
        "code_status": "Clear",
        "type_of_violence": _type(sides),
        **dict.fromkeys(_IDS, _NO_ID),
        "conflict_name": f"{event['country']}: {codes['acled_sub_event_type']}",
        "dyad_name": " - ".join(filter(None, names)),
        "side_a": names[0],
        "side_b": names[1],
        "number_of_sources": event["source_count"],
        "source_article": joined(event["source"]),
        "source_office": joined(event["source"]),
        "source_date": "" if pd.isna(event["first_reported"]) else event["first_reported"].date().isoformat(),
        "source_headline": event["notes"],
        "source_original": joined(event["accusers"]),
        **_where(event),
        "country": event["country"],
        "country_id": state,
        "region": region(state),
        "event_clarity": 1 if days["event_date"] == days["event_date_end"] else 2,
        "date_prec": event["date_prec"],
        "date_start": days["event_date"] + _TIME,
        "date_end": days["event_date_end"] + _TIME,
        **dict.fromkeys(_DEATHS, 0),
        **{name: _number(one) for name, one in zip(("gwnoa", "gwnob"), sides, strict=True)},
    }


def _home(iso3: str) -> str:
    # UCDP places events in Palestine in Israel, whose number it gives them.
    return "ISR" if iso3 == "PSE" else iso3


def _ordered(event: Event) -> tuple[list[str], list[Side]]:
    """The sides' names and sorts, the state first (codebook, "side_a")."""
    names = [text(event["actor1"]), text(event["actor2"])]
    sides = [side(event["actor1"]), side(event["actor2"])]
    if sides[1].sort == "state" and sides[0].sort != "state":
        return names[::-1], sides[::-1]
    return names, sides


def _type(sides: list[Side]) -> int:
    """State-based 1, non-state 2, one-sided 3; state-based where a side is not known."""
    sorts = {one.sort for one in sides}
    if "civilian" in sorts:
        return 3
    return 1 if sorts & {"state", "external", None} else 2


def _number(one: Side) -> int | None:
    return gwno(one.country) if one.sort == "state" and one.country else None


def _where(event: Event) -> dict[str, Any]:
    latitude, longitude = float(event["latitude"]), float(event["longitude"])
    place = text(event["location"]) or event["country"]
    return {
        "where_prec": _precision(event),
        "where_coordinates": place,
        "where_description": place_name(place, event["admin1"], event["country"]),
        "adm_1": text(event["admin1"]),
        "adm_2": "",
        "latitude": latitude,
        "longitude": longitude,
        "geom_wkt": f"POINT ({longitude:g} {latitude:g})",
        "priogrid_gid": priogrid(latitude, longitude),
    }


def _precision(event: Event) -> int:
    told = words("where_prec")
    if event["geo_precision"] in (1, 2):
        return int(told["exact" if event["geo_precision"] == 1 else "near"])
    return int(told["division" if text(event["admin1"]) else "country"])


def priogrid(latitude: float, longitude: float) -> int:
    """The PRIO-GRID cell of half a degree: 720 a row, counted from the south-west corner from 1 on."""
    line = min(math.floor((latitude + 90) * 2), 359)
    column = min(math.floor((longitude + 180) * 2), 719)
    return line * 720 + column + 1
