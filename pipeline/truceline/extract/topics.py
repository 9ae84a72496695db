"""A ceasefire or talks that are only what something else is about: sought, talked of, or ruled out."""

from __future__ import annotations

from truceline.extract.frame import Frame
from truceline.extract.tokens import Words
from truceline.extract.triggers import Trigger
from truceline.extract.verbs import is_verb

# Tokens before a trigger in which an effort at it, or a "no", stands.
_BESIDE_REACH = 6
_NO_REACH = 4


def is_sought(words: Words, trigger: Trigger) -> bool:
    """Whether an effort at it is the subject of what follows ("attempts to reach a truce have failed")."""
    verb = next(
        (i for i in range(trigger.first - 1, max(0, trigger.first - _BESIDE_REACH), -1) if is_verb(words, i)), 0
    )
    if not verb or not words.has(verb - 1, "to"):
        return False
    return words.any(verb - _BESIDE_REACH, verb - 1, "effort")


def is_topic(words: Words, trigger: Trigger) -> bool:
    """Whether another noun is about the trigger, and is the subject of what follows ("talks on a truce collapsed")."""
    reach = range(trigger.first - 1, max(0, trigger.first - _BESIDE_REACH), -1)
    i = next((k for k in reach if words.has(k, "determiner", "preposition")), 0)
    if any(is_verb(words, k) or not words.low(k).isalpha() for k in range(i + 1, trigger.first)):
        return False
    i -= words.has(i, "determiner")
    noun = words.low(i - 1)
    plain = noun.isalpha() and not is_verb(words, i - 1) and not words.adverb(i - 1) and not words.has(i - 1, "be")
    return words.has(i, "about") and plain and noun not in trigger.kind.transparent


def in_its_phrase(words: Words, frame: Frame) -> bool:
    """Whether a verb goes with the noun right before it ("talks on a truce starting today", "... that would start")."""
    form = words.tokens[frame.governor].form
    return form == "ing" or words.any(frame.trigger.head, frame.governor, "relative", "to")


def ruled_out(words: Words, trigger: Trigger) -> list[Frame]:
    """The refusal that it is to say that there will be no truce, or none before something else."""
    first = trigger.first
    no = next((i for i in range(first - 1, max(-1, first - _NO_REACH), -1) if words.has(i, "no")), None)
    if no is None or trigger.kind.name != "ceasefire":
        return []
    to_be = words.has(no - 1, "be") and words.has(no - 2, "future", "future_in_past")
    before = words.has(trigger.head, "until") or (
        words.has(trigger.head, "future", "possible") and words.has(trigger.head + 1, "be")
    )
    return [Frame(trigger, "noun", no, "rejected", "rejected", False, ())] if to_be or before else []
