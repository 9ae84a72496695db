"""Candidate events: every frame that a document's sentences hold, told or excluded, before any decision.

A candidate keeps what it was made of, so that a decision (a threshold, later a model) is apart from the search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from truceline.extract.acts import act, also, fighting, place_of
from truceline.extract.antecedents import referred, resolved
from truceline.extract.attribution import attribution_of
from truceline.extract.candidate import Candidate, Unit, excluding
from truceline.extract.frame import Frame
from truceline.extract.frames import frames
from truceline.extract.lexicon import Lexicon
from truceline.extract.scope import out_of_scope
from truceline.extract.sentences import Span
from truceline.extract.tokens import Words, tokenize
from truceline.extract.triggers import Trigger, triggers
from truceline.extract.verbs import joint
from truceline.extract.violations import Breach, beside, ended_by, going_on, violations

# The title and so many sentences may speak of a deal that is named only after them.
_OPENING = 2
_SPOKEN_OF = ("ceasefire", "deal", "talks")
_NEGOTIATED = ("ceasefire", "deal", "pact")
# So many sentences that tell of a violation make a text one on a ceasefire that is broken.
_PATTERN = 2
# So many sentences after an accusation say what one is accused of.
_DETAILS = (1, 2)
# A text that tells of a violation in its first sentences is on it; the sentences beside those tell more of it.
_SUBJECT = 3
_NEXT = (-1, 1, 2)
_NAME_REACH = 4
_BEFORE_NAME = 3
_IN_FORCE = ("agreed", "declared", "started", "extended", "holding")
_SOUGHT = (("hope",), ("purpose",), ("hope", "future"))


def units(text: str, title: str | None, spans: Sequence[Span], lexicon: Lexicon) -> list[Unit]:
    """The title, where the text does not hold it, and the sentences, each with its tokens."""
    found = []
    if title and title not in text:
        span = Span(0, len(title))
        found.append(Unit(-1, title, span, tokenize(title, span, lexicon)))
    return found + [Unit(n, text, span, tokenize(text, span, lexicon)) for n, span in enumerate(spans)]


def find_candidates(told: Sequence[Unit]) -> list[Candidate]:
    """All candidates of a document in its order.

    What "the deal" is about is taken from what was spoken of before; a text that opens with it says so right after.
    """
    found: list[Candidate] = []
    named = [triggers(unit.words) for unit in told]
    spoken: list[tuple[int, str]] = []
    for place, unit in enumerate(told):
        spoken += _spoken_of(named, place)
        following = _spoken_of(named, place + 1) if place < _OPENING and not spoken else []
        if named[place]:
            found += _best(resolved(one, place, spoken, following) for one in _all_of_sentence(unit, named[place]))
    text = {unit.number: unit for unit in told if unit.number >= 0}
    found = [referred(one, text.get(one.unit.number - 1)) for one in found]
    return sorted([*found, *_fought_on(told, found)], key=lambda one: one.unit.number)


def _fought_on(told: Sequence[Unit], found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Acts told plainly by a text that tells of others as breaking a ceasefire, which break it too.

    So do those that are told right after an accusation, as what it is of.
    """
    breaches = [one for one in found if one.event_class == "violation" and not one.excluded]
    broken = {one.unit.number for one in breaches}
    accused = {one.unit.number + k for one in breaches if one.attribution == "allege" for k in _DETAILS}
    kept = any(_is_kept(one) for one in found)
    pattern = len(broken) >= _PATTERN and kept
    nearby = {number + k for number in broken for k in _NEXT if number < _SUBJECT}
    for unit in told:
        near = pattern or unit.number in nearby
        if unit.number in broken or unit.number < 0 or not (near or unit.number in accused):
            continue
        attribution = attribution_of(unit.words)
        if attribution != "deny" and (near or attribution) and (fought := fighting(unit.words)):
            at, kind = fought
            for one in (kind, *also(unit.words, kind)):
                yield _of_act(unit, one, at, at + 1, "plain", "violation", attribution)


def _spoken_of(named: Sequence[Sequence[Trigger]], place: int) -> list[tuple[int, str]]:
    kinds = [trigger.kind.name for trigger in named[place]] if place < len(named) else []
    return [(place, kind) for kind in kinds if kind in _SPOKEN_OF]


