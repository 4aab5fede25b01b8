"""What the words of one heading say of time: its period and basis, what a change is compared with, and what stretches
they name that are no month, quarter or year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalise.number_words import SEVERAL
from normalise.periods import FoundPeriod, PeriodUnclear, find_periods, read_timing
from records.observation import Role
from records.period import Basis, Period, Timing

CHANGES = frozenset({Role.CHANGE, Role.PCT_CHANGE})
_COUNTED = rf"(?:\d{{1,2}}|{SEVERAL})"
_OTHER_STRETCH = re.compile(
    rf"\b(?!12(?!\d))(?P<n>{_COUNTED})[\s-]?(?P<of>months?|mths?|mnths?|m|weeks?|wks?|w|quarters?|qtrs?|years?|yrs?|y)\b"
    r"|\brolling (?:quarter|qtr)\b|\b(?:quarter|qtr) rolling\b",
    re.IGNORECASE,
)
_STRETCHED = re.compile(r"\b(?:rolling|average|avg|ave|av|mean|median|last|past|previous)\b", re.IGNORECASE)
_WEEK = re.compile(
    r"\bw/[ceb]\b|\b(?:week|wk)s?[\s.]+(?:ending|ended|commencing|beginning|to|no\.?|\d)|\bweekly\b", re.IGNORECASE
)


_OF_A_MONTH = {
    Basis.MONTH: frozenset({Basis.SNAPSHOT, Basis.YTD, Basis.ROLLING_12M, Basis.AVERAGE_12M}),
    Basis.YEAR: frozenset({Basis.YTD}),
}
"""Bases that words beside a month or year make of it."""


def other_stretch(text: str) -> str | None:
    """'3 month rolling', 'last 6 weeks', 'w/e 18/11/22': a stretch that no basis stands for, as a note; else None."""
    if _WEEK.search(text):
        return "a week, for which there is no period"
    found = _OTHER_STRETCH.search(text)
    if found and _STRETCHED.search(text):
        return f"over {found[0].strip().lower()}, for which there is no basis"
    return None


def of_year(text: str, year: int) -> Timing | None:
    """The month or quarter that a heading names without its year, in the year that stands apart; None for none such.

    'October' beside '2021' is October 2021, whatever month is reported.
    """
    found = find_periods(text, reported=None)
    if len(found) != 1 or found[0].kind not in {"month", "month_end", "quarter"} or re.search(r"\d\d", found[0].text):
        return None
    try:
        timing = read_timing(text.replace(found[0].text, f"{found[0].text} {year}", 1), reported=None)
    except PeriodUnclear:
        return Timing()
    return timing if timing.period is not None else Timing()


def bare_year(text: str) -> int | None:
    """The year that a heading is and no more: '2021', 'Year: 2021', 'Calendar year 2021'."""
    found = re.fullmatch(r"\W*(?:calendar )?(?:year\W*)?((?:19|20)\d\d)\W*", text, re.IGNORECASE)
    return int(found[1]) if found else None


def lone_year(text: str) -> int | None:
    """The one year that a text names by itself ('England (2022)'); None for none, several, or part of a longer time."""
    found = re.findall(r"(?<![\d/–-])(?<![\d/–-]\s)((?:19|20)\d\d)(?!\s?[\d/–-]|\.\d)", text)
    return int(found[0]) if len(found) == 1 else None


def timing_of_words(
    text: str, found: Sequence[FoundPeriod], bases: Sequence[str], reported: Period | None, within: Period | None
) -> tuple[Timing, str | None]:
    """Period and basis of a heading, and why there is no period where a time that it names is unclear.

    `found` are the times in the text, `bases` the values of its basis words; `within` is the year over it.
    """
    basis = Basis(bases[-1]) if bases else None
    try:
        timing = read_timing(text, reported=reported, within=within)
    except PeriodUnclear as unclear:
        if found:
            return Timing(None, basis if basis is not Basis.YEAR else None), str(unclear)
        return Timing(None, basis), None
    if basis is not None and timing.basis is None:
        return Timing(timing.period, basis), None
    if timing.period is not None and timing.basis is not None and basis in _OF_A_MONTH.get(timing.basis, ()):
        # 'EoM Nov-22', 'FYTD Nov-22', 'FYTD 2022/23'
        return joined(timing.period, basis, reported), None
    return timing, None


def compared_with(found: Sequence[FoundPeriod], roles: Sequence[Role]) -> str | None:
    """Of a change: the earlier of the periods named, or the role ('variance from target')."""
    others = [role for role in roles if role not in CHANGES]
    if others:
        return others[0].value
    # 'Change on last year' is a change on the same time of it: `cell_times.compared_with` tells which.
    periods = sorted(
        Period.of(one.period.start) if one.kind in {"since", "span"} else one.period
        for one in found
        if one.period and one.kind != "last_year"
    )
    return str(periods[0]) if periods else None


def later_of(found: Sequence[FoundPeriod]) -> Timing:
    """'Change Q1 to Q2', 'Nov 21 to Nov 22': where two periods are named the change is the later one's."""
    if len(found) == 1 and found[0].kind == "span" and found[0].period:
        return Timing(Period.of(found[0].period.end))
    periods = sorted(one.period for one in found if one.period)
    if len(set(periods)) != 2:
        return Timing()
    return Timing(periods[-1], next(one.basis for one in found if one.period == periods[-1]))


def joined(period: Period, basis: Basis | None, reported: Period | None) -> Timing:
    """A period and a basis from two levels of a heading."""
    if basis is Basis.YTD:
        if period.months < 12:
            return Timing(Period.year_to_date(period.end), basis)
        if reported and period.start <= reported.end <= period.end:
            return Timing(Period.year_to_date(reported.end), basis)
        return Timing(period, Basis.YEAR)
    if basis is Basis.ROLLING_12M:
        return Timing(Period.twelve_months_to(period.end), basis) if period.months < 12 else Timing(period, Basis.YEAR)
    if basis is Basis.AVERAGE_12M:
        return Timing(Period.of(period.end), basis)
    if basis is Basis.SNAPSHOT:
        return Timing(Period.of(period.end), basis)
    return Timing(period, Basis.YEAR if period.months == 12 else basis)
