"""A trigger with one governor, and what colours the governor: the phase that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from truceline.extract.lexicon import Lexicon
from truceline.extract.tokens import Words
from truceline.extract.triggers import Trigger
from truceline.extract.verbs import VerbState, is_verb, state

# Tokens before a noun in which what governs it stands, and the words that say that it is to come.
_NOUN_REACH = 7
_BESIDE_REACH = 6
_NEXT_REACH = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with one governor. `phase` is "" where what colours the governor leaves nothing told.

    `base_phase` is the governor's own, `planned` whether the event is still to come, `present` whether the verb is a
    finite present.
    """

    trigger: Trigger
    relation: str
    governor: int
    phase: str
    base_phase: str
    planned: bool
    colours: tuple[str, ...]
    present: bool = False


def combine(event_class: str, phase: str, colours: Sequence[str], lexicon: Lexicon) -> tuple[str, bool]:
    """The phase after all that colours its verb, and whether it is still to come."""
    for colour in colours:
        phase = lexicon.combine[colour].get(f"{event_class}.{phase}", phase)
    return phase, "future" in colours


def frame_of(words: Words, trigger: Trigger, relation: str, governor: int, phase: str, verb: VerbState | None) -> Frame:
    """The frame of a trigger and a governor of `phase`, with what the state of its verb makes of it."""
    colours = verb.colours if verb else ()
    if colours == ("purpose",) and relation in ("subject", "passive"):
        # "a truce, to be observed from noon".
        colours = ("future",)
    if phase == "declared" and trigger.compound:
        phase = trigger.compound
    coloured, planned = combine(trigger.kind.event_class, phase, colours, words.lexicon)
    if coloured == "holding" and planned:
        # A promise to keep a ceasefire tells that it holds; that it will last does not.
        coloured, planned = coloured if relation == "object" else "", False
    if coloured == "refused" and relation == "subject" and colours == ("will_not",):
        # Talks that will not take place are off; only a side refuses them.
        coloured, planned = "suspended", False
    # Who will not come has refused.
    planned = planned and coloured not in ("refused", "rejected")
    if phase == "holding" and coloured == "proposed" and relation != "object":
        coloured = ""
    return Frame(trigger, relation, governor, coloured, phase, planned, colours, bool(verb and verb.present))


def predicated(words: Words, i: int) -> VerbState:
    """The state of the verb at `i`; of a form of "be", also what negates its predicate ("is not agreed")."""
    verb = state(words, i)
    if words.has(i, "be") and not verb.colours and words.has(i + 1, "negation"):
        return replace(verb, colours=("negated",))
    return verb


def nominal(words: Words, noun: int) -> VerbState | None:
    """What the verb that governs a noun makes of it: "rejected calls for", "hopes of a resumption of"."""
    for i in range(noun - 1, max(-1, noun - _NOUN_REACH), -1):
        if words.has(i, "boundary", "circumstance", "moving") and not words.has(i, "without"):
            return None
        colours: tuple[str, ...] | None = ("negated",) if words.has(i, "no", "without") else None
        name = words.has(i, "nounlike") and words.tokens[i].capital and words.tokens[i + 1].capital
        found = None if name else words.match(words.lexicon.matrix, i)
        if found and found[0] in ("hope", "refuse", "fail", "propose", "stand") and found[1] <= noun:
            colours = (found[0],)
            if is_verb(words, i) and "negated" in state(words, i).colours:
                colours = (found[0], "negated")
        if found and found[0] == "agree" and is_verb(words, i):
            colours = ("agree", *state(words, i).colours)
        if colours is None and (is_verb(words, i) or words.has(i, "be")):
            colours = predicated(words, i).colours
        if colours is not None:
            return VerbState(i, passive=False, bare_participle=False, present=False, colours=colours)
    return None


def ahead(words: Words, frame: Frame) -> Frame:
    """A round of talks that is still to come ("ahead of a fresh round of talks", "the next round of talks")."""
    at = frame.governor
    coming = words.any(at - _BESIDE_REACH, at, "ahead") or words.any(at - _NEXT_REACH, at, "next")
    if frame.trigger.kind.name != "talks" or frame.phase != "held" or not coming:
        return frame
    return replace(frame, phase="scheduled", planned=True)
