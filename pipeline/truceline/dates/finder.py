"""Text and publication date in, date expressions out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Literal

from truceline.dates import beside, calendars, dateline, grammar
from truceline.dates.anchor import Anchor
from truceline.dates.lexicon import load
from truceline.dates.meaning import Meaning
from truceline.dates.narrative import is_history
from truceline.dates.publication import Publication, publication
from truceline.dates.reader import meanings_of
from truceline.dates.resolve import resolve
from truceline.dates.resolved import Resolved
from truceline.dates.timex import Timex
from truceline.dates.tokens import Tokens, tokenise

Kind = Literal["news", "history"]
# A dateline moves "today" by so many days at most.
_LATE = 7
# How much of a text its head is, in characters.
_HEAD = 3000
_AMBIGUOUS = 0.5
_NO_DAYS = (None, None, None)
_DIVISIBLE = frozenset({"month", "season", "year", "decade"})


def find(
    text: str,
    dct: date | datetime | str | None,
    *,
    language: str = "en",
    kind: Kind | None = None,
    day_first: bool | None = None,
) -> list[Timex]:
    """Every date expression of `text`, in its order, with offsets into `text`.

    `dct` is the publication day: a date, a timestamp, ISO text (a year or a month will do), or None, when the
    dateline is asked. `kind` says whether unfinished dates count from publication ("news") or from what the text
    last told ("history"); None lets the text tell. `day_first` reads 5/6/2016 as 5 June where nothing else in the
    text decides; None takes the language's habit and halves the confidence. Raises ValueError for a language
    without a lexicon.
    """
    tokens = tokenise(text, load(language))
    meanings = _meanings(tokens, day_first)
    if not meanings:
        return []
    published = publication(dct)
    if published.day is None:
        published = Publication(dateline.head_date(tokens, meanings))
    history = kind == "history" or (kind is None and is_history(meanings, published.day))
    return list(_timexes(meanings, Anchor(tokens, published.day, published.grain, history)))


def dct_from_text(text: str, *, language: str = "en", day_first: bool | None = None) -> date | None:
    """The day of publication that the head of `text` gives in full: in a dateline, after a label, on its own line."""
    tokens = tokenise(text[:_HEAD], load(language))
    return dateline.head_date(tokens, _meanings(tokens, day_first))


def _meanings(tokens: Tokens, day_first: bool | None) -> list[Meaning]:
    meanings = [meaning for found in grammar.candidates(tokens) for meaning in meanings_of(tokens, found)]
    if numeric := [meaning for meaning in meanings if meaning.numeric]:
        beside.order_numbers(numeric, day_first, tokens.lexicon.month_first)
    dateline.mark(tokens, meanings)
    for right, left in pairwise(reversed(meanings)):
        if right.first - left.last <= beside.LONGEST_GAP:
            beside.join(tokens, left, right)
    return meanings


def _timexes(meanings: Sequence[Meaning], anchor: Anchor) -> Iterator[Timex]:
    if anchor.history:
        anchor.told = anchor.reached = _first_year(meanings)
        anchor.precision, anchor.year_alone = "year", True
    for meaning in meanings:
        anchor.meaning = meaning
        resolved = resolve(meaning, anchor)
        if resolved is None:
            continue
        yield _timex(anchor.tokens, meaning, resolved)
        if meaning.dateline:
            _move_today(anchor, resolved.value)
        elif resolved.type in ("DATE", "TIME") and (meaning.rule != "clock" or meaning.weekday is not None):
            anchor.saw(resolved.value, named=not meaning.rule.startswith("count"))


def _first_year(meanings: Sequence[Meaning]) -> date | None:
    """Where a narrative begins: with the first year that it gives."""
    for meaning in meanings:
        if meaning.year and not meaning.short_year and meaning.rule != "era":
            return date(meaning.year, meaning.month or 1, 1)
    return None


def _move_today(anchor: Anchor, value: str) -> None:
    """Where a dateline gives `value`, "today" is that day."""
    days = calendars.days_of(value)
    if days and days[2] == "day" and anchor.grain == "day":
        near = anchor.dct is None or abs((days[0] - anchor.dct).days) <= _LATE
        anchor.dct = days[0] if near else anchor.dct


def _timex(tokens: Tokens, meaning: Meaning, resolved: Resolved) -> Timex:
    kind, value, basis, confidence = resolved
    start, end = tokens.start(meaning.first), tokens.start(meaning.last)
    first, last, precision = calendars.days_of(value) or _NO_DAYS
    if meaning.part and first and last and precision in _DIVISIBLE:
        first, last = calendars.part_of(first, last, meaning.part)
        precision = "season" if precision == "year" else precision
    named = "dateline" if meaning.dateline else beside.modifier(tokens, meaning.first) or meaning.part or None
    confidence = _AMBIGUOUS if meaning.ambiguous else confidence
    text = tokens.text[start:end]
    # In the order of the fields: by name it would take twice as long.
    return Timex(start, end, text, kind, value, first, last, precision, named, basis, confidence, meaning.group)
