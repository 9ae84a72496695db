"""Where a text can hold a date: one scan for what every date expression has to have, and the text around it.

A rule of the grammar holds a name of the calendar, a unit of time, a year of four digits, or a digit beside a sign
or a word that makes it a date ("5/", "5:", ".05.", "'98", "5 pm", "5th", "Q3"). Numbers alone are no trigger: most
count something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from truceline.dates.lexicon import is_word, load

# The tags of words that are a trigger by themselves (see `lexicon.TAGS`); before a digit; after one, the first letters
# being enough; and glued to one.
TRIGGERS = "MmWwBSs*KTtPUVZFDkC{"
_BEFORE_DIGIT, _AFTER_DIGIT, _GLUED_TO_DIGIT = "Q", "gG=", "qo"
_BLANKS = ("", " ", "\n")
_DIGITS = "0123456789"
_YEARS = range(1000, 2200)
# How many characters around a trigger are read, and how near two windows are one.
_LEFT, _RIGHT, _APART = 30, 20, 20
# How far a window reaches beyond that at most to begin and end with whole words.
_WORD = 24


@cache
def _triggers(language: str) -> AhoCorasick:
    words = load(language).words
    patterns = {broken for form, word in words.items() if word.tag in TRIGGERS for broken in _broken(form)}
    before = [form + blank for form, word in words.items() if word.tag in _BEFORE_DIGIT for blank in _BLANKS]
    after = [blank + form[:2] for form, word in words.items() if word.tag in _AFTER_DIGIT for blank in _BLANKS]
    glued = [form for form, word in words.items() if word.tag in _GLUED_TO_DIGIT]
    for digit in _DIGITS:
        patterns |= {sign + digit for sign in ("'", *before)} | {digit + sign for sign in ("/", ":", *glued, *after)}
    patterns |= {f".{month:02d}." for month in range(1, 13)}
    return _automaton(patterns | {str(year) for year in _YEARS} | _other_digits())


@cache
def _other_digits() -> frozenset[str]:
    """The digits of other scripts: they are so rare that each may be a trigger, wherever it stands."""
    return frozenset(sign for sign in map(chr, range(0x80, 0x10000)) if sign.isdecimal())


@cache
def _phrases(language: str) -> AhoCorasick:
    forms = [form for form in load(language).words if not is_word(form)]
    return _automaton((broken for form in forms for broken in _broken(form)), MatchKind.Standard)


def _broken(form: str) -> Iterator[str]:
    """A phrase with each of its blanks as it is or as the end of a line."""
    return map("".join, product(*((sign, "\n") if sign == " " else (sign,) for sign in form)))


@cache
def _future_cues(language: str) -> AhoCorasick:
    return _automaton(form for form, word in load(language).words.items() if word.tag == "+")


def _automaton(patterns: Iterable[str], kind: MatchKind = MatchKind.LeftmostLongest) -> AhoCorasick:
    return AhoCorasick(sorted(patterns), matchkind=kind, implementation=Implementation.DFA, store_patterns=False)


def _matches(automaton: AhoCorasick, text: str, overlapping: bool = False) -> list[tuple[int, int, int]]:
    """Number of the pattern, begin and end of each match."""
    try:
        return automaton.find_matches_as_indexes(text, overlapping)
    except UnicodeEncodeError:  # a lone surrogate
        return automaton.find_matches_as_indexes(text.encode("utf-8", "replace").decode(), overlapping)


def windows(text: str, language: str) -> list[tuple[int, int]]:
    """Begin and end of each stretch of `text` that can hold date expressions, in order; they may touch or overlap."""
    spans: list[tuple[int, int]] = []
    begin = end = 0
    for _, first, last in _matches(_triggers(language), text):
        if first - _LEFT - _APART > end:
            if end:
                spans.append(_of_words(text, begin, end))
            begin = first - _LEFT
        end = last + _RIGHT
    if end:
        spans.append(_of_words(text, begin, end))
    return spans


def _of_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """A window that begins after a blank and ends before one, if they are near."""
    right = text.find(" ", end, end + _WORD)
    return text.rfind(" ", max(0, begin - _WORD), begin) + 1 or begin, right if right > 0 else min(end, len(text))


def phrases(text: str, language: str) -> list[int]:
    """Where in `text` an entry of the lexicon that is more than a word may begin."""
    return sorted({first for _, first, _ in _matches(_phrases(language), text, overlapping=True)})


def future_cues(text: str, language: str) -> list[int]:
    """Where in `text` what may be a cue of the future begins, the last one first."""
    found = _matches(_future_cues(language), text)
    return [
        first
        for _, first, last in reversed(found)
        if not (text[last : last + 1].isalpha() or text[first - 1 : first].isalnum())
    ]
