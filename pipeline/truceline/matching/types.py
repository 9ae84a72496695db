"""Whether an event of ours and a record of theirs can be of one type, and how well the types agree.

ACLED has no type for ceasefires: what its coders would give ours comes from the crosswalk, and any type of the same
family may tell the same event. Datasets with a class of ours (ETH/PRIO, truceline) are compared by class and phase.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from truceline.matching.lexicon import weights, word_set

_FAMILIES = ("political", "violent", "none")
_OWN_FAMILY = {"ceasefire": "political", "talks": "political", "violation": "violent"}


@dataclass(frozen=True, slots=True)
class Kind:
    """What kind of event a row is, as far as its table tells. For ours the types are those of the crosswalk."""

    event_class: str | None
    phase: str | None
    event_type: str | None
    sub_event_type: str | None

    @property
    def families(self) -> frozenset[str]:
        """Of ACLED's types: "political", "violent", both where it is not told, none for what is neither."""
        told = _family(self.sub_event_type) or _family(self.event_type)
        if told:
            return frozenset([told]) - {"none"}
        return frozenset([_OWN_FAMILY[self.event_class]] if self.event_class else _OWN_FAMILY.values())

    @property
    def is_broad(self) -> bool:
        """Whether the type holds much else than ceasefires and talks: most of ACLED's agreements are surrenders."""
        return self.event_class is None and self.families == {"political"}


@cache
def _family(name: str | None) -> str | None:
    key = (name or "").casefold()
    return next((family for family in _FAMILIES if key in word_set("families", family)), None)


def our_families(ours: Kind) -> frozenset[str]:
    """Those of the class, and that of the type that the crosswalk gives: an army that moves is both."""
    return frozenset([_OWN_FAMILY[ours.event_class or "violation"]]) | (
        frozenset([family]) if (family := _family(ours.sub_event_type)) else frozenset()
    )


def type_score(ours: Kind, theirs: Kind) -> float:
    """From 0, which is no candidate, to 1."""
    rule = weights()["type"]
    if not our_families(ours) & theirs.families:
        return 0.0
    acled = _family(theirs.sub_event_type) or _family(theirs.event_type)
    if acled and not theirs.phase:
        return float(rule[_acled_agreement(ours, theirs)])
    if theirs.event_class is None:
        return float(weights()["unknown"]["type"])
    return _phase_score(ours.phase, theirs.phase) if theirs.event_class == ours.event_class else 0.0


def _acled_agreement(ours: Kind, theirs: Kind) -> str:
    if _same(ours.sub_event_type, theirs.sub_event_type):
        return "same"
    return "same_type" if _same(ours.event_type, theirs.event_type) else "same_family"


def _same(one: str | None, other: str | None) -> bool:
    return bool(one) and (one or "").casefold() == (other or "").casefold()


def _phase_score(ours: str | None, theirs: str | None) -> float:
    rule = weights()["type"]
    if theirs is None:
        return float(rule["class_only"])
    if ours == theirs:
        return float(rule["same"])
    near = any(ours in phases and theirs in phases for phases in rule["near_phases"])
    return float(rule["near_phase" if near else "other_phase"])
