"""The words of a sentence that name a ceasefire, talks, a deal or a violation."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.extract.lexicon import Kind
from truceline.extract.tokens import Words
from truceline.extract.verbs import is_verb

# Tokens in which a verb finds its object, and its preposition that stands apart from it.
_OBJECT_REACH = 5
_PARTED_REACH = 5
# ... and in which a noun of stopping finds what is stopped ("a halt to all hostile military operations").
_HALTED_REACH = 5
# So near to a ceasefire, "to halt the fighting" is what the ceasefire is for.
_SAME_REACH = 7


@dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens `first` to `last` name an event of `kind`; `head` is the end of the whole noun ("truce deal").

    `compound` is the phase that a noun after it gives ("truce proposal"), or "". `weak` words are of the kind only
    where the text says so, `strong` ones whatever the text says.
    """

    kind: Kind
    first: int
    last: int
    head: int
    words: str
    compound: str
    weak: bool
    strong: bool


def triggers(words: Words) -> list[Trigger]:
    """All triggers of a sentence in order; names of other things that only contain one are left out."""
    found: list[Trigger] = []
    i = 0
    while i < len(words):
        if not _may_begin(words, i):
            i += 1
            continue
        hit = _halt(words, i) or _measured(words, i) or _to_do(words, i)
        hit = hit or words.match(words.lexicon.triggers, i) or _parted(words, i)
        if hit and _misread(words, i, hit[1], words.lexicon.kinds[hit[0]]):
            kind = words.lexicon.kinds[hit[0]]
            kept = hit if kind.plain or kind.event_class == "violation" else None
            hit = words.match(words.lexicon.triggers, i, inflect=False) or kept
        if hit is None:
            i += 1
            continue
        trigger = _trigger(words, words.lexicon.kinds[hit[0]], i, hit[1])
        if trigger and not (trigger.kind.told_as and found and _of_ceasefire(trigger, found[-1])):
            found.append(trigger)
        i = max(hit[1], trigger.head) if trigger else hit[1]
    return found


def _may_begin(words: Words, i: int) -> bool:
    token, openers = words.tokens[i], words.lexicon.openers
    return token.low in openers or token.lemma in openers or words.singular(token.low) in openers


def _misread(words: Words, i: int, end: int, kind: Kind) -> bool:
    """Whether a form of a verb was taken for a noun ("planned"), or a noun for a verb ("talks to end the war")."""
    if kind.plain:
        infinitive = words.tokens[i].form == "s" and words.has(end - 1, "to") and is_verb(words, end)
        return infinitive or not is_verb(words, i)
    return words.tokens[i].form in ("past", "part", "ed", "ing")


def _of_ceasefire(trigger: Trigger, before: Trigger) -> bool:
    return before.kind.name == "ceasefire" and trigger.first - before.head <= _SAME_REACH


def _halt(words: Words, i: int) -> tuple[str, int] | None:
    """A noun of stopping with what is stopped behind it ("a halt to all military operations")."""
    hit = words.match(words.lexicon.halting, i, inflect=False)
    if hit is None or (is_verb(words, i) and not words.has(i - 1, "determiner")):
        return None
    for k in range(hit[1], hit[1] + _HALTED_REACH):
        if stopped := words.match(words.lexicon.halted, k, inflect=False):
            return hit[0], stopped[1]
        if words.has(k, "preposition", "conjunction", "boundary", "pronoun") and not words.has(k, "of"):
            return None
    return None


def _measured(words: Words, i: int) -> tuple[str, int] | None:
    """A pause of which it is said how long it is ("a four-day humanitarian pause", "the 72-hour lull")."""
    hit = words.match(words.lexicon.measured, i, inflect=False)
    told = hit and any(_is_length(words, k) for k in (i - 2, i - 1))
    return hit if told else None


def _is_length(words: Words, i: int) -> bool:
    *before, last = words.low(i).split("-")
    return bool(before) and last in words.lexicon.words["length"]


def _to_do(words: Words, i: int) -> tuple[str, int] | None:
    """A verb that would be a noun elsewhere ("ordered its troops to cease fire")."""
    if not (words.has(i - 1, "to", "future", "future_in_past") and is_verb(words, i)):
        return None
    for rest, name in words.lexicon.triggers.get(words.tokens[i].lemma, ()):
        if words.lexicon.kinds[name].plain and words.lows(i + 1, i + 1 + len(rest)) == list(rest):
            return name, i + 1 + len(rest)
    return None


def _parted(words: Words, i: int) -> tuple[str, int] | None:
    """A verb whose preposition stands apart from it ("spoke by phone with")."""
    if not is_verb(words, i):
        return None
    for rest, name in words.lexicon.triggers.get(words.tokens[i].lemma, ()):
        prepositional = len(rest) == 1 and words.lexicon.has(rest[0], "preposition")
        if prepositional and words.lexicon.kinds[name].plain and rest[0] in words.lows(i + 2, i + _PARTED_REACH):
            return name, i + 1
    return None


def _trigger(words: Words, kind: Kind, first: int, last: int) -> Trigger | None:
    if kind.plain and not is_verb(words, first):
        return None
    if kind.objects and not _has_object(words, last, kind):
        return None
    if kind.not_with.intersection(words.lows(last, last + _OBJECT_REACH)):
        return None
    head = last
    while words.low(head) in kind.transparent:
        head += 1
    if words.low(head) in kind.label:
        return None
    compound = words.match(words.lexicon.governors[kind.name, "compound"], head, inflect=False)
    text = " ".join(words.lows(first, last))
    lemmas = " ".join([words.tokens[first].lemma, *words.lows(first + 1, last)])
    parted = kind.plain is not None and any(weak.startswith(f"{lemmas} ") for weak in kind.weak)
    return Trigger(
        kind=kind,
        first=first,
        last=last,
        head=compound[1] if compound else head,
        words=text,
        compound=compound[0] if compound else "",
        weak=parted or text in kind.weak or lemmas in kind.weak,
        strong=text in kind.strong,
    )


def _has_object(words: Words, i: int, kind: Kind) -> bool:
    for k in range(i, i + _OBJECT_REACH):
        if words.low(k) in kind.objects:
            return True
        if words.has(k, "conjunction", "boundary") or (k < len(words) and words.tokens[k].form == "ing"):
            return False
    return False
