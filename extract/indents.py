"""Labels that are set in below others of their column: a table's cells -> the same with how deep each is set in.

'Referrals' and, a little to the right, 'of which repeat': the indented row is a part of the one above it. Lengths are
PDF points from the left of the displayed page.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from extract.figure_marks import is_figure
from records.table import Cell, Table

SAME_PT = 1.5
"""Labels that begin no further apart are set alike."""
LEAST_STEP_PT, MOST_STEP_PT = 3.5, 45.0
"""How far a label is set in from the one before it in depth."""
MOST_DEPTHS = 3
"""Words that begin at more places are centred, or set to the right."""


def with_indents(table: Table) -> Table:
    """The table with `indent` set on the labels of its first column that are set in."""
    columns: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.words and cell.upright and not is_figure(cell.text):
            columns[cell.col].append(cell)
    if not columns:
        return table
    first = sorted(columns[min(columns)], key=lambda cell: cell.row)
    depths = _depths([_start(cell) for cell in first])
    if depths is None:
        return table
    deep = {id(cell): depth for cell, depth in zip(first, depths) if depth}
    return replace(
        table,
        cells=tuple(replace(cell, indent=deep[id(cell)]) if id(cell) in deep else cell for cell in table.cells),
    )


def _start(cell: Cell) -> float:
    return min(word.box.x0 for word in cell.words)


def _depths(starts: list[float]) -> list[int] | None:
    """How deep each of the labels of a column is set in, from the top; None where their starts show no such order."""
    levels: list[float] = []
    for start in sorted(starts):
        if not levels or start - levels[-1] > SAME_PT:
            levels.append(start)
    if not 2 <= len(levels) <= MOST_DEPTHS or starts[0] - levels[0] > SAME_PT:
        return None
    if not all(LEAST_STEP_PT <= b - a <= MOST_STEP_PT for a, b in zip(levels, levels[1:])):
        return None
    return [max(n for n, level in enumerate(levels) if start >= level - 0.01) for start in starts]
