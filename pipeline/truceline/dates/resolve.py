"""From slots and an anchor to a TimeML value: which reading applies to an expression."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from truceline.dates import calendars, counted, foreign, named
from truceline.dates.anchor import Anchor
from truceline.dates.meaning import Meaning
from truceline.dates.resolved import Resolved, a_date
from truceline.dates.steps import step


def resolve(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """The value of a meaning under an anchor; None where the words make no date after all."""
    undated = _UNDATED.get(meaning.rule)
    if undated:
        return undated(meaning, anchor)
    if meaning.ended and meaning.ordinal is None:
        return counted.a_duration(meaning, anchor)
    found = _DATED.get(meaning.rule, _named)(meaning, anchor)
    if anchor.tokens.lexicon.language != "en" and not meaning.day_part:
        found = _parsed(meaning, anchor) or found
    if found and anchor.grain != "day" and found.basis == "anchored" and not meaning.month:
        found = _coarse(found, anchor)
    if found is None or not (meaning.clock or meaning.day_part):
        return found
    if len(found.value) != len("2016-12-29"):
        return None
    return Resolved("TIME", f"{found.value}T{meaning.clock or meaning.day_part}", found.basis, found.confidence)


def _named(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    if meaning.decade is not None:
        return a_date(f"{meaning.decade:03d}", "explicit", 0.9)
    if meaning.weekday is not None and meaning.rule == "weekday" and meaning.unit != "quarter":
        return named.weekday(meaning, anchor)
    year, basis = named.year_of(meaning, anchor)
    if meaning.month is not None:
        if meaning.day is None:
            return named.month(meaning, anchor, year, basis)
        read = named.week_of if meaning.rule == "week_of" else named.month_day
        return read(meaning, anchor, year, basis)
    if meaning.season:
        return named.season(meaning, anchor, year, basis)
    if meaning.half is not None:
        return named.half(meaning, anchor, year, basis)
    if "quarter" in meaning.units or "period" in meaning.units or meaning.unit == "quarter":
        return named.quarter(meaning, anchor, year, basis)
    if meaning.code:
        return named.holiday(meaning, anchor, year, basis)
    if meaning.weekday is not None:
        return named.weekday(meaning, anchor)
    if meaning.year is not None:
        return a_date(f"{year:04d}", basis, 0.9)
    return counted.unit(meaning, anchor) if meaning.units else None


def _before_last(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """ "the week before last", "the Tuesday after next"."""
    if meaning.weekday is not None:
        return named.weekday(meaning, anchor)
    value = step(anchor.dct, meaning.units[0], 2 * meaning.direction) if anchor.dct and not anchor.history else None
    return a_date(value, "anchored", 0.85)


def _before_christ(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    part = f"-{meaning.month:02d}" if meaning.month else f"-{meaning.season}" if meaning.season else ""
    return a_date(f"BC{meaning.year:04d}{part}", "explicit", 0.9)


def _today(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """ "today", "yesterday", and a time of day alone; in a narrative "today" is the writer's time."""
    if meaning.weekday is not None:
        return _named(meaning, anchor)
    if anchor.history and meaning.offset is not None:
        return a_date(None if meaning.offset else "PRESENT_REF", "vague", 0.3)
    base = anchor.day if anchor.history else anchor.dct
    return None if base is None else a_date(step(base, "day", meaning.offset or 0), "anchored", 0.95)


def _day_side(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """ "the day before yesterday", "the day after March 5"."""
    found = _today(meaning, anchor) if meaning.offset is not None else _named(replace(meaning, rule="date"), anchor)
    days = calendars.days_of(found.value) if found else None
    return a_date(step(days[0], "day", meaning.direction), found.basis, found.confidence) if found and days else None


def _parsed(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """What dateparser reads in a whole date, or in days counted from publication, of a language other than English."""
    tokens = anchor.tokens
    text = tokens.text[tokens.start(meaning.first) : tokens.start(meaning.last)]
    language = tokens.lexicon.language
    if meaning.day and meaning.month and meaning.year and meaning.group is None and not meaning.numeric:
        day = foreign.day_of(text, language, None)
        return a_date(day, "explicit", 0.98)
    from_dct = meaning.rule == "deictic" or (meaning.tail in ("A", "a", "I") and meaning.units == ("day",))
    if from_dct and anchor.dct and anchor.grain == "day" and not anchor.history:
        day = foreign.day_of(text, language, anchor.dct)
        return a_date(day, "anchored", 0.9)
    return None


def _coarse(found: Resolved, anchor: Anchor) -> Resolved:
    """Where only the year or month of publication is known, what is counted from its day is no finer than that."""
    known = anchor.dct.isoformat()[: len("2016") if anchor.grain == "year" else len("2016-12")] if anchor.dct else ""
    fine = len(found.value) > len(known) or "W" in found.value
    return Resolved(found.type, known, "vague", 0.3) if known and fine else found


_Reading = Callable[[Meaning, Anchor], Resolved | None]
# How the rules are read that give no day of the calendar, and those others that are not read as names.
_UNDATED: dict[str, _Reading] = {
    "reference": lambda meaning, anchor: Resolved("DATE", meaning.code, "vague", 0.5),
    "set": counted.a_set,
    "duration": counted.a_duration,
    "bare": counted.a_duration,
}
_DATED: dict[str, _Reading] = {
    "count_side": counted.units_away,
    "count_before": counted.units_away,
    "old": counted.units_away,
    "count_in": counted.in_units,
    "day_side": _day_side,
    "before_last": _before_last,
    "day_alone": named.day_alone,
    "night": counted.part_of_day,
    "deictic": _today,
    "clock": _today,
    "era": _before_christ,
}
