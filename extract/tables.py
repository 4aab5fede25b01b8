"""Grids and words -> Tables: cells with text, fill and redaction, header rows, headings; tables over several pages.

Pure functions over Page records; lengths are PDF points from the top left of the displayed page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extract.borderless import LooseTable, loose_tables
from extract.cell_text import read_cell, word_centre
from extract.charts import chart_areas, is_chart
from extract.continued import join_continued
from extract.figure_marks import kind_of
from extract.grid import Frames, Grid, frames_of
from extract.header_rows import header_rows
from extract.headings import headings_of
from extract.paint import Paint
from extract.refine import refined
from records.page import Box, Page, Word
from records.table import Cell, Table

__all__ = ["join_continued", "tables_of"]


MOST_OPEN_ROWS = 4
"""A grid of more rows without a figure is a table of words, not the head of a table."""


def tables_of(page: Page) -> list[Table]:
    """The tables of a page, from the top: ruled ones first, then those that only white space makes.

    Charts are none. `number` is 0 and every row is the page's own: `join_continued` puts a document's tables together.
    """
    paint = Paint(page.fills, page.redactions)
    frames = frames_of(page, paint)
    charts = chart_areas(page, frames)
    words = [word for word in page.words if not any(chart.holds(*word_centre(word)) for chart in charts)]
    ruled = _ruled_tables(page, frames, charts, words, paint)
    free = _outside(words, [table for table, _ in ruled])
    kept = [table for table, grid in ruled if not _opens_below(table, grid, free)]
    free = _outside(words, kept) if len(kept) < len(ruled) else free
    tables = list(kept)
    for loose in loose_tables(page, free, frames, [table.box for table in kept], charts):
        tables.append(_loose_table(page, loose, paint))
    tables.sort(key=lambda table: (round(table.box.top / 4), table.box.x0))
    headings = headings_of(page, tables, charts)
    return [replace(table, heading=heading) for table, heading in zip(tables, headings)]


def _ruled_tables(
    page: Page, frames: Frames, charts: Sequence[Box], words: Sequence[Word], paint: Paint
) -> list[tuple[Table, Grid]]:
    ordered = sorted(((*word_centre(word), word) for word in words), key=lambda entry: entry[1])
    ys = [y for _, y, _ in ordered]
    found = []
    for grid in frames.grids:
        box = grid.box
        if grid.cols < 2 or grid.rows < 2 or any(chart.holds(*box.centre) for chart in charts) or is_chart(grid, page):
            continue
        across = ordered[bisect_left(ys, box.top) : bisect_right(ys, box.bottom)]
        inside = [word for x, _, word in across if box.x0 <= x <= box.x1]
        finer = refined(grid, inside)
        table = _ruled_table(page, finer, inside, paint) if finer is not None else None
        if finer is not None and table is not None:
            found.append((table, finer))
    return found


def _outside(words: Sequence[Word], tables: Sequence[Table]) -> list[Word]:
    boxes = [table.box for table in tables]
    return [word for word in words if not any(box.holds(*word_centre(word)) for box in boxes)]


def _opens_below(table: Table, grid: Grid, free: Sequence[Word]) -> bool:
    """True where a grid is only the head (or a stripe) of a table that goes on below it without rules.

    Its words are then read by white space together with the rest; its rules and fills stay as hints.
    """
    has_figures = any(kind_of(cell.text) == "figure" for cell in table.cells)
    if (has_figures and not grid.painted) or (table.rows > MOST_OPEN_ROWS and not has_figures):
        return False
    box = table.box
    reach = max(2.2 * box.height / table.rows, 30.0 if has_figures else 60.0)
    below = [
        word
        for word in free
        if word.turn == 0 and box.bottom < word.baseline <= box.bottom + reach and box.x0 - 2 <= word.box.x0 <= box.x1
    ]
    figures = [word for word in below if kind_of(word.text) == "figure"]
    if not figures:
        return False
    first = min(word.baseline for word in figures)
    line = [word for word in below if abs(word.baseline - first) < 2]
    return len(line) > 1 and 3 * sum(kind_of(word.text) in {"figure", "nothing"} for word in line) >= len(line)


def _ruled_table(page: Page, grid: Grid, words: Sequence[Word], paint: Paint) -> Table | None:
    """The table of a grid; None where it holds fewer than two cells with words."""
    owner: list[list[int]] = [[0] * grid.cols for _ in range(grid.rows)]
    for number, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                owner[row][col] = number
    held: list[list[Word]] = [[] for _ in grid.cells]
    for word in words:
        x, y = word_centre(word)
        row = min(max(bisect_right(grid.ys, y) - 1, 0), grid.rows - 1)
        col = min(max(bisect_right(grid.xs, x) - 1, 0), grid.cols - 1)
        held[owner[row][col]].append(word)
    if sum(1 for words_of_cell in held if words_of_cell) < 2:
        return None
    cells = []
    for place, inside in zip(grid.cells, held):
        box = grid.cell_box(place)
        read = read_cell(inside)
        cells.append(
            Cell(
                place.row,
                place.col,
                read.text,
                page.number,
                box,
                place.row_span,
                place.col_span,
                fill=paint.of(box),
                upright=read.upright,
                redacted=paint.hides(box),
                words=read.words,
            )
        )
    return _with_headers(Table(page.number, grid.box, tuple(cells), grid.rows, grid.cols, 0, method="ruled"))


def _loose_table(page: Page, loose: LooseTable, paint: Paint) -> Table:
    cells = []
    for place in loose.cells:
        read = read_cell(place.words)
        cells.append(
            Cell(
                place.row,
                place.col,
                read.text,
                page.number,
                place.box,
                place.row_span,
                place.col_span,
                fill=paint.of(place.box),
                upright=read.upright,
                redacted=paint.hides(place.box),
                words=read.words,
            )
        )
    return _with_headers(
        Table(page.number, loose.box, tuple(cells), loose.rows, loose.cols, 0, method="borderless"), loose.header_rows
    )


def _with_headers(table: Table, known: int | None = None) -> Table:
    count = header_rows(table) if known is None else known
    cells = tuple(replace(cell, is_header=True) if cell.row < count else cell for cell in table.cells)
    return replace(table, cells=cells, header_rows=count)
