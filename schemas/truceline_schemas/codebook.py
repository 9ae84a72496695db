"""The codebook: what every table, column and code means, in Markdown, from the models and code lists."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from truceline_schemas.codelists import code_rows
from truceline_schemas.columns import Column, Kind, columns_of
from truceline_schemas.tables import MODELS, title_of

_TYPE: dict[Kind, str] = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "date": "day",
    "strings": "list of text",
    "actors": "list of actors",
}
# Too long for a page; the column says which standard it is.
_NOT_LISTED = ("countries",)


def codebook(table: str | None = None) -> str:
    """The codebook of one table, or of all with the coding rules. Raises KeyError for an unknown table."""
    if table is not None:
        return "\n\n".join([_table(table), _code_lists([table])]) + "\n"
    parts = [
        _prose("introduction"),
        *map(_table, MODELS),
        _code_lists(MODELS),
        _prose("rules"),
        _prose("identity"),
        _prose("places"),
        _prose("actors"),
        _prose("mapping"),
        _prose("spreadsheets"),
    ]
    return "\n\n".join(parts) + "\n"


def _prose(name: str) -> str:
    return (files("truceline_schemas") / "prose" / f"{name}.md").read_text(encoding="utf-8").strip()


def _table(table: str) -> str:
    model = MODELS[table]
    columns = _grid(("column", "type", "meaning"), map(_column, columns_of(model)))
    rules = [f"- `{c.name}` ({c.title}) refuses a row where {c.description}." for c in model.to_schema().checks]
    heading = f"## Table `{table}`\n\n{title_of(model)}."
    return "\n\n".join([heading, columns, *(["Rules across columns:", "\n".join(rules)] if rules else [])])


def _column(column: Column) -> tuple[str, str, str]:
    kind = _TYPE[column.kind]
    if column.unit and column.kind != "string":
        kind += f", {column.unit}"
    if column.nullable:
        kind += ", may be null"
    meaning = f"**{column.title}.** {column.description}"
    if column.codes:
        meaning += f" Codes: `{column.codes}`."
    if column.references:
        meaning += f" Refers to `{column.references}`."
    return f"`{column.name}`", kind, meaning


def _code_lists(tables: Iterable[str]) -> str:
    names = dict.fromkeys(c.codes for table in tables for c in columns_of(MODELS[table]) if c.codes)
    lists = [_code_list(name) for name in names if name not in _NOT_LISTED]
    return "\n\n".join(["## Code lists", *lists]) if lists else ""


def _code_list(name: str) -> str:
    rows = code_rows(name)
    head = ("event_class", "code", "definition") if "event_class" in rows[0] else ("code", "definition")
    cells = ([*(f"`{row[key]}`" for key in head[:-1]), f"{row['label']}: {row['definition']}"] for row in rows)
    return f"### `{name}`\n\n{_grid(head, cells)}"


def _grid(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
