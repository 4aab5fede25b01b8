"""What makes a page's tables worth a second reading, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.doubtful import doubts_of
from records.page import Box, Page, Rule, Word
from records.table import Cell, Table

WIDTH, HEIGHT = 60.0, 20.0


def word(text: str, col: float, row: float, *, wide: float = 30.0, font: str = "") -> Word:
    left, top = col * WIDTH + 5, row * HEIGHT + 5
    return Word(text, Box(left, top, left + wide, top + 10), top + 10, 10, font=font)


def page_of(
    rows: list[list[str]], *extra: Word, method: str = "ruled", rules: tuple[Rule, ...] = ()
) -> tuple[Page, Table]:
    """A page with one table; each text is a cell of its own words. `extra` words stand in no cell."""
    cells, words = [], []
    for row, line in enumerate(rows):
        for col, text in enumerate(line):
            own = tuple(word(part, col + n * 0.4, row, wide=20) for n, part in enumerate(text.split()))
            words += own
            box = Box(col * WIDTH, row * HEIGHT, (col + 1) * WIDTH, (row + 1) * HEIGHT)
            cells.append(Cell(row, col, text, 1, box, is_header=row == 0, words=own))
    box = Box(0, 0, len(rows[0]) * WIDTH, len(rows) * HEIGHT)
    table = Table(1, box, tuple(cells), len(rows), len(rows[0]), 1, method=method)
    return Page(1, 595, 842, 0, (*words, *extra), rules=rules), table


PLAIN = [["Measure", "Oct", "Nov"], ["Referrals", "231", "218"], ["Plans", "92", "94"], ["Visits", "14", "15"]]
LONGER = [*PLAIN, ["Audits", "3", "4"], ["Homes", "61", "62"]]
ACROSS = Rule(Box(2 * WIDTH, 0, 2 * WIDTH, 80))
CASES = [
    ("a plain table", page_of(PLAIN), ()),
    ("a number in no cell", page_of(PLAIN, word("77", 1, 2.3)), ("numbers left over in a table's box",)),
    ("a word in no cell", page_of(PLAIN, word("see", 1, 2.3)), ()),
    ("a number beside the table", page_of(PLAIN, word("77", 5, 2)), ()),
    ("two numbers in a cell", page_of([*PLAIN, ["Audits", "3 4", ""]]), ("rows of uneven length",)),
    ("a share with its counts", page_of([*PLAIN, ["Seen", "3 of 4 75%", ""]]), ()),
    ("a short row without rules", page_of([*LONGER, ["Care", "", ""]], method="borderless"), ()),
    (
        "a row without rules with few figures",
        page_of([[*r, *r[1:]] for r in LONGER] + [["Care", "5", "", "", ""]], method="borderless"),
        ("rows of uneven length",),
    ),
    ("a row with rules with few figures", page_of([[*r, *r[1:]] for r in LONGER] + [["Care", "5", "", "", ""]]), ()),
    (
        "a number across a rule",
        page_of([*PLAIN[:3], ["Visits", "", ""]], rules=(ACROSS,)),
        (),
    ),
    ("a glyph that says nothing", page_of([*PLAIN, ["Seen", "2\ufffd", "4"]]), ("a glyph without a letter",)),
    ("a control character", page_of([*PLAIN, ["Noti\x02ed", "2", "4"]]), ("a glyph without a letter",)),
]


@pytest.mark.parametrize(("why", "page", "doubts"), CASES, ids=[why for why, *_ in CASES])
def test_doubts_are_told_from_page_and_tables(why: str, page: tuple[Page, Table], doubts: tuple[str, ...]) -> None:
    assert doubts_of(page[0], [page[1]]) == doubts


def test_a_number_across_an_upright_rule_is_doubtful() -> None:
    page, table = page_of(PLAIN, rules=(Rule(Box(75, 0, 75, 80)),))  # '231' reaches from 65 to 85
    assert doubts_of(page, [table]) == ("words across a rule",)
    beside, table = page_of(PLAIN, rules=(Rule(Box(66, 0, 66, 80)),))
    assert doubts_of(beside, [table]) == (), "a letter that touches a rule does not stand across it"


def test_an_arrow_of_a_symbol_font_is_no_glyph_without_a_letter() -> None:
    page, table = page_of(PLAIN, word("\uf0e1", 1, 2, font="Wingdings"))
    assert doubts_of(page, [table]) == ()


def test_a_page_read_by_ocr_has_no_text_to_read_again() -> None:
    page, table = page_of(PLAIN, word("77", 1, 2.3))
    assert doubts_of(replace(page, method="ocr"), [table]) == ()
