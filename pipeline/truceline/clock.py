"""How long each stage of a run took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter


class Clock:
    """Wall time of named stages, in seconds, in the order in which they ran."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what runs inside."""
        begin = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = round(perf_counter() - begin, 3)
