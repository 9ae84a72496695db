"""What a merge weighs, as lexicons/merge.toml has it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def weights() -> Mapping[str, Any]:
    """The tables of the file by name."""
    return tomllib.loads((files("truceline") / "lexicons" / "merge.toml").read_text(encoding="utf-8"))
