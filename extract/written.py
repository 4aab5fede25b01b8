"""What a text without pages is made of: headings, paragraphs, list items, and tables with their cells."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PLACES = 20_000
"""Rows times columns of a table, beyond which it is no table of a paper and is not read."""


class NotTextError(Exception):
    """The file holds no text that can be read; the message says why and what to do, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, of a web page or set in columns in a plain text."""

    text: str
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that belongs together."""

    kind: str
    """`heading`, `paragraph`, `item`, `caption` (over a table), `table`, or `unread` (a table that is not read)."""
    text: str
    """Of a table none; of what is unread a problem for a person: what, where, and what to do."""
    level: int = 0
    """Of a heading: 1 is the outermost."""
    cells: tuple[Cell, ...] = ()
    """Of a table."""
