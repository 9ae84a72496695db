"""What a learnt decision would add to the rules: cross-validated on hand-coded documents, with its learning curve.

The rules propose (every candidate, told or excluded); one logistic regression over a candidate's words and frame says
whether it is an event, a second one over the mentions that come of the likely ones whether to keep them. Thresholds are
set on documents that the scored ones are not among; nothing of a document that is scored is learnt from. Prints F1 of
the rules alone, of the rules overruled where the first model is sure of the contrary, and of both stages; the same with
a quarter and half of the documents to learn from; and how often a mention of each probability is right.
Needs scikit-learn, which is no dependency of truceline. Same documents, same figures.
Usage: python -m benchmarks.learnt_decision SCORER.py GOLD.jsonl [GOLD.jsonl ...] [--seeds 3] [--also DEV.jsonl]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from benchmarks.candidate_features import features_of
from benchmarks.extract import document_of, scorer_at

from truceline import dates, entities
from truceline.extract.candidate import Candidate
from truceline.extract.grouping import Event, Told
from truceline.extract.scope import Scope, scope_of
from truceline.extract.stage import LANGUAGE, Reading, events_of, read, tell

try:
    from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from sklearn.pipeline import make_pipeline  # type: ignore[import-not-found,import-untyped,unused-ignore]
    from sklearn.preprocessing import StandardScaler  # type: ignore[import-not-found,import-untyped,unused-ignore]
except ImportError as missing:
    raise SystemExit("this benchmark needs scikit-learn: pip install scikit-learn") from missing

Numbers = npt.NDArray[np.float64]
Chosen = Callable[["Case", Numbers], list[Told]]
Counts = list[Counter[str]]
Sure = tuple[Numbers, Numbers]
T = TypeVar("T")

OUTER, INNER = 5, 4
# A word counts that so many candidates have.
_COMMON = 8
# A told candidate is looked at from this probability on, an excluded one from this.
_TOLD_FROM, _EXCLUDED_FROM = 0.1, 0.3
_CLASSES = ("ceasefire", "talks", "violation")


@dataclass(frozen=True, slots=True)
class Case:
    """A coded document; `features` and `right` (in class, in class and phase) have a row for each one `told`."""

    golds: list[dict[str, Any]]
    published: date
    reading: Reading
    scope: Scope
    sentences: int
    told: list[Told]
    excluded: list[str]
    features: list[list[str]]
    right: Numbers


def cases(path: Path, scorer: ModuleType) -> list[Case]:
    """The documents of one file."""
    return [_case(json.loads(line), scorer) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _case(row: dict[str, Any], scorer: ModuleType) -> Case:
    document = document_of(row)
    assert document.published is not None
    title = document.title or ""
    # `read` looks for names and dates only where the rules tell an event; here what they exclude is judged too.
    reading = replace(
        read(document),
        timexes=tuple(dates.find(document.text, document.published, language=LANGUAGE)),
        title_timexes=tuple(dates.find(title, document.published, language=LANGUAGE)),
        found=entities.find(document.text, published=document.published),
        title_found=entities.find(title, published=document.published),
    )
    scope, golds = scope_of(f"{title}\n{document.text}"), [scorer.gold_event(event) for event in row["events"]]
    candidates = reading.candidates
    return Case(
        golds=golds,
        published=document.published,
        reading=reading,
        scope=scope,
        sentences=max((one.unit.number for one in candidates), default=0) + 1,
        told=[tell(one, reading, document) for one in candidates],
        excluded=[one.excluded for one in candidates],
        features=[features_of(one, candidates, scope) for one in candidates],
        right=np.array([_right(one, golds, scorer) for one in candidates], float).reshape(-1, 2),
    )


def _right(one: Candidate, golds: Sequence[dict[str, Any]], scorer: ModuleType) -> tuple[bool, bool]:
    sentence = one.unit.verbatim
    near = [
        gold["phase"]
        for gold in golds
        if gold["class"] == one.event_class
        and max(scorer.overlap(sentence, piece) for piece in gold["evidence"]) >= 0.5
    ]
    return bool(near), one.phase in near


def mentions(case: Case, told: Sequence[Told]) -> list[Event]:
    """The events that these candidates make."""
    return events_of(told, case.reading, case.published)


def as_scored(event: Event) -> dict[str, Any]:
    """An event as the scorer pairs it."""
    when = event.when
    days = tuple(day.isoformat() if day else None for day in (when.start, when.end))
    return {
        "class": event.key[0],
        "phase": event.key[1],
        "date": (*days, when.precision) if when.precision else (None, None, None),
        "evidence": list({told.candidate.unit.verbatim: None for told in event.told}),
    }


def count(case: Case, found: Sequence[dict[str, Any]], scorer: ModuleType) -> Counter[str]:
    """What F1 is made of, and whether a document without events was given one."""
    pairs = scorer.pair_up(case.golds, found)
    phase = sum(case.golds[i]["phase"] == found[j]["phase"] for i, j in pairs)
    trap = bool(found) and not case.golds
    return Counter(gold=len(case.golds), found=len(found), detect=len(pairs), phase=phase, traps=int(trap))


def f1(n: Counter[str], level: str) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * n[level] / max(1, n["gold"] + n["found"])


def rules(case: Case, _: Numbers) -> list[Told]:
    """The candidates that the rules tell."""
    return [one for one, rule in zip(case.told, case.excluded, strict=True) if not rule]


def bounded(told_from: float, excluded_from: float) -> Chosen:
    """Told candidates from one probability on, excluded ones from another."""

    def chosen(case: Case, odds: Numbers) -> list[Told]:
        bounds = [excluded_from if rule else told_from for rule in case.excluded]
        return [one for one, p, least in zip(case.told, odds.mean(1), bounds, strict=True) if p >= least]

    return chosen


def first_stage(learnt_from: Sequence[Case], asked: Sequence[Case]) -> list[Numbers]:
    """For each candidate of the documents asked for, the probability that class, and class and phase, are right."""
    rows = [row for case in learnt_from for row in case.features]
    right = np.concatenate([case.right for case in learnt_from])
    heads = []
    for head in (0, 1):
        words = CountVectorizer(analyzer=set, min_df=_COMMON, binary=True)
        model = make_pipeline(words, LogisticRegression(C=0.05, solver="liblinear", random_state=0))
        heads.append(model.fit(rows, right[:, head]))
    return _each([case.features for case in asked], heads)


def _each(rows: Sequence[Sequence[Any]], heads: Sequence[Any]) -> list[Numbers]:
    flat = [row for some in rows for row in some]
    told = np.stack([head.predict_proba(flat)[:, 1] for head in heads], 1) if flat else np.empty((0, len(heads)))
    ends = np.cumsum([len(some) for some in rows])[:-1]
    return list(np.split(told, ends))


def out_of_fold(rows: Sequence[T], stage: Callable[[list[T], list[T]], list[Numbers]]) -> list[Numbers]:
    """Each document's probabilities by a stage that has not learnt from it."""
    part = np.random.RandomState(7).permutation(len(rows)) % INNER
    found: dict[int, Numbers] = {}
    for fold in range(INNER):
        unseen = np.flatnonzero(part == fold)
        odds = stage([rows[int(i)] for i in np.flatnonzero(part != fold)], [rows[int(i)] for i in unseen])
        found.update(zip(unseen.tolist(), odds, strict=True))
    return [found[i] for i in range(len(rows))]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions of one document: as the scorer takes them, in numbers, and whether they are right."""

    found: list[dict[str, Any]]
    numbers: list[list[float]]
    right: Numbers


def likely(case: Case, odds: Numbers, scorer: ModuleType) -> Mentions:
    """What comes of the candidates that may be events."""
    chosen = bounded(_TOLD_FROM, _EXCLUDED_FROM)(case, odds)
    events = mentions(case, chosen)
    known = {id(one): (p, rule) for one, p, rule in zip(case.told, odds, case.excluded, strict=True)}
    found = [as_scored(event) for event in events]
    right = np.zeros((len(found), 2))
    for i, j in scorer.pair_up(case.golds, found):
        right[j] = 1, case.golds[i]["phase"] == found[j]["phase"]
    best = [max(float(known[id(one)][0].mean()) for one in event.told) for event in events]
    return Mentions(found, [_numbers(case, events, best, j, known) for j in range(len(events))], right)


def _numbers(
    case: Case, events: Sequence[Event], best: Sequence[float], j: int, known: dict[int, tuple[Numbers, str]]
) -> list[float]:
    event, told = events[j], [known[id(one)] for one in events[j].told]
    rivals = [k for k in range(len(events)) if k != j and events[k].sentences & event.sentences]
    alike = [best[k] for k in rivals if events[k].key[0] == event.key[0]]
    unlike = [best[k] for k in rivals if events[k].key[0] != event.key[0]]
    detect, phase = (max(_logit(float(odds[head])) for odds, _ in told) for head in (0, 1))
    first = min(event.sentences)
    candidate = event.best.candidate
    return [
        *(detect, phase, len(event.sentences), sum(not rule for _, rule in told), any(not rule for _, rule in told)),
        *(first, first <= 0, event.when.start is not None, event.place is not None),
        *(len(alike), max(alike, default=0), best[j] - max(alike, default=0), len(unlike), max(unlike, default=0)),
        *(len(events), max((best[k] for k in range(len(events)) if k != j), default=0), sum(best)),
        *(case.scope.share, case.scope.conflict, case.sentences, len(candidate.unit.words)),
        *(bool(candidate.attribution), candidate.planned, candidate.weak, candidate.strong, len(candidate.colours)),
        *(event.key[0] == name for name in _CLASSES),
    ]


def _logit(p: float) -> float:
    p = min(0.995, max(0.005, p))
    return float(np.log(p / (1 - p)))


def second_stage(learnt_from: Sequence[Mentions], asked: Sequence[Mentions]) -> list[Numbers]:
    """For each mention of the documents asked for, the probability that class, and class and phase, are right."""
    rows = [row for some in learnt_from for row in some.numbers]
    right = np.concatenate([some.right for some in learnt_from])
    heads = [
        make_pipeline(StandardScaler(), LogisticRegression(C=0.03, max_iter=300)).fit(rows, right[:, head])
        for head in (0, 1)
    ]
    return _each([some.numbers for some in asked], heads)


def scores(train: list[Case], test: list[Case], scorer: ModuleType) -> tuple[dict[str, Counts], list[Sure]]:
    """The counts of each variant by document of `test`, and the last one's probabilities beside what is right."""
    inside = out_of_fold(train, first_stage)
    outside = first_stage(train, test)
    bounds = [(least / 100, most / 100) for least in range(0, 35, 5) for most in (*range(36, 67, 6), 101)]
    best = max(bounds, key=lambda pair: _worth(_of_rules(bounded(*pair), train, inside, scorer)))
    both, sure = _two_stages(train, test, inside, outside, scorer)
    return {
        "rules": _of_rules(rules, test, outside, scorer),
        "rules, overruled": _of_rules(bounded(*best), test, outside, scorer),
        "two stages": both,
    }, sure


