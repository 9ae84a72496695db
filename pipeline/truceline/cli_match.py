"""The command that pairs a run's events with another dataset."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from truceline.cli_text import nothing_written
from truceline.settings import How

if TYPE_CHECKING:
    import pandas as pd

_ENDINGS = (".csv", ".parquet", ".xlsx")


def _ending(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    if value is not None and value.suffix.lower() not in _ENDINGS:
        raise click.BadParameter(f"{value} ends in none of {', '.join(_ENDINGS)}")
    return value


@click.command()
@click.argument("output", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option("--days", default=3, show_default=True, type=click.IntRange(0), help="Days that two may lie apart.")
@click.option("--km", default=50.0, show_default=True, type=click.FloatRange(0, 20_000), help="Kilometres likewise.")
@click.option(
    "--how",
    default="one-to-many",
    show_default=True,
    type=click.Choice(get_args(How)),
    help="An event is one record, or several where they agree as well as the best; or every pair good enough.",
)
@click.option("--mapping", type=click.Path(path_type=Path), help="TOML file that names the columns of another table.")
@click.option(
    "--out",
    callback=_ending,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the pairs and what found none to a .csv, .xlsx or .parquet file instead of printing the pairs.",
)
def match(output: Path, theirs: Path, days: int, km: float, how: How, mapping: Path | None, out: Path | None) -> None:
    """Pair the events of a finished run with the records of ACLED, UCDP GED, ETH/PRIO or another dataset.

    \b
    Examples:
      truceline match output/ acled.csv
      truceline match output/ ceasefires.csv --days 7 --how one-to-one --out matches.xlsx
    """
    from truceline.console import print_matches, warn
    from truceline.matching import match as matched
    from truceline.theirs import LayoutError, NotRecognised, read_events_with_rejects
    from truceline.write import OutputError, read_table
    from truceline_schemas import codes

    try:
        ours = read_table(output, "events")
        records, unread = read_events_with_rejects(theirs, mapping=mapping)
    except (OutputError, NotRecognised, LayoutError, OSError) as error:
        raise nothing_written(str(error)) from error
    warn(asdict(reject) for reject in unread)
    matches = matched(ours, records, days=days, km=km, how=how)
    if out is None:
        print_matches(matches)
    else:
        _write(matches, out)
    pairs, ours_only, theirs_only = (int((matches["match"] == code).sum()) for code in codes("match"))
    told = (
        f"{pairs:,} pair{'' if pairs == 1 else 's'}; without one are {ours_only:,} of ours, {theirs_only:,} of theirs"
    )
    click.echo(f"truceline: {told}", err=True)


def _write(matches: pd.DataFrame, out: Path) -> None:
    from truceline.csv_twin import to_csv
    from truceline.write import to_parquet
    from truceline.xlsx import to_xlsx
    from truceline_schemas.matches import Matches

    ending = out.suffix.lower()
    if ending == ".xlsx":
        data = to_xlsx({"matches": (Matches, matches)})
    else:
        data = (to_csv if ending == ".csv" else to_parquet)(Matches, matches)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise nothing_written(f"{out} cannot be written: {error.strerror}") from error
