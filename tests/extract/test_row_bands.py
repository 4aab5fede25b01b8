"""Grids with the borders of columns and hardly any of rows."""

from extract.grid import Grid, GridCell
from extract.refine import refined
from records.page import Box, Word

COLUMNS = (0.0, 100.0, 150.0, 200.0, 250.0)


def word(text: str, x: float, y: float) -> Word:
    return Word(text, Box(x, y - 8, x + 5 * len(text), y + 2), y, 8)


def colour_only(body: list[list[tuple[str, float, float]]], rows: int) -> tuple[Grid, list[list[Word]]]:
    """A ruled head, three columns that run down in one piece, and a last one that colours part into `rows`."""
    ys = (0.0, 20.0, *(20.0 + 40 * row for row in range(1, rows + 1)))
    head = [GridCell(0, col, 1, 1) for col in range(4)]
    tall = [GridCell(1, col, rows, 1) for col in range(3)]
    grid = Grid(COLUMNS, ys, (*head, *tall, *(GridCell(row, 3, 1, 1) for row in range(1, rows + 1))))
    words = [word(text, x, 13) for text, x in (("Measure", 5), ("2021", 105), ("2022", 155), ("Since", 205))]
    words += [word(*one) for column in body for one in column]
    return grid, grid.share_out([(one.box.centre[0], one.baseline - 2.4, one) for one in words])


LABELS = [("Referrals", 5.0, 35.0), ("Children", 5.0, 57.0), ("looked", 5.0, 66.0), ("Plans", 5.0, 88.0)]
FIRST = [("120", 105.0, 35.0), ("88", 105.0, 61.0), ("30", 105.0, 88.0)]
SECOND = [("140", 155.0, 35.0), ("90", 155.0, 61.0), ("41", 155.0, 88.0)]


def test_rows_are_the_bands_that_words_show() -> None:
    grid, held = colour_only([LABELS, FIRST, SECOND, [("Worse", 205.0, 35.0)]], 2)
    finer = refined(grid, held)
    assert finer is not None
    assert (finer.rows, {cell.row_span for cell in finer.cells}) == (4, {1})
    assert all(low < y < high for y, low, high in zip((40.0, 75.0), finer.ys[1:], finer.ys[3:]))


def test_two_bare_figures_in_a_band_are_no_row() -> None:
    close = [("120", 105.0, 35.0), ("130", 105.0, 44.0), ("88", 105.0, 53.0), ("30", 105.0, 88.0)]
    labels = [("Referrals", 5.0, 35.0), ("Plans", 5.0, 44.0), ("Visits", 5.0, 53.0), ("Children", 5.0, 88.0)]
    second = [(text, x + 50, y) for text, x, y in close]
    grid, held = colour_only([labels, close, second, [("Worse", 205.0, 35.0)]], 2)
    assert refined(grid, held) is None
