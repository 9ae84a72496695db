"""What could not be read, coded or validated, with its reason."""

from __future__ import annotations

from dataclasses import dataclass

CAUTIONS = frozenset({"encoding", "damaged", "published", "undated", "language"})
"""Values of `check` in rows about a document that was kept all the same."""


@dataclass(frozen=True, slots=True)
class Reject:
    """One row of the table `rejects`.

    `table` is `sources` for input that could not be read, else the table that refused the row; `row_key` is that
    row's id (or the path, with ":LINE" for a line of a file); `check` names the rule; `value` is what broke it.
    """

    table: str
    row_key: str
    column: str
    check: str
    value: str
    reason: str
