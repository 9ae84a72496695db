"""The page: every event with its sentences, and nothing that loads or runs."""

from __future__ import annotations

import re

from truceline.merge import assign_events, merge_mentions
from truceline.report import timeline_page
from truceline.tables import Tables
from truceline_schemas import Documents, Mentions, Rejects, frame_of

SENTENCE = 'They <b>agreed</b> a truce & signed "it".'


def page() -> str:
    documents = frame_of(
        Documents, [{"doc_id": "a", "published": "2023-05-21", "outlet": "The <i>Example</i>", "flags": []}]
    )
    told = {
        "mention_id": "a#1",
        "doc_id": "a",
        "event_class": "ceasefire",
        "phase": "agreed",
        "status": "alleged",
        "date_basis": "published",
        "place": "Jeddah",
        "country": "SAU",
        "actors": [{"name": "Army", "role": "party"}],
        "evidence": [SENTENCE],
        "confidence": 0.5,
    }
    mentions = assign_events(frame_of(Mentions, [told]), documents)
    events = merge_mentions(mentions, documents)
    return timeline_page(Tables(documents, mentions, events, frame_of(Rejects, [])))


def test_an_event_is_shown_with_its_sentence_and_source() -> None:
    text = page()
    assert "ceasefire agreed" in text
    assert "by 2023-05-21" in text
    assert "(alleged)" in text
    assert "Jeddah, Saudi Arabia" in text
    assert "Army" in text
    assert "They &lt;b&gt;agreed&lt;/b&gt; a truce &amp; signed" in text


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    text = page()
    assert "default-src 'none'" in text
    assert not re.search(r"<script|<link|<img|<iframe|src=|href=|url\(|@import|\son\w+=", text)
    assert "<i>Example</i>" not in text
