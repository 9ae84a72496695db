"""Who an actor's name means, whichever dataset wrote it, and how alike two sides are.

ACLED writes "Military Forces of Syria (2000-2024)", UCDP "Government of Syria", news "the Syrian army". Years, brackets
and ACLED's leading acronym come off; what remains is looked up in the actor tables that the extraction uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from truceline.entities import find
from truceline.entities.tokens import name_key
from truceline.matching.lexicon import weights, word_set

_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_ACRONYM = re.compile(r"^[^\s:]{2,12}:\s+")
_LISTED = re.compile(r"\s*;\s*")


@dataclass(frozen=True, slots=True)
class Name:
    """An actor's name, read.

    `ids` are of the actor tables, the one named first first. `words` are what is left of the name without its
    general words; `sort` is "state", "group" or "civil" where these say so. `countries` are alpha-3.
    """

    ids: tuple[str, ...]
    words: frozenset[str]
    sort: str | None
    countries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an event: its actor, then those associated with it."""

    names: tuple[Name, ...]

    @property
    def countries(self) -> frozenset[str]:
        return frozenset(country for name in self.names for country in name.countries)


@lru_cache(maxsize=1 << 16)
def read_name(text: str) -> Name:
    """The name without years, brackets and acronym, in the terms of the actor tables."""
    bare = " ".join(_BRACKETS.sub(" ", text).split())
    aside = " ".join(_BRACKETS.findall(text))
    whole = find(bare).actors
    named = [actor for actor in whole if actor.actor_id] or [
        actor for actor in find(_ACRONYM.sub("", bare)).actors if actor.actor_id
    ]
    key = name_key(bare)
    meant = () if _holds(key, "civil") else tuple(actor for actor in named if not _place_only(actor.kind, key))
    ids = tuple(dict.fromkeys(str(actor.actor_id) for actor in meant))
    countries = {actor.country for actor in (*named, *whole, *find(aside).actors) if actor.country}
    return Name(ids, _own_words(key), _sort(key, ids), frozenset(countries))


def _place_only(kind: str, key: str) -> bool:
    """Whether a state's name only says where the actor is: "Opposition Rebels of Syria"."""
    return kind == "state" and _holds(key, "group") and not _holds(key, "state")


def _sort(key: str, ids: tuple[str, ...]) -> str | None:
    if _holds(key, "civil"):
        return "civil"
    if ids:
        return "state" if ids[0].startswith("state:") else "group"
    return next((sort for sort in ("group", "state") if _holds(key, sort)), None)


def _holds(key: str, sort: str) -> bool:
    padded = f" {key} "
    return any(f" {words} " in padded for words in word_set("actors", sort))


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    lists = (word_set("actors", name) for name in ("noise", "state", "group", "civil"))
    return frozenset(word for words in lists for entry in words for word in entry.split())


def _own_words(key: str) -> frozenset[str]:
    return frozenset(key.split()) - _general()


def read_side(actor: str, associates: Iterable[str]) -> Side:
    """A side of its actor ("" for none) and a list, or cells joined by "; ", of its associates."""
    texts = [text for cell in (actor, *associates) for text in _LISTED.split(cell) if text]
    return Side(tuple(read_name(text) for text in dict.fromkeys(texts)))


@lru_cache(maxsize=1 << 18)
def name_likeness(one: Name, other: Name) -> float:
    """From 0 (two actors that both are known, and differ) to 1 (one actor)."""
    rule = weights()["actors"]
    if one.ids and other.ids:
        return _id_likeness(one, other)
    if "civil" in (one.sort, other.sort):
        return float(rule["same"]) if one.sort == other.sort and one.words == other.words else 0.0
    if one.words and other.words:
        return _word_likeness(one, other)
    if one.sort and other.sort and one.sort != other.sort:
        return 0.0
    if one.countries & other.countries and one.sort:
        return float(rule["general_same_country"])
    return float(rule["general"])


def _id_likeness(one: Name, other: Name) -> float:
    rule = weights()["actors"]
    if one.ids[0] == other.ids[0]:
        return float(rule["same"])
    return float(rule["associate"]) if set(one.ids) & set(other.ids) else 0.0


def _word_likeness(one: Name, other: Name) -> float:
    rule = weights()["actors"]
    first, second = (" ".join(sorted(name.words)) for name in (one, other))
    if fuzz.ratio(first, second) >= rule["spelling"]:
        return float(rule["spelled_alike"])
    common = len(one.words & other.words)
    if common:
        return 2 * common / (len(one.words) + len(other.words))
    if one.sort and other.sort and one.sort != other.sort:
        return 0.0
    return float(rule["no_word"])


def side_likeness(one: Side, other: Side) -> float:
    """How alike the two likest names of two sides are; an associate counts a little less than the actor."""
    associate = float(weights()["actors"]["associate"])
    return max(
        name_likeness(a, b) * (1 if not i and not j else associate)
        for i, a in enumerate(one.names)
        for j, b in enumerate(other.names)
    )
