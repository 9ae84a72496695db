"""dateparser at what it is good at: the day that one whole expression means, in a given language.

Spans are never its choice. One parser a language and base, each answer remembered by text, language and base.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_LONGEST = 60


@lru_cache(maxsize=10_000)
def day_of(text: str, language: str, base: date | None, day_first: bool = True) -> date | None:
    """The day that `text` means if it gives day, month and year, or counts them from `base`; else None."""
    if not text or len(text) > _LONGEST:
        return None
    found = _parser(language, base, day_first).get_date_data(text)
    if found.date_obj is None or found.period not in ("day", "time"):
        return None
    day: date = found.date_obj.date()
    return day


@lru_cache(maxsize=64)
def _parser(language: str, base: date | None, day_first: bool) -> DateDataParser:
    from dateparser.date import DateDataParser

    settings: dict[str, object] = {
        "DATE_ORDER": "DMY" if day_first else "MDY",
        "PREFER_DATES_FROM": "past",
        "RETURN_TIME_AS_PERIOD": True,
    }
    if base is None:
        settings |= {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["timestamp", "absolute-time"]}
    else:
        settings["RELATIVE_BASE"] = datetime(base.year, base.month, base.day, 12)
    return DateDataParser(languages=[language], settings=settings)
