"""Table -> what its columns and rows say: which columns hold figures, which name the rows, and what measure each is of.

Three layouts: measures down and times across; times down and measures across; times (or places) both ways under a title
that names the measure. Decided for a whole table, by its headings alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from normalise.figures import read_figures
from normalise.headers import Heading, HeadingReader, is_reference
from records.observation import Role
from records.period import Month, Period
from records.table import Cell, Table

LONGEST_LABEL = 60
"""Words; what is longer is prose."""
MOST_HEADING_ROWS = 8


class Layout(Enum):
    """Where a table's measures are named."""

    ROWS = "measures down, times across"
    COLUMNS = "times down, measures across"
    TITLE = "one measure, named by the title"


@dataclass(frozen=True, slots=True)
class Places:
    """How the authority and others are called, in lower case, for tables that set councils side by side."""

    own: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def owner(self, text: str) -> str | None:
        """`own`, `other`, or None where the words name no authority."""
        words = " ".join(text.lower().replace("&", "and").split())
        for ending in (" council", " mbc", " borough", " city", " county", " metropolitan borough", " borough council"):
            words = words.removesuffix(ending)
        return "own" if words in self.own else "other" if words in self.others else None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and what stands over it."""

    place: int
    heading: Heading
    own: Heading
    """What the innermost level says by itself."""
    levels: tuple[Cell, ...]
    """Heading cells, outermost first."""
    figures: int
    """How many cells below hold figures."""
    texts: int
    """How many hold other words."""
    owner: str | None = None
    """`own` or `other` where it is headed by an authority's name."""

    @property
    def holds_figures(self) -> bool:
        """True where the heading lets figures stand under it, or names no kind of column and figures do stand there."""
        if self.owner == "other" or self.figures == 0:
            return False
        if self.heading.column == "reference":
            return self.heading.says_figures and (self.heading.has_time or self.heading.role is not None)
        if self.heading.column not in {None, "numerator"} or (self.place == 0 and not self.heading.says_figures):
            return False
        return self.heading.says_figures or self.figures >= self.texts

    label: str = ""
    """The words over it, levels joined by ' | ', without numbers of measures and levels that only say when or whose."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the body and what stands beside its figures."""

    place: int
    label: str
    """The words that name it; empty where they only say when or whose."""
    label_cell: Cell | None
    heading: Heading
    """What its qualifiers say together: 'YTD | 2020 / 21', 'Target'."""
    groups: tuple[str, ...]
    """What it stands under, outermost first: a section row, a merged cell to the left."""
    support: tuple[Cell, ...]
    unit_words: str = ""
    owner: str | None = None
    part: str | None = None
    """The group that tells it from other rows of the same label; None where its label stands once."""


@dataclass(slots=True)
class Reading:
    """What the headings of a table say."""

    layout: Layout
    columns: list[Column]
    rows: list[Row]
    context: Heading
    """What the title and the page's heading say of time."""
    latest: Period | None = None
    """The latest month that has a figure of its own; None where no months stand in the headings."""
    by_place: dict[int, Column] = field(default_factory=dict)
    reported: Period | None = None
    """The month, quarter or year that the table's 'now' is; None where it is not known."""
    header_rows: int = 0
    grid: Sequence[Sequence[Cell | None]] = ()
    cells: dict[int, list[Cell]] = field(default_factory=dict)
    """The cells that begin in a row, from the left."""


def read_layout(
    table: Table, reader: HeadingReader, *, reported: Period | None, page_heading: str | None, places: Places
) -> Reading:
    """Reads a table's headings. `reported` dates 'YTD' and months without a year; None where it is not known."""
    grid = table.grid()
    if table.header_rows == 0:
        table = replace(table, header_rows=_heading_rows(grid, reader, reported))
    context = reader.read_levels(filter(None, (page_heading, table.heading)), reported=reported)
    title = context.timing.period
    within = title if title and title.months == 12 and title.start.month == 4 else None
    columns = _side_by_side(_counted(_columns(table, grid, reader, reported, places, within)))
    stubs = _stubs(columns)
    rows = _rows(table, grid, reader, columns, stubs, reported, places)
    reading = Reading(_layout(columns, rows), columns, rows, context, reported=reported)
    reading.by_place = {column.place: column for column in columns}
    reading.header_rows, reading.grid = table.header_rows, grid
    for cell in sorted(table.cells, key=lambda cell: cell.col):
        reading.cells.setdefault(cell.row, []).append(cell)
    reading.latest = _latest(reading, grid)
    return reading


