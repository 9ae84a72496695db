"""Candidates to meanings: one for most, several for lists and ranges, none for what only looks like a date.

The letters are tags (see `lexicon.TAGS`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from truceline.dates.grammar import Candidate
from truceline.dates.meaning import Meaning, read
from truceline.dates.tokens import Tokens

# Before a year or an ambiguous month these show that a date is meant: in, since, until, before, of, and, to, -, (
_LICENCE = frozenset("iIJ@u!f(&-c~\n")
_MONTH_LICENCE = (_LICENCE | {"/"}) - {"\n"}
# Before an ambiguous season.
_IN = frozenset("iIJ@u!")
# Before a day without its month.
_ON = frozenset("i@u!")
# What may follow "two days after" when it stands alone.
_STOPS = frozenset(["", ".", ",", ";", ")", "?", "\n"])
# The longest abbreviation of a month, whose full stop belongs to it.
_ABBREVIATION = 4
# "the 2016 vote", "the Jan. 6 truce": the article belongs to the noun.
_NO_ARTICLE = frozenset({"year", "years", "date", "md_list"})
# A weekday is surely so many times in a month.
_WEEKS = 4
_NEAREST_YEARS = range(1900, 2101)
_QUARTERS = frozenset({"quarter", "period"})
# A number before a currency, a unit, a scale, an ordinal's ending or a time zone is no year.
_NO_YEAR = frozenset("$VCoG")


def meanings_of(tokens: Tokens, candidate: Candidate) -> list[Meaning]:
    """The meanings of a candidate, [] where its words turn out to be none."""
    candidate = _trimmed(tokens, candidate)
    several = _SEVERAL.get(candidate.rule)
    if several:
        return several(tokens, candidate)
    meaning = read(tokens, candidate)
    is_meant = _IS_MEANT.get(candidate.rule)
    return [meaning] if is_meant is None or is_meant(tokens, meaning) else []


def _trimmed(tokens: Tokens, candidate: Candidate) -> Candidate:
    """Without a noun's article, the full stop of the sentence (that of "Jan." stays), a number after "5 May"."""
    rule, first, last = candidate
    tags = tokens.tags
    if tags[first] == "b" and rule in _NO_ARTICLE and tags[first + 2] in "Mmy'Nd":
        first += 2
    if tags[last - 1] == "." and len(tokens.pieces[last - 2]) > _ABBREVIATION:
        last -= 1
    if rule == "date_dmy" and tags[last - 1] in "dz" and tags[last - 2] == "_":
        month = next(tokens.pieces[k] for k in range(first, last) if tags[k] in "Mm")
        last -= 0 if month.isupper() else 2
    return candidate if (first, last) == candidate[1:] else Candidate(rule, first, last)


def _numbers(tokens: Tokens, candidate: Candidate) -> list[int]:
    return [int(tokens.pieces[k]) for k in range(candidate.first, candidate.last) if tokens.tags[k] in "dzy"]


def _iso(tokens: Tokens, candidate: Candidate) -> list[Meaning]:
    year, month, day, *clock = _numbers(tokens, candidate)
    time = f"{clock[0]:02d}:{clock[1]:02d}" if len(clock) > 1 else ""
    meaning = Meaning("date", candidate.first, candidate.last)
    meaning.year, meaning.month, meaning.day, meaning.clock = year, month, day, time
    return [meaning]


def _numeric(tokens: Tokens, candidate: Candidate) -> list[Meaning]:
    """ "29/12/2016": the first number as day, until the text's other dates are known; with stops it is the day.

    "29.12.16" is a date, "3.1.16" the number of a version or of a section.
    """
    day, month, year = _numbers(tokens, candidate)
    dotted = "." in tokens.tags[candidate.first : candidate.last]
    version = dotted and year < 100 and any(len(tokens.pieces[candidate.first + k]) != 2 for k in (0, 2, 4))
    if version or (month > 12 and (day > 12 or dotted)):
        return []
    meaning = Meaning("date", candidate.first, candidate.last)
    meaning.day, meaning.month, meaning.year = day, month, year
    meaning.numeric, meaning.dotted, meaning.short_year = True, dotted, year < 100
    return [meaning]