def _best(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates of one sentence, one for each class and phase: the first that is told, else the first."""
    best: dict[tuple[str, str, bool], Candidate] = {}
    for candidate in candidates:
        key = (candidate.event_class, candidate.phase, candidate.relation == "mention")
        if key not in best or (best[key].excluded and not candidate.excluded) or _says_more(candidate, best[key]):
            best[key] = candidate
    return list(best.values())


def _says_more(one: Candidate, other: Candidate) -> bool:
    """Whether one has the verb of the clause where the other has a participle in passing ("talks led by X began")."""
    same = one.trigger == other.trigger and one.first == other.first and not one.excluded
    return same and one.relation == "subject" and other.relation == "passive" and one.governor > other.governor


def _all_of_sentence(unit: Unit, named: Sequence[Trigger]) -> Iterator[Candidate]:
    told = list(_framed(unit, named, attribution_of(unit.words)))
    breaches = violations(unit.words, named)
    kept = any(_is_kept(one) or _is_supposed(one) for one in told)
    if kept and all(breach.excluded for breach in breaches):
        breaches += going_on(unit.words, named) or beside(unit.words, named)
    over = next((one.governor for one in told if _is_over(one)), None)
    if over is not None and all(breach.excluded for breach in breaches):
        breaches += ended_by(unit.words, named, over)
    of_truce = {one.governor for one in told}
    for breach in breaches:
        elsewhere = of_truce.union(range(breach.first, breach.last))
        at = place_of(unit.words, breach.act)
        yield _of_breach(unit, breach, attribution_of(unit.words, elsewhere, breach.first if at is None else at))
    yield from told


def _is_kept(one: Candidate) -> bool:
    return one.kind == "ceasefire" and one.phase in _IN_FORCE and not (one.excluded or one.planned)


def _is_supposed(one: Candidate) -> bool:
    """Whether a ceasefire is one that was to be in force ("a truce was supposed to take effect")."""
    words = one.unit.words
    started = one.kind == "ceasefire" and one.phase in _IN_FORCE and one.planned
    return started and words.any(one.last, one.governor, "supposed")


def _is_over(one: Candidate) -> bool:
    told = one.relation == "subject" and not (one.excluded or one.planned)
    return told and one.kind == "ceasefire" and one.phase == "ended"


def _framed(unit: Unit, named: Sequence[Trigger], attribution: str) -> Iterator[Candidate]:
    for trigger in named:
        if trigger.kind.event_class == "violation" or _of_its_object(unit.words, trigger, named):
            continue
        scope = "scope_trigger" if out_of_scope(unit.words, trigger) else ""
        for frame in frames(unit.words, trigger):
            told = _of_frame(unit, frame, attribution, scope)
            if _is_unkept(told, frame):
                told = replace(told, event_class="violation", phase=act(unit.words), kind="violation", excluded=scope)
            yield _effort(told) if _is_effort(told, frame) else told


def _of_its_object(words: Words, trigger: Trigger, named: Sequence[Trigger]) -> bool:
    """Whether what is negotiated is named, and tells the event ("negotiated a truce")."""
    if not trigger.kind.plain or words.tokens[trigger.first].lemma not in words.lexicon.words["seeking"]:
        return False
    return any(one.first - trigger.last in range(_NAME_REACH) and one.kind.name in _NEGOTIATED for one in named)


def _of_frame(unit: Unit, frame: Frame, attribution: str, scope: str) -> Candidate:
    trigger, phase = frame.trigger, frame.phase or frame.base_phase
    two = _between(unit.words, trigger.head) or (frame.relation == "object" and joint(unit.words, frame.governor))
    if phase == "declared" and two:
        phase = "agreed"
    if phase == "agreed" and frame.relation == "passive" and _of_one_side(unit.words, trigger):
        phase = "declared"
    if phase == "holding" and "future" in frame.colours and _of_one_side(unit.words, trigger):
        phase = "declared"
    return Candidate(
        unit=unit,
        event_class=trigger.kind.event_class,
        phase=phase,
        kind=trigger.kind.name,
        trigger=trigger.words,
        first=trigger.first,
        last=trigger.head,
        governor=frame.governor,
        relation=frame.relation,
        attribution=attribution,
        weak=trigger.weak,
        strong=trigger.strong,
        planned=frame.planned,
        present=frame.present,
        colours=frame.colours,
        excluded=scope or ("" if frame.phase else "colour_" + "_".join(frame.colours)),
    )


def _is_effort(told: Candidate, frame: Frame) -> bool:
    """Whether an end that is not told is sought at the table ("tried to broker a truce"): talks are being held."""
    if not told.excluded.startswith("colour"):
        return False
    words = told.unit.words
    seeks = {words.tokens[told.governor].lemma, words.low(told.governor)} & words.lexicon.words["seeking"]
    return frame.base_phase == "agreed" and frame.colours in _SOUGHT and bool(seeks)


def _is_unkept(told: Candidate, frame: Frame) -> bool:
    """Whether a ceasefire is said not to be kept ("failed to respect the truce"), which violates it."""
    words = told.unit.words
    keeps = words.tokens[told.governor].lemma in words.lexicon.words["keeping"]
    return keeps and frame.relation == "object" and frame.colours in (("fail",), ("negated",))


def _effort(told: Candidate) -> Candidate:
    return replace(told, event_class="talks", phase="held", relation="effort", planned=False, excluded="")


def _of_breach(unit: Unit, breach: Breach, attribution: str) -> Candidate:
    kind = breach.trigger.kind.name if breach.trigger.kind.event_class == "violation" else "violation"
    told = _of_act(unit, breach.act, breach.first, breach.last, breach.relation, kind, attribution)
    return excluding(told, breach.excluded)


def _of_act(unit: Unit, act: str, first: int, last: int, relation: str, kind: str, attribution: str) -> Candidate:
    return Candidate(
        unit=unit,
        event_class="violation",
        phase=act,
        kind=kind,
        trigger=" ".join(unit.words.lows(first, last)),
        first=first,
        last=last,
        governor=first,
        relation=relation,
        attribution=attribution,
        weak=False,
        strong=False,
    )


def _of_one_side(words: Words, trigger: Trigger) -> bool:
    """Whether a ceasefire is said to be of one side ("a unilateral truce announced by the rebels")."""
    ceasefire = trigger.kind.name == "ceasefire"
    return ceasefire and words.any(trigger.first - _BEFORE_NAME, trigger.first, "one_sided")


def _between(words: Words, head: int) -> bool:
    """Whether the sides of a truce are named after it ("a truce between the army and the rebels")."""
    return words.any(head, head + _NAME_REACH, "sides")
