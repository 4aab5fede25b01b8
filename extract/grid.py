"""Rules and fills of a page -> grids of boxes. Words only tell which narrow strips are empty; nothing here reads them.

Lengths are PDF points from the top left of the displayed page. Rows and columns count from 0.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from extract.edges import REACH, SNAP, Edge, connected, edges_of
from extract.minted import new_box
from extract.paint import Paint
from extract.placed import Placed
from records.page import Box, Page, Word

BESIDE = 2.5
"""How far from an edge the colours on its two sides are looked up."""
STRIP_WIDTH, STRIP_HEIGHT = 11.0, 6.0
"""Narrower strips without a word come of fills drawn beside their rule."""


class GridCell(NamedTuple):
    """A box of the grid, merged where no border stands between its parts."""

    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Borders of columns (`xs`) and rows (`ys`), ascending, and the cells between them; every place has one cell."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    painted: bool = False
    """True where fills make it, with hardly a line drawn."""

    @property
    def box(self) -> Box:
        return new_box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def cols(self) -> int:
        return len(self.xs) - 1

    def share_out(self, words: Sequence[Placed]) -> list[list[Word]]:
        """For each cell the words that stand in it."""
        owner = [[0] * self.cols for _ in range(self.rows)]
        for number, cell in enumerate(self.cells):
            if cell.row_span == cell.col_span == 1:
                owner[cell.row][cell.col] = number
                continue
            for row in range(cell.row, cell.row + cell.row_span):
                owner[row][cell.col : cell.col + cell.col_span] = [number] * cell.col_span
        held: list[list[Word]] = [[] for _ in self.cells]
        last_row, last_col, xs, ys = self.rows - 1, self.cols - 1, self.xs, self.ys
        for x, y, word in words:
            row, col = bisect_right(ys, y) - 1, bisect_right(xs, x) - 1
            if not (0 <= row <= last_row and 0 <= col <= last_col):  # on the outer border
                row, col = min(max(row, 0), last_row), min(max(col, 0), last_col)
            held[owner[row][col]].append(word)
        return held

    def cell_box(self, cell: GridCell) -> Box:
        return new_box(
            self.xs[cell.col],
            self.ys[cell.row],
            self.xs[cell.col + cell.col_span],
            self.ys[cell.row + cell.row_span],
        )


@dataclass(frozen=True, slots=True)
class Frames:
    """All that rules and fills make on a page."""

    grids: tuple[Grid, ...]
    boxes: tuple[Box, ...]
    """Closed boxes with nothing inside: a stripe, a frame round a chart, a tile."""
    levels: tuple[Edge, ...]
    """Level edges, whether in a grid or not, top first."""
    uprights: tuple[Edge, ...]


def frames_of(page: Page, paint: Paint | None = None) -> Frames:
    """Grids and lone boxes that the page's rules and fills make.

    White lines, white fills and backgrounds of the whole page make none. Edges that only touch a grid at one point
    still belong to it; a grid needs at least two cells.
    """
    paint = paint or Paint(page.fills)
    levels, uprights = edges_of(page)
    grids: list[Grid] = []
    boxes: list[Box] = []
    groups = [group for group in connected(levels, uprights) if len(group[0]) > 1 and len(group[1]) > 1]
    marks = _Marks(page)
    for group_levels, group_uprights in groups:
        grid = _grid(group_levels, group_uprights, marks, paint)
        if grid is None:
            continue
        if len(grid.cells) > 1:
            grids.append(grid)
        else:
            boxes.append(grid.box)
    grids.sort(key=lambda grid: (grid.ys[0], grid.xs[0]))
    return Frames(tuple(grids), tuple(boxes), tuple(levels), tuple(uprights))


class _Marks:
    """Centres of words and pictures, by x and by y: what makes a narrow strip worth keeping. Sorted when asked for."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def _by_x(self) -> list[tuple[float, float]]:
        return sorted(self._centres)

    @cached_property
    def _by_y(self) -> list[tuple[float, float]]:
        return sorted([(y, x) for x, y in self._centres])

    @cached_property
    def _centres(self) -> list[tuple[float, float]]:
        # `Box.centre`, without the call: every word of most pages comes by here.
        boxes = [word.box for word in self._page.words] + [drawn.box for drawn in self._page.pictures]
        return [((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2) for box in boxes]

    def between_x(self, x0: float, x1: float, top: float, bottom: float) -> bool:
        return _any_between(self._by_x, x0, x1, top, bottom)

    def between_y(self, top: float, bottom: float, x0: float, x1: float) -> bool:
        return _any_between(self._by_y, top, bottom, x0, x1)


def _any_between(marks: list[tuple[float, float]], low: float, high: float, least: float, most: float) -> bool:
    for place in range(bisect_left(marks, (low, 0.0)), len(marks)):
        along, across = marks[place]
        if along >= high:
            return False
        if least <= across <= most:
            return True
    return False


def _grid(levels: list[Edge], uprights: list[Edge], marks: _Marks, paint: Paint) -> Grid | None:
    """The grid of edges that meet; None where they close no box."""
    left, right = min(edge.at for edge in uprights), max(edge.at for edge in uprights)
    levels = _with_open_ends(levels, uprights, left, right, marks)
    top, bottom = levels[0].at, levels[-1].at
    uprights = _with_open_sides(levels, uprights, top, bottom, marks)
    left, right = uprights[0].at, uprights[-1].at
    columns = _lines(uprights, STRIP_WIDTH, lambda low, high: marks.between_x(low, high, top, bottom))
    rows = _lines(levels, STRIP_HEIGHT, lambda low, high: marks.between_y(low, high, left, right))
    if len(columns) < 2 or len(rows) < 2:
        return None
    xs = tuple(line.at for line in columns)
    ys = tuple(line.at for line in rows)
    drawn = sum(edge.length for edge in (*levels, *uprights) if edge.drawn)
    painted = sum(edge.length for edge in (*levels, *uprights) if not edge.drawn)

    def parts_columns(x: float, y: float) -> bool:
        return painted > drawn or paint.at(x - BESIDE, y) != paint.at(x + BESIDE, y)

    def parts_rows(y: float, x: float) -> bool:
        return painted > drawn or paint.at(x, y - BESIDE) != paint.at(x, y + BESIDE)

    cells = _cells(_walls(columns, ys, parts_columns), _walls(rows, xs, parts_rows))
    return Grid(xs, ys, tuple(cells), painted > 9 * drawn or _is_stripe(levels, uprights))


def _is_stripe(levels: Sequence[Edge], uprights: Sequence[Edge]) -> bool:
    """True where only fills part the columns and close the grid at its bottom: it may be one stripe of a table."""
    bottom = levels[-1].at - SNAP
    return not any(edge.drawn for edge in uprights) and not any(edge.drawn for edge in levels if edge.at >= bottom)


def _with_open_sides(
    levels: Sequence[Edge], uprights: list[Edge], top: float, bottom: float, marks: _Marks
) -> list[Edge]:
    """The uprights, and one more on each side where most levels run on beyond the last and words stand there.

    Many papers leave the outer borders out: the label column has rules above and below and none at its left.
    """
    left, right = min(edge.at for edge in uprights), max(edge.at for edge in uprights)
    starts = [edge.start for edge in levels if edge.start < left - STRIP_WIDTH]
    ends = [edge.end for edge in levels if edge.end > right + STRIP_WIDTH]
    closed = list(uprights)
    if 2 * len(starts) > len(levels) and marks.between_x(min(starts), left, top, bottom):
        closed.append(Edge(min(starts), top, bottom))
    if 2 * len(ends) > len(levels) and marks.between_x(right, max(ends), top, bottom):
        closed.append(Edge(max(ends), top, bottom))
    return sorted(closed)


def _with_open_ends(
    levels: list[Edge], uprights: Sequence[Edge], left: float, right: float, marks: _Marks
) -> list[Edge]:
    """The levels, and one more above or below where the sides run on beyond the last and words stand there.

    Where a page ends within a table, its last row often has no rule below it, or the next page's first none above.
    """
    top, bottom = min(edge.at for edge in levels), max(edge.at for edge in levels)
    sides = [
        [edge for edge in uprights if edge.drawn and abs(edge.at - side) <= REACH] for side in (left, right)
    ]  # fmt: skip
    if not all(sides):
        return sorted(levels)
    first = max(min(edge.start for edge in side) for side in sides)
    last = min(max(edge.end for edge in side) for side in sides)
    closed = list(levels)
    if first < top - STRIP_HEIGHT and marks.between_y(first, top, left, right):
        closed.append(Edge(first, left, right))
    if last > bottom + STRIP_HEIGHT and marks.between_y(bottom, last, left, right):
        closed.append(Edge(last, left, right))
    return sorted(closed)


class _Line(NamedTuple):
    """Edges at one place."""

    at: float
    drawn: list[tuple[float, float]]
    painted: list[tuple[float, float]]
    """Borders of fills."""
    weight: float
    """Length of the drawn edges."""


def _lines(edges: Iterable[Edge], least: float, holds_mark: Callable[[float, float], bool]) -> list[_Line]:
    """Edges clustered into lines; of two lines nearer than `least` with nothing between, the stronger stays."""
    lines: list[_Line] = []
    for edge in edges:  # in order of `at`
        if lines and edge.at - lines[-1].at <= SNAP + 1.0:
            lines[-1] = _merged(lines[-1], _as_line(edge))
        else:
            lines.append(_as_line(edge))
    kept: list[_Line] = []
    for line in lines:
        if kept and line.at - kept[-1].at < least and not holds_mark(kept[-1].at, line.at):
            kept[-1] = _merged(kept[-1], line)
        else:
            kept.append(line)
    return kept


def _as_line(edge: Edge) -> _Line:
    piece = [(edge.start, edge.end)]
    return _Line(edge.at, piece, [], edge.length) if edge.drawn else _Line(edge.at, [], piece, 0.0)


def _merged(one: _Line, other: _Line) -> _Line:
    at = other.at if other.weight > one.weight else one.at
    return _Line(at, one.drawn + other.drawn, one.painted + other.painted, one.weight + other.weight)


def _walls(lines: list[_Line], stops: Sequence[float], parts: Callable[[float, float], bool]) -> list[list[bool]]:
    """For each line, whether it stands between each two neighbouring stops. The outermost lines count as whole.

    The border of a fill counts where `parts` says that a reader sees it: between two cells of one colour in a grid
    with drawn lines it is only the way in which the page was painted.
    """
    walls: list[list[bool]] = []
    for number, line in enumerate(lines):
        if number in (0, len(lines) - 1):
            walls.append([True] * (len(stops) - 1))
            continue
        row = _covered(line.drawn, stops)
        if line.painted:
            whole = _covered(line.drawn + line.painted, stops)
            for place, covered in enumerate(whole):
                if covered and not row[place]:
                    row[place] = parts(line.at, (stops[place] + stops[place + 1]) / 2)
        walls.append(row)
    return walls


def _covered(pieces: list[tuple[float, float]], stops: Sequence[float]) -> list[bool]:
    """For each two neighbouring stops, whether the pieces cover most of the way between."""
    share = [0.0] * (len(stops) - 1)
    for start, end in _union(pieces):
        for place in range(max(bisect_left(stops, start - REACH) - 1, 0), len(share)):
            low, high = stops[place], stops[place + 1]
            if low >= end:
                break
            if start <= low and high <= end:
                share[place] += 1.0
                continue
            common = (high if high < end else end) - (low if low > start else start)
            if common > 0.0:
                share[place] += common / (high - low)
    return [part >= 0.6 for part in share]


def _union(pieces: list[tuple[float, float]]) -> list[tuple[float, float]]:
    if len(pieces) < 2:
        return pieces
    pieces = sorted(pieces)
    joined = [pieces[0]]
    for start, end in pieces[1:]:
        if start <= joined[-1][1] + REACH:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _cells(column_walls: list[list[bool]], row_walls: list[list[bool]]) -> list[GridCell]:
    """Unit boxes flooded over missing borders. A region that is no rectangle is cut into rectangles, row by row."""
    rows, cols = len(row_walls) - 1, len(column_walls) - 1
    done = [[False] * cols for _ in range(rows)]
    cells: list[GridCell] = []
    for row in range(rows):
        for col in range(cols):
            if done[row][col]:
                continue
            if row_walls[row + 1][col] and column_walls[col + 1][row]:  # closed on all sides, as most are
                done[row][col] = True
                cells.append(GridCell(row, col, 1, 1))
                continue
            last_col = col
            while last_col + 1 < cols and not column_walls[last_col + 1][row] and not done[row][last_col + 1]:
                last_col += 1
            last_row = row
            while last_row + 1 < rows and _goes_on(column_walls, row_walls, last_row + 1, col, last_col, done):
                last_row += 1
            for r in range(row, last_row + 1):
                for c in range(col, last_col + 1):
                    done[r][c] = True
            cells.append(GridCell(row, col, last_row - row + 1, last_col - col + 1))
    return cells


def _goes_on(
    column_walls: list[list[bool]],
    row_walls: list[list[bool]],
    row: int,
    col: int,
    last_col: int,
    done: list[list[bool]],
) -> bool:
    """True where the cell above runs on into `row` over just the same columns."""
    if any(row_walls[row][c] or done[row][c] for c in range(col, last_col + 1)):
        return False
    if any(column_walls[c][row] for c in range(col + 1, last_col + 1)):
        return False
    left_open = col > 0 and not column_walls[col][row]
    right_open = last_col + 1 < len(column_walls) - 1 and not column_walls[last_col + 1][row]
    return not (left_open or right_open)
