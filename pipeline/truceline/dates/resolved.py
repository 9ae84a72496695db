"""The outcome of anchoring, and what relations such as "last" and "next" stand for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from truceline.dates.timex import Basis, TimexType

# Tags of relations (see `lexicon.TAGS`): back from and on from the anchor, and of what the text is speaking of.
BACK, ON, SPOKEN_OF = frozenset("Lpl"), frozenset("Xr"), frozenset("jlr")
SHIFT = {"L": -1, "p": -1, "l": -1, "R": -1, "X": 1, "r": 1}


class Resolved(NamedTuple):
    """A value, how it was come by, and how sure it is (0 to 1)."""

    type: TimexType
    value: str
    basis: Basis
    confidence: float


def a_date(value: str | date | None, basis: Basis, confidence: float) -> Resolved | None:
    """A DATE, None where there is no value."""
    return None if value is None else Resolved("DATE", str(value), basis, confidence)
