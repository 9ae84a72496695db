"""What stands before an expression or between two: prepositions, the sentence's tense, ranges, order of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.dates.meaning import Meaning
from truceline.dates.tokens import SKIPPED, Tokens, cut
from truceline.dates.windows import future_cues

# How many pieces of text before an expression can tell its tense.
_NEAR = 24
# So many pieces are within so many characters, words of other lengths than people use apart.
_NEAR_IN_TEXT = 140
_MONTHS, _DAYS = 12, 7
# Between the ends of a range; between dates that may share a year, and between months.
_RANGES = ("-", "c", "u", "/")
_LINKS = {False: (*_RANGES, "&"), True: (*_RANGES, "&", ",", ",_&", "")}
# So many pieces at most stand between expressions that can be joined.
LONGEST_GAP = 12
_PREPOSITIONS = frozenset("@u!a")
_UNDATED = frozenset({"reference", "set", "duration", "bare"})


def modifier(tokens: Tokens, first: int) -> str | None:
    """The preposition before piece `first`: since, until, before, after, between, from or about."""
    if tokens.tags[first - 1 : first] == "b":
        first -= 1
    begin = max(0, first - 2)
    tags = tokens.tags[begin:first].rstrip("_b")
    tag = tags[-1:]
    if tag == "~":
        return "about"
    if tag not in _PREPOSITIONS:
        return None
    word = tokens.word(begin + len(tags) - 1)
    return word.code if word.n is None else None


def tense(tokens: Tokens, meaning: Meaning, history: bool) -> int:
    """1 where the words before the expression, in its sentence, look ahead, -1 where they look back, else 0.

    "by" and "until" look ahead in news; in a narrative ("by early 1915 the front was still") they tell nothing.
    """
    first = meaning.first
    tags = tokens.tags[max(0, first - _NEAR) : first]
    sentence = max(tags.rfind("._"), tags.rfind("\n"))
    skipped = tags.rfind(SKIPPED)
    tags = tags[max(sentence, skipped) + 1 :].rstrip("_b")
    last = tags[-1:]
    if last == "5" or (last == "@" and meaning.group is None and modifier(tokens, first) == "since"):
        return -1
    if tags.rstrip("_biI")[-1:] == "<":
        return -1
    if "+" in tags or (last == "u" and not history):
        return 1
    if tokens.tags[meaning.last : meaning.last + 2] == "_<":
        return -1
    return int(skipped > sentence and _cue_in_text(tokens, first))


def _cue_in_text(tokens: Tokens, first: int) -> bool:
    """Whether a cue of the future is near before piece `first`, where the text before it was not all cut."""
    end = tokens.start(first)
    text = tokens.text[max(0, end - _NEAR_IN_TEXT) : end]
    for cue in future_cues(text, tokens.lexicon.language):
        tags = cut(text[cue:], tokens.lexicon)[1]
        if len(tags) > _NEAR or "._" in tags or "\n" in tags:
            return False
        if tags[0] == "+":
            return True
    return False


def join(tokens: Tokens, left: Meaning, right: Meaning) -> None:
    """Make a group of the ends of a range; where the right one gives the year, it is the left one's too."""
    gap = tokens.tags[left.last : right.first].strip("_b")
    if left.ended and gap == "5" and "quarter" in left.units and right.month:
        left.ordinal = (right.month + 2) // 3
    months = left.rule == right.rule == "month"
    if gap not in _LINKS[months] or left.rule in _UNDATED or right.rule in _UNDATED or left.dateline:
        return
    if gap == "-" and (left.day is None) != (right.day is None):
        return
    if left.month and right.month and right.year and not left.year and not left.units:
        left.year, left.short_year = right.year - (left.month > right.month), right.short_year
    between = gap in ("&", "") and modifier(tokens, left.first) == "between"
    if gap in _RANGES or between or _next_day(left, right, gap):
        left.group = next((group for group in (left.group, right.group) if group is not None), left.first)
        right.group = left.group


def _next_day(left: Meaning, right: Meaning, gap: str) -> bool:
    """Whether two weekdays are named as one stretch ("on Friday and Saturday")."""
    named = left.rule == right.rule == "weekday" and left.weekday and right.weekday
    return gap == "&" and bool(named) and right.weekday == (left.weekday or 0) % _DAYS + 1 and not right.units


def order_numbers(numeric: Sequence[Meaning], day_first: bool | None, month_first: bool) -> None:
    """Day and month of dates like 29/12/2016: what one date of the text shows holds for those that show nothing.

    If they show nothing, or both orders, `day_first` decides; if that is None too, the language's habit does and
    the dates are ambiguous.
    """
    shown = {_day_leads(m) for m in numeric} - {None}
    known = shown.pop() if len(shown) == 1 else day_first
    leads = not month_first if known is None else known
    for meaning in numeric:
        lead = _day_leads(meaning)
        meaning.ambiguous = lead is None and known is None and meaning.day != meaning.month
        if not (leads if lead is None else lead):
            meaning.day, meaning.month = meaning.month, meaning.day


def _day_leads(meaning: Meaning) -> bool | None:
    """Whether the first of two numbers is the day, None where it may be either."""
    if meaning.dotted or (meaning.day or 0) > _MONTHS:
        return True
    return False if (meaning.month or 0) > _MONTHS else None
