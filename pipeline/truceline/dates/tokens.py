"""Text cut into pieces, each with a one-character tag that the grammar reads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from truceline.dates.lexicon import Lexicon, Word, load
from truceline.dates.windows import windows

# Length-preserving: offsets must stay those of the text as given.
_SIGNS = {
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u2010": "-", "\u2011": "-", "\u2012": "-",
    "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u0060": "'",
}  # fmt: skip
_ONES = {"-": "-", ",": ",", "،": ",", ".": ".", "/": "/", ":": ":", "'": "'", "(": "(", ")": ")", "$": "$",
         "€": "$", "£": "$", "¥": "$", "%": "$", ";": ";", "!": "?", "?": "?"}  # fmt: skip


_REMEMBERED, _LONG, _LONGEST_NUMBER = 200_000, 30, 6
# The tag of a stretch of text that is not cut.
SKIPPED = "|"
# How far a window reaches at most to begin and end with whole words, less than windows are apart.
_WORD = 10
# A window is too narrow if what may be a date begins at its left end: with no unknown word before a number or a name
# of the calendar, in so many pieces as the grammar looks over at most. It is widened by so many characters at first.
_OPEN = re.compile(r"[^x\ndznyMmWwBSs*KTtPUVZFDkC{]{0,40}[dznyMmWwBSs*KTtPUVZFDkC{]")
_MORE = 60


@dataclass(slots=True)
class Tokens:
    """Pieces that cover the text; piece k is text[start(k):start(k + 1)] and tags[k] its class."""

    text: str
    pieces: list[str]
    tags: str
    lexicon: Lexicon
    # The piece asked for last, and its place: most pieces are never asked for, so places are not all counted.
    _piece: int = 0
    _start: int = 0

    def start(self, k: int) -> int:
        """The place in the text of piece k, counted from that of the piece asked for last."""
        if k >= self._piece:
            self._start += len("".join(self.pieces[self._piece : k]))
        else:
            self._start -= len("".join(self.pieces[k : self._piece]))
        self._piece = k
        return self._start

    def word(self, k: int) -> Word:
        """The lexicon's entry for piece k, which must be a word of the lexicon."""
        return self.lexicon.words[self.pieces[k]]


class _Tagger(dict[str, str]):
    """Tags by piece; those of pieces not seen before are told by their looks and, up to a limit, remembered."""

    def __missing__(self, piece: str) -> str:
        if piece.isdecimal():
            tag = number_tag(piece)
        elif piece.isspace():
            tag = "\n" if piece.count("\n") > 1 else "_"
        else:
            tag = "x" if piece[0].isalpha() else "?"
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
    """Tags of all that can be told beforehand; the rest is told by its looks."""
    numbers = {str(n): number_tag(str(n)) for n in range(10_000)}
    words = {form: word.tag for form, word in load(language).words.items()}
    return _Tagger({" ": "_", **_ONES, **numbers, **words})


def cut(text: str, lexicon: Lexicon) -> tuple[list[str], str]:
    """All pieces of `text` and their tags."""
    plain = text if text.isascii() else _plain(text)
    pieces = (lexicon.ascii_pieces if plain.isascii() else lexicon.pieces).findall(plain)
    return pieces, "".join(map(_tagger(lexicon.language).__getitem__, pieces))


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """Cut `text` into pieces and tag them where it can hold a date; each stretch between such places is one piece."""
    plain = text if text.isascii() else _plain(text)
    findall = (lexicon.ascii_pieces if plain.isascii() else lexicon.pieces).findall
    tag = _tagger(lexicon.language).__getitem__
    pieces: list[str] = []
    tags: list[str] = []
    at = 0
    for first, last in windows(plain, lexicon.language):
        begin, end = _between_words(plain, max(at, first), last)
        found = findall(plain, begin, end)
        here = "".join(map(tag, found))
        more = _MORE
        while begin > at and _OPEN.match(here):
            begin, more = max(at, begin - more), 2 * more
            found = findall(plain, begin, end)
            here = "".join(map(tag, found))
        if begin > at:
            pieces.append(plain[at:begin])
            tags.append(SKIPPED)
        pieces += found
        tags.append(here)
        at = end
    if at < len(plain):
        pieces.append(plain[at:])
        tags.append(SKIPPED)
    return Tokens(text, pieces, "".join(tags), lexicon)


def _between_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """`begin` moved left and `end` moved right to a blank that is near."""
    end = min(end, len(text))
    right = text.find(" ", end, end + _WORD)
    return text.rfind(" ", max(0, begin - _WORD), begin) + 1 or begin, end if right < 0 else right


def _plain(text: str) -> str:
    for sign, plain in _SIGNS.items():
        text = text.replace(sign, plain)
    return text
