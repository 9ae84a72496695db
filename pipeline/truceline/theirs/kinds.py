"""Class and phase of a dataset's types, by the crosswalk read backwards and the layout's own table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from truceline.code import backwards
from truceline.theirs.layout import Layout

Kind = tuple[str | None, str | None]


def kinds(layout: Layout, types: pd.Series[Any], sub_types: pd.Series[Any]) -> tuple[pd.Series[Any], pd.Series[Any]]:
    """The columns event_class and phase for a column of types and one of finer types.

    A class, or a phase, is null where the type stands for several, or for none.
    """
    pairs = list(zip(types.astype("object"), sub_types.astype("object"), strict=True))
    crosswalk = {_key(*codes): kinds for codes, kinds in _crosswalk(layout)}
    classes = {_key(told): kind for told, kind in layout.classes.items()}
    known = {pair: _kind(pair, crosswalk, classes) for pair in dict.fromkeys(pairs)}
    columns = zip(*(known[pair] for pair in pairs), strict=True) if pairs else ((), ())
    event_class, phase = (pd.Series(list(column), index=types.index, dtype="str") for column in columns)
    return event_class, phase


def _crosswalk(layout: Layout) -> Iterable[tuple[tuple[str, ...], frozenset[tuple[str, str]]]]:
    return backwards(*layout.crosswalk).items() if layout.crosswalk else ()


def _kind(
    pair: tuple[Any, Any], crosswalk: Mapping[str, frozenset[tuple[str, str]]], classes: Mapping[str, str]
) -> Kind:
    told = [str(cell) for cell in pair if isinstance(cell, str)]
    found = crosswalk.get(_key(*told))
    if found:
        return _only({event_class for event_class, _ in found}), _only({phase for _, phase in found})
    for cell in [*reversed(told), ""]:
        if kind := classes.get(_key(cell)):
            event_class, _, phase = kind.partition("/")
            return event_class, phase or None
    return None, None


def _only(codes: set[str]) -> str | None:
    return codes.pop() if len(codes) == 1 else None


def _key(*types: str) -> str:
    """Types in one spelling: "Battle-No change" and "battle - no change" are the same."""
    return "|".join(re.sub(r"[\W_]+", " ", text).strip().casefold() for text in types)
