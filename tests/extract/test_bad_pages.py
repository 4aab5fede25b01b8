"""Pages that no printer should have made: cut, printed over, far too much. Nothing is read wrong, nothing lost."""

from collections.abc import Callable

import pytest

from extract.content import page_content
from extract.tables import tables_of
from records.page import Box, Page, Rule, Word
from records.table import Table

ROWS = [("Measure", "Apr-24", "May-24"), ("Contacts", "1,204", "1,377"), ("Plans", "41", "39"), ("Visits", "88", "91")]
XS = (60.0, 160.0, 240.0)


def word(x: float, y: float, text: str, size: float = 8.0) -> Word:
    return Word(text, Box(x, y - size, x + 0.5 * size * len(text), y + 0.2 * size), y, size)


def words_of_rows(shift: float = 0.0) -> list[Word]:
    return [word(x + shift, 60 + 16 * n, text) for n, row in enumerate(ROWS) for x, text in zip(XS, row)]


def ruled() -> tuple[Rule, ...]:
    levels = [Rule(Box(55, y, 300, y)) for y in (48, 64, 80, 96, 112)]
    return (*levels, *(Rule(Box(x, 48, x, 112)) for x in (55, 155, 235, 300)))


def texts(table: Table) -> list[list[str]]:
    grid = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = cell.text
    return grid


@pytest.mark.parametrize("rules", [(), ruled()], ids=["without rules", "ruled"])
def test_a_figure_that_the_edge_of_the_page_cuts_is_marked(rules: tuple[Rule, ...]) -> None:
    words = [w for w in words_of_rows() if w.box.x0 < 255]
    (table,) = tables_of(Page(1, 257, 400, 0, tuple(words), rules))
    assert [row[2] for row in texts(table)[1:]] == ["1,377…", "39", "91"]


def test_two_figures_printed_over_each_other_both_stand_in_the_cell() -> None:
    over = [word(163, 76, "7"), word(163, 92, "8")]
    (table,) = tables_of(Page(1, 400, 400, 0, (*words_of_rows(), *over), ruled()))
    assert [row[1] for row in texts(table)[1:]] == ["1,204 7", "41 8", "88"]


def test_words_beyond_the_page_leave_the_rest_of_the_table_alone() -> None:
    beyond = [word(-90, 76, "9"), word(700, 92, "12"), word(160, 900, "5")]
    (table,) = tables_of(Page(1, 400, 400, 0, (*words_of_rows(), *beyond), ruled()))
    assert texts(table) == [list(row) for row in ROWS]


def test_ten_thousand_crossing_rules_beside_a_table_leave_its_figures_in_their_rows(
    calls_of: Callable[[Callable[[], object]], int],
) -> None:
    noise = [Rule(Box(310 + n % 80, 50 + n % 331, 330 + n % 77, 50 + n % 331)) for n in range(5000)]
    noise += [Rule(Box(310 + n % 89, 40 + n % 307, 310 + n % 89, 60 + n % 311)) for n in range(5000)]
    page = Page(1, 420, 420, 0, tuple(words_of_rows()), (*ruled(), *noise))
    found = tables_of(page)
    assert calls_of(lambda: tables_of(page)) < 20 * len(page.rules)
    assert any(
        [cell for cell in row if cell][:3] == list(wanted) for t in found for row in texts(t) for wanted in ROWS[1:2]
    )


def test_a_page_of_fifty_thousand_characters_is_read_whole_and_costs_no_more_than_its_length(
    calls_of: Callable[[Callable[[], object]], int],
) -> None:
    places = [(row, col) for row in range(200) for col in range(80)]
    words = [word(10 + 12 * col, 10 + 4 * row, str(100 + (7 * row + 11 * col) % 899), 3) for row, col in places]
    half, whole = (Page(1, 1000, 830, 0, tuple(words[:count])) for count in (len(words) // 2, len(words)))
    assert calls_of(lambda: page_content(whole)) < 2.5 * calls_of(lambda: page_content(half))
    content = page_content(whole)
    (table,) = content.tables
    assert (table.rows, table.cols) == (200, 80)
