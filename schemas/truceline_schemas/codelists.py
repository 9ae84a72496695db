"""The code lists: one CSV file each in the folder `codes`."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@cache
def code_rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Rows of the code list `name`, in order. Raises FileNotFoundError for a list that does not exist."""
    text = (files("truceline_schemas") / "codes" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def codes(name: str) -> tuple[str, ...]:
    """Codes of the list `name` ("role", "countries", ...), each once, in the file's order."""
    key = "iso3" if name == "countries" else "code"
    return tuple(dict.fromkeys(row[key] for row in code_rows(name)))


@cache
def phases(event_class: str) -> tuple[str, ...]:
    """Phases of one event class, in the order of a process."""
    return tuple(row["code"] for row in code_rows("phase") if row["event_class"] == event_class)


@dataclass(frozen=True, slots=True)
class Country:
    """A country of ISO 3166-1, or Kosovo (XKX, which ISO has not numbered: `iso` 0, as in ACLED).

    `west`, `south`, `east`, `north` bound its land in WGS 84 degrees; `west` > `east` where it crosses the
    antimeridian. Kept to the whole degree outward: a guard against mixed-up coordinates, not a border.
    """

    iso3: str
    iso: int
    name: str
    acled_region: str
    west: float
    south: float
    east: float
    north: float


@cache
def countries() -> Mapping[str, Country]:
    """Every country by its alpha-3 code."""
    return {
        row["iso3"]: Country(
            row["iso3"],
            int(row["iso"]),
            row["name"],
            row["acled_region"],
            *(float(row[side]) for side in ("west", "south", "east", "north")),
        )
        for row in code_rows("countries")
    }
