"""TimeML values counted in units: "last month" from a day, "three weeks", "every year"."""

from __future__ import annotations

from datetime import date, timedelta

from truceline.dates import calendars

_LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M", "second": "S",
            "quarter": "Q", "weekend": "WE"}  # fmt: skip
_MULTIPLES = {"fortnight": (2, "W"), "decade": (10, "Y"), "century": (100, "Y")}
CLOCK_UNITS = frozenset({"hour", "minute", "second"})


def step(base: date, unit: str, by: int) -> str | None:
    """Value of the calendar unit that lies `by` units after the one that holds `base`; None off the calendar."""
    try:
        return _step(base, unit, by)
    except (ValueError, OverflowError):
        return None


def _step(base: date, unit: str, by: int) -> str | None:
    if unit == "day":
        return (base + timedelta(days=by)).isoformat()
    if unit in ("week", "weekend", "fortnight"):
        week = calendars.week_of(base + timedelta(weeks=by * (2 if unit == "fortnight" else 1)))
        return week + "-WE" if unit == "weekend" else week
    if unit in ("month", "quarter"):
        year, month = calendars.shift_month(base.year, base.month, by * (1 if unit == "month" else 3))
        first = date(year, month, 1)
        return f"{year:04d}-{month:02d}" if unit == "month" else f"{year:04d}-Q{calendars.quarter_of(first)}"
    if unit == "year":
        return f"{date(base.year + by, 1, 1).year:04d}"
    if unit == "decade":
        return f"{date((base.year // 10 + by) * 10, 1, 1).year // 10:03d}"
    if unit == "century":
        return f"{date((base.year // 100 + by) * 100, 1, 1).year // 100:02d}"
    return None


def duration(unit: str, count: int | None) -> str | None:
    """TimeML duration, with X for a count that is not told; None for what is no unit of time."""
    factor, letter = _MULTIPLES.get(unit, (1, _LETTERS.get(unit)))
    if letter is None:
        return None
    if count is None and factor > 1 and unit != "fortnight":
        letter = {"decade": "DE", "century": "CE"}[unit]
    number = "X" if count is None else str(count * factor)
    return f"P{'T' if unit in CLOCK_UNITS else ''}{number}{letter}"
