"""Characters of a text page -> words as displayed: box, baseline, true size, turn, font and place in painting order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import hypot

import numpy

from extract import pdfium
from extract.pdfium import Affine, turned
from records.page import Box, Word

SPACES = (0x00, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF)
"""Codes that part words, besides U+2000 to U+200B. 0 is no space: see `_spaces`."""
LINE_END_HYPHENS = (0xFFFE, 0x02)
"""PDFium's marks for a hyphen at a line's end; it leaves out the line break behind them."""
SPLIT_EM = 0.25
"""A gap between two text objects, in ems, from which two runs are two words."""
RAISED_EM = 0.15
"""A shift of the baseline, in ems, from which a figure is a footnote mark and not part of the word before it."""
JOIN_EM = 0.12
"""A gap between turned letters, in ems, up to which they are one word; a space is wider. Measured on corpus/."""
_SYMBOL_FONTS = re.compile(r"symbol|dingbat|wingding|webding|marlett|icon|awesome|glyph", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What a text object's characters have in common."""

    turn: int
    size: float
    """As displayed, in points."""
    font: str
    bold: bool
    order: int
    """Place of the text object in painting order; -1 where it is not among the page's objects."""
    mode: int
    """Text render mode; 3 is invisible (the layer of an OCR engine)."""
    target: int
    """Handle of the text object; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class Run:
    """A word, and the characters of the text page that it was read from."""

    word: Word
    style: Style
    first: int
    last: int
    """Places of its first and last character, both in."""
    places: tuple[int, ...] = ()
    """All its characters' places where they do not follow each other; else empty."""


def _is_symbolic(text: str) -> bool:
    """True for private-use characters, arrows, ticks and unmapped glyphs, whose meaning hangs on the font."""
    return any(
        0xE000 <= ord(sign) <= 0xF8FF or 0x2190 <= ord(sign) <= 0x2BFF or sign == "\ufffd" or ord(sign) < 0x20
        for sign in text
    )


