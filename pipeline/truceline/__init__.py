"""Truceline: news text to a timeline of ceasefires, peace talks and ceasefire violations.

import truceline

tables = truceline.build(["articles/"])
tables.events
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truceline.matching import match as match
    from truceline.run import build as build
    from truceline.tables import Tables as Tables
    from truceline.theirs import read_events as read_events
    from truceline.theirs import read_events_with_rejects as read_events_with_rejects

__version__ = version("truceline")
__all__ = ["Tables", "__version__", "build", "match", "read_events", "read_events_with_rejects"]

_HOME = {
    "build": "truceline.run",
    "Tables": "truceline.tables",
    "match": "truceline.matching",
    "read_events": "truceline.theirs",
    "read_events_with_rejects": "truceline.theirs",
}


def __getattr__(name: str) -> object:
    # `truceline --help` is to answer at once: pandas is imported only when a table is wanted.
    if name not in _HOME:
        raise AttributeError(f"module 'truceline' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
