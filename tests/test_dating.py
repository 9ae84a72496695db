"""Which day an event is given: the expression that governs it, lengths of time, and dates of something else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.extract import Mention, extract
from truceline.extract.days import UNDATED
from truceline.extract.lexicon import read
from truceline.read.document import Document

PUBLISHED = date(2031, 5, 14)
# It makes the text one on armed conflict, and stands last so that the case's first sentence is the text's.
CONFLICT = "Rebels and soldiers fight a war in the north."


def _told(text: str) -> list[Mention]:
    return extract(Document("d", "d.txt", f"{text} {CONFLICT}", published=PUBLISHED))


@pytest.mark.cases("dating")
def test_event_has_the_day_of_its_own_expression(case: dict[str, Any]) -> None:
    found = [mention for mention in _told(case["text"]) if f"{mention.event_class}/{mention.phase}" == case["event"]]
    assert len(found) == 1
    mention = found[0]
    days = f"{mention.date_start} {mention.date_end} {mention.date_precision}"
    assert (days if mention.date_start else "none") == case["date"]
    assert mention.date_start or mention.date_basis == UNDATED.basis
    if case["event"].partition("/")[0] != "violation":
        assert mention.status == case.get("status", "occurred")


LENGTHS = st.sampled_from(["hours", "days", "weeks", "months", "years"])
WORDS = st.sampled_from(
    ["the past", "the last", "for", "over", "since", "after", "more than", "Friday", "2029", ",", "when"]
)


@given(st.lists(WORDS, max_size=4), st.integers(0, 9999), LENGTHS)
def test_any_length_of_time_gives_ordered_days(words: list[str], count: int, unit: str) -> None:
    text = f"The ceasefire has held {' '.join(words)} {count} {unit} after rebels agreed a truce."
    for mention in _told(text):
        assert (mention.date_start is None) == (mention.date_end is None) == (mention.date_precision is None)
        assert mention.date_start is None or mention.date_end is None or mention.date_start <= mention.date_end


def test_words_are_in_lower_case_and_listed_once() -> None:
    for words in read("dating")["words"].values():
        assert words == [word.lower() for word in words]
        assert len(set(words)) == len(words)