def _list(tokens: Tokens, candidate: Candidate) -> list[Meaning]:
    """ "Jan. 23-24", "29 and 30 December 2016": each day with the month and year of them all."""
    whole = read(tokens, candidate)
    first, last = candidate.first, candidate.last
    at = [k for k in range(first, last) if tokens.tags[k] == "d" and tokens.tags[k - 1] != "'"]
    out: list[Meaning] = []
    for k in at:
        begin = k if out else first
        end = last if k == at[-1] else k + 1 + (tokens.tags[k + 1] == "o")
        day, group = int(tokens.pieces[k]), begin
        if out and (day == (out[-1].day or 0) + 1 or set("-cu/") & set(tokens.tags[out[-1].last : k])):
            group = out[-1].group or first
        out.append(replace(whole, rule="date", first=begin, last=end, day=day, group=group))
    return out


def _nth_weekday(tokens: Tokens, candidate: Candidate) -> list[Meaning]:
    """ "the second Monday of March", which a code tells as it does a holiday."""
    meaning = read(tokens, candidate)
    code = f"{meaning.month:02d}-{meaning.weekday}-{meaning.ordinal}"
    return [replace(meaning, rule="holiday", code=code, month=None)] if (meaning.ordinal or 9) <= _WEEKS else []


def _years(tokens: Tokens, candidate: Candidate) -> list[Meaning]:
    """ "1939-45", "1914-1918"; just the first where the second is no later year."""
    dash = candidate.first + tokens.tags[candidate.first : candidate.last].rindex("-")
    left = read(tokens, Candidate("year", candidate.first, dash))
    end, start = int(tokens.pieces[dash + 1]), left.year or 0
    year = end if end >= 1000 else start - start % 100 + end
    if year <= start:
        return [left] if _year_is_meant(tokens, left) else []
    left.group = candidate.first
    return [left, replace(left, first=dash + 1, last=candidate.last, year=year, part="")]


def _clock(tokens: Tokens, candidate: Candidate) -> list[Meaning]:
    numbers = _numbers(tokens, candidate)
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    for k in range(candidate.first, candidate.last):
        if tokens.tags[k] == "g":
            hour = hour % 12 + (tokens.word(k).n or 0)
    meaning = replace(read(tokens, candidate), clock=f"{hour:02d}:{minute:02d}")
    return [meaning] if hour <= 24 and minute <= 59 else []


def _before(tokens: Tokens, k: int) -> str:
    """Tag of the piece before piece k, blanks aside; "" at the start."""
    return tokens.tags[max(0, k - 2) : k].rstrip("_")[-1:]


def _after(tokens: Tokens, meaning: Meaning) -> str:
    """Tags of the two pieces after an expression."""
    return tokens.tags[meaning.last : meaning.last + 2]


def _weekday_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """ "Sat", "Sun" and the like need a full stop, or a preposition and no noun after them."""
    if "w" not in tokens.tags[meaning.first : meaning.last]:
        return True
    after = _after(tokens, meaning)
    return after[:1] == "." or (_before(tokens, meaning.first) in _IN and after not in ("_x", "'x", "'q"))


def _day_alone_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """ "on the 5th", "since the 5th"; "at the 5th attempt" counts."""
    return _before(tokens, meaning.first) in _ON


def _quarter_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """ "the third quarter", and "the second half", which fills the slot of a half."""
    if meaning.unit == "half":
        meaning.half = meaning.ordinal
        return meaning.half in (1, 2)
    return not _QUARTERS.isdisjoint((meaning.unit, *meaning.units))


def _decade_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """ "années 1990" is a decade, "années 1994" is not."""
    if not meaning.units:
        return True
    number = next(tokens.pieces[k] for k in range(meaning.first, meaning.last) if tokens.tags[k] in "dzy")
    return meaning.units[0] in ("year", "decade") and int(number) % 10 == 0


def _holiday_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """ "Christmas", but not "Christmas Island"."""
    return _after(tokens, meaning) != "_x" or not tokens.pieces[meaning.last + 1][0].isupper()


def _unit_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """ "last week", but not "the last week of"; "for the next year" is a length of time."""
    meaning.spans = meaning.relation == "X" and meaning.article and _before(tokens, meaning.first) == "J"
    return not (meaning.relation == "L" and _after(tokens, meaning) == "_f")


