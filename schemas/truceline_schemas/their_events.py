"""The frame that `truceline.read_events` returns: events of other datasets (and our own) under one set of names."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from truceline_schemas import rules
from truceline_schemas.columns import column


class TheirEvents(pa.DataFrameModel):
    """Events as a dataset tells them: one row a record, whatever the dataset calls its columns."""

    dataset: Series[str] = column("string", "Dataset", "Which dataset the file is of.", codes="dataset")
    record_id: Series[str] = column("string", "Record id", "The dataset's own id of the record.", unique=True)
    date_start: Series[pd.Timestamp] = column(
        "date", "First day", "First day, as the dataset says; widened by nothing."
    )
    date_end: Series[pd.Timestamp] = column(
        "date", "Last day", "Last day, inclusive; the first day where none is told."
    )
    alt_date_start: Series[pd.Timestamp] = column(
        "date",
        "Other first day",
        "First day of another date of the same event: in ETH/PRIO the effect, where `date_start` is the declaration.",
        nullable=True,
    )
    alt_date_end: Series[pd.Timestamp] = column(
        "date", "Other last day", "Last day of that other date, inclusive.", nullable=True
    )
    time_precision: Series[pd.Int64Dtype] = column(
        "integer",
        "Time precision (ACLED)",
        "How exactly the day is known, on ACLED's scale; UCDP's is brought to it.",
        codes="time_precision",
        nullable=True,
    )
    event_class: Series[str] = column(
        "string",
        "Class",
        "Truceline's class, by the crosswalk read backwards; null where the dataset's type fits several, or none.",
        codes="event_class",
        nullable=True,
    )
    phase: Series[str] = column(
        "string", "Phase", "Truceline's phase, likewise; null where several fit.", nullable=True
    )
    event_type: Series[str] = column("string", "Event type", "The dataset's own type.", nullable=True)
    sub_event_type: Series[str] = column("string", "Sub-event type", "The dataset's own finer type.", nullable=True)
    actor1: Series[str] = column("string", "Actor 1", "The first side, as the dataset names it.", nullable=True)
    assoc_actor_1: Series[str] = column(
        "string", "Associated with actor 1", 'Further actors on that side, joined by "; ".', nullable=True
    )
    actor2: Series[str] = column("string", "Actor 2", "The second side.", nullable=True)
    assoc_actor_2: Series[str] = column(
        "string", "Associated with actor 2", 'Further actors on that side, joined by "; ".', nullable=True
    )
    iso3: Series[str] = column(
        "string",
        "Country, alpha-3",
        "ISO 3166-1 alpha-3 code, from the dataset's code or name of the country; XKX for Kosovo.",
        codes="countries",
        nullable=True,
    )
    country: Series[str] = column("string", "Country", "As the dataset names it.", nullable=True)
    admin1: Series[str] = column("string", "First-level division", "As the dataset names it.", nullable=True)
    location: Series[str] = column("string", "Location", "As the dataset names it.", nullable=True)
    latitude: Series[float] = column(
        "number", "Latitude", "WGS 84.", unit="degrees north", nullable=True, ge=-90, le=90
    )
    longitude: Series[float] = column(
        "number", "Longitude", "WGS 84.", unit="degrees east", nullable=True, ge=-180, le=180
    )
    geo_precision: Series[pd.Int64Dtype] = column(
        "integer",
        "Place precision (ACLED)",
        "How exactly the point is known, on ACLED's scale; UCDP's is brought to it.",
        codes="geo_precision",
        nullable=True,
    )
    fatalities: Series[pd.Int64Dtype] = column(
        "integer", "Fatalities", "Reported deaths; UCDP's best estimate.", unit="deaths", nullable=True, ge=0
    )
    notes: Series[str] = column("string", "Notes", "What happened, in the dataset's words.", nullable=True)
    source: Series[str] = column("string", "Source", "Who reported it, in the dataset's words.", nullable=True)
    row_number: Series[pd.Int64Dtype] = column(
        "integer", "Row", "Row of the file as a spreadsheet counts it: the header is row 1.", unit="row", ge=1
    )

    class Config:
        strict = True
        ordered = True

    @pa.dataframe_check(title="date_start, date_end", description="the last day is before the first")
    def end_not_before_start(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.in_order(df["date_start"], df["date_end"])

    @pa.dataframe_check(title="alt_date_start, alt_date_end", description="the other date is not whole and in order")
    def other_date_in_order(cls, df: pd.DataFrame) -> rules.Passes:
        start, end = df["alt_date_start"], df["alt_date_end"]
        return rules.all_or_none(start, end) & rules.in_order(start, end)

    @pa.dataframe_check(title="event_class, phase", description="the phase does not belong to the class")
    def phase_belongs_to_class(cls, df: pd.DataFrame) -> rules.Passes:
        told = df[df["phase"].notna()]
        fits = rules.phase_fits(told["event_class"], told["phase"])
        return fits.reindex(df.index, fill_value=True)

    @pa.dataframe_check(title="latitude, longitude", description="latitude and longitude are not given together")
    def point_is_whole(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.all_or_none(df["latitude"], df["longitude"])
