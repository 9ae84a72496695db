"""Quality gate: the value F1 on annotated news and history must not fall below what was reached.

The texts are not part of the project; without them the gate is skipped, loudly. A floor may be lowered only together
with a word in the change log that says why.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from truceline.dates import find

SHARED = Path(__file__).parents[1].parent / "shared" / "gold"
# Value F1 in per cent on all expressions (a) and on those of type DATE that a calendar can resolve (b).
FLOORS = {
    ("timebank", "a"): 81.0,
    ("timebank", "b"): 87.1,
    ("aquaint", "a"): 78.3,
    ("aquaint", "b"): 88.0,
    ("wikiwars_half", "a"): 84.7,
    ("wikiwars_half", "b"): 93.6,
}


def _predictions(gold: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "doc_id": document["doc_id"],
            "timexes": [
                {"start": t.char_start, "end": t.char_end, "text": t.text, "type": t.type, "value": t.value}
                for t in find(document["text"], document["dct"])
            ],
        }
        for document in gold
    ]


@pytest.mark.parametrize("corpus", sorted({corpus for corpus, _ in FLOORS}))
def test_value_f1_stays_above_its_floor(corpus: str, module_at: Callable[[Path], ModuleType]) -> None:
    path = SHARED / "dates" / f"{corpus}.jsonl"
    if not path.is_file():
        pytest.skip(f"the annotated corpus {path} is not here: the quality gate did not run")
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    scorer, predictions = module_at(SHARED / "score_dates.py"), _predictions(gold)
    reached = {subset: 100 * scorer.score(gold, predictions, subset)["value_f"] for subset in "ab"}
    fallen = {s: round(f1, 1) for s, f1 in reached.items() if f1 < FLOORS[corpus, s]}
    assert not fallen, f"value F1 below its floor: {fallen}"
