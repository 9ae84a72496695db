"""One document as places and actors are read from it: its words, its names and what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from truceline.entities.forms import with_local_names
from truceline.entities.gazetteer import Gazetteer, shipped
from truceline.entities.match import Hit, find_names
from truceline.entities.names import Form, Sense
from truceline.entities.rows import PlaceRow
from truceline.entities.tokens import Token, tokenize
from truceline.entities.words import words

_SHORT_ACRONYM = 3
_LARGE = 300_000
_FAR_LARGER = 10
_RIVAL = 50_000  # inhabitants of a town that a capital's name may mean instead


@dataclass(frozen=True, slots=True)
class Reading:
    """`countries` counts how often the document names each country in a form that can mean no other.

    `persons` are keys of words that the document uses in names of people, so that "Obama" is no town in Japan;
    `full_names` are the ids of actors that it names by several words. `by_first` and `by_last` find the hits that
    have senses by their bounds; `starts` are the offsets of the words; `keys` counts the hits of each key.
    """

    text: str
    tokens: list[Token]
    hits: list[Hit]
    published: date | None
    countries: Counter[str]
    persons: frozenset[str]
    full_names: frozenset[str]
    gazetteer: Gazetteer = field(default_factory=shipped)
    by_first: dict[int, Hit] = field(default_factory=dict)
    by_last: dict[int, Hit] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    keys: Counter[str] = field(default_factory=Counter)

    @property
    def year(self) -> int | None:
        """The year of publication, if the day is known."""
        return self.published.year if self.published else None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of words `first` to `last` (exclusive), with the last point of "U.S."."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        dotted = last - first > 1 and self.tokens[last - 1].gap == "." and end - self.tokens[last - 1].start == 1
        return start, end + 1 if dotted and self.text[end : end + 1] == "." else end

    def before(self, first: int) -> str:
        """The key of the word before word `first`, "" at a start or across a stop."""
        if first == 0 or self.tokens[first].opens:
            return ""
        return self.tokens[first - 1].key

    def after(self, last: int) -> str:
        """The key of word `last` where only a space stands before it, else ""."""
        return self.tokens[last].key if self.follows(last) else ""

    def is_title_before(self, at: int) -> bool:
        """Whether a title stands before word `at`: "President", or shortened with a point, "Gen."."""
        if at == 0:
            return False
        key, gap = self.tokens[at - 1].key, self.tokens[at].gap
        return (gap == " " and key in words("titles")) or (gap == ". " and key in words("short_titles"))

    def is_label(self, last: int) -> bool:
        """Whether the words from `last` make the name before them that of a deal or war: "Oslo accords", "Gulf War"."""
        at = last + 1 if self.after(last) == "peace" else last
        return self.after(at) in words("label_nouns")

    def follows(self, at: int) -> bool:
        """Whether only a space stands before word `at`, or the point of "U.S." and a space."""
        if not 0 < at < len(self.tokens):
            return False
        gap = self.tokens[at].gap
        return gap in (" ", "\n") or (gap == ". " and at > 1 and self.tokens[at - 1].gap == ".")


def read(text: str, published: date | None, gazetteer: Gazetteer) -> Reading:
    """Words, names and subject of one document."""
    tokens = tokenize(text)
    hits = with_local_names(text, tokens, find_names(tokens, gazetteer))
    countries = _country_counts(tokens, hits, gazetteer)
    people, full = _person_words(tokens), _full_names(hits)
    reading = Reading(text, tokens, hits, published, countries, people, full, gazetteer)
    reading = replace(reading, by_last={hit.last: hit for hit in hits if hit.senses})
    supported = [_supported(reading, hit) for hit in hits]
    known = [hit for hit in supported if hit.senses]
    return replace(
        reading,
        hits=supported,
        by_first={hit.first: hit for hit in known},
        by_last={hit.last: hit for hit in known},
        starts=[token.start for token in tokens],
        keys=Counter(hit.key for hit in hits),
    )


def _country_counts(tokens: list[Token], hits: list[Hit], gazetteer: Gazetteer) -> Counter[str]:
    counts: Counter[str] = Counter()
    for hit in hits:
        named = {s.country for s in hit.senses if s.country and s.form not in (Form.ACRONYM, Form.CAPITAL)}
        if any(s.form is Form.CAPITAL for s in hit.senses):
            named |= {row.country for row in gazetteer.towns(hit.key) if row.population >= _RIVAL and row.country}
        named |= {row.country for row in gazetteer.named.get(hit.key, ()) if row.country}
        if len(named) == 1 and hit.key not in words("uncertain_names"):
            counts.update(named)
        elif hit.town and not hit.senses and hit.first and tokens[hit.first - 1].key in words("prepositions"):
            counts.update(_plain_town(gazetteer.towns(hit.key)))
    return counts


def _plain_town(rows: Sequence[PlaceRow]) -> list[str]:
    """The country of a large town that no other of the name comes near, as a list of one or none."""
    if (
        not rows
        or rows[0].population < _LARGE
        or (len(rows) > 1 and rows[0].population < _FAR_LARGER * rows[1].population)
    ):
        return []
    return [rows[0].country] if rows[0].country else []


def _supported(reading: Reading, hit: Hit) -> Hit:
    """The hit with the senses that the document bears out, likeliest first; of two, the shorter-lived."""
    kept = [s for s in hit.senses if _is_supported(reading, hit, s)]
    kept.sort(key=lambda s: (s.years.distance(reading.year), -reading.countries[s.country or ""], s.years.length))
    return hit if tuple(kept) == hit.senses else replace(hit, senses=tuple(kept))


def _is_supported(reading: Reading, hit: Hit, sense: Sense) -> bool:
    """Whether the document bears the sense out.

    A surname alone needs the right years, or its country or full name in the text; so do names that are words too
    and short acronyms. Everything else stands by itself.
    """
    row = sense.actor
    if row is None or sense.place is not None:
        return True
    spoken = sense.form is Form.ACRONYM and not reading.tokens[hit.first].upper
    if spoken and hit.key in words("acronyms_that_are_words"):
        return False
    loud = reading.tokens[hit.first].loud and hit.key in words("acronyms_that_are_words")
    named = bool(reading.countries[row.country or ""]) or row.actor_id in reading.full_names
    if sense.form is Form.PERSON and " " not in hit.key:
        if _is_others_surname(reading, hit.first):
            return False
        in_office = reading.year is not None and sense.years.distance(reading.year) == 0
        return named or (in_office and hit.key not in words("uncertain_names"))
    if loud or (spoken and reading.tokens[hit.first].opens):
        return named
    if sense.form is Form.ACRONYM and len(hit.key) <= _SHORT_ACRONYM and row.kind != "state":
        return named or hit.key in words("well_known_acronyms")
    return named or hit.key not in words("uncertain_names")


def _is_others_surname(reading: Reading, at: int) -> bool:
    """Whether a given name that belongs to no known name stands before word `at`: another bearer of the surname."""
    if at == 0 or reading.tokens[at].gap != " " or at in reading.by_last:
        return False
    before = reading.tokens[at - 1]
    return before.capital and not (before.loud or before.opens or before.upper) and not reading.is_title_before(at)


def _full_names(hits: list[Hit]) -> frozenset[str]:
    return frozenset(
        s.actor.actor_id
        for hit in hits
        if " " in hit.key and hit.key not in words("uncertain_names")
        for s in hit.senses
        if s.actor is not None and s.form is not Form.ADJECTIVE
    )


def _person_words(tokens: list[Token]) -> frozenset[str]:
    """Keys of capitalised words that stand beside a given name or after a title somewhere in the text."""
    found: set[str] = set()
    for before, token in pairwise(tokens):
        if not token.capital or token.gap not in (" ", ". ") or token.loud:
            continue
        titled = before.key in words("titles" if token.gap == " " else "short_titles")
        if titled or (token.gap == " " and before.capital and before.key in words("given_names")):
            found.add(token.key)
    return frozenset(found)
