"""A walk through a page's objects in painting order: the places of its texts, and its other shapes as displayed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat
from math import hypot

from extract import pdfium
from extract.minted import new_box
from extract.pdfium import Affine, Held, held, joined, turned
from records.page import Box

MANY_SEGMENTS = 60
"""A path of more segments is a chart's curve: only its bounds are kept."""
MOST_CLIP_SEGMENTS = 2000
"""Of a clip path, so many are looked at."""
DEEPEST_FORM = 12
"""Forms nested deeper are not followed; published papers reach three."""
STRAIGHT_PT = 0.6
"""A line that strays no further than this from level or upright is straight."""
COPY_PT = 2.0
"""Two text objects are copies where their sides differ by less than this, both sides together."""

Line = tuple[float, float, float, float]
_LINE, _RECTANGLE = (pdfium.MOVE_TO, pdfium.LINE_TO), (pdfium.MOVE_TO, *[pdfium.LINE_TO] * 4)
_PLACES = pdfium.scratch_places
_FILLS, _STROKES = pdfium.whole_places[:2]


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
        self._to_display = to_display
        self._in_forms: set[int] = set()
        """Handles of the text objects that stand in a form's own space."""
        self._text_bounds: dict[int, list[float]] = {}
        """Left, low, right and high of each text object in the space of its own form, which copies share."""
        self._copies: dict[int, list[tuple[int, Box | None]]] = {}
        self._bounds = bounds
        self._next = 0
        own = held(page)
        self._visit(map(pdfium.page_object, repeat(own), range(pdfium.count_objects(page))), to_display, 0, None, False)

    def box_of(self, target: int) -> Box | None:
        """Where a text object's letters stand, clipped or not; None for one within a form."""
        if target not in self.orders or target in self._in_forms:
            return None
        return self._object_box(held(target), self._to_display)

    def copies(self, target: int) -> list[tuple[int, Box | None]]:
        """Painting order and clip of the other text objects with the same bounds as one (a shadow, a fake bold)."""
        found = self._copies.get(target)
        if found is None:
            found = self._copies[target] = self._copies_of(target)
        return found

    def _copies_of(self, target: int) -> list[tuple[int, Box | None]]:
        if not self._text_bounds:
            for each in self.orders:
                known = pdfium.object_bounds(held(each), *_PLACES[:4])
                self._text_bounds[each] = pdfium.scratch[:4] if known else [0.0] * 4
        if target not in self._text_bounds:
            return []
        x0, y0, x1, y1 = self._text_bounds[target]
        return [
            (self.orders[each], self.clips.get(each))
            for each, (left, low, right, high) in self._text_bounds.items()
            if abs(left - x0) + abs(right - x1) < COPY_PT and abs(low - y0) + abs(high - y1) < COPY_PT
            if each != target
        ]

    def _visit(self, targets: Iterable[int], to_display: Affine, depth: int, clip: Box | None, veiled: bool) -> None:
        """Looks at the objects of a page or form.

        `veiled` is True within a form that may be blended or see-through as a whole.
        """
        object_type, clip_path, count_clips = pdfium.object_type, pdfium.clip_path, pdfium.count_clips
        matrices: dict[bytes, Affine] = {}
        cuts: dict[tuple[int, ...], Box | None] = {}
        """What clip paths leave, by the points that they begin with."""
        for handle in targets:
            target = held(handle)
            self._next += 1
            own, path = clip, clip_path(target)
            if path:
                cut = held(path)
                clips = count_clips(cut)
                if clips > 0:
                    # Objects drawn under one clip share its points, so that it is read once.
                    firsts = tuple(map(pdfium.clip_segment, repeat(cut), range(clips), repeat(0)))
                    if firsts not in cuts:
                        cuts[firsts] = self._clip_bounds(cut, clips, to_display, clip)
                    own = cuts[firsts]
            kind = object_type(target)
            if kind == pdfium.TEXT:
                self.orders[handle] = self._next
                if depth:
                    self._in_forms.add(handle)
                if own is not None:
                    self.clips[handle] = own
            elif kind == pdfium.PATH:
                self._add_path(target, to_display, matrices, own, veiled)
            elif kind == pdfium.FORM:
                if depth < DEEPEST_FORM:
                    inner = self._matrix(target, to_display, {})
                    veil = veiled or bool(pdfium.object_transparent(target))
                    count = pdfium.count_form_objects(handle)
                    self._visit(map(pdfium.form_object, repeat(handle), range(count)), inner, depth + 1, own, veil)
            elif kind in {pdfium.IMAGE, pdfium.SHADING}:
                box = self._seen(self._object_box(target, to_display), own)
                if box is not None:
                    opaque = not (veiled or pdfium.object_transparent(target))
                    name = "image" if kind == pdfium.IMAGE else "shading"
                    self.shapes.append(Shape(name, box, self._next, opaque=opaque, clip=own))

    @staticmethod
    def _matrix(target: Held, to_display: Affine, known: dict[bytes, Affine]) -> Affine:
        """An object's own space -> the displayed page. `known`: by the matrix as it stands in memory."""
        if not pdfium.object_matrix(target, _PLACES[0]):
            return to_display
        key = pdfium.scratch_bytes()
        by = known.get(key)
        if by is None:
            a, b, c, d, e, f = pdfium.scratch[:6]
            by = known[key] = joined((a, b, c, d, e, f), to_display)
        return by

    def _object_box(self, target: Held, to_display: Affine) -> Box:
        if not pdfium.object_bounds(target, *_PLACES[:4]):
            return Box(0.0, 0.0, 0.0, 0.0)
        left, low, right, high = pdfium.scratch[:4]
        return new_box(*turned(left, low, right, high, to_display))

    def _seen(self, box: Box, clip: Box | None) -> Box | None:
        """The part of a box that lies on the page and within its clip; None where nothing does."""
        for frame in (self._bounds, clip):
            if frame is not None and not _holds(frame, box):
                box = _common(box, frame)
        return box if box.x1 >= box.x0 and box.bottom >= box.top else None

    @staticmethod
    def _clip_bounds(path: Held, count: int, to_display: Affine, outer: Box | None) -> Box | None:
        """The bounds of an object's clip paths, cut by those of the form around it; None where it has none."""
        box = outer
        a, b, c, d, e, f = to_display
        for place in range(count):
            segments = min(pdfium.count_clip_segments(path, place), MOST_CLIP_SEGMENTS)
            if segments > 0:
                found = [_point(held(pdfium.clip_segment(path, place, segment))) for segment in range(segments)]
                xs = [a * x + c * y + e for x, y in found]
                ys = [b * x + d * y + f for x, y in found]
                here = new_box(min(xs), min(ys), max(xs), max(ys))
                box = _common(here, box) if box is not None else here
        return box

    def _add_path(
        self, target: Held, to_display: Affine, matrices: dict[bytes, Affine], clip: Box | None, veiled: bool
    ) -> None:
        if not pdfium.draw_mode(target, _FILLS, _STROKES):
            return
        fills, strokes = pdfium.scratch_whole[0], pdfium.scratch_whole[1]
        if not (fills or strokes):
            return
        by = self._matrix(target, to_display, matrices)
        count = pdfium.count_segments(target)
        if 1 < count <= MANY_SEGMENTS:
            lines, corners, is_box, box = _outline(target, count, by)
        else:
            lines, corners, is_box, box = (), (), False, self._object_box(target, to_display)
        seen = box
        for frame in (self._bounds, clip):
            if frame is not None and not _holds(frame, seen):
                seen = _common(seen, frame)
        if seen.x1 < seen.x0 or seen.bottom < seen.top:
            return
        fill = stroke = None
        width, opacity = 0.0, 255
        if fills:
            fill, opacity = pdfium.colour(pdfium.fill_colour, target) or ("#ffffff", 255)
        if strokes:
            stroke, stroke_opacity = pdfium.colour(pdfium.stroke_colour, target) or ("#000000", 255)
            opacity = min(opacity, stroke_opacity) if fills else stroke_opacity
            pdfium.stroke_width(target, _PLACES[0])
            width = pdfium.scratch[0] * hypot(by[0], by[1])
        if opacity > 12:
            opaque = opacity >= 250 and not veiled and not pdfium.object_transparent(target)
            outline = corners if fill and not is_box else ()
            self.shapes.append(
                Shape("path", seen, self._next, fill, stroke, width, opacity, opaque, lines, is_box, clip, outline)
            )


