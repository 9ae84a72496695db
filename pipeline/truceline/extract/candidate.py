"""What a candidate event is, and the sentence that tells it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.extract.sentences import Span
from truceline.extract.tokens import Words

_POSSESSIVES = ("'s", "’s")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of the text, or the title (`number` -1, offsets into the title)."""

    number: int
    text: str
    span: Span
    words: Words

    @property
    def verbatim(self) -> str:
        """The sentence as it stands in the text."""
        return self.text[self.span.start : self.span.end]

    def is_possessive(self, end: int) -> bool:
        """Whether the words that end at an offset of the text own what follows ("Friday's", "Syria's")."""
        return self.text[end : end + 2] in _POSSESSIVES


@dataclass(frozen=True, slots=True)
class Candidate:
    """One frame as one sentence tells it.

    `first`, `last` and `governor` are tokens of `unit`: the words that name the event, and what says what became of it.
    `attribution` is allege, deny or report where the sentence has such a verb, else "". `excluded` names the rule by
    which the candidate is no event, or is "".
    """

    unit: Unit
    event_class: str
    phase: str
    kind: str
    trigger: str
    first: int
    last: int
    governor: int
    relation: str
    attribution: str
    weak: bool
    strong: bool
    planned: bool = False
    present: bool = False
    colours: tuple[str, ...] = ()
    excluded: str = ""


def excluding(candidate: Candidate, rule: str) -> Candidate:
    """The same candidate, excluded by `rule` unless another rule had excluded it."""
    return candidate if candidate.excluded else replace(candidate, excluded=rule)
