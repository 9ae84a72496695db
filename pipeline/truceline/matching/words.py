"""What the notes of two rows have in common: only for pairs that all else speaks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import numpy as np

from truceline.entities.tokens import name_key
from truceline.matching.arrays import Bools, Floats, Ints
from truceline.matching.lexicon import weights, word_set
from truceline.matching.rows import Rows

_LONGEST_STOP = 2


@cache
def _stop() -> frozenset[str]:
    return word_set("words", "stop")


@cache
def _class_words(event_class: str) -> re.Pattern[str]:
    words = sorted(weights()["words"]["class"][event_class])
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def content(key: str) -> frozenset[str]:
    """The stems of the words of a note, given as its key, that say something."""
    stem, stop = weights()["words"]["stem"], _stop()
    return frozenset(word[:stem] for word in key.split() if len(word) > _LONGEST_STOP and word not in stop)


def common_words(one: str, other: str) -> list[str]:
    """Words of the one note that the other has too, in its order."""
    stem, theirs = weights()["words"]["stem"], content(name_key(other))
    words = (word for word in name_key(one).split() if len(word) > _LONGEST_STOP and word not in _stop())
    return list(dict.fromkeys(word for word in words if word[:stem] in theirs))


def word_scores(ours: Rows, theirs: Rows, i: Ints, j: Ints) -> tuple[Floats, Bools]:
    """The share of the shorter note's words that the other has, and whether theirs is silent on what is of our class.

    One that is not silent adds to the score; one that tells nothing, or has most words of ours, is not silent either.
    """
    rule = weights()["words"]
    our_words = {row: content(key) for row, key in _keys(ours, i).items()}
    their_keys = _keys(theirs, j)
    their_words = {row: content(key) for row, key in their_keys.items()}
    scores = np.full(len(i), float(weights()["unknown"]["words"]))
    for n, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        one, other = our_words[a], their_words[b]
        shorter = min(len(one), len(other))
        if shorter >= rule["fewest"]:
            scores[n] = len(one & other) / shorter
    speaks = _speaks_of_class(ours, their_keys, i, j)
    told = np.array([len(their_words[b]) >= rule["fewest"] for b in j.tolist()], dtype=bool)
    silent = told & ~speaks & (scores < rule["same_telling"])
    return np.where(speaks, np.minimum(1.0, scores + rule["class_bonus"]), scores), silent


def _speaks_of_class(ours: Rows, their_keys: Mapping[int, str], i: Ints, j: Ints) -> Bools:
    """Whether the note of each pair's record speaks of a thing of the class of our event."""
    numbers, at = np.unique(j, return_inverse=True)
    classes = np.array([kind.event_class or "" for kind in ours.kinds], dtype=object)[ours.kind[i]]
    speaks = np.zeros(len(i), dtype=bool)
    for event_class in weights()["words"]["class"]:
        words = _class_words(event_class)
        found = np.array([bool(words.search(their_keys[number])) for number in numbers.tolist()], dtype=bool)
        speaks |= (classes == event_class) & found[at]
    return speaks


def _keys(rows: Rows, numbers: Ints) -> dict[int, str]:
    """The notes of the rows as keys: folded words, a space between two."""
    chosen = np.unique(numbers)
    return dict(zip(chosen.tolist(), map(name_key, rows.notes.iloc[chosen].tolist()), strict=True))
