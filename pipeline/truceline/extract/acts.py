"""What kind of act of war words tell: the phase of a violation (coding rules, section 2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from truceline.extract.tokens import Words
from truceline.extract.verbs import is_verb, state

UNSPECIFIED = "unspecified"
# Words that hold one of an act's and tell none ("cessation of hostilities").
_NONE = "none"
# Tokens around a verb that say what kind of act it tells.
_NEAR = 8
# Tokens between two acts that are told side by side ("shelling and Russian air strikes").
_BESIDE = 4


def act(words: Words, first: int = 0, last: int | None = None) -> str:
    """The kind of act that a sentence has words of: the first in the lexicon's order, else "unspecified"."""
    kinds = {kind for _, _, kind in _acts(words, first, last)}
    return next((kind for kind in words.lexicon.act_order if kind in kinds), UNSPECIFIED)


def also(words: Words, main: str) -> list[str]:
    """The kinds of acts told side by side with one of kind `main`, by words that name an act of their own."""
    named = [one for one in _acts(words) if words.low(one[0]) in words.lexicon.breach_words["acts_alone"]]
    found = []
    for (_, end, kind), (start, _, other) in pairwise(named):
        if main in (kind, other) and kind != other and start - end <= _BESIDE and words.any(end, start, "and"):
            found.append(kind if other == main else other)
    return list(dict.fromkeys(found))


def _acts(words: Words, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int, str]]:
    """The first and the last token (exclusive) of the words of an act, and its kind."""
    i, end = max(0, first), len(words) if last is None else last
    while i < end:
        found = words.match(words.lexicon.acts, i, inflect=False)
        if found and found[0] != _NONE:
            yield i, found[1], found[0]
        i = found[1] if found else i + 1


def fighting(words: Words) -> tuple[int, str] | None:
    """The first act of war that a sentence tells as plain fact, and its kind; not what something else came after."""
    fought = words.lexicon.breach_words["fought"]
    for i, token in enumerate(words.tokens):
        past = token.lemma in fought and token.form in ("past", "part", "ed") and is_verb(words, i)
        if past and not state(words, i).colours and not words.any(i - _NEAR, i, "after"):
            kind = act(words, max(0, i - _NEAR), i + 1 + _NEAR)
            if kind != UNSPECIFIED:
                return i, kind
    return None
