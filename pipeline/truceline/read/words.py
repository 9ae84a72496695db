"""The words of `lexicons/*/reading.toml`, of all languages at once, and the other small tables of this stage.

The head of an article is read before its language is known, so the languages' words are pooled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.lexicon_files import LEXICONS, read_csv, read_toml


@dataclass(frozen=True, slots=True)
class Words:
    """Words in lower case, by what they are the sign of. Tuples hold the longest first."""

    bylines: tuple[str, ...]
    particles: frozenset[str]
    date_line: frozenset[str]
    url_labels: frozenset[str]
    credits: frozenset[str]
    credit_starters: tuple[str, ...]
    page_break: frozenset[str]


@cache
def words() -> Words:
    """The pooled words of every language that has a `reading.toml`."""
    tables = list(_tables())

    def pooled(table: str, key: str = "words") -> frozenset[str]:
        return frozenset(word for data in tables for word in data[table][key])

    def longest_first(table: str, key: str = "words") -> tuple[str, ...]:
        return tuple(sorted(pooled(table, key), key=lambda word: (-len(word), word)))

    return Words(
        longest_first("byline"),
        pooled("byline", "particles"),
        pooled("date_line"),
        pooled("url_label"),
        pooled("credit"),
        longest_first("credit", "starters"),
        pooled("page_break"),
    )


def _tables() -> Iterator[dict[str, Any]]:
    for path in sorted(LEXICONS.glob("*/reading.toml")):
        yield read_toml(path.relative_to(LEXICONS).as_posix())


@cache
def field_of_key() -> Mapping[str, tuple[str, int]]:
    """Key in lower case to the field that it fills and its rank among that field's keys, 0 the first choice."""
    return {key: (field, rank) for field, keys in read_toml("keys.toml").items() for rank, key in enumerate(keys)}


@cache
def outlets() -> Mapping[str, str]:
    """Host without "www." to the outlet's name."""
    return {row["host"]: row["outlet"] for row in read_csv("outlets.csv")}
