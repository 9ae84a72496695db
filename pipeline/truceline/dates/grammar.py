"""What a date expression looks like, as patterns over the tags of `tokens`; no language's words are in here.

In a pattern a blank is an optional piece of white space and a name in <> is a smaller pattern. The rules are tried
in order at each place. Every repetition is bounded, so a search is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from truceline.dates.tokens import Tokens

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
    "of_week": r"(?: <which> U| <unit_after>)?",
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
    "iso": r"y-d-d(?:[x_][dz]:[dz](?::[dz](?:\.[dzny])?)?(?:x|[-?][dz]:?[dz]?)?)?",
    "numeric": r"(?:d/d/[ydz]|d\.d\.y|d-d-y)",
    "md_list": r"(?:<weekday>,? )?<month> <day>(?: <next_day>){1,4}(?! ?[:%$V]|-U)(?:,? <of_year>)?",
    "dm_list": r"(?:b )?<day>(?: <next_day>){1,4} (?:f )?<month>(?:,? <of_year>)?",
    "week_of": r"(?:b )?U f (?:b )?<month> <day>(?:,? <year>)?",
    "date": r"(?:<on_weekday>)?(?:b )?(?:<which> )?<month> (?:b )?<day_word>(?!-U| ?[$%])(?:(?:,? |-)<of_year>)?",
    "date_dmy": r"(?:<on_weekday>)?<which_day>[ -](?:f )?<month><after>(?:(?:,? |-|/)<of_year>|_[dz])?",
    "clock": r"<clock>(?:,? (?:[iI] )?(?:T|t|<weekday>))?",
    "era": r"(?:<part>)?(?:<month> |(?:b )?[Ss] (?:f )?)?[dzny] =",
    "quarter": r"(?:<which> U'?q? |b y |<part>|b )?(?:Y )?(?:O[- ]U|Q d)(?:(?:,? )<of_year>)?",
    "period": r"(?:b <year>|<which> U'?q?) U",
    "half": r"(?:b )?[OLr9] h (?:f )?(?:b )?(?:<month>(?: <of_year>)?|<year>|<which> U|U|S)",
    "set": r"e (?:U|<weekday>|<month>)|F|B|<weekday> 7",
    "month": r"(?:<part>|<earlier>)?(?:<which> )?<month><after>(?:(?:,? |-)<of_year>)?(?!-[Ux1])",
    "decade": r"(?:<part>|b )?(?:E[- ](?:c E[- ])?)?(?:yq|'[dz]q|zq)|(?:<part>|b |<anyhow>)D|<decade_word>",
    "season": r"(?:<part>|<earlier>|b )?(?:<which> |y_)?[Ss]<after>(?: <of_year>)?",
    "holiday": r"(?:b )?(?:<which> |y_)?\*(?: U)?(?:,? <of_year>)?",
    "day_side": r"(?:b )?U ! (?:T|(?:<which> )?<weekday>|<month> <day>)",
    "count_before": r"a (?:<count> )?[UV](?!_[dzy])",
    "count_side": r"(?:b )?<count>[ -][UV](?:_6|_&_1_h)?[ -][A09lr!]|(?:b )?U-[A0](?: (?:O )?U)?|<unit_ago>|b U [!r]",
    "count_in": r"I <count> [UV]",
    "old": r"(?:1 )?<count>[ -](?:U|V)[ -]2",
    "duration": r"(?:(?:b )?<which> )?<count>[ -](?:U|V)(?:-x)?",
    "night": r"(?:<part>|b )?<which> K",
    "years": r"(?:<part>|<earlier>)?(?:b )?(?:U )?y-[dzy]<year_word>(?!-)",
    "year": r"(?:~_)?(?:<part>|<earlier>)?(?:b )?(?:U )?<year>",
    "unit": r"(?:<part>|<earlier>)?(?:<unit_after>|(?:b )?<which> (?:Y )?U|b (?:Y )?U)(?:_5)?|Z",
    "weekday": r"(?:K (?:[iI] )?)?(?:<part>|<earlier>)?(?:b )?(?:<which> )?<weekday><after>(?: [Kt])?<of_week>",
    "deictic": r"(?:K )?(?:<part>|<earlier>)?T(?: K)?|t",
    "reference": r"P",
    "bare": r"V",
}
# A number that is glued to another by a sign is part of a longer number: 1,700; 3.1416; 12/29/2016.
_START = r"(?=[b1]_?[^_xb1]|[^_xb1&fcu,.:()/?+<@!JgGoq56278A4\n-])"
_LEFT = _START + r"(?<![dzny][,.:/-])(?<![dzny])"
_RIGHT = r"(?![,.:/][dzny])(?![dzny])"


# Where "last" and "next" stand after their noun, "year" after its number and "years" before that of a decade.
_NOUN_FIRST = {
    "after": r"(?: <which>)?",
    "unit_after": r"(?:b )?U <which>",
    "year_word": r"(?:_U)?",
    "unit_ago": r"U A",
    "link": r"|i",
    "anyhow": r"",
    "decade_word": r"(?:b )?(?:V |U f )(?:y|'?z)|y(?:-|')q",
}


def _expand(pattern: str, parts: dict[str, str]) -> str:
    while (expanded := re.sub(r"<(\w+)>", lambda name: parts[name[1]], pattern)) != pattern:
        pattern = expanded
    return pattern.replace(" ", "_?")


@cache
def pattern(noun_first: bool) -> re.Pattern[str]:
    """All rules as one pattern, each a named group."""
    parts = _PARTS | _NOUN_FIRST if noun_first else _PARTS
    rules = "|".join(f"(?P<{name}>{_expand(rule, parts)})" for name, rule in _RULES.items())
    return re.compile(f"{_LEFT}(?:{rules}){_RIGHT}")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Pieces `first` to `last` (exclusive) have the looks that `rule` describes."""

    rule: str
    first: int
    last: int


def candidates(tokens: Tokens) -> Iterator[Candidate]:
    """All that looks like a date expression, in the order of the text, without overlaps."""
    for match in pattern(tokens.lexicon.noun_first).finditer(tokens.tags):
        yield Candidate(match.lastgroup or "", match.start(), match.end())
