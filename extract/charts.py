"""Where a page has charts: their gridlines, bars and axis numbers are no tables."""

from __future__ import annotations

from collections.abc import Sequence

from extract.cell_text import word_centre
from extract.grid import Frames, Grid
from records.page import Box, Fill, Page, Picture

LEAST_DRAWING = 24.0
"""A drawing narrower and lower than this, in points, is an arrow, a tick or a marker, no curve."""
MARGINS = (40.0, 22.0, 26.0, 34.0)
"""How far axis labels and titles stand from an unframed plot: left, above, right, below, in points."""


def chart_areas(page: Page, frames: Frames) -> list[Box]:
    """Boxes that hold a chart with its title, axes and legend.

    A chart is told by a curve (a drawing of some size), by bars (fills of one colour on a common base line) or by
    gridlines without a word between them. It reaches to the frame round it; without one, a hand's breadth further.
    """
    plots = _plots(page, frames)
    if not plots:
        return []
    outer = [*frames.boxes, *(grid.box for grid in frames.grids if grid.cols == 1 and grid.rows <= 3)]
    areas: list[Box] = []
    for plot in plots:
        framing = [
            box
            for box in outer
            if box.x0 - 2 <= plot.x0
            and plot.x1 <= box.x1 + 2
            and box.top - 2 <= plot.top
            and plot.bottom <= box.bottom + 2
            and box.width * box.height <= 12 * max(plot.width, 40) * max(plot.height, 40)
        ]
        if framing:
            areas.append(max(framing, key=lambda box: box.width * box.height))
        else:
            left, above, right, below = MARGINS
            areas.append(Box(plot.x0 - left, plot.top - above, plot.x1 + right, plot.bottom + below))
    return areas


def is_chart(grid: Grid, page: Page) -> bool:
    """True for a grid that gridlines, axes or bars make: hardly a cell holds a word, none in its first row.

    Bars within a grid may bear their numbers: then most cells are still blank.
    """
    box = grid.box
    inside = [centre for centre in map(word_centre, page.words) if box.holds(*centre)]
    if not inside:
        return True
    in_first_row = any(y < grid.ys[1] for _, y in inside)
    if not in_first_row and len(inside) < 0.15 * len(grid.cells):
        return True
    if len(inside) > 0.5 * len(grid.cells):
        return False
    return any(_within(bars, box) and bars.width > 0.5 * box.width for bars in _bars(page.fills))


def _plots(page: Page, frames: Frames) -> list[Box]:
    plots = [grid.box for grid in frames.grids if len(grid.cells) > 3 and is_chart(grid, page)]
    table_boxes = [grid.box for grid in frames.grids if grid.cols > 1 and grid.rows > 1 and not is_chart(grid, page)]
    plots += [box for box in _curves(page.pictures) if not any(_within(box, table) for table in table_boxes)]
    plots += [box for box in _bars(page.fills) if not any(_within(box, table) for table in table_boxes)]
    return [plot for plot in plots if plot.width > 30 and plot.height > 20]


def _within(box: Box, outer: Box) -> bool:
    return outer.holds(*box.centre)


def _curves(pictures: Sequence[Picture]) -> list[Box]:
    return [
        picture.box
        for picture in pictures
        if picture.kind == "drawing" and picture.box.width >= LEAST_DRAWING and picture.box.height >= 3
    ]


def _bars(fills: Sequence[Fill]) -> list[Box]:
    """Boxes round at least three bars of one colour and width on one base line, of more than two lengths."""
    groups: dict[tuple[str, str, int, int], list[Box]] = {}
    for fill in fills:
        box = fill.box
        if box.width < 3 or box.height < 1:
            continue
        groups.setdefault(("up", fill.colour, round(box.bottom), round(box.width)), []).append(box)
        groups.setdefault(("right", fill.colour, round(box.x0), round(box.height)), []).append(box)
    found = []
    for (way, *_), boxes in groups.items():
        lengths = {round(box.height if way == "up" else box.width) for box in boxes}
        if len(boxes) < 4 or len(lengths) < 3:
            continue
        spread = sorted(box.x0 if way == "up" else box.top for box in boxes)
        thickness = boxes[0].width if way == "up" else boxes[0].height
        steps = [b - a for a, b in zip(spread, spread[1:])]
        if min(steps) > 1.15 * thickness:  # cells of one colour in one row touch, bars stand apart
            found.append(Box.around(boxes))
    return found
