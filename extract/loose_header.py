"""Headings above a block of data lines: which lines they are, and the cells that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.grid import Edge
from extract.loose_columns import Columns, cut_at_borders
from extract.loose_lines import Line, Piece
from records.page import Word

MOST_HEADER_LINES = 10


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A heading and the columns that it stands over."""

    row: int
    col: int
    row_span: int
    col_span: int
    words: tuple[Word, ...]


def header_start(
    lines: Sequence[Line], first: int, columns: Columns, levels: Sequence[Edge], floor: float
) -> tuple[int, int]:
    """Place of the first heading line above the data line `first`, and how many lines just above it name a section.

    Headings reach up to a gap, running text, a title or the rule above them.
    """
    left, right = columns.borders[0], columns.borders[-1]
    width = right - left
    rules = [edge.at for edge in levels if min(edge.end, right) - max(edge.start, left) >= 0.7 * width]
    begin = first
    crossed = 0
    best = first
    below = lines[first]
    for place in range(first - 1, max(first - 1 - MOST_HEADER_LINES, -1), -1):
        line = lines[place]
        if line.baseline <= floor or line.prose or line.x1 < left - 2 or line.x0 > right + 2:
            if line.prose or line.baseline <= floor:
                break
            continue
        walls = [at for at in rules if line.baseline < at < below.baseline - 0.2 * below.size]
        crossed += bool(walls)
        gap = below.baseline - line.baseline
        if gap > (3.2 if walls else 2.6) * max(line.size, below.size):
            break
        role = _role(line, columns)
        if role == "title":
            break
        if crossed > 1 and role != "columns":
            break
        begin = place
        if role == "columns":
            best = begin
        below = line
    sections = 0
    while first - sections - 1 >= best and best < first:
        line = lines[first - sections - 1]
        above_all = first - sections - 1 > best
        if above_all and _role(line, columns) == "label" and not _walled(rules, line, lines[first - sections]):
            sections += 1
        else:
            break
    return best, sections


def _walled(rules: Sequence[float], above: Line, below: Line) -> bool:
    return any(above.baseline < at < below.baseline - 0.2 * below.size for at in rules)


def _role(line: Line, columns: Columns) -> str:
    """`columns` where a line heads columns of figures, `label` where it stands over the first only, or `title`."""
    left = columns.borders[1]
    over = [piece for piece in line.pieces if (piece.x0 + piece.x1) / 2 > left]
    if len(line.pieces) == 1:
        piece = line.pieces[0]
        if piece.x0 < left:
            wide = piece.x1 > columns.extents[1][0]
            return "title" if wide else "label"
        if len(piece.words) > 14:
            return "title"
        return "columns"
    if over:
        return "title" if any(len(piece.words) > 16 for piece in line.pieces) else "columns"
    return "label"


@dataclass(slots=True)
class _Level:
    """Heading lines of one level: pieces by the columns that they stand over."""

    cells: dict[tuple[int, int], list[Word]] = field(default_factory=dict)


def header_cells(lines: Sequence[Line], columns: Columns, levels: Sequence[Edge]) -> list[HeaderCell]:
    """Cells of heading lines: lines of one wrapped heading together, headings over several columns on their own row."""
    rows: list[list[tuple[int, int, Piece]]] = []
    for number, line in enumerate(lines):
        lowest = number == len(lines) - 1
        pieces = cut_at_borders(line, columns, 0.2 if lowest else 0.5)
        rows.append([(*_cover(piece, line, lines, number, columns, levels), piece) for piece in pieces])
    grouped = _grouped(rows, lines, levels)
    return _cells(grouped, columns)


def _cover(
    piece: Piece, line: Line, lines: Sequence[Line], number: int, columns: Columns, levels: Sequence[Edge]
) -> tuple[int, int]:
    """First and last column under a heading; a short rule just below it says which."""
    floor = lines[number + 1].baseline if number + 1 < len(lines) else line.baseline + 1.6 * line.size
    width = columns.borders[-1] - columns.borders[0]
    for edge in levels:
        near = line.baseline - 0.1 * line.size <= edge.at <= floor and edge.length < 0.85 * width
        if near and edge.start - 2 <= piece.x0 and piece.x1 <= edge.end + 2:
            under = [
                col
                for col, (low, high) in enumerate(columns.extents)
                if edge.start - 2 <= (low + high) / 2 <= edge.end + 2
            ]
            if under and edge.length < 4 * (piece.x1 - piece.x0) + 0.5 * width:
                return under[0], under[-1]
    return columns.covered(piece.x0, piece.x1)


def _grouped(
    rows: Sequence[Sequence[tuple[int, int, Piece]]], lines: Sequence[Line], levels: Sequence[Edge]
) -> list[_Level]:
    """Heading lines in levels, top first: a line joins the one below unless it stands over several of its cells."""
    grouped: list[_Level] = []
    for number in range(len(rows) - 1, -1, -1):
        row = rows[number]
        joins = bool(grouped)
        if grouped:
            below = grouped[0].cells
            for first, last, piece in row:
                under = [span for span in below if span[0] <= last and span[1] >= first]
                exact = under == [(first, last)] or not under
                ruled = any(
                    lines[number].baseline < edge.at < lines[number + 1].baseline - 0.2 * lines[number + 1].size
                    and edge.start < piece.x1
                    and edge.end > piece.x0
                    for edge in levels
                )
                if (not exact or ruled) and not (
                    len(under) == 1 and not ruled and last - first <= under[0][1] - under[0][0]
                ):
                    joins = False
        if not joins:
            grouped.insert(0, _Level())
        cells = grouped[0].cells
        for first, last, piece in reversed(row):
            span = next((span for span in cells if span[0] <= last and span[1] >= first), (first, last))
            held = cells.pop(span, [])
            cells[min(span[0], first), max(span[1], last)] = list(piece.words) + held
    return grouped


def _cells(grouped: Sequence[_Level], columns: Columns) -> list[HeaderCell]:
    """Levels as cells; a heading with nothing above or below it reaches over the levels that are blank there."""
    count = len(grouped)
    cells: list[HeaderCell] = []
    for row, level in enumerate(grouped):
        for (first, last), words in sorted(level.cells.items()):
            cells.append(HeaderCell(row, first, 1, last - first + 1, tuple(words)))
    merged: list[HeaderCell] = []
    for col in range(columns.count):
        here = [cell for cell in cells if cell.col == col and cell.col_span == 1]
        over = [cell for cell in cells if cell.col <= col < cell.col + cell.col_span and cell.col_span > 1]
        if len(here) > 1 and not over:
            together = tuple(word for cell in here for word in cell.words)
            merged.append(HeaderCell(0, col, count, 1, together))
        elif len(here) == 1 and not over and count > 1:
            merged.append(HeaderCell(0, col, count, 1, here[0].words))
        else:
            merged += here
    return merged + [cell for cell in cells if cell.col_span > 1]
