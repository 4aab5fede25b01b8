"""What is painted over, cut away or invisible: words -> visible words and redactions.

Judged by painting order, letter by letter: a letter is hidden by an opaque area that was painted after it and covers
its middle. Where an area may be see-through, or letters have the colour of what lies under them, the page is rendered
with and without the text, and only then the letter counts as hidden. What stood under a redaction is never kept:
a mark, `█`, stands in its place.
Source: the cases of the reading notes, one page each in tests/pages/ (hidden_*.pdf).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

import numpy

from extract.glyphs import Letter, Run, Style
from extract.redactions import DARK, MARK, Cover, Piece, Seen, channels, is_redaction, luminance, with_marks
from records.page import Box, Word

INVISIBLE = 3
"""Text render mode of what an OCR engine lays over or under its picture."""
CLIP_PT = 1.0
"""How far a letter's middle may lie outside its clip or its page before it is cut away."""
SAME_COLOUR = 30
"""Letters are the colour of their ground where no channel differs by more than this, of 255."""


@dataclass(frozen=True, slots=True)
class _Gone:
    """Why a letter cannot be seen: under a cover, or (None) cut away or of its ground's colour."""

    cover: Cover | None


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
    pieces: list[Piece] = []
    for place, run in enumerate(runs):
        fates: list[_Gone | None] = []
        if place in doubtful:
            letters = evidence.letters(run)
            fates = [_fate(run.word, letter, covers, page, evidence) for letter in letters]
        if any(fates):
            pieces.extend(_pieces(place, run.word, letters, fates, page))
        else:
            pieces.append(Piece(run.word, place))
    return with_marks(pieces, covers, page)


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
    colours = numpy.array([channels(run.style.colour) for run in runs])
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
        ground[under] = channels(cover.colour) if known and cover.colour else -1000
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
        is_dark = ground is not None and ground.colour is not None and luminance(ground.colour) < DARK
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
    under = channels(ground.colour if ground is not None and ground.colour else "#ffffff")
    return max(abs(one - other) for one, other in zip(channels(colour), under)) <= SAME_COLOUR


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


def _pieces(run: int, word: Word, letters: Sequence[Letter], fates: Sequence[_Gone | None], page: Box) -> list[Piece]:
    """A word cut at what cannot be seen: the rest of it, with a mark where a redaction lies."""
    pieces: list[Piece] = []
    for _, group in groupby(zip(letters, fates), key=lambda pair: id(pair[1].cover) if pair[1] else 0):
        members = list(group)
        fate = members[0][1]
        box = Box.around(letter.box for letter, _ in members)
        if fate is None:
            text = "".join(letter.sign for letter, _ in members)
            pieces.append(Piece(replace(word, text=text, box=box), run))
        elif fate.cover is not None and is_redaction(fate.cover, word.size, page):
            pieces.append(Piece(replace(word, text=MARK, box=box, font=""), run, fate.cover))
    return pieces
