"""A page's shapes, in painting order -> rules, fills, pictures, and what can cover text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import hypot

from extract import pdfium
from extract.arrows import arrow_drawn
from extract.minted import new_box, new_rule
from extract.paint import is_white
from extract.pdfium import Affine, held, turned
from extract.redactions import Cover
from extract.walk import STRAIGHT_PT, Line, Shape
from records.page import Box, Fill, Picture, Rule

THIN_PT = 2.0
"""A filled rectangle no wider than this is a rule."""
THICK_PT = 3.0
"""A stroke at least as wide can hide letters."""

ROUNDED_PT = 8.0
"""A rectangle with rounded corners is at least as wide and high; smaller ones are dots and arrows."""
ROUNDED_SHARE = 0.88
"""Share of its bounds that a rectangle with rounded corners fills."""
ABOVE_ALL = 1 << 30
"""Painting order of annotations."""
_REDACT = 28
_MARKING = {1, 2, 4, 8, 9, 10, 11, 12, 16, 20}
"""Kinds of annotations that hide nothing: notes, links, lines, polylines, marks of text, pop-ups, form fields."""
_UNSEEN = 2 | 32
"""Flags of an annotation that is not shown."""


def covers(shapes: Sequence[Shape]) -> Iterator[Cover]:
    """What can hide text, in painting order: fills, images, shadings and strokes as thick as letters are high."""
    for shape in shapes:
        if shape.kind != "path":
            yield Cover(
                shape.box, shape.order, None, shape.kind == "image" and shape.opaque, is_image=shape.kind == "image"
            )
            continue
        if shape.fill and min(shape.box.width, shape.box.height) > THIN_PT and _may_hide(shape, shape.fill):
            known = shape.is_box or bool(shape.outline)
            yield Cover(shape.box, shape.order, shape.fill, shape.opaque and known, shape.outline)
        if shape.stroke and shape.width >= THICK_PT and _may_hide(shape, shape.stroke):
            for line in shape.lines:
                yield _stroke_cover(shape, line, shape.stroke)


def _may_hide(shape: Shape, colour: str) -> bool:
    """False for a highlighter: see-through or blended, and light."""
    return shape.opaque or shape.opacity >= 200 or not is_light(colour)


def _stroke_cover(shape: Shape, line: Line, colour: str) -> Cover:
    x0, y0, x1, y1 = line
    half, length = shape.width / 2, hypot(x1 - x0, y1 - y0) or 1.0
    across, down = -(y1 - y0) / length * half, (x1 - x0) / length * half
    corners = ((x0 + across, y0 + down), (x1 + across, y1 + down), (x1 - across, y1 - down), (x0 - across, y0 - down))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Cover(Box(min(xs), min(ys), max(xs), max(ys)), shape.order, colour, shape.opaque, corners)


def is_light(colour: str) -> bool:
    """True for the colours of highlighters: dark letters stay readable under them."""
    return sum(int(colour[place : place + 2], 16) for place in (1, 3, 5)) > 380


def rules(shapes: Sequence[Shape], page: Box) -> Iterator[Rule]:
    """The straight level and upright lines that a reader sees: strokes, and filled rectangles thin enough.

    White ones are seen where they run over a colour, as between the cells of a shaded table.
    """
    coloured: list[Box] = []
    for shape in shapes:
        if shape.kind != "path":
            continue
        box = shape.box
        across, down = box.x1 - box.x0, box.bottom - box.top
        unseen = is_white(shape.fill or shape.stroke or "#000000")
        if shape.fill and shape.is_box and not unseen and across > THIN_PT and down > THIN_PT:
            coloured.append(box)
        if unseen and not _is_over(box, coloured):
            continue
        if shape.fill and shape.is_box and shape.stroke is None:
            if down <= THIN_PT < across:
                middle = (box.top + box.bottom) / 2
                yield new_rule(new_box(box.x0, middle, box.x1, middle), shape.fill)
            elif across <= THIN_PT < down:
                middle = (box.x0 + box.x1) / 2
                yield new_rule(new_box(middle, box.top, middle, box.bottom), shape.fill)
        if shape.stroke and (not is_white(shape.stroke) or not shape.fill):
            yield from _stroked_rules(shape, shape.stroke, page)


def _is_over(box: Box, coloured: Sequence[Box]) -> bool:
    """True where a thin box runs over the inside of one of the coloured areas painted so far, or between two."""
    if min(box.width, box.height) > THIN_PT:
        return False
    x, y = box.centre
    return any(
        area.x0 - THIN_PT <= x <= area.x1 + THIN_PT and area.top - THIN_PT <= y <= area.bottom + THIN_PT
        for area in reversed(coloured)
    )


def _stroked_rules(shape: Shape, colour: str, page: Box) -> Iterator[Rule]:
    """The straight lines of a stroked path; none where any of its lines slants, for then it is a chart's curve."""
    frame = shape.clip or page
    is_page_border = shape.box.width > 0.97 * page.width and shape.box.height > 0.97 * page.height
    if is_page_border or not all(map(_is_ruled, shape.lines)):
        return
    for x0, y0, x1, y1 in shape.lines:
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if right - left >= bottom - top:
            top = bottom = (top + bottom) / 2
        else:
            left = right = (left + right) / 2
        left, right = max(left, frame.x0), min(right, frame.x1)
        top, bottom = max(top, frame.top - 1), min(bottom, frame.bottom + 1)
        if left <= right and top <= bottom and (right - left > 1 or bottom - top > 1):
            yield new_rule(new_box(left, top, right, bottom), colour)


