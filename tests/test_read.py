"""Files and folders in, documents out; whatever cannot be read has its line and costs nobody else's."""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline import read
from truceline.read import Document, list_inputs
from truceline.read.days import day_of_metadata, day_of_url
from truceline.read.decode import Decoded, decode
from truceline.read.outlets import outlet_of
from truceline.rejects import CAUTIONS, Reject
from truceline_schemas import codes

PROSE = "The army and the rebels of Exampleland signed a ceasefire in Geneva on Wednesday, officials said."


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def read_sources(sources: Sequence[str | Path], published: date | None = None) -> tuple[list[Document], list[Reject]]:
    """As the stage does, less the line on each undated document, which has a test of its own."""
    documents, rejects = read.read_sources(sources, published)
    return documents, [reject for reject in rejects if reject.check != "undated"]


def read_one(path: Path, published: date | None = None) -> tuple[Document, list[Reject]]:
    (document,), rejects = read_sources([path], published)
    return document, rejects


def jsonl(*objects: object) -> str:
    return "".join(f"{json.dumps(item, ensure_ascii=False)}\n" for item in objects)


# Which files


def test_files_are_sorted_read_once_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/deep/er.txt", ".hidden.txt", ".git/config.txt"):
        write(tmp_path / name, PROSE)
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    sources = [tmp_path / "b.txt", tmp_path, tmp_path / "a", tmp_path / "b.txt"]
    names = ["a/deep/er.txt", "a/z.md", "b.txt"]
    for order in (sources, sources[::-1]):
        inputs, rejects = list_inputs(order)
        assert [path.relative_to(tmp_path).as_posix() for path in inputs] == names
        assert rejects == []


def test_paths_stay_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in" / "a.txt", PROSE)
    monkeypatch.chdir(tmp_path)
    (document,), _ = read_sources(["in/"])
    assert document.source_path == "in/a.txt"


def bad_files(folder: Path) -> dict[str, str]:
    """Path, with the line for a line, to the `check` that refuses it."""
    write(folder / "empty.txt", b"")
    write(folder / "blank.md", "  \n\n")
    write(folder / "picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    write(folder / "program.md", bytes(range(1, 32)) * 40)
    write(folder / "report.pdf", b"%PDF-1.4")
    write(folder / "README", PROSE)
    write(folder / "cut.txt.gz", gzip.compress(PROSE.encode() * 50)[:-20])
    write(folder / "fake.jsonl.gz", PROSE)
    write(folder / "front.md", "---\ntitle: Truce\n---\n\n")
    write(folder / "table.csv", "id,body text\n1,x\n")
    write(folder / "lines.jsonl", '{"id": "x", "text": "Talks"\n\n[1]\n{"id": "y"}\n{"text": 5}\n' + "[" * 100_000)
    write(folder / "broken.json", '{"text": ')
    return {
        "empty.txt": "empty",
        "blank.md": "empty",
        "picture.txt": "binary",
        "program.md": "binary",
        "report.pdf": "format",
        "README": "format",
        "cut.txt.gz": "gzip",
        "fake.jsonl.gz": "gzip",
        "front.md": "text",
        "table.csv": "columns",
        "lines.jsonl:1": "json",
        "lines.jsonl:3": "json",
        "lines.jsonl:4": "text",
        "lines.jsonl:6": "json",
        "broken.json": "json",
    }


def test_bad_files_have_a_line_each_and_cost_nobody_elses(tmp_path: Path) -> None:
    expected = bad_files(tmp_path)
    write(tmp_path / "good.txt", PROSE)
    documents, rejects = read_sources([tmp_path, tmp_path / "missing"])
    assert [document.text for document in documents] == [PROSE, "5"]
    found = {Path(reject.row_key).relative_to(tmp_path).as_posix(): reject.check for reject in rejects}
    assert found == {**expected, "missing": "exists"}
    assert len(rejects) == len(found)
    for reject in rejects:
        assert reject.table == "sources"
        assert "\n" not in reject.reason
        assert str(tmp_path) not in reject.reason
        assert reject.check not in CAUTIONS


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    inputs, (reject,) = list_inputs([tmp_path])
    assert inputs == []
    assert (reject.row_key, reject.check) == (tmp_path.as_posix(), "empty_folder")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert [reject.check for reject in list_inputs([tmp_path])[1]] == ["format"]


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may read everything")
def test_what_may_not_be_read_is_told(tmp_path: Path) -> None:
    write(tmp_path / "secret.txt", PROSE).chmod(0)
    write(tmp_path / "closed" / "a.txt", PROSE)
    (tmp_path / "closed").chmod(0)
    _, rejects = read_sources([tmp_path])
    (tmp_path / "closed").chmod(0o700)
    assert {reject.check for reject in rejects} == {"permission"}


def test_a_file_that_fails_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / "a.txt", PROSE)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [reject.check for reject in read_sources([path])[1]] == ["permission"]


