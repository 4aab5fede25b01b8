"""What a second reader is asked, what it says of a row, and what of its reading is never kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from extract import second_reading as module
from extract.content import page_content
from extract.pdf import open_pdf
from extract.second_reading import NotReadAgainError, Place, held_together, numbers_in, read_again
from extract.worker import Limits, read_document
from records.page import Box, Page, Redaction, Word
from records.table import Cell, Table

PAGES = Path(__file__).parents[1] / "pages"
WIDTH, HEIGHT = 60.0, 20.0
ROWS = [["Measure", "Oct", "Nov"], ["Referrals", "231", "218"], ["Seen", "3 of 4", "75%"]]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1,730", ("1730",)),
        ("118 of 194 60.8%", ("118", "194", "60.8%")),
        ("60.8 %", ("60.8%",)),
        ("(−0.8)", ("-0.8",)),
        ("Nov-20", ("-20",)),
        ("n/a", ()),
    ],
)
def test_the_numbers_of_a_text(text: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(text) == numbers


def box(row: float, col: float, *, rows: int = 1, cols: int = 1) -> Box:
    return Box(col * WIDTH, row * HEIGHT, (col + cols) * WIDTH, (row + rows) * HEIGHT)


def cell(row: int, col: int, text: str) -> Cell:
    left, top = col * WIDTH + 5, row * HEIGHT + 5
    words = tuple(
        Word(part, Box(left + 12 * n, top, left + 12 * n + 10, top + 10), top + 10, 10)
        for n, part in enumerate(text.split())
    )
    return Cell(row, col, text, 1, box(row, col), is_header=row == 0, words=words)


def first_reading(rows: list[list[str]] = ROWS) -> tuple[Page, Table]:
    cells = tuple(cell(row, col, text) for row, line in enumerate(rows) for col, text in enumerate(line))
    table = Table(1, box(0, 0, rows=len(rows), cols=3), cells, len(rows), 3, 1)
    return Page(1, 595, 842, 0, tuple(word for c in cells for word in c.words)), table


def place(row: int, col: float, text: str, *, cols: int = 1, rows: int = 1) -> Place:
    return Place(0, row, box(row, col, cols=cols, rows=rows), text)


REFERRALS = [place(1, 0, "Referrals"), place(1, 1, "231"), place(1, 2, "218")]
SAID = [
    ("the same", REFERRALS, {"231": "agrees", "218": "agrees"}),
    ("a thousand's comma apart", [place(1, 1, "231"), place(1, 2, "21,8")], {"231": "agrees", "218": "agrees"}),
    ("one cell of two", [place(1, 1, "231 218", cols=2)], {"231": "agrees", "218": "agrees"}),
    (
        "the row's numbers in another place",
        [place(1, 1, "231 218"), place(1, 2, "")],
        dict.fromkeys(("231", "218"), "agrees"),
    ),
    ("a number torn apart", [place(1, 1, "23 1"), place(1, 2, "218")], {"231": "differs", "218": "agrees"}),
    ("two rows in one", [place(1, 1, "231 3 of 4", rows=2)], {}),
    ("no numbers", [place(1, 1, "Referrals"), place(1, 2, "")], {}),
    ("nothing there", [], {}),
    ("its figures in two rows", [place(1, 1, "231"), replace(place(1, 2, "218"), row=2)], {"231": "agrees"}),
]


@pytest.mark.parametrize(("why", "places", "said"), SAID, ids=[why for why, *_ in SAID])
def test_the_numbers_of_a_row_are_held_together(why: str, places: list[Place], said: dict[str, str]) -> None:
    page, table = first_reading()
    marked = held_together(table, page, places, "pdfplumber")
    assert {c.text: c.second.verdict for c in marked.cells if c.second} == said
    assert all(c.second.reader == "pdfplumber" for c in marked.cells if c.second)


def test_where_readers_differ_both_readings_are_kept() -> None:
    page, table = first_reading()
    marked = held_together(table, page, [place(1, 1, "23 1"), place(1, 2, "218")], "camelot")
    (cell_,) = [c for c in marked.cells if c.second and c.second.verdict == "differs"]
    assert (cell_.text, cell_.second and cell_.second.text) == ("231", "23 1")


def test_what_the_visible_words_do_not_spell_is_not_kept() -> None:
    page, table = first_reading()
    hidden = [place(1, 1, "997 231"), place(1, 2, "218")]
    marked = held_together(table, page, hidden, "pdfplumber")
    assert "997" not in repr(marked)
    assert marked.at(1, 1) is not None and marked.at(1, 1).second is None  # type: ignore[union-attr]


def test_a_glyph_that_says_nothing_may_be_any_letter() -> None:
    page, table = first_reading([ROWS[0], ["Referrals", "23\ufffd", "218"]])
    marked = held_together(table, page, [place(1, 1, "231"), place(1, 2, "218")], "pdfplumber")
    assert [c.second.text for c in marked.cells if c.second and c.second.verdict == "differs"] == ["231"]


NOT_ASKED = [
    ("a heading", lambda page, table: (page, replace(table, header_rows=2))),
    ("a redacted cell", lambda page, table: (page, with_cells(table, redacted=True))),
    ("turned letters", lambda page, table: (page, with_cells(table, upright=False))),
    (
        "a redaction over it",
        lambda page, table: (replace(page, redactions=(Redaction(box(1, 1), "black box"),)), table),
    ),
    ("another page", lambda page, table: (replace(page, number=2), table)),
]


@pytest.mark.parametrize(("why", "change"), NOT_ASKED, ids=[why for why, _ in NOT_ASKED])
def test_no_second_reader_is_asked_of(why: str, change: object) -> None:
    page, table = change(*first_reading())  # type: ignore[operator]
    marked = held_together(table, page, [place(1, 1, "231")], "pdfplumber")
    assert marked.at(1, 1) == table.at(1, 1)


def with_cells(table: Table, **fields: object) -> Table:
    return replace(table, cells=tuple(replace(c, **fields) for c in table.cells))  # type: ignore[arg-type]


def test_cells_that_are_marked_stay_as_they_are() -> None:
    page, table = first_reading()
    once = held_together(table, page, REFERRALS, "pdfplumber")
    again = held_together(once, page, [place(1, 1, "23 1"), place(2, 1, "3 of 4"), place(2, 2, "75%")], "camelot")
    readers = {c.text: c.second.reader for c in again.cells if c.second}
    assert readers == {"231": "pdfplumber", "218": "pdfplumber", "3 of 4": "camelot", "75%": "camelot"}


SAMPLES = [
    ("reportlab_scorecard_grid", "pdfplumber"),
    ("word_scorecard_white_rules", "pdfplumber"),
    ("web_three_levels_grid", "pdfplumber"),
    ("excel_scorecard_fills_only", "camelot"),
    ("web_wrapped_rows_middle", "camelot"),
    ("reportlab_plain_bare", "camelot"),
]


@pytest.mark.parametrize(("name", "reader"), SAMPLES)
def test_pages_of_our_own_are_read_alike_by_two_readers(name: str, reader: str) -> None:
    path = PAGES / "tables" / f"{name}.pdf"
    with open_pdf(path) as pdf:
        content = page_content(pdf.page(1))
    tables = read_again(path, content.page, content.tables)
    said = [c.second for table in tables for c in table.cells if c.second]
    assert {one.verdict for one in said} == {"agrees"} and {one.reader for one in said} == {reader}
    grids = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["tables"]
    figures = sum(
        bool(numbers_in(text or "")) for g in grids if g["page"] == 1 for row in g["grid"][1:] for text in row
    )
    assert len(said) >= 0.6 * figures, "most of the table was read again"


HIDDEN = sorted((PAGES / "hidden").glob("*.pdf"))


@pytest.mark.parametrize("path", HIDDEN, ids=lambda path: path.stem)
def test_nothing_hidden_is_ever_kept(path: Path) -> None:
    """The whole visible page as one cell, which is the widest that a second reader can be asked of."""
    with open_pdf(path) as pdf:
        page = pdf.page(1)
    words = page.words
    if not words:
        return
    whole = Cell(0, 0, "1", 1, Box(0, 0, page.width, page.height), words=words)
    table = Table(1, whole.box, (whole,), 1, 1, 0)
    seen = {character for word in words for character in word.text} | set(" -")
    for reader in (module.by_pdfplumber, module.by_camelot):
        try:
            places = [Place(0, 0, whole.box, " ".join(p.text for p in reader(path, page, None)))]
        except NotReadAgainError:
            continue
        marked = held_together(table, replace(page, redactions=()), places, "either")
        assert all(set(c.second.text) <= seen for c in marked.cells if c.second)


def test_a_second_reader_sees_what_stands_under_a_box_and_none_of_it_is_kept() -> None:
    path = PAGES / "hidden" / "black_box.pdf"
    with open_pdf(path) as pdf:
        page = pdf.page(1)
    assert "42" not in " ".join(word.text for word in page.words)
    whole = Cell(0, 0, "57", 1, Box(0, 0, page.width, page.height), words=page.words)
    table = Table(1, whole.box, (whole,), 1, 1, 0)
    under = [Place(0, 0, whole.box, "42 57")]
    (marked,) = held_together(table, replace(page, redactions=()), under, "pdfplumber").cells
    assert marked.second is None


def test_a_second_reading_that_fails_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    page, table = first_reading()

    def fails(*_: object) -> list[Place]:
        raise ValueError("no")

    monkeypatch.setattr(module, "by_pdfplumber", fails)
    monkeypatch.setattr(module, "by_camelot", fails)
    with pytest.raises(NotReadAgainError, match=r"pdfplumber: ValueError; camelot: ValueError"):
        read_again(Path("none.pdf"), page, [table])


def test_the_child_reads_again_the_pages_asked_for() -> None:
    path = PAGES / "tables" / "reportlab_scorecard_grid.pdf"
    for asked, marked in (("all", True), ("doubtful", False), ("none", False)):
        _, contents = read_document(path, limits=Limits(second_reading=asked))
        assert any(c.second for content in contents for t in content.tables for c in t.cells) == marked, asked


def test_a_second_child_that_dies_leaves_the_first_reading_and_says_so() -> None:
    path = PAGES / "tables" / "web_over_pages_header_again.pdf"
    limits = Limits(second_reading="all", second_seconds=0.001)
    _, contents = read_document(path, limits=limits)
    assert [content.page.problem for content in contents] == [None] * 3
    assert all(content.tables for content in contents)
    assert "took longer" in (contents[0].second_problem or "")
    assert "the rest of this file is read once" in (contents[2].second_problem or "")
