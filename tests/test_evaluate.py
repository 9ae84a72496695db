"""Agreement with hand-coded events, level by level."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import CliRunner

from truceline.cli import main
from truceline.evaluate import LEVELS, evaluate
from truceline.extract.mention import Mention, MentionActor

SENTENCE = "The army and the rebels signed a truce in Jeddah on Saturday."
DAY = date(2023, 5, 20)


def coded(**change: Any) -> dict[str, Any]:
    day = DAY.isoformat()
    return {
        "class": "ceasefire",
        "phase": "agreed",
        "status": "occurred",
        "date": {"start": day, "end": day, "precision": "day"},
        "country": "SAU",
        "actors": [{"name": "Sudanese army", "aliases": ["army"], "role": "party"}],
        "evidence": [SENTENCE],
    } | change


def mention(**change: Any) -> Mention:
    columns: dict[str, Any] = {
        "event_class": "ceasefire",
        "phase": "agreed",
        "status": "occurred",
        "date_start": DAY,
        "date_end": DAY,
        "date_precision": "day",
        "date_text": "Saturday",
        "date_basis": "text",
        "place": "Jeddah",
        "country": "SAU",
        "admin1": None,
        "latitude": None,
        "longitude": None,
        "geo_precision": None,
        "actors": (MentionActor("the army", "party", None, "the army"),),
        "evidence": (SENTENCE,),
        "char_start": 0,
        "char_end": len(SENTENCE),
        "trigger": "truce",
        "confidence": 0.9,
    }
    return Mention(**columns | change)


def right(gold: dict[str, Any], found: Mention) -> list[str]:
    scores = evaluate([([gold], [found])]).scores
    return [level for level in LEVELS if scores[level].right]


@pytest.mark.parametrize(
    ("change", "levels"),
    [
        ({}, ["detect", "phase", "coded", "dated", "row"]),
        ({"country": None}, ["detect", "phase", "coded", "dated"]),
        ({"status": "alleged"}, ["detect", "phase", "dated"]),
        ({"date_precision": None}, ["detect", "phase", "coded"]),
        ({"phase": "declared"}, ["detect"]),
        ({"event_class": "talks"}, []),
        ({"evidence": ("Nothing of the kind was said.",)}, []),
    ],
)
def test_each_level_asks_for_more(change: dict[str, Any], levels: list[str]) -> None:
    assert right(coded(), mention(**change)) == levels


def test_an_event_is_used_once_and_the_better_pair_wins() -> None:
    result = evaluate([([coded()], [mention(phase="declared"), mention()])])
    assert [result.scores[level].right for level in ("detect", "phase")] == [1, 1]
    assert (result.scores["detect"].precision, result.scores["detect"].recall) == (0.5, 1.0)


def test_actors_agree_by_role_and_by_any_of_their_names() -> None:
    who = evaluate([([coded()], [mention()])]).scores["who"]
    assert (who.right, who.found, who.coded) == (1, 1, 1)
    other = mention(actors=(MentionActor("the army", "mediator", None, "the army"),))
    assert evaluate([([coded()], [other])]).scores["who"].right == 0


def test_events_in_documents_that_have_none_are_counted() -> None:
    result = evaluate([([], [mention()]), ([], []), ([coded()], [])])
    assert (result.documents, result.empty, result.tripped) == (3, 2, 1)
    assert result.scores["detect"].f1 == 0.0


def test_the_command_prints_the_levels(tmp_path: Path) -> None:
    gold = tmp_path / "coded.jsonl"
    gold.write_text(json.dumps({"id": "a", "published": "2023-05-22", "text": SENTENCE, "events": [coded()]}))
    result = CliRunner().invoke(main, ["evaluate", str(gold)])
    assert result.exit_code == 0
    assert next(line for line in result.stdout.splitlines() if line.startswith("dated")).split()[1:4] == ["1.000"] * 3
    gold.write_text(json.dumps({"id": "a", "text": SENTENCE}))
    result = CliRunner().invoke(main, ["evaluate", str(gold)])
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)


def test_the_levels_are_those_of_the_published_scorer(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold/events_dev.jsonl"
    CliRunner().invoke(main, ["build", str(gold), "-o", str(tmp_path)])
    scorer = [sys.executable, str(shared / "gold/score_events.py"), str(gold), str(tmp_path / "mentions.parquet")]
    theirs = json.loads(subprocess.run([*scorer, "--json"], capture_output=True, check=True).stdout)
    printed = CliRunner().invoke(main, ["evaluate", str(gold)]).stdout
    ours = pd.DataFrame([line.rsplit(maxsplit=6) for line in printed.splitlines()[1:-1]]).set_index(0)[3].astype(float)
    for level in (*LEVELS, "who"):
        assert ours[level] == pytest.approx(theirs[level]["f1"], abs=0.002), level
