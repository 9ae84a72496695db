"""How well mentions agree with events that people coded by hand in the same documents.

A coded event is {"class", "phase", "status", "date": {"start", "end", "precision"}, "country", "place",
"actors": [{"name", "aliases", "role"}], "evidence": [sentences]}. Two events pair where they are of one class and at
least half of the words of the shorter evidence are in the other's; among several, equal phases and dates come first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truceline.extract.mention import Mention
from truceline_schemas import codes

LEVELS = ("detect", "phase", "coded", "dated", "row")
"""Right in class; and in phase; and in status; in phase and date; in phase, date, status and country."""

_LEAST_OVERLAP = 0.5
_WORD = re.compile(r"\w+")
# Words that tell no actor and no sentence from another.
_EMPTY = frozenset({"the", "a", "an", "of", "and", "s", "group", "groups"})


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one side tells it, coder or program; `actors` are (all names of one, role)."""

    event_class: str
    phase: str
    status: str
    date: tuple[str | None, str | None, str | None]
    country: str | None
    evidence: tuple[frozenset[str], ...]
    actors: tuple[tuple[tuple[frozenset[str], ...], str], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Of `coded` events and `found` ones, `right` agree."""

    right: int
    found: int
    coded: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.coded if self.coded else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.coded) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`scores` by level, "detect CLASS" and "who"; `empty` documents without an event, of which `tripped` got one."""

    documents: int
    scores: Mapping[str, Score]
    empty: int
    tripped: int


def evaluate(documents: Iterable[tuple[Sequence[Mapping[str, Any]], Sequence[Mention]]]) -> Evaluation:
    """Compare the coded events of each document with its mentions. Raises KeyError for one without a class."""
    n: Counter[tuple[str, str]] = Counter()
    for coded, found in documents:
        gold, told = [coded_event(event) for event in coded], [found_event(mention) for mention in found]
        n["documents", ""] += 1
        n["empty", ""] += not gold
        n["tripped", ""] += bool(told) and not gold
        n.update(_tally(gold, told))
    names = [*LEVELS, *(f"detect {code}" for code in codes("event_class")), "who"]
    scores = {name: Score(n[name, "right"], n[name, "found"], n[name, "coded"]) for name in names}
    return Evaluation(n["documents", ""], scores, n["empty", ""], n["tripped", ""])


def _tally(gold: Sequence[Told], told: Sequence[Told]) -> Iterator[tuple[str, str]]:
    for side, events in (("coded", gold), ("found", told)):
        for event in events:
            yield from ((level, side) for level in (*LEVELS, f"detect {event.event_class}"))
    for g, t in pairs(gold, told):
        yield from ((level, "right") for level in _levels(gold[g], told[t]))
        yield f"detect {gold[g].event_class}", "right"
        if gold[g].phase == told[t].phase:
            yield from _who(gold[g], told[t])


def _levels(gold: Told, told: Told) -> Iterator[str]:
    yield "detect"
    if gold.phase != told.phase:
        return
    yield "phase"
    if gold.status == told.status:
        yield "coded"
    if gold.date == told.date:
        yield "dated"
    if (gold.status, gold.date, gold.country) == (told.status, told.date, told.country):
        yield "row"


def pairs(gold: Sequence[Told], told: Sequence[Told]) -> list[tuple[int, int]]:
    """Indices of the events that pair, each used once, the best pair first."""
    candidates = []
    for g, one in enumerate(gold):
        for t, other in enumerate(told):
            shared = max((_overlap(a, b) for a in one.evidence for b in other.evidence), default=0.0)
            if one.event_class == other.event_class and shared >= _LEAST_OVERLAP:
                likeness = 4 * (one.phase == other.phase) + 2 * (one.date == other.date) + shared
                candidates.append((-likeness, g, t))
    taken: dict[int, int] = {}
    for _, g, t in sorted(candidates):
        if g not in taken and t not in taken.values():
            taken[g] = t
    return list(taken.items())


def _who(gold: Told, told: Told) -> Iterator[tuple[str, str]]:
    yield from (("who", "coded") for _ in gold.actors)
    yield from (("who", "found") for _ in told.actors)
    left = list(told.actors)
    for names, role in gold.actors:
        same = next((a for a in left if a[1] == role and _is_one(names, a[0])), None)
        if same:
            left.remove(same)
            yield "who", "right"


def _is_one(names: Iterable[frozenset[str]], others: Sequence[frozenset[str]]) -> bool:
    """One of the names is the other's, or part of it."""
    return any(a and b and (a <= b or b <= a) for a in names for b in others)


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _EMPTY


def coded_event(event: Mapping[str, Any]) -> Told:
    """A hand-coded event as the module's docstring gives it."""
    date, evidence = event.get("date") or {}, event.get("evidence") or []
    return Told(
        event_class=event["class"],
        phase=event["phase"],
        status=event.get("status", "occurred"),
        date=(date.get("start"), date.get("end"), date.get("precision")),
        country=event.get("country"),
        evidence=tuple(map(_words, [evidence] if isinstance(evidence, str) else evidence)),
        actors=tuple(
            (tuple(map(_words, [actor["name"], *actor.get("aliases", [])])), actor["role"])
            for actor in event.get("actors", [])
        ),
    )


def found_event(mention: Mention) -> Told:
    """A mention in the same form."""
    start, end = (str(day) if day else None for day in (mention.date_start, mention.date_end))
    return Told(
        event_class=mention.event_class,
        phase=mention.phase,
        status=mention.status,
        date=(start, end, mention.date_precision) if mention.date_precision else (None, None, None),
        country=mention.country,
        evidence=tuple(map(_words, mention.evidence)),
        actors=tuple(((_words(actor.name),), actor.role) for actor in mention.actors),
    )
