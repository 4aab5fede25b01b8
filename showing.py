"""What the commands show: a build on its way and at its end; one document's figures; labels that await a decision."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as Grid

from extract.picture import Mark, draw_boxes, page_picture
from normalise.alias_rows import ALIAS_COLUMNS
from records.observation import Observation
from records.page import NO_PAGE
from records.reading import Problem, Reading, ThemeMention, Tone
from store.read import Awaiting

if TYPE_CHECKING:
    from builder import Outcome

SCALE = 1.5
"""Pixels a point of the pictures."""
CELL, FIGURE, UNNAMED, REDACTION = "#9aa5b1", "#0b7a3b", "#c2410c", "#000000"


@contextmanager
def shown_progress() -> Iterator[tuple[Callable[[int, Sequence[Problem]], None], Callable[[Outcome], None]]]:
    """What a build tells on its way: a bar on a terminal, else a line a file. Gives `found` and `done` of a build."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=None)

        def found(files: int, lost: Sequence[Problem]) -> None:
            progress.update(task, total=files)
            tell(lost, err=True)

        def done(outcome: Outcome) -> None:
            progress.update(task, advance=1, description=outcome.path.name[:40])
            if not console.is_terminal:
                line = f"{outcome.path.name}: {outcome.status}, {outcome.figures} figures, {outcome.seconds:.1f} s"
                click.echo(line, err=True)

        yield found, done


def tell(problems: Iterable[Problem], *, err: bool = False) -> None:
    """Each problem in a line: the place, what is wrong and what to do."""
    for problem in problems:
        click.echo(f"{problem.place}: {problem.message}", err=err)


def stopped(database: Path) -> str:
    """What is kept of a build that a person interrupts, and how to go on."""
    kept = "stands as it was before" if database.exists() else "was not written"
    return (
        f"Stopped: {database} {kept}; of this run nothing is kept. Run the same command again to go on: what the file "
        "holds is not read again. To lose less, name some of the papers in a first run, and all of them in a second."
    )


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
        tell(outcome.problems)


def print_figures(reading: Reading, *, page: int | None = None, as_json: bool = False) -> None:
    """Every figure in a line: page, value, unit, role, period, basis, measure, and the words it was named by."""
    front = reading.front
    if not as_json:
        click.echo(
            f"authority {front.authority_id or '?'}; {front.title or 'no title'}; month {front.report_period or '?'}"
        )
    if reading.content.facts.typeset:
        reading, page = without_pages(reading), None
    for observation in reading.observations:
        if page is None or observation.evidence.page == page:
            click.echo(json.dumps(as_mapping(observation)) if as_json else as_line(observation))
    if not as_json:
        rejected = [r for r in reading.rejections if page is None or r.page == page]
        click.echo(f"{len(rejected)} numerals are no figures:")
        for rejection in rejected:
            click.echo(f"  {where_on(rejection.page)}{rejection.value_text}: {rejection.reason}")


def print_sentences(lines: Sequence[str], themes: Sequence[ThemeMention], tones: Sequence[Tone]) -> None:
    """How sentences were read: figures with what bound each (`lines`), then what each is about, and its tone."""
    if not tones:
        click.echo("There is no sentence in it: it has neither a letter nor a figure.")
        return
    click.echo("\n".join(lines))
    if not any(line.startswith("  ") for line in lines):
        click.echo("  no figure in it")
    for number, tone in enumerate(tones):
        if len(tones) > 1:
            click.echo(f"sentence {number + 1}")
        own = [mention for mention in themes if mention.sentence == number]
        for mention in own:
            click.echo(f"  theme {mention.theme} ({mention.score:g}): {mention.words}")
        click.echo(f"  {'' if own else 'no theme; '}tone: {tone}")


def where_on(page: int) -> str:
    """'page 2: '; nothing for a text that has no pages."""
    return "" if page == NO_PAGE else f"page {page}: "


def without_pages(reading: Reading) -> Reading:
    """The reading of a web page or plain text without the sheets that it was set on."""
    return replace(
        reading,
        observations=tuple(replace(one, evidence=one.evidence.off_page) for one in reading.observations),
        rejections=tuple(replace(one, page=NO_PAGE, box=None) for one in reading.rejections),
    )


