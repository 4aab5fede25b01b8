"""Characters of a text page -> words as displayed: box, baseline, true size, turn, font and place in painting order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import repeat
from typing import NamedTuple

import numpy

from extract import pdfium
from extract.minted import new_boxes, new_words
from extract.pdfium import Affine, held
from extract.text_styles import INVISIBLE, Style, Styles
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
OVERLAP_EM = 0.2
"""Kerning draws letters together, by less than this in ems: the two ones of '11' overlap by 0.074 em in Arial."""
OFF_LINE_EM = 0.1
"""Baselines that differ by more, in ems, are two."""
_UPRIGHT = (90, 270)
_SYMBOLS = re.compile("[\u2190-\u2bff\ue000-\uf8ff\ufffd]")
"""Arrows, ticks, private-use and unmapped glyphs: their meaning hangs on the font."""


class Run(NamedTuple):
    """A word, and the characters of the text page that it was read from."""

    word: Word
    style: Style
    first: int = 0
    last: int = 0
    """Places of its first and last character, both in."""
    places: tuple[int, ...] = ()
    """All its characters' places where they do not follow each other; else empty."""


_new_run = partial(tuple.__new__, Run)
"""`Run._make` without its check of the length: a page has one for each of its words."""


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
        self._text_page = held(text_page)
        self._to_display = to_display
        self._styles = Styles(self._text_page, to_display, orders)
        self.codes = numpy.minimum(pdfium.text_codes(text_page), 0x10FFFF)
        self._signs = _decoded(self.codes)

    def runs(self) -> tuple[list[Run], numpy.ndarray]:
        """The page's words in the order of the file, hidden ones too, and the corners of their boxes, a row a word."""
        pieces = self._pieces()
        if not pieces:
            return [], numpy.zeros((0, 4))
        corners, xs, ys = self._placed(pieces)
        firsts, lasts, targets = zip(*pieces)
        known, ask = self._styles.known, self._styles.of
        styles = [known.get(target) or ask(target, first) for target, first in zip(targets, firsts)]
        signs = self._signs
        texts = [signs[first : last + 1] for first, last in zip(firsts, lasts)]
        baselines = ys
        any_turned = any(style.turn for style in known.values())
        if any_turned:
            baselines = [x if style.turn in _UPRIGHT else y for style, x, y in zip(styles, xs, ys)]
        words = new_words(texts, new_boxes(corners.tolist()), baselines, styles, self._fonts(texts, styles))
        runs = [*map(_new_run, zip(words, styles, firsts, lasts, repeat(())))]
        torn = _torn_places(styles, corners, ys, any_turned)
        joined = _torn_words_joined(runs, torn) if torn else runs
        return joined, corners if len(joined) == len(runs) else corners_of(joined)

    def _fonts(self, texts: Sequence[str], styles: Sequence[Style]) -> Iterable[str]:
        """The name of each word's font where it matters, else nothing."""
        any_symbols = _SYMBOLS.search(self._signs) is not None
        if not any_symbols and not any(style.symbolic for style in self._styles.known.values()):
            return repeat("")
        return (
            style.font if style.symbolic or (any_symbols and _SYMBOLS.search(text)) else ""
            for text, style in zip(texts, styles)
        )

    @property
    def has_hidden_layer(self) -> bool:
        """True where some of the text is invisible, as what an OCR engine lays over or under its picture."""
        return any(style.mode == INVISIBLE for style in self._styles.known.values())

    def _placed(self, pieces: Sequence[Piece]) -> tuple[numpy.ndarray, list[float], list[float]]:
        """For each word its displayed box, and x and y of the point where its first letter stands."""
        firsts, lasts, _ = zip(*pieces)
        begins, ends = (pdfium.loose_boxes(self._text_page, places) for places in (firsts, lasts))
        origins = pdfium.origins(self._text_page, firsts)
        a, b, c, d, e, f = self._to_display
        xs = numpy.round(origins[:, 0] * a + origins[:, 1] * c + e, 3).tolist()
        ys = numpy.round(origins[:, 0] * b + origins[:, 1] * d + f, 3).tolist()
        return self._displayed(begins, ends), xs, ys

    def letters(self, run: Run) -> list[Letter]:
        """Each character of a word with its own loose box as displayed, and its own style."""
        places = run.places or range(run.first, run.last + 1)
        rectangles = pdfium.loose_boxes(self._text_page, places)
        boxes = self._displayed(rectangles, rectangles).tolist()
        return [
            Letter(self._signs[place], Box(*corners), self._styles.of(target, place))
            for place, corners, target in zip(places, boxes, pdfium.text_objects(self._text_page, places))
        ]

    def unmapped(self) -> int:
        """How many characters that are not spaces have no map to letters."""
        page, is_unmapped = self._text_page, pdfium.is_unmapped
        places = numpy.flatnonzero(~_BLANK[self.codes]).tolist()
        return sum(1 for place in places if is_unmapped(page, place) == 1)

    def _displayed(self, first: numpy.ndarray, last: numpy.ndarray) -> numpy.ndarray:
        """Rows of PDFium's rectangles (left, top, right, bottom) -> for each two one displayed box around them."""
        a, b, c, d, e, f = self._to_display
        least, most = numpy.minimum(first, last).T, numpy.maximum(first, last).T
        left, right = numpy.minimum(least[0], least[2]).astype(float), numpy.maximum(most[0], most[2]).astype(float)
        low, high = numpy.minimum(least[1], least[3]).astype(float), numpy.maximum(most[1], most[3]).astype(float)
        x0, x1 = left * a + low * c + e, right * a + high * c + e
        y0, y1 = left * b + low * d + f, right * b + high * d + f
        boxes = numpy.empty((len(first), 4))
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
        firsts, lasts = numpy.flatnonzero(begins).tolist(), numpy.flatnonzero(ends).tolist()
        page = self._text_page
        targets = pdfium.text_objects(page, firsts)
        pieces = list(zip(firsts, lasts, targets))
        finals = pdfium.text_objects(page, lasts)
        torn = [piece for piece, final in zip(pieces, finals) if piece[2] != final] if finals != targets else ()
        jumps: list[Jump] = []
        within = pdfium.text_objects(page, [place for first, last, _ in torn for place in range(first + 1, last + 1)])
        begin = 0
        for first, last, before in torn:
            end = begin + last - first
            for place, here in enumerate(within[begin:end], first + 1):
                if here != before:
                    jumps.append((place, before, here))
                before = here
            begin = end
        return _cut(pieces, self._parting(jumps)) if jumps else pieces

    def _parting(self, jumps: list[Jump]) -> list[Jump]:
        """Those jumps at which a reader sees a new word or a mark."""
        places = [place for jump in jumps for place in (jump[0] - 1, jump[0])]
        rectangles = pdfium.loose_boxes(self._text_page, places)
        origins = pdfium.origins(self._text_page, places)
        a, b, c, d, e, f = self._to_display
        xs, ys = origins[:, 0] * a + origins[:, 1] * c + e, origins[:, 0] * b + origins[:, 1] * d + f
        boxes = self._displayed(rectangles, rectangles)
        styles, known = self._styles, self._styles.forms
        # The characters of one text object have one matrix and size.
        before = [known.get(one) or styles.form(one, place - 1) for place, one, _ in jumps]
        here = [known.get(other) or styles.form(other, place) for place, _, other in jumps]
        ems = numpy.array([max(one[1], other[1], 0.1) for one, other in zip(before, here)])
        digits = numpy.array([self._signs[place].isdigit() for place, _, _ in jumps])
        parting = numpy.array([one[0] != other[0] for one, other in zip(before, here)])
        turns = numpy.array([turn for turn, _ in here])
        for turn in set(turns.tolist()):
            starts, ends = _along(boxes.T, turn)
            line = xs if turn in _UPRIGHT else ys
            gaps, shifts = starts[1::2] - ends[::2], abs(line[1::2] - line[::2])
            apart = (gaps > SPLIT_EM * ems) | (gaps < -ems) | (shifts > 0.6 * ems)
            parting |= (turns == turn) & (apart | (digits & (shifts > RAISED_EM * ems)))
        return [jump for jump, parts in zip(jumps, parting.tolist()) if parts]


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


