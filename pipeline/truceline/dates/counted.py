"""Dates that are counted in units from an anchor, and what has a length but no place in the calendar."""

from __future__ import annotations

from dataclasses import replace

from truceline.dates.anchor import Anchor
from truceline.dates.meaning import Meaning
from truceline.dates.resolved import SHIFT, SPOKEN_OF, Resolved, a_date
from truceline.dates.steps import CLOCK_UNITS, duration, step

_AHEAD_UNITS = frozenset({"day", "week", "month", "year"})
_LONG_UNITS = frozenset({"decade", "century"})
_UNKNOWN = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}
# "the day", "the week" alone are hardly ever dates; "the month", "the year" are the one spoken of.
_ALONE = frozenset({"month", "year"})
_SATURDAY = 6


def unit(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """ "last week", "that month", "the following year", "the year"."""
    name, relation = meaning.units[0], meaning.relation
    if name in CLOCK_UNITS or meaning.spans or (relation == "p" and name in _LONG_UNITS):
        return a_duration(meaning, anchor)
    if name == "weekend" and not relation:
        return _the_weekend(anchor)
    if not relation and name not in _ALONE:
        return None
    the_next_day = relation == "X" and name == "day"
    told = anchor.history or not relation or relation in SPOKEN_OF or the_next_day
    base = anchor.spoken_of(name) if told else anchor.dct
    if base is None and not relation and not anchor.history:
        base, told = anchor.dct, False
    if base is None:
        return a_date(_UNKNOWN.get(name), "vague", 0.2) if relation else None
    value = step(base, name, SHIFT.get(relation, 0))
    return a_date(value, "anaphoric" if told else "anchored", 0.6 if told else 0.85)


def _the_weekend(anchor: Anchor) -> Resolved | None:
    """ "over the weekend": that of the day, else the last one, or the next where the sentence looks ahead."""
    base = anchor.spoken_of("weekend") if anchor.history else anchor.dct
    if base is None:
        return None
    back = base.isoweekday() < _SATURDAY and anchor.tense <= 0
    return a_date(step(base, "weekend", -1 if back else 0), "anchored", 0.8)


def part_of_day(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """The day of "last night", "this morning", "that evening", "the next morning"."""
    told = anchor.history or meaning.relation in SPOKEN_OF or (meaning.relation == "X" and meaning.article)
    base = anchor.day if told else anchor.dct
    if base is None:
        return None
    return a_date(step(base, "day", SHIFT.get(meaning.relation, 0)), "anaphoric" if told else "anchored", 0.7)


def units_away(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """ "two weeks ago", "a day later", "a year earlier", "a six-month-old"."""
    name = meaning.units[0]
    if meaning.vague or name in CLOCK_UNITS:
        return Resolved("DATE", "PAST_REF" if meaning.direction < 0 else "FUTURE_REF", "vague", 0.3)
    by = (meaning.direction or -1) * (meaning.count or 1)
    if name == "year" and abs(by) == 1 and anchor.quarter and not anchor.history:
        # A report on a quarter compares it with the same quarter of another year.
        return a_date(f"{int(anchor.quarter[:4]) + by:04d}{anchor.quarter[4:]}", "anaphoric", 0.6)
    if meaning.tail in ("A", "a", "2"):
        return None if anchor.dct is None else a_date(step(anchor.dct, name, by), "anchored", 0.85)
    base = anchor.spoken_of(name) or (None if anchor.history else anchor.dct)
    return None if base is None else a_date(step(base, name, by), "anaphoric", 0.5)


def in_units(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """ "in two days": a date where the language or the sentence says that it is ahead, else a duration."""
    ahead = anchor.tense > 0 or meaning.direction > 0
    if ahead and meaning.unit in _AHEAD_UNITS and not meaning.vague:
        return units_away(replace(meaning, direction=1, tail=meaning.tail if meaning.tail == "9" else "A"), anchor)
    return a_duration(meaning, anchor)


def a_duration(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """ "three weeks", "years", "the year ended March 31"."""
    count = 1 if meaning.count is None and meaning.rule == "unit" else meaning.count
    value = duration(meaning.unit, None if meaning.vague else count)
    return None if value is None else Resolved("DURATION", value, "vague", 0.6)


def a_set(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """ "every day", "weekly", "Mondays", "Monday nights", "each July"."""
    value: str | None
    if meaning.code:
        value = meaning.code
    elif meaning.weekday is not None:
        value = f"XXXX-WXX-{meaning.weekday}" + (f"T{meaning.day_part}" if meaning.day_part else "")
    elif meaning.month is not None:
        value = f"XXXX-{meaning.month:02d}"
    else:
        value = duration(meaning.unit, 1)
    return None if value is None else Resolved("SET", value, "vague", 0.6)
