"""Characters of a text page -> words as displayed: box, baseline, true size, turn, font and place in painting order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy

from extract import pdfium
from extract.minted import new_box, new_word
from extract.pdfium import Affine
from extract.text_styles import Style, Styles
from records.page import Box, Word

SPACES = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF, 0xFFFF)
"""Codes that part words, besides U+2000 to U+200B."""
LINE_END_HYPHENS = (0xFFFE, 0x02)
"""PDFium's marks for a hyphen at a line's end; it leaves out the line break behind them."""
SPLIT_EM = 0.25
"""A gap between two text objects, in ems, from which two runs are two words."""
RAISED_EM = 0.15
"""A shift of the baseline, in ems, from which a figure is a footnote mark and not part of the word before it."""
JOIN_EM = 0.12
"""A gap between turned letters, in ems, up to which they are one word; a space is wider. Measured on corpus/."""
TOUCH_EM = 0.06
"""A gap between level letters, in ems, up to which a line break between them is none."""
_SYMBOLS = re.compile("[\u2190-\u2bff\ue000-\uf8ff\ufffd]")
"""Arrows, ticks, private-use and unmapped glyphs: their meaning hangs on the font."""


@dataclass(slots=True)
class Run:
    """A word, and the characters of the text page that it was read from."""

    word: Word
    style: Style
    first: int = 0
    last: int = 0
    """Places of its first and last character, both in."""
    places: tuple[int, ...] = ()
    """All its characters' places where they do not follow each other; else empty."""


@dataclass(slots=True)
class Letter:
    """One character of a word; a word's letters may come from several text objects."""

    sign: str
    box: Box
    style: Style


Piece = tuple[int, int, int]
"""First and last character of a word, both in, and the handle of its first character's text object."""


_NO_JUMP = (1 << 62, 0, 0)
Jump = tuple[int, int, int]
"""A character within a word that begins a new text object; the handles of the object before it and of its own."""