def _of_rules(chosen: Chosen, among: Sequence[Case], odds: Sequence[Numbers], scorer: ModuleType) -> Counts:
    made = ([as_scored(one) for one in mentions(case, chosen(case, p))] for case, p in zip(among, odds, strict=True))
    return [count(case, found, scorer) for case, found in zip(among, made, strict=True)]


def _two_stages(
    train: list[Case], test: list[Case], inside: Sequence[Numbers], outside: Sequence[Numbers], scorer: ModuleType
) -> tuple[Counts, list[Sure]]:
    known = [likely(case, p, scorer) for case, p in zip(train, inside, strict=True)]
    asked = [likely(case, p, scorer) for case, p in zip(test, outside, strict=True)]
    tuned = out_of_fold(known, second_stage)
    steps = [least / 100 for least in range(20, 58, 2)]
    worth = [_worth(_kept(train, known, tuned, least, scorer)) for least in steps]
    # The best of noisy figures is too good: the middle of a good stretch is taken.
    least = steps[int(np.argmax(np.convolve(np.pad(worth, 2, mode="edge"), np.ones(5), "valid")))]
    odds = second_stage(known, asked)
    sure = [(p, some.right) for p, some in zip(odds, asked, strict=True)]
    return _kept(test, asked, odds, least, scorer), sure


