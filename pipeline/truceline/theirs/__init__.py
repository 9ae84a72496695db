"""Events of other datasets: ACLED, UCDP GED, ETH/PRIO's ceasefires, truceline's own, and any table by a mapping."""

from __future__ import annotations

from truceline.theirs.layout import LayoutError
from truceline.theirs.read import NotRecognised, UnreadRows, read_events, read_events_with_rejects

__all__ = ["LayoutError", "NotRecognised", "UnreadRows", "read_events", "read_events_with_rejects"]
