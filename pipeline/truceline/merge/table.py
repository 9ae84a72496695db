"""The table `events` from mentions that have their `event_id`."""

from __future__ import annotations

from pandera.typing.pandas import DataFrame

from truceline.merge.best import Row, event_of
from truceline.merge.links import linked
from truceline_schemas import Documents, Events, Mentions, frame_of


def merge_mentions(mentions: DataFrame[Mentions], documents: DataFrame[Documents]) -> DataFrame[Events]:
    """One row for each `event_id` of the mentions, in order of date and id."""
    by_id = documents.set_index("doc_id")[["published", "outlet", "flags", "reprint_of"]].to_dict("index")
    told: dict[str, list[Row]] = {}
    for row in mentions[mentions["event_id"].notna()].to_dict("records"):
        told.setdefault(row["event_id"], []).append({**by_id[row["doc_id"]], **row})
    rows = [event_of(event_id, sorted(rows, key=_by_id)) for event_id, rows in told.items()]
    rows.sort(key=lambda row: (row["event_date"], row["event_id"]))
    return frame_of(Events, linked(rows, told))


def _by_id(row: Row) -> str:
    return str(row["mention_id"])
