"""Commands that answer about one text or one name: dates, explain, who, where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from truceline.entities.explain import Reason
    from truceline.read import Document

DAY = click.DateTime(formats=["%Y-%m-%d"])
_SOURCE = click.Path(allow_dash=True)
EXIT_NOTHING_WRITTEN = 2


def nothing_written(message: str) -> click.exceptions.Exit:
    """The end of a command that cannot do its work, which its caller raises; the line says why."""
    click.echo(f"truceline: {message}", err=True)
    return click.exceptions.Exit(EXIT_NOTHING_WRITTEN)


@click.command()
@click.argument("source", type=_SOURCE)
@click.option(
    "--dct",
    metavar="DATE",
    help="Publication date: 2017-01-25, 2017-01 or 2017. Default: what the document tells.",
)
@click.option("--language", help="ISO 639-1 code. Default: detected.")
@click.option(
    "--kind",
    type=click.Choice(["news", "history"]),
    help="How years are anchored. Default: told from the text.",
)
@click.option(
    "--day-first/--month-first",
    default=None,
    help="How 5/6/2016 is read where no other date of the text decides. Default: the language's way, marked unsure.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def dates(
    source: str,
    dct: str | None,
    language: str | None,
    kind: Literal["news", "history"] | None,
    day_first: bool | None,
    as_json: bool,
) -> None:
    """Print the date expressions of a file, or of standard input ("-"), with the days that they mean.

    \b
    Examples:
      truceline dates article.txt --dct 2017-01-25
      echo "They meet again on Feb. 8." | truceline dates - --dct 2017-01-25
    """
    from truceline.console import print_dates
    from truceline.dates import find
    from truceline.dates.lexicon import languages

    if language and language not in languages():
        raise click.BadParameter(f"{language!r} is none of {', '.join(languages())}", param_hint="--language")
    for document in _documents(source):
        # A line or two do not tell their language for certain, and most are English.
        spoken = language or (document.language if document.language in languages() else "en")
        try:
            found = find(document.text, dct or document.published, language=spoken, kind=kind, day_first=day_first)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--dct") from error
        print_dates(document.doc_id, found, as_json)


@click.command()
@click.argument("source", type=_SOURCE)
@click.option("--sentence", type=int, help="Only the sentence of this number; the title is -1.")
@click.option("--published", type=DAY, metavar="YYYY-MM-DD", help="Publication day if the document tells none.")
def explain(source: str, sentence: int | None, published: datetime | None) -> None:
    """Print why the events of a text are what they are, and what was taken for no event.

    \b
    Examples:
      truceline explain seeds/000_ac69134685ffdbd2.txt
      truceline explain article.txt --sentence 3
    """
    from truceline.console import print_explanation
    from truceline.extract.explain import explain as explained

    for document in _documents(source, published):
        print_explanation(document, explained(document), sentence)


@click.command()
@click.argument("name")
@click.option("--published", type=DAY, metavar="YYYY-MM-DD", help="Day of the text: who acts for whom changes.")
@click.option("--context", default="", help="Text around the name.")
def who(name: str, published: datetime | None, context: str) -> None:
    """Print the actors that a name may mean, and why.

    \b
    Examples:
      truceline who "Ansar Allah"
      truceline who Moscow --published 2016-06-01
    """
    from truceline.entities.explain import who as actors

    _print_reasons(name, actors(name, published=published.date() if published else None, context=context))


@click.command()
@click.argument("name")
@click.option("--published", type=DAY, metavar="YYYY-MM-DD", help="Day of the text: borders change.")
@click.option("--context", default="", help="Text around the name.")
@click.option("--gazetteer", "gazetteers", multiple=True, type=click.Path(), help="Places of your own, as in build.")
def where(name: str, published: datetime | None, context: str, gazetteers: tuple[str, ...]) -> None:
    """Print the places that a name may mean, and why.

    \b
    Examples:
      truceline where Hodeida
      truceline where Tripoli --context "The Lebanese army said that Tripoli was calm."
      truceline where "Karm Ziba" --gazetteer villages.csv
    """
    from truceline.entities.explain import where as places
    from truceline.entities.gazetteer_files import GazetteerError, load_gazetteer

    try:
        own = load_gazetteer(gazetteers) if gazetteers else None
    except GazetteerError as error:
        raise nothing_written(str(error)) from error
    day = published.date() if published else None
    _print_reasons(name, places(name, published=day, context=context, gazetteer=own))


def _print_reasons(name: str, reasons: Sequence[Reason]) -> None:
    from truceline.console import print_reasons

    if not reasons:
        click.echo(f"truceline: {name!r} is in no table, and nothing of its form is found", err=True)
        raise click.exceptions.Exit(1)
    print_reasons(reasons)


def _documents(source: str, published: datetime | None = None) -> Sequence[Document]:
    from truceline.console import warn
    from truceline.dates.language import detect
    from truceline.read import Document, read_sources

    day = published.date() if published else None
    if source == "-":
        with click.open_file("-", encoding="utf-8", errors="replace") as stream:
            text = stream.read()
        return [Document("-", "-", text, published=day, language=detect(text))]
    documents, unread = read_sources([source], day)
    warn(asdict(reject) for reject in unread)
    if not documents:
        raise click.exceptions.Exit(EXIT_NOTHING_WRITTEN)
    return documents
