"""What is painted over, cut away or invisible: words -> visible words and redactions.

Judged by painting order, letter by letter: a letter is hidden by an opaque area that was painted after it and covers
its middle. Where an area may be see-through, or letters have the colour of what lies under them, the page is rendered
with and without the text, and only then the letter counts as hidden. What stood under a redaction is never kept:
a mark, `█`, stands in its place.
Source: the cases of the reading notes, one page each in tests/pages/ (hidden_*.pdf).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy

from extract.glyphs import Letter, Run, Style
from records.page import Box, Redaction, Word

MARK = "█"
"""Stands in the words where something was made unreadable."""
INVISIBLE = 3
"""Text render mode of what an OCR engine lays over or under its picture."""
DARK = 0.35
"""Luminance, 0 to 1, below which an area is a redaction however large it is."""
FURNITURE_SHARE = 0.1
"""An area that is not dark and covers more of the page than this is furniture painted over old text."""
CLIP_PT = 1.0
"""How far a letter's middle may lie outside its clip or its page before it is cut away."""
SAME_COLOUR = 30
"""Letters are the colour of their ground where no channel differs by more than this, of 255."""
_LABEL = re.compile(r"redact|withh|exempt|confiden|removed|suppress|^s\.?\s?40", re.IGNORECASE)
"""What is written on a redaction."""
_RUN_OF_X = re.compile(r"[(£]*[xX]{3,}[%).,;:]*")


@dataclass(frozen=True, slots=True)
class Cover:
    """An area that can hide text under it."""

    box: Box
    order: int
    """Place in painting order; above every word for an annotation."""
    colour: str | None = None
    """`#rrggbb`; None for images and shadings."""
    certain: bool = True
    """False where it may be see-through or not fill its box: to be confirmed by rendering."""
    outline: tuple[tuple[float, float], ...] = ()
    """Corners of the area where it is no rectangle."""
    is_image: bool = False
    is_redaction: bool = False
    """True for a redaction annotation, applied or not: what it marks is not to be read."""

    def covers(self, x: float, y: float) -> bool:
        """True where the point lies inside."""
        if not self.box.holds(x, y):
            return False
        return _inside(self.outline, x, y) if self.outline else True


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader can see."""

    words: tuple[Word, ...]
    redactions: tuple[Redaction, ...] = ()


@dataclass(frozen=True, slots=True)
class _Gone:
    """Why a letter cannot be seen: under a cover, or (None) cut away or of its ground's colour."""

    cover: Cover | None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, or what is left of one, or the mark that stands for its hidden part."""

    word: Word
    run: int
    """Place of the run that it comes from."""
    cover: Cover | None = None
    """What hides it: then its text is the mark. None for what can be seen."""


@dataclass(frozen=True)
class Evidence:
    """What is asked of the page itself, and only in doubt."""

    letters: Callable[[Run], Sequence[Letter]]
    """The characters of a run."""
    shows: Callable[[Letter], bool] = lambda letter: False
    """Renders a letter's box with and without its text object: True where it makes a difference."""
    copies: Callable[[Letter], Sequence[tuple[int, Box | None]]] = lambda letter: ()
    """Painting order and clip of the other text objects with the same bounds: PDFium's text has one of them only."""
    clips: Mapping[int, Box] = field(default_factory=dict)
    """The clip of each text object that has one."""


def visible(runs: Sequence[Run], covers: Sequence[Cover], page: Box, evidence: Evidence) -> Seen:
    """The words that a reader can see, in their order, and the places where text was made unreadable."""
    doubtful = _doubtful(runs, covers, page, evidence.clips)
    pieces: list[_Piece] = []
    for place, run in enumerate(runs):
        fates: list[_Gone | None] = []
        if place in doubtful:
            letters = evidence.letters(run)
            fates = [_fate(run.word, letter, covers, page, evidence) for letter in letters]
        if any(fates):
            pieces.extend(_pieces(place, run.word, letters, fates, page))
        else:
            pieces.append(_Piece(run.word, place))
    return _with_marks(pieces, page)


