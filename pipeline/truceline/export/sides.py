"""What sort of actor a side is: a state, rebels, a militia, civilians, or somebody from outside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from truceline.code import are_civilians
from truceline.entities import find
from truceline.entities.tokens import name_key
from truceline.export.words import words

_KINDS = {"state": "state", "armed_group": "rebel", "body": "external"}
_BY_WORD = ("state", "militia", "rebel")


@dataclass(frozen=True, slots=True)
class Side:
    """`sort` is state, rebel, militia, civilian, external or, where nothing tells it, None.

    `country` is the home country's alpha-3 code, if known.
    """

    sort: str | None
    country: str | None


def side(name: Any) -> Side:
    """What an actor is by its name, which may be null."""
    return Side(None, None) if pd.isna(name) else _side(name)


@lru_cache(maxsize=1 << 16)
def _side(name: str) -> Side:
    if are_civilians(name):
        return Side("civilian", None)
    actors = find(name).actors
    known = next((actor for actor in actors if actor.actor_id), None)
    if known:
        return Side(_KINDS.get(known.kind), known.country)
    key = f" {name_key(name)} "
    said = (sort for sort in _BY_WORD if any(f" {word} " in key for word in words("sides")[sort]))
    return Side(next(said, None), None)


def abroad(one: Side, iso3: Any) -> Side:
    """The side as ACLED sorts it in a country: another country's forces are from outside."""
    if one.sort == "state" and one.country and not pd.isna(iso3) and one.country != iso3:
        return Side("external", one.country)
    return one
