"""The table that `truceline.match` returns: our events and another dataset's records in pairs, and what has no pair."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from truceline_schemas import rules
from truceline_schemas.columns import column


def _part(title: str, description: str) -> Any:
    return column("number", title, description, unit="share", nullable=True, ge=0, le=1)


class Matches(pa.DataFrameModel):
    """One row a pair of an event of ours and a record of theirs, and one a row of either that found no pair."""

    event_id: Series[str] = column("string", "Event id", "Our event; null in a row of theirs only.", nullable=True)
    record_id: Series[str] = column("string", "Record id", "Their record; null in a row of ours only.", nullable=True)
    dataset: Series[str] = column("string", "Dataset", "Which dataset the record is of.", nullable=True)
    match: Series[str] = column("string", "Match", "Whether the row is a pair.", codes="match")
    score: Series[float] = _part("Score", "How well the two agree, from 0 to 1; null where there is no pair.")
    score_date: Series[float] = _part("Score, date", "How well the dates agree.")
    score_place: Series[float] = _part("Score, place", "How well the places agree.")
    score_actors: Series[float] = _part("Score, actors", "How well the sides agree; 0.5 where one row tells none.")
    score_type: Series[float] = _part("Score, type", "How well the types agree, by the crosswalk.")
    score_words: Series[float] = _part("Score, words", "How much the notes have in common.")
    days_apart: Series[pd.Int64Dtype] = column(
        "integer",
        "Days apart",
        "Days between the two; 0 where they overlap. Of two dates of a record the better one.",
        unit="days",
        nullable=True,
        ge=0,
    )
    km_apart: Series[float] = column(
        "number", "Distance", "Between the two points, where both have one.", unit="kilometres", nullable=True, ge=0
    )
    place_basis: Series[str] = column(
        "string", "Place basis", "What the score of the place rests on.", codes="place_basis", nullable=True
    )
    reason: Series[str] = column("string", "Reason", "Why the two are a pair, or why there is none, in words.")
    event_date: Series[pd.Timestamp] = column("date", "Our first day", "`event_date` of our event.", nullable=True)
    event_date_end: Series[pd.Timestamp] = column("date", "Our last day", "`event_date_end`.", nullable=True)
    event_class: Series[str] = column("string", "Our class", "`event_class` of our event.", nullable=True)
    phase: Series[str] = column("string", "Our phase", "`phase` of our event.", nullable=True)
    country: Series[str] = column("string", "Our country", "`country` of our event.", nullable=True)
    location: Series[str] = column("string", "Our location", "`location` of our event.", nullable=True)
    actor1: Series[str] = column("string", "Our actor 1", "`actor1` of our event.", nullable=True)
    actor2: Series[str] = column("string", "Our actor 2", "`actor2` of our event.", nullable=True)
    notes: Series[str] = column("string", "Our notes", "`notes` of our event.", nullable=True)
    their_date: Series[pd.Timestamp] = column("date", "Their first day", "First day of the record.", nullable=True)
    their_date_end: Series[pd.Timestamp] = column("date", "Their last day", "Last day of the record.", nullable=True)
    their_type: Series[str] = column("string", "Their type", "The finest type that the record has.", nullable=True)
    their_country: Series[str] = column("string", "Their country", "As the dataset names it.", nullable=True)
    their_location: Series[str] = column("string", "Their location", "As the dataset names it.", nullable=True)
    their_actor1: Series[str] = column("string", "Their actor 1", "As the dataset names it.", nullable=True)
    their_actor2: Series[str] = column("string", "Their actor 2", "As the dataset names it.", nullable=True)
    their_notes: Series[str] = column("string", "Their notes", "In the dataset's words.", nullable=True)

    class Config:
        strict = True
        ordered = True

    @pa.dataframe_check(title="match, event_id, record_id", description="the ids are not those that `match` says")
    def ids_fit_match(cls, df: pd.DataFrame) -> rules.Passes:
        return ((df["match"] != "theirs_only") == df["event_id"].notna()) & (
            (df["match"] != "ours_only") == df["record_id"].notna()
        )

    @pa.dataframe_check(title="match, score", description="a pair has no score, or a row without a pair has one")
    def pairs_have_scores(cls, df: pd.DataFrame) -> rules.Passes:
        return (df["match"] == "matched") == df["score"].notna()
