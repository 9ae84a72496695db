"""Types of the arrays that matching works on, and two tools for them."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]

EARTH_KM = 6371.0088


def ranges(lows: Ints, highs: Ints) -> tuple[Ints, Ints]:
    """All numbers of the ranges low <= n < high, one range after the other: (which range, number)."""
    lengths = np.maximum(highs - lows, 0)
    which = np.repeat(np.arange(len(lows), dtype=np.int64), lengths)
    starts = np.cumsum(lengths) - lengths
    return which, np.arange(len(which), dtype=np.int64) - starts[which] + lows[which]


def kilometres(latitude1: Floats, longitude1: Floats, latitude2: Floats, longitude2: Floats) -> Floats:
    """Great-circle distances between points in degrees; NaN where one is unknown."""
    one, other = np.radians(latitude1), np.radians(latitude2)
    half = np.sin((other - one) / 2) ** 2
    half += np.cos(one) * np.cos(other) * np.sin(np.radians(longitude2 - longitude1) / 2) ** 2
    distance: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return distance
