"""Documents added to a finished run: the tables of one run on all, and an event that can be traced."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from truceline import run
from truceline.cli import main
from truceline.engine import extract_all

TRUCE = "The Syrian government and the rebels agreed a ceasefire on Monday, officials in Damascus said."
BREACH = "The rebels accused the Syrian government of shelling Aleppo on Wednesday despite the truce."


def lines(path: Path, *documents: tuple[str, str, str]) -> Path:
    rows = ({"id": name, "published": day, "text": text} for name, day, text in documents)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, Path]:
    """Two files: the second is earlier by name, tells the same truce a day earlier, and has an id of the first."""
    one = lines(tmp_path / "b.jsonl", ("x", "2016-09-14", TRUCE), ("x", "2016-09-16", BREACH), ("empty", "", ""))
    two = lines(tmp_path / "a.jsonl", ("y", "2016-09-13", TRUCE), ("x", "2016-09-17", BREACH))
    return one, two


def truceline(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_adding_documents_equals_one_run_on_all_byte_for_byte(sources: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = sources
    truceline("build", one, two, "-o", tmp_path / "full")
    truceline("build", one, "-o", tmp_path / "grown")
    truceline("build", two, "--into", tmp_path / "grown")
    for table in ("documents", "mentions", "events", "rejects"):
        for kind in ("parquet", "csv"):
            name = f"{table}.{kind}"
            assert (tmp_path / "grown" / name).read_bytes() == (tmp_path / "full" / name).read_bytes(), name
    inputs = [
        json.loads((tmp_path / name / "run.json").read_text(encoding="utf-8"))["inputs"] for name in ("full", "grown")
    ]
    assert inputs[0] == inputs[1]


def test_documents_of_the_run_are_not_read_again(
    sources: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = sources
    truceline("build", one, "-o", tmp_path / "out")
    asked: list[str] = []

    def noted(documents, *rest):  # type: ignore[no-untyped-def]
        asked.extend(document.source_path for document in documents)
        return extract_all(documents, *rest)

    monkeypatch.setattr(run, "extract_all", noted)
    truceline("build", one, two, "--into", tmp_path / "out")
    assert {path.rpartition("#")[0] for path in asked} == {two.as_posix()}


def test_an_id_that_adding_changes_is_told(sources: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = sources
    truceline("build", one, "-o", tmp_path)
    before = pd.read_parquet(tmp_path / "events.parquet").set_index("phase")["event_id"]
    truceline("build", two, "--into", tmp_path)
    after = pd.read_parquet(tmp_path / "events.parquet").set_index("phase")["event_id"]
    changes = pd.read_parquet(tmp_path / "id_changes.parquet")
    rows = list(zip(changes["old_event_id"], changes["new_event_id"], changes["change"], strict=True))
    assert rows == [(before["agreed"], after["agreed"], "renamed")]
    result = truceline("show", tmp_path, "--event", before["agreed"])
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert after["agreed"] in result.stderr


def test_adding_to_what_is_no_run_writes_nothing(sources: tuple[Path, Path], tmp_path: Path) -> None:
    one, two = sources
    result = truceline("build", two, "--into", tmp_path / "none")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert not (tmp_path / "none").exists()
    truceline("build", one, "-o", tmp_path / "csv", "--format", "csv")
    assert truceline("build", two, "--into", tmp_path / "csv").exit_code == 2


def test_adding_that_fails_midway_leaves_the_run_as_it_was(
    sources: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = sources
    truceline("build", one, "-o", tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.*") if path not in sources}

    def fails(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(run, "merge_mentions", fails)
    with pytest.raises(RuntimeError):
        truceline("build", two, "--into", tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.*") if path not in sources} == before


def test_show_event_prints_the_evidence_with_documents_offsets_and_dates(
    sources: tuple[Path, Path], tmp_path: Path
) -> None:
    truceline("build", *sources, "-o", tmp_path)
    events = pd.read_parquet(tmp_path / "events.parquet")
    (event_id,) = events.loc[events["phase"] == "agreed", "event_id"]
    result = truceline("show", tmp_path, "--event", event_id)
    assert result.exit_code == 0
    assert result.stdout.count(TRUCE) == 2
    for told in (
        "ceasefire agreed",
        "2016-09-12",
        "published 2016-09-14",
        f"characters 0 to {len(TRUCE)}",
        "b.jsonl#1",
    ):
        assert told in result.stdout


def test_show_of_an_unknown_event_is_one_clear_line(sources: tuple[Path, Path], tmp_path: Path) -> None:
    truceline("build", *sources, "-o", tmp_path)
    result = truceline("show", tmp_path, "--event", "TL0")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "TL0" in result.stderr


def test_into_and_output_exclude_each_other(sources: tuple[Path, Path], tmp_path: Path) -> None:
    assert truceline("build", *sources, "-o", tmp_path / "a", "--into", tmp_path / "b").exit_code == 2
