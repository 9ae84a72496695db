"""One occasion, one mention: which candidates of a document tell the same event (coding rules, section 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from truceline.entities import Place
from truceline.extract.candidates import Candidate
from truceline.extract.dating import UNDATED, When


@dataclass(slots=True)
class Told:
    """A candidate with what its sentence says of when and where."""

    candidate: Candidate
    when: When
    place: Place | None


@dataclass(slots=True)
class Event:
    """The candidates that tell one occasion, in document order."""

    told: list[Told] = field(default_factory=list)
    lent: When | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Class and phase."""
        return self.best.candidate.event_class, self.best.candidate.phase

    @property
    def when(self) -> When:
        """The date that says most, of equals the first."""
        dated = [told.when for told in self.told if told.when.start]
        return min(dated, key=_length) if dated else self.lent or UNDATED

    @property
    def place(self) -> Place | None:
        """The place of the first candidate that has one."""
        return next((told.place for told in self.told if told.place), None)

    @property
    def best(self) -> Told:
        """The first candidate that tells the date, else the first."""
        return next((told for told in self.told if told.when.start), self.told[0])


def _length(when: When) -> int:
    return (when.end - when.start).days if when.start and when.end else 0


def group(told: Iterable[Told]) -> list[Event]:
    """Candidates by occasion, in the order in which the occasions are first told."""
    events: list[Event] = []
    for one in told:
        home = next((event for event in events if _same(event, one)), None)
        if home is None:
            home = Event()
            events.append(home)
        home.told.append(one)
    return events


def _same(event: Event, one: Told) -> bool:
    first = event.told[0].candidate
    if (first.event_class, first.phase) != (one.candidate.event_class, one.candidate.phase):
        return False
    if first.event_class == "violation" and (first.attribution in _DOUBT) != (one.candidate.attribution in _DOUBT):
        return False
    return _same_time(event.when, one.when) and _same_place(event, one)


_DOUBT = ("allege", "deny")


def _same_time(a: When, b: When) -> bool:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return True
    return a.start <= b.end and b.start <= a.end


def _same_place(event: Event, one: Told) -> bool:
    """Undated candidates of one phase tell one occasion wherever; dated ones where their places may be the same."""
    a, b = event.place, one.place
    if a is None or b is None or a.name == b.name:
        return True
    if event.when.start is None or one.when.start is None:
        return True
    return a.country == b.country and ("country" in (a.kind, b.kind) or "region" in (a.kind, b.kind))


def lend_dates(events: list[Event], published: date | None) -> list[Event]:
    """A ceasefire that holds, undated, has held since the one of the document that took effect."""
    began = [event.when.start for event in events if event.key == ("ceasefire", "started") and event.when.start]
    for event in events:
        holds = event.key == ("ceasefire", "holding") and event.when.start is None
        if holds and began and published and began[0] <= published:
            precision = "range" if began[0] < published else "day"
            event.lent = When(began[0], published, precision, None, "context")
    return events


def settle(events: list[Event]) -> list[Event]:
    """Leave out what another event of the document tells better: an undated round beside its end, a plan called off."""
    phases = {event.key for event in events}
    kept = []
    for event in events:
        key = event.key
        bare = event.when.start is None
        if key == ("talks", "held") and ("talks", "concluded") in phases and bare:
            continue
        better = _SETTLED.get(key)
        if better and any(_beside(event, other, better) for other in events):
            continue
        kept.append(event)
    return kept


# A plan that is called off is `suspended` alone, one that a side takes and the other refuses `rejected` alone.
_SETTLED = {
    ("talks", "scheduled"): ("talks", "suspended"),
    ("ceasefire", "agreed"): ("ceasefire", "rejected"),
}


def _beside(event: Event, other: Event, key: tuple[str, str]) -> bool:
    """Whether `other` is of class and phase `key` and told in a sentence of `event`."""
    if other.key != key:
        return False
    numbers = ({told.candidate.unit.number for told in one.told} for one in (event, other))
    return bool(set.intersection(*numbers))
