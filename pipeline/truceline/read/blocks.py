"""A text as its paragraphs, which can be put together again without a loss."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BREAK = re.compile(r"(\n[^\S\n]*\n\s*)")
_PAGE_END = re.compile(r"\n?\f\n?")
_SENTENCE_END = re.compile(r"[.!?…:;。؟][\"'”’»)\]`]*\Z")
_BULLET = re.compile(r"(?:[-*+•–—·▪]|\(?(?:[^\W\d_]|\d{1,3})[.)])(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph without white space at its ends, and the white space with line breaks that follows it."""

    text: str
    gap: str

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.split("\n")]


def normalise_lines(text: str) -> str:
    """One kind of line break ("\\n"), a page's end (form feed) as a blank line, no white space at either end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\f" in text:
        text = _PAGE_END.sub("\n\n", text)
    return text.strip()


def split_blocks(text: str) -> list[Block]:
    """The paragraphs of `text`, which has no white space at its ends. `join_blocks` gives `text` back."""
    parts = _BREAK.split(text)
    gaps = [*parts[1::2], ""]
    return [Block(paragraph, gap) for paragraph, gap in zip(parts[0::2], gaps, strict=True)]


def join_blocks(blocks: Sequence[Block]) -> str:
    """The text of the paragraphs."""
    return "".join(part for block in blocks for part in (block.text, block.gap)).strip()


def ends_sentence(text: str) -> bool:
    """Whether a paragraph ends as sentences do, or as the line before a list does."""
    return _SENTENCE_END.search(text, max(0, len(text) - 6)) is not None


def is_bullet(text: str) -> bool:
    """Whether a paragraph opens as an item of a list."""
    return _BULLET.match(text) is not None
