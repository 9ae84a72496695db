"""The fields of a file to the frame of TheirEvents, and what of it could not be read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pandera.typing.pandas import DataFrame

from truceline.rejects import Reject
from truceline.theirs.countries import iso3_of
from truceline.theirs.dates import FORMS, Days, days, days_of_parts
from truceline.theirs.kinds import kinds
from truceline.theirs.layout import Parts
from truceline.theirs.source import Source, numbers
from truceline_schemas import TheirEvents, codes, columns_of, phases

# Of one column, so many cells that could not be read are told one by one; the rest are counted.
_TOLD = 1000
_VALUE_LENGTH = 200
_TEXTS = ("event_type", "sub_event_type", "country", "admin1", "location", "notes", "source")
_ACTORS = ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")
_BOUNDS = {
    "time_precision": (1, 3),
    "latitude": (-90, 90),
    "longitude": (-180, 180),
    "geo_precision": (1, 3),
    "fatalities": (0, 2**31 - 1),
}
_WHOLE_NUMBERS = ("time_precision", "geo_precision", "fatalities")
# What truceline's own export in ACLED's shape says in its tags, and the field that it fills.
_OURS = "truceline="
_TAGS = {"class": "event_class", "phase": "phase"}
_DAY_TAGS = {"first_day": "date_start", "last_day": "date_end"}


def build(source: Source) -> tuple[DataFrame[TheirEvents], list[Reject]]:
    """The rows as TheirEvents, and a Reject for each row set aside and each cell left empty.

    A row is set aside that has no date, whose dates are out of order, or whose id an earlier row has.
    """
    frame, rejects = _dates(source)
    for name in _BOUNDS:
        frame[name], unread = _number(source, name)
        rejects += unread
    if not source.has("time_precision"):
        frame["time_precision"] = _precision_of_parts(source, frame)
    rejects += _whole_points(source, frame)
    for name in _TEXTS:
        frame[name] = source.text(name)
    for name in _ACTORS:
        frame[name] = source.text(name).str.replace(r"\s+", " ", regex=True)
    frame["iso3"] = iso3_of({n: source.text(n) for n in ("iso3", "iso", "country", "gwno", "fips")}, source.index)
    frame["event_class"], frame["phase"] = _kinds(source, frame)
    _apply_tags(source, frame)
    rejects += _known_kinds(source, frame)
    frame["dataset"] = source.layout.dataset
    frame["row_number"] = source.rows
    frame["record_id"] = _ids(source)
    if source.layout.one_row_a_side:
        _number_sides(frame)
    kept, set_aside = _set_aside(source, frame)
    dtypes = {column.name: column.dtype for column in columns_of(TheirEvents)}
    return TheirEvents.validate(kept[list(dtypes)].astype(dtypes), lazy=True), [*rejects, *set_aside]


def _dates(source: Source) -> tuple[pd.DataFrame, list[Reject]]:
    main, alternative = _days(source, "date_start"), _days(source, "alt_date_start")
    ends, rejects = _last_days(source, "date_end", main)
    alt_ends, alt_rejects = _last_days(source, "alt_date_end", alternative)
    # Undated by its main date (in ETH/PRIO: not declared), it is dated by the other.
    only_other = main.first.isna() & alternative.first.notna()
    alt_first, alt_last = alternative.first.mask(only_other), alt_ends.mask(only_other)
    frame = pd.DataFrame(
        {
            "date_start": main.first.where(~only_other, alternative.first),
            "date_end": ends.where(~only_other, alt_ends),
            "alt_date_start": alt_first,
            "alt_date_end": alt_last.where(alt_last >= alt_first, alt_first),
        }
    )
    return frame, [*_unsure(source, "date_start", main), *rejects, *alt_rejects]


def _days(source: Source, name: str) -> Days:
    told = source.layout.columns.get(name)
    if isinstance(told, Parts):
        return days_of_parts(*(source.part(column) for column in (told.year, told.month, told.day)))
    years = numbers(source.text("year")) if source.has("year") else None
    return days(source.text(name), years, source.layout.date_order)


def _last_days(source: Source, name: str, first: Days) -> tuple[pd.Series[Any], list[Reject]]:
    """The column of last days; where it has none, the last day that the first date may be."""
    if not source.has(name):
        return first.last, []
    told = _days(source, name)
    cells = source.text(name) if isinstance(source.layout.columns[name], tuple) else None
    unread = cells.notna() & told.last.isna() if cells is not None else pd.Series(False, index=source.index)
    reason = "it is no date that is known; the first day was taken"
    rejects = [] if cells is None else _cells_unread(source, name, cells, unread, reason)
    return told.last.where(told.last.notna(), first.last), rejects


def _unsure(source: Source, name: str, told: Days) -> list[Reject]:
    if not told.unsure:
        return []
    reason = (
        f"{told.unsure:,} dates do not tell the day from the month; the day was taken to be first "
        '(a mapping with date_order = "mdy" says otherwise)'
    )
    return [Reject("sources", source.name, name, "date_order", "", reason)]


def _number(source: Source, name: str) -> tuple[pd.Series[Any], list[Reject]]:
    cells = source.text(name)
    found = numbers(cells)
    low, high = _BOUNDS[name]
    fits = found.between(low, high) & ((found % 1 == 0) | (name not in _WHOLE_NUMBERS))
    reason = (
        f"it is no {'whole ' if name in _WHOLE_NUMBERS else ''}number from {low} to {high}; the cell was left empty"
    )
    return found.where(fits), _cells_unread(source, name, cells, cells.notna() & ~fits, reason)


def _precision_of_parts(source: Source, frame: pd.DataFrame) -> pd.Series[float]:
    """A date in parts whose day is known is exact; without a day it is of a month or more."""
    exact = frame["date_start"] == frame["date_end"]
    known = isinstance(source.layout.columns.get("date_start"), Parts) & frame["date_start"].notna()
    return pd.Series(np.where(exact, 1.0, 3.0), index=source.index).where(known)


def _whole_points(source: Source, frame: pd.DataFrame) -> list[Reject]:
    """Empty the half of a point, in place."""
    half = frame["latitude"].isna() != frame["longitude"].isna()
    cells = source.text("latitude").where(frame["latitude"].notna(), source.text("longitude"))
    reason = "latitude and longitude are not both known; the point was left empty"
    frame.loc[half, ["latitude", "longitude"]] = np.nan
    return _cells_unread(source, "latitude, longitude", cells, half, reason)


def _cells_unread(
    source: Source, name: str, cells: pd.Series[Any], unread: pd.Series[Any], reason: str
) -> list[Reject]:
    rows = np.flatnonzero(unread.to_numpy()).tolist()
    rejects = [
        Reject("sources", source.key(row), name, "unread_cell", _shown(cells.iat[row]), reason) for row in rows[:_TOLD]
    ]
    if len(rows) > _TOLD:
        more = f"and {len(rows) - _TOLD:,} more cells of the column: {reason}"
        rejects.append(Reject("sources", source.name, name, "unread_cell", "", more))
    return rejects


def _shown(cell: Any) -> str:
    return "" if pd.isna(cell) else str(cell)[:_VALUE_LENGTH]


def _kinds(source: Source, frame: pd.DataFrame) -> tuple[pd.Series[Any], pd.Series[Any]]:
    if source.has("event_class"):
        return source.text("event_class"), source.text("phase")
    return kinds(source.layout, frame["event_type"], frame["sub_event_type"])


def _known_kinds(source: Source, frame: pd.DataFrame) -> list[Reject]:
    """Empty classes and phases that the codebook does not have, in place."""
    rejects: list[Reject] = []
    known = frame["event_class"].isin(codes("event_class"))
    pairs = list(zip(frame["event_class"].astype("object"), frame["phase"].astype("object"), strict=True))
    right = {pair: pair[1] in phases(str(pair[0])) for pair in dict.fromkeys(pairs)}
    fits = pd.Series([right[pair] for pair in pairs], index=frame.index, dtype=bool)
    for name, passes in (("event_class", known), ("phase", fits)):
        unknown = frame[name].notna() & ~passes
        reason = f"the codebook has no such {name.replace('_', ' ')}; the cell was left empty"
        rejects += _cells_unread(source, name, frame[name], unknown, reason)
        frame[name] = frame[name].mask(unknown)
    return rejects


def _ids(source: Source) -> pd.Series[Any]:
    """The record's own id, else the number of its row."""
    told = source.text("record_id")
    if told.notna().all():
        return told
    return told.where(told.notna(), pd.Series([f"row {row}" for row in source.rows], index=source.index, dtype="str"))


