"""The command `truceline`. Heavy imports wait until a command needs them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from truceline import __version__
from truceline.cli_join import export
from truceline.cli_match import match
from truceline.cli_text import DAY, EXIT_NOTHING_WRITTEN, dates, explain, nothing_written, where, who
from truceline.rejects import CAUTIONS
from truceline.settings import DEFAULT_FORMATS, FORMATS, Settings

if TYPE_CHECKING:
    from truceline.run import Built


EXIT_SET_ASIDE, EXIT_UNREAD_SOURCE = 1, 3


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def main() -> None:
    """News text to a timeline of ceasefires, peace talks and ceasefire violations.

    \b
    Example:
      truceline build articles/ && truceline show output/
    """


def _formats(ctx: click.Context, param: click.Parameter, value: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(part.strip() for part in value.split(",") if part.strip()))
    for name in asked:
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(FORMATS)}")
    if not asked:
        raise click.BadParameter(f"name at least one of {', '.join(FORMATS)}")
    return asked


@main.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path())
@click.option(
    "-o",
    "--output",
    default="output",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder to write to.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="Folder of a finished run to add to; its documents are not read again.",
)
@click.option("--published", type=DAY, metavar="YYYY-MM-DD", help="Publication day of the documents that tell none.")
@click.option(
    "--format",
    "formats",
    default=",".join(DEFAULT_FORMATS),
    show_default=True,
    callback=_formats,
    help=f"Kinds of file, with commas: {', '.join(FORMATS)}.",
)
@click.option(
    "--gazetteer",
    "gazetteers",
    multiple=True,
    type=click.Path(),
    help="Places of your own: a GeoNames dump or alternate names, or a CSV of name,country,lat,lon,kind. Repeatable.",
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1), help="Processes that read the texts.")
@click.option("--strict", is_flag=True, help="Exit with status 1 if anything was set aside.")
@click.pass_context
def build(
    ctx: click.Context,
    sources: tuple[str, ...],
    output: Path,
    into: Path | None,
    published: datetime | None,
    formats: tuple[str, ...],
    gazetteers: tuple[str, ...],
    workers: int,
    strict: bool,
) -> None:
    """Read files and folders and write the timeline's tables.

    \b
    Examples:
      truceline build articles/
      truceline build wire.jsonl notes/ -o output/ --published 2017-01-25 --workers 4
      truceline build more/ --into output/
      truceline build articles/ --gazetteer cities500.txt --gazetteer villages.csv

    \b
    Exit status:
      0  the tables are written and every source was read
      1  --strict was given and something was set aside
      2  nothing was written: wrong usage, nothing to read, or a folder that cannot be written
      3  the tables are written, but at least one source could not be read
    """
    from truceline.console import progress_bar, report, warn
    from truceline.entities.gazetteer_files import GazetteerError
    from truceline.run import NothingToRead, build_to
    from truceline.write import OutputError

    if into and ctx.get_parameter_source("output") is not click.core.ParameterSource.DEFAULT:
        raise click.UsageError("give --output to build anew, or --into to add to a finished run")
    folder = into or output
    settings = Settings(sources, published.date() if published else None, workers, formats, gazetteers)
    try:
        with progress_bar() as progress:
            built = build_to(folder, settings, progress, add=into is not None)
    except NothingToRead as error:
        warn(asdict(reject) for reject in error.rejects)
        raise click.exceptions.Exit(EXIT_NOTHING_WRITTEN) from error
    except (OutputError, GazetteerError) as error:
        raise nothing_written(str(error)) from error
    report(built, folder)
    ctx.exit(_status(built, strict))


def _status(built: Built, strict: bool) -> int:
    rejects = built.tables.rejects
    if strict and len(rejects):
        return EXIT_SET_ASIDE
    unread = (rejects["table"] == "sources") & ~rejects["check"].isin(CAUTIONS)
    return EXIT_UNREAD_SOURCE if unread.any() else 0


@main.command()
@click.argument("output", default="output", type=click.Path(path_type=Path))
@click.option("--limit", type=click.IntRange(1), help="Show the first N events only.")
@click.option("--event", "event_id", metavar="ID", help="Show the evidence of one event, with its documents.")
def show(output: Path, limit: int | None, event_id: str | None) -> None:
    """Print the timeline of a finished run as a table, or all that one event rests on.

    \b
    Examples:
      truceline show output/
      truceline show output/ --event TL0a1b2c3d4e5f
    """
    from truceline.console import timeline
    from truceline.trace import NoSuchEvent, trace
    from truceline.write import OutputError, read_table

    try:
        if event_id:
            click.echo(trace(output, event_id))
            return
        events = read_table(output, "events")
    except NoSuchEvent as error:
        raise nothing_written(f"{output.as_posix()} {error}") from error
    except OutputError as error:
        raise nothing_written(str(error)) from error
    timeline(events.head(limit) if limit else events)


@main.command()
@click.argument(
    "table", required=False, type=click.Choice(["documents", "mentions", "events", "id_changes", "rejects"])
)
def schema(table: str | None) -> None:
    """Print the codebook: what each table, column and code means.

    \b
    Example:
      truceline schema events
    """
    from truceline_schemas import codebook

    click.echo(codebook(table))


@main.command()
@click.argument("gold", type=click.Path(exists=True, dir_okay=False))
def evaluate(gold: str) -> None:
    """Print how well the events found agree with hand-coded ones.

    GOLD is a file of documents, one JSON object a line, each with the key "events": what people coded in it.

    \b
    Example:
      truceline evaluate coded.jsonl
    """
    from truceline.console import print_evaluation, warn
    from truceline.engine import extract_all
    from truceline.evaluate import evaluate as scored
    from truceline.read import read_sources

    documents, unread = read_sources([gold])
    coded = [document for document in documents if isinstance(document.extra.get("events"), list)]
    warn(asdict(reject) for reject in unread if reject.check not in CAUTIONS)
    if not coded:
        raise nothing_written(f"{gold}: no document has a list of events under the key events")
    mentions, _ = extract_all(coded)
    events = [cast("list[dict[str, object]]", document.extra["events"]) for document in coded]
    print_evaluation(scored(zip(events, mentions, strict=True)))


for command in (dates, explain, who, where, export, match):
    main.add_command(command)
