"""When an event happened: the date expression that governs it (coding rules, section 5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from truceline.dates import Timex
from truceline.extract.candidates import Candidate
from truceline.extract.sentences import within
from truceline.extract.tokens import Words
from truceline.extract.verbs import is_verb, state

# An expression costs its distance from the event in tokens over this, and what stands between; beyond the limit it is
# of something else. One of the first tokens opens the sentence and is nearer than it looks.
_TOKENS = 20
_CLAUSE_COST = 0.7
_COMMA_COST = 0.4
_LIMIT = 1.2
_OPENING = 3
# A date that goes with "said" is the event's where nothing nearer is, but for what is not told of that day.
_SAID = 5.0
_NOT_SAID = ("scheduled", "holding")
_OWNER_REACH = 20
_CLAUSE_REACH = 60
_WEEK = timedelta(days=7)
# A dateline fits into so many characters, and one of these signs ends it.
_DATELINE = 40
_DATELINE_END = re.compile(r"^[^.;]{0,30}?(?:\)\s*[-–—]|--|\(\w[^)]*\)\s|—|\|)")


@dataclass(frozen=True, slots=True)
class When:
    """Inclusive days and their precision; `text` is the expression, `basis` text, context or published.

    All but the basis are None without a date.
    """

    start: date | None
    end: date | None
    precision: str | None
    text: str | None
    basis: str


UNDATED = When(None, None, None, None, "published")


def when(candidate: Candidate, timexes: Sequence[Timex], published: date | None) -> When:
    """The date that the sentence gives a candidate."""
    told = within(timexes, candidate.unit.span)
    here = [_by_tense(candidate, timex, published) for timex in told if timex.start is not None]
    costs = [
        (cost, timex.char_start, timex)
        for timex in here
        if _tells_a_day(candidate, timex)
        and _fits(candidate, timex, published)
        and (cost := _cost(candidate, timex)) is not None
    ]
    if not costs:
        return UNDATED
    return _value(candidate, min(costs, key=lambda item: item[:2])[2], here, published)


def to_come(candidate: Candidate, date: When, published: date | None) -> Candidate:
    """The candidate as its date tells it: "meet on Friday", printed on Thursday, is a plan."""
    if published is None or date.start is None or candidate.planned:
        return candidate
    today = date.start == published and candidate.present and candidate.unit.number >= 0
    if date.start <= published and not today:
        return candidate
    if candidate.event_class == "talks" and (candidate.phase == "held" or "invite" in candidate.colours):
        return replace(candidate, phase="scheduled", planned=True)
    return replace(candidate, planned=True) if candidate.phase == "started" else candidate


def _by_tense(candidate: Candidate, timex: Timex, published: date | None) -> Timex:
    """A weekday as the event's tense calls for: the last one of what happened, the next one of what is planned."""
    if published is None or timex.start is None or timex.end is None:
        return timex
    days = (timex.start - published).days
    named = timex.precision == "day" and timex.basis == "anchored" and 0 < abs(days) <= _WEEK.days
    deictic = candidate.unit.words.lexicon.has(timex.text.lower(), "deictic")
    if not named or deictic or any(character.isdigit() for character in timex.text):
        return timex
    if candidate.planned or candidate.phase == "scheduled" or candidate.present:
        shift = _WEEK if days < 0 else timedelta()
    else:
        shift = -_WEEK if days > 0 else timedelta()
    return replace(timex, start=timex.start + shift, end=timex.end + shift)


def _fits(candidate: Candidate, timex: Timex, published: date | None) -> bool:
    """Whether tense and date agree: what is planned is not past, what happened is not to come."""
    if published is None or timex.start is None or timex.end is None:
        return True
    if candidate.planned or candidate.phase == "scheduled":
        return timex.end >= published
    open_ended = candidate.phase in ("held", "started") or "invite" in candidate.colours
    return timex.start <= published or open_ended


