"""A walk through a page's objects in painting order: the places of its texts, and its other shapes as displayed."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from extract import pdfium
from extract.minted import new_box
from extract.pdfium import Affine, joined, turned
from records.page import Box

MANY_SEGMENTS = 60
"""A path of more segments is a chart's curve: only its bounds are kept."""
DEEPEST_FORM = 12
"""Forms nested deeper are not followed; published papers reach three."""
STRAIGHT_PT = 0.6
"""A line that strays no further than this from level or upright is straight."""
COPY_PT = 2.0
"""Two text objects are copies where their sides differ by less than this, both sides together."""

Line = tuple[float, float, float, float]
_POINTS = (ctypes.c_float * (2 * MANY_SEGMENTS))()
_POINTS_AT = ctypes.addressof(_POINTS)
"""Where the points of one path are written."""


@dataclass(slots=True)
class Shape:
    """A painted object other than text, as displayed. Not frozen: a page has thousands, and frozen ones cost double."""

    kind: str
    """`path`, `image` or `shading`."""
    box: Box
    """Where it paints: cut by its clip, without the width of its stroke."""
    order: int
    fill: str | None = None
    """`#rrggbb`; None where it is not filled."""
    stroke: str | None = None
    width: float = 0.0
    """Of its stroke, in points."""
    opacity: int = 255
    """0 to 255."""
    opaque: bool = True
    """False where it is see-through or blended (a highlighter), or lies in a form that may be."""
    lines: tuple[Line, ...] = ()
    """Its straight lines from point to point, where it is short enough to be looked at."""
    is_box: bool = False
    """True where it fills a level rectangle."""
    clip: Box | None = None
    outline: tuple[tuple[float, float], ...] = ()
    """Corners of a filled path that is no rectangle, where it is short enough to be looked at."""


class Walk:
    """A depth-first walk of a page's objects and forms: the painting order of texts, and the shapes."""

    def __init__(self, page: int, to_display: Affine, bounds: Box) -> None:
        self.orders: dict[int, int] = {}
        """Handle of each text object -> its place in painting order."""
        self.clips: dict[int, Box] = {}
        """Handle of each text object that is clipped to less than the page -> where it can show."""
        self.shapes: list[Shape] = []
        self._text_boxes: dict[int, Box] = {}
        self._cuts: dict[tuple[object, ...], Box | None] = {}
        """What clip paths were found to leave, by the points that they begin with."""
        self._joined: dict[tuple[Affine, Affine], Affine] = {}
        self._bounds = bounds
        self._next = 0
        page_object, visit = pdfium.page_object, self._visit
        for place in range(pdfium.count_objects(page)):
            visit(page_object(page, place), to_display, 0, None, False)

    def copies(self, target: int) -> list[tuple[int, Box | None]]:
        """Painting order and clip of the other text objects with the same bounds as one (a shadow, a fake bold)."""
        if not self._text_boxes:
            # In the space of their own form, which copies share.
            self._text_boxes = {each: self._object_box(each, (1, 0, 0, 1, 0, 0)) for each in self.orders}
        own = self._text_boxes.get(target)
        if own is None:
            return []
        return [
            (self.orders[each], self.clips.get(each))
            for each, box in self._text_boxes.items()
            if each != target
            and abs(box.x0 - own.x0) + abs(box.x1 - own.x1) < COPY_PT
            and abs(box.top - own.top) + abs(box.bottom - own.bottom) < COPY_PT
        ]

    def _visit(self, target: int, to_display: Affine, depth: int, clip: Box | None, veiled: bool) -> None:
        """`veiled` is True within a form that may be blended or see-through as a whole."""
        kind = pdfium.object_type(target)
        self._next += 1
        path = pdfium.clip_path(target)
        clips = pdfium.count_clips(path) if path else 0
        own = self._clip(path, clips, to_display, clip) if clips > 0 else clip
        if kind == pdfium.TEXT:
            self.orders[target] = self._next
            if own is not None:
                self.clips[target] = own
        elif kind == pdfium.FORM:
            if depth < DEEPEST_FORM:
                inner = joined(self._matrix(target), to_display)
                veil = veiled or bool(pdfium.object_transparent(target))
                for place in range(pdfium.count_form_objects(target)):
                    self._visit(pdfium.form_object(target, place), inner, depth + 1, own, veil)
        elif kind == pdfium.PATH:
            self._add_path(target, to_display, own, veiled)
        elif kind in {pdfium.IMAGE, pdfium.SHADING}:
            box = self._seen(self._object_box(target, to_display), own)
            if box is not None:
                opaque = not (veiled or pdfium.object_transparent(target))
                name = "image" if kind == pdfium.IMAGE else "shading"
                self.shapes.append(Shape(name, box, self._next, opaque=opaque, clip=own))

    def _matrix(self, target: int) -> Affine:
        if not pdfium.object_matrix(target, pdfium.scratch_at):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        a, b, c, d, e, f = pdfium.scratch[:6]
        return a, b, c, d, e, f

    def _under(self, matrix: Affine, outer: Affine) -> Affine:
        """`joined`, remembered: a page's objects share a few matrices."""
        key = (matrix, outer)
        by = self._joined.get(key)
        if by is None:
            by = self._joined[key] = joined(matrix, outer)
        return by

    def _object_box(self, target: int, to_display: Affine) -> Box:
        at = pdfium.scratch_at
        if not pdfium.object_bounds(target, at, at + 4, at + 8, at + 12):
            return Box(0.0, 0.0, 0.0, 0.0)
        left, low, right, high = pdfium.scratch[:4]
        return Box(*turned(left, low, right, high, to_display))

    def _seen(self, box: Box, clip: Box | None) -> Box | None:
        """The part of a box that lies on the page and within its clip; None where nothing does."""
        for frame in (self._bounds, clip):
            if frame is not None and not _holds(frame, box):
                box = _common(box, frame)
        return box if box.x1 >= box.x0 and box.bottom >= box.top else None

    def _clip(self, path: int, count: int, to_display: Affine, outer: Box | None) -> Box | None:
        """The bounds of an object's clip paths, cut by those of the form around it; None where it has none.

        Objects drawn under one clip share its points, so that it is read once.
        """
        firsts = [pdfium.clip_segment(path, place, 0) for place in range(count)]
        key = (*firsts, count, to_display, outer)
        if key not in self._cuts:
            self._cuts[key] = self._clip_bounds(path, count, to_display, outer)
        return self._cuts[key]

    def _clip_bounds(self, path: int, count: int, to_display: Affine, outer: Box | None) -> Box | None:
        box = outer
        a, b, c, d, e, f = to_display
        for place in range(count):
            segments = min(pdfium.count_clip_segments(path, place), MANY_SEGMENTS)
            if segments > 0:
                found = list(_points([pdfium.clip_segment(path, place, segment) for segment in range(segments)]))
                xs = [a * x + c * y + e for x, y in found]
                ys = [b * x + d * y + f for x, y in found]
                here = Box(min(xs), min(ys), max(xs), max(ys))
                box = _common(here, box) if box is not None else here
        return box

    def _add_path(self, target: int, to_display: Affine, clip: Box | None, veiled: bool) -> None:
        at = pdfium.scratch_whole_at
        if not pdfium.draw_mode(target, at, at + 4):
            return
        fills, strokes = pdfium.scratch_whole[:2]
        if not (fills or strokes):
            return
        by = self._under(self._matrix(target), to_display)
        lines, corners, is_box, box = self._outline(target, by, to_display)
        seen = self._seen(box, clip)
        if seen is None:
            return
        fill = stroke = None
        width, opacity = 0.0, 255
        if fills:
            fill, opacity = pdfium.colour(pdfium.fill_colour, target) or ("#ffffff", 255)
        if strokes:
            stroke, stroke_opacity = pdfium.colour(pdfium.stroke_colour, target) or ("#000000", 255)
            opacity = min(opacity, stroke_opacity) if fills else stroke_opacity
            pdfium.stroke_width(target, pdfium.scratch_at)
            width = pdfium.scratch[0] * hypot(by[0], by[1])
        if opacity > 12:
            opaque = opacity >= 250 and not veiled and not pdfium.object_transparent(target)
            outline = corners if fill and not is_box else ()
            self.shapes.append(
                Shape("path", seen, self._next, fill, stroke, width, opacity, opaque, lines, is_box, clip, outline)
            )

    def _outline(
        self, target: int, by: Affine, to_display: Affine
    ) -> tuple[tuple[Line, ...], tuple[tuple[float, float], ...], bool, Box]:
        """A path's straight lines, its corners, whether it is a level rectangle, and its bounds."""
        count = pdfium.count_segments(target)
        if count > MANY_SEGMENTS or count <= 1:
            return (), (), False, self._object_box(target, to_display)
        a, b, c, d, e, f = by
        path_segment = pdfium.path_segment
        segments = [path_segment(target, place) for place in range(count)]
        kinds = list(map(pdfium.segment_type, segments))
        points = [(a * x + c * y + e, b * x + d * y + f) for x, y in _points(segments)]
        lines: list[Line] = []
        start = here = points[0]
        for segment, point, kind, after in zip(segments, points, kinds, (*kinds[1:], pdfium.MOVE_TO)):
            if kind == pdfium.LINE_TO:
                lines.append((*here, *point))
            elif kind == pdfium.MOVE_TO:
                start = point
            here = point
            if after == pdfium.MOVE_TO and here != start and pdfium.segment_closes(segment):
                lines.append((*here, *start))
        xs, ys = zip(*points)
        box = new_box(min(xs), min(ys), max(xs), max(ys))
        is_box = count <= 6 and len(lines) > 1 and pdfium.BEZIER_TO not in kinds and _is_rectangle(lines, points)
        return tuple(lines), tuple(points), is_box, box


def _points(segments: Sequence[int]) -> Iterator[tuple[float, float]]:
    """The points that segments lead to, in their own space; at most `MANY_SEGMENTS`."""
    at, segment_point = _POINTS_AT, pdfium.segment_point
    for segment in segments:
        segment_point(segment, at, at + 4)
        at += 8
    numbers = iter(_POINTS[: 2 * len(segments)])
    return zip(numbers, numbers)


def _holds(frame: Box, box: Box) -> bool:
    return frame.x0 <= box.x0 and frame.top <= box.top and box.x1 <= frame.x1 and box.bottom <= frame.bottom


def _common(box: Box, frame: Box) -> Box:
    """What two boxes share; a side runs backwards where they share nothing."""
    return Box(max(box.x0, frame.x0), max(box.top, frame.top), min(box.x1, frame.x1), min(box.bottom, frame.bottom))


def _is_rectangle(lines: list[Line], points: list[tuple[float, float]]) -> bool:
    """True where no more than four corners are joined by straight lines; the first may stand again at the end."""
    corners = len(points) - (points[0] == points[-1])
    if corners > 4 and len({(round(x, 1), round(y, 1)) for x, y in points}) > 4:
        return False
    return all(
        -STRAIGHT_PT <= x0 - x1 <= STRAIGHT_PT or -STRAIGHT_PT <= y0 - y1 <= STRAIGHT_PT for x0, y0, x1, y1 in lines
    )
