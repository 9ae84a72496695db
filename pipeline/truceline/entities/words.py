"""The word lists of entities, read once from lexicons/places/words.toml and lexicons/actors/words.toml."""

from __future__ import annotations

from functools import cache

from truceline.lexicon_files import read_toml


@cache
def words(name: str) -> frozenset[str]:
    """The list `name` of either file, as keys. Raises KeyError where neither has it."""
    return frozenset(_lists()[name])


@cache
def _lists() -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for folder in ("places", "actors"):
        lists |= read_toml(f"{folder}/words.toml")
    return lists
