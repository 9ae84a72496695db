"""One occasion, one mention: which candidates of a document tell the same event (coding rules, section 4)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from truceline.entities import Place
from truceline.extract.acts import UNSPECIFIED
from truceline.extract.candidate import Candidate
from truceline.extract.days import When
from truceline.extract.lengths import listed


@dataclass(slots=True)
class Told:
    """A candidate with what its sentence says of when and where; `speaker` is the first side named before its verb."""

    candidate: Candidate
    when: When
    place: Place | None
    speaker: str | None = None


@dataclass(slots=True)
class Event:
    """The candidates that tell one occasion, in document order.

    `best` is the first that tells a date, else the first; `when` is the date that says most, `place` the finest that
    one of them gives, of equals the first. `sentences` are the numbers of those that tell it, `speakers` the sides that
    those of the text name first.
    """

    best: Told
    when: When
    place: Place | None
    told: list[Told] = field(default_factory=list)
    sentences: set[int] = field(default_factory=set)
    speakers: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str, str]:
        """Class and phase."""
        return self.best.candidate.event_class, self.best.candidate.phase

    @property
    def said(self) -> set[str]:
        """How its candidates are told: alleged, denied, reported or, "", as fact."""
        return {told.candidate.attribution for told in self.told}

    def add(self, one: Told) -> None:
        """Let one more candidate tell the event."""
        self.told.append(one)
        self.sentences.add(one.candidate.unit.number)
        if one.speaker and one.candidate.unit.number >= 0:
            self.speakers.add(one.speaker)
        if one.when.start and self.best.when.start is None:
            self.best = one
        if one.when.start and (self.when.start is None or _says_more(one.when, self.when)):
            self.when = one.when
        if one.place and (self.place is None or finer(one.place, self.place)):
            self.place = one.place


def finer(a: Place, b: Place) -> bool:
    """Whether `a` says more precisely where than `b`, in the same country."""
    return a.country == b.country and _fineness(a) < _fineness(b)


def _fineness(place: Place) -> tuple[bool, int]:
    return place.kind == "country", place.geo_precision or 0


def _says_more(a: When, b: When) -> bool:
    """Whether `a` dates an event better: it is its own and not of who told it, or else of fewer days.

    A range ("on May 10-12") stays the event's where a day of it is told.
    """
    closer = (a.said, _length(a)) < (b.said, _length(b))
    return closer and not (a.precision == "day" and b.precision == "range")


def _length(when: When) -> int:
    return (when.end - when.start).days if when.start and when.end else 0


def group(told: Iterable[Told], published: date | None = None) -> list[Event]:
    """Candidates by occasion, in the order in which the occasions are first told.

    Each is compared with so many of the last occasions of its class and phase that time stays linear in their number.
    """
    events: list[Event] = []
    alike: dict[tuple[str, str], deque[Event]] = {}
    for one in told:
        before = alike.setdefault((one.candidate.event_class, one.candidate.phase), deque(maxlen=_COMPARED))
        home = next((event for event in before if _same(event, one, published)), None)
        if home is None:
            home = Event(one, one.when, one.place)
            events.append(home)
            before.append(home)
        home.add(one)
    return events


def _same(event: Event, one: Told, published: date | None) -> bool:
    """Whether one more candidate of the event's class and phase tells the event."""
    first = event.told[0].candidate
    if first.event_class == "violation" and (first.attribution in _DOUBT) != (one.candidate.attribution in _DOUBT):
        return False
    if event.key[0] != "violation" and one.when.start is None and one.candidate.relation in _NAMED:
        return True
    return _same_time(event, one, published) and _same_place(event, one) and _same_speaker(event, one)


_DOUBT = ("allege", "deny")
# What a sentence only names, with no day ("the truce offer", "stalled talks"), is the event told before.
_NAMED = ("noun", "compound", "adjective")
# Occasions of one class and phase; hardly a text tells of so many.
_COMPARED = 100
# In days.
_LONG_AGO = 14
# Of two speakers they are two events.
_SPOKEN = (("ceasefire", "proposed"), ("ceasefire", "declared"))


def _same_speaker(event: Event, one: Told) -> bool:
    """Whether a call or a vow may be of who speaks in the event; a title sums up what several say."""
    if event.key not in _SPOKEN or one.candidate.unit.number < 0 or one.candidate.unit.number in event.sentences:
        return True
    return not one.speaker or not event.speakers or one.speaker in event.speakers


def _same_time(event: Event, one: Told, published: date | None) -> bool:
    """Whether two may be of one day: what has no day is not what is set for a day to come, nor, going on, long past."""
    a, b = event.when, one.when
    if a.start and a.end and b.start and b.end:
        return a.start <= b.end and b.start <= a.end
    if a.start is None and b.start is None:
        return True
    dated, bare = (event.best, one) if b.start is None else (one, event.best)
    if bare.candidate.present and published and dated.when.end and (published - dated.when.end).days > _LONG_AGO:
        return False
    return event.key[1] == "scheduled" or bare.candidate.planned or not dated.candidate.planned


def _same_place(event: Event, one: Told) -> bool:
    """Undated candidates of one phase tell one occasion wherever; dated ones where their places may be the same.

    Acts that break a ceasefire in two towns are two violations.
    """
    a, b = event.place, one.place
    if a is None or b is None or a.name == b.name:
        return True
    wide = not {"country", "region"}.isdisjoint((a.kind, b.kind))
    act = event.key[0] == "violation" and event.key[1] != UNSPECIFIED
    if (wide or not act) and (event.when.start is None or one.when.start is None):
        return True
    return a.country == b.country and wide


