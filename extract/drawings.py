"""A page's paths, images and shadings in painting order -> rules, fills, pictures, and what can cover text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

import numpy

from extract import pdfium
from extract.pdfium import Affine, joined, turned
from records.page import Box, Fill, Picture, Rule

MANY_SEGMENTS = 60
"""A path of more segments is a chart's curve: only its bounds are kept."""
DEEPEST_FORM = 12
"""Forms nested deeper are not followed; published papers reach three."""
THIN_PT = 2.0
"""A filled rectangle no wider than this is a rule."""
STRAIGHT_PT = 0.6
"""A line that strays no further than this from level or upright is straight."""

Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A painted object other than text, as displayed."""

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
    opaque: bool = True
    """False where it is see-through or blended (a highlighter)."""
    lines: tuple[Line, ...] = ()
    """Its straight lines from point to point, where it is short enough to be looked at."""
    is_box: bool = False
    """True where it fills a level rectangle."""
    clip: Box | None = None


class Walk:
    """A depth-first walk of a page's objects and forms: the painting order of texts, and the shapes."""

    def __init__(self, page: int, to_display: Affine, bounds: Box) -> None:
        self.orders: dict[int, int] = {}
        """Handle of each text object -> its place in painting order."""
        self.clips: dict[int, Box] = {}
        """Handle of each text object that is clipped to less than the page -> where it can show."""
        self.shapes: list[Shape] = []
        self._bounds = bounds
        self._next = 0
        self._floats = numpy.zeros(8, numpy.float32)
        self._whole = numpy.zeros(8, numpy.uint32)
        for place in range(pdfium.count_objects(page)):
            self._visit(pdfium.page_object(page, place), to_display, 0, None)

    def _visit(self, target: int, to_display: Affine, depth: int, clip: Box | None) -> None:
        kind = pdfium.object_type(target)
        self._next += 1
        own = self._clip(target, to_display, clip)
        if kind == pdfium.TEXT:
            self.orders[target] = self._next
            if own is not None:
                self.clips[target] = own
        elif kind == pdfium.FORM:
            if depth < DEEPEST_FORM:
                inner = joined(self._matrix(target), to_display)
                for place in range(pdfium.count_form_objects(target)):
                    self._visit(pdfium.form_object(target, place), inner, depth + 1, own)
        elif kind == pdfium.PATH:
            self._add_path(target, to_display, own)
        elif kind in {pdfium.IMAGE, pdfium.SHADING}:
            box = self._seen(self._object_box(target, to_display), own)
            if box is not None:
                opaque = not pdfium.object_transparent(target)
                name = "image" if kind == pdfium.IMAGE else "shading"
                self.shapes.append(Shape(name, box, self._next, opaque=opaque, clip=own))

    def _matrix(self, target: int) -> Affine:
        if not pdfium.object_matrix(target, self._floats.ctypes.data):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        a, b, c, d, e, f = self._floats[:6].tolist()
        return a, b, c, d, e, f

    def _object_box(self, target: int, to_display: Affine) -> Box:
        at = self._floats.ctypes.data
        if not pdfium.object_bounds(target, at, at + 4, at + 8, at + 12):
            return Box(0.0, 0.0, 0.0, 0.0)
        left, low, right, high = self._floats[:4].tolist()
        return Box(*turned(left, low, right, high, to_display))

    def _seen(self, box: Box, clip: Box | None) -> Box | None:
        """The part of a box that lies on the page and within its clip; None where nothing does."""
        for frame in (self._bounds, clip):
            if frame is not None:
                box = Box(
                    max(box.x0, frame.x0), max(box.top, frame.top), min(box.x1, frame.x1), min(box.bottom, frame.bottom)
                )
        return box if box.width >= 0 and box.height >= 0 else None

    def _clip(self, target: int, to_display: Affine, outer: Box | None) -> Box | None:
        """The bounds of an object's clip paths, cut by those of the form around it; None where it has none."""
        path = pdfium.clip_path(target)
        count = pdfium.count_clips(path) if path else 0
        box = outer
        for place in range(count):
            points = []
            for segment in range(min(pdfium.count_clip_segments(path, place), MANY_SEGMENTS)):
                points.append(self._point(pdfium.clip_segment(path, place, segment), to_display))
            if points:
                xs, ys = [x for x, _ in points], [y for _, y in points]
                here = Box(min(xs), min(ys), max(xs), max(ys))
                if box is not None:
                    here = Box(
                        max(box.x0, here.x0), max(box.top, here.top), min(box.x1, here.x1), min(box.bottom, here.bottom)
                    )
                box = here
        return box

    def _point(self, segment: int, by: Affine) -> tuple[float, float]:
        at = self._floats.ctypes.data
        pdfium.segment_point(segment, at, at + 4)
        x, y = self._floats[:2].tolist()
        a, b, c, d, e, f = by
        return a * x + c * y + e, b * x + d * y + f

    def _colour(self, ask: object, target: int) -> tuple[str, int]:
        """A colour as `#rrggbb` and its opacity, 0 to 255."""
        at = self._whole.ctypes.data
        if not ask(target, at, at + 4, at + 8, at + 12):  # type: ignore[operator]
            return "#000000", 255
        red, green, blue, opacity = self._whole[:4].tolist()
        return f"#{red:02x}{green:02x}{blue:02x}", opacity

    def _add_path(self, target: int, to_display: Affine, clip: Box | None) -> None:
        at = self._whole.ctypes.data
        if not pdfium.draw_mode(target, at, at + 4):
            return
        fills, strokes = self._whole[:2].tolist()
        if not (fills or strokes):
            return
        by = joined(self._matrix(target), to_display)
        lines, is_box, box = self._outline(target, by, to_display)
        seen = self._seen(box, clip)
        if seen is None:
            return
        fill = stroke = None
        width, opacity = 0.0, 255
        if fills:
            fill, opacity = self._colour(pdfium.fill_colour, target)
        if strokes:
            stroke, stroke_opacity = self._colour(pdfium.stroke_colour, target)
            opacity = min(opacity, stroke_opacity) if fills else stroke_opacity
            pdfium.stroke_width(target, at)
            width = float(self._whole[:1].view(numpy.float32)[0]) * hypot(by[0], by[1])
        opaque = opacity >= 250 and not pdfium.object_transparent(target)
        if opacity > 12:
            self.shapes.append(Shape("path", seen, self._next, fill, stroke, width, opaque, lines, is_box, clip))

    def _outline(self, target: int, by: Affine, to_display: Affine) -> tuple[tuple[Line, ...], bool, Box]:
        """A path's straight lines, whether it is a level rectangle, and its bounds."""
        count = pdfium.count_segments(target)
        if count > MANY_SEGMENTS or count <= 1:
            return (), False, self._object_box(target, to_display)
        lines: list[Line] = []
        xs, ys = [], []
        curved = False
        start = here = (0.0, 0.0)
        for place in range(count):
            segment = pdfium.path_segment(target, place)
            point = self._point(segment, by)
            xs.append(point[0])
            ys.append(point[1])
            kind = pdfium.segment_type(segment)
            if kind == pdfium.MOVE_TO:
                start = point
            elif kind == pdfium.LINE_TO:
                lines.append((*here, *point))
            else:
                curved = True
            here = point
            if pdfium.segment_closes(segment) and here != start:
                lines.append((*here, *start))
                here = start
        box = Box(min(xs), min(ys), max(xs), max(ys))
        corners = {(round(x, 1), round(y, 1)) for x, y in zip(xs, ys)}
        is_box = not curved and len(corners) <= 4 and count <= 6 and all(_is_straight(line) for line in lines)
        return tuple(lines), is_box, box


