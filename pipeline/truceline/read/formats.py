"""The formats: the text of a file in, its records and what cannot be read of it out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping

from truceline.read.frontmatter import split_front_matter
from truceline.read.record import Record, checked_text, record_of, sort_entries
from truceline.read.unreadable import Unreadable

Failure = tuple[int | None, Unreadable]
"""What is no record: its line, if the file has many, and the reason."""

Read = Iterator[Record | Failure]

_DELIMITERS = (",", ";", "\t", "|")
# As many as every system takes; the module's own limit is less than a long article.
_CELL_CHARS = 2**31 - 1


def read_article_file(text: str) -> Read:
    """A .txt or .md: one article, perhaps with front matter."""
    entries, body = split_front_matter(text)
    given, extra = sort_entries(entries)
    try:
        yield Record(checked_text(body), None, given, extra, whole=True)
    except Unreadable as error:
        yield None, error


def read_lines(text: str) -> Read:
    """A .jsonl: an object a line; blank lines count but hold nothing."""
    # Not splitlines: JSON may hold U+2028 and its like within a string.
    for n, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if line.strip():
            yield _attempt(n, _json, line)


def read_json(text: str) -> Read:
    """A .json: a list of objects, or one; also lines of objects that were given this ending."""
    try:
        data = _json(text)
    except Unreadable as error:
        if text.lstrip().startswith("{") and "\n{" in text.strip():
            yield from read_lines(text)
        else:
            yield None, error
        return
    if isinstance(data, list):
        for n, item in enumerate(data, start=1):
            yield _attempt(n, lambda same: same, item)
    else:
        yield _attempt(None, lambda same: same, data)


def read_table(text: str) -> Read:
    """A .csv or .tsv: a document a row under a row of column names; the line is the one that the row begins on."""
    rows = _rows(text)
    _, names = rows[0] if rows else (1, [])
    if isinstance(names, Unreadable) or "text" not in sort_entries(dict.fromkeys(names, "x"))[0]:
        yield None, Unreadable("columns", "the table has no column named text", text[:200])
        return
    for line, row in rows[1:]:
        yield (line, row) if isinstance(row, Unreadable) else _attempt(line, _entries, names, row)


def read_page(text: str) -> Read:
    """A .html: the article of a web page. Needs trafilatura, which the extra `html` installs."""
    try:
        from trafilatura import bare_extraction
    except ImportError:
        yield None, Unreadable("html", "web pages need the extra html: pip install 'truceline[html]'")
        return
    try:
        page = bare_extraction(text, fast=True, with_metadata=True, include_comments=False)
    except Exception as error:  # noqa: BLE001 - whatever a page does to the parser, the other files are read
        yield None, Unreadable("html", f"the page cannot be parsed ({type(error).__name__}: {error})")
        return
    found = page if isinstance(page, dict) else page.as_dict() if page else {}
    if not found.get("text"):
        yield None, Unreadable("text", "no article was found on the page")
        return
    given = {"title": "title", "author": "author", "published": "date", "url": "url", "outlet": "sitename"}
    yield Record(found["text"], None, {name: found[key] for name, key in given.items() if found.get(key)})


READERS: Mapping[str, Callable[[str], Read]] = {
    "article": read_article_file,
    "lines": read_lines,
    "json": read_json,
    "table": read_table,
    "page": read_page,
}


def _attempt(line: int | None, entries: Callable[..., object], *given: object) -> Record | Failure:
    try:
        made = entries(*given)
        if not isinstance(made, dict):
            raise Unreadable("json", "it is JSON but no object with keys such as id and text", str(made)[:200])
        return record_of(made, line)
    except Unreadable as error:
        return line, error


def _json(text: str) -> object:
    try:
        # NaN and Infinity are not JSON, and would not be in the tables either.
        data = json.loads(text, parse_constant=str)
        return _without_lone_surrogates(data) if "\\u" in text else data
    except (ValueError, RecursionError) as error:
        what = f"{error.msg} at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise Unreadable("json", f"it is not valid JSON ({what})", text.strip()[:200]) from error


def _without_lone_surrogates(data: object) -> object:
    """The data with U+FFFD for halves of characters, which JSON can write and no file can hold."""
    text = json.dumps(data, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.loads(text)


def _rows(text: str) -> list[tuple[int, list[str] | Unreadable]]:
    """The rows that are not empty, each with the line that it begins on."""
    text = text.lstrip("\ufeff\r\n")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    rows: list[tuple[int, list[str] | Unreadable]] = []
    limit = csv.field_size_limit(_CELL_CHARS)
    try:
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return rows
            except csv.Error as error:
                rows.append((line, Unreadable("csv", f"the row is broken ({error})")))
            else:
                rows += [(line, row)] if row else []
    finally:
        csv.field_size_limit(limit)


def _entries(names: list[str], row: list[str]) -> dict[str, object]:
    if len(row) != len(names):
        reason = f"the row has {len(row)} cells, the table {len(names)} columns"
        raise Unreadable("columns", reason, "; ".join(row)[:200])
    return {name: cell for name, cell in zip(names, row, strict=True) if cell}
