"""The table `mentions`: one row for one event as one document tells it."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from truceline_schemas import rules
from truceline_schemas.codelists import codes
from truceline_schemas.columns import column


class Mentions(pa.DataFrameModel):
    """One row for one event as one document tells it."""

    mention_id: Series[str] = column(
        "string",
        "Mention id",
        "Unique in the table; the same for the same mention of the same document in every run.",
        unique=True,
    )
    doc_id: Series[str] = column("string", "Document id", "The document that tells it.", references="documents.doc_id")
    event_id: Series[str] = column(
        "string",
        "Event id",
        "The event that it was merged into; null where no day places it on the timeline, or where validation "
        "set that event aside (see rejects).",
        references="events.event_id",
        nullable=True,
    )
    event_class: Series[str] = column("string", "Class", "What kind of thing happened.", codes="event_class")
    phase: Series[str] = column("string", "Phase", "Which step of it, within its class.", codes="phase")
    status: Series[str] = column("string", "Status", "Whether it is told as fact.", codes="status")
    date_start: Series[pd.Timestamp] = column(
        "date",
        "First day",
        "First day of when it happened or will happen; null where the text gives no date.",
        nullable=True,
    )
    date_end: Series[pd.Timestamp] = column(
        "date",
        "Last day",
        "Last day, inclusive; the publication day for what began earlier and holds.",
        nullable=True,
    )
    date_precision: Series[str] = column(
        "string",
        "Date precision",
        "How exactly the text dates it; null where it does not.",
        codes="date_precision",
        nullable=True,
    )
    date_text: Series[str] = column(
        "string", "Date in words", "The date expression as it stands in the document.", nullable=True
    )
    date_basis: Series[str] = column("string", "Date basis", "What the date rests on.", codes="date_basis")
    place: Series[str] = column(
        "string",
        "Place",
        "The most specific named place where it happened, is to happen or holds: the venue of talks, the "
        "area of a ceasefire, where the fire lands. Null where none is named.",
        nullable=True,
    )
    country: Series[str] = column(
        "string",
        "Country",
        "ISO 3166-1 alpha-3 code of that place; with no place, of the conflict, if the text tells and it is "
        "one country. XKX for Kosovo.",
        codes="countries",
        nullable=True,
    )
    admin1: Series[str] = column(
        "string", "First-level division", "Province, governorate or state of the place.", nullable=True
    )
    latitude: Series[float] = column(
        "number", "Latitude", "WGS 84.", unit="degrees north", nullable=True, ge=-90, le=90
    )
    longitude: Series[float] = column(
        "number", "Longitude", "WGS 84.", unit="degrees east", nullable=True, ge=-180, le=180
    )
    geo_precision: Series[pd.Int64Dtype] = column(
        "integer",
        "Place precision",
        "How exactly the coordinates stand for the place.",
        codes="geo_precision",
        nullable=True,
    )
    actors: Series[object] = column(
        "actors",
        "Actors",
        "Who took part: `name` as in the coding rules (Russia for its foreign minister), `role` from the "
        "code list, `actor_id` of the knowledge base or null, `text` the words of the document. An actor "
        "with two roles is listed twice.",
        codes="role",
    )
    evidence: Series[object] = column(
        "strings", "Evidence", "The full sentences, verbatim, that carry it; the first states it best."
    )
    char_start: Series[pd.Int64Dtype] = column(
        "integer",
        "Start of evidence",
        "Where the first evidence sentence of the document's text starts; 0:0 if only the title tells it.",
        unit="characters",
        ge=0,
    )
    char_end: Series[pd.Int64Dtype] = column(
        "integer", "End of evidence", "Where it ends, exclusive.", unit="characters", ge=0
    )
    trigger: Series[str] = column("string", "Trigger", "The words that named the event.")
    confidence: Series[float] = column(
        "number", "Confidence", "How sure the coding is, from 0 to 1.", unit="share", ge=0, le=1
    )

    class Config:
        strict = True
        ordered = True

    @pa.dataframe_check(title="date_start, date_end", description="the last day is before the first")
    def end_not_before_start(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.in_order(df["date_start"], df["date_end"])

    @pa.dataframe_check(
        title="date_start, date_end, date_precision",
        description="first day, last day and precision are not given together",
    )
    def date_is_whole(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.all_or_none(df["date_start"], df["date_end"], df["date_precision"])

    @pa.dataframe_check(
        title="date_start, date_end, date_precision",
        description="the interval is longer than its precision allows",
    )
    def precision_fits_interval(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.interval_fits(df["date_start"], df["date_end"], df["date_precision"])

    @pa.dataframe_check(
        title="date_basis, date_start",
        description="the basis is published though the text gives a date, or the reverse",
    )
    def basis_fits_date(cls, df: pd.DataFrame) -> rules.Passes:
        return (df["date_basis"] == "published") == df["date_start"].isna()

    @pa.dataframe_check(title="event_class, phase", description="the phase does not belong to the class")
    def phase_belongs_to_class(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.phase_fits(df["event_class"], df["phase"])

    @pa.dataframe_check(title="event_class, status", description="a violation cannot be planned")
    def violation_is_not_planned(cls, df: pd.DataFrame) -> rules.Passes:
        return (df["event_class"] != "violation") | (df["status"] != "planned")

    @pa.dataframe_check(title="latitude, longitude", description="latitude and longitude are not given together")
    def point_is_whole(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.all_or_none(df["latitude"], df["longitude"])

    @pa.dataframe_check(title="country, latitude, longitude", description="the coordinates lie outside the country")
    def country_holds_point(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.country_holds(df["country"], df["latitude"], df["longitude"])

    @pa.dataframe_check(title="actors", description="an actor has no name")
    def actors_have_names(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.actors_named(df["actors"])

    @pa.dataframe_check(title="actors", description="an actor's role is not in the code list role")
    def roles_are_codes(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.roles_known(df["actors"], codes("role"))

    @pa.dataframe_check(title="evidence", description="there is no evidence sentence, or an empty one")
    def evidence_is_given(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.all_filled(df["evidence"])

    @pa.dataframe_check(title="char_start, char_end", description="the evidence ends before it starts")
    def span_in_order(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.in_order(df["char_start"], df["char_end"])
