"""Dates that have a name: a day of a month, a month, a weekday, a season, a quarter, a holiday.

What they leave open is taken from the anchor. Sources: coding rules, section 5. In news the nearest weekday or day
of a month is meant in 94 cases of 100 (seven corpora); a narrative goes on from the date it told last.
"""

from __future__ import annotations

from datetime import date

from truceline.dates import calendars
from truceline.dates.anchor import Anchor
from truceline.dates.meaning import Meaning
from truceline.dates.resolved import BACK, ON, SHIFT, SPOKEN_OF, Resolved, a_date
from truceline.dates.steps import step
from truceline.dates.timex import Basis

_SEASONS = ("WI", "SP", "SU", "FA")
# A month without a year lies at most so far ahead, by itself and where the sentence looks ahead.
_MONTHS_AHEAD, _MONTHS_AHEAD_IN_FUTURE = 2, 9
# A day of a month without a year lies at most so many days ahead, unless the sentence looks ahead.
_DAYS_AHEAD, _YEAR_AHEAD = 120, 366
# A weekday lies at most so many days ahead, by the tense of the sentence.
_WEEKDAYS_AHEAD = {-1: 0, 0: 1, 1: 4}
# So many days from publication a day that the text told gives "on the 5th" its month.
_TOLD_NEAR = 62
# The nearest day of a narrative, which rather goes on: a day back counts as so many.
_BACK_WEIGHT = 2


def year_of(meaning: Meaning, anchor: Anchor) -> tuple[int | None, Basis]:
    """The year that the words give, in full, by two digits, or as "last year" beside a month or season."""
    if meaning.year is not None:
        if not meaning.short_year:
            return meaning.year, "explicit"
        pivot = (anchor.dct.year if anchor.dct else 2020) + 10
        year = pivot - pivot % 100 + meaning.year
        return (year if year <= pivot else year - 100), "explicit"
    if "year" in meaning.units and meaning.relation:
        told = meaning.relation in SPOKEN_OF or anchor.history
        base = anchor.told or anchor.dct if told else anchor.dct
        if base is not None:
            return base.year + SHIFT.get(meaning.relation, 0), "anaphoric" if told else "anchored"
    return None, "anchored"


def month_day(meaning: Meaning, anchor: Anchor, year: int | None, basis: Basis) -> Resolved | None:
    """ "March 5", "5 March 2016", "March 5 last year"."""
    month, day, base = meaning.month or 0, meaning.day or 0, anchor.base
    if year is None:
        if base is None:
            return a_date(f"XXXX-{month:02d}-{day:02d}", "vague", 0.3) if calendars.day_of(2000, month, day) else None
        if anchor.history or anchor.grain != "year":
            return a_date(_without_year(meaning, anchor, base), "anchored", 0.8 if anchor.history else 0.9)
        year = base.year
    return a_date(calendars.day_of(year, month, day), basis, 0.98 if basis == "explicit" else 0.85)


def _without_year(meaning: Meaning, anchor: Anchor, base: date) -> date | None:
    month, day = meaning.month or 0, meaning.day or 0
    years = base.year - 1, base.year, base.year + 1
    days = [found for year in years if (found := calendars.day_of(year, month, day)) is not None]
    if anchor.history:
        days = [d for d in days if d.year == base.year] if anchor.year_alone else days
        return min(days, key=lambda d: (max((d - base).days, _BACK_WEIGHT * (base - d).days), d), default=None)
    tense = anchor.tense
    if tense < 0 or meaning.relation in BACK:
        limit = 0
    else:
        limit = _YEAR_AHEAD if tense > 0 or meaning.relation in ON else _DAYS_AHEAD
    return _nearest([d for d in days if (d - base).days <= limit] or days, base)


def _nearest(days: list[date], base: date) -> date | None:
    return min(days, key=lambda day: (abs((day - base).days), day), default=None)


