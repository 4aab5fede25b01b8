"""The list of checks: what is listed runs, and says what it looks for."""

from __future__ import annotations

from checks import CHECKS, findings_of
from tests.checks.figures_said import MEASURES, figure

TABLE = [figure("referrals", "218"), figure("re_referrals", "230")]


def test_every_check_says_what_it_looks_for() -> None:
    assert [check.__name__ for check in CHECKS if not (check.__doc__ or "").strip()] == []


def test_a_finding_names_the_places_of_its_figures() -> None:
    (finding,) = findings_of([figure("contacts", "400"), *TABLE], MEASURES)
    assert (finding.rule, finding.observations) == ("part_over_whole", (2, 1))


def test_a_report_without_figures_has_no_findings() -> None:
    assert findings_of([], MEASURES) == []
