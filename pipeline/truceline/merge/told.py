"""A mention as the merger compares it: days as numbers, sides as ids, evidence as words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from truceline.entities.tokens import name_key
from truceline.merge.weights import weights
from truceline_schemas import countries

Row = Mapping[Any, Any]

# What one source alleges and another reports as fact is one event; what is planned or denied is another.
HAPPENED: Mapping[Any, Any] = {"occurred": "happened", "alleged": "happened"}
SIDES = ("party", "perpetrator", "target")
_COARSE = 3
_DIGITS = 6
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place by its name and point; `coarse` for a country or a large region."""

    name: str
    latitude: float | None
    longitude: float | None
    coarse: bool
    whole_country: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One mention.

    Days are ordinals; `first`..`last` is when it can have happened, and for a mention without a date (`dated` false) is
    counted back from `published`. `known` are ids of the actor tables that take part, `cast` all names with any role.
    `identity` is made of the document's text, its day and the mention's number, and so does not hang on how the
    documents of a run are named.
    """

    mention_id: str
    identity: str
    doc_id: str
    kind: tuple[str, str, str]
    first: int
    last: int
    dated: bool
    precision: str | None
    published: int | None
    country: str | None
    spot: Spot | None
    known: frozenset[str]
    sides: frozenset[str]
    cast: frozenset[str]
    words: frozenset[str]

    @property
    def lasting(self) -> bool:
        return self.kind[1] in weights()["phases"]["lasting"]


def told_of(mention: Row, published: pd.Timestamp, sha256: Any) -> Told | None:
    """The mention of a document with this day (NaT where unknown) and hash of its text; None where nothing dates it."""
    day = None if pd.isna(published) else published.toordinal()
    status = mention["status"]
    kind = (mention["event_class"], mention["phase"], HAPPENED.get(status, status))
    dated = not pd.isna(mention["date_start"])
    if dated:
        first, last = mention["date_start"].toordinal(), mention["date_end"].toordinal()
    elif day is None:
        return None
    else:
        first, last = _about(day, kind)
    actors = mention["actors"]
    return Told(
        mention["mention_id"],
        _identity(mention, day, sha256),
        mention["doc_id"],
        kind,
        first,
        last,
        dated,
        mention["date_precision"] if dated else None,
        day,
        None if pd.isna(mention["country"]) else mention["country"],
        spot_of(mention, mention["place"], mention["country"]),
        frozenset(a["actor_id"] for a in actors if a["actor_id"] and a["role"] in SIDES),
        frozenset(_key(a) for a in actors if a["role"] in SIDES),
        frozenset(map(_key, actors)),
        words_of(mention["evidence"]),
    )


def _identity(mention: Row, day: int | None, sha256: Any) -> str:
    text = mention["doc_id"] if pd.isna(sha256) else sha256
    number = mention["mention_id"].rpartition("#")[2]
    return f"{text}|{day}|{number.zfill(_DIGITS)}"


def _about(day: int, kind: tuple[str, str, str]) -> tuple[int, int]:
    rule = weights()["date"]
    if kind[2] == "planned":
        return day, day + rule["ahead"]
    return day - rule["before"][kind[0]], day


def _key(actor: Row) -> str:
    return actor["actor_id"] or name_key(actor["name"])


def spot_of(row: Row, place: Any, country: Any) -> Spot | None:
    """The place of a mention or an event, None where none is named."""
    if pd.isna(place):
        return None
    name = name_key(place)
    known = None if pd.isna(country) else countries().get(country)
    whole = known is not None and name == name_key(known.name)
    precision = _number(row["geo_precision"])
    coarse = precision is not None and precision >= _COARSE
    return Spot(name, _number(row["latitude"]), _number(row["longitude"]), coarse or whole, whole)


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def words_of(sentences: Iterable[str]) -> frozenset[str]:
    """The words that say something, folded."""
    shortest = weights()["words"]["shortest"]
    return frozenset(w for s in sentences for w in _WORD.findall(s.casefold()) if len(w) >= shortest)
