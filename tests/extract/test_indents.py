"""Which labels of a table are set in below others."""

from __future__ import annotations

import pytest

from extract.indents import with_indents
from records.page import Box, Word
from records.table import Cell, Table


def depths(starts: list[float]) -> list[int]:
    """How deep labels that begin at these places of a column are taken to be set in."""
    cells = []
    for row, start in enumerate(starts):
        box = Box(start, 20 * row, start + 60, 20 * row + 10)
        cells.append(Cell(row, 0, "Label", 1, box, words=(Word("Label", box, 20 * row + 9, 9.0),)))
        cells.append(Cell(row, 1, "12", 1, Box(200, 20 * row, 220, 20 * row + 10)))
    table = with_indents(Table(1, Box(0, 0, 300, 20 * len(starts)), tuple(cells), len(starts), 2, 0))
    return [cell.indent for cell in table.cells if cell.col == 0]


@pytest.mark.parametrize(
    "starts, expected",
    [
        ([40, 50, 50, 40, 50], [0, 1, 1, 0, 1]),
        ([40, 50, 60, 40], [0, 1, 2, 0]),
        ([40, 40.6, 40, 41], [0, 0, 0, 0]),
        ([40, 42.5, 40], [0, 0, 0]),
        ([40, 52, 47, 61, 44], [0, 0, 0, 0, 0]),
        ([50, 40, 50], [0, 0, 0]),
        ([40, 120, 40], [0, 0, 0]),
    ],
    ids=["one step", "two steps", "ragged", "a hair", "centred", "the first is set in", "set to the right"],
)
def test_a_label_is_set_in_where_few_steps_tell_it_from_the_others(starts: list[float], expected: list[int]) -> None:
    assert depths(starts) == expected
