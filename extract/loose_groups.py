"""Group labels at the left of a table without rules: each stands for several rows, beside its middle or its first one.

A label set in the middle of its group shows by its height alone where the group begins and ends. Lengths are PDF
points from the top left of the displayed page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from extract.edges import Edge
from extract.loose_columns import Columns
from extract.loose_lines import Line, Piece, as_line

OFF_CENTRE = 0.3
"""A label stands no further from the middle of its rows, in pitches: one row more or less moves that by 0.5."""
LEADING_EM = 1.45
"""Lines of one label stand no further apart than this, in ems."""
LEAST_GAP_EM = 0.8
"""White space between the labels of groups and of rows, in ems."""
MOST_GROUPS = 40


@dataclass(frozen=True, slots=True)
class Group:
    """A label and the data lines that it stands for, by their place among them."""

    pieces: tuple[Piece, ...]
    first: int
    last: int


def grouped(
    lines: Sequence[Line], first: int, last: int, columns: Columns, levels: Sequence[Edge]
) -> tuple[Columns, list[Group]]:
    """The columns with one for group labels, and the groups of the data lines of `lines[first : last + 1]`.

    No groups where the labels stand with every row, or do not part the rows evenly: then the columns are as given.
    """
    data = [line for line in lines[first : last + 1] if line.is_data]
    if len(data) < 3:
        return columns, []
    wider = columns if columns.labels > 1 else _with_groups(lines, first, last, columns)
    if wider is None:
        return columns, []
    edge = wider.borders[1]
    near = [line for line in lines[max(first - 1, 0) : last + 2] if not line.prose]
    labels = _labels(near, edge, data)
    if not 0 < len(labels) < 0.67 * len(data) or len(labels) > MOST_GROUPS:
        return columns, []
    x0, x1 = wider.extents[0]
    walls = [level.at for level in levels if level.drawn and level.start <= x0 + 1 and level.end > x1]
    groups = _shared_out(labels, data, walls)
    return (wider, groups) if any(group.last > group.first for group in groups) else (columns, [])


def without_groups(lines: Sequence[Line], groups: Sequence[Group]) -> list[Line]:
    """The lines less the labels of groups; those of nothing else are left out."""
    taken = {id(word) for group in groups for piece in group.pieces for word in piece.words}
    kept: list[Line] = []
    for line in lines:
        pieces = [piece for piece in line.pieces if id(piece.words[0]) not in taken]
        if len(pieces) == len(line.pieces):
            kept.append(line)
        elif pieces:
            kept.append(as_line(pieces))
    return kept


def _with_groups(lines: Sequence[Line], first: int, last: int, columns: Columns) -> Columns | None:
    """The columns and one more at their left, where pieces stand beside the data lines and a heading over them."""
    left = columns.extents[0][0]
    beside = [
        piece
        for line in lines[first : last + 1]
        for piece in line.pieces
        if piece.x1 < left - LEAST_GAP_EM * line.size and piece.kind == "text" and not line.prose
    ]
    if len(beside) < 2:
        return None
    x0, x1 = min(piece.x0 for piece in beside), max(piece.x1 for piece in beside)
    return replace(
        columns,
        borders=(x0, (x1 + left) / 2, *columns.borders[1:]),
        extents=((x0, x1), *columns.extents),
        labels=columns.labels + 1,
        worded=frozenset({0, *(col + 1 for col in columns.worded)}),
    )


def _labels(lines: Sequence[Line], edge: float, data: Sequence[Line]) -> list[list[tuple[float, Piece]]]:
    """Pieces left of `edge`, those of one label together, each with its baseline; none where one is no word."""
    low, high = data[0].baseline - 0.8 * data[0].size, data[-1].baseline + 0.8 * data[-1].size
    found: list[list[tuple[float, Piece]]] = []
    for line in lines:
        for piece in line.pieces:
            if piece.x0 >= edge or not low <= piece.words[0].baseline <= high:
                continue
            if piece.x1 > edge or piece.kind != "text" or any(p is not piece and p.x0 < edge for p in line.pieces):
                return []
            at = piece.words[0].baseline
            if found and at - found[-1][-1][0] <= LEADING_EM * piece.words[0].size:
                found[-1].append((at, piece))
            else:
                found.append([(at, piece)])
    return found


def _middle(label: Sequence[tuple[float, Piece]]) -> float:
    return (label[0][0] + label[-1][0]) / 2


def _shared_out(
    labels: Sequence[Sequence[tuple[float, Piece]]], data: Sequence[Line], walls: Sequence[float]
) -> list[Group]:
    """The data lines shared out among the labels; empty where no way is a good one.

    Each label stands in the middle of its rows, or each at the height of its first.
    """
    ys = [line.baseline for line in data]
    pitch = median(b - a for a, b in pairwise(ys))
    starts = _by_first_rows(labels, data)
    if starts is None:
        starts = _by_middles([_middle(label) for label in labels], ys, pitch, walls)
    if starts is None:
        return []
    ends = [start - 1 for start in starts[1:]] + [len(data) - 1]
    return [Group(tuple(piece for _, piece in label), start, end) for label, start, end in zip(labels, starts, ends)]


def _by_first_rows(labels: Sequence[Sequence[tuple[float, Piece]]], data: Sequence[Line]) -> list[int] | None:
    """The row that each label begins with, if that is so of all and the first begins the table."""
    starts = []
    for label in labels:
        place = next((n for n, row in enumerate(data) if abs(row.baseline - label[0][0]) < 0.3 * row.size), None)
        if place is None:
            return None
        starts.append(place)
    return starts if starts[0] == 0 else None


def _by_middles(
    middles: Sequence[float], ys: Sequence[float], pitch: float, walls: Sequence[float]
) -> list[int] | None:
    """The first row of each label's group, all rows used, such that the labels stand nearest to the middles."""
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for number, middle in enumerate(middles):
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, starts) in best.items():
            last, slack = 2 * middle - ys[start], 2 * OFF_CENTRE * pitch
            low, high = bisect_left(ys, last - slack), bisect_right(ys, last + slack)
            for end in range(max(low, start), min(high, len(ys) - (len(middles) - 1 - number))):
                off = abs((ys[start] + ys[end]) / 2 - middle)
                if any(ys[start] < wall < ys[end] for wall in walls):
                    continue
                if end + 1 not in reached or cost + off < reached[end + 1][0]:
                    reached[end + 1] = (cost + off, [*starts, start])
        best = reached
    return best[len(ys)][1] if len(ys) in best else None
