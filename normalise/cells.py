"""Table -> Candidates: each figure with its row and column headings; and what was left, with why.

Nothing is named here and no basis is decided: a figure under a bare month has a period and no basis, as only its
measure can tell whether it was counted in the month or at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalise.cell_times import compared_with, dated_beside, direction_of, timing_of
from normalise.crossing import heading_of
from normalise.figures import read_figures
from normalise.headers import HeadingReader
from normalise.heading import Heading
from normalise.heading_levels import of_exam_year
from normalise.layout import Column, Layout, Places, Reading, Row, is_of_title, read_layout
from normalise.measure_units import is_whole, unit_of_label
from normalise.periods import find_periods
from normalise.printed_numbers import read_number
from normalise.ratings import Found, with_colours, with_marks
from normalise.table_rows import is_total, titled
from normalise.tile_figures import candidates_of_tile
from normalise.worded_figures import figures_with_words, names_something, without_number
from records.observation import Candidate, Evidence, Figure, Origin, Rejection, Role, Unit
from records.period import Basis, Period
from records.table import Cell, Table

__all__ = ["candidates_of", "candidates_of_tile"]

NO_FIGURES = {
    "reference": "a reference number",
    "person": "a column of people",
    "date": "a date",
    "period": "a period",
    "rank": "a rank",
    "money": "money",
    "risk": "a risk score",
    "forecast": "a forecast",
    "unclear": "a benchmark that does not say whose",
    "denominator": "the whole of a share",
    "polarity": "which way is good",
    "unit": "a unit",
    "travel": "a direction of travel",
    "rag": "a rating",
    "text": "words in a table",
    "group": "words in a table",
    "label": "part of a label",
}
"""Why a numeral in a column of a kind is no figure."""


_AGES = re.compile(
    r"(?:(?:age[ds]?|under|over|below) )?\d{1,2}(?:\s?(?:-|–|to)\s?\d{1,2})?(?:\s?\+| and (?:over|above|under))?"
    r"(?: ?(?:years?|yrs?)(?: olds?| and (?:over|above|under))?)?",
    re.IGNORECASE,
)
"""A row named for an age alone: it is a part of what the title names."""


def candidates_of(
    table: Table,
    *,
    reader: HeadingReader,
    reported: Period | None,
    page_heading: str | None = None,
    places: Places | None = None,
    method: str = "text",
) -> tuple[list[Candidate], list[Rejection]]:
    """The figures of a table with all that stands around them, and its cells with digits that are no figures.

    `reported` is the month, quarter or year of the report; None where it is not known. A table that names no time, role
    or measure (a key, a list of dates, contents, money) gives no figure.
    """
    places = places or Places()
    reading = read_layout(table, reader, reported=reported, page_heading=page_heading, places=places)
    anchor = _anchor(reading, reported)
    if anchor != reported:
        reading = read_layout(table, reader, reported=anchor, page_heading=page_heading, places=places)
    found: list[Found] = []
    if _has_measures(table, reading, reader):
        current = reading.latest or reading.context.timing.period or anchor
        headings = tuple(dict.fromkeys(filter(None, (page_heading, table.heading, _over_labels(reading)))))
        for row in reading.rows:
            figures = list(_of_row(table, row, reading, reader, current, headings, method))
            found += with_marks(figures, row, reading)
        found = with_colours(found)
    candidates = [one.candidate for one in found]
    return candidates, _left_over(table, reading, {(one.cell.row, one.cell.col) for one in found})


def _over_labels(reading: Reading) -> str | None:
    """What stands over the names of the rows, where it is neither 'Measure' nor a time: 'In time', 'Care leavers'."""
    first = reading.columns[0]
    if reading.layout is not Layout.ROWS or first.holds_figures or first.heading.column or first.heading.has_time:
        return None
    return first.own.text if first.own.rest else None


def _anchor(reading: Reading, reported: Period | None) -> Period | None:
    """The month that 'YTD' and 'rolling' run to: the table's own latest month where the report's is near or unknown.

    A table of another year, by its title, runs to its own months, however far they are.
    """
    latest, title = reading.latest, reading.context.timing.period
    if latest is None or reported is None:
        return latest or reported or (title if title is not None and title.months in {1, 3} else None)
    of_title = title is not None and title.months == 12 and title.start <= latest.end <= title.end
    if reported.months == 1 and abs(reported.end.minus(latest.end)) > 3 and not of_title:
        return reported
    return latest


def _has_measures(table: Table, reading: Reading, reader: HeadingReader) -> bool:
    """Whether a table's headings say that it holds figures of measures over time: else nothing is taken from it."""
    holding = [column for column in reading.columns if column.holds_figures]
    kinds = [column.heading.column for column in reading.columns]
    title = f"{table.heading or ''} {' '.join(c.text for column in reading.columns for c in column.levels)}"
    if not holding or "risk" in kinds or re.search(r"[£€]", title) or kinds.count("money") > len(holding) / 2:
        return False
    if reading.layout is Layout.ROWS:
        says = any(c.heading.has_time or c.heading.role or c.heading.note or c.owner == "own" for c in holding)
        dated = reading.context.timing.period is not None
        dated = dated and any(c.heading.unit or unit_of_label(c.label) for c in holding)
        counted_at = reader.read(table.heading or "", reported=None).timing
        dated = dated or (counted_at.period is not None and counted_at.basis is Basis.SNAPSHOT)
        timed_rows = any(row.heading.has_time for row in reading.rows)
        named = any(names_something(row.label) or _AGES.fullmatch(row.label) for row in reading.rows)
        return (says or dated or timed_rows) and named
    if reading.layout is Layout.COLUMNS:
        return True
    named = bool(reading.columns[0].heading.rest) or names_something(table.heading or "")
    timed = sum(column.heading.has_time for column in holding)
    return named and (len(reading.rows) > 1 or timed > 1)


