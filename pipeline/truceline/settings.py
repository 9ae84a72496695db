"""What the user asks of a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FORMATS = ("parquet", "csv")


@dataclass(frozen=True, slots=True)
class Settings:
    """`published` dates the documents that tell no date; `formats` are of FORMATS."""

    sources: tuple[str, ...]
    published: date | None = None
    workers: int = 1
    formats: tuple[str, ...] = FORMATS
