"""Grids and words -> Tables: cells with text, fill and redaction, header rows, headings; tables over several pages.

Pure functions over Page records; lengths are PDF points from the top left of the displayed page.
"""

from __future__ import annotations

from bisect import bisect
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
from extract.indents import with_indents
from extract.loose_lines import Piece, pieces_of
from extract.minted import new_cell
from extract.overflow import uncrowded, unparted, with_overflow
from extract.page_edge import with_cuts_marked
from extract.paint import Paint
from extract.placed import PlacedWords
from extract.refine import refined
from extract.symbols import DRAWN, with_drawn_arrows, with_symbols
from extract.tiles import is_dashboard, tiles_among
from records.page import Box, Page, Word
from records.table import Table

__all__ = ["join_continued", "tables_of"]


LEAST_HUE = 40
"""How far the channels of a colour differ, of 255, that is no grey."""
MOST_OPEN_ROWS = 4
"""A grid of more rows without a figure is a table of words, not the head of a table."""


def tables_of(page: Page) -> list[Table]:
    """The tables of a page, from the top: ruled ones first, then those that only white space makes.

    Charts are none. `number` is 0 and every row is the page's own: `join_continued` puts a document's tables together.
    """
    page = with_cuts_marked(with_drawn_arrows(with_symbols(page)))
    paint = Paint(page.fills, page.redactions, page.pictures)
    frames = frames_of(page, paint)
    placed = PlacedWords(page.words)
    charts = chart_areas(page, frames, placed)
    ruled = _ruled_tables(page, frames, charts, placed, paint)
    free = placed.without([*charts, *(table.box for table, _ in ruled)])
    kept = [
        table for table, grid in ruled if not (_opens_below(table, grid, free) or _closes_rows_above(table, grid, free))
    ]
    if len(kept) < len(ruled):
        free = placed.without([*charts, *(table.box for table in kept)])
    tiles = [tile.box for tile in tiles_among(page, frames, free)]
    if tiles:
        free = PlacedWords(free).without(tiles)
    tables = list(kept)
    for loose in loose_tables(page, free, frames, [table.box for table in kept], charts):
        tables.append(_loose_table(page, loose, paint))
    tables = _in_order(tables)
    headings = headings_of(page, tables, charts, placed)
    return [replace(with_indents(table), heading=heading) for table, heading in zip(tables, headings)]


def _in_order(tables: Sequence[Table]) -> list[Table]:
    """Tables from the top; of those side by side the left one first."""
    ordered = sorted(tables, key=lambda table: (round(table.box.top / 4), table.box.x0))
    bands: list[list[Table]] = []
    for table in ordered:
        first = bands[-1][0].box if bands else None
        if first and table.box.top < first.bottom - 0.5 * min(first.height, table.box.height):
            bands[-1].append(table)
        else:
            bands.append([table])
    return [
        table for band in bands for table in sorted(band, key=lambda table: (round(table.box.x0 / 4), table.box.top))
    ]


def _ruled_tables(
    page: Page, frames: Frames, charts: Sequence[Box], placed: PlacedWords, paint: Paint
) -> list[tuple[Table, Grid]]:
    found = []
    for grid in frames.grids:
        box = grid.box
        if grid.cols < 2 or grid.rows < 2 or any(chart.holds(*box.centre) for chart in charts):
            continue
        inside = placed.inside(box)
        if is_chart(grid, page, inside):
            continue
        held = grid.share_out(inside)
        if is_dashboard(grid, held):
            continue
        finer = refined(grid, held)
        if finer is None:
            continue
        held = held if finer is grid else finer.share_out(inside)
        others = [other.box for other in frames.grids if other is not grid]
        table = _ruled_table(
            page, finer, with_overflow(finer, unparted(finer, uncrowded(finer, held)), placed, others), paint
        )
        if table is not None:
            found.append((table, finer))
    return found


def _opens_below(table: Table, grid: Grid, free: Sequence[Word]) -> bool:
    """True where a grid is only the head (or a stripe) of a table that goes on below it without rules.

    Its words are then read by white space together with the rest; its rules and fills stay as hints.
    """
    with_figures = {cell.row + cell.row_span for cell in table.cells if kind_of(cell.text) == "figure"}
    has_figures = bool(with_figures)
    # Below a head with borders the first stripe may close its grid.
    first_stripe = with_figures == {table.rows} and not grid.painted
    if (has_figures and not grid.painted and not first_stripe) or (table.rows > MOST_OPEN_ROWS and not has_figures):
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
    line = sorted((word for word in below if abs(word.baseline - first) < 2), key=lambda word: word.box.x0)
    pieces = pieces_of(line)
    if len(pieces) < 2 or 3 * sum(piece.is_figure for piece in pieces) < len(pieces):
        return False
    return not first_stripe or _keeps_to_columns(pieces, grid)


