"""Where a column's heading and a row's meet: what both say together of the time and role of the figure between them."""

from __future__ import annotations

import re
from dataclasses import replace

from normalise.heading import Heading
from normalise.heading_times import bare_year, of_year
from normalise.layout import Column, Layout, Row
from normalise.periods import find_periods, read_timing
from records.observation import Role
from records.period import Basis, Period, Timing

BEFORE = "taken as the period before the current one"
_STEPS = {"current": 0, "previous": 1, "same_last_year": 1}
"""How far before the current period a heading's time lies, in periods or (last year) years."""
_BACK = {"last_year": 12, "same_last_year": 12, "last_quarter": 3, "last_month": 1}
"""How many months before the month of its column a row's figures are, by the kind of time that names the row."""


def heading_of(row: Row, column: Column, layout: Layout, inside: Heading | None) -> tuple[Heading, Heading]:
    """What column and row say together of time and role, the nearer first; and what one of them says by itself."""
    first, second, own = _nearer_first(row, column, layout, inside)
    timing = first.timing
    over = second.timing.period
    note = None
    if (settled := _of_month_and_year(first, second)) is not None:
        first, second = settled
        timing, over = first.timing, None
    elif (within := _within(first, second)) is not None:
        timing, over = within, None
        if within.period is None:
            first = replace(first, note="to which month of the year, 'year to date' does not say", when=None)
            second = replace(second, timing=Timing())
    elif (earlier := _before_column(first, second)) is not None:
        timing, over = earlier, None
    elif _is_dated_benchmark(first, second):
        timing, over = second.timing, None
    if timing.period is None and first.when in _STEPS and over is not None:
        # 'Latest' and 'Previous' across, the period of each row's own 'latest' in a column of periods.
        back = _STEPS[first.when] * (12 if first.when == "same_last_year" else over.months)
        timing = Timing(Period(over.start.plus(-back), over.end.plus(-back)), second.timing.basis)
        note = BEFORE if first.when == "previous" else None
    elif timing.period is None and first.when is None:
        period = second.timing.period
        basis = timing.basis or second.timing.basis
        timing = Timing(stretched(period, timing.basis), basis)
    heading = replace(
        first,
        role=first.role or second.role,
        timing=timing,
        comparator=first.comparator or second.comparator,
        unit=first.unit or second.unit,
        when=first.when or (second.when if timing.period is None else None),
        note=first.note or second.note or note,
    )
    return heading, own


def _nearer_first(row: Row, column: Column, layout: Layout, inside: Heading | None) -> tuple[Heading, Heading, Heading]:
    """The heading nearer to the figure's time, the other, and that which tells whose the figure is."""
    across, down = column.heading, row.heading
    if layout is Layout.COLUMNS:
        named = bool(across.rest)
        # A measure's words say no time ('in last 12 months') and hardly a role; its target may stand in them.
        role = across.role if not named or across.role is Role.TARGET else None
        across = replace(across, role=role)
        if named:
            # 'Number' and 'Rate per 10,000' under the measure are levels of their own.
            unit = column.own.unit if not column.own.rest else None
            across = replace(across, timing=Timing(), when=None, unit=unit)
        first, second, own = down, across, column.own if across.role and not down.role else down
    else:
        first, second, own = across, down, column.own if column.own.role else down
    return (inside, first, inside) if inside is not None else (first, second, own)


def _of_month_and_year(first: Heading, second: Heading) -> tuple[Heading, Heading] | None:
    """'Oct' across and '2021' down, or the other way round: both with that month said by the first; None for others."""
    for month, beside in ((first, second), (second, first)):
        year = bare_year(beside.text.split(" | ")[-1])
        if year is not None and (dated := of_year(month.text, year)) is not None:
            note = None if dated.period else first.note
            return replace(first, timing=dated, note=note), replace(second, timing=Timing(), note=None)
    return None


def _within(first: Heading, second: Heading) -> Timing | None:
    """'Apr' across and '2021/22' down, or the other way round: April of that year; None where they are no such pair."""
    for part, whole in ((first, second), (second, first)):
        year, month = whole.timing.period, part.timing.period
        if year and year.months == 12 and month and month.months < 12 and not re.search(r"\d\d", part.text):
            if months_back(whole.text):
                continue
            if part.timing.basis is Basis.YTD and part is second:
                # To which month of a year that is past, 'YTD' among its months does not say.
                return None if year.end >= month.end else Timing()
            return read_timing(part.text, reported=None, within=year)
    return None


def _before_column(first: Heading, second: Heading) -> Timing | None:
    """'Same month last year' down under 'Oct 2023' is October 2022, whatever month is reported; None for others."""
    for month, earlier in ((first, second), (second, first)):
        period, back = month.timing.period, months_back(earlier.text)
        if period is None or not back or months_back(month.text) or period.months >= 12:
            continue
        if back >= period.months:
            return Timing(Period(period.start.plus(-back), period.end.plus(-back)), month.timing.basis)
    return None


def months_back(text: str) -> int:
    """How many months before another time a heading without a date of its own lies: 12 for 'Last year'; 0 for none."""
    found = find_periods(text, reported=None) if not re.search(r"\d{4}|\d\d[/-]\d\d", text) else []
    return _BACK.get(found[0].kind, 0) if len(found) == 1 else 0


def _is_dated_benchmark(first: Heading, second: Heading) -> bool:
    """'England 2022/23' down under 'Oct 2023': whose it is and of when stand together, the month is its neighbours'."""
    period, month = second.timing.period, first.timing.period
    benchmark = second.role is not None and (second.role.is_benchmark or second.role.is_goal)
    return bool(benchmark and first.role is None and period and period.months == 12 and month and month.months < 12)


def stretched(period: Period | None, basis: Basis | None) -> Period | None:
    """The months that a basis of one heading makes of the month of another: 'YTD' across, 'Dec-20' down."""
    if period is None or period.months >= 12:
        return period
    if basis is Basis.YTD:
        return Period.year_to_date(period.end)
    if basis is Basis.ROLLING_12M:
        return Period.twelve_months_to(period.end)
    return Period.of(period.end) if basis is Basis.AVERAGE_12M else period
