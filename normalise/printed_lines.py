"""A page's words as printed lines, with what a reader sees of them: size, weight, place. For the front page only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from records.page import Box, Page, Word

MARGIN_TOP, MARGIN_BOTTOM = 0.085, 0.91
"""Shares of a page's height beyond which running text stands."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Level words on one baseline of a page, cut where a wide gap parts two columns."""

    page: int
    text: str
    size: float
    """The largest on the line, in points."""
    bold: bool
    top: float
    """Share of the page's height above it."""
    bottom: float

    @property
    def is_running(self) -> bool:
        """True in the margin where headers and footers stand."""
        return self.bottom < MARGIN_TOP or self.top > MARGIN_BOTTOM


def lines_that_introduce(pages: Sequence[Page]) -> list[PrintedLine]:
    """All lines of the first two pages, and the running text of the others."""
    lines: list[PrintedLine] = []
    for page in pages:
        found = printed_lines(page, only_margins=page.number > pages[0].number + 1)
        lines += found
    return lines


def printed_lines(
    page: Page, *, gap_em: float = 4.0, only_margins: bool = False, outside: Sequence[Box] = ()
) -> list[PrintedLine]:
    """The lines of a page from the top. A label and what it names ('Date:    12 May 2021') stay together.

    `only_margins` leaves out what stands between header and footer, `outside` what stands in these boxes.
    """
    rows: list[list[Word]] = []
    high, low = MARGIN_TOP * page.height, MARGIN_BOTTOM * page.height
    words = [
        w
        for w in page.words
        if w.turn == 0
        and (not only_margins or w.box.bottom < high or w.box.top > low)
        and not any(box.holds(*w.box.centre) for box in outside)
    ]
    for word in sorted(words, key=lambda w: (w.baseline, w.box.x0)):
        if rows and word.baseline - rows[-1][0].baseline <= 0.3 * min(word.size, rows[-1][0].size):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = []
    for row in rows:
        row.sort(key=lambda word: word.box.x0)
        piece: list[Word] = []
        for word in row:
            parted = piece and word.box.x0 - piece[-1].box.x1 > gap_em * word.size
            if parted and not (len(piece) <= 4 and piece[-1].text.endswith(":")):
                lines.append(_line(piece, page))
                piece = []
            piece.append(word)
        lines.append(_line(piece, page))
    return lines


def _line(words: Sequence[Word], page: Page) -> PrintedLine:
    return PrintedLine(
        page.number,
        " ".join(word.text for word in words),
        max(word.size for word in words),
        all(word.bold for word in words),
        min(word.box.top for word in words) / max(page.height, 1),
        max(word.box.bottom for word in words) / max(page.height, 1),
    )
