"""Sequences: the steps of one ceasefire, the rounds of one negotiation, and the violations of a ceasefire in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from truceline.merge.happenings import Happening, apart
from truceline.merge.weights import weights

Held = tuple[int, str]
"""Days that a ceasefire held, and whether its end is told (code list `held_basis`)."""

# A step is held against so many open processes of its country, the latest first, so that the time stays linear.
_OPEN = 32


@dataclass(slots=True)
class Process:
    """A ceasefire or a negotiation so far. Days are ordinals; `started` is the first day on which a ceasefire held."""

    first: Happening
    last: int
    steps: list[Happening] = field(default_factory=list)
    started: int | None = None
    ended: int | None = None


def processes(events: Iterable[Happening]) -> list[Process]:
    """The processes of all that happened and is told with a country, each with its steps and violations by date.

    A country's events are gone through by date. A first step (proposed, agreed, declared) joins a ceasefire that has
    not started yet; the others join the latest ceasefire that has not ended; a violation joins the latest that was in
    force on its day. Without one that fits, a step opens its own process, and a violation has none.
    """
    streams: dict[tuple[str | None, bool], list[Happening]] = {}
    for event in events:
        if event.country and event.group != "denied":
            streams.setdefault((event.country, event.event_class == "talks"), []).append(event)
    found: list[Process] = []
    for key in sorted(streams, key=str):
        found += _of_stream(streams[key])
    return found


def _of_stream(events: Sequence[Happening]) -> list[Process]:
    order = _order()
    found: list[Process] = []
    for event in sorted(events, key=lambda one: (one.first, order[one.event_class, one.phase], one.event_id)):
        process = _process_of(event, found)
        if process is None and event.event_class == "violation":
            continue
        if process is None:
            process = Process(event, event.last)
            found.append(process)
        _add(process, event)
    return found


def _process_of(event: Happening, found: Sequence[Process]) -> Process | None:
    """The latest that takes the event; an end is of the latest ceasefire in force, if there is one."""
    fitting = [one for one in reversed(found[-_OPEN:]) if _takes(one, event)]
    if event.phase == "ended":
        fitting.sort(key=lambda one: one.started is None)
    return next(iter(fitting), None)


def _order() -> dict[tuple[str, str], int]:
    """On one day a ceasefire is agreed before it starts, starts before it is violated, and ends last."""
    steps = weights()["process"]["order"]
    return {(kind, phase): n for n, (kind, phase) in enumerate(step.split() for step in steps)}


def _takes(process: Process, event: Happening) -> bool:
    rule = weights()["process"]
    if apart(process.first, event):
        return False
    if event.event_class == "violation":
        started = process.started
        return started is not None and started <= event.last and not _over(process, event.first)
    if event.first - process.last > rule["silence"][event.event_class] or _over(process, event.first):
        return False
    if event.event_class == "ceasefire" and event.phase in rule["first_steps"]:
        return process.started is None and event.first - process.first.first <= rule["beginning"]
    if event.phase == "started":
        return process.started in (None, event.first)
    return True


def _over(process: Process, day: int) -> bool:
    silence = weights()["process"]["silence"]["ceasefire"]
    return (process.ended is not None and process.ended < day) or day - process.last > silence


def _add(process: Process, event: Happening) -> None:
    process.steps.append(event)
    process.last = max(process.last, event.last)
    if event.group != "happened":
        return
    if event.phase in ("started", "holding", "extended") and process.started is None:
        process.started = event.first
    if event.phase == "ended" and event.event_class == "ceasefire":
        process.ended = event.first
        if process.started is None:
            begun = [one.first for one in process.steps if one.phase in ("agreed", "declared")]
            process.started = min(begun, default=None)


def held(process: Process) -> Held | None:
    """How many days a ceasefire held, its first one included: to its end, or at least to the last report of it."""
    if process.started is None:
        return None
    if process.ended is not None:
        return max(process.ended - process.started, 0), "ended"
    reports = [one.last for one in process.steps if one.phase in ("started", "holding", "extended")]
    return max(reports) - process.started + 1, "last_report"
