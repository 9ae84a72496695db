"""Whether a sentence tells something as fact or as somebody's word (coding rules, section 3)."""

from __future__ import annotations

from collections.abc import Collection

from truceline.extract.tokens import Words
from truceline.extract.verbs import is_verb, state

# Of several the first counts.
_KINDS = ("allege", "deny", "report")
# Tokens before a verb of saying, and behind it, in which it is said who says so, and of whom it is told.
_BEFORE, _BEHIND = 20, 4
_TOLD = 8


def attribution_of(words: Words, elsewhere: Collection[int] = (), at: int | None = None) -> str:
    """Whether a sentence alleges, denies or reports, by its verbs and nouns of saying; "" where it has none.

    Those among tokens `elsewhere` say something else ("hours after the army announced a truce"), and so does one behind
    what is told at token `at` that has words of its own to govern ("shelled the port, claiming that ...").
    """
    kinds = set()
    for i, token in enumerate(words.tokens):
        found = words.match(words.lexicon.attribution, i) if i not in elsewhere else None
        if found is None or (token.lemma and (_attributive(words, i) or _stated(words, i, found[0]))):
            continue
        if at is None or i <= at or not token.lemma or _closes(words, i):
            kinds.add(found[0])
    return next((kind for kind in _KINDS if kind in kinds), "")


def _closes(words: Words, i: int) -> bool:
    """Whether a verb of saying stands behind what it governs (", the army said on Monday", "said the army")."""
    if words.has(i - 1, "quote", "boundary"):
        return words.tokens[i].form != "ing"
    end = min(len(words), i + _TOLD)
    after = next((k for k in range(i + 1, end) if not words.tokens[k].capital and not words.has(k, "told")), end)
    ended = after == end or not words.low(after)[0].isalnum()
    return ended or (
        words.has(after, "preposition", "time", "conjunction", "circumstance", "deictic")
        and not words.has(after, "accused_of", "that")
    )


def _stated(words: Words, i: int, kind: str) -> bool:
    """Whether what is reported is told as fact: nobody is said to report it, or somebody who watches the ceasefire."""
    if kind != "report":
        return False
    if not (is_verb(words, i) or _ends(words, i)) or (state(words, i).passive and not words.has(i + 1, "agent", "to")):
        return True
    return words.any(i - _BEFORE, i + _BEHIND, "monitor")


def _ends(words: Words, i: int) -> bool:
    """Whether a form that may be a noun ends its sentence behind one ("a bulletin states.")."""
    return words.low(i + 1) in (".", "") and not words.has(
        i - 1, "determiner", "preposition", "conjunction", "boundary"
    )


def _attributive(words: Words, i: int) -> bool:
    """Whether a form of a verb is part of a name or of a noun phrase ("State Department", "the disputed region")."""
    name = words.tokens[i].capital and i + 1 < len(words) and words.tokens[i + 1].capital and words.has(i, "nounlike")
    participle = words.tokens[i].form in ("ed", "part") and words.has(i - 1, "determiner", "preposition")
    return name or participle
