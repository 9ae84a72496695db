"""Candidate events: every frame that a document's sentences hold, told or excluded, before any decision.

A candidate keeps what it was made of, so that a decision (a threshold, later a model) is apart from the search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from truceline.extract.acts import act, also, fighting, place_of
from truceline.extract.attribution import attribution_of
from truceline.extract.frame import Frame
from truceline.extract.frames import frames
from truceline.extract.lexicon import Lexicon
from truceline.extract.scope import out_of_scope
from truceline.extract.sentences import Span
from truceline.extract.tokens import Words, tokenize
from truceline.extract.triggers import Trigger, triggers
from truceline.extract.violations import Breach, beside, ended_by, going_on, violations

# So many sentences back "the deal" may refer.
_SPOKEN_REACH = 3
_PRONOUN_REACH = 2
# The title and so many sentences may speak of a deal that is named only after them.
_OPENING = 2
_SPOKEN_OF = ("ceasefire", "deal", "talks")
# Kinds of trigger of which a ceasefire must have been spoken just before, and anywhere before.
_REFERRING = ("pronoun", "fight_on", "gesture")
_OF_A_TEXT = ("breach", "stopped", "calm")
_NEGOTIATED = ("ceasefire", "deal", "pact")
_JOINT_REACH = 12
# So many sentences that tell of a violation make a text one on a ceasefire that is broken.
_PATTERN = 2
# So many sentences after an accusation say what one is accused of.
_DETAILS = (1, 2)
# Tokens before a breach in which a word refers to what was told before.
_REFERS = 8
# A text that tells of a violation in its first sentences is on it; the sentences beside those tell more of it.
_SUBJECT = 3
_NEXT = (-1, 1, 2)
_NAME_REACH = 4
_AIM_REACH = 8
_BEFORE_NAME = 3
_IN_FORCE = ("agreed", "declared", "started", "extended", "holding")
_REACHED = ("object", "noun")
_SOUGHT = (("hope",), ("purpose",), ("hope", "future"))
_POSSESSIVES = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of the text, or the title (`number` -1, offsets into the title)."""

    number: int
    text: str
    span: Span
    words: Words

    @property
    def verbatim(self) -> str:
        """The sentence as it stands in the text."""
        return self.text[self.span.start : self.span.end]

    def is_possessive(self, end: int) -> bool:
        """Whether the words that end at an offset of the text own what follows ("Friday's", "Syria's")."""
        return self.text[end : end + 2] in _POSSESSIVES


@dataclass(frozen=True, slots=True)
class Candidate:
    """One frame as one sentence tells it.

    `first`, `last` and `governor` are tokens of `unit`: the words that name the event, and what says what became of it.
    `attribution` is allege, deny or report where the sentence has such a verb, else "". `excluded` names the rule by
    which the candidate is no event, or is "".
    """

    unit: Unit
    event_class: str
    phase: str
    kind: str
    trigger: str
    first: int
    last: int
    governor: int
    relation: str
    attribution: str
    weak: bool
    strong: bool
    planned: bool = False
    present: bool = False
    colours: tuple[str, ...] = ()
    excluded: str = ""


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
            found += _best(_resolved(one, place, spoken, following) for one in _all_of_sentence(unit, named[place]))
    text = {unit.number: unit for unit in told if unit.number >= 0}
    found = [_referred(one, text.get(one.unit.number - 1)) for one in found]
    return sorted([*found, *_fought_on(told, found)], key=lambda one: one.unit.number)


def _referred(one: Candidate, before: Unit | None) -> Candidate:
    """A breach that only judges what was told just before ("it was a violation"): one of that kind."""
    words = one.unit.words
    judges = one.event_class == "violation" and one.relation == "noun" and not _plural(words, one.first)
    if before is None or not judges or not words.any(one.first - _REFERS, one.first, "refers"):
        return one
    fought = fighting(before.words)
    return replace(one, phase=fought[1], attribution=attribution_of(before.words)) if fought else one


def _plural(words: Words, i: int) -> bool:
    return words.low(i).endswith(words.lexicon.endings["plural"])


