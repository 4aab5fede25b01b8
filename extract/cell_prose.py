"""Prose inside the cells of a table -> Passages: a commentary column, a definition, a box of significant changes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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

PART_OF_A_CARD = re.compile(
    r"(?:current |latest )?(?:performance|position)|(?:reasons?|why)(?: .*)?\??"
    r"|(?:planned |further |next |key )?actions?(?: .*)?|next steps?|mitigations?|risks?|issues?|impact|progress|update"
    r"|comment(?:s|ary)?|narrative|context|analysis|explanation|headlines?|so what\??|what .*\?|how .*\?",
    re.I,
)
"""What the rows of an exception report's card are called: its measure stands above them, as the card's title."""

SHORT_FORMS = re.compile(r"\b(no|nos|av|ave|avg|approx|incl?|excl?|e\.g|i\.e|vs|ytd|pop|perf|qtr)\.", re.I)


def is_prose(text: str, *, is_commentary: bool = False) -> bool:
    """Whether a cell's text is to be read as sentences: not a label, however long, and not figures.

    In a column that is headed as commentary a few words are enough.
    """
    words = re.findall(r"[A-Za-z’']{2,}", text)
    if not words or len(words) < 0.4 * len(text.split()):
        return False
    if is_commentary:
        # 'Up 21 on Q1.' is a whole comment.
        return len(words) >= (2 if re.search(r"\d", text) else 3)
    text = SHORT_FORMS.sub(" ", text)
    if re.match(r"^(%|no\b\.?|number|percentage|proportion|rate|average|total|of which)", text, re.I):
        return len(re.findall(r"[.!?](\s|$)", text)) >= 1 and len(words) >= 8 and bool(FINITE.search(text))
    sentences = len(re.findall(r"[a-z0-9)’'\"%][.!?](?=\s+[A-Z0-9(•]|[)\"’']*$)", text))
    if (sentences >= 2 or REDACTED in text) and len(words) >= 6 and FINITE.search(text):
        return True
    return len(words) >= 6 and bool(FINITE.search(text)) and (sentences == 1 or len(words) >= 18)


def passages_of_table(page: Page, table: Table, number: int, headings: Headings, known: set[str]) -> Iterator[Passage]:
    """Passages of the cells that hold prose, row by row; `number` is the table's place among the page's own.

    The heading is the section's, then a band within the table, then what the row is called ('CONTACTS | DEFINITION').
    A band over a box of prose names the section for the rest of the page too.
    """
    band = ""
    rows = _rows(table)
    heads = _heads(table)
    cards = _cards(rows)
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        words = cell.text.count(" ") + 1
        is_wide = cell.col_span >= max(2, 0.8 * table.cols)
        if cell.page != page.number or not cell.text or not cell.upright or (words < 3 and not is_wide):
            continue
        before = [c for c in rows[cell.row] if c.col < cell.col]
        above = heads[cell.col] if cell.row >= table.header_rows else ""
        label = _label(before)
        kind = _named_kind(above, label if len(rows[cell.row]) <= 3 else "")
        if cell.row in cards:
            label, kind = cards[cell.row], kind or PassageKind.COMMENTARY
        if not is_prose(cell.text, is_commentary=bool(before) and kind is not None and not cell.is_header):
            if is_wide and words <= LONGEST_HEADING_WORDS:
                band = bare(cell.text)
                if cell.row == 0 and any(is_prose(c.text) for c in table.cells if c.row > 0):
                    headings.push(Heading(band, (100, 2, 1)))
                    band = ""
            continue
        if cell.is_header and not re.search(r"[.!?]\s+[A-Z]", cell.text):
            continue
        heading = headings.joined(band, label)
        for lines in _paragraphs(cell):
            passage = make_passage(page.number, lines, heading, kind or PassageKind.COMMENTARY, known)
            yield replace(passage, table=number, row=cell.row, col=cell.col)


def _rows(table: Table) -> dict[int, list[Cell]]:
    """Cells with words by the rows that they cover, left to right."""
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in sorted(table.cells, key=lambda cell: cell.col):
        if cell.text:
            for row in range(cell.row, cell.row + cell.row_span):
                rows[row].append(cell)
    return rows


def _heads(table: Table) -> dict[int, str]:
    """The words over each column, from the top."""
    heads: dict[int, str] = defaultdict(str)
    for cell in table.cells:
        if cell.row < table.header_rows:
            for col in range(cell.col, cell.col + cell.col_span):
                heads[col] += f" {cell.text}"
    return heads


def _cards(rows: Mapping[int, Sequence[Cell]]) -> dict[int, str]:
    """The title of the card that each row is a part of, where the table is one: 'RED | Re-referrals in 12 months' over
    rows 'Performance | ...', 'Why? | ...', 'What are we doing? | ...'."""
    parts = {row: cells[0].text for row, cells in rows.items() if len(cells) == 2 and _is_part(cells[0])}
    if len(set(parts.values())) < 2:
        return {}
    title, titles = "", {}
    for row in sorted(rows):
        if row in parts:
            titles[row] = title
        elif rows[row][-1].row == row:
            title = _label(rows[row])
    return {row: title for row, title in titles.items() if title}


def _is_part(cell: Cell) -> bool:
    return bool(PART_OF_A_CARD.fullmatch(cell.text.replace("\n", " ").strip(" :")))


def _named_kind(above: str, label: str) -> PassageKind | None:
    """What the column's heading, else the row's name, says of the prose under it; None where they say nothing."""
    for words in (above, label):
        if COMMENTS.search(words):
            return PassageKind.COMMENTARY
        if DEFINES.search(words):
            return PassageKind.DEFINITION
    return None


def _label(before: Sequence[Cell]) -> str:
    """What a row is called: the longest level text left of a cell, figures, codes and prose aside."""
    texts = [c.text for c in before if c.upright and re.search(r"[A-Za-z]{2,}", c.text) and c.text.count(" ") < 40]
    return bare(max((text for text in texts if not is_prose(text)), key=len, default=""))


def _paragraphs(cell: Cell) -> list[Sequence[Line]]:
    """A cell's words as paragraphs and list items; a cell without words keeps its text as one line in its box."""
    words = list(cell.words) or [
        Word(text, cell.box, cell.box.bottom, cell.box.height, order=place)
        for place, text in enumerate(cell.text.split())
    ]
    if not cell.words:
        return [[Line(tuple(words), cell.box, cell.box.bottom, cell.box.height, False, False, False)]]
    return [block.lines for block in blocks_of(lines_of(words))]
