"""Tables that only white space makes: columns, wrapped labels, headings, what is no table."""

from dataclasses import replace
from itertools import pairwise

import pytest

from extract.tables import tables_of
from records.page import Box, Fill, Page, Rule, Word
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


RULED = [55.0, 66.0, 96.0, 111.0, 141.0]


def between_rules(lines: list[tuple[float, list[str]]]) -> list[list[str]]:
    rules = [Rule(Box(45, y, 420, y)) for y in RULED]
    (table,) = tables_of(page_of(lines, rules))
    return texts(table)


def test_lines_between_two_rules_are_one_row_at_whatever_height_they_stand() -> None:
    lines = [
        (63.0, ["Measure", "Q1", "Q2", "Target"]),
        (77, ["Children seen within ten days", "82.5%", "79.0%", ""]),
        (83, ["", "", "", "85%"]),
        (89, ["of their referral", "(33 of 40)", "(30 of 38)", ""]),
        (106, ["Plans", "41", "39", "44"]),
        (122, ["Visits made each month to the", "95.0%", "94.1%", ""]),
        (134, ["homes of children with a plan", "(19 of 20)", "(16 of 17)", ""]),
    ]
    assert between_rules(lines)[1:] == [
        ["Children seen within ten days of their referral", "82.5% (33 of 40)", "79.0% (30 of 38)", "85%"],
        ["Plans", "41", "39", "44"],
        ["Visits made each month to the homes of children with a plan", "95.0% (19 of 20)", "94.1% (16 of 17)", ""],
    ]


def test_two_measures_between_two_rules_stay_two_rows() -> None:
    lines = [
        (63.0, ["Measure", "Q1", "Q2", "Q3"]),
        (77, ["Conferences", "12 of 14", "9 of 10", "8 of 8"]),
        (89, ["Conferences held in time", "85.7%", "90.0%", "100%"]),
        (106, ["Plans", "41", "39", "44"]),
        (122, ["Reviews", "30 of 31", "28 of 28", "27 of 29"]),
        (134, ["Reviews of plans held in time", "96.8%", "100%", "93.1%"]),
    ]
    assert [row[0] for row in between_rules(lines)] == [row[0] for _, row in lines]


def test_a_share_below_its_count_is_of_its_row_without_rules_too() -> None:
    lines = [
        HEAD,
        (80.0, ["Repeat referrals", "12 of 80", "9 of 71", "14 of 90"]),
        (90, ["", "15.0%", "12.7%", "15.6%"]),
        (110, ["Children seen within ten days", "70 of 82", "66 of 80", "81 of 92"]),
        (120, ["of their referral", "85.4%", "82.5%", "88.0%"]),
        (140, ["Plans", "61", "58", "63"]),
    ]
    (table,) = tables_of(page_of(lines))
    assert texts(table)[1:] == [
        ["Repeat referrals", "12 of 80 15.0%", "9 of 71 12.7%", "14 of 90 15.6%"],
        ["Children seen within ten days of their referral", "70 of 82 85.4%", "66 of 80 82.5%", "81 of 92 88.0%"],
        ["Plans", "61", "58", "63"],
    ]


def test_labels_of_two_lines_each_stand_beside_the_figures_between_them() -> None:
    words = page_of([(60.0, ["Measure", "2021", "2022", "2023"])]).words
    for y in (80.0, 110.0, 140.0):
        words += page_of([(y, ["Children with plans"]), (y + 6, ["", "7", "8", "9"]), (y + 12, ["per 10,000"])]).words
    (table,) = tables_of(Page(1, 600, 400, 0, tuple(words)))
    assert texts(table)[1:] == [["Children with plans per 10,000", "7", "8", "9"]] * 3


@pytest.mark.parametrize(("years", "span"), [(("2021", "2022", "2023"), (1, 3)), (("Apr", "Plans", "Visits"), (2, 1))])
def test_a_name_amid_years_that_come_again_stands_over_all_of_them(
    years: tuple[str, ...], span: tuple[int, int]
) -> None:
    xs = [220.0 + 50 * n for n in range(6)]
    words = words_at(50, 60, "Measure") + words_at(270, 48, "Own") + words_at(418, 48, "England")
    for x, year in zip(xs, ["2021", "2022", "2023"] * 2):
        words += words_at(x, 60, year)
    for y, label in ((75.0, "Referrals"), (90.0, "Plans"), (105.0, "Visits")):
        words += words_at(50, y, label)
        for n, x in enumerate(xs):
            words += words_at(x, y, f"41{n}")
    (table,) = tables_of(Page(1, 600, 400, 0, tuple(words)))
    own = next(cell for cell in table.cells if cell.text.startswith("Own"))
    assert (own.col, own.col_span) == (1, 3)


def test_a_heading_whose_second_line_is_a_number_is_no_row_of_figures_between_the_rules() -> None:
    heads = [(38, 67, "2022"), (147, 54, "Plans of all kinds"), (96, 69, "At month"), (164, 69, "Rate per")]
    heads += [(223, 69, "In time"), (108, 80, "end"), (168, 80, "10,000"), (247, 80, "%")]
    rows = (["April", "115", "29.3", "91.2"], ["May", "111", "28.5", "89.7"], ["June", "106", "28.1", "89.8"])
    words = [w for x, y, text in heads for w in words_at(x, y, text)]
    for n, row in enumerate(rows):
        words += [w for x, text in zip((38, 109, 174, 243), row) for w in words_at(x, 95.8 + 15.7 * n, text)]
    rules = [Rule(Box(86, 58.6, 285, 58.6))] + [
        Rule(Box(34, 42 if n < 0 else 84.9 + 15.7 * n, 285, 42 if n < 0 else 84.9 + 15.7 * n)) for n in range(-1, 4)
    ]
    (table,) = tables_of(Page(1, 500, 300, 0, tuple(words), tuple(rules)))
    assert texts(table) == [["2022", "At month end", "Rate per 10,000", "In time %"], *rows]


