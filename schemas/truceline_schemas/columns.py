"""One description of a column: it feeds pandas, pyarrow, pandera and the data dictionary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import pandera.pandas as pa
import pyarrow

from truceline_schemas.codelists import codes as code_list

# What a column holds: it settles the type in pandas, in Arrow and in a data package.
Kind = Literal["string", "integer", "number", "date", "strings", "actors"]

PANDAS_DTYPE: dict[Kind, str] = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "date": "datetime64[us]",
    "strings": "object",
    "actors": "object",
}

ACTOR_FIELDS = ("name", "role", "actor_id", "text")
_ACTOR = pyarrow.struct([pyarrow.field(name, pyarrow.string()) for name in ACTOR_FIELDS])

ARROW_TYPE: dict[Kind, pyarrow.DataType] = {
    "string": pyarrow.string(),
    "integer": pyarrow.int32(),
    "number": pyarrow.float64(),
    "date": pyarrow.date32(),
    "strings": pyarrow.list_(pyarrow.string()),
    "actors": pyarrow.list_(_ACTOR),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the models declare it.

    `codes` names the code list of its values (of its items, in a list), `unit` is in words, `references` is
    the "table.column" that its values come from.
    """

    name: str
    kind: Kind
    title: str
    description: str
    nullable: bool
    unique: bool
    codes: str | None
    unit: str | None
    references: str | None

    @property
    def dtype(self) -> str:
        return PANDAS_DTYPE[self.kind]

    @property
    def arrow_type(self) -> pyarrow.DataType:
        if self.codes and self.kind == "string":
            return pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
        return ARROW_TYPE[self.kind]


def column(
    kind: Kind,
    title: str,
    description: str,
    *,
    codes: str | None = None,
    unit: str | None = None,
    references: str | None = None,
    **field: Any,
) -> Any:
    """A pandera field with its title, description and unit; `field` is what pandera's own Field takes.

    Text that may not be null may not be empty either: in a spreadsheet the two look alike.
    """
    if kind == "string" and not codes and not field.get("nullable"):
        field.setdefault("str_length", {"min_value": 1})
    if codes and kind == "string":
        field["isin"] = code_list(codes)
    if codes and kind == "integer":
        field["isin"] = [int(code) for code in code_list(codes)]
    metadata = {"kind": kind, "codes": codes, "unit": unit, "references": references}
    return pa.Field(title=title, description=description, metadata=metadata, **field)


@cache
def columns_of(model: type[pa.DataFrameModel]) -> tuple[Column, ...]:
    """The columns of a model, in order."""
    return tuple(
        Column(
            name=name,
            title=c.title or name,
            description=c.description or "",
            nullable=c.nullable,
            unique=c.unique,
            **(c.metadata or {}),
        )
        for name, c in model.to_schema().columns.items()
    )
