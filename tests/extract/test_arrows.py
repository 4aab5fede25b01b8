"""Small drawings: which show an arrow, and which way."""

from math import cos, pi, sin

import pytest

from extract.arrows import arrow_drawn
from extract.symbols import DRAWN, on_their_lines, with_drawn_arrows
from extract.tables import tables_of
from records.page import Box, Fill, Page, Picture, Rule, Word

Points = list[tuple[float, float]]

BLOCK: Points = [(0, -2), (6, -2), (6, -5), (11, 0), (6, 5), (6, 2), (0, 2)]
CHEVRON: Points = [(0, 0), (3, 0), (8, 5), (3, 10), (0, 10), (5, 5)]
DART: Points = [(0, 0), (10, 5), (0, 10), (3, 5)]
TRIANGLE: Points = [(0, 0), (0, 10), (8, 5), (0, 0)]
DOUBLE: Points = [(0, 0), (4, -4), (4, -2), (10, -2), (10, -4), (14, 0), (10, 4), (10, 2), (4, 2), (4, 4)]


def turned(points: Points, eighths: int) -> Points:
    """Turned clockwise, y downwards."""
    angle = eighths * pi / 4
    return [(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle)) for x, y in points]


def ring(corners: int, inner: float = 5.0) -> Points:
    radii = [5.0 if n % 2 == 0 else inner for n in range(corners)]
    return [(r * sin(2 * pi * n / corners), -r * cos(2 * pi * n / corners)) for n, r in enumerate(radii)]


@pytest.mark.parametrize("eighths, arrow", list(enumerate("→↘↓↙←↖↑↗")))
@pytest.mark.parametrize("points", [BLOCK, CHEVRON, DART], ids=["block", "chevron", "dart"])
def test_an_arrow_points_where_its_tip_is(points: Points, eighths: int, arrow: str) -> None:
    assert arrow_drawn(turned(points, eighths), ()) == arrow


@pytest.mark.parametrize("eighths, arrow", [(0, "▶"), (2, "▼"), (4, "◀"), (6, "▲")])
def test_a_triangle_points_to_the_tip_over_the_middle_of_its_base(eighths: int, arrow: str) -> None:
    assert arrow_drawn(turned(TRIANGLE, eighths), ()) == arrow


def test_an_arrow_with_two_heads_is_level_or_upright() -> None:
    assert arrow_drawn(DOUBLE, ()) == "↔"
    assert arrow_drawn([(y, x) for x, y in DOUBLE], ()) == "↕"


@pytest.mark.parametrize(
    "points",
    [ring(4), ring(6), ring(24), ring(10, 2.0), [(0, 0), (6, 0), (0, 6)], [(9 * x, 9 * y) for x, y in BLOCK]],
    ids=["diamond", "hexagon", "circle", "star", "corner of a cell", "as large as a diagram's"],
)
def test_other_shapes_are_no_arrows(points: Points) -> None:
    assert arrow_drawn(points, ()) is None


@pytest.mark.parametrize(
    "lines, arrow",
    [
        ([(5, 10, 5, 0), (1, 4, 5, 0), (5, 0, 9, 4)], "↑"),
        ([(0, 5, 12, 5), (8, 1, 12, 5), (12, 5, 8, 9)], "→"),
        ([(0, 10, 10, 0), (4, 0, 10, 0), (10, 0, 10, 6)], "↗"),
        ([(1, 1, 5, 5), (5, 5, 9, 1)], "↓"),
        ([(0, 5, 3, 8), (3, 8, 10, 0)], None),
        ([(0, 0, 8, 8), (0, 8, 8, 0)], None),
        ([(0, 0, 0, 8), (0, 8, 8, 8)], None),
    ],
    ids=["up", "level", "diagonal", "chevron", "tick", "cross", "corner"],
)
def test_an_arrow_of_lines(lines: list[tuple[float, float, float, float]], arrow: str | None) -> None:
    assert arrow_drawn((), lines) == arrow


def word(x: float, y: float, text: str) -> Word:
    return Word(text, Box(x, y - 8, x + 5 * len(text), y + 2), y, 8)


def test_a_drawn_arrow_is_the_text_of_its_cell_and_lends_it_its_colour() -> None:
    words = [word(x + 5, 30 + 20 * row, text) for row, line in enumerate(
        [("Measure", "May", "Jun", "Travel"), ("Plans", "41", "39", ""), ("Visits", "88%", "91%", "")]
    ) for x, text in zip((0, 60, 120, 180), line) if text]  # fmt: skip
    rules = [Rule(Box(0, y, 240, y)) for y in (16, 36, 56, 76)] + [
        Rule(Box(x, 16, x, 76)) for x in (0, 60, 120, 180, 240)
    ]
    arrows = (
        Picture(Box(200, 42, 208, 50), "drawing", 7, "#00b050", "↓"),
        Picture(Box(200, 62, 208, 70), "drawing", 8, "#404040", "↑"),
    )
    page = Page(1, 300, 200, 0, tuple(words), tuple(rules), (Fill(Box(180, 56, 240, 76), "#ffc000"),), arrows)
    (table,) = tables_of(page)
    told = [(cell.text, cell.fill) for row in (1, 2) if (cell := table.at(row, 3))]
    assert told == [("↓", "#00b050"), ("↑", "#ffc000")]


def test_a_drawn_arrow_stands_on_the_line_of_the_figure_beside_it() -> None:
    page = Page(
        1, 300, 200, 0, (word(50, 40, "41"),), pictures=(Picture(Box(80, 37, 86, 45), "drawing", 1, None, "↑"),)
    )
    arrow = on_their_lines(with_drawn_arrows(page).words)[-1]
    assert (arrow.text, arrow.font, arrow.baseline) == ("↑", DRAWN, 40)
