"""Events in the 58 columns of GDELT 1.0, with CAMEO's codes (GDELT event codebook, CAMEO 1.1b3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from truceline.export.sides import side
from truceline.export.words import Event, joined, number, place_name, proposer, text, words
from truceline.theirs.countries import fips

# First root code of each of GDELT's four classes: verbal and material cooperation, verbal and material conflict.
_QUADS = ("01", "06", "10", "14")
# The codes of an accusation and of its denial.
_SPOKEN = ("1123", "016")
_GEO = {"country": 1, "state": 5, "city": 4}
_GEO_USA = {"country": 1, "state": 2, "city": 3}


def left_out(event: Event, codes: Mapping[str, str | None]) -> str | None:
    """Why CAMEO has no counterpart of an event, None where it has."""
    return None if codes["cameo_code"] else f"{event['status']} {event['event_class']}: CAMEO codes what happened"


def row(event: Event, codes: Mapping[str, str | None]) -> dict[str, Any]:
    """One row; a column that is not told here is empty."""
    code = str(codes["cameo_code"])
    day = _day(event)
    return {
        "GLOBALEVENTID": number(event["event_id"]),
        "SQLDATE": int(f"{day:%Y%m%d}"),
        "MonthYear": int(f"{day:%Y%m}"),
        "Year": day.year,
        "FractionDate": round(day.year + (day.month * 30 + day.day) / 365, 4),
        **_actors(event, code),
        "IsRootEvent": 1,
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": sum(code[:2] >= first for first in _QUADS),
        "GoldsteinScale": words("goldstein")[code],
        "NumMentions": event["n_mentions"],
        "NumSources": event["source_count"],
        "NumArticles": event["n_documents"],
        **_where(event),
        "DATEADDED": int(f"{day if pd.isna(event['last_reported']) else event['last_reported']:%Y%m%d}"),
        "SOURCEURL": joined(event["source"]),
    }


def _day(event: Event) -> pd.Timestamp:
    """The first day; for what is only planned the day of its first report, since CAMEO codes the intent."""
    planned = event["status"] == "planned" and not pd.isna(event["first_reported"])
    day: pd.Timestamp = event["first_reported"] if planned else event["event_date"]
    return day


def _actors(event: Event, code: str) -> dict[str, str]:
    """Who does what the code says to whom: he who accuses, or denies, and whom he accuses."""
    if code in _SPOKEN:
        accuser = event["accusers"][0] if len(event["accusers"]) else None
        return _actor("Actor1", accuser, event) | _actor("Actor2", event["actor1"], event)
    return _actor("Actor1", proposer(event), event) | _actor("Actor2", event["actor2"], event)


def _actor(role: str, name: Any, event: Event) -> dict[str, str]:
    """Code, name, country and type. Whoever is known by no country of its own acts where the event is."""
    one = side(name)
    if pd.isna(name):
        return {}
    kind = str(words("cameo_types")[one.sort]) if one.sort else ""
    outside = one.sort == "external" and not one.country
    country = "" if outside else one.country or text(event["iso3"])
    return {
        f"{role}Code": country + kind,
        f"{role}Name": str(name).upper(),
        f"{role}CountryCode": country,
        f"{role}Type1Code": kind,
    }


def _where(event: Event) -> dict[str, Any]:
    if pd.isna(event["iso3"]):
        return {}
    codes = _GEO_USA if event["iso3"] == "USA" else _GEO
    fine = event["geo_precision"] in (1, 2)
    place, division = text(event["location"]), text(event["admin1"])
    kind = "city" if fine else "state" if division else "country"
    return {
        "ActionGeo_Type": codes[kind],
        "ActionGeo_FullName": place_name(place, division, event["country"]),
        "ActionGeo_CountryCode": fips(event["iso3"]) or "",
        "ActionGeo_Lat": event["latitude"],
        "ActionGeo_Long": event["longitude"],
    }