def _outline(
    target: Held, count: int, by: Affine
) -> tuple[tuple[Line, ...], tuple[tuple[float, float], ...], bool, Box]:
    """The straight lines of a path of so many points, its corners, whether it is a level rectangle, and its bounds."""
    xs, ys, kinds, closes = pdfium.points_of_path(target, count)
    a, b, c, d, e, f = by
    if kinds == _RECTANGLE and b == c == 0.0:
        x, far_x, again_x, last_x, end_x = xs
        y, near_y, far_y, last_y, end_y = ys
        # What the operator `re` draws: most paths of most pages.
        if x == last_x == end_x and far_x == again_x and y == near_y == end_y and far_y == last_y:
            return _rectangle(a * x + e, d * y + f, a * far_x + e, d * far_y + f)
    if kinds == _LINE and not closes[1]:
        (x, far_x), (y, far_y) = xs, ys
        line = (a * x + c * y + e, b * x + d * y + f, a * far_x + c * far_y + e, b * far_x + d * far_y + f)
        return (line,), (line[:2], line[2:]), False, _level_box(*line)
    points = [(a * x + c * y + e, b * x + d * y + f) for x, y in zip(xs, ys)]
    lines: list[Line] = []
    start = here = points[0]
    for point, kind, closed, after in zip(points, kinds, closes, (*kinds[1:], pdfium.MOVE_TO)):
        if kind == pdfium.LINE_TO:
            lines.append((*here, *point))
        elif kind == pdfium.MOVE_TO:
            start = point
        here = point
        if after == pdfium.MOVE_TO and closed and here != start:
            lines.append((*here, *start))
    across, down = zip(*points)
    box = new_box(min(across), min(down), max(across), max(down))
    is_box = count <= 6 and len(lines) > 1 and pdfium.BEZIER_TO not in kinds and _is_rectangle(lines, points)
    return tuple(lines), tuple(points), is_box, box


