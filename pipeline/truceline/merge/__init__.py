"""Stage 5: one row for what several articles tell."""

from truceline.merge.changes import id_changes
from truceline.merge.events import assign_events, undated
from truceline.merge.reprints import mark_reprints
from truceline.merge.table import merge_mentions

__all__ = ["assign_events", "id_changes", "mark_reprints", "merge_mentions", "undated"]
