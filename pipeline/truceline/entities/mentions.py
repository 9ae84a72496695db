"""Every stretch of the text that names an actor, with who the tables say it is; names are chosen in `coreference`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from truceline.entities.match import Hit
from truceline.entities.names import Form, Sense
from truceline.entities.phrases import Side, is_compound, phrase_at, starts
from truceline.entities.reading import Reading
from truceline.entities.rows import ActorRow
from truceline.entities.words import words

CONFIDENCE = {
    Form.NAME: 0.9,
    Form.ACRONYM: 0.85,
    Form.PEOPLE: 0.7,
    Form.ORGAN: 0.85,
    Form.PERSON: 0.85,
    Form.CAPITAL: 0.6,
    Form.ADJECTIVE: 0.8,
}
_GENERIC = 0.5
_FAINT = 0.3
_SHARED = 0.7
_PAIR_WORDS = 4


@dataclass(frozen=True, slots=True)
class NamedSide:
    """Words `first` to `last` (exclusive) name an actor: `row` where the tables know it, else a side of `side` kind.

    `form` is the form of the name; `country` the home country as far as the words tell it.
    """

    first: int
    last: int
    row: ActorRow | None
    form: Form | None
    side: Side
    country: str | None
    confidence: float
    person: str | None = None  # key of the surname, for a person who stands for the side


def named_sides(reading: Reading) -> list[NamedSide]:
    """All mentions from left to right, none within another."""
    by_first = reading.by_first
    found: list[NamedSide] = []
    openers, at = starts() | _pair_starts(), 0
    while at < len(reading.tokens):
        if at not in by_first and reading.tokens[at].key not in openers:
            at += 1
            continue
        side = _side_at(reading, at, by_first)
        if side is not None and side.form is Form.PERSON:
            side = with_title(reading, side, found[-1].last if found else 0)
        if side is None:
            hit = by_first.get(at)
            at = hit.last if hit else at + 1
            continue
        if found and _continues(reading, found[-1], side):
            side = _joined(found.pop(), side)
        elif found and _is_past(reading, found[-1], side):
            found.pop()
        found.append(_whole_compound(reading, side, found[-1].last if found else 0))
        at = side.last
    return found


def _pair_at(reading: Reading, at: int) -> NamedSide | None:
    """A phrase for the two parties together ("both sides"), settled in `actors.find_actors`."""
    if reading.tokens[at].key not in _pair_starts():
        return None
    for last in range(min(at + _PAIR_WORDS, len(reading.tokens)), at, -1):
        if " ".join(t.key for t in reading.tokens[at:last]) in words("two_sides"):
            return NamedSide(at, last, None, None, Side.OTHER, None, _GENERIC)
    return None


@cache
def _pair_starts() -> frozenset[str]:
    return frozenset(key.partition(" ")[0] for key in words("two_sides"))


def _side_at(reading: Reading, at: int, by_first: dict[int, Hit]) -> NamedSide | None:
    if pair := _pair_at(reading, at):
        return pair
    hit = by_first.get(at)
    named = _from_hit(reading, hit) if hit else None
    phrase = phrase_at(reading, at, by_first)
    if hit and named is None and phrase is None:
        return _first_of_two(reading, hit)
    if phrase is None or (named and named.last >= phrase.last):
        return named
    owner = phrase.owner.actor if phrase.owner else None
    country = phrase.owner.country if phrase.owner else None
    end = _with_person(reading, phrase.last, by_first)
    if owner and (owner.kind != "state" or phrase.side is not Side.REBEL):
        person = reading.tokens[end - 1].key if end > phrase.last else None
        return NamedSide(at, end, owner, Form.ORGAN, phrase.side, country, CONFIDENCE[Form.ADJECTIVE], person)
    faint = all(t.key in words("faint_sides") for t in reading.tokens[at : phrase.last])
    return NamedSide(at, phrase.last, None, None, phrase.side, country, _FAINT if faint else _GENERIC)


def _first_of_two(reading: Reading, hit: Hit) -> NamedSide | None:
    """The "Pakistani" of "Pakistani and Indian troops", which are Pakistan's too."""
    sense = next((s for s in hit.senses if s.form is Form.ADJECTIVE and s.actor), None)
    if sense is None or reading.after(hit.last) not in words("conjunctions"):
        return None
    phrase = phrase_at(reading, hit.last + 1, reading.by_first)
    if phrase is None or phrase.owner is None or phrase.side is Side.REBEL:
        return None
    return NamedSide(hit.first, hit.last, sense.actor, Form.ORGAN, phrase.side, sense.country, _SHARED)


