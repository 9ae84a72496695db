"""TimeML values as days of the calendar, and steps between them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

# Meteorological seasons of the northern hemisphere; a winter begins in the December of its year (as in WikiWars).
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-W(?P<week>\d\d)(?P<we>-WE)?"
    r"|-(?P<season>SP|SU|FA|WI)|-Q(?P<quarter>[1-4])|-H(?P<half>[12]))?(?:T.*)?\Z"
    r"|(?P<decade>\d{3})X?\Z|(?P<century>\d\d)(?:XX)?\Z"
)
_LAST_YEAR = 9998
_HOLIDAY = re.compile(r"(?:easter|(?P<month>\d\d?)-(?P<day>\d\d?)(?:-(?P<nth>\d))?)(?P<shift>[+-]\d+)?\Z")


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Year and month, `by` months later."""
    count = year * 12 + month - 1 + by
    return count // 12, count % 12 + 1


def day_of(year: int, month: int, day: int) -> date | None:
    """The day, None where there is no such day; the year 9999 is left out, so that a day after it is a day too."""
    try:
        return date(year, month, day) if year <= _LAST_YEAR else None
    except ValueError:
        return None


def week_of(day: date) -> str:
    """TimeML value of the ISO week that holds `day`."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_of(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def season_of(day: date) -> str:
    """SP, SU, FA or WI."""
    return ("WI", "SP", "SU", "FA")[day.month % 12 // 3]


@lru_cache(maxsize=50_000)
def days_of(value: str) -> tuple[date, date, str] | None:
    """First day, last day and precision (coding rules, section 5) of a TimeML value; None where it names no days."""
    if len(value) == len("2016-12-29"):
        return _whole_day(value)
    match = _VALUE.match(value)
    if match is None:
        return None
    if match["decade"]:
        first = int(match["decade"]) * 10
        return (date(first, 1, 1), date(first + 9, 12, 31), "decade") if first else None
    if match["century"]:
        return None
    year = int(match["year"])
    return _days_in_year(year, match) if 1 <= year <= _LAST_YEAR else None


def _whole_day(value: str) -> tuple[date, date, str] | None:
    """Most values are a day, and `fromisoformat` reads those in a fraction of the time of the pattern."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return (day, day, "day") if day.year <= _LAST_YEAR else None


def _days_in_year(year: int, match: re.Match[str]) -> tuple[date, date, str] | None:
    if match["day"]:
        day = day_of(year, int(match["month"]), int(match["day"]))
        return (day, day, "day") if day else None
    if match["month"]:
        month = int(match["month"])
        return (date(year, month, 1), last_day(year, month), "month") if 1 <= month <= 12 else None
    if match["week"]:
        return _days_of_week(year, int(match["week"]), match["we"])
    if match["season"]:
        return _months(year, _SEASON_START[match["season"]], 3)
    if match["quarter"]:
        return _months(year, int(match["quarter"]) * 3 - 2, 3)
    if match["half"]:
        return _months(year, int(match["half"]) * 6 - 5, 6)
    return date(year, 1, 1), date(year, 12, 31), "year"


def _days_of_week(year: int, week: int, weekend: str | None) -> tuple[date, date, str] | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return None
    return monday + timedelta(days=5 if weekend else 0), monday + timedelta(days=6), "range" if weekend else "week"


def _months(year: int, first: int, count: int) -> tuple[date, date, str]:
    return date(year, first, 1), last_day(*shift_month(year, first, count - 1)), "season"


def part_of(first: date, last: date, part: str) -> tuple[date, date]:
    """The early, middle or late third (START, MID, END) of a span: early July is 1-10 July, mid-2014 May-August."""
    k = ("START", "MID", "END").index(part)
    if (last - first).days > 3000:
        years = first.year + (0, 4, 7)[k], first.year + (3, 6, 9)[k]
        return date(years[0], 1, 1), date(years[1], 12, 31)
    if (last - first).days > 300:
        return date(first.year, 4 * k + 1, 1), last_day(first.year, 4 * k + 4)
    third = round(((last - first).days + 1) / 3)
    begin = first + timedelta(days=k * third)
    return begin, last if part == "END" else begin + timedelta(days=third - 1)


def holiday(code: str, year: int) -> date:
    """Day of a holiday: MM-DD, or MM-N-K for the K-th weekday N (1 is Monday) of a month, or easter; +D days."""
    match = _HOLIDAY.match(code)
    if match is None:
        raise ValueError(f"no code of a holiday: {code!r}")
    if match["month"] is None:
        day = easter(year)
    else:
        day = date(year, int(match["month"]), 1 if match["nth"] else int(match["day"]))
        if match["nth"]:
            day += timedelta(days=(int(match["day"]) - day.isoweekday()) % 7 + 7 * (int(match["nth"]) - 1))
    return day + timedelta(days=int(match["shift"] or 0))


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    skipped = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
