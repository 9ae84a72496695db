"""Text cut into pieces, each with a one-character tag that the grammar reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate

from truceline.dates.lexicon import Lexicon, Word, load
from truceline.dates.windows import TRIGGERS, phrases, windows

# Length-preserving: offsets must stay those of the text as given.
_SIGNS = {
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u2010": "-", "\u2011": "-", "\u2012": "-",
    "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u0060": "'",
}  # fmt: skip
_ONES = {"-": "-", ",": ",", "،": ",", ".": ".", "/": "/", ":": ":", "'": "'", "(": "(", ")": ")", "$": "$",
         "€": "$", "£": "$", "¥": "$", "%": "$", ";": ";", "!": "?", "?": "?"}  # fmt: skip


# White space, words, runs of digits, single signs; the second pattern cuts ASCII text alike, in less time.
PIECE = re.compile(r"\s+|[^\W\d_]+|\d+|.", re.DOTALL)
ASCII_PIECE = re.compile(r"[ \t-\r\x1c-\x1f]+|[A-Za-z]+|[0-9]+|.", re.DOTALL)
_REMEMBERED, _LONG, _LONGEST_NUMBER = 200_000, 30, 6
# A stretch of text that is not cut: what stands for it while the rest is cut, and its tag.
_SKIP, SKIPPED = "\0", "|"
# A window is too narrow if a date may begin before its left end: with no unknown word or paragraph before a trigger,
# in more pieces than the grammar looks over; the first word does not count, which may be the end of a phrase.
_NARROW = re.compile(rf"\|(?:x_)?[^|x\ny{TRIGGERS}]{{0,40}}[y{TRIGGERS}]")
# It is widened by so many characters at first.
_MORE = 60


@dataclass(slots=True)
class Tokens:
    """Pieces that cover the text; piece k is text[start(k):start(k + 1)] and tags[k] its class.

    Far from all that makes a date a piece is a long stretch of text, and its tag `SKIPPED`.
    """

    text: str
    pieces: list[str]
    tags: str
    lexicon: Lexicon
    _starts: list[int] = field(default_factory=list)

    def start(self, k: int) -> int:
        """The place in the text of piece k."""
        if not self._starts:
            self._starts = [0, *accumulate(map(len, self.pieces))]
        return self._starts[k]

    def word(self, k: int) -> Word:
        """The lexicon's entry for piece k, which must be a word of the lexicon."""
        return self.lexicon.words[self.pieces[k]]


class _Tagger(dict[str, str]):
    """Tags by piece; those of pieces not seen before are told by their looks and, up to a limit, remembered."""

    def __missing__(self, piece: str) -> str:
        if piece[0].isalpha():
            tag = "x"
        elif piece.isdecimal():
            tag = number_tag(piece)
        elif piece.isspace():
            tag = "\n" if piece.count("\n") > 1 else "_"
        else:
            tag = "?"
        if len(self) < _REMEMBERED and len(piece) < _LONG:
            self[piece] = tag
        return tag


def number_tag(digits: str) -> str:
    """d: a day of a month, z: another number of two digits, y: a year, n: any other number, ?: one too long to read."""
    if len(digits) > _LONGEST_NUMBER:
        return "?"
    n = int(digits)
    if len(digits) <= 2:
        return "d" if 1 <= n <= 31 else "z"
    return "y" if len(digits) == 4 and 1000 <= n < 2200 else "n"


@cache
def _tagger(language: str) -> _Tagger:
    """Tags of the words and signs; those of all else are told by its looks."""
    words = {form: word.tag for form, word in load(language).words.items()}
    return _Tagger({" ": "_", _SKIP: SKIPPED, **_ONES, **words})


def cut(text: str, lexicon: Lexicon) -> tuple[list[str], str]:
    """All pieces of `text` and their tags."""
    plain = text if text.isascii() else _plain(text)
    findall = (ASCII_PIECE if plain.isascii() else PIECE).findall
    pieces: list[str] = []
    at = 0
    for first in phrases(plain, lexicon.language):
        if first >= at and (phrase := lexicon.phrases.match(plain, first)):
            pieces += findall(plain, at, first)
            pieces.append(phrase.group().replace("\n", " "))
            at = phrase.end()
    pieces += findall(plain, at)
    return pieces, "".join(map(_tagger(lexicon.language).__getitem__, pieces))


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """Cut `text` into pieces and tag them where it can hold a date; each stretch between such places is one piece."""
    plain = text if text.isascii() else _plain(text)
    plain = plain.replace(_SKIP, " ") if _SKIP in plain else plain
    pieces, tags = _cut_windows(plain, windows(plain, lexicon.language), lexicon)
    more = _MORE
    while narrow := [match.start() for match in _NARROW.finditer(tags)]:
        pieces, tags = _widened(pieces, tags, narrow, more, lexicon)
        more *= 2
    return Tokens(text, pieces, tags, lexicon)


def _cut_windows(text: str, spans: Iterable[tuple[int, int]], lexicon: Lexicon) -> tuple[list[str], str]:
    """The pieces of some spans of `text`, and what lies before, between and after them as a piece each."""
    parts, skipped, at = [], [], 0
    for begin, end in spans:
        if begin > at:
            parts.append(_SKIP)
            skipped.append(text[at:begin])
        parts.append(text[max(at, begin) : end])
        at = end
    if at < len(text):
        parts.append(_SKIP)
        skipped.append(text[at:])
    pieces, tags = cut("".join(parts), lexicon)
    k = -1
    for stretch in skipped:
        k = tags.index(SKIPPED, k + 1)
        pieces[k] = stretch
    return pieces, tags


def _widened(pieces: list[str], tags: str, narrow: Iterable[int], more: int, lexicon: Lexicon) -> tuple[list[str], str]:
    """Pieces and tags once the windows that follow the skipped pieces `narrow` begin so many characters before."""
    out: list[str] = []
    out_tags: list[str] = []
    at = 0
    for skipped in narrow:
        end = tags.find(SKIPPED, skipped + 1)
        end = len(tags) if end < 0 else end
        stretch = pieces[skipped]
        begin = stretch.rfind(" ", 0, max(0, len(stretch) - more)) + 1
        window, window_tags = cut("".join((stretch[begin:], *pieces[skipped + 1 : end])), lexicon)
        out += pieces[at:skipped] + [stretch[:begin]] * (begin > 0) + window
        out_tags += tags[at:skipped], SKIPPED * (begin > 0), window_tags
        at = end
    return out + pieces[at:], "".join((*out_tags, tags[at:]))


def _plain(text: str) -> str:
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    return text
