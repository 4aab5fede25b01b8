"""Column and row headings of one cell -> its Timing, its role's comparator and its direction.

No basis is decided under a bare month: only the measure can tell whether it was counted in the month or at its end.
"""

from __future__ import annotations

import re
from dataclasses import replace

from normalise.crossing import BEFORE, months_back, stretched
from normalise.headers import HeadingReader
from normalise.heading import Heading
from normalise.heading_times import CHANGES
from normalise.layout import Column, Layout, Reading, Row
from records.observation import Direction, Figure, Role
from records.period import Basis, Period, Timing
from records.table import Cell


def compared_with(heading: Heading, column: Column, reading: Reading, current: Period | None) -> str | None:
    """What a change is compared with: what its heading says, else the earlier of the two times on its left."""
    if heading.role not in CHANGES or heading.comparator is not None:
        return heading.comparator if heading.role in CHANGES else None
    if heading.when == "previous" and current and current.months == 1:
        return str(current.end.plus(-1))
    words = heading.text.lower()
    if current is not None and re.search(
        r"\b(?:on|over|from|since|in) (?:the |last |previous |prior )*year\b|annual", words
    ):
        # 'Change on year' stands beside the month before, and does not mean it.
        return str(Period(current.start.plus(-12), current.end.plus(-12)))
    left = [
        one.heading.timing.period
        for one in reading.columns
        if one.place < column.place and one.heading.timing.period and one.heading.role is None and one.holds_figures
    ]
    if reading.layout is not Layout.COLUMNS and len(left) > 1 and left[-1] == current:
        return str(left[-2])
    return None


def dated_beside(heading: Heading, cell: Cell | None, reader: HeadingReader, current: Period | None) -> Heading:
    """A heading with the period that stands in a cell beside its figure; without a time where that names none."""
    said = reader.read(cell.text, reported=current) if cell is not None else Heading("")
    if heading.role is not None and not heading.role.is_benchmark:
        return heading
    why = None if said.timing.period else "the period beside the figure cannot be told"
    return replace(heading, timing=said.timing, when=None, note=why)


def timing_of(
    figure: Figure, heading: Heading, own: Heading, row: Row, reading: Reading, current: Period | None
) -> tuple[Timing, str | None]:
    """Period and basis of one figure; a bare month keeps its basis open. The note says why there is no period.

    A financial year that the report's month lies in is the year to that month: nobody knows the whole of it yet.
    """
    timing, note = _timing_said(figure, heading, own, row, reading, current)
    if heading.role in {None, Role.ACTUAL}:
        timing = so_far(timing, reading.reported)
        titled = reading.context.timing
        day = titled.period if titled.basis is Basis.SNAPSHOT else None
        if day and timing.basis is Basis.YEAR and months_back(heading.text.split(" | ")[0]) == 12:
            # 'Number last year' under '... at 30 June 2023' is that day of the year before.
            return Timing(Period(day.start.plus(-12), day.end.plus(-12)), Basis.SNAPSHOT), note
    return timing, note


def so_far(timing: Timing, reported: Period | None) -> Timing:
    """A year of April to March on the basis `year`, cut to the year to date where `reported` ends before it does."""
    period = timing.period
    if period is None or reported is None or timing.basis is not Basis.YEAR or period.start.month != 4:
        return timing
    if period.months != 12 or not period.start <= reported.end < period.end:
        return timing
    return Timing(Period.year_to_date(reported.end), Basis.YTD)


def _timing_said(
    figure: Figure, heading: Heading, own: Heading, row: Row, reading: Reading, current: Period | None
) -> tuple[Timing, str | None]:
    role = heading.role or Role.ACTUAL
    timing = heading.timing
    if figure.year is not None:
        return based(figure.year), None
    if role.is_goal or role.is_benchmark:
        titled = reading.context.timing
        of_title = titled.period is not None and titled.period.months == 12 and reading.latest is None
        if timing.period is None and of_title and role.is_benchmark:  # over months, a title's year is theirs
            return titled, heading.note
        own_time = own.timing.period is not None and role.is_benchmark
        stated = timing.period is not None and (timing.period.months == 12 or own_time)
        return (timing if stated and timing.basis is not Basis.ROLLING_12M else Timing()), heading.note
    if role in {Role.MAX_12M, Role.MIN_12M}:
        return Timing(current and Period.twelve_months_to(current.end)), heading.note
    if role is Role.ACTUAL and (part := _part_summed_up(heading, own, row, reading)) is not None:
        return part, None
    if role in CHANGES and timing.period is None and (longer := _all_longer(reading)) is not None:
        return longer, heading.note
    if role in CHANGES and timing.period is None:
        return based(current, row.heading.timing.basis), heading.note
    if timing.period is not None or timing.basis in {Basis.YTD, Basis.ROLLING_12M, Basis.AVERAGE_12M}:
        basis = None if timing.basis is Basis.MONTH else timing.basis
        period = timing.period or stretched(current, basis)
        note = heading.note if period else "the report's month is not known"
        return Timing(period, basis), note
    if heading.note:
        return Timing(), heading.note
    if heading.when == "current" and _called_so(heading, reading) > 1:
        return Timing(), "several columns are called so, and none has a time"
    if heading.when == "current" or timing.basis in {Basis.MONTH, Basis.SNAPSHOT, Basis.QUARTER, Basis.YEAR}:
        return based(reading.context.timing.period or current, timing.basis), None
    if heading.when == "same_last_year" and current:
        return based(Period(current.start.plus(-12), current.end.plus(-12))), None
    if heading.when == "previous":
        before = _before_current(reading, current)
        if before is not None:
            return based(before), BEFORE
    if heading.when is not None:
        return Timing(), "which period is meant, the heading does not say"
    if _is_total(heading, own) and ((summed := _total(reading, row)).period or reading.latest):
        return summed, None if summed.period else "which months are summed up, the headings do not say"
    if reading.context.timing.period is not None:
        return based(reading.context.timing.period, reading.context.timing.basis), None
    return Timing(), "the table does not say when"