def _from_hit(reading: Reading, hit: Hit) -> NamedSide | None:
    told = [s for s in hit.senses if s.actor is not None]
    people = [s for s in told if s.form is Form.PEOPLE and _is_people_here(reading, hit)]
    sense = next(iter(people or told), None)
    if sense is None or sense.actor is None:
        return None
    if not (_is_mediating(reading, hit.last) or _is_actor_here(reading, hit, sense)):
        return None
    full = sense.form is Form.PERSON and hit.last - hit.first > 1
    surname = reading.tokens[hit.last - 1].key if full else None
    confidence = CONFIDENCE[sense.form]
    return NamedSide(hit.first, hit.last, sense.actor, sense.form, Side.OTHER, sense.country, confidence, surname)


def _is_mediating(reading: Reading, at: int) -> bool:
    """Whether a compound goes on that tells what the actor did for others ("Egyptian-brokered")."""
    if _gap(reading, at) != "-":
        return False
    key, further = reading.tokens[at].key, reading.tokens[at + 1 : at + 3]
    backs = key in words("backing_ends") and any(token.key in words("peace_nouns") for token in further)
    return backs or key in words("mediating_ends")


def _is_people_here(reading: Reading, hit: Hit) -> bool:
    """Whether "the British" are meant, and not the British something."""
    if reading.before(hit.first) != "the":
        return False
    return reading.after(hit.last) in words("after_people") or not reading.follows(hit.last)


def with_title(reading: Reading, side: NamedSide, floor: int) -> NamedSide:
    """The mention with the titles before the person's name ("President Assad"), not before word `floor`."""
    first = side.first
    while first > floor and reading.is_title_before(first):
        first -= 1
    while floor < first < side.first and reading.before(first) in words("office_modifiers") and reading.follows(first):
        first -= 1
    return replace(side, first=first)


def _is_actor_here(reading: Reading, hit: Hit, sense: Sense) -> bool:
    """Whether a name that may also be a place or an adjective names the actor in this spot."""
    before, after = reading.before(hit.first), reading.after(hit.last)
    if sense.form is Form.ADJECTIVE or is_compound(reading, hit.last):
        return False
    if sense.form is Form.CAPITAL or (sense.place is None and any(other.place for other in hit.senses)):
        return is_government_here(reading, hit)
    if sense.place is not None and sense.form in (Form.NAME, Form.ACRONYM):
        if _names_something_else(reading, hit) or _is_address(reading, hit.first) or _is_part_told(reading, hit.first):
            return False
        possessive = after == "s" or _gap(reading, hit.last) in ("'", "’")
        return before not in words("country_place_before") and not (possessive and _only_owns(reading, hit))
    return True


def _only_owns(reading: Reading, hit: Hit) -> bool:
    """Whether a possessive only says whose the named, unknown or counted sides behind it are ("Chad's two gangs")."""
    counted = _key(reading, hit.last + 1) in words("counts")
    return counted or _name_follows(reading, hit) or _unknown_follows(reading, hit.last + 1)


def is_government_here(reading: Reading, hit: Hit) -> bool:
    """Whether a capital's name stands for the government, by the words beside it."""
    before, after = reading.before(hit.first), reading.after(hit.last)
    opening = reading.tokens[hit.first]
    dateline = opening.opens and (opening.upper or _gap(reading, hit.last).startswith((" (", " -", " –", " —")))
    slashed = "/" in _gap(reading, hit.first) + _gap(reading, hit.last)
    listed = ", " in (_gap(reading, hit.last), _gap(reading, hit.first)) and _place_follows(reading, hit)
    located = before in words("capital_place_before") or after in words("capital_place_after")
    label = reading.is_label(hit.last) or after in words("conflict_nouns")
    return not (located or listed or dateline or slashed or label)


def _names_something_else(reading: Reading, hit: Hit) -> bool:
    """Whether a country only says which deal or conflict is meant ("the Lusaka accord", "Yemen's truce")."""
    last = hit.last + (_gap(reading, hit.last) in ("'", "’"))
    return reading.is_label(hit.last) or reading.after(last) in words("conflict_nouns")


def _is_part_told(reading: Reading, first: int) -> bool:
    """Whether a country is told for what lies in it ("parts of Syria") or is dealt with ("envoy for Yemen", "talks on
    Yemen").
    """
    before, further = reading.before(first), reading.before(first - 1) if first else ""
    about = (before in ("for", "to") and further in words("titles")) or (
        before == "on" and further in words("topic_nouns")
    )
    return about or (before == "of" and further in words("parts"))


