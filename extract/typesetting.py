"""A text without pages, set in type: sheets that all later rooms read like paper.

Numbers of sheets and boxes are ours, not the publisher's: the store leaves them out (`DocumentFacts.typeset`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract.header_rows import header_rows
from extract.headings import headings_of
from extract.lines import BULLET, NUMBERING
from extract.passages import passages_of
from extract.text_file import PLAIN_TEXT, WEB_PAGE, blocks_of
from extract.written import Block, NotTextError
from extract.written import Cell as Written
from records.page import Box, DocumentFacts, Page, Word
from records.reading import PageContent
from records.table import Cell, Table

SUFFIXES = WEB_PAGE | PLAIN_TEXT
WIDTH, HEIGHT = 595.0, 842.0
"""A4, in points."""
LEFT, RIGHT, TOP, BOTTOM = 60.0, 535.0, 90.0, 752.0
"""Where text stands; what is nearer to the edge would count as a running header or footer."""
BODY, LEADING, APART = 10.0, 12.5, 24.0
"""Size of the letters, from line to line, and between blocks: so much that no two can be taken for one paragraph."""
LONGEST_WHOLE = 500.0
"""Height up to which a paragraph stands on one sheet; a longer one goes on where a sheet ends."""
ROOM_FOR_TABLE = 10 * LEADING
"""A table begins on a new sheet where less is left; its sheet is as long as it needs."""
NAMES_WHAT_FOLLOWS = frozenset({"heading", "caption"})
LETTER = 0.5
"""Width of a letter, as a share of its size."""
HEADINGS = {1: 18.0, 2: 14.0, 3: 12.5, 4: 11.5, 5: 11.5, 6: 11.5}
"""Size of a heading by its level."""


def has_no_pages(path: Path) -> bool:
    """True for a web page or a plain text by its name, unless a PDF hides behind it."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            return b"%PDF-" not in file.read(1024)
    except OSError:
        return True


def read_text(path: Path) -> tuple[DocumentFacts, tuple[PageContent, ...]]:
    """A `.html`, `.htm` or `.txt` file's facts and the content of its sheets.

    Never raises for what the file is: one that cannot be read gives facts with `error` and no sheets.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return DocumentFacts(path.name, "", 0, 0, None, f"there is no such file as {path}; check the spelling."), ()
    except OSError as fault:
        error = f"{path.name} could not be opened ({fault.strerror}). Check the path and that you may read it."
        return DocumentFacts(path.name, "", 0, 0, None, error), ()
    facts = DocumentFacts(path.name, hashlib.sha256(data).hexdigest(), len(data), 0, None, typeset=True)
    try:
        blocks = blocks_of(data, path.suffix.lower())
    except NotTextError as fault:
        return replace(facts, error=f"{path.name} could not be read: {fault}."), ()
    if not data:
        return replace(facts, error=f"{path.name} is empty (0 bytes); download it again."), ()
    if not any(block.text or block.cells for block in blocks):
        return replace(facts, error=f"{path.name} holds no text. Compare it with the published paper."), ()
    return facts, tuple(contents_of(blocks))


def contents_of(blocks: Sequence[Block]) -> list[PageContent]:
    """Blocks as sheets with words, tables and passages, the sheets numbered from 1."""
    setter = _Setter()
    for place, block in enumerate(blocks):
        if block.kind in NAMES_WHAT_FOLLOWS and (place == 0 or blocks[place - 1].kind not in NAMES_WHAT_FOLLOWS):
            setter.make_room(_height_with_what_follows(blocks, place))
        setter.set(block)
    contents = []
    for number, sheet in enumerate(setter.sheets, 1):
        method = "none" if sheet.unread else "text"
        page = Page(number, WIDTH, HEIGHT, 0, tuple(sheet.words), method=method, problem=sheet.unread)
        headings = headings_of(page, sheet.tables)
        tables = tuple(replace(table, heading=heading) for table, heading in zip(sheet.tables, headings))
        contents.append(PageContent(page, tables, (), tuple(passages_of(page, tables))))
    return contents


def _height_with_what_follows(blocks: Sequence[Block], place: int) -> float:
    """Room for the headings from `place` on and the block under them: a heading at a sheet's end would be lost."""
    height = 0.0
    for block in blocks[place:]:
        if block.cells:
            return height + ROOM_FOR_TABLE
        size = HEADINGS[block.level] if block.kind == "heading" else BODY
        own = APART + len(_lines(block.text.split(), size, RIGHT - LEFT)) * LEADING * size / BODY
        if block.kind not in NAMES_WHAT_FOLLOWS:
            return height + (own if own <= LONGEST_WHOLE else 10 * LEADING)
        height = min(height + own, BOTTOM - TOP)
    return height


@dataclass
class _Sheet:
    """A sheet in the making."""

    words: list[Word] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    unread: str | None = None
    """Stands for a table that was not read, and says why."""


