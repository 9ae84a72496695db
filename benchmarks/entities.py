"""Speed, load time, memory and reach of truceline.entities: `python benchmarks/entities.py [GOLD.jsonl ...]`.

GOLD.jsonl holds hand-coded documents (fields as in the coding rules' scorer). Reach is what an event's coding could
use at best: the share of coded actors and places that `find` names in the event's evidence, and in its document.
"""

from __future__ import annotations

import argparse
import json
import re
import time
import tracemalloc
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

_WORD = re.compile(r"\w+")
_STOP = frozenset(["the", "a", "an", "of", "and", "s", "group", "groups"])
_ARTICLE = 400  # words


def main() -> None:
    """Print one line a figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path)
    paths = parser.parse_args().gold
    print(f"{'load, s':32}{load_seconds():.3f}")
    print(f"{'memory, MB':32}{memory_megabytes():.1f}")
    documents = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    if documents:
        print(f"{'ms an article of 400 words':32}{milliseconds_an_article(documents):.2f}")
        for name, value in reach(documents).items():
            print(f"{name:32}{value:.3f}")


def load_seconds() -> float:
    """CPU seconds from import to the first answer, in this process: call it first."""
    start = time.process_time()
    from truceline.entities import find

    find("Talks in Geneva")
    return time.process_time() - start


def memory_megabytes() -> float:
    """What the tables keep, loaded anew."""
    from truceline.entities import find, names, rows

    for loader in (names.name_table, names.town_table, rows.countries, rows.regions, rows.actors):
        loader.cache_clear()
    tracemalloc.start()
    find("Talks in Geneva")
    kept, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept / 1e6


def milliseconds_an_article(documents: list[dict[str, Any]], rounds: int = 3) -> float:
    """CPU milliseconds for 400 words, the best of `rounds`."""
    from truceline.entities import find

    articles = sum(len(document["text"].split()) for document in documents) / _ARTICLE
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for document in documents:
            find(document["text"])
        best = min(best, time.process_time() - start)
    return best / articles * 1000


def reach(documents: list[dict[str, Any]]) -> dict[str, float]:
    """Shares of coded actors and places that are found."""
    from truceline.entities import find

    count: Counter[str] = Counter()
    for document in documents:
        published = date.fromisoformat(document["published"]) if document.get("published") else None
        found = find(document["text"], published=published)
        for event in document["events"]:
            spans = _spans(document["text"], event["evidence"])
            told = {a.name for a in found.actors if _within(a.char_start, spans)}
            for actor in event.get("actors", []):
                names = [actor["name"], *actor.get("aliases", [])]
                count["actors"] += 1
                count["actors in evidence"] += _any_same(names, told)
                count["actors in document"] += _any_same(names, {a.name for a in found.actors})
            if event.get("place"):
                same = [p for p in found.places if _any_same([event["place"]], {p.text})]
                count["places"] += 1
                count["places in document"] += bool(same)
                count["places with the country"] += any(p.country == event["country"] for p in same)
    return {
        "actors named in evidence": count["actors in evidence"] / max(count["actors"], 1),
        "actors named in document": count["actors in document"] / max(count["actors"], 1),
        "places named in document": count["places in document"] / max(count["places"], 1),
        "country of those places": count["places with the country"] / max(count["places in document"], 1),
    }


def _spans(text: str, evidence: str | list[str]) -> list[tuple[int, int]]:
    sentences = [evidence] if isinstance(evidence, str) else evidence
    return [(at, at + len(sentence)) for sentence in sentences if (at := text.find(sentence)) >= 0]


def _within(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _any_same(names: list[str], found: set[str]) -> bool:
    """Whether the words of one name hold those of another, as the scorer compares them."""
    sets = [_words(name) for name in names]
    return any(a and b and (a <= b or b <= a) for a in sets for b in map(_words, found))


def _words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.casefold()) if word not in _STOP}


if __name__ == "__main__":
    main()
