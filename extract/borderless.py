"""Words that no grid used -> tables that only white space and a few rules make.

Lines with figures behind their label are data lines; data lines near each other make a block; columns are the ranges
of x that the block's pieces leave free; headings stand above, up to a rule or a gap (`loose_rows` sees to rows).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.edges import Edge
from extract.grid import Frames
from extract.loose_columns import Columns, columns_of, with_blank, with_dots, with_sparse
from extract.loose_header import LEADING_EM
from extract.loose_labels import OPEN_ENDS, may_be_stacked
from extract.loose_lines import Line, as_line, loose_lines
from extract.loose_rows import LooseCell, LooseTable, table_of_block
from extract.loose_sides import abreast, gutter, halves, repeated, ruled_apart
from extract.paint import dots_among
from extract.symbols import on_their_lines
from records.page import Box, Page, Word

__all__ = ["LooseCell", "LooseTable", "loose_tables"]

_PAGES = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")
MOST_HEADS = 5
"""Lines above a block among which the names of columns without figures are looked for."""
LEAST_RULES = 4
"""Rules of one length under each other from which they part rows."""
MOST_GAP_EM = 4.6
"""Data lines further apart than this, in ems, begin a new block."""


def loose_tables(
    page: Page, words: Sequence[Word], frames: Frames, tables: Sequence[Box], charts: Sequence[Box]
) -> list[LooseTable]:
    """Tables among the words that no grid used, top first."""
    lines = _with_numbers_of_headings(loose_lines(on_their_lines(words), frames.uprights))
    if not any(line.is_data for line in lines):
        return []
    turned = [word for word in words if word.turn in (90, 270)]
    return _tables_abreast(lines, _Around(frames, turned, tables, [dot.box for dot in dots_among(page.pictures)]))


def _with_numbers_of_headings(lines: list[Line]) -> list[Line]:
    """The lines; '10,000' under 'Rate per', or '12 months' under '... within', is a word of a heading, no figure."""
    for above, line in pairwise(lines):
        if line.baseline - above.baseline > LEADING_EM * line.size or above.is_data:
            continue
        for piece in line.pieces[1:]:
            over = [one for one in above.pieces if one.x0 < piece.x1 and piece.x0 < one.x1]
            if piece.is_figure and over and over[0].text.lower().split()[-1] in OPEN_ENDS:
                piece.kind = "text"
        line.figures = [piece for piece in line.pieces if piece.is_figure]
    return lines


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands on the page beside its level words."""

    frames: Frames
    turned: Sequence[Word]
    """Words turned by a quarter."""
    tables: Sequence[Box]
    """The ruled ones."""
    dots: Sequence[Box]
    """Small coloured drawings."""


def _tables_abreast(lines: Sequence[Line], around: _Around) -> list[LooseTable]:
    """Tables of lines of which some may hold two tables whose rows stand at different heights."""
    found: list[LooseTable] = []
    floor, begin = 0.0, 0
    for window in ruled_apart(lines, around.frames.levels) or abreast(lines):
        found += _tables_of_lines(lines[begin : window.first], around, floor)
        found += [
            table
            for half in halves(lines[window.first : window.last + 1], window.x)
            for table in _tables_abreast(half, around)
        ]
        begin, floor = window.last + 1, lines[window.last].bottom
    return found + _tables_of_lines(lines[begin:], around, floor)


def _tables_of_lines(lines: Sequence[Line], around: _Around, floor: float) -> list[LooseTable]:
    found: list[LooseTable] = []
    for first, last in _blocks(lines, around.tables, _Bands(around.frames.levels)):
        data = [line for line in lines[first : last + 1] if line.is_data]
        columns = columns_of(
            data + _wrapped(lines[first : last + 1]) + _labels_between(lines, first, last), around.frames.uprights
        )
        if columns is None:
            continue
        between = gutter(data, columns)
        if between is None:
            between = repeated(lines, first, columns)
        if between is not None:
            near = [line for line in lines if floor < line.baseline <= lines[last].baseline + 3 * lines[last].size]
            for half in halves(near, between):
                found += _tables_of_lines(half, around, floor)
            floor = lines[last].bottom
            continue
        if not _is_tabular(data, columns):
            continue
        heads = [line for line in lines[max(first - MOST_HEADS, 0) : first] if line.baseline > floor and not line.prose]
        columns = with_sparse(with_blank(columns, heads), heads, data)
        columns = with_dots(columns, heads, _beside(data, around.dots))
        table = table_of_block(lines, first, last, columns, around.frames, around.turned, floor)
        if table is not None:
            found.append(table)
            floor = table.box.bottom
    return found