def day_alone(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """ "on the 5th": near the day last told if that is near, else the last one, or the next where one looks ahead."""
    base, n = anchor.base, meaning.day or 0
    if base is None:
        return None
    told = anchor.told if anchor.precision in ("day", "month") else None
    near = told if told and abs((told - base).days) <= _TOLD_NEAR else base
    months = (calendars.shift_month(near.year, near.month, by) for by in (-1, 0, 1))
    days = [day for year, month in months if (day := calendars.day_of(year, month, n))]
    if not anchor.history:
        days = [day for day in days if (day >= base if anchor.tense > 0 else day <= base)]
    return a_date(_nearest(days, near), "anchored", 0.6)


def week_of(meaning: Meaning, anchor: Anchor, year: int | None, basis: Basis) -> Resolved | None:
    """ "the week of March 5"."""
    return _its_week(month_day(meaning, anchor, year, basis))


def _its_week(found: Resolved | None) -> Resolved | None:
    days = calendars.days_of(found.value) if found else None
    return a_date(calendars.week_of(days[0]), found.basis, found.confidence) if found and days else None


def month(meaning: Meaning, anchor: Anchor, year: int | None, basis: Basis) -> Resolved | None:
    """ "March", "early March 2016", "last March"."""
    n, base = meaning.month or 0, anchor.base
    if year is not None:
        return a_date(f"{year:04d}-{n:02d}", basis, 0.95 if basis == "explicit" else 0.85)
    if base is None:
        return a_date(f"XXXX-{n:02d}", "vague", 0.3)
    if meaning.relation in SPOKEN_OF and anchor.told and not anchor.history:
        told = _beside_told(meaning.relation, n, anchor.told, anchor.precision)
        return a_date(f"{told:04d}-{n:02d}", "anaphoric", 0.7)
    return a_date(f"{base.year + _years_on(meaning.relation, n - base.month, anchor):04d}-{n:02d}", "anchored", 0.8)


def _beside_told(relation: str, n: int, told: date, precision: str) -> int:
    """The year of "the following May", "the previous March", "that June", by the date told before it."""
    if precision == "year":
        return told.year + SHIFT.get(relation, 0)
    return told.year + {"r": int(n <= told.month), "l": -int(n >= told.month)}.get(relation, 0)


def _years_on(relation: str, ahead: int, anchor: Anchor) -> int:
    """Years between the anchor's and that of a month, which in the anchor's year lies `ahead` months on."""
    if relation in BACK:
        return 0 if ahead < 0 else -1
    if relation in ON:
        return 0 if ahead > 0 else 1
    if anchor.history:
        return 0 if anchor.year_alone else -1 if ahead > 6 else 1 if ahead < -6 else 0
    if relation == "H" or anchor.grain == "year":
        return 0
    tense = anchor.tense
    limit = 0 if tense < 0 else _MONTHS_AHEAD_IN_FUTURE if tense > 0 else _MONTHS_AHEAD
    if ahead > 0:
        return 0 if ahead <= limit else -1
    return 1 if ahead + 12 <= limit else 0


def weekday(meaning: Meaning, anchor: Anchor) -> Resolved | None:
    """ "Tuesday", "next Tuesday", "Tuesday last week"."""
    n = meaning.weekday or 0
    spoken_of = anchor.history or meaning.relation in SPOKEN_OF
    base = (anchor.day or anchor.dct) if spoken_of else anchor.dct
    if base is None:
        return a_date(f"XXXX-WXX-{n}", "vague", 0.3)
    ahead = (n - base.isoweekday()) % 7
    if meaning.rule == "before_last":
        by = ahead - 14 if meaning.direction < 0 else (ahead or 7) + 7
    elif "week" in meaning.units and not meaning.relation:
        by = (ahead or 7) + 7
    elif "week" in meaning.units:
        by = n - base.isoweekday() + 7 * SHIFT.get(meaning.relation, 0)
    elif meaning.relation in BACK:
        by = ahead - 7
    elif meaning.relation in ON:
        by = ahead or 7
    else:
        limit = _WEEKDAYS_AHEAD[anchor.tense]
        by = ahead if ahead <= limit else ahead - 7
    return a_date(step(base, "day", by), "anchored", 0.9 if abs(by) < 3 else 0.7)


def season(meaning: Meaning, anchor: Anchor, year: int | None, basis: Basis) -> Resolved | None:
    """ "summer 2016", "last spring", "the winter"."""
    if year is not None:
        return a_date(f"{year:04d}-{meaning.season}", basis, 0.9)
    base = anchor.base
    if base is None:
        return a_date(f"XXXX-{meaning.season}", "vague", 0.3)
    ahead = (_SEASONS.index(meaning.season) or 4) - (_SEASONS.index(calendars.season_of(base)) or 4)
    year = base.year - (base.month <= 2)
    if meaning.relation in BACK:
        year -= ahead >= 0
    elif meaning.relation in ON:
        year += ahead <= 0
    elif meaning.relation != "H" and not anchor.history and anchor.tense <= 0:
        year -= ahead > 0
    return a_date(f"{year:04d}-{meaning.season}", "anchored", 0.75)


def quarter(meaning: Meaning, anchor: Anchor, year: int | None, basis: Basis) -> Resolved | None:
    """ "the third quarter", "Q3 2016", "the quarter", "last quarter", "the 2015 period"."""
    n = meaning.ordinal
    if n is not None:
        if year is None and anchor.base is not None:
            year = anchor.base.year - (n > calendars.quarter_of(anchor.base))
        return None if year is None or not 1 <= n <= 4 else a_date(f"{year:04d}-Q{n}", basis, 0.8)
    known = anchor.quarter
    if year is not None:
        return a_date(f"{year:04d}{known[4:] if known else ''}", "anaphoric", 0.6)
    if "period" in meaning.units or meaning.relation in ("", "j"):
        return a_date(known, "anaphoric", 0.6)
    if anchor.dct is None:
        return None
    return a_date(step(anchor.dct, "quarter", SHIFT.get(meaning.relation, 0)), "anchored", 0.7)


def half(meaning: Meaning, anchor: Anchor, year: int | None, basis: Basis) -> Resolved | None:
    """ "the second half of 2015", "the first half of the year"."""
    base = anchor.told or anchor.dct
    if year is None and meaning.units == ("year",) and base is not None:
        year = base.year
    return None if year is None else a_date(f"{year:04d}-H{meaning.half}", basis, 0.85)


def holiday(meaning: Meaning, anchor: Anchor, year: int | None, basis: Basis) -> Resolved | None:
    """ "Christmas", "last Christmas", "Easter week"."""
    base, day = anchor.base, None
    if year is not None:
        day = calendars.holiday(meaning.code, year)
    elif base is not None:
        days = [calendars.holiday(meaning.code, y) for y in range(base.year - 1, base.year + 2)]
        if meaning.relation in BACK:
            days = [d for d in days if d < base]
        elif meaning.relation in ON:
            days = [d for d in days if d > base]
        day = _nearest(days, base)
    found = a_date(day, basis, 0.95 if basis == "explicit" else 0.8)
    return _its_week(found) if "week" in meaning.units else found
