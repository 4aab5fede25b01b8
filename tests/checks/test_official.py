"""Benchmarks unlike the official figure: which of them are contradictions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.official import unlike_official
from records.comparison import BenchmarkCheck
from records.observation import Role
from tests.checks.figures_said import MEASURES, figure
from tests.checks.test_restated import Stated

YEAR = "2018-04/2019-03"
PRINTED = Stated(
    "a", "november", "2020-11", figure("re_referrals_pct", "24.6%", role=Role.NATIONAL, period=YEAR, basis=None, page=3)
)
CHECK = BenchmarkCheck(
    observation_id="a",
    authority_id="101",
    indicator_id="re_referrals_pct",
    role="national",
    printed=24.6,
    official=22.6,
    difference=2.0,
    verdict="differs",
    comparison_period=YEAR,
    stated_period=YEAR,
    vintage="current",
    neighbour_model=None,
    note=None,
)
CASES = [
    ("unlike", {}, True),
    ("close", {"verdict": "close"}, False),
    ("alike", {"verdict": "agrees"}, False),
    ("nothing official held", {"verdict": "no official figure", "official": None}, False),
    ("no year stated", {"stated_period": None}, False),
    ("of neighbours not known then", {"role": "statistical_neighbour", "neighbour_model": "2021 (stand-in)"}, False),
    ("of neighbours known then", {"role": "statistical_neighbour", "neighbour_model": "2021"}, True),
    ("far off, so of another measure", {"printed": 70.0}, False),
    ("of a figure that does not count", {"observation_id": "gone"}, False),
]


@pytest.mark.parametrize(("why", "change", "found"), CASES, ids=[why for why, *_ in CASES])
def test_a_benchmark_of_a_stated_year_is_held_against_the_official_one(
    why: str, change: dict[str, object], found: bool
) -> None:
    check = replace(CHECK, **change)  # type: ignore[arg-type]
    assert len(list(unlike_official([check], {"a": PRINTED}, MEASURES))) == found


REVISED = "2021-04/2022-03"
DAYS = [
    ("2020-11", YEAR, True),
    ("2022-10", REVISED, False),  # what was published then is not held
    ("2023-10", REVISED, True),
    (None, YEAR, False),
]


@pytest.mark.parametrize(("reported", "year", "found"), DAYS)
def test_what_was_revised_since_may_have_been_quoted_rightly(reported: str | None, year: str, found: bool) -> None:
    stated = replace(PRINTED, report_period=reported)
    check = replace(CHECK, stated_period=year)
    assert len(list(unlike_official([check], {"a": stated}, MEASURES))) == found


def test_the_message_quotes_paper_and_statistics() -> None:
    (finding,) = unlike_official([replace(CHECK, vintage="2023")], {"a": PRINTED}, MEASURES)
    assert finding.message == (
        "Re referrals pct (national), April 2018 to March 2019: 24.6% (page 3) is printed; the official figure for"
        " April 2018 to March 2019, as published in 2023, is 22.6%."
    )
    assert (finding.rule, finding.severity, finding.observations) == ("official", "note", ("a",))


def test_a_benchmark_printed_on_several_pages_is_told_once() -> None:
    twin = replace(PRINTED, id="b")
    checks = [CHECK, replace(CHECK, observation_id="b")]
    assert len(list(unlike_official(checks, {"a": PRINTED, "b": twin}, MEASURES))) == 1
