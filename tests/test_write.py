"""Files of a run: what they hold, how a spreadsheet takes them, and that a killed run spoils none."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.code import code_events
from truceline.commit import recover, replacing
from truceline.csv_twin import CELL_LENGTH, read_csv, text_cell, to_csv
from truceline.tables import Tables
from truceline.write import OutputError, lexicon_hash, read_table, write_tables
from truceline_schemas import MODELS, Documents, Events, Mentions, Rejects, columns_of, frame_of

BOTH = ("parquet", "csv")
CASES = Path(__file__).parent / "cases" / "tables.json"


@pytest.fixture
def tables() -> Tables:
    rows = json.loads(CASES.read_text(encoding="utf-8"))
    return Tables(
        frame_of(Documents, rows["documents"]),
        frame_of(Mentions, rows["mentions"]),
        code_events(frame_of(Events, rows["events"])),
        frame_of(Rejects, rows["rejects"]),
    )


@pytest.fixture
def nothing() -> Tables:
    return Tables(frame_of(Documents, []), frame_of(Mentions, []), frame_of(Events, []), frame_of(Rejects, []))


def listing(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def with_title(tables: Tables, title: str) -> Tables:
    return replace(tables, documents=tables.documents.assign(title=title))


def test_a_run_writes_all_its_files_and_returns_their_paths(tables: Tables, tmp_path: Path) -> None:
    out = tmp_path / "new" / "output"
    paths = write_tables(tables, out, BOTH, {"truceline": "1"}, {"timeline.html": "<p>é</p>"})
    expected = {f"{table}.{kind}" for table in MODELS for kind in BOTH}
    assert listing(out) == expected | {"timeline.html", "datapackage.json", "run.json"}
    assert {path.name for path in paths} == listing(out)
    assert (out / "timeline.html").read_text(encoding="utf-8") == "<p>é</p>"


def test_two_runs_write_the_same_bytes(tables: Tables, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_tables(tables, tmp_path / name, BOTH, {"seconds": name})
    for name in listing(tmp_path / "one") - {"run.json"}:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_frictionless_accepts_a_run(tables: Tables, nothing: Tables, tmp_path: Path) -> None:
    for number, some in enumerate((tables, nothing, with_title(tables, '=1+1; "quoted"\nand \x07 on'))):
        write_tables(some, tmp_path / str(number), BOTH, {})
        report = frictionless.validate(str(tmp_path / str(number) / "datapackage.json"))
        assert report.valid, report.flatten(["type", "note"])
        assert {task.place for task in report.tasks} >= {f"{table}.csv" for table in MODELS}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("shelling", "shaling"),
        ("2021-05-04", "04.05.2021"),
        ("TL2,violation", "TL9,violation"),
        (",Syria,", ",,"),
    ],
)
def test_frictionless_refuses_a_file_that_was_changed(tables: Tables, tmp_path: Path, old: str, new: str) -> None:
    write_tables(tables, tmp_path, ("csv",), {})
    name = "mentions.csv" if old.startswith("TL2") else "events.csv"
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / name).write_text(text.replace(old, new), encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_package_lists_what_was_written_and_no_more(tables: Tables, tmp_path: Path) -> None:
    write_tables(tables, tmp_path, ("parquet",), {}, {"timeline.html": ""})
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert [resource["path"] for resource in package["resources"]] == [f"{table}.parquet" for table in MODELS]
    for resource in package["resources"]:
        data = (tmp_path / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), "sha256:" + sha256(data).hexdigest())


def test_the_manifest_keeps_what_it_is_given_and_hashes_every_file(tables: Tables, tmp_path: Path) -> None:
    write_tables(tables, tmp_path, BOTH, {"settings": {"workers": 2}})
    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert run["settings"] == {"workers": 2}
    assert run["lexicons"] == lexicon_hash()
    assert set(run["files"]) == listing(tmp_path) - {"run.json"}
    data = (tmp_path / "events.csv").read_bytes()
    assert run["files"]["events.csv"]["hash"] == "sha256:" + sha256(data).hexdigest()


def test_parquet_tells_columns_units_and_versions(tables: Tables, tmp_path: Path) -> None:
    write_tables(tables, tmp_path, ("parquet",), {})
    schema = pq.read_schema(tmp_path / "events.parquet")
    assert schema.field("latitude").metadata[b"unit"] == b"degrees north"
    assert schema.metadata[b"lexicons_sha256"].decode() == lexicon_hash()
    assert b"truceline_version" in schema.metadata
    assert str(schema.field("event_date").type) == "date32[day]"


@pytest.mark.parametrize("kind", BOTH)
def test_events_read_back_are_the_events_written(tables: Tables, tmp_path: Path, kind: str) -> None:
    events = tables.events.assign(notes=["=SUM(A1)", "- at 5 p.m., “quoted”; Дамаск"])
    write_tables(replace(tables, events=events), tmp_path, (kind,), {})
    pd.testing.assert_frame_equal(read_table(tmp_path, "events"), events)


def test_pandas_reads_the_csv_twin_with_iso_days(tables: Tables, tmp_path: Path) -> None:
    write_tables(tables, tmp_path, ("csv",), {})
    frame = pd.read_csv(tmp_path / "events.csv", parse_dates=["event_date"], dtype={"cameo_code": "str"})
    assert list(frame.columns) == [column.name for column in columns_of(Events)]
    assert list(frame["event_date"].dt.date) == [date(2021, 5, 3), date(2021, 5, 4)]
    assert list(frame["cameo_code"]) == ["0356", "1123"]
    assert frame["source"].iloc[0] == "Example Post; Example Wire"


def test_the_csv_twin_is_one_line_a_row_with_a_mark_for_excel(tables: Tables, tmp_path: Path) -> None:
    write_tables(tables, tmp_path, ("csv",), {})
    data = (tmp_path / "documents.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfdoc_id,")
    assert data.count(b"\n") == 3
    assert b"\r" not in data
    with (tmp_path / "mentions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["actors"] == "Syrian army (party); the Front (party)"
    assert rows[1]["date_start"] == ""


@pytest.mark.parametrize("text", ["=1+1", "+41", "-5", "@name", '=cmd|"/c calc"!A1'])
def test_no_cell_starts_a_formula(text: str) -> None:
    assert text_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["\t=1+1", "\r=1", "\n+1", "5-5", "Dec. 29", "a=b", "'=already"])
def test_other_text_stays_text(text: str) -> None:
    assert text_cell(text) == text.replace("\t", " ").replace("\r", " ").replace("\n", " ")


def test_a_long_cell_is_cut_with_a_mark_at_excels_limit() -> None:
    assert text_cell("a" * CELL_LENGTH) == "a" * CELL_LENGTH
    for text in ("a" * (CELL_LENGTH + 1), "😀" * CELL_LENGTH, "=" + "😀" * CELL_LENGTH):
        cell = text_cell(text)
        assert cell.endswith(" [cut]")
        assert len(cell.encode("utf-16-le")) // 2 in (CELL_LENGTH, CELL_LENGTH - 1)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50))
def test_any_text_is_one_safe_cell_and_comes_back(text: str) -> None:
    cell = text_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert len(list(csv.reader([cell.replace(",", "")]))) <= 1
    assert len(cell) - len(text) in (0, 1)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_the_twin_holds_any_text(tmp_path_factory: pytest.TempPathFactory, title: str, value: str) -> None:
    path = tmp_path_factory.mktemp("csv") / "rejects.csv"
    row = {"table": "sources", "row_key": "k", "check": "c", "value": value, "reason": title}
    path.write_bytes(to_csv(Rejects, frame_of(Rejects, [row])))
    back = read_csv(Rejects, path)
    assert len(back) == 1
    assert back["table"].iloc[0] == "sources"


def test_files_of_formats_no_longer_asked_for_go_and_the_users_own_stay(tables: Tables, tmp_path: Path) -> None:
    write_tables(tables, tmp_path, BOTH, {}, {"timeline.html": ""})
    (tmp_path / "notes.csv").write_text("mine")
    (tmp_path / "timeline.html").write_text("mine by now")
    write_tables(tables, tmp_path, ("csv",), {})
    kept = {f"{table}.csv" for table in MODELS} | {"datapackage.json", "run.json"}
    assert listing(tmp_path) == kept | {"notes.csv", "timeline.html"}


def test_a_manifest_that_was_tampered_with_removes_nothing_elsewhere(tables: Tables, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_tables(tables, out, ("csv",), {})
    precious = tmp_path / "precious.txt"
    precious.write_text("mine")
    facts = {"bytes": 4, "hash": "sha256:" + sha256(b"mine").hexdigest()}
    manifests: list[Any] = [
        {"../precious.txt": facts, str(precious): facts},
        {"events.csv": 1},
        [["x"]],
        None,
    ]
    for files in manifests:
        (out / "run.json").write_text(json.dumps({"files": files}))
        write_tables(tables, out, ("csv",), {})
    assert precious.exists()


def test_an_unknown_format_is_a_fault_of_the_caller(tables: Tables, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="ods"):
        write_tables(tables, tmp_path, ("ods",), {})


def test_a_folder_that_cannot_be_written_is_one_clear_line(tables: Tables, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError) as error:
            write_tables(tables, out, BOTH, {})
        assert str(error.value).startswith(f"{out} cannot be written: ")
        assert "\n" not in str(error.value)
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_in_a_files_place_is_found_before_anything_is_replaced(tables: Tables, tmp_path: Path) -> None:
    write_tables(tables, tmp_path, ("csv",), {})
    before = (tmp_path / "documents.csv").read_bytes()
    (tmp_path / "timeline.html").mkdir()
    with pytest.raises(OutputError, match=r"timeline\.html in it is a folder"):
        write_tables(with_title(tables, "Another"), tmp_path, ("csv",), {}, {"timeline.html": ""})
    assert (tmp_path / "documents.csv").read_bytes() == before
    assert not any(path.name.startswith(".") for path in tmp_path.iterdir())


def test_a_disk_that_fails_leaves_the_previous_tables(
    tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tables(tables, tmp_path, BOTH, {})
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_tables(with_title(tables, "Another"), tmp_path, BOTH, {})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_without_tables_says_what_to_do(tmp_path: Path) -> None:
    for out in (tmp_path, tmp_path / "absent"):
        with pytest.raises(OutputError, match="truceline build"):
            read_table(out, "events")


def test_a_damaged_table_is_one_clear_line(tables: Tables, tmp_path: Path) -> None:
    write_tables(tables, tmp_path, BOTH, {})
    (tmp_path / "events.parquet").write_bytes(b"PAR1 broken")
    with pytest.raises(OutputError, match=r"table events .* cannot be read") as error:
        read_table(tmp_path, "events")
    assert "\n" not in str(error.value)


# Writes a run over an earlier one in a forked child that ends, as if killed, at its Nth step on the file
# system, for each N until a child finishes; prints what is in the folder after each kill, and after recovery.
KILLER = """
import hashlib, json, os, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, {tests!r})
from truceline.commit import recover, replacing
from truceline.tables import Tables
from truceline.write import write_tables
from truceline_schemas import MODELS, frame_of