def _of_row(
    table: Table,
    row: Row,
    reading: Reading,
    reader: HeadingReader,
    current: Period | None,
    headings: tuple[str, ...],
    method: str,
) -> Iterator[Found]:
    if row.owner == "other" or re.search(r"£", f"{row.label} {row.unit_words}"):
        return
    stub_cells = {id(cell) for cell in row.support}
    cells = reading.cells.get(row.place, [])
    for place, cell in enumerate(cells):
        column = reading.by_place.get(cell.col)
        if column is None or not column.holds_figures or id(cell) in stub_cells:
            continue
        figures, inside = _figures_of(cell, reader, current)
        if not figures or (figures[0].suppressed and column.figures <= 1 and not cell.redacted):
            continue
        label, label_cells, part = _label_of(row, column, reading, table, reader)
        if not names_something(label):
            continue
        beside = cells[place - 1 : place] if place else []
        figures, used = _completed(figures, beside, cells[place + 1 : place + 2])
        if column.heading.column == "numerator":
            figures, used = _over_whole(figures, cells, reading)
        unit_words = row.unit_words or (
            column.own.text if reading.layout is Layout.COLUMNS and _is_unit(column) else ""
        )
        heading, own = heading_of(row, column, reading.layout, inside)
        if cell.col in reading.dated_by:
            heading = dated_beside(heading, reading.grid[row.place][reading.dated_by[cell.col]], reader, current)
        if reader.names_exams(f"{label} {table.heading or ''}"):
            heading = of_exam_year(heading)
        support = (*row.support, *label_cells, *column.levels, *used)
        for figure in figures:
            timing, note = timing_of(figure, heading, own, row, reading, current)
            candidate = Candidate(
                figure=_in_unit(figure, heading, row, column),
                origin=Origin.TABLE,
                evidence=_evidence(cell, table, support),
                text=cell.text,
                label=label,
                headings=(*headings, *row.groups, *column.sections),
                column=tuple(level.text for level in column.levels if level.text),
                unit_words=unit_words,
                role=heading.role or Role.ACTUAL,
                timing=timing,
                comparator=compared_with(heading, column, reading, current),
                direction=direction_of(figure, heading),
                part=part,
                method=method,
                note=note,
            )
            yield Found(candidate, cell, column)


def _is_unit(column: Column) -> bool:
    """'Number' or 'Rate per 10,000' as the innermost level under the name of a measure."""
    return column.own.unit is not None and not column.own.rest and bool(column.heading.rest)


def _completed(
    figures: list[Figure], before: Sequence[Cell], behind: Sequence[Cell]
) -> tuple[list[Figure], tuple[Cell, ...]]:
    """Figures with what the cells beside them add: '147' before 'of 299', '89.0%' behind '(2018)'."""
    if len(figures) != 1:
        return figures, ()
    figure = figures[0]
    for cell in behind:
        whole = re.fullmatch(r"(?:out )?of (\d[\d,]*)", cell.text.strip())
        if whole and figure.value is not None and figure.unit in {None, Unit.COUNT} and figure.denominator is None:
            count = replace(figure, unit=Unit.COUNT, numerator=figure.value, denominator=read_number(whole[1]))
            return [count], (cell,)
    for cell in before:
        year = re.fullmatch(r"\(((?:19|20)\d\d)\)", cell.text.strip())
        if year and figure.year is None:
            note = f"published as {cell.text.strip()}, taken as the year ended March {year[1]}"
            return [replace(figure, year=Period.financial_year(int(year[1]) - 1), note=note)], (cell,)
    return figures, ()


def _over_whole(
    figures: list[Figure], cells: Sequence[Cell], reading: Reading
) -> tuple[list[Figure], tuple[Cell, ...]]:
    """Counts of a numerator's column, over the whole that the row's denominator column gives."""
    counts = [replace(figure, unit=Unit.COUNT, numerator=figure.value) for figure in figures]
    for cell in cells:
        column = reading.by_place.get(cell.col)
        whole = read_figures(cell.text) if column and column.heading.column == "denominator" else []
        if len(whole) == 1 and whole[0].value is not None:
            return [replace(count, denominator=whole[0].value) for count in counts], (cell,)
    return counts, ()


