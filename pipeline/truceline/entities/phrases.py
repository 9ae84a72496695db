"""Sides named by what they are: "Syrian opposition groups", "government forces", "the army of Chad"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cache

from truceline.entities.match import Hit
from truceline.entities.names import Form, Sense
from truceline.entities.reading import Reading
from truceline.entities.words import words

_LONGEST = 7
_GAPS = frozenset([" ", "-", "\n", "’", "'", "’ ", "' ", "/"])
_OWN_FORMS = frozenset([Form.NAME, Form.ACRONYM])
_OWNER_FORMS = _OWN_FORMS | {Form.ADJECTIVE, Form.CAPITAL, Form.PERSON, Form.ORGAN}


class Side(Enum):
    """What a phrase calls its side."""

    GOVERNMENT = "government"
    REBEL = "rebel"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `first` to `last` (exclusive) name a side; `owner` is the country or group that it is of, if told."""

    first: int
    last: int
    side: Side
    owner: Sense | None


def phrase_at(reading: Reading, at: int, by_first: dict[int, Hit]) -> Phrase | None:
    """The longest phrase that begins at word `at`."""
    owner, here = _owner(reading, at, by_first)
    start = here
    end, side, strong, modified = 0, Side.OTHER, False, owner is not None
    while here < min(len(reading.tokens), at + _LONGEST) and (here == at or _joins(reading, here)):
        key = reading.tokens[here].key
        inner = by_first.get(here)
        adjective = inner is not None and (
            any(s.form is Form.ADJECTIVE for s in inner.senses) or is_compound(reading, inner.last)
        )
        if _is_head(key, owner):
            end, strong = here + 1, strong or key not in words("weak_heads") or _names_side(key, owner)
            side = _side_of(key, side)
        elif key in words("modifiers") or (owner and key in words("side_noun_modifiers")) or adjective:
            modified = True
            side = _side_of(key, side) if key in words("rebel_modifiers") else side
        elif is_compound(reading, here):
            modified = True
        elif not (here > start and key == "s"):
            break
        here = inner.last if inner and adjective else here + 1
    if not end or not (strong or (modified and _is_side(reading, start, end))):
        return None
    return _with_owner_after(reading, Phrase(at, end, side, owner), by_first)


def _joins(reading: Reading, at: int) -> bool:
    return reading.tokens[at].gap in _GAPS or reading.follows(at)


def _owner(reading: Reading, at: int, by_first: dict[int, Hit]) -> tuple[Sense | None, int]:
    """The name that the phrase begins with, and the word after it: "Syrian", "Libya's", "U.S.", "Hamas", "Assad's"."""
    hit = by_first.get(at)
    if hit is None or is_compound(reading, hit.last):
        return None, at
    sense = next((s for s in hit.senses if s.form in _OWNER_FORMS), None)
    if sense is None:
        return None, at
    after = hit.last
    possessive = after < len(reading.tokens) and reading.tokens[after].key == "s"
    return sense, after + 1 if possessive and reading.tokens[after].gap in ("'", "’") else after


def is_compound(reading: Reading, at: int) -> bool:
    """Whether word `at` ends or begins a compound: "Russian-backed", "pro-government"."""
    if at >= len(reading.tokens):
        return False
    token = reading.tokens[at]
    if token.gap == "-" and token.key in words("compound_ends"):
        return True
    return token.key in words("compound_starts") and at + 1 < len(reading.tokens) and reading.tokens[at + 1].gap == "-"


@cache
def starts() -> frozenset[str]:
    """Keys of words that a phrase may begin with."""
    return _heads() | words("modifiers") | words("compound_starts")


@cache
def _heads() -> frozenset[str]:
    return words("rebel_heads") | words("government_heads") | words("neutral_heads")


def _is_head(key: str, owner: Sense | None) -> bool:
    return key in _heads() or (owner is not None and key in words("side_nouns"))


def _names_side(key: str, owner: Sense | None) -> bool:
    return owner is not None and key in words("side_nouns")


def _side_of(key: str, side: Side) -> Side:
    if key in words("rebel_heads") or key in words("rebel_modifiers"):
        return Side.REBEL
    if key in words("government_heads") and side is not Side.REBEL:
        return Side.GOVERNMENT
    return side


def _is_side(reading: Reading, start: int, end: int) -> bool:
    """Whether a phrase of weak words ("armed groups", "world leaders") has a word that makes it one side."""
    return any(t.key in words("side_makers") for t in reading.tokens[start:end])


def _with_owner_after(reading: Reading, phrase: Phrase, by_first: dict[int, Hit]) -> Phrase:
    """The phrase with an owner told after it: "government of Sudan", "regime in Damascus", "forces loyal to Taylor"."""
    if phrase.owner is not None or reading.tokens[phrase.last - 1].key not in words("heads_of"):
        return phrase
    at, forms = phrase.last, frozenset[Form]()
    if reading.after(at) == "of":
        at, forms = at + 1, _OWN_FORMS
    elif reading.after(at) == "in":
        at, forms = at + 1, frozenset([Form.CAPITAL])
    elif reading.after(at) == "loyal" and reading.after(at + 1) == "to":
        at, forms = at + 2, _OWN_FORMS | {Form.PERSON}
    while at < len(reading.tokens) and at not in by_first and reading.tokens[at].key in words("owner_openers"):
        at += 1
    hit = by_first.get(at)
    sense = next((s for s in hit.senses if s.actor and s.form in forms), None) if hit else None
    return Phrase(phrase.first, hit.last, Side.GOVERNMENT, sense) if hit and sense else phrase
