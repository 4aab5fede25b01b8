"""Rules and fills -> grids: merged cells, open sides, what is no border."""

import pytest

from extract.edges import edges_of
from extract.grid import Grid, frames_of
from records.page import Box, Fill, Page, Rule, Word


def page_of(rules: list[Rule] = [], fills: list[Fill] = [], words: list[Word] = []) -> Page:  # noqa: B006
    return Page(1, 600, 400, 0, tuple(words), tuple(rules), tuple(fills))


def level(y: float, x0: float = 50, x1: float = 250, colour: str = "#000000") -> Rule:
    return Rule(Box(x0, y, x1, y), colour)


def upright(x: float, top: float = 50, bottom: float = 110, colour: str = "#000000") -> Rule:
    return Rule(Box(x, top, x, bottom), colour)


def word(x: float, y: float) -> Word:
    return Word("word", Box(x, y - 8, x + 16, y + 2), y, 8)


FRAME = [level(y) for y in (50, 70, 90, 110)] + [upright(50), upright(250)]


def merged(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [
        (cell.row, cell.col, cell.row_span, cell.col_span)
        for cell in grid.cells
        if cell.row_span > 1 or cell.col_span > 1
    ]


@pytest.mark.parametrize(
    ("rules", "rows", "cols", "spans"),
    [
        ([*FRAME, upright(150)], 3, 2, []),
        ([*FRAME, upright(150, 70)], 3, 2, [(0, 0, 1, 2)]),
        ([*FRAME[:1], level(70, 150), *FRAME[2:], upright(150)], 3, 2, [(0, 0, 2, 1)]),
        ([*FRAME, upright(150, 50, 78), upright(150, 84)], 3, 2, []),
        ([*FRAME, upright(150), upright(151.2)], 3, 2, []),
    ],
    ids=["full", "merged across", "merged down", "a gap in a rule", "a double rule"],
)
def test_borders_make_cells(rules: list[Rule], rows: int, cols: int, spans: list[tuple[int, ...]]) -> None:
    (grid,) = frames_of(page_of(rules)).grids
    assert (grid.rows, grid.cols, merged(grid)) == (rows, cols, spans)


def test_a_dashed_rule_is_one_border() -> None:
    dashes = [upright(150, y, y + 3) for y in range(50, 110, 5)]
    (grid,) = frames_of(page_of([*FRAME, *dashes])).grids
    assert (grid.cols, merged(grid)) == (2, [])


def test_two_fills_of_one_colour_have_no_border_between_in_a_drawn_grid() -> None:
    # The label's cell is merged over two rows; the page paints each row's grey on its own.
    fills = [Fill(Box(50, 50, 250, 70), "#d9d9d9", 1), Fill(Box(50, 70, 250, 90), "#d9d9d9", 2)]
    rules = [level(50), level(70, 150), level(90), level(110), upright(50), upright(150), upright(250)]
    (grid,) = frames_of(page_of(rules, [*fills, Fill(Box(60, 92, 140, 108), "#eeeeee", 3)])).grids
    assert merged(grid) == [(0, 0, 2, 1)]


def test_fills_alone_make_a_grid() -> None:
    fills = [
        Fill(Box(x, y, x + 100, y + 20), "#dce6f1" if y % 40 else "#b8cce4", n)
        for n, (x, y) in enumerate((x, y) for y in (60, 80, 100) for x in (50, 150))
    ]
    (grid,) = frames_of(page_of([], fills)).grids
    assert (grid.rows, grid.cols, grid.painted) == (3, 2, True)


def test_white_cells_that_touch_side_by_side_are_a_grid_and_lone_white_boxes_none() -> None:
    heads = [Fill(Box(50, 50, 250, 70), "#a94064", 1), Fill(Box(250, 50, 350, 70), "#a94064", 2)]
    cells = [Fill(Box(x, y, x + 100, y + 20), "#ffffff", x + y) for y in (70, 90, 110) for x in (50, 150, 250)]
    (grid,) = frames_of(page_of([], [*heads, *cells])).grids
    assert (grid.rows, grid.cols, merged(grid)) == (4, 3, [(0, 0, 1, 2)])
    apart = [Fill(Box(x, y, x + 80, y + 20), "#ffffff", x + y) for y in (70, 100, 130) for x in (50, 150, 250)]
    assert frames_of(page_of([], apart)).grids == ()


def test_a_narrow_strip_beside_a_rule_is_no_column_unless_a_word_stands_in_it() -> None:
    fill = Fill(Box(154, 70, 250, 90), "#ff0000", 1)
    rules = [*FRAME, upright(150)]
    assert frames_of(page_of(rules, [fill])).grids[0].cols == 2
    held = Word("1", Box(151, 72, 153, 84), 82, 4)
    assert frames_of(page_of(rules, [fill], [held])).grids[0].cols == 3


def test_a_label_column_without_a_left_border_is_a_column() -> None:
    rules = [level(y, 50, 350) for y in (50, 70, 90, 110)] + [upright(150), upright(250), upright(350)]
    (grid,) = frames_of(page_of(rules, [], [word(60, 64), word(60, 84)])).grids
    assert (grid.cols, grid.xs[0]) == (3, 50)


def test_a_lone_box_is_no_grid() -> None:
    frames = frames_of(page_of([level(50), level(110), upright(50), upright(250)]))
    assert frames.grids == ()
    assert frames.boxes == (Box(50, 50, 250, 110),)


def test_a_background_of_the_whole_page_has_no_edges() -> None:
    assert edges_of(page_of([], [Fill(Box(0, 0, 600, 400), "#eeeeee", 0)])) == ([], [])


def test_two_tables_side_by_side_are_two_grids() -> None:
    other = [level(y, 300, 500) for y in (50, 80, 110)] + [upright(x) for x in (300, 400, 500)]
    grids = frames_of(page_of([*FRAME, upright(150), *other])).grids
    assert [(grid.rows, grid.cols) for grid in grids] == [(3, 2), (2, 2)]
