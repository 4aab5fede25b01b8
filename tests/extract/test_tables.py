"""Sample pages by several producers, read to the cell; and what tables over pages become."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from extract.pdf import open_pdf
from extract.tables import join_continued, tables_of
from records.page import Box, Fill, Page, Redaction, Rule, Word
from records.table import Cell, Table

SAMPLES = Path(__file__).resolve().parents[1] / "pages" / "tables"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"

SPANS_NOT_DRAWN = ("bare", "rows", "zebra", "columns", "list", "stripes", "headed", "fills_only", "no_rules")
"""House styles in which nothing shows how far a section's name reaches across its table."""
BROKEN_IN_PRINT = {"excel_months_down_grid": "LibreOffice breaks the turned word YEAR over two lines"}


def texts(table: Table) -> list[list[str]]:
    grid = [[""] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = cell.text
    return grid


def spans(table: Table) -> list[list[int]]:
    return sorted(
        [cell.row, cell.col, cell.row + cell.row_span - 1, cell.col + cell.col_span - 1]
        for cell in table.cells
        if cell.row_span > 1 or cell.col_span > 1
    )


def tables_in(path: Path) -> list[Table]:
    with open_pdf(path) as pdf:
        return join_continued([t for n in range(1, pdf.facts.pages + 1) for t in tables_of(pdf.page(n))])


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.json")))
def test_a_sample_page_is_read_to_the_cell(name: str, request: pytest.FixtureRequest) -> None:
    if name in BROKEN_IN_PRINT:
        request.applymarker(pytest.mark.xfail(reason=BROKEN_IN_PRINT[name], strict=True))
    wanted = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))["tables"]
    found = tables_in(SAMPLES / f"{name}.pdf")
    assert [texts(table) for table in found] == [table["grid"] for table in wanted]
    assert [table.header_rows for table in found] == [table["header_rows"] for table in wanted]
    if not any(style in name for style in SPANS_NOT_DRAWN):
        assert [spans(table) for table in found] == [sorted(table["spans"]) for table in wanted]


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*_grouped_*.json")))
def test_a_group_label_without_rules_stands_for_its_rows(name: str) -> None:
    (table,) = tables_in(SAMPLES / f"{name}.pdf")
    assert spans(table) == [[1, 0, 3, 0], [4, 0, 5, 0]]


def test_a_table_over_three_pages_keeps_the_page_and_box_of_each_cell() -> None:
    (table,) = tables_in(SAMPLES / "web_over_pages_header_once.pdf")
    assert (table.page, table.last_page, table.number, table.rows) == (1, 3, 0, 13)
    assert [table.at(row, 0).page for row in (1, 6, 10)] == [1, 2, 3]
    assert table.at(6, 0).box.top < table.at(5, 0).box.top


# ------------------------------------------------------------------ pages made by hand


def words_of(*entries: tuple[float, float, str], size: float = 8.0, bold: bool = False) -> list[Word]:
    """Words from (x, baseline, text), each letter half as wide as it is high."""
    made = []
    for x, y, text in entries:
        for word in text.split():
            width = 0.5 * size * len(word)
            made.append(Word(word, Box(x, y - size, x + width, y + 0.2 * size), y, size, bold=bold))
            x += width + 0.3 * size
    return made


def lattice(xs: list[float], ys: list[float]) -> list[Rule]:
    level = [Rule(Box(xs[0], y, xs[-1], y)) for y in ys]
    return level + [Rule(Box(x, ys[0], x, ys[-1])) for x in xs]


def page_of(words: list[Word], rules: list[Rule] = [], **more: object) -> Page:  # noqa: B006
    return replace(Page(1, 600, 400, 0, tuple(words), tuple(rules)), **more)


