"""Every entry of the lexicons against the sentences that it carries, and what a new language's files must have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from truceline.extract import extract
from truceline.extract.lexicon import load, read
from truceline.read.document import Document
from truceline_schemas.codelists import phases

PUBLISHED = date(2031, 5, 14)
# A text that is on armed conflict whatever the sentence says, and names no event itself.
CONFLICT = "Rebels and soldiers fight a war in the north."


def told(sentence: str, event_class: str) -> set[str]:
    document = Document("d", "d.txt", f"{CONFLICT} {sentence}", published=PUBLISHED)
    return {mention.phase for mention in extract(document) if mention.event_class == event_class}


def first(of: str | list[str]) -> str:
    return of if isinstance(of, str) else of[0]


def examples(key: str) -> Iterator[Any]:
    for name in ("ceasefire", "talks", "violation"):
        data = read(name)
        classes = {trigger: entry["class"] for trigger, entry in data["triggers"].items()}
        for entry in (*data.get("frame", ()), *data.get("example", ())):
            event_class = classes[first(entry["of"])] if "of" in entry else name
            for sentence in entry[key]:
                yield pytest.param(
                    sentence, event_class, entry["phase"], id=f"{event_class}-{entry['phase']}: {sentence}"
                )


@pytest.mark.parametrize(("sentence", "event_class", "phase"), list(examples("match")))
def test_entry_matches(sentence: str, event_class: str, phase: str) -> None:
    assert phase in told(sentence, event_class)


@pytest.mark.parametrize(("sentence", "event_class", "phase"), list(examples("no_match")))
def test_entry_does_not_match(sentence: str, event_class: str, phase: str) -> None:
    assert phase not in told(sentence, event_class)


@pytest.mark.parametrize("event_class", ["ceasefire", "talks", "violation"])
def test_every_phase_has_sentences(event_class: str) -> None:
    given = {param.values[2] for param in examples("match") if param.values[1] == event_class}
    assert given == set(phases(event_class))


def test_a_verb_keeps_its_forms_whatever_class_of_words_it_is_in() -> None:
    verbs = read("grammar")["verbs"]
    listed = {*verbs["common"].split(), *verbs["irregular"]} - {"be", "do", "have"}
    assert sorted(listed - load().forms.keys()) == []
