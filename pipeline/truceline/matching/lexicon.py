"""What lexicons/match.toml says: weights, windows and words of the matching."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from truceline.lexicon_files import read_toml

PARTS = ("date", "place", "actors", "type", "words")


@cache
def weights() -> Mapping[str, Any]:
    """The whole table."""
    return read_toml("match.toml")


@cache
def word_set(section: str, name: str) -> frozenset[str]:
    """A list of words of the table as a set."""
    return frozenset(weights()[section][name])