def _fought_on(told: Sequence[Unit], found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Acts told plainly by a text that tells of others as breaking a ceasefire, which break it too.

    So do those that are told right after an accusation, as what it is of.
    """
    breaches = [one for one in found if one.event_class == "violation" and not one.excluded]
    broken = {one.unit.number for one in breaches}
    accused = {one.unit.number + k for one in breaches if one.attribution == "allege" for k in _DETAILS}
    kept = any(_is_kept(one) for one in found)
    pattern = len(broken) >= _PATTERN and kept
    beside = {number + k for number in broken for k in _NEXT if number < _SUBJECT}
    for unit in told:
        near = pattern or unit.number in beside
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


def excluding(candidate: Candidate, rule: str) -> Candidate:
    """The same candidate, excluded by `rule` unless another rule had excluded it."""
    return candidate if candidate.excluded else replace(candidate, excluded=rule)


def _resolved(
    candidate: Candidate, place: int, spoken: Sequence[tuple[int, str]], following: Sequence[tuple[int, str]]
) -> Candidate:
    """A bare "deal" as the ceasefire or the peace deal that the text spoke of just before; a bare breach or round too.

    A plan beside a ceasefire ("a peace plan that begins with a truce") is one of it.
    """
    if candidate.kind in _OF_A_TEXT and not any(kind == "ceasefire" for _, kind in spoken):
        return excluding(candidate, "no_antecedent")
    if candidate.kind == "round" and not any(kind == "talks" and place - at <= _SPOKEN_REACH for at, kind in spoken):
        return excluding(candidate, "no_antecedent")
    if candidate.kind in _REFERRING:
        last = spoken[-1] if spoken else (place, "")
        spoken_of = last[1] == "ceasefire" and place - last[0] <= _PRONOUN_REACH
        return candidate if spoken_of else excluding(candidate, "no_antecedent")
    if _is_plan(candidate) and (place, "ceasefire") in spoken:
        phase = {"refused": "rejected", "suspended": "ended"}.get(candidate.phase, candidate.phase)
        return replace(candidate, event_class="ceasefire", phase=phase)
    if candidate.kind != "pact":
        return candidate
    near = [kind for at, kind in spoken if place - at <= _SPOKEN_REACH]
    peace = _makes_peace(candidate)
    if candidate.phase == "agreed" and not peace:
        near += [kind for _, kind in following if kind != "talks"]
    of = next((kind for kind in reversed(near) if kind != "talks"), "talks" if near else "")
    known = of != "talks" or (candidate.strong and candidate.phase == "agreed")
    if not (known if of and not peace else peace):
        return excluding(candidate, "no_antecedent")
    if of == "ceasefire":
        return candidate
    if candidate.phase in ("holding", "extended"):
        return excluding(candidate, "no_antecedent")
    phase = {"rejected": "refused", "ended": "suspended", "started": "agreed"}.get(candidate.phase, candidate.phase)
    return replace(candidate, event_class="talks", phase=phase, strong=peace, weak=not peace)


def _makes_peace(candidate: Candidate) -> bool:
    """Whether a deal is a peace deal by what it is to end ("an agreement to end the conflict"), or by its terms.

    Terms are of a deal that is told as reached ("struck an accord to swap detainees", "signed a landmark deal").
    """
    words, first, last = candidate.unit.words, candidate.first, candidate.last
    reach = range(last, min(len(words), last + _AIM_REACH))
    aim = range(last, next((i for i in reach if words.low(i) in (";", ":")), reach.stop))
    ending = next((i for i in aim if words.tokens[i].lemma in words.lexicon.words["ending"]), None)
    if ending is not None:
        return words.any(ending + 1, ending + 1 + _AIM_REACH, "warfare")
    agreed = candidate.phase == "agreed" and candidate.relation in _REACHED and words.any(first, last, "bargain")
    both = words.tokens[candidate.governor].lemma in words.lexicon.words["signing"] and _joint(
        words, candidate.governor
    )
    return agreed and (both or words.any(aim.start, aim.stop, "terms") or _is_solemn(words, first))


def _is_solemn(words: Words, first: int) -> bool:
    """Whether an adjective makes a deal more than an arrangement ("a landmark deal", "a Gulf-brokered deal")."""
    before = words.lows(first - _BEFORE_NAME, first)
    return any(
        words.lexicon.has(low.rsplit("-", 1)[-1], "solemn") or words.lexicon.has(low, "solemn") for low in before
    )


def _is_plan(candidate: Candidate) -> bool:
    kind = candidate.unit.words.lexicon.kinds.get(candidate.kind)
    return kind is not None and candidate.trigger in kind.plans


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
    two = _between(unit.words, trigger.head) or (frame.relation == "object" and _joint(unit.words, frame.governor))
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


def _joint(words: Words, governor: int) -> bool:
    """Whether two sides are named together before the verb ("X and Y declared a truce"): a truce of two is agreed."""
    first = max(0, governor - _JOINT_REACH)
    if words.any(first, governor, "together"):
        return True
    for i in range(first + 1, governor - 1):
        named = all(
            any(token.capital for token in words.tokens[a:b])
            for a, b in ((max(first, i - _NAME_REACH), i), (i + 1, min(governor, i + 1 + _NAME_REACH)))
        )
        if words.has(i, "conjunction") and named:
            return not any(token.lemma and token.form in ("past", "ed", "s") for token in words.tokens[i:governor])
    return False


def _of_one_side(words: Words, trigger: Trigger) -> bool:
    """Whether a ceasefire is said to be of one side ("a unilateral truce announced by the rebels")."""
    ceasefire = trigger.kind.name == "ceasefire"
    return ceasefire and words.any(trigger.first - _BEFORE_NAME, trigger.first, "one_sided")


def _between(words: Words, head: int) -> bool:
    """Whether the sides of a truce are named after it ("a truce between the army and the rebels")."""
    return words.any(head, head + _NAME_REACH, "sides")
