"""An event as one document tells it, before it is a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MentionActor:
    """Who took part: `name` as in the coding rules, `role` of the code list `role`, `text` as in the document."""

    name: str
    role: str
    actor_id: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One row of the table `mentions`, less the ids that other stages give.

    Dates are inclusive and None where the text gives none. `char_start`:`char_end` is the span of the first
    evidence sentence in the document's text, `trigger` the words that named the event.
    """

    event_class: str
    phase: str
    status: str
    date_start: date | None
    date_end: date | None
    date_precision: str | None
    date_text: str | None
    date_basis: str
    place: str | None
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geo_precision: int | None
    actors: tuple[MentionActor, ...]
    evidence: tuple[str, ...]
    char_start: int
    char_end: int
    trigger: str
    confidence: float
