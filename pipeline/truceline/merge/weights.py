"""What a merge weighs, as lexicons/merge.toml has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from truceline.lexicon_files import read_toml


@cache
def weights() -> Mapping[str, Any]:
    """The tables of the file by name."""
    return read_toml("merge.toml")
