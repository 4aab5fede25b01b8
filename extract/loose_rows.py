"""A block of data lines and its columns -> rows: wrapped labels, sections, headings, each word in a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.edges import Edge
from extract.grid import Frames
from extract.loose_columns import Columns, cut_at_borders
from extract.loose_groups import Group, grouped, without_groups
from extract.loose_header import HeaderCell, header_cells, header_start, turned_heads, with_turned
from extract.loose_labels import ends_open, rows_of_lines
from extract.loose_lines import Line, Piece
from extract.minted import new_box
from records.page import Box, Word

_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d\d){0,2}")
LONGEST_UNIT = 12
"""Characters of a unit in brackets that ends a label on a line of its own."""


@dataclass(slots=True)
class LooseCell:
    """A cell and the words that stand in it."""

    row: int
    col: int
    box: Box
    words: tuple[Word, ...]
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class LooseTable:
    """A table found without a grid."""

    box: Box
    cells: tuple[LooseCell, ...]
    rows: int
    cols: int
    header_rows: int | None = None
    """None where only the texts can tell."""


def table_of_block(
    lines: Sequence[Line],
    first: int,
    last: int,
    columns: Columns,
    frames: Frames,
    turned: Sequence[Word],
    floor: float,
) -> LooseTable | None:
    """The table whose data lines run from `first` to `last`; headings are looked for down from `floor`.

    None where it has neither a heading nor rows enough to be a table.
    """
    while first and all(piece.wrapped for piece in lines[first - 1].pieces) and lines[first - 1].baseline > floor:
        first -= 1  # the first line of a comment stands above its figures
    levels = [edge for edge in frames.levels if edge.start < columns.borders[-1] and edge.end > columns.borders[0]]
    columns, groups = grouped(lines, first, last, columns, levels)
    upright = turned_heads(turned, lines[first], columns, floor)
    reach = max((word.box.height for words in upright.values() for word in words), default=0.0)
    begin, sections = header_start(lines, first, columns, levels, floor, reach)
    heads = header_cells(lines[begin : first - sections], columns, levels, frames.uprights)
    heads = with_turned(heads, upright)
    if not heads:
        sections = _begun_above(lines, first, columns, floor)
    data_count = sum(line.is_data for line in lines[first : last + 1])
    # At the head of a page the last rows of a table may go on, without its headings.
    if not heads and data_count < (3 if first > sections else 2):
        return None
    last = _with_periods_to_come(lines, first, _with_tail(lines, last, columns, levels), columns)
    rows = rows_of_lines(without_groups(lines[first - sections : last + 1], groups), columns, levels)
    return _assembled(heads, rows, columns, groups)


def _begun_above(lines: Sequence[Line], first: int, columns: Columns, floor: float) -> int:
    """How many lines just above the data line `first` belong to it or to the page before.

    They begin its label, if it has none of its own or one that goes on; or they end one at the head of the page.
    """
    end = columns.extents[columns.labels][0]
    goes_on = bool(first) and floor == 0 and lines[0].pieces[0].text[0].islower()
    if goes_on and all(len(line.pieces) == 1 and line.x1 <= end for line in lines[:first]):
        return first
    count = 0
    while count < first:
        line, below = lines[first - count - 1], lines[first - count]
        goes_on = below.pieces[0].is_figure or below.pieces[0].text[0].islower()
        if not goes_on or line.prose or line.baseline <= floor or below.baseline - line.baseline > 1.5 * line.size:
            break
        if line.is_data or len(line.pieces) > 1 or line.x1 > end:
            break
        count += 1
    return count


def _with_tail(lines: Sequence[Line], last: int, columns: Columns, levels: Sequence[Edge]) -> int:
    """The last line, moved down over the rest of a label or comment that wraps."""
    while last + 1 < len(lines):
        line, above = lines[last + 1], lines[last]
        if line.is_data or line.prose or line.baseline - above.baseline > 1.35 * line.size:
            break
        open_end = ends_open(above)
        if abs(line.size - above.size) > 0.6 or not all(
            _wraps(piece, line.size, columns, open_end) for piece in line.pieces
        ):
            break
        if any(above.baseline < edge.at < line.top + 0.3 * line.size for edge in levels):
            break
        last += 1
    return last


def _with_periods_to_come(lines: Sequence[Line], first: int, last: int, columns: Columns) -> int:
    """The last line, moved down over months that have no figures yet, where months name the rows."""
    data = [line for line in lines[first : last + 1] if line.is_data]
    named = sum(line.pieces[0].kind == "period" for line in data)
    if len(data) < 2 or named < 0.7 * len(data):
        return last
    pitch = median(below.baseline - above.baseline for above, below in pairwise(data))
    while last + 1 < len(lines):
        line = lines[last + 1]
        if len(line.pieces) != 1 or line.pieces[0].kind != "period" or line.pieces[0].x1 > columns.borders[1]:
            break
        if line.baseline - lines[last].baseline > 2 * pitch:
            break
        last += 1
    return last


def _wraps(piece: Piece, size: float, columns: Columns, open_end: bool = False) -> bool:
    """True where a piece keeps to one column of words; in the labels it must begin small, or it would be a note.

    After an `open_end` ('... per') it may begin with a number.
    """
    col = columns.of(min(piece.x0 + size, piece.x1))
    if (
        (col and col not in columns.worded)  # months at the left are no words, and no figures
        or piece.x0 < columns.borders[col] - size
        or piece.x1 > columns.borders[col + 1] + size
    ):
        return False
    if _YEAR.fullmatch(piece.text) and col < columns.labels:
        return True  # 'December' over '2021'
    unit = piece.text == "%" or (len(piece.text) < LONGEST_UNIT and piece.text[0] == "(" and piece.text[-1] == ")")
    return col >= columns.labels or piece.text[0].islower() or unit or (open_end and piece.text[0].isdigit())


# ------------------------------------------------------------------ the table


def _assembled(
    heads: Sequence[HeaderCell], rows: Sequence[Sequence[Line]], columns: Columns, groups: Sequence[Group]
) -> LooseTable:
    header_rows = max((head.row + head.row_span for head in heads), default=0)
    cells: list[LooseCell] = []
    taken: set[tuple[int, int]] = set()
    placed: list[tuple[int, int, int, int, list[Word]]] = [
        (head.row, head.col, head.row_span, head.col_span, list(head.words)) for head in heads
    ]
    for number, group in enumerate(rows, start=header_rows):
        placed += [(number, col, 1, span, words) for col, span, words in _row_cells(group, columns)]
    rows_of_data = [number for number, row in enumerate(rows, start=header_rows) for line in row if line.is_data]
    for label in groups:
        top, end = rows_of_data[label.first], rows_of_data[label.last]
        placed.append((top, 0, end - top + 1, 1, [word for piece in label.pieces for word in piece.words]))
    total = header_rows + len(rows)
    tops, bottoms = _row_borders(placed, total)
    for row, col, row_span, col_span, words in placed:
        box = new_box(columns.borders[col], tops[row], columns.borders[col + col_span], bottoms[row + row_span - 1])
        cells.append(LooseCell(row, col, _with_words(box, words), tuple(words), row_span, col_span))
        taken.update([(r, c) for r in range(row, row + row_span) for c in range(col, col + col_span)])
    for row in range(total):
        for col in range(columns.count):
            if (row, col) not in taken:
                box = new_box(columns.borders[col], tops[row], columns.borders[col + 1], bottoms[row])
                cells.append(LooseCell(row, col, box, ()))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return LooseTable(
        Box.around(cell.box for cell in cells), tuple(cells), total, columns.count, header_rows if heads else None
    )


def _row_cells(row: Sequence[Line], columns: Columns) -> list[tuple[int, int, list[Word]]]:
    """Column, span and words of each filled cell of a row."""
    held: dict[int, list[Word]] = {}
    spans: dict[int, int] = {}
    alone = not any(line.is_data for line in row)
    for line in row:
        single = not line.is_data and len(line.pieces) == 1
        for piece in line.pieces if single else cut_at_borders(line, columns, 0.15):
            first, last = _place(piece, columns, alone)
            held.setdefault(first, []).extend(piece.words)
            spans[first] = max(spans.get(first, 1), last - first + 1)
    order = sorted(held)
    cells = []
    for place, col in enumerate(order):
        limit = order[place + 1] if place + 1 < len(order) else columns.count
        cells.append((col, min(spans[col], limit - col), held[col]))
    return cells


def _place(piece: Piece, columns: Columns, alone: bool) -> tuple[int, int]:
    """First and last column of a piece of the body. Only a line of its own runs across columns."""
    if piece.is_figure:
        col = columns.of((piece.x0 + piece.x1) / 2)
        return col, col
    first, last = columns.covered(piece.x0, piece.x1)
    return first, last if alone else first


def _row_borders(
    placed: Sequence[tuple[int, int, int, int, list[Word]]], total: int
) -> tuple[list[float], list[float]]:
    """Top and bottom of each row, halfway between its words and those of its neighbours."""
    tops, bottoms = [float("inf")] * total, [float("-inf")] * total
    single = {row for row, _, row_span, _, words in placed if row_span == 1 and words}
    for row, _, row_span, _, words in placed:
        if words and (row_span == 1 or row not in single):
            tops[row] = min(tops[row], *[word.baseline - 0.85 * word.size for word in words])
            bottoms[row] = max(bottoms[row], *[word.baseline + 0.25 * word.size for word in words])
    for row in range(total):
        if tops[row] == float("inf"):
            tops[row] = bottoms[row] = bottoms[row - 1] if row else 0.0
    for row in range(total - 1):
        middle = (bottoms[row] + tops[row + 1]) / 2
        bottoms[row] = tops[row + 1] = middle
    return tops, bottoms


def _with_words(box: Box, words: Sequence[Word]) -> Box:
    if not words:
        return box
    x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
    for word in words:
        inner, high, low = word.box, word.baseline - 0.85 * word.size, word.baseline + 0.25 * word.size
        x0, x1 = inner.x0 if inner.x0 < x0 else x0, inner.x1 if inner.x1 > x1 else x1
        top, bottom = high if high < top else top, low if low > bottom else bottom
    return new_box(x0, top, x1, bottom)
