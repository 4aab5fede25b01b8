"""The calls to the PDFium library, made cheaply: integers for handles, results written into numpy memory.

Only the files that make a Page of a PDF use it (`pdf`, `walk`, `drawings`, `glyphs`, `text_styles`). The default
bindings cost three to five times as much a call, because they build an object for each argument. Here handles are
integers; the calls made thousands of times a page take theirs `held`, made ready once for all the calls about one
object, which halves what such a call costs.
"""

from __future__ import annotations

import ctypes
import struct
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy
import pypdfium2  # noqa: F401  importing it starts the library
from pypdfium2_raw import bindings

Affine = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: x' = a x + c y + e, y' = b x + d y + f."""

_INT, _HANDLE, _FLOAT = ctypes.c_int, ctypes.c_void_p, ctypes.c_float
_library = ctypes.PyDLL(bindings._libs["pdfium"]._name)


def _call(name: str, result: type | None, *arguments: type) -> ctypes._NamedFuncPointer:
    function = getattr(_library, name)
    function.restype, function.argtypes = result, arguments
    return function


def _lean(name: str, result: type | None) -> Callable[..., Any]:
    """A function whose arguments are not converted: handles and addresses must be `held`, numbers fit into an int."""
    function = _library[name]
    function.restype = result
    return function


Held = Any
"""A handle or an address as the lean calls take it."""
held: Callable[[int], Held] = _HANDLE.from_param


load_document = _call("FPDF_LoadDocument", _HANDLE, ctypes.c_char_p, ctypes.c_char_p)
close_document = _call("FPDF_CloseDocument", None, _HANDLE)
last_error = _call("FPDF_GetLastError", ctypes.c_ulong)
count_pages = _call("FPDF_GetPageCount", _INT, _HANDLE)
meta_text = _call("FPDF_GetMetaText", ctypes.c_ulong, _HANDLE, ctypes.c_char_p, _HANDLE, ctypes.c_ulong)
load_page = _call("FPDF_LoadPage", _HANDLE, _HANDLE, _INT)
close_page = _call("FPDF_ClosePage", None, _HANDLE)
page_bounds = _call("FPDF_GetPageBoundingBox", _INT, _HANDLE, _HANDLE)
get_art_box = _call("FPDFPage_GetArtBox", _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
set_art_box = _call("FPDFPage_SetArtBox", None, _HANDLE, _FLOAT, _FLOAT, _FLOAT, _FLOAT)
page_rotation = _call("FPDFPage_GetRotation", _INT, _HANDLE)

first_bookmark = _call("FPDFBookmark_GetFirstChild", _HANDLE, _HANDLE, _HANDLE)
next_bookmark = _call("FPDFBookmark_GetNextSibling", _HANDLE, _HANDLE, _HANDLE)
bookmark_title = _call("FPDFBookmark_GetTitle", ctypes.c_ulong, _HANDLE, _HANDLE, ctypes.c_ulong)
bookmark_target = _call("FPDFBookmark_GetDest", _HANDLE, _HANDLE, _HANDLE)
bookmark_action = _call("FPDFBookmark_GetAction", _HANDLE, _HANDLE)
action_target = _call("FPDFAction_GetDest", _HANDLE, _HANDLE, _HANDLE)
page_of_target = _call("FPDFDest_GetDestPageIndex", _INT, _HANDLE, _HANDLE)

new_bitmap = _call("FPDFBitmap_Create", _HANDLE, _INT, _INT, _INT)
close_bitmap = _call("FPDFBitmap_Destroy", None, _HANDLE)
paint_bitmap = _call("FPDFBitmap_FillRect", _INT, _HANDLE, _INT, _INT, _INT, _INT, ctypes.c_ulong)
bitmap_bytes = _call("FPDFBitmap_GetBuffer", _HANDLE, _HANDLE)
bitmap_stride = _call("FPDFBitmap_GetStride", _INT, _HANDLE)
render = _call("FPDF_RenderPageBitmapWithMatrix", None, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _INT)

load_text = _call("FPDFText_LoadPage", _HANDLE, _HANDLE)
close_text = _call("FPDFText_ClosePage", None, _HANDLE)
count_characters = _call("FPDFText_CountChars", _INT, _HANDLE)
whole_text = _call("FPDFText_GetText", _INT, _HANDLE, _INT, _INT, _HANDLE)
place_in_text = _call("FPDFText_GetTextIndexFromCharIndex", _INT, _HANDLE, _INT)
character_code = _lean("FPDFText_GetUnicode", ctypes.c_uint)
loose_box = _lean("FPDFText_GetLooseCharBox", _INT)
origin = _lean("FPDFText_GetCharOrigin", _INT)
character_matrix = _lean("FPDFText_GetMatrix", _INT)
font_size = _lean("FPDFText_GetFontSize", ctypes.c_double)
text_object = _lean("FPDFText_GetTextObject", _HANDLE)
is_unmapped = _call("FPDFText_HasUnicodeMapError", _INT, _HANDLE, _INT)
object_font = _lean("FPDFTextObj_GetFont", _HANDLE)
render_mode = _lean("FPDFTextObj_GetTextRenderMode", _INT)
font_name = _call("FPDFFont_GetBaseFontName", ctypes.c_size_t, _HANDLE, _HANDLE, ctypes.c_size_t)
font_weight = _call("FPDFFont_GetWeight", _INT, _HANDLE)

count_objects = _call("FPDFPage_CountObjects", _INT, _HANDLE)
page_object = _lean("FPDFPage_GetObject", _HANDLE)
count_form_objects = _call("FPDFFormObj_CountObjects", _INT, _HANDLE)
form_object = _call("FPDFFormObj_GetObject", _HANDLE, _HANDLE, ctypes.c_ulong)
object_type = _lean("FPDFPageObj_GetType", _INT)
set_active = _call("FPDFPageObj_SetIsActive", _INT, _HANDLE, _INT)
count_marks = _lean("FPDFPageObj_CountMarks", _INT)
object_mark = _lean("FPDFPageObj_GetMark", _HANDLE)
mark_name = _call("FPDFPageObjMark_GetName", _INT, _HANDLE, _HANDLE, ctypes.c_ulong, _HANDLE)
object_matrix = _lean("FPDFPageObj_GetMatrix", _INT)
object_bounds = _lean("FPDFPageObj_GetBounds", _INT)
object_transparent = _lean("FPDFPageObj_HasTransparency", _INT)
fill_colour = _lean("FPDFPageObj_GetFillColor", _INT)
stroke_colour = _lean("FPDFPageObj_GetStrokeColor", _INT)
stroke_width = _lean("FPDFPageObj_GetStrokeWidth", _INT)
draw_mode = _lean("FPDFPath_GetDrawMode", _INT)
count_segments = _lean("FPDFPath_CountSegments", _INT)
path_segment = _lean("FPDFPath_GetPathSegment", _HANDLE)
segment_point = _lean("FPDFPathSegment_GetPoint", _INT)
segment_type = _lean("FPDFPathSegment_GetType", _INT)
segment_closes = _lean("FPDFPathSegment_GetClose", _INT)
new_path = _call("FPDFPageObj_CreateNewPath", _HANDLE, _FLOAT, _FLOAT)
line_to = _call("FPDFPath_LineTo", _INT, _HANDLE, _FLOAT, _FLOAT)
curve_to = _call("FPDFPath_BezierTo", _INT, _HANDLE, _FLOAT, _FLOAT, _FLOAT, _FLOAT, _FLOAT, _FLOAT)
close_path = _call("FPDFPath_Close", _INT, _HANDLE)
drop_object = _call("FPDFPageObj_Destroy", None, _HANDLE)
clip_path = _lean("FPDFPageObj_GetClipPath", _HANDLE)
count_clips = _lean("FPDFClipPath_CountPaths", _INT)
count_clip_segments = _lean("FPDFClipPath_CountPathSegments", _INT)
clip_segment = _lean("FPDFClipPath_GetPathSegment", _HANDLE)

count_annotations = _call("FPDFPage_GetAnnotCount", _INT, _HANDLE)
open_annotation = _call("FPDFPage_GetAnnot", _HANDLE, _HANDLE, _INT)
close_annotation = _call("FPDFPage_CloseAnnot", None, _HANDLE)
annotation_type = _call("FPDFAnnot_GetSubtype", _INT, _HANDLE)
annotation_flags = _call("FPDFAnnot_GetFlags", _INT, _HANDLE)
annotation_rectangle = _call("FPDFAnnot_GetRect", _INT, _HANDLE, _HANDLE)
count_annotation_objects = _call("FPDFAnnot_GetObjectCount", _INT, _HANDLE)
annotation_object = _call("FPDFAnnot_GetObject", _HANDLE, _HANDLE, _INT)

scratch = (ctypes.c_float * 8)()
"""Where calls write their few floats; read it before the next call."""
scratch_at = ctypes.addressof(scratch)
scratch_places = tuple(held(scratch_at + 4 * place) for place in range(8))
scratch_bytes: Callable[[], bytes] = memoryview(scratch).cast("B").tobytes
"""The same floats as they stand in memory: the key of what was made of them before."""
scratch_whole = (ctypes.c_uint * 8)()
"""Where calls write their few whole numbers."""
scratch_whole_at = ctypes.addressof(scratch_whole)
whole_places = tuple(held(scratch_whole_at + 4 * place) for place in range(8))
_whole_bytes: Callable[[], bytes] = memoryview(scratch_whole).cast("B").tobytes
_four_whole = struct.Struct("4I").unpack_from
_mark = (ctypes.c_char * 8)()
_mark_at = ctypes.addressof(_mark)
_LAYER = "OC\0".encode("utf-16-le")

TEXT, PATH, IMAGE, SHADING, FORM = range(1, 6)
"""Kinds of page objects, as `object_type` gives them."""
LINE_TO, BEZIER_TO, MOVE_TO = 0, 1, 2
"""Kinds of path segments, as `segment_type` gives them."""
ERROR_PASSWORD, ERROR_SECURITY = 4, 5
"""What `last_error` gives after a document could not be loaded."""


def meta(document: int, key: str) -> str | None:
    """An entry of the document's information ('Producer'); None where it is missing or empty."""
    size = meta_text(document, key.encode(), None, 0)
    if size <= 2:
        return None
    buffer = ctypes.create_string_buffer(size)
    meta_text(document, key.encode(), ctypes.addressof(buffer), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\x00").strip() or None


def title_of(bookmark: int) -> str:
    """What a viewer shows for a bookmark, on one line."""
    size = bookmark_title(bookmark, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    bookmark_title(bookmark, ctypes.addressof(buffer), size)
    return " ".join(buffer.raw[:size].decode("utf-16-le", "replace").replace("\x00", " ").split())


def name_of_font(font: int) -> str:
    """The font's own name without the prefix of a subset ('ABCDEF+Wingdings-Regular' -> 'Wingdings-Regular')."""
    size = font_name(font, None, 0)
    if not size:
        return ""
    buffer = ctypes.create_string_buffer(size)
    font_name(font, ctypes.addressof(buffer), size)
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if len(name) > 7 and name[6] == "+" else name


def text_codes(text_page: int) -> numpy.ndarray:
    """The code point of each of the text page's characters, 0 where the font has no map for it.

    The whole text comes in one call where it has one UTF-16 unit a character; it leaves out what has no map and takes
    two units for what lies beyond U+FFFF. Then it is asked for in short runs, and each character of a run with such.
    """
    count = count_characters(text_page)
    if count <= 0:
        return numpy.zeros(0, numpy.uint32)
    codes = _text_run(text_page, 0, count)
    if codes is not None:
        return codes
    runs: list[numpy.ndarray] = []
    for first in range(0, count, _SHORT_RUN):
        length = min(_SHORT_RUN, count - first)
        codes = _text_run(text_page, first, length)
        if codes is None:
            places = range(first, first + length)
            codes = numpy.fromiter(map(character_code, repeat(held(text_page)), places), numpy.uint32, length)
        runs.append(codes)
    return numpy.concatenate(runs)


def _text_run(text_page: int, first: int, length: int) -> numpy.ndarray | None:
    """The code points of characters, asked for in one call; None where they have not one UTF-16 unit each."""
    if place_in_text(text_page, first) < 0:
        return None  # PDFium would begin with the next character instead
    units = numpy.zeros(length * 2 + 2, numpy.uint16)
    written = whole_text(text_page, first, length, units.ctypes.data)
    codes = units[: max(written - 1, 0)].astype(numpy.uint32)
    return codes if len(codes) == length and not ((codes >= 0xD800) & (codes < 0xE000)).any() else None


def colour(ask: Callable[..., int], target: Held) -> tuple[str, int] | None:
    """A colour as `#rrggbb` and its opacity, 0 to 255, by `fill_colour` or `stroke_colour`; None where it has none."""
    if not ask(target, *_COLOUR_PLACES):
        return None
    return _written(_whole_bytes())


_COLOUR_PLACES = whole_places[:4]


@lru_cache(maxsize=1024)
def _written(numbers: bytes) -> tuple[str, int]:
    red, green, blue, opacity = _four_whole(numbers)
    return f"#{red:02x}{green:02x}{blue:02x}", opacity


_SHORT_RUN = 64
"""So many characters of a text with unmapped ones are asked for in one go."""
_AT_ONCE = 2048
"""So many characters are asked for in one go."""
_boxes, _origins = numpy.zeros((_AT_ONCE, 4), numpy.float32), numpy.zeros((_AT_ONCE, 2), numpy.float64)
_box_places = tuple(held(_boxes.ctypes.data + 16 * row) for row in range(_AT_ONCE))
_x_places = tuple(held(_origins.ctypes.data + 16 * row) for row in range(_AT_ONCE))
_y_places = tuple(held(_origins.ctypes.data + 16 * row + 8) for row in range(_AT_ONCE))


def loose_boxes(text_page: Held, places: Sequence[int]) -> numpy.ndarray:
    """For each character a row: left, top, right and bottom of its loose box; zeros where it has none."""
    found = numpy.empty((len(places), 4), numpy.float32)
    for first, some in _in_parts(places):
        _boxes[: len(some)] = 0.0
        _all(map(loose_box, repeat(text_page), some, _box_places))
        found[first : first + len(some)] = _boxes[: len(some)]
    return found


def origins(text_page: Held, places: Sequence[int]) -> numpy.ndarray:
    """For each character a row: x and y of the point where it stands; zeros where that is not known."""
    found = numpy.empty((len(places), 2), numpy.float64)
    for first, some in _in_parts(places):
        _origins[: len(some)] = 0.0
        _all(map(origin, repeat(text_page), some, _x_places, _y_places))
        found[first : first + len(some)] = _origins[: len(some)]
    return found


def text_objects(text_page: Held, places: Iterable[int]) -> list[int]:
    """The handle of each character's text object; 0 where it has none."""
    found = list(map(text_object, repeat(text_page), places))
    return [target or 0 for target in found] if None in found else found


def _in_parts(places: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    for first in range(0, len(places), _AT_ONCE):
        yield first, places[first : first + _AT_ONCE]


def _all(calls: Iterable[int]) -> None:
    """Makes the calls for what they write."""
    deque(calls, maxlen=0)


def is_layered(target: Held, count: int, known: dict[int | None, bool]) -> bool:
    """True where one of an object's marks, of which it has `count`, is of a layer that may be switched off ('OC').

    Objects side by side share their marks, as the words of a paragraph do: `known` has those of the page so far.
    """
    for place in range(count):
        mark = object_mark(target, place)
        layer = known.get(mark)
        if layer is None:
            layer = known[mark] = bool(mark) and _is_layer(mark)
        if layer:
            return True
    return False


def _is_layer(mark: int) -> bool:
    # A name that does not fit is not written, while its length is.
    named = mark_name(mark, _mark_at, 8, scratch_whole_at) and scratch_whole[0] == len(_LAYER)
    return bool(named) and _mark.raw[: len(_LAYER)] == _LAYER


def picture_of(page: int, box: tuple[float, float, float, float], scale: float, *, annotations: bool) -> numpy.ndarray:
    """The part of a displayed page within a box (points from its top left), rendered; rows of pixels of 4 bytes, BGRx.

    `scale` is pixels a point.
    """
    x0, top, x1, bottom = box
    width, height = max(round((x1 - x0) * scale), 1), max(round((bottom - top) * scale), 1)
    bitmap = new_bitmap(width, height, 0)
    if not bitmap:
        raise MemoryError(f"no room for a picture of {width} by {height} pixels")
    try:
        paint_bitmap(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        matrix = (ctypes.c_float * 6)(scale, 0, 0, scale, -x0 * scale, -top * scale)
        frame = (ctypes.c_float * 4)(0, 0, width, height)
        render(bitmap, page, ctypes.addressof(matrix), ctypes.addressof(frame), 1 if annotations else 0)
        stride = bitmap_stride(bitmap)
        data = ctypes.string_at(bitmap_bytes(bitmap), stride * height)
        return numpy.frombuffer(data, numpy.uint8).reshape(height, stride // 4, 4)[:, :width]
    finally:
        close_bitmap(bitmap)


def joined(inner: Affine, outer: Affine) -> Affine:
    """The transformation that first applies `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    k, l, m, n, o, p = outer
    return (a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n, e * k + f * m + o, e * l + f * n + p)


def turned(x0: float, y0: float, x1: float, y1: float, by: Affine) -> tuple[float, float, float, float]:
    """The bounds, smaller coordinate first, of a rectangle after a transformation."""
    a, b, c, d, e, f = by
    xs = (a * x0 + c * y0, a * x1 + c * y0, a * x0 + c * y1, a * x1 + c * y1)
    ys = (b * x0 + d * y0, b * x1 + d * y0, b * x0 + d * y1, b * x1 + d * y1)
    return min(xs) + e, min(ys) + f, max(xs) + e, max(ys) + f


Points = tuple[tuple[float, ...], tuple[float, ...], tuple[int, ...], tuple[int, ...]]
"""Of each point of a path x, y, how it is reached (`MOVE_TO` and so on), and whether it closes its figure."""


def points_of_path(target: Held, count: int) -> Points:
    """The points of a path that has so many, one at least, in its own space."""
    return _points_at(path_segment(target, 0), count) if _in_memory else points_asked(target, count)


def points_asked(target: Held, count: int) -> Points:
    """As `points_of_path`, by three calls a point: for a build of PDFium that keeps them otherwise."""
    numbers: list[tuple[float, float, int, int]] = []
    for place in range(count):
        segment = held(path_segment(target, place))
        segment_point(segment, *scratch_places[:2])
        numbers.append((scratch[0], scratch[1], segment_type(segment), segment_closes(segment)))
    xs, ys, kinds, closes = zip(*numbers)
    return xs, ys, kinds, closes


@lru_cache(maxsize=256)
def _layout(count: int) -> tuple[Callable[[int], Any], Callable[[Any], tuple[Any, ...]]]:
    """How the memory of so many points is read: x, y, kind and whether it closes, twelve bytes each."""
    return (ctypes.c_char * (12 * count)).from_address, struct.Struct("=" + "ffBB2x" * count).unpack_from


def _points_at(address: int, count: int) -> Points:
    """As `points_of_path`, out of the memory that a path's first segment is the address of."""
    memory, unpack = _layout(count)
    numbers = unpack(memory(address))
    return numbers[::4], numbers[1::4], numbers[2::4], numbers[3::4]


def _lies_in_memory() -> bool:
    """Whether this build of PDFium keeps a path's points as `_points_at` reads them: tried on a path of our own.

    To read them there takes an eighth of the time of three calls a point. Nothing promises it, so it is not assumed.
    """
    count = 500
    path = new_path(0.5, 1.5)
    try:
        for place in range(1, count - 3, 4):
            line_to(path, place + 0.25, place - 0.25)
            curve_to(path, place, place + 0.5, -place, 2.0 * place, 0.125, place)
        close_path(path)
        shape = held(path)
        found = count_segments(shape)
        first, last = path_segment(shape, 0), path_segment(shape, found - 1)
        return last - first == 12 * (found - 1) and _points_at(first, found) == points_asked(shape, found)
    finally:
        drop_object(path)


_in_memory = _lies_in_memory()
