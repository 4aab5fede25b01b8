"""Where a page has charts: their gridlines, bars and axis numbers are no tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from extract.cell_text import word_centre
from extract.grid import Frames, Grid
from extract.placed import Placed, PlacedWords
from records.page import Box, Fill, Page, Picture, Word

LEAST_DRAWING = 24.0
"""A drawing narrower and lower than this, in points, is an arrow, a tick or a marker, no curve."""
_AXIS_NUMBER = re.compile(r"[£$€]?(-?\d[\d,]*(?:\.\d+)?)(?:%|k|m)?")
_ENDS_NUMBER = frozenset("0123456789,%km")
LEGEND_PT = (3.0, 12.0)
"""Least and greatest width of the squares of a legend."""
MOST_KEYS = 30
MOST_TITLE_LINES = 3
LEGEND_APART_PT = 110.0
"""A legend stands no further beside its chart."""
MARGINS = (40.0, 22.0, 26.0, 34.0)
"""How far axis labels and titles stand from an unframed plot: left, above, right, below, in points."""


def chart_areas(page: Page, frames: Frames, placed: PlacedWords | None = None) -> list[Box]:
    """Boxes that hold a chart with its title, axes and legend.

    A chart is told by a curve (a drawing of some size), by bars (fills of one colour on a common base line) or by
    gridlines without a word between them. It reaches to the frame round it; without one, a hand's breadth further.
    """
    plots = _plots(page, frames, placed or PlacedWords(page.words))
    plots += _axis_plots(page, frames)
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
            frame = max(framing, key=lambda box: box.width * box.height)
            if frame not in areas:
                areas.append(frame)
        else:
            left, above, right, below = MARGINS
            area = Box(plot.x0 - left, plot.top - above, plot.x1 + right, plot.bottom + below)
            areas.append(_with_title(page.words, area, plot))
    return areas + _legends(page, areas)


def _with_title(words: Sequence[Word], area: Box, plot: Box) -> Box:
    """An unframed chart's area with the lines of its title that reach above it: centred over the plot, and beside words
    of something else, as a table's head; a title with nothing beside it heads more than the chart.
    """
    for _ in range(MOST_TITLE_LINES):
        line = [
            word
            for word in words
            if word.turn == 0
            and area.top - 1.5 * word.size < word.baseline < area.top + 0.8 * word.size
            and area.x0 <= word.box.x0
            and word.box.x1 <= area.x1
        ]
        if not line:
            return area
        start, end = min(word.box.x0 for word in line), max(word.box.x1 for word in line)
        size, baseline = line[0].size, line[0].baseline
        beside = [
            word.box
            for word in words
            if abs(word.baseline - baseline) < size and (word.box.x1 < start or end < word.box.x0)
        ]
        apart = all(max(start - box.x1, box.x0 - end) > 2 * size for box in beside)
        centred = abs((start + end) / 2 - plot.centre[0]) < 0.1 * plot.width
        one_line = all(abs(word.baseline - baseline) < 1 for word in line)
        lettered = sum(map(str.isalpha, "".join(word.text for word in line))) > 5
        if not (beside and apart and centred and one_line and lettered):
            return area
        area = Box(area.x0, baseline - size, area.x1, area.bottom)
    return area


def _legends(page: Page, areas: Sequence[Box]) -> list[Box]:
    """Boxes round the legends beside charts: small squares under each other, each with words at its right."""
    stacks: dict[int, list[Box]] = {}
    for fill in page.fills:
        box = fill.box
        if LEGEND_PT[0] <= box.width <= LEGEND_PT[1] and abs(box.width - box.height) < 0.5 * box.width:
            stacks.setdefault(round(box.x0), []).append(box)
    found = []
    for stack in stacks.values():
        keys = Box.around(stack)
        if not 1 < len(stack) <= MOST_KEYS or not any(_is_near(keys, area) for area in areas):
            continue
        boxes = [box for key in stack for box in _words_behind(page.words, key)]
        if boxes:
            found.append(Box.around([keys, *boxes]))
    return found


def _is_near(box: Box, area: Box) -> bool:
    beside = max(area.x0 - box.x1, box.x0 - area.x1)
    return beside < LEGEND_APART_PT and box.top < area.bottom and area.top < box.bottom


def _words_behind(words: Sequence[Word], key: Box) -> list[Box]:
    """Boxes of the words that follow a square on its line, each close to the one before."""
    line = [word for word in words if word.turn == 0 and abs(word_centre(word)[1] - key.centre[1]) < 0.5 * word.size]
    boxes: list[Box] = []
    end = key.x1
    for word in sorted(line, key=lambda word: word.box.x0):
        if -1 < word.box.x0 - end < 1.2 * word.size:
            boxes.append(Box(word.box.x0, word.baseline - word.size, word.box.x1, word.baseline + 0.3 * word.size))
            end = word.box.x1
    return boxes


def is_chart(grid: Grid, page: Page, inside: Sequence[Placed]) -> bool:
    """True for a grid that gridlines, axes or bars make: hardly a cell holds a word, none in its first row.

    Bars within a grid may bear their numbers: then most cells are still blank. `inside` are its words, top first.
    """
    box = grid.box
    if not inside:
        return True
    in_first_row = inside[0].y < grid.ys[1]
    if not in_first_row and len(inside) < 0.15 * len(grid.cells):
        return True
    if len(inside) > 0.5 * len(grid.cells):
        return False
    return any(_within(bars, box) and bars.width > 0.5 * box.width for bars in _bars(page.fills))


def _plots(page: Page, frames: Frames, placed: PlacedWords) -> list[Box]:
    plots, table_boxes = [], []
    for grid in frames.grids:
        if grid.cols > 1 and grid.rows > 1:
            charted = is_chart(grid, page, placed.inside(grid.box))
            if not charted:
                table_boxes.append(grid.box)
            elif len(grid.cells) > 3:
                plots.append(grid.box)
    plots += [
        box
        for box in _curves(page.pictures)
        if not any(_within(box, table) for table in table_boxes)
        and not _is_panel(inside := placed.inside(box))
        and not _is_band(box, inside, page)
    ]
    plots += [box for box in _bars(page.fills) if not any(_within(box, table) for table in table_boxes)]
    return [plot for plot in plots if plot.width > 30 and plot.height > 20]


def _axis_plots(page: Page, frames: Frames) -> list[Box]:
    """Boxes from each axis of numbers to the end of its gridlines or of what is drawn beside it."""
    found = []
    for axis in _axes(page.words):
        box = Box.around(word.box for word in axis)
        ys = [word_centre(word)[1] for word in axis]
        ends = [
            edge.end
            for edge in frames.levels
            if box.x0 - 4 <= edge.start <= box.x1 + 30 and any(abs(edge.at - y) < 3 for y in ys)
        ]
        drawn = [picture.box for picture in page.pictures] + [fill.box for fill in page.fills]
        ends += [
            other.x1
            for other in drawn
            if box.x1 - 2 <= other.x0 <= box.x1 + 200 and box.top - 4 <= other.top and other.bottom <= box.bottom + 8
        ]
        if ends:
            found.append(Box(box.x0, box.top, max(ends), box.bottom))
    return found


def _axes(words: Sequence[Word]) -> list[list[Word]]:
    """Stacks of at least four numbers that fall by equal steps at equal distances, with no words on their lines."""
    figures = [
        (value, word)
        for word in words
        if word.text[-1] in _ENDS_NUMBER and word.turn == 0 and (value := _number(word.text)) is not None
    ]
    figures.sort(key=lambda entry: entry[1].baseline)
    stacks: dict[int, list[tuple[float, Word]]] = {}
    """By the place of their right edges, even numbers, and of their left ones, odd."""
    for figure in figures:
        box = figure[1].box
        stacks.setdefault(2 * round(box.x1 / 2), []).append(figure)
        stacks.setdefault(2 * round(box.x0 / 2) + 1, []).append(figure)
    runs: list[list[Word]] = []
    for stack in stacks.values():
        if len(stack) >= 4:
            runs += _falling_runs(stack)
    if not runs:
        return []
    members = {id(word) for run in runs for word in run}
    lines: dict[int, list[Word]] = {}
    for word in words:
        if word.turn == 0 and id(word) not in members:
            lines.setdefault(round(word.baseline), []).append(word)
    axes = []
    for run in runs:
        met = sum(
            any(
                abs(other.baseline - word.baseline) < 1.0 and abs(other.box.x0 - word.box.x0) < 250
                for near in (-1, 0, 1)
                for other in lines.get(round(word.baseline) + near, ())
            )
            for word in run
        )
        if 2 * met <= len(run):
            axes.append(run)
    return axes


def _falling_runs(stack: Sequence[tuple[float, Word]]) -> list[list[Word]]:
    runs: list[list[Word]] = []
    run = [stack[0]]
    for entry in stack[1:]:
        if len(run) > 1:
            fall, step = run[0][0] - run[1][0], run[1][1].baseline - run[0][1].baseline
            here = run[-1][0] - entry[0], entry[1].baseline - run[-1][1].baseline
            if abs(here[0] - fall) <= 0.01 * abs(fall) and abs(here[1] - step) <= 0.08 * step:
                run.append(entry)
                continue
        elif entry[0] < run[0][0] and entry[1].baseline - run[0][1].baseline > 0.8 * entry[1].size:
            run.append(entry)
            continue
        if len(run) >= 4:
            runs.append([word for _, word in run])
        run = [run[-1], entry] if entry[0] < run[-1][0] and entry[1].baseline > run[-1][1].baseline else [entry]
    if len(run) >= 4:
        runs.append([word for _, word in run])
    return runs


def _number(text: str) -> float | None:
    found = _AXIS_NUMBER.fullmatch(text) if text[-1] in _ENDS_NUMBER else None
    return float(found[1].replace(",", "")) if found else None


def _within(box: Box, outer: Box) -> bool:
    return outer.holds(*box.centre)


def _curves(pictures: Sequence[Picture]) -> list[Box]:
    return [
        picture.box
        for picture in pictures
        if picture.kind == "drawing" and picture.box.width >= LEAST_DRAWING and picture.box.height >= 3
    ]


def _is_panel(inside: Sequence[Placed]) -> bool:
    """True for a rounded box round a tile, which is drawn as a curve is: a figure and words much smaller than it."""
    named = [entry.word.size for entry in inside if sum(map(str.isalpha, entry.word.text)) > 2]
    figures = [entry.word.size for entry in inside if _number(entry.word.text) is not None]
    return bool(named and figures) and max(figures) > 1.3 * max(named)


def _is_band(box: Box, inside: Sequence[Placed], page: Page) -> bool:
    """True for the band behind a slide's title, where it is drawn as a curve is: nothing but a line or two of large
    letters, across most of the page."""
    sizes = [entry.word.size for entry in inside]
    if not sizes or box.width < 0.6 * page.width or box.height > 4 * max(sizes):
        return False
    named = any(sum(map(str.isalpha, entry.word.text)) > 2 for entry in inside)
    return named and min(sizes) >= 1.15 * median(word.size for word in page.words)


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
