"""Tables side by side without rules: where one ends and the next begins.

Lengths are PDF points from the top left of the displayed page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.edges import Edge
from extract.loose_columns import Columns
from extract.loose_lines import Line, Piece, as_line

GUTTER_EM = 1.6
"""Two tables side by side stand at least so far apart, in ems."""
ALIKE_EM = 0.3
"""Lines whose baselines differ by less stand at one height, in ems."""
MOST_GAP_EM = 5.0
"""Lines further apart than this, in ems, do not belong to one pair of tables."""

LEAST_RULES = 4
"""Rules of one length under each other that make the body of a table, as a reader sees it."""
ALIKE_PT = 3.0
"""Rules whose ends differ by less, in points, are of one length."""


class Window(NamedTuple):
    """Lines, `first` to `last`, that hold two tables with the gutter at `x`."""

    first: int
    last: int
    x: float


def abreast(lines: Sequence[Line]) -> list[Window]:
    """Runs of lines that a gutter parts in two tables whose rows stand at different heights, top first.

    Each side has rows of its own, a label and its figures, and most of the shorter one's stand beside none of the
    other's. Rows at one height are left to `gutter`, which sees them as columns.
    """
    found: list[Window] = []
    for x in _gutter_places(lines):
        for first, last in _runs(lines, x):
            window = _tight(lines, first, last, x)
            if window is not None and not any(window.first <= w.last and w.first <= window.last for w in found):
                found.append(window)
    return sorted(found)


def ruled_apart(lines: Sequence[Line], levels: Sequence[Edge]) -> list[Window]:
    """Runs of lines beside two stacks of level rules that end and begin at one gutter: a table each, whatever stands
    at one height. Each side has rows of its own, a label and its figures."""
    found: list[Window] = []
    stacks = [stack for stack in _stacks(levels) if len(stack) >= LEAST_RULES]
    for left in stacks:
        for right in stacks:
            top, bottom = max(left[0].at, right[0].at), min(left[-1].at, right[-1].at)
            if left[0].end >= right[0].start or bottom - top < 0.4 * (right[-1].at - right[0].at):
                continue
            x = (left[0].end + right[0].start) / 2
            window = _beside_rules(lines, x, top, max(left[-1].at, right[-1].at))
            if window is not None and not any(window.first <= w.last and w.first <= window.last for w in found):
                found.append(window)
    return sorted(found)


def _stacks(levels: Sequence[Edge]) -> list[list[Edge]]:
    """Level rules (or borders of fills) of one length, top first."""
    stacks: list[list[Edge]] = []
    for edge in sorted(levels, key=lambda edge: (edge.start, edge.end, edge.at)):
        for stack in reversed(stacks[-6:]):
            if abs(stack[0].start - edge.start) < ALIKE_PT and abs(stack[0].end - edge.end) < ALIKE_PT:
                stack.append(edge)
                break
        else:
            stacks.append([edge])
    return [sorted(stack, key=lambda edge: edge.at) for stack in stacks]


def _beside_rules(lines: Sequence[Line], x: float, top: float, bottom: float) -> Window | None:
    """The lines around those from `top` to `bottom` that leave x free; None where a side has no rows of its own."""
    inside = [place for place, line in enumerate(lines) if top <= line.baseline <= bottom]
    if not inside or any(_stands_over(lines[place], x) for place in inside):
        return None
    first, last = inside[0], inside[-1]
    while first and not _stands_over(lines[first - 1], x) and not _runs_across(lines[first - 1], x):
        if lines[first].baseline - lines[first - 1].baseline > MOST_GAP_EM * lines[first].size:
            break
        first -= 1
    steps = [lines[place].baseline - lines[place - 1].baseline for place in inside[1:]]
    while last + 1 < len(lines) and _rows_on(lines[last + 1], x):
        if lines[last + 1].baseline - lines[last].baseline > 1.3 * max(steps, default=0.0):
            break
        last += 1  # the last row of stripes may have none
    for half in halves(lines[first : last + 1], x):
        rows = [line for line in half if line.is_data or _begins_row(line.pieces)]
        labels = [line for line in half if not line.pieces[0].is_figure]
        if len(rows) < 3 or len(labels) < 0.7 * len(rows):
            return None
    return Window(first, last, x)


def _runs_across(line: Line, x: float) -> bool:
    """True for a row of a wider table above: figures at both sides of x and no label at its right."""
    right = [piece for piece in line.pieces if piece.x0 >= x]
    return line.is_data and line.x0 < x and bool(right) and right[0].is_figure


def _rows_on(line: Line, x: float) -> bool:
    """True where a line is a row, label and figures, at one side of x or at both."""
    return not _stands_over(line, x) and all(_begins_row(half.pieces) for side in halves([line], x) for half in side)


def _stands_over(line: Line, x: float) -> bool:
    return any(piece.x0 < x < piece.x1 for piece in line.pieces)


def _gutter_places(lines: Sequence[Line]) -> list[float]:
    """Middles of the gaps before a label that has lines of figures at its left or above: the most frequent first."""
    starts: dict[int, list[float]] = {}
    for line in lines:
        for place, piece in enumerate(line.pieces[:-1]):
            if piece.kind != "prose" and _begins_row(line.pieces[place:]):
                starts.setdefault(round(piece.x0 / 3), []).append(piece.x0 - GUTTER_EM * line.size / 2)
    left = min((line.x0 for line in lines), default=0.0)
    often = [entry for entry in starts.values() if len(entry) > 1 and min(entry) > left + 60]
    return [min(entry) for entry in sorted(often, key=len, reverse=True)[:12]]


def _runs(lines: Sequence[Line], x: float) -> list[tuple[int, int]]:
    """First and last line of each run in which nothing stands within half a gutter of x, nor runs on across it."""
    runs: list[tuple[int, int]] = []
    first = -1
    for place, line in enumerate(lines):
        apart = first >= 0 and line.baseline - lines[place - 1].baseline > MOST_GAP_EM * line.size
        crossed = _crosses(line, x)
        if first >= 0 and (crossed or apart):
            runs.append((first, place - 1))
            first = -1
        if not crossed and first < 0:
            first = place
    if first >= 0:
        runs.append((first, len(lines) - 1))
    return [run for run in runs if run[1] - run[0] > 2]


def _crosses(line: Line, x: float) -> bool:
    """True where a piece stands over the gutter, or figures right of it carry on a row from its left."""
    half = GUTTER_EM * line.size / 2 - 1.0
    if any(piece.x0 < x + half and piece.x1 > x - half for piece in line.pieces):
        return True
    right = next((piece for piece in line.pieces if piece.x0 >= x), None)
    if right is None or line.x0 >= x or not right.is_figure:
        return False
    return not _begins_row(line.pieces[line.pieces.index(right) :])


def _begins_row(pieces: Sequence[Piece]) -> bool:
    """True for a label and its figures; a number of the measure may stand before the label."""
    numbered = (
        len(pieces) > 2
        and len(pieces[0].text) < 6
        and any(sign.isdigit() for sign in pieces[0].text)
        and not pieces[1].is_figure
    )
    return (numbered and pieces[2].is_figure) or (not pieces[0].is_figure and pieces[1:2] != [] and pieces[1].is_figure)


def _tight(lines: Sequence[Line], first: int, last: int, x: float) -> Window | None:
    """The run less what follows its last row of figures; None where it holds no two tables."""
    sides: list[list[Line]] = [[], []]
    ends = first
    for place in range(first, last + 1):
        for side, half in enumerate(sides):
            pieces = [piece for piece in lines[place].pieces if (piece.x0 >= x) == bool(side)]
            row = as_line(pieces) if pieces else None
            if row is not None and row.is_data:
                half.append(row)
                ends = place
    less, more = sorted(sides, key=len)
    if not less or len(more) < 3:
        return None
    if any(sum(not _begins_row(row.pieces) for row in half) > 0.3 * len(half) for half in sides):
        return None
    beside = sum(any(abs(row.baseline - other.baseline) < ALIKE_EM * row.size for other in more) for row in less)
    if beside > 0.6 * len(less):
        return None
    while ends < last and lines[ends + 1].baseline - lines[ends].baseline <= 1.35 * lines[ends].size:
        ends += 1
    while ends < last and all(piece.kind == "period" for piece in lines[ends + 1].pieces):
        ends += 1  # months without figures yet
    return Window(first, ends, x)


def gutter(data: Sequence[Line], columns: Columns) -> float | None:
    """The x between two tables side by side: a wide gap with figures at its left and, at its right, labels again."""
    if columns.count < 4 or len(data) < 3:
        return None
    gaps = [start - end for (_, end), (start, _) in pairwise(columns.extents)]
    usual = median(gaps)
    words: list[int] = [0] * columns.count
    figures: list[int] = [0] * columns.count
    texts: list[set[str]] = [set() for _ in range(columns.count)]
    for line in data:
        for piece in line.pieces:
            col = columns.of((piece.x0 + piece.x1) / 2)
            figures[col] += piece.is_figure
            words[col] += not piece.is_figure and sum(map(str.isalpha, piece.text)) > 2
            texts[col].add(piece.text)
    for col in range(2, columns.count - 1):
        labels = words[col] >= 0.7 * (words[col] + figures[col]) and words[col] >= 0.6 * len(data)
        wide = gaps[col - 1] >= 2 * data[0].size and gaps[col - 1] >= 0.9 * usual
        if labels and len(texts[col]) < 0.6 * words[col]:
            continue  # arrows, ratings, 'High' and 'Low': labels differ
        left_label = words[0] >= 0.6 * len(data)
        left = any(figures[c] >= 0.6 * len(data) for c in range(1, col))
        right = figures[col + 1] >= 0.6 * len(data)
        if labels and wide and left and right and left_label and figures[col - 1] >= 0.6 * len(data):
            return (columns.extents[col - 1][1] + columns.extents[col][0]) / 2
    return None


def repeated(lines: Sequence[Line], first: int, columns: Columns) -> float | None:
    """The x where the headings begin again ('Age | Number | Age | Number'): as many tables side by side."""
    for line in reversed(lines[max(0, first - 3) : first]):
        heads = [piece.text for piece in line.pieces]
        count = len(heads)
        if count != columns.count or count < 4:
            continue
        for period in range(2, count // 2 + 1):
            if count % period == 0 and heads[:period] * (count // period) == heads and len(set(heads)) == period:
                return (columns.extents[period - 1][1] + columns.extents[period][0]) / 2
    return None


def halves(lines: Sequence[Line], x: float) -> list[list[Line]]:
    """Lines cut in two at x; pieces across it go with the side of their middle."""
    halves: list[list[Line]] = [[], []]
    for line in lines:
        for side, half in enumerate(halves):
            pieces = [piece for piece in line.pieces if ((piece.x0 + piece.x1) / 2 >= x) == bool(side)]
            if pieces:
                half.append(line if len(pieces) == len(line.pieces) else as_line(pieces))
    return halves
