"""The whole run: the same bytes for the same input, whatever the order, the workers and the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import truceline
from truceline import engine
from truceline.engine import extract_all
from truceline.read.document import Document
from truceline_schemas import MODELS

TABLES = [f"{name}.{kind}" for name in MODELS for kind in ("parquet", "csv")]


def run(root: Path, out: Path, *arguments: str, seed: str = "0") -> dict[str, bytes]:
    subprocess.run(
        [sys.executable, "-m", "pipeline", "build", *arguments, "-o", str(out)],
        cwd=root,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    return {name: (out / name).read_bytes() for name in [*TABLES, "datapackage.json", "timeline.html"]}


def test_two_runs_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    seeds = sorted(path.relative_to(root).as_posix() for path in (root / "seeds").iterdir())
    one = run(root, tmp_path / "one", "seeds/", seed="1")
    other = run(root, tmp_path / "other", *reversed(seeds), seed="2")
    assert one == other


def test_the_committed_tables_are_those_of_this_code(root: Path, tmp_path: Path) -> None:
    fresh = run(root, tmp_path / "out", "seeds/")
    stale = "is stale: run truceline build seeds/"
    for name in TABLES:
        committed = root / "output" / name
        if name.endswith(".csv"):
            assert fresh[name] == committed.read_bytes(), f"output/{name} {stale}"
        else:
            # The bytes are those of the pyarrow that wrote them; the rows are not.
            rows = pd.read_parquet(tmp_path / "out" / name)
            assert rows.to_json() == pd.read_parquet(committed).to_json(), f"output/{name} {stale}"


def test_workers_change_no_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_WORTH_PROCESSES", 2)
    monkeypatch.setattr(engine, "_BATCH", 2)
    texts = [f"The army and the rebels of Sudan agreed a ceasefire on May {day}, 2023." for day in range(1, 8)]
    documents = [Document(f"d{i}", "d.jsonl", text) for i, text in enumerate(texts)]
    assert extract_all(documents, workers=2) == extract_all(documents, workers=1)
    assert all(extract_all(documents, workers=2)[0])


def test_a_document_that_extraction_fails_on_costs_nobody_elses_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails_on_b(document: Document, _gazetteer: object) -> list[str]:
        if document.doc_id == "b":
            raise RuntimeError("no such frame")
        return [f"told by {document.doc_id}"]

    monkeypatch.setattr(engine, "extract", fails_on_b)
    mentions, (reject,) = extract_all([Document(name, "d", "text") for name in "abc"])
    assert list(map(str, mentions)) == ["['told by a']", "[]", "['told by c']"]
    assert reject.row_key == "b"
    assert "no such frame" in reject.reason


def test_build_in_python_returns_typed_frames(root: Path) -> None:
    tables = truceline.build([root / "seeds"])
    assert str(tables.events["event_date"].dtype) == "datetime64[us]"
    assert str(tables.events["iso"].dtype) == "Int64"
    assert set(tables.mentions["event_id"]) == set(tables.events["event_id"])
    assert set(tables.mentions["doc_id"]) <= set(tables.documents["doc_id"])
