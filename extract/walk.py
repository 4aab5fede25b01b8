"""A walk through a page's objects in painting order: the places of its texts, and its other shapes as displayed."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from extract import pdfium
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
        self._bounds = bounds
        self._next = 0
        for place in range(pdfium.count_objects(page)):
            self._visit(pdfium.page_object(page, place), to_display, 0, None, False)

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

    def _object_box(self, target: int, to_display: Affine) -> Box:
        at = pdfium.scratch_at
        if not pdfium.object_bounds(target, at, at + 4, at + 8, at + 12):
            return Box(0.0, 0.0, 0.0, 0.0)
        left, low, right, high = pdfium.scratch[:4]
        return Box(*turned(left, low, right, high, to_display))

    def _seen(self, box: Box, clip: Box | None) -> Box | None:
        """The part of a box that lies on the page and within its clip; None where nothing does."""
        for frame in (self._bounds, clip):
            if frame is not None:
                box = Box(
                    max(box.x0, frame.x0), max(box.top, frame.top), min(box.x1, frame.x1), min(box.bottom, frame.bottom)
                )
        return box if box.width >= 0 and box.height >= 0 else None

    def _clip(self, path: int, count: int, to_display: Affine, outer: Box | None) -> Box | None:
        """The bounds of an object's clip paths, cut by those of the form around it; None where it has none."""
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
        at = pdfium.scratch_at
        pdfium.segment_point(segment, at, at + 4)
        x, y = pdfium.scratch[:2]
        a, b, c, d, e, f = by
        return a * x + c * y + e, b * x + d * y + f

    def _add_path(self, target: int, to_display: Affine, clip: Box | None, veiled: bool) -> None:
        at = pdfium.scratch_whole_at
        if not pdfium.draw_mode(target, at, at + 4):
            return
        fills, strokes = pdfium.scratch_whole[:2]
        if not (fills or strokes):
            return
        by = joined(self._matrix(target), to_display)
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
        opaque = opacity >= 250 and not veiled and not pdfium.object_transparent(target)
        outline = corners if fill and not is_box else ()
        if opacity > 12:
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
        at, scratch = pdfium.scratch_at, pdfium.scratch
        segments = [pdfium.path_segment(target, place) for place in range(count)]
        kinds = [pdfium.segment_type(segment) for segment in segments]
        points = []
        for segment in segments:
            pdfium.segment_point(segment, at, at + 4)
            x, y = scratch[0], scratch[1]
            points.append((a * x + c * y + e, b * x + d * y + f))
        lines: list[Line] = []
        start = here = points[0]
        for place, (point, kind) in enumerate(zip(points, kinds)):
            if kind == pdfium.MOVE_TO:
                start = point
            elif kind == pdfium.LINE_TO:
                lines.append((*here, *point))
            here = point
            is_last = place + 1 == count or kinds[place + 1] == pdfium.MOVE_TO
            if is_last and here != start and pdfium.segment_closes(segments[place]):
                lines.append((*here, *start))
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        is_box = count <= 6 and pdfium.BEZIER_TO not in kinds and len(lines) > 1 and _is_rectangle(lines, points)
        return tuple(lines), tuple(points), is_box, box


def _is_rectangle(lines: list[Line], points: list[tuple[float, float]]) -> bool:
    corners = {(round(x, 1), round(y, 1)) for x, y in points}
    return len(corners) <= 4 and all(map(_is_straight, lines))


def _is_straight(line: Line) -> bool:
    return abs(line[0] - line[2]) <= STRAIGHT_PT or abs(line[1] - line[3]) <= STRAIGHT_PT
