"""What governs a trigger in its sentence, and the phase that follows.

A trigger ("truce", "peace talks") is read with its governors: the verb whose object or subject it is, the noun that it
hangs on, the noun or adjective beside it. Each governor that the lexicon lists gives one candidate event.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from truceline.extract.before import adjectives_before, governors_before
from truceline.extract.frame import Frame, frame_of, nominal, predicated
from truceline.extract.lexicon import Phrases
from truceline.extract.naming import after, named
from truceline.extract.tokens import Words
from truceline.extract.topics import in_its_phrase, is_sought, is_topic, ruled_out
from truceline.extract.triggers import Trigger
from truceline.extract.verbs import FINITE, VerbState, is_verb, state

# Tokens that may stand between a trigger and what governs it.
_LEFT_REACH = 14
_RIGHT_REACH = 28
_BESIDE_REACH = 6
_NO_REACH = 4
# "Any talks" are not ones of which this is told.
_TOLD_OF_ONE = ("held", "concluded", "agreed")
_PARTICIPLE_REACH = 3
_ASIDE_REACH = 60
_OF_REACH = 2
_RELATIVE_REACH = 10
# What may follow a verb that has no object.
_AFTER_VERB = (
    *("preposition", "circumstance", "boundary", "conjunction", "time"),
    *("be", "have", "subordinator", "to", "future"),
)


def frames(words: Words, trigger: Trigger) -> list[Frame]:
    """The frames of one trigger, in the order in which they are looked for; a frame that tells nothing has no phase."""
    if trigger.kind.plain:
        return [_verb_trigger(words, trigger)]
    if refused := ruled_out(words, trigger):
        return refused
    right = list(_right(words, trigger))
    if is_sought(words, trigger):
        right = [frame for frame in right if frame.relation == "passive"]
    if trigger.kind.name == "ceasefire" and is_topic(words, trigger):
        right = [frame for frame in right if frame.relation != "subject" or in_its_phrase(words, frame)]
    if not any(frame.phase for frame in right) and (related := _of_relative(words, trigger)):
        right.append(related)
    if any(frame.planned and frame.relation == "subject" for frame in right):
        # "Talks mediated by Oman are to reconvene" tells of none that were held.
        right = [frame for frame in right if frame.relation != "passive" or frame.phase != "held"]
    left = list(governors_before(words, trigger))
    if trigger.kind.name == "deal" and any(frame.phase and frame.relation == "passive" for frame in right):
        # "The signing of the deal was postponed" tells of no signing.
        left = [frame for frame in left if frame.relation != "noun"]
    found = [*right, *left]
    if not any(frame.phase for frame in found):
        beside = adjectives_before(words, trigger)
        found += (frame for frame in beside if not found or words.tokens[frame.governor].lemma)
    if not found:
        found = after(words, trigger)
    if not found and trigger.compound:
        found = [frame_of(words, trigger, "compound", trigger.head - 1, trigger.compound, None)]
    if not found and trigger.kind.mentioned:
        found = [named(words, trigger)]
    return [_negated(words, frame) for frame in found]


def _negated(words: Words, frame: Frame) -> Frame:
    """Nothing is told of "no truce", but that it is refused, nor of "any talks" that they are held."""
    first = frame.trigger.first
    any_at_all = frame.phase in _TOLD_OF_ONE and words.any(first - _NO_REACH, first, "any")
    if any_at_all or (words.any(first - _NO_REACH, first, "no") and frame.phase not in ("rejected", "refused")):
        return replace(frame, phase="", colours=(*frame.colours, "negated"))
    return frame


def _verb_trigger(words: Words, trigger: Trigger) -> Frame:
    verb, phase = state(words, trigger.first), trigger.kind.plain or ""
    before = trigger.first - 1
    while words.adverb(before):
        before -= 1
    named = words.match(words.lexicon.triggers, trigger.first - 1)
    of_noun = named is not None and not words.lexicon.kinds[named[0]].plain and _has_no_object(words, trigger.first)
    reduced = words.has(before, "determiner", "preposition") or words.has(trigger.first + 1, "agent") or of_noun
    # Behind a second comma the sentence goes on ("the envoy, a general, met the rebels").
    before_it = words.lows(trigger.first - _ASIDE_REACH, trigger.first)
    aside = before_it[-1:] == [","] and before_it.count(",") % 2 == 1
    if verb.passive or (verb.bare_participle and (reduced or aside)):
        return Frame(trigger, "verb", trigger.first, "", phase, False, ("passive",))
    frame = frame_of(words, trigger, "verb", trigger.first, phase, verb)
    told_as = trigger.kind.told_as
    if verb.present and phase == "held" and words.any(verb.first - _BESIDE_REACH, verb.first, "ahead"):
        return replace(frame, phase="scheduled", planned=True)
    if told_as and (words.has(verb.first - 1, "relative") or not told_as.intersection(frame.colours)):
        return replace(frame, phase="")
    finite = words.tokens[trigger.first].form != "ing" or words.any(verb.first, trigger.first, "be")
    if trigger.kind.told_plain and (frame.colours or not finite):
        return replace(frame, phase="")
    # To say that one will stop shooting is to declare it.
    return replace(frame, planned=False) if told_as and frame.phase == "declared" else frame


def _right(words: Words, trigger: Trigger) -> Iterator[Frame]:
    """What the trigger is the subject of, or what was done to it."""
    i, end = trigger.head, min(len(words), trigger.head + _RIGHT_REACH)
    relatives = 0
    while i < end:
        relatives += words.has(i, "relative")
        other = is_verb(words, i) and not relatives and _has_its_subject(words, trigger.head, i)
        said = i > trigger.head and words.has(i, "that") and words.has(i + 1, "pronoun")
        if other or said or relatives > 1 or _clause_ends(words, i):
            return
        hit = _right_governor(words, i, trigger)
        told = hit and (hit[0].phase or not words.has(i - 1, "to"))
        if hit and told:
            yield hit[0]
            aside = words.lows(trigger.head, i).count(",") % 2 == 1
            if hit[1] and not relatives:
                i = _behind_comma(words, i, end) if aside else _coordinated(words, i + 1, end)
                continue
        elif not hit and _is_another(words, i):
            behind = _behind_aside(words, trigger.head, i)
            if behind is None:
                return
            i, relatives = behind, 0
            continue
        i += 1


def _behind_aside(words: Words, head: int, i: int) -> int | None:
    """The verb behind an aside between commas that tells something else ("the talks, which he led, ended")."""
    if words.lows(head, i).count(",") % 2 == 0:
        return None
    comma = next((k for k in range(i, min(len(words) - 1, i + _LEFT_REACH)) if words.low(k) == ","), None)
    if comma is None:
        return None
    return comma + 1 if _opens_predicate(words, comma + 1) else None


def _opens_predicate(words: Words, i: int) -> bool:
    return words.tokens[i].form in FINITE or words.has(i, "have", "be", "future")


def _of_relative(words: Words, trigger: Trigger) -> Frame | None:
    """What the subject of a relative clause did to the trigger ("the truce that both armies signed in May")."""
    aside = words.low(trigger.head) == "," and words.has(trigger.head + 1, "relative")
    start = trigger.head + aside + words.has(trigger.head + aside, "relative")
    bare = start == trigger.head and words.has(start, "person_subject")
    if not (bare or (start > trigger.head and not words.has(start - 1, "person"))):
        return None
    if words.has(start, "be", "have", "future", "future_in_past", "possible"):
        return None
    for i in range(start + 1, min(len(words), start + _RELATIVE_REACH)):
        if words.has(i, "boundary", "subordinator", "pronoun"):
            return None
        if is_verb(words, i):
            governors, verb = words.lexicon.governors, state(words, i)
            done = words.match(governors[trigger.kind.name, "direct"], i)
            done = words.match(governors[trigger.kind.name, "object"], i) or done
            # "demands that the rebels withdraw" tells what is demanded.
            finite = verb.first < i or words.tokens[i].form != "base"
            told = done and finite and _has_no_object(words, done[1] - 1)
            return frame_of(words, trigger, "passive", i, done[0], verb) if done and told else None
    return None


def _is_another(words: Words, i: int) -> bool:
    """Whether a verb tells something else, behind which the search is at an end; one that colours others does not."""
    if not is_verb(words, i):
        return False
    if words.low(i - 1) == "," and words.tokens[i].form == "ing" and words.match(words.lexicon.attribution, i):
        return True
    return _opens_speech(words, i) or not (_modifies(words, i) or words.match(words.lexicon.matrix, i))


def _opens_speech(words: Words, i: int) -> bool:
    """Whether a clause of its own follows whom one says it to ("told Reuters the truce would last")."""
    says = words.tokens[i].form in FINITE and words.match(words.lexicon.attribution, i)
    return bool(says) and words.has(i + 2, "article")


def _has_its_subject(words: Words, head: int, i: int) -> bool:
    """Whether the verb at `i` has a subject of its own behind a comma ("agreed a truce, fighting goes on")."""
    commas = [k for k in range(head, i) if words.low(k) == ","]
    if len(commas) % 2 == 0:
        return False
    between = range(commas[-1] + 1, state(words, i).first)
    links = ("relative", "conjunction", "supposed")
    linked = any(words.has(k, *links) or words.adverb(k) or is_verb(words, k) for k in between)
    return bool(between) and not linked


def _clause_ends(words: Words, i: int) -> bool:
    new_subject = words.has(i, "conjunction") and words.has(i + 1, "pronoun")
    subordinate = words.has(i, "subordinator") and (not words.has(i, "relative") or words.has(i, "person"))
    dated = i + 1 < len(words) and (words.tokens[i + 1].capital or words.low(i + 1)[0].isdigit())
    condition = words.has(i, "condition") and not (words.has(i, "circumstance") and dated)
    return words.low(i) in (";", ":") or new_subject or subordinate or condition


def _modifies(words: Words, i: int) -> bool:
    """A participle or -ing form after its noun ("talks aimed at"): the search goes on behind it."""
    form = words.tokens[i].form
    return form == "ing" or (form in ("ed", "part") and state(words, i).bare_participle)


def _behind_comma(words: Words, i: int, end: int) -> int:
    """The token behind the comma that ends an aside ("the truce, in force since May, was renewed")."""
    return next((k + 1 for k in range(i + 1, end) if words.low(k) == ","), i + 1)


def _coordinated(words: Words, i: int, end: int) -> int:
    """The verb that a conjunction ties to the one before it ("took effect on Friday but collapsed"), else `end`."""
    for k in range(i, min(end, i + _LEFT_REACH)):
        clause = words.has(k, "subordinator", "condition") and not words.has(k, "circumstance")
        if words.low(k) in (";", ":") or clause:
            return end
        goes_on = words.has(k, "conjunction") and k + 1 < end
        if goes_on and (_opens_predicate(words, k + 1) or words.adverb(k + 1)):
            return k + 1
    return end


def _right_governor(words: Words, i: int, trigger: Trigger) -> tuple[Frame, bool] | None:
    """The frame that token `i` gives, and whether it is the end of its clause's predicate."""
    governors, kind = words.lexicon.governors, trigger.kind.name
    if words.tokens[i].form == "ing" and words.has(i - 1, "preposition"):
        # What talks are about is not what becomes of them ("talks on ending the war ended").
        return None
    subject = words.match(governors[kind, "subject"], i)
    if words.has(i, "be"):
        subject = _predicate(words, i, governors[kind, "subject"])
    elif not is_verb(words, i) and not (subject and (words.has(i, "preposition") or subject[1] > i + 1)):
        return None
    # What follows without a verb is coloured by what is before ("they want a truce in place").
    verb = (not is_verb(words, i) and not words.has(i, "be") and nominal(words, trigger.first)) or predicated(words, i)
    active = words.has(i - 1, "pronoun") and not words.has(i - 1, "relative") and i - 1 != trigger.first
    done = None if active else words.match(governors[kind, "passive"], i)
    done = done or words.match(governors[kind, "object"], i)
    relative = words.any(i - 2, i, "relative")
    last = done[1] - 1 if done else i
    agent = words.has(last + 1, "agent")
    if done and (agent or not relative or done[0] != "proposed"):
        near = i - trigger.head <= _PARTICIPLE_REACH or words.low(i - 1) == "," or agent
        bare = verb.bare_participle and (i == trigger.head or not subject) and near and _has_no_object(words, last)
        if verb.passive or bare:
            # What is only said in passing is told, whatever its clause is ("if the truce signed in May ends").
            told = verb if verb.passive else replace(verb, colours=())
            return frame_of(words, trigger, "passive", i, done[0], told), verb.passive
    if not subject or verb.passive or (relative and subject[0] == "proposed"):
        return None
    return _subject(words, i, trigger, subject, verb)


