"""What a format's reader hands on: one document's text and metadata, before cleaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from truceline.read.unreadable import Unreadable
from truceline.read.words import field_of_key

# A text longer than any article is a file of another kind, or many articles in one.
MAX_CHARS = 5_000_000


@dataclass(frozen=True, slots=True)
class Record:
    """`line` is the record's place in a file of many (1 the first), None where the file is the document.

    `given` holds metadata by field: id, title, author, published, url, outlet. `whole` is that of `read_article`.
    """

    text: str
    line: int | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, object] = field(default_factory=dict)
    whole: bool = False


def record_of(entries: Mapping[str, object], line: int | None) -> Record:
    """A record from the entries of a JSON object or a table's row. Raises Unreadable as `checked_text` does."""
    given, extra = sort_entries(entries)
    return Record(checked_text(given.pop("text", "")), line, given, extra)


def checked_text(text: str) -> str:
    """`text` as it is. Raises Unreadable where it is blank or beyond all measure."""
    if not text.strip():
        raise Unreadable("text", "the document has no text")
    if len(text) > MAX_CHARS:
        raise Unreadable("length", f"the document has more than {MAX_CHARS:,} characters; split it", str(len(text)))
    return text


def sort_entries(entries: Mapping[str, object]) -> tuple[dict[str, str], dict[str, object]]:
    """The entries that fill a document's fields, and the others.

    Of two keys for one field ("outlet", "source") the first choice fills it if it is there at all, be it null, and the
    other stays among the others; so does a value that is neither text, nor a number, nor a list of texts.
    """
    chosen: dict[str, tuple[int, str]] = {}
    for key in entries:
        name, rank = field_of_key().get(key.strip().lower(), ("", 0))
        if name and rank < chosen.get(name, (rank + 1, ""))[0]:
            chosen[name] = (rank, key)
    given, used = {}, set()
    for name, (_, key) in chosen.items():
        value = _as_text(entries[key])
        if value is not None:
            used.add(key)
            if value.strip():
                given[name] = value if name == "text" else value.strip()
    return given, {key: value for key, value in entries.items() if key not in used}


def _as_text(value: object) -> str | None:
    """Text, a number, null ("") or a list of texts (joined by commas) as text; None for anything else."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float, str)):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return None
