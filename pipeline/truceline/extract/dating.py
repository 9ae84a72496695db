"""When an event happened: the date expression that governs it (coding rules, section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from truceline.dates import Timex
from truceline.extract.candidate import Candidate
from truceline.extract.clauses import in_aside, in_when_clause, other_clause, owner_of, told_of_another
from truceline.extract.days import When, given, midnight, same_day
from truceline.extract.lengths import before_its_clause, lasting, listed, since_event
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
# "A plan was submitted on Friday as talks went on": what goes on is not of that day alone.
_GOING_ON = ("held", "holding")
# What is asked or refused is told by the verb above the event's, and its date costs so much.
_SPEECH = frozenset({"propose", "stand", "refuse"})
_ASKED = 0.5
_CLAUSE_REACH = 60
_WEEK = timedelta(days=7)
# What is done and over is not of a day further ahead than this, but of a year before.
_DONE = ("agreed", "ended", "concluded", "suspended")
_SOON = 31
# A dateline fits into so many characters, and one of these signs ends it.
_DATELINE = 40
_DATELINE_END = re.compile(r"^[^.;]{0,30}?(?:\)\s*[-–—]|--|\(\w[^)]*\)\s|—|\|)|^(?:,? \d{4})?\s+[-–]\s")
# What becomes of a plan ("called off the talks due on Friday") or of a truce ("a March 17 ceasefire collapsed") is not
# of the day that the plan or the truce has.
_OF_PLANS = ("refused", "rejected", "suspended", "proposed")
_OF_TRUCES = ("ended", "rejected", "extended", "suspended")
# "Friday's talks", "today's agreement": what the noun names was of the day.
_OF_NOUNS = ("held", "concluded", "agreed")
# TimeML's value of a year alone.
_YEAR = re.compile(r"\d{4}")
# A sentence's subject is among its first tokens.
_SUBJECT = 4


def when(candidate: Candidate, timexes: Sequence[Timex], published: date | None) -> When:
    """The date that the sentence gives a candidate."""
    told = within(timexes, candidate.unit.span)
    if hour := midnight(candidate, told, published):
        return hour
    here = list(_readings(candidate, told, published))
    costs = [
        (cost, -timex.char_start if timex.type == "DURATION" else timex.char_start, timex)
        for timex in here
        if _tells_a_day(candidate, timex)
        and _fits(candidate, timex, published)
        and (cost := _cost(candidate, timex)) is not None
    ]
    if not costs:
        return same_day(candidate, published)
    cost, _, timex = min(costs, key=lambda item: item[:2])
    return replace(given(candidate, timex, here, told, published), said=cost >= _SAID)


def _readings(candidate: Candidate, told: Sequence[Timex], published: date | None) -> Iterator[Timex]:
    """The expressions of a sentence that name days, each as it is to be read beside the candidate."""
    anchor = next((t.start for t in told if _is_past_day(t, published)), published)
    for timex in told:
        length = lasting(candidate, timex, published) or since_event(candidate, timex, anchor)
        reading = length or _by_tense(candidate, _last_year(candidate, timex, published), published)
        if reading.start is not None:
            yield reading
        if timex.precision == "day" and timex.start:
            anchor = timex.start


def _is_past_day(timex: Timex, published: date | None) -> bool:
    """Whether an expression names a day on or before publication."""
    day = timex.start if timex.type == "DATE" and timex.precision == "day" else None
    return bool(day and published and day <= published)


def to_come(candidate: Candidate, date: When, published: date | None) -> Candidate:
    """The candidate as its date tells it: "meet on Friday", printed on Thursday, is a plan; what is over is none."""
    if _starting(candidate) and (date.start is None or date.start == published):
        return replace(candidate, planned=True)
    if published is None or date.start is None or date.end is None:
        return candidate
    if candidate.planned:
        return replace(candidate, planned=date.end >= published)
    today = date.start == published and candidate.present and candidate.unit.number >= 0
    if date.start <= published and not today:
        return candidate
    if candidate.event_class == "talks" and (candidate.phase == "held" or "invite" in candidate.colours):
        return replace(candidate, phase="scheduled", planned=True)
    return replace(candidate, planned=True) if candidate.phase in ("started", "ended") else candidate


def _last_year(candidate: Candidate, timex: Timex, published: date | None) -> Timex:
    """A day of a month to come, without its year, as that of a year before where what happened is told."""
    if published is None or timex.start is None or timex.end is None or timex.basis != "anchored":
        return timex
    ahead = timex.precision == "day" and (timex.start - published).days > _SOON and timex.modifier is None
    done = candidate.event_class == "violation" or candidate.phase in _DONE
    if not ahead or not done or candidate.planned:
        return timex
    return timex._replace(start=_year_before(timex.start), end=_year_before(timex.end))


def _year_before(day: date) -> date:
    return day.replace(year=max(day.year - 1, 1), day=min(day.day, 28) if day.month == 2 else day.day)


def _by_tense(candidate: Candidate, timex: Timex, published: date | None) -> Timex:
    """A weekday as the event's tense calls for: the last one of what happened, the next one of what is planned."""
    if published is None or timex.start is None or timex.end is None:
        return timex
    days = (timex.start - published).days
    named = timex.precision == "day" and timex.basis == "anchored" and 0 < abs(days) <= _WEEK.days
    deictic = any(candidate.unit.words.lexicon.has(word, "deictic") for word in timex.text.lower().split())
    if not named or deictic or any(character.isdigit() for character in timex.text):
        return timex
    lasts = timex.modifier == "until" and "future" in candidate.colours
    if _planned(candidate) or candidate.present or _starting(candidate) or lasts:
        shift = _WEEK if days < 0 else timedelta()
    else:
        shift = -_WEEK if days > 0 else timedelta()
    return timex._replace(start=timex.start + shift, end=timex.end + shift)


