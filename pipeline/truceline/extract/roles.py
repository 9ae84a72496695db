"""Who took part in an event and in what role (coding rules, section 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from truceline.entities import Actor
from truceline.entities.rows import opponents
from truceline.extract.candidates import Candidate
from truceline.extract.lexicon import read
from truceline.extract.mention import MentionActor
from truceline.extract.places import powers
from truceline.extract.sentences import within
from truceline.extract.tokens import Words

# An event of many sentences is told by its parties in the first ones; later ones name bystanders.
_SENTENCES = 2
_NEAR = 4
_TWO = 2


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors that a document's text and its title name, each in order of `char_start`, and `sides`: those of the
    text that tables know, once each, most often named first. `year` is that of publication.
    """

    text: Sequence[Actor]
    title: Sequence[Actor]
    sides: Sequence[Actor]
    year: int | None
    language: str


@dataclass(frozen=True, slots=True)
class _Named:
    """An actor at token `at` of its candidate's sentence, in which token `accuses` accuses, or else says something."""

    actor: Actor
    candidate: Candidate
    at: int
    accuses: int | None


@cache
def _data(language: str) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read("roles", language).items()}


def cast_of(text: Sequence[Actor], title: Sequence[Actor] = (), year: int | None = None, language: str = "en") -> Cast:
    """The cast of a document, made once for all its events."""
    first: dict[str, Actor] = {}
    counts = Counter(actor.name for actor in text)
    for actor in text:
        if actor.kind != "generic" and actor.name.lower() not in _data(language)["no_sides"]:
            first.setdefault(actor.name, actor)
    sides = sorted(first.values(), key=lambda actor: (-counts[actor.name], actor.char_start))
    return Cast(text, title, tuple(sides), year, language)


def actors_of(told: Sequence[Candidate], cast: Cast, country: str | None) -> tuple[MentionActor, ...]:
    """The actors of one event, each once a role, in order of first naming; `country` is where the conflict is.

    The first sentences name them. Where they name fewer than two parties of what takes two, the sides of the conflict
    that the document names most follow. A side that no table knows is left out where two known ones are named, as it
    is another word for one of them.
    """
    named = list(_named(told, cast))
    natives = len({one.actor.name for one in named if not _is_foreign(one.actor, country, cast)})
    roles: list[tuple[Actor, str]] = []
    for one in named:
        outside = _is_outside(one.actor, country, natives, cast)
        roles += [(one.actor, role) for role in _roles(one, outside, cast)]
    if told[0].phase in _data(cast.language)["two_sided"]:
        roles += [
            (actor, "party") for actor in _missing({a.name for a, role in roles if role == "party"}, country, cast)
        ]
    return _once(roles)


def _missing(parties: set[str], country: str | None, cast: Cast) -> list[Actor]:
    """The sides of the conflict that make up two with those named."""
    sides = (side for side in cast.sides if side.name not in parties and not _is_outside(side, country, _TWO, cast))
    return list(islice(sides, max(0, _TWO - len(parties))))


def _once(roles: Iterable[tuple[Actor, str]]) -> tuple[MentionActor, ...]:
    found: dict[tuple[str, str], MentionActor] = {}
    for actor, role in roles:
        found.setdefault((actor.name, role), MentionActor(actor.name, role, actor.actor_id, actor.text))
    known = sum(one.role == "party" and one.actor_id is not None for one in found.values())
    return tuple(one for one in found.values() if one.role != "party" or one.actor_id or known < _TWO)


def _named(told: Sequence[Candidate], cast: Cast) -> Iterator[_Named]:
    units = {candidate.unit.number: candidate for candidate in reversed(told)}
    first = list(dict.fromkeys(candidate.unit.number for candidate in told))[:_SENTENCES]
    for candidate in (units[number] for number in first):
        unit = candidate.unit
        accuses = _accusation(unit.words)
        for actor in within(cast.title if unit.number < 0 else cast.text, unit.span):
            if actor.name.lower() not in _data(cast.language)["no_sides"]:
                yield _Named(actor, candidate, unit.words.at(actor.char_start), accuses)


def _is_outside(actor: Actor, country: str | None, natives: int, cast: Cast) -> bool:
    """Whether an actor is no side of the conflict: a body, or a state that does not fight over its country.

    Where no country is told, a power is outside if two others are named.
    """
    if actor.kind != "state" or country is None:
        return actor.kind == "body" or (natives >= _TWO and _is_foreign(actor, country, cast))
    return actor.country != country and actor.country not in opponents(country, cast.year)


def _is_foreign(actor: Actor, country: str | None, cast: Cast) -> bool:
    power = actor.kind == "state" and actor.country in powers(cast.language) and actor.country != country
    return actor.kind == "body" or power


def _roles(one: _Named, outside: bool, cast: Cast) -> tuple[str, ...]:
    words, data = one.candidate.unit.words, _data(cast.language)
    if one.candidate.event_class == "violation":
        roles = _violation_roles(words, one, data)
        return tuple(role for role in roles if role == "accuser") if outside else roles
    if data["observing"].intersection(words.lows(one.at + 1, one.at + 2 + _NEAR)):
        return ("observer",)
    if _mediates(words, one.at, data["mediating"]):
        return ("mediator",)
    if outside:
        return ("mediator",) if one.candidate.phase in data["mediated"] else ()
    return ("party",)


def _mediates(words: Words, at: int, mediating: frozenset[str]) -> bool:
    before = words.lows(at - _NEAR, at)
    done_by = words.any(at - _NEAR, at, "agent") and mediating.intersection(before)
    hyphened = "-" in words.low(at) and words.low(at).rsplit("-", 1)[1] in mediating
    does = mediating.intersection(words.lows(at + 1, at + 3)) and not words.any(at + 1, at + 1 + _NEAR, "agent")
    return bool(done_by or does) or hyphened


def _violation_roles(words: Words, one: _Named, data: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Who accuses or says so stands before that verb, the accused and who acts behind it, who suffers after "on"."""
    at, accuses = one.at, one.accuses
    if accuses is not None and at < accuses:
        if words.any(accuses, accuses + 3, "mutual"):
            return ("perpetrator", "accuser")
        return ("perpetrator",) if words.low(accuses + 1) in data["accused"] else ("accuser",)
    return ("target",) if data["against"].intersection(words.lows(at - 3, at)) else ("perpetrator",)


def _accusation(words: Words) -> int | None:
    """The first verb of accusing or denying, or where there is none of saying."""
    verbs: dict[bool, int] = {}
    for i, token in enumerate(words.tokens):
        found = words.match(words.lexicon.attribution, i)
        if found is not None and token.lemma:
            verbs.setdefault(found[0] == "report", i)
    return verbs.get(False, verbs.get(True))
