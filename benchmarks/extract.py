"""Quality and speed of truceline.extract on hand-coded documents.

Prints the scorer's levels, how often a mention of each confidence is right, and milliseconds a document of one core,
apart for documents that tell events and those that have no trigger.
Usage: python benchmarks/extract.py GOLD.jsonl SCORER.py [--half odd|even]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from truceline.extract import Mention, extract
from truceline.read.document import Document

Told = list[tuple[dict[str, Any], list[Mention]]]


def scorer_at(path: Path) -> ModuleType:
    """The scoring script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(path: Path, half: str | None) -> list[dict[str, Any]]:
    """The coded documents, or those of one half, counted from 1."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return rows if half is None else rows[0 if half == "odd" else 1 :: 2]


def document_of(row: dict[str, Any]) -> Document:
    """One coded document as the stage takes it."""
    published = date.fromisoformat(row["published"])
    return Document(row["id"], "gold", row["text"], title=row.get("title") or None, published=published)


def levels(scorer: ModuleType, told: Told) -> None:
    """Precision, recall and F1 at each level of the scorer."""
    rows = [{"doc_id": row["id"], **asdict(mention)} for row, mentions in told for mention in mentions]
    for name, value in scorer.score([row for row, _ in told], pd.DataFrame(rows)).items():
        print(f"{name:28}", value)


def calibration(scorer: ModuleType, told: Told) -> None:
    """By tenth of confidence: how many mentions, and the shares of them right in class and in class and phase."""
    tenths: dict[int, list[tuple[bool, bool]]] = defaultdict(list)
    for row, mentions in told:
        golds = [scorer.gold_event(event) for event in row["events"]]
        pairs = scorer.pair_up(golds, [scorer.predicted_event(asdict(mention)) for mention in mentions])
        paired = {j: golds[i] for i, j in pairs}
        for j, mention in enumerate(mentions):
            right = j in paired and paired[j]["phase"] == mention.phase
            tenths[int(mention.confidence * 10)].append((j in paired, right))
    for tenth, found in sorted(tenths.items()):
        detected, right = (sum(column) / len(found) for column in zip(*found, strict=True))
        print(f"confidence {tenth / 10:.1f}  mentions {len(found):4}  detect {detected:.2f}  phase {right:.2f}")


def speed(rows: Sequence[dict[str, Any]], label: str) -> None:
    """Milliseconds a document, all of them being read once beforehand."""
    read = [document_of(row) for row in rows]
    for document in read:
        extract(document)
    start = time.process_time()
    for document in read:
        extract(document)
    words = sum(len(document.text.split()) for document in read)
    each = 1000 * (time.process_time() - start) / max(1, len(read))
    print(f"{label:28} {len(read)} documents of {words // max(1, len(read))} words, {each:.2f} ms each")


def main() -> None:
    """Run all three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("--half", choices=("odd", "even"))
    options = parser.parse_args()
    rows, scorer = documents(options.gold, options.half), scorer_at(options.scorer)
    told = [(row, extract(document_of(row))) for row in rows]
    levels(scorer, told)
    calibration(scorer, told)
    speed([row for row, mentions in told if mentions], "with events")
    speed([row for row, mentions in told if not mentions], "without")


if __name__ == "__main__":
    main()