class _Setter:
    """Sets block under block, and begins a new sheet where one is full."""

    def __init__(self) -> None:
        self.sheets = [_Sheet()]
        self._y = TOP

    def set(self, block: Block) -> None:
        if self.sheets[-1].unread or (block.kind == "unread" and self.sheets[-1].words):
            self.sheets.append(_Sheet())
            self._y = TOP
        if block.kind == "unread":
            # A sheet of its own, without a word: the file is partly read as long as another sheet has some.
            self.sheets[-1].unread = block.text
            return
        if block.cells:
            self._set_table(block.cells)
            return
        size = HEADINGS[block.level] if block.kind == "heading" else BODY
        text = block.text
        if block.kind == "item" and not _is_marked(text):
            text = f"• {text}"
        self._y += APART
        lines = _lines(text.split(), size, RIGHT - LEFT)
        leading = LEADING * size / BODY
        if len(lines) * leading <= LONGEST_WHOLE:
            # A paragraph that a sheet's end cuts is two passages, and its sentence two halves.
            self.make_room(len(lines) * leading)
        for line in lines:
            self.make_room(leading)
            self._y += leading
            self._words(line, LEFT, size, bold=block.kind in ("heading", "caption"))

    def make_room(self, height: float) -> None:
        """Begins a new sheet where less than `height` is left of this one, in points."""
        if self._y + height > BOTTOM:
            self.sheets.append(_Sheet())
            self._y = TOP

    def _words(self, words: Sequence[str], left: float, size: float, *, bold: bool = False) -> list[Word]:
        """Words on one baseline, at the present height."""
        sheet, found = self.sheets[-1], list[Word]()
        for text in words:
            width = LETTER * size * len(text)
            box = Box(left, self._y - 0.8 * size, left + width, self._y + 0.2 * size)
            found.append(Word(text, box, self._y, size, order=len(sheet.words) + len(found), bold=bold))
            left += width + LETTER * size
        sheet.words += found
        return found

    def _set_table(self, cells: Sequence[Written]) -> None:
        """A table's cells in columns of one width; the sheet is as long as the table needs."""
        self.make_room(ROOM_FOR_TABLE)
        cols = max(cell.col + cell.col_span for cell in cells)
        rows = max(cell.row + cell.row_span for cell in cells)
        width = (RIGHT - LEFT) / cols
        number, edges, made = len(self.sheets), [self._y + APART], list[tuple[Written, tuple[Word, ...]]]()
        in_row: dict[int, list[Written]] = defaultdict(list)
        for cell in cells:
            in_row[cell.row].append(cell)
        for row in range(rows):
            top, bottom = edges[-1], edges[-1] + LEADING
            for cell in in_row[row]:
                left = LEFT + width * cell.col
                found: list[Word] = []
                for place, line in enumerate(_lines(cell.text.split(), BODY, width * cell.col_span - 2)):
                    self._y = top + LEADING * (place + 0.8)
                    found += self._words(line, left + 1, BODY)
                    bottom = max(bottom, top + LEADING * (place + 1))
                made.append((cell, tuple(found)))
            edges.append(bottom)
        self._y = edges[-1]
        done = tuple(
            Cell(
                cell.row,
                cell.col,
                cell.text,
                number,
                Box(
                    LEFT + width * cell.col,
                    edges[cell.row],
                    LEFT + width * (cell.col + cell.col_span),
                    edges[cell.row + cell.row_span],
                ),
                cell.row_span,
                cell.col_span,
                cell.is_header,
                words=words,
            )
            for cell, words in made
        )
        table = Table(number, Box.around(cell.box for cell in done), done, rows, cols, 0, method="markup")
        self.sheets[-1].tables.append(_with_headers(table))


def _is_marked(text: str) -> bool:
    first = text.partition(" ")[0]
    return bool(BULLET.match(first) or NUMBERING.match(first)) or not text[:1].isalnum()


def _with_headers(table: Table) -> Table:
    """The heading rows that the page marks as such, else those that their words show."""
    marked = [cell.row for cell in table.cells if cell.is_header]
    count = max(marked) + 1 if marked else header_rows(table)
    cells = tuple(replace(cell, is_header=cell.row < count) for cell in table.cells)
    return replace(table, cells=cells, header_rows=count)


def _lines(words: Sequence[str], size: float, width: float) -> list[list[str]]:
    """Words as lines of at most that width; none is broken, and no line ends with a hyphen that would be taken off."""
    lines: list[list[str]] = []
    room = 0.0
    for word in words:
        need = LETTER * size * (len(word) + 1)
        if lines and (need <= room or lines[-1][-1].endswith(("-", "\u00ad"))):
            lines[-1].append(word)
        else:
            lines.append([word])
            room = width
        room -= need
    return lines