def _counted_in_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """Always; "the first in five years", "in five years of war" look back."""
    if _after(tokens, meaning) == "_f" or _before(tokens, meaning.first) == "O":
        meaning.rule = "duration"
    return True


def _counted_side_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """ "two days after" stands alone; before words that tell an event only the duration is sure."""
    if meaning.tail != "!" or _after(tokens, meaning)[:1] in _STOPS:
        return True
    if meaning.count is None:
        return False
    meaning.rule, meaning.last = "duration", meaning.last - 2
    return True


def _year_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """A number is a year after "in" and the like, or if it is of our times, round ones apart.

    It is none before a unit, a currency or a time zone ("1040 GMT"); a round one of long ago counts things ("in 1000
    villages"), and one hyphened to capitals is a name ("mRNA-1273").
    """
    year, first = meaning.year or 0, meaning.first
    ahead = _before(tokens, first)
    after = _after(tokens, meaning).lstrip("_")[:1]
    glued = tokens.pieces[first - 2] if tokens.tags[first - 1 : first] == "-" else ""
    model = len(glued) == 1 or glued != glued.lower()
    counted = year % 100 == 0 and year < _NEAREST_YEARS.start and after == "x"
    if after in _NO_YEAR or model or counted or (tokens.tags[first] == "~" and after == "x"):
        return False
    if meaning.unit and meaning.unit != "year" and meaning.unit not in _QUARTERS:
        return False
    licensed = ahead in _LICENCE or bool(meaning.unit or meaning.part)
    if tokens.tags[meaning.last - 1] in "NkC":
        return year in _NEAREST_YEARS and (licensed or year < 2000)
    return licensed or not ahead or (year in _NEAREST_YEARS and year % 100 != 0)


def _month_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """ "May", "March" and "Jan" need a year, "last", "early", "in", another month, or a noun ("a May summit")."""
    if meaning.year or meaning.part or meaning.relation or "m" not in tokens.tags[meaning.first : meaning.last]:
        return True
    ahead = _before(tokens, meaning.first)
    if ahead == "&":
        return tokens.tags[max(0, meaning.first - 4) : meaning.first].strip("_.&") in ("M", "m")
    return ahead in _MONTH_LICENCE or (ahead in ("1", "b") and _after(tokens, meaning) in ("_x", "_8"))


def _season_is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    """ "fall" and "spring" need a year, "last", "early", or "in (the)"; and "the fall of Kabul" is none."""
    if meaning.year or meaning.relation or meaning.part or "s" not in tokens.tags[meaning.first : meaning.last]:
        return True
    after = _after(tokens, meaning)
    if after == "_&":
        return meaning.article
    return after == "_8" or (_before(tokens, meaning.first) in _IN and not after.endswith(("f", "i", "c")))


# The rules whose candidates have several meanings or none, and how those are read.
_SEVERAL: dict[str, Callable[[Tokens, Candidate], list[Meaning]]] = {
    "guarded": lambda tokens, candidate: [],
    "iso": _iso,
    "numeric": _numeric,
    "md_list": _list,
    "dm_list": _list,
    "nth_weekday": _nth_weekday,
    "years": _years,
    "clock": _clock,
}
# Whether a date is meant by the words of the other rules, where that is to be asked.
_IS_MEANT: dict[str, Callable[[Tokens, Meaning], bool]] = {
    "year": _year_is_meant,
    "month": _month_is_meant,
    "day_alone": _day_alone_is_meant,
    "season": _season_is_meant,
    "weekday": _weekday_is_meant,
    "quarter": _quarter_is_meant,
    "period": lambda tokens, meaning: meaning.unit in _QUARTERS,
    "duration": lambda tokens, meaning: meaning.unit != "quarter" or bool(meaning.relation),
    "decade": _decade_is_meant,
    "holiday": _holiday_is_meant,
    "old": lambda tokens, meaning: meaning.unit in ("day", "week", "month"),
    "day_side": lambda tokens, meaning: meaning.units[0] == "day",
    "week_of": lambda tokens, meaning: "week" in meaning.units,
    "unit": _unit_is_meant,
    "count_in": _counted_in_is_meant,
    "count_side": _counted_side_is_meant,
}
