"""Candidates to meanings: one for most, several for lists and ranges, none for what only looks like a date.

The letters are tags (see `lexicon.TAGS`).
"""

from __future__ import annotations

from dataclasses import replace

from truceline.dates.grammar import Candidate
from truceline.dates.meaning import Meaning, read
from truceline.dates.tokens import Tokens

# Before a year or an ambiguous month these show that a date is meant: in, since, until, before, of, and, to, -, (
_LICENCE = frozenset("iIJ@u!f(&-c~\n")
# Before an ambiguous season.
_IN = frozenset("iIJ@u!")
# What may follow "two days after" when it stands alone.
_STOPS = frozenset(["", ".", ",", ";", ")", "?", "\n"])
# The longest abbreviation of a month, whose full stop belongs to it.
_ABBREVIATION = 4
# "the 2016 vote", "the Jan. 6 truce": the article belongs to the noun.
_NO_ARTICLE = frozenset({"year", "years", "date", "md_list"})
_NEAREST_YEARS = range(1900, 2101)
_QUARTERS = frozenset({"quarter", "period"})


def meanings_of(tokens: Tokens, candidate: Candidate) -> list[Meaning]:
    """The meanings of a candidate, [] where its words turn out to be none."""
    candidate = _trimmed(tokens, candidate)
    match candidate.rule:
        case "guarded":
            return []
        case "iso":
            return _iso(tokens, candidate)
        case "numeric":
            return _numeric(tokens, candidate)
        case "md_list" | "dm_list":
            return _list(tokens, candidate)
        case "years":
            return _years(tokens, candidate)
        case "clock":
            return _clock(tokens, candidate)
    meaning = read(tokens, candidate)
    return [meaning] if _is_meant(tokens, meaning) else []


def _trimmed(tokens: Tokens, candidate: Candidate) -> Candidate:
    """Without a noun's article, the full stop of the sentence (that of "Jan." stays), a number after "5 May"."""
    first, last = candidate.first, candidate.last
    tags = tokens.tags
    if tags[first] == "b" and candidate.rule in _NO_ARTICLE and tags[first + 2] in "Mmy'Nd":
        first += 2
    if tags[last - 1] == "." and len(tokens.pieces[last - 2]) > _ABBREVIATION:
        last -= 1
    if candidate.rule == "date_dmy" and tags[last - 1] in "dz" and tags[last - 2] == "_":
        month = next(tokens.pieces[k] for k in range(first, last) if tags[k] in "Mm")
        last -= 0 if month.isupper() else 2
    return Candidate(candidate.rule, first, last)


def _numbers(tokens: Tokens, candidate: Candidate) -> list[int]:
    return [int(tokens.pieces[k]) for k in range(candidate.first, candidate.last) if tokens.tags[k] in "dzy"]


def _iso(tokens: Tokens, candidate: Candidate) -> list[Meaning]:
    year, month, day, *clock = _numbers(tokens, candidate)
    time = f"{clock[0]:02d}:{clock[1]:02d}" if len(clock) > 1 else ""
    meaning = Meaning("date", candidate.first, candidate.last)
    meaning.year, meaning.month, meaning.day, meaning.clock = year, month, day, time
    return [meaning]


def _numeric(tokens: Tokens, candidate: Candidate) -> list[Meaning]:
    """ "29/12/2016": the first number as day, until the text's other dates are known; with stops it is the day."""
    day, month, year = _numbers(tokens, candidate)
    dotted = "." in tokens.tags[candidate.first : candidate.last]
    if month > 12 and (day > 12 or dotted):
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


