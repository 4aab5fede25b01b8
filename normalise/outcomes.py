"""Every numeral has an outcome: it serves an observation, or stands in one Rejection with its reason.

Numerals are counted by one plain pattern on the page's words, apart from all reading, so that what the readers overlook
shows here as 'not read'.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from normalise.periods import find_periods
from records.observation import Observation, Rejection
from records.page import Box, Page, Word
from records.table import Passage, Sentence, Table

NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NOT_READ = "not read"
_MARGIN = 0.07
"""Share of the page's height at its top and bottom where running heads and page numbers stand."""
_SLACK_PT = 1.0


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
        here = [passage for passage in passages if passage.page == page.number]
        boxes = used.get(page.number, [])
        grids, repeated = _table_boxes(tables, page)
        lines: dict[int, _Line] | None = None
        for numeral in numerals_of(page):
            if _within(numeral.box, boxes):
                continue
            said = _said(numeral, given[page.number])
            if said is not None:
                text, reason = said.text, said.reason
            else:
                lines = _lines(page.words) if lines is None else lines
                text, reason = _reason(numeral, page, here, grids, repeated, lines)
            outcomes.append(Rejection(page.number, numeral.box, text, numeral.text, reason))
    return outcomes


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
    return _within(numeral.box, _used_boxes(observations).get(numeral.page, []))


def _used_boxes(observations: Iterable[Observation]) -> dict[int, list[Box]]:
    boxes: dict[int, dict[Box, None]] = defaultdict(dict)
    for one in observations:
        if one.evidence.box is not None:
            boxes[one.evidence.page][one.evidence.box] = None
        for page, box in one.evidence.support:
            boxes[page][box] = None
    return {page: list(found) for page, found in boxes.items()}


def _area(rejection: Rejection) -> float:
    return rejection.box.width * rejection.box.height if rejection.box else float("inf")


def _within(box: Box, boxes: Iterable[Box]) -> bool:
    x, y = box.centre
    return any(
        one.x0 - _SLACK_PT <= x <= one.x1 + _SLACK_PT and one.top - _SLACK_PT <= y <= one.bottom + _SLACK_PT
        for one in boxes
    )


def _said(numeral: Numeral, given: Sequence[Rejection]) -> Rejection | None:
    """The narrowest rejection of a reader that holds the numeral."""
    for rejection in given:
        if rejection.box and _within(numeral.box, (rejection.box,)) and numeral.text in rejection.value_text:
            return rejection
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


def _reason(
    numeral: Numeral,
    page: Page,
    passages: Sequence[Passage],
    grids: Sequence[Box],
    repeated: Sequence[Box],
    lines: dict[int, _Line],
) -> tuple[str, str]:
    """The words around a numeral that no reader spoke of, and why it is no figure as far as they tell."""
    for passage in passages:
        if not passage.box.overlaps(numeral.box):
            continue
        for span in passage.spans:
            if span.box == numeral.box or _within(numeral.box, (span.box,)):
                start = span.start + numeral.start
                return _around(passage.text, start), _reason_in(passage.text, start, start + len(numeral.text))
    line = lines[numeral.word]
    if _within(numeral.box, repeated):
        return line.text, "in a heading printed again"
    start = line.starts[numeral.word] + numeral.start
    words = _around(line.text, start)
    reason = _reason_in(line.text, start, start + len(numeral.text))
    if reason != NOT_READ:
        return words, reason
    x, y = numeral.box.centre[0] / page.width, numeral.box.centre[1] / page.height
    if not (_MARGIN < y < 1 - _MARGIN and _MARGIN / 2 < x < 1 - _MARGIN / 2):
        return words, "in the margin of the page"
    if _within(numeral.box, grids):
        return words, "in a table, no figure of a measure"
    if any(picture.box.overlaps(_wider(numeral.box)) for picture in page.pictures):
        return words, "a label of a chart or picture"
    if not re.search(r"[A-Za-z]{3}", line.text) and _in_a_row(numeral, page.words):
        return words, "an axis label of a chart"
    return words, "outside tables and prose" if not re.search(r"[A-Za-z]{3}", line.text) else NOT_READ


def _in_a_row(numeral: Numeral, words: Sequence[Word]) -> bool:
    """Whether other bare numbers stand over or beside it in one line, as on an axis."""
    own = words[numeral.word].box
    beside = [
        word.box
        for place, word in enumerate(words)
        if place != numeral.word
        and NUMERAL.search(word.text)
        and not re.search(r"[A-Za-z]", word.text)
        and (min(abs(word.box.x1 - own.x1), abs(word.box.x0 - own.x0)) < 3 or abs(word.box.bottom - own.bottom) < 2)
    ]
    return len(beside) >= 2


def _wider(box: Box) -> Box:
    """A box with the room around it in which the labels of an axis stand."""
    return Box(box.x0 - 30, box.top - 30, box.x1 + 30, box.bottom + 30)


def _around(text: str, place: int) -> str:
    return text[max(0, place - 50) : place + 50].strip()


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
    for period in find_periods(text, reported=None):
        if period.start <= start and end <= period.end:
            return "a date or period"
    before, behind = text[:start], text[end:]
    for left, right, reason in _REASONS:
        if (not left or re.search(left, before)) and (not right or re.search(right, behind)):
            return reason
    return NOT_READ
