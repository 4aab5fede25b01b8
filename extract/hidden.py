"""What is painted over, cut away or invisible: words -> visible words and redactions.

Judged by painting order, letter by letter: a letter is hidden by an opaque area that was painted after it and covers
its middle. Where an area may be see-through, or letters have the colour of what lies under them, the page is rendered
with and without the text, and only then the letter counts as hidden. What stood under a redaction is never kept:
a mark, `█`, stands in its place.
Source: the cases of the reading notes, one page each in tests/pages/ (hidden_*.pdf).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby

import numpy

from extract.glyphs import Letter, Run, corners_of
from extract.redactions import DARK, MARK, Cover, Piece, Seen, channels, is_redaction, luminance, seen_of, with_marks
from extract.text_styles import INVISIBLE, Style
from records.page import Box, Word

CLIP_PT = 1.0
"""How far a letter's middle may lie outside its clip or its page before it is cut away."""
COVERS_AT_ONCE = 512
"""So many areas are compared with all words in one step, which bounds the memory it takes."""
_WHITE = 0xFFFFFF
FOOT_EM, HEAD_EM = 0.12, 0.48
"""How far above its baseline, in ems, the foot and the head of a letter are looked at: what covers both hides it."""
REACH_EM = 0.4
"""A level letter paints no further beside its box or below its baseline, in ems, nor an em above it."""
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


def visible(
    runs: Sequence[Run],
    covers: Sequence[Cover],
    page: Box,
    evidence: Evidence,
    corners: numpy.ndarray | None = None,
) -> Seen:
    """The words that a reader can see, in their order, and the places where text was made unreadable.

    `corners` are those of the words' boxes, a row a run, where they are at hand.
    """
    fates: dict[int, tuple[Sequence[Letter], list[_Gone | None]]] = {}
    rows = corners_of(runs) if corners is None else corners
    for place in _doubtful(runs, rows, covers, page, evidence.clips) if runs else ():
        letters = evidence.letters(runs[place])
        near = _near_covers(runs[place].word, letters, covers)
        found = [_fate(runs[place].word, letter, near, page, evidence) for letter in letters]
        if any(found):
            fates[place] = letters, found
    if not fates:
        return seen_of([run.word for run in runs], covers, [], page)
    pieces: list[Piece] = []
    for place, run in enumerate(runs):
        if place in fates:
            pieces.extend(_pieces(place, run.word, *fates[place], page))
        else:
            pieces.append(Piece(run.word, place))
    return with_marks(pieces, covers, page)


def _doubtful(
    runs: Sequence[Run], corners: numpy.ndarray, covers: Sequence[Cover], page: Box, clips: Mapping[int, Box]
) -> list[int]:
    """Places of the runs that must be looked at letter by letter: few on any page."""
    x0, top, x1, bottom = numpy.ascontiguousarray(corners.T)
    doubt = (x0 < page.x0 - CLIP_PT) | (top < page.top - CLIP_PT) | (x1 > page.x1 + CLIP_PT)
    doubt |= bottom > page.bottom + CLIP_PT
    styles, number = _styles_of(runs)
    odd = [style.mode == INVISIBLE or style.opacity < 60 or style.layered for style in styles]
    cuts = [clips.get(style.target, page) for style in styles]
    if any(cut is not page for cut in cuts):
        frame = numpy.array([(cut.x0, cut.top, cut.x1, cut.bottom) for cut in cuts]).T[:, number]
        doubt |= (x0 < frame[0] - CLIP_PT) | (top < frame[1] - CLIP_PT)
        doubt |= (x1 > frame[2] + CLIP_PT) | (bottom > frame[3] + CLIP_PT)
    if not covers:
        odd = [is_odd or _is_near(_number(style.colour), _WHITE) for is_odd, style in zip(odd, styles)]
    if any(odd):
        doubt |= numpy.array(odd)[number]
    if covers:
        orders = numpy.array([style.order for style in styles])[number]
        letters = numpy.array([_number(style.colour) for style in styles])[number]
        first = min(style.order for style in styles)
        later = [cover for cover in covers if cover.order > first]
        if later:
            doubt |= _under_later(corners, _heights(runs, corners, styles, number), orders, later)
        ground = _grounds(corners, orders, covers)
        change = numpy.zeros(len(runs), int)
        for shift in (0, 8, 16):
            change = numpy.maximum(change, abs(((letters >> shift) & 255) - ((ground >> shift) & 255)))
        doubt |= (change <= SAME_COLOUR) & (ground >= 0)
    return [int(place) for place in numpy.flatnonzero(doubt)]


def _styles_of(runs: Sequence[Run]) -> tuple[list[Style], numpy.ndarray]:
    """The styles that runs have, and for each run which of them it has: most words share theirs."""
    styles = [run.style for run in runs]
    ids = list(map(id, styles))
    apart = dict(zip(ids, styles))
    numbers = {each: number for number, each in enumerate(apart)}
    return list(apart.values()), numpy.array([numbers[each] for each in ids])