def _subject(
    words: Words, i: int, trigger: Trigger, listed: tuple[str, int], verb: VerbState
) -> tuple[Frame, bool] | None:
    """A verb with the trigger as subject; with an object of its own it may mean another thing ("ended the war")."""
    if verb.bare_participle and words.has(i + 1, "agent"):
        return None
    transitive = words.match(words.lexicon.governors[trigger.kind.name, "transitive"], i)
    object_less = _has_no_object(words, i)
    phase, last = listed
    intransitive = (
        last == i + 1
        and words.tokens[i].lemma in words.lexicon.words["intransitive"]
        and words.has(i + 1, "article", "quote")
    )
    if transitive is None and intransitive and not object_less:
        return None
    if transitive is None or object_less:
        return frame_of(words, trigger, "subject", i, phase, verb), True
    if words.has(verb.first - 1, "to") or words.has(verb.first, "to") or verb.colours:
        return None
    return frame_of(words, trigger, "transitive", i, transitive[0], verb), True


def _has_no_object(words: Words, i: int) -> bool:
    """Whether what follows a verb's form leaves it without an object ("signed in May", "ended on Friday")."""
    i += words.has(i + 1, "quote")
    if i + 1 >= len(words):
        return True
    after = words.tokens[i + 1]
    if words.has(i + 1, "article"):
        return words.has(i + 1, "the") and words.any(i + 2, i + 2 + _PARTICIPLE_REACH, "time")
    if (after.low.isdecimal() or words.has(i + 1, "time")) and "of" in words.lows(i + 2, i + 2 + _OF_REACH):
        return False
    return after.capital or not after.low.isalpha() or words.adverb(i + 1) or words.has(i + 1, *_AFTER_VERB)


def _predicate(words: Words, i: int, subject: Phrases) -> tuple[str, int] | None:
    """Entries of the lexicon that begin with "be", whatever its form ("is over", "has been in force")."""
    j, entries = i + 1, subject.get("be", ())
    while True:
        for rest, phase in entries:
            if words.lows(j, j + len(rest)) == list(rest):
                return phase, j + len(rest)
        if not (words.adverb(j) or words.has(j, "negation", "quote")):
            return None
        j += 1
