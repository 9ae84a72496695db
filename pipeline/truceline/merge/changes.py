"""What adding documents did to the ids of events that an earlier run had given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline_schemas import IdChanges, Mentions, frame_of, unjudged


def id_changes(
    before: DataFrame[Mentions], after: DataFrame[Mentions], earlier: DataFrame[IdChanges]
) -> DataFrame[IdChanges]:
    """The rows of `earlier` and one for each old event and each other event that now has mentions of it.

    `before` and `after` are the mentions of the two runs; a mention is the same where its document and evidence are.
    """
    now = _events(after)
    moves: dict[str, Counter[str]] = {}
    for key, old in _events(before).items():
        if key in now:
            moves.setdefault(old, Counter())[now[key]] += 1
    sources = Counter(new for news in moves.values() for new in news)
    number = int(earlier["update"].max()) + 1 if len(earlier) else 1
    rows = [
        {"update": number, "old_event_id": old, "new_event_id": new, "change": change, "n_mentions": n}
        for old, news in sorted(moves.items())
        for new, n in sorted(news.items())
        if (change := _change(old, new, news, sources))
    ]
    return unjudged(IdChanges, pd.concat([earlier, frame_of(IdChanges, rows)], ignore_index=True))


def _events(mentions: DataFrame[Mentions]) -> Mapping[str, str]:
    placed = mentions[mentions["event_id"].notna()]
    return dict(zip(placed["mention_id"], placed["event_id"], strict=True))


def _change(old: str, new: str, news: Counter[str], sources: Counter[str]) -> str | None:
    if new == old:
        return None
    if len(news) > 1:
        return "split"
    return "merged" if sources[new] > 1 else "renamed"
