"""Days out of cells, in every form that these datasets, and spreadsheets that opened them, write them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from truceline.entities.tokens import fold
from truceline.lexicon_files import read_toml

FORMS = "2022-06-30, 30 June 2022, 30-Jun-22, 30/06/2022 or a spreadsheet's 44742"
# A time of day after the date, with or without a zone.
_TIME = r"(?:[T ]\d{1,2}:\d{2}.*)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DAY_NAME = re.compile(rf"(\d{{1,2}})[-/. ]+([^\W\d_]{{3,}})\.?[-/. ,]+(\d{{4}}|\d{{2}}){_TIME}")
_NAME_DAY = re.compile(rf"([^\W\d_]{{3,}})\.?[-/. ]+(\d{{1,2}}),?[-/. ]+(\d{{4}}|\d{{2}}){_TIME}")
_FIGURES = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){_TIME}")
# Days since the last of 1899, as Excel and LibreOffice count: five figures are 1927 to 2173.
_SERIAL = re.compile(r"([1-9]\d{4})(?:\.\d+)?")
_EPOCH = date(1899, 12, 30)
# The years of two figures that are of the last century (POSIX strptime); the datasets begin in 1946.
_PIVOT = 69
_NAT = np.datetime64("NaT", "us")


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day of each cell, NaT where it could not be read.

    `unsure` counts the cells that another order of day and month would read otherwise, where no cell of the column
    decides.
    """

    first: pd.Series[Any]
    last: pd.Series[Any]
    unsure: int = 0


def days(cells: pd.Series[str], years: pd.Series[Any] | None = None, order: str | None = None) -> Days:
    """The days of a column of dates.

    `years` is the column of years beside it, which settles the century of years with two figures (also "0025").
    Without `order` the column settles whether 5/6/2016 is of May or June: the day is first, as in ACLED, unless
    some cell has its second figure above 12 and none its first.
    """
    figures = _figures(cells)
    told = order or ("mdy" if _month_first(figures) else "dmy")
    if years is None:
        found = {cell: _day(cell, None, told) for cell in cells.dropna().unique()}
        first = _series([found.get(cell, _NAT) for cell in cells], cells.index)
    else:
        known = years.astype("object").where(years.notna(), None)
        pairs = list(zip(cells, known, strict=True))
        read = {pair: _day(*pair, told) for pair in set(pairs) if isinstance(pair[0], str)}
        first = _series([read.get(pair, _NAT) for pair in pairs], cells.index)
    decided = order or any(a > 12 or b > 12 for a, b in figures)
    unsure = 0 if decided else int(cells.isin([c for c in cells.dropna().unique() if _either(c)]).sum())
    return Days(first, first, unsure)


def days_of_parts(year: pd.Series[Any], month: pd.Series[Any], day: pd.Series[Any]) -> Days:
    """The days of dates in three columns of numbers; a part that is null or not above 0 is not known.

    Without a day it is the month, without a month the year.
    """
    parts = list(zip(year, month, day, strict=True))
    spans = {part: _span(*part) for part in set(parts)}
    first, last = (_series([spans[part][end] for part in parts], year.index) for end in (0, 1))
    return Days(first, last)


def _series(values: list[Any], index: pd.Index[Any]) -> pd.Series[Any]:
    return pd.Series(np.array(values, dtype="datetime64[us]"), index=index)


def _span(*parts: Any) -> tuple[np.datetime64, np.datetime64]:
    year, month, day = (0 if pd.isna(part) or part <= 0 else int(part) for part in parts)
    months = (month, month) if month else (1, 12)
    try:
        first = date(year, months[0], day if month and day else 1)
        last = first if month and day else date(year, months[1], calendar.monthrange(year, months[1])[1])
    except (ValueError, calendar.IllegalMonthError):
        return _NAT, _NAT
    return np.datetime64(first, "us"), np.datetime64(last, "us")


def _figures(cells: pd.Series[str]) -> list[tuple[int, int]]:
    matches = (_FIGURES.fullmatch(cell.strip()) for cell in cells.dropna().unique())
    return [(int(match[1]), int(match[2])) for match in matches if match]


def _month_first(figures: list[tuple[int, int]]) -> bool:
    return any(b > 12 for _, b in figures) and not any(a > 12 for a, _ in figures)


def _either(cell: str) -> bool:
    match = _FIGURES.fullmatch(cell.strip())
    return match is not None and match[1] != match[2]


def _day(cell: Any, year: Any, order: str) -> np.datetime64:
    """The day that a cell names, or NaT."""
    text = cell.strip()
    for form, read in _READ:
        if match := form.fullmatch(text):
            try:
                return np.datetime64(read(match, year, order), "us")
            except (ValueError, OverflowError):
                return _NAT
    return _NAT


def _iso(match: re.Match[str], year: Any, order: str) -> date:
    return date(_full_year(match[1], year), int(match[2]), int(match[3]))


def _day_name(match: re.Match[str], year: Any, order: str) -> date:
    return date(_full_year(match[3], year), _month(match[2]), int(match[1]))


def _name_day(match: re.Match[str], year: Any, order: str) -> date:
    return date(_full_year(match[3], year), _month(match[1]), int(match[2]))


def _by_figures(match: re.Match[str], year: Any, order: str) -> date:
    if order == "ymd" and len(match[3]) == 2:
        return date(_full_year(match[1], year), int(match[2]), int(match[3]))
    day, month = (match[2], match[1]) if order == "mdy" else (match[1], match[2])
    return date(_full_year(match[3], year), int(month), int(day))


def _serial(match: re.Match[str], year: Any, order: str) -> date:
    return _EPOCH + timedelta(days=int(match[1]))


_READ: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Any, str], date]], ...] = (
    (_ISO, _iso),
    (_COMPACT, _iso),
    (_DAY_NAME, _day_name),
    (_NAME_DAY, _name_day),
    (_FIGURES, _by_figures),
    (_SERIAL, _serial),
)


def _full_year(figures: str, told: Any) -> int:
    """The year of two figures in the century of the column of years, else in that of the pivot; "0025" alike."""
    year = int(figures)
    if year > 99:
        return year
    if told is not None and not pd.isna(told) and int(told) % 100 == year and int(told) > 99:
        return int(told)
    return year + (1900 if year >= _PIVOT else 2000)


def _month(name: str) -> int:
    number = _months().get(fold(name))
    if not number:
        raise ValueError(f"{name} is no month")
    return number


@cache
def _months() -> Mapping[str, int]:
    names = read_toml("theirs/dates.toml")["months"]
    whole = {name: number for number, months in enumerate(names, start=1) for name in months}
    begins: dict[str, set[int]] = {}
    for name, number in whole.items():
        for length in range(3, len(name)):
            begins.setdefault(name[:length], set()).add(number)
    return {key: min(numbers) for key, numbers in begins.items() if len(numbers) == 1} | whole
