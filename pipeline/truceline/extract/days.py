"""The days that a date expression, or an hour, gives the event that it governs (coding rules, section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from truceline.dates import Timex
from truceline.extract.candidate import Candidate
from truceline.extract.lengths import before_its_clause, days_long, listed
from truceline.extract.tokens import Words

# What goes on since no day, but happens on one.
_AT_ONCE = ("agreed", "declared", "started")
# What is told of a round as a whole.
_ROUNDS = ("scheduled", "held")
# Words so near go together, in tokens.
_REACH = 4
_WAR_REACH = 3
# So near to what takes effect is the hour at which it does.
_MIDNIGHT = 6


@dataclass(frozen=True, slots=True)
class When:
    """Inclusive days and their precision; `text` is the expression, `basis` text, context or published.

    All these but the basis are None without a date. `said` tells that the sentence has it as the day on which the event
    was told.
    """

    start: date | None
    end: date | None
    precision: str | None
    text: str | None
    basis: str
    said: bool = False


UNDATED = When(None, None, None, None, "published")


def midnight(candidate: Candidate, told: Sequence[Timex], published: date | None) -> When | None:
    """The day that begins "at midnight" with no day beside it: that of publication, or the next if it is to come."""
    words, reach = candidate.unit.words, candidate.governor + _MIDNIGHT
    at = next((i for i in range(candidate.governor, reach) if words.low(i) in listed()["midnight"]), None)
    if published is None or candidate.phase != "started" or at is None:
        return None
    if any(abs(words.at(timex.char_start) - at) <= _REACH for timex in told):
        return None
    day = _later(published, candidate.planned)
    return When(day, day, "day", words.low(at), "text")


def same_day(candidate: Candidate, published: date | None) -> When:
    """The day of publication for "earlier in the day" in the event's sentence, else no date."""
    words = candidate.unit.words
    for i in range(len(words) - _REACH + 1):
        told = words.lows(i, i + _REACH)
        if published and told[0] in listed()["hour"] and " ".join(told[1:]) in listed()["day"]:
            return When(published, published, "day", " ".join(told), "text")
    return UNDATED


def given(
    candidate: Candidate, timex: Timex, here: Sequence[Timex], told: Sequence[Timex], published: date | None
) -> When:
    """The days that an expression gives the event.

    `here` are the expressions of the sentence as they are to be read beside the candidate, `told` as they stand.
    """
    return _whole_round(candidate, _value(candidate, timex, here, published), told)


def _later(day: date, days: int) -> date:
    """So many days later; the calendar ends with the year 9999."""
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


def _whole_round(candidate: Candidate, found: When, told: Sequence[Timex]) -> When:
    """All days of a round of which the first is told: "two-day talks will open on Tuesday"."""
    if (
        candidate.event_class != "talks"
        or candidate.phase not in _ROUNDS
        or found.precision != "day"
        or not found.start
    ):
        return found
    for timex in told:
        days = days_long(timex)
        if days and 0 <= candidate.first - candidate.unit.words.at(timex.char_end) <= _REACH:
            return replace(found, end=_later(found.start, days - 1), precision="range")
    return found


def _value(candidate: Candidate, timex: Timex, here: Sequence[Timex], published: date | None) -> When:
    """The days that an expression gives the event: its own, those up to publication, or those of its range or list."""
    start, end, precision = timex.start, timex.end, timex.precision
    if _since(candidate, timex) and published and start and start <= published and candidate.phase not in _AT_ONCE:
        return When(start, published, "range" if start != published else "day", timex.text, "text")
    if timex.modifier == "until" and candidate.phase == "holding" and published and end and end >= published:
        return When(published, end, "range" if end != published else "day", timex.text, "text")
    if timex.modifier == "before" and published and start and end and start > published and precision != "week":
        return _until(candidate, timex, published, start, end)
    group = [t for t in here if timex.group is not None and t.group == timex.group]
    if len(group) > 1 and not _of_war(candidate.unit.words, group[-1]):
        start, end = min(t.start for t in group if t.start), max(t.end for t in group if t.end)
        precision = "range" if start != end else precision
    elif len(group) > 1:
        timex = group[-1]
        start, end, precision = timex.start, timex.end, timex.precision
    return When(start, end, precision, timex.text, "text")


def _until(candidate: Candidate, timex: Timex, published: date, start: date, end: date) -> When:
    """The days up to one, with it for "by Friday", "before the end of May"."""
    words = candidate.unit.words
    first, after = words.at(timex.char_start), words.at(timex.char_end)
    last = end if not listed()["up_to"].isdisjoint(words.lows(first - 1, after)) else start - timedelta(days=1)
    return When(published, last, "range" if last != published else "day", timex.text, "text")


def _since(candidate: Candidate, timex: Timex) -> bool:
    """Whether the event goes on from the day told ("since Friday", "violations since it was agreed on Friday")."""
    words, at = candidate.unit.words, candidate.unit.words.at(timex.char_start)
    if candidate.event_class == "violation" or candidate.phase == "holding":
        told = candidate.first if candidate.relation == "since" else candidate.last
        between = range(told, at)
        if not words.any(told, at, "boundary") and any(words.low(i) in listed()["since"] for i in between):
            return True
    return timex.modifier == "since" and not before_its_clause(candidate, timex, "relative")


def _of_war(words: Words, timex: Timex) -> bool:
    """Whether the expression closes the years of a war ("the 1950-53 war"), whose truce is of the last of them."""
    after = words.at(timex.char_end)
    return not listed()["war"].isdisjoint(words.lows(after, after + _WAR_REACH))