def _number_sides(frame: pd.DataFrame) -> None:
    """Rows that are one side each: the other sides of the record as actor2 and its associates, in place.

    From the second side of a record on, its id is numbered ("12#2").
    """
    record = frame["record_id"]
    sides = frame["actor1"].groupby(record).agg(lambda names: list(dict.fromkeys(names.dropna())))
    others = [[name for name in sides[r] if name != own] for r, own in zip(record, frame["actor1"], strict=True)]
    frame["actor2"] = pd.array([names[0] if names else None for names in others], dtype="str")
    frame["assoc_actor_2"] = pd.array(["; ".join(names[1:]) or None for names in others], dtype="str")
    nth = record.groupby(record).cumcount() + 1
    frame["record_id"] = record.where(nth == 1, record + "#" + nth.astype("str"))


def _apply_tags(source: Source, frame: pd.DataFrame) -> None:
    """What truceline's export says of an event beyond ACLED's columns, in place."""
    tags = source.text("tags")
    ours = tags.str.startswith(_OURS).fillna(False).astype(bool)
    for tag, name in (_TAGS | _DAY_TAGS).items():
        told = tags[ours].str.extract(rf"(?:^|; ){tag}=([^;]+)", expand=False)
        if tag in _DAY_TAGS:
            told = pd.to_datetime(told, format="%Y-%m-%d", errors="coerce")
        told = told.dropna()
        frame.loc[told.index, name] = told


def _set_aside(source: Source, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Reject]]:
    undated = frame["date_start"].isna()
    reversed_ = ~undated & (frame["date_end"] < frame["date_start"])
    sound = frame["record_id"].mask(undated | reversed_)
    repeated = sound.notna() & sound.duplicated()
    told = source.text("date_start")
    first_rows = frame[sound.notna()].drop_duplicates("record_id").set_index("record_id")["row_number"]
    rejects: list[Reject] = []
    for row in np.flatnonzero((undated | reversed_ | repeated).to_numpy()).tolist():
        if undated.iat[row]:
            why = f"it is no date that is known ({FORMS})" if _shown(told.iat[row]) else "it has no date"
            reject = ("date_start", "date", _shown(told.iat[row]), why)
        elif reversed_.iat[row]:
            span = "/".join(str(frame[name].iat[row])[:10] for name in ("date_start", "date_end"))
            reject = ("date_start, date_end", "end_not_before_start", span, "the last day is before the first")
        else:
            record = str(frame["record_id"].iat[row])
            reject = ("record_id", "field_uniqueness", record, f"its id is that of row {first_rows[record]}")
        rejects.append(Reject("sources", source.key(row), *reject))
    return frame[~(undated | reversed_ | repeated)].reset_index(drop=True), rejects
