"""The table `id_changes`: what became of event ids when documents were added to a finished run."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from truceline_schemas.columns import column


class IdChanges(pa.DataFrameModel):
    """One row for each event id that adding documents replaced, wholly or in part."""

    update: Series[pd.Int64Dtype] = column(
        "integer", "Update", "Which `build --into` of this folder it was, from 1.", unit="updates", ge=1
    )
    old_event_id: Series[str] = column("string", "Old event id", "The id that mentions had before.")
    new_event_id: Series[str] = column("string", "New event id", "The id that they have now.")
    change: Series[str] = column("string", "Change", "What happened to the old event.", codes="id_change")
    n_mentions: Series[pd.Int64Dtype] = column(
        "integer", "Mentions", "Mentions that went from the old id to the new one.", unit="rows", ge=1
    )

    class Config:
        strict = True
        ordered = True