def _heading_rows(grid: Sequence[Sequence[Cell | None]], reader: HeadingReader, reported: Period | None) -> int:
    """How many rows stand over the first row that is named by a time or role, where no heading rows were found."""
    for place, row in enumerate(grid[:MOST_HEADING_ROWS]):
        cells = _distinct(row)
        if any(reader.read(cell.text, reported=reported).is_qualifier for cell in cells[:2] if cell.col < 2):
            return place
        if any(read_figures(cell.text) and not is_reference(cell.text) for cell in cells):
            return 0
    return 0


def _header_cells(grid: Sequence[Sequence[Cell | None]], rows: Iterable[int], col: int) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for row in rows:
        cell = grid[row][col]
        if cell is not None and cell not in cells:
            cells.append(cell)
    return tuple(cells)


def _columns(
    table: Table,
    grid: Sequence[Sequence[Cell | None]],
    reader: HeadingReader,
    reported: Period | None,
    places: Places,
    within: Period | None,
) -> list[Column]:
    columns = []
    for col in range(table.cols):
        levels = _header_cells(grid, range(min(table.header_rows, table.rows)), col)
        texts = [cell.text for cell in levels if not is_reference(cell.text) or len(levels) == 1]
        heading = reader.read_levels(texts, reported=reported, within=within)
        own = reader.read(texts[-1], reported=reported, within=within) if texts else Heading("")
        figures = words = 0
        for row in range(table.header_rows, table.rows):
            cell = grid[row][col]
            if cell is None or cell.row != row or not cell.text.strip() or cell.col_span > max(2, table.cols // 3):
                continue
            if read_figures(cell.text):
                figures += 1
            elif any(letter.isalpha() for letter in cell.text) and len(cell.text) > 5:
                words += 1
        named = (heading.rest, *reversed(texts)) if heading.role is None else ()
        owner = next(filter(None, map(places.owner, named)), None)
        naming = [
            text.strip() for text in texts if reader.read(text, reported=reported).rest and not is_reference(text)
        ]
        label = " | ".join(dict.fromkeys(naming))
        columns.append(Column(col, heading, own, levels, figures, words, owner, label))
    return columns


def _counted(columns: Sequence[Column]) -> list[Column]:
    """'No.' heads numbers of measures left of their names, and counts right of them."""
    headed = [column.place for column in columns if column.heading.column == "label"]
    worded = [column.place for column in columns if column.texts > column.figures]
    first = min(headed or worded, default=len(columns))
    return [
        replace(column, heading=replace(column.heading, column=None))
        if column.heading.column == "reference" and column.heading.unit and column.place > first and column.figures
        else column
        for column in columns
    ]


def _side_by_side(columns: Sequence[Column]) -> list[Column]:
    """One column headed as another council alone ('Reading') is a word; two, or one beside our own, are councils."""
    if sum(column.owner is not None for column in columns) > 1:
        return list(columns)
    return [replace(column, owner=None) if column.owner == "other" else column for column in columns]


def _stubs(columns: Sequence[Column]) -> list[Column]:
    """The columns whose words name the rows: those headed so, and those of words left of the first figures."""
    first = next(
        (column.place for column in columns if column.holds_figures and column.figures > column.texts), len(columns)
    )
    stubs = []
    for column in columns:
        kind = column.heading.column
        words_first = kind is None and column.place < first and not column.heading.has_time
        if kind in {"label", "group", "period"} or words_first:
            stubs.append(column)
    return stubs


def _rows(
    table: Table,
    grid: Sequence[Sequence[Cell | None]],
    reader: HeadingReader,
    columns: Sequence[Column],
    stubs: Sequence[Column],
    reported: Period | None,
    places: Places,
) -> list[Row]:
    rows: list[Row] = []
    section: Cell | None = None
    before: Row | None = None
    stub_places = {stub.place for stub in stubs}
    for place in range(table.header_rows, table.rows):
        cells = _distinct(grid[place])
        if _is_section(cells, table):
            section = cells[0]
            before = None
            continue
        row = _row(place, grid[place], reader, stubs, reported, places, section)
        unit = next((c for c in columns if c.heading.column == "unit" and c.place not in stub_places), None)
        unit_cell = grid[place][unit.place] if unit else None
        if unit_cell is not None:
            row = replace(row, unit_words=unit_cell.text.strip(), support=(*row.support, unit_cell))
        if (
            not row.label
            and not is_total(row)
            and before is not None
            and (row.heading.role or row.heading.unit)
            and not row.heading.timing.period
        ):
            # 'Target', 'England' under the measure: rows of the measure above them.
            unit_words = row.unit_words or (row.heading.text if row.heading.unit else "")
            row = replace(row, label=before.label, label_cell=before.label_cell, unit_words=unit_words)
        elif row.label:
            before = row
        elif section is not None and row.heading.unit and not row.heading.has_time:
            # 'Number' and 'Rate per 10,000' under a row that names what they count.
            row = replace(row, label=section.text.strip(), label_cell=section, groups=row.groups[:-1])
        rows.append(row)
    return _told_apart(rows)


def is_total(row: Row) -> bool:
    """True for a row that sums up those above it: it is of what they are parts of, not of the last of them."""
    return bool(re.fullmatch(r"(?:grand |overall )?totals?|all|overall", row.heading.text.strip(), re.IGNORECASE))


def _told_apart(rows: Sequence[Row]) -> list[Row]:
    """Rows of one label under several groups ('Caseload' under each team) are parts, each of its group."""
    groups: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for row in rows:
        if row.label:
            groups[row.label].add(row.groups)
    return [
        replace(row, part=row.groups[-1]) if row.label and row.groups and len(groups[row.label]) > 1 else row
        for row in rows
    ]


def _distinct(cells: Sequence[Cell | None]) -> list[Cell]:
    """The cells of a row that have words, each once, from the left."""
    found: list[Cell] = []
    for cell in cells:
        if cell is not None and cell.text.strip() and cell not in found:
            found.append(cell)
    return found


def _is_section(cells: Sequence[Cell], table: Table) -> bool:
    """One short text alone in its row, no figure: a heading over the rows below."""
    words = [cell for cell in cells if cell.row_span == 1]
    if len(words) != 1 or read_figures(words[0].text) or len(words[0].text.split()) > 12:
        return False
    return words[0].col_span > table.cols // 2 or len(cells) == 1


def _row(
    place: int,
    cells: Sequence[Cell | None],
    reader: HeadingReader,
    stubs: Sequence[Column],
    reported: Period | None,
    places: Places,
    section: Cell | None,
) -> Row:
    names: list[tuple[Cell, Column]] = []
    qualifiers: list[str] = []
    support: list[Cell] = []
    owner: str | None = None
    within: Period | None = None
    for stub in stubs:
        cell = cells[stub.place]
        if cell is None or not cell.text.strip() or cell in support or len(cell.text.split()) > LONGEST_LABEL:
            continue
        support.append(cell)
        if is_reference(cell.text) and not _is_year(cell.text):
            continue
        heading = reader.read(cell.text, reported=reported, within=within)
        named, whose = _whose(cell.text, reader)
        if whose:
            qualifiers.append(whose)
            names.append((replace(cell, text=named), stub))
            continue
        if heading.role is None:  # 'England' is a benchmark, not another authority
            owner = owner or places.owner(cell.text) or places.owner(heading.rest)
        if heading.is_qualifier or (not heading.rest and (heading.unit or heading.note or heading.when)):
            qualifiers.append(cell.text)
            if heading.timing.period and heading.timing.period.months == 12:
                within = heading.timing.period
        elif not places.owner(cell.text) and not (heading.has_time and places.owner(heading.rest)):
            names.append((cell, stub))
    headed = [pair for pair in names if pair[1].heading.column == "label"]
    label_cell = (headed or names)[-1][0] if names else None
    groups = [cell.text.strip() for cell, _ in names if cell is not label_cell]
    if section is not None:
        groups.insert(0, section.text.strip())
    heading = reader.read_levels(qualifiers, reported=reported)
    label = label_cell.text.strip() if label_cell else ""
    return Row(place, label, label_cell, heading, tuple(groups), tuple(support), owner=owner)


_GOALS = re.compile(r"(?P<label>.*\w.*?)\s*[(:|–-]\s*(?P<whose>[^()\d|:–]+?)\)?", re.DOTALL)
_OF_OTHERS = frozenset({Role.NATIONAL, Role.STATISTICAL_NEIGHBOUR, Role.BEST_STATISTICAL_NEIGHBOUR})


def _whose(text: str, reader: HeadingReader) -> tuple[str, str]:
    """A label, and what its end says of whose figures they are: 'Plans (target)' -> 'Plans', 'target'; or ''."""
    found = _GOALS.fullmatch(text.strip())
    if not found:
        return text, ""
    heading = reader.read(found["whose"], reported=None)
    plain = not heading.rest and not heading.has_time and not heading.unit
    goal = heading.role is Role.TARGET and re.search(r"target|goal", found["whose"], re.IGNORECASE)
    if not plain or not (goal or heading.role in _OF_OTHERS):
        return text, ""
    return found["label"].strip(), found["whose"].strip()


def _is_year(text: str) -> bool:
    return text.strip().isdigit() and 1990 <= int(text) <= 2049


def _layout(columns: Sequence[Column], rows: Sequence[Row]) -> Layout:
    """By what the rows and the columns are named: measures, or times and roles."""
    qualified = [row for row in rows if row.heading.is_qualifier or row.owner or row.heading.note or row.heading.unit]
    bare = [row for row in qualified if not row.label]
    holding = [column for column in columns if column.holds_figures]
    measures = [column for column in holding if column.heading.rest and not column.owner]
    if len(rows) == 1 and not rows[0].label and any(column.heading.has_time for column in holding):
        # One row of figures under months, nameless or named for the council: the title is its name.
        bare = list(rows)
    if rows and len(bare) >= 0.6 * len(rows):
        return Layout.COLUMNS if measures else Layout.TITLE
    # 'IN MONTH PERFORMANCE | Jan-20': a merged label that says nothing of a measure, beside times.
    timed = [row for row in rows if row.heading.timing.period or row.heading.role]
    if rows and len(timed) >= 0.6 * len(rows) and measures and len(measures) >= 0.6 * len(holding):
        return Layout.COLUMNS
    return Layout.ROWS


def _latest(reading: Reading, grid: Sequence[Sequence[Cell | None]]) -> Period | None:
    """The latest single month that has figures of the authority's own."""
    months: list[Month] = []
    if reading.layout is Layout.ROWS or any(_month_of(c.heading) for c in reading.columns):
        for column in reading.columns:
            month = _month_of(column.heading)
            if month and column.holds_figures:
                months.append(month)
    else:
        for row in reading.rows:
            month = _month_of(row.heading)
            if month and any(cell and cell.row == row.place and read_figures(cell.text) for cell in grid[row.place]):
                months.append(month)
    return Period.of(max(months)) if months else None


def _month_of(heading: Heading) -> Month | None:
    period = heading.timing.period
    return (
        period.end
        if period and period.months == 1 and heading.role is None and heading.timing.basis != "average_12m"
        else None
    )
