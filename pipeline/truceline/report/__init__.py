"""Stage 9: the timeline as one HTML page that opens offline."""

from truceline.report.page import timeline_page

__all__ = ["timeline_page"]
