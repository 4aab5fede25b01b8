"""data/corrections.csv -> what a person mended: a wrong figure is put right by a row, so that a rebuild keeps it.

Columns: `file_sha256` (the document's id, or its first 12 digits or more, as the evidence page shows them), `page`,
`place` (as the evidence page shows it: 'table 1, row 4, column 6' or 'sentence 12'; with ', figure 2' behind it where
the same value stands there more than once), `field` (one of FIELDS), `value_as_published`, `right_reading`, `who`,
`when` (ISO date), `why`.

A row that changes nothing is told, whatever the reason: no document, no report or no figure of the build is what it
names, or several figures are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from normalise.rows import DataFaulty, Faults, Row, read_rows
from records.observation import Direction, Observation, Rejection, Role, Unit
from records.page import NO_PAGE, DocumentFacts
from records.period import Basis, Period
from records.reading import Problem, Report

COLUMNS = ("file_sha256", "page", "place", "field", "value_as_published", "right_reading", "who", "when", "why")
COLOURS = ("red", "amber", "green")


def _number(text: str) -> Decimal:
    """A number that a page can print. Raises ValueError, for 'NaN' and 'Infinity' too."""
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(f"{text!r} is no number")
    return number


def _colour(text: str) -> str:
    if text not in COLOURS:
        raise ValueError(f"{text!r} is none of {', '.join(COLOURS)}")
    return text


FIELDS: dict[str, Callable[[str], Any]] = {
    "value": _number,
    "unit": Unit,
    "indicator_id": str,
    "period": Period.parse,
    "basis": Basis,
    "role": Role,
    "numerator": _number,
    "denominator": _number,
    "comparator": str,
    "direction": Direction,
    "rag": _colour,
    "figure": str,
}
"""What can be mended, and how its reading is written. `figure` with the reading `none` says: this is no figure."""
WHICH = re.compile(r"(?P<place>.+), figure (?P<which>\d+)")
"""A place at which the same published value stands several times, and which of them is meant, from 1."""


SHOWN_DIGITS = 12
"""Of a sha256, on evidence pages."""


class CorrectionsFaulty(DataFaulty):
    """Of data/corrections.csv."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: a field of one figure, and what it should read."""

    row: str
    """Its file and line, for messages."""
    sha256: str
    """Of the document: all of it, or its beginning."""
    page: int
    place: str
    field: str
    published: str
    reading: Any
    """Of the field's own type; None where the field is to be empty."""
    said: str
    """Who, when and why, for the evidence page."""

    def is_of(self, sha256: str) -> bool:
        """Whether this is the document that is meant."""
        return self.sha256 == sha256 or (len(self.sha256) >= SHOWN_DIGITS and sha256.startswith(self.sha256))


def load_corrections(path: Path, indicators: Container[str]) -> tuple[Correction, ...]:
    """The corrections in a file; none where there is no file. Raises CorrectionsFaulty with every fault.

    `indicators` are the ids that a correction may name.
    """
    if not path.is_file():
        return ()
    faults = Faults()
    rows = read_rows(path, COLUMNS, faults)
    found = [_correction(row, indicators, faults) for row in rows]
    _check_once(rows, faults)
    if faults.messages:
        raise CorrectionsFaulty(faults.messages)
    return tuple(one for one in found if one is not None)


def _correction(row: Row, indicators: Container[str], faults: Faults) -> Correction | None:
    before = len(faults.messages)
    place, field, text = row.place, row["field"], row["right_reading"]
    if field not in FIELDS:
        faults.add(place, f"'{field}' is no field that can be mended.", f"Write one of {', '.join(FIELDS)}.")
    elif field == "indicator_id" and text and text not in indicators:
        faults.add(place, f"'{text}' is no indicator.", "Take an id out of data/catalogue/indicators.csv.")
    elif field == "figure" and text != "none":
        faults.add(place, "the field 'figure' takes only the reading 'none'.", "Name the field that is wrong instead.")
    reading = None
    if len(faults.messages) == before and text and field != "figure":
        try:
            reading = FIELDS[field](text)
        except (ValueError, InvalidOperation):
            faults.add(place, f"'{text}' is no {field}.", "Write it as the database shows it.")
    if not row["page"].isdigit():
        faults.add(place, f"page '{row['page']}' is no number.", "Pages count from 1; 0 for a text that has none.")
    if not row["who"] or not row["why"] or not _is_date(row["when"]):
        faults.add(place, "who, when (as 2026-11-25) and why must be said.", "A correction is evidence too.")
    if len(faults.messages) > before:
        return None
    said = f"{row['who']}, {row['when']}: {row['why']}"
    return Correction(
        row.place,
        row["file_sha256"].lower().rstrip("…"),
        int(row["page"]),
        row["place"],
        field,
        row["value_as_published"],
        reading,
        said,
    )


