"""What the user asks of a run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

FORMATS = ("parquet", "csv", "xlsx")
DEFAULT_FORMATS = ("parquet", "csv")
# How events and the records of another dataset are paired.
How = Literal["one-to-one", "one-to-many", "all"]


@dataclass(frozen=True, slots=True)
class Settings:
    """`published` dates the documents that tell no date; `formats` are of FORMATS.

    `gazetteers` are files with places of the user's own.
    """

    sources: tuple[str, ...]
    published: date | None = None
    workers: int = 1
    formats: tuple[str, ...] = DEFAULT_FORMATS
    gazetteers: tuple[str, ...] = ()
