"""Cells of data/reference: an authority's code, a day, a span of days; what is wrong in one is told."""

from __future__ import annotations

from datetime import date

from normalise.rows import Faults, Row
from records.catalogue import Authority


def named(row: Row, column: str, known: dict[str, Authority], faults: Faults) -> bool:
    """Whether a cell names an authority, region or England by its DfE code."""
    if row[column] in known:
        return True
    faults.add(
        row.place, f"'{row[column]}' is no authority ({column}).", "Mend the code, or add it to authorities.csv."
    )
    return False


def day(row: Row, column: str, faults: Faults) -> date | None:
    """The day in a cell; None where it is empty, or no date (a fault)."""
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        faults.add(row.place, f"{column} '{row[column]}' is no date.", "Write it as 2025-05-01.")
        return None


def span(row: Row, start: str, end: str, faults: Faults) -> tuple[date | None, date | None]:
    """The days in two cells; that the second is before the first is a fault."""
    first, last = day(row, start, faults), day(row, end, faults)
    if first and last and last < first:
        faults.add(row.place, f"it ends ({last}) before it starts ({first}).", "Mend one of the dates.")
    return first, last
