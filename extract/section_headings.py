"""Which lines are headings, how they rank, and which are in force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.lines import BULLET, NUMBERING, Block
from extract.paragraph_text import is_redacted
from records.page import Page

LONGEST_HEADING_WORDS = 14
IS_DATE = re.compile(
    r"^(as (at|of)\b.*|month end.*|date\b.*|[a-z]{3,9},? \d{4}"
    r"|(\w+day,? )?\d{1,2} ?(st|nd|rd|th)?( of)? [a-z]+,?( \d{4})?)\.?$",
    re.I,
)
FINITE = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|should|must|may|does|do|did|remains?|remained|continues?"
    r"|continued|shows?|showed|increased|decreased|reduced|rose|fell|saw|needs?|became|reached|stands|stood)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that names what follows."""

    text: str
    rank: tuple[float, int, int]
    """Size, weight, capitals: the greater stands further out."""
    is_title: bool = False


class Headings:
    """The headings in force, outermost first."""

    def __init__(self) -> None:
        self._stack: list[Heading] = []

    def push(self, heading: Heading) -> None:
        """A new heading ends those of its own rank and below."""
        while self._stack and self._stack[-1].rank <= heading.rank:
            self._stack.pop()
        self._stack.append(heading)

    def joined(self, *below: str) -> str | None:
        """The document's title counts only as long as nothing else stands under it."""
        levels = [heading.text for heading in self._stack]
        if self._stack and self._stack[0].is_title and len(levels) + len(below) > 1:
            levels = levels[1:]
        levels += [text for text in below if text and (not levels or text != levels[-1])]
        return " | ".join(levels) or None


def is_heading(block: Block, page: Page, body: float, blocks: Sequence[Block]) -> bool:
    """A short line that stands out (bold, underlined, larger, capitals, on a band) and is no sentence."""
    text = bare(block.text)
    words = text.split()
    if not words or len(words) > LONGEST_HEADING_WORDS or len(block.lines) > 3:
        return False
    if not any(c.isalpha() for c in text) or BULLET.match(block.words[0].text):
        return False
    if any(is_redacted(word) for word in words) or IS_DATE.match(text):
        return False
    if re.search(r"[.,;!]$", text) and not re.search(r"\b(etc|inc|no)\.$", text, re.I):
        return False
    if len(words) >= 5 and FINITE.search(text) and not text.endswith("?") and block.size < 1.25 * body:
        return False
    if all(line.bold for line in block.lines) or all(line.underlined for line in block.lines):
        return True
    if block.size >= 1.12 * body or _band_behind(block, page):
        return True
    return text.isupper() and len(text) > 5 and len(words) <= 8


def _band_behind(block: Block, page: Page) -> bool:
    """A coloured strip over at least half of the page's width, as section titles stand on."""
    x, y = block.box.centre
    return any(
        fill.box.width >= 0.5 * page.width
        and fill.box.height <= 4 * block.box.height
        and fill.colour.lower() not in ("#ffffff", "#fefefe")
        and fill.box.holds(x, y)
        for fill in page.fills
    )


def rank_of(block: Block, page: Page) -> tuple[float, int, int]:
    """Size in points (a band counts 100 more), weight, capitals: the greater stands further out."""
    size = round(block.size * 2) / 2 + (100 if _band_behind(block, page) else 0)
    weight = 2 if all(line.bold for line in block.lines) else 0
    return size, weight, int(bare(block.text).isupper())


def bare(text: str) -> str:
    """A heading without its number, bullet and colon."""
    first, _, rest = text.partition(" ")
    if rest and (NUMBERING.match(first) or BULLET.match(first)):
        text = rest
    return text.rstrip(" :–-").strip()
