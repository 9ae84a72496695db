"""Which candidates of a document are events, and how sure each event is."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from truceline.extract.candidate import Candidate, excluding
from truceline.extract.grouping import Event
from truceline.extract.lexicon import read
from truceline.extract.scope import Scope, on_conflict

# In number of sentences from the beginning.
_EARLY, _LATE, _VERY_LATE = 2, 6, 12
# Words after a meeting in which it is said between whom it is.
_BETWEEN = 3


@cache
def _weights(language: str) -> Mapping[str, Any]:
    return read("decision", language)


def in_scope(scope: Scope, language: str = "en") -> bool:
    """Whether a text is on armed conflict by the words that tell what it is about."""
    return scope.share >= float(_weights(language)["scope_share"])


def decide(found: Sequence[Candidate], scope: Scope, language: str = "en") -> list[Candidate]:
    """The candidates again, each that is no event excluded by the name of a rule.

    Nothing is told by a text that is not on armed conflict, of which one that tells of nothing but talks has to give
    clearer signs; a mere mention of talks only where nothing else is said of talks but of a ceasefire or a violation; a
    meeting only where its sentence, or one beside it that tells an event, is on the conflict, or where it is said to be
    one between two.
    """
    if not in_scope(scope, language):
        return [excluding(one, f"scope_{scope.domain}") for one in found]
    told = [one for one in found if one.relation != "mention" and not one.excluded]
    talks, others = (any((one.event_class == "talks") is wanted for one in told) for wanted in (True, False))
    topical = {one.unit.number for one in told if on_conflict(one.unit.words)}
    judged = [excluding(one, rule) if (rule := _rule(one, talks, others, topical)) else one for one in found]
    left = [one for one in judged if not one.excluded]
    bare = not any(one.strong or one.event_class != "talks" for one in left)
    if bare and scope.share < float(_weights(language)["talks_share"]):
        return [excluding(one, f"scope_{scope.domain}") for one in judged]
    return judged


def _rule(one: Candidate, talks: bool, others: bool, topical: Collection[int]) -> str:
    if one.relation == "mention" and (talks or not others or not one.strong):
        return "mention"
    near = {one.unit.number - 1, one.unit.number + 1}
    topic = on_conflict(one.unit.words) or bool(near.intersection(topical))
    between = one.unit.words.any(one.last, one.last + _BETWEEN, "sides")
    if one.weak and one.event_class == "talks" and not (topic or between):
        return "no_topic"
    return ""


def confidence(event: Event, language: str = "en") -> float:
    """How probable it is, 0 to 1, that the event is one and of its phase; rounded to two places."""
    weights = _weights(language)
    best = max((told.candidate for told in event.told), key=lambda one: _odds(one, weights))
    sentences = {told.candidate.unit.number for told in event.told}
    more, odds = weights["more"], _odds(best, weights)
    if len(sentences) > 1:
        odds += more["two_sentences"] if len(sentences) == 2 else more["more_sentences"]
    first = min(sentences)
    odds += more["early"] if first < _EARLY else more["very_late"] if first >= _VERY_LATE else 0
    odds += more["late"] if _LATE <= first < _VERY_LATE else 0
    odds += more["dated"] if event.when.start else 0
    return round(1 / (1 + math.exp(-odds)), 2)


def _odds(candidate: Candidate, weights: Mapping[str, Any]) -> float:
    return float(weights["relation"][candidate.event_class].get(candidate.relation, 0.0))
