"""What stands before a trigger and governs it: a verb whose object it is, a noun that it hangs on, an adjective."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.extract.frame import Frame, ahead, frame_of, nominal, predicated
from truceline.extract.tokens import Words
from truceline.extract.triggers import Trigger
from truceline.extract.verbs import is_verb, state

# Tokens that may stand between a trigger and what governs it.
_LEFT_REACH = 14
_BESIDE_REACH = 6
_PARTICIPLE_REACH = 3
_COMMAS = 2


def governors_before(words: Words, trigger: Trigger) -> Iterator[Frame]:
    """The verb whose object the trigger is, or the noun that it hangs on."""
    nouns = words.lexicon.governors[trigger.kind.name, "noun"]
    preposition, commas = "", 0
    for i in range(trigger.first - 1, max(-1, trigger.first - 1 - _LEFT_REACH), -1):
        commas += words.has(i, "boundary")
        ended = words.has(i, "circumstance", "pronoun", "subordinator") and not words.has(i + 1, "span")
        if ended or commas > _COMMAS:
            return
        if words.has(i, "boundary"):
            if words.low(i) != ",":
                return
        elif words.has(i, "preposition"):
            preposition = preposition or words.low(i)
        elif preposition and words.low(i) in trigger.kind.transparent:
            preposition = ""
        elif noun := words.match(nouns, i, inflect=False) if preposition and not words.has(i - 1, "to") else None:
            yield _of_part(words, trigger, i) or ahead(
                words, frame_of(words, trigger, "noun", i, noun[0], nominal(words, i))
            )
            return
        elif words.has(i, "be") and (stated := _being(words, i, trigger, preposition)):
            yield frame_of(words, trigger, "object", i, stated, predicated(words, i))
            return
        elif (is_verb(words, i) or _headline_verb(words, i, trigger)) and not _attributive(words, i, trigger):
            phase = _parted_phase(words, i, trigger) or _object_phase(words, i, trigger.kind.name, preposition)
            if phase:
                yield frame_of(words, trigger, "object", i, phase, state(words, i))
            return


def _being(words: Words, i: int, trigger: Trigger, preposition: str) -> str:
    """The phase of what one is said to be in ("were in talks"), or somewhere for ("is in Oslo for talks")."""
    at = next(k for k in range(i + 1, len(words) + 1) if not words.adverb(k))
    if words.low(at) != preposition and not words.has(at, "at_place"):
        return ""
    return _with_particle(words, "be", trigger.kind.name, preposition) or ""


def _headline_verb(words: Words, i: int, trigger: Trigger) -> bool:
    """A bare form right before the trigger and after a name, though it may be a noun too ("Rebels Sign Peace Deal")."""
    plain = words.tokens[i].form in ("base", "s") and words.has(i, "nounlike")
    return plain and i + 1 == trigger.first and i > 0 and words.tokens[i - 1].capital


def _object_phase(words: Words, i: int, kind: str, preposition: str) -> str | None:
    """The phase of the verb at `i`; its particle may stand apart from it ("called on Friday for a truce")."""
    if preposition and (phase := _with_particle(words, words.tokens[i].lemma, kind, preposition)):
        return phase
    hit = words.match(words.lexicon.governors[kind, "object"], i)
    if hit and hit[0] == "scheduled" and words.lexicon.has(preposition, "occasion") and preposition != "on":
        return None
    if not hit and not preposition:
        hit = words.match(words.lexicon.governors[kind, "direct"], i)
    return hit[0] if hit else None


def _parted_phase(words: Words, i: int, trigger: Trigger) -> str | None:
    """The phase of the verb at `i` whose particle stands behind the trigger ("turned the offer down")."""
    if not words.has(trigger.head, "particle"):
        return None
    return _with_particle(words, words.tokens[i].lemma, trigger.kind.name, words.low(trigger.head))


def _with_particle(words: Words, lemma: str, kind: str, particle: str) -> str | None:
    """The phase that the lexicon gives what is the object of a verb with its particle or preposition."""
    entries = words.lexicon.governors[kind, "object"].get(lemma, ())
    return next((phase for rest, phase in entries if rest == (particle,)), None)


def _attributive(words: Words, i: int, trigger: Trigger) -> bool:
    """A participle inside the noun phrase of the trigger ("the planned talks")."""
    if words.has(trigger.first, "pronoun"):
        return False
    if words.tokens[i].form not in ("ed", "part") or words.any(i + 1, trigger.first, "determiner", "preposition"):
        return False
    opens = ("determiner", "preposition", "conjunction")
    plural = trigger.words.endswith(words.lexicon.endings["plural"])
    if plural and not words.any(trigger.first, trigger.last, "preposition"):
        listed = words.low(i) in words.lexicon.governors[trigger.kind.name, "adjective"]
        before = next(k for k in range(i - 1, -2, -1) if not words.adverb(k))
        return (listed and not words.low(before).isalnum()) or words.has(before, *opens[: 2 + listed])
    return not _plural_noun(words, i - 1) and words.any(i - _PARTICIPLE_REACH, i, *opens)


def _plural_noun(words: Words, i: int) -> bool:
    """Whether a word looks like the plural of a noun, which is then the subject ("the rebels reached agreement")."""
    low = words.low(i)
    return low.isalpha() and low.endswith(words.lexicon.endings["plural"]) and not words.lexicon.classes.get(low)


def adjectives_before(words: Words, trigger: Trigger) -> Iterator[Frame]:
    """An adjective before the trigger ("a fragile truce", "a U.S.-brokered deal")."""
    adjectives = words.lexicon.governors[trigger.kind.name, "adjective"]
    for i in range(trigger.first - 1, max(-1, trigger.first - _BESIDE_REACH), -1):
        if words.has(i, "determiner", "negation", "preposition"):
            return
        entry = adjectives.get(words.low(i).rsplit("-", 1)[-1]) or adjectives.get(words.low(i))
        if entry:
            yield frame_of(words, trigger, "adjective", i, entry[0][1], None)
            return


def _of_part(words: Words, trigger: Trigger, noun: int) -> Frame | None:
    """What is done to a part of talks, which is done to them ("ended three days of talks")."""
    if trigger.kind.name != "talks":
        return None
    for i in range(noun - 1, max(-1, noun - _BESIDE_REACH), -1):
        if words.has(i, "boundary", "circumstance", "preposition", "conjunction", "pronoun"):
            return None
        if is_verb(words, i):
            told = words.match(words.lexicon.attribution, i) is None
            phase = _object_phase(words, i, trigger.kind.name, "") if told else None
            return frame_of(words, trigger, "object", i, phase, state(words, i)) if phase else None
    return None
