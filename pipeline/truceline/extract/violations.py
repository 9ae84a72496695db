"""Acts that the text presents as breaking a ceasefire or a deal in force, and what kind of act each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from truceline.extract.acts import UNSPECIFIED, act, also
from truceline.extract.tokens import Words
from truceline.extract.triggers import Trigger
from truceline.extract.verbs import accuses, is_verb, state

# Tokens between a breach and the ceasefire that is broken, and around a breach in which its object is named.
_REACH = 7
# ... over relative clauses ("a truce that began in May has been violated").
_PASSIVE_REACH = 20
# ... over the clause that tells of the ceasefire ("hours after the leaders of both countries had agreed a truce").
_SINCE_REACH = 12
_BEFORE = 3
# ... in which it is said that nobody in particular breaks it ("those who break the truce").
_GENERIC = 4
_NO_REACH = 4
_ACCUSED = 8
# What colours a verb whose act is not told to have happened.
_UNTOLD = frozenset(
    [
        *("negated", "will_not", "cannot", "hope", "purpose", "threat"),
        *("future", "propose", "stand", "refuse", "fail", "agree"),
    ]
)
# What stands behind a ceasefire that may yet come ("even though a truce would ...").
_UNSURE = ("future_in_past", "possible", "future")


@dataclass(frozen=True, slots=True)
class Breach:
    """Tokens `first` to `last` tell a violation; `act` is its phase, `excluded` the rule that drops it or ""."""

    trigger: Trigger
    first: int
    last: int
    act: str
    relation: str
    excluded: str


def violations(words: Words, named: Sequence[Trigger]) -> list[Breach]:
    """The violations that one sentence tells, by the triggers that it has."""
    kind = act(words)
    found = [breach for trigger in named if (breach := _violation(words, trigger, kind)) is not None]
    specific = [breach for breach in found if breach.act != UNSPECIFIED and not breach.excluded]
    if not specific:
        return found
    found = [breach for breach in found if breach.act != UNSPECIFIED]
    mutual = next((breach for breach in found if _is_mutual(words, breach.first)), None)
    if mutual:
        found.append(replace(mutual, act=UNSPECIFIED))
    return found + [replace(specific[0], act=other) for other in also(words, specific[0].act)]


def _is_mutual(words: Words, i: int) -> bool:
    """Whether the sides accuse each other of the breach at token `i`, whatever act is told beside it."""
    return words.any(i - _ACCUSED, i, "mutual", "another") and accuses(words, i - _ACCUSED, i)


def _violation(words: Words, trigger: Trigger, kind: str) -> Breach | None:
    if trigger.kind.event_class == "violation":
        if trigger.weak and _of_something_else(words, trigger):
            return None
        told = _of_noun(words, trigger.last - 1, kind)
        return Breach(trigger, trigger.first, trigger.last, told, "noun", _excluded(words, trigger.first))
    if trigger.kind.name not in words.lexicon.breach_words["of"]:
        return None
    return next(_broken(words, trigger, kind), None)


def _of_noun(words: Words, i: int, kind: str) -> str:
    """The act of a violation that noun `i` tells: none of them, where it tells of several."""
    return UNSPECIFIED if words.low(i).endswith(words.lexicon.endings["plural"]) else kind


def _broken(words: Words, trigger: Trigger, kind: str) -> Iterator[Breach]:
    breach, head = words.lexicon.breach, trigger.head
    after = words.match(breach, head)
    if after and after[0] == "noun":
        yield Breach(trigger, trigger.first, after[1], kind, "noun", _excluded(words, head))
    for i in range(trigger.first - 1, max(-1, trigger.first - 1 - _SINCE_REACH), -1):
        if words.low(i) in (",", ";", ":"):
            break
        despite = words.match(words.lexicon.despite, i)
        if trigger.first - 1 - i >= _REACH and not (despite and despite[0] == "since"):
            continue
        if despite and despite[1] <= trigger.first:
            yield from _against(words, i, trigger, despite[0], kind)
            return
        found = words.match(breach, i)
        if found and found[1] <= trigger.first and (found[0] == "noun" or is_verb(words, i)):
            ending = words.tokens[i].lemma in words.lexicon.breach_words["ending"]
            if ending and (
                words.any(i, trigger.first, "preposition") or words.any(i - _GENERIC, i, "after", "circumstance")
            ):
                continue
            mere = words.tokens[i].lemma in words.lexicon.breach_words["needs_act"] and act(words, 0, i) == UNSPECIFIED
            told = _of_noun(words, i, kind) if found[0] == "noun" else kind
            yield Breach(trigger, i, head, told, found[0], _excluded(words, i) or ("no_act" if mere else ""))
    for i in range(head, min(len(words), head + _PASSIVE_REACH)):
        found = words.match(breach, i)
        if found and found[0] == "verb" and state(words, i).passive:
            yield Breach(trigger, i, found[1], kind, "passive", _excluded(words, i))


def _against(words: Words, i: int, trigger: Trigger, relation: str, kind: str) -> Iterator[Breach]:
    """An act told beside a ceasefire ("despite the truce"), which breaks it where the ceasefire is one in force."""
    if trigger.weak:
        return
    between = words.lows(i, trigger.head)
    not_in_force = words.lexicon.breach_words["not_in_force"].intersection(between)
    if relation == "since":
        kind = _act_beside(words, i, trigger.head)
    elif act(words, 0, trigger.first) == act(words, trigger.head) == UNSPECIFIED:
        kind = UNSPECIFIED
    lapsed = relation == "since" and (_is_over(words, trigger) or words.any(trigger.head, trigger.head + 1, *_UNSURE))
    rule = "no_act" if kind == UNSPECIFIED else "not_in_force" if not_in_force or lapsed else ""
    yield Breach(trigger, i, trigger.head, kind, relation, rule)


def _is_over(words: Words, trigger: Trigger) -> bool:
    """Whether the ceasefire after which something happened had ended ("days after the truce lapsed")."""
    governors, i = words.lexicon.governors["ceasefire", "subject"], trigger.head
    ended = words.match(governors, i)
    lapsed = ended is not None and ended[0] == "ended" and not words.has(i + 1, "article")
    return lapsed or words.low(i) in words.lexicon.breach_words["over"]


def _act_beside(words: Words, first: int, last: int) -> str:
    """The act of the clause of which tokens `first` to `last` are a circumstance: before them, or after their comma."""
    start, end = 0, first
    if first <= _BEFORE:
        start = next((i + 1 for i in range(last, len(words)) if words.low(i) == ","), len(words))
        end = len(words)
    eased = (i for i in range(start, end) if words.low(i) in words.lexicon.breach_words["eased"])
    return UNSPECIFIED if any(words.low(i + 1) != "than" for i in eased) else act(words, start, end)


def _truce(named: Sequence[Trigger]) -> Trigger | None:
    return next((trigger for trigger in named if trigger.kind.name == "ceasefire"), None)


def going_on(words: Words, named: Sequence[Trigger]) -> list[Breach]:
    """Fighting that goes on behind a ceasefire in the sentence ("agreed a truce but clashes continued")."""
    truce = _truce(named)
    if truce is None:
        return []
    opened = next((i for i in range(truce.head, len(words)) if words.has(i, "contrast")), len(words))
    for i in range(opened, len(words)):
        kind = act(words, i - _BEFORE, i + 1 + _BEFORE)
        if words.has(i, "persisting") and kind != UNSPECIFIED and not words.any(opened, i, "negation"):
            return [Breach(truce, i, i + 1, kind, "contrast", "")]
    return []


def beside(words: Words, named: Sequence[Trigger]) -> list[Breach]:
    """An act in spite of which a ceasefire is told to hold ("the truce has held despite clashes in the hills")."""
    truce = _truce(named)
    if truce is None:
        return []
    for i in range(truce.head, len(words)):
        despite = words.match(words.lexicon.breach_spite, i)
        kind = act(words, despite[1], despite[1] + _BEFORE + 1) if despite else UNSPECIFIED
        if kind != UNSPECIFIED:
            return [Breach(truce, i, i + 1, kind, "contrast", "")]
    return []


def ended_by(words: Words, named: Sequence[Trigger], governor: int) -> list[Breach]:
    """The act by which a ceasefire is told to have ended ("collapsed when gunmen attacked", "... as it collapsed")."""
    truce = _truce(named)
    if truce is None:
        return []
    opened = next((i for i in range(governor + 1, min(len(words), governor + _REACH)) if words.has(i, "upon")), None)
    if opened is not None:
        kind = act(words, opened)
    else:
        before = (i for i in range(truce.first - 1, truce.first - 1 - _BEFORE, -1) if words.has(i, "upon"))
        opened = next(before, 0)
        kind = UNSPECIFIED if words.has(opened, "after") else act(words, 0, opened)
    return [] if kind == UNSPECIFIED else [Breach(truce, opened, opened + 1, kind, "ended", "")]


def _of_something_else(words: Words, trigger: Trigger) -> bool:
    """Whether what is violated is named and is no ceasefire ("human rights violations", "breach of sanctions")."""
    return not words.lexicon.breach_words["other"].isdisjoint(
        words.lows(trigger.first - _BEFORE, trigger.first + _REACH)
    )


def _excluded(words: Words, i: int) -> str:
    if words.low(len(words) - 1) == "?":
        return "question"
    if words.any(i - _GENERIC, i, "generic"):
        return "generic"
    if not is_verb(words, i):
        return "colour_negated" if words.any(i - _NO_REACH, i, "negation", "any") else ""
    verb = state(words, i)
    attributive = i and words.tokens[i].form in ("ed", "part") and verb.bare_participle
    blamed = words.tokens[i].form == "ing" and words.has(i - 1, "purpose")
    dropped = set() if attributive or blamed else _UNTOLD.intersection(verb.colours)
    return "colour_" + "_".join(sorted(dropped)) if dropped else ""
