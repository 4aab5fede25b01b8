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
from normalise.headers import HeadingReader, is_reference
from normalise.heading import Heading
from normalise.heading_levels import of_titled_year
from normalise.heading_order import shares_beside, to_the_same_month, years_in_order
from normalise.heading_times import bare_year
from normalise.table_rows import RATES, Column, Places, Row, distinct, read_rows_of
from records.period import Basis, Month, Period, Timing
from records.table import Cell, Table

__all__ = ["Column", "Layout", "Places", "Reading", "Row", "is_of_title", "read_layout"]

MOST_HEADING_ROWS = 8


class Layout(Enum):
    """Where a table's measures are named."""

    ROWS = "measures down, times across"
    COLUMNS = "times down, measures across"
    TITLE = "one measure, named by the title"


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
    dated_by: dict[int, int] = field(default_factory=dict)
    """Of figures with a period of their own beside them, in another column of each row: column -> column."""


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
    columns = _side_by_side(_counted(_worded(_columns(table, grid, reader, reported, places, within))))
    columns = _years_down(columns, table, grid)
    columns = shares_beside(to_the_same_month(years_in_order(_whose_in_rows(columns, table, grid, reader))))
    titles = " | ".join(filter(None, (page_heading, table.heading, *(cell.text for cell in columns[0].levels))))
    columns = [replace(column, heading=of_titled_year(column.heading, titles)) for column in columns]
    dated_by = _dated_by(columns)
    stubs = [stub for stub in _stubs(columns) if not (dated_by and stub.heading.column == "period")]
    rows = read_rows_of(table, grid, reader, columns, stubs, reported, places)
    rows = [replace(row, heading=of_titled_year(row.heading, titles)) for row in rows]
    reading = Reading(_layout(columns, rows), columns, rows, context, reported=reported)
    reading.by_place = {column.place: column for column in columns}
    reading.header_rows, reading.grid, reading.dated_by = table.header_rows, grid, dated_by
    for cell in sorted(table.cells, key=lambda cell: cell.col):
        reading.cells.setdefault(cell.row, []).append(cell)
    reading.latest = _latest(reading, grid)
    return reading


def _heading_rows(grid: Sequence[Sequence[Cell | None]], reader: HeadingReader, reported: Period | None) -> int:
    """How many rows stand over the first row that is named by a time or role, where no heading rows were found."""
    for place, row in enumerate(grid[:MOST_HEADING_ROWS]):
        cells = distinct(row)
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
    return _under_two_subjects(columns)


_TWO_SUBJECTS = re.compile(r"\w\W+(?:and|&)\W+\w", re.IGNORECASE)


def _under_two_subjects(columns: Sequence[Column]) -> list[Column]:
    """'S47 started' and 'ICPC' under 'Section 47 and conference' are each of one of them, not of the way between."""
    below: dict[str, set[str]] = defaultdict(set)
    split = [(column, column.label.split(" | ")) for column in columns]
    for _, levels in split:
        if len(levels) > 1 and _TWO_SUBJECTS.search(levels[0]):
            below[levels[0]].add(levels[1])
    return [
        replace(column, label=" | ".join(levels[1:]), sections=(levels[0],))
        if len(levels) > 1 and len(below.get(levels[0], ())) > 1
        else column
        for column, levels in split
    ]


_OF_NUMBERS = frozenset({"forecast", "money", "rank", "risk", "numerator", "denominator"})
"""Kinds of column whose cells are numbers."""


def _worded(columns: Sequence[Column]) -> list[Column]:
    """'Profile' heads forecasts, and over words left of the first figures it is a heading like any other."""
    first = next((column.place for column in columns if column.holds_figures), len(columns))
    return [
        replace(column, heading=replace(column.heading, column=None))
        if column.place < first and column.heading.column in _OF_NUMBERS and column.texts and not column.figures
        else column
        for column in columns
    ]


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


def _whose_in_rows(
    columns: Sequence[Column], table: Table, grid: Sequence[Sequence[Cell | None]], reader: HeadingReader
) -> list[Column]:
    """'Type' heads units; over 'Actual', 'Target' and 'England' it heads what the rows are."""
    settled = []
    for column in columns:
        if column.heading.column == "unit":
            cells = distinct([grid[row][column.place] for row in range(table.header_rows, table.rows)])
            roles = sum(reader.read(cell.text, reported=None).role is not None for cell in cells)
            if roles and 2 * roles >= len({cell.text for cell in cells}):
                column = replace(column, heading=replace(column.heading, column="group"))
        settled.append(column)
    return settled