class Glyphs:
    """The characters of one text page. Lives no longer than its page: `extract.pdf.PdfFile` sees to that."""

    def __init__(self, text_page: int, to_display: Affine, orders: Mapping[int, int]) -> None:
        """`orders` gives each text object's place in painting order."""
        self._text_page = text_page
        self._to_display = to_display
        self._styles = Styles(text_page, to_display, orders)
        self.codes = numpy.minimum(pdfium.text_codes(text_page), 0x10FFFF)
        self._signs = _decoded(self.codes)

    def runs(self) -> list[Run]:
        """The page's words in the order of the file, hidden ones too."""
        pieces = self._pieces()
        if not pieces:
            return []
        boxes, xs, ys = self._placed(pieces)
        runs = []
        styles, signs = self._styles, self._signs
        known = styles.known
        any_symbols = _SYMBOLS.search(signs) is not None
        for (first, last, target), box, x, y in zip(pieces, boxes, xs, ys):
            style = known.get(target) or styles.of(target, first)
            text = signs[first : last + 1]
            turn = style.turn
            baseline = x if turn in (90, 270) else y
            font = style.font if style.symbolic or (any_symbols and _SYMBOLS.search(text)) else ""
            word = new_word(text, new_box(*box), baseline, style.size, turn, style.order, font, style.bold)
            runs.append(Run(word, style, first, last))
        return _torn_words_joined(runs)

    def _placed(self, pieces: Sequence[Piece]) -> tuple[list[list[float]], list[float], list[float]]:
        """For each word its displayed box, and x and y of the point where its first letter stands."""
        count = len(pieces)
        rectangles = numpy.zeros((count, 2, 4), numpy.float32)
        origins = numpy.zeros((count, 2), numpy.float64)
        page, at, origin_at = self._text_page, rectangles.ctypes.data, origins.ctypes.data
        loose_box, origin = pdfium.loose_box, pdfium.origin
        short = []
        for row, (first, last, _) in enumerate(pieces):
            loose_box(page, first, at)
            if first == last:
                short.append(row)
            else:
                loose_box(page, last, at + 16)
            origin(page, first, origin_at, origin_at + 8)
            at += 32
            origin_at += 16
        rectangles[short, 1] = rectangles[short, 0]
        a, b, c, d, e, f = self._to_display
        xs = numpy.round(origins[:, 0] * a + origins[:, 1] * c + e, 3).tolist()
        ys = numpy.round(origins[:, 0] * b + origins[:, 1] * d + f, 3).tolist()
        return self._displayed(rectangles).tolist(), xs, ys

    def letters(self, run: Run) -> list[Letter]:
        """Each character of a word with its own loose box as displayed, and its own style."""
        places = run.places or range(run.first, run.last + 1)
        rectangles = numpy.zeros((len(places), 1, 4), numpy.float32)
        at = rectangles.ctypes.data
        for row, place in enumerate(places):
            pdfium.loose_box(self._text_page, place, at + 16 * row)
        boxes = self._displayed(rectangles).tolist()
        return [
            Letter(self._signs[place], Box(*corners), self._styles.of(self._target(place), place))
            for place, corners in zip(places, boxes)
        ]

    def _target(self, place: int) -> int:
        return pdfium.text_object(self._text_page, place) or 0

    def unmapped(self) -> int:
        """How many characters that are not spaces have no map to letters."""
        page, is_unmapped = self._text_page, pdfium.is_unmapped
        places = numpy.flatnonzero(~_BLANK[self.codes]).tolist()
        return sum(1 for place in places if is_unmapped(page, place) == 1)

    def _displayed(self, rectangles: numpy.ndarray) -> numpy.ndarray:
        """Rows of PDFium's rectangles (left, top, right, bottom) -> one displayed box a row around them."""
        a, b, c, d, e, f = self._to_display
        wide = rectangles.astype(numpy.float64)
        least, most = wide.min(1), wide.max(1)
        left, right = numpy.minimum(least[:, 0], least[:, 2]), numpy.maximum(most[:, 0], most[:, 2])
        low, high = numpy.minimum(least[:, 1], least[:, 3]), numpy.maximum(most[:, 1], most[:, 3])
        x0, x1 = left * a + low * c + e, right * a + high * c + e
        y0, y1 = left * b + low * d + f, right * b + high * d + f
        boxes = numpy.empty((len(wide), 4))
        numpy.minimum(x0, x1, out=boxes[:, 0])
        numpy.minimum(y0, y1, out=boxes[:, 1])
        numpy.maximum(x0, x1, out=boxes[:, 2])
        numpy.maximum(y0, y1, out=boxes[:, 3])
        return boxes.round(3)

    def _pieces(self) -> list[Piece]:
        """The words: parted by spaces, line-end hyphens and jumps between text objects."""
        codes = self.codes
        if not len(codes):
            return []
        blank = _BLANK[codes]
        ends_line = _ENDS_LINE[codes]
        inside = numpy.concatenate(([False], ~blank, [False]))
        begins = inside[1:-1] & ~(inside[:-2] & numpy.concatenate(([True], ~ends_line[:-1])))
        ends = inside[1:-1] & ~(inside[2:] & ~ends_line)
        pieces: list[Piece] = []
        jumps: list[Jump] = []
        page, asked = self._text_page, pdfium.text_object
        for first, last in zip(numpy.flatnonzero(begins).tolist(), numpy.flatnonzero(ends).tolist()):
            target = asked(page, first) or 0
            if first != last and (asked(page, last) or 0) != target:
                before = target
                for place in range(first + 1, last + 1):
                    here = asked(page, place) or 0
                    if here != before:
                        jumps.append((place, before, here))
                    before = here
            pieces.append((first, last, target))
        return _cut(pieces, self._parting(jumps)) if jumps else pieces

    def _parting(self, jumps: list[Jump]) -> list[Jump]:
        """Those jumps at which a reader sees a new word or a mark."""
        count = len(jumps)
        rectangles = numpy.zeros((count * 2, 1, 4), numpy.float32)
        origins = numpy.zeros((count * 2, 2), numpy.float64)
        page, loose_box, origin = self._text_page, pdfium.loose_box, pdfium.origin
        at, origin_at = rectangles.ctypes.data, origins.ctypes.data
        for place, _, _ in jumps:
            loose_box(page, place - 1, at)
            loose_box(page, place, at + 16)
            origin(page, place - 1, origin_at, origin_at + 8)
            origin(page, place, origin_at + 16, origin_at + 24)
            at += 32
            origin_at += 32
        a, b, c, d, e, f = self._to_display
        xs = (origins[:, 0] * a + origins[:, 1] * c + e).tolist()
        ys = (origins[:, 0] * b + origins[:, 1] * d + f).tolist()
        boxes = self._displayed(rectangles).tolist()
        parting = []
        styles, known = self._styles, self._styles.forms
        for row, jump in enumerate(jumps):
            # The characters of one text object have one matrix and size.
            place, one, other = jump
            turn_before, size_before = known.get(one) or styles.form(one, place - 1)
            turn, size = known.get(other) or styles.form(other, place)
            if turn != turn_before:
                parting.append(jump)
                continue
            before, here = row * 2, row * 2 + 1
            end, start = _along(boxes[before], turn)[1], _along(boxes[here], turn)[0]
            line = xs if turn in (90, 270) else ys
            em = max(size_before, size, 0.1)
            gap, shift = start - end, abs(line[here] - line[before])
            is_mark = shift > RAISED_EM * em and self._signs[place].isdigit()
            if gap > SPLIT_EM * em or gap < -em or shift > 0.6 * em or is_mark:
                parting.append(jump)
        return parting


