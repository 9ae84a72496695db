"""Commands that go between truceline's events and other datasets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.cli_text import nothing_written

if TYPE_CHECKING:
    from truceline.export import Exported

_SHAPES = ("acled", "ged", "cameo")


@click.command()
@click.argument("output", default="output", type=click.Path(path_type=Path))
@click.option("--as", "shape", required=True, type=click.Choice(_SHAPES), help="Whose columns.")
@click.option(
    "-o",
    "--out",
    default="-",
    show_default=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, allow_dash=True),
    help='File to write; "-" is standard output.',
)
def export(output: Path, shape: str, out: str) -> None:
    """Write the events of a finished run in the columns of another dataset.

    acled is ACLED's 31 columns, ged those of UCDP GED (violations only), cameo those of GDELT 1.0, separated by
    tabs, with CAMEO's codes. Events that the dataset has no counterpart of are counted on standard error.

    \b
    Examples:
      truceline export output/ --as acled -o ours.csv
      truceline export output/ --as cameo > ours.tsv
    """
    from truceline.export import export as exported_as
    from truceline.export import to_text
    from truceline.write import OutputError, read_table

    try:
        exported = exported_as(read_table(output, "events"), shape)
        _write(to_text(exported), out)
    except OutputError as error:
        raise nothing_written(str(error)) from error
    except OSError as error:
        raise nothing_written(f"{out} cannot be written: {error.strerror}") from error
    _report(exported)


def _write(text: str, out: str) -> None:
    if out == "-":
        click.echo(text, nl=False)
    else:
        # With a byte order mark, as truceline's other CSV files, so that Excel takes it for UTF-8.
        Path(out).write_text(text, encoding="utf-8-sig", newline="")


def _report(exported: Exported) -> None:
    click.echo(f"truceline: {_events(len(exported.frame))} written", err=True)
    for reason, count in exported.left_out.items():
        click.echo(f"truceline: {_events(count)} left out: {reason}", err=True)


def _events(count: int) -> str:
    return f"{count:,} event{'' if count == 1 else 's'}"
