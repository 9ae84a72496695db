"""Places that no gazetteer has, known by the noun beside them: "the village of Karm Ziba", "the Karm Ziba camp"."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass

from truceline.entities.reading import Reading
from truceline.entities.types import Place
from truceline.entities.words import words

_CONFIDENCE = 0.4
_LONGEST = 4
_NEAR = 300  # characters within which a known place lends its country
_SPOT, _SMALL_AREA = 1, 2


@dataclass(frozen=True, slots=True)
class _Around:
    """What lends an unknown place its country: the known places, by offset, and the country most named."""

    starts: list[int]
    known: list[Place]
    most_named: str | None


def with_unknown_places(reading: Reading, known: list[Place]) -> tuple[Place, ...]:
    """The known places and the unknown ones, in order. An unknown one has no coordinates; its country is that of the
    nearest known place, else the one that the document names most.
    """
    taken = {at for place in known for at in _words_of(reading, place)}
    around = _Around([place.char_start for place in known], known, _most_named(reading))
    unknown, nouns = [], words("settlement_nouns")
    for at, token in enumerate(reading.tokens):
        if token.key not in nouns or at in taken or token.capital:
            continue
        span = _after_of(reading, at, taken) or _before_noun(reading, at, taken)
        if span is not None:
            unknown.append(_place(reading, span, token.key, around))
    return tuple(sorted([*known, *unknown], key=lambda place: place.char_start))


def _words_of(reading: Reading, place: Place) -> range:
    starts = reading.starts
    return range(bisect(starts, place.char_start) - 1, bisect(starts, place.char_end - 1))


def _after_of(reading: Reading, at: int, taken: set[int]) -> tuple[int, int] | None:
    """The name in "village of NAME"."""
    if reading.after(at + 1) != "of":
        return None
    first = last = at + 2
    while last < len(reading.tokens) and last - first < _LONGEST and reading.follows(last) and last not in taken:
        if not (reading.tokens[last].capital or (last > first and reading.tokens[last].key in words("town_articles"))):
            break
        last += 1
    return _trimmed(reading, first, last)


def _before_noun(reading: Reading, at: int, taken: set[int]) -> tuple[int, int] | None:
    """The name in "in NAME village"."""
    first = at
    while first > 0 and at - first < _LONGEST and reading.follows(first) and first - 1 not in taken:
        token = reading.tokens[first - 1]
        if not token.capital or token.opens or first - 1 in reading.by_first or first in reading.by_last:
            break
        first -= 1
    before = reading.before(first)
    if first == at or (before not in words("prepositions") and before != "the"):
        return None
    return _trimmed(reading, first, at)


def _trimmed(reading: Reading, first: int, last: int) -> tuple[int, int] | None:
    while last > first and not reading.tokens[last - 1].capital:
        last -= 1
    only_known = all(reading.tokens[at].key in words("calendar") for at in range(first, last))
    return (first, last) if last > first and not only_known else None


def _place(reading: Reading, span: tuple[int, int], noun: str, around: _Around) -> Place:
    start, end = reading.span(*span)
    text = reading.text[start:end]
    precision = _SPOT if noun in words("spot_nouns") else _SMALL_AREA
    name, country = " ".join(text.split()), _country(start, around)
    return Place(start, end, text, name, noun, country, None, None, None, precision, _CONFIDENCE)


def _country(start: int, around: _Around) -> str | None:
    at = bisect(around.starts, start)
    near = [p for p in around.known[max(0, at - 1) : at + 1] if p.country and abs(p.char_start - start) <= _NEAR]
    if near:
        return min(near, key=lambda place: (abs(place.char_start - start), place.char_start)).country
    return around.most_named


def _most_named(reading: Reading) -> str | None:
    ranked = sorted(reading.countries.items(), key=lambda item: (-item[1], item[0]))
    return ranked[0][0] if ranked else None
