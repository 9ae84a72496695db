"""Several rounds of talks that one sentence tells (coding rules, section 4: two dates are two events)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from truceline.dates import Timex
from truceline.entities import Place
from truceline.extract.days import When
from truceline.extract.grouping import Told
from truceline.extract.sentences import within
from truceline.extract.tokens import Words
from truceline.extract.verbs import is_verb

# Days that are listed are those of one round.
_PRECISIONS = ("month", "year")
# So many tokens part two rounds ("and the second one in Bern, Switzerland, in").
_APART = 14


def rounds(told: Told, timexes: Sequence[Timex], places: Sequence[Place]) -> list[Told]:
    """What is told, and as much again for each further month or year listed with its own ("in 2000 and 2007").

    A round is where the list names a place for it, else where the first one is.
    """
    candidate, when = told.candidate, told.when
    if candidate.event_class != "talks" or when.precision not in _PRECISIONS:
        return [told]
    named = [timex for timex in within(timexes, candidate.unit.span) if timex.precision == when.precision]
    first = next((i for i, timex in enumerate(named) if timex.start == when.start), len(named))
    found = [told]
    for before, timex in pairwise(named[first:]):
        if not _listed(candidate.unit.words, before, timex):
            break
        here = (place for place in places if before.char_end <= place.char_start < timex.char_start)
        days = When(timex.start, timex.end, timex.precision, timex.text, "text")
        found.append(replace(told, when=days, place=next(here, told.place)))
    return found


def _listed(words: Words, before: Timex, timex: Timex) -> bool:
    """Whether an expression is the next one of a list: it follows with an "and" or a comma between, and no verb."""
    first, last = words.at(before.char_end), words.at(timex.char_start)
    ranged = before.group is not None and before.group == timex.group
    if last - first > _APART or timex.start == before.start or ranged:
        return False
    between = range(first, last)
    joined = any(words.has(i, "and") or words.low(i) == "," for i in between)
    return joined and not any(is_verb(words, i) for i in between)
