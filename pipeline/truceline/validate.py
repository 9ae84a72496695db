"""Every table against its model and the others; what fails goes to `rejects` with its reason."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors
from pandera.typing.pandas import DataFrame

from truceline.rejects import Reject
from truceline.rows import with_rejects
from truceline.tables import Tables
from truceline_schemas import Column, Documents, Events, IdChanges, Mentions, Rejects, codes, columns_of

M = TypeVar("M", bound=pa.DataFrameModel)

# A value longer than this says no more to a reader of the table of rejects.
_VALUE_LENGTH = 200
_NUMBER = re.compile(r"[0-9]+")
_DIGITS = 12


def validate(tables: Tables) -> Tables:
    """The tables with only the rows that pass, and in `rejects` a row for each row and check that failed.

    Documents are judged first, then mentions (without those of a refused document), then events (without
    those that have no mention left, and counted anew). A mention whose event was refused is kept, with no
    `event_id`.
    """
    documents, mentions, refused = validate_mentions(tables.documents, tables.mentions)
    rejects = with_rejects(tables.rejects, refused)
    return validate_merged(replace(tables, documents=documents, mentions=mentions, rejects=rejects))


def validate_merged(tables: Tables) -> Tables:
    """The same where documents and mentions were judged before they were merged: only events are, and rejects.

    Rejects are in the order of the tables and of the rows' keys, so that it does not matter when a row was refused.
    """
    events, unfit = validate_events(tables.events, tables.mentions, tables.documents)
    mentions = _unlinked(tables.mentions, events)
    rejects = with_rejects(tables.rejects, unfit).sort_values(
        ["table", "row_key"], kind="stable", key=_in_order, ignore_index=True
    )
    changes = IdChanges.validate(tables.id_changes, lazy=True)
    return Tables(tables.documents, mentions, events, Rejects.validate(rejects, lazy=True), changes)


def _in_order(keys: pd.Series[str]) -> pd.Series[Any]:
    """Tables as in the code list, and row keys by the numbers in them: line 9 before line 10."""
    if keys.name == "table":
        tables = codes("reject_table")
        return keys.map(lambda table: tables.index(table) if table in tables else len(tables))
    return keys.map(lambda key: _NUMBER.sub(lambda number: number[0].zfill(_DIGITS), key))


def validate_mentions(
    documents: pd.DataFrame, mentions: pd.DataFrame
) -> tuple[DataFrame[Documents], DataFrame[Mentions], list[Reject]]:
    """The documents and mentions that pass, the documents' mentions counted anew, and what was refused.

    To be called before mentions are merged, so that an event rests on nothing that is refused later.
    """
    good_documents, refused = keep_valid(Documents, documents)
    attached, orphans = _attached(mentions, good_documents)
    good_mentions, unfit = keep_valid(Mentions, attached)
    return _counted(good_documents, good_mentions), good_mentions, [*refused, *orphans, *unfit]


def validate_events(
    events: pd.DataFrame, mentions: DataFrame[Mentions], documents: DataFrame[Documents]
) -> tuple[DataFrame[Events], list[Reject]]:
    """The events that pass, with their mentions, documents and reports counted anew, and what was refused."""
    told = events["event_id"].isin(set(mentions["event_id"].dropna()))
    reason = "no mention of this event is left"
    untold = [Reject("events", str(k), "event_id", "has_mention", str(k), reason) for k in events["event_id"][~told]]
    valid, unfit = keep_valid(Events, _recounted(events[told], mentions, documents))
    return valid, [*untold, *unfit]


def keep_valid(model: type[M], frame: pd.DataFrame) -> tuple[DataFrame[M], list[Reject]]:
    """The rows of `frame` that pass the model, and a Reject for each row and check that failed.

    Of rows with one id the first is kept. Raises pandera's SchemaErrors for a fault that is not a row's: a
    column missing, of a wrong type or out of order.
    """
    frame = frame.reset_index(drop=True)
    try:
        return model.validate(frame, lazy=True), []
    except SchemaErrors as errors:
        failures = _failures(model, frame, errors)
    rejects = [_reject(model, frame, failure) for failure in failures]
    kept = frame.drop(index=list({failure.row for failure in failures})).reset_index(drop=True)
    return model.validate(kept, lazy=True), rejects


class _Failure(NamedTuple):
    row: int
    columns: str
    check: str
    words: str


def _failures(model: type[pa.DataFrameModel], frame: pd.DataFrame, errors: SchemaErrors) -> list[_Failure]:
    """One failure a row and check, in the rows' order; pandera reports a rule once for every column."""
    rules = {check.name: check for check in model.to_schema().checks}
    columns = {column.name: column for column in columns_of(model)}
    repeated = {name: frame[name].duplicated() for name, column in columns.items() if column.unique}
    found: dict[_Failure, None] = {}
    for case in errors.failure_cases.itertuples():
        if case.index is None or pd.isna(case.index):
            raise errors
        row, check = int(case.index), str(case.check).split("(")[0]
        if case.schema_context == "DataFrameSchema":
            found[_Failure(row, rules[check].title, check, rules[check].description)] = None
        elif check != "field_uniqueness" or repeated[case.column][row]:
            found[_Failure(row, case.column, check, _words(columns[case.column], check))] = None
    return sorted(found, key=lambda failure: failure.row)