def _wrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines of labels and comments between those of figures, less what else stands there."""
    kept = [[piece for piece in line.pieces if piece.wrapped] for line in lines if not line.is_data]
    return [as_line(pieces) for pieces in kept if pieces]


def _labels_between(lines: Sequence[Line], first: int, last: int) -> list[Line]:
    """The lines left of the figures where no figure has a label on its own line: labels of two lines, centred on it."""
    data = [line for line in lines[first : last + 1] if line.is_data]
    if any(not line.pieces[0].is_figure for line in data):
        return []
    left, size = min(line.x0 for line in data), data[0].size
    around = lines[max(first - 1, 0) : last + 2]
    found = [line for line in around if not line.prose and not line.is_data and line.x1 < left - 0.5 * size]
    named = [line for line in found if not line.pieces[0].is_figure]  # 'per 10,000' is of the label all the same
    return named if len(found) >= 2 * len(data) else []


def _beside(data: Sequence[Line], dots: Sequence[Box]) -> list[Box]:
    """The dots that stand at the height of a data line."""
    return [
        dot
        for dot in dots
        if any(abs(dot.centre[1] - line.baseline + 0.3 * line.size) < 0.6 * line.size for line in data)
    ]


class _Bands:
    """Rules of one length under each other, each pair with a row between them."""

    def __init__(self, levels: Sequence[Edge]) -> None:
        stacks: dict[tuple[int, int], list[float]] = {}
        for edge in levels:
            if edge.drawn:
                stacks.setdefault((round(edge.start / 4), round(edge.end / 4)), []).append(edge.at)
        self._stacks = [
            (4 * start - 4, 4 * end + 4, sorted(ats)) for (start, end), ats in stacks.items() if len(ats) >= LEAST_RULES
        ]

    def hold(self, above: Line, line: Line) -> bool:
        """Whether two lines stand in one row: between the same two rules, both of which reach over all of them.

        Only shares and what they are of stand so; 'Rate per' over '10,000' between two rules is a heading.
        """
        if not any(
            may_be_stacked(one) or any(piece.text.endswith("%") for piece in one.figures) for one in (above, line)
        ):
            return False
        for start, end, ats in self._stacks:
            if start <= min(above.x0, line.x0) and max(above.x1, line.x1) <= end:
                place = bisect_left(ats, above.baseline)
                if 0 < place < len(ats) and line.baseline < ats[place]:
                    return True
        return False


def _blocks(lines: Sequence[Line], tables: Sequence[Box], bands: _Bands) -> list[tuple[int, int]]:
    """First and last data line of each run of data lines that share their columns."""
    blocks: list[tuple[int, int]] = []
    places = [place for place, line in enumerate(lines) if line.is_data]
    first = 0
    for number, place in enumerate(places[1:], 1):
        last = places[number - 1]
        # The block's last lines say enough, and a page may have thousands.
        block = [lines[each] for each in places[max(first, bisect_left(places, last - 60)) : number]]
        if not (bands.hold(lines[last], lines[place]) or _continues(lines, block, last, place, tables)):
            blocks.append((places[first], last))
            first = number
    return [*blocks, (places[first], places[-1])] if places else []


def _continues(lines: Sequence[Line], block: Sequence[Line], last: int, place: int, tables: Sequence[Box]) -> bool:
    """Whether the data line at `place` belongs to the block that ends at `last`, of which `block` are data lines."""
    above, line = lines[last], lines[place]
    gap = line.baseline - above.baseline
    between = lines[last + 1 : place]
    if gap > (MOST_GAP_EM + 1.3 * len(between)) * line.size:  # else no pitch makes them stand too far apart
        steps = [below.baseline - upper.baseline for upper, below in pairwise(block)]
        pitch = median(steps) if steps else line.size
        if gap > max(MOST_GAP_EM * line.size, 1.7 * pitch) + max(1.3 * line.size, pitch) * len(between):
            return False
    x0, x1 = min(above.x0, line.x0), max(above.x1, line.x1)
    if any(above.baseline < box.top < line.baseline and box.x0 < x1 and x0 < box.x1 for box in tables):
        return False
    if not _share_columns(block, line):
        return False
    if not between:
        return True
    left = min(piece.x0 for entry in block for piece in entry.figures if piece is not entry.pieces[0])
    for other in between:
        if other.prose and other.x1 > above.x0 and other.x0 < above.x1:
            return False
        if _heads_columns(other, left, block):
            return False
    return True


def _share_columns(block: Sequence[Line], line: Line) -> bool:
    """True where most figures of `line` stand under figures of the block, or all of a shorter row over those of it."""
    near = block[-12:]
    spans = [(piece.x0, piece.x1) for entry in near for piece in entry.figures]
    figures = [piece for piece in line.figures if piece is not line.pieces[0]] or line.figures
    under = sum(any(piece.x0 < x1 and x0 < piece.x1 for x0, x1 in spans) for piece in figures)
    if under >= 0.5 * len(figures):
        return True
    above = [piece for piece in near[-1].figures if piece is not near[-1].pieces[0]]
    return len(above) > 1 and all(any(p.x0 < over.x1 and over.x0 < p.x1 for p in figures) for over in above)


def _heads_columns(line: Line, left: float, block: Sequence[Line]) -> bool:
    """True where words or periods stand over several columns of figures: the header of another table."""
    if line.prose:
        return False
    spans = [(piece.x0, piece.x1) for entry in block[-12:] for piece in entry.figures]
    over = [
        piece
        for piece in line.pieces
        if piece.x0 > left - 2 * line.size
        and not piece.is_figure
        and any(piece.x0 < x1 and x0 < piece.x1 for x0, x1 in spans)
    ]
    if len(over) == 1 and len(line.pieces) == 2:
        # Two columns: a name over the labels, another over the figures, and a gap or bold letters to tell them.
        last = block[-1]
        apart = line.baseline - last.baseline > 1.8 * line.size
        return apart or (line.pieces[0].bold and over[0].bold and not last.pieces[0].bold)
    return len(over) >= 2


def _is_tabular(data: Sequence[Line], columns: Columns) -> bool:
    """Whether data lines are dense and even enough for a table."""
    counts: list[int] = [0] * columns.count
    figures: list[int] = [0] * columns.count
    for line in data:
        for piece in line.pieces:
            col = columns.of((piece.x0 + piece.x1) / 2)
            counts[col] += 1
            figures[col] += piece.is_figure
    figure_columns = [
        col for col in range(columns.count) if figures[col] >= 0.5 * max(counts[col], 1) and figures[col]
    ]  # fmt: skip
    if not figure_columns or figure_columns == [0]:
        return False
    if len(data) == 1:
        return len(figure_columns) >= 3
    filled = sum(counts) / (len(data) * columns.count)
    if figure_columns[-1] == columns.count - 1 and _is_contents(data):
        return False
    if len(figure_columns) == 1 and columns.count <= 2:
        return len(data) >= 3 and filled > 0.8 and _lined_up(data, columns, figure_columns[0])
    return filled >= 0.4 and len(data) * len(figure_columns) >= 4


def _is_contents(data: Sequence[Line]) -> bool:
    """True for a list of contents or an agenda: pages that never fall, behind leader dots or as ranges ('7 - 15')."""
    pages = [_PAGES.fullmatch(line.figures[-1].text) for line in data]
    firsts = [int(page[1]) for page in pages if page]
    if len(firsts) < len(data) or any(b < a for a, b in pairwise(firsts)):
        return False
    ranges = sum(bool(page and page[2]) for page in pages)
    return 2 * sum(line.led for line in data) > len(data) or 2 * ranges > len(data)


def _lined_up(data: Sequence[Line], columns: Columns, col: int) -> bool:
    """True where the pieces of a column share their left or right edge or their middle."""
    pieces = [piece for line in data for piece in line.pieces if columns.of((piece.x0 + piece.x1) / 2) == col]
    slack = 0.35 * data[0].size
    for places in (
        [piece.x0 for piece in pieces],
        [piece.x1 for piece in pieces],
        [(piece.x0 + piece.x1) / 2 for piece in pieces],
    ):
        middle = median(places)
        if sum(abs(place - middle) <= slack for place in places) >= 0.8 * len(places):
            return True
    return False
