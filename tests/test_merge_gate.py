"""Floors of the merge's quality on hand-coded groups of articles; a change that lowers one is not let through."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from truceline.merge import assign_events
from truceline_schemas import Documents, Mentions, frame_of

# As measured, less a little: B-cubed F1, links F1, look-alikes kept apart.
FLOORS = (0.97, 0.92, 0.98)


def test_hand_coded_mentions_are_merged_as_people_merge_them(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold" / "merge_dev.jsonl"
    if not gold.exists():
        pytest.skip(f"no hand-coded groups here: {gold} is absent")
    groups = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    read = [{"doc_id": d["id"], "published": d["published"], "flags": []} for group in groups for d in group["docs"]]
    coded = [
        {
            "doc_id": mention["doc_id"],
            "event_class": event["class"],
            "phase": event["phase"],
            "status": mention.get("status", event["status"]),
            "date_start": event["date"]["start"],
            "date_end": event["date"]["end"],
            "date_precision": event["date"]["precision"],
            "place": event.get("place"),
            "country": event.get("country"),
            "evidence": [mention["evidence"]],
        }
        for group in groups
        for event in group["events"]
        for mention in event["mentions"]
    ]
    rows = [row | {"mention_id": f"{row['doc_id']}#{n}"} for n, row in enumerate(coded)]
    merged = assign_events(frame_of(Mentions, rows), frame_of(Documents, read))
    pd.DataFrame(merged).to_parquet(tmp_path / "mentions.parquet")
    command = [sys.executable, str(gold.with_name("score_merge.py")), str(gold), str(tmp_path / "mentions.parquet")]
    scores = json.loads(subprocess.run([*command, "--json"], capture_output=True, check=True).stdout)
    links = 2 * scores["links"]["p"] * scores["links"]["r"] / (scores["links"]["p"] + scores["links"]["r"])
    reached = (scores["b3"]["f1"], links, scores["lookalikes"]["kept_apart"])
    assert all(value >= floor for value, floor in zip(reached, FLOORS, strict=True)), reached
