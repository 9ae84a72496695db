"""What kind of act of war words tell: the phase of a violation (coding rules, section 2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from truceline.extract.tokens import Words
from truceline.extract.verbs import accuses, is_verb, state

UNSPECIFIED = "unspecified"
# Words that hold one of an act's and tell none ("cessation of hostilities").
_NONE = "none"
# Tokens around a verb that say what kind of act it tells.
_NEAR = 8
# ... from one on, that say what it does.
_OBJECT = 5
# ... before a verb of happening, that name what happened.
_SUBJECT = 7
# ... to either side at most, that are of its clause.
_CLAUSE = 25
# Tokens between two acts that are told side by side ("shelling and Russian air strikes").
_BESIDE = 4


def act(words: Words, first: int = 0, last: int | None = None) -> str:
    """The kind of act that a sentence has words of: the first in the lexicon's order, else "unspecified"."""
    kinds = {kind for _, _, kind in _acts(words, first, last)}
    return next((kind for kind in words.lexicon.act_order if kind in kinds), UNSPECIFIED)


def place_of(words: Words, kind: str) -> int | None:
    """The first token that tells an act of `kind`."""
    return next((i for i, _, one in _acts(words) if one == kind), None)


def also(words: Words, main: str) -> list[str]:
    """The kinds of acts told side by side with one of kind `main`: by words that name one of their own, or a clause."""
    alone = words.lexicon.breach_words["acts_alone"]
    named = [one for one in _acts(words) if not alone.isdisjoint(words.lows(*one[:2]))]
    found = []
    for (_, end, kind), (start, _, other) in pairwise(named):
        if main in (kind, other) and kind != other and start - end <= _BESIDE and words.any(end - 1, start, "and"):
            found.append(kind if other == main else other)
    found += [kind for kind in _clauses(words) if kind != main]
    return list(dict.fromkeys(found))


def _clauses(words: Words) -> Iterator[str]:
    """The kinds of the acts that the verbs of war of a sentence tell, each by the words of its own clause."""
    for i, token in enumerate(words.tokens):
        if token.lemma not in words.lexicon.breach_words["fought"] or token.form in ("", "base", "s", "ing"):
            continue
        if not _is_told(words, i) or token.lemma in words.lexicon.breach_words["casualty"]:
            continue
        first = next((k + 1 for k in range(i, max(0, i - _CLAUSE), -1) if _parts(words, k)), i - _CLAUSE)
        end = min(len(words), i + _CLAUSE)
        last = next((k for k in range(i + 1, end) if _parts(words, k)), end)
        if (kind := act(words, first, last)) != UNSPECIFIED:
            yield kind


def _parts(words: Words, i: int) -> bool:
    return words.has(i, "boundary", "subordinator", "conjunction")


def _acts(words: Words, first: int = 0, last: int | None = None) -> Iterator[tuple[int, int, str]]:
    """The first and the last token (exclusive) of the words of an act, and its kind."""
    i, end = max(0, first), len(words) if last is None else last
    while i < end:
        found = words.match(words.lexicon.acts, i, inflect=False)
        if found and found[0] != _NONE:
            yield i, found[1], found[0]
        i = found[1] if found else i + 1


def fighting(words: Words) -> tuple[int, str] | None:
    """The first act of war that a sentence tells as plain fact, and its kind; not what something else came after.

    It is told by a verb of such an act, by one of happening beside a noun ("clashes erupted"), or as what somebody is
    accused of.
    """
    for i, token in enumerate(words.tokens):
        if token.form == "ing" and _accused_of(words, i) and (kind := act(words, i, i + _OBJECT)) != UNSPECIFIED:
            return i, kind
        if token.form in ("", "base", "s") or not _is_told(words, i):
            continue
        if token.lemma in words.lexicon.breach_words["fought"]:
            kind = act(words, max(0, i - _NEAR), i + 1 + _NEAR)
        elif token.lemma in words.lexicon.breach_words["happened"]:
            kind = act(words, max(0, i - _SUBJECT), i)
        else:
            continue
        if kind != UNSPECIFIED:
            return i, kind
    return None


def _accused_of(words: Words, i: int) -> bool:
    """Whether somebody is accused of what an -ing form tells ("accused the army of shelling the port")."""
    return words.has(i - 1, "accused_of") and accuses(words, i - 1 - _NEAR, i - 1)


def _is_told(words: Words, i: int) -> bool:
    """Whether a verb is one of the main clause, told to have happened."""
    if not is_verb(words, i):
        return False
    verb, form = state(words, i), words.tokens[i].form
    finite = form in ("past", "part", "ed") or words.any(verb.first, i, "be")
    reduced = verb.bare_participle and words.has(i + 1, "agent")
    within = words.any(verb.first - 2, verb.first, "relative") or words.any(i - _NEAR, i, "after", "ahead", "condition")
    return finite and not (reduced or within or verb.colours)
