"""The council's own verdict beside its figures: columns of ratings and arrows, and the colours of their own cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalise.layout import Column, Reading, Row
from normalise.rag import arrow_of, colours_are_meant, rag_of_fill, rag_of_text
from records.observation import Candidate, Role
from records.period import Basis
from records.table import Cell


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate on its way, with its cell and column."""

    candidate: Candidate
    cell: Cell
    column: Column


def joined_notes(*notes: str | None) -> str | None:
    """Notes in one, each once; None where there are none."""
    return "; ".join(dict.fromkeys(note for note in notes if note)) or None


def with_marks(found: list[Found], row: Row, reading: Reading) -> list[Found]:
    """The row's rating and arrow, given to the figure that they stand for: the latest, or the nearest on their left."""
    for kind in ("rag", "travel"):
        columns = [column for column in reading.columns if column.heading.column == kind]
        for column in columns:
            cell = reading.grid[row.place][column.place]
            if cell is None or cell.row != row.place:
                continue
            rag = (rag_of_text(cell.text) or rag_of_fill(cell.fill)) if kind == "rag" else None
            arrow = arrow_of(cell.text) if kind == "travel" else None
            if rag is None and arrow is None:
                continue
            place = _rated(found, column, alone=len(columns) == 1)
            if place is None:
                continue
            candidate = found[place].candidate
            support = (*candidate.evidence.support, *((c.page, c.box) for c in (cell, *column.levels) if c.text))
            candidate = replace(candidate, evidence=replace(candidate.evidence, support=support))
            if rag:
                candidate = replace(candidate, rag=rag)
            if arrow:
                said = f"direction of travel published as {arrow}"
                candidate = replace(candidate, arrow=arrow, note=joined_notes(candidate.note, said))
            found[place] = replace(found[place], candidate=candidate)
    return found


def _rated(found: Sequence[Found], column: Column, *, alone: bool) -> int | None:
    """The place of the figure that a rating column speaks of; None where the row has no figure of its own."""
    places = [
        place
        for place, one in enumerate(found)
        if one.candidate.role is Role.ACTUAL and not one.candidate.figure.suppressed
    ]
    outer = set(map(id, column.levels[:-1]))
    together = [place for place in places if outer & set(map(id, found[place].column.levels))]
    places = together or places
    left = [place for place in places if found[place].column.place < column.place]
    if not alone:
        return max(left, key=lambda place: found[place].column.place, default=None)
    plain = [place for place in places if found[place].candidate.timing.basis in {None, Basis.QUARTER, Basis.SNAPSHOT}]
    dated = [place for place in plain if found[place].candidate.timing.period is not None]
    if dated:
        return max(dated, key=lambda place: found[place].candidate.timing.period.end)  # type: ignore[union-attr]
    return max(left or places, key=lambda place: found[place].column.place, default=None)


def with_colours(found: list[Found]) -> list[Found]:
    """The colour of a figure's own cell is its rating, where the table's colours are one."""
    own = [one for one in found if one.candidate.role is Role.ACTUAL]
    if not colours_are_meant(one.cell.fill for one in own):
        return found
    return [
        replace(one, candidate=replace(one.candidate, rag=rag_of_fill(one.cell.fill)))
        if one.candidate.role is Role.ACTUAL and one.candidate.rag is None and rag_of_fill(one.cell.fill)
        else one
        for one in found
    ]
