"""The Frictionless data package of a run, from the models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandera.pandas as pa

from truceline_schemas.codelists import codes
from truceline_schemas.columns import Column, Kind, columns_of
from truceline_schemas.tables import MODELS, title_of

Json = dict[str, Any]
FileFacts = Mapping[str, Mapping[str, Any]]

_TYPE: dict[Kind, str] = {
    "string": "string",
    "integer": "integer",
    "number": "number",
    "date": "date",
    "strings": "string",
    "actors": "string",
}
_DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}
# pandera's check -> the constraint of Table Schema that says the same, and where the check keeps its value.
_CONSTRAINTS = {
    "greater_than_or_equal_to": ("minimum", "min_value"),
    "less_than_or_equal_to": ("maximum", "max_value"),
    "str_matches": ("pattern", "pattern"),
}


def data_package(version: str, files: FileFacts) -> Json:
    """The descriptor of the files of a run: `files` maps each name ("events.csv") to its `bytes` and `hash`.

    CSV twins are tabular resources; other files are listed with their size and hash alone. The same files
    give the same descriptor.
    """
    tables = [name for name in MODELS if f"{name}.csv" in files]
    others = [name for name in files if not name.endswith(".csv")]
    return {
        "name": "truceline",
        "title": "Timeline of ceasefires, peace talks and ceasefire violations",
        "description": "Coded from news text. Each table is described in the codebook: truceline schema.",
        "version": version,
        "resources": [
            *(_table_resource(name, tables) | dict(files[f"{name}.csv"]) for name in tables),
            *(_file_resource(name) | dict(files[name]) for name in others),
        ],
    }


def _table_resource(table: str, tables: list[str]) -> Json:
    return {
        "name": table,
        "type": "table",
        "path": f"{table}.csv",
        "title": title_of(MODELS[table]),
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "dialect": {"csv": _DIALECT},
        "schema": table_schema(table, tables),
    }


def _file_resource(name: str) -> Json:
    stem, _, ending = name.rpartition(".")
    return {"name": f"{stem}-{ending}", "type": "file", "path": name, "format": ending}


def table_schema(table: str, tables: list[str]) -> Json:
    """The Table Schema of a table; it refers only to other tables that are in the package."""
    model = MODELS[table]
    columns = columns_of(model)
    schema: Json = {"fields": [_field(model, column) for column in columns], "missingValues": [""]}
    if columns[0].unique:
        schema["primaryKey"] = [columns[0].name]
    keys = [_foreign_key(column) for column in columns if column.references]
    keys = [key for key in keys if key["reference"]["resource"] in tables]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(model: type[pa.DataFrameModel], column: Column) -> Json:
    field: Json = {
        "name": column.name,
        "type": _TYPE[column.kind],
        "title": column.title,
        "description": column.description,
    }
    if column.unit:
        field["unit"] = column.unit
    constraints = _constraints(model, column)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(model: type[pa.DataFrameModel], column: Column) -> Json:
    constraints: Json = {}
    if column.kind in ("strings", "actors"):
        return constraints
    if not column.nullable:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.codes:
        constraints["enum"] = [int(c) if column.kind == "integer" else c for c in codes(column.codes)]
    for check in model.to_schema().columns[column.name].checks:
        if check.name in _CONSTRAINTS:
            name, key = _CONSTRAINTS[check.name]
            constraints[name] = _plain(check.statistics[key])
    return constraints


def _plain(value: Any) -> Any:
    return getattr(value, "pattern", value)


def _foreign_key(column: Column) -> Json:
    resource, _, field = (column.references or "").partition(".")
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [field]}}
