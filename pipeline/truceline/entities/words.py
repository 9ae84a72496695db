"""The word lists of entities, read once from lexicons/places/words.toml and lexicons/actors/words.toml."""

from __future__ import annotations

import tomllib
from functools import cache

from truceline.entities.rows import LEXICONS


@cache
def words(name: str) -> frozenset[str]:
    """The list `name` of either file, as keys. Raises KeyError where neither has it."""
    return frozenset(_lists()[name])


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for folder in ("places", "actors"):
        with (LEXICONS / folder / "words.toml").open("rb") as file:
            lists |= tomllib.load(file)
    return lists
