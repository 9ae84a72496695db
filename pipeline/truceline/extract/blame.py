"""Who broke a ceasefire, whom it hit and who says so (coding rules, section 6)."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.entities.words import words as listed_in
from truceline.extract.candidate import Candidate
from truceline.extract.tokens import Words
from truceline.extract.verbs import is_verb, state

# Tokens before a name in which a word says that it was hit, after one in which a word says that it suffers, and after
# "despite the truce" in which its sides are named.
_NEAR = 3
_SUFFERS = 4
_TRUCE = 8
# Commas around an apposition.
_APPOSED = 2


def accusation(words: Words) -> int | None:
    """The first verb of accusing or denying, or where there is none of saying.

    What "is reported" nobody in the sentence says, but who "is accused" stands before it.
    """
    verbs: dict[bool, int] = {}
    for i, token in enumerate(words.tokens):
        found = words.match(words.lexicon.attribution, i)
        if found is None or not token.lemma:
            continue
        told = found[0] == "report"
        inside = token.form in ("ed", "part") and words.has(i - 1, "determiner", "preposition")
        if is_verb(words, i) and not inside and not (told and state(words, i).passive):
            verbs.setdefault(told, i)
    return verbs.get(False, verbs.get(True))


def roles_in_breach(
    candidate: Candidate, at: int, end: int, accuses: int | None, data: Mapping[str, frozenset[str]], *, outside: bool
) -> tuple[str, ...]:
    """The roles of the actor at tokens `at` to `end` (exclusive) in a violation that its sentence tells.

    Who accuses or says so stands before that verb (token `accuses`), the accused behind it; where what is said comes
    first ("rebels shelled the town, the army said"), who says so stands behind its comma. Who is hit stands behind a
    word such as "on", before one such as "suffered", or before a passive whose agent is named. An outsider only
    accuses. The sides of the truce that is broken are not named for what they did.
    """
    words = candidate.unit.words
    if accuses is not None and _speaks(words, candidate, at, accuses):
        if words.low(accuses) in data["accusing"] and _is_object(words, at, accuses, data["before_object"]):
            return ()
        if words.any(accuses, accuses + 3, "mutual"):
            return () if outside else ("perpetrator", "accuser")
        accused = words.low(accuses + 1) in data["accused"] and not outside
        return ("perpetrator",) if accused else ("accuser",)
    if outside or _is_side_of_truce(words, candidate, at, data["joining"]):
        return ()
    return ("target",) if _is_hit(words, at, end, data) else ("perpetrator",)


def _speaks(words: Words, candidate: Candidate, at: int, accuses: int) -> bool:
    """Whether it stands before the verb, and where what is said comes first behind its comma; the two commas of who
    else he is do not count ("..., an Omani spokesman, Adel Samir, said").
    """
    commas = [k for k in range(accuses - 1, candidate.last - 1, -1) if words.low(k) == ","]
    if len(commas) > _APPOSED and commas[0] == accuses - 1:
        commas = commas[_APPOSED:]
    return next(iter(commas), -1) < at < accuses


def _is_object(words: Words, at: int, accuses: int, before: frozenset[str]) -> bool:
    """Whether it is no subject of the clause before "accusing" ("broke off talks with Oman, accusing it of raids")."""
    if "," not in words.lows(at, accuses):
        return False
    return any(words.low(i) in before or is_verb(words, i) for i in (at - 1, at - 2))


def _is_side_of_truce(words: Words, candidate: Candidate, at: int, joining: frozenset[str]) -> bool:
    """Whether it is named after the broken truce as one of those whose it is ("despite the truce with Chad")."""
    if not candidate.last <= at < candidate.last + _TRUCE:
        return False
    return bool(joining.intersection(words.lows(candidate.last, at)))


def _is_hit(words: Words, at: int, end: int, data: Mapping[str, frozenset[str]]) -> bool:
    if words.any(at - 2, at, "agent"):
        return False
    for i in range(at - 1, max(-1, at - 1 - _NEAR), -1):
        if words.low(i) in data["against"]:
            # "On Monday the rebels" hits nobody.
            return words.low(i + 1) not in listed_in("calendar")
    after = words.lows(end, end + _SUFFERS)
    if data["suffering"].intersection(after):
        return True
    passive = (i for i in range(end, min(len(words), end + _SUFFERS)) if is_verb(words, i))
    verb = next((i for i in passive if not words.has(i, "be", "have")), None)
    return verb is not None and state(words, verb).passive
