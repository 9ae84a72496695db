"""What a user of the command sees: summary, error lines, exit status."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from truceline.cli import main
from truceline_schemas import MODELS

ARTICLE = """Warring sides sign truce

By Jane Example

March 3, 2016

GENEVA - The Ruritanian government and the rebels signed a ceasefire on Wednesday, officials in Geneva said.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "truce.txt").write_text(ARTICLE, encoding="utf-8")
    return articles


def truceline(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_build_writes_every_file_and_says_so(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = truceline("build", folder, "-o", out)
    assert result.exit_code == 0, result.output
    tables = [f"{name}.{kind}" for name in MODELS for kind in ("parquet", "csv")]
    expected = {*tables, "datapackage.json", "run.json", "timeline.html"}
    assert {path.name for path in out.iterdir()} == expected
    assert "1 document" in result.stdout
    assert "ceasefire 1" in result.stdout
    assert "2016-03-02" in result.stdout
    assert all(name in result.stdout for name in expected)


def test_format_restricts_the_files(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert truceline("build", folder, "-o", out, "--format", "csv").exit_code == 0
    assert not list(out.glob("*.parquet"))
    assert truceline("build", folder, "--format", "xml").exit_code == 2


def test_run_json_tells_inputs_settings_counts_and_timings(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    truceline("build", folder, "-o", out, "--published", "2016-03-05")
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert [len(source["sha256"]) for source in run["inputs"]] == [64]
    assert run["settings"]["published"] == "2016-03-05"
    assert run["counts"]["documents"] == 1
    assert set(run["seconds"]) >= {"read", "extract", "merge", "validate"}


def test_show_prints_the_timeline(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    truceline("build", folder, "-o", out)
    result = truceline("show", out)
    assert result.exit_code == 0
    assert "2016-03-02" in result.stdout
    assert "ceasefire agreed" in result.stdout


def test_show_of_a_folder_without_a_run_is_one_clear_line(tmp_path: Path) -> None:
    result = truceline("show", tmp_path)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert str(tmp_path) in result.stderr


@pytest.mark.parametrize("command", ["build", "show", "schema", "evaluate", "dates", "explain", "who", "where"])
def test_help_has_an_example(command: str) -> None:
    assert f"truceline {command}" in truceline(command, "--help").stdout.split("Example", 1)[1]


def test_schema_prints_the_columns_and_their_codes() -> None:
    text = truceline("schema", "events").stdout
    assert all(word in text for word in ("event_date", "time_precision", "ceasefire", "violation"))
    assert "char_start" not in text
    assert "char_start" in truceline("schema").stdout


def test_dates_prints_each_expression_with_its_days() -> None:
    text = CliRunner().invoke(main, ["dates", "-", "--dct", "2017-01-25"], input="They meet on Feb. 8.").stdout
    assert "Feb. 8" in text
    assert "2017-02-08" in text


@pytest.mark.parametrize(("option", "day"), [("--day-first", "2016-06-05"), ("--month-first", "2016-05-06")])
def test_dates_in_figures_are_read_as_the_user_says(option: str, day: str) -> None:
    assert day in CliRunner().invoke(main, ["dates", "-", option], input="They met on 5/6/2016.").stdout


def bad_inputs(folder: Path) -> dict[str, str]:
    """File name to a word that the line about it must have."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (folder / "sheet.xyz").write_text("what is this", encoding="utf-8")
    (folder / "lines.jsonl").write_text('{"id": "x", "text": "Talks opened."\n', encoding="utf-8")
    return {"empty.txt": "empty", "picture.txt": "binary", "sheet.xyz": ".xyz", "lines.jsonl:1": "JSON"}


def test_bad_input_is_one_line_each_and_costs_nobody_elses_rows(folder: Path, tmp_path: Path) -> None:
    expected = bad_inputs(folder)
    out = tmp_path / "out"
    result = truceline("build", folder, tmp_path / "missing", "-o", out)
    assert result.exit_code == 3
    lines = result.stderr.splitlines()
    for name, word in (expected | {"missing": "no such"}).items():
        (line,) = [line for line in lines if f"{name}: " in line]
        assert word in line.lower() or word in line
    assert "Traceback" not in result.output
    assert len(pd.read_parquet(out / "events.parquet")) == 1
    rejects = pd.read_parquet(out / "rejects.parquet")
    assert len(rejects) == len(expected) + 1
    assert rejects["reason"].str.len().gt(10).all()


def test_nothing_to_read_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "empty").mkdir()
    for source in ("missing", "empty"):
        result = truceline("build", tmp_path / source, "-o", out)
        assert result.exit_code == 2
        assert str(tmp_path / source) in result.stderr
        assert not out.exists()


def test_strict_turns_what_was_set_aside_into_status_1(folder: Path, tmp_path: Path) -> None:
    assert truceline("build", folder, "-o", tmp_path / "out", "--strict").exit_code == 0
    bad_inputs(folder)
    assert truceline("build", folder, "-o", tmp_path / "out", "--strict").exit_code == 1


def test_an_output_folder_that_cannot_be_written_is_one_clear_line(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    result = truceline("build", folder, "-o", blocked)
    assert result.exit_code == 2
    assert str(blocked) in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read and write everything")
def test_a_read_only_output_folder_is_one_clear_line(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir(mode=0o500)
    result = truceline("build", folder, "-o", out)
    assert result.exit_code == 2
    assert str(out) in result.stderr


def test_an_undated_document_is_kept_flagged_and_can_be_dated_by_hand(tmp_path: Path) -> None:
    source, out = tmp_path / "note.txt", tmp_path / "out"
    source.write_text("The Ruritanian army and the rebels signed a ceasefire on Wednesday.\n", encoding="utf-8")
    truceline("build", source, "-o", out)
    (document,) = pd.read_parquet(out / "documents.parquet").to_dict("records")
    assert pd.isna(document["published"])
    assert "undated" in document["flags"]
    assert pd.read_parquet(out / "mentions.parquet")["date_start"].isna().all()
    truceline("build", source, "-o", out, "--published", "2016-03-03")
    (event,) = pd.read_parquet(out / "events.parquet").to_dict("records")
    assert str(event["event_date"]) == "2016-03-02"


def test_explain_tells_what_was_taken_for_an_event_and_what_was_not() -> None:
    text = "The army and the rebels signed a truce on Monday. Talks on a trade deal would be welcome, he said."
    result = CliRunner().invoke(main, ["explain", "-", "--published", "2016-03-03"], input=text)
    assert result.exit_code == 0
    assert "ceasefire agreed: trigger truce; governed by signed" in result.stdout
    assert "date Monday" in result.stdout
    assert "excluded" in result.stdout
    only = CliRunner().invoke(main, ["explain", "-", "--sentence", "1"], input=text).stdout
    assert "truce" not in only


def test_who_and_where_tell_what_a_name_means_and_why() -> None:
    assert "state:RUS" in truceline("who", "Moscow").stdout
    assert "YEM" in truceline("where", "Hodeida").stdout
    unknown = truceline("where", "Qwertzuiop")
    assert (unknown.exit_code, len(unknown.stderr.splitlines())) == (1, 1)