def _years_down(columns: list[Column], table: Table, grid: Sequence[Sequence[Cell | None]]) -> list[Column]:
    """The first column as one of periods where 'Year ended 31 March' heads '2021', '2022': no figures of that time."""
    cells = distinct([grid[row][0] for row in range(table.header_rows, table.rows)])
    dated = columns[0].heading.has_time and re.search(r"\byears?\b", columns[0].heading.text, re.IGNORECASE)
    if not dated or len(cells) < 2 or not all(bare_year(cell.text) for cell in cells):
        return columns
    return [replace(columns[0], heading=replace(columns[0].heading, column="period", timing=Timing())), *columns[1:]]


def _dated_by(columns: Sequence[Column]) -> dict[int, int]:
    """'Latest | Period | Previous | Period': the column of periods that dates each column of figures; none for one."""
    periods = [column.place for column in columns if column.heading.column == "period"]
    holding = [column.place for column in columns if column.holds_figures]
    if len(periods) < 2 or not holding or periods[-1] < holding[0]:
        return {}  # 'Year | Month' at the left name the rows
    if periods[0] < holding[0]:
        return {place: max(period for period in periods if period < place) for place in holding}
    return {place: min(after) for place in holding if (after := [period for period in periods if period > place])}


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
    if not stubs:
        # 'Source', 'Outcome' over the only words left of the figures: they name the rows, whatever they head elsewhere.
        stubs = [column for column in columns[:first] if column.texts > column.figures][:1]
    return stubs


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
        # A measure that stands over the whole table, and times under it, is the title.
        over_all = len({column.label for column in measures}) == 1 and columns[0].label == measures[0].label
        titled = over_all and len(measures) == len(holding) and all(column.own.has_time for column in measures)
        return Layout.COLUMNS if measures and not titled else Layout.TITLE
    # 'IN MONTH PERFORMANCE | Jan-20': a merged label that says nothing of a measure, beside times.
    timed = [row for row in rows if row.heading.timing.period or row.heading.role]
    if rows and len(timed) >= 0.6 * len(rows) and measures and len(measures) >= 0.6 * len(holding):
        return Layout.COLUMNS
    return Layout.ROWS


def is_of_title(column: Column, named: Column | None, reading: Reading, reader: HeadingReader) -> bool:
    """Whether a column that names nothing is of what the title names, not of `named`, the column to its left.

    So are 'Number' and 'Rate per 10,000' first, 'At month end' anywhere, and the rate behind what moved in the month
    ('Open at month end', 'Started', 'Ended', 'Rate per 10,000'): it is of what was there, which has no other rate.
    """
    heading = column.heading
    if column is named or heading.role is not None:
        return False
    if heading.timing == Timing(None, Basis.SNAPSHOT) or (named is None and heading.unit is not None):
        return True
    if heading.unit not in RATES or named is None or not reader.lacks_subject(named.label):
        return False
    before = [one for one in reading.columns if 0 < one.place < column.place and one.holds_figures]
    stocks = [place for place, one in enumerate(before) if _is_stock(one, reader)]
    return bool(stocks) and len(before) - stocks[0] > 2 and all(one.heading.unit not in RATES for one in before)


def _is_stock(column: Column, reader: HeadingReader) -> bool:
    """'Open at month end', 'At period end': what was there, with no word for whom."""
    snapshot = column.heading.timing.basis is Basis.SNAPSHOT and column.heading.timing.period is None
    return snapshot and (not column.label or reader.lacks_subject(column.label))


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


_RELATIVE = re.compile(r"\b(?:previous|prev|last|prior|preceding|same|ago|earlier|this|current)\b", re.IGNORECASE)


def _month_of(heading: Heading) -> Month | None:
    """The month that a heading names; None for one that it tells from the report's: 'Previous month'."""
    period = heading.timing.period
    named = period and period.months == 1 and heading.role is None and heading.timing.basis != "average_12m"
    return period.end if period and named and not _RELATIVE.search(heading.text) else None
