"""What a single line of an article's head or foot says: who wrote it, when, and under which address."""

from __future__ import annotations

import re
from datetime import date

from truceline.dates import find
from truceline.read.words import words

_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_URL = re.compile(r"<?(https?://[^\s<>()\[\]]+)>?")
_LINKED_URL = re.compile(r"\[[^\[\]\n]*\]\((https?://[^\s()]+)\)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_BYLINE_WORDS = 12
_DATE_LINE_CHARS = 90


def author_of(line: str) -> str | None:
    """The author that a byline names ("By Jane Example, Reuters"), None for any other line."""
    lowered = line.lower()
    for byline in words().bylines:
        if lowered.startswith(byline) and not line[len(byline) : len(byline) + 1].isalnum():
            name = line[len(byline) :].strip(" \t:,|")
            return name if _is_name(name) else None
    return None


def _is_name(text: str) -> bool:
    found = _WORD.findall(text)
    if not 1 <= len(found) <= _BYLINE_WORDS or text.endswith((".", "!", "?", ":")):
        return False
    particles = words().particles
    if not all(word[0].isupper() or word.partition("-")[0] in particles for word in found):
        return False
    return any(word[0].isupper() for word in found) and not find(text, None)


def day_of_line(line: str) -> date | None:
    """The day of a line that says nothing else ("Published: Wed 25 Jan 2017 14.05 GMT"), None for any other line."""
    if len(line) > _DATE_LINE_CHARS or not _YEAR.search(line):
        return None
    rest, days, position = [], [], 0
    for timex in find(line, None):
        rest.append(line[position : timex.char_start])
        position = timex.char_end
        if timex.precision == "day" and timex.start:
            days.append(timex.start)
    rest.append(line[position:])
    spoken = [word.lower() for word in _WORD.findall(" ".join(rest))]
    return days[0] if days and all(word in words().date_line for word in spoken) else None


def url_of(line: str) -> str | None:
    """The address of a line that is nothing else, None for any other line."""
    match = _URL.fullmatch(line) or _LINKED_URL.fullmatch(line)
    return match[1] if match else None


def labelled_url(line: str) -> str | None:
    """The address of a line like "Original url: <https://...>", None for any other line."""
    label, colon, rest = line.partition(":")
    return url_of(rest.strip()) if colon and label.strip().lower() in words().url_labels else None


def is_url_label(line: str) -> bool:
    """Whether a line announces an address on the next one."""
    return line.rstrip(" :").lower() in words().url_labels
