"""Words of a text with their offsets, folded so that one key stands for all spellings of a name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+")
# Letters that NFKD leaves whole, with the letters that news writes in their stead.
_WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
_SENTENCE_ENDS = frozenset('.!?“"')


class Token(NamedTuple):
    """One word at `start`:`end`. `gap` is the text between it and the word before.

    `opens` says that it opens a sentence or line, so that its capital proves nothing; `loud` that it stands in a
    line of capitals ("REBELS SIGN TRUCE IN ACCRA") or of capitalised words (a headline), where no capital does.
    """

    key: str
    start: int
    end: int
    gap: str
    capital: bool
    upper: bool
    opens: bool
    loud: bool


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The word in lower case without accents: "Bogotá" and "BOGOTA" have one key."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.lower().translate(_WHOLE_LETTERS))
    return "".join(c for c in plain if c.isalnum())


def name_key(name: str) -> str:
    """The key of a name of several words: their folded words joined by one space ("al-Hudaydah" -> "al hudaydah")."""
    return " ".join(fold(word) for word in _WORD.findall(name))


def tokenize(text: str) -> list[Token]:
    """All words of the text in order. Linear in its length."""
    tokens: list[Token] = []
    for line_start, line_end in _lines(text):
        tokens.extend(_line_tokens(text, line_start, line_end))
    return tokens


def _lines(text: str) -> list[tuple[int, int]]:
    bounds, start = [], 0
    for line in text.splitlines(keepends=True):
        bounds.append((start, start + len(line)))
        start += len(line)
    return bounds


def _line_tokens(text: str, start: int, end: int) -> list[Token]:
    spans = [m.span() for m in _WORD.finditer(text, start, end)]
    words = [text[a:b] for a, b in spans]
    loud = _is_loud(words)
    tokens, previous, opens = [], start, True
    for word, (a, b) in zip(words, spans, strict=True):
        gap = text[previous:a]
        if gap != " ":
            opens = opens or not _SENTENCE_ENDS.isdisjoint(gap)
        capital = word[0].isupper()
        tokens.append(Token(fold(word), a, b, gap, capital, capital and word.isupper(), opens, loud))
        previous, opens = b, False
    return tokens


def _is_loud(words: list[str]) -> bool:
    """Whether a line is in capitals, or has a capital on nearly every long word as a headline has."""
    capitals = [w for w in words if w[0].isupper()]
    if len(capitals) < 2 or 2 * len(capitals) < len(words):
        return False
    letters = [w for w in words if w[0].isalpha()]
    if sum(w.isupper() for w in capitals) > 0.8 * len(letters):
        return True
    long_words = [w for w in letters if len(w) > 3]
    return len(long_words) > 3 and sum(w[0].isupper() for w in long_words) > 0.85 * len(long_words)
