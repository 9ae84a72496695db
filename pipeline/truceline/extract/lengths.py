"""Lengths of time as an event's days: up to publication, or since the event (coding rules, section 5)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from truceline.dates import Timex
from truceline.extract.candidate import Candidate
from truceline.extract.lexicon import word_lists
from truceline.extract.tokens import Words
from truceline.extract.verbs import is_verb

# TimeML's value of a length, and that of "the past week" where it is one.
_LENGTH = re.compile(r"P(?P<time>T?)(?P<count>\d{1,3})(?P<unit>[HDWMY])")
_ONE = {"week": "P1W", "month": "P1M", "year": "P1Y"}
# What goes on, beside violations.
_LASTING = ("held", "holding", "suspended")
# So many tokens hold a clause, and so many open a sentence.
_CLAUSE_REACH = 60
_OPENING = 3
_HOURS, _WEEK, _MONTHS = 24, 7, 12


def listed() -> Mapping[str, frozenset[str]]:
    """The words of `dating.toml`, by what they tell of a date beside them."""
    return word_lists("dating")


def days_long(timex: Timex) -> int:
    """How many days a length as an adjective is ("two-day"), 0 where it is none or but one."""
    length = _LENGTH.fullmatch(timex.value)
    whole = length and timex.type == "DURATION" and length["unit"] == "D" and "-" in timex.text
    return int(length["count"]) if length and whole and int(length["count"]) > 1 else 0


def lasting(candidate: Candidate, timex: Timex, published: date | None) -> Timex | None:
    """A length of time up to publication ("the past 24 hours", "has held for two weeks") as its days, or None.

    The last of "the past two days" is the day of publication; "for five days" began five days before it, and "for a
    month" on the first of that month, as a truce of that age did (section 5).
    """
    length = _LENGTH.fullmatch(timex.value if timex.type == "DURATION" else _ONE.get(timex.precision or "", ""))
    if published is None or not length or candidate.planned:
        return None
    words = candidate.unit.words
    at = first = words.at(timex.char_start)
    while words.low(first - 1) in listed()["about"] and at - first < _CLAUSE_REACH:
        first -= 1
    recent = not listed()["recent"].isdisjoint(words.lows(first - 1, words.at(timex.char_end)))
    if timex.type == "DATE" and not (recent and words.low(at) == "the" and words.low(at - 1) in listed()["through"]):
        return None
    lasts = candidate.phase in _LASTING or candidate.event_class == "violation"
    perfect = not listed()["perfect"].isdisjoint(words.lows(first - _CLAUSE_REACH, first))
    if not recent and not (lasts and perfect and words.low(first - 1) in listed()["lasting"]):
        return None
    return timex._replace(start=_before(published, length, recent=recent), end=published, precision="range")


def since_event(candidate: Candidate, timex: Timex, anchor: date | None) -> Timex | None:
    """A length of time since the event ("on Friday, three days after the signing") as the event's days, or None.

    It counts from `anchor`, the last day told before it, and is as fine as its unit; of a single year, as the month.
    """
    length = _LENGTH.fullmatch(timex.value)
    if anchor is None or not length or length["unit"] == "H" or not before_its_clause(candidate, timex, "after"):
        return None
    start = _before(anchor, length, recent=False)
    if length["unit"] == "D":
        return timex._replace(start=start, end=start, precision="day")
    if length["unit"] == "W":
        start -= timedelta(days=min(start.weekday(), start.toordinal() - 1))
        return timex._replace(start=start, end=start + timedelta(days=_WEEK - 1), precision="week")
    if length["unit"] == "Y" and int(length["count"]) > 1:
        return timex._replace(start=date(start.year, 1, 1), end=date(start.year, 12, 31), precision="year")
    end = start.replace(day=monthrange(start.year, start.month)[1])
    return timex._replace(start=start.replace(day=1), end=end, precision="month")


def before_its_clause(candidate: Candidate, timex: Timex, name: str) -> bool:
    """Whether a word of the list `name` follows the expression, and then the event ("in 2014, when talks ended")."""
    words = candidate.unit.words
    after = words.at(timex.char_end)
    after += words.low(after) == ","
    event = min(candidate.first, candidate.governor)
    if words.low(after) not in listed()[name] or after >= event:
        return False
    if "," not in words.lows(after, event):
        return True
    told = candidate.event_class != "violation" and _reaches(words, after + 1, event)
    return words.at(timex.char_start) > _OPENING and not told


def _reaches(words: Words, first: int, event: int) -> bool:
    """Whether the clause from `first` has its verb before its first comma, so that it ends there."""
    comma = next(i for i in range(first, event) if words.low(i) == ",")
    return any(words.tokens[i].form in ("past", "ed") and is_verb(words, i) for i in range(first, comma))


def _before(day: date, length: re.Match[str], *, recent: bool) -> date:
    """The day so long before another; no calendar begins before the year 1."""
    count, unit = int(length["count"]), length["time"] + length["unit"]
    if unit in ("M", "Y"):
        months = day.year * _MONTHS + day.month - 1 - count * (_MONTHS if unit == "Y" else 1)
        year, month = divmod(max(months, _MONTHS), _MONTHS)
        last = monthrange(year, month + 1)[1]
        return date(year, month + 1, 1 if unit == "M" and not recent else min(day.day, last))
    days = {"TH": -(-count // _HOURS), "D": count - recent, "W": _WEEK * count}.get(unit, 0)
    return date.fromordinal(max(1, day.toordinal() - max(days, 0)))