def as_line(observation: Observation) -> str:
    """One figure for a person's eye."""
    o = observation
    timing = f"{o.period or 'no period'} {o.basis or ''}".strip()
    value = "redacted" if o.suppressed else f"{o.value} {o.unit or '?'}"
    return (
        f"{where_on(o.evidence.page)}{value}, {o.role}, {timing}: {o.indicator_id or 'NOT NAMED'} ({o.indicator_text})"
    )


def as_mapping(observation: Observation) -> dict[str, Any]:
    """One figure as JSON takes it, under the names of the contract."""
    o, box = observation, observation.evidence.box
    return {
        "page": o.evidence.page or None,
        "box": None if box is None else [round(n, 1) for n in (box.x0, box.top, box.x1, box.bottom)],
        "origin": o.origin,
        "value_text": o.value_text,
        "value": number(o.value),
        "unit": o.unit,
        "numerator": number(o.numerator),
        "denominator": number(o.denominator),
        "indicator_id": o.indicator_id,
        "indicator_text": o.indicator_text,
        "period": None if o.period is None else str(o.period),
        "basis": o.basis,
        "role": o.role,
        "comparator": o.comparator,
        "direction": o.direction,
        "suppressed": o.suppressed,
        "note": o.note,
        "text": o.text,
    }


def number(value: Decimal | None) -> int | float | None:
    """A decimal as JSON takes it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def draw_pages(
    file: Path, reading: Reading, folder: Path, *, page: int | None = None, password: str | None = None
) -> Iterator[Path]:
    """Writes a picture of each page read: cells grey, figures green, without a name orange, redactions black.

    Nothing for a text without pages.
    """
    if reading.content.facts.typeset:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for shown in reading.content.pages:
        if shown.method == "none" or (page is not None and shown.number != page):
            continue
        marks = [Mark(cell.box, CELL) for t in reading.content.tables for cell in t.cells if cell.page == shown.number]
        marks += [
            Mark(o.evidence.box, FIGURE if o.indicator_id else UNNAMED)
            for o in reading.observations
            if o.evidence.page == shown.number and o.evidence.box is not None
        ]
        marks += [Mark(redaction.box, REDACTION) for redaction in shown.redactions]
        picture = page_picture(file, shown.number, scale=SCALE, password=password)
        target = folder / f"{file.stem}-{shown.number:03d}.png"
        target.write_bytes(draw_boxes(picture, marks, scale=SCALE))
        yield target


WEIGHED = ("likest:", "for:", "against:", "exact wording:", "alias wording:", "person wording:")
"""How reasons begin that are no doubt of their own."""


def print_awaiting(awaiting: Sequence[Awaiting]) -> None:
    """Labels to review: how many figures wait, the label, and its best candidates."""
    for one in awaiting:
        where = f"{one.unit or 'unit not known'}; {one.heading or 'no heading'}"
        click.echo(f"{one.figures} figures: {one.text!r} ({where})")
        for indicator, score, why in candidates_of(one):
            click.echo(f"    {score:.2f}  {indicator}{f': {why}' if why else ''}")
    click.echo(f"{len(awaiting)} labels await a decision: scrutineer review --csv gives them as rows for aliases.csv")


def awaiting_as_rows(awaiting: Sequence[Awaiting], *, decided_on: str) -> str:
    """The same as rows of data/catalogue/aliases.csv, under the likeliest measure, for a person to decide."""
    lines = io.StringIO()
    rows = csv.DictWriter(lines, ALIAS_COLUMNS, lineterminator="\n")
    rows.writeheader()
    for one in awaiting:
        best = next(iter(candidates_of(one)), ("", 0.0, ""))[0]
        said = {"indicator": best, "alias": one.text, "seen_in": "general", "authority_id": one.authority_id or ""}
        rows.writerow(said | {"unit": one.unit or "", "heading": one.heading or "", "decided_on": decided_on})
    return lines.getvalue()


def candidates_of(one: Awaiting) -> list[tuple[str, float, str]]:
    """Measure and score of each candidate, best first, and what stood against naming it; empty where only its score."""
    found = []
    for candidate in json.loads(one.candidates or "[]"):
        first = next(iter(candidate.get("reasons", ())), "")
        why = "" if first.startswith(WEIGHED) else first
        found.append((candidate["indicator_id"], candidate["score"], why))
    return found
