"""The words and codes of other datasets that events are written with: lexicons/theirs/export.toml."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from truceline.lexicon_files import read_toml

Event = Mapping[Any, Any]

_ID = re.compile(r"TL([0-9a-f]{12})")


@cache
def words(table: str) -> Mapping[str, Any]:
    """A table of the file."""
    told: Mapping[str, Any] = _all()[table]
    return told


@cache
def _all() -> Mapping[str, Any]:
    return read_toml("theirs/export.toml")


@cache
def columns(shape: str) -> Mapping[str, str]:
    """The columns of a shape in order, each with its type in pandas."""
    found: Mapping[str, str] = words("columns")[shape]
    return found


@cache
def region(gwno: int) -> str:
    """UCDP's region of a state."""
    return next(str(r["name"]) for r in _all()["regions"] if r["first"] <= gwno <= r["last"])


def text(cell: Any) -> str:
    """The cell, "" for null."""
    return "" if pd.isna(cell) else str(cell)


def place_name(*parts: Any) -> str:
    """Place, division and country as one name; what is not told, or twice, left out."""
    return ", ".join(dict.fromkeys(filter(None, map(text, parts))))


def joined(items: Any) -> str:
    """A list as ACLED writes it, joined by "; "."""
    return "; ".join(items)


def number(event_id: str) -> int:
    """An id as a whole number, such as UCDP's and GDELT's ids are: `f"TL{number:012x}"` is the id again."""
    figures = _ID.fullmatch(event_id)
    return int(figures[1] if figures else hashlib.sha256(event_id.encode()).hexdigest()[:12], 16)


def proposer(event: Event) -> Any:
    """The first actor: of a proposal that no side makes, the outsider who makes it."""
    outsiders = event["mediators"] if event["phase"] == "proposed" else ()
    return outsiders[0] if pd.isna(event["actor1"]) and len(outsiders) else event["actor1"]
