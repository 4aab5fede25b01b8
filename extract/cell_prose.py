"""Prose inside the cells of a table -> Passages: a commentary column, a definition, a box of significant changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.lines import Line, blocks_of, lines_of
from extract.paragraph_text import REDACTED, make_passage
from extract.section_headings import FINITE, LONGEST_HEADING_WORDS, Heading, Headings, bare
from records.page import Page, Word
from records.table import Cell, Passage, PassageKind, Table

DEFINES = re.compile(
    r"\bdefin|\bdescription\b|\brationale\b|\boutcome\b|what (it|this) (is|means|measures)|why .* matters", re.I
)

COMMENTS = re.compile(
    r"comment|narrative|analysis|explanation|significant changes|concerns|exception|summary of performance|context"
    r"|actions?\b|mitigation|what is the data telling|so what|remarks|insight",
    re.I,
)


def is_prose(text: str, *, is_commentary: bool = False) -> bool:
    """Whether a cell's text is to be read as sentences: not a label, however long, and not figures.

    In a column that is headed as commentary a few words are enough.
    """
    words = re.findall(r"[A-Za-z’']{2,}", text)
    if not words or len(words) < 0.4 * len(text.split()):
        return False
    if is_commentary:
        return len(words) >= 3
    if re.match(r"^(%|no\b\.?|number|percentage|proportion|rate|average|total|of which)", text, re.I):
        return len(re.findall(r"[.!?](\s|$)", text)) >= 1 and len(words) >= 8 and bool(FINITE.search(text))
    sentences = len(re.findall(r"[a-z0-9)’'\"%][.!?](?=\s+[A-Z0-9(•]|[)\"’']*$)", text))
    if sentences >= 2 or REDACTED in text and len(words) >= 6:
        return len(words) >= 6
    return len(words) >= 6 and bool(FINITE.search(text)) and (sentences == 1 or len(words) >= 18)


def passages_of_table(page: Page, table: Table, number: int, headings: Headings, known: set[str]) -> Iterator[Passage]:
    """Passages of the cells that hold prose, row by row."""
    band = ""
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if cell.page != page.number or not cell.text.strip():
            continue
        heads = " ".join(c.text for c in _above(table, cell))
        label = _label(table, cell)
        named = f"{heads} {label}"
        is_commentary = not cell.is_header and bool(COMMENTS.search(named) or DEFINES.search(named))
        if not cell.upright or not is_prose(cell.text, is_commentary=is_commentary and not _is_label_cell(table, cell)):
            if cell.col_span >= max(2, 0.8 * table.cols) and len(cell.text.split()) <= LONGEST_HEADING_WORDS:
                band = bare(cell.text)
                if cell.row == 0 and _holds_prose(table):
                    headings.push(Heading(band, (100, 2, 1)))
                    band = ""
            continue
        if cell.is_header and not re.search(r"[.!?]\s+[A-Z]", cell.text):
            continue
        kind = (
            PassageKind.DEFINITION if DEFINES.search(named) and not COMMENTS.search(label) else PassageKind.COMMENTARY
        )
        heading = headings.joined(band, label)
        for lines in _paragraphs(cell):
            yield replace(
                make_passage(page.number, lines, heading, kind, known), table=number, row=cell.row, col=cell.col
            )


def _holds_prose(table: Table) -> bool:
    return any(is_prose(cell.text) for cell in table.cells if cell.row > 0)


def _is_label_cell(table: Table, cell: Cell) -> bool:
    """Whether the cell is the first text of its row, hence what the row is called."""
    return not any(c.row <= cell.row < c.row + c.row_span and c.col < cell.col and c.text for c in table.cells)


def _above(table: Table, cell: Cell) -> list[Cell]:
    """The column's heading cells, from the top."""
    return [
        c
        for c in sorted(table.cells, key=lambda c: c.row)
        if c.row < table.header_rows and c.row < cell.row and c.col <= cell.col < c.col + c.col_span and c.text
    ]


def _label(table: Table, cell: Cell) -> str:
    """What the row is called: its longest level text left of the cell, figures and codes aside."""
    texts = [
        c.text
        for c in table.cells
        if c.row <= cell.row < c.row + c.row_span and c.col < cell.col and len(re.findall(r"[A-Za-z]{2,}", c.text)) >= 1
        and len(c.text.split()) <= 40 and c.upright
    ]  # fmt: skip
    labels = [text for text in texts if not is_prose(text)]
    return bare(max(labels, key=len, default=""))


def _paragraphs(cell: Cell) -> list[Sequence[Line]]:
    """A cell's words as paragraphs and list items; a cell without words keeps its text as one line in its box."""
    words = list(cell.words) or [
        Word(text, cell.box, cell.box.bottom, cell.box.height, order=place)
        for place, text in enumerate(cell.text.split())
    ]
    if not cell.words:
        return [[Line(tuple(words), cell.box, cell.box.bottom, cell.box.height, False, False, False)]]
    return [block.lines for block in blocks_of(lines_of(words))]
