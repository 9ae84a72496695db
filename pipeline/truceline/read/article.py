"""An article's text apart from what stands around it: title, byline, date, captions, address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from truceline.dates import dct_from_text
from truceline.read import breaks, lines, markdown
from truceline.read.blocks import Block, ends_sentence, is_bullet, join_blocks, normalise_lines, split_blocks
from truceline.read.words import words

# The head ends at the latest after so many paragraphs, or where so many have told nothing (a deck, a caption).
_HEAD_BLOCKS, _HEAD_STRANGERS = 8, 2
_HEADER_LINES = 4
_HEAD_CHARS, _DATELINE_CHARS = 1500, 150
_TITLE_WORDS = range(2, 31)
_CREDIT_WORDS = 10


@dataclass(slots=True)
class Article:
    """What an article says, and what was around it.

    `text` is what later stages read. `told` maps a field (title, author, published, url) to what the page says of it
    and to the line that says so, which is no longer in `text`; neither are the lines `aside`: captions of pictures, and
    what repeats a field. `mended` counts the page breaks within sentences that were closed.
    """

    text: str = ""
    told: dict[str, tuple[str | date, str]] = field(default_factory=dict)
    aside: list[str] = field(default_factory=list)
    mended: int = 0

    def tell(self, name: str, value: str | date, line: str) -> None:
        """The first line to speak of a field counts; the others stay on record."""
        if name in self.told:
            self.aside.append(line)
        else:
            self.told[name] = (value, line)


def read_article(text: str, *, whole: bool) -> Article:
    """Clean the text of one article.

    `whole` says that it is a page as it came, with a head and perhaps a foot, rather than a text set apart from its
    metadata. A text that is not, and carries no Markdown, comes back as it is but for line breaks and mended sentences.
    """
    article = Article()
    text = normalise_lines(text)
    marked = markdown.is_markdown(text)
    body = _without_foot(text, article) if marked or whole else text
    blocks = split_blocks(markdown.headings_apart(body) if marked else body)
    if marked:
        blocks = _without_captions(blocks, article)
    if marked or whole:
        blocks = _without_head(blocks, article, whole)
    blocks, article.mended = breaks.mend(blocks)
    article.text = join_blocks([Block(_unmarked(b.text), b.gap) for b in blocks] if marked else blocks)
    # A page that is nothing but head and foot is all the text that there is.
    return article if article.text else Article(text)


def told_day(text: str) -> date | None:
    """The day that a cleaned text's first lines tell: a line that is a date, or a dateline."""
    opening = (line.strip() for line in text[:_HEAD_CHARS].split("\n") if line.strip())
    days = (lines.day_of_line(line) for line in islice(opening, _HEAD_BLOCKS))
    return next(filter(None, days), None) or dct_from_text(text[:_DATELINE_CHARS])


def _unmarked(paragraph: str) -> str:
    title = markdown.heading(paragraph)
    return markdown.plain(paragraph) if title is None else title


def _without_head(blocks: list[Block], article: Article, whole: bool) -> list[Block]:
    kept: list[Block] = []
    for i, block in enumerate(blocks):
        if i >= _HEAD_BLOCKS or len(kept) >= _HEAD_STRANGERS:
            return kept + blocks[i:]
        following = blocks[i + 1].text if i + 1 < len(blocks) else ""
        subheading = kept and block.text.startswith("##")
        if subheading or not _tell(block, article, may_be_title=whole and i == 0, following=following):
            kept.append(block)
    return kept


def _tell(block: Block, article: Article, *, may_be_title: bool, following: str) -> bool:
    """Note what a paragraph of the head says. False, and nothing noted, where any line of it is something else."""
    if len(block.text) > 1000:
        return False
    said: list[tuple[str, str | date, str]] = []
    for i, line in enumerate(block.lines):
        entry = _header_line(line)
        if entry is None and i == 0 and may_be_title and _is_title(line, following or "\n".join(block.lines[1:])):
            entry = ("title", markdown.plain(line))
        if entry is None or i >= _HEADER_LINES or (entry[0] == "title" and ("title" in article.told or i > 0)):
            return False
        said.append((*entry, line))
    for name, value, line in said:
        article.tell(name, value, line)
    return True


def _header_line(line: str) -> tuple[str, str | date] | None:
    title = markdown.heading(line)
    if title:
        return "title", title
    text = markdown.plain(line)
    author = lines.author_of(text)
    if author:
        return "author", author
    url = lines.labelled_url(line)
    if url:
        return "url", url
    day = lines.day_of_line(text)
    return ("published", day) if day else None


def _is_title(line: str, following: str) -> bool:
    """A line that stands alone before a text and does not read as its first sentence."""
    if len(line.split()) not in _TITLE_WORDS or is_bullet(line) or dct_from_text(line):
        return False
    if line.split()[-1] in words().page_break or following[:1].islower():
        return False
    return not ends_sentence(line) or line.rstrip("\"'”’").endswith(("?", "!"))


def _without_foot(text: str, article: Article) -> str:
    """The text less a closing "Original url:" and its address, be they on one line, on two, or in two paragraphs."""
    body, _, last = text.rpartition("\n")
    url = lines.labelled_url(last)
    if url is None:
        url = lines.url_of(last)
        body, _, label = body.rstrip().rpartition("\n")
        if url is None or not lines.is_url_label(label.strip()):
            return text
    article.tell("url", url, last)
    return body.rstrip()


def _without_captions(blocks: Sequence[Block], article: Article) -> list[Block]:
    kept = []
    for block in blocks:
        images = markdown.image_captions(block.text)
        if images is not None:
            article.aside += [images] if images else []
        elif _is_caption(block.text):
            article.aside.append(markdown.plain(block.text))
        elif not markdown.is_rule(block.text):
            kept.append(block)
    return kept


def _is_caption(paragraph: str) -> bool:
    """Whether a paragraph ends with a picture's credit in bold or italics: "... **Jane Example / AP**"."""
    if not paragraph.endswith(("*", "_")) or "\n" in paragraph:
        return False
    credit = (markdown.closing_emphasis(paragraph) or "").strip(" ()").lower()
    if not credit or len(credit.split()) > _CREDIT_WORDS or ends_sentence(credit):
        return False
    if lines.author_of(markdown.plain(paragraph)):
        return False
    named = credit.rpartition("/")[2].strip() in words().credits or credit.startswith(words().credit_starters)
    slashed = " / " in credit and len(paragraph) > len(credit) + 10
    return named or slashed
