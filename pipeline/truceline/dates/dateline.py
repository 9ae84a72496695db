"""Datelines ("GENEVA, March 3 (Reuters) -") and other places at the head of a text that give its date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from truceline.dates import calendars
from truceline.dates.meaning import Meaning
from truceline.dates.tokens import Tokens, cut

# How far into a text, in characters, its date stands; how many pieces before the date in its line; words beside a
# date that has a line of its own.
_HEAD, _BEFORE, _BESIDE = 860, 16, 6
# So many pieces of a line are within so many characters, words of other lengths than people use apart.
_LONGEST_LINE = 250
# The most words of a place and an agency before the date of a dateline; a dash after it, which no number follows.
_NAMES = 6
_FUNCTION_WORDS = frozenset("bfiIJ@u!&c1")
_ENDING_DASH = re.compile(r"[-:](?![dzny])|[dz]:[dz]")
# A dateline's year of two digits is of the 20th century from here on.
_CENTURY = 50


def mark(tokens: Tokens, meanings: Iterable[Meaning]) -> None:
    """Mark those at the head of the text that are a dateline's."""
    for meaning in meanings:
        if meaning.day is not None:
            if tokens.start(meaning.first) > _HEAD:
                return
            meaning.dateline = _in_dateline(tokens, meaning)


def head_date(tokens: Tokens, meanings: Iterable[Meaning]) -> date | None:
    """The day of publication that the head of the text gives in full, in a dateline, after a label or on a line."""
    for meaning in meanings:
        if tokens.start(meaning.first) > _HEAD:
            return None
        if meaning.year is None or meaning.month is None or meaning.day is None:
            continue
        year = meaning.year + (0 if not meaning.short_year else 1900 if meaning.year >= _CENTURY else 2000)
        told = meaning.dateline or (not meaning.short_year and (_labelled(tokens, meaning) or _alone(tokens, meaning)))
        if told and (day := calendars.day_of(year, meaning.month, meaning.day)):
            return day
    return None


def _before(tokens: Tokens, meaning: Meaning) -> tuple[list[str], str]:
    """The last pieces before the date on its line, and their tags."""
    end = tokens.start(meaning.first)
    begin = max(tokens.text.rfind("\n", 0, end) + 1, end - _LONGEST_LINE)
    pieces, tags = cut(tokens.text[begin:end], tokens.lexicon)
    return pieces[-_BEFORE - 1 :], tags[-_BEFORE - 1 :]


def _after(tokens: Tokens, meaning: Meaning) -> list[str]:
    """The first pieces after the date on its line."""
    begin = tokens.start(meaning.last)
    line, _, _ = tokens.text[begin : begin + _LONGEST_LINE].partition("\n")
    return cut(line, tokens.lexicon)[0][: 2 * _BESIDE + 1]


def _in_dateline(tokens: Tokens, meaning: Meaning) -> bool:
    """Only names before the date on its line, and after it the end of the line, or a sign that ends a dateline."""
    after = tokens.tags[meaning.last : meaning.last + 4].replace("_", "")
    if after and after[0] not in "(?\n" and "\n" not in tokens.pieces[meaning.last] and not _ENDING_DASH.match(after):
        return False
    pieces, tags = _before(tokens, meaning)
    names = [piece for piece in pieces if piece[0].isalpha()]
    if not 0 < len(names) <= _NAMES or not all(name[0].isupper() for name in names):
        return False
    return _FUNCTION_WORDS.isdisjoint(tags) and not any(piece.isdecimal() for piece in pieces)


def _labelled(tokens: Tokens, meaning: Meaning) -> bool:
    return "4" in tokens.tags[max(0, meaning.first - 6) : meaning.first]


def _alone(tokens: Tokens, meaning: Meaning) -> bool:
    beside = _before(tokens, meaning)[0] + _after(tokens, meaning)
    return sum(piece[0].isalnum() for piece in beside) <= _BESIDE