def test_progress_is_told(tmp_path: Path) -> None:
    inputs = [write(tmp_path / name, PROSE) for name in ("a.txt", "b.txt")]
    told: list[tuple[int, int]] = []
    read.read_inputs(inputs, tick=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


# Encodings


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-16", PROSE),
        ("utf-16-le", PROSE),
        ("utf-16-be", "Перемирие вступило в силу."),
        ("utf-32", PROSE),
        ("cp1252", "The Côte d’Ivoire government said the truce – signed in May – held."),
        ("cp1252", "El alto el fuego entró en vigor a medianoche según el gobierno de España."),
        ("cp1251", "Перемирие вступило в силу в полночь, сообщил министр иностранных дел."),
        ("koi8-r", "Перемирие вступило в силу в полночь, сообщил министр иностранных дел."),
        ("cp1254", "Ateşkes gece yarısı yürürlüğe girdi, görüşmeler İstanbul'da sürüyor."),
        ("cp1256", "دخل وقف إطلاق النار حيز التنفيذ عند منتصف الليل في سوريا."),
        ("cp1250", "Zawieszenie broni weszło w życie o północy – powiedział minister w piątek, żądając rozmów."),
    ],
)
def test_other_encodings_are_decoded_flagged_and_reported(tmp_path: Path, encoding: str, text: str) -> None:
    document, (caution,) = read_one(write(tmp_path / "a.txt", text.encode(encoding)))
    assert document.text == text
    assert "decoded" in document.flags
    assert (caution.check, caution.row_key) == ("encoding", (tmp_path / "a.txt").as_posix())
    assert caution.value in caution.reason


def test_utf8_is_no_news_with_its_mark_or_without(tmp_path: Path) -> None:
    for data in ("Café truce.".encode(), "Café truce.".encode("utf-8-sig")):
        document, rejects = read_one(write(tmp_path / "a.txt", data))
        assert (document.text, rejects) == ("Café truce.", [])
        assert "decoded" not in document.flags


def test_utf8_with_a_broken_byte_stays_utf8(tmp_path: Path) -> None:
    data = ("Перемирие в силе. " * 5).encode() + b"\xff" + " Да.".encode()
    document, (caution,) = read_one(write(tmp_path / "a.txt", data))
    assert document.text.endswith("силе. \ufffd Да.")
    assert "damaged" in document.flags
    assert caution.check == "damaged"


# Formats


def test_a_document_beyond_all_measure_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truceline.read.record.MAX_CHARS", 1000)
    write(tmp_path / "a.jsonl", jsonl({"id": "long", "text": PROSE * 20}, {"id": "short", "text": PROSE}))
    (document,), (reject,) = read_sources([tmp_path])
    assert document.doc_id == "short"
    assert (reject.check, reject.row_key) == ("length", f"{(tmp_path / 'a.jsonl').as_posix()}:1")


def test_front_matter_fills_the_fields(tmp_path: Path) -> None:
    text = (
        "---\nTitle: 'Truce: it holds'\nauthors:\n- Jane Example\n- John Sample\ndate: 2016-03-03\n"
        f"source: The Example\nurl: https://news.example/a\ntags: [truce, talks]\n---\n\n# Truce: it holds\n\n{PROSE}\n"
    )
    document, rejects = read_one(write(tmp_path / "a.md", text))
    assert (document.title, document.author) == ("Truce: it holds", "Jane Example, John Sample")
    assert (document.outlet, document.published) == ("The Example", date(2016, 3, 3))
    assert (document.text, document.url) == (PROSE, "https://news.example/a")
    assert document.extra == {"tags": ["truce", "talks"]}
    assert (document.doc_id, rejects) == ("a", [])


def test_front_matter_without_dashes_and_a_rule_that_is_none(tmp_path: Path) -> None:
    document, _ = read_one(write(tmp_path / "a.txt", f"Title: Truce\nDate: 3 March 2016\n\n{PROSE}"))
    assert (document.title, document.published, document.text) == ("Truce", date(2016, 3, 3), PROSE)
    document, _ = read_one(write(tmp_path / "b.txt", f"---\nNo: we\nwill not.\n---\n{PROSE}"))
    assert document.text == f"---\nNo: we\nwill not.\n---\n{PROSE}"


