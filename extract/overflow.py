"""Words that do not fit into their cell and stand over its border.

A spreadsheet's row keeps its height when the text of a cell wraps: a heading "YTD" over "2022/23" then begins above
the table; a text that does not wrap runs on over the cells beside it. Lengths are PDF points from the top left of the
displayed page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.cell_text import lines_of_words
from extract.figure_marks import is_figure
from extract.grid import Grid, GridCell
from extract.loose_lines import pieces_of
from extract.placed import PlacedWords
from records.page import Box, Word

LEADING_EM = 1.3
"""Lines of one cell stand no further apart than this, in ems."""
CROWDED_EM = 0.85
"""And no nearer than this."""
ACROSS_PT = 1.5
"""A word that reaches further than this, in points, over a border runs across it."""
SPACE_EM = 0.4
"""Words of one text stand no further apart, in ems."""
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
    reach = MOST_LINES * LEADING_EM * max([word.size for words in held for word in words], default=0.0)
    for above in (True, False):
        edge = grid.ys[0] if above else grid.ys[-1]
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
        if len(cells[number]) < 2:
            continue
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


def unparted(grid: Grid, held: Sequence[Sequence[Word]]) -> list[Sequence[Word]]:
    """`held`, with each text that runs across an upright border given whole to one cell.

    A text without room goes on over its neighbours: it belongs to the cell at whose left it begins, at whose right it
    ends, or in whose middle it stands. Only a border through a word tells, or two cells alone in their row.
    """
    cells: list[Sequence[Word]] = list(held)
    filled: dict[int, list[int]] = {}
    rows: dict[int, list[int]] = {}
    for number, cell in enumerate(grid.cells):
        words = [word for word in cells[number] if word.turn == 0] if cells[number] else []
        if not words:
            continue
        filled.setdefault(cell.row, []).append(number)
        left, right = grid.xs[cell.col], grid.xs[cell.col + cell.col_span]
        if (
            min([word.box.x0 for word in words]) < left - ACROSS_PT
            or max([word.box.x1 for word in words]) > right + ACROSS_PT
        ):
            if not rows:
                rows = _cells_by_row(grid)
            _give_whole(grid, cells, cell, rows)
    for first, *others in filled.values():
        if len(others) == 1 and cells[first] and cells[others[0]] and _goes_on(cells[first], cells[others[0]]):
            cells[first] = [*cells[first], *cells[others[0]]]
            cells[others[0]] = []
    return cells


def _goes_on(left: Sequence[Word], right: Sequence[Word]) -> bool:
    """True where two cells, alone in their row, hold one text: painted at once, a space between, no figure in it."""
    if left[0].order != right[0].order:
        return False
    words = [*left, *right]
    if any(word.turn or word.order != words[0].order or is_figure(word.text) for word in words):
        return False
    return len(_runs(sorted(words, key=lambda word: word.box.x0))) == 1


def _cells_by_row(grid: Grid) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = {}
    for number, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.row_span):
            rows.setdefault(row, []).append(number)
    return rows


def _give_whole(grid: Grid, cells: list[Sequence[Word]], cell: GridCell, rows: dict[int, list[int]]) -> None:
    """Moves the words of each text that crosses a border of `cell` into the cell that it belongs to.

    `rows` are the cells in each row, by their number.
    """
    beside = list(dict.fromkeys(n for row in range(cell.row, cell.row + cell.row_span) for n in rows[row]))
    holder = {id(word): n for n in beside for word in cells[n]}
    level = [word for n in beside for word in cells[n] if word.turn == 0]
    for line in lines_of_words(level):
        for run in _runs(line):
            owners = [holder[id(word)] for word in run]
            if len(set(owners)) == 1 or not any(_is_across(grid, grid.cells[n], w) for n, w in zip(owners, run)):
                continue
            owner = _owner(grid, owners, run)
            moved = {id(word) for word in run}
            for n in set(owners) - {owner}:
                cells[n] = [word for word in cells[n] if id(word) not in moved]
            cells[owner] = [*(word for word in cells[owner] if id(word) not in moved), *run]


def _runs(line: Sequence[Word]) -> list[list[Word]]:
    """Words of a line that follow each other by no more than a space."""
    runs = [[line[0]]]
    for before, word in pairwise(line):
        if -0.1 * word.size <= word.box.x0 - before.box.x1 <= SPACE_EM * word.size and before.bold == word.bold:
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _is_across(grid: Grid, cell: GridCell, word: Word) -> bool:
    left, right = grid.xs[cell.col], grid.xs[cell.col + cell.col_span]
    return word.box.x0 < left - ACROSS_PT or word.box.x1 > right + ACROSS_PT


def _owner(grid: Grid, owners: Sequence[int], run: Sequence[Word]) -> int:
    x0, x1 = run[0].box.x0, run[-1].box.x1
    boxes = {n: grid.cell_box(grid.cells[n]) for n in owners}
    off = {n: abs(box.centre[0] - (x0 + x1) / 2) for n, box in boxes.items()}
    for n, box in boxes.items():
        off[n] = min(off[n], abs(x0 - box.x0), abs(box.x1 - x1))
    return min(off, key=lambda n: off[n])


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
