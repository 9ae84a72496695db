"""The user's own gazetteer: GeoNames dumps, GeoNames alternate names and CSV tables, read in one pass each.

A dump of the whole world has twelve million lines; what is not kept costs no memory. Kept are towns of 500 inhabitants
and more, seats of government, administrative regions and the kinds of place in which wars are told
(lexicons/places/geonames.toml): some 300,000 of them, in about 0.2 GB of memory a process with their other spellings.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from truceline.entities.gazetteer import Gazetteer
from truceline.entities.names import Form, name_table
from truceline.entities.rows import ALWAYS, PlaceRow, listed
from truceline.entities.spellings import spellings
from truceline.entities.tokens import name_key
from truceline.lexicon_files import read_csv, read_toml

_DUMP_COLUMNS = 19
_ALTERNATE_COLUMNS = (8, 10)
_NEEDED = ("name", "country", "lat", "lon", "kind")
_NAMES = {"latitude": "lat", "longitude": "lon", "long": "lon", "lng": "lon", "iso3": "country"}
_LONGEST = 10


class GazetteerError(ValueError):
    """A file that cannot be used as a gazetteer; the message names the file, the line and what is wrong."""


@dataclass(slots=True)
class _Kept:
    """What is kept of the files read so far; `ids` are numbers in `rows` by geonameid."""

    rows: list[PlaceRow] = field(default_factory=list)
    listed: dict[str, list[int]] = field(default_factory=dict)
    named: dict[str, list[PlaceRow]] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def add(self, number: int, keys: Sequence[str]) -> None:
        for key in keys:
            numbers = self.listed.setdefault(key, [])
            if number not in numbers:
                numbers.append(number)


@cache
def load_gazetteer(paths: tuple[str, ...]) -> Gazetteer:
    """The gazetteer of some files, once a process. Tables of alternate names count whatever their place in the order.

    Raises GazetteerError for a file that cannot be read or is of none of the kinds.
    """
    kept, alternates = _Kept(), []
    for path in paths:
        kind = _kind(path)
        if kind == "alternates":
            alternates.append(path)
        else:
            (_read_dump if kind == "dump" else _read_table)(path, kept)
    for path in alternates:
        _read_alternates(path, kept)
    longest = max((key.count(" ") + 1 for key in (*kept.listed, *kept.named)), default=1)
    return Gazetteer(
        named={key: tuple(rows) for key, rows in kept.named.items()},
        listed={key: tuple(kept.rows[number] for number in numbers) for key, numbers in kept.listed.items()},
        longest=min(max(longest, Gazetteer().longest), _LONGEST),
    )


def check_gazetteers(paths: Sequence[str]) -> None:
    """Look at the first line of each file. Raises GazetteerError for one that cannot be read or is of no known kind."""
    for path in paths:
        _kind(path)


@contextmanager
def _opened(path: str) -> Iterator[TextIO]:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            yield file
    except csv.Error as error:
        raise GazetteerError(f"{path}: is no CSV table ({error})") from error
    except OSError as error:
        raise GazetteerError(f"{path}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise GazetteerError(f"{path}: is not UTF-8 text ({error.reason} at byte {error.start})") from error


def _kind(path: str) -> str:
    with _opened(path) as file:
        first = file.readline()
    columns = first.count("\t") + 1
    if columns == _DUMP_COLUMNS:
        return "dump"
    if columns in _ALTERNATE_COLUMNS and first.split("\t")[1].isdigit():
        return "alternates"
    if set(_NEEDED) <= set(_header(first)):
        return "table"
    wanted = f"a table with the columns {', '.join(_NEEDED)}"
    raise GazetteerError(f"{path}: is neither a GeoNames dump nor alternate names nor {wanted}")


def _header(line: str) -> list[str]:
    names = [name.strip().lower() for name in next(csv.reader([line]), [])]
    return [_NAMES.get(name, name) for name in names]


@cache
def _settings() -> dict[str, Any]:
    return read_toml("places/geonames.toml")


@cache
def _iso3() -> dict[str, str]:
    return {row["iso2"]: row["iso3"] for row in read_csv("places/iso2.csv")}


@cache
def _regions() -> dict[str, str]:
    return {row["code"]: row["name"] for row in read_csv("places/admin1.csv")}


def _read_dump(path: str, kept: _Kept) -> None:
    with _opened(path) as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) != _DUMP_COLUMNS:
                raise GazetteerError(f"{path}:{number}: has {len(cells)} columns, and a GeoNames dump has 19")
            if (kind := _wanted(cells)) is None:
                continue
            try:
                row = _dumped(cells, kind)
            except ValueError as error:
                raise GazetteerError(f"{path}:{number}: {error}") from error
            kept.ids[cells[0]] = len(kept.rows)
            kept.add(len(kept.rows), spellings(cells[1], [cells[2], *cells[3].split(",")]))
            kept.rows.append(row)


def _wanted(cells: Sequence[str]) -> tuple[str, int] | None:
    """Kind and geo_precision of a line of a dump, None where it is not kept."""
    settings, feature = _settings(), cells[7]
    if cells[6] != "P":
        kind = settings["kinds"].get(f"{cells[6]}.{feature}")
        return (kind[0], kind[1]) if kind else None
    if feature in settings["not_towns"]:
        return None
    large = cells[14].isdigit() and int(cells[14]) >= settings["least_population"]
    return ("city", 1) if large or feature in settings["seats"] else None


def _dumped(cells: Sequence[str], kind: tuple[str, int]) -> PlaceRow:
    region = _regions().get(f"{cells[8]}.{cells[10]}") or None
    return PlaceRow(
        cells[1],
        kind[0],
        _iso3().get(cells[8]),
        cells[1] if cells[7] == "ADM1" else region,
        _degrees(cells[4], 90, "latitude"),
        _degrees(cells[5], 180, "longitude"),
        kind[1],
        int(cells[14] or 0),
        ALWAYS,
        "GeoNames",
    )


def _degrees(cell: str, most: int, name: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise ValueError(f"{name} {cell!r} is no number") from None
    if not -most <= value <= most:
        raise ValueError(f"{name} {cell} is not between -{most} and {most}")
    return value


def _read_alternates(path: str, kept: _Kept) -> None:
    languages = frozenset(_settings()["languages"]["names"])
    with _opened(path) as file:
        for number, line in enumerate(file, 1):
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) not in _ALTERNATE_COLUMNS:
                raise GazetteerError(f"{path}:{number}: has {len(cells)} columns, and alternate names have 8 or 10")
            if cells[2] in languages and (place := kept.ids.get(cells[1])) is not None:
                kept.add(place, [key] if (key := name_key(cells[3])) else [])


def _read_table(path: str, kept: _Kept) -> None:
    with _opened(path) as file:
        header = _header(file.readline())
        for cells in (reader := csv.reader(file)):
            if not any(cells):
                continue
            try:
                if len(cells) != len(header):
                    raise ValueError(f"has {len(cells)} fields, and the header has {len(header)}")
                told = dict(zip(header, (cell.strip() for cell in cells), strict=True))
                row = _row(told, Path(path).name)
            except ValueError as error:
                raise GazetteerError(f"{path}:{reader.line_num + 1}: {error}") from error
            for name in (row.name, *listed(told.get("aliases", ""))):
                kept.named.setdefault(name_key(name), []).append(row)


def _row(told: dict[str, str], source: str) -> PlaceRow:
    kind = told["kind"].lower() or "town"
    known = _settings()["own"]
    if not name_key(told["name"]):
        raise ValueError("the name is empty")
    if kind not in known:
        raise ValueError(f"kind {told['kind']!r} is none of {', '.join(known)}")
    return PlaceRow(
        told["name"],
        kind,
        _country(told["country"]),
        told.get("admin1") or None,
        _degrees(told["lat"], 90, "lat"),
        _degrees(told["lon"], 180, "lon"),
        known[kind],
        0,
        ALWAYS,
        source,
    )


def _country(told: str) -> str | None:
    """The alpha-3 code of a country by code or name, None where none is told, as for the sea."""
    if not told:
        return None
    if told.upper() in _iso3().values():
        return told.upper()
    named = [sense.place for sense in name_table().get(name_key(told), ()) if sense.form in (Form.NAME, Form.ACRONYM)]
    code = _iso3().get(told.upper()) or next((row.country for row in named if row and row.kind == "country"), None)
    if code is None:
        raise ValueError(f"country {told!r} is neither an ISO 3166-1 code nor a country's name")
    return code