XS, YS = [50.0, 150.0, 230.0, 310.0], [50.0, 70.0, 90.0, 110.0]
SMALL = [
    (60, 63, "Measure"), (160, 63, "May-24"), (240, 63, "Jun-24"),
    (60, 83, "Referrals"), (160, 83, "41"), (240, 83, "39"),
    (60, 103, "Plans"), (160, 103, "7"), (240, 103, "12"),
]  # fmt: skip


def test_rules_make_cells_and_the_first_row_of_months_a_header() -> None:
    (table,) = tables_of(page_of(words_of(*SMALL), lattice(XS, YS)))
    assert texts(table) == [["Measure", "May-24", "Jun-24"], ["Referrals", "41", "39"], ["Plans", "7", "12"]]
    assert (table.header_rows, table.method) == (1, "ruled")
    assert table.at(2, 1).box == Box(150, 90, 230, 110)
    assert [cell.is_header for cell in table.cells] == [True] * 3 + [False] * 6


def test_the_topmost_fill_over_the_centre_is_the_colour_of_a_cell() -> None:
    fills = (
        Fill(Box(50, 50, 310, 70), "#cccccc", 1),
        Fill(Box(150, 70, 230, 90), "#ff0000", 2),
        Fill(Box(150, 70, 230, 90), "#00b050", 3),
        Fill(Box(230, 70, 310, 90), "#ffc000", 2),
        Fill(Box(230, 70, 310, 90), "#ffffff", 4),
    )
    (table,) = tables_of(page_of(words_of(*SMALL), lattice(XS, YS), fills=fills))
    assert [table.at(0, 1).fill, table.at(1, 1).fill, table.at(1, 2).fill] == ["#cccccc", "#00b050", None]


def test_a_cell_under_a_black_box_is_redacted() -> None:
    box = Redaction(Box(158, 74, 180, 86), "black box")
    words = [word for word in words_of(*SMALL) if word.text != "41"]
    (table,) = tables_of(page_of(words, lattice(XS, YS), redactions=(box,)))
    assert [cell.redacted for cell in table.cells if cell.row == 1] == [False, True, False]


def test_a_title_above_in_larger_letters_is_the_heading() -> None:
    words = words_of((50, 40, "Front door"), size=12, bold=True) + words_of(*SMALL)
    (table,) = tables_of(page_of(words, lattice(XS, YS)))
    assert table.heading == "Front door"


def test_columns_without_a_rule_between_are_read_by_white_space() -> None:
    only_frame = lattice([50, 310], YS)
    (table,) = tables_of(page_of(words_of(*SMALL), only_frame))
    assert texts(table)[1] == ["Referrals", "41", "39"]
    assert table.header_rows == 1


def test_prose_with_numbers_is_no_table() -> None:
    line = "In the month 41 children were referred and 39 of them were seen within 10 days of the"
    words = [word for y in range(60, 180, 12) for word in words_of((50, y, line))]
    assert tables_of(page_of(words)) == []


def test_gridlines_without_words_are_no_table() -> None:
    ys = [float(y) for y in range(100, 200, 20)]
    words = words_of(*[(30, y + 3, str(n)) for n, y in enumerate(ys)])
    rules = [Rule(Box(50, y, 300, y)) for y in ys] + [Rule(Box(50, 100, 50, 180)), Rule(Box(300, 100, 300, 180))]
    assert tables_of(page_of(words, rules)) == []


def test_ten_thousand_rules_are_read_in_time() -> None:
    rules = [Rule(Box(float(n % 100) * 5, n / 25, float(n % 100) * 5 + 4, n / 25)) for n in range(10_000)]
    tables_of(page_of(words_of(*SMALL), [*lattice(XS, YS), *rules]))


# ------------------------------------------------------------------ tables over pages


def small_table(page: int, header: str = "May-24", heading: str | None = None, top: float = 0) -> Table:
    entries = [(x, y + top, header if text == "May-24" else text) for x, y, text in SMALL]
    made = page_of(words_of(*entries), lattice(XS, [y + top for y in YS]))
    (table,) = tables_of(replace(made, number=page))
    return replace(table, heading=heading)


