"""A dashboard's boxes, each a big figure and its caption -> Tiles.

A tile is a closed box (drawn, filled or rounded) or, where nothing is drawn, the neighbourhood of a figure that is much
larger than the words about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extract.charts import chart_areas
from extract.figure_marks import kind_of
from extract.grid import Frames, Grid, frames_of
from extract.placed import PlacedWords
from extract.symbols import with_drawn_arrows
from extract.tile_lines import TileLine, caption_of, distance, lines_of_tile
from records.page import Box, Page, Word
from records.table import Table, Tile

BIG = 1.35
"""A tile's figure is at least this many times as large as its caption."""
BIG_WITHOUT_BOX = 1.7
"""The same where no box is drawn."""
MOST_LINES = 9
MOST_BOXES = 1000
MOST_TILES = 60
"""No dashboard has more on a page."""
MOST_SHARE = 0.35
"""A box over more of the page than this is a frame, no tile."""


def tiles_of(page: Page, tables: Sequence[Table]) -> list[Tile]:
    """The tiles of a page, in the order of its rows; words that stand in `tables` or charts make none."""
    if not _has_big_figure(page.words):
        return []
    page = with_drawn_arrows(page)
    frames = frames_of(page)
    placed = PlacedWords(page.words)
    charts = chart_areas(page, frames, placed)
    return tiles_among(page, frames, placed.without([*(table.box for table in tables), *charts]))


def tiles_among(page: Page, frames: Frames, words: Sequence[Word]) -> list[Tile]:
    """The tiles that `words` make, those of the page that nothing else used."""
    level = [word for word in words if word.turn == 0]
    if not _has_big_figure(level):
        return []
    free = PlacedWords(level)
    found: list[Tile] = []
    for box in _closed_boxes(page, frames):
        if not any(tile.box.overlaps(box) for tile in found):
            tile = _tile_in(page.number, box, [entry.word for entry in free.inside(box)])
            if tile is not None:
                found.append(tile)
    if not found:
        found = _without_boxes(page.number, level, median(word.size for word in level))
    return sorted(found, key=lambda tile: (round(tile.box.top / 12), tile.box.x0))


def _has_big_figure(words: Sequence[Word]) -> bool:
    if not words:
        return False
    least = BIG * min(word.size for word in words)
    return any(word.size >= least and word.turn == 0 and kind_of(word.text) == "figure" for word in words)


def is_dashboard(grid: Grid, held: Sequence[Sequence[Word]]) -> bool:
    """True for a grid whose cells are tiles: in most filled ones a single figure much larger than the words there."""
    filled = [words for words in held if words]
    big = 0
    for words in filled:
        sizes = [word.size for word in words]
        if max(sizes) < BIG * min(sizes):
            continue  # the common case, told without a look at the words
        figures = [word for word in words if kind_of(word.text) == "figure"]
        others = [word.size for word in words if any(sign.isalpha() for sign in word.text)]
        if figures and others:
            largest = max(word.size for word in figures)
            big += largest >= BIG * max(others) and sum(word.size == largest for word in figures) <= 2
    return big > 1 and big >= 0.5 * len(filled)


def _closed_boxes(page: Page, frames: Frames) -> list[Box]:
    """Boxes that may be tiles, the smallest first: lone boxes, cells of grids, rounded boxes."""
    most = MOST_SHARE * page.width * page.height
    boxes = list(frames.boxes)
    boxes += [grid.cell_box(cell) for grid in frames.grids for cell in grid.cells]
    boxes += [grid.box for grid in frames.grids if len(grid.cells) <= 4]
    boxes += [picture.box for picture in page.pictures if picture.kind == "drawing"]
    boxes = [box for box in boxes if box.width > 30 and box.height > 24 and box.width * box.height < most]
    return sorted(boxes, key=lambda box: box.width * box.height)[:MOST_BOXES]


def _tile_in(number: int, box: Box, words: Sequence[Word]) -> Tile | None:
    """The tile that the words of a box make; None where no single figure stands out with words about it."""
    if len(words) < 2:
        return None
    rows = lines_of_tile(words)
    figures = [row for row in rows if row.is_figure]
    captions = [row for row in rows if not row.is_figure and any(sign.isalpha() for sign in row.text)]
    if not figures or not captions or len(rows) > MOST_LINES:
        return None
    figure = max(figures, key=lambda row: row.size)
    if figure.size < BIG * max(row.size for row in captions):
        return None
    if sum(row.size > 0.9 * figure.size for row in figures) > 1:
        return None
    caption, others = caption_of(figure, [row for row in rows if row is not figure])
    if not caption:
        return None
    return Tile(number, box, figure.text, caption, tuple(others), figure.box)


def _without_boxes(number: int, words: Sequence[Word], usual: float) -> list[Tile]:
    """Tiles of which only the large figures and the words about them are printed; at least two of one size."""
    if sum(word.size >= BIG_WITHOUT_BOX * usual for word in words) < 2:
        return []
    rows = lines_of_tile(words)
    figures = [row for row in rows if row.size >= BIG_WITHOUT_BOX * usual and row.is_figure]
    if not 2 <= len(figures) <= MOST_TILES:
        return []
    tiles = []
    for figure in figures:
        alike = [other for other in figures if other is not figure and 0.9 < other.size / figure.size < 1.1]
        if not alike:
            continue
        near = [row for row in rows if row not in figures and _belongs(row, figure, figures)]
        box = Box.around([figure.box, *(row.box for row in near)])
        tile = _tile_in(number, box, [word for row in [figure, *near] for word in row.words])
        if tile is not None:
            tiles.append(tile)
    return tiles


def _belongs(row: TileLine, figure: TileLine, figures: Sequence[TileLine]) -> bool:
    """True where a line stands close over, under or beside a figure, and no nearer to another."""
    if len(row.words) > 14 or row.size > figure.size / BIG:
        return False
    away = distance(row.box, figure.box)
    if away > 2.2 * figure.size:
        return False
    return all(distance(row.box, other.box) > away for other in figures if other is not figure)
