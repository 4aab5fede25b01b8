"""Words that the edge of the page cuts: a figure of which only a part is seen is no figure."""

from __future__ import annotations

from dataclasses import replace

from records.page import Page, Word

EDGE_EM = 0.3
"""Nothing is printed nearer to the page's edge than this, in ems, unless it runs over it."""
CUT = "…"


def with_cuts_marked(page: Page) -> Page:
    """The page, a mark at the end of each level word with digits that the page's left or right edge cuts."""
    width = page.width
    # Most pages have no word so near their edges; it is told without a look at each of its other sides.
    if not [w for w in page.words if w.box.x1 > width - EDGE_EM * w.size or w.box.x0 < EDGE_EM * w.size]:
        return page
    return replace(page, words=tuple(_marked(word, page.width) for word in page.words))


def _is_cut(word: Word, width: float) -> bool:
    slack = EDGE_EM * word.size
    return (word.box.x1 > width - slack or word.box.x0 < slack) and word.turn == 0 and word.text[0] != CUT


def _marked(word: Word, width: float) -> Word:
    if not _is_cut(word, width) or not any(map(str.isdigit, word.text)) or word.text.endswith(CUT):
        return word
    return replace(word, text=f"{word.text}{CUT}" if word.box.x1 > width / 2 else f"{CUT}{word.text}")