def test_names_centred_over_their_shares_of_the_headings_below_are_shared_out_together() -> None:
    heads = ((92, "Number"), (136, "% repeat within twelve m"), (262, "Completed"), (318, "% within 45 days"))
    heads += ((404, "Started"), (446, "% to conference"))
    words = words_at(36, 80, "2022") + words_at(530, 80, "Overall")
    words += words_at(152, 70, "Referrals") + words_at(304, 70, "Assessments") + words_at(424, 70, "Enquiries here")
    words += [w for x, text in heads for w in words_at(x, 90, text)]
    for n, month in enumerate(("April", "May", "June")):
        y = 106 + 14 * n
        words += words_at(36, y, month) + words_at(538, y, "7")
        for x, text in heads:
            width = words_at(x, 0, text)[-1].box.x1 - x
            words += words_at(x + width / 2 - 6, y, f"1{n}3")
    (table,) = tables_of(Page(1, 600, 400, 0, tuple(words)))
    across = [(cell.text, cell.col, cell.col_span) for cell in table.cells if cell.col_span > 1]
    assert across == [("Referrals", 1, 2), ("Assessments", 3, 2), ("Enquiries here", 5, 2)]


def test_the_unit_that_wraps_below_the_last_label_is_of_that_label() -> None:
    lines = [*PLAIN, (120, ["Reviews held in the month", "91.2", "90.4", "88.9"])]
    (table,) = tables_of(page_of([*lines, (129, ["%"])]))
    assert texts(table)[-1] == ["Reviews held in the month %", "91.2", "90.4", "88.9"]


# ------------------------------------------------------------------ months down the side

SHADE = "#eeeeee"


def test_shaded_last_rows_are_of_the_table_above_them() -> None:
    lines = [
        (60.0, ["Month", "Referrals", "Plans", "Visits"]),
        (75, ["Apr-24", "41", "7", "9"]),
        (90, ["May-24", "39", "12", "8"]),
        (105, ["Jun-24", "44", "-", "6"]),
        (120, ["2023/24", "502", "31", "99"]),
        (135, ["Target", "-", "10", "-"]),
    ]
    edges = (45.0, 215.0, 295.0, 375.0, 430.0)
    fills = tuple(
        Fill(Box(x0, top, x1, top + 15), SHADE, n)
        for n, (top, x0, x1) in enumerate((top, x0, x1) for top in (110, 125) for x0, x1 in pairwise(edges))
    )
    rules = [Rule(Box(45, y, 430, y)) for y in (65, 80, 95, 110, 125, 140)]
    (table,) = tables_of(replace(page_of(lines, rules), fills=fills))
    assert texts(table) == [row for _, row in lines]
    assert [table.at(row, 1).fill for row in (3, 4, 5)] == [None, SHADE, SHADE]


def test_two_stacks_of_rules_part_rows_at_one_height() -> None:
    left, right = [(50.0, "Month"), (130.0, "Plans")], [(220.0, "Month"), (300.0, "Visits")]
    words = [w for x, text in left + right for w in words_at(x, 60, text)]
    for row, (name, plans, visits) in enumerate([("Apr-24", "41", "9"), ("May-24", "39", "8"), ("Jun-24", "44", "6")]):
        upper, lower = 75 + 20 * row, 75 + 12 * row  # rows of the right are lower, the first at one height
        words += words_at(50, upper, name) + words_at(130, upper, plans)
        words += words_at(220, lower, name) + words_at(300, lower, visits)
    rules = [Rule(Box(45, 65 + 20 * n, 180, 65 + 20 * n)) for n in range(4)]
    rules += [Rule(Box(215, 65 + 12 * n, 340, 65 + 12 * n)) for n in range(4)]
    assert [texts(table) for table in tables_of(Page(1, 600, 400, 0, tuple(words), tuple(rules)))] == [
        [["Month", "Plans"], ["Apr-24", "41"], ["May-24", "39"], ["Jun-24", "44"]],
        [["Month", "Visits"], ["Apr-24", "9"], ["May-24", "8"], ["Jun-24", "6"]],
    ]


def test_a_year_alone_under_the_last_month_ends_its_label() -> None:
    lines = [
        (60.0, ["Month", "Referrals", "Plans", "Visits"]),
        (75, ["April 2024", "41", "7", "9"]),
        (90, ["May 2024", "39", "12", "8"]),
        (104, ["September"]),
        (109, ["", "44", "-", "6"]),
        (114, ["2024"]),
    ]
    (table,) = tables_of(page_of(lines))
    assert texts(table)[-1] == ["September 2024", "44", "-", "6"]


def test_headings_that_interleave_are_one_row_and_their_numbers_no_figures() -> None:
    words = words_at(50, 66, "Month") + words_at(200, 62, "Open at") + words_at(200, 71, "month end")
    words += words_at(280, 62, "Rate per") + words_at(288, 71, "10,000") + words_at(370, 66, "Started")
    for row, name in enumerate(["Apr-24", "May-24", "Jun-24"]):
        for x, text in ((50, name), (224, "217"), (296, "36.5"), (390, "12")):
            words += words_at(x, 85 + 14 * row, text)
    (table,) = tables_of(Page(1, 600, 400, 0, tuple(words), ()))
    assert texts(table)[0] == ["Month", "Open at month end", "Rate per 10,000", "Started"]
    assert table.header_rows == 1
