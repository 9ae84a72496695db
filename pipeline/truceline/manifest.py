"""What `run.json` says of a run."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from truceline.clock import Clock
from truceline.settings import Settings
from truceline.tables import Tables

_PACKAGES = ("pandas", "pyarrow", "pandera", "dateparser")


def manifest(
    settings: Settings,
    inputs: Sequence[Path],
    tables: Tables,
    clock: Clock,
    earlier: Sequence[Mapping[str, object]] = (),
) -> dict[str, object]:
    """A mapping ready for JSON: versions, inputs with their SHA-256, settings, counts, seconds a stage.

    `earlier` are the inputs of the run that documents are added to.
    """
    return {
        "truceline": version("truceline"),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
        "settings": asdict(settings) | {"published": str(settings.published or "") or None},
        "inputs": sorted([*earlier, *map(_input, inputs)], key=lambda entry: str(entry["path"])),
        "gazetteers": [_input(Path(path)) for path in settings.gazetteers],
        "counts": asdict(counts(tables)),
        "seconds": clock.seconds,
    }


def _input(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except OSError:
        return {"path": path.as_posix(), "bytes": None, "sha256": None}
    return {"path": path.as_posix(), "bytes": size, "sha256": digest}


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of each table, events of each class and rejects of each table."""

    documents: int
    mentions: int
    events: int
    rejects: int
    events_by_class: dict[str, int]
    rejects_by_table: dict[str, int]


def counts(tables: Tables) -> Counts:
    """How much a run yielded."""
    return Counts(
        documents=len(tables.documents),
        mentions=len(tables.mentions),
        events=len(tables.events),
        rejects=len(tables.rejects),
        events_by_class=_tally(tables.events["event_class"]),
        rejects_by_table=_tally(tables.rejects["table"]),
    )


def _tally(codes: pd.Series[str]) -> dict[str, int]:
    return {str(code): int(n) for code, n in codes.value_counts().sort_index().items()}
