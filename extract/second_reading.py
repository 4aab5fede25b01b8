"""The tables of a page read again by pdfplumber and camelot, which share no code with PDFium nor with our grids.

Ruled tables by pdfplumber; those without rules, and ruled ones whose rows only white space parts, by camelot's
hybrid, without drawing the page. A second reader is asked where a cell's numbers stand and what it reads there; it
finds no figures of its own.

What stands under a black box or was painted over is in the file, and these readers see it. So nothing of theirs is
kept but what the visible words of the place could spell (docs/decisions/0009).
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.doubtful import is_unmapped
from records.page import Box, Page, Word
from records.table import Cell, SecondReading, Table

FRAME_PT = 1.0
"""Pages whose sizes differ by more are not laid out from the same corner: no place of theirs is a place of ours."""
AROUND_PT = 2.0
"""Words this near to a cell of a second reader may be in it."""
X_TOLERANCE_PT = 1.5
"""Letters of one word stand nearer to each other than this, as in the tests of the first reading."""
LONGEST_TEXT = 80
"""Longer cells are prose, whose figures are read by sentence."""
_NUMERAL = re.compile(r"[-+]?\d(?:[\d,]*\d)?(?:\.\d+)?\s?%?")
_DASHES = str.maketrans("−–—", "---")


class NotReadAgainError(Exception):
    """A page that a second reader could not read; the message says why, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a second reader."""

    table: int
    row: int
    box: Box
    text: str


def read_again(path: Path, page: Page, tables: Sequence[Table], password: str | None = None) -> tuple[Table, ...]:
    """The page's tables, their cells marked with what a second reader says of their numbers.

    Raises NotReadAgainError where no reader could be asked: the page turned or cropped, or both readers failed.
    """
    marked = list(tables)
    ruled = [n for n, table in enumerate(marked) if table.method == "ruled"]
    failures = []
    if ruled:
        try:
            places = by_pdfplumber(path, page, password)
            for n in ruled:
                marked[n] = held_together(marked[n], page, places, "pdfplumber")
        except Exception as error:  # whatever it is, it costs this reading and no more
            failures.append(f"pdfplumber: {reason(error)}")
    left = [n for n, table in enumerate(marked) if table.method != "ruled" or not is_mostly_read(table)]
    if left:
        try:
            places = by_camelot(path, page, password)
            for n in left:
                marked[n] = held_together(marked[n], page, places, "camelot")
        except Exception as error:
            failures.append(f"camelot: {reason(error)}")
    if failures and all(cell.second is None for table in marked for cell in table.cells):
        raise NotReadAgainError("; ".join(failures))
    return tuple(marked)


def reason(error: Exception) -> str:
    """Why a reader failed, in a few words."""
    return str(error) if isinstance(error, NotReadAgainError) else type(error).__name__


def by_pdfplumber(path: Path, page: Page, password: str | None) -> list[Place]:
    """The cells of the ruled tables that pdfplumber finds on the page, with their words."""
    import pdfplumber  # noqa: PLC0415  loaded only where a second reading is wanted

    with pdfplumber.open(path, pages=[page.number], password=password) as pdf:
        sheet = pdf.pages[0]
        same_frame(page, sheet.width, sheet.height)
        if tuple(sheet.cropbox) != tuple(sheet.mediabox):
            raise NotReadAgainError("the page is cropped")
        return [
            Place(number, row, Box(*box), one_line(text))
            for number, table in enumerate(sheet.find_tables())
            for row, (line, texts) in enumerate(zip(table.rows, table.extract(x_tolerance=X_TOLERANCE_PT)))
            for box, text in zip(line.cells, texts)
            if box
        ]


def by_camelot(path: Path, page: Page, password: str | None) -> list[Place]:
    """The cells of the tables that camelot's hybrid of lines and aligned text finds on the page."""
    import camelot  # noqa: PLC0415  loaded only where a second reading is wanted

    if page.rotation:
        raise NotReadAgainError("the page is turned")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tables = camelot.read_pdf(
            str(path), pages=str(page.number), password=password, flavor="hybrid", engine="vector", suppress_stdout=True
        )
    places = []
    for number, table in enumerate(tables):
        width, height = table.pdf_size
        same_frame(page, width, height)
        for row, line in enumerate(table.cells):
            for cell in line:
                box = Box(cell.x1, height - cell.y2, cell.x2, height - cell.y1)
                places.append(Place(number, row, box, one_line(cell.text)))
    return places


def same_frame(page: Page, width: float, height: float) -> None:
    """Raises NotReadAgainError where a reader sees a page of another size than ours."""
    if abs(page.width - width) > FRAME_PT or abs(page.height - height) > FRAME_PT:
        raise NotReadAgainError("it sees a page of another size")


def one_line(text: str | None) -> str:
    """Words joined by single spaces."""
    return " ".join((text or "").split())


