"""The list of checks: what is listed runs, and each report of a document is checked by itself."""

from __future__ import annotations

from checks import CHECKS, findings_of
from tests.checks.figures_said import MEASURES, figure

TABLE = [figure("referrals", "218"), figure("re_referrals", "230")]


def test_every_check_says_what_it_looks_for() -> None:
    assert [check.__name__ for check in CHECKS if not (check.__doc__ or "").strip()] == []


def test_a_finding_names_the_places_of_its_figures() -> None:
    (finding,) = findings_of([figure("contacts", "400"), *TABLE], MEASURES)
    assert (finding.rule, finding.observations) == ("part_over_whole", (2, 1))


def test_reports_of_one_document_are_not_held_against_each_other() -> None:
    here = figure("referrals", "218", table=0, page=2)
    there = figure("referrals", "318", table=1, page=9)
    assert findings_of([here, there], MEASURES, papers=[(2, 8), (9, 12)]) == []
    (finding,) = findings_of([here, there], MEASURES)
    assert finding.rule == "table_and_table"


def test_places_are_those_of_the_whole_document() -> None:
    before = [figure("contacts", "400", page=1)]
    after = [figure("referrals", "218", page=5), figure("re_referrals", "230", page=5)]
    (finding,) = findings_of([*before, *after], MEASURES, papers=[(1, 4), (5, 9)])
    assert finding.observations == (2, 1)


def test_a_report_without_figures_has_no_findings() -> None:
    assert findings_of([], MEASURES) == []