def _along(corners: numpy.ndarray, turn: int) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Where displayed boxes begin and end along the line of reading; `corners` are their four sides."""
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


def corners_of(runs: Sequence[Run]) -> numpy.ndarray:
    """The corners of the words' boxes, a row a word: x0, top, x1, bottom."""
    boxes = [run.word.box for run in runs]
    return numpy.array([(box.x0, box.top, box.x1, box.bottom) for box in boxes]).reshape(-1, 4)


def _torn_places(styles: Sequence[Style], corners: numpy.ndarray, ys: Sequence[float], any_turned: bool) -> list[int]:
    """Places of the words that may go on with the one before: level ones that touch it, and turned ones."""
    sizes, heights = numpy.array([style.size for style in styles[:-1]]), numpy.array(ys)
    gaps = corners[1:, 0] - corners[:-1, 2]
    torn = (-OVERLAP_EM * sizes < gaps) & (gaps < TOUCH_EM * sizes)
    torn &= abs(heights[1:] - heights[:-1]) <= OFF_LINE_EM * sizes
    if any_turned:
        torn |= numpy.array([style.turn != 0 for style in styles[1:]])
    return [place + 1 for place in numpy.flatnonzero(torn).tolist()]


def _torn_words_joined(runs: list[Run], torn: Sequence[int]) -> list[Run]:
    """PDFium gives turned words letter by letter, and level ones too on a page that it takes for upright writing.

    Letters that touch on one baseline become one word. `torn` are the places where one may go on.
    """
    joined: list[Run] = []
    done = 0
    for place in torn:
        if place < done or place == 0:
            continue
        joined += runs[done:place]
        before, done = joined[-1], place
        while done < len(runs) and _continues(before.word, runs[done].word):
            run = runs[done]
            word = replace(
                before.word,
                text=before.word.text + run.word.text,
                box=Box.around((before.word.box, run.word.box)),
                font=before.word.font or run.word.font,
            )
            before = joined[-1] = Run(word, before.style, before.first, run.last, (*_places(before), *_places(run)))
            done += 1
    return joined + runs[done:]


def _places(run: Run) -> tuple[int, ...]:
    return run.places or tuple(range(run.first, run.last + 1))


def _continues(word: Word, follower: Word) -> bool:
    """True where `follower` goes on with a word: it touches its end, or stands nearer than a space if turned."""
    if word.turn != follower.turn or abs(word.baseline - follower.baseline) > OFF_LINE_EM * word.size:
        return False
    if word.turn == 0:
        return -OVERLAP_EM * word.size < follower.box.x0 - word.box.x1 < TOUCH_EM * word.size
    gap = {
        90: word.box.top - follower.box.bottom,
        180: word.box.x0 - follower.box.x1,
        270: follower.box.top - word.box.bottom,
    }[word.turn]
    return -0.5 * word.size < gap < JOIN_EM * word.size