def _is_address(reading: Reading, first: int) -> bool:
    """Whether a country only says where a town is: "in Rimbo, Sweden", and in a dateline "GAVLE (SWEDEN), 1 MAY" or
    "GAVLE, Sweden".
    """
    if _gap(reading, first) == " (" and _gap(reading, first + 1).startswith("),"):
        return first - 1 not in reading.by_first
    if first < 1 or _gap(reading, first) != ", " or not reading.tokens[first - 1].capital:
        return False
    town = reading.tokens[first - 1]
    if town.upper and town.opens and not reading.tokens[first].upper:
        return True
    listed = reading.by_last.get(first)
    if listed is not None and any(s.place and s.place.kind == "country" for s in listed.senses):
        return False
    return reading.before(first - 1) in words("country_place_before") | words("at_places")


def _key(reading: Reading, at: int) -> str:
    return reading.tokens[at].key if at < len(reading.tokens) else ""


def _gap(reading: Reading, at: int) -> str:
    return reading.tokens[at].gap if at < len(reading.tokens) else ""


def _place_follows(reading: Reading, hit: Hit) -> bool:
    following = reading.by_first.get(hit.last)
    return following is not None and any(s.place for s in following.senses)


def _name_follows(reading: Reading, hit: Hit) -> bool:
    """Whether it only says whose the next name is ("Yemen's Houthis"): the country is no actor then."""
    following = reading.by_first.get(hit.last + 1)
    return following is not None and any(s.actor and s.form is not Form.ADJECTIVE for s in following.senses)


def _unknown_follows(reading: Reading, at: int) -> bool:
    """Whether it only says whose a name is that no table has ("Qatar's Al Jazeera"), be it no title."""
    if at + 1 >= len(reading.tokens) or reading.tokens[at].loud or not reading.tokens[at].capital:
        return False
    key = reading.tokens[at].key
    return key not in words("titles") and key not in words("side_nouns") and key not in words("office_modifiers")


def _with_person(reading: Reading, last: int, by_first: dict[int, Hit]) -> int:
    """The end of "Omani foreign minister Adel Samir" for a person whom no table has."""
    if reading.tokens[last - 1].key not in words("titles"):
        return last
    end = last
    while end < min(len(reading.tokens), last + 5):
        token = reading.tokens[end]
        known = by_first.get(end)
        joined = token.gap in (" ", "-", "'", "’") or reading.is_title_before(end)
        if not joined or token.loud or (known and known.senses):
            break
        if not token.capital and token.key not in words("name_particles"):
            break
        end += 1
    while end > last and not reading.tokens[end - 1].capital:
        end -= 1
    return end


def _continues(reading: Reading, before: NamedSide, side: NamedSide) -> bool:
    """Whether "Syrian President" and "Bashar Assad" are one mention, and "U.N. envoy" and the envoy's name."""
    if before.row is None or before.last != side.first or reading.tokens[side.first].gap not in (" ", "-"):
        return False
    if before.row is side.row:
        return side.form in (Form.PERSON, Form.ORGAN)
    return side.form is Form.PERSON and _holds_office(reading, before)


def _is_past(reading: Reading, before: NamedSide, side: NamedSide) -> bool:
    """Whether `before` is only an office that the person once held ("former Omani president" NAME)."""
    adjoin = before.last == side.first and side.form is Form.PERSON and before.first > 0
    return adjoin and reading.before(before.first) in words("past_office")


def _whole_compound(reading: Reading, side: NamedSide, floor: int) -> NamedSide:
    """The phrase with the first half of the compound that it begins in: "Oz-led government", not "led government"."""
    inside = side.row is None and reading.tokens[side.first].gap == "-" and side.first > floor
    return replace(side, first=side.first - 1) if inside and reading.tokens[side.first - 1].capital else side


def _holds_office(reading: Reading, side: NamedSide) -> bool:
    """Whether the words give the office that the next person holds ("U.N. envoy"), not one held before."""
    keys = {t.key for t in reading.tokens[max(side.first - 1, 0) : side.last]}
    return reading.tokens[side.last - 1].key in words("titles") and keys.isdisjoint(words("past_office"))


def _joined(before: NamedSide, side: NamedSide) -> NamedSide:
    return replace(side, first=before.first, side=before.side, row=before.row, country=before.country)