def test_a_repeated_header_is_dropped() -> None:
    (joined,) = join_continued([small_table(1, top=200), small_table(2)])
    assert [row[0] for row in texts(joined)] == ["Measure", "Referrals", "Plans", "Referrals", "Plans"]
    assert (joined.header_rows, joined.last_page) == (1, 2)


@pytest.mark.parametrize(
    "following",
    [
        small_table(2, header="Apr-24"),
        small_table(3),
        replace(small_table(2), heading="Another section"),
    ],
    ids=["another header", "a page between", "another heading"],
)
def test_tables_that_differ_stay_two(following: Table) -> None:
    joined = join_continued([small_table(1, heading="Front door", top=200), following])
    assert [table.number for table in joined] == [0, 1]


def page_table(page: int, rows: list[list[str]], *, headed: bool, top: float) -> Table:
    """A table of three columns, its rows 15 points high."""
    cells = tuple(
        Cell(r, c, text, page, Box(60 * c, top + 15 * r, 60 * c + 60, top + 15 * r + 15), is_header=headed and r == 0)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    box = Box.around(cell.box for cell in cells)
    return Table(page, box, cells, len(rows), 3, int(headed))


@pytest.mark.parametrize(
    "foot, head, whole",
    [
        (["Plans that were", "41", "39"], ["reviewed", "", ""], ["Plans that were reviewed", "41", "39"]),
        (["Plans that were", "", ""], ["reviewed", "41", "39"], ["Plans that were reviewed", "41", "39"]),
    ],
    ids=["figures on the first page", "figures on the second page"],
)
def test_a_row_torn_by_the_end_of_a_page_is_one(foot: list[str], head: list[str], whole: list[str]) -> None:
    first = page_table(1, [["Measure", "May-24", "Jun-24"], ["Referrals", "12", "9"], foot], headed=True, top=700)
    second = page_table(2, [head, ["Visits", "88%", "91%"]], headed=False, top=40)
    (joined,) = join_continued([first, second])
    assert texts(joined)[2:] == [whole, ["Visits", "88%", "91%"]]
    assert [joined.at(2, col).page for col in (1, 2)] == [1 if foot[1] else 2] * 2


def test_two_rows_with_figures_are_no_torn_one() -> None:
    first = page_table(1, [["Measure", "May-24", "Jun-24"], ["Plans", "12", "9"]], headed=True, top=700)
    second = page_table(2, [["of which new", "4", "3"], ["Visits", "88%", "91%"]], headed=False, top=40)
    (joined,) = join_continued([first, second])
    assert [row[0] for row in texts(joined)] == ["Measure", "Plans", "of which new", "Visits"]


def with_section(of: Table, name: str, row: int) -> Table:
    """The table with a row that stands across it instead of one of its rows."""
    cells = [cell for cell in of.cells if cell.row != row]
    across = Box.around(cell.box for cell in of.cells if cell.row == row)
    cells.append(Cell(row, 0, name, of.page, across, col_span=of.cols, is_header=row < of.header_rows))
    return replace(of, cells=tuple(cells))


@pytest.mark.parametrize("sections", [True, False])
def test_a_section_at_the_head_of_a_page_goes_on_with_a_table_of_sections(sections: bool) -> None:
    rows = [["Measure", "May-24", "Jun-24"], ["-", "-", "-"], ["Referrals", "12", "9"]]
    first = replace(page_table(1, rows, headed=True, top=600), heading="Scorecard")
    first = with_section(first, "Front door", 1) if sections else first
    second = page_table(2, [["-", "-", "-"], ["Plans", "4", "3"]], headed=True, top=40)
    second = replace(with_section(second, "Child protection", 0), heading="Child protection")
    joined = join_continued([first, second])
    assert len(joined) == (1 if sections else 2)
    if sections:
        assert [row[0] for row in texts(joined[0])[3:]] == ["Child protection", "Plans"]
        assert joined[0].header_rows == 1


# ------------------------------------------------------------------ the gold

PAGES = {"summary-2": 3, "contacts": 5, "referrals": 7, "placements": 22}


@pytest.mark.skipif(not SHARED.exists(), reason="the sample papers are not beside this project")
@pytest.mark.parametrize("name", PAGES)
def test_a_published_grid_is_read_as_people_typed_it(name: str) -> None:
    folder = SHARED / "gold" / "tables" / "rotherham-2020-12"
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.reader(file))
    with (folder / "index.csv").open(encoding="utf-8", newline="") as file:
        headers = {row["table"]: int(row["header_rows"]) for row in csv.DictReader(file)}
    with open_pdf(SHARED / "corpus" / "rotherham-2020-12.pdf") as pdf:
        found = tables_of(pdf.page(PAGES[name]))
    table = max(found, key=lambda table: len(table.cells))
    assert texts(table) == wanted
    assert table.header_rows == headers[name]


