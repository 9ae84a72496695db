"""Quality, time and memory of truceline.match on made rows: `python benchmarks/match.py [--ours N] [--theirs N]`.

Events of ours are invented in real towns between actors of the actor tables. Each has one record as another coder would
have made it: days and kilometres off, actors renamed, another sub-event type, other words. The rest of the records are
other events in the same countries, some of them close by on the same days.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

import numpy as np
import pandas as pd

import truceline
from truceline.code import code_events
from truceline.entities.names import town_table
from truceline.entities.rows import country_by_code, listed
from truceline.lexicon_files import read_csv
from truceline.matching import HOWS
from truceline_schemas import Events, columns_of, countries, frame_of
from truceline_schemas.their_events import TheirEvents

T = TypeVar("T")

COUNTRIES = ("SYR", "UKR", "YEM", "SDN", "COL", "MMR", "LBY", "COD", "AFG", "PHL", "SOM", "MLI", "IRQ", "ETH", "NGA")
FIRST_DAY, DAYS = date(2014, 1, 1), 3650
_KM_A_DEGREE = 111.2
_TOWNS, _GROUPS = 40, 6  # of a country at war
_HARD = 2  # records near each event that are not of it

# Sub-event type; how news tells it; how a coder does.
_ACTS = {
    "shelling": (
        "Shelling/artillery/missile attack",
        (
            "{a} shelled {place} in breach of the truce, residents said.",
            "Artillery of {a} hit {place} despite the ceasefire.",
        ),
        (
            "{a} fired artillery shells at {b} positions in {place}. Casualties unknown.",
            "{a} shelled {place} with mortars. No fatalities.",
        ),
    ),
    "airstrike": (
        "Air/drone strike",
        (
            "Warplanes of {a} bombed {place}, violating the ceasefire.",
            "A drone of {a} struck {b} near {place} despite the truce.",
        ),
        (
            "{a} conducted airstrikes on {b} in {place}. 2 fatalities.",
            "A drone operated by {a} dropped bombs on {place}.",
        ),
    ),
    "clash": (
        "Armed clash",
        (
            "Fighters of {b} attacked {a} at {place}, breaking the truce.",
            "{a} and {b} fought near {place} despite the ceasefire.",
        ),
        (
            "{a} clashed with {b} around {place}. 5 fatalities.",
            "{b} attacked a checkpoint of {a} in {place}, and exchanged fire.",
        ),
    ),
}
_POLITICAL = {
    ("ceasefire", "agreed"): (
        "Agreement",
        (
            "{a} and {b} signed a ceasefire in {place} on the evening of the meeting.",
            "{a} and {b} agreed on a truce in {place}.",
        ),
        (
            "{a} and {b} signed a ceasefire agreement covering {place}.",
            "representatives of {a} and {b} agreed to a truce in {place}.",
        ),
    ),
    ("ceasefire", "declared"): (
        "Change to group/activity",
        ("{b} announced a unilateral ceasefire in {place}.", "{a} ordered its forces in {place} to stop firing."),
        (
            "{b} declared a unilateral ceasefire in {place}.",
            "{a} announced that it would halt operations in {place}.",
        ),
    ),
    ("talks", "held"): (
        "Other",
        (
            "Negotiators of {a} and {b} met in {place} for peace talks.",
            "{a} and {b} held talks on prisoners in {place}.",
        ),
        (
            "{a} and {b} held negotiations in {place} on a peace deal.",
            "delegations of {a} and {b} met in {place} for talks.",
        ),
    ),
}
_OTHER_NOTES = (
    "{a} arrested three members of {b} in {place}.",
    "{a} and {b} reached a deal on the surrender of fighters in {place}.",
    "{b} moved its headquarters to {place}.",
    "an IED planted by {b} exploded in {place}, hitting a vehicle of {a}.",
    "{a} kidnapped a trader in {place}.",
    "residents of {place} protested against prices.",
)
_OTHER_TYPES = (
    "Arrests",
    "Agreement",
    "Change to group/activity",
    "Remote explosive/landmine/IED",
    "Abduction/forced disappearance",
    "Peaceful protest",
)
_TYPE_OF = {
    "Armed clash": "Battles", "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Air/drone strike": "Explosions/Remote violence", "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Abduction/forced disappearance": "Violence against civilians", "Peaceful protest": "Protests",
}  # fmt: skip
_POLITICAL_TYPES = ("Agreement", "Change to group/activity", "Other")


@dataclass(frozen=True, slots=True)
class Land:
    """A country with towns (name, admin1, latitude, longitude) and its armed groups with their other names."""

    iso3: str
    name: str
    adjective: str
    towns: tuple[tuple[str, str, float, float], ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def lands(chance: Random) -> tuple[Land, ...]:
    """The countries that rows are made in: war is in some towns and between some groups."""
    towns: dict[str, list[tuple[str, str, float, float]]] = {code: [] for code in COUNTRIES}
    for line in town_table()[0]:
        name, country, admin1, _kind, latitude, longitude, *_ = line.split("\t")
        if country in towns:
            towns[country].append((name, admin1, float(latitude), float(longitude)))
    groups: dict[str, list[tuple[str, tuple[str, ...]]]] = {code: [] for code in COUNTRIES}
    for row in read_csv("actors/groups.csv"):
        if row["country"] in groups:
            groups[row["country"]].append((row["name"], listed(row["aliases"])))
    return tuple(
        Land(
            code,
            countries()[code].name,
            country_by_code()[code].adjectives[0],
            tuple(_some(chance, towns[code], _TOWNS)),
            tuple(_some(chance, groups[code], _GROUPS)),
        )
        for code in COUNTRIES
    )


def _some(chance: Random, values: list[T], most: int) -> list[T]:
    return chance.sample(values, min(most, len(values)))


@dataclass(frozen=True, slots=True)
class Made:
    """Our events, their records, and the true pairs (event_id, record_id)."""

    ours: pd.DataFrame
    theirs: pd.DataFrame
    pairs: frozenset[tuple[str, str]]


def made(n_ours: int, n_theirs: int, seed: int = 7) -> Made:
    """Rows by chance, the same for the same seed. There are at least as many records as events and their decoys."""
    chance = Random(seed)
    world = lands(chance)
    ours = [_our_event(n, chance, world) for n in range(n_ours)]
    theirs = [_told_anew(event, chance) for event in ours]
    theirs += [_decoy(event, chance) for event in ours for _ in range(_HARD)]
    theirs += [_record(chance, chance.choice(world)) for _ in range(n_theirs - len(theirs))]
    numbers = list(range(len(theirs)))
    chance.shuffle(numbers)
    for record, number in zip(theirs, numbers, strict=True):
        record["record_id"], record["row_number"] = f"R{number}", number + 2
    pairs = frozenset((o["event_id"], t["record_id"]) for o, t in zip(ours, theirs, strict=False))
    theirs.sort(key=lambda record: record["row_number"])
    for event in ours:
        del event["_land"], event["_group"]
    return Made(code_events(frame_of(Events, ours)), _their_frame(theirs), pairs)


def _our_event(n: int, chance: Random, world: Sequence[Land]) -> dict[str, Any]:
    land = chance.choice(world)
    town, admin1, latitude, longitude = chance.choice(land.towns)
    group, aliases = chance.choice(land.groups)
    state = chance.choice([land.name, f"{land.adjective} government", f"{land.adjective} army"])
    if chance.random() < 0.6:
        event_class, phase = "violation", chance.choice(sorted(_ACTS))
        lines = _ACTS[phase][1]
    else:
        event_class, phase = chance.choice(sorted(_POLITICAL))
        lines = _POLITICAL[event_class, phase][1]
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    length = chance.choice([1, 1, 1, 1, 1, 1, 1, 2, 3, 7])
    wide = chance.random() < 0.1
    return {
        "event_id": f"E{n}", "event_date": day, "event_date_end": day + timedelta(days=length - 1), "year": day.year,
        "time_precision": 1, "date_prec": 1, "date_precision": "day" if length == 1 else "range", "date_basis": "text",
        "event_class": event_class, "phase": phase, "status": "occurred",
        "actor1": state, "actor2": chance.choice([group, *aliases]),
        "iso": countries()[land.iso3].iso, "iso3": land.iso3, "country": land.name, "admin1": admin1 or None,
        "location": admin1 or land.name if wide else town,
        "latitude": None if wide else latitude, "longitude": None if wide else longitude,
        "geo_precision": 3 if wide else 1,
        "source": ["Made"], "source_count": 1, "n_documents": 1, "n_mentions": 1, "confidence": 0.8,
        "notes": chance.choice(lines).format(a=state, b=group, place=town),
        "_land": land, "_group": (group, aliases),
    }  # fmt: skip


def _told_anew(event: dict[str, Any], chance: Random) -> dict[str, Any]:
    """The same event by another coder."""
    land, (group, aliases) = event["_land"], event["_group"]
    act = _ACTS.get(event["phase"]) or _POLITICAL[event["event_class"], event["phase"]]
    state = chance.choice(
        [
            f"Military Forces of {land.name} (2012-)",
            f"Government of {land.name}",
            f"Police Forces of {land.name} (2012-)",
        ]
    )
    named = chance.random()
    other = (
        chance.choice([group, *aliases]) if named < 0.7
        else f"Opposition Rebels ({land.name})" if named < 0.85 else f"Unidentified Armed Group ({land.name})"
    )  # fmt: skip
    same = chance.random() < 0.6
    family = _POLITICAL_TYPES if event["event_class"] != "violation" else tuple(act[0] for act in _ACTS.values())
    place = event["latitude"], event["longitude"]
    if place[0] is None:
        place = chance.choice([t for t in land.towns if t[1] == (event["admin1"] or "")])[2:]
    return _row(
        event["event_date"] + timedelta(days=chance.randint(-3, 3)), land, _near(chance, place, 60),
        chance.choice([event["location"], chance.choice(land.towns)[0]]), event["admin1"],
        (state, other) if chance.random() < 0.5 else (other, state), act[0] if same else chance.choice(family),
        chance.choice(act[2]).format(a=state, b=other, place=event["location"]),
    )  # fmt: skip


def _decoy(event: dict[str, Any], chance: Random) -> dict[str, Any]:
    """Another event close by: other sides or another kind of event."""
    land = event["_land"]
    record = _record(chance, land)
    point = (event["latitude"], event["longitude"]) if event["latitude"] is not None else chance.choice(land.towns)[2:]
    latitude, longitude = _near(chance, point, 80)
    day = pd.Timestamp(event["event_date"] + timedelta(days=chance.randint(-5, 5)))
    return {
        **record,
        "date_start": day,
        "date_end": day,
        "latitude": latitude,
        "longitude": longitude,
        "admin1": event["admin1"],
    }


def _record(chance: Random, land: Land) -> dict[str, Any]:
    town, admin1, latitude, longitude = chance.choice(land.towns)
    one = chance.choice(
        [
            f"Military Forces of {land.name} (2012-)",
            chance.choice(land.groups)[0],
            f"Unidentified Armed Group ({land.name})",
        ]
    )
    two = chance.choice([chance.choice(land.groups)[0], f"Civilians ({land.name})", ""])
    if chance.random() < 0.6:
        kind, _ours, notes = chance.choice(list(_ACTS.values()))
        note = chance.choice(notes)
    else:
        n = chance.randrange(len(_OTHER_NOTES))
        kind, note = _OTHER_TYPES[n], _OTHER_NOTES[n]
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    return _row(
        day,
        land,
        (latitude, longitude),
        town,
        admin1,
        (one, two),
        kind,
        note.format(a=one, b=two or "gunmen", place=town),
    )


def _row(
    day: date, land: Land, point: tuple[float, float], location: str, admin1: str | None,
    actors: tuple[str, str], kind: str, note: str,
) -> dict[str, Any]:  # fmt: skip
    return {
        "date_start": pd.Timestamp(day), "date_end": pd.Timestamp(day),
        "event_type": _TYPE_OF.get(kind, "Strategic developments"),
        "sub_event_type": kind, "actor1": actors[0], "actor2": actors[1] or None,
        "iso3": land.iso3, "country": land.name,
        "admin1": admin1 or None, "location": location, "latitude": point[0], "longitude": point[1],
        "notes": f"On {day.day} {day:%B} {day.year}, {note}",
    }  # fmt: skip


def _near(chance: Random, point: tuple[float, float], km: float) -> tuple[float, float]:
    """A point up to `km` away, each distance as likely as another."""
    latitude, longitude = point
    distance, angle = chance.uniform(0, km) / _KM_A_DEGREE, chance.uniform(0, 2 * np.pi)
    return latitude + distance * np.sin(angle), longitude + distance * np.cos(angle) / np.cos(np.radians(latitude))


def _their_frame(records: list[dict[str, Any]]) -> pd.DataFrame:
    constant = {"dataset": "acled", "time_precision": 1, "geo_precision": 1, "fatalities": 0, "source": "Made"}
    return pd.DataFrame(
        {
            c.name: pd.Series([record.get(c.name, constant.get(c.name)) for record in records], dtype=c.dtype)
            for c in columns_of(TheirEvents)
        }
    )


def quality(true: frozenset[tuple[str, str]], matches: pd.DataFrame) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs found."""
    pairs = matches[matches["match"] == "matched"]
    found = set(zip(pairs["event_id"], pairs["record_id"], strict=True))
    right = len(found & true)
    precision, recall = right / max(1, len(found)), right / max(1, len(true))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Print a line for each way of choosing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ours", type=int, default=10_000)
    parser.add_argument("--theirs", type=int, default=1_000_000)
    parser.add_argument("--how", nargs="*", choices=HOWS, default=HOWS)
    asked = parser.parse_args()
    rows = made(asked.ours, asked.theirs)
    print(f"{len(rows.ours):,} events and {len(rows.theirs):,} records; {_peak():.1f} GB before")
    for how in asked.how:
        start = time.process_time()
        matches = truceline.match(rows.ours, rows.theirs, how=how)
        seconds = time.process_time() - start
        precision, recall, f1 = quality(rows.pairs, matches)
        print(
            f"{how:12} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  "
            f"{seconds:.1f} s of one core, {_peak():.1f} GB at most"
        )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    main()