def _doubtful(runs: Sequence[Run], covers: Sequence[Cover], page: Box, clips: Mapping[int, Box]) -> Collection[int]:
    """Places of the runs that must be looked at letter by letter: few on any page."""
    if not runs:
        return ()
    boxes = numpy.array([(run.word.box.x0, run.word.box.top, run.word.box.x1, run.word.box.bottom) for run in runs])
    orders = numpy.array([run.style.order for run in runs])
    x0, top, x1, bottom = boxes.T
    doubt = (x0 < page.x0 - CLIP_PT) | (top < page.top - CLIP_PT) | (x1 > page.x1 + CLIP_PT)
    doubt |= bottom > page.bottom + CLIP_PT
    odd = {id(style) for style in {id(run.style): run.style for run in runs}.values() if _is_odd(style, clips)}
    if odd:
        doubt |= numpy.array([id(run.style) in odd for run in runs])
    colours = numpy.array([_channels(run.style.colour) for run in runs])
    ground = numpy.full((len(runs), 3), 255)
    middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
    for cover in sorted(covers, key=lambda cover: cover.order):
        box = cover.box
        touched = (x0 < box.x1) & (box.x0 < x1) & (top < box.bottom) & (box.top < bottom)
        if not touched.any():
            continue
        doubt |= touched & (orders < cover.order)
        under = (box.x0 <= middle_x) & (middle_x <= box.x1) & (box.top <= middle_y) & (middle_y <= box.bottom)
        under &= orders > cover.order
        # An image or a shape that may not fill its box could have any colour: no ground to vanish on.
        known = cover.colour is not None and cover.certain
        ground[under] = _channels(cover.colour) if known and cover.colour else -1000
    doubt |= numpy.abs(colours - ground).max(1) <= SAME_COLOUR
    return set(numpy.flatnonzero(doubt).tolist())


def _is_odd(style: Style, clips: Mapping[int, Box]) -> bool:
    return style.mode == INVISIBLE or style.opacity < 60 or style.layered or style.target in clips


def _fate(word: Word, letter: Letter, covers: Sequence[Cover], page: Box, evidence: Evidence) -> _Gone | None:
    """What became of one letter of a word; None where it can be seen."""
    style, box, shows = letter.style, letter.box, evidence.shows
    if not _near(page, *box.centre):
        return _Gone(None)
    clip = evidence.clips.get(style.target)
    if clip is not None and not _near(clip, *box.centre) and not shows(letter):
        others = [other for _, other in evidence.copies(letter)]
        return None if any(other is None or _near(other, *box.centre) for other in others) else _Gone(None)
    above = [cover for cover in covers if cover.order > style.order and _hides_kind(cover, style)]
    points = _middles(word, box)
    over = [next((cover for cover in reversed(above) if cover.covers(*point)), None) for point in points]
    if all(over):
        cover = over[0]
        assert cover is not None
        is_certain = cover.is_redaction or all(each is not None and each.certain for each in over)
        if (is_certain or not shows(letter)) and not any(
            order > cover.order and (other is None or _near(other, *box.centre))
            for order, other in evidence.copies(letter)
        ):
            return _Gone(cover)
        return None
    if style.mode == INVISIBLE:
        on_picture = any(cover.is_image and cover.covers(*box.centre) for cover in covers)
        return None if on_picture else _Gone(None)
    if style.mode in (1, 2):  # stroked letters: the colour of their filling says little
        return None
    below = [cover for cover in covers if cover.order < style.order and cover.covers(*box.centre)]
    ground = max(below, key=lambda cover: cover.order, default=None)
    if (style.layered or style.opacity < 60 or _vanishes(style.colour, ground)) and not shows(letter):
        is_dark = ground is not None and ground.colour is not None and _luminance(ground.colour) < DARK
        return _Gone(ground if is_dark and not style.layered else None)
    return None


def _near(frame: Box, x: float, y: float) -> bool:
    """True where a point lies in a frame or so close outside that most of a letter still shows."""
    return frame.x0 - CLIP_PT <= x <= frame.x1 + CLIP_PT and frame.top - CLIP_PT <= y <= frame.bottom + CLIP_PT


def _hides_kind(cover: Cover, style: Style) -> bool:
    """An OCR layer lies under or over its own picture, which therefore hides nothing of it."""
    return not (cover.is_image and style.mode == INVISIBLE)


def _vanishes(colour: str, ground: Cover | None) -> bool:
    """True where letters of a colour cannot be told from what lies under them; bare paper is white."""
    if ground is not None and (ground.colour is None or not ground.certain):
        return False
    under = _channels(ground.colour if ground is not None and ground.colour else "#ffffff")
    return max(abs(one - other) for one, other in zip(_channels(colour), under)) <= SAME_COLOUR


