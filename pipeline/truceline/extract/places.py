"""The place that a sentence ties to an event (coding rules, section 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from truceline.entities import Place
from truceline.extract.candidate import Candidate, Unit
from truceline.extract.clauses import told_of_another
from truceline.extract.conflicts import AREAS
from truceline.extract.grouping import finer
from truceline.extract.lexicon import word_lists
from truceline.extract.sentences import within
from truceline.extract.tokens import Words
from truceline.extract.verbs import is_verb

# A place costs its distance from the event in tokens, and more for what stands between or before; at the limit it is of
# something else.
_LIMIT = 16
_CLAUSE_COST = 4
_MOVEMENT_COST = 8
_AREA_COST = 6
_BESIDE = 2
_HOST_COST = 4
_NAME_REACH = 6
_CLAUSE_REACH = 12
_CLAUSE_LENGTH = 40
_COMPANY_REACH = 3
# So many words may stand between a place and its part, but none of these.
_BETWEEN = 4
_OTHER_CLAUSE = ("clause", "preposition", "be", "have")
# Kinds of words for talks and for deals that the sentence may have for the same, so many words before the place.
_TALKS = ("talks", "meet", "process", "round")
_DEALS = (*_TALKS, "deal", "pact")
_OTHER_WORD = 8
_OWN_REACH = 2
_ASKED = ("proposed", "refused")
# The town of "the Oslo accords" has less, and nothing need have happened there.
_NO_LABEL = 0.31


def listed() -> Mapping[str, frozenset[str]]:
    """The words of `places.toml`, by what they tell of a place beside them."""
    return word_lists("places")


def place_of(candidate: Candidate, places: Sequence[Place]) -> Place | None:
    """The place that the sentence ties to the event, or None."""
    here = _named_once(candidate.unit, within(places, candidate.unit.span))
    costs = [(cost, place.char_start, place) for place in here if (cost := _cost(candidate, place)) is not None]
    if not costs:
        return _beside_talks(candidate, here) or _namesake(candidate, here)
    place = min(costs, key=lambda item: item[:2])[2]
    return _either(candidate, place, here) or _part(candidate.unit, place, here)


def _named_once(unit: Unit, here: Sequence[Place]) -> list[Place]:
    """The places without those that the next names: of "the Qatari capital Doha" and "the Red Sea port of Suez" the
    town alone.
    """
    return [
        place for place, after in zip_longest(here, here[1:]) if after is None or not _names_again(unit, place, after)
    ]


def _names_again(unit: Unit, place: Place, after: Place) -> bool:
    if after.name == place.name and after.char_start - place.char_end <= 1:
        return True
    noun = place.text.split()[-1].lower() in listed()["noun"]
    between = unit.words.lows(unit.words.at(place.char_end), unit.words.at(after.char_start))
    return noun and after.kind not in AREAS and list(between) == ["of"]


def _either(candidate: Candidate, place: Place, here: Sequence[Place]) -> Place | None:
    """Two venues in different countries as the text joins them, "Doha or Cairo", which is in no one country."""
    words, at = candidate.unit.words, here.index(place)
    for pair in (here[at : at + 2], here[max(0, at - 1) : at + 1]):
        if candidate.event_class != "talks" or len(pair) != 2 or pair[0].country == pair[1].country:
            continue
        between = words.lows(words.at(pair[0].char_end), words.at(pair[1].char_start))
        if between and between[0] in listed()["joins"] and len(between) <= _BETWEEN:
            name = " ".join(candidate.unit.text[pair[0].char_start : pair[1].char_end].split())
            nowhere = replace(place, country=None, admin1=None, latitude=None, longitude=None, geo_precision=None)
            return replace(nowhere, text=name, name=name)
    return None


def _beside_talks(candidate: Candidate, here: Sequence[Place]) -> Place | None:
    """The town in which the sentence tells of talks in other words ("a pact was signed after a meeting in Doha")."""
    words = candidate.unit.words
    if candidate.event_class != "talks" or candidate.phase in _ASKED:
        return None
    kinds = _DEALS if candidate.phase == "agreed" else _TALKS
    for place in here:
        at = words.at(place.char_start)
        before = preposition(words, at)
        town = place.kind not in AREAS and place.confidence >= _NO_LABEL and words.has(before, "at_place")
        if not town or spoken(candidate, before):
            continue
        for i in range(before - 1, max(-1, before - _OTHER_WORD), -1):
            if words.low(i) in (",", ";") or words.has(i, "clause"):
                break
            found = words.match(words.lexicon.triggers, i)
            if found and found[0] in kinds:
                return place
    return None


def _part(unit: Unit, place: Place, here: Sequence[Place]) -> Place:
    """The part that the words beside a place name of it: "Daraa in southern Syria", "Syria's city of Daraa"."""
    words, at = unit.words, here.index(place)
    for one in here[at + 1 : at + 2]:
        first, last = words.at(place.char_end) + 1, words.at(one.char_start)
        inside = last - first <= _BETWEEN and not any(
            words.has(i, *_OTHER_CLAUSE) and words.low(i) != "of" for i in range(first, last)
        )
        if unit.is_possessive(place.char_end) and inside and _within(one, place):
            return one
    for one in here[max(0, at - 1) : at]:
        between = words.lows(words.at(one.char_end), words.at(place.char_start))
        if between and len(between) <= _BETWEEN and listed()["part_of"].issuperset(between) and _within(one, place):
            return one
    return place


def _within(part: Place, whole: Place) -> bool:
    return part.country == whole.country and part.confidence >= _NO_LABEL and not finer(whole, part)


def _cost(candidate: Candidate, place: Place) -> int | None:
    words = candidate.unit.words
    at = words.at(place.char_start)
    if at == len(words) or words.tokens[at].start != place.char_start or place.confidence < _NO_LABEL:
        return None
    if _told_where(candidate, place):
        return 0
    if candidate.event_class == "talks" and not listed()["host"].isdisjoint(words.lows(at, at + _NAME_REACH)):
        return _HOST_COST + _AREA_COST * (place.kind in AREAS)
    before = preposition(words, at)
    if candidate.event_class == "violation" and _is_accused(words, before, words.at(place.char_end)):
        return None
    tie = _tie(candidate, before)
    if tie is None and not _venue(candidate, place, at):
        return None
    if tie is not None and (spoken(candidate, before) or _of_another(candidate, before)):
        return None
    cost = min(abs(at - candidate.last), abs(at - candidate.governor))
    if cost >= _LIMIT:
        return None
    between = range(min(at, candidate.governor), max(at, candidate.governor))
    cost += _CLAUSE_COST * sum(_parts(words, i) for i in between)
    cost += (tie or 0) + _AREA_COST * (place.kind in AREAS and candidate.event_class != "ceasefire")
    return cost if cost < _LIMIT else None


def _parts(words: Words, i: int) -> bool:
    """Whether a token parts clauses; a comma after a number is of a date or a list ("on 13, 14 and 15 May")."""
    return words.has(i, "clause") or (words.low(i) in (",", ";") and not words.low(i - 1).isdigit())


def preposition(words: Words, at: int) -> int:
    """The token before a name and what belongs to it: "in the besieged city of Homs", "in southern Syria"."""
    before = at - 1
    if words.low(before) == "of" and words.low(before - 1) in listed()["noun"]:
        before -= 1
    if words.low(before) not in listed()["noun"]:
        return before - 1 if words.has(before, "compass") else before
    for i in range(before - 1, max(-1, before - _NAME_REACH), -1):
        if words.has(i, "preposition") or words.low(i) == "," or is_verb(words, i):
            return i
    return before


def _tie(candidate: Candidate, before: int) -> int | None:
    """What the word before a place costs, or None where it ties nothing to it."""
    words = candidate.unit.words
    violation = candidate.event_class == "violation"
    if violation and words.low(before) in listed()["origin"]:
        return None
    if words.has(before, "at_place") or (words.low(before) == "of" and words.low(before - 1) in listed()["direction"]):
        return 0
    if violation and (words.low(before) in struck() or is_verb(words, before)):
        return 0
    moved = words.has(before, "to_place") or words.low(before) in listed()["visit"]
    return _MOVEMENT_COST if moved and candidate.event_class != "ceasefire" else None


def _is_accused(words: Words, before: int, after: int) -> bool:
    """Whether a state is accused, which is not where it did it; its government may have done it at home."""
    return words.match(words.lexicon.attribution, before) is not None and words.low(after) not in listed()["seat"]


@cache
def struck() -> frozenset[str]:
    return listed()["on_place"] | listed()["struck"]


def _told_where(candidate: Candidate, place: Place) -> bool:
    """Whether the event is told in a clause about the place ("Doha, where talks resumed")."""
    words = candidate.unit.words
    after = words.at(place.char_end)
    after += words.low(after) == ","
    told = words.low(after) in listed()["where"] and after < candidate.first <= after + _CLAUSE_LENGTH
    if not told or words.any(after + 1, candidate.first, "clause"):
        return False
    return not any(words.match(words.lexicon.attribution, i) for i in range(after, candidate.first))


def _of_another(candidate: Candidate, before: int) -> bool:
    """Whether the place is of a clause on somebody that the sentence names ("men who met in Paris broke the truce")."""
    words = candidate.unit.words
    verb = next((i for i in range(before - 1, max(-1, before - _CLAUSE_REACH), -1) if is_verb(words, i)), None)
    return verb is not None and told_of_another(candidate, verb, before)


def spoken(candidate: Candidate, before: int) -> bool:
    """Whether something is said at a place, or on the way to it, and not done ("told reporters in Paris").

    Nor is anything done in the town that a government is named by ("the government in Kabul"), and where a ceasefire
    was signed it is not broken.
    """
    words = candidate.unit.words
    beside = words.lows(before - _COMPANY_REACH, before - 1)
    met = words.low(before - 1) in listed()["people"] and not listed()["company"].isdisjoint(beside)
    if words.low(before - 1) in listed()["seat"] and not met:
        return True
    if words.low(before - 1) in listed()["signed"] and candidate.event_class != "talks":
        return candidate.phase != "agreed"
    if words.low(before - 1) in listed()["speech"] and (
        words.low(before - 1) != "conference" or words.low(before - 2) in listed()["spoken"]
    ):
        return True
    if words.low(before) in listed()["struck"]:
        return False
    for i in range(before - 1, max(-1, before - _NAME_REACH), -1):
        if candidate.first <= i < candidate.last or i == candidate.governor:
            return False
        if is_verb(words, i):
            return words.match(words.lexicon.attribution, i) is not None
    return False


def _venue(candidate: Candidate, place: Place, at: int) -> bool:
    """A town beside the talks, or a place right before the truce, that it gives its name ("the Geneva talks")."""
    words = candidate.unit.words
    if candidate.event_class == "ceasefire":
        return place.kind != "country" and words.at(place.char_end) == candidate.first
    acts = words.has(at + 1, "future", "future_in_past", "have", "be")
    beside = words.has(at + 1, "venue") or (candidate.first - _BESIDE <= at < candidate.first and not acts)
    return candidate.event_class == "talks" and place.kind not in AREAS and beside


def _namesake(candidate: Candidate, here: Sequence[Place]) -> Place | None:
    """The town by which the sentence named the talks before: "the Geneva process", and then "the process resumes"."""
    words, found = candidate.unit.words, None
    for place in here:
        at = words.at(place.char_end)
        same = at < candidate.first and words.low(at) == words.low(candidate.last - 1)
        if candidate.event_class == "talks" and same and place.kind not in AREAS:
            found = place
    return found


def follows(candidate: Candidate, place: Place) -> bool:
    """Whether a place stands right behind the event's own words ("the truce in Homs")."""
    words = candidate.unit.words
    at = words.at(place.char_start)
    return 0 <= at - candidate.last <= _OWN_REACH and words.has(at - 1, "at_place")