def test_json_lines_keep_their_other_keys_and_ids(tmp_path: Path) -> None:
    text = jsonl(
        {"id": "x", "published": "2016-03-03", "title": "T", "text": PROSE, "url": None, "outlet": None, "source": "S"},
        {"id": 7, "published": "January 25, 2017", "text": f"{PROSE}\u2028It held.", "labels": {"a": [1]}},
    )
    (one, two), rejects = read_sources([write(tmp_path / "a.jsonl", text)])
    assert rejects == []
    assert (one.doc_id, one.source_path) == ("x", f"{(tmp_path / 'a.jsonl').as_posix()}#1")
    assert (one.outlet, one.url, one.extra) == (None, None, {"source": "S"})
    assert (two.doc_id, two.published, two.extra) == ("7", date(2017, 1, 25), {"labels": {"a": [1]}})
    assert two.text == f"{PROSE}\u2028It held."


@pytest.mark.parametrize(
    "content", [jsonl({"text": PROSE}), json.dumps([{"text": PROSE}]), json.dumps({"text": PROSE})]
)
def test_json_as_a_list_an_object_or_lines(tmp_path: Path, content: str) -> None:
    document, rejects = read_one(write(tmp_path / "a.json", content))
    assert (document.text, rejects) == (PROSE, [])


def test_table_rows(tmp_path: Path) -> None:
    content = '\ufeffID;Headline;Text;desk\n1;T;"Line one.\n\nLine ""two""."\nonly;two\n3;;X;\n4;T;"open\n'
    documents, rejects = read_sources([write(tmp_path / "a.csv", content)])
    assert [(d.doc_id, d.title, d.text) for d in documents] == [("3", None, "X")]
    assert [(Path(r.row_key).name, r.check) for r in rejects] == [
        ("a.csv:2", "columns"),
        ("a.csv:5", "columns"),
        ("a.csv:7", "csv"),
    ]


def test_a_table_cell_may_be_long(tmp_path: Path) -> None:
    document, _ = read_one(write(tmp_path / "a.csv", f"id,text\n1,{'The truce held. ' * 20_000}\n"))
    assert len(document.text) > 300_000


def test_gzipped_files_have_the_stem_of_what_they_hold(tmp_path: Path) -> None:
    write(tmp_path / "a.txt.gz", gzip.compress(PROSE.encode(), mtime=0))
    write(tmp_path / "b.jsonl.gz", gzip.compress(jsonl({"text": PROSE}).encode(), mtime=0))
    documents, _ = read_sources([tmp_path])
    assert [d.doc_id for d in documents] == ["a", "b-1"]


