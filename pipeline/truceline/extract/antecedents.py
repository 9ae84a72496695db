"""What a candidate refers back to: which ceasefire, deal or round "the deal" is, which act "it" breached a truce by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.extract.acts import fighting
from truceline.extract.attribution import attribution_of
from truceline.extract.candidate import Candidate, Unit, excluding
from truceline.extract.tokens import Words
from truceline.extract.verbs import joint

# So many sentences back "the deal" may refer.
_SPOKEN_REACH = 3
_PRONOUN_REACH = 2
# Kinds of trigger of which a ceasefire must have been spoken just before, and anywhere before.
_REFERRING = ("pronoun", "fight_on", "gesture")
_OF_A_TEXT = ("breach", "stopped", "calm")
# Tokens before a breach in which a word refers to what was told before.
_REFERS = 8
_AIM_REACH = 8
_BEFORE_NAME = 3
_REACHED = ("object", "noun")


def resolved(
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


def referred(one: Candidate, before: Unit | None) -> Candidate:
    """A breach that only judges what was told just before ("it was a violation"): one of that kind."""
    words = one.unit.words
    judges = one.event_class == "violation" and one.relation == "noun" and not _plural(words, one.first)
    if before is None or not judges or not words.any(one.first - _REFERS, one.first, "refers"):
        return one
    fought = fighting(before.words)
    return replace(one, phase=fought[1], attribution=attribution_of(before.words)) if fought else one


def _plural(words: Words, i: int) -> bool:
    return words.low(i).endswith(words.lexicon.endings["plural"])


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
    both = words.tokens[candidate.governor].lemma in words.lexicon.words["signing"] and joint(words, candidate.governor)
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
