"""Shares, their counts and sums: what is denied, and what rounding allows."""

from __future__ import annotations

import pytest

from checks.shares import share_of_its_counts, share_of_its_own_counts, sum_of_parts
from records.period import Basis
from tests.checks.figures_said import MEASURES, figure

OWN = [
    ("60.8%", (118, 194), ""),
    ("60.9%", (118, 194), ""),  # within one unit of the last decimal: rounded up
    ("60%", (118, 194), ""),  # cut off
    ("62.8%", (118, 194), "60.8%"),
    ("99.2%", (479, 520), "92.1%"),
    ("0%", (0, 0), ""),
]


@pytest.mark.parametrize(("share", "counts", "said"), OWN)
def test_a_share_is_held_against_the_counts_printed_with_it(share: str, counts: tuple[int, int], said: str) -> None:
    found = list(share_of_its_own_counts([figure(None, share, part_of=counts)], MEASURES))
    assert [said in finding.message for finding in found] == ([True] if said else [])


ROWS = [
    ("45.4%", "275", "606", ""),
    ("50.7%", "275", "606", "45.4%"),
    ("45%", "275", "606", ""),
    ("0%", "0", "0", ""),
]


@pytest.mark.parametrize(("share", "part", "whole", "said"), ROWS)
def test_a_share_is_held_against_its_counts_in_the_same_table(share: str, part: str, whole: str, said: str) -> None:
    rows = [("referrals", whole), ("re_referrals", part), ("re_referrals_pct", share)]
    figures = [figure(measure, text, row=row) for row, (measure, text) in enumerate(rows)]
    found = list(share_of_its_counts(figures, MEASURES))
    assert [said in finding.message for finding in found] == ([True] if said else [])
    elsewhere = [*figures[:2], figure("re_referrals_pct", share, table=1)]
    assert list(share_of_its_counts(elsewhere, MEASURES)) == [], "another table may count otherwise"


def test_a_share_of_averages_is_not_the_average_of_shares() -> None:
    rows = [("referrals", "606"), ("re_referrals", "275"), ("re_referrals_pct", "50.7%")]
    figures = [figure(measure, text, basis=Basis.AVERAGE_12M) for measure, text in rows]
    assert list(share_of_its_counts(figures, MEASURES)) == []


def test_a_count_that_the_table_gives_twice_is_not_leant_upon() -> None:
    rows = [("referrals", "606"), ("referrals", "540"), ("re_referrals", "275"), ("re_referrals_pct", "50.7%")]
    figures = [figure(measure, text, row=row) for row, (measure, text) in enumerate(rows)]
    assert list(share_of_its_counts(figures, MEASURES)) == []


SUMS = [
    ("1,085", "565", "520", False),
    ("1,567", "1,040", "720", True),
    ("128", "47", "80", False),  # one was not recorded, perhaps
]


@pytest.mark.parametrize(("whole", "harm", "help_", "found"), SUMS)
def test_parts_add_up_to_no_more_than_their_whole(whole: str, harm: str, help_: str, found: bool) -> None:
    rows = [("contacts", whole), ("contacts_harm", harm), ("contacts_help", help_)]
    figures = [figure(measure, text, row=row) for row, (measure, text) in enumerate(rows)]
    assert len(list(sum_of_parts(figures, MEASURES))) == found
    assert list(sum_of_parts(figures[:2], MEASURES)) == [], "a part is missing: nothing can be said"