def _in_unit(figure: Figure, heading: Heading, row: Row, column: Column) -> Figure:
    """The figure with the unit that its heading names ('%', 'Number'), where its own form names none."""
    # 'Number' under 'North' is a unit; in 'Open assessments past 45 working days' days are none.
    unit = heading.unit if not heading.rest else column.own.unit if not column.own.rest else None
    unit = unit or row.heading.unit
    if figure.unit is not None or unit is None or heading.role is Role.PCT_CHANGE:
        return figure
    if unit is Unit.COUNT and figure.value is not None and not is_whole(figure.value):
        return figure
    return replace(figure, unit=unit)


def _figures_of(cell: Cell, reader: HeadingReader, current: Period | None) -> tuple[list[Figure], Heading | None]:
    """A cell's figures, and the heading inside it where it has one ('Target: 95%')."""
    figures = read_figures(cell.text)
    if figures:
        return figures, None
    if cell.redacted and not re.search(r"[A-Za-z]{3}", cell.text):
        return [Figure(cell.text or "█", None, suppressed=True, note="redacted in the source")], None
    worded = figures_with_words(cell.text, reader, reported=current)
    return (worded[1], worded[0]) if worded else ([], None)


def _label_of(
    row: Row, column: Column, reading: Reading, table: Table, reader: HeadingReader
) -> tuple[str, tuple[Cell, ...], str | None]:
    """The words for the measure, the cells they stand in, and the part of it where row and column name it together."""
    if reading.layout is Layout.TITLE:
        corner = reading.columns[0]
        if corner.heading.rest and names_something(corner.label) and corner.heading.column is None:
            return without_number(corner.label), corner.levels, None
        return titled(table), (), None
    if reading.layout is Layout.COLUMNS:
        named: Column | None = column
        while named is not None and (not named.heading.rest or named.owner):
            # 'Target' beside 'Referrals': the measure stands over a column to the left.
            named = reading.by_place.get(named.place - 1)
        if names_something(table.heading or "") and is_of_title(column, named, reading, reader):
            return titled(table), (), None
        if named is None or named.heading.column not in {None, "label"}:
            return "", (), None
        return " | ".join(map(without_number, named.label.split(" | "))), named.levels, None
    if not row.label and is_total(row) and row.part is None:
        return row.groups[-1] if row.groups else titled(table), (), None
    if _AGES.fullmatch(row.label) and names_something(table.heading or ""):
        return titled(table), (), row.label
    apart = column.heading.rest and not column.owner and column.heading.role is None
    part = column.label if apart else row.part
    label = without_number(row.label)
    if _WHOLE.fullmatch(column.own.text.strip()) and any(_IN_TIME.search(one.own.text) for one in reading.columns):
        label = _LIMIT.sub("", label)
    return label, (), part


_WHOLE = re.compile(r"(?:total |all )?(?:numbers?|no\.?|due|count|volume)?(?: due)?|total|all", re.IGNORECASE)
_IN_TIME = re.compile(r"\b(?:in|on) time\b|\btimescales?\b|\bin target\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"\s*\((?:within |in )?\d+ ?(?:working |calendar )?(?:days?|hours?|weeks?|wd|hrs?)\)", re.IGNORECASE
)
"""'Single assessments (45 days)' under 'Total' beside 'In time' are all of them, whatever time is allowed."""


def _evidence(cell: Cell, table: Table, support: Sequence[Cell]) -> Evidence:
    boxes = tuple(dict.fromkeys((one.page, one.box) for one in support if one.text))
    return Evidence(cell.page, cell.box, table.number, cell.row, cell.col, support=boxes)


def _left_over(table: Table, reading: Reading, used: set[tuple[int, int]]) -> list[Rejection]:
    """The cells with digits that gave no figure, each with why."""
    left: list[Rejection] = []
    for cell in table.cells:
        if (cell.row, cell.col) in used or not re.search(r"\d", cell.text):
            continue
        column = reading.by_place.get(cell.col)
        kind = column.heading.column if column else None
        if cell.row < reading.header_rows:
            reason = "part of a heading"
        elif kind in NO_FIGURES:
            reason = NO_FIGURES[kind]
        elif read_figures(cell.text):
            reason = (
                "another authority's figure"
                if column and column.owner == "other"
                else "in a table whose headings name no measure or time"
            )
        elif find_periods(cell.text[:200], reported=None):
            reason = "a date or period"
        else:
            reason = "part of a label" if re.search(r"[A-Za-z]{3}", cell.text) else "no figure by its form"
        left.append(Rejection(cell.page, cell.box, cell.text, cell.text, reason))
    return left
