"""Candidate events: every frame that a document's sentences hold, told or excluded, before any decision.

A candidate keeps what it was made of, so that a decision (a threshold, later a model) is apart from the search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from truceline.extract.frames import Frame, frames
from truceline.extract.lexicon import Lexicon
from truceline.extract.scope import out_of_scope
from truceline.extract.sentences import Span
from truceline.extract.tokens import Words, tokenize
from truceline.extract.triggers import Trigger, triggers
from truceline.extract.violations import Breach, violations

# So many sentences back "the deal" may refer.
_SPOKEN_REACH = 3
_JOINT_REACH = 12
_NAME_REACH = 3
_ATTRIBUTIONS = ("deny", "allege", "report")


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """One frame as one sentence tells it.

    `first`, `last` and `governor` are tokens of `unit`: the words that name the event, and what says what became of it.
    `attribution` is deny, allege or report where the sentence has such a verb, else "". `excluded` names the rule by
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
    """All candidates of a document in its order; what "the deal" is about is taken from what was spoken of before."""
    found: list[Candidate] = []
    spoken: list[tuple[int, str]] = []
    for place, unit in enumerate(told):
        named = triggers(unit.words)
        spoken += [(place, trigger.kind.name) for trigger in named if trigger.kind.name in ("ceasefire", "deal")]
        found += [_resolved(one, place, spoken) for one in _of_sentence(unit, named)] if named else []
    return found


def excluding(candidate: Candidate, rule: str) -> Candidate:
    """The same candidate, excluded by `rule` unless another rule had excluded it."""
    return candidate if candidate.excluded else replace(candidate, excluded=rule)


def _resolved(candidate: Candidate, place: int, spoken: Sequence[tuple[int, str]]) -> Candidate:
    """A bare "deal" as the ceasefire or the peace deal that the text spoke of just before; a bare breach likewise."""
    if candidate.kind == "breach" and not any(kind == "ceasefire" for _, kind in spoken):
        return excluding(candidate, "no_antecedent")
    if candidate.kind != "pact":
        return candidate
    if not spoken or place - spoken[-1][0] > _SPOKEN_REACH:
        return excluding(candidate, "no_antecedent")
    if spoken[-1][1] == "ceasefire":
        return candidate
    phase = {"rejected": "refused", "ended": "suspended", "started": "agreed"}.get(candidate.phase, candidate.phase)
    return replace(candidate, event_class="talks", phase=phase)


def _of_sentence(unit: Unit, named: Sequence[Trigger]) -> list[Candidate]:
    """The candidates of one sentence, one for each class and phase: the first that is told, else the first."""
    best: dict[tuple[str, str, bool], Candidate] = {}
    for candidate in _all_of_sentence(unit, named):
        key = (candidate.event_class, candidate.phase, candidate.relation == "mention")
        if key not in best or (best[key].excluded and not candidate.excluded):
            best[key] = candidate
    return list(best.values())


def _all_of_sentence(unit: Unit, named: Sequence[Trigger]) -> Iterator[Candidate]:
    attribution = _attribution(unit.words)
    for breach in violations(unit.words, named):
        yield _of_breach(unit, breach, attribution)
    for trigger in named:
        if trigger.kind.event_class == "violation":
            continue
        scope = "scope_trigger" if out_of_scope(unit.words, trigger) else ""
        for frame in frames(unit.words, trigger):
            told = _of_frame(unit, frame, attribution, scope)
            yield _effort(told) if _is_effort(told, frame) else told


def _of_frame(unit: Unit, frame: Frame, attribution: str, scope: str) -> Candidate:
    trigger, phase = frame.trigger, frame.phase or frame.base_phase
    if phase == "declared" and frame.relation == "object" and _joint(unit.words, frame.governor):
        phase = "agreed"
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
    return frame.base_phase == "agreed" and frame.colours in (("hope",), ("purpose",)) and bool(seeks)


def _effort(told: Candidate) -> Candidate:
    return replace(told, event_class="talks", phase="held", relation="effort", excluded="")


def _of_breach(unit: Unit, breach: Breach, attribution: str) -> Candidate:
    return Candidate(
        unit=unit,
        event_class="violation",
        phase=breach.act,
        kind=breach.trigger.kind.name if breach.trigger.kind.event_class == "violation" else "violation",
        trigger=" ".join(unit.words.lows(breach.first, breach.last)),
        first=breach.first,
        last=breach.last,
        governor=breach.first,
        relation=breach.relation,
        attribution=attribution,
        weak=False,
        strong=False,
        excluded=breach.excluded,
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


def _attribution(words: Words) -> str:
    kinds = {found[0] for i in range(len(words)) if (found := words.match(words.lexicon.attribution, i))}
    return next((kind for kind in _ATTRIBUTIONS if kind in kinds), "")
