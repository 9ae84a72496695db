"""What is read of an article: its text apart from head, foot and captions, with sentences cut by page breaks whole."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.read import breaks, lines, markdown
from truceline.read.article import read_article, told_day
from truceline.read.blocks import join_blocks, normalise_lines, split_blocks
from truceline.read.words import outlets

TESTS = Path(__file__).parent
CASES = tomllib.loads((TESTS / "cases" / "read_article.toml").read_text(encoding="utf-8"))["case"]
LEXICON = tomllib.loads((TESTS.parent / "pipeline/truceline/lexicons/en/reading.toml").read_text(encoding="utf-8"))


def is_mended(example: str) -> bool:
    return " // " in example and breaks.mend(split_blocks(example.replace(" // ", "\n\n")))[1] == 1


def has_credit(example: str) -> bool:
    return bool(read_article(f"# Title\n\n{example}\n\nThe truce held.", whole=True).aside)


def has_url(example: str) -> bool:
    return "url" in read_article(f"The truce held.\n\n{example.replace(' // ', chr(10))}", whole=True).told


TELLS = {
    "byline": lambda line: lines.author_of(line) is not None,
    "date_line": lambda line: lines.day_of_line(line) is not None,
    "url_label": has_url,
    "credit": has_credit,
    "page_break": is_mended,
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_article(case: dict[str, Any]) -> None:
    article = read_article(case["input"], whole=case.get("whole", True))
    assert article.text == (case["input"] if case["text"] == "=" else case["text"])
    told = {name: value for name, (value, _) in article.told.items()}
    assert told == {name: case[name] for name in ("title", "author", "published", "url") if name in case}
    assert article.aside == case.get("aside", [])


@pytest.mark.parametrize(
    ("table", "example", "expected"),
    [
        (table, example, expected)
        for table in TELLS
        for kind, expected in (("match", True), ("no_match", False))
        for example in LEXICON[table][kind]
    ],
)
def test_words_tell_what_their_examples_say(table: str, example: str, expected: bool) -> None:
    assert TELLS[table](example) is expected


def test_every_table_of_the_lexicon_is_tested() -> None:
    assert set(LEXICON) == set(TELLS)


def test_a_sentence_over_three_pages_is_one() -> None:
    first, second, third = (
        "The two delegations met in a hotel by the lake, as they had in April, and agreed to",
        "exchange prisoners, to open the roads between the two halves of the country and",
        "to meet again in May.",
    )
    article = read_article("\n\n".join([first, second, third]), whole=False)
    assert article.text == f"{first} {second} {third}"
    assert article.mended == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GENEVA, March 3, 2016 (Example Wire) - The truce held.", "2016-03-03"),
        ("Rebels sign truce\n\nMarch 3, 2016\n\nThe rebels signed.", "2016-03-03"),
        ("The truce of March 3, 2016 has held, a spokesman said.", None),
        ("The truce held.\n\n" * 9 + "March 3, 2016", None),
    ],
)
def test_the_head_tells_the_day(text: str, expected: str | None) -> None:
    day = told_day(text)
    assert (day and day.isoformat()) == expected


@given(st.text(alphabet=st.sampled_from("ab A.\n\r\f\t#*_[]()<>!-=:\"'&;\\12é\u2028/")))
def test_any_text_is_read_and_paragraphs_come_together_again(text: str) -> None:
    for whole in (True, False):
        article = read_article(text, whole=whole)
        assert article.text == article.text.strip()
        assert not text.strip() or article.text or article.aside or article.told
    normal = normalise_lines(text)
    assert join_blocks(split_blocks(normal)) == normal


@given(
    st.lists(st.sampled_from(["The truce held on Monday and", "officials said.", "Talks", "a b c", "*", "#", "By A B"]))
)
def test_a_record_without_markdown_loses_and_gains_no_character(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    article = read_article(text, whole=False)
    assert markdown.is_markdown(text) or article.text.split() == text.split()


def test_outlets_are_hosts_without_www_each_once() -> None:
    rows = (TESTS.parent / "pipeline/truceline/lexicons/outlets.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(rows) == len(outlets())
    assert all(host == host.lower() and not host.startswith("www.") and name for host, name in outlets().items())


def test_examples_do_not_repeat() -> None:
    for table in LEXICON.values():
        examples = sorted(table["match"] + table["no_match"])
        assert all(one != other for one, other in pairwise(examples))