rows = json.loads(Path({cases!r}).read_text(encoding="utf-8"))
old = Tables(*(frame_of(model, rows[name]) for name, model in MODELS.items()))
new = replace(old, documents=old.documents.assign(title="Another"), events=old.events.assign(notes="Another"))

def state(out):
    files = sorted(p for p in out.iterdir() if p.is_file())
    return {{p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files}}

def write_new(out):
    write_tables(new, out, ("csv",), {{"run": "new"}})

def child(out, last):
    steps = 0
    def hook(event, arguments):
        nonlocal steps
        touches = event in ("open", "os.rename", "os.remove", "os.rmdir", "os.mkdir")
        if touches and str(out) in str(arguments):
            steps += 1
            if steps == last:
                os._exit(9)
    sys.addaudithook(hook)
    write_new(out)
    os._exit(0)

base = Path({base!r})
def fresh(name):
    out = base / name
    write_tables(old, out, ("parquet", "csv"), {{"run": "old"}})
    (out / "mine.txt").write_text("mine")
    return out

done = fresh("done"); before = state(done); write_new(done)
report = {{"old": before, "new": state(done), "killed": []}}
last = 0
while True:
    last += 1
    out = fresh(str(last))
    pid = os.fork()
    if pid == 0:
        child(out, last)
    _, status = os.waitpid(pid, 0)
    killed = state(out)
    recover(out)
    left = [p.name for p in out.iterdir() if p.is_dir()]
    report["killed"].append({{"after_kill": killed, "after_recovery": state(out), "folders": left}})
    if os.waitstatus_to_exitcode(status) == 0:
        break
