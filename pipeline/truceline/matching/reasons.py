"""Why two rows are a pair, or a row has none, in words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from truceline.matching.arrays import Bools, Ints
from truceline.matching.candidates import Window
from truceline.matching.choose import nearest
from truceline.matching.lexicon import PARTS, weights
from truceline.matching.scores import BASES, Pairs
from truceline.matching.words import common_words

_PLACES = {
    "location": "same location",
    "admin1": "same first-level division",
    "country": "same country, no finer place told by both",
    "near": "areas near each other",
    "elsewhere": "elsewhere in the country",
    "untold": "no country told by either",
    "side": "in the country of a side",
}
_MOST_WORDS = 4
_HIGH, _MIDDLE = 0.75, 0.4


def pair_reasons(pairs: Pairs, our_notes: pd.Series[str], their_notes: pd.Series[str]) -> list[str]:
    """A sentence for each pair."""
    ours, theirs = (notes.iloc[at].tolist() for notes, at in ((our_notes, pairs.ours), (their_notes, pairs.theirs)))
    return ["; ".join([*_agreement(pairs, n), *_words(common_words(ours[n], theirs[n]))]) for n in range(len(pairs))]


def _agreement(pairs: Pairs, n: int) -> list[str]:
    days, basis = int(pairs.days[n]), BASES[pairs.basis[n]]
    return [
        "dates meet" if not days else f"{days} {'day' if days == 1 else 'days'} apart",
        f"{pairs.km[n]:.0f} km apart" if basis == "distance" else _PLACES[basis],
        f"actors {_degree(pairs.actors[n])}",
        f"types {_degree(pairs.type[n])}",
    ]


def _degree(score: float) -> str:
    if score >= _HIGH:
        return "agree"
    return "agree in part or are not told" if score >= _MIDDLE else "differ"


def _words(common: list[str]) -> list[str]:
    return [f"both notes have {', '.join(common[:_MOST_WORDS])}"] if common else []


def lone_reasons(
    pairs: Pairs, window: Window, ids: tuple[pd.Series[str], pd.Series[str]], lone: tuple[Ints, Ints]
) -> tuple[list[str], list[str]]:
    """Why each row of ours, and each of theirs, that is in no pair is in none. Pairs are all, best first."""
    near = f"{window.days} days and {window.km:g} km (in its country, where a point is not told)"
    nothing = f"nothing within {near} that could be it"
    sides = (("record", pairs.ours, pairs.theirs, ids[1]), ("event", pairs.theirs, pairs.ours, ids[0]))
    told = []
    for (noun, rows, others, names), alone in zip(sides, lone, strict=True):
        found = nearest(rows, alone)
        at = np.flatnonzero(found >= 0)
        reasons = np.full(len(alone), nothing, dtype=object)
        others_named = names.iloc[others[found[at]]].tolist()
        reasons[at] = [_nearest(pairs, n, f"{noun} {name}") for n, name in zip(found[at], others_named, strict=True)]
        told.append(reasons.tolist())
    return told[0], told[1]


def _nearest(pairs: Pairs, n: np.int64, other: str) -> str:
    accept = weights()["accept"]
    if pairs.score[n] >= accept:
        return f"nearest is {other} (score {pairs.score[n]:.2f}), which has a better match"
    weakest = min(PARTS, key=lambda part: float(getattr(pairs, part)[n]))
    return f"nearest is {other}, score {pairs.score[n]:.2f} of the {accept:.2f} needed; weakest in {weakest}"


def alone(chosen: Bools, rows: Ints, n: int) -> Ints:
    """The rows, of `n`, that are in no chosen pair."""
    free = np.ones(n, dtype=bool)
    free[rows[chosen]] = False
    return np.flatnonzero(free)
