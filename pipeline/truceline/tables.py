"""The four tables of a run."""

from __future__ import annotations

from dataclasses import dataclass

from pandera.typing.pandas import DataFrame

from truceline_schemas import Documents, Events, Mentions, Rejects


@dataclass(frozen=True, slots=True)
class Tables:
    """What a run yields; the columns of each table are those of its model."""

    documents: DataFrame[Documents]
    mentions: DataFrame[Mentions]
    events: DataFrame[Events]
    rejects: DataFrame[Rejects]
