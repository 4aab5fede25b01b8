"""Quarters and months that begin anew under several years: which year each is of, whatever cell the years stand in.

Years that are centred over their quarters are easily taken for the heading of a column too many: 'Q1' behind 'Q3' and
'Q4' cannot be of their year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalise.periods import find_periods
from normalise.table_rows import Column
from records.period import Basis, Month, Period, Timing


def years_in_order(columns: Sequence[Column]) -> list[Column]:
    """The columns, each quarter or month with its financial year where their order says it; else as they were.

    Said it is where they fall into as many rising runs as years stand over them, and the years follow each other.
    """
    dated = [(column, place) for column in columns if (place := _place_in_year(column)) is not None]
    if len(dated) < 3 or any(b.place != a.place + 1 for (a, _), (b, _) in zip(dated, dated[1:])):
        return list(columns)
    runs: list[list[tuple[Column, tuple[int, int]]]] = []
    for column, place in dated:
        if not runs or place <= runs[-1][-1][1]:
            runs.append([])
        runs[-1].append((column, place))
    years = _years_over([column for column, _ in dated])
    follow = all(later == earlier + 1 for earlier, later in zip(years, years[1:]))
    if len(runs) < 2 or len(runs) != len(years) or not follow:
        return list(columns)
    settled: dict[int, Column] = {}
    for year, run in zip(years, runs):
        for column, (first, months) in run:
            start = Month(year, 4).plus(first)
            timing = Timing(Period(start, start.plus(months - 1)), Basis.QUARTER if months == 3 else Basis.MONTH)
            settled[column.place] = replace(column, heading=replace(column.heading, timing=timing, note=None))
    return [settled.get(column.place, column) for column in columns]


_TO_DATE = re.compile(r"\b(?:f?ytd|year[\s-]to[\s-]date)\b", re.IGNORECASE)


def to_the_same_month(columns: Sequence[Column]) -> list[Column]:
    """'YTD 2023/24' beside 'YTD 2024/25', which runs to June, is that year to June: both are headed in one form."""
    now = [column for column in columns if column.heading.timing.basis is Basis.YTD and _is_headed_to_date(column)]
    ends = {column.heading.timing.period.end for column in now if column.heading.timing.period}
    if len(ends) != 1:
        return list(columns)
    (end,) = ends
    settled = []
    for column in columns:
        year = column.heading.timing.period
        past = year and year.months == 12 and year.start.month == 4 and year.end < end
        if past and year and column.heading.timing.basis is Basis.YEAR and _is_headed_to_date(column):
            back = end.financial_year_start.minus(year.start)
            timing = Timing(Period.year_to_date(end.plus(-back)), Basis.YTD)
            column = replace(column, heading=replace(column.heading, timing=timing))
        settled.append(column)
    return settled


def shares_beside(columns: Sequence[Column]) -> list[Column]:
    """'Number | % | Number last year | %': the second '%' is of what stands left of it, last year's number.

    Only where the very same heading stands over several columns, each right of a number: by itself it says no time.
    """
    settled: list[Column] = []
    bare = [
        column
        for column in columns
        if column.holds_figures and column.heading.unit and len(column.levels) == 1 and _says_no_more(column)
    ]
    alike = [column.place for column in bare if sum(other.heading == column.heading for other in bare) > 1]
    for column in columns:
        left = settled[-1] if settled else None
        if column.place in alike and left is not None and left.holds_figures and not left.heading.rest:
            heading = replace(
                column.heading,
                text=f"{left.heading.text} | {column.heading.text}",
                timing=left.heading.timing,
                when=left.heading.when,
                role=left.heading.role,
                note=left.heading.note,
            )
            column = replace(column, heading=heading)
        settled.append(column)
    return settled


def _says_no_more(column: Column) -> bool:
    """Whether a heading is a unit and nothing else: '%', 'Rate'."""
    heading = column.heading
    named = heading.rest or heading.has_time or heading.role or heading.when or heading.note or heading.stretch
    return not named and column.owner is None


def _is_headed_to_date(column: Column) -> bool:
    text = " ".join(level.text for level in column.levels)
    return bool(_TO_DATE.search(text) and re.search(r"\d", text))


def _place_in_year(column: Column) -> tuple[int, int] | None:
    """The first month (from April, 0) and the length of the quarter or month that heads a column of our own figures."""
    if not column.holds_figures or column.heading.role is not None or not column.levels:
        return None
    year = Period.financial_year(2000)
    found = find_periods(column.levels[-1].text, reported=None, within=year)
    named = [one for one in found if one.kind in {"quarter", "month"} and one.period is not None]
    if len(named) != 1 or len(found) > 2 or named[0].period is None:
        return None
    period = named[0].period
    if period.months == 1 and period.start.financial_year_start != year.start:
        return None  # a month with a year of its own
    return period.start.minus(period.start.financial_year_start), period.months


def _years_over(columns: Sequence[Column]) -> list[int]:
    """The financial years that stand over the columns, from the left, each once."""
    years: list[int] = []
    for cell in dict.fromkeys(cell for column in columns for cell in column.levels):
        for found in find_periods(cell.text, reported=None):
            if found.kind == "year" and found.period and found.period.start.year not in years:
                years.append(found.period.start.year)
            elif found.kind == "quarter" and found.period and found.period.start.financial_year_start.year not in years:
                years.append(found.period.start.financial_year_start.year)
    return years
