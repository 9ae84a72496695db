"""Who took part in an event and in what role (coding rules, section 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from truceline.entities import Actor
from truceline.extract.candidates import Candidate
from truceline.extract.lexicon import read
from truceline.extract.mention import MentionActor
from truceline.extract.places import powers
from truceline.extract.sentences import within
from truceline.extract.tokens import Words

# An event of many sentences is told by its parties in the first ones; later ones name bystanders.
_SENTENCES = 2
_NEAR = 4


@dataclass(frozen=True, slots=True)
class _Named:
    """An actor at token `at` of its candidate's sentence, in which token `accuses` accuses somebody."""

    actor: Actor
    candidate: Candidate
    at: int
    accuses: int | None


@cache
def _data(language: str) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read("roles", language).items()}


def actors_of(
    told: Sequence[Candidate], actors: Sequence[Actor], country: str | None, language: str = "en"
) -> tuple[MentionActor, ...]:
    """The actors that the first sentences of one event name, each once a role, in order of first naming.

    `country` is where the conflict is: a power from elsewhere is taken for a mediator where two other sides are named.
    """
    named = _named(told, actors, language)
    sides = {n.actor.name for n in named if not _outsider(n.actor, country, language)}
    found: dict[tuple[str, str], MentionActor] = {}
    for one in named:
        outside = _outsider(one.actor, country, language) and (len(sides) > 1 or one.actor.kind == "body")
        for role in _roles(one, outside, language):
            actor = one.actor
            found.setdefault((actor.name, role), MentionActor(actor.name, role, actor.actor_id, actor.text))
    return tuple(found.values())


def _named(told: Sequence[Candidate], actors: Sequence[Actor], language: str) -> list[_Named]:
    named: list[_Named] = []
    units: set[int] = set()
    for candidate in told:
        unit = candidate.unit
        if unit.number < 0 or unit.number in units or len(units) == _SENTENCES:
            continue
        units.add(unit.number)
        accuses = next((i for i in range(len(unit.words)) if _accuses(unit.words, i)), None)
        for actor in within(actors, unit.span):
            if actor.name.lower() not in _data(language)["no_sides"]:
                named.append(_Named(actor, candidate, unit.words.at(actor.char_start), accuses))
    return named


def _outsider(actor: Actor, country: str | None, language: str) -> bool:
    power = actor.kind == "state" and actor.country in powers(language) and actor.country != country
    return actor.kind == "body" or power


def _roles(one: _Named, outside: bool, language: str) -> tuple[str, ...]:
    words, data = one.candidate.unit.words, _data(language)
    if one.candidate.event_class == "violation":
        return _violation_roles(words, one, data["against"])
    if data["observing"].intersection(words.lows(one.at + 1, one.at + 2 + _NEAR)):
        return ("observer",)
    if outside or _mediates(words, one.at, data["mediating"]):
        return ("mediator",)
    return ("party",)


def _mediates(words: Words, at: int, mediating: frozenset[str]) -> bool:
    before = words.lows(at - _NEAR, at)
    done_by = words.any(at - _NEAR, at, "agent") and mediating.intersection(before)
    hyphened = "-" in words.low(at) and words.low(at).rsplit("-", 1)[1] in mediating
    does = mediating.intersection(words.lows(at + 1, at + 3)) and not words.any(at + 1, at + 1 + _NEAR, "agent")
    return bool(done_by or does) or hyphened


def _violation_roles(words: Words, one: _Named, against: frozenset[str]) -> tuple[str, ...]:
    """The accuser stands before "accuse", the accused and who acts before the act, who suffers it after "on"."""
    at, accuses = one.at, one.accuses
    if accuses is not None and at < accuses:
        return ("perpetrator", "accuser") if words.any(accuses, accuses + 3, "mutual") else ("accuser",)
    return ("target",) if against.intersection(words.lows(at - 3, at)) else ("perpetrator",)


def _accuses(words: Words, i: int) -> bool:
    found = words.match(words.lexicon.attribution, i)
    return found is not None and found[0] in ("allege", "deny") and bool(words.tokens[i].lemma)
