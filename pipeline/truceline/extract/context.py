"""The date of an event that its own sentence does not date, where another sentence plainly tells it (section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from truceline.dates import Timex
from truceline.extract.candidate import Candidate, Unit
from truceline.extract.clauses import owner_of
from truceline.extract.days import UNDATED, When
from truceline.extract.lengths import listed
from truceline.extract.sentences import within
from truceline.extract.tokens import Words

# Rules by which a candidate is of no talks on a conflict.
_OTHER_TALKS = ("scope", "no_topic")
# A sentence's subject is among its first tokens.
_SUBJECT = 4


def of_conversation(candidate: Candidate, opening: Unit, timexes: Sequence[Timex]) -> When:
    """The day on which the people of an undated candidate spoke, as the text's first sentence gives it.

    A readout dates the conversation once ("Mr. A spoke today with B. They discussed ..."): a date in another sentence
    counts when the text plainly says that it is this event's (section 5).
    """
    if not _refers_back(candidate.unit.words, opening.words):
        return UNDATED
    words = opening.words
    for timex in within(timexes, opening.span):
        owner = owner_of(words, words.at(timex.char_start))
        spoke = owner is not None and words.tokens[owner].lemma in listed()["converse"]
        if spoke and timex.precision == "day" and timex.modifier is None:
            return When(timex.start, timex.end, timex.precision, timex.text, "context")
    return UNDATED


def of_plan(candidates: Sequence[Candidate], timexes: Sequence[Timex], published: date | None) -> When:
    """The one day to come that a document's sentences on talks name, for a plan that its own sentence does not date."""
    plans: dict[tuple[date, date | None, str | None], str] = {}
    for one in on_talks(candidates):
        for timex in within(timexes, one.unit.span):
            named = any(character.isupper() or character.isdigit() for character in timex.text)
            if published and named and timex.type == "DATE" and timex.start and timex.start > published:
                plans.setdefault((timex.start, timex.end, timex.precision), timex.text)
    if len(plans) != 1:
        return UNDATED
    (start, end, precision), text = next(iter(plans.items()))
    return When(start, end, precision, text, "context")


def on_talks(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates in the text on talks of a conflict, also those that are told to be none or no event."""
    talks = (one for one in candidates if one.event_class == "talks" and one.unit.number >= 0)
    return [one for one in talks if not one.excluded.startswith(_OTHER_TALKS)]


def _refers_back(words: Words, before: Words) -> bool:
    """Whether a sentence's subject is a pronoun or a name of the sentence before."""
    if words.low(int(words.has(0, "determiner"))) in listed()["back"]:
        return True
    names = {token.low for token in before.tokens if token.capital}
    return any(token.capital and token.low in names for token in words.tokens[1:_SUBJECT])
