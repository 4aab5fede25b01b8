"""Tables that only white space makes: columns, wrapped labels, headings, what is no table."""

import pytest

from extract.tables import tables_of
from records.page import Box, Page, Rule, Word
from records.table import Table


def words_at(x: float, y: float, text: str, size: float = 8.0, *, bold: bool = False) -> list[Word]:
    made = []
    for word in text.split():
        width = 0.5 * size * len(word)
        made.append(Word(word, Box(x, y - size, x + width, y + 0.2 * size), y, size, bold=bold))
        x += width + 0.3 * size
    return made


COLUMNS = (50.0, 220.0, 300.0, 380.0)


def page_of(lines: list[tuple[float, list[str]]], rules: list[Rule] = []) -> Page:  # noqa: B006
    """A page of lines: baseline, and a text for each of COLUMNS (empty for none)."""
    words = [w for y, texts in lines for x, text in zip(COLUMNS, texts) for w in words_at(x, y, text)]
    return Page(1, 600, 400, 0, tuple(words), tuple(rules))


def texts(table: Table) -> list[list[str]]:
    grid = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = cell.text
    return grid


HEAD = (60.0, ["Measure", "Apr-24", "May-24", "Jun-24"])
PLAIN = [
    HEAD,
    (75, ["Referrals", "41", "39", "44"]),
    (90, ["Plans", "7", "12", "-"]),
    (105, ["Visits", "9", "n/a", "8"]),
]


def test_columns_and_heading_are_read_from_white_space() -> None:
    (table,) = tables_of(page_of(PLAIN))
    assert texts(table) == [row for _, row in PLAIN]
    assert (table.header_rows, table.method) == (1, "borderless")


def test_a_section_name_is_a_row_of_its_own() -> None:
    lines = [HEAD, (75, ["Front door"]), (90, ["Referrals", "41", "39", "44"]), (105, ["Plans", "7", "12", "9"])]
    (table,) = tables_of(page_of(lines))
    assert [row[0] for row in texts(table)] == ["Measure", "Front door", "Referrals", "Plans"]
    assert table.header_rows == 1


LONG = ["Children seen within ten days", "of the day on which they were", "referred by a school"]


@pytest.mark.parametrize("line", [0, 1, 2], ids=["first line", "middle line", "last line"])
def test_a_wrapped_label_is_one_row_whichever_line_has_the_figures(line: int) -> None:
    figures = ["88%", "91%", "90%"]
    label = [(80 + 10.0 * n, [text, *(figures if n == line else [])]) for n, text in enumerate(LONG)]
    lines = [HEAD, *label, (118, ["Plans", "7", "12", "9"]), (134, ["Visits", "9", "8", "8"])]
    (table,) = tables_of(page_of(lines))
    assert texts(table)[1:] == [[" ".join(LONG), *figures], ["Plans", "7", "12", "9"], ["Visits", "9", "8", "8"]]


def test_figures_half_way_between_two_lines_of_a_label_are_its_row() -> None:
    lines = [
        HEAD,
        (80, [LONG[0]]), (85, ["", "88%", "91%", "90%"]), (90, [LONG[1]]),
        (108, ["Plans", "7", "12", "9"]),
    ]  # fmt: skip
    (table,) = tables_of(page_of(lines))
    assert texts(table)[1:] == [[f"{LONG[0]} {LONG[1]}", "88%", "91%", "90%"], ["Plans", "7", "12", "9"]]


def test_a_short_rule_under_a_heading_says_what_it_stands_over() -> None:
    over = words_at(222, 48, "2024/25")
    page = page_of(PLAIN, [Rule(Box(215, 51, 420, 51))])
    (table,) = tables_of(Page(1, 600, 400, 0, (*over, *page.words), page.rules))
    heading = table.at(0, 1)
    assert heading is not None
    assert (heading.text, heading.col_span, table.header_rows) == ("2024/25", 3, 2)


def test_a_list_of_contents_is_no_table() -> None:
    lines = [w for n in range(6) for w in words_at(50, 60 + 12 * n, f"Chapter about something {'.' * 40} {3 + 2 * n}")]
    assert tables_of(Page(1, 600, 400, 0, tuple(lines))) == []


def test_an_agenda_with_page_ranges_is_no_table() -> None:
    lines = [w for n in range(4) for w in words_at(50, 60 + 24 * n, f"ITEM {n} OF THE AGENDA")]
    lines += [w for n in range(4) for w in words_at(420, 60 + 24 * n, f"{2 + 6 * n} - {7 + 6 * n}")]
    assert tables_of(Page(1, 600, 400, 0, tuple(lines))) == []


def test_prose_about_numbers_is_no_table() -> None:
    prose = "There were 41 referrals in June and 39 in May while 12 plans were made in the month of June for 9"
    words = [w for n in range(8) for w in words_at(50, 60 + 12 * n, prose)]
    assert tables_of(Page(1, 600, 400, 0, tuple(words))) == []


def test_two_tables_under_each_other_with_one_heading_each_stay_two() -> None:
    again = [(y + 80, row) for y, row in PLAIN]
    assert len(tables_of(page_of([*PLAIN, *again]))) == 2


def test_a_mark_that_stands_for_no_figure_does_not_break_a_table() -> None:
    lines = [HEAD] + [(75 + 15 * n, ["Row", mark, mark, "3"]) for n, mark in enumerate(["-", "n/a", "tbc", "*", "4"])]
    (table,) = tables_of(page_of(lines))
    assert table.rows == 6


def test_each_cell_holds_its_words_in_its_box() -> None:
    (table,) = tables_of(page_of(PLAIN))
    for cell in table.cells:
        for word in cell.words:
            assert cell.box.x0 <= word.box.x0 and word.box.x1 <= cell.box.x1
            assert cell.box.top <= word.baseline <= cell.box.bottom


def test_words_far_behind_the_last_heading_are_no_heading() -> None:
    page = page_of(PLAIN)
    title = words_at(520, 60, "Visits a week")
    (table,) = tables_of(Page(1, 700, 400, 0, (*page.words, *title)))
    assert texts(table) == [row for _, row in PLAIN]


def test_groups_are_left_alone_where_no_way_of_parting_the_rows_fits() -> None:
    lines = [
        (60, ["Measure", "", "May-24", "Jun-24"]),
        (75, ["Front door", "Contacts", "39", "44"]),
        (90, ["", "Referrals", "12", "9"]),
        (112, ["In care", "", "", ""]),
        (120, ["", "Visits", "9", "8"]),
        (135, ["", "Moves", "3", "2"]),
        (150, ["", "Reviews", "5", "7"]),
    ]
    (table,) = tables_of(page_of(lines))
    assert all(cell.row_span == 1 for cell in table.cells if cell.row)


def test_months_head_their_columns_from_further_off_where_a_table_beside_has_a_higher_heading() -> None:
    lines = [(60, HEAD[1]), (87, ["Referrals", "41", "39", "44"]), (97, ["Plans", "7", "12", "9"])]
    (table,) = tables_of(page_of(lines + [(107, ["Visits", "9", "8", "8"])]))
    assert (texts(table)[0], table.header_rows) == (HEAD[1], 1)


def test_names_in_the_middle_of_cells_stand_over_both_columns_that_are_set_to_the_right() -> None:
    ends = (120.0, 250.0, 320.0, 380.0, 440.0)
    rows = [
        ["Month", "Received", "Repeat", "Finished", "In 45 days"],
        ["April", "155", "17%", "140", "91%"],
        ["May", "171", "20%", "162", "89%"],
        ["June", "166", "16%", "158", "93%"],
    ]
    words = [
        word
        for n, row in enumerate(rows)
        for col, (end, text) in enumerate(zip(ends, row))
        for made in [words_at(0, 75 + 12 * n, text)]
        for word in words_at(50 if col == 0 else end - made[-1].box.x1, 75 + 12 * n, text)
    ]
    words += words_at(243, 63, "Referrals") + words_at(358, 63, "Assessments")
    (table,) = tables_of(Page(1, 600, 400, 0, tuple(words)))
    across = [(cell.text, cell.col, cell.col_span) for cell in table.cells if cell.row == 0 and cell.col_span > 1]
    assert across == [("Referrals", 1, 2), ("Assessments", 3, 2)]


def test_a_column_with_one_figure_is_told_by_its_heading() -> None:
    lines = [(60, ["Measure", "Apr-24", "Target", "England 2023"])]
    lines += [(75 + 15 * n, [f"Referrals {'abcdefghi'[n]}", f"{n}1%", f"{n}9%" if n % 2 else ""]) for n in range(9)]
    lines[4] = (120, ["Plans", "31%", "39%", "44%"])
    (table,) = tables_of(page_of(lines))
    assert texts(table)[0] == ["Measure", "Apr-24", "Target", "England 2023"]
    assert texts(table)[4] == ["Plans", "31%", "39%", "44%"]


def test_the_wide_first_line_of_a_heading_is_told_from_the_title_over_the_rule() -> None:
    lines = [
        (75.0, ["Team", "", "Plans", "Visits"]),
        (90, ["North", "318", "12", "9"]),
        (105, ["South", "266", "7", "8"]),
    ]
    words = [*page_of([*lines, (120.0, ["East", "241", "9", "7"])]).words]
    words += words_at(50, 48, "Open to each team", bold=True) + words_at(430, 48, "A chart beside")
    words += words_at(172, 65, "Children in need (not on") + words_at(206, 75, "a plan)")
    rules = tuple(Rule(Box(50, y, 410, y)) for y in (55.0, 79.0))
    (table,) = tables_of(Page(1, 600, 400, 0, tuple(words), rules))
    assert texts(table)[0] == ["Team", "Children in need (not on a plan)", "Plans", "Visits"]