def _cut(pieces: list[Piece], jumps: list[Jump]) -> list[Piece]:
    """The pieces, those cut that hold one of the jumps."""
    cut: list[Piece] = []
    waiting = iter(jumps)
    place, _, here = next(waiting, _NO_JUMP)
    for first, last, target in pieces:
        while place <= last:
            cut.append((first, place - 1, target))
            first, target = place, here
            place, _, here = next(waiting, _NO_JUMP)
        cut.append((first, last, target))
    return cut


def _along(corners: list[float], turn: int) -> tuple[float, float]:
    """Where a displayed box begins and ends along the line of reading."""
    x0, top, x1, bottom = corners
    return {0: (x0, x1), 90: (-bottom, -top), 180: (-x1, -x0), 270: (top, bottom)}[turn]


def _table(*codes: int) -> numpy.ndarray:
    """For each code point whether it is one of `codes`: looking up a page's characters costs a tenth of comparing."""
    table = numpy.zeros(0x110000, bool)
    table[list(codes)] = True
    return table


_BLANK = _table(*SPACES, *range(0x2000, 0x200C))
_ENDS_LINE = _table(*LINE_END_HYPHENS)
_NO_MAP = _table(*(set(range(0x20)) - set(SPACES) - set(LINE_END_HYPHENS)), *range(0xD800, 0xE000))


def _decoded(codes: numpy.ndarray) -> str:
    """One sign a code: '-' for a hyphen at a line's end, U+FFFD for what has no map (ligatures come as U+001F).

    A soft hyphen that is drawn is a hyphen to its reader: some fonts give every hyphen that code.
    """
    clean = codes.astype("<u4")
    clean[_ENDS_LINE[codes] | (codes == 0xAD)] = ord("-")
    clean[_NO_MAP[codes]] = 0xFFFD
    return clean.tobytes().decode("utf-32-le")


def _torn_words_joined(runs: list[Run]) -> list[Run]:
    """PDFium gives turned words letter by letter, and level ones too on a page that it takes for upright writing.

    Letters that touch on one baseline become one word.
    """
    joined: list[Run] = []
    before: Run | None = None
    for run in runs:
        if before is not None and before.word.turn == run.word.turn and _continues(before.word, run.word):
            word = replace(
                before.word,
                text=before.word.text + run.word.text,
                box=Box.around((before.word.box, run.word.box)),
                font=before.word.font or run.word.font,
            )
            before = joined[-1] = Run(word, before.style, before.first, run.last, (*_places(before), *_places(run)))
        else:
            joined.append(run)
            before = run
    return joined


def _places(run: Run) -> tuple[int, ...]:
    return run.places or tuple(range(run.first, run.last + 1))


def _continues(word: Word, follower: Word) -> bool:
    """True where `follower` goes on with a word: it touches its end, or stands nearer than a space if turned."""
    if abs(word.baseline - follower.baseline) > 0.1 * word.size:
        return False
    if word.turn == 0:
        # Kerning draws letters together: the two ones of '11' overlap by 0.074 em in Arial.
        return -0.2 * word.size < follower.box.x0 - word.box.x1 < TOUCH_EM * word.size
    gap = {
        90: word.box.top - follower.box.bottom,
        180: word.box.x0 - follower.box.x1,
        270: follower.box.top - word.box.bottom,
    }[word.turn]
    return -0.5 * word.size < gap < JOIN_EM * word.size
