"""Words that do not fit into the row of their cell and stand just over its outer border.

A spreadsheet's row keeps its height when the text of a cell wraps: a heading "YTD" over "2022/23" then begins above
the table. Lengths are PDF points from the top left of the displayed page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.cell_text import lines_of_words
from extract.grid import Grid, GridCell
from extract.loose_lines import pieces_of
from extract.placed import PlacedWords
from records.page import Box, Word

LEADING_EM = 1.3
"""Lines of one cell stand no further apart than this, in ems."""
CROWDED_EM = 0.85
"""And no nearer than this."""
MOST_LINES = 3
DESCENT_EM, ASCENT_EM = 0.2, 0.7
"""How far letters reach below and above their baseline, in ems."""


def with_overflow(
    grid: Grid, held: Sequence[Sequence[Word]], placed: PlacedWords, others: Sequence[Box] = ()
) -> list[Sequence[Word]]:
    """`held`, with the words that run over the grid's top or bottom given to the cells that they began in.

    Such a line touches the border, keeps to the cell's width, and has the size and weight of the cell's own words.
    Words in one of `others`, the boxes of other grids, are theirs.
    """
    cells: list[Sequence[Word]] = list(held)
    for above in (True, False):
        edge = grid.ys[0] if above else grid.ys[-1]
        reach = MOST_LINES * LEADING_EM * max((word.size for words in held for word in words), default=0.0)
        low, high = (edge - reach, edge) if above else (edge, edge + reach)
        near = [
            entry.word
            for entry in placed.inside(Box(grid.xs[0], low, grid.xs[-1], high))
            if not any(box.holds(entry.x, entry.y) for box in others)
        ]
        pieces = [
            piece.words
            for line in lines_of_words([word for word in near if word.turn == 0])
            for piece in pieces_of(line)
        ]
        if not any(_touches(words, edge) for words in pieces):
            continue
        for number, cell in enumerate(grid.cells):
            outermost = cell.row == 0 if above else cell.row + cell.row_span == grid.rows
            if outermost and held[number]:
                cells[number] = _grown(grid, cell, held[number], pieces, edge, above)
    return cells


def uncrowded(grid: Grid, held: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """`held`, with lines that run over a border between two rows given back to the cell that they began in.

    Two lines of one cell never stand nearer than a line's height: of two that do, the one that touches a border is
    of the cell beyond it, if that has the next line.
    """
    cells: list[Sequence[Word]] = list(held)
    places = {(cell.row, cell.col): number for number, cell in enumerate(grid.cells)}
    for number, cell in enumerate(grid.cells):
        top, bottom = grid.ys[cell.row], grid.ys[cell.row + cell.row_span]
        words = [word for word in cells[number] if word.turn == 0]
        if len(words) < 2 or bottom - top > 2.2 * words[0].size:
            continue
        lines = lines_of_words(words)
        for line, other in (*pairwise(lines), *((b, a) for a, b in pairwise(lines))):
            if abs(other[0].baseline - line[0].baseline) >= CROWDED_EM * line[0].size or not _overlap(line, other):
                continue
            above = line[0].baseline < other[0].baseline
            beyond = places.get((cell.row - 1 if above else cell.row + cell.row_span, cell.col))
            if beyond is None or not _touches(line, top if above else bottom):
                continue
            steps = [abs(word.baseline - line[0].baseline) / line[0].size for word in cells[beyond] if word.turn == 0]
            if steps and CROWDED_EM <= min(steps) <= LEADING_EM and _is_farther(line, other, (top + bottom) / 2):
                moved = {id(word) for word in line}
                cells[number] = [word for word in cells[number] if id(word) not in moved]
                cells[beyond] = [*cells[beyond], *line]
                break
    return cells


def _overlap(line: Sequence[Word], other: Sequence[Word]) -> bool:
    """True where two lines stand over each other and have one size."""
    alike = abs(line[0].size - other[0].size) < 0.1 * line[0].size
    return alike and line[0].box.x0 < other[-1].box.x1 and other[0].box.x0 < line[-1].box.x1


def _is_farther(line: Sequence[Word], other: Sequence[Word], middle: float) -> bool:
    ys = [word[0].baseline - 0.3 * word[0].size for word in (line, other)]
    return abs(ys[0] - middle) > abs(ys[1] - middle)


def _grown(
    grid: Grid, cell: GridCell, inside: Sequence[Word], pieces: Sequence[list[Word]], edge: float, above: bool
) -> Sequence[Word]:
    box = grid.cell_box(cell)
    words = list(inside)
    level = [word for word in inside if word.turn == 0]
    if not level:
        return inside
    size, bold = level[0].size, level[0].bold
    last = min(word.baseline for word in level) if above else max(word.baseline for word in level)
    for piece in sorted(pieces, key=lambda piece: -piece[0].baseline if above else piece[0].baseline):
        step = last - piece[0].baseline if above else piece[0].baseline - last
        first = len(words) == len(inside)
        if not 0.5 * size < step <= LEADING_EM * size or (first and not _touches(piece, edge)):
            continue
        if piece[0].box.x0 < box.x0 - 1 or max(word.box.x1 for word in piece) > box.x1 + 1:
            continue
        if abs(piece[0].size - size) < 0.1 * size and all(word.bold == bold for word in piece):
            words += piece
            last = piece[0].baseline
    return words


def _touches(words: Sequence[Word], edge: float) -> bool:
    """True where a border runs through the letters of a line."""
    word = words[0]
    return word.baseline - ASCENT_EM * word.size < edge < word.baseline + DESCENT_EM * word.size
