"""Whether a sentence tells something as fact or as somebody's word (coding rules, section 3)."""

from __future__ import annotations

from collections.abc import Collection

from truceline.extract.tokens import Words
from truceline.extract.verbs import is_verb, state

# Of several the first counts.
_KINDS = ("allege", "deny", "report")
# Tokens before a verb of saying, and behind it, in which it is said who says so.
_BEFORE, _BEHIND = 7, 4


def attribution_of(words: Words, elsewhere: Collection[int] = ()) -> str:
    """Whether a sentence alleges, denies or reports, by its verbs and nouns of saying; "" where it has none.

    Those among tokens `elsewhere` say something else ("hours after the army announced a truce").
    """
    kinds = set()
    for i, token in enumerate(words.tokens):
        found = words.match(words.lexicon.attribution, i) if i not in elsewhere else None
        if found and not (token.lemma and (_attributive(words, i) or _stated(words, i, found[0]))):
            kinds.add(found[0])
    return next((kind for kind in _KINDS if kind in kinds), "")


def _stated(words: Words, i: int, kind: str) -> bool:
    """Whether what is reported is told as fact: nobody is said to report it, or somebody who watches the ceasefire."""
    if kind != "report":
        return False
    if not is_verb(words, i) or (state(words, i).passive and not words.has(i + 1, "agent", "to")):
        return True
    return words.any(i - _BEFORE, i + _BEHIND, "monitor")


def _attributive(words: Words, i: int) -> bool:
    """Whether a form of a verb is part of a name or of a noun phrase ("State Department", "the disputed region")."""
    name = words.tokens[i].capital and i + 1 < len(words) and words.tokens[i + 1].capital and words.has(i, "nounlike")
    participle = words.tokens[i].form in ("ed", "part") and words.has(i - 1, "determiner", "preposition")
    return name or participle
