"""The seed article, read as it came, and the events that it tells."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import truceline
from truceline.cli import main

SEED = "000_ac69134685ffdbd2"


@pytest.fixture(scope="module")
def tables(root: Path) -> truceline.Tables:
    return truceline.build([root / "seeds" / f"{SEED}.txt"])


def test_its_metadata_are_read_from_the_page(tables: truceline.Tables) -> None:
    (document,) = tables.documents.to_dict("records")
    assert document["doc_id"] == SEED
    assert document["title"] == "Moscow Pivots From Combatant to Peacemaker in Syria (Op-Ed)"
    assert document["author"] == "Vladimir Frolov"
    assert document["outlet"] == "The Moscow Times"
    assert str(document["published"])[:10] == "2017-01-25"
    assert document["url"].startswith("https://www.themoscowtimes.com/2017/01/25/")
    assert document["language"] == "en"


def test_markup_is_gone_and_sentences_cut_by_a_page_break_are_whole(tables: truceline.Tables) -> None:
    text = tables.documents["text"].iloc[0]
    assert "Syrian government officials met representatives of the main armed groups" in text
    assert "sending its Ambassador to Kazakhstan as an observer" in text
    assert "issued a boilerplate statement pledging" in text
    for markup in ("](", "**", "Original url", "<http"):
        assert markup not in text


def test_its_seven_events_are_found(tables: truceline.Tables) -> None:
    events = {
        (
            row["event_class"],
            row["phase"],
            row["status"],
            None if row["date_basis"] == "published" else str(row["event_date"])[:10],
        )
        for row in tables.events.to_dict("records")
    }
    assert events == {
        ("talks", "concluded", "occurred", None),
        ("ceasefire", "holding", "occurred", "2016-12-29"),
        ("talks", "scheduled", "planned", "2017-02-08"),
        ("talks", "scheduled", "planned", "2017-01-27"),
        ("violation", "unspecified", "occurred", None),
        ("talks", "refused", "occurred", None),
        ("violation", "unspecified", "alleged", None),
    }


def test_every_mention_can_be_traced_to_its_sentence(tables: truceline.Tables) -> None:
    text = tables.documents["text"].iloc[0]
    for row in tables.mentions.to_dict("records"):
        assert text[row["char_start"] : row["char_end"]] == row["evidence"][0]
        assert row["trigger"].casefold() in row["evidence"][0].casefold()


def test_the_hand_coded_seed_scores_as_it_should(root: Path, shared: Path, tmp_path: Path) -> None:
    main(["build", str(root / "seeds" / f"{SEED}.txt"), "-o", str(tmp_path)], standalone_mode=False)
    scorer = [sys.executable, str(shared / "gold/score_events.py"), str(shared / "gold/events_seed.jsonl")]
    done = subprocess.run([*scorer, str(tmp_path / "mentions.parquet"), "--json"], capture_output=True, check=True)
    scores = json.loads(done.stdout)
    assert {level: scores[level]["f1"] for level in ("detect", "phase", "coded", "dated")} == dict.fromkeys(
        ("detect", "phase", "coded", "dated"), 1.0
    )
    assert scores["row"]["r"] >= 6 / 7 - 0.001
