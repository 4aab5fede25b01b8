"""What stands on a page: tables of cells, tiles, and passages of prose with their sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from records.page import Box, Word


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What an independent reader says of the numbers of a cell."""

    reader: str
    """`pdfplumber` or `camelot`."""
    verdict: str
    """`agrees` or `differs`."""
    text: str
    """What it read in the cell's place; words joined by single spaces."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell stands once, at its top left place."""

    row: int
    col: int
    text: str
    """As published: words joined by single spaces, lines too. Empty where nothing stands in it."""
    page: int
    box: Box
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False
    fill: str | None = None
    """Topmost colour over the cell's centre, `#rrggbb`; None where unpainted or white."""
    upright: bool = True
    """False where the text is turned by 90 or 270 degrees."""
    redacted: bool = False
    """True where an opaque area or a run of X hides (part of) the text."""
    words: tuple[Word, ...] = ()
    """The words that make up `text`, in reading order."""
    indent: int = 0
    """How deep a label is set in below those of its column that stand further left, in steps."""
    second: SecondReading | None = None
    """None where no second reader was asked, or where it says nothing of this place."""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. Rows and columns count from 0, the header rows first."""

    page: int
    """The first page it stands on."""
    box: Box
    """On its first page."""
    cells: tuple[Cell, ...]
    rows: int
    cols: int
    header_rows: int
    heading: str | None = None
    """The section or title it stands under; None where there is none."""
    method: str = "ruled"
    """`ruled` or `borderless`."""
    last_page: int | None = None
    """None where it ends on the page it began."""
    number: int = 0
    """Its place in the document, from 0; set when the document's tables are put together."""

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a place, spans counted in; None outside the grid."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.row_span and cell.col <= col < cell.col + cell.col_span:
                return cell
        return None

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells; each place that a merged cell covers holds that cell."""
        grid: list[list[Cell | None]] = [[None] * self.cols for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for col in range(cell.col, min(cell.col + cell.col_span, self.cols)):
                    grid[row][col] = cell
        return grid

    def numbered(self, number: int) -> Table:
        return replace(self, number=number)


@dataclass(frozen=True, slots=True)
class Tile:
    """A dashboard's box: one big figure and the words about it."""

    page: int
    box: Box
    figure: str
    caption: str
    lines: tuple[str, ...] = ()
    """Smaller lines: a target, a comparison, a period."""
    figure_box: Box | None = None


class PassageKind(StrEnum):
    """What a passage of prose is."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    DEFINITION = "definition"
    COMMENTARY = "commentary"
    QUESTION = "question"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """Where a word of a passage stands: offsets in the passage's text, and its box on the page."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item or cell of prose, under its heading."""

    page: int
    number: int
    """Its place on the page, from 0."""
    heading: str | None
    """Levels joined by ' | ', outermost first; None where there is none."""
    kind: PassageKind
    text: str
    box: Box
    spans: tuple[Span, ...] = ()
    """One for each word of `text`, in order."""
    table: int | None = None
    """Number of the table it stands in, with `row` and `col`; None for prose outside tables."""
    row: int | None = None
    col: int | None = None
    redacted: tuple[tuple[int, int], ...] = ()
    """Offsets in `text` of the marks '█' that stand where something was made unreadable."""

    def boxes(self, start: int, end: int) -> list[Box]:
        """Boxes of the words that offsets `start` to `end` touch."""
        return [span.box for span in self.spans if span.start < end and span.end > start]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, numbered over the whole document from 0."""

    number: int
    passage: Passage
    start: int
    """Offset in the passage's text."""
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def boxes(self, start: int, end: int) -> list[Box]:
        """Boxes of the words that the sentence's own offsets `start` to `end` touch."""
        return self.passage.boxes(self.start + start, self.start + end)