def _tells_a_day(candidate: Candidate, timex: Timex) -> bool:
    """Whether an expression can date the event: none in a dateline, no hour alone, none of another noun."""
    hour = timex.type == "TIME" and timex.text[:1].isdigit()
    return not hour and not _dateline(candidate, timex) and not _of_another_noun(candidate, timex)


def _dateline(candidate: Candidate, timex: Timex) -> bool:
    """Whether the expression stands in a dateline ("PORT ANA, 3 MAY 31 (XYZ) -- ...")."""
    unit = candidate.unit
    if timex.char_start - unit.span.start > _DATELINE:
        return False
    before = unit.text[unit.span.start : timex.char_start]
    after = unit.text[timex.char_end : min(unit.span.end, timex.char_end + _DATELINE)]
    return "(" not in before and _DATELINE_END.search(after) is not None


def _of_another_noun(candidate: Candidate, timex: Timex) -> bool:
    """Whether the expression modifies a noun that is not the event's ("an April 4 deal", "last week's attack")."""
    words = candidate.unit.words
    first, after = words.at(timex.char_start), words.at(timex.char_end)
    possessive = candidate.unit.text[timex.char_end : timex.char_end + 2] in ("'s", "’s")
    article = words.has(first, "determiner") or words.has(first - 1, "determiner")
    noun = words.low(after).isalpha() and not words.tokens[after].lemma and not words.has(after, *words.lexicon.closed)
    if not possessive and not (article and noun):
        return False
    return candidate.event_class == "violation" or not after <= candidate.first <= after + _OPENING + 1


def _cost(candidate: Candidate, timex: Timex) -> float | None:
    """How far the expression stands from the event, or None where it belongs to something else."""
    words = candidate.unit.words
    at = min(words.at(timex.char_start), len(words) - 1)
    owner = _owner(words, at)
    low, high = sorted((candidate.first, candidate.governor))
    if owner is None or low <= owner <= max(high, candidate.last - 1):
        return abs(at - candidate.governor) / 100
    beside = candidate.last <= owner <= candidate.last + 1 and owner != candidate.governor
    if beside and state(words, owner).bare_participle:
        return None
    if words.match(words.lexicon.attribution, owner):
        return None if candidate.planned or candidate.phase in _NOT_SAID else _SAID
    distance = min(abs(at - candidate.governor), abs(at - candidate.last))
    if at <= _OPENING:
        distance //= 2
    if distance / _TOKENS >= _LIMIT:
        return None
    between = range(min(at, candidate.governor), max(at, candidate.governor))
    cost = distance / _TOKENS + _CLAUSE_COST * sum(words.has(i, "clause") for i in between)
    cost += _COMMA_COST * sum(words.low(i) in (",", ";") or words.has(i, "and") for i in between)
    return cost if cost < _LIMIT else None


def _owner(words: Words, at: int) -> int | None:
    """The verb that a date expression goes with: the nearest before it in its clause, else the next after it."""
    for i in range(at - 1, max(-1, at - _CLAUSE_REACH), -1):
        if words.low(i) in (";", ":") or words.has(i, "clause"):
            break
        participle = words.low(i).endswith(words.lexicon.endings["participle"])
        if (is_verb(words, i) and words.tokens[i].form != "base") or participle:
            return i
    return next((i for i in range(at + 1, min(len(words), at + _OWNER_REACH)) if is_verb(words, i)), None)


def _value(candidate: Candidate, timex: Timex, here: Sequence[Timex], published: date | None) -> When:
    start, end, precision = timex.start, timex.end, timex.precision
    if timex.modifier == "since" and published and start and candidate.phase not in ("agreed", "declared", "started"):
        return When(start, published, "range" if start != published else "day", timex.text, "text")
    group = [t for t in here if timex.group is not None and t.group == timex.group]
    if len(group) > 1:
        start, end = min(t.start for t in group if t.start), max(t.end for t in group if t.end)
        precision = "range" if start != end else precision
    return When(start, end, precision, timex.text, "text")
