"""Every numeral has an outcome: it serves an observation, or stands in one Rejection with its reason.

Numerals are counted by one plain pattern on the page's words, apart from all reading, so that what the readers overlook
shows here as 'not read'.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from normalise.periods import find_periods
from normalise.shelf import Shelf
from records.observation import Observation, Rejection
from records.page import Box, Page, Word
from records.table import Passage, Sentence, Span, Table

NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NOT_READ = "not read"
_REACH = 80
"""Characters around a numeral that can say what it is."""
_MARGIN = 0.07
"""Share of the page's height at its top and bottom where running heads and page numbers stand."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """Digits on a page."""

    page: int
    text: str
    box: Box
    """Of the word that holds them."""
    word: int
    """Place of that word in the page's words."""
    start: int
    """Offset in the word."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Words that stand on one baseline near each other, joined; offsets of each word in the text."""

    text: str
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands on a page, by place."""

    given: Shelf[Rejection]
    """Of the readers, the narrowest first."""
    spans: Shelf[tuple[Passage, Span]]
    grids: Shelf[None]
    """Tables."""
    repeated: Shelf[None]
    """Headings of tables that run on, printed again."""
    lines: dict[int, _Line]
    edges: Counter[tuple[str, int]]
    """How many bare numbers begin, end or stand at a whole point: `x0`, `x1`, `y`."""


def numerals_of(page: Page) -> list[Numeral]:
    """Every run of digits on a page, thousands and decimals with it, in the order of its words."""
    return [
        Numeral(page.number, found[0], word.box, place, found.start())
        for place, word in enumerate(page.words)
        for found in NUMERAL.finditer(word.text)
    ]


def account(
    pages: Sequence[Page],
    tables: Sequence[Table],
    passages: Sequence[Passage],
    sentences: Sequence[Sentence],
    observations: Sequence[Observation],
    rejections: Sequence[Rejection],
) -> list[Rejection]:
    """One Rejection for each numeral that serves no observation.

    A numeral is used where it stands in an observation's own box or in one that was read for it (label, heading, words
    of its period). `rejections` are those that the readers of tables and prose gave: their reasons are kept. Those
    without a page (text that has none) are handed on as they are.
    """
    used = _used_boxes(observations)
    given: dict[int, list[Rejection]] = defaultdict(list)
    for rejection in sorted(rejections, key=_area):
        given[rejection.page].append(rejection)
    outcomes = [rejection for rejection in rejections if rejection.page == 0 or rejection.box is None]
    for page in pages:
        around = _around_of(page, passages, tables, given[page.number])
        boxes = used.get(page.number, Shelf[None]())
        for numeral in numerals_of(page):
            if not _holds(boxes, numeral.box):
                text, reason = _said(numeral, around) or _reason(numeral, page, around)
                outcomes.append(Rejection(page.number, numeral.box, text, numeral.text, reason))
    return outcomes


def _around_of(page: Page, passages: Sequence[Passage], tables: Sequence[Table], given: Sequence[Rejection]) -> _Around:
    """Everything on a page that can say why a numeral is no figure."""
    around = _Around(Shelf(), Shelf(), Shelf(), Shelf(), _lines(page.words), Counter())
    for rejection in given:
        if rejection.box is not None:
            around.given.put(rejection.box, rejection)
    for passage in passages:
        if passage.page == page.number:
            for span in passage.spans:
                around.spans.put(span.box, (passage, span))
    grids, repeated = _table_boxes(tables, page)
    for box in grids:
        around.grids.put(box, None)
    for box in repeated:
        around.repeated.put(box, None)
    for word in page.words:
        if _is_bare(word):
            around.edges.update({("x0", round(word.box.x0)), ("x1", round(word.box.x1)), ("y", round(word.box.bottom))})
    return around


def _is_bare(word: Word) -> bool:
    return bool(NUMERAL.search(word.text)) and not re.search(r"[A-Za-z]", word.text)


def _table_boxes(tables: Sequence[Table], page: Page) -> tuple[list[Box], list[Box]]:
    """Where tables stand on a page, and where the heading of one that runs on stands again above its cells."""
    grids, repeated = [], []
    for table in tables:
        if not table.page <= page.number <= (table.last_page or table.page):
            continue
        boxes = [cell.box for cell in table.cells if cell.page == page.number]
        if boxes:
            around = Box.around(boxes)
            grids.append(around)
            if page.number > table.page:
                repeated.append(Box(around.x0, max(0.0, around.top - 150), around.x1, around.top))
    return grids, repeated


def is_used(numeral: Numeral, observations: Sequence[Observation]) -> bool:
    """Whether a numeral stands in a box of any of `observations`."""
    return _holds(_used_boxes(observations).get(numeral.page, Shelf[None]()), numeral.box)


def _used_boxes(observations: Iterable[Observation]) -> dict[int, Shelf[None]]:
    boxes: dict[tuple[int, Box], None] = {}
    for one in observations:
        if one.evidence.box is not None:
            boxes[one.evidence.page, one.evidence.box] = None
        for place in one.evidence.support:
            boxes[place] = None
    shelves: dict[int, Shelf[None]] = defaultdict(Shelf)
    for page, box in boxes:
        shelves[page].put(box, None)
    return shelves


def _holds(shelf: Shelf[None], box: Box) -> bool:
    return any(True for _ in shelf.at(*box.centre))


def _area(rejection: Rejection) -> float:
    return rejection.box.width * rejection.box.height if rejection.box else float("inf")


def _said(numeral: Numeral, around: _Around) -> tuple[str, str] | None:
    """The words and the reason of the narrowest rejection of a reader that holds the numeral."""
    for rejection in around.given.at(*numeral.box.centre):
        if numeral.text in rejection.value_text:
            return rejection.text, rejection.reason
    return None


def _lines(words: Sequence[Word]) -> dict[int, _Line]:
    """For each word the line that it stands in."""
    bands: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        bands[word.turn, round(word.baseline)].append(place)
    lines: dict[int, _Line] = {}
    for places in bands.values():
        places.sort(key=lambda place: _along(words[place]))
        run: list[int] = []
        for place in places:
            if run and not _near(words[run[-1]], words[place]):
                _add_line(run, words, lines)
                run = []
            run.append(place)
        _add_line(run, words, lines)
    return lines


def _along(word: Word) -> float:
    """Where a word begins, along its line in the direction of reading."""
    return {0: word.box.x0, 90: -word.box.bottom, 180: -word.box.x1}.get(word.turn, word.box.top)


def _near(first: Word, second: Word) -> bool:
    length = first.box.width if first.turn in {0, 180} else first.box.height
    return _along(second) - _along(first) - length < 1.5 * max(first.size, 1.0)


def _add_line(run: Sequence[int], words: Sequence[Word], lines: dict[int, _Line]) -> None:
    starts: dict[int, int] = {}
    text = ""
    for place in run:
        text += " " if text else ""
        starts[place] = len(text)
        text += words[place].text
    line = _Line(text, starts)
    for place in run:
        lines[place] = line


def _reason(numeral: Numeral, page: Page, around: _Around) -> tuple[str, str]:
    """The words around a numeral that no reader spoke of, and why it is no figure as far as they tell."""
    for passage, span in around.spans.at(*numeral.box.centre):
        start = span.start + numeral.start
        return _near_by(passage.text, start), _reason_in(passage.text, start, start + len(numeral.text))
    line = around.lines[numeral.word]
    if _holds(around.repeated, numeral.box):
        return line.text, "in a heading printed again"
    start = line.starts[numeral.word] + numeral.start
    words = _near_by(line.text, start)
    reason = _reason_in(line.text, start, start + len(numeral.text))
    if reason != NOT_READ:
        return words, reason
    x, y = numeral.box.centre[0] / page.width, numeral.box.centre[1] / page.height
    if not (_MARGIN < y < 1 - _MARGIN and _MARGIN / 2 < x < 1 - _MARGIN / 2):
        return words, "in the margin of the page"
    if _holds(around.grids, numeral.box):
        return words, "in a table, no figure of a measure"
    if any(picture.box.overlaps(_wider(numeral.box)) for picture in page.pictures):
        return words, "a label of a chart or picture"
    if re.search(r"[A-Za-z]{3}", line.text):
        return words, NOT_READ
    return words, "an axis label of a chart" if _in_a_row(numeral, around) else "outside tables and prose"


def _in_a_row(numeral: Numeral, around: _Around) -> bool:
    """Whether two other bare numbers stand over it or beside it in one line, as on an axis."""
    box = numeral.box
    for edge, place, slack in (("x0", box.x0, 2), ("x1", box.x1, 2), ("y", box.bottom, 1)):
        if sum(around.edges[edge, round(place) + shift] for shift in range(-slack, slack + 1)) > 2:
            return True
    return False


def _wider(box: Box) -> Box:
    """A box with the room around it in which the labels of an axis stand."""
    return Box(box.x0 - 30, box.top - 30, box.x1 + 30, box.bottom + 30)


def _near_by(text: str, place: int) -> str:
    return text[max(0, place - 50) : place + 50].strip()


_MAY_DATE = re.compile(r"[A-Za-z/\-–—'’]|\d\.\d+\.|\b(?:19|20)\d\d\b")
"""What every date and period has one of: letters, strokes, two points, a year in full."""
_REASONS: tuple[tuple[str, str, str], ...] = (
    (r"[£$€]\s?$", "", "money"),
    (r"(?:[Pp]ages?|[Pp]g\.?|[Pp]\.)\s?$", "", "a page number"),
    (r"\bof\s$", r"^$", "a page number"),
    (r"(?:[Ss]ection|[Rr]egulation|[Pp]aragraph|[Aa]ppendix|[Aa]nnex|[Tt]able|[Ff]igure|[Cc]hart|\b[SsRr])\s?$", "",
     "a reference number"),
    (r"(?:[Ii]tem|[Vv]ersion|[Pp]art|[Pp]hase|[Tt]ier|[Ll]evel|[Bb]and|[Kk]ey [Ss]tage|KS|\bNI|[Cc]ovid-?)\s?$", "",
     "a reference number"),
    (r"^\W*$", r"^[.)](?:\s|$)", "the number of a list item"),
    (r"^\W*$", r"^(?:\.\d+)+\s", "the number of a list item"),
    (r"\b(?:aged?|ages|under|over)\s(?:\d+\s?(?:-|–|to|and)\s?)?$", r"^\s?(?:years?|yrs?|\+|(?:-|–|to|and)\s?\d+)?\b",
     "an age"),
    (r"", r"^\s?(?:-|–|to)?\s?\d*\s?[- ]?(?:years?[- ]olds?|years? of age|yr olds?)", "an age"),
    (r"(?:\d\s?(?:-|–|to)\s?)$", r"^\s?(?:years?[- ]olds?|years? of age|yr olds?)", "an age"),
    (r"\b(?:within|in|by|after|every|last|previous|past|least|than|over|under)\s(?:the\s)?(?:last\s)?$",
     r"^\s?(?:working |calendar |school )?(?:hours?|days?|weeks?|months?|mths?|years?)\b", "a time limit or look-back"),
    (r"", r"^(?:st|nd|rd|th)\b", "an ordinal"),
    (r"per\s$", r"^\b|^,|^k", "part of a unit"),
    (r"[@/]\S*$|www\S*$", "", "part of an address"),
    (r"[A-Za-z]$", "", "part of a name"),
    (r"", r"^[A-Za-z]{2}", "part of a name"),
)  # fmt: skip
"""What stands before, what stands behind, and what the numeral then is."""


def _reason_in(text: str, start: int, end: int) -> str:
    """Why the numeral at `start` to `end` of a text is no figure; `not read` where nothing tells."""
    before, behind = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    around = before + text[start:end] + behind
    # Rows of bare numbers are the bulk of a crowded page, and no period stands in them.
    for period in find_periods(around, reported=None) if _MAY_DATE.search(around) else ():
        if period.start <= len(before) and len(before) + end - start <= period.end:
            return "a date or period"
    for left, right, reason in _REASONS:
        if (not left or re.search(left, before)) and (not right or re.search(right, behind)):
            return reason
    return NOT_READ
