"""Events to the same with ACLED, CAMEO and PLOVER codes, by the table lexicons/crosswalk.csv."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Any

import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline.entities.tokens import name_key
from truceline.lexicon_files import read_csv, read_toml
from truceline_schemas import Events, codes, phases, unjudged

CODE_COLUMNS = ("acled_event_type", "acled_sub_event_type", "cameo_code", "plover_event")
# What a line of the crosswalk says besides: how each scheme describes the kind of event.
SCHEME_COLUMNS = (*CODE_COLUMNS, "acled_disorder_type", "plover_mode", "ethprio_side", "ethprio_date", "ucdp")
_WHO = ("party", "other", "civilians")
_ANY = "*"

Case = tuple[str, str, str, str]


def code_events(events: DataFrame[Events]) -> DataFrame[Events]:
    """The events with the four code columns filled, null where the scheme has nothing to code.

    Raises CrosswalkError where a combination is without a line. Rows are not judged here: validation does that.
    """
    rows = scheme_codes(events)
    coded = {name: pd.array([row.get(name) for row in rows], dtype="str") for name in CODE_COLUMNS}
    return unjudged(Events, events.assign(**coded))


def scheme_codes(events: pd.DataFrame) -> list[Mapping[str, str | None]]:
    """For each event its line of the crosswalk, the columns SCHEME_COLUMNS.

    A line holds for a class, phase, status and who ("civilians" where a violation's target is them, else "party"
    where a side is named, else "other"), "*" for any; a line for the status outranks one without, then that with
    the fewest "*" holds.
    """
    known = crosswalk()
    who = map(_who, events["event_class"], events["actor1"], events["actor2"])
    cases = zip(events["event_class"], events["phase"], events["status"], who, strict=True)
    return [known.get(case, {}) for case in cases]


def _who(event_class: str, actor1: Any, actor2: Any) -> str:
    if event_class == "violation" and are_civilians(actor2):
        return "civilians"
    return "other" if pd.isna(actor1) else "party"


def are_civilians(name: Any) -> bool:
    """Whether an actor's name, which may be null, says that civilians are meant."""
    if pd.isna(name):
        return False
    key = f" {name_key(name)} "
    return any(f" {word} " in key for word in _civilians())


@cache
def _civilians() -> tuple[str, ...]:
    return tuple(read_toml("crosswalk.toml")["civilians"])


class CrosswalkError(ValueError):
    """The crosswalk has a combination twice, not at all, or with a code that no code list has."""


@cache
def crosswalk() -> Mapping[Case, Mapping[str, str | None]]:
    """The codes for every class, phase, status and who."""
    return resolve(list(read_csv("crosswalk.csv")))


@cache
def backwards(column: str, *others: str) -> Mapping[tuple[str, ...], frozenset[tuple[str, str]]]:
    """The classes and phases that the crosswalk gives each code, or combination of codes, of the columns named."""
    found: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for (event_class, phase, _, _), line in crosswalk().items():
        key = tuple(line[name] or "" for name in (column, *others))
        if all(key):
            found.setdefault(key, set()).add((event_class, phase))
    return {key: frozenset(kinds) for key, kinds in found.items()}


def resolve(lines: list[dict[str, str]]) -> Mapping[Case, Mapping[str, str | None]]:
    """Lines with "*" to a line for each combination. Raises CrosswalkError as said there."""
    by_case: dict[Case, dict[str, str]] = {}
    for line in lines:
        case = (line["event_class"], line["phase"], line["status"], line["who"])
        if case in by_case:
            raise CrosswalkError(f"the crosswalk has two lines for {' / '.join(case)}")
        by_case[case] = line
    every = [
        (event_class, phase, status, who)
        for event_class in codes("event_class")
        for phase, status, who in product(phases(event_class), codes("status"), _WHO)
    ]
    used = {case: _most_specific(case, by_case) for case in every}
    idle = set(by_case) - set(used.values())
    if idle:
        raise CrosswalkError(f"the crosswalk's line for {' / '.join(min(idle))} fits no event")
    return {case: _codes_of(by_case[key]) for case, key in used.items()}


def _most_specific(case: Case, lines: Mapping[Case, Any]) -> Case:
    fitting = [key for key in product(*((part, _ANY) for part in case)) if key in lines]
    if not fitting:
        raise CrosswalkError(f"the crosswalk has no line for {' / '.join(case)}")
    # A denial outranks what is denied, whatever the phase.
    class_, phase, status, who = min(fitting, key=lambda key: (key[2] == _ANY, key.count(_ANY)))
    return class_, phase, status, who


def _codes_of(line: Mapping[str, str]) -> Mapping[str, str | None]:
    return {name: line[name] or None for name in SCHEME_COLUMNS}
