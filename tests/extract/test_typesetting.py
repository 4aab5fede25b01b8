"""Texts without pages, set on sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.typesetting import BOTTOM, RIGHT, contents_of, has_no_pages, read_text
from extract.written import Block, Cell


def test_headings_paragraphs_and_items_come_out_as_they_went_in() -> None:
    blocks = [
        Block("heading", "Children in our care", 2),
        Block("paragraph", "There were 286 children at the end of December, " * 5 + "as before."),
        Block("item", "Re-referrals were 21%."),
    ]
    (sheet,) = contents_of(blocks)
    assert [(p.heading, str(p.kind)) for p in sheet.passages] == [
        ("Children in our care", "paragraph"),
        ("Children in our care", "list item"),
    ]
    assert sheet.passages[0].text == blocks[1].text


def test_a_long_text_fills_several_sheets_and_loses_no_word() -> None:
    words = [f"word{n}" for n in range(5000)]
    contents = contents_of([Block("paragraph", " ".join(words))])
    set_words = [word for content in contents for word in content.page.words]
    assert [word.text for word in set_words] == words
    assert len(contents) > 3
    assert max(word.box.x1 for word in set_words) <= RIGHT
    assert max(word.box.bottom for word in set_words) <= BOTTOM + 10


def test_a_table_of_a_web_page_has_its_cells(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<table><tr><td>Measure<td>Q1<td>Q2</tr><tr><td>Open plans<td>34<td>30</tr></table>")
    facts, (sheet,) = read_text(file)
    (table,) = sheet.tables
    assert facts.typeset
    assert (table.rows, table.cols, table.header_rows, table.method) == (2, 3, 1, "markup")
    assert [cell.text for cell in table.cells if not cell.is_header] == ["Open plans", "34", "30"]
    assert all(word.box.overlaps(table.box) for word in sheet.page.words)


def test_short_paragraphs_stay_apart_on_the_sheet() -> None:
    blocks = [
        Block("heading", "Minutes", 5),
        Block("paragraph", "Report of the Director"),
        Block("heading", "Children in care", 3),
        Block("heading", "Numbers", 4),
        Block("paragraph", "There were 12."),
        Block("paragraph", "Visits fell."),
    ]
    (sheet,) = contents_of(blocks)
    assert [p.text for p in sheet.passages] == ["Report of the Director", "There were 12.", "Visits fell."]


def test_no_paragraph_is_cut_by_the_end_of_a_sheet() -> None:
    paragraph = "There were 286 children in care at the end of December, as many as a year before. " * 4
    contents = contents_of([Block("paragraph", paragraph.strip())] * 40)
    assert len(contents) > 1
    assert {p.text for content in contents for p in content.passages} == {paragraph.strip()}


@pytest.mark.parametrize("before", range(1, 24))
def test_a_heading_stays_with_what_it_names(before: int) -> None:
    cells = tuple(Cell(text, 0, col) for col, text in enumerate(("Open plans", "34")))
    blocks = [Block("paragraph", "Some words.")] * before
    blocks += [Block("heading", "Care", 2), Block("heading", "Plans", 3), Block("table", "", cells=cells)]
    *_, last = contents_of(blocks)
    assert [table.heading for table in last.tables] == ["Plans"]
    blocks[-1] = Block("paragraph", "There were 34 plans. " * 40)
    *_, last = contents_of(blocks)
    assert last.passages[-1].heading == "Care | Plans"


def test_a_table_that_is_not_read_is_a_problem_between_what_is() -> None:
    blocks = [Block("paragraph", "Before 1."), Block("unread", "table 1 was not read"), Block("paragraph", "Behind 2.")]
    contents = contents_of(blocks)
    assert [content.page.problem for content in contents] == [None, "table 1 was not read", None]
    assert [p.text for content in contents for p in content.passages] == ["Before 1.", "Behind 2."]


def test_a_table_stands_under_its_caption() -> None:
    cells = tuple(Cell(text, row, col) for row, texts in enumerate([("Measure", "Q1"), ("Open plans", "34")])
                  for col, text in enumerate(texts))  # fmt: skip
    blocks = [Block("paragraph", "Some words."), Block("caption", "Plans in May"), Block("table", "", cells=cells)]
    (sheet,) = contents_of(blocks)
    assert [table.heading for table in sheet.tables] == ["Plans in May"]


@pytest.mark.parametrize(
    ("name", "data", "is_text"),
    [
        ("a.html", b"<p>", True),
        ("a.HTM", b"", True),
        ("a.txt", b"text", True),
        ("a.pdf", b"text", False),
        ("a.html", b"%PDF-1.7 saved under a wrong name", False),
    ],
)
def test_a_file_is_told_by_its_name_unless_a_pdf_hides_behind_it(
    tmp_path: Path, name: str, data: bytes, is_text: bool
) -> None:
    (tmp_path / name).write_bytes(data)
    assert has_no_pages(tmp_path / name) is is_text


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.txt", b" \n", "holds no text"),
        ("a.html", b"", "is empty (0 bytes)"),
        ("b.txt", b"\0\0", "some other kind of file"),
        ("c.txt", None, "there is no such file"),
    ],
)
def test_a_file_that_gives_nothing_says_why(tmp_path: Path, name: str, data: bytes | None, error: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    facts, contents = read_text(tmp_path / name)
    assert error in (facts.error or "")
    assert contents == ()