def _planned(candidate: Candidate) -> bool:
    """Whether the event is to come; "was to have begun" is past."""
    words, verb = candidate.unit.words, candidate.governor
    past = words.has(verb - 1, "have") and words.has(verb - 2, "to")
    return (candidate.planned and not past) or candidate.phase == "scheduled"


def _starting(candidate: Candidate) -> bool:
    """Whether a beginning is told with a bare -ing form ("a truce starting on Friday"): it is to come."""
    return candidate.phase == "started" and candidate.unit.words.tokens[candidate.governor].form == "ing"


def _fits(candidate: Candidate, timex: Timex, published: date | None) -> bool:
    """Whether tense and date agree: what is planned is not past, what happened is not to come."""
    if published is None or timex.start is None or timex.end is None:
        return True
    if _planned(candidate):
        return timex.end >= published
    open_ended = candidate.phase in ("held", "started") or "invite" in candidate.colours
    open_ended |= candidate.phase == "holding" and timex.modifier == "until"
    return timex.start <= published or open_ended


def _tells_a_day(candidate: Candidate, timex: Timex) -> bool:
    """Whether an expression can date the event: no dateline, bare hour or limit, none of another noun or event."""
    hour = _bare_hour(timex) and candidate.phase != "started"
    limit = timex.modifier == "before" and timex.type == "DATE" and not candidate.planned
    elsewhere = _dateline(candidate, timex) or _of_another_noun(candidate, timex) or _ranked(candidate, timex)
    return not (hour or elsewhere or (limit and not _by_then(candidate, timex)))


def _by_then(candidate: Candidate, timex: Timex) -> bool:
    """Whether a past perfect tells what had happened by a day ("by Friday the rebels had rejected it")."""
    words, verb = candidate.unit.words, candidate.governor
    return timex.precision == "day" and not listed()["by_then"].isdisjoint(words.lows(state(words, verb).first, verb))


def _bare_hour(timex: Timex) -> bool:
    """Whether an expression is an hour, whose day another one tells ("at 1 a.m. Moscow time on Friday")."""
    return timex.type == "TIME" and timex.text[:1].isdigit()


