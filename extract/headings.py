"""The title that each table of a page stands under: a line above it, its own first row, or the page's band."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extract.cell_text import line_text, lines_of_words
from extract.placed import PlacedWords
from records.page import Box, Page, Word
from records.table import Table

MOST_WORDS = 22
_TABLE = frozenset({"Table", "TABLE"})
_CAPTION = re.compile(r"(?:Table|TABLE)\s+[A-Z]?\d{1,3}[a-z]?(?:\.\d{1,2})*\s*(?:[:.–—-]\s*\S|[A-Z])")
"""'Table 2: Children with a plan' is a title in plain letters too; 'Table 2 shows' is none."""


def headings_of(
    page: Page, tables: Sequence[Table], charts: Sequence[Box] = (), placed: PlacedWords | None = None
) -> list[str | None]:
    """One heading a table, in their order (top first); None where none stands above it.

    A title is bold, larger than the page's usual letters, or a caption. A row across the top of a table is its title
    and that of the tables below it until the next such row.
    """
    if not tables:
        return []
    titles = _titles(page, tables, charts, placed or PlacedWords(page.words))
    headings: list[str | None] = []
    bands: list[tuple[Box, str]] = []
    for table in tables:
        own = _own_title(table)
        if own is not None:
            bands.append((table.box, own))
            headings.append(own)
            continue
        box = table.box
        above = [(title, text) for title, text in titles if title.centre[1] <= box.top + 1 and _beside(title, box)]
        band = next(((b, text) for b, text in reversed(bands) if b.bottom <= box.top + 3 and _beside(b, box)), None)
        nearest = max(above, key=lambda entry: entry[0].bottom) if above else None
        if nearest and band and band[0].bottom > nearest[0].bottom:
            nearest = None
        headings.append(nearest[1] if nearest else (band[1] if band else None))
    return headings


def _beside(upper: Box, lower: Box) -> bool:
    return upper.x0 < lower.x1 and lower.x0 < upper.x1


def _own_title(table: Table) -> str | None:
    """The text of a first row that is one cell across the whole table."""
    first = [cell for cell in table.cells if cell.row == 0]
    if len(first) == 1 and first[0].col_span == table.cols and first[0].text and table.rows > 1:
        return first[0].text if len(first[0].text.split()) <= MOST_WORDS else None
    return None


def _titles(page: Page, tables: Sequence[Table], charts: Sequence[Box], placed: PlacedWords) -> list[tuple[Box, str]]:
    """Lines outside tables and charts that look like titles, with their boxes."""
    free = placed.without([*(_body(table) for table in tables), *charts])
    used = {id(word) for table in tables for cell in table.cells if cell.row == 0 for word in cell.words}
    free = [word for word in free if word.turn == 0 and id(word) not in used]
    if not free:
        return []
    usual = median([word.size for word in page.words if word.turn == 0])
    # Half of all pages have no word that could begin or make a title: told without setting out their lines.
    if not any([word.bold or word.size >= 1.15 * usual or word.text in _TABLE for word in free]):
        return []
    titles: list[tuple[Box, str]] = []
    for line in lines_of_words(free):
        for piece in _pieces(line):
            if _is_title(piece, usual):
                text = line_text(piece)
                box = Box.around(word.box for word in piece)
                if titles and _goes_on(titles[-1][0], box, piece[0].size):
                    above, before = titles.pop()
                    box, text = Box.around((above, box)), f"{before} {text}"
                titles.append((box, text))
    return titles


def _body(table: Table) -> Box:
    """The box of a table less the top of its first row: a title may stand close over the lower ones of its headings."""
    box = table.box
    first = next((cell.words for cell in table.cells if cell.row == 0 and cell.words), ())
    return Box(box.x0, box.top + (first[0].size if first else 0.0), box.x1, box.bottom)


def _pieces(line: Sequence[Word]) -> list[list[Word]]:
    pieces = [[line[0]]]
    for before, word in pairwise(line):
        if word.box.x0 - before.box.x1 > 2.0 * max(word.size, before.size):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return pieces


def _is_title(words: Sequence[Word], usual: float) -> bool:
    if len(words) > MOST_WORDS:
        return False
    named = words[0].text in _TABLE and not words[-1].text.endswith((".", ";"))
    if named and _CAPTION.match(" ".join(word.text for word in words)):
        return True
    if not any(word.bold for word in words) and words[0].size < 1.15 * usual:
        return False
    if not any(c.isalpha() for word in words for c in word.text):
        return False
    bold = all(word.bold for word in words if any(c.isalpha() for c in word.text))
    large = min(word.size for word in words) >= 1.15 * usual
    if not (bold or large):
        return False
    return large or not words[-1].text.endswith((".", ";", ","))


def _goes_on(above: Box, below: Box, size: float) -> bool:
    """True where a title's second line stands close under its first."""
    return 0 <= below.top - above.top <= 1.6 * size and abs(below.x0 - above.x0) < 2 * size