def _middles(word: Word, letter: Box) -> tuple[tuple[float, float], ...]:
    """Two points of a letter, near the foot and the head of its middle: what covers both makes it unreadable."""
    x, y = letter.centre
    low, high = 0.12 * word.size, 0.48 * word.size
    if word.turn == 0:
        return (x, word.baseline - low), (x, word.baseline - high)
    if word.turn == 180:
        return (x, word.baseline + low), (x, word.baseline + high)
    sign = -1 if word.turn == 90 else 1
    return (word.baseline + sign * low, y), (word.baseline + sign * high, y)


def _pieces(run: int, word: Word, letters: Sequence[Letter], fates: Sequence[_Gone | None], page: Box) -> list[_Piece]:
    """A word cut at what cannot be seen: the rest of it, with a mark where a redaction lies."""
    pieces: list[_Piece] = []
    for _, group in groupby(zip(letters, fates), key=lambda pair: id(pair[1].cover) if pair[1] else 0):
        members = list(group)
        fate = members[0][1]
        box = Box.around(letter.box for letter, _ in members)
        if fate is None:
            text = "".join(letter.sign for letter, _ in members)
            pieces.append(_Piece(replace(word, text=text, box=box), run))
        elif fate.cover is not None and is_redaction(fate.cover, word.size, page):
            pieces.append(_Piece(replace(word, text=MARK, box=box, font=""), run, fate.cover))
    return pieces


def is_redaction(cover: Cover, size: float, page: Box) -> bool:
    """True where an area hides text on purpose; False for furniture that merely paints over something.

    `size` is that of the text under it, in points.
    """
    if cover.is_redaction:
        return True
    area = cover.box.width * cover.box.height / max(page.width * page.height, 1.0)
    if cover.colour is not None and _luminance(cover.colour) < DARK:
        return area < 0.95
    if cover.colour is not None and _luminance(cover.colour) > 0.95:
        return area < FURNITURE_SHARE and cover.box.height < 2.5 * size
    return area < FURNITURE_SHARE


def _with_marks(pieces: Sequence[_Piece], page: Box) -> Seen:
    """Puts the words together: one mark for all that one area hides on one line, none where other text replaces it."""
    redactions: dict[int, Redaction] = {}
    kept: list[_Piece] = []
    last: _Piece | None = None
    for piece in pieces:
        cover, word = piece.cover, piece.word
        if cover is None:
            kept.append(piece)
            continue
        later = _painted_on(cover, pieces)
        if later and not any(_LABEL.search(other.text) for other in later):
            continue  # the ground of a new heading, or a shadow under its own text
        redactions.setdefault(id(cover), Redaction(_within(cover.box, page), "black box"))
        if later:
            continue  # a label such as 'withheld' stands where the mark would
        if last is None or last.cover is not cover or abs(last.word.baseline - word.baseline) > 0.3 * word.size:
            last = replace(piece, word=replace(word, box=_mark_box(word, cover)))
            kept.append(last)
    words = _rejoined(kept)
    runs_of_x = (Redaction(word.box, "run of X") for word in words if _RUN_OF_X.fullmatch(word.text))
    return Seen(tuple(words), (*redactions.values(), *runs_of_x))


def _painted_on(cover: Cover, pieces: Sequence[_Piece]) -> list[Word]:
    """The visible words that were painted onto an area after it."""
    return [
        other.word
        for other in pieces
        if other.cover is None and other.word.order > cover.order and cover.box.holds(*other.word.box.centre)
    ]


def _mark_box(word: Word, cover: Cover) -> Box:
    """The box of a mark: as wide as the area, so that it does not tell how long the hidden text is."""
    if word.turn in (90, 270):
        return Box(word.box.x0, cover.box.top, word.box.x1, cover.box.bottom)
    return Box(cover.box.x0, word.box.top, cover.box.x1, word.box.bottom)


def _rejoined(pieces: Sequence[_Piece]) -> list[Word]:
    """What is left of a word, '(' and '),', and the mark between are one word again: '(█),'."""
    words: list[Word] = []
    for piece, before in zip(pieces, (None, *pieces)):
        touches = before is not None and before.run == piece.run and (before.cover is None) != (piece.cover is None)
        if touches:
            word = words[-1]
            words[-1] = replace(word, text=word.text + piece.word.text, box=Box.around((word.box, piece.word.box)))
        else:
            words.append(piece.word)
    return words


def _within(box: Box, page: Box) -> Box:
    return Box(max(box.x0, page.x0), max(box.top, page.top), min(box.x1, page.x1), min(box.bottom, page.bottom))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def _inside(corners: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    """True where a point lies inside a polygon, by the even-odd rule."""
    inside = False
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0])):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside
