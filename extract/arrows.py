"""Small drawings -> the arrow that they show: triangles, block arrows, chevrons, and arrows of thin lines.

Points are of the displayed page, y downwards. What is no arrow without doubt (a circle, a diamond, a star, a tick)
is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import atan2, degrees, hypot

Point = tuple[float, float]
Line = tuple[float, float, float, float]

SMALLEST_PT, LARGEST_PT = 3.0, 30.0
"""A smaller drawing is a dot, a larger one a chart's or a diagram's."""
ALIKE = 0.08
"""Two corners mirror each other where they differ by less than this share of the drawing's size."""
_ARROWS = "→↘↓↙←↖↑↗"
_TRIANGLES = {0: "▶", 2: "▼", 4: "◀", 6: "▲"}
_DOUBLE = {0: "↔", 2: "↕"}
_CORNERS = {3, 4, 6, 7, 9}
"""Of a triangle, a dart, a chevron, a block arrow, and one with a notched tail."""
_CORNERS_OF_DOUBLE = 10


def arrow_drawn(corners: Sequence[Point], lines: Sequence[Line]) -> str | None:
    """The arrow that a filled path of `corners` shows, or a drawn one of `lines`; None where it is none."""
    if corners:
        return _filled(_plain(corners))
    return _of_lines(lines)


def _plain(points: Sequence[Point]) -> list[Point]:
    """Corners once each, those on a straight side left out."""
    size = _size(points)
    kept: list[Point] = []
    for point in points:
        if not kept or _apart(point, kept[-1]) > 0.02 * size:
            kept.append(point)
    if len(kept) > 1 and _apart(kept[0], kept[-1]) <= 0.02 * size:
        kept.pop()
    return [
        point
        for before, point, after in zip([kept[-1], *kept[:-1]], kept, [*kept[1:], kept[0]])
        if _height(before, after, point) > 0.02 * size
    ]


def _size(points: Sequence[Point]) -> float:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys), 0.01)


def _apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _height(start: Point, end: Point, point: Point) -> float:
    """How far a point lies from the line through two others."""
    long = _apart(start, end) or 0.01
    across = (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
    return abs(across) / long


def _filled(corners: Sequence[Point]) -> str | None:
    size = _size(corners) if corners else 0.0
    if not SMALLEST_PT <= size <= LARGEST_PT:
        return None
    if len(corners) == _CORNERS_OF_DOUBLE:
        return next((sign for way, sign in _DOUBLE.items() if _points_both_ways(corners, way)), None)
    if len(corners) not in _CORNERS:
        return None
    ways = [way for way in range(8) if _points(corners, way)]
    if len(ways) != 1:
        return None
    return _TRIANGLES.get(ways[0]) if len(corners) == 3 else _ARROWS[ways[0]]


def _frame(corners: Sequence[Point], way: int) -> list[Point]:
    """Corners turned such that `way` (in eighths, clockwise from the right) runs along x."""
    cos, sin = ((1, 0), (0.7071, 0.7071), (0, 1), (-0.7071, 0.7071))[way % 4]
    sign = -1 if way >= 4 else 1
    return [(sign * (x * cos + y * sin), sign * (y * cos - x * sin)) for x, y in corners]


def _is_mirrored(turned: Sequence[Point], middle: float, slack: float) -> bool:
    return all(any(abs(x - u) < slack and abs(2 * middle - y - v) < slack for u, v in turned) for x, y in turned)


def _points(corners: Sequence[Point], way: int) -> bool:
    """True where the drawing has one tip that way, at the middle, two corners or more behind, and equal halves."""
    turned = _frame(corners, way)
    slack = ALIKE * _size(turned)
    front, back = max(x for x, _ in turned), min(x for x, _ in turned)
    tips = [y for x, y in turned if x > front - slack]
    tails = [y for x, y in turned if x < back + slack]
    if len(tips) != 1 or len(tails) < 2 or not _is_mirrored(turned, tips[0], slack):
        return False
    return len(corners) != 4 or any(abs(y - tips[0]) < slack and x < front - slack for x, y in turned)


def _points_both_ways(corners: Sequence[Point], way: int) -> bool:
    turned = _frame(corners, way)
    slack = ALIKE * _size(turned)
    front, back = max(x for x, _ in turned), min(x for x, _ in turned)
    tips = [[y for x, y in turned if abs(x - end) < slack] for end in (front, back)]
    return all(len(tip) == 1 for tip in tips) and _is_mirrored(turned, tips[0][0], slack)


def _of_lines(lines: Sequence[Line]) -> str | None:
    """The arrow of two lines of one length that meet in a tip, with or without a shaft between them."""
    lines = [line for line in dict.fromkeys(lines) if hypot(line[2] - line[0], line[3] - line[1]) > 0.5]
    if not 2 <= len(lines) <= 4:
        return None
    points = [point for line in lines for point in (line[:2], line[2:])]
    if not SMALLEST_PT <= _size(points) <= LARGEST_PT:
        return None
    found = {
        way
        for one, other in combinations(lines, 2)
        if (way := _way_of_head(one, other, [line for line in lines if line not in (one, other)])) is not None
    }
    if len(found) == 2 and len(lines) > 3 and abs(min(found) - max(found)) == 4:
        return _DOUBLE.get(min(found))
    return _ARROWS[found.pop()] if len(found) == 1 else None


def _way_of_head(one: Line, other: Line, rest: Sequence[Line]) -> int | None:
    """The way, in eighths, that two lines point if they are the head of an arrow and `rest` holds at most its shaft."""
    for tip, end in ((one[:2], one[2:]), (one[2:], one[:2])):
        for start, far in ((other[:2], other[2:]), (other[2:], other[:2])):
            long, wide = _apart(tip, end), _apart(start, far)
            if _apart(tip, start) > ALIKE * max(long, wide) or abs(long - wide) > 0.15 * max(long, wide):
                continue
            x = (tip[0] - end[0]) / long + (tip[0] - far[0]) / wide
            y = (tip[1] - end[1]) / long + (tip[1] - far[1]) / wide
            angle = degrees(atan2(y, x)) % 360
            way = round(angle / 45) % 8
            if hypot(x, y) < 0.8 or abs((angle - 45 * way + 180) % 360 - 180) > 8:
                continue
            shafts = [line for line in rest if _is_shaft(line, tip, way, 0.3 * max(long, wide))]
            if (rest and not shafts) or (not rest and (way % 2 or hypot(x, y) > 1.93)):
                continue  # two level and upright lines make a corner; a needle is no head
            return way
    return None


def _is_shaft(line: Line, tip: Point, way: int, slack: float) -> bool:
    for start, end in ((line[:2], line[2:]), (line[2:], line[:2])):
        (x0, y0), (x1, y1) = _frame([start, end], way)
        if abs(y1 - y0) < slack and x1 > x0 and _apart(end, tip) < slack:
            return True
    return False
