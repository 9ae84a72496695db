"""Date expressions in text: find them and say which days they mean.

`find(text, dct)` gives each expression as TimeML would mark it, so the ends of "Jan. 23-24" or of "between March and
May 2015" are two `Timex`es. They share a `group`, and `ranges(text, timexes)` joins them: one `Interval` for each
date in the sense of the coding rules (section 5), "Jan. 23-24" being one `range` of two days. A `Timex` that is in
no group is an `Interval` of its own; what names no days ("now", "for two weeks") is none.
"""

from truceline.dates.finder import dct_from_text, find
from truceline.dates.intervals import Interval, ranges
from truceline.dates.timex import Timex

__all__ = ["Interval", "Timex", "dct_from_text", "find", "ranges"]
