"""Events to the same with ACLED, CAMEO and PLOVER codes, by the table lexicons/crosswalk.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline_schemas import Events, codes, phases, unjudged

CODE_COLUMNS = ("acled_event_type", "acled_sub_event_type", "cameo_code", "plover_event")
_PROPOSERS = ("party", "other")
_ANY = "*"

Case = tuple[str, str, str, str]


def code_events(events: DataFrame[Events]) -> DataFrame[Events]:
    """The events with the four code columns filled, null where the scheme has nothing to code.

    A line of the crosswalk holds for a class, phase, status and proposer ("party" where a side is named),
    "*" for any; a line for the status outranks one without, then that with the fewest "*" holds. Raises
    CrosswalkError where a combination is without a line. Rows are not judged here: validation does that.
    """
    known = crosswalk()
    proposers = events["actor1"].notna().map({True: "party", False: "other"})
    cases = zip(events["event_class"], events["phase"], events["status"], proposers, strict=True)
    rows = [known.get(case, {}) for case in cases]
    coded = {name: pd.array([row.get(name) for row in rows], dtype="str") for name in CODE_COLUMNS}
    return unjudged(Events, events.assign(**coded))


class CrosswalkError(ValueError):
    """The crosswalk has a combination twice, not at all, or with a code that no code list has."""


@cache
def crosswalk() -> Mapping[Case, Mapping[str, str | None]]:
    """The codes for every class, phase, status and proposer."""
    text = (files("truceline") / "lexicons" / "crosswalk.csv").read_text(encoding="utf-8")
    return resolve(list(csv.DictReader(text.splitlines())))


def resolve(lines: list[dict[str, str]]) -> Mapping[Case, Mapping[str, str | None]]:
    """Lines with "*" to a line for each combination. Raises CrosswalkError as said there."""
    by_case: dict[Case, dict[str, str]] = {}
    for line in lines:
        case = (line["event_class"], line["phase"], line["status"], line["proposer"])
        if case in by_case:
            raise CrosswalkError(f"the crosswalk has two lines for {' / '.join(case)}")
        by_case[case] = line
    every = [
        (event_class, phase, status, proposer)
        for event_class in codes("event_class")
        for phase, status, proposer in product(phases(event_class), codes("status"), _PROPOSERS)
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
    class_, phase, status, proposer = min(fitting, key=lambda key: (key[2] == _ANY, key.count(_ANY)))
    return class_, phase, status, proposer


def _codes_of(line: Mapping[str, str]) -> Mapping[str, str | None]:
    return {name: line[name] or None for name in CODE_COLUMNS}
