"""A benchmark that a paper prints otherwise than the official statistics of its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from checks.quoting import months, number, quoted, subject
from checks.restated import Stated
from records.catalogue import Indicator
from records.comparison import BenchmarkCheck
from records.observation import Unit
from records.period import Month, Period
from records.reading import FindingAcross

RULE = "official"
REVISED_IN, UNREVISED_TO = Month(2023, 10), Month(2021, 3)
FARTHEST = 0.25
"""Of the official value; what is further away is hardly of the same measure."""


def unlike_official(
    checks: Iterable[BenchmarkCheck], figures: Mapping[str, Stated], indicators: Mapping[str, Indicator]
) -> Iterator[FindingAcross]:
    """A benchmark of a stated year that differs from the official figure of that year, once a report and value.

    What is no contradiction stands in `benchmark_checks` only: a benchmark without a year may be of another one, a
    neighbours' mean of a time whose neighbours we do not know is of other councils, what was revised since may have
    been quoted rightly, and a value far from the official one is rather of another measure that we misread.
    `figures` are the stored ones by id.
    """
    met: set[tuple[object, ...]] = set()
    for check in checks:
        stated = figures.get(check.observation_id)
        if stated is None or not is_contradiction(check) or not is_as_quoted_then(check, stated):
            continue
        figure = stated.observation
        key = (stated.report_id, check.indicator_id, check.role, check.printed, check.stated_period)
        if key in met:
            continue
        met.add(key)
        year = months(Period.parse(check.comparison_period)) if check.comparison_period else "that year"
        message = (
            f"{subject(figure, indicators)}: {quoted(figure)} is printed; {official_words(check)} for"
            f" {year}{vintage(check)} is {official_value(check, figure.unit)}."
        )
        page = figure.evidence.page
        yield FindingAcross(RULE, "note", message, page, stated.document_id, stated.report_id, (stated.id,))


def is_contradiction(check: BenchmarkCheck) -> bool:
    """True where paper and official figure are certainly of one thing, and differ."""
    return (
        check.verdict == "differs"
        and check.stated_period is not None
        and check.official is not None
        and "(stand-in)" not in (check.neighbour_model or "")
        and abs(check.printed - check.official) <= FARTHEST * abs(check.official)
    )


def vintage(check: BenchmarkCheck) -> str:
    """Which publication was held against it, where it is not the newest."""
    return "" if check.vintage in (None, "current") else f", as published in {check.vintage},"


def is_as_quoted_then(check: BenchmarkCheck, stated: Stated) -> bool:
    """True where the official figures held here are those that could be quoted on the paper's day.

    DfE revised the years from 2021/22 on in autumn 2023; what it had published of them before is not held here.
    Source: data/reference/README.md, "Vintages".
    """
    if not stated.report_period:
        return False
    since = Period.parse(stated.report_period).end >= REVISED_IN
    return since or Period.parse(check.stated_period or "").end <= UNREVISED_TO


def official_words(check: BenchmarkCheck) -> str:
    """What the official value is."""
    neighbours = f"ten statistical neighbours (model of {check.neighbour_model})"
    return {
        "statistical_neighbour": f"the mean of the official figures of the {neighbours}",
        "best_statistical_neighbour": f"the best of the official figures of the {neighbours}",
        "national_top_quartile": "the best quarter's edge by the official figures",
    }.get(check.role, "the official figure")


def official_value(check: BenchmarkCheck, unit: Unit | None) -> str:
    """The official figure to two decimals, with its unit."""
    return number(round(Decimal(repr(check.official)), 2), unit)