class Glyphs:
    """The characters of one text page. Lives no longer than its page: `extract.pdf.PdfFile` sees to that."""

    def __init__(self, text_page: int, to_display: Affine, orders: Mapping[int, int]) -> None:
        """`orders` gives each text object's place in painting order."""
        self._text_page = text_page
        self._to_display = to_display
        self._orders = orders
        self._styles: dict[int, Style] = {}
        self._fonts: dict[int, tuple[str, bool]] = {}
        self._floats = numpy.zeros(8, numpy.float32)
        self._doubles = numpy.zeros(4, numpy.float64)
        self.codes = pdfium.text_codes(text_page)

    def runs(self) -> list[Run]:
        """The page's words in the order of the file, hidden ones too."""
        pieces = self._pieces()
        if not pieces:
            return []
        count = len(pieces)
        rectangles = numpy.zeros((count, 2, 4), numpy.float32)
        origins = numpy.zeros((count, 2), numpy.float64)
        page, at, origin_at = self._text_page, rectangles.ctypes.data, origins.ctypes.data
        for first, last in pieces:
            pdfium.loose_box(page, first, at)
            pdfium.loose_box(page, last, at + 16)
            pdfium.origin(page, first, origin_at, origin_at + 8)
            at += 32
            origin_at += 16
        boxes = self._displayed(rectangles)
        a, b, c, d, e, f = self._to_display
        xs = (origins[:, 0] * a + origins[:, 1] * c + e).tolist()
        ys = (origins[:, 0] * b + origins[:, 1] * d + f).tolist()
        runs = []
        for (first, last), corners, x, y in zip(pieces, boxes.tolist(), xs, ys):
            style = self._style(first)
            text = self._text(first, last)
            word = Word(
                text,
                Box(*corners),
                x if style.turn in (90, 270) else y,
                style.size,
                style.turn,
                max(style.order, 0),
                style.font if style.font and (_is_symbolic(text) or _SYMBOL_FONTS.search(style.font)) else "",
                style.bold,
            )
            runs.append(Run(word, style, first, last))
        return _turned_letters_joined(runs)

    def letters(self, run: Run) -> list[tuple[str, Box]]:
        """Each character of a word with its own loose box as displayed."""
        places = run.places or range(run.first, run.last + 1)
        rectangles = numpy.zeros((len(places), 1, 4), numpy.float32)
        for row, place in enumerate(places):
            pdfium.loose_box(self._text_page, place, rectangles.ctypes.data + 16 * row)
        boxes = self._displayed(rectangles).tolist()
        return [(self._text(place, place), Box(*corners)) for place, corners in zip(places, boxes)]

    def unmapped(self) -> int:
        """How many characters have no map to letters."""
        page, codes = self._text_page, self.codes
        return sum(1 for place in range(len(codes)) if codes[place] == 0 or pdfium.is_unmapped(page, place) == 1)

    def _displayed(self, rectangles: numpy.ndarray) -> numpy.ndarray:
        """Rows of PDFium's rectangles (left, top, right, bottom) -> one displayed box a row around them."""
        a, b, c, d, e, f = self._to_display
        wide = rectangles.astype(numpy.float64)
        x = wide[:, :, (0, 2)].reshape(len(wide), -1)
        y = wide[:, :, (1, 3)].reshape(len(wide), -1)
        left, right, low, high = x.min(1), x.max(1), y.min(1), y.max(1)
        across = numpy.stack((left * a + low * c, right * a + high * c)) + e
        down = numpy.stack((left * b + low * d, right * b + high * d)) + f
        return numpy.round(numpy.stack((across.min(0), down.min(0), across.max(0), down.max(0)), 1), 3)

    def _text(self, first: int, last: int) -> str:
        signs = []
        for code in self.codes[first : last + 1].tolist():
            if code in LINE_END_HYPHENS:
                signs.append("-")
            elif code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
                signs.append("\ufffd")
            else:
                signs.append(chr(code))
        return "".join(signs)

    def _pieces(self) -> list[tuple[int, int]]:
        """First and last character of each word: parted by spaces, line-end hyphens and jumps between objects."""
        codes = self.codes
        if not len(codes):
            return []
        blank = numpy.isin(codes, SPACES[1:]) | ((codes >= 0x2000) & (codes <= 0x200B)) | (codes == 0xFFFF)
        ends_line = numpy.isin(codes, LINE_END_HYPHENS)
        inside = numpy.concatenate(([False], ~blank, [False]))
        begins = inside[1:-1] & ~(inside[:-2] & numpy.concatenate(([True], ~ends_line[:-1])))
        ends = inside[1:-1] & ~(inside[2:] & ~ends_line)
        pieces = []
        page, asked = self._text_page, pdfium.text_object
        for first, last in zip(numpy.flatnonzero(begins).tolist(), numpy.flatnonzero(ends).tolist()):
            if first == last or asked(page, first) == asked(page, last):
                pieces.append((first, last))
            else:
                pieces.extend(self._parted(first, last))
        return pieces

    def _parted(self, first: int, last: int) -> list[tuple[int, int]]:
        """A run of several text objects, cut where a reader sees two words or a footnote mark behind a word."""
        pieces, begin = [], first
        before = self._placed(first)
        for place in range(first + 1, last + 1):
            here = self._placed(place)
            if here[0] is not before[0]:
                em = max(before[0].size, here[0].size, 0.1)
                gap, shift = here[1] - before[2], abs(here[3] - before[3])
                is_mark = shift > RAISED_EM * em and chr(self.codes[place]).isdigit()
                if here[0].turn != before[0].turn or gap > SPLIT_EM * em or gap < -em or shift > 0.6 * em or is_mark:
                    pieces.append((begin, place - 1))
                    begin = place
            before = here
        return [*pieces, (begin, last)]

    def _placed(self, place: int) -> tuple[Style, float, float, float]:
        """Style, start and end along the line of reading, and baseline of one character, as displayed."""
        style = self._style(place)
        pdfium.loose_box(self._text_page, place, self._floats.ctypes.data)
        left, high, right, low = self._floats[:4].tolist()
        x0, y0, x1, y1 = turned(left, low, right, high, self._to_display)
        x, y = self._origin(place)
        along = {0: (x0, x1, y), 90: (-y1, -y0, x), 180: (-x1, -x0, y), 270: (y0, y1, x)}[style.turn]
        return style, *along

    def _origin(self, place: int) -> tuple[float, float]:
        pdfium.origin(self._text_page, place, self._doubles.ctypes.data, self._doubles.ctypes.data + 8)
        x, y = self._doubles[:2].tolist()
        a, b, c, d, e, f = self._to_display
        return a * x + c * y + e, b * x + d * y + f

    def _style(self, place: int) -> Style:
        target = pdfium.text_object(self._text_page, place) or 0
        style = self._styles.get(target)
        if style is None:
            style = self._styles[target] = self._read_style(target, place)
        return style

    def _read_style(self, target: int, place: int) -> Style:
        matrix = self._floats.ctypes.data
        if pdfium.character_matrix(self._text_page, place, matrix):
            p, q, r, s = self._floats[:4].tolist()
        else:
            p, q, r, s = 1.0, 0.0, 0.0, 1.0
        a, b, c, d, _, _ = self._to_display
        across, down = p * a + q * c, p * b + q * d
        if abs(across) >= abs(down):
            turn = 0 if across >= 0 else 180
        else:
            turn = 90 if down < 0 else 270
        size = pdfium.font_size(self._text_page, place) * (hypot(r, s) or 1.0)
        font, bold = self._font(target)
        mode = pdfium.render_mode(target) if target else 0
        return Style(turn, round(size, 2), font, bold, self._orders.get(target, -1), mode, target)

    def _font(self, target: int) -> tuple[str, bool]:
        font = pdfium.object_font(target) if target else None
        if not font:
            return "", False
        if font not in self._fonts:
            name = pdfium.name_of_font(font)
            heavy = re.search(r"bold|black|heavy|semib", name, re.IGNORECASE) is not None
            self._fonts[font] = name, heavy or pdfium.font_weight(font) >= 600
        return self._fonts[font]


def _turned_letters_joined(runs: list[Run]) -> list[Run]:
    """PDFium gives turned words letter by letter: those that touch on one baseline become one word."""
    if all(run.word.turn == 0 for run in runs):
        return runs
    joined: list[Run] = []
    for run in runs:
        before = joined[-1] if joined else None
        if before is not None and _continues(before.word, run.word):
            joined[-1] = replace(
                before,
                word=replace(
                    before.word,
                    text=before.word.text + run.word.text,
                    box=Box.around((before.word.box, run.word.box)),
                    font=before.word.font or run.word.font,
                ),
                last=run.last,
                places=(*_places(before), *_places(run)),
            )
        else:
            joined.append(run)
    return joined


def _places(run: Run) -> tuple[int, ...]:
    return run.places or tuple(range(run.first, run.last + 1))


def _continues(word: Word, follower: Word) -> bool:
    """True where `follower` goes on with a turned word."""
    if word.turn == 0 or word.turn != follower.turn or abs(word.baseline - follower.baseline) > 0.1 * word.size:
        return False
    gap = {
        90: word.box.top - follower.box.bottom,
        180: word.box.x0 - follower.box.x1,
        270: follower.box.top - word.box.bottom,
    }[word.turn]
    return -0.5 * word.size < gap < JOIN_EM * word.size
