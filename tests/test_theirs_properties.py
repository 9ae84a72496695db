"""Whatever stands in a cell, a row is read or set aside with a reason, and nothing else happens."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from truceline.theirs import read_events_with_rejects
from truceline.theirs.dates import days, days_of_parts

HEADER = (
    "event_id_cnty",
    "event_date",
    "event_type",
    "actor1",
    "latitude",
    "longitude",
    "fatalities",
    "country",
    "notes",
)
FORMS = (
    "%Y-%m-%d",
    "%d %B %Y",
    "%d-%b-%y",
    "%d %b %Y",
    "%B %d, %Y",
    "%Y-%m-%dT%H:%M:%SZ",
    "%d/%m/%Y",
    "%Y%m%d",
    "%d.%m.%Y",
)
CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
BAD = st.one_of(CELLS, st.floats().map(str), st.integers().map(str), st.dates().map(str))


@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.sampled_from(FORMS))
def test_a_day_is_the_same_day_in_every_form(day: date, form: str) -> None:
    cells = pd.Series([day.strftime(form)], dtype="str")
    read = days(cells, pd.Series([day.year]), "dmy")
    assert read.first[0].date() == day


@given(st.dates(date(1930, 1, 1), date(2170, 1, 1)))
def test_a_spreadsheets_serial_is_its_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert days(pd.Series([str(serial)], dtype="str")).first[0].date() == day


@given(BAD)
def test_any_cell_is_a_day_or_none(cell: str) -> None:
    read = days(pd.Series([cell, None], dtype="str"))
    assert read.first[1] is pd.NaT
    assert read.first[0] is pd.NaT or isinstance(read.first[0], pd.Timestamp)


@given(st.integers(-99, 9999), st.integers(-99, 99), st.integers(-99, 99))
def test_parts_give_an_interval_in_order_or_none(year: int, month: int, day: int) -> None:
    read = days_of_parts(*(pd.Series([float(part)]) for part in (year, month, day)))
    known = read.first[0] is not pd.NaT
    assert known == (read.last[0] is not pd.NaT)
    assert not known or (read.first[0] <= read.last[0] and read.first[0].year == year)


@given(st.lists(st.tuples(*[BAD] * len(HEADER)), max_size=5))
def test_every_row_is_read_or_set_aside(rows: list[tuple[str, ...]]) -> None:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([HEADER, *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "acled.csv"
        path.write_bytes(file.getvalue().encode())
        events, rejects = read_events_with_rejects(path)
    set_aside = {r.row_key for r in rejects if r.check not in ("unread_cell", "date_order")}
    empty = sum(not any(row) for row in rows)
    assert len(events) + len(set_aside) + empty == len(rows)
    assert all(reject.reason for reject in rejects)
