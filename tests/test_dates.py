"""Date expressions: what is found, what it means, and what is no date."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from truceline.dates import dct_from_text, find, ranges
from truceline.dates.calendars import days_of, easter, holiday
from truceline.dates.language import detect
from truceline.dates.lexicon import TAGS, languages, load

LEXICONS = Path(__file__).parents[1] / "pipeline" / "truceline" / "lexicons"
HABITS = {"capital_only", "prefixes", "dotted_i", "month_first", "noun_first", "match", "no_match"}
DCT = "2017-01-25"


def _data(language: str) -> dict[str, Any]:
    return tomllib.loads((LEXICONS / language / "dates.toml").read_text("utf-8"))


EXAMPLES = [(language, example) for language in languages() for example in _data(language)["match"]]
COUNTEREXAMPLES = [(language, example) for language in languages() for example in _data(language)["no_match"]]


def _wrong(case: dict[str, Any]) -> list[str]:
    """What of a case does not hold."""
    text = case["text"]
    timexes = find(text, case.get("dct", DCT))
    found = [f"{timex.text} = {timex.value}" for timex in timexes]
    days = [f"{interval.start} {interval.end} {interval.precision}" for interval in ranges(text, timexes)]
    return [
        f"{key}: {got} instead of {case[key]}"
        for key, got in (("found", found), ("days", days))
        if key in case and got != case[key]
    ]


@pytest.mark.cases("dates")
def test_case(case: dict[str, Any]) -> None:
    assert {"found", "days"} & case.keys(), "the case expects nothing"
    assert not _wrong(case)


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_lexicon_example(language: str, example: dict[str, Any]) -> None:
    timexes = find(example["text"], example["dct"], language=language)
    assert [timex.value.split("T")[0] for timex in timexes if timex.start] == example["dates"]


@pytest.mark.parametrize(("language", "example"), COUNTEREXAMPLES)
def test_lexicon_counterexample(language: str, example: dict[str, Any]) -> None:
    assert [timex.text for timex in find(example["text"], DCT, language=language) if timex.start] == []


@pytest.mark.parametrize("language", languages())
def test_every_table_of_a_lexicon_is_used(language: str) -> None:
    assert set(_data(language)) <= HABITS | set(TAGS)
    assert load(language).words


def test_languages() -> None:
    assert {"ar", "en", "es", "fr", "ru", "tr", "uk"} <= set(languages())
    with pytest.raises(ValueError, match="xx"):
        find("29 December 2016", DCT, language="xx")


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("since early January", "since"),
        ("since the end of 2016", "since"),
        ("until Feb. 3", "until"),
        ("by Feb. 3", "before"),
        ("before Feb. 3", "before"),
        ("after Feb. 3", "after"),
        ("between Feb. 3 and 5", "between"),
        ("from Monday", "from"),
        ("around Feb. 3", "about"),
        ("in late 2015", "END"),
        ("on Feb. 3", None),
    ],
)
def test_modifier(text: str, modifier: str | None) -> None:
    assert find(text, DCT)[0].modifier == modifier


@pytest.mark.parametrize(
    "dct",
    [
        date(2017, 1, 25),
        datetime(2017, 1, 25, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
        "2017-01-25",
        "20170125",
        "2017-01-25T23:30:00-05:00",
        "Wed, 25 Jan 2017 23:30:00 GMT",
    ],
)
def test_publication_day_in_any_form(dct: date | str) -> None:
    assert [timex.value for timex in find("yesterday", dct)] == ["2017-01-24"]


@pytest.mark.parametrize("dct", [None, "", "soon", "2017-13-45"])
def test_without_a_publication_day_nothing_is_guessed(dct: str | None) -> None:
    found = {timex.text: timex for timex in find("On Feb. 8, yesterday and on Tuesday; Dec. 29, 2016.", dct)}
    assert found["Dec. 29, 2016"].value == "2016-12-29"
    assert found["Feb. 8"].value == "XXXX-02-08"
    assert found["Tuesday"].start is None
    assert "yesterday" not in found


def test_publication_year_or_month_alone() -> None:
    text = "on Feb. 8, in March, on Tuesday and last year"
    assert [timex.value for timex in find(text, "2016")] == ["2016-02-08", "2016-03", "2016", "2015"]
    assert [timex.value for timex in find(text, "2016-02")] == ["2016-02-08", "2016-03", "2016-02", "2015"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("BOGOTA, 26 SEP 89 (Wire) -- The sides", date(1989, 9, 26)),
        ("MAPUTO | Tue Mar 8, 2005 9:41 am GMT\n\nThe sides", date(2005, 3, 8)),
        ("A truce holds\nBy A. Writer\nDecember 30, 2016\n\nThe sides", date(2016, 12, 30)),
        ("Published: 29 December 2016. The sides", date(2016, 12, 29)),
        ("GENEVA, March 3, 2017 — The sides", date(2017, 3, 3)),
        ("On March 5, 2016, they met in Geneva and agreed on a truce for the whole of the city.", None),
        ("The sides met on Tuesday.", None),
        ("GENEVA, March 3 (Wire) - The sides", None),
    ],
)
def test_dct_from_text(text: str, day: date | None) -> None:
    assert dct_from_text(text) == day


def test_the_dateline_serves_where_metadata_give_no_day() -> None:
    assert find("GENEVA, March 3, 2017 (Wire) - They met on Thursday.", None)[1].value == "2017-03-02"


def test_a_dateline_fixes_what_today_means() -> None:
    dateline, today = find("GENEVA, March 3 (Wire) - The sides met today.", "2017-03-04")
    assert (dateline.modifier, today.value) == ("dateline", "2017-03-03")


def test_a_word_at_the_beginning_of_the_sentence_tells_its_tense() -> None:
    ahead = "The sides will, after long and hard talks, meet again on Sunday."
    assert [find(text, DCT)[0].value for text in (ahead, ahead.replace(" will,", ""))] == ["2017-01-29", "2017-01-22"]
    assert find("They will go. After long and hard talks they meet on Sunday.", DCT)[0].value == "2017-01-22"


def test_numeric_order() -> None:
    (ambiguous,) = find("on 5/6/2016", DCT)
    (told,) = find("on 5/6/2016", DCT, day_first=True)
    assert ambiguous.confidence < told.confidence
    assert told.value == "2016-06-05"
    assert find("le 5/6/2016", DCT, language="fr")[0].value == "2016-06-05"


def test_kind_is_told_from_the_text_or_by_the_caller() -> None:
    text = "It began in 1950 and ended in 1953. On 27 July the armistice was signed."
    assert find(text, "2009-12-19", kind="history")[-1].value == "1953-07-27"
    assert find(text, "2009-12-19", kind="news")[-1].value == "2009-07-27"
    assert find(text, "2009-12-19")[-1].value == "2009-07-27"


def test_offsets_hold_after_signs_of_other_scripts() -> None:
    text = "«Ça va» — “le 29\u202fdécembre 2016”"
    (timex,) = find(text, DCT, language="fr")
    assert text[timex.char_start : timex.char_end] == timex.text == "29\u202fdécembre 2016" or timex.text.startswith(
        "le"
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two sides agreed on a truce in the capital on Tuesday.", "en"),
        ("Les deux camps ont accepté une trêve mardi dans la capitale.", "fr"),
        ("Стороны договорились о перемирии во вторник в столице.", "ru"),
        ("Сторони домовилися про перемир'я у вівторок у столиці.", "uk"),
        ("اتفق الطرفان على هدنة يوم الثلاثاء في العاصمة.", "ar"),
        ("12:30 — 2017", None),
        ("", None),
    ],
)
def test_detect(text: str, language: str | None) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2016-W52", ("2016-12-26", "2017-01-01", "week")),
        ("2016-W54", None),
        ("2016-WI", ("2016-12-01", "2017-02-28", "season")),
        ("2016-W52-WE", ("2016-12-31", "2017-01-01", "range")),
        ("2016-02-29", ("2016-02-29", "2016-02-29", "day")),
        ("2015-02-29", None),
        ("0000", None),
        ("PRESENT_REF", None),
        ("19", None),
    ],
)
def test_days_of(value: str, days: tuple[str, str, str] | None) -> None:
    got = days_of(value)
    assert (got and (str(got[0]), str(got[1]), got[2])) == days


def test_movable_holidays() -> None:
    assert easter(2000) == date(2000, 4, 23)
    assert easter(2024) == date(2024, 3, 31)
    assert holiday("11-4-4", 2016) == date(2016, 11, 24)
    assert holiday("11-1-1+1", 2016) == date(2016, 11, 8)
    with pytest.raises(ValueError, match="no code"):
        holiday("soon", 2016)


def test_a_phrase_that_a_line_breaks_is_the_same_phrase() -> None:
    broken, whole = (find(f"It held prior{sign}to May 5.", date(2017, 6, 25)) for sign in ("\n", " "))
    assert [(timex.text, timex.value, timex.modifier) for timex in broken] == [("May 5", "2017-05-05", "before")]
    assert broken == whole
