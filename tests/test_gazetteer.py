"""The user's own gazetteer: what is read of dumps, alternate names and tables, and what is said of a bad file."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from truceline.cli import main
from truceline.engine import extract_all
from truceline.entities import Place, find
from truceline.entities.gazetteer import Gazetteer
from truceline.entities.gazetteer_files import GazetteerError, check_gazetteers, load_gazetteer
from truceline.read.document import Document

TABLE = "name,country,lat,lon,kind,aliases\nKarm Ziba,SYR,36.21,37.2,village,Karm al-Ziba\nLow Ridge,,1,2,border,\n"
TEXT = "Rebels fought soldiers in Syria. A ceasefire took effect in Karm Ziba on Monday."


def dumped(*rows: tuple[str, str, str, str, str, str, str]) -> str:
    """Lines of a GeoNames dump from id, name, alternate names, feature class and code, country, inhabitants."""
    lines = []
    for number, name, others, feature_class, code, country, people in rows:
        cells = [number, name, name, others, "36.5", "37.5", feature_class, code, country, "", "09", "", "", "", people]
        lines.append("\t".join([*cells, "", "", "UTC", "2020-01-01"]))
    return "\n".join(lines) + "\n"


DUMP = dumped(
    ("1", "Tal Orsa", "Tell Orsa,تل", "P", "PPL", "SY", "900"),
    ("2", "Zibqa Hamlet", "", "P", "PPL", "SY", "40"),
    ("3", "Qasr Orsa", "", "P", "PPLA2", "SY", "0"),
    ("4", "Old Orsa", "", "P", "PPLH", "SY", "7000"),
    ("5", "Wadi Orsa", "", "T", "VAL", "SY", "0"),
    ("6", "Nahr Orsa", "", "H", "STM", "SY", "0"),
)
ALTERNATES = (
    "10\t1\ten\tOrsa Hill\t\t\t\t\t\t\n11\t1\tfr\tColline d'Orsa\t\t\t\t\t\t\n12\t99\ten\tNowhere\t\t\t\t\t\t\n"
)


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    return str(path)


def place(text: str, gazetteer: Gazetteer | None) -> Place | None:
    return next((one for one in find(text, gazetteer=gazetteer).places if one.kind != "country"), None)


def test_a_table_names_places_that_no_list_has(tmp_path: Path) -> None:
    own = load_gazetteer((written(tmp_path, "own.csv", TABLE),))
    for text in ("Shells fell on Karm Ziba.", "Karm al-Ziba was quiet."):
        assert place(text, None) is None
        found = place(text, own)
        assert found
        assert (found.name, found.kind, found.country, found.latitude) == ("Karm Ziba", "village", "SYR", 36.21)
    border = place("They met at Low Ridge.", own)
    assert border
    assert (border.country, border.geo_precision) == (None, 2)


def test_a_table_comes_before_the_places_that_ship(tmp_path: Path) -> None:
    text = "name,country,lat,lon,kind\nAleppo,Syria,1,2,village\n"
    found = place("Shells fell on Aleppo.", load_gazetteer((written(tmp_path, "a.csv", text),)))
    assert found
    assert (found.country, found.latitude, found.geo_precision) == ("SYR", 1.0, 1)


def test_of_two_places_of_one_name_the_country_in_the_text_decides(tmp_path: Path) -> None:
    text = "name,country,lat,lon,kind\nOrsa,SYR,36,37,town\nOrsa,YEM,15,44,town\n"
    own = load_gazetteer((written(tmp_path, "two.csv", text),))
    found = place("Yemen was calm but for Orsa.", own)
    assert found
    assert found.country == "YEM"


def test_of_a_dump_towns_seats_and_areas_are_kept(tmp_path: Path) -> None:
    own = load_gazetteer((written(tmp_path, "dump.txt", DUMP),))
    kept = {row.name: (row.kind, row.geo_precision, row.country) for rows in own.listed.values() for row in rows}
    assert kept == {
        "Tal Orsa": ("city", 1, "SYR"),
        "Qasr Orsa": ("city", 1, "SYR"),
        "Wadi Orsa": ("valley", 2, "SYR"),
    }
    found = place("Syria said that shells fell near Tell Orsa.", own)
    assert found
    assert (found.name, found.geo_precision) == ("Tal Orsa", 2)


def test_alternate_names_count_whatever_the_order_of_the_files(tmp_path: Path) -> None:
    names = written(tmp_path, "alternateNamesV2.txt", ALTERNATES)
    own = load_gazetteer((names, written(tmp_path, "cities500.txt", DUMP)))
    assert own.towns("orsa hill")
    assert not own.towns("colline d orsa")
    assert not own.towns("nowhere")


def test_a_dump_adds_to_the_places_that_ship_and_doubles_none(tmp_path: Path) -> None:
    line = dumped(("7", "Aleppo", "", "P", "PPL", "SY", "1000")).replace("36.5\t37.5", "36.2\t37.16")
    own = load_gazetteer((written(tmp_path, "aleppo.txt", line),))
    assert own.towns("aleppo") == Gazetteer().towns("aleppo")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name;country\nA;SYR\n", "bad.csv: is neither a GeoNames dump nor alternate names nor a table"),
        ("", "is neither a GeoNames dump"),
        ("name,country,lat,lon,kind\nA,SYR,north,2,town\n", "bad.csv:2: lat 'north' is no number"),
        ("name,country,lat,lon,kind\nA,SYR,91,2,town\n", "bad.csv:2: lat 91 is not between -90 and 90"),
        ("name,country,lat,lon,kind\nA,SYR,1,2,town\nB,Nowhere,1,2,town\n", "bad.csv:3: country 'Nowhere'"),
        ("name,country,lat,lon,kind\nA,SYR,1,2,planet\n", "bad.csv:2: kind 'planet' is none of"),
        ("name,country,lat,lon,kind\n,SYR,1,2,town\n", "bad.csv:2: the name is empty"),
        ("name,country,lat,lon,kind\nA,SYR,1\n", "bad.csv:2: has 3 fields, and the header has 5"),
        (DUMP + "1\tshort\n", "bad.csv:7: has 2 columns, and a GeoNames dump has 19"),
        (DUMP.replace("36.5", "up"), "bad.csv:1: latitude 'up' is no number"),
    ],
)
def test_a_bad_file_is_told_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(GazetteerError) as told:
        load_gazetteer((written(tmp_path, "bad.csv", text),))
    assert says in str(told.value)
    assert "\n" not in str(told.value)


def test_a_missing_file_and_one_that_is_no_text_are_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="cannot be read"):
        check_gazetteers([str(tmp_path / "none.txt")])
    (tmp_path / "noise").write_bytes(b"\xff\xfe\x00\x81" * 50)
    with pytest.raises(GazetteerError, match="is not UTF-8 text"):
        check_gazetteers([str(tmp_path / "noise")])


def test_a_run_puts_its_events_at_the_users_places(tmp_path: Path) -> None:
    own = written(tmp_path, "own.csv", TABLE)
    document = Document("d", "d.txt", TEXT, published=date(2016, 5, 11))
    (mentions,), _ = extract_all([document], gazetteers=[own])
    assert [(one.place, one.country, one.longitude) for one in mentions] == [("Karm Ziba", "SYR", 37.2)]


def test_the_command_line_takes_a_gazetteer(tmp_path: Path) -> None:
    own, run = written(tmp_path, "own.csv", TABLE), CliRunner().invoke
    assert "village of own.csv" in run(main, ["where", "Karm Ziba", "--gazetteer", own]).output
    (tmp_path / "in").mkdir()
    written(tmp_path / "in", "a.txt", TEXT)
    bad = run(main, ["build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--gazetteer", "none.csv"])
    assert (bad.exit_code, bad.output.count("none.csv: cannot be read")) == (2, 1)
    assert not (tmp_path / "out" / "events.csv").exists()
    good = run(main, ["build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--gazetteer", own])
    assert good.exit_code == 0
    assert "Karm Ziba" in (tmp_path / "out" / "mentions.csv").read_text(encoding="utf-8-sig")


@given(st.text(max_size=200))
def test_any_text_is_a_gazetteer_or_an_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "file"
    path.write_text("name,country,lat,lon,kind\n" + text, encoding="utf-8", errors="replace", newline="")
    with suppress(GazetteerError):
        load_gazetteer.__wrapped__((str(path),))
