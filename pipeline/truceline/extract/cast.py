"""The actors of a whole document: who they are once each, what they are called, and what they fight over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truceline.entities import Actor
from truceline.entities.coreference import is_internal_conflict
from truceline.entities.rows import opponents
from truceline.extract.lexicon import word_lists

# Names of a list stand so many characters apart (", and the "); so many make it one.
_GAP, _MANY = 14, 5


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors that a document's text and its title name, each in order of `char_start`, and `sides`: those of the
    text that tables know, once each, most often named first.

    `joint` are the states and bodies of the text's first long list of them, as a joint call has. `speakers` are those
    whose statement the title says that the text is. `theatre` is the country that they fight over, as ISO 3166-1
    alpha-3, as far as the names alone tell it. `names` has the one name of each actor, by its id or else its name: the
    text's before the title's, and where people alone stand for it the longest of theirs. `homes` are the countries
    that the text's actors are of, `year` is that of publication.
    """

    text: Sequence[Actor]
    title: Sequence[Actor]
    sides: Sequence[Actor]
    joint: Sequence[Actor]
    speakers: Sequence[Actor]
    theatre: str | None
    names: Mapping[str, str]
    homes: frozenset[str | None]
    year: int | None
    language: str


def roles_data(language: str) -> Mapping[str, frozenset[str]]:
    """The word lists of lexicons/LANGUAGE/roles.toml."""
    return word_lists("roles", language)


def cast_of(
    text: Sequence[Actor],
    title: Sequence[Actor] = (),
    year: int | None = None,
    language: str = "en",
    heading: str | None = None,
) -> Cast:
    """The cast of a document, made once for all its events; `heading` is its title."""
    first: dict[str, Actor] = {}
    counts = Counter(key_of(actor) for actor in text)
    for actor in text:
        if actor.kind != "generic" and not is_nobody(actor, language):
            first.setdefault(key_of(actor), actor)
    sides = sorted(first.values(), key=lambda actor: (-counts[key_of(actor)], actor.char_start))
    whole = [*text, *title]
    stated = roles_data(language)["statements"].intersection((heading or "").lower().split())
    speakers = tuple({key_of(actor): actor for actor in title}.values()) if stated else ()
    theatre, names = _theatre(whole, year), _names(whole)
    homes = frozenset(actor.country for actor in text)
    return Cast(text, title, tuple(sides), _listed(text), speakers, theatre, names, homes, year, language)


def key_of(actor: Actor) -> str:
    """What is one for all names of an actor in the text and in the title."""
    return actor.actor_id or actor.name


def _listed(actors: Sequence[Actor]) -> tuple[Actor, ...]:
    """The first states and bodies, so many that they are a list, that stand right after one another."""
    run: dict[str, Actor] = {}
    end = 0
    for actor in (actor for actor in actors if actor.kind in ("state", "body")):
        if actor.char_start > end + _GAP:
            if len(run) >= _MANY:
                break
            run = {}
        run.setdefault(key_of(actor), actor)
        end = actor.char_end
    return tuple(run.values()) if len(run) >= _MANY else ()


def _names(actors: Sequence[Actor]) -> dict[str, str]:
    """Actor -> the one name of its own that the document has for it, or the longest name of a person."""
    names: dict[str, str] = {}
    people: dict[str, str] = {}
    for actor in actors:
        key = key_of(actor)
        if not actor.person or (actor.kind == "armed_group" and actor.name in actor.text):
            names.setdefault(key, actor.name)
        people[key] = max(people.get(key, ""), " ".join(actor.text.split()), key=len)
    return people | names


def _theatre(actors: Sequence[Actor], year: int | None) -> str | None:
    """The country that most names speak of as fought over: by groups of its own, as a state at war."""
    states = {actor.country for actor in actors if actor.kind == "state"}
    counts: Counter[str] = Counter()
    for actor in actors:
        home = actor.country
        if home is not None and actor.kind != "body":
            fights = is_internal_conflict(home, year) or not states.isdisjoint(opponents(home, year))
            counts[home] += actor.kind != "state" or fights
    best = min(counts, key=lambda home: (-counts[home], home), default=None)
    return best if best and counts[best] else None


def is_nobody(actor: Actor, language: str, event_class: str = "") -> bool:
    """Whether an actor is no side of any event: a word for everybody, or of those that truces leave out.

    The latter may break one.
    """
    data, name = roles_data(language), actor.name.lower()
    left_out = name in data["never_parties"] or actor.actor_id in data["never_sides"]
    return name in data["nobodies"] or (left_out and event_class != "violation")
