"""Tables to files: Parquet, CSV twins, the data package that describes them, and the manifest of the run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pandas as pd
import pandera.pandas as pa
import pyarrow
import pyarrow.parquet as pq

from truceline.commit import OutputError, discard, recover, replacing
from truceline.csv_twin import read_csv, to_csv
from truceline.settings import FORMATS
from truceline.tables import Tables
from truceline_schemas import MODELS, arrow_schema, data_package, from_arrow, title_of

__all__ = ["OutputError", "read_table", "recover", "write_tables"]

MANIFEST = "run.json"
PACKAGE = "datapackage.json"
WORKBOOK = "timeline.xlsx"


def write_tables(
    tables: Tables,
    out: Path,
    formats: Collection[str],
    run: Mapping[str, Any],
    pages: Mapping[str, str] | None = None,
) -> list[Path]:
    """Write the tables in each of `formats` ("parquet", "csv", "xlsx"), and `pages` (name to text), all or none.

    `run` is the manifest, ready for JSON; to it are added the hash of the lexicons and the size and hash of
    each file. Files that an earlier run left and this one does not write are removed, others stay.
    Returns the paths written. Raises OutputError where `out` cannot be written, and ValueError for an unknown
    format.
    """
    unknown = set(formats) - set(FORMATS)
    if unknown:
        raise ValueError(f"no format {', '.join(sorted(unknown))}: choose from {', '.join(FORMATS)}")
    contents = _table_files(tables, formats) | {name: text.encode() for name, text in (pages or {}).items()}
    facts = {name: _facts(data) for name, data in contents.items()}
    package = data_package(version("truceline"), {n: f for n, f in facts.items() if not n.endswith(".html")})
    contents[PACKAGE] = _json(package)
    facts[PACKAGE] = _facts(contents[PACKAGE])
    contents[MANIFEST] = _json({**run, "lexicons": lexicon_hash(), "files": facts})
    with replacing(out) as staging:
        discard(staging, _left_over(out, contents))
        for name, data in contents.items():
            (staging / name).write_bytes(data)
    return [out / name for name in contents]


def _table_files(tables: Tables, formats: Collection[str]) -> dict[str, bytes]:
    write = {"parquet": to_parquet, "csv": to_csv}
    contents = {
        f"{name}.{kind}": write[kind](model, getattr(tables, name))
        for kind in write
        if kind in formats
        for name, model in MODELS.items()
    }
    if "xlsx" in formats:
        from truceline.xlsx import to_xlsx  # slow to import, and seldom asked for

        sheets = dict.fromkeys(("events", "mentions", "documents", *MODELS))
        contents[WORKBOOK] = to_xlsx({name: (MODELS[name], getattr(tables, name)) for name in sheets})
    return contents


def to_parquet(model: type[pa.DataFrameModel], frame: pd.DataFrame) -> bytes:
    """The whole file, by the model's Arrow schema; the same frame gives the same bytes."""
    table = pyarrow.Table.from_pandas(frame, schema=arrow_schema(model), preserve_index=False)
    about = {
        "title": title_of(model),
        "truceline_version": version("truceline"),
        "lexicons_sha256": lexicon_hash(),
    }
    sink = pyarrow.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **about}), sink, compression="zstd")
    data: bytes = sink.getvalue().to_pybytes()
    return data


@cache
def lexicon_hash() -> str:
    """SHA-256 over the words, places, actors and crosswalks that the coding rests on."""
    digest = hashlib.sha256()
    with as_file(files("truceline") / "lexicons") as folder:
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _facts(data: bytes) -> dict[str, Any]:
    return {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _left_over(out: Path, names: Collection[str]) -> list[str]:
    """Files in an earlier run's manifest that are not among `names` and are still as that run left them."""
    try:
        listed = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return sorted(
        name
        for name, facts in listed
        if name not in names and Path(name).name == name and _is_unchanged(out / name, facts)
    )


def _is_unchanged(path: Path, facts: object) -> bool:
    return path.is_file() and _facts(path.read_bytes()) == facts


def read_table(out: Path, table: str) -> pd.DataFrame:
    """A table of a finished run, from Parquet or else from its CSV twin, with the types of its model.

    Finishes a run that was cut short first. Raises OutputError where the folder holds no such table.
    """
    recover(out)
    model = MODELS[table]
    try:
        if (out / f"{table}.parquet").exists():
            return from_arrow(model, pq.read_table(out / f"{table}.parquet"))
        return read_csv(model, out / f"{table}.csv")
    except FileNotFoundError as error:
        raise OutputError(f"{out} holds no table {table}: run truceline build first") from error
    except (OSError, ValueError, KeyError, pyarrow.ArrowException) as error:
        raise OutputError(f"the table {table} in {out} cannot be read: {str(error).splitlines()[0]}") from error
