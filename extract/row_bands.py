"""A grid that has the borders of its columns and hardly any of its rows: the rows that its words show.

Rules down the page, a ruled head, and below it a coloured word here and there: the colours part their own column only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.cell_text import lines_of_words, word_centre
from extract.grid import Grid, GridCell
from extract.loose_lines import Piece, pieces_of
from extract.placed import Placed
from records.page import Word

LEAST_GAP_EM = 0.3
"""White space across the whole table from which it parts two rows; lines of one cell stand closer, in ems."""
ABOVE_EM, BELOW_EM = 0.75, 0.22
"""How far letters reach above and below their baseline, in ems."""


def in_bands(grid: Grid, held: Sequence[Sequence[Word]]) -> Grid | None:
    """The grid with a row for each band of words below its head; None where its columns do not run down in one piece,
    or the bands are not such as rows have: a name, and one figure in a column.
    """
    lines = {
        place: lines_of_words([word for word in words if word.turn == 0])
        for place, words in enumerate(held)
        if len(words) > 1
    }
    tall = [
        cell
        for place, cell in enumerate(grid.cells)
        if cell.row_span > 1 and cell.row + cell.row_span == grid.rows and len(lines.get(place, ())) > cell.row_span
    ]
    first = {cell.row for cell in tall}
    if len(first) != 1 or len(tall) < 3 or 0 not in {cell.col for cell in tall}:
        return None
    (top,) = first
    head = [cell for cell in grid.cells if cell.row < top]
    body = [words for cell, words in zip(grid.cells, held) if cell.row >= top]
    crossing = any(cell.row >= top and cell.col_span > 1 for cell in grid.cells)
    if crossing or any(cell.row + cell.row_span > top for cell in head):
        return None
    borders = _borders([word for words in body for word in words if word.turn == 0])
    ys = (*grid.ys[: top + 1], *borders, grid.ys[-1])
    rows = range(top, len(ys) - 1)
    cells = (*head, *(GridCell(row, col, 1, 1) for row in rows for col in range(grid.cols)))
    banded = replace(grid, ys=ys, cells=cells)
    inside = [Placed(*word_centre(word), word) for words in body for word in words]
    return banded if _are_rows(banded, banded.share_out(inside)) else None


def _borders(words: Sequence[Word]) -> list[float]:
    """The middles of the white bands that run across all of the words."""
    reaches = sorted((word.baseline - ABOVE_EM * word.size, word.baseline + BELOW_EM * word.size) for word in words)
    size = sorted(word.size for word in words)[len(words) // 2]
    borders, bottom = [], reaches[0][1]
    for above, below in reaches:
        if above - bottom > LEAST_GAP_EM * size:
            borders.append((above + bottom) / 2)
        bottom = max(bottom, below)
    return borders


def _are_rows(grid: Grid, held: Sequence[Sequence[Word]]) -> bool:
    """True where nearly each row with figures has a name, and no column two lines of bare figures in it."""
    named = with_figures = 0
    by_row: dict[int, list[tuple[int, list[list[Piece]]]]] = {}
    for cell, words in zip(grid.cells, held):
        if words:
            by_row.setdefault(cell.row, []).append((cell.col, [pieces_of(line) for line in lines_of_words(words)]))
    for cells in by_row.values():
        stacks = [lines for col, lines in cells if col and any(piece.is_figure for line in lines for piece in line)]
        if any(sum(_is_bare(line) for line in lines) > 1 for lines in stacks):
            return False
        with_figures += bool(stacks)
        named += bool(stacks) and any(col == 0 for col, _ in cells)
    return with_figures >= 3 and named >= 0.9 * with_figures


def _is_bare(line: Sequence[Piece]) -> bool:
    """'24.4%', and not '(433)' under it."""
    return all(piece.is_figure and not piece.text.startswith("(") for piece in line)