def test_a_web_page(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura", reason="web pages need the extra html")
    page = f"""<html><head><title>Truce holds</title>
    <meta property="article:published_time" content="2016-03-03"/></head>
    <body><nav><a href="/">Home</a></nav><article><h1>Truce holds</h1>{f"<p>{PROSE}</p>" * 3}</article></body></html>"""
    document, rejects = read_one(write(tmp_path / "a.html", page))
    assert rejects == []
    assert (document.title, document.published) == ("Truce holds", date(2016, 3, 3))
    assert PROSE in document.text
    assert "Home" not in document.text


def test_a_web_page_without_the_extra_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    documents, (reject,) = read_sources([write(tmp_path / "a.html", "<p>x</p>")])
    assert documents == []
    assert "truceline[html]" in reject.reason


# Metadata


def test_ids_are_unique_and_the_first_keeps_its_own(tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl", jsonl(*({"id": name, "text": PROSE} for name in ("x", "x", "x-2", "x"))))
    write(tmp_path / "sub" / "x.txt", PROSE)
    documents, _ = read_sources([tmp_path])
    assert [d.doc_id for d in documents] == ["x", "x-3", "x-2", "x-4", "x-5"]
    assert ["id_changed" in d.flags for d in documents] == [False, True, False, True, True]


DAYS = {
    "metadata": ({"published": "2016-03-03", "text": f"March 4, 2016\n\n{PROSE}"}, "2016-03-03"),
    "head": ({"url": "https://news.example/2016/03/05/a", "text": f"March 4, 2016\n\n{PROSE}"}, "2016-03-04"),
    "dateline": (
        {"url": "https://news.example/2016/03/05/a", "text": f"GENEVA, March 4, 2016 - {PROSE}"},
        "2016-03-04",
    ),
    "address": ({"url": "https://news.example/2016/03/05/a", "text": PROSE}, "2016-03-05"),
    "option": ({"text": PROSE}, "2016-03-06"),
}


@pytest.mark.parametrize("source", DAYS)
def test_the_publication_day_comes_from_the_best_source(tmp_path: Path, source: str) -> None:
    entries, expected = DAYS[source]
    document, _ = read_one(write(tmp_path / "a.jsonl", jsonl(entries)), date(2016, 3, 6))
    assert str(document.published) == expected
    assert ("published_from_option" in document.flags) == (source == "option")


def test_an_undated_document_is_kept_and_flagged(tmp_path: Path) -> None:
    (document,), rejects = read.read_sources([write(tmp_path / "a.txt", PROSE)])
    assert (document.published, document.flags) == (None, ("undated",))
    assert [(reject.check, reject.row_key) for reject in rejects] == [("undated", (tmp_path / "a.txt").as_posix())]


def test_an_unreadable_date_is_told_and_the_document_kept(tmp_path: Path) -> None:
    document, (caution,) = read_one(write(tmp_path / "a.jsonl", jsonl({"published": "soon", "text": PROSE})))
    assert document.flags == ("published_unread", "undated")
    assert (caution.check, caution.value) == ("published", "soon")
    assert caution.check in CAUTIONS


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2017-01-25", "2017-01-25"),
        ("2017-01-25T23:30:00-05:00", "2017-01-25"),
        ("2017-01-25T10:00:00Z", "2017-01-25"),
        ("2017-01-25 10:00:00", "2017-01-25"),
        ("20170125", "2017-01-25"),
        ("2017/01/25", "2017-01-25"),
        ("January 25, 2017", "2017-01-25"),
        ("25 January 2017", "2017-01-25"),
        ("Wed, 25 Jan 2017 10:00:00 +0300", "2017-01-25"),
        ("25/01/2017", "2017-01-25"),
        ("04.03.2016", "2016-03-04"),
        ("03/03/2016", "2016-03-03"),
        ("03/04/2016", None),
        ("2017-02-30", None),
        ("January 2017", None),
        ("soon", None),
    ],
)
def test_publication_days_of_metadata(value: str, expected: str | None) -> None:
    day = day_of_metadata(value)
    assert (day and day.isoformat()) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/2017/01/25/truce-a56922", "2017-01-25"),
        ("https://news.example/world/2017/jan/25/truce", "2017-01-25"),
        ("https://news.example/truce-2017-01-25.html", "2017-01-25"),
        ("https://news.example/20170125/truce", "2017-01-25"),
        ("https://news.example/2017/13/45/truce", None),
        ("https://news.example/article/20174455123", None),
        ("https://2017/01/25", None),
    ],
)
def test_publication_days_of_addresses(url: str, expected: str | None) -> None:
    day = day_of_url(url)
    assert (day and day.isoformat()) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.themoscowtimes.com/2017/01/25/a", "The Moscow Times"),
        ("https://edition.cnn.com/a", "CNN"),
        ("http://www.bbc.co.uk/news", "BBC News"),
        ("https://www.news.example:8080/a", "news.example"),
        ("news.example/a", None),
        ("http://[broken/a", None),
    ],
)
def test_outlets(url: str, expected: str | None) -> None:
    assert outlet_of(url) == expected


def test_what_a_field_of_the_metadata_contradicts_is_not_lost(tmp_path: Path) -> None:
    text = f"---\ntitle: Another title\n---\n# Truce\n\nBy Jane Example\n\n{PROSE}"
    document, _ = read_one(write(tmp_path / "a.md", text))
    assert (document.title, document.author, document.text) == ("Another title", "Jane Example", PROSE)
    assert document.extra == {"not_in_text": ["# Truce"]}


def test_what_is_no_character_cannot_reach_the_tables(tmp_path: Path) -> None:
    text = '{"title": "T\\ud800", "text": "The \\ud83d\\udd4a \\udc00 \\u0000 held.", "note": ["\\udfff"]}'
    document, _ = read_one(write(tmp_path / "a.jsonl", text))
    assert (document.title, document.text) == ("T\ufffd", "The \U0001f54a \ufffd \ufffd held.")
    assert document.extra == {"note": ["\ufffd"]}
    assert "damaged" in document.flags


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.jsonl", "a.json", "a.csv", "a.txt.gz"]))
@settings(deadline=None)
def test_any_bytes_give_documents_or_reasons(data: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        documents, rejects = read_sources([write(Path(folder) / name, data)])
    assert documents or rejects or data.strip() in (b"[]", b"\xef\xbb\xbf")
    assert all(reject.reason for reject in rejects)
    for document in documents:
        document.text.encode("utf-8")
        assert set(document.flags) <= set(codes("document_flag"))


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode("utf-8")) == Decoded(text, "utf-8")
