"""Alpha-3 codes of countries, from whatever code or name a dataset has for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from truceline.entities.tokens import name_key
from truceline.lexicon_files import read_csv
from truceline_schemas import countries


@cache
def _rows() -> tuple[Mapping[str, str], ...]:
    return tuple(read_csv("theirs/countries.csv"))


@cache
def gwno(iso3: str) -> int | None:
    """The state's number in Gleditsch and Ward's list, which UCDP uses; None where it has none (Palestine)."""
    return next((int(row["gwno"].split()[0]) for row in _rows() if row["iso3"] == iso3 and row["gwno"]), None)


@cache
def fips(iso3: str) -> str | None:
    """The country's FIPS 10-4 code, which GDELT uses."""
    return next((row["fips"] for row in _rows() if row["iso3"] == iso3 and row["fips"]), None)


@cache
def _by_gwno() -> Mapping[str, str]:
    return {number: row["iso3"] for row in _rows() for number in row["gwno"].split()}


@cache
def _by_fips() -> Mapping[str, str]:
    return {row["fips"]: row["iso3"] for row in _rows() if row["fips"]}


@cache
def _by_iso() -> Mapping[str, str]:
    # Kosovo's 0 is also what tables have for no code: its name tells it.
    return {str(country.iso): iso3 for iso3, country in countries().items() if country.iso}


@cache
def _by_name() -> Mapping[str, str]:
    told = {name_key(name): row["iso3"] for row in _rows() for name in row["names"].split(";") if name}
    return told | {name_key(country.name): iso3 for iso3, country in countries().items()}


def _figures(cell: str) -> str:
    return cell.strip().split(".")[0].lstrip("0")


# A field of a layout, and how its cells become codes; the first that knows the country holds.
_WAYS: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("iso3", lambda cell: cell.upper() if cell.upper() in countries() else None),
    ("iso", lambda cell: _by_iso().get(_figures(cell))),
    ("country", lambda cell: _by_name().get(name_key(cell))),
    ("gwno", lambda cell: _by_gwno().get(_figures(cell))),
    ("fips", lambda cell: _by_fips().get(cell.upper())),
)


def iso3_of(fields: Mapping[str, pd.Series[Any]], index: pd.Index[Any]) -> pd.Series[Any]:
    """The alpha-3 codes of rows, from those of the fields iso3, iso, country, gwno and fips that there are."""
    codes = pd.Series(None, index=index, dtype="str")
    for name, code in _WAYS:
        if name in fields and codes.isna().any():
            known = {cell: code(cell) for cell in fields[name].dropna().unique()}
            codes = codes.where(codes.notna(), fields[name].map(known).astype("str"))
    return codes
