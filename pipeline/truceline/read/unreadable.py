"""Why an input, or one record of it, cannot be read."""

from __future__ import annotations


class Unreadable(Exception):
    """Raised while reading; it becomes a Reject with the same `check`, `value` and `reason`."""

    def __init__(self, check: str, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.check = check
        self.reason = reason
        self.value = value
