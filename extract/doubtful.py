"""What the first reading itself finds doubtful about a page's tables: a pure function over Page and Tables.

A doubtful page is read a second time (`extract.second_reading`), which is slow and for the others not worth its time.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from records.page import Page, Rule, Word
from records.table import Cell, Table

ACROSS_PT = 2.0
"""A word that reaches further than this over a rule, on both sides, stands across it."""
UNEVEN_SHARE = 0.5
"""A row with less than this share of the usual number of figures is uneven, and so is one with that much more."""
LEAST_ROWS = 4
"""Fewer rows have no usual number of figures."""
_BARE_NUMBERS = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?(?:\s+[-+]?\d[\d,]*(?:\.\d+)?%?)+")


def doubts_of(page: Page, tables: Sequence[Table]) -> tuple[str, ...]:
    """Why the tables of a page are worth a second reading, each reason once; empty where they are not.

    Pages read by OCR have no text for a second reader, and no doubts here.
    """
    if page.method != "text":
        return ()
    return tuple(dict.fromkeys(doubt for table in tables for doubt in _doubts(page, table)))


def _doubts(page: Page, table: Table) -> Iterator[str]:
    within = [word for word in page.words if table.box.holds(*word.box.centre)]
    used = {word for cell in table.cells for word in cell.words}
    if any(is_numeral(word) and word not in used for word in within):
        yield "numbers left over in a table's box"
    if is_uneven(table):
        yield "rows of uneven length"
    rules = [rule for rule in page.rules if not rule.level and table.box.overlaps(_widened(rule).box)]
    if any(is_across(word, rule) for rule in rules for word in within if is_numeral(word)):
        yield "words across a rule"
    if any(is_unmapped(word) for word in within):
        yield "a glyph without a letter"


def is_numeral(word: Word) -> bool:
    """True for a level word with a digit in it."""
    return word.turn == 0 and any(character.isdigit() for character in word.text)


def is_unmapped(word: Word) -> bool:
    """True where a character of a text font says nothing: a control character, the mark for none, private use."""
    return any(
        character == "\ufffd"
        or unicodedata.category(character) in ("Cc", "Cn")
        or (not word.font and _is_private(character))
        for character in word.text
    )


def _is_private(character: str) -> bool:
    return unicodedata.category(character) == "Co"


def _widened(rule: Rule) -> Rule:
    box = rule.box
    return Rule(type(box)(box.x0 - 0.5, box.top, box.x1 + 0.5, box.bottom), rule.colour)


def is_across(word: Word, rule: Rule) -> bool:
    """True where an upright rule goes through a word."""
    x, y = rule.box.centre[0], word.box.centre[1]
    return word.box.x0 + ACROSS_PT < x < word.box.x1 - ACROSS_PT and rule.box.top < y < rule.box.bottom


def is_uneven(table: Table) -> bool:
    """True where a cell holds bare numbers side by side, or rows without rules are far from their usual count."""
    body = [cell for cell in table.cells if cell.row >= table.header_rows and not cell.is_header]
    if any(_BARE_NUMBERS.fullmatch(cell.text.strip()) for cell in body):
        return True
    if table.method == "ruled":
        return False
    counts = [count for count in _figures_a_row(body).values() if count]
    if len(counts) < LEAST_ROWS:
        return False
    usual = Counter(counts).most_common(1)[0][0]
    return any(count < UNEVEN_SHARE * usual or count > (1 + UNEVEN_SHARE) * usual for count in counts)


def _figures_a_row(cells: Sequence[Cell]) -> Counter[int]:
    return Counter(cell.row for cell in cells if any(character.isdigit() for character in cell.text))
