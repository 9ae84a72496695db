"""Our events joined with another dataset's records by time, place, actors, type and words: `truceline.match`.

The method is that of MELTT (Donnay and others, Integrating Conflict Event Data, 2019): a window of days and kilometres,
agreement of types, a stable choice; actors and words are added, and the windows widen by the precision of each row.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline.matching.arrays import Ints
from truceline.matching.candidates import Window, candidates
from truceline.matching.choose import HOWS, best_first, chosen
from truceline.matching.lexicon import PARTS, weights
from truceline.matching.reasons import alone, lone_reasons, pair_reasons
from truceline.matching.rows import Rows, new_places, our_rows, side_countries, their_rows
from truceline.matching.scores import (
    Likeness,
    Pairs,
    actor_scores,
    date_scores,
    joined,
    place_scores,
    total,
    type_scores,
)
from truceline.matching.tables import result, typed_events, typed_theirs
from truceline.matching.words import word_scores
from truceline.settings import How
from truceline_schemas.matches import Matches

__all__ = ["HOWS", "match"]


def match(
    ours: pd.DataFrame, theirs: pd.DataFrame, *, days: int = 3, km: float = 50, how: How = "one-to-many"
) -> DataFrame[Matches]:
    """Pair our events with records of ACLED, UCDP GED, ETH/PRIO or another dataset.

    `ours` is the table events of a run (from truceline.build, or as pandas reads it), `theirs` comes from
    truceline.read_events. Two rows may lie `days` days and `km` kilometres apart, and further by as much as the
    precision of each leaves open; rows without a point of their own are compared by province and country. `how` is
    "one-to-one", "one-to-many" (an event of ours may be several records of theirs) or "all" (every pair that is good
    enough). Rows of both sides that found no pair are kept. Raises ValueError for tables that are something else, for
    an unknown `how`, and for a negative window.
    """
    if how not in HOWS:
        raise ValueError(f"how is {how!r}, none of {', '.join(HOWS)}")
    if days < 0 or not 0 <= km < np.inf:
        raise ValueError(f"the window of {days} days and {km} km is none")
    events, records, window = typed_events(ours), typed_theirs(theirs), Window(int(days), float(km))
    places = new_places()
    one, other = our_rows(events, places), their_rows(records, places)
    found = _scored(one, other, window, side_countries(one, places))
    pairs = found.where(best_first(found))
    taken = chosen(pairs, how, other.group)
    lone = alone(taken, pairs.ours, len(one)), alone(taken, pairs.theirs, len(other))
    best = pairs.where(taken)
    why = lone_reasons(pairs, window, (events["event_id"], records["record_id"]), lone)
    return result(events, records, best, lone, (pair_reasons(best, one.notes, other.notes), *why))


def _scored(ours: Rows, theirs: Rows, window: Window, countries: list[tuple[int, ...]]) -> Pairs:
    """All pairs that words in common could lift to a match, each once."""
    likeness = Likeness(ours.sides, theirs.sides, {})
    parts = [
        _without_words(ours, theirs, window, likeness, i, j) for i, j in candidates(ours, theirs, window, countries)
    ]
    empty = np.zeros(0, dtype=np.int64)
    pairs = joined([*parts, _without_words(ours, theirs, window, likeness, empty, empty)])
    _keys, first = np.unique(pairs.ours * max(1, len(theirs)) + pairs.theirs, return_index=True)
    return _with_words(ours, theirs, pairs.where(first))


def _without_words(ours: Rows, theirs: Rows, window: Window, likeness: Likeness, i: Ints, j: Ints) -> Pairs:
    """The pairs that would be a match if their notes agreed in full."""
    kinds = type_scores(ours, theirs, i, j)
    i, j, kinds = i[kinds > 0], j[kinds > 0], kinds[kinds > 0]
    place, km, basis = place_scores(ours, theirs, i, j, window.km)
    date, days = date_scores(ours, theirs, i, j, window.days)
    actors = actor_scores(ours, theirs, i, j, likeness)
    words = np.ones(len(i))
    score = total({"date": date, "place": place, "actors": actors, "type": kinds, "words": words})
    pairs = Pairs(i, j, days, km, basis, date, place, actors, kinds, words, score)
    return pairs.where((score >= weights()["accept"]) & (place > 0) & (date > 0))


def _with_words(ours: Rows, theirs: Rows, pairs: Pairs) -> Pairs:
    """With the scores of the notes; a broad type counts little where the note is silent on what is of our class."""
    words, silent = word_scores(ours, theirs, pairs.ours, pairs.theirs)
    broad = np.array([kind.is_broad for kind in theirs.kinds], dtype=bool)
    kinds = np.where(silent & broad[theirs.kind[pairs.theirs]], weights()["type"]["silent"], pairs.type)
    spoken = replace(pairs, words=words, type=kinds)
    return replace(spoken, score=total({part: getattr(spoken, part) for part in PARTS}))
