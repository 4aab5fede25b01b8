"""The one command: build, read, serve, explain, review. Prints, exits, knows where files lie."""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from records import VERSION
from records.observation import Unit
from records.period import Period

if TYPE_CHECKING:
    from pipeline import Canon

DATABASE = Path("build/scrutineer.db")


@click.group()
@click.version_option(VERSION, prog_name="scrutineer")
def main() -> None:
    """Scrutineer reads the children's services reports of English councils: every figure with its page and its name.

    Start with: scrutineer build data/documents, then: scrutineer serve
    """


@main.command(epilog="Example: scrutineer build papers/ --index papers.csv --database build/scrutineer.db")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--database", default=DATABASE, show_default=True, type=click.Path(path_type=Path), help="File to write.")
@click.option(
    "--index",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV that says what the files are; else index.csv beside each.",
)
@click.option(
    "--page-seconds", default=30.0, show_default=True, help="A page that takes longer is a problem; the rest is read."
)
@click.option(
    "--second-reading",
    type=click.Choice(["all", "doubtful", "none"]),
    default="doubtful",
    show_default=True,
    help="Which pages' tables pdfplumber and camelot read again; where they differ, both readings are shown.",
)
@click.option("--memory", default=1024, show_default=True, help="Megabytes that reading one document may take.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    help="Documents read side by side, each in some 400 MB; else one a core.",
)
@click.option("--no-ocr", is_flag=True, help="Leave pages that are pictures unread: each takes some ten seconds.")
def build(
    paths: tuple[Path, ...],
    database: Path,
    index: Path | None,
    page_seconds: float,
    memory: int,
    workers: int | None,
    no_ocr: bool,
    second_reading: str,
) -> None:
    """Read files and folders of PDFs, web pages and plain texts into a database.

    What an earlier build read already is kept. The database is replaced only when the new one is whole.
    """
    from builder import NothingToRead, build_database  # heavy: not needed for --help and --version
    from extract.worker import Limits
    from normalise.front_page import IndexFaulty
    from normalise.rows import DataFaulty
    from readers import cores
    from showing import print_outcomes, shown_progress, stopped, tell
    from store.draft import StoreError

    limits = Limits(page_seconds=page_seconds, memory_bytes=memory << 20, second_reading=second_reading)
    if no_ocr:
        limits = replace(limits, ocr_seconds=0)
    ended: tuple[str, int] | None = None
    with shown_progress() as (found, done):
        try:
            built = build_database(
                paths, database, index=index, limits=limits, workers=workers or cores(), found=found, done=done
            )
        except (NothingToRead, DataFaulty, IndexFaulty, StoreError) as fault:
            ended = (str(fault), 1)
        except KeyboardInterrupt:
            ended = (stopped(database), 130)  # as a shell has it for an interrupt
    if ended is not None:
        click.echo(ended[0], err=True)
        sys.exit(ended[1])
    print_outcomes(built.outcomes)
    tell(built.problems)
    click.echo(f"{database}: {len(built.outcomes)} documents. Open it with: scrutineer serve {database}")
    if all(outcome.status == "failed" for outcome in built.outcomes):
        sys.exit(1)


@main.command(epilog="Example: scrutineer read data/documents/barnsley-2020-11.pdf --page 1 --picture build/pictures")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--page", type=int, help="Only this page, from 1.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a figure and line.")
@click.option(
    "--picture",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for pictures of the pages with cells, figures and redactions drawn in.",
)
@click.option("--password", help="Of an encrypted file.")
def read(file: Path, page: int | None, as_json: bool, picture: Path | None, password: str | None) -> None:
    """Show what is read in one document, without a database."""
    from extract.worker import Limits
    from pipeline import read_document
    from showing import draw_pages, print_figures, tell

    reading = read_document(file, loaded(), limits=Limits(), password=password)
    tell(reading.problems, err=True)
    numbers = [sheet.number for sheet in reading.content.pages]
    if page is not None and numbers and page not in numbers and not reading.content.facts.typeset:
        raise click.BadParameter(f"{file.name} has pages 1 to {max(numbers)}, not {page}.", param_hint="--page")
    print_figures(reading, page=page, as_json=as_json)
    if picture is not None and reading.status != "failed":
        for drawn in draw_pages(file, reading, picture, page=page, password=password):
            click.echo(str(drawn), err=True)
    if reading.status == "failed":
        sys.exit(1)


@main.group()
def explain() -> None:
    """Show how a label is named or a sentence is read, and why."""


@explain.command("label", epilog='Example: scrutineer explain label "% of re-referrals in 12 months" --unit percent')
@click.argument("text")
@click.option("--unit", type=click.Choice([unit.value for unit in Unit]), help="Of the figure, where it is known.")
@click.option("--heading", multiple=True, help="What it stands under, outermost first; may be given several times.")
@click.option("--authority", help="Name or code: a council's own wordings go first.")
@click.option("--prose", is_flag=True, help="A fragment of a sentence, not a label of a table.")
def explain_label(text: str, unit: str | None, heading: tuple[str, ...], authority: str | None, prose: bool) -> None:
    """Show the measures that a label could be, their scores, and what speaks for and against."""
    canon = loaded()
    label = canon.namer.name(
        text,
        unit=Unit(unit) if unit else None,
        headings=heading,
        authority_id=authority_named(canon, authority),
        prose=prose,
        beside=True,
    )
    named = canon.catalogue.by_id[label.indicator_id].name if label.indicator_id else "not named"
    click.echo(f"{label.status}: {named}" + (f" ({label.indicator_id}, {label.method})" if label.indicator_id else ""))
    for candidate in label.candidates:
        click.echo(f"  {candidate.score:.2f}  {candidate.indicator_id}")
        for reason in candidate.reasons:
            click.echo(f"        {reason}")


