"""Publication days as metadata and addresses give them."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from truceline.read.lines import day_of_line

_COMPACT = re.compile(r"(\d{4})[/. -]?(\d{2})[/. -]?(\d{2})")
# 03/04/2016 is a day of March to some and of April to others; with dots the day is first everywhere.
_AMBIGUOUS = re.compile(r"(?!(\d+)[/-]\1[/-])0?(?:\d|1[0-2])[/-]0?(?:\d|1[0-2])[/-]\d{4}\b")
_IN_PATH = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]([01]?\d)[/_-]([0-3]?\d)(?=[/_.-]|\Z)")
_COMPACT_IN_PATH = re.compile(r"[/_-]((?:19|20)\d\d)([01]\d)([0-3]\d)(?=[/_.-]|\Z)")
_IN_PATH_NAMED = re.compile(r"/((?:19|20)\d\d)/([a-z]{3,9})/(\d{1,2})(?=/)")


def day_of_metadata(value: object) -> date | None:
    """The day of an ISO date or time, an e-mail date, or a date in words; None where it is none of these.

    None too for numbers that leave open which of them is the month ("03/04/2016").

    A time with a zone gives the day in that zone, which is the one that the outlet printed.
    """
    text = str(value).strip()
    if _AMBIGUOUS.match(text):
        return None
    return _iso(text) or _numbers(_COMPACT.fullmatch(text)) or day_of_line(text) or _mail(text)


def day_of_url(url: str) -> date | None:
    """The day that an address holds (".../2017/01/25/...", ".../2017/jan/25/..."), None where it holds none."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0]
    day = _numbers(_IN_PATH.search(f"/{path}")) or _numbers(_COMPACT_IN_PATH.search(f"/{path}"))
    if day:
        return day
    named = _IN_PATH_NAMED.search(f"/{path.lower()}")
    return day_of_line(f"{named[3]} {named[2].capitalize()} {named[1]}") if named else None


def _iso(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _numbers(match: re.Match[str] | None) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _mail(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
