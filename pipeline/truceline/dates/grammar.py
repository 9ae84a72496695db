"""What a date expression looks like, as patterns over the tags of `tokens`; no language's words are in here.

In a pattern a blank is an optional piece of white space and a name in <> is a smaller pattern. The rules are tried
in order at each place that may begin a date, those alone that may begin with its tag. Every repetition is bounded,
so a search is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from truceline.dates.tokens import Tokens
from truceline.dates.windows import TRIGGERS

_PARTS = {
    "month": r"[Mm]\.?",
    "after": r"",
    "unit_after": r"(?!)",
    "year_word": r"",
    "unit_ago": r"(?!)",
    "link": r"",
    "anyhow": r"(?!)",
    "decade_word": r"(?!)",
    "weekday": r"[Ww]\.?",
    "day": r"do?",
    "day_word": r"(?:do?|O)",
    "spelled": r"(?:N_k(?:[-_]N)?|N_C(?:(?:_&)?_(?:N|k(?:[-_]N)?))?)",
    "year": r"(?:Y )?(?:y<year_word>(?!_[$V])|'[dz](?!q)|<spelled>)",
    "which": r"(?:H p|H X|j j|b j|j|[LpXHlrR])",
    "of_year": r"(?:(?:[fiI] )?(?:b )?(?:<which> (?:Y )?U|<year>))",
    "part": r"(?:(?:b )?(?:E[ -](?:[fiI] )?(?:b )?|3 f (?:b )?|3-))",
    "of_week": r"(?: (?:f )?<which> U| U(?![- ]x|-| ?f)| <unit_after>)?",
    "earlier": r"(?:[09] (?:[fiI] )?(?:b )?)",
    "on_weekday": r"(?:b )?(?:<which> )?<weekday>(?: K)?[,.]? (?:[iI] )?",
    "which_day": r"(?:b )?(?:<which> )?(?:<day>|O f)",
    "next_day": r"(?:-|/|c|u|&<link>|,(?: &)?) (?:b )?<day>",
    "number": r"(?:[dzn]|N|k(?:[-_]N)?)(?: C)?",
    "count": r"(?:(?:~ )?(?:1 v|1|v|<number>)(?: f)?)",
    "clock": r"(?:[dz]:[dz](?::[dz])?(?: g)?(?: G)?|d(?:[.][dz])? g(?: G)?|d G)",
}

_RULES = {
    "guarded": r"[$#]\.? ?[yn](?:(?:,_&|,|_&)_[yn]){0,5}",
    "iso": r"y(?:-d-d|/d/d)(?:[x_][dz]:[dz](?::[dz](?:\.[dzny])?)?(?:x|[-?][dz]:?[dz]?)?)?",
    "numeric": r"(?:d/d/[ydz]|d\.d\.[ydz]|d-d-y)",
    "md_list": r"(?:<weekday>,? )?<month> <day>(?: <next_day>){1,4}(?! ?[:%$V]|-U)(?:,? <of_year>)?",
    "dm_list": r"(?:b )?<day>(?: <next_day>){1,4} (?:f )?<month>(?:,? <of_year>)?",
    "week_of": r"(?:b )?U f (?:b )?(?:<month> <day>|<day> (?:f )?<month>)(?:,? <year>)?",
    "nth_weekday": r"(?:b )?O <weekday> [fiI] <month>(?:,? <of_year>)?",
    "before_last": r"b (?:U|<weekday>) ! [LX](?! ?[UVWwMmT])",
    "date": r"(?:<on_weekday>)?(?:b )?(?:<which> )?<month> (?:b )?<day_word>(?!-U| ?[$%])(?:(?:,? |-)<of_year>)?",
    "date_dmy": r"(?:<on_weekday>)?<which_day>[ -](?:f )?<month><after>(?:(?:,? |-|/)<of_year>|_[dz])?",
    "clock": r"<clock>(?:,? (?:[iI] )?(?:T|t|<weekday>))?",
    "era": r"(?:<part>)?(?:<month> |(?:b )?[Ss] (?:f )?)?[dzny] =",
    "quarter": r"(?:<which> U'?q? |b y |<part>|b )?(?:Y )?(?:O[- ]U|Q d)(?:(?:,? )<of_year>)?",
    "period": r"(?:b <year>|<which> U'?q?) U",
    "half": r"(?:b )?[OLr9] h (?:f )?(?:b )?(?:<month>(?: <of_year>)?|<year>|<which> U|U|S)",
    "set": r"e (?:U|<weekday>|<month>)|F|B|<weekday> 7",
    "month": r"(?:<part>|<earlier>)?(?:<which> )?<month><after>(?:(?:,? |-)<of_year>)?(?: })?(?!-[Ux1])",
    "decade": r"(?:<part>|b )?(?:E[- ](?:c E[- ])?)?(?:yq|'[dz]q|zq)|(?:<part>|b |<anyhow>)D|<decade_word>",
    "season": r"(?:<part>|<earlier>|b )?(?:<which> |y_)?[Ss]<after>(?: <of_year>)?",
    "holiday": r"(?:b )?(?:<which> |y_)?\*(?: U)?(?:,? <of_year>)?",
    "day_side": r"(?:b )?U ! (?:T|(?:<which> )?<weekday>|<month> <day>)",
    "count_before": r"a (?:(?:<count> )?[UV]|{)(?!_[dzy])",
    "count_side": r"(?:b )?<count>[ -][UV](?:_6|_&_1_h)?[ -][A09lr!]|(?:b )?U-[A0](?: (?:O )?U)?|<unit_ago>|b U [!r]",
    "count_in": r"[I9] <count> [UV]",
    "old": r"(?:1 )?<count>[ -](?:U|V)[ -]2",
    "duration": r"(?:(?:b )?<which> )?<count>[ -](?:U|V)(?:-x)?",
    "night": r"(?:<part>|b )?<which> K",
    "years": r"(?:<part>|<earlier>)?(?:b )?(?:U )?y-[dzy]<year_word>(?!-)",
    "year": r"(?:~_)?(?:<part>|<earlier>)?(?:b )?(?:U )?<year>(?: })?",
    "unit": r"(?:<part>|<earlier>)?(?:<unit_after>|(?:b )?<which> (?:Y )?U|b (?:Y )?U)(?:_5)?|Z",
    "weekday": r"(?:K (?:[iI] )?)?(?:<part>|<earlier>)?(?:b )?(?:<which> )?<weekday><after>(?: [Kt])?<of_week>",
    "deictic": r"(?:K )?(?:<part>|<earlier>)?T(?: K)?|t",
    "day_alone": r"b do(?! ?[xUVCOfhW8-])",
    "reference": r"P(?! (?:<number> )?[UV])",
    "bare": r"V|{",
}
# The tags that each rule may begin with, in any language.
_BEGINNINGS = {
    "guarded": "#$", "iso": "y", "numeric": "d", "md_list": "MmWw", "dm_list": "bd", "week_of": "bU",
    "nth_weekday": "bO", "before_last": "b", "day_alone": "b",
    "date": "MmWwbLpXHjlrR", "date_dmy": "dOWwbLpXHjlrR", "clock": "dz", "era": "3EbMmSsdzny",
    "quarter": "3EbLpXHjlrRYOQ", "period": "bLpXHjlrR", "half": "9bOLr", "set": "eFBWw",
    "month": "3E09bMmLpXHjlrR", "decade": "3EDUVby'z", "season": "3E09bySsLpXHjlrR", "holiday": "*byLpXHjlrR",
    "day_side": "bU", "count_before": "a", "count_side": "1NUbdknvz~", "count_in": "I9", "old": "1Ndknvz~",
    "duration": "1Nbdknvz~LpXHjlrR", "night": "3EbLpXHjlrR", "years": "3E09bUy", "year": "3E09bUYyN'~",
    "unit": "3E09bUZLpXHjlrR", "weekday": "3E09bKWwLpXHjlrR", "deictic": "3E09KTbt", "reference": "P", "bare": "V{",
}  # fmt: skip
# Every rule holds one of these (a number, a name of the calendar, a unit), and so many other tags before it at most.
_CORE = "dzny" + TRIGGERS
_WORDS_BEFORE = 30
# A number that is no year makes no date but with another core, or beside one of these signs and words.
_BESIDE_NUMBER = "/:'gGqo="
# The first core of each rule, in any language.
_FIRST_CORES = {
    "guarded": "yn", "iso": "y", "numeric": "d", "md_list": "WwMm", "dm_list": "d", "week_of": "U",
    "nth_weekday": "Ww", "before_last": "UWw", "day_alone": "d", "date": "WwMm", "date_dmy": "WwMmd",
    "clock": "dz", "era": "MmSsdzny", "quarter": "Uyd", "period": "yzdkCU",
    "half": "MmyzdkCUS", "set": "UWwMmFB", "month": "Mm", "decade": "yzdDVU", "season": "ySs", "holiday": "y*",
    "day_side": "U", "count_before": "dznkCUV{", "count_side": "dznkCUV", "count_in": "dznkCUV", "old": "dznkCUV",
    "duration": "dznkCUV", "night": "K", "years": "Uy", "year": "UyzdkC", "unit": "UZ", "weekday": "KWw",
    "deictic": "KTt", "reference": "P", "bare": "V{",
}  # fmt: skip
# The rules that hold a month, which is not always their first core.
_WITH_MONTH = frozenset({"md_list", "dm_list", "nth_weekday", "date", "date_dmy"})
# A number that is glued to another by a sign is part of a longer number: 1,700; 3.1416; 12/29/2016.
_START = r"(?=[b1]_?[^_xb1]|[^_xb1&fcu,.:()/?+<@!JgGoq56278A4\n-])"
_LEFT = _START + r"(?<![dzny][,.:/-])(?<![dzny])"
_RIGHT = r"(?![,.:/][dzny])(?![dzny])"
# Where "last" and "next" stand after their noun, "year" after its number and "years" before that of a decade.
_NOUN_FIRST = {
    "after": r"(?:(?<![Ww]\.) <which>)?",
    "unit_after": r"(?:b )?U <which>",
    "year_word": r"(?:_U)?",
    "unit_ago": r"U A",
    "link": r"|i",
    "anyhow": r"",
    "decade_word": r"(?:b )?(?:V |U f )(?:y|'?z)|y(?:-|')q(?: V)?",
}


def _expand(pattern: str, parts: dict[str, str]) -> str:
    while (expanded := re.sub(r"<(\w+)>", lambda name: parts[name[1]], pattern)) != pattern:
        pattern = expanded
    return pattern.replace(" ", "_?")


@cache
def pattern(noun_first: bool, first: str = "") -> re.Pattern[str]:
    """The rules that may begin with tag `first` (all without it) as one pattern, each a named group.

    With `first` each rule looks ahead for its core before all else, which is what most of them fail at.
    """
    parts = _PARTS | _NOUN_FIRST if noun_first else _PARTS
    rules = (
        f"(?P<{name}>{_ahead(name) if first else ''}{_expand(_RULES[name], parts)})"
        for name in _RULES
        if first in _BEGINNINGS[name]
    )
    return re.compile(f"{_LEFT}(?:{'|'.join(rules)}){_RIGHT}")


def _ahead(name: str) -> str:
    month = rf"(?=[^x|\n]{{0,{_WORDS_BEFORE}}}[Mm])" if name in _WITH_MONTH else ""
    return rf"(?=[^{_CORE}]{{0,{_WORDS_BEFORE}}}[{_FIRST_CORES[name]}]){month}"


@cache
def _patterns(noun_first: bool) -> dict[str, re.Pattern[str]]:
    return {first: pattern(noun_first, first) for first in sorted(set().union(*_BEGINNINGS.values()))}


@cache
def _places() -> re.Pattern[str]:
    """All places where a date may begin, and few others: a rule's first tag with a trigger within reach.

    The search is quick because the pattern opens with a set of tags, which `re` looks for without trying to match.
    """
    firsts = re.escape("".join(sorted(set().union(*_BEGINNINGS.values()))))
    trigger = TRIGGERS + "yQ" + _BESIDE_NUMBER
    ahead = rf"[^x|\n<{trigger}]{{0,{_WORDS_BEFORE}}}[{trigger}]"
    return re.compile(rf"[{firsts}](?:(?<=[{TRIGGERS}yQ])|(?<=')[dz]|(?<=d)\.d\.[dz]|{ahead})")


class Candidate(NamedTuple):
    """Pieces `first` to `last` (exclusive) have the looks that `rule` describes."""

    rule: str
    first: int
    last: int


def candidates(tokens: Tokens) -> Iterator[Candidate]:
    """All that looks like a date expression, in the order of the text, without overlaps."""
    tags, noun_first, at = tokens.tags, tokens.lexicon.noun_first, 0
    places, patterns = _places(), _patterns(noun_first)
    while place := places.search(tags, at):
        first = place.start()
        match = patterns[tags[first]].match(tags, first)
        at = match.end() if match else first + 1
        if match:
            yield Candidate(match.lastgroup or "", first, at)
