"""Which sentences of a text tell one event, and which events it hardly tells."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from truceline.extract import Mention, explain, extract
from truceline.read.document import Document

PUBLISHED = date(2031, 5, 14)


def _told(mention: Mention) -> str:
    days = f"{mention.date_start} {mention.date_end}" if mention.date_start else "none"
    return f"{mention.event_class}/{mention.phase} {days}"


@pytest.mark.cases("grouping")
def test_text_tells_each_event_once(case: dict[str, Any]) -> None:
    document = Document("d", "d.txt", case["text"], title=case.get("title"), published=PUBLISHED)
    assert [_told(mention) for mention in extract(document)] == case["events"]


def test_what_is_left_out_is_explained() -> None:
    document = Document(
        "d", "d.txt", "The rebels rejected a ceasefire. Plans for peace talks were kept secret.", published=PUBLISHED
    )
    told = {f"{one.event_class}/{one.phase}": one.excluded for one in explain(document).candidates}
    assert told == {"ceasefire/rejected": "", "talks/scheduled": "left_out"}
