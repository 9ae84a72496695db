"""Talks and deals that no governor tells of, but only a name: what their being named says of them."""

from __future__ import annotations

from truceline.extract.frame import Frame, ahead, frame_of, nominal, predicated
from truceline.extract.tokens import Words
from truceline.extract.triggers import Trigger
from truceline.extract.verbs import is_verb

# Tokens before a name that say what of it.
_BESIDE_REACH = 6
_NO_REACH = 4
_ANY_REACH = 3


def after(words: Words, trigger: Trigger) -> list[Frame]:
    """Talks or a deal that something came after: they took place ("after a meeting", "following the deal")."""
    for i in range(trigger.first - 1, max(-1, trigger.first - _BESIDE_REACH), -1):
        if phase := trigger.kind.after if words.has(i, "after") and _is_one(words, trigger) else None:
            return [frame_of(words, trigger, "after", i, phase, None)]
        if is_verb(words, i) or words.has(i, "boundary", "conjunction", "no"):
            return []
    return []


def named(words: Words, trigger: Trigger) -> Frame:
    """Talks that are only named, or of which their name says that they are held."""
    mention = _mention(words, trigger)
    told = _existing(words, trigger) or _session(words, trigger) or _between(words, trigger)
    return mention if mention.planned or not told else told


def _mention(words: Words, trigger: Trigger) -> Frame:
    """Talks that are only named: they are being held, or are to come where the words before say so."""
    for i in range(trigger.first - 1, max(-1, trigger.first - _BESIDE_REACH), -1):
        if words.has(i, "ahead"):
            return Frame(trigger, "mention", trigger.first, "scheduled", "scheduled", True, ())
        if words.has(i, "boundary", "conjunction"):
            break
    phase = trigger.kind.mentioned or ""
    return Frame(trigger, "mention", trigger.first, phase, phase, False, ())


def _existing(words: Words, trigger: Trigger) -> Frame | None:
    """Talks of which it is said that there are some ("there have been contacts", "they had a useful meeting")."""
    for i in range(trigger.first - 1, max(0, trigger.first - _BESIDE_REACH), -1):
        if words.has(i, "be") and words.has(i - 1 - words.has(i - 1, "have"), "there"):
            return frame_of(words, trigger, "object", i, trigger.kind.mentioned or "", predicated(words, i))
        bare = not words.any(i, trigger.first, "be") and not any(t.lemma for t in words.tokens[i + 1 : trigger.first])
        if words.has(i, "have") and bare:
            return frame_of(words, trigger, "object", i, trigger.kind.mentioned or "", predicated(words, i))
        if words.has(i, "preposition", "boundary", "conjunction"):
            return None
    return None


def _session(words: Words, trigger: Trigger) -> Frame | None:
    """Talks of which a part is named ("the second round of peace talks")."""
    nouns = words.lexicon.governors[trigger.kind.name, "noun"]
    for i in range(trigger.first - 1, max(0, trigger.first - _NO_REACH), -1):
        if noun := words.match(nouns, i - 1, inflect=False) if words.has(i, "preposition") else None:
            return ahead(words, frame_of(words, trigger, "noun", i - 1, noun[0], nominal(words, i - 1)))
        if words.has(i, "preposition", "boundary", "conjunction"):
            return None
    return None


def _between(words: Words, trigger: Trigger) -> Frame | None:
    """Talks of which it is said between whom, or of peace and with whom or where ("a blow to peace talks in Oslo")."""
    if not (words.has(trigger.head, "sides") or (trigger.strong and words.has(trigger.head, "occasion"))):
        return None
    if words.any(trigger.first - _ANY_REACH, trigger.first, "any"):
        return None
    phase = trigger.kind.mentioned or ""
    frame = frame_of(words, trigger, "named", trigger.first, phase, nominal(words, trigger.first))
    return frame if frame.phase else None


def _is_one(words: Words, trigger: Trigger) -> bool:
    """Whether a thing of many kinds is said to be a certain one ("a meeting with the envoy", "talks in Oslo")."""
    return not trigger.kind.mentioned or words.has(trigger.head, "occasion")
