"""Which reports are held, missing by the rhythm of what is held, or unreadable."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from records.comparison import Coverage, Held
from records.period import Month, Period

RHYTHMS = (1, 2, 3, 6, 12)
"""Months between two reports, as committees meet."""


def coverage_of(reports: Iterable[Held]) -> list[Coverage]:
    """One row an authority and reported month: held, unreadable and why, or missing between first and last.

    The rhythm is the commonest gap between two reports held, taken down to one by which committees meet; with fewer
    than three reports there is no rhythm to go by, and nothing is called missing.
    """
    by_authority: dict[str, dict[Month, Held]] = defaultdict(dict)
    for report in reports:
        month = Period.parse(report.report_period).end
        known = by_authority[report.authority_id].get(month)
        if known is None or known.status == "failed":
            by_authority[report.authority_id][month] = report
    rows = []
    for authority, months in sorted(by_authority.items()):
        for month in sorted(set(months) | set(missing_months(sorted(months)))):
            rows.append(row_of(authority, month, months.get(month), sorted(months)))
    return rows


def missing_months(held: list[Month]) -> list[Month]:
    """The months between first and last that the rhythm of `held` (in order) asks for and that are not there."""
    gaps = Counter(later.minus(earlier) for earlier, later in zip(held, held[1:]))
    if len(held) < 3:
        return []
    commonest = min(gaps, key=lambda gap: (-gaps[gap], gap))
    rhythm = max(step for step in RHYTHMS if step <= commonest)
    missing = []
    for earlier, later in zip(held, held[1:]):
        expected = earlier.plus(rhythm)
        while expected < later:
            missing.append(expected)
            expected = expected.plus(rhythm)
    return missing


def row_of(authority: str, month: Month, report: Held | None, held: list[Month]) -> Coverage:
    """The row of one authority and month."""
    if report is None:
        why = f"{len(held)} reports from {held[0]} to {held[-1]} are held, at a rhythm that this month belongs to"
        return Coverage(authority, str(month), "missing", None, why)
    if report.status == "failed":
        return Coverage(authority, report.report_period, "unreadable", report.document_id, report.error)
    doubt = "some pages could not be read" if report.status == "partly read" else None
    return Coverage(authority, report.report_period, "held", report.document_id, doubt)
