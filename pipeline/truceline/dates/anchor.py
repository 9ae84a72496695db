"""What unfinished dates are counted from, as the text goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.dates import beside, calendars
from truceline.dates.meaning import Meaning
from truceline.dates.tokens import Tokens

# A narrative goes on to a year named alone if it is at most so much later ("declassified in 2005" is an aside) ...
_YEARS_AHEAD = 4
# ... and leaps further ahead than this only when two dates in a row do.
_LEAP = 2


@dataclass(slots=True)
class Anchor:
    """State of one reading of a text, which `saw` moves on.

    `dct` is the publication day, known to the `grain`; `told` the first day of the last date that the text gave and
    `precision` that date's, `day` the last one given to the day, `reached` where a narrative (`history`) has got to and
    `year_alone` that it named no more than its year, `quarter` the last quarter named (a TimeML value). `meaning` is
    that of the expression at hand in `tokens`.
    """

    tokens: Tokens
    dct: date | None
    grain: str = "day"
    history: bool = False
    told: date | None = None
    precision: str = ""
    day: date | None = None
    reached: date | None = None
    year_alone: bool = False
    quarter: str | None = None
    meaning: Meaning | None = None

    @property
    def tense(self) -> int:
        """Whether the words before the expression at hand look ahead (1), back (-1) or neither (0)."""
        return beside.tense(self.tokens, self.meaning, self.history) if self.meaning else 0

    @property
    def base(self) -> date | None:
        """The day that a date without a year is nearest to: publication in news, the date last told in a narrative."""
        return self.reached if self.history else self.dct

    def spoken_of(self, unit: str) -> date | None:
        """The day that "that <unit>", "the next <unit>" count from: what was told at least as finely as the unit."""
        if unit in ("day", "weekend", "hour", "minute"):
            return self.day
        if unit in ("week", "month", "quarter") and self.precision in ("year", "decade", "season"):
            return None
        return self.told

    def saw(self, value: str, *, named: bool = True) -> None:
        """Go on after the text gave `value`; `named` where it gave it by name and not as "a year earlier"."""
        days = calendars.days_of(value)
        if days is None:
            if value.startswith("BC"):
                self.told, self.day, self.precision = None, None, ""
            return
        first, _, precision = days
        if self.history and self.reached != (reached := self._reached(first, precision)):
            self.reached, self.year_alone = reached, precision == "year"
        self.told, self.precision = first, precision
        if precision == "day":
            self.day = first
        elif named and "-Q" in value:
            self.quarter = value

    def _reached(self, first: date, precision: str) -> date | None:
        """The narrative's day after a mention of `first`: a plan, a year alone or a leap need not move it."""
        if self.reached is None:
            return first
        ahead = first.year - self.reached.year
        confirmed = self.told is not None and abs(first.year - self.told.year) <= 1
        if precision == "year":
            moves = 0 < ahead <= _YEARS_AHEAD or (ahead > 0 and confirmed)
        else:
            moves = precision != "decade" and (ahead <= _LEAP or confirmed)
        return first if moves and first != self.reached and self.tense <= 0 else self.reached
