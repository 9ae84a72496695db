"""The tables by name."""

from __future__ import annotations

from collections.abc import Mapping

import pandera.pandas as pa

from truceline_schemas.documents import Documents
from truceline_schemas.events import Events
from truceline_schemas.id_changes import IdChanges
from truceline_schemas.mentions import Mentions
from truceline_schemas.rejects import Rejects

MODELS: Mapping[str, type[pa.DataFrameModel]] = {
    "documents": Documents,
    "mentions": Mentions,
    "events": Events,
    "rejects": Rejects,
    "id_changes": IdChanges,
}


def title_of(model: type[pa.DataFrameModel]) -> str:
    """What a row of the table is, in a line."""
    return (model.__doc__ or "").strip().splitlines()[0].rstrip(".")
