"""Learn which candidate events are events from hand-coded documents, and measure it by cross-validation.

Writes the weights of a logistic regression for each class of event, as TOML: names of features, no text. The same
documents give the same bytes.
Usage: python benchmarks/train_decision.py SCORER.py WEIGHTS.toml GOLD.jsonl [GOLD.jsonl ...]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from extract import document_of, documents, scorer_at

from truceline.extract.candidates import Candidate, find_candidates, units
from truceline.extract.decide import by_rules, learnable
from truceline.extract.features import around, features
from truceline.extract.lexicon import load
from truceline.extract.scope import has_cue, scope_of
from truceline.extract.sentences import split

# Violations are too few: weights do not better the rules on them.
CLASSES = ("ceasefire", "talks")
# A feature counts if so many candidates have it; penalties on the sum of weights and of their squares; steps.
LEAST, LASSO, RIDGE, STEPS = 3, 0.5, 3.0, 150
# Share of a sentence's words that evidence must have, as the scorer has it.
OVERLAP = 0.8
# Weights nearer to nothing are left out.
SMALLEST = 0.005

Example = tuple[str, list[str], bool]


def examples(scorer: ModuleType, rows: Sequence[dict[str, Any]]) -> list[Example]:
    """(class, features, right) of all candidates of all documents."""
    found: list[Example] = []
    for row in rows:
        document = document_of(row)
        whole = f"{document.title or ''}\n{document.text}"
        if not has_cue(whole):
            continue
        scope = scope_of(whole)
        told = units(document.text, document.title, split(document.text), load())
        candidates = by_rules(find_candidates(told), scope)
        near, right = around(candidates, scope), labels(scorer, row, candidates)
        for one, label in zip(candidates, right, strict=True):
            if one.event_class in CLASSES and learnable(one):
                found.append((one.event_class, features(one, near), label))
    return found


def labels(scorer: ModuleType, row: dict[str, Any], candidates: Sequence[Candidate]) -> list[bool]:
    """Whether a coded event of a candidate's class and sentence has its phase, or has that of no candidate."""
    coded = [scorer.gold_event(event) for event in row["events"]]
    here = [
        [
            event["class"] == one.event_class
            and any(scorer.overlap(one.unit.verbatim, sentence) >= OVERLAP for sentence in event["evidence"])
            for event in coded
        ]
        for one in candidates
    ]
    exact = [
        [told and event["phase"] == one.phase for told, event in zip(row_, coded, strict=True)]
        for one, row_ in zip(candidates, here, strict=True)
    ]
    taken = [any(column) for column in zip(*exact, strict=True)]
    return [
        any(sure) or any(told and not free for told, free in zip(row_, taken, strict=True))
        for sure, row_ in zip(exact, here, strict=True)
    ]


def fit(found: Sequence[tuple[list[str], bool]]) -> dict[str, float]:
    """Weights of a logistic regression with both penalties, by accelerated proximal gradient; the bias is free."""
    counts = Counter(name for names, _ in found for name in names)
    index = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= LEAST))}
    x = np.zeros((len(found), len(index)))
    for i, (names, _) in enumerate(found):
        x[i, [index[name] for name in names if name in index]] = 1
    y = np.array([right for _, right in found], float)
    rate = 1 / (np.linalg.norm(x, 2) ** 2 / 4 + RIDGE)
    free = np.array([name != "bias" for name in index])
    weights = ahead = np.zeros(len(index))
    momentum = 1.0
    for _ in range(STEPS):
        slope = x.T @ (1 / (1 + np.exp(-x @ ahead)) - y) + RIDGE * free * ahead
        moved = ahead - rate * slope
        shrunk = np.sign(moved) * np.maximum(np.abs(moved) - rate * LASSO * free, 0)
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = shrunk + (momentum - 1) / following * (shrunk - weights)
        weights, momentum = shrunk, following
    return {name: round(float(weights[i]), 3) for name, i in index.items() if abs(weights[i]) >= SMALLEST}


def learn(found: Sequence[Example]) -> dict[str, dict[str, float]]:
    """The weights of each class."""
    return {name: fit([(names, right) for of, names, right in found if of == name]) for name in CLASSES}


def as_toml(weights: dict[str, dict[str, float]]) -> str:
    """The weights as a table for each class, in order of their names."""
    lines = ["# Weights of features by class of event: log-odds, learnt by benchmarks/train_decision.py. Not to be edited."]
    for name, table in weights.items():
        lines += ["", f"[{name}]"]
        lines += [f"{json.dumps(feature, ensure_ascii=False)} = {weight}" for feature, weight in sorted(table.items())]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Learn from all documents and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    options = parser.parse_args()
    rows = [row for path in options.gold for row in documents(path, None)]
    weights = learn(examples(scorer_at(options.scorer), rows))
    options.weights.write_text(as_toml(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
