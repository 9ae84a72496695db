"""What lexicons/match.toml says: weights, windows and words of the matching."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

PARTS = ("date", "place", "actors", "type", "words")


@cache
def weights() -> Mapping[str, Any]:
    """The whole table."""
    return tomllib.loads((files("truceline") / "lexicons" / "match.toml").read_text(encoding="utf-8"))


@cache
def word_set(section: str, name: str) -> frozenset[str]:
    """A list of words of the table as a set."""
    return frozenset(weights()[section][name])