def _is_ruled(line: Line) -> bool:
    """True for a level or upright line; a short one may stray less, as a chart's curve is made of short ones."""
    x0, y0, x1, y1 = line
    across, down = abs(x1 - x0), abs(y1 - y0)
    return min(across, down) <= max(0.15, min(STRAIGHT_PT, 0.005 * max(across, down)))


def fills(shapes: Sequence[Shape]) -> Iterator[Fill]:
    """The filled rectangles too wide to be rules, in painting order; white ones too, for they hide what is below.

    A rectangle with rounded corners counts as one; a see-through colour is given as it looks on white paper.
    """
    for shape in shapes:
        if shape.kind != "path" or not shape.fill or min(shape.box.width, shape.box.height) <= THIN_PT:
            continue
        if shape.is_box or _is_rounded_box(shape):
            yield Fill(shape.box, _on_paper(shape.fill, shape.opacity), shape.order)


def _is_rounded_box(shape: Shape) -> bool:
    """True where a filled path fills its bounds but for the corners, and has straight sides (a circle has none)."""
    box, corners = shape.box, shape.outline
    if len(corners) < 8 or min(box.width, box.height) < ROUNDED_PT or not all(map(_is_ruled, shape.lines)):
        return False
    if sum(hypot(x1 - x0, y1 - y0) for x0, y0, x1, y1 in shape.lines) < box.width + box.height - 2 * ROUNDED_PT:
        return False
    pairs = zip(corners, (*corners[1:], corners[0]))
    area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2
    return area > ROUNDED_SHARE * box.width * box.height


def _on_paper(colour: str, opacity: int) -> str:
    if opacity >= 250:
        return colour
    share = opacity / 255
    mixed = (round(255 - (255 - int(colour[place : place + 2], 16)) * share) for place in (1, 3, 5))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def pictures(shapes: Sequence[Shape]) -> Iterator[Picture]:
    """Images, and drawings that are neither rules nor fills: charts' curves, arrows, coloured dots."""
    for shape in shapes:
        if shape.kind != "path":
            yield Picture(shape.box, "image" if shape.kind == "image" else "drawing", shape.order)
            continue
        if shape.is_box:
            continue
        is_ruling = shape.stroke is not None and bool(shape.lines) and all(map(_is_ruled, shape.lines))
        is_unseen = shape.stroke is None and shape.fill is not None and is_white(shape.fill)
        if not (is_ruling or is_unseen or (shape.fill and _is_rounded_box(shape))):
            arrow = arrow_drawn(shape.outline, shape.lines)
            yield Picture(shape.box, "drawing", shape.order, shape.fill or (shape.stroke if arrow else None), arrow)


def annotation_covers(page: int, to_display: Affine) -> Iterator[Cover]:
    """What annotations hide: they lie above everything. One that marks a redaction counts whether applied or not."""
    for place in range(max(pdfium.count_annotations(page), 0)):
        annotation = pdfium.open_annotation(page, place)
        if not annotation:
            continue
        try:
            kind = pdfium.annotation_type(annotation)
            if kind in _MARKING or pdfium.annotation_flags(annotation) & _UNSEEN:
                continue
            pdfium.annotation_rectangle(annotation, pdfium.scratch_at)
            left, high, right, low = pdfium.scratch[:4]
            box = Box(*turned(left, low, right, high, to_display))
            if kind == _REDACT:
                yield Cover(box, ABOVE_ALL, "#000000", is_redaction=True)
            elif (colour := _ground_of_annotation(annotation)) is not None:
                yield Cover(box, ABOVE_ALL, colour, False)
        finally:
            pdfium.close_annotation(annotation)


def _ground_of_annotation(annotation: int) -> str | None:
    """The colour with which an annotation's appearance fills an area; None where it fills none."""
    for place in range(pdfium.count_annotation_objects(annotation)):
        target = held(pdfium.annotation_object(annotation, place))
        if pdfium.object_type(target) == pdfium.IMAGE:
            return "#808080"
        is_path = pdfium.object_type(target) == pdfium.PATH
        if is_path and pdfium.draw_mode(target, *pdfium.whole_places[:2]) and pdfium.scratch_whole[0]:
            return (pdfium.colour(pdfium.fill_colour, target) or ("#ffffff", 255))[0]
    return None
