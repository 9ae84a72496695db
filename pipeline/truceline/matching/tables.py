"""The two tables as they come from users, and the table of matches as it goes back to them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import DataFrame

from truceline.matching.arrays import Ints
from truceline.matching.lexicon import PARTS
from truceline.matching.scores import BASES, Pairs
from truceline_schemas import columns_of
from truceline_schemas.events import Events
from truceline_schemas.matches import Matches
from truceline_schemas.their_events import TheirEvents

# What matching reads of either table; further columns are let pass.
_NEEDED = (
    *("event_id", "event_date", "event_date_end", "time_precision", "date_basis", "event_class", "phase"),
    *("acled_event_type", "acled_sub_event_type", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2", "accusers"),
    *("iso3", "country", "admin1", "location", "latitude", "longitude", "geo_precision", "notes"),
)
_NOT_READ = ("fatalities", "source", "row_number")
_OURS = ("event_date", "event_date_end", "event_class", "phase", "country", "location", "actor1", "actor2", "notes")
_THEIRS = {
    "their_date": "date_start",
    "their_date_end": "date_end",
    "their_type": "sub_event_type",
    "their_country": "country",
    "their_location": "location",
    "their_actor1": "actor1",
    "their_actor2": "actor2",
    "their_notes": "notes",
}


def typed_events(events: pd.DataFrame) -> pd.DataFrame:
    """Our events with the types of their model, also as pandas reads them from events.csv or events.parquet.

    Raises ValueError where columns are missing or ids repeat.
    """
    return _typed(Events, _NEEDED, events, "ours", "the table events of a run")


def typed_theirs(theirs: pd.DataFrame) -> pd.DataFrame:
    """Their records likewise."""
    needed = tuple(column.name for column in columns_of(TheirEvents) if column.name not in _NOT_READ)
    return _typed(TheirEvents, ("record_id", *needed), theirs, "theirs", "what truceline.read_events returns")


def _typed(
    model: type[pa.DataFrameModel], needed: tuple[str, ...], table: pd.DataFrame, name: str, due: str
) -> pd.DataFrame:
    """The needed columns, the first of which is the id."""
    missing = [column for column in needed if column not in table]
    if missing:
        raise ValueError(f"{name} is not {due}: it has no column {', '.join(missing[:3])}")
    ids = table[needed[0]]
    if ids.duplicated().any():
        raise ValueError(f"{name} has the {needed[0]} {ids[ids.duplicated()].iloc[0]} twice")
    columns = [column for column in columns_of(model) if column.name in needed]
    return pd.DataFrame({c.name: _cast(table[c.name], c.kind, c.dtype) for c in columns}).reset_index(drop=True)


def _cast(values: pd.Series[Any], kind: str, dtype: str) -> pd.Series[Any]:
    if kind == "date":
        return pd.to_datetime(values).astype("datetime64[us]")
    if kind == "strings":
        return values.map(_listed)
    return values.astype(dtype)  # type: ignore[call-overload,no-any-return]


def _listed(cell: Any) -> tuple[str, ...]:
    if isinstance(cell, str):
        return tuple(part for part in cell.split("; ") if part)
    return () if cell is None or isinstance(cell, float) else tuple(cell)


def result(
    events: pd.DataFrame,
    theirs: pd.DataFrame,
    pairs: Pairs,
    lone: tuple[Ints, Ints],
    reasons: tuple[list[str], list[str], list[str]],
) -> DataFrame[Matches]:
    """The validated table: our events in order of date, each with its pairs from the best on, then their rows alone."""
    ours = np.concatenate([pairs.ours, lone[0], np.full(len(lone[1]), -1, dtype=np.int64)])
    other = np.concatenate([pairs.theirs, np.full(len(lone[0]), -1, dtype=np.int64), lone[1]])
    table = pd.DataFrame(
        {
            "event_id": _taken(events["event_id"], ours),
            "record_id": _taken(theirs["record_id"], other),
            "dataset": _taken(theirs["dataset"], other),
            "match": np.repeat(["matched", "ours_only", "theirs_only"], [len(part) for part in (pairs.ours, *lone)]),
            **_scores(pairs, len(ours)),
            "reason": [reason for part in reasons for reason in part],
            **{name: _taken(events[name], ours) for name in _OURS},
            **{
                name: _taken(_type(theirs) if name == "their_type" else theirs[of], other)
                for name, of in _THEIRS.items()
            },
        }
    )
    place = _places(events)
    order = np.lexsort(
        (
            np.where(other < 0, 0, other),
            -table["score"].fillna(0).to_numpy(),
            np.where(ours < 0, len(events), place[ours]),
        )
    )
    typed = {c.name: table[c.name].astype(c.dtype) for c in columns_of(Matches)}  # type: ignore[call-overload]
    return DataFrame[Matches](pd.DataFrame(typed).iloc[order].reset_index(drop=True))


def _places(events: pd.DataFrame) -> Ints:
    """The rank of each event in order of date and id; a last value for none."""
    order = events.sort_values(["event_date", "event_id"]).index.to_numpy()
    rank = np.empty(len(order) + 1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    rank[-1] = len(order)
    return rank


def _type(theirs: pd.DataFrame) -> pd.Series[str]:
    own = theirs["sub_event_type"].fillna(theirs["event_type"])
    return own.fillna(theirs["event_class"])


def _taken(values: pd.Series[Any], at: Ints) -> Any:
    return values.array.take(at, allow_fill=True)


def _scores(pairs: Pairs, length: int) -> dict[str, Any]:
    rest = np.full(length - len(pairs), np.nan)
    rounded = {
        "score": pairs.score,
        **{f"score_{part}": getattr(pairs, part) for part in PARTS},
    }
    basis = [BASES[n] for n in pairs.basis]
    return {
        **{name: np.concatenate([np.round(scores, 3), rest]) for name, scores in rounded.items()},
        "days_apart": pd.array(np.concatenate([pairs.days, rest]), dtype="Int64"),
        "km_apart": np.concatenate([np.round(pairs.km, 1), rest]),
        "place_basis": pd.array([*basis, *[None] * len(rest)], dtype="str"),
    }