def _ranked(candidate: Candidate, timex: Timex) -> bool:
    """Whether the expression says since when the event is the first or the worst of its kind."""
    words, rank, since = candidate.unit.words, listed()["rank"], False
    if before_its_clause(candidate, timex, "relative"):
        return False
    at = words.at(timex.char_start)
    for i in range(at, max(-1, at - _CLAUSE_REACH), -1):
        if i == candidate.first and candidate.event_class != "violation":
            return False
        since = since or words.low(i) in listed()["since"]
        if since and words.low(i) in rank:
            return True
        if is_verb(words, i) and words.low(i) not in rank:
            return since and words.low(i - 1) in rank
    return False


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
    if after < len(words) and words.tokens[after].capital and words.low(after) in listed()["movement"]:
        return True
    possessive = candidate.unit.is_possessive(timex.char_end)
    article = words.has(first, "determiner") or words.has(first - 1, "determiner")
    year = _YEAR.fullmatch(timex.value) and words.low(first - 1) not in listed()["in"]
    word = words.low(after).replace("-", "").isalpha() and not words.tokens[after].lemma
    noun = word and not words.has(after, *words.lexicon.closed)
    if not possessive and not ((article or year) and noun):
        return False
    other = candidate.event_class == "violation" or candidate.phase in _OF_TRUCES
    return other or not after <= candidate.first <= after + _OPENING + 1


def _cost(candidate: Candidate, timex: Timex) -> float | None:
    """How far the expression stands from the event, or None where it belongs to something else."""
    words = candidate.unit.words
    at = min(words.at(timex.char_start), len(words) - 1)
    own = candidate.phase in _OF_NOUNS and candidate.unit.is_possessive(timex.char_end)
    if own or before_its_clause(candidate, timex, "after" if timex.type == "DURATION" else "relative"):
        return 0.0
    owner = owner_of(words, at)
    if owner is not None and told_of_another(candidate, owner, at):
        return None
    if owner is not None and (_soon_after(candidate, owner, at) or in_when_clause(candidate, owner, at)):
        return _ASKED
    if owner is not None and (_asks(candidate, owner) or _breaks(candidate, owner)):
        return _ASKED
    if owner is not None and _of_another_verb(candidate, at, owner):
        return _SAID if timex.modifier == "since" and candidate.phase == "holding" and candidate.last < at else None
    low, high = sorted((candidate.first, candidate.governor))
    if owner is None or low <= owner <= max(high, candidate.last - 1):
        # "The talks of 2016, which ended in August": of two dates not that of the noun.
        apart = _COMMA_COST * (at < candidate.governor and words.any(at, candidate.governor, "relative"))
        return abs(at - candidate.governor) / 100 + (_LIMIT if _bare_hour(timex) else apart)
    if words.match(words.lexicon.attribution, owner):
        aside = not listed()["aside"].isdisjoint(words.lows(at, min(candidate.first, at + _CLAUSE_REACH)))
        other = aside or candidate.planned or candidate.phase in _NOT_SAID or _had_invited(candidate)
        return None if other else _SAID
    # "Envoys left on Monday to hold talks", "the toll rose this week as talks went on": not yet, or not only then.
    if candidate.phase == "held" and owner < at < low:
        return None
    distance = min(abs(at - candidate.governor), abs(at - candidate.last))
    if at <= _OPENING:
        distance //= 2
    if distance / _TOKENS >= _LIMIT:
        return None
    comma = words.at(timex.char_end) if at <= _OPENING else at
    between = [i for i in range(min(at, candidate.governor), max(at, candidate.governor)) if i != comma]
    if candidate.phase not in _GOING_ON:
        between = [i for i in between if not _meanwhile(words, at, i)]
    cost = distance / _TOKENS + _CLAUSE_COST * sum(words.has(i, "clause") for i in between)
    cost += _COMMA_COST * sum(words.low(i) in (",", ";") or words.has(i, "and") for i in between)
    return cost if cost < _LIMIT else None


