"""The words of `lexicons/*/reading.toml`, of all languages at once, and the other small tables of this stage.

The head of an article is read before its language is known, so the languages' words are pooled.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


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
    folder = resources.files("truceline") / "lexicons"
    for language in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = language / "reading.toml"
        if path.is_file():
            yield tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def field_of_key() -> Mapping[str, tuple[str, int]]:
    """Key in lower case to the field that it fills and its rank among that field's keys, 0 the first choice."""
    path = resources.files("truceline") / "lexicons" / "keys.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return {key: (field, rank) for field, keys in data.items() for rank, key in enumerate(keys)}


@cache
def outlets() -> Mapping[str, str]:
    """Host without "www." to the outlet's name."""
    path = resources.files("truceline") / "lexicons" / "outlets.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    return {row["host"]: row["outlet"] for row in rows}
