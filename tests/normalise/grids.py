"""Tables of our own making, from rows of text: what `extract` would give for them."""

from __future__ import annotations

from collections.abc import Sequence

from records.page import Box
from records.table import Cell, Table

WIDTH, HEIGHT = 60.0, 12.0


def table(
    rows: Sequence[Sequence[str | None]],
    *,
    header_rows: int = 1,
    heading: str | None = None,
    fills: dict[tuple[int, int], str] | None = None,
    number: int = 0,
) -> Table:
    """A table on page 1. `None` goes on with the cell to its left, '^' with the cell above; fills by (row, column)."""
    cells = []
    cols = len(rows[0])
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            if text is None or text == "^":
                continue
            across = 1
            while col + across < cols and texts[col + across] is None:
                across += 1
            down = 1
            while row + down < len(rows) and rows[row + down][col] == "^":
                down += 1
            box = Box(col * WIDTH, row * HEIGHT, (col + across) * WIDTH, (row + down) * HEIGHT)
            fill = (fills or {}).get((row, col))
            cells.append(Cell(row, col, text, 1, box, down, across, row < header_rows, fill))
    return Table(
        1, Box.around(cell.box for cell in cells), tuple(cells), len(rows), cols, header_rows, heading, number=number
    )