def _before_current(reading: Reading, current: Period | None) -> Period | None:
    """The period that a heading 'Previous' means: that before the one current heading's, of its length; else None."""
    down = reading.layout is Layout.COLUMNS
    headings = (
        [one.heading for one in reading.rows] if down else [c.heading for c in reading.columns if c.holds_figures]
    )
    actual = [heading for heading in headings if heading.role in {None, Role.ACTUAL}]
    dated = {heading.timing.period for heading in actual if heading.timing.period is not None}
    if any(heading.when == "current" for heading in actual) and current is not None:
        dated.add(reading.context.timing.period or current)
    if len(dated) != 1:
        return None
    (period,) = dated
    return Period(period.start.plus(-period.months), period.end.plus(-period.months))


def _all_longer(reading: Reading) -> Timing | None:
    """The latest time of a table whose own figures are all of years or years to date; None where a month is among them.

    What stands beside them as 'Change' or 'Var.' is a change of such a time, not of the month reported.
    """
    if reading.layout is Layout.COLUMNS:
        return None
    own = [c.heading for c in reading.columns if c.holds_figures and c.heading.role is None]
    timings = [heading.timing for heading in own if heading.timing.period is not None]
    long = {Basis.YTD, Basis.YEAR, Basis.ROLLING_12M}
    if not timings or len(timings) < len(own) or any(timing.basis not in long for timing in timings):
        return None
    return so_far(max(timings, key=lambda timing: (timing.period or Period.financial_year(1)).end), reading.reported)


def _called_so(heading: Heading, reading: Reading) -> int:
    """How many columns of our own figures bear the very same heading."""
    return sum(column.heading == heading and column.holds_figures for column in reading.columns)


def _is_total(heading: Heading, own: Heading) -> bool:
    return bool({own.text.strip().lower(), heading.text.split(" | ")[-1].strip().lower()} & _TOTALS)


def _part_summed_up(heading: Heading, own: Heading, row: Row, reading: Reading) -> Timing | None:
    """'Total' beside April to June, in the row of a year: these months of it, not the whole; None for anything else."""
    year = heading.timing.period
    if year is None or year.months != 12 or year.start.month != 4 or not _is_total(heading, own):
        return None
    summed = _total(reading, row).period
    if summed is None or summed.months >= 12:
        return None
    start = year.start.plus(summed.start.minus(summed.start.financial_year_start))
    basis = Basis.YTD if start == year.start else None
    return Timing(Period(start, start.plus(summed.months - 1)), basis)


_TOTALS = {"total", "totals", "year total", "total to date", "grand total"}


def _total(reading: Reading, row: Row) -> Timing:
    """'Total' beside months that follow each other: all of them, the year to date where they begin in April."""
    down = reading.layout is Layout.COLUMNS
    headings = [one.heading for one in reading.rows] if down else [one.heading for one in reading.columns]
    periods = [heading.timing.period for heading in headings if heading.timing.period and heading.role is None]
    months = sorted({period.end for period in periods if period.months == 1})
    if len(months) < 2 or months[-1].minus(months[0]) != len(months) - 1:
        return Timing()
    span = Period(months[0], months[-1])
    if span.months == 12:
        return Timing(span, Basis.YEAR if span.start.month in {4, 9} else Basis.ROLLING_12M)
    return Timing(span, Basis.YTD if span.start.month == 4 else None)


def based(period: Period | None, basis: Basis | None = None) -> Timing:
    """A period on the basis that its length has: twelve months a year, three a quarter, one left open."""
    if period is None:
        return Timing()
    if period.months == 1:
        return Timing(period, basis if basis is Basis.SNAPSHOT else None)
    if basis in {Basis.YTD, Basis.ROLLING_12M, Basis.AVERAGE_12M, Basis.TERM}:
        return Timing(period, basis)
    return Timing(period, Basis.YEAR if period.months == 12 else Basis.QUARTER if period.months == 3 else basis)


def direction_of(figure: Figure, heading: Heading) -> Direction | None:
    """Where a change moved, by its printed sign."""
    if heading.role not in CHANGES or figure.value is None or figure.operator:
        return None
    return Direction.UP if figure.value > 0 else Direction.DOWN if figure.value < 0 else Direction.SAME