def _kept(
    among: Sequence[Case], made: Sequence[Mentions], odds: Sequence[Numbers], least: float, scorer: ModuleType
) -> Counts:
    kept = (
        [found for found, p in zip(some.found, each.mean(1), strict=True) if p >= least]
        for some, each in zip(made, odds, strict=True)
    )
    return [count(case, found, scorer) for case, found in zip(among, kept, strict=True)]


def _worth(counts: Counts) -> float:
    n = _sum(counts)
    return f1(n, "detect") + f1(n, "phase")


def _sum(counts: Counts) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return total


def crossed(
    documents: list[Case], share: float, seed: int, scorer: ModuleType
) -> tuple[dict[str, Counter[str]], list[Sure]]:
    """Each variant's counts over all documents, each scored by what is learnt from `share` of the other folds'."""
    part = np.random.RandomState(seed).permutation(len(documents)) % OUTER
    total: dict[str, Counter[str]] = {}
    sure: list[Sure] = []
    for fold in range(OUTER):
        train = [case for case, at in zip(documents, part, strict=True) if at != fold]
        some = sorted(np.random.RandomState(seed).permutation(len(train))[: int(share * len(train))])
        test = [case for case, at in zip(documents, part, strict=True) if at == fold]
        outcome, told = scores([train[int(i)] for i in some], test, scorer)
        sure += told
        for name, counts in outcome.items():
            total[name] = total.get(name, Counter()) + _sum(counts)
    return total, sure


