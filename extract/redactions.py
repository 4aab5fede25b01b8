"""Where text was made unreadable on purpose: redactions, and the marks that stand for them among the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from records.page import Box, Redaction, Word

MARK = "█"
"""Stands in the words where something was made unreadable."""
DARK = 0.35
"""Luminance, 0 to 1, below which an area over text is a redaction however large it is."""
BLACK = 0.12
"""Luminance below which a box in a line is a redaction even with nothing under it: its text was taken away."""
FURNITURE_SHARE = 0.1
"""An area that is not dark and covers more of the page than this is furniture painted over old text."""
GAP_EM = 0.8
"""How far from a word, in ems, a black box still stands in its line: a space and a sloppy hand."""
WORDS_OF_A_LINE = 4
"""So many words, at least, make a line of running text."""
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


@dataclass(slots=True)
class Piece:
    """A word, or what is left of one, or the mark that stands for its hidden part.

    Not frozen: a page has one for each of its words, and frozen ones cost double.
    """

    word: Word
    run: int
    """Place of the run that it comes from."""
    cover: Cover | None = None
    """What hides it: then its text is the mark. None for what can be seen."""


def is_redaction(cover: Cover, size: float, page: Box) -> bool:
    """True where an area hides text on purpose; False for furniture that merely paints over something.

    `size` is that of the text under it, in points.
    """
    if cover.is_redaction:
        return True
    area = cover.box.width * cover.box.height / max(page.width * page.height, 1.0)
    if cover.colour is not None and luminance(cover.colour) < DARK:
        return area < 0.95
    if cover.colour is not None and luminance(cover.colour) > 0.95:
        return area < FURNITURE_SHARE and cover.box.height < 2.5 * size
    return area < FURNITURE_SHARE


def with_marks(pieces: Sequence[Piece], covers: Iterable[Cover], page: Box) -> Seen:
    """Puts the words together: one mark for all that is hidden side by side, none where other text replaces it."""
    kept: list[Piece] = []
    hiding: list[Cover] = []
    boxes: list[Box] = []
    for piece in pieces:
        cover, word = piece.cover, piece.word
        if cover is None:
            kept.append(piece)
            continue
        later = _painted_on(cover, pieces)
        if later and not any(_LABEL.search(other.text) for other in later):
            continue  # the ground of a new heading, or a shadow under its own text
        hiding.append(cover)
        area = _hidden_box(word, cover)
        boxes.append(_within(area, page))
        if later:
            continue  # a label such as 'withheld' stands where the mark would
        mark = replace(piece, word=replace(word, box=_mark_box(word, area)))
        if kept and _is_beside(kept[-1], mark):
            last = kept[-1]
            kept[-1] = replace(last, word=replace(last.word, box=Box.around((last.word.box, mark.word.box))))
        else:
            kept.append(mark)
    left = [cover for cover in covers if cover not in hiding]
    return seen_of(_rejoined(kept), left, boxes, page)


def seen_of(words: list[Word], covers: Iterable[Cover], boxes: list[Box], page: Box) -> Seen:
    """The words with the redactions found in `boxes`, the black boxes that stand for a word, and the runs of X."""
    for cover in covers:
        if (place := _place_in_line(cover, words)) is not None:
            boxes.append(_within(cover.box, page))
            words.insert(place, replace(words[place - 1], text=MARK, box=cover.box, font=""))
    black_boxes = (Redaction(box, "black box") for box in _united(boxes))
    text = " ".join([word.text for word in words])
    any_x = "XX" in text or "xx" in text
    with_x = [word for word in words if "XX" in word.text or "xx" in word.text] if any_x else []
    runs_of_x = (Redaction(word.box, "run of X") for word in with_x if _RUN_OF_X.fullmatch(word.text))
    return Seen(tuple(words), (*black_boxes, *runs_of_x))


def _is_beside(piece: Piece, follower: Piece) -> bool:
    """True where two marks stand on one line under one area, or under areas that touch (a mosaic of small boxes)."""
    if piece.cover is None or follower.cover is None:
        return False
    one, other = piece.word, follower.word
    if one.turn != other.turn or abs(one.baseline - other.baseline) > 0.3 * one.size:
        return False
    if piece.cover is follower.cover:
        return True
    return other.box.x0 - one.box.x1 < 0.3 * one.size and other.box.top - one.box.bottom < 0.3 * one.size


def _hidden_box(word: Word, cover: Cover) -> Box:
    """The place of a redaction: the area's, and the letters' too where the area is but a part of a mosaic."""
    is_part = cover.box.width < 0.5 * word.size and cover.box.height < 0.5 * word.size
    return Box.around((cover.box, word.box)) if is_part else cover.box


def _united(boxes: Sequence[Box]) -> list[Box]:
    """Each place once: boxes that touch as one."""
    united: list[Box] = []
    for box in boxes:
        for other in [other for other in united if other.overlaps(box) or _touch(other, box)]:
            united.remove(other)
            box = Box.around((box, other))
        united.append(box)
    return united


def _touch(one: Box, other: Box) -> bool:
    """True where two boxes of about one height stand side by side without a gap, or are the same."""
    return (
        abs(one.top - other.top) < 1
        and abs(one.bottom - other.bottom) < 1
        and min(abs(one.x1 - other.x0), abs(other.x1 - one.x0), abs(one.x0 - other.x0)) < 1
    )


def _place_in_line(cover: Cover, words: Sequence[Word]) -> int | None:
    """Where among the words a black box with nothing under it stands for one; None where it is no redaction.

    It is as high as letters, bears no text and stands closely between two words of a line, or behind the last word of
    a line of running text: a bullet, a chart's legend or the coloured edge of a cell has words on one side only.
    """
    box = cover.box
    if not cover.certain or cover.colour is None or cover.outline or box.width < 0.4 * box.height:
        return None
    if luminance(cover.colour) > BLACK:
        return None
    place, has_follower = None, False
    for number, word in enumerate(words):
        if box.holds(*word.box.centre):
            return None
        size = word.size
        is_line = box.top > word.baseline - 1.5 * size and box.bottom < word.baseline + 0.6 * size
        covers_line = box.top < word.baseline - 0.55 * size and box.bottom > word.baseline - 0.15 * size
        if word.turn != 0 or not is_line or not covers_line:
            continue
        if -0.3 * size < box.x0 - word.box.x1 < GAP_EM * size:
            place = number + 1
        has_follower = has_follower or -0.3 * size < word.box.x0 - box.x1 < GAP_EM * size
    return place if has_follower or (place is not None and _ends_a_line(words[place - 1], words)) else None


def _ends_a_line(last: Word, words: Sequence[Word]) -> bool:
    """True where a word is the last of a line of running text, which goes on a line below further left."""
    line = [word for word in words if word.turn == 0 and abs(word.baseline - last.baseline) < 0.2 * last.size]
    if len(line) < WORDS_OF_A_LINE or any(word.box.x1 > last.box.x1 for word in line):
        return False
    start = min(word.box.x0 for word in line)
    below = (word for word in words if 0.8 * last.size < word.baseline - last.baseline < 2 * last.size)
    return any(abs(word.box.x0 - start) < last.size for word in below)


def _painted_on(cover: Cover, pieces: Sequence[Piece]) -> list[Word]:
    """The visible words that were painted onto an area after it."""
    return [
        other.word
        for other in pieces
        if other.cover is None and other.word.order > cover.order and cover.box.holds(*other.word.box.centre)
    ]


def _mark_box(word: Word, area: Box) -> Box:
    """The box of a mark: as wide as the area, so that it does not tell how long the hidden text is."""
    if word.turn in (90, 270):
        return Box(word.box.x0, area.top, word.box.x1, area.bottom)
    return Box(area.x0, word.box.top, area.x1, word.box.bottom)


def _rejoined(pieces: Sequence[Piece]) -> list[Word]:
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


def channels(colour: str) -> tuple[int, int, int]:
    """`#rrggbb` -> red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """How light a colour is, 0 (black) to 1 (white)."""
    red, green, blue = channels(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def _inside(corners: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    """True where a point lies inside a polygon, by the even-odd rule."""
    inside = False
    for (x0, y0), (x1, y1) in zip(corners, (*corners[1:], corners[0])):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside
