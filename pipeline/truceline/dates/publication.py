"""The publication day: as given, or from the head of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from truceline.dates import calendars, foreign

Grain = Literal["day", "month", "year"]
_ISO = re.compile(r"\s*(?P<year>\d{4})(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d)(?!\d))?)?(?P<rest>.*)\s*\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Publication:
    """When a text was published, as finely as is known: `day` is the first day of the month or year of `grain`."""

    day: date | None
    grain: Grain = "day"


def publication(dct: date | datetime | str | None) -> Publication:
    """Read a publication date: a date, a timestamp (its local day counts), ISO text, a year, a month, or other text.

    What cannot be read is no date; the caller keeps the text.
    """
    if isinstance(dct, datetime):
        return Publication(dct.date())
    if dct is None or isinstance(dct, date):
        return Publication(dct)
    match = _ISO.match(dct)
    year, month, day, rest = match.groups() if match else (None, None, None, None)
    if year is None or (rest and not day):
        return Publication(foreign.day_of(dct.strip(), "en", None))
    found = calendars.day_of(int(year), int(month or 1), int(day or 1))
    return Publication(found, "day" if day or not found else "month" if month else "year")
