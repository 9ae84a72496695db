"""Plans and what became of them: planned events linked to the ones that fulfil or undo them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from truceline.merge.happenings import Happening, apart
from truceline.merge.weights import weights

Fate = tuple[str, str | None]
"""An outcome of the code list `outcome`, and the event that fulfils the plan."""


def fates(events: Sequence[Happening]) -> dict[str, Fate]:
    """For each plan of which something is told: whether it came off, moved or was called off, and by which event.

    It is fulfilled by the nearest event of the fitting phase, from the planned day to `days` later, that its country,
    place and parties allow; one that undoes it counts only where none fulfils it.
    """
    by_country: dict[str | None, list[Happening]] = {}
    for event in events:
        if event.group == "happened":
            by_country.setdefault(event.country, []).append(event)
    found = {}
    for plan in events:
        if plan.group == "planned":
            fate = _fate(plan, by_country.get(plan.country, ()))
            if fate:
                found[plan.event_id] = fate
    return found


def _fate(plan: Happening, others: Iterable[Happening]) -> Fate | None:
    rule = weights()["plans"]
    fitting = rule["fulfilled"].get(f"{plan.event_class} {plan.phase}", ())
    undoing = rule["undone"].get(plan.event_class, ())
    near = [one for one in others if one.event_class == plan.event_class and not apart(plan, one)]
    done = [one for one in near if one.phase in fitting and plan.first - 1 <= one.first <= plan.last + rule["days"]]
    if done:
        best = min(done, key=lambda one: (max(one.first - plan.last, 0), fitting.index(one.phase), one.event_id))
        return ("came_off" if best.first <= plan.last else "moved"), best.event_id
    undone = (one for one in near if one.phase in undoing and plan.reported <= one.first <= plan.last + 1)
    return ("called_off", None) if any(undone) else None