def _check_once(rows: Iterable[Row], faults: Faults) -> None:
    """One reading a field: of two rows the later would win, and nobody would be told."""
    first: dict[tuple[str, ...], str] = {}
    for row in rows:
        sha256 = row["file_sha256"].lower().rstrip("…")[:SHOWN_DIGITS]
        key = (sha256, *(row[column] for column in ("page", "place", "value_as_published", "field")))
        if key in first:
            wrong = f"'{row['field']}' of this figure is mended at {first[key]} already."
            faults.add(row.place, wrong, "Keep the row that is right and drop the other.")
        first.setdefault(key, row.place)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def place_of(observation: Observation) -> str:
    """Where a figure stands, in the words of its evidence page, which counts from 1 as people do."""
    seen = observation.evidence
    if seen.sentence is not None:
        return f"sentence {seen.sentence + 1}"
    if seen.table is not None and seen.row is not None and seen.col is not None:
        return f"table {seen.table + 1}, row {seen.row + 1}, column {seen.col + 1}"
    return "tile"


def corrections_of(report: Report, corrections: Iterable[Correction], facts: DocumentFacts) -> list[Correction]:
    """Those that name this document and a page of this report; of a text without pages all that say so."""
    return [
        one
        for one in corrections
        if one.is_of(facts.sha256)
        and (one.page == NO_PAGE if facts.typeset else report.first_page <= one.page <= report.last_page)
    ]


def off_the_reports(
    corrections: Iterable[Correction], reports: Sequence[Report], facts: DocumentFacts
) -> list[Problem]:
    """One problem for each correction that names this document and a place on no page of its reports."""
    problems = []
    for one in corrections:
        if not one.is_of(facts.sha256) or any(corrections_of(report, [one], facts) for report in reports):
            continue
        if not reports:
            wrong, step = "the file could not be read, so that nothing is corrected", "Mend the file, or drop"
        elif facts.typeset:
            wrong, step = f"a correction names page {one.page}, and the file has no pages", "Write 0 as the page of"
        elif one.page == NO_PAGE:
            wrong, step = "a correction names page 0, and pages count from 1", "Write the figure's page into"
        elif one.page > facts.pages:
            wrong, step = f"a correction names a page of a file that has {facts.pages}", "Mend or drop"
        else:
            wrong, step = "a correction names a page that belongs to no report of the file", "Mend or drop"
        problems.append(Problem(f"{facts.filename}, page {one.page}", f"{wrong}. {step} {one.row}."))
    return problems


def of_no_document(corrections: Iterable[Correction], documents: Collection[str]) -> list[Problem]:
    """One problem for each correction whose file is not among `documents`, the sha256 of every file of a build."""
    step = (
        "If the paper was published anew, see whether the slip still stands, and take the new sha256 from its evidence "
        "page; else name the file for the build too, or drop the row."
    )
    problems = []
    for one in corrections:
        if not any(map(one.is_of, documents)):
            wrong = f"it corrects '{one.published}' on page {one.page}, {one.place}, of no file of this build"
            problems.append(Problem(one.row, f"{wrong} (sha256 {one.sha256[:SHOWN_DIGITS]}…). {step}"))
    return problems


def correct(
    observations: Sequence[Observation], corrections: Iterable[Correction], *, filename: str
) -> tuple[list[Observation], list[Rejection], list[Problem]]:
    """The figures with their corrections; those that are none, as rejections; and corrections that found no place.

    `corrections` are those of the report that the figures are of (`corrections_of`).
    """
    places = [(one.evidence.page, place_of(one), one.value_text) for one in observations]
    figures: list[Observation | None] = list(observations)
    rejections, problems = [], []
    for one in corrections:
        at, lost = _found(one, places)
        if lost:
            problems.append(Problem(f"{filename}, page {one.page}", lost))
            continue
        figure = figures[at]
        if figure is None:
            struck = f"a correction mends what another has struck out. Drop one of the two: {one.row}."
            problems.append(Problem(f"{filename}, page {one.page}", struck))
        elif one.field == "figure":
            figures[at] = None
            rejections.append(
                Rejection(one.page, figure.evidence.box, figure.text, figure.value_text, f"no figure ({one.said})")
            )
        elif getattr(figure, one.field) == one.reading:
            same = f"a correction changes nothing: {one.field} is read as {one.reading} already. Drop {one.row}."
            problems.append(Problem(f"{filename}, page {one.page}", same))
        else:
            was = getattr(figure, one.field)
            said = f"{one.field} was read as {'nothing' if was is None else was}; {one.said}"
            said = f"{figure.correction}. {said}" if figure.correction else said
            figures[at] = replace(figure, **{one.field: one.reading, "correction": said})
    return [figure for figure in figures if figure is not None], rejections, problems


def _found(one: Correction, places: Sequence[tuple[int, str, str]]) -> tuple[int, str]:
    """Which figure a correction means, by its place in `places` (page, place, published); or why none, as a message."""
    told = WHICH.fullmatch(one.place)
    place, which = (told["place"], int(told["which"])) if told else (one.place, None)
    at = [
        number
        for number, (page, where, published) in enumerate(places)
        if one.page in (NO_PAGE, page) and (where, published) == (place, one.published)
    ]
    if not at:
        return 0, f"a correction finds no '{one.published}' at {place}. Mend or drop {one.row}."
    if which is None and len(at) > 1:
        step = f"Write '{place}, figure 1' to '{place}, figure {len(at)}' for the one that is meant"
        return 0, f"'{one.published}' stands {len(at)} times at {place}. {step}: {one.row}."
    if which is not None and not 1 <= which <= len(at):
        return 0, f"'{one.published}' stands {len(at)} times at {place}, not {which} times. Mend or drop {one.row}."
    return at[(which or 1) - 1], ""