def numbers_in(text: str) -> tuple[str, ...]:
    """The numerals of a text, in order: without commas, with their sign and per cent."""
    found = _NUMERAL.findall(text.translate(_DASHES))
    return tuple(re.sub(r"[,\s]", "", numeral) for numeral in found)


def held_together(table: Table, page: Page, places: Sequence[Place], reader: str) -> Table:
    """The table with the cells marked of which `places` say something; those that are marked already stay as they are.

    Row by row: the cells of a row must stand in one row there, too. A place that covers several rows, or has no
    numbers, says nothing. Where the numbers of the whole row are the same, all its cells agree, however they are
    parted; else a place is held against all the numbers of the cells that it covers.
    """
    asked = [cell for cell in table.cells if is_asked(cell, table, page)]
    middle = {cell: Box.around(word.box for word in cell.words).centre for cell in asked}
    found = {cell: place for cell in asked if (place := smallest(places, *middle[cell])) is not None}
    covered = {place: [cell for cell in asked if place.box.holds(*middle[cell])] for place in set(found.values())}
    rows: dict[int, dict[Place, list[Cell]]] = {}
    usual = {row: common_row(found, row) for row in {cell.row for cell in found}}
    for place, cells in covered.items():
        row = cells[0].row
        if all(cell.row == row for cell in cells) and (place.table, place.row) == usual[row]:
            rows.setdefault(row, {})[place] = cells
    marks: dict[Cell, SecondReading] = {}
    for groups in rows.values():
        together = verdict_on([cell for cells in groups.values() for cell in cells], groups, page.words)
        for place, cells in groups.items():
            verdict = together if together == "agrees" else verdict_on(cells, [place], page.words)
            if verdict:
                marks |= dict.fromkeys(cells, SecondReading(reader, verdict, place.text))
    return replace(table, cells=tuple(replace(cell, second=cell.second or marks.get(cell)) for cell in table.cells))


def verdict_on(cells: Iterable[Cell], places: Iterable[Place], words: Sequence[Word]) -> str | None:
    """`agrees` or `differs`: the numbers of some cells of a row, held against those of the places that cover them.

    None where the places have no numbers, and where the visible words do not spell them: they may be what was hidden,
    and are looked at no further.
    """
    ours = numbers_in(" ".join(cell.text for cell in sorted(cells, key=lambda cell: cell.col)))
    there = sorted(places, key=lambda place: place.box.x0)
    theirs = numbers_in(" ".join(place.text for place in there))
    if ours == theirs:
        return "agrees"
    if not theirs or not all(is_spelt_by(place.text, words_near(place.box, words)) for place in there):
        return None
    return "differs"


def is_asked(cell: Cell, table: Table, page: Page) -> bool:
    """True for a level cell of the body with numbers, on this page, over which nothing was redacted."""
    return (
        cell.row >= table.header_rows
        and cell.page == page.number
        and cell.second is None
        and cell.upright
        and not cell.redacted
        and bool(cell.words)
        and len(cell.text) <= LONGEST_TEXT
        and bool(numbers_in(cell.text))
        and not any(redaction.box.overlaps(cell.box) for redaction in page.redactions)
    )


def smallest(places: Iterable[Place], x: float, y: float) -> Place | None:
    """The smallest place that holds a point."""
    holding = [place for place in places if place.box.holds(x, y)]
    return min(holding, key=lambda place: place.box.width * place.box.height, default=None)


def common_row(found: dict[Cell, Place], row: int) -> tuple[int, int]:
    """The row of a second reader, by table and number, in which most cells of our row stand."""
    met = Counter((place.table, place.row) for cell, place in found.items() if cell.row == row)
    return met.most_common(1)[0][0]


def words_near(box: Box, words: Iterable[Word]) -> list[Word]:
    """The visible words that stand in a box, or almost."""
    wide = Box(box.x0 - AROUND_PT, box.top - AROUND_PT, box.x1 + AROUND_PT, box.bottom + AROUND_PT)
    return [word for word in words if word.box.overlaps(wide)]


def is_spelt_by(text: str, words: Sequence[Word]) -> bool:
    """True where the visible words have every character of a text; a glyph that says nothing may be any character."""
    there = Counter(character for word in words for character in word.text.translate(_DASHES))
    missing = Counter(text.translate(_DASHES).replace(" ", "")) - there
    jokers = sum(len(word.text) for word in words if is_unmapped(word))
    return missing.total() <= jokers


def is_mostly_read(table: Table) -> bool:
    """True where a second reader said something of most of the cells with numbers."""
    cells = [
        c for c in table.cells if c.row >= table.header_rows and numbers_in(c.text) and len(c.text) <= LONGEST_TEXT
    ]
    return 2 * sum(cell.second is not None for cell in cells) >= len(cells)
