"""Headings over headings: what the inner one leaves open the outer one says; and which year, stretch or benchmark the
levels mean together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalise.heading import Heading
from normalise.heading_times import CHANGES, bare_year, joined, lone_year, of_year
from records.observation import Role
from records.period import Basis, Month, Period, Timing


def under(outer: Heading, inner: Heading, reported: Period | None) -> Heading:
    """A heading under another: what the inner one leaves open, the outer one says."""
    timing = inner.timing
    if inner.role is not None and inner.role.is_goal and outer.column == "unclear":
        timing = inner.timing  # '2021/22 benchmarks' over 'Target': the year is that of the benchmarks beside it
    elif timing.period is None and timing.basis is None and inner.when in {None, "current"}:
        timing = outer.timing
    elif timing.period is None and outer.timing.period is not None and timing.basis is not None:
        timing = joined(outer.timing.period, timing.basis, reported)
    elif timing.period is not None and outer.timing.basis in {Basis.ROLLING_12M, Basis.YTD}:
        # 'Rolling 12 months' over 'Dec-20'; 'YTD' beside '2019/20' is that year.
        if timing.period.months < 12 or outer.timing.basis is Basis.YTD:
            timing = joined(timing.period, outer.timing.basis, reported)
    elif timing.period is not None and timing.period.months == 1 and outer.timing == Timing(None, Basis.SNAPSHOT):
        timing = Timing(timing.period, Basis.SNAPSHOT)
    role = inner.role or outer.role
    if role in CHANGES and inner.role not in CHANGES:
        role = inner.role
    kind = inner.column or (outer.column if not inner.says_figures else None)
    return Heading(
        inner.text,
        inner.rest or (outer.rest if not inner.is_qualifier or outer.rest else ""),
        role,
        timing if inner.role not in CHANGES else inner.timing,
        inner.comparator,
        inner.unit or outer.unit,
        kind,
        (inner.when or outer.when) if timing.period is None else None,
        inner.note or (outer.note if timing.period is None else None),
        inner.stretch,
    )


def with_their_year(levels: Sequence[str]) -> Sequence[str]:
    """The levels, a month or quarter with the bare year that stands over or under it: '2021' and 'October'."""
    years = [year for year in map(bare_year, levels) if year is not None]
    if len(years) != 1 or len(levels) < 2:
        return levels
    dated = [f"{text} {years[0]}" if of_year(text, years[0]) else text for text in levels]
    return [text for text in dated if bare_year(text) is None] if dated != list(levels) else levels


def of_named_year(heading: Heading, levels: Sequence[str]) -> Heading:
    """Which year is meant where a level says so: 'ACADEMIC YEAR' over '2014/15', 'Year ending March' over '2019'."""
    words = " ".join(levels).lower()
    period = heading.timing.period
    if (
        period
        and period.months == 12
        and period.start.month == 4
        and re.search(r"\b(?:academic|school) years?\b", words)
    ):
        return replace(heading, timing=Timing(Period.academic_year(period.start.year), Basis.YEAR))
    bare = re.fullmatch(r"\W*((?:19|20)\d\d)\W*", levels[-1])
    if bare and len(levels) > 1:
        year = int(bare[1])
        if re.search(
            r"(?:year|years|yr|12 months) (?:to|ending|ended|end)\b|\bat (?:31(?:st)? )?march|31(?:st)? march", words
        ):
            return replace(heading, timing=Timing(Period.financial_year(year - 1), Basis.YEAR), note=None)
        if "calendar year" in words:
            return replace(heading, timing=Timing(Period(Month(year, 1), Month(year, 12)), Basis.YEAR), note=None)
        if re.search(r"\bacademic years?", words):
            return replace(heading, note=f"{heading.note}, or an academic year")
    return heading


_ENDS_IN_MARCH = re.compile(
    r"\b(?:(?:years?|yrs?|12 months|twelve months)(?: |-)(?:to|ending|ended|ends?)|as at|at|as of|position on)"
    r"(?: the end of)?(?: (?:the )?31(?:st)?)?(?: of)? mar(?:ch)?\b|\b31(?:st)? mar(?:ch)?\b",
    re.IGNORECASE,
)


def of_titled_year(heading: Heading, title: str) -> Heading:
    """A bare year under a title that says which years it counts in: '2021' under 'Years ended 31 March'."""
    year = lone_year(heading.text)
    if year is None or heading.timing.period is not None or "bare year" not in (heading.note or ""):
        return heading
    if _ENDS_IN_MARCH.search(title):
        note = f"{year} taken as the year ended March {year}"
        return replace(heading, timing=Timing(Period.financial_year(year - 1), Basis.YEAR), note=note)
    if re.search(r"\bcalendar years?\b", title, re.IGNORECASE):
        return replace(heading, timing=Timing(Period(Month(year, 1), Month(year, 12)), Basis.YEAR), note=None)
    return heading


_OF_TWELVE_ONLY = {"high": "highest", "peak": "highest", "low": "lowest", "trough": "lowest"}
"""Words that mean a stretch beside twelve months; elsewhere 'High' may be a level of risk."""
_OF_TWELVE = {"highest": Role.MAX_12M, "lowest": Role.MIN_12M}


def of_stretch(heading: Heading) -> Heading:
    """'Last 12 months' over 'Average' or 'Max'; an average of another time has that time and no basis.

    Source: gold/README.md, rule 6.
    """
    if heading.rest in _OF_TWELVE_ONLY and heading.timing.basis is Basis.ROLLING_12M:
        heading = replace(heading, rest="", stretch=_OF_TWELVE_ONLY[heading.rest])
    if heading.stretch is None or heading.rest or heading.role is not None:
        return heading
    period, basis = heading.timing.period, heading.timing.basis
    if heading.stretch in _OF_TWELVE:
        if basis is not Basis.ROLLING_12M:
            return heading
        return replace(heading, role=_OF_TWELVE[heading.stretch], timing=Timing(), column=None, note=None)
    if basis is Basis.ROLLING_12M:
        average = Timing(period and Period.of(period.end), Basis.AVERAGE_12M)
        return replace(heading, timing=average, stretch=None, note=None)
    if basis is Basis.AVERAGE_12M or heading.when == "current" or (period and period.months == 1):
        return heading
    if period is None and basis is not Basis.YTD:
        return replace(heading, note="an average; of which times, the heading does not say") if not basis else heading
    return replace(heading, timing=Timing(period), note="an average over the time, no basis of its own")


def of_benchmark(heading: Heading, levels: Sequence[str]) -> Heading:
    """'England (2022)': a bare year on a benchmark is the year ended in its March. Source: gold/README.md, rule 5."""
    if heading.role is None or not heading.role.is_benchmark or heading.timing.period is not None:
        return heading
    year = lone_year(" | ".join(levels))
    if year is None:
        return heading
    note = f"{year} taken as the year ended March {year}"
    return replace(heading, timing=Timing(Period.financial_year(year - 1), Basis.YEAR), note=note)


def of_exam_year(heading: Heading) -> Heading:
    """A bare year over results of exams ('2024', 'England 2024'): the school year that ended in it."""
    year = lone_year(heading.text)
    bare = heading.timing.period is None or (heading.note or "").endswith(f"taken as the year ended March {year}")
    if year is None or not bare or heading.when is not None:
        return heading
    timing = Timing(Period.academic_year(year - 1), Basis.YEAR)
    return replace(heading, timing=timing, note=f"{year} taken as the school year that ended in it")
