"""The table `events`: the timeline, one row an event, with ACLED's names where the meaning is ACLED's."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from truceline_schemas import rules
from truceline_schemas.columns import column


class Events(pa.DataFrameModel):
    """The timeline: one row an event, however many documents tell it."""

    event_id: Series[str] = column(
        "string",
        "Event id",
        "Unique in the table, and made of the event's earliest mention: an event keeps it when later documents arrive.",
        unique=True,
    )
    event_date: Series[pd.Timestamp] = column(
        "date",
        "Event date",
        "First day of when it happened or will happen. Where no document gives a date, the earliest "
        "publication date, with `date_basis` published and `time_precision` 2.",
    )
    event_date_end: Series[pd.Timestamp] = column(
        "date", "Last day", "Last day, inclusive; `event_date` again for an event of one day."
    )
    year: Series[pd.Int64Dtype] = column("integer", "Year", "Year of `event_date`.", unit="year")
    time_precision: Series[pd.Int64Dtype] = column(
        "integer",
        "Time precision (ACLED)",
        "How exactly the day is known, as ACLED codes it.",
        codes="time_precision",
    )
    date_prec: Series[pd.Int64Dtype] = column(
        "integer",
        "Date precision (UCDP)",
        "The length of the interval, as UCDP GED codes it.",
        codes="date_prec",
    )
    date_precision: Series[str] = column(
        "string",
        "Date precision",
        "How exactly the texts date it; null where none does.",
        codes="date_precision",
        nullable=True,
    )
    date_basis: Series[str] = column("string", "Date basis", "What the date rests on.", codes="date_basis")
    event_class: Series[str] = column("string", "Class", "What kind of thing happened.", codes="event_class")
    phase: Series[str] = column("string", "Phase", "Which step of it, within its class.", codes="phase")
    status: Series[str] = column("string", "Status", "Whether it is told as fact.", codes="status")
    actor1: Series[str] = column(
        "string", "Actor 1", "The first party, or the perpetrator of a violation.", nullable=True
    )
    assoc_actor_1: Series[object] = column(
        "strings", "Associated with actor 1", "Further parties or perpetrators on the side of actor 1."
    )
    actor2: Series[str] = column("string", "Actor 2", "The second party, or the target of a violation.", nullable=True)
    assoc_actor_2: Series[object] = column(
        "strings", "Associated with actor 2", "Further parties or targets on the side of actor 2."
    )
    mediators: Series[object] = column(
        "strings", "Mediators", "Who brokers, hosts, sponsors, guarantees or calls for it."
    )
    observers: Series[object] = column("strings", "Observers", "Who attends only.")
    accusers: Series[object] = column("strings", "Accusers", "Who alleges or denies it.")
    iso: Series[pd.Int64Dtype] = column(
        "integer",
        "Country, numeric",
        "ISO 3166-1 numeric code, without leading zeros; 0 for Kosovo, which ISO has not numbered.",
        nullable=True,
    )
    iso3: Series[str] = column(
        "string",
        "Country, alpha-3",
        "ISO 3166-1 alpha-3 code of the country; XKX for Kosovo.",
        codes="countries",
        nullable=True,
    )
    country: Series[str] = column("string", "Country", "Its name in English, as ACLED writes it.", nullable=True)
    region: Series[str] = column("string", "Region", "The country's region, as ACLED divides the world.", nullable=True)
    admin1: Series[str] = column(
        "string", "First-level division", "Province, governorate or state of the location.", nullable=True
    )
    location: Series[str] = column(
        "string", "Location", "The most specific place named, as in mentions.", nullable=True
    )
    latitude: Series[float] = column(
        "number", "Latitude", "WGS 84.", unit="degrees north", nullable=True, ge=-90, le=90
    )
    longitude: Series[float] = column(
        "number", "Longitude", "WGS 84.", unit="degrees east", nullable=True, ge=-180, le=180
    )
    geo_precision: Series[pd.Int64Dtype] = column(
        "integer",
        "Place precision (ACLED)",
        "How exactly the coordinates stand for the location.",
        codes="geo_precision",
        nullable=True,
    )
    source: Series[object] = column("strings", "Sources", "The outlets that tell it.")
    source_count: Series[pd.Int64Dtype] = column(
        "integer",
        "Number of sources",
        "Outlets that tell it, each counted once and a reprint with its original.",
        unit="outlets",
        ge=0,
    )
    notes: Series[str] = column("string", "Notes", "What happened, in the words of the document that tells it best.")
    n_documents: Series[pd.Int64Dtype] = column(
        "integer", "Documents", "Documents that tell it.", unit="documents", ge=1
    )
    n_mentions: Series[pd.Int64Dtype] = column(
        "integer", "Mentions", "Rows of the table mentions that were merged into it.", unit="rows", ge=1
    )
    first_reported: Series[pd.Timestamp] = column(
        "date", "First reported", "Publication date of the earliest document that tells it.", nullable=True
    )
    last_reported: Series[pd.Timestamp] = column(
        "date", "Last reported", "Publication date of the latest document that tells it.", nullable=True
    )
    disagreements: Series[object] = column(
        "strings",
        "Disagreements",
        "What the mentions do not agree on: the values of status, date, country and place, each with its documents.",
    )
    process_id: Series[str] = column(
        "string",
        "Process id",
        "Shared by the steps of one ceasefire with its violations, or by the rounds of one negotiation; made of the "
        "id of the event that begins it. Null where the country is unknown, and for a violation of no ceasefire told.",
        nullable=True,
    )
    days_held: Series[pd.Int64Dtype] = column(
        "integer",
        "Days held",
        "How long the ceasefire of this event's process held, from its start; null where no start is told.",
        unit="days",
        nullable=True,
        ge=0,
    )
    held_basis: Series[str] = column(
        "string", "Held until", "What `days_held` is counted to.", codes="held_basis", nullable=True
    )
    fulfils: Series[object] = column("strings", "Fulfils", "Ids of the planned events that this one fulfils.")
    fulfilled_by: Series[str] = column(
        "string", "Fulfilled by", "Id of the event that fulfils this planned one.", nullable=True
    )
    outcome: Series[str] = column(
        "string",
        "Outcome",
        "What became of a planned event; null where no document tells.",
        codes="outcome",
        nullable=True,
    )
    confidence: Series[float] = column(
        "number", "Confidence", "How sure the coding is, from 0 to 1.", unit="share", ge=0, le=1
    )
    acled_event_type: Series[str] = column(
        "string", "ACLED event type", "The event type that ACLED would code, by the crosswalk.", nullable=True
    )
    acled_sub_event_type: Series[str] = column(
        "string",
        "ACLED sub-event type",
        "The sub-event type that ACLED would code, by the crosswalk.",
        nullable=True,
    )
    cameo_code: Series[str] = column(
        "string", "CAMEO code", "The CAMEO event code, with its leading zero.", nullable=True
    )
    plover_event: Series[str] = column("string", "PLOVER event", "The PLOVER event type.", nullable=True)
    tags: Series[object] = column("strings", "Tags", "Further facts in short, as ACLED uses tags.")

    class Config:
        strict = True
        ordered = True

    @pa.dataframe_check(title="event_date, event_date_end", description="the last day is before the first")
    def end_not_before_start(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.in_order(df["event_date"], df["event_date_end"])

    @pa.dataframe_check(
        title="event_date, event_date_end, date_precision",
        description="the interval is longer than its precision allows",
    )
    def precision_fits_interval(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.interval_fits(df["event_date"], df["event_date_end"], df["date_precision"])

    @pa.dataframe_check(
        title="date_basis, date_precision",
        description="the basis is published though a text gives a date, or the reverse",
    )
    def basis_fits_precision(cls, df: pd.DataFrame) -> rules.Passes:
        return (df["date_basis"] == "published") == df["date_precision"].isna()

    @pa.dataframe_check(
        title="date_basis, date_precision, time_precision",
        description="time precision is not 1 for a known day, or not 2 for a date of publication",
    )
    def time_precision_fits(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.time_precision_fits(df["date_precision"], df["time_precision"])

    @pa.dataframe_check(title="year, event_date", description="the year is not that of the event date")
    def year_agrees(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.equal(df["year"], df["event_date"].dt.year)

    @pa.dataframe_check(
        title="status, event_date_end, first_reported",
        description="a planned event ends before it was first reported",
    )
    def planned_is_ahead(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.in_order(df["first_reported"].where(df["status"] == "planned"), df["event_date_end"])

    @pa.dataframe_check(title="event_class, phase", description="the phase does not belong to the class")
    def phase_belongs_to_class(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.phase_fits(df["event_class"], df["phase"])

    @pa.dataframe_check(title="event_class, status", description="a violation cannot be planned")
    def violation_is_not_planned(cls, df: pd.DataFrame) -> rules.Passes:
        return (df["event_class"] != "violation") | (df["status"] != "planned")

    @pa.dataframe_check(title="iso, iso3", description="the numeric and the alpha-3 code are not of one country")
    def iso_codes_agree(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.iso_fits(df["iso3"], df["iso"])

    @pa.dataframe_check(title="latitude, longitude", description="latitude and longitude are not given together")
    def point_is_whole(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.all_or_none(df["latitude"], df["longitude"])

    @pa.dataframe_check(title="iso3, latitude, longitude", description="the coordinates lie outside the country")
    def country_holds_point(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.country_holds(df["iso3"], df["latitude"], df["longitude"])

    @pa.dataframe_check(title="n_documents, n_mentions", description="there are fewer mentions than documents")
    def mentions_at_least_documents(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.in_order(df["n_documents"], df["n_mentions"])

    @pa.dataframe_check(
        title="first_reported, last_reported", description="it was last reported before it was first reported"
    )
    def reports_in_order(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.in_order(df["first_reported"], df["last_reported"])
