"""What the words of a candidate say, before any calendar: slots filled from its pieces."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.dates.grammar import Candidate
from truceline.dates.lexicon import Word
from truceline.dates.tokens import Tokens

# The slot that a word's number or its code goes to, by the word's tag (see `lexicon.TAGS`).
_NUMBER_SLOTS = {"M": "month", "m": "month", "W": "weekday", "w": "weekday", "B": "weekday", "T": "offset",
                 "t": "offset"}  # fmt: skip
_CODE_SLOTS = {"E": "part", "3": "part", "}": "part", "K": "day_part", "7": "day_part", "S": "season", "s": "season",
               "Q": "unit", "P": "code", "*": "code", "F": "code"}  # fmt: skip
# Signs, white space and words that fill no slot.
_SILENT = frozenset("<_-.,:'/\nbfiJc8&u~$%#xGg@?4+=q6(")
_DIRECTIONS = {"before": -1, "after": 1}
_COUNTING = frozenset({"count_side", "count_in", "count_before", "duration", "old"})
_DAYS = frozenset({"date", "day_alone", "date_dmy", "md_list", "dm_list", "week_of", "day_side"})
_CENTURY = 190


@dataclass(slots=True)
class Meaning:
    """One expression's slots; None, "" or False where it says nothing.

    `relation` is the tag of "last", "next", "this", "that" ... and `units` what it or `count` applies to (`unit` the
    last of them); `tail` the tag of "ago", "later" ... with its `direction` (-1 or 1); `offset` days from the
    publication day; `code` what a whole word stands for; `part` START, MID or END; `group` is shared by the members
    of a range or list. `numeric` is a date in numbers alone, `dotted` one with stops, `ambiguous` one whose day
    may be its month. `spans` is a length of time, `ended` "the year ended", `article` a leading "the".
    """

    rule: str
    first: int
    last: int
    year: int | None = None
    short_year: bool = False
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None
    season: str = ""
    decade: int | None = None
    half: int | None = None
    relation: str = ""
    unit: str = ""
    units: tuple[str, ...] = ()
    count: int | None = None
    vague: bool = False
    ordinal: int | None = None
    tail: str = ""
    direction: int = 0
    ended: bool = False
    spans: bool = False
    article: bool = False
    part: str = ""
    day_part: str = ""
    clock: str = ""
    dateline: bool = False
    numeric: bool = False
    dotted: bool = False
    ambiguous: bool = False
    code: str = ""
    group: int | None = None


def read(tokens: Tokens, candidate: Candidate) -> Meaning:
    """Fill the slots from the pieces of a candidate."""
    rule, first, last = candidate
    meaning = Meaning(rule, first, last)
    tags = tokens.tags
    if tags[first] == "b":
        meaning.article = True
    k = first
    while k < meaning.last:
        tag = tags[k]
        if tag in _SILENT:
            pass
        elif tag in "dzyn":
            _read_digits(tokens, k, tag, meaning)
        elif tag in "NkC":
            number, k = spelled_number(tokens, k, meaning.last)
            setattr(meaning, "count" if rule in _COUNTING else "year", number)
            continue
        elif tag in _NUMBER_SLOTS:
            setattr(meaning, _NUMBER_SLOTS[tag], tokens.word(k).n)
        elif tag in _CODE_SLOTS:
            setattr(meaning, _CODE_SLOTS[tag], tokens.word(k).code)
        else:
            _read_word(tokens.word(k), k, tag, meaning)
        k += 1
    return meaning


def _read_digits(tokens: Tokens, k: int, tag: str, meaning: Meaning) -> None:
    n, rule = int(tokens.pieces[k]), meaning.rule
    quoted = k > meaning.first and tokens.tags[k - 1] == "'"
    if rule in _COUNTING:
        meaning.count = n
    elif rule == "decade" and tag in "dzy":
        meaning.decade = n // 10 if tag == "y" else _CENTURY + n // 10
    elif tag == "y" or rule == "era":
        meaning.year = n
    elif rule == "quarter":
        meaning.ordinal = n
    elif quoted or tag == "z":
        meaning.year, meaning.short_year = n, True
    elif rule in _DAYS and meaning.day is None:
        meaning.day = n
    elif rule == "date_dmy":
        meaning.year, meaning.short_year = n, True


def spelled_number(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """The number that the words from `first` on spell ("nineteen ninety-six", "two thousand"), and where it ends."""
    total, end = 0, first
    for k in range(first, last):
        tag = tokens.tags[k]
        if tag not in "NkC_-&":
            break
        if tag in "Nk":
            n = tokens.word(k).n or 0
            total = total * 100 + n if 10 <= total < 20 and n >= 10 else total + n
        elif tag == "C":
            total = (total or 1) * (tokens.word(k).n or 1)
        end = k + 1 if tag in "NkC" else end
    return total, end


def _read_word(word: Word, k: int, tag: str, meaning: Meaning) -> None:
    if tag in "UVZ{":
        meaning.unit = word.code
        meaning.units += (word.code,)
        meaning.part = "END" if tag == "Z" else meaning.part
        meaning.count = 2 if tag == "{" else meaning.count
    elif tag in "A09!2aI" or (tag in "lr" and meaning.rule == "count_side"):
        meaning.tail, meaning.direction = tag, _DIRECTIONS.get(word.code, word.n or 0)
    elif tag in "LpXHjlrR":
        meaning.relation = meaning.relation if meaning.relation and tag == "p" else tag
    else:
        _read_number_word(word, k, tag, meaning)


def _read_number_word(word: Word, k: int, tag: str, meaning: Meaning) -> None:
    match tag:
        case "O" if meaning.rule in _DAYS:
            meaning.day = word.n
        case "O":
            meaning.ordinal = word.n
        case "D":
            meaning.decade = _CENTURY + (word.n or 0) // 10
        case "1":
            meaning.count = meaning.count or 1
        case "v":
            meaning.count, meaning.vague = word.n or None, not word.n
        case "h":
            later = meaning.ordinal not in (None, 1) or meaning.relation or meaning.direction
            meaning.half = 2 if later else 1
        case "5":
            meaning.ended, meaning.last = True, k
