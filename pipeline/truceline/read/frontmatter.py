"""Front matter: lines `key: value` before an article, between lines of "---" or in its first paragraph."""

from __future__ import annotations

import re

from truceline.read.words import field_of_key

_ENTRY = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*:(?:\s+(.*)|\s*)\Z")
_LEAST_BARE = 2


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The entries and the text after them; no entries and the whole text where it does not begin with front matter.

    Values are text, or lists of text ("[a, b]", or items "- a" on lines of their own).
    """
    text = text.lstrip("\ufeff \t\n")
    opening, _, rest = text.partition("\n")
    if opening.rstrip() == "---":
        head, found, body = f"\n{rest}".partition("\n---")
        dashes, _, body = body.partition("\n")
        entries = _entries(head) if found and not dashes.strip() else None
        return (entries, body) if entries else ({}, text)
    head, _, body = text.partition("\n\n")
    entries = _entries(head) if body.strip() else None
    return (entries, body) if entries and len(entries) >= _LEAST_BARE else ({}, text)


def _entries(head: str) -> dict[str, object] | None:
    """The entries of `head`, None where a line of it is no entry or no key of it is known."""
    entries: dict[str, object] = {}
    items: list[str] = []
    for line in filter(str.strip, head.split("\n")):
        match = _ENTRY.match(line.strip())
        if line.lstrip().startswith("- ") and entries:
            items.append(_bare(line.lstrip()[2:]))
            entries[list(entries)[-1]] = items
        elif match:
            items = []
            entries[match[1]] = _value(match[2] or "")
        elif not line.startswith("#"):
            return None
    return entries if any(key.lower() in field_of_key() for key in entries) else None


def _value(text: str) -> object:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [_bare(item) for item in text[1:-1].split(",")]
    return _bare(text)


def _bare(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text
