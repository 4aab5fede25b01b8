"""Grids and words -> Tables: cells with text, fill and redaction, header rows, headings; tables over several pages.

Pure functions over Page records; lengths are PDF points from the top left of the displayed page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from extract.borderless import LooseTable, loose_tables
from extract.cell_text import read_cell, word_centre
from extract.charts import chart_areas, is_chart
from extract.continued import join_continued
from extract.grid import Grid, frames_of
from extract.header_rows import header_rows
from extract.headings import headings_of
from extract.paint import Paint
from extract.refine import refined
from records.page import Page, Word
from records.table import Cell, Table

__all__ = ["join_continued", "tables_of"]


def tables_of(page: Page) -> list[Table]:
    """The tables of a page, from the top: ruled ones first, then those that only white space makes.

    Charts are none. `number` is 0 and every row is the page's own: `join_continued` puts a document's tables together.
    """
    paint = Paint(page.fills, page.redactions)
    frames = frames_of(page, paint)
    charts = chart_areas(page, frames)
    taken: set[int] = set()
    centres = [word_centre(word) for word in page.words]
    for place, (x, y) in enumerate(centres):
        if any(chart.holds(x, y) for chart in charts):
            taken.add(place)
    tables: list[Table] = []
    for grid in frames.grids:
        if grid.cols < 2 or grid.rows < 2 or any(chart.holds(*grid.box.centre) for chart in charts):
            continue
        if is_chart(grid, page):
            continue
        inside = [place for place, (x, y) in enumerate(centres) if grid.box.holds(x, y) and place not in taken]
        words = [page.words[place] for place in inside]
        finer = refined(grid, words)
        if finer is None:
            continue
        table = _ruled_table(page, finer, words, paint)
        if table is not None:
            tables.append(table)
            taken.update(inside)
    free = [word for place, word in enumerate(page.words) if place not in taken]
    boxes = [table.box for table in tables]
    for loose in loose_tables(page, free, frames, boxes, charts):
        tables.append(_loose_table(page, loose, paint))
    tables.sort(key=lambda table: (round(table.box.top / 4), table.box.x0))
    headings = headings_of(page, tables, charts)
    return [replace(table, heading=heading) for table, heading in zip(tables, headings)]


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
