"""Rules and the borders of fills -> level and upright edges, and which of them meet.

Lengths are PDF points from the top left of the displayed page.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from extract.paint import is_white
from records.page import Box, Fill, Page

SNAP = 1.5
"""Edges nearer than this are one edge: double borders, a fill under its rule."""
REACH = 3.0
"""Edges that miss each other by less than this still meet; so do the pieces of a dashed line."""
LEAST_EDGE = 5.0
"""Shorter edges, once their pieces are joined, are ticks and underlinings."""
THIN = 3.2
"""A fill thinner than this is a line."""
MOST_EDGES = 1500
"""Of each direction; on a page with more (a map, a pattern) the longest are kept."""
LEAST_WHITE_CELLS = 6
"""Fewer white fills on a page are no table's cells."""


class Edge(NamedTuple):
    """A straight border: `at` is y for a level edge and x for an upright one; `drawn` is False for a fill's border."""

    at: float
    start: float
    end: float
    drawn: bool = True

    @property
    def length(self) -> float:
        return self.end - self.start


def edges_of(page: Page) -> tuple[list[Edge], list[Edge]]:
    """Level and upright edges of rules and fills, collinear pieces joined, in order of their place."""
    levels: list[Edge] = []
    uprights: list[Edge] = []
    for rule in page.rules:
        box = rule.box
        if box.x1 - box.x0 >= box.bottom - box.top:
            levels.append(Edge((box.top + box.bottom) / 2, box.x0, box.x1))
        else:
            uprights.append(Edge((box.x0 + box.x1) / 2, box.top, box.bottom))
    for fill in _seen_fills(page):
        _add_fill(fill.box, levels, uprights)
    return _joined(levels), _joined(uprights)


def _add_fill(box: Box, levels: list[Edge], uprights: list[Edge]) -> None:
    if box.height <= THIN and box.width > box.height:
        levels.append(Edge((box.top + box.bottom) / 2, box.x0, box.x1))
    elif box.width <= THIN:
        uprights.append(Edge((box.x0 + box.x1) / 2, box.top, box.bottom))
    else:
        levels.append(Edge(box.top, box.x0, box.x1, False))
        levels.append(Edge(box.bottom, box.x0, box.x1, False))
        uprights.append(Edge(box.x0, box.top, box.bottom, False))
        uprights.append(Edge(box.x1, box.top, box.bottom, False))


def _seen_fills(page: Page) -> list[Fill]:
    """Fills that are no background, white ones as cells only; bands of one colour and width that touch are one (Word
    paints lines).
    """
    stacks: dict[tuple[int, int, str], list[Fill]] = {}
    cells = _white_cells(page.fills)
    for fill in page.fills:
        if is_white(fill.colour):
            continue
        if fill.box.width > 0.9 * page.width and fill.box.height > 0.6 * page.height:
            continue
        stacks.setdefault((round(fill.box.x0), round(fill.box.x1), fill.colour), []).append(fill)
    seen: list[Fill] = []
    for stack in stacks.values():
        stack.sort(key=lambda fill: fill.box.top)
        last = stack[0]
        for fill in stack[1:]:
            if fill.box.top <= last.box.bottom + 0.5:
                bottom = max(last.box.bottom, fill.box.bottom)
                last = Fill(Box(last.box.x0, last.box.top, last.box.x1, bottom), last.colour, fill.order)
            else:
                seen.append(last)
                last = fill
        seen.append(last)
    return seen + cells


def _white_cells(fills: Sequence[Fill]) -> list[Fill]:
    """White fills that are the cells of a table: PowerPoint paints each of its cells, the white ones too.

    Told by rows of fills that touch side by side, at least three to a row, and by two such rows with the same borders.
    """
    if sum(is_white(fill.colour) for fill in fills) < LEAST_WHITE_CELLS:
        return []
    rows: dict[tuple[int, int], list[Fill]] = {}
    for fill in fills:
        rows.setdefault((round(fill.box.top), round(fill.box.bottom)), []).append(fill)
    alike: dict[tuple[int, ...], list[list[Fill]]] = {}
    for row in rows.values():
        row.sort(key=lambda fill: fill.box.x0)
        touching = all(abs(one.box.x1 - two.box.x0) <= REACH for one, two in zip(row, row[1:]))
        if len(row) >= 3 and touching:
            alike.setdefault(tuple(round(fill.box.x0) for fill in row), []).append(row)
    return [fill for same in alike.values() if len(same) > 1 for row in same for fill in row if is_white(fill.colour)]


def _joined(edges: list[Edge]) -> list[Edge]:
    """Pieces of one line made one; short ones dropped; at most MOST_EDGES, the longest.

    Drawn lines and the borders of fills are joined each among themselves: the second may be invisible.
    """
    joined: list[Edge] = []
    for drawn in (True, False):
        alike = sorted([edge for edge in edges if edge.drawn == drawn])
        start = 0
        while start < len(alike):
            end = start + 1
            while end < len(alike) and alike[end].at - alike[start].at <= SNAP:
                end += 1
            joined += _joined_in_line(alike[start:end]) if end - start > 1 else alike[start:end]
            start = end
    joined = [edge for edge in joined if edge.end - edge.start >= LEAST_EDGE]
    if len(joined) > MOST_EDGES:
        joined = sorted(joined, key=lambda edge: -edge.length)[:MOST_EDGES]
    joined.sort()
    return joined


def _joined_in_line(edges: list[Edge]) -> list[Edge]:
    edges.sort(key=lambda edge: edge.start)
    joined: list[Edge] = []
    longest, begin, reach = edges[0], edges[0].start, edges[0].end
    for edge in edges[1:]:
        if edge.start <= reach + REACH:
            if edge.length > longest.length:
                longest = edge
            reach = max(reach, edge.end)
        else:
            joined.append(Edge(longest.at, begin, reach, longest.drawn))
            longest, begin, reach = edge, edge.start, edge.end
    joined.append(Edge(longest.at, begin, reach, longest.drawn))
    return joined


def connected(levels: Sequence[Edge], uprights: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Groups of edges that meet, directly or through others."""
    parent = list(range(len(levels) + len(uprights)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    ats = [edge.at for edge in levels]
    for number, upright in enumerate(uprights, start=len(levels)):
        own = root(number)
        low, high = upright.at - REACH, upright.at + REACH
        for place in range(bisect_left(ats, upright.start - REACH), bisect_right(ats, upright.end + REACH)):
            if parent[place] == own:
                continue
            level = levels[place]
            if level.start <= high and level.end >= low:
                other = root(place)
                if other != own:
                    parent[other] = own
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for place in range(len(parent)):
        group = groups.setdefault(root(place), ([], []))
        if place < len(levels):
            group[0].append(levels[place])
        else:
            group[1].append(uprights[place - len(levels)])
    return list(groups.values())
