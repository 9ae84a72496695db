"""From a document to its events, on cases of our own and on any text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.extract import Mention, explain, extract
from truceline.read.document import Document
from truceline_schemas.codelists import codes, phases

PUBLISHED = date(2031, 5, 14)
WORDS = [
    *("ceasefire", "truce", "peace", "talks", "deal", "agreed", "signed", "rejected", "called", "for", "to", "will"),
    *("not", "if", "on", "Monday", "Friday", "in", "Geneva", "the", "rebels", "army", "Syria", "despite", "shelling"),
    *("violated", "since", "2", "May", "accused", "of", "announced", "due", "resume", "meet", "war", "is", "was"),
    *("been", "by", "U.S.", '"He', ".", ",", "“", "”", ":", "-", "\n", "\n\n"),
]


def document(text: str, title: str | None = None, published: date | None = PUBLISHED) -> Document:
    return Document("d", "d.txt", text, title=title, published=published)


def told(mention: Mention, fields: dict[str, Any]) -> dict[str, Any]:
    """What a mention says of the fields that a case is about."""
    days = "" if mention.date_start is None else f"{mention.date_start}/{mention.date_end}"
    values = {
        "class": mention.event_class,
        "phase": mention.phase,
        "status": mention.status,
        "dates": days,
        "precision": mention.date_precision,
        "place": mention.place,
        "country": mention.country,
        "actors": [f"{actor.name}: {actor.role}" for actor in mention.actors],
    }
    return {name: values[name] for name in fields}


@pytest.mark.cases("extract")
def test_events(case: dict[str, Any]) -> None:
    mentions = extract(document(case["text"], case.get("title"), case.get("published", PUBLISHED)))
    wanted = case["events"]
    assert [(m.event_class, m.phase) for m in mentions] == [(event["class"], event["phase"]) for event in wanted]
    assert [told(m, event) for m, event in zip(mentions, wanted, strict=True)] == wanted


def test_evidence_points_into_the_text() -> None:
    text = "The war goes on.\n\nRebels and the army agreed\na truce on Monday. “Peace at last,” he said."
    (mention,) = extract(document(text))
    assert mention.evidence == ("Rebels and the army agreed\na truce on Monday.",)
    assert text[mention.char_start : mention.char_end] == mention.evidence[0]


def test_an_event_of_the_title_alone_has_no_place_in_the_text() -> None:
    (mention,) = extract(document("Fighting went on along the front, soldiers said.", title="Rebels reject truce"))
    assert mention.evidence == ("Rebels reject truce",)
    assert (mention.char_start, mention.char_end) == (0, 0)


def test_a_title_that_the_text_repeats_is_told_once() -> None:
    (mention,) = extract(
        document("Rebels reject truce\n\nFighting went on, soldiers said.", title="Rebels reject truce")
    )
    assert mention.char_end > 0


def test_a_document_without_a_day_keeps_its_events_undated() -> None:
    (mention,) = extract(document("Rebels and the army agreed a truce on Monday.", published=None))
    assert (mention.phase, mention.date_start, mention.date_basis) == ("agreed", None, "published")


def test_a_language_without_a_lexicon_tells_nothing() -> None:
    assert extract(replace(document("Rebels and the army agreed a truce."), language="xx")) == []


def test_more_evidence_makes_surer() -> None:
    once = "The war goes on. Rebels and the army signed a truce."
    (single,) = extract(document(once))
    (double,) = extract(document(f"{once} The truce was signed by both armies."))
    assert 0 < single.confidence < double.confidence < 1


def test_explanation_tells_what_was_set_aside_and_why() -> None:
    explanation = explain(document("Rebels signed a truce on Monday. If a truce is signed, soldiers will leave."))
    kept, dropped = explanation.candidates
    assert (kept.trigger, kept.governor, kept.phase, kept.date_text, kept.excluded) == (
        "truce",
        "signed",
        "agreed",
        "Monday",
        "",
    )
    assert dropped.excluded == "colour_hope"
    assert [mention.phase for mention in explanation.mentions] == ["agreed"]


def test_explanation_of_a_text_out_of_scope_names_its_kind() -> None:
    text = "The two economies agreed a truce in their dispute over exports, imports, goods and steel."
    assert {one.excluded for one in explain(document(text)).candidates} == {"scope_trade"}


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join) | st.text(max_size=200),
    st.none() | st.text(max_size=40) | st.just("Rebels reject truce on Monday"),
    st.none() | st.dates(),
)
def test_any_text(text: str, title: str | None, published: date | None) -> None:
    tried = document(text, title, published)
    mentions = extract(tried)
    assert mentions == extract(tried)
    for mention in mentions:
        assert mention.phase in phases(mention.event_class)
        assert mention.status in codes("status")
        assert 0 < mention.confidence < 1
        assert {actor.role for actor in mention.actors} <= set(codes("role"))
        in_text = [sentence for sentence in mention.evidence if sentence != title]
        assert 0 <= mention.char_start <= mention.char_end <= len(text)
        assert text[mention.char_start : mention.char_end] in (in_text[:1] or [""])
        assert (mention.date_start is None) == (mention.date_end is None) == (mention.date_precision is None)
        assert mention.date_start is None or mention.date_end is None or mention.date_start <= mention.date_end
