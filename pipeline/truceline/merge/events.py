"""The `event_id` of each mention."""

from __future__ import annotations

import hashlib

import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline.merge.clusters import clusters
from truceline.merge.told import told_of
from truceline.rejects import Reject
from truceline_schemas import Documents, Mentions, unjudged


def assign_events(mentions: DataFrame[Mentions], documents: DataFrame[Documents]) -> DataFrame[Mentions]:
    """Give each mention the `event_id` of its event.

    The id is that of the event's earliest mention, so that more documents change no id of an event that does not
    change. It stays null where neither the text nor the document's publication dates the mention.
    """
    about = {
        key: rest for key, *rest in zip(*(documents[name] for name in ("doc_id", "published", "sha256")), strict=True)
    }
    told = (told_of(row, *about[row["doc_id"]]) for row in mentions.to_dict("records"))
    ids: dict[str, str] = {}
    given: set[str] = set()
    for group in clusters(one for one in told if one):
        event_id = _event_id(group.anchor.identity)
        if event_id in given:
            # The same text of the same day twice, and its copies came to different events.
            event_id = _event_id(group.anchor.identity + group.anchor.mention_id)
        given.add(event_id)
        ids.update((member.mention_id, event_id) for member in group.members)
    assigned = pd.array([ids.get(mention_id) for mention_id in mentions["mention_id"]], dtype="str")
    return unjudged(Mentions, mentions.assign(event_id=assigned))


def _event_id(identity: str) -> str:
    return "TL" + hashlib.sha256(identity.encode()).hexdigest()[:12]


def undated(mentions: DataFrame[Mentions]) -> list[Reject]:
    """A Reject for each mention without an event, which `assign_events` could put on no day."""
    reason = (
        "neither its text nor its document's publication gives a date, so it is in no event (--published gives one)"
    )
    ids = mentions.loc[mentions["event_id"].isna(), "mention_id"]
    return [Reject("events", mention_id, "event_date", "not_nullable", "", reason) for mention_id in ids]
