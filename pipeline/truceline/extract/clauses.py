"""Which verb, and which clause of its sentence, a date expression goes with."""

from __future__ import annotations

from truceline.extract.candidate import Candidate
from truceline.extract.lengths import listed
from truceline.extract.tokens import Words
from truceline.extract.verbs import FINITE, is_verb, state

_BREAKS = frozenset((",", ";", ":", "-", "--", "–", "—", '"', "“", "”"))
_OWNER_REACH = 20
_CLAUSE_REACH = 60
# A clause's subject is among its first tokens.
_SUBJECT = 4


def owner_of(words: Words, at: int) -> int | None:
    """The verb that a date expression goes with: the nearest before it in its clause, else the next after it."""
    for i in range(at - 1, max(-1, at - _CLAUSE_REACH), -1):
        if words.low(i) in (";", ":") or words.has(i, "clause"):
            break
        if _of_noun(words, i):
            continue
        if is_verb(words, i) or _participle(words, i) or (words.has(i, "be") and words.has(i - 1, "have")):
            return i
    return next((i for i in range(at + 1, min(len(words), at + _OWNER_REACH)) if is_verb(words, i)), None)


def _of_noun(words: Words, i: int) -> bool:
    """Whether token `i` is a participle before its noun ("the disputed valley")."""
    return (
        words.tokens[i].form in ("ed", "part") and words.has(i - 1, "determiner") and not words.has(i - 1, "relative")
    )


def _participle(words: Words, i: int) -> bool:
    """Whether token `i` looks like the past form of a verb that the lexicon does not know."""
    word = words.low(i)
    return word.isalpha() and word.endswith(words.lexicon.endings["participle"])


def told_of_another(candidate: Candidate, owner: int, at: int) -> bool:
    """Whether the verb at `owner`, and what goes with it at `at`, tells of somebody that the sentence names.

    "Factions who agreed a deal on Saturday have broken the truce", "a man who had led a council since May met rebels".
    """
    words, event = candidate.unit.words, min(candidate.first, candidate.governor)
    if not owner < at < event <= at + _CLAUSE_REACH or not _in_relative(words, owner):
        return False
    after = range(at + 1, max(candidate.first, candidate.governor) + 1)
    return any(words.low(i) == "," or words.has(i, "have", "be") or words.tokens[i].form in FINITE for i in after)


def _in_relative(words: Words, verb: int) -> bool:
    """Whether a verb is that of a relative clause ("who agreed", "which both sides agreed")."""
    first = state(words, verb).first
    if words.has(first - 1, "relative"):
        return True
    opens = next((i for i in range(first - 2, max(0, first - _SUBJECT) - 1, -1) if words.has(i, "clause")), None)
    return opens is not None and words.low(opens) in listed()["whose_verb"] and not _any_verb(words, opens, first)


def in_when_clause(candidate: Candidate, owner: int, at: int) -> bool:
    """Whether the expression is of a clause that tells when it happened ("ended when troops attacked in May")."""
    words, told = candidate.unit.words, max(candidate.governor, candidate.last - 1)
    opens = next((i for i in range(told, owner) if words.has(i, "clause")), None)
    when = opens is not None and words.low(opens) in listed()["relative"]
    return when and owner < at and not _any_verb(words, told + 1, owner)


def in_aside(candidate: Candidate, owner: int, at: int) -> bool:
    """Whether a participle before the event's verb has the date to itself ("the truce, signed in May, collapsed")."""
    words = candidate.unit.words
    if not owner < at < candidate.governor <= at + _CLAUSE_REACH or not is_verb(words, owner):
        return False
    if words.any(at, candidate.governor, "relative"):
        return False
    participle = state(words, owner).bare_participle
    if words.low(owner - 1) == ",":
        closed = "," in words.lows(at, candidate.governor)
        return closed and (participle or words.tokens[owner].form == "ing")
    return participle and (words.has(owner + 1, "agent") or candidate.last <= owner <= candidate.last + 1)


def other_clause(words: Words, first: int, last: int) -> bool:
    """Whether a clause ends or begins between two tokens; what stands in brackets is no clause."""
    if last - first > _CLAUSE_REACH:
        return True
    return words.any(first, last, "relative") or any(low in _BREAKS for low in words.lows(first, last))


def _any_verb(words: Words, first: int, last: int) -> bool:
    return any(is_verb(words, i) for i in range(first, last))
