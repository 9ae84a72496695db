"""The tables of a run."""

from __future__ import annotations

from dataclasses import dataclass, field

from pandera.typing.pandas import DataFrame

from truceline_schemas import Documents, Events, IdChanges, Mentions, Rejects, frame_of


@dataclass(frozen=True, slots=True)
class Tables:
    """What a run yields; the columns of each table are those of its model.

    `id_changes` is empty but where documents were added to a finished run.
    """

    documents: DataFrame[Documents]
    mentions: DataFrame[Mentions]
    events: DataFrame[Events]
    rejects: DataFrame[Rejects]
    id_changes: DataFrame[IdChanges] = field(default_factory=lambda: frame_of(IdChanges, []))
