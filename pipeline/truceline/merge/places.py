"""Whether two places can be one, and how surely."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from truceline.merge.told import Spot
from truceline.merge.weights import weights

_EARTH_KM = 6371.0


@lru_cache(maxsize=1 << 16)
def place_score(one: Spot, other: Spot) -> float:
    """From 0, two places apart, to 1, the same name."""
    rule = weights()["place"]
    if one.name == other.name:
        return 1.0
    if one.whole_country or other.whole_country or _is_part(one.name, other.name):
        return float(rule["holds"])
    km = _kilometres(one, other)
    if km is None:
        return 0.0
    if not (one.coarse or other.coarse):
        return float(rule["near"]) if km <= rule["point_km"] else 0.0
    return float(rule["holds"]) if km <= rule["area_km"] else 0.0


def _is_part(one: str, other: str) -> bool:
    """ "Karso" and "Karso airport", "eastern Karsia" and "Karsia"."""
    a, b = set(one.split()), set(other.split())
    return a <= b or b <= a


def _kilometres(one: Spot, other: Spot) -> float | None:
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return None
    south, north = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
