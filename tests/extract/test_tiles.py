"""Dashboards: what is a tile, what is its figure, what its caption."""

from dataclasses import replace

import pytest

from extract.tables import tables_of
from extract.tiles import tiles_of
from records.page import Box, Fill, Page, Picture, Rule, Word
from records.table import Tile


def line(x: float, y: float, text: str, size: float) -> list[Word]:
    made = []
    for word in text.split():
        width = 0.5 * size * len(word)
        made.append(Word(word, Box(x, y - size, x + width, y + 0.2 * size), y, size))
        x += width + 0.3 * size
    return made


def tile_words(x: float, y: float, figure: str, caption: str, small: str = "", *, above: bool = False) -> list[Word]:
    places = (y + 14, y + 44) if above else (y + 50, y + 28)
    words = line(x + 6, places[0], caption, 8) + line(x + 6, places[1], figure, 20)
    return words + (line(x + 6, y + 64, small, 7) if small else [])


TILES = [
    ("342", "Referrals in month", "Last month 310"),
    ("91.2%", "Assessments in time", "Target 90%"),
    ("1,204", "Contacts", ""),
]
BOXES = [Box(40 + 130 * n, 60, 160 + 130 * n, 130) for n in range(3)]


def dashboard(*, above: bool = False) -> Page:
    words = [w for box, tile in zip(BOXES, TILES) for w in tile_words(box.x0, box.top, *tile, above=above)]
    return Page(1, 600, 400, 0, tuple(words + line(40, 200, "Some words below the tiles", 8)))


def read(page: Page) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(tile.figure, tile.caption, tile.lines) for tile in tiles_of(page, tables_of(page))]


EXPECTED = [(figure, caption, (small,) if small else ()) for figure, caption, small in TILES]


def outline(box: Box) -> list[Rule]:
    corners = [(box.x0, box.top, box.x1, box.top), (box.x0, box.bottom, box.x1, box.bottom)]
    corners += [(box.x0, box.top, box.x0, box.bottom), (box.x1, box.top, box.x1, box.bottom)]
    return [Rule(Box(*corner)) for corner in corners]


@pytest.mark.parametrize("above", [True, False], ids=["caption above", "caption below"])
@pytest.mark.parametrize("look", ["outlined", "filled", "rounded", "no box"])
def test_a_big_figure_with_its_caption_is_a_tile(look: str, above: bool) -> None:
    page = dashboard(above=above)
    if look == "outlined":
        page = replace(page, rules=tuple(rule for box in BOXES for rule in outline(box)))
    if look == "filled":
        page = replace(page, fills=tuple(Fill(box, "#dce6f1", n) for n, box in enumerate(BOXES)))
    if look == "rounded":
        page = replace(page, pictures=tuple(Picture(box, "drawing", n) for n, box in enumerate(BOXES)))
    assert read(page) == EXPECTED


def test_tiles_in_cells_of_one_grid_are_tiles_and_no_table() -> None:
    boxes = [Box(40 + 130 * n, 60, 170 + 130 * n, 130) for n in range(3)]
    words = [w for box, tile in zip(boxes, TILES) for w in tile_words(box.x0, box.top, *tile)]
    below = [w for box, tile in zip(boxes, TILES) for w in tile_words(box.x0, box.top + 70, *tile)]
    rules = [Rule(Box(40, y, 430, y)) for y in (60, 130, 200)]
    rules += [Rule(Box(x, 60, x, 200)) for x in (40, 170, 300, 430)]
    page = Page(1, 600, 400, 0, tuple(words + below), tuple(rules))
    assert tables_of(page) == []
    assert read(page) == EXPECTED * 2


def test_the_box_of_the_figure_is_given() -> None:
    (first, *_) = tiles_of(dashboard(), [])
    assert isinstance(first, Tile)
    assert first.figure_box is not None and first.figure_box.x0 == 46


def test_a_page_of_prose_with_a_large_title_has_no_tile() -> None:
    words = line(40, 40, "Report 2024", 20)
    words += [w for n in range(6) for w in line(40, 80 + 12 * n, "In June 41 children were seen within 10 days", 8)]
    assert tiles_of(Page(1, 600, 400, 0, tuple(words)), []) == []


def test_two_comparisons_on_one_line_of_a_tile_are_two_lines() -> None:
    page = dashboard()
    box = BOXES[2]
    small = line(box.x0 + 6, box.top + 64, "Last month 1,190", 7)
    beside = line(small[-1].box.x1 + 6, box.top + 64, "Target 1,100", 7)
    page = replace(page, words=(*page.words, *small, *beside), rules=tuple(r for b in BOXES for r in outline(b)))
    assert read(page)[2] == ("1,204", "Contacts", ("Last month 1,190", "Target 1,100"))


def test_a_caption_with_a_number_in_it_is_nearer_than_last_month_s_figure() -> None:
    words = line(46, 74, "Assessments completed in 45 days", 8) + line(46, 104, "91%", 20)
    page = Page(1, 600, 400, 0, (*words, *line(46, 120, "May 2025: 89%", 7), *line(46, 128, "Target: 90%", 7)))
    page = replace(page, rules=tuple(outline(Box(40, 60, 200, 130))))
    assert read(page) == [("91%", "Assessments completed in 45 days", ("May 2025: 89%", "Target: 90%"))]
