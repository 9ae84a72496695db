"""Where sentences end, on cases of our own and on any text."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.extract.sentences import split


@pytest.mark.cases("sentences")
def test_split(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[span.start : span.end] for span in split(text)] == case["split"].split("|")


@given(st.text(alphabet=st.sampled_from('aB. \n!?…"”([-•1é\u3000\ud800'), max_size=80) | st.text(max_size=200))
def test_nothing_of_a_text_is_lost_and_nothing_told_twice(text: str) -> None:
    spans = split(text)
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(text)]
    assert edges == sorted(edges)
    assert all(not text[end:start].strip() for end, start in zip(edges[::2], edges[1::2], strict=True))
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() != "" for span in spans)
    assert all("\n\n" not in text[span.start : span.end] for span in spans)
