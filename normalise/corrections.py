"""data/corrections.csv -> what a person mended: a wrong figure is put right by a row, so that a rebuild keeps it.

Columns: `file_sha256` (the document's id), `page`, `place` (as the evidence page shows it: 'table 1, row 4, column 6'
or 'sentence 12'), `field` (one of FIELDS), `value_as_published`, `right_reading`, `who`, `when` (ISO date), `why`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from normalise.rows import DataFaulty, Faults, Row, read_rows
from records.observation import Direction, Observation, Rejection, Role, Unit
from records.page import NO_PAGE
from records.period import Basis, Period
from records.reading import Problem

COLUMNS = ("file_sha256", "page", "place", "field", "value_as_published", "right_reading", "who", "when", "why")
FIELDS: dict[str, Callable[[str], Any]] = {
    "value": Decimal,
    "unit": Unit,
    "indicator_id": str,
    "period": Period.parse,
    "basis": Basis,
    "role": Role,
    "numerator": Decimal,
    "denominator": Decimal,
    "comparator": str,
    "direction": Direction,
    "rag": str,
    "figure": str,
}
"""What can be mended, and how its reading is written. `figure` with the reading `none` says: this is no figure."""


class CorrectionsFaulty(DataFaulty):
    """Of data/corrections.csv."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: a field of one figure, and what it should read."""

    row: str
    """Its file and line, for messages."""
    sha256: str
    page: int
    place: str
    field: str
    published: str
    reading: Any
    """Of the field's own type; None where the field is to be empty."""
    said: str
    """Who, when and why, for the evidence page."""


def load_corrections(path: Path, indicators: Container[str]) -> tuple[Correction, ...]:
    """The corrections in a file; none where there is no file. Raises CorrectionsFaulty with every fault.

    `indicators` are the ids that a correction may name.
    """
    if not path.is_file():
        return ()
    faults = Faults()
    found = [_correction(row, indicators, faults) for row in read_rows(path, COLUMNS, faults)]
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
        row.place, row["file_sha256"], int(row["page"]), row["place"], field, row["value_as_published"], reading, said
    )


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


def correct(
    observations: Sequence[Observation], corrections: Iterable[Correction], *, sha256: str, filename: str
) -> tuple[list[Observation], list[Rejection], list[Problem]]:
    """The figures with their corrections; those that are none, as rejections; and corrections that found no place."""
    figures: list[Observation | None] = list(observations)
    rejections, problems = [], []
    for one in corrections:
        if one.sha256 != sha256:
            continue
        at = [
            n
            for n, figure in enumerate(figures)
            if figure is not None
            and one.page in (NO_PAGE, figure.evidence.page)
            and (place_of(figure), figure.value_text) == (one.place, one.published)
        ]
        if not at:
            lost = f"a correction finds no '{one.published}' at {one.place}. Mend or drop {one.row}."
            problems.append(Problem(f"{filename}, page {one.page}", lost))
        for n in at:
            figure = figures[n]
            assert figure is not None
            if one.field == "figure":
                figures[n] = None
                rejections.append(
                    Rejection(one.page, figure.evidence.box, figure.text, figure.value_text, f"no figure ({one.said})")
                )
            else:
                was = getattr(figure, one.field)
                said = f"{one.field} was read as {'nothing' if was is None else was}; {one.said}"
                said = f"{figure.correction}. {said}" if figure.correction else said
                figures[n] = replace(figure, **{one.field: one.reading, "correction": said})
    return [figure for figure in figures if figure is not None], rejections, problems