def _heights(
    runs: Sequence[Run], corners: numpy.ndarray, styles: Sequence[Style], number: numpy.ndarray
) -> list[tuple[numpy.ndarray, numpy.ndarray]]:
    """What covers must reach, both, to hide a letter of each word: foot and head of level ones, all of others.

    Each run has the style of its `number`.
    """
    baselines = numpy.array([run.word.baseline for run in runs])
    sizes = numpy.array([style.size for style in styles])[number]
    level = numpy.array([style.turn == 0 for style in styles])[number]
    marks = (baselines - share * sizes for share in (FOOT_EM, HEAD_EM))
    return [(numpy.where(level, mark, corners[:, 1]), numpy.where(level, mark, corners[:, 3])) for mark in marks]


def _under_later(
    corners: numpy.ndarray,
    heights: Sequence[tuple[numpy.ndarray, numpy.ndarray]],
    orders: numpy.ndarray,
    covers: Sequence[Cover],
) -> numpy.ndarray:
    """For each word, whether a letter of it may lie under what was painted after it."""
    x0, _, x1, _ = numpy.ascontiguousarray(corners.T)
    reached = [numpy.zeros(len(corners), bool) for _ in heights]
    for _, (left, high, right, low), painted in _in_parts(covers):
        touched = (x0 < right) & (left < x1) & (orders < painted)
        for hidden, (highest, lowest) in zip(reached, heights):
            hidden |= (touched & (highest <= low) & (high <= lowest)).any(0)
    return reached[0] & reached[1]


def _grounds(corners: numpy.ndarray, orders: numpy.ndarray, covers: Sequence[Cover]) -> numpy.ndarray:
    """For each word the colour, as a number, of what it stands on; -1 where that is not known."""
    x0, top, x1, bottom = numpy.ascontiguousarray(corners.T)
    ground = numpy.full(len(corners), _WHITE)
    middle_x, middle_y = (x0 + x1) / 2, (top + bottom) / 2
    for some, (left, high, right, low), painted in _in_parts(sorted(covers, key=lambda cover: cover.order)):
        under = (left <= middle_x) & (middle_x <= right) & (high <= middle_y) & (middle_y <= low) & (orders > painted)
        topmost = len(some) - 1 - under[::-1].argmax(0)
        ground = numpy.where(under.any(0), numpy.array([_ground(cover) for cover in some])[topmost], ground)
    return ground


def _in_parts(covers: Sequence[Cover]) -> Iterator[tuple[Sequence[Cover], Sequence[numpy.ndarray], numpy.ndarray]]:
    """Covers, not too many at once, with their sides and their places in painting order as columns."""
    for begin in range(0, len(covers), COVERS_AT_ONCE):
        some = covers[begin : begin + COVERS_AT_ONCE]
        frame = numpy.array([(cover.box.x0, cover.box.top, cover.box.x1, cover.box.bottom) for cover in some])
        yield some, [column[:, None] for column in frame.T], numpy.array([cover.order for cover in some])[:, None]


def _is_near(colour: int, other: int) -> bool:
    """True where no channel of two colours differs by more than `SAME_COLOUR`."""
    return all(abs(((colour >> shift) & 255) - ((other >> shift) & 255)) <= SAME_COLOUR for shift in (0, 8, 16))


def _ground(cover: Cover) -> int:
    """The colour on which letters could vanish, as a number; -1 where it is not known all over the area."""
    return _number(cover.colour) if cover.colour is not None and cover.certain else -1


@lru_cache(maxsize=4096)
def _number(colour: str) -> int:
    return int(colour[1:], 16)


def _near_covers(word: Word, letters: Sequence[Letter], covers: Sequence[Cover]) -> list[Cover]:
    """Of the covers, in their order, those that may lie over or under a letter of a word."""
    around = Box.around(letter.box for letter in letters)
    points = [point for letter in letters for point in _middles(word, letter.box)]
    x0, x1 = min(around.x0, *(x for x, _ in points)), max(around.x1, *(x for x, _ in points))
    top, bottom = min(around.top, *(y for _, y in points)), max(around.bottom, *(y for _, y in points))
    return [
        cover
        for cover in covers
        if cover.box.x0 <= x1 and cover.box.x1 >= x0 and cover.box.top <= bottom and cover.box.bottom >= top
    ]


def _fate(word: Word, letter: Letter, covers: Sequence[Cover], page: Box, evidence: Evidence) -> _Gone | None:
    """What became of one letter of a word; None where it can be seen."""
    style, box, shows = letter.style, letter.box, evidence.shows
    if not _near(page, *box.centre):
        return _Gone(None)
    clip = evidence.clips.get(style.target)
    if clip is not None and not _near(clip, *box.centre) and (_is_apart(clip, word, box) or not shows(letter)):
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


def _is_apart(clip: Box, word: Word, letter: Box) -> bool:
    """True where all that a level letter can paint lies outside its clip: no need to render it."""
    em, line = word.size, word.baseline
    if word.turn != 0:
        return False
    beside = clip.x1 < letter.x0 - REACH_EM * em or clip.x0 > letter.x1 + REACH_EM * em
    return beside or clip.bottom < min(letter.top, line - em) or clip.top > max(letter.bottom, line + REACH_EM * em)


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
    low, high = FOOT_EM * word.size, HEAD_EM * word.size
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
