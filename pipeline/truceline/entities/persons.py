"""People whom no table has but who the text says act for a side, and later uses of a surname alone."""

from __future__ import annotations

from dataclasses import replace

from truceline.entities.mentions import CONFIDENCE, NamedSide, with_title
from truceline.entities.names import Form
from truceline.entities.reading import Reading
from truceline.entities.words import words

_MODIFIERS = 4
_NAME_WORDS = 5


def with_persons(reading: Reading, sides: list[NamedSide]) -> list[NamedSide]:
    """The mentions and those by people: "Abed Karimi, spokesman for the Taliban, ..." and then "Karimi"."""
    taken = {at for side in sides for at in range(side.first, side.last)}
    apposed = [person for side in sides if (person := _apposed(reading, side, taken)) is not None]
    return with_surnames(reading, sorted(sides + apposed, key=lambda side: side.first))


def _apposed(reading: Reading, side: NamedSide, taken: set[int]) -> NamedSide | None:
    """The person before "spokesman for SIDE" or before ", a SIDE commander", if the tables do not have them."""
    if side.row is None or side.form is Form.PERSON:
        return None
    at = _office_start(reading, side)
    if at is None or reading.tokens[at].gap != ", ":
        return None
    first = at
    while at - first < _NAME_WORDS and first > 0 and _is_name_word(reading, first - 1, taken):
        first -= 1
        if reading.tokens[first].gap != " " or reading.tokens[first].opens:
            break
    if at - first < 2 or not reading.tokens[first].capital:
        return None
    surname = reading.tokens[at - 1].key
    return NamedSide(first, at, side.row, Form.PERSON, side.side, side.country, CONFIDENCE[Form.ADJECTIVE], surname)


def _office_start(reading: Reading, side: NamedSide) -> int | None:
    """The word that opens the office: "a" of "a Hamas leader", "deputy" of "deputy head of the IDF"."""
    tokens, at = reading.tokens, side.first
    if tokens[side.last - 1].key not in words("titles") or side.last - side.first < 2:
        if at and tokens[at - 1].key == "the":
            at -= 1
        if at < 2 or tokens[at - 1].key not in words("office_joints") or tokens[at - 2].key not in words("titles"):
            return None
        at -= 2
    modifiers = 0
    while at and tokens[at].gap == " " and not tokens[at].opens and modifiers < _MODIFIERS:
        at -= 1
        modifiers += 1
    return at if at else None


def _is_name_word(reading: Reading, at: int, taken: set[int]) -> bool:
    token = reading.tokens[at]
    return at not in taken and not token.loud and (token.capital or token.key in words("name_particles"))


def with_surnames(reading: Reading, sides: list[NamedSide]) -> list[NamedSide]:
    """The mentions and, after each person who stands for a side, the later uses of the surname alone."""
    known = {side.person: side for side in reversed(sides) if side.person}
    if not known:
        return sides
    taken = {at for side in sides for at in range(side.first, side.last)}
    found = list(sides)
    for at, token in enumerate(reading.tokens):
        side = known.get(token.key)
        if side is None or not token.capital or at in taken or at < side.last:
            continue
        if not _part_of_other_name(reading, at):
            alone = replace(side, first=at, last=at + 1, form=Form.PERSON)
            found.append(with_title(reading, alone, 0 if at - 1 not in taken else at))
    return sorted(found, key=lambda side: side.first)


def _part_of_other_name(reading: Reading, at: int) -> bool:
    """Whether a capitalised word that is no title stands right before: another person of that surname."""
    if at == 0 or reading.tokens[at].gap != " ":
        return False
    before = reading.tokens[at - 1]
    return before.capital and not before.loud and not before.opens and before.key not in words("titles")