# ------------------------------------------------------------------ dots and glyphs


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*_dots_*.pdf")))
def test_a_dot_alone_in_a_cell_is_the_colour_of_the_cell(name: str) -> None:
    (table,) = tables_in(SAMPLES / f"{name}.pdf")
    assert [table.at(row, 4).fill for row in range(1, 5)] == ["#00b050", "#ffc000", "#c00000", "#00b050"]


@pytest.mark.parametrize(
    "colours, fill",
    [
        (["#00b050"], "#00b050"),
        (["#00b050", "#00b050"], "#00b050"),
        (["#333333"], "#ffffcc"),
        (["#00b050", "#c00000"], "#ffffcc"),
    ],
    ids=["green", "two alike", "grey", "two colours"],
)
def test_a_coloured_sign_alone_in_a_cell_is_its_colour(colours: list[str], fill: str) -> None:
    signs = [
        replace(word, font="Arial", colour=colour)
        for word, colour in zip(words_of((240, 83, "● ▲"[: 2 * len(colours) - 1])), colours)
    ]
    words = [word for word in words_of(*SMALL) if word.text != "39"]
    ground = Fill(Box(230, 70, 310, 90), "#ffffcc", 1)
    (table,) = tables_of(page_of([*words, *signs], lattice(XS, YS), fills=(ground,)))
    assert table.at(1, 2).fill == fill


@pytest.mark.parametrize(
    ("font", "text", "read"),
    [
        ("Wingdings3", "\uf070", "▲"),
        ("Wingdings-3", "q", "▼"),
        ("Wingdings-Regular", "\uf0e9", "↑"),
        ("Wingdings-Regular", "ê", "↓"),
        ("Webdings", "\uf035", "▲"),
        ("SymbolMT", "\uf0ae", "→"),
        ("SymbolMT", "a", "a"),
        ("Wingdings2", "\uf070", "\uf070"),
        ("FontAwesome", "\uf062", "\uf062"),
        ("", "q", "q"),
    ],
)
def test_a_glyph_is_read_as_its_font_draws_it(font: str, text: str, read: str) -> None:
    mark = Word(text, Box(240, 75, 248, 85), 83, 8, font=font)
    (table,) = tables_of(page_of([*words_of(*SMALL[:5], *SMALL[6:]), mark], lattice(XS, YS)))
    assert table.at(1, 2).text == read


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("web_uneven_years_*.json")))
def test_years_stand_over_their_own_quarters_whatever_the_rules(name: str) -> None:
    (table,) = tables_in(SAMPLES / f"{name}.pdf")
    across = [(cell.text, cell.col, cell.col_span) for cell in table.cells if cell.row == 0 and cell.col_span > 1]
    assert across == [("2021/22", 2, 2), ("2022/23", 4, 3), ("2021/22 benchmarks", 8, 2)]
