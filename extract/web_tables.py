"""A table of a web page -> its cells; or that it only lays out the page; or that it cannot be read, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html

from extract.web_text import is_hidden, text_of
from extract.written import MOST_PLACES, Block, Cell

BARE_FIGURE = re.compile(r"[<>~£+-]?\s?\d(?:[\d,.]*\d)?\s?%?")
ITEM_NUMBER = re.compile(r"(?:no\.?|items?|\d{1,3}[a-z]?[.)]?|\d{1,3}/\d{2}|)", re.I)
"""What stands in the narrow first column of an agenda."""
TOO_VAST = (
    "table {number} has {rows:,} rows and {cols:,} columns, more than the {most:,} places of any paper's table; it was"
    " not read, the rest was. Save the rows that matter as a page of their own."
)
UNEVEN = (
    "table {number} has {rows:,} rows in which cells claim each other's places; it was not read, the rest was."
    " Compare it with the published page, and save it again from the browser."
)


def table_of(table: html.HtmlElement, number: int) -> Block | None:
    """A table's cells as a block, or a block that says why it is not read; None for one that only lays out the page.

    `number` is its place among the tables of the page, from 1, for the message.
    """
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return None
    lines = [line for line in table.iter("tr") if not is_hidden(line)]
    rows = len(lines)
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(lines):
        col = 0
        for element in line:
            if element.tag not in ("td", "th") or is_hidden(element):
                continue
            while (row, col) in taken:
                col += 1
            high, wide = min(_span(element.get("rowspan")), rows - row), _span(element.get("colspan"))
            if rows * (col + wide) > MOST_PLACES:
                cols = max(_width(line) for line in lines)
                return Block("unread", TOO_VAST.format(number=number, rows=rows, cols=cols, most=MOST_PLACES))
            own = {(row + down, col + right) for down in range(high) for right in range(wide)}
            if own & taken:
                return Block("unread", UNEVEN.format(number=number, rows=rows))
            taken |= own
            is_header = element.tag == "th" and (row == 0 or line.getparent().tag == "thead")
            cells.append(Cell(text_of(element), row, col, high, wide, is_header))
            col += wide
    return None if _lays_out(table, cells) else Block("table", "", cells=tuple(cells))


def caption_of(table: html.HtmlElement) -> Iterator[Block]:
    """What a page's table is called by itself."""
    caption = table.find("caption")
    if caption is not None and not is_hidden(caption) and (text := text_of(caption)):
        yield Block("caption", text)


def _lays_out(table: html.HtmlElement, cells: list[Cell]) -> bool:
    """Whether a table of those cells only frames the page: one column, one row of prose, or an agenda's items."""
    filled = [cell for cell in cells if cell.text]
    if not any(cell.col for cell in filled):
        return True
    narrow = [cell for cell in filled if cell.col == 0 and cell.col_span == 1]
    wide = [cell for cell in filled if cell.col > 0]
    agenda = all(ITEM_NUMBER.fullmatch(cell.text) for cell in narrow) and {cell.col for cell in wide} == {1}
    has_blocks = table.find(".//td//p") is not None or table.find(".//td//ul") is not None
    has_figures = any(BARE_FIGURE.fullmatch(cell.text) for cell in wide)
    return not has_figures and ((agenda and has_blocks) or len({cell.row for cell in filled}) < 2)


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 100) if text and text.strip().isdigit() else 1


def _width(line: html.HtmlElement) -> int:
    return sum(_span(cell.get("colspan")) for cell in line if cell.tag in ("td", "th"))
