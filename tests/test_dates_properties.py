"""What holds for any text: offsets, order, no error, and work in proportion to the length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.dates import Timex, dct_from_text, find, ranges
from truceline.dates.grammar import candidates, pattern
from truceline.dates.lexicon import TAGS, languages, load
from truceline.dates.tokens import ASCII_PIECE, PIECE, Tokens, cut, tokenise

PIECES = [
    *("Jan", "Jan.", "May", "March", "Monday", "Sat", "today", "the", "last", "next", "week", "year", "quarter", "of"),
    *("and", "to", "-", "–", ",", ".", "/", ":", " ", "\n", "\n\n", "early", "end", "half", "first", "summer", "fall"),
    *("1", "5", "23", "31", "32", "99", "0", "000", "1999", "2016", "12345", "9" * 30, "²", "٣", "th", "s", "'", "$"),
    *("ago", "later", "before", "two", "hundred", "a", "few", "days", "every", "BC", "p.m.", "GMT", "Easter", "x", "İ"),
]
LONGEST = 80
DCT = "2017-01-25"
PATHOLOGICAL = [
    "Jan. " * 3000,
    "9" * 100_000,
    ", " * 20_000,
    "and 1, 2, 3 " * 5000,
    "1, 2, 3, 4, " * 5000,
    "the last the next " * 3000,
    "early late " * 5000,
    "2016-" * 10_000,
    "1/2/" * 10_000,
    "12:" * 10_000,
    "a few " * 5000,
    "May 5 and " * 5000,
    " " * 50_000,
    "\n" * 50_000,
]


def _check(text: str, timexes: Sequence[Timex]) -> None:
    end = 0
    for timex in timexes:
        assert end <= timex.char_start < timex.char_end
        assert timex.text == text[timex.char_start : timex.char_end] == timex.text.strip()
        assert 0 < timex.confidence <= 1
        assert (timex.start is None) == (timex.end is None) == (timex.precision is None)
        assert timex.start is None or timex.end is None or timex.start <= timex.end
        end = timex.char_end
    for interval in ranges(text, timexes):
        assert interval.start <= interval.end


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40), st.sampled_from([None, "2017-01-25", "2016"])
)
def test_any_text(pieces: list[str], dct: str | None) -> None:
    for text in ("".join(pieces), " ".join(pieces)):
        _check(text, find(text, dct))
        dct_from_text(text)


@pytest.mark.parametrize("language", languages())
@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_language(language: str, data: st.DataObject) -> None:
    words = st.sampled_from(sorted(load(language).words))
    text = " ".join(data.draw(st.lists(words | st.sampled_from(PIECES) | st.text(max_size=3), max_size=30)))
    _check(text, find(text, DCT, language=language))


@given(st.dates(date(1000, 1, 1), date(2199, 12, 31)))
def test_a_whole_date_is_that_date(day: date) -> None:
    for text in (f"{day:%B} {day.day}, {day:%Y}", f"{day.day} {day:%B} {day:%Y}", f"{day:%Y-%m-%d}"):
        (timex,) = find(f"It was signed on {text}.", "2017-01-25")
        assert (timex.start, timex.end, timex.precision, timex.text) == (day, day, "day", text)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["Monday", "Wednesday", "Sunday"]))
def test_a_weekday_is_less_than_a_week_away(dct: date, name: str) -> None:
    (timex,) = find(f"They met on {name}.", dct)
    assert timex.start is not None
    assert abs((timex.start - dct).days) < 7
    assert f"{timex.start:%A}" == name


@pytest.mark.parametrize("text", PATHOLOGICAL, ids=lambda text: text[:12].strip() or "blank")
def test_pathological_text_gives_short_expressions(text: str) -> None:
    for timex in find(text, "2017-01-25"):
        assert timex.char_end - timex.char_start < LONGEST
    for found in candidates(tokenise(text, load("en"))):
        assert found.last - found.first < LONGEST


def _repeats(parsed: Any) -> list[int]:
    """How often each repetition of a parsed pattern may take place at most."""
    out = []
    for code, argument in parsed:
        if code in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            out.append(int(argument[1]))
        for part in argument if isinstance(argument, tuple | list) else ():
            for inner in part if isinstance(part, list) else (part,):
                if isinstance(inner, _parser.SubPattern):
                    out.extend(_repeats(inner))
    return out


@pytest.mark.parametrize("noun_first", [False, True])
def test_every_repetition_of_the_grammar_is_bounded(noun_first: bool) -> None:
    """So a search costs at most a constant at each piece, whatever the text."""
    repeats = _repeats(_parser.parse(pattern(noun_first).pattern))
    assert len(repeats) > 100
    assert max(repeats) <= 5


# What a tag string is made of: words that begin dates or stand in them, and the words and signs between.
TAG_PARTS = st.sampled_from(["_", *"_x.,-/:'()?\n_dzny", *TAGS.values(), "d_M", "b_", "_f_", "y-d-d", "d:d", "N_U"])


@pytest.mark.parametrize("noun_first", [False, True])
@settings(max_examples=500, deadline=None)
@given(st.lists(TAG_PARTS, max_size=30).map("".join))
def test_no_place_of_a_date_is_passed_over(noun_first: bool, tags: str) -> None:
    """The quick search for places, and the rules by their first tags, find what trying all rules everywhere finds."""
    lexicon = load("fr" if noun_first else "en")
    assert lexicon.noun_first == noun_first
    everywhere = pattern(noun_first).finditer(tags)
    expected = [(match.lastgroup, match.start(), match.end()) for match in everywhere]
    found = candidates(Tokens("", [], tags, lexicon))
    assert _unguarded(found) == _unguarded(expected)


def _unguarded(found: Iterable[tuple[str | None, int, int]]) -> list[tuple[str | None, int, int]]:
    """Without the numbers that are no dates: where no date is near they need not be found."""
    return [candidate for candidate in found if candidate[0] != "guarded"]


# Text that holds no date, so long that not all of it is near one.
OTHER_TEXT = " Lorem ipsum dolor sit amet, consectetur; adipiscing elit. Sed eiusmod tempor "


def _found(tokens: Tokens) -> list[tuple[str, int, int]]:
    return [(found.rule, tokens.start(found.first), tokens.start(found.last)) for found in candidates(tokens)]


@pytest.mark.parametrize("language", languages())
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_text_that_is_skipped_holds_no_date(language: str, data: st.DataObject) -> None:
    lexicon = load(language)
    words = st.sampled_from(PIECES) | st.sampled_from(sorted(lexicon.words))
    phrases = st.lists(words, max_size=8).map(" ".join)
    text = OTHER_TEXT.join(data.draw(st.lists(phrases, max_size=5)))
    assert _found(tokenise(text, lexicon)) == _found(Tokens(text, *cut(text, lexicon), lexicon))


def test_a_date_is_whole_that_begins_long_before_its_month() -> None:
    text = f"{OTHER_TEXT * 2}They met on the 12th, 13th, 14th, 15th and 16th of September 2016."
    found = ["the 12th", "13th", "14th", "15th", "16th of September 2016"]
    assert [timex.text for timex in find(text, DCT)] == found


def test_text_without_a_trigger_is_not_cut() -> None:
    assert len(tokenise(OTHER_TEXT * 5 + "17 of 1,700 people", load("en")).pieces) == 1


def test_a_lone_surrogate_is_no_error() -> None:
    assert [timex.text for timex in find("\ud800 on 5 May 2016 \ud800", DCT)] == ["5 May 2016"]


@given(st.lists(st.sampled_from(PIECES) | st.characters(max_codepoint=127), max_size=40).map("".join))
def test_ascii_text_is_cut_alike_by_both_patterns(text: str) -> None:
    text = text.encode("ascii", "ignore").decode()
    assert ASCII_PIECE.findall(text) == PIECE.findall(text)


@given(st.text(max_size=60), st.lists(st.integers(0, 60), max_size=10))
def test_starts_in_any_order(text: str, asked: list[int]) -> None:
    tokens = tokenise(text, load("en"))
    for k in (min(k, len(tokens.pieces)) for k in asked):
        assert tokens.start(k) == len("".join(tokens.pieces[:k]))


@pytest.mark.parametrize("piece", [PIECE, ASCII_PIECE], ids=["any text", "ASCII"])
def test_a_piece_repeats_single_classes_only(piece: re.Pattern[str]) -> None:
    """Runs of letters, blanks or digits, each of one class, cannot be tried in two ways."""
    assert not re.search(r"\)[+*{]", piece.pattern)
    assert len(_repeats(_parser.parse(piece.pattern))) == 3


@pytest.mark.parametrize("language", languages())
def test_phrases_repeat_nothing(language: str) -> None:
    assert _repeats(_parser.parse(load(language).phrases.pattern)) == []
