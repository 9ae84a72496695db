"""The words of one language's date expressions, read from `lexicons/<language>/dates.toml`.

A lexicon is data: each table of the file is a class of words, each key what its words stand for. The grammar sees
one character a class (`TAGS`), so that it holds no language's words and a new language is a new file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.lexicon_files import LEXICONS, read_toml

# The character that the grammar sees for each class of words.
TAGS = {
    "month": "M", "month_ambiguous": "m", "weekday": "W", "weekday_short": "w", "weekday_plural": "B",
    "season": "S", "season_ambiguous": "s", "season_noun": "8", "holiday": "*", "day_part": "K",
    "day_part_plural": "7", "deictic": "T", "deictic_night": "t", "reference": "P",
    "last": "L", "past": "p", "next": "X", "this": "H", "that": "j", "previous": "l", "following": "r", "latest": "R",
    "part": "E", "part_noun": "3", "part_after": "}", "half": "h", "end_of": "Z", "earlier": "0", "later": "9",
    "ago": "A", "from_now": "A", "ago_before": "a", "in_before": "I", "throughout": "J", "old": "2", "or_so": "6",
    "unit": "U", "unit_plural": "V", "unit_dual": "{",
    "ended": "5", "fiscal": "Y", "quarter_sign": "Q", "every": "e", "frequency": "F",
    "ordinal": "O", "ordinal_suffix": "o", "number": "N", "tens": "k", "scale": "C", "vague_number": "v", "one": "1",
    "decade_name": "D", "decade_suffix": "q", "era_before": "=", "meridiem": "g", "zone": "G",
    "article": "b", "of": "f", "preposition": "i", "modifier": "@", "until": "u", "side": "!", "to": "c",
    "conjunction": "&", "about": "~", "number_guard": "#", "person_guard": "%", "currency": "$",
    "future_cue": "+", "past_cue": "<", "published": "4",
}  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+\Z")


@dataclass(frozen=True, slots=True)
class Word:
    """What a word stands for: its class's `tag` and its key in the table, as text and, where it is one, a number."""

    tag: str
    code: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language: its words as written, and its habits.

    `phrases` matches an entry that is more than one word, or holds signs, and is one piece of the text.
    `month_first` is the order of 12/29/2016, `noun_first` that of "semaine derniere" and "2016 goda".
    """

    language: str
    words: dict[str, Word]
    phrases: re.Pattern[str]
    month_first: bool
    noun_first: bool


@cache
def load(language: str) -> Lexicon:
    """The lexicon of `language`. Raises ValueError for a language that has none, or for a word in two classes."""
    if language not in languages():
        raise ValueError(f"no date lexicon for language {language!r}")
    data = read_toml(f"{language}/dates.toml")
    words: dict[str, Word] = {}
    capital_only = set(data["capital_only"])
    for table, tag in TAGS.items():
        for code, forms in data.get(table, {}).items():
            word = Word(tag, code, int(code) if code.lstrip("-").isdigit() else None)
            for form in forms:
                for variant in _variants(form, form in capital_only, data):
                    if words.setdefault(variant, word) != word:
                        raise ValueError(f"{language}: {variant!r} is both {words[variant]} and {word}")
    return Lexicon(language, words, _phrases(words), data["month_first"], data["noun_first"])


def languages() -> list[str]:
    """The languages that have a date lexicon, sorted: folders named by an ISO 639-1 code."""
    folders = (path.parent.name for path in LEXICONS.glob("*/dates.toml"))
    return sorted(name for name in folders if len(name) == len("en"))


def _variants(form: str, capital_only: bool, data: dict[str, Any]) -> list[str]:
    """The ways in which a word is written: as given, Capitalised, in CAPITALS, and with each prefix of the language."""
    dotted = data.get("dotted_i", False)
    upper = form.replace("i", "İ").upper() if dotted else form.upper()
    first = "İ" if dotted and form[0] == "i" else form[0].upper()
    capitals = [form, first + form[1:], upper]
    forms = capitals if capital_only or (form != form.lower() and len(form) < 4) else [*capitals, form.lower()]
    return forms + [prefix + form for prefix in data.get("prefixes", [])]


def is_word(form: str) -> bool:
    """Whether an entry is one word; others are phrases or hold signs."""
    return _LETTERS.match(form) is not None


def _phrases(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{_any_of(sorted((f for f in words if not is_word(f)), key=str.swapcase))})")


def _any_of(endings: list[str], last: str = "") -> str:
    """A pattern for any of `endings`, shared beginnings written once; a phrase must not end within a word."""
    by_first: dict[str, list[str]] = {}
    for ending in filter(None, endings):
        by_first.setdefault(ending[0], []).append(ending[1:])
    branches = [("[ \\n]" if c == " " else re.escape(c)) + _any_of(rest, c) for c, rest in by_first.items()]
    if "" in endings:
        branches.append(r"(?![^\W_])" if last.isalnum() else "")
    return f"(?:{'|'.join(branches)})" if branches else "(?!)"
