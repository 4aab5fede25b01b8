"""Where the rules of a grid leave out what its words show: merged cells parted, or the grid given up.

A cell over several columns whose words keep to those columns is as many cells. A grid that hides rows or columns of
figures in most of its cells is none: its words are read by white space (`borderless`), its rules as hints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.cell_text import lines_of_words, word_centre
from extract.figure_marks import is_figure
from extract.grid import Grid, GridCell
from extract.loose_lines import Piece, pieces_of
from extract.row_bands import in_bands
from records.page import Word

CLEAR_GAP_EM = 1.0
"""White space between two figures of a cell from which they are two columns, in ems."""


@dataclass(slots=True)
class _Filled:
    """A cell with its lines, each in pieces."""

    cell: GridCell
    lines: list[list[Piece]]


def refined(grid: Grid, held: Sequence[Sequence[Word]]) -> Grid | None:
    """The grid with the cells that its words show; None where it hides most of its rows or columns.

    `held` are the words of each cell, as `Grid.share_out` gives them.
    """
    filled = _filled(grid, held)
    if _hides_columns(grid, filled):
        return None
    if _hides_rows(filled):
        return in_bands(grid, held)
    if all([cell.row_span == cell.col_span == 1 for cell in grid.cells]):
        return grid
    starts = _starts(grid, held)
    cells: list[GridCell] = []
    lines = {id(entry.cell): entry.lines for entry in filled}
    for cell, inside in zip(grid.cells, held):
        if cell.row_span == cell.col_span == 1:
            cells.append(cell)
            continue
        for part in _parts(grid, cell, lines.get(id(cell), [])):
            if part.col_span > 1:
                low, high = grid.xs[part.col], grid.xs[part.col + part.col_span]
                within = [word for word in inside if low <= word.box.centre[0] <= high]
                cells += _begun_later(part, within, starts, (low + high) / 2) if within else [part]
            else:
                cells.append(part)
    return replace(grid, cells=tuple(cells)) if len(cells) > len(grid.cells) else grid


def _starts(grid: Grid, held: Sequence[Sequence[Word]]) -> list[list[float]]:
    """For each column, where the words of its single cells begin."""
    starts: list[list[float]] = [[] for _ in range(grid.cols)]
    for cell, inside in zip(grid.cells, held):
        if cell.col_span == 1 and inside:
            starts[cell.col].append(min(word.box.x0 for word in inside))
    return starts


def _begun_later(
    cell: GridCell, inside: Sequence[Word], starts: Sequence[Sequence[float]], middle: float
) -> list[GridCell]:
    """A merged cell whose words begin just where those of a later column do: a border is missing in this row only.

    Words about the `middle` of the cell head all its columns, wherever they happen to begin.
    """
    start, end = min(word.box.x0 for word in inside), max(word.box.x1 for word in inside)
    if abs((start + end) / 2 - middle) <= inside[0].size:
        return [cell]
    for col in range(cell.col + 1, cell.col + cell.col_span):
        alike = sum(abs(other - start) < 1.2 for other in starts[col])
        if alike >= 3 and alike >= 0.8 * len(starts[col]):
            before, after = col - cell.col, cell.col + cell.col_span - col
            return [
                GridCell(cell.row, cell.col, cell.row_span, before),
                GridCell(cell.row, col, cell.row_span, after),
            ]
    return [cell]


def _filled(grid: Grid, held: Sequence[Sequence[Word]]) -> list[_Filled]:
    """Cells that may be several: merged ones, and those with two numerals."""
    filled = []
    for cell, inside in zip(grid.cells, held):
        if len(inside) < 2:
            continue
        merged = cell.col_span > 1 or cell.row_span > 1
        if not merged and sum([is_figure(word.text) for word in inside]) < 2:
            continue  # most cells of words
        level = [word for word in inside if word.turn == 0]
        if len(level) > 1 and (merged or sum([is_figure(word.text) for word in level]) > 1):
            lines = [pieces_of(line) for line in lines_of_words(level)]
            filled.append(_Filled(cell, [line for line in lines if line]))
    return filled


def _parts(grid: Grid, cell: GridCell, lines: Sequence[Sequence[Piece]]) -> list[GridCell]:
    """A merged cell as the unit columns that its words keep to; itself where they do not."""
    if cell.row_span > 1 and len(lines) == cell.row_span and _keeps_to_rows(grid, cell, lines):
        return [GridCell(cell.row + row, cell.col, 1, cell.col_span) for row in range(cell.row_span)]
    if cell.col_span < 2 or not any(len(line) > 1 for line in lines):
        return [cell]
    inner = grid.xs[cell.col + 1 : cell.col + cell.col_span]
    used: set[float] = set()
    for line in lines:
        for piece in line:
            if any(word.box.x0 + 1 < x < word.box.x1 - 1 for word in piece.words for x in inner):
                return [cell]
            if any(piece.x0 < x < piece.x1 for x in inner):
                return [cell]
        for left, right in zip(line, line[1:]):
            used.update(x for x in inner if left.x1 - 1 <= x <= right.x0 + 1)
    if not used:
        return [cell]
    parts: list[GridCell] = []
    start = cell.col
    for col in range(cell.col + 1, cell.col + cell.col_span + 1):
        last = col == cell.col + cell.col_span
        if last or grid.xs[col] in used:
            parts.append(GridCell(cell.row, start, cell.row_span, col - start))
            start = col
    return parts


def _keeps_to_rows(grid: Grid, cell: GridCell, lines: Sequence[Sequence[Piece]]) -> bool:
    """True where each line is a figure ('1.2') in the middle of a row of its own; words may be one label that wraps."""
    for row, line in enumerate(lines, start=cell.row):
        top, bottom = grid.ys[row], grid.ys[row + 1]
        y = word_centre(line[0].words[0])[1]
        if abs(y - (top + bottom) / 2) > 0.3 * (bottom - top):
            return False
        if not all(piece.is_figure for piece in line):
            return False
    return True


def _hides_rows(filled: Sequence[_Filled]) -> bool:
    """True where most lines with figures stand under each other in cells, side by side in several columns."""
    stacked: dict[int, list[list[float]]] = {}
    figures = hidden = 0
    for entry in filled:
        baselines = [line[0].words[0].baseline for line in entry.lines if all(piece.is_figure for piece in line)]
        figures += len(baselines)
        several = sum(sum(piece.kind == "figure" for piece in line) > 1 for line in entry.lines)
        if several > 2 and several > 0.6 * len(entry.lines) and entry.cell.row_span == 1:
            return True
        if len(baselines) >= max(3, entry.cell.row_span + 1):
            # More lines than rows: borders that only some columns have (a coloured word) part none of the others.
            stacked.setdefault(entry.cell.row, []).append(baselines)
            hidden += len(baselines)
    alike = [stacks for stacks in stacked.values() if len(stacks) >= 2 and _aligned(stacks)]
    return bool(alike) and hidden >= 0.5 * figures


def _aligned(stacks: Sequence[Sequence[float]]) -> bool:
    """True where most baselines of the longest stack return in another."""
    longest, second = sorted(stacks, key=len)[-1], sorted(stacks, key=len)[-2]
    return sum(any(abs(a - b) <= 2.0 for b in second) for a in longest) >= 0.6 * len(longest)


def _hides_columns(grid: Grid, filled: Sequence[_Filled]) -> bool:
    """True where most cells with figures hold several of them with clear gaps between."""
    with_figures = several = 0
    for entry in filled:
        if entry.cell.col_span > 1 and entry.cell.col_span >= grid.cols and grid.cols > 2:
            continue
        for line in entry.lines:
            found = [piece for piece in line if piece.is_figure]
            if not found:
                continue
            with_figures += 1
            gaps = [
                right.x0 - left.x1 >= CLEAR_GAP_EM * right.words[0].size
                for left, right in zip(line, line[1:])
                if right.is_figure
            ]
            several += any(gaps) and not _parted_by(grid, entry.cell, line)
    return with_figures >= 3 and several >= 0.5 * with_figures


def _parted_by(grid: Grid, cell: GridCell, line: Sequence[Piece]) -> bool:
    """True where each gap of the line holds one of the grid's own borders."""
    inner = grid.xs[cell.col + 1 : cell.col + cell.col_span]
    return all(
        any(left.x1 - 1 <= x <= right.x0 + 1 for x in inner) for left, right in zip(line, line[1:])
    )  # fmt: skip
