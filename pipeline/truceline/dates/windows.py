"""Where a text can hold a date: one scan for what every date expression has to have, and the text around it.

A rule of the grammar holds a name of the calendar, a unit of time, a year of four digits, or a digit beside a sign
or a word that makes it a date ("5/", "5:", "'98", "5 pm", "Q3"). Numbers alone are no trigger: most count something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from truceline.dates.lexicon import load

# The tags of words that are a trigger by themselves; before a digit; and after one.
_ALONE = frozenset("MmWwBSs*KTtPUVZFDkC{")
_BEFORE_DIGIT, _AFTER_DIGIT = frozenset("Q"), frozenset("gGq=")
_DIGITS = "0123456789"
_YEARS = range(1000, 2200)
# Digits of other scripts are rare: each is a trigger, wherever it stands.
_OTHER_DIGITS = [chr(code) for code in range(0x80, 0x10000) if chr(code).isdecimal()]
# How many characters around a trigger are read, and how near two windows are one.
_LEFT, _RIGHT, _APART = 30, 20, 20


@cache
def _triggers(language: str) -> AhoCorasick:
    words = load(language).words
    patterns = {form for form, word in words.items() if word.tag in _ALONE}
    # A phrase may be broken over a line.
    patterns |= {form[:k] + "\n" + form[k + 1 :] for form in patterns for k, sign in enumerate(form) if sign == " "}
    before = [form for form, word in words.items() if word.tag in _BEFORE_DIGIT]
    after = ["/", ":", *(form for form, word in words.items() if word.tag in _AFTER_DIGIT)]
    for blank in ("", " ", "\n"):
        patterns |= {form + blank + digit for form in before for digit in _DIGITS}
        patterns |= {digit + blank + form for form in after for digit in _DIGITS}
    patterns |= {"'" + digit for digit in _DIGITS} | {str(year) for year in _YEARS} | set(_OTHER_DIGITS)
    return _automaton(patterns)


@cache
def _future_cues(language: str) -> AhoCorasick:
    return _automaton(form for form, word in load(language).words.items() if word.tag == "+")


def _automaton(patterns: Iterable[str]) -> AhoCorasick:
    return AhoCorasick(sorted(patterns), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


def _matches(automaton: AhoCorasick, text: str) -> list[tuple[int, int, int]]:
    """Number of the pattern, begin and end of each match."""
    try:
        return automaton.find_matches_as_indexes(text)
    except UnicodeEncodeError:  # a lone surrogate
        return automaton.find_matches_as_indexes(text.encode("utf-8", "replace").decode())


def windows(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each stretch of `text` that can hold date expressions, in order, apart from each other."""
    begin = end = 0
    for _, first, last in _matches(_triggers(language), text):
        if first - _LEFT - _APART > end:
            if end:
                yield begin, end
            begin = first - _LEFT
        end = last + _RIGHT
    if end:
        yield begin, end


def future_cues(text: str, language: str) -> list[int]:
    """Where in `text` what may be a cue of the future begins."""
    return [first for _, first, _ in _matches(_future_cues(language), text)]
