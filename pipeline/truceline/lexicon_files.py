"""The files of the folder `lexicons`, as they ship."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LEXICONS = Path(__file__).parent / "lexicons"


def read_toml(relative: str) -> dict[str, Any]:
    """The tables of lexicons/`relative`."""
    return tomllib.loads((LEXICONS / relative).read_text(encoding="utf-8"))


def read_csv(relative: str) -> Iterator[dict[str, str]]:
    """Rows of lexicons/`relative`. Raises ValueError with the line's number where a row is too short or too long."""
    with (LEXICONS / relative).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{relative}:{reader.line_num}: not as many fields as the header has")
            yield row