def _rectangle(
    x: float, y: float, far_x: float, far_y: float
) -> tuple[tuple[Line, ...], tuple[tuple[float, float], ...], bool, Box]:
    """As `_outline`, of a level rectangle by its first corner and the one across."""
    lines = ((x, y, far_x, y), (far_x, y, far_x, far_y), (far_x, far_y, x, far_y), (x, far_y, x, y))
    return lines, (), True, _level_box(x, y, far_x, far_y)


def _level_box(x: float, y: float, far_x: float, far_y: float) -> Box:
    """The box around two corners."""
    left, right = (x, far_x) if x <= far_x else (far_x, x)
    top, bottom = (y, far_y) if y <= far_y else (far_y, y)
    return new_box(left, top, right, bottom)


def _point(segment: Held) -> tuple[float, float]:
    """The point that a segment leads to, in its own space."""
    pdfium.segment_point(segment, *_PLACES[:2])
    return pdfium.scratch[0], pdfium.scratch[1]


def _holds(frame: Box, box: Box) -> bool:
    return frame.x0 <= box.x0 and frame.top <= box.top and box.x1 <= frame.x1 and box.bottom <= frame.bottom


def _common(box: Box, frame: Box) -> Box:
    """What two boxes share; a side runs backwards where they share nothing."""
    return new_box(max(box.x0, frame.x0), max(box.top, frame.top), min(box.x1, frame.x1), min(box.bottom, frame.bottom))


def _is_rectangle(lines: list[Line], points: list[tuple[float, float]]) -> bool:
    """True where no more than four corners are joined by straight lines; the first may stand again at the end."""
    corners = len(points) - (points[0] == points[-1])
    if corners > 4 and len({(round(x, 1), round(y, 1)) for x, y in points}) > 4:
        return False
    return all(
        -STRAIGHT_PT <= x0 - x1 <= STRAIGHT_PT or -STRAIGHT_PT <= y0 - y1 <= STRAIGHT_PT for x0, y0, x1, y1 in lines
    )