def lend_dates(events: list[Event], published: date | None) -> list[Event]:
    """Date by the document's ceasefire that took effect what is undated and goes on since then.

    That is the ceasefire that holds, and what has happened "since" it; also what breaks it, where it took effect on the
    day of publication.
    """
    began = [event.when.start for event in events if event.key == ("ceasefire", "started") and event.when.start]
    for event in events:
        if began and published and began[0] <= published and event.when.start is None:
            today = began[0] == published
            if event.key == ("ceasefire", "holding") or (event.key[0] == "violation" and (today or _since(event))):
                event.when = When(began[0], published, "day" if today else "range", None, "context")
    return events


def _since(event: Event) -> bool:
    return event.best.candidate.trigger.split()[0] in listed()["since"]


# A plan that is called off is `suspended` alone; of a deal that is refused only `rejected` is told.
_SETTLED = {
    ("talks", "scheduled"): ("talks", "suspended"),
    ("ceasefire", "agreed"): ("ceasefire", "rejected"),
}

# What has no day and no sentence of its own beside another event: an offer that is taken is `agreed` alone, a deal that
# is reached is in no state yet, and who met to offer or to ask for something is told by that.
_TOLD_WITHIN = {
    ("ceasefire", "proposed"): (("ceasefire", "agreed"),),
    ("ceasefire", "holding"): (("ceasefire", "agreed"),),
    ("ceasefire", "agreed"): (("ceasefire", "extended"),),
    ("talks", "held"): (("talks", "proposed"), ("ceasefire", "proposed")),
}
# Talks in which something is agreed are told by that where no verb tells them ("after two days of talks").
_ONLY_NAMED = ("noun", "after")


def settle(events: list[Event]) -> list[Event]:
    """Leave out what another event of the document tells better.

    So are an undated round beside its end, or told but once beside its break, a plan that is called off, and a mere
    denial beside the acts that are denied.
    """
    told: dict[tuple[str, str], set[int]] = {}
    for event in events:
        told.setdefault(event.key, set()).update(event.sentences)
    return [event for event in events if not (_told_better(event, told) or _is_refused(event, events))]


def _is_refused(event: Event, events: Sequence[Event]) -> bool:
    """Whether an offer is only named as the one that is refused ("spurned an offer of a truce")."""
    if event.key != ("ceasefire", "proposed") or len(event.told) > 1:
        return False
    best = event.best.candidate
    refusals = [told.candidate for other in events if other.key == ("ceasefire", "rejected") for told in other.told]
    same = (one for one in refusals if one.unit.number == best.unit.number)
    return best.relation == "noun" and any(one.first <= best.governor < one.last for one in same)


def _told_better(event: Event, told: Mapping[tuple[str, str], set[int]]) -> bool:
    if event.key == ("violation", UNSPECIFIED) and event.said == {"deny"}:
        return any(kind == "violation" and (kind, phase) != event.key for kind, phase in told)
    settled = _SETTLED.get(event.key)
    if settled is not None and event.sentences & told.get(settled, set()):
        return True
    best = event.best.candidate
    if event.key == ("ceasefire", "ended") and best.planned and ("ceasefire", "extended") in told:
        return True
    if event.key == ("talks", "held") and best.relation in _ONLY_NAMED:
        agreed = told.get(("ceasefire", "agreed"), set()) | told.get(("talks", "agreed"), set())
        if event.sentences <= agreed:
            return True
    if event.when.start:
        return False
    stated = best.relation == "subject" and not best.unit.words.has(best.governor, "preposition")
    if event.key == ("ceasefire", "holding") and stated:
        return False
    broken = len(event.sentences) == 1 and ("talks", "suspended") in told
    if event.key == ("talks", "held") and (broken or ("talks", "concluded") in told):
        return True
    return any(event.sentences <= told.get(better, set()) for better in _TOLD_WITHIN.get(event.key, ()))


# The sentence, counted from 0, from which on an event told in passing counts for nothing.
_PASSING = {("talks", "scheduled"): 0, ("talks", "concluded"): 3, ("ceasefire", "started"): 3}
_LEAD = 2
# What an event is told by where it is its sentence's subject, or the verb itself.
_OWN = ("subject", "verb")
# What colours the verb of a plan that is told for its own sake.
_FIRM = (("future",), ("agree",))


def leave_passing(events: list[Event]) -> list[Event]:
    """Leave out what a text beside other things names once and gives no day, and so hardly says to happen.

    So are plans to meet ("ahead of the talks") that no verb says to be to come ("the talks will go on"), and later on
    beginnings and ends ("since the truce began"). What a text tells in its first sentences, and nothing else, is what
    it is about.
    """
    return [event for event in events if not _in_passing(event, alone=len(events) == 1)]


def _in_passing(event: Event, *, alone: bool) -> bool:
    best, first = event.best.candidate, event.best.candidate.unit.number
    if event.when.start or len(event.sentences) > 1 or first < 0 or (alone and first < _LEAD):
        return False
    firm = event.key == ("talks", "scheduled") and best.colours in _FIRM
    if firm or (best.planned and best.relation in _OWN):
        return False
    return first >= _PASSING.get(event.key, first + 1)