def show(label: str, counts: Sequence[Counter[str]]) -> None:
    """Figures of one variant, each the mean over the seeds."""
    levels = (f"{name} {np.mean([f1(n, name) for n in counts]):.3f}" for name in ("detect", "phase"))
    rest = (f"{name} {np.mean([n[name] for n in counts]):.0f}" for name in ("found", "traps"))
    print(f"{label:32}", *levels, *rest, sep="  ", flush=True)


def bands(sure: Sequence[Sure]) -> None:
    """By tenth of the probability that a mention is an event: how many mentions, and the shares of them right."""
    odds, right = (np.concatenate([pair[i] for pair in sure]) for i in (0, 1))
    for tenth in range(10):
        within = (odds[:, 0] * 10).astype(int) == tenth
        if within.any():
            detect, phase = right[within].mean(0)
            print(f"probability {tenth / 10:.1f}  mentions {within.sum():4}  detect {detect:.2f}  phase {phase:.2f}")


def main() -> None:
    """Cross-validate, draw the curve, and score documents that nothing is learnt from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--seeds", type=int, default=3, help="so many ways of cutting the documents into folds")
    parser.add_argument("--also", type=Path, help="documents to score with what is learnt from all others")
    options = parser.parse_args()
    scorer = scorer_at(options.scorer)
    # The same sentences are compared at every threshold.
    scorer.words = cache(scorer.words)  # type: ignore[attr-defined,unused-ignore]
    documents = [case for path in options.gold for case in cases(path, scorer)]
    for share in (0.25, 0.5, 1.0):
        runs = [crossed(documents, share, seed, scorer) for seed in range(options.seeds)]
        for name in runs[0][0]:
            label = name if name == "rules" else f"{name}, {share:.0%} learnt from"
            if share == 1 or name != "rules":
                show(label, [total[name] for total, _ in runs])
    bands(runs[0][1])
    if options.also:
        outcome, _ = scores(documents, cases(options.also, scorer), scorer)
        for name, counts in outcome.items():
            for half, some in (("all", counts), ("odd", counts[::2]), ("even", counts[1::2])):
                show(f"{name}, {options.also.stem} {half}", [_sum(some)])


if __name__ == "__main__":
    main()