def _closes_rows_above(table: Table, grid: Grid, free: Sequence[Word]) -> bool:
    """True where a grid is only the last rows, shaded, of a table that begins above it without rules.

    Its first row has a label and figures, no heading; the line above has the same, one to each of its columns.
    """
    first = [kind_of(cell.text) for cell in table.cells if cell.row == 0 and cell.col and cell.text]
    if "figure" not in first or set(first) - {"figure", "nothing"}:
        return False
    box = table.box
    reach = max(2.2 * box.height / table.rows, 24.0)
    above = [
        word
        for word in free
        if word.turn == 0 and box.top - reach <= word.baseline < box.top + 1 and box.x0 - 2 <= word.box.x0 <= box.x1
    ]
    for baseline in sorted({word.baseline for word in above}, reverse=True):
        line = sorted((word for word in above if abs(word.baseline - baseline) < 2), key=lambda word: word.box.x0)
        pieces = pieces_of(line)
        if len(pieces) == 1 and pieces[0].x1 < grid.xs[1]:
            continue  # the rest of a label
        figures = sum(piece.is_figure for piece in pieces)
        labelled = not pieces[0].is_figure or pieces[0].x0 > grid.xs[1]
        return labelled and figures >= max(2, len(pieces) - 1) and _keeps_to_columns(pieces, grid)
    return False


def _keeps_to_columns(pieces: Sequence[Piece], grid: Grid) -> bool:
    """True where pieces of a line stand each in a column of its own of a grid, most columns with one."""
    columns = [bisect(grid.xs, (piece.x0 + piece.x1) / 2) for piece in pieces]
    inside = all(piece.x0 > grid.xs[0] - 2 and piece.x1 < grid.xs[-1] + 2 for piece in pieces)
    return inside and len(set(columns)) == len(columns) and 2 * len(columns) > grid.cols


def _ruled_table(page: Page, grid: Grid, held: Sequence[Sequence[Word]], paint: Paint) -> Table | None:
    """The table of a grid and the words of its cells; None where fewer than two hold words."""
    if sum(1 for words_of_cell in held if words_of_cell) < 2:
        return None
    cells = []
    for place, inside in zip(grid.cells, held):
        box = grid.cell_box(place)
        if inside and (place.row == 0 or place.row + place.row_span == grid.rows):
            box = Box.around([box, *_over_the_edge(inside, grid.box)])
        read = read_cell(inside)
        at = (place.row, place.col, place.row_span, place.col_span)
        cells.append(new_cell(at, page.number, box, read, _colour(paint, box, read.words), paint.hides(box)))
    box = Box.around([grid.box, *(cell.box for cell in cells)])
    return _with_headers(Table(page.number, box, tuple(cells), grid.rows, grid.cols, 0, method="ruled"))


def _colour(paint: Paint, box: Box, words: Sequence[Word]) -> str | None:
    """The colour of a cell: of the dot or arrow where it holds nothing else, of its ground where words stand in it."""
    if words and words[0].font != DRAWN:
        return _of_glyphs(words) or paint.of(box)
    return paint.alone(box) if all(word.font == DRAWN for word in words) else paint.of(box)


def _of_glyphs(words: Sequence[Word]) -> str | None:
    """The one colour of dots or arrows where a cell holds nothing else; None for words, for black and for grey."""
    if not words[0].colour:
        return None  # letters: nearly every cell
    colours = {word.colour for word in words}
    if len(colours) > 1 or any(sign.isalnum() for word in words for sign in word.text):
        return None
    (colour,) = colours
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return colour if max(channels) - min(channels) > LEAST_HUE else None


def _over_the_edge(words: Sequence[Word], box: Box) -> list[Box]:
    """Boxes of the words of a cell whose middle lies above or below the grid."""
    return [word.box for word in words if not box.top <= word_centre(word)[1] <= box.bottom]


def _loose_table(page: Page, loose: LooseTable, paint: Paint) -> Table:
    cells = []
    for place in loose.cells:
        read, box = read_cell(place.words), place.box
        at = (place.row, place.col, place.row_span, place.col_span)
        cells.append(new_cell(at, page.number, box, read, _colour(paint, box, read.words), paint.hides(box)))
    return _with_headers(
        Table(page.number, loose.box, tuple(cells), loose.rows, loose.cols, 0, method="borderless"), loose.header_rows
    )


def _with_headers(table: Table, known: int | None = None) -> Table:
    count = header_rows(table) if known is None else known
    cells = tuple(replace(cell, is_header=True) if cell.row < count else cell for cell in table.cells)
    return replace(table, cells=cells, header_rows=count)