def _is_meant(tokens: Tokens, meaning: Meaning) -> bool:
    after = tokens.tags[meaning.last : meaning.last + 2]
    match meaning.rule:
        case "year":
            return _year_is_meant(tokens, meaning)
        case "month":
            return _month_is_meant(tokens, meaning, after)
        case "season":
            return _season_is_meant(tokens, meaning, after)
        case "weekday" if "w" in tokens.tags[meaning.first : meaning.last]:
            return after[:1] == "." or (_before(tokens, meaning.first) in _IN and after not in ("_x", "'x", "'q"))
        case "quarter" if meaning.unit == "half":
            meaning.half = meaning.ordinal
            return meaning.half in (1, 2)
        case "quarter":
            return not _QUARTERS.isdisjoint((meaning.unit, *meaning.units))
        case "period":
            return meaning.unit in _QUARTERS
        case "duration" if meaning.unit == "quarter":
            return bool(meaning.relation)
        case "decade" if meaning.units:
            return meaning.units[0] in ("year", "decade") and _is_round(tokens, meaning)
        case "holiday":
            return after != "_x" or not tokens.pieces[meaning.last + 1][0].isupper()
        case "old":
            return meaning.unit in ("day", "week", "month")
        case "day_side":
            return meaning.units[0] == "day"
        case "week_of":
            return "week" in meaning.units
        case "unit":
            meaning.spans = meaning.relation == "X" and meaning.article and _before(tokens, meaning.first) == "J"
            return not (meaning.relation == "L" and after == "_f")
        case "count_in":
            # "the first in five years", "in five years of war" look back.
            back = after == "_f" or _before(tokens, meaning.first) == "O"
            meaning.rule = "duration" if back else meaning.rule
        case "count_side" if meaning.tail == "!":
            return _tail_is_meant(meaning, after)
    return True


def _is_round(tokens: Tokens, meaning: Meaning) -> bool:
    """ "années 1990" is a decade, "années 1994" is not."""
    number = next(tokens.pieces[k] for k in range(meaning.first, meaning.last) if tokens.tags[k] in "dzy")
    return int(number) % 10 == 0


def _tail_is_meant(meaning: Meaning, after: str) -> bool:
    """ "two days after" stands alone; before words that tell an event only the duration is sure."""
    if after[:1] in _STOPS:
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
    after = tokens.tags[meaning.last : meaning.last + 2].lstrip("_")[:1]
    glued = tokens.pieces[first - 2] if tokens.tags[first - 1 : first] == "-" else ""
    model = len(glued) == 1 or glued != glued.lower()
    counted = year % 100 == 0 and year < _NEAREST_YEARS.start and after == "x"
    if after in tuple("$VCoG") or model or counted or (tokens.tags[first] == "~" and after == "x"):
        return False
    if meaning.unit and meaning.unit not in ("year", *_QUARTERS):
        return False
    licensed = ahead in _LICENCE or bool(meaning.unit or meaning.part)
    if tokens.tags[meaning.last - 1] in "NkC":
        return year in _NEAREST_YEARS and (licensed or year < 2000)
    return licensed or not ahead or (year in _NEAREST_YEARS and year % 100 != 0)


def _month_is_meant(tokens: Tokens, meaning: Meaning, after: str) -> bool:
    """ "May", "March" and "Jan" need a year, "last", "early", "in", another month, or a noun ("a May summit")."""
    if meaning.year or meaning.part or meaning.relation or "m" not in tokens.tags[meaning.first : meaning.last]:
        return True
    ahead = _before(tokens, meaning.first)
    if ahead == "&":
        return tokens.tags[max(0, meaning.first - 4) : meaning.first].strip("_.&") in ("M", "m")
    return ahead in (_LICENCE | {"/"}) - {"\n"} or (ahead in ("1", "b") and after in ("_x", "_8"))


def _season_is_meant(tokens: Tokens, meaning: Meaning, after: str) -> bool:
    """ "fall" and "spring" need a year, "last", "early", or "in (the)"; and "the fall of Kabul" is none."""
    if meaning.year or meaning.relation or meaning.part or "s" not in tokens.tags[meaning.first : meaning.last]:
        return True
    if after == "_&":
        return meaning.article
    return after == "_8" or (_before(tokens, meaning.first) in _IN and not after.endswith(("f", "i", "c")))
