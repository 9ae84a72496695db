"""Datelines ("GENEVA, March 3 (Reuters) -") and other places at the head of a text that give its date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from truceline.dates import calendars
from truceline.dates.meaning import Meaning
from truceline.dates.tokens import Tokens

# How far into a text, in pieces, its date stands; how many before the date in its line; words beside a date that
# has a line of its own.
_HEAD, _BEFORE, _BESIDE = 300, 16, 6
# The most words of a place and an agency before the date of a dateline; a dash after it, which no number follows.
_NAMES = 6
_FUNCTION_WORDS = frozenset("bfiIJ@u!&c1")
_ENDING_DASH = re.compile(r"[-:](?![dzny])|[dz]:[dz]")
# A dateline's year of two digits is of the 20th century from here on.
_CENTURY = 50


def mark(tokens: Tokens, meanings: Iterable[Meaning]) -> None:
    """Mark those at the head of the text that are a dateline's."""
    for meaning in meanings:
        if meaning.first > _HEAD:
            return
        meaning.dateline = meaning.day is not None and _in_dateline(tokens, meaning)


def head_date(tokens: Tokens, meanings: Iterable[Meaning]) -> date | None:
    """The day of publication that the head of the text gives in full, in a dateline, after a label or on a line."""
    for meaning in meanings:
        if meaning.first > _HEAD:
            return None
        if meaning.year is None or meaning.month is None or meaning.day is None:
            continue
        year = meaning.year + (0 if not meaning.short_year else 1900 if meaning.year >= _CENTURY else 2000)
        told = meaning.dateline or (not meaning.short_year and (_labelled(tokens, meaning) or _alone(tokens, meaning)))
        if told and calendars.valid(year, meaning.month, meaning.day):
            return date(year, meaning.month, meaning.day)
    return None


def _line(tokens: Tokens, meaning: Meaning) -> tuple[int, int]:
    first, last = meaning.first, meaning.last
    while first > 0 and "\n" not in tokens.pieces[first - 1] and meaning.first - first <= _BEFORE:
        first -= 1
    while last < len(tokens.pieces) and "\n" not in tokens.pieces[last] and last - meaning.last <= 2 * _BESIDE:
        last += 1
    return first, last


def _in_dateline(tokens: Tokens, meaning: Meaning) -> bool:
    """Only names before the date on its line, and after it the end of the line, or a sign that ends a dateline."""
    first, _ = _line(tokens, meaning)
    ahead = tokens.pieces[first : meaning.first]
    names = [piece for piece in ahead if piece[0].isalpha()]
    if not 0 < len(names) <= _NAMES or not all(name[0].isupper() for name in names):
        return False
    if not _FUNCTION_WORDS.isdisjoint(tokens.tags[first : meaning.first]):
        return False
    after = tokens.tags[meaning.last : meaning.last + 4].replace("_", "")
    ends = not after or after[0] in "(?\n" or "\n" in tokens.pieces[meaning.last] or _ENDING_DASH.match(after)
    return bool(ends) and not any(piece.isdecimal() for piece in ahead)


def _labelled(tokens: Tokens, meaning: Meaning) -> bool:
    return "4" in tokens.tags[max(0, meaning.first - 6) : meaning.first]


def _alone(tokens: Tokens, meaning: Meaning) -> bool:
    first, last = _line(tokens, meaning)
    beside = tokens.pieces[first : meaning.first] + tokens.pieces[meaning.last : last]
    return sum(piece[0].isalnum() for piece in beside) <= _BESIDE
