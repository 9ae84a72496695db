"""Time and quality of the merge.

python benchmarks/merge.py                                 seconds and memory for 10,000 to 300,000 generated mentions
python benchmarks/merge.py GROUPS.jsonl SCORER_FOLDER      scores on hand-coded groups: their mentions, and our reading

The generated mentions are of events of all classes in 40 countries, three reports an event, every fourth without a
date and every fifth without a place, over as many days as keep the number of events a day the same.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import truceline
from truceline.merge import assign_events, merge_mentions
from truceline_schemas import Documents, Mentions, codes, countries, frame_of, phases

SIZES = (10_000, 30_000, 100_000, 300_000)
EVENTS_A_DAY = 40
REPORTS = 3
FIRST = date(1990, 1, 1)
PLACES = ("Karso", "Melbat", "Ostrava Kamen", "Tirsa")


def generated(n: int) -> tuple[Any, Any]:
    """Mentions, three an event, and their documents, one a mention."""
    rng = random.Random(n)
    lands = sorted(countries())[:40]
    days = max(1, n // REPORTS // EVENTS_A_DAY)
    documents, mentions = [], []
    for number in range(n):
        if number % REPORTS == 0:
            event_class = rng.choice(codes("event_class"))
            day = FIRST + timedelta(days=rng.randrange(days))
            event = (event_class, rng.choice(phases(event_class)), rng.choice(lands), rng.choice(PLACES), day)
        documents.append(
            {"doc_id": str(number), "published": event[4] + timedelta(days=rng.randrange(2)), "flags": [], "text": ""}
        )
        mentions.append(_mention(number, *event, rng=rng))
    return frame_of(Mentions, mentions), frame_of(Documents, documents)


def _mention(number: int, event_class: str, phase: str, land: str, place: str, day: date, rng: random.Random) -> Any:
    dated = rng.randrange(4) > 0
    role = "perpetrator" if event_class == "violation" else "party"
    sides = [{"name": f"{side} of {land}", "role": role, "actor_id": f"{side}:{land}"} for side in ("army", "rebels")]
    return {
        "mention_id": f"{number}#1",
        "doc_id": str(number),
        "event_class": event_class,
        "phase": phase,
        "status": "occurred",
        "date_start": day if dated else None,
        "date_end": day if dated else None,
        "date_precision": "day" if dated else None,
        "date_basis": "text" if dated else "published",
        "country": land,
        "place": place if rng.randrange(5) else None,
        "actors": sides[: rng.randrange(3)],
        "evidence": [f"The sides of {land} told of it near {place}, observer {rng.randrange(1000)} wrote."],
        "confidence": 0.5,
    }


def speed() -> None:
    print("mentions   events   seconds: ids   rows   us a mention   peak MB")
    for n in SIZES:
        mentions, documents = generated(n)
        start = time.process_time()
        told = assign_events(mentions, documents)
        ids = time.process_time()
        events = merge_mentions(told, documents)
        end = time.process_time()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        each = (end - start) / n * 1e6
        print(f"{n:8} {len(events):8} {ids - start:14.1f} {end - ids:6.1f} {each:14.0f} {peak:9}")


def quality(gold: Path, scorer: Path) -> None:
    sys.path.insert(0, str(scorer))
    from score_merge import gold_mentions, score  # type: ignore[import-not-found]

    groups = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = frame_of(
        Documents,
        [{"doc_id": d["id"], "published": d["published"], "flags": []} for group in groups for d in group["docs"]],
    )
    coded = [
        {key: value if isinstance(value, list) or value == value else None for key, value in row.items()}
        | {"mention_id": f"{row['doc_id']}#{n}", "confidence": 0.5, "date_basis": "published"}
        for n, row in enumerate(gold_mentions(groups).to_dict("records"))
    ]
    runs = {"hand-coded": assign_events(frame_of(Mentions, coded), documents), "as read": _read(groups)}
    for name, mentions in runs.items():
        print(name, json.dumps(score(groups, mentions)))
        for group in groups:
            print("  ", group["group"], json.dumps(score([group], mentions)))


def _read(groups: list[dict[str, Any]]) -> Any:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.jsonl"
        keys = ("id", "published", "title", "text")
        rows = ({key: d[key] for key in keys} | {"outlet": d["source"]} for group in groups for d in group["docs"])
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return truceline.build([path]).mentions


if __name__ == "__main__":
    if len(sys.argv) == 1:
        speed()
    else:
        quality(Path(sys.argv[1]), Path(sys.argv[2]))
