"""A block of data lines and its columns -> rows: wrapped labels, sections, headings, each word in a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extract.grid import Edge, Frames
from extract.loose_columns import Columns, cut_at_borders
from extract.loose_header import HeaderCell, header_cells, header_start
from extract.loose_lines import Line, Piece
from records.page import Box, Word


@dataclass(frozen=True, slots=True)
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
    lines: Sequence[Line], first: int, last: int, columns: Columns, frames: Frames, floor: float
) -> LooseTable | None:
    """The table whose data lines run from `first` to `last`; headings are looked for down from `floor`.

    None where it has neither a heading nor rows enough to be a table.
    """
    levels = [edge for edge in frames.levels if edge.start < columns.borders[-1] and edge.end > columns.borders[0]]
    begin, sections = header_start(lines, first, columns, levels, floor)
    heads = header_cells(lines[begin : first - sections], columns, levels)
    data_count = sum(line.is_data for line in lines[first : last + 1])
    if not heads and data_count < 3:
        return None
    last = _with_tail(lines, last, columns, levels)
    rows = _body_rows(lines[first - sections : last + 1], columns, levels)
    return _assembled(heads, rows, columns)


# ------------------------------------------------------------------ body


def _with_tail(lines: Sequence[Line], last: int, columns: Columns, levels: Sequence[Edge]) -> int:
    """The last line, moved down over the rest of a label that wraps."""
    while last + 1 < len(lines):
        line, above = lines[last + 1], lines[last]
        step = line.baseline - above.baseline
        if line.is_data or line.prose or step > 1.35 * line.size or abs(line.size - above.size) > 0.6:
            break
        if len(line.pieces) != 1 or not line.pieces[0].text[0].islower():
            break
        if line.x1 > columns.extents[0][1] + 2 * line.size or line.x0 < columns.borders[0] - line.size:
            break
        if any(above.baseline < edge.at < line.top + 0.3 * line.size for edge in levels):
            break
        last += 1
    return last


def _body_rows(lines: Sequence[Line], columns: Columns, levels: Sequence[Edge]) -> list[list[Line]]:
    """Lines of the body in groups, each a row."""
    lines = [line for line in lines if line.x0 < columns.borders[-1] and line.x1 > columns.borders[0]]
    data = [place for place, line in enumerate(lines) if line.is_data]
    steps = [
        lines[b].baseline - lines[a].baseline for a, b in zip(data, data[1:]) if b == a + 1
    ]  # fmt: skip
    pitch = median(steps) if steps else 2.0 * median(line.size for line in lines)
    owner = list(range(len(lines)))
    walls = [edge.at for edge in levels if edge.length > 0.5 * (columns.borders[-1] - columns.borders[0])]
    place = 0
    while place < len(lines):
        if lines[place].is_data:
            place += 1
            continue
        end = place
        while end < len(lines) and not lines[end].is_data:
            end += 1
        _settle(lines, owner, place, end, pitch, columns, walls)
        place = end
    rows: dict[int, list[Line]] = {}
    for place, line in enumerate(lines):
        rows.setdefault(_root(owner, place), []).append(line)
    return [rows[key] for key in sorted(rows)]


def _root(owner: list[int], place: int) -> int:
    while owner[place] != place:
        place = owner[place]
    return place


def _settle(
    lines: Sequence[Line],
    owner: list[int],
    start: int,
    end: int,
    pitch: float,
    columns: Columns,
    walls: Sequence[float],
) -> None:
    """Gives the lines without figures from `start` to `end` to the row above or below, or leaves them rows."""
    above = start - 1 if start > 0 else None
    below = end if end < len(lines) else None
    for place in range(start, end):
        line = lines[place]
        before = lines[place - 1] if place > 0 else None
        if before is not None and (place > start or above is not None) and _carries_on(before, line, walls):
            owner[place] = place - 1
    if below is None:
        return
    target = lines[below]
    label = target.pieces[0] if target.pieces[0].x0 < columns.borders[1] else None
    tail = end - 1
    last = lines[tail]
    if owner[tail] != tail and label is not None:
        return
    near = target.baseline - last.baseline <= min(1.35 * target.size, 0.99 * pitch)
    if not near or _walled(walls, last, target) or len(last.pieces) > 1:
        return
    if label is None or label.is_figure:
        # A figure's line without a label: the label wraps round it.
        if last.x1 <= columns.borders[1] + last.size:
            owner[below] = tail
    elif label.text[0].islower() and not last.pieces[0].text[0].islower():
        owner[below] = tail


def _carries_on(above: Line, line: Line, walls: Sequence[float]) -> bool:
    """True where a line without figures is the rest of what stands above it."""
    if _walled(walls, above, line) or line.baseline - above.baseline > 1.5 * line.size:
        return False
    starts = [piece.text[0] for piece in line.pieces]
    return all(sign.islower() or sign in "(&/-" for sign in starts)


def _walled(walls: Sequence[float], above: Line, below: Line) -> bool:
    return any(above.baseline < wall < below.baseline for wall in walls)


# ------------------------------------------------------------------ the table


def _assembled(heads: Sequence[HeaderCell], rows: Sequence[Sequence[Line]], columns: Columns) -> LooseTable:
    header_rows = max((head.row + head.row_span for head in heads), default=0)
    cells: list[LooseCell] = []
    taken: set[tuple[int, int]] = set()
    placed: list[tuple[int, int, int, int, list[Word]]] = [
        (head.row, head.col, head.row_span, head.col_span, list(head.words)) for head in heads
    ]
    for number, group in enumerate(rows, start=header_rows):
        placed += [(number, col, 1, span, words) for col, span, words in _row_cells(group, columns)]
    total = header_rows + len(rows)
    tops, bottoms = _row_borders(placed, total)
    for row, col, row_span, col_span, words in placed:
        box = Box(columns.borders[col], tops[row], columns.borders[col + col_span], bottoms[row + row_span - 1])
        cells.append(LooseCell(row, col, _with_words(box, words), tuple(words), row_span, col_span))
        taken.update((r, c) for r in range(row, row + row_span) for c in range(col, col + col_span))
    for row in range(total):
        for col in range(columns.count):
            if (row, col) not in taken:
                box = Box(columns.borders[col], tops[row], columns.borders[col + 1], bottoms[row])
                cells.append(LooseCell(row, col, box, ()))
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return LooseTable(
        Box.around(cell.box for cell in cells), tuple(cells), total, columns.count, header_rows if heads else None
    )


def _row_cells(row: Sequence[Line], columns: Columns) -> list[tuple[int, int, list[Word]]]:
    """Column, span and words of each filled cell of a row."""
    held: dict[int, list[Word]] = {}
    spans: dict[int, int] = {}
    alone = len(row) >= 1 and not any(line.is_data for line in row)
    for line in row:
        for piece in cut_at_borders(line, columns, 0.15):
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
    if alone and first == 0:
        # A section's name that overhangs the label column still stands in it.
        return 0, 0
    return first, last if alone else first


def _row_borders(
    placed: Sequence[tuple[int, int, int, int, list[Word]]], total: int
) -> tuple[list[float], list[float]]:
    """Top and bottom of each row, halfway between its words and those of its neighbours."""
    tops, bottoms = [float("inf")] * total, [float("-inf")] * total
    for row, _, row_span, _, words in placed:
        for word in words:
            if row_span == 1:
                tops[row] = min(tops[row], word.baseline - 0.85 * word.size)
                bottoms[row] = max(bottoms[row], word.baseline + 0.25 * word.size)
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
    boxes = [
        Box(word.box.x0, word.baseline - 0.85 * word.size, word.box.x1, word.baseline + 0.25 * word.size)
        for word in words
    ]
    return Box.around([box, *boxes])
