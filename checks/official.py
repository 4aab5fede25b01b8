"""A benchmark that a paper prints otherwise than the official statistics of its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from checks.quoting import months, number, quoted, subject
from checks.restated import Stated
from records.catalogue import Indicator
from records.comparison import BenchmarkCheck
from records.observation import Unit
from records.period import Period
from records.reading import FindingAcross

RULE = "official"


def unlike_official(
    checks: Iterable[BenchmarkCheck], figures: Mapping[str, Stated], indicators: Mapping[str, Indicator]
) -> Iterator[FindingAcross]:
    """A benchmark of a stated year that differs from the official figure of that year, once a report and value.

    Without a stated year it may be of another year, which is no contradiction: such benchmarks stand in
    `benchmark_checks` only, as do those that are merely close. `figures` are the stored ones by id.
    """
    met: set[tuple[object, ...]] = set()
    for check in checks:
        stated = figures.get(check.observation_id)
        if stated is None or check.verdict != "differs" or check.official is None or not check.stated_period:
            continue
        figure = stated.observation
        key = (stated.report_id, check.indicator_id, check.role, check.printed, check.stated_period)
        if key in met:
            continue
        met.add(key)
        year = months(Period.parse(check.comparison_period)) if check.comparison_period else "that year"
        message = (
            f"{subject(figure, indicators)}: {quoted(figure)} is printed; the official figure for {year}"
            f"{vintage(check)} is {official_value(check, figure.unit)}."
        )
        page = figure.evidence.page
        yield FindingAcross(RULE, "note", message, page, stated.document_id, stated.report_id, (stated.id,))


def vintage(check: BenchmarkCheck) -> str:
    """Which publication was held against it, where it is not the newest."""
    return "" if check.vintage in (None, "current") else f", as published {check.vintage}"


def official_value(check: BenchmarkCheck, unit: Unit | None) -> str:
    """The official figure to two decimals, with its unit."""
    return number(round(Decimal(repr(check.official)), 2), unit)
