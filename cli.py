"""The one command: build, read, serve, explain, review. Prints, exits, knows where files lie."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid

from records import VERSION

if TYPE_CHECKING:
    from builder import Outcome

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
@click.option("--memory", default=1024, show_default=True, help="Megabytes that reading one document may take.")
def build(paths: tuple[Path, ...], database: Path, index: Path | None, page_seconds: float, memory: int) -> None:
    """Read files and folders of PDFs into a database.

    What an earlier build read already is kept. The database is replaced only when the new one is whole.
    """
    from builder import NothingToRead, build_database  # heavy: not needed for --help and --version
    from extract.worker import Limits
    from normalise.catalogue import CatalogueFaulty
    from normalise.front_page import IndexFaulty
    from normalise.reference import ReferenceFaulty
    from store.write import StoreError

    console = Console(stderr=True)
    limits = Limits(page_seconds=page_seconds, memory_bytes=memory << 20)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task("reading", total=None)

        def found(files: int, lost: Any) -> None:
            progress.update(task, total=files)
            for problem in lost:
                click.echo(f"{problem.place}: {problem.message}", err=True)

        def done(outcome: Outcome) -> None:
            progress.update(task, advance=1, description=outcome.path.name[:40])
            if not console.is_terminal:
                click.echo(
                    f"{outcome.path.name}: {outcome.status}, {outcome.figures} figures, {outcome.seconds:.1f} s",
                    err=True,
                )

        try:
            outcomes = build_database(paths, database, index=index, limits=limits, found=found, done=done)
        except (NothingToRead, CatalogueFaulty, ReferenceFaulty, IndexFaulty, StoreError) as fault:
            progress.stop()
            click.echo(str(fault), err=True)
            sys.exit(1)
    print_outcomes(outcomes)
    click.echo(f"{database}: {len(outcomes)} documents. Open it with: scrutineer serve {database}")
    if all(outcome.status == "failed" for outcome in outcomes):
        sys.exit(1)


def print_outcomes(outcomes: list[Outcome]) -> None:
    """The table at a build's end, and below it every problem in a line."""
    grid = Grid("document", "status")
    for heading in ("pages", "tables", "figures", "without a name", "rejected", "problems", "seconds"):
        grid.add_column(heading, justify="right")
    for o in outcomes:
        numbers = (o.pages, o.tables, o.figures, o.unnamed, o.rejected, len(o.problems))
        shown = ["" if o.status == "kept" else str(number) for number in numbers]
        grid.add_row(o.path.name, o.status, *shown, "" if o.status == "kept" else f"{o.seconds:.1f}")
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(grid)
    for outcome in outcomes:
        for problem in outcome.problems:
            click.echo(f"{problem.place}: {problem.message}")


@main.command(epilog="Example: scrutineer read data/documents/rotherham.pdf --page 2 --picture build/pictures")
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
    from builder import DATA
    from extract.worker import Limits
    from pipeline import Canon, read_document
    from showing import draw_pages, print_figures

    reading = read_document(file, Canon.load(DATA), limits=Limits(), password=password)
    for problem in reading.problems:
        click.echo(f"{problem.place}: {problem.message}", err=True)
    print_figures(reading, page=page, as_json=as_json)
    if picture is not None and reading.status != "failed":
        for drawn in draw_pages(file, reading, picture, page=page, password=password):
            click.echo(str(drawn), err=True)
    if reading.status == "failed":
        sys.exit(1)


@main.command(epilog="Example: scrutineer serve build/scrutineer.db --port 8001")
@click.argument("database", default=DATABASE, type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8001, show_default=True)
def serve(database: Path, host: str, port: int) -> None:
    """Open the site on a database."""
    from builder import HOUSE
    from web import serve_arguments

    if not database.is_file():
        click.echo(
            f"{database}: there is no such database. Make it first: scrutineer build PATH... --database {database}",
            err=True,
        )
        sys.exit(1)
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
