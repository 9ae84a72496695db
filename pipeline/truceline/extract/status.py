"""Whether an event is told as fact, as a plan or as somebody's word (coding rules, section 3)."""

from __future__ import annotations

from truceline.extract.candidate import Candidate
from truceline.extract.grouping import Event
from truceline.extract.lexicon import word_lists

# So many tokens before the event, a word may cast doubt on it.
_REACH = 25
_BREAKS = frozenset(",;:")


def status_of(event: Event, language: str = "en") -> str:
    """`planned` is what is to come, `denied` a violation that is only denied, `alleged` what is only said to happen.

    That is a violation that only a side tells, and anything else that it claims. What one sentence plans, with no day,
    and another tells as fact has occurred.
    """
    best, told = event.best.candidate, [one.candidate for one in event.told]
    if best.phase == "scheduled" or (best.planned and (event.when.start or all(one.planned for one in told))):
        return "planned"
    said = {one.attribution for one in told if one.relation != "plain"} or {one.attribution for one in told}
    if best.event_class != "violation":
        return "alleged" if all(_doubted(one, language) for one in told) else "occurred"
    if said == {"deny"}:
        return "denied"
    return "alleged" if "" not in said else "occurred"


def _doubted(candidate: Candidate, language: str) -> bool:
    """Whether a word of doubt governs the event ("the army claims that a truce was agreed")."""
    words, data = candidate.unit.words, word_lists("status", language)
    for i in range(min(candidate.first, candidate.governor) - 1, max(-1, candidate.governor - _REACH), -1):
        token = words.tokens[i]
        if token.low in _BREAKS or (words.has(i, "clause") and token.low not in data["link"]):
            return False
        if token.form != "ing" and not data["doubt"].isdisjoint((token.low, token.lemma)):
            return True
    return False
