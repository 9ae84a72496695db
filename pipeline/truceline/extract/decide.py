"""Which candidates of a document are events, and how sure each event is.

Rules decide first; then weights learnt from coded documents (`benchmarks/train_decision.py`) set aside what the rules
told but is unlikely, and take back what they set aside but is likely.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from truceline.extract.candidates import Candidate, excluding
from truceline.extract.features import around, features
from truceline.extract.grouping import Event
from truceline.extract.lexicon import read
from truceline.extract.scope import Scope, topics

# In number of sentences from the beginning.
_EARLY, _LATE, _VERY_LATE = 2, 6, 12
# What these rules exclude is no event however likely it looks.
_FINAL = ("scope", "no_antecedent")


@cache
def _weights(language: str) -> Mapping[str, Any]:
    return read("decision", language)


@cache
def _learnt(language: str) -> Mapping[str, Mapping[str, float]]:
    """By class of event: the weight of each feature. A class without weights is decided by the rules alone."""
    return read("decision_weights", language)


def in_scope(scope: Scope, language: str = "en") -> bool:
    """Whether a text is on armed conflict by the words that tell what it is about."""
    return scope.share >= float(_weights(language)["scope_share"])


def decide(found: Sequence[Candidate], scope: Scope, language: str = "en") -> list[Candidate]:
    """The candidates again with their odds, each that is no event excluded by the name of a rule."""
    return _weighed(by_rules(found, scope, language), scope, language)


def by_rules(found: Sequence[Candidate], scope: Scope, language: str = "en") -> list[Candidate]:
    """The candidates as rules alone decide.

    Nothing is told by a text that is not on armed conflict; a mere mention of talks only where nothing else is said of
    talks; a meeting only where its sentence is on the conflict.
    """
    if not in_scope(scope, language):
        return [excluding(one, f"scope_{scope.domain}") for one in found]
    talks = any(one.event_class == "talks" and one.relation != "mention" and not one.excluded for one in found)
    return [excluding(one, rule) if (rule := _rule(one, talks)) else one for one in found]


def _rule(one: Candidate, talks: bool) -> str:
    if one.relation == "mention" and (talks or not one.strong):
        return "mention"
    if one.weak and one.event_class == "talks" and not topics(one.unit.words):
        return "no_topic"
    return ""


def learnable(one: Candidate) -> bool:
    """Whether weights may overrule the rules on a candidate."""
    return bool(one.phase) and not one.excluded.startswith(_FINAL)


def _weighed(found: Sequence[Candidate], scope: Scope, language: str) -> list[Candidate]:
    limits, learnt, near = _weights(language)["odds"], _learnt(language), around(found, scope)
    weighed = []
    for one in found:
        weights = learnt.get(one.event_class)
        if weights is None or not learnable(one):
            weighed.append(replace(one, odds=_by_relation(one, language)))
            continue
        odds = sum(weights.get(name, 0.0) for name in features(one, near))
        likely = odds >= float(limits["untold" if one.excluded else "told"])
        excluded = "" if likely else one.excluded or "unlikely"
        weighed.append(replace(one, odds=odds, excluded=excluded))
    told = [one for one in weighed if not one.excluded]
    if any(one.event_class not in learnt or one.odds >= limits["document"] for one in told):
        return weighed
    return [excluding(one, "unlikely_document") for one in weighed]


def confidence(event: Event, language: str = "en") -> float:
    """How probable it is, 0 to 1, that the event is one and of its phase; rounded to two places."""
    more = _weights(language)["more"]
    odds = max(told.candidate.odds for told in event.told)
    if event.key[0] not in _learnt(language):
        sentences = event.sentences
        odds += more["two_sentences"] if len(sentences) > 1 else 0
        odds += more["early"] if min(sentences) < _EARLY else 0
    return round(1 / (1 + math.exp(-odds)), 2)


def _by_relation(one: Candidate, language: str) -> float:
    return float(_weights(language)["relation"].get(one.relation, 0.0))
