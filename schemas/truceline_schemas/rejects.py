"""The table `rejects`: what could not be read, coded or validated, with its reason."""

from __future__ import annotations

import pandera.pandas as pa
from pandera.typing.pandas import Series

from truceline_schemas.columns import column as describe


class Rejects(pa.DataFrameModel):
    """What was set aside, and why: one row for each row and check that it failed."""

    table: Series[str] = describe("string", "Table", "The table that the row was meant for.", codes="reject_table")
    row_key: Series[str] = describe("string", "Row", "The row's id, or the path of the input with :LINE.")
    column: Series[str] = describe(
        "string", "Column", "The column, or the columns that contradict each other.", nullable=True
    )
    check: Series[str] = describe("string", "Check", "The name of the rule.")
    value: Series[str] = describe("string", "Value", "What broke the rule.", nullable=True)
    reason: Series[str] = describe("string", "Reason", "The same in words.")

    class Config:
        strict = True
        ordered = True
