"""Why a document's events are what they are: every candidate with its governor, date and place, or what excluded it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from truceline.extract.candidate import Candidate
from truceline.extract.mention import Mention
from truceline.extract.stage import Reading, events, mention_of, read, tell
from truceline.read.document import Document


@dataclass(frozen=True, slots=True)
class Explained:
    """One candidate event.

    `sentence` is its number, -1 for the title, and `text` its words. `trigger` names the event, `governor` is the word
    that gives the phase, in `relation` to the trigger. `colours` change the phase (future, negated, hope, ...).
    `excluded` is the rule by which it is no event, or ""; "left_out" is one that another event tells better, or that
    the text tells but in passing. `date_text` and `place` are what the sentence gives it.
    """

    sentence: int
    text: str
    event_class: str
    phase: str
    trigger: str
    governor: str
    relation: str
    colours: tuple[str, ...]
    excluded: str
    date_text: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """All candidates of a document in its order, and the mentions that came of them."""

    candidates: tuple[Explained, ...]
    mentions: tuple[Mention, ...]


def explain(document: Document) -> Explanation:
    """The same reading as `extract`, with all that it set aside; a pure function of the document."""
    reading = read(document)
    found = events(document, reading)
    kept = {_spot(told.candidate) for event in found for told in event.told}
    explained = tuple(_explained(candidate, reading, document, kept) for candidate in reading.candidates)
    return Explanation(explained, tuple(mention_of(event, reading) for event in found))


def _spot(candidate: Candidate) -> tuple[int, str, int, int]:
    """What of a candidate its date does not change."""
    return candidate.unit.number, candidate.event_class, candidate.first, candidate.governor


def _explained(
    candidate: Candidate, reading: Reading, document: Document, kept: Collection[tuple[int, str, int, int]]
) -> Explained:
    told = tell(candidate, reading, document)
    return Explained(
        sentence=candidate.unit.number,
        text=candidate.unit.verbatim,
        event_class=candidate.event_class,
        phase=told.candidate.phase,
        trigger=candidate.trigger,
        governor=candidate.unit.words.low(candidate.governor),
        relation=candidate.relation,
        colours=candidate.colours,
        excluded=candidate.excluded or ("" if _spot(candidate) in kept else "left_out"),
        date_text=told.when.text,
        place=told.place.name if told.place else None,
    )
