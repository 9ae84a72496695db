"""A record to a Document: the text cleaned, the metadata gathered from where the record and its text tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from truceline.dates.language import detect
from truceline.read.article import Article, read_article, told_day
from truceline.read.days import day_of_metadata, day_of_url
from truceline.read.document import Document
from truceline.read.outlets import outlet_of
from truceline.read.record import Record
from truceline.read.unreadable import Unreadable

# A shorter text does not tell its language.
_LANGUAGE_CHARS = 40

NOT_IN_TEXT = "not_in_text"
"""The key of `extra` for lines of the article that are neither in `text` nor in a field: captions, a second byline."""


def document_of(
    record: Record, path: str, stem: str, published: date | None, flags: Iterable[str]
) -> tuple[Document, list[Unreadable]]:
    """The document and what to be cautious about. `published` dates it if nothing else does; `flags` are the file's."""
    article = read_article(record.text.replace("\0", "\ufffd"), whole=record.whole)
    given = {name: value.replace("\0", "\ufffd") for name, value in record.given.items()}
    url = given.get("url") or _told(article, "url")
    fields = {
        "title": given.get("title") or _told(article, "title"),
        "author": given.get("author") or _told(article, "author"),
        "url": url,
        "outlet": given.get("outlet") or (outlet_of(url) if url else None),
    }
    day, day_flags = _day(given.get("published"), article, url, published)
    place = "" if record.line is None else f"#{record.line}"
    document = Document(
        doc_id=given.get("id") or (stem if record.line is None else f"{stem}-{record.line}"),
        source_path=f"{path}{place}",
        text=article.text,
        published=day,
        language=detect(article.text) if len(article.text) >= _LANGUAGE_CHARS else None,
        flags=tuple(sorted({*flags, *day_flags, *_flags(article)})),
        extra=_extra(record, article, fields, day),
        **fields,
    )
    return document, list(_cautions(day_flags, given.get("published", "")))


def _cautions(flags: Sequence[str], given: str) -> Iterator[Unreadable]:
    if "published_unread" in flags:
        yield Unreadable("published", "its publication date cannot be read; write it as 2017-01-25", given[:200])
    if "undated" in flags:
        reason = "it tells no publication date, so days such as Tuesday stay unresolved (--published gives one)"
        yield Unreadable("undated", reason)


def _day(given: str | None, article: Article, url: str | None, published: date | None) -> tuple[date | None, list[str]]:
    """The publication day by metadata, head, dateline, address or the user, in this order, and its flags."""
    day = day_of_metadata(given) if given else None
    flags = ["published_unread"] if given and day is None else []
    told, _ = article.told.get("published", (None, ""))
    if day is None and isinstance(told, date):
        day = told
    day = day or told_day(article.text) or (day_of_url(url) if url else None)
    if day is None:
        flags.append("published_from_option" if published else "undated")
    return day or published, flags


def _told(article: Article, name: str) -> str | None:
    value, _ = article.told.get(name, (None, ""))
    return value if isinstance(value, str) else None


def _flags(article: Article) -> list[str]:
    flags = {"damaged": "\ufffd" in article.text, "rejoined": article.mended, "abridged": article.aside}
    return [flag for flag, holds in flags.items() if holds]


def _extra(record: Record, article: Article, fields: dict[str, str | None], day: date | None) -> dict[str, object]:
    """The input's other keys, and the lines that would otherwise be lost."""
    known = {**fields, "published": day}
    lost = [line for name, (value, line) in article.told.items() if known[name] != value] + article.aside
    return {**record.extra, **({NOT_IN_TEXT: lost} if lost else {})}
