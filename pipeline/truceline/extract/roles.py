"""Who took part in an event and in what role (coding rules, section 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

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
class _Cast:
    """The actors that a document's text and its title name, with where its conflict is and the year of publication."""

    text: Sequence[Actor]
    title: Sequence[Actor]
    country: str | None
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


def actors_of(
    told: Sequence[Candidate],
    actors: Sequence[Actor],
    country: str | None,
    *,
    title: Sequence[Actor] = (),
    year: int | None = None,
    language: str = "en",
) -> tuple[MentionActor, ...]:
    """The actors of one event, each once a role, in order of first naming.

    `actors` are those of the text, `title` those of the title, each in order of `char_start`; `country` is where the
    conflict is, `year` that of publication. The first sentences name the actors. Where they name fewer than two
    parties of what takes two, the sides of the conflict that the document names most follow. A side that no table
    knows is left out where two known ones are named, as it is another word for one of them.
    """
    cast = _Cast(actors, title, country, year, language)
    named = list(_named(told, cast))
    sides = {one.actor.name for one in named if not _is_foreign(one.actor, cast)}
    roles = [(one.actor, role) for one in named for role in _roles(one, _is_outside(one.actor, cast, len(sides)), cast)]
    if told[0].phase in _data(cast.language)["two_sided"]:
        parties = {actor.name for actor, role in roles if role == "party"}
        missing = [actor for actor in _main_sides(cast) if actor.name not in parties]
        roles += [(actor, "party") for actor in missing[: max(0, _TWO - len(parties))]]
    return _once(roles)


def _once(roles: Iterable[tuple[Actor, str]]) -> tuple[MentionActor, ...]:
    found: dict[tuple[str, str], MentionActor] = {}
    for actor, role in roles:
        found.setdefault((actor.name, role), MentionActor(actor.name, role, actor.actor_id, actor.text))
    known = sum(one.role == "party" and one.actor_id is not None for one in found.values())
    return tuple(one for one in found.values() if one.role != "party" or one.actor_id or known < _TWO)


def _named(told: Sequence[Candidate], cast: _Cast) -> Iterator[_Named]:
    units = {candidate.unit.number: candidate for candidate in reversed(told)}
    first = list(dict.fromkeys(candidate.unit.number for candidate in told))[:_SENTENCES]
    for candidate in (units[number] for number in first):
        unit = candidate.unit
        accuses = _accusation(unit.words)
        for actor in within(cast.title if unit.number < 0 else cast.text, unit.span):
            if _may_be_side(actor, cast):
                yield _Named(actor, candidate, unit.words.at(actor.char_start), accuses)


def _may_be_side(actor: Actor, cast: _Cast) -> bool:
    return actor.name.lower() not in _data(cast.language)["no_sides"]


def _main_sides(cast: _Cast) -> list[Actor]:
    """The sides of the conflict that the text names, most often named first."""
    first: dict[str, Actor] = {}
    counts: Counter[str] = Counter()
    for actor in cast.text:
        if actor.kind != "generic" and _may_be_side(actor, cast) and not _is_outside(actor, cast, _TWO):
            first.setdefault(actor.name, actor)
            counts[actor.name] += 1
    return sorted(first.values(), key=lambda actor: (-counts[actor.name], actor.char_start))


def _is_outside(actor: Actor, cast: _Cast, sides: int) -> bool:
    """Whether an actor is no side of the conflict: a body, or a state that does not fight over its country.

    Where no country is told, a power is outside if two other sides are named.
    """
    if actor.kind != "state" or cast.country is None:
        return actor.kind == "body" or (sides >= _TWO and _is_foreign(actor, cast))
    return actor.country != cast.country and actor.country not in opponents(cast.country, cast.year)


def _is_foreign(actor: Actor, cast: _Cast) -> bool:
    power = actor.kind == "state" and actor.country in powers(cast.language) and actor.country != cast.country
    return actor.kind == "body" or power


def _roles(one: _Named, outside: bool, cast: _Cast) -> tuple[str, ...]:
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
