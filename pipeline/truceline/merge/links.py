"""Columns that tell how events belong together: plans and their fulfilment, processes, how long a ceasefire held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truceline.merge.happenings import happening_of
from truceline.merge.plans import fates
from truceline.merge.processes import held, processes

Row = Mapping[Any, Any]


def linked(rows: Sequence[dict[str, Any]], told: Mapping[str, Sequence[Row]]) -> list[dict[str, Any]]:
    """The events with `process_id`, `days_held`, `held_basis`, `fulfilled_by`, `outcome` and `fulfils`.

    A process has the number of the event that begins it. A plan belongs to the process of what fulfils it.
    """
    happenings = [happening_of(row, told[row["event_id"]]) for row in rows]
    links: dict[str, dict[str, Any]] = {row["event_id"]: {"fulfils": []} for row in rows}
    for process in processes(happenings):
        of_process: dict[str, Any] = {"process_id": "TP" + process.first.event_id.removeprefix("TL")}
        days = held(process)
        for step in process.steps:
            links[step.event_id] |= of_process
            if days and step.event_class == "ceasefire":
                links[step.event_id] |= {"days_held": days[0], "held_basis": days[1]}
    for plan, (outcome, event_id) in sorted(fates(happenings).items()):
        links[plan] |= {"outcome": outcome, "fulfilled_by": event_id}
        if event_id:
            links[event_id]["fulfils"].append(plan)
            links[plan]["process_id"] = links[event_id].get("process_id")
    return [row | links[row["event_id"]] for row in rows]