def _soon_after(candidate: Candidate, owner: int, at: int) -> bool:
    """Whether a breach came so soon after a beginning that it is of its day ("hours after a truce began on Friday")."""
    soon = candidate.trigger.split()[0] in listed()["soon"]
    return candidate.relation == "since" and soon and candidate.last <= owner < at


def _had_invited(candidate: Candidate) -> bool:
    """Whether an offer of talks is told in a perfect tense ("said on Friday that they had asked for talks")."""
    words, verb = candidate.unit.words, candidate.governor
    offer = candidate.event_class == "talks" and candidate.phase == "proposed"
    return offer and (words.has(verb - 1, "have") or words.has(verb - 2, "have"))


def _meanwhile(words: Words, at: int, i: int) -> bool:
    """Whether token `i` is an "as" behind the expression at `at`, or its comma: what follows is of the same day."""
    here = i + (words.low(i) == ",")
    soon = any(words.low(k) in listed()["at_once"] and words.low(k + 1) in listed()["after"] for k in (here, here - 1))
    return i > at and (soon or words.low(here) in listed()["meanwhile"])


def _apposed(candidate: Candidate) -> int:
    """The comma after which a breach names what was told before it ("..., the worst breach of the truce"), or 0."""
    words, first = candidate.unit.words, candidate.first
    comma = next((i for i in range(first - 1, max(0, first - _SUBJECT - 1), -1) if words.low(i) == ","), 0)
    return comma if comma and words.has(comma + 1, "determiner") else 0


def _of_another_verb(candidate: Candidate, at: int, owner: int) -> bool:
    """Whether the expression at `at` goes with a verb, at `owner`, that tells something else than the event.

    "announced on Friday that they will meet", "called off the talks due on Friday", "agreed a truce starting on
    Friday", "a truce brokered on Friday has ended".
    """
    words = candidate.unit.words
    reported = words.match(words.lexicon.attribution, owner) is not None
    if _planned(candidate) and reported and not candidate.first <= owner <= candidate.last:
        return True
    low, high = sorted((candidate.first, candidate.governor))
    set_for = not listed()["set"].isdisjoint(words.lows(max(candidate.first, at - _CLAUSE_REACH), at))
    if set_for and candidate.phase in _OF_PLANS:
        return True
    if candidate.last <= owner < candidate.governor and words.any(candidate.last, owner, "relative"):
        return True
    if in_aside(candidate, owner, at):
        return True
    if low <= owner <= max(high, candidate.last - 1):
        return False
    told = max(candidate.governor, candidate.last - 1)
    if told < owner < at and not reported and other_clause(words, told + 1, owner):
        return True
    starting = candidate.last < owner < at and words.tokens[owner].form == "ing" and not words.has(owner - 1, "be")
    beside = candidate.last <= owner <= candidate.last + 1 and candidate.relation != "adjective"
    return (starting and not reported) or (beside and state(words, owner).bare_participle)


def _asks(candidate: Candidate, owner: int) -> bool:
    """Whether the verb at `owner` is the offer, call or refusal itself ("urged them on Friday to resume talks")."""
    if _SPEECH.isdisjoint(candidate.colours) or not 0 < candidate.governor - owner < _CLAUSE_REACH:
        return False
    return not any(is_verb(candidate.unit.words, i) for i in range(owner + 1, candidate.governor))


def _breaks(candidate: Candidate, owner: int) -> bool:
    """Whether the verb at `owner` is the act that is a breach ("in a breach of the truce, rebels shelled the port")."""
    words = candidate.unit.words
    if candidate.event_class != "violation" or candidate.relation != "noun":
        return False
    if words.match(words.lexicon.attribution, owner):
        return False
    first, last = sorted((candidate.last, owner))
    if owner < candidate.first and (comma := _apposed(candidate)):
        return owner < comma and not other_clause(words, owner, comma)
    opening = candidate.first <= _OPENING and "," in words.lows(first, first + _SUBJECT)
    return not other_clause(words, first + _SUBJECT if opening else first, last)
