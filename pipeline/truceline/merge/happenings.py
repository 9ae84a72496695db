"""An event as links and processes see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from truceline.merge.places import place_score
from truceline.merge.told import HAPPENED, SIDES, Spot, spot_of

Row = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class Happening:
    """Days are ordinals; `known` are ids of the actor tables on a side, `reported` the first publication."""

    event_id: str
    event_class: str
    phase: str
    group: str
    first: int
    last: int
    reported: int
    country: str | None
    spot: Spot | None
    known: frozenset[str]


def happening_of(event: Row, told: Sequence[Row]) -> Happening:
    """The event, whose mentions are `told`."""
    first = event["event_date"].toordinal()
    reported = event["first_reported"]
    known = (a["actor_id"] for row in told for a in row["actors"] if a["actor_id"] and a["role"] in SIDES)
    return Happening(
        event["event_id"],
        event["event_class"],
        event["phase"],
        HAPPENED.get(event["status"], event["status"]),
        first,
        event["event_date_end"].toordinal(),
        first if pd.isna(reported) else reported.toordinal(),
        None if pd.isna(event["iso3"]) else event["iso3"],
        spot_of(event, event["location"], event["iso3"]),
        frozenset(known),
    )


def apart(one: Happening, other: Happening) -> bool:
    """Whether their places or parties exclude that they belong together."""
    if one.spot and other.spot and place_score(one.spot, other.spot) == 0:
        return True
    return bool(one.known and other.known and one.known.isdisjoint(other.known))
