"""Where the sentences of a text begin and end.

Offsets point into the text as given. A blank line always ends a sentence; a single line break does where the line
before is a heading, an item of a list or a line of a table, and is white space where the text is merely wrapped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from truceline.lexicon_files import read_toml

_BLOCK = re.compile(r"\n[^\S\n]*\n")
_TERMINATOR = re.compile(r"(?:[.!?…]+|[。؟])(?P<close>[\"'”’»)\]]*)(?=\s|[\"“‘(\[]|$)")
_LAST_WORD = re.compile(r"[^\s\"'“”‘’()\[\],;:/]+\Z")
_NEXT_WORD = re.compile(r"[\s\"'“”‘’«»()\[\]*_–—-]*([^\W_]+(?:['’.][^\W_]+)*|\S?)")
# A wrapped line fills half of its paragraph's width; a heading or a table's cell does not.
_WRAPPED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]`, without white space at either end."""

    start: int
    end: int


class Placed(Protocol):
    """A thing found at a place of the text."""

    @property
    def char_start(self) -> int:
        """Where it begins."""


Found = TypeVar("Found", bound=Placed)


def within(found: Sequence[Found], span: Span) -> Sequence[Found]:
    """Those of `found`, which is in order of `char_start`, that begin inside a span."""
    first = bisect_left(found, span.start, key=lambda one: one.char_start)
    return found[first : bisect_left(found, span.end, lo=first, key=lambda one: one.char_start)]


@dataclass(frozen=True, slots=True)
class _Words:
    titles: frozenset[str]
    before_number: frozenset[str]
    ambiguous: frozenset[str]
    starters: frozenset[str]
    bullets: tuple[str, ...]


@cache
def _words(language: str) -> _Words:
    data = read_toml(f"{language}/sentences.toml")
    sets = {name: frozenset(data[name]) for name in ("titles", "before_number", "ambiguous", "starters")}
    return _Words(**sets, bullets=tuple(f"{sign} " for sign in data["bullets"]))


def split(text: str, language: str = "en") -> list[Span]:
    """The sentences of `text` in order; they do not overlap and all that is between them is white space."""
    words = _words(language)
    spans = (
        _trimmed(text, start, end)
        for block in _pieces(text, 0, len(text), (m.span() for m in _BLOCK.finditer(text)))
        for line in _pieces(text, *block, _line_breaks(text, *block, words))
        for start, end in _pieces(text, *line, _sentence_ends(text, *line, words))
    )
    return [span for span in spans if span.start < span.end]


def _pieces(text: str, start: int, end: int, breaks: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for left, right in breaks:
        yield start, left
        start = right
    yield start, end


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _line_breaks(text: str, start: int, end: int, words: _Words) -> Iterator[tuple[int, int]]:
    width = max(map(len, text[start:end].split("\n")))
    line_start = start
    for match in re.compile(r"\n\s*").finditer(text, start, end):
        line, following = text[line_start : match.start()].strip(), text[match.end() : match.end() + 2]
        line_start = match.end()
        heading = len(line) < _WRAPPED_SHARE * width and following[:1].isupper()
        if following in words.bullets or (line.startswith(words.bullets) and not following[:1].islower()) or heading:
            yield match.span()


def _sentence_ends(text: str, start: int, end: int, words: _Words) -> Iterator[tuple[int, int]]:
    for match in _TERMINATOR.finditer(text, start, end):
        if match.end() < end and _ends(text, start, match, words):
            yield match.end(), match.end()


def _ends(text: str, start: int, match: re.Match[str], words: _Words) -> bool:
    following = _NEXT_WORD.match(text, match.end(), match.end() + 80)
    word = following[1] if following else ""
    if not word or word[0].islower():
        return False
    if text[match.end()].isspace() is False and not match["close"] and text[match.end()] not in '“"':
        return False
    if not match[0].startswith(".") or match["close"] or match[0].startswith(".."):
        return True
    return _full_stop_ends(text, start, match.start(), word, words)


def _full_stop_ends(text: str, start: int, stop: int, word: str, words: _Words) -> bool:
    before = _LAST_WORD.search(text, max(start, stop - 40), stop)
    last = before[0].casefold() if before else ""
    if last in words.titles:
        return False
    if last in words.before_number and word[0].isdigit():
        return False
    initial = (len(last) == 1 and last.isalpha()) or re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])+", last) is not None
    if last in words.ambiguous or initial:
        return word.casefold() in words.starters
    return True
