"""Tables of web pages: those with figures are grids or are not read; those that lay out the page are its text."""

from __future__ import annotations

import pytest

from extract.web_page import blocks_of


def test_a_table_keeps_its_rows_columns_and_spans() -> None:
    page = "<table><tr><th rowspan=2>Measure<th colspan=2>2022</tr><tr><th>Q1<th>Q2</tr><tr><td>Plans<td>3<td>4</table>"
    (block,) = blocks_of(page)
    assert [(cell.row, cell.col, cell.row_span, cell.col_span, cell.text) for cell in block.cells] == [
        (0, 0, 2, 1, "Measure"),
        (0, 1, 1, 2, "2022"),
        (1, 1, 1, 1, "Q1"),
        (1, 2, 1, 1, "Q2"),
        (2, 0, 1, 1, "Plans"),
        (2, 1, 1, 1, "3"),
        (2, 2, 1, 1, "4"),
    ]


def test_a_cell_has_neither_notes_nor_hidden_text_in_it() -> None:
    page = "<table><tr><td>Plans<td>416<sup>a</sup><span style='display:none'>9</span><tr><td>Visits<td>5<br>6</table>"
    (block,) = blocks_of(page)
    assert [" ".join(cell.text.split()) for cell in block.cells] == ["Plans", "416", "Visits", "5 6"]


def test_a_caption_stands_over_its_table() -> None:
    page = "<table><caption>Plans in May</caption><tr><td>Plans<td>3<tr><td>Visits<td>4</table>"
    assert [(block.kind, block.text) for block in blocks_of(page)] == [("caption", "Plans in May"), ("table", "")]


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<table><tr><td><p>One 1</p></td></tr></table>", ["One 1"]),
        ("<table><tr><td>Left 1<table><tr><td>Plans<td>3<tr><td>Visits<td>4</table></td></tr></table>", ["Left 1", ""]),
        ("<table role=presentation><tr><td>Left side<td>Seen 5<tr><td>More<td>Text 6</table>",
         ["Left side", "Seen 5", "More", "Text 6"]),
        ("<table><tr><td>7.<td><p class=title>Children in care</p><p>There were 12.</p>"
         "<tr><td>8.<td><p class=title>Visits</p><p>None.</p></table>",
         ["Children in care", "There were 12.", "Visits", "None."]),
        ("<table><tr><td>7.<td><p>There were 12.</p></table>", ["There were 12."]),
    ],
    ids=["one cell", "a table within", "said to be layout", "the items of an agenda", "its only item"],
)  # fmt: skip
def test_a_table_that_lays_out_the_page_is_its_text(page: str, texts: list[str]) -> None:
    assert [block.text for block in blocks_of(page)] == texts


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<table>" + "<tr><td>Plans<td>1" * 10_001 + "</table>", "table 1 has 10,001 rows and 2 columns"),
        ("<table>" + "<tr><td colspan=90 rowspan=100000>1" * 300 + "</table>", "table 1 has 300 rows and 90 columns"),
        ("<table><tr><td>a<td rowspan=2>1<tr><td colspan=2>2<tr><td>b<td>3</table>", "claim each other's places"),
    ],
    ids=["too many rows", "too wide", "cells over each other"],
)
def test_a_table_that_cannot_be_read_is_a_problem_and_never_prose(page: str, says: str) -> None:
    first, rest = blocks_of(f"{page}<p>Seen 5</p>")
    assert first.kind == "unread"
    assert says in first.text
    assert "was not read" in first.text
    assert rest.text == "Seen 5"


def test_one_row_of_a_name_and_a_figure_is_a_table() -> None:
    (block,) = blocks_of("<table><tr><td>Children in care<td>412</table>")
    assert [cell.text for cell in block.cells] == ["Children in care", "412"]