@explain.command(
    "sentence",
    epilog='Example: scrutineer explain sentence "Re-referrals fell to 13.1% in November." --reported 2020-11',
)
@click.argument("text")
@click.option("--authority", help="Name or code of the council.")
@click.option("--reported", help="Month or range that the report is about: 2020-11, 2020-10/2020-12.")
@click.option("--heading", help="What the sentence stands under.")
def explain_sentence(text: str, authority: str | None, reported: str | None, heading: str | None) -> None:
    """Show every figure of a sentence, and what bound it to its measure, period and role; its themes and its tone."""
    from nlp.sentences import sentences_of
    from records.page import Box
    from records.table import Passage, PassageKind
    from showing import print_sentences

    canon = loaded()
    try:
        period = Period.parse(reported) if reported else None
    except ValueError as fault:
        raise click.BadParameter(f"{fault}; a range is 2020-10/2020-12", param_hint="--reported") from fault
    passage = Passage(0, 0, heading, PassageKind.PARAGRAPH, text, Box(0, 0, 0, 0))
    found = sentences_of([passage])
    lines = canon.claims.explain(found, reported=period, authority_id=authority_named(canon, authority))
    print_sentences(lines, canon.themes.tag(found), canon.tones.tones(found))


def loaded() -> Canon:
    """The canon, or the end of the command with every fault in it."""
    from builder import DATA
    from normalise.rows import DataFaulty
    from pipeline import Canon

    try:
        return Canon.load(DATA)
    except DataFaulty as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)


def authority_named(canon: Canon, text: str | None) -> str | None:
    """The id of a council by name or code; ends the command where there is none or it could be several."""
    from normalise.front_page import IndexFaulty, front_from_index

    if text is None:
        return None
    try:
        front = front_from_index({"authority": text, "index": "--authority"}, canon.reference)
    except IndexFaulty as fault:
        raise click.BadParameter(str(fault)) from fault
    if front.authority_id is None:
        raise click.BadParameter(f"'{text}' is no authority in data/reference", param_hint="--authority")
    return front.authority_id


@main.command(epilog="Example: scrutineer review build/scrutineer.db")
@click.argument("database", default=DATABASE, type=click.Path(path_type=Path))
@click.option("--csv", "as_csv", is_flag=True, help="Print rows to be decided and put into data/catalogue/aliases.csv.")
def review(database: Path, as_csv: bool) -> None:
    """List the labels that await a person's decision, those with the most figures first.

    A decision is a row in data/catalogue/aliases.csv (status empty: this is the measure; rejected: it is not), so that
    the next build keeps it. A wrong figure is mended by a row in data/corrections.csv.
    """
    from datetime import date

    from showing import awaiting_as_rows, print_awaiting
    from store.read import read_awaiting

    must_be_ours(database)
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            awaiting = read_awaiting(connection)
        except sqlite3.DatabaseError as fault:
            end_without(database, f"its labels cannot be read ({fault}); it is damaged or of another version.")
    if as_csv:
        click.echo(awaiting_as_rows(awaiting, decided_on=date.today().isoformat()), nl=False)
    else:
        print_awaiting(awaiting)


def must_be_ours(database: Path) -> None:
    """Ends the command where a file is no database that a build wrote, and says how to make one."""
    if not database.exists():
        end_without(database, "there is no such database.")
    if not database.is_file():
        end_without(database, "this is a folder, not a database.")
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            held = {name for (name,) in connection.execute("select name from sqlite_master")}
    except sqlite3.DatabaseError as fault:
        end_without(database, f"it cannot be read as a database ({fault}).")
    if not {"build", "documents", "observations", "labels"} <= held:
        end_without(database, "no build of Scrutineer wrote this file: its tables are not there.")


def end_without(database: Path, wrong: str) -> NoReturn:
    """Ends a command that needs a database, saying what is wrong with the file and what to do."""
    other = database if not database.exists() else DATABASE
    click.echo(f"{database}: {wrong} Make one first: scrutineer build PATH... --database {other}", err=True)
    sys.exit(1)


@main.command(epilog="Example: scrutineer serve build/scrutineer.db --port 8001")
@click.argument("database", default=DATABASE, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True)
def serve(database: Path, host: str, port: int) -> None:
    """Open the site on a database."""
    from builder import HOUSE
    from web.serving import serve_arguments

    must_be_ours(database)
    click.echo(f"Scrutineer: http://{host}:{port}/  (stop with Ctrl-C)")
    arguments = [
        sys.executable,
        "-m",
        "datasette",
        *serve_arguments(database, host, port, metadata=HOUSE / "metadata.yml"),
    ]
    sys.stdout.flush()
    os.execv(sys.executable, arguments)


if __name__ == "__main__":
    main()