def _is_straight(line: Line) -> bool:
    return abs(line[0] - line[2]) <= STRAIGHT_PT or abs(line[1] - line[3]) <= STRAIGHT_PT


def is_white(colour: str) -> bool:
    """True for white and what the eye does not tell from it."""
    return all(int(colour[place : place + 2], 16) >= 250 for place in (1, 3, 5))


def rules(shapes: Sequence[Shape], page: Box) -> Iterator[Rule]:
    """The straight level and upright lines that a reader sees: strokes, and filled rectangles thin enough."""
    for shape in shapes:
        if shape.kind != "path":
            continue
        if shape.fill and shape.is_box and not is_white(shape.fill) and shape.stroke is None:
            box = shape.box
            middle_x, middle_y = box.centre
            if box.height <= THIN_PT and box.width > THIN_PT:
                yield Rule(Box(box.x0, middle_y, box.x1, middle_y), shape.fill)
            elif box.width <= THIN_PT and box.height > THIN_PT:
                yield Rule(Box(middle_x, box.top, middle_x, box.bottom), shape.fill)
        if shape.stroke and not is_white(shape.stroke):
            yield from _stroked_rules(shape, shape.stroke, page)


def _stroked_rules(shape: Shape, colour: str, page: Box) -> Iterator[Rule]:
    frame = shape.clip or page
    for x0, y0, x1, y1 in shape.lines:
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if right - left >= bottom - top:
            if bottom - top > STRAIGHT_PT:
                continue
            top = bottom = (top + bottom) / 2
        else:
            if right - left > STRAIGHT_PT:
                continue
            left = right = (left + right) / 2
        left, right = max(left, frame.x0), min(right, frame.x1)
        top, bottom = max(top, frame.top - 1), min(bottom, frame.bottom + 1)
        if left <= right and top <= bottom and (right - left > 1 or bottom - top > 1):
            yield Rule(Box(left, top, right, bottom), colour)


def fills(shapes: Sequence[Shape]) -> Iterator[Fill]:
    """The filled rectangles too wide to be rules, in painting order; white ones too, for they hide what is below."""
    for shape in shapes:
        if shape.kind != "path" or not shape.fill or not shape.is_box:
            continue
        if shape.box.width > THIN_PT and shape.box.height > THIN_PT:
            yield Fill(shape.box, shape.fill, shape.order)


def pictures(shapes: Sequence[Shape]) -> Iterator[Picture]:
    """Images, and drawings that are neither rules nor fills: charts' curves, arrows."""
    for shape in shapes:
        if shape.kind != "path":
            yield Picture(shape.box, "image" if shape.kind == "image" else "drawing", shape.order)
            continue
        is_ruling = shape.stroke is not None and bool(shape.lines) and all(map(_is_straight, shape.lines))
        is_unseen = shape.stroke is None and shape.fill is not None and is_white(shape.fill)
        if not (shape.is_box or is_ruling or is_unseen):
            yield Picture(shape.box, "drawing", shape.order)