def _words(column: Column, check: str) -> str:
    name = column.title.lower()
    match check:
        case "not_nullable":
            return f"the {name} is missing"
        case "field_uniqueness":
            return f"the {name} is that of an earlier row"
        case "isin":
            return f"the {name} is not in the code list {column.codes}"
        case "str_length":
            return f"the {name} is empty"
        case "str_matches":
            return f"the {name} has not the form that the codebook gives"
        case _:
            return f"the {name} is outside its bounds"


def _reject(model: type[pa.DataFrameModel], frame: pd.DataFrame, failure: _Failure) -> Reject:
    table = model.__name__.lower()
    names = failure.columns.split(", ")
    values = [_shown(frame.at[failure.row, name]) for name in names]
    value = values[0] if len(names) == 1 else ", ".join(map("=".join, zip(names, values, strict=True)))
    key = str(frame.iat[failure.row, 0])
    return Reject(table, key, failure.columns, failure.check, value[:_VALUE_LENGTH], failure.words)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(f"{v['name']} ({v['role']})" if isinstance(v, dict) else str(v) for v in value)
    if pd.isna(value):
        return ""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def _attached(mentions: pd.DataFrame, documents: pd.DataFrame) -> tuple[pd.DataFrame, list[Reject]]:
    """The mentions that agree with their document, and a Reject for each other one."""
    mentions = mentions.reset_index(drop=True)
    of_document = documents.set_index("doc_id").reindex(mentions["doc_id"])
    of_document.index = mentions.index
    known = mentions["doc_id"].isin(documents["doc_id"])
    verbatim = ~known | _is_verbatim(mentions, of_document)
    past = (mentions["status"] == "planned") & (mentions["date_end"] < of_document["published"])
    checks = (
        (known, "doc_id", "has_document", "its document was refused or is not in the table documents"),
        (verbatim, "evidence", "evidence_is_verbatim", "it does not stand at char_start:char_end"),
        (~past, "date_end", "planned_is_ahead", "a planned event ends before its document was published"),
    )
    rejects = [
        Reject("mentions", str(key), column, check, _shown(value)[:_VALUE_LENGTH], words)
        for passes, column, check, words in checks
        for key, value in zip(mentions["mention_id"][~passes], mentions[column][~passes], strict=True)
    ]
    return mentions[known & verbatim & ~past], rejects


def _is_verbatim(mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.Series[bool]:
    """The span holds an evidence sentence, or is 0:0 and the title is one; line breaks and spaces aside."""
    columns = mentions["char_start"], mentions["char_end"], mentions["evidence"]
    rows = zip(documents["text"], documents["title"], *columns, strict=True)
    return pd.Series([_stands_there(*row) for row in rows], index=mentions.index, dtype=bool)


def _stands_there(text: Any, title: Any, start: Any, end: Any, evidence: list[str]) -> bool:
    # What is missing altogether is refused under its own name.
    if pd.isna([text, start, end]).any() or not evidence:
        return True
    source = text[start:end] if end else "" if pd.isna(title) else title
    return source.split() in [sentence.split() for sentence in evidence]


def _counted(documents: DataFrame[Documents], mentions: pd.DataFrame) -> DataFrame[Documents]:
    n_mentions = _lookup(mentions["doc_id"].value_counts(), documents["doc_id"])
    if n_mentions.equals(documents["n_mentions"]):
        return documents
    return Documents.validate(documents.assign(n_mentions=n_mentions), lazy=True)


def _recounted(events: pd.DataFrame, mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Events with the counts and days of report of the mentions that are left."""
    told = mentions[["event_id", "doc_id"]].merge(documents[["doc_id", "published"]], on="doc_id")
    by_event = told.groupby("event_id")
    published = by_event["published"]
    event_id = events["event_id"]
    return events.assign(
        n_mentions=_lookup(by_event.size(), event_id),
        n_documents=_lookup(by_event["doc_id"].nunique(), event_id),
        first_reported=published.min().reindex(event_id).to_numpy(),
        last_reported=published.max().reindex(event_id).to_numpy(),
    )


def _lookup(counts: pd.Series[Any], keys: pd.Series[Any]) -> pd.Series[Any]:
    return pd.Series([int(counts.get(key, 0)) for key in keys], index=keys.index, dtype="Int64", name=keys.name)


def _unlinked(mentions: DataFrame[Mentions], events: pd.DataFrame) -> DataFrame[Mentions]:
    """Mentions without the ids of events that were refused."""
    known = mentions["event_id"].isin(events["event_id"]) | mentions["event_id"].isna()
    if known.all():
        return mentions
    return Mentions.validate(mentions.assign(event_id=mentions["event_id"].where(known)), lazy=True)
