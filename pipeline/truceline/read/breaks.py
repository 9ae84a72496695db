"""Sentences that a page break cut in two, made whole again.

Two paragraphs are one where the first does not end as a sentence does and the second begins in lower case, or where the
first ends with a word that no sentence ends with ("to", "the"). Both must be prose: headings, items of lists, bylines,
date lines, speakers' names and text in capitals are left alone, since a wrong join costs more than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from truceline.read.blocks import Block, ends_sentence, is_bullet
from truceline.read.lines import author_of, day_of_line
from truceline.read.words import words

_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"(?<!; )\b([^\W\d_]+)\Z")
# A first part is prose from so many words on, a second one that ends in mid-sentence from so many characters on.
_LEAST_WORDS = 8
_LEAST_CHARS = 60
# What is looked at of a first part: its last characters.
_TAIL = 1000


def mend(blocks: Sequence[Block]) -> tuple[list[Block], int]:
    """The paragraphs with those joined by one space that a page break cut, and how many breaks were mended."""
    groups: list[list[Block]] = []
    tail = ""
    for block in blocks:
        if groups and _is_cut(tail, block.text):
            groups[-1].append(block)
            tail = f"{tail} {block.text}"[-_TAIL:]
        else:
            groups.append([block])
            tail = block.text[-_TAIL:]
    return [_joined(group) for group in groups], len(blocks) - len(groups)


def _joined(group: Sequence[Block]) -> Block:
    *firsts, last = (block.text for block in group)
    return Block("".join(text if text.endswith("-") else f"{text} " for text in firsts) + last, group[-1].gap)


def _is_cut(first: str, second: str) -> bool:
    if not first or not second or ends_sentence(first):
        return False
    last = _LAST_WORD.search(first, max(0, len(first) - 20))
    dangles = last is not None and last[1] in words().page_break
    return (dangles or second[0].islower()) and _is_prose(first) and _goes_on(second)


def _is_prose(first: str) -> bool:
    if is_bullet(first) or first.startswith("#") or first.isupper():
        return False
    return len(_WORD.findall(first)) >= _LEAST_WORDS


def _goes_on(second: str) -> bool:
    line = second.partition("\n")[0]
    if is_bullet(second) or second.startswith(("#", "![", "|", "<")) or author_of(line) or day_of_line(line):
        return False
    opening = line.split(None, 2)[:2]
    if opening[0].endswith(":") or all(len(word) > 1 and word.isupper() for word in opening):
        return False
    if line.lower().startswith(words().credit_starters):
        return False
    return ends_sentence(second) or len(second) >= _LEAST_CHARS
