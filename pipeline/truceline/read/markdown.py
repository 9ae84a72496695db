"""Markdown to plain text. What carries no Markdown is left alone.

News text has stars, hashes and brackets of its own ("w**ker", "# # #", "[applause]"), so a text counts as Markdown only
when it has a heading, a link, a picture or bold type, and only then are the weaker marks read.
"""

from __future__ import annotations

import html
import re

_HEADING = re.compile(r"#{1,6}[^\S\n]+(?=[^\s#])([^\n]*)")
_CLOSING_HASHES = re.compile(r"[^\S\n]+#+[^\S\n]*\Z")
_UNDERLINED = re.compile(r"(?m)^([^\s#>*-][^\n]*)\n=+[^\S\n]*$")
_HEADING_LINE = re.compile(r"(?m)^(#{1,6}[^\S\n]+[^\s#][^\n]*)$")
_BLANK_LINES = re.compile(r"\n{3,}")
_TARGET = r"(?:<[^<>\n]*>|(?:#|/|https?:|mailto:|www\.)[^()\s]*(?:\([^()\s]*\)[^()\s]*)?)?(?:\s+\"[^\"\n]*\")?"
_LINK = re.compile(rf"(?<!!)\[([^\[\]\n]*)\]\({_TARGET}\)")
_IMAGE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\n]*\)")
_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*\n]*[^\s*])\*\*(?![\w*])")
_SIGNS = (
    re.compile(r"(?:^|\n)#{1,6}[^\S\n]+[^\s#]"),
    re.compile(rf"\[[^\[\]\n]+\]\((?=[^)\s]){_TARGET}\)"),
    _IMAGE,
    _BOLD,
)
_WEAK = (
    (re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*\n]*[^\s*\\])\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<![\w/@])(_{1,2})(?=[^\s_])([^_\n]*[^\s_\\])\1(?!\w)"), r"\2"),
    (re.compile(r"<((?:https?|mailto):[^<>\s]*)>"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|~])"), r"\1"),
    (re.compile(r"(?m)^[^\S\n]*>[^\S\n]?"), ""),
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_RULE = re.compile(r"(?:[-*_][^\S\n]*){3,}\Z")


def is_markdown(text: str) -> bool:
    """Whether the text has a mark that hardly occurs in plain text."""
    if not ("**" in text or "](" in text or "# " in text):
        return False
    return any(sign.search(text) for sign in _SIGNS)


def headings_apart(text: str) -> str:
    """Each heading as a paragraph of its own, also those underlined with "=====", then as "# Title"."""
    if "\n==" in text:
        text = _UNDERLINED.sub(r"# \1", text)
    return _BLANK_LINES.sub("\n\n", _HEADING_LINE.sub(r"\n\1\n", text)).strip()


def heading(paragraph: str) -> str | None:
    """The text of a paragraph that is a heading of one line, else None."""
    match = _HEADING.fullmatch(paragraph)
    return plain(_CLOSING_HASHES.sub("", match[1])) if match else None


def is_rule(paragraph: str) -> bool:
    """Whether a paragraph is a line drawn across the page."""
    return _RULE.match(paragraph) is not None


def image_captions(paragraph: str) -> str | None:
    """What describes the pictures of a paragraph that is nothing but pictures, else None."""
    if not paragraph.startswith("![") or _IMAGE.sub("", paragraph).strip():
        return None
    return " ".join(text for text in _IMAGE.findall(paragraph) if text)


def closing_emphasis(paragraph: str) -> str | None:
    """The text in bold or italics that a paragraph ends with, else None."""
    for pattern, group in ((_BOLD, 1), (_WEAK[0][0], 2)):
        for match in pattern.finditer(paragraph):
            if match.end() == len(paragraph):
                return match[group]
    return None


def plain(paragraph: str) -> str:
    """The paragraph without marks: links and pictures give their text, bold and italics what they enclose."""
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", paragraph))
    text = _BOLD.sub(r"\1", text)
    for pattern, replacement in _WEAK:
        text = pattern.sub(replacement, text)
    return _ENTITY.sub(lambda match: html.unescape(match[0]), text)