print(json.dumps(report))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork to end a writer at each of its steps")
def test_a_run_killed_at_any_step_leaves_whole_tables(tmp_path: Path) -> None:
    script = KILLER.format(tests=str(Path(__file__).parent), cases=str(CASES), base=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    old, new = report["old"], report["new"]
    assert len(report["killed"]) > 20
    outcomes = []
    for case in report["killed"]:
        for name, content in case["after_kill"].items():
            assert content in (old.get(name), new.get(name)), f"{name} is neither the old file nor the new one"
        assert case["after_recovery"] in (old, new)
        assert case["folders"] == []
        outcomes.append(case["after_recovery"] == new)
    assert outcomes == sorted(outcomes)
    assert not outcomes[0]
    assert outcomes[-2]


def test_recovery_of_a_folder_with_nothing_to_recover_changes_nothing(tables: Tables, tmp_path: Path) -> None:
    recover(tmp_path / "absent")
    assert not (tmp_path / "absent").exists()
    write_tables(tables, tmp_path, BOTH, {})
    before = listing(tmp_path)
    recover(tmp_path)
    assert listing(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")
def test_no_other_process_clears_away_what_is_being_written(tmp_path: Path) -> None:
    import fcntl

    other = os.open(tmp_path, os.O_RDONLY)
    with replacing(tmp_path), pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(other)
