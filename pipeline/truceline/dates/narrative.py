"""Whether a text is news, dated from its publication, or a narrative of the past, dated from what it last told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from truceline.dates.meaning import Meaning

# A narrative names years well before its publication, hardly a weekday, "yesterday" or "last month" (in 267 texts
# of news and history, five such years and four times as many as the latter set the two apart).
_YEARS = 5
_RATIO = 4
_PAST = 2
_FROM_NOW = frozenset("LXH")


def is_history(meanings: Iterable[Meaning], published: date | None) -> bool:
    """Whether the dates that a text names are those of a narrative of the past."""
    past = recent = 0
    for meaning in meanings:
        if meaning.weekday is not None or meaning.offset is not None or meaning.relation in _FROM_NOW:
            recent += meaning.rule not in ("duration", "set")
        elif meaning.year and not meaning.short_year:
            past += meaning.rule == "era" or published is None or meaning.year <= published.year - _PAST
    return past >= _YEARS and past > _RATIO * recent
