"""What no count can give, and what only looks so."""

from __future__ import annotations

import pytest

from checks.bounds import part_over_whole, share_over_hundred
from records.observation import Observation, Role, Unit
from records.period import Basis
from tests.checks.figures_said import MEASURES, figure

SHARES = [
    (figure("re_referrals_pct", "100%"), None),
    (figure("re_referrals_pct", "100.1%"), "share_over_hundred"),
    (figure("re_referrals_pct", "104%", role=Role.TARGET), "share_over_hundred"),
    (figure("re_referrals_pct", "104%", role=Role.PCT_CHANGE), None),
    (figure("referrals", "104%"), None),  # no share of something: a change, or a name that is wrong
    (figure(None, "104%"), None),
    (figure("re_referrals_pct", "60.8%", part_of=(194, 118)), "part_over_whole"),
    (figure("re_referrals_pct", "60.8%", part_of=(118, 194)), None),
    (figure("re_referrals_pct", "104", unit=Unit.DAYS), None),
]


@pytest.mark.parametrize(("share", "rule"), SHARES)
def test_a_share_is_at_most_the_whole(share: Observation, rule: str | None) -> None:
    assert [finding.rule for finding in share_over_hundred([share], MEASURES)] == ([rule] if rule else [])


PARTS = [
    ("230", {}, True),
    ("218", {}, False),
    ("12", {}, False),
    ("230", {"table": 1}, False),
    ("230", {"period": "2020-10"}, False),
    ("230", {"basis": Basis.YTD}, False),
    ("230", {"role": Role.TARGET}, False),
    ("230", {"operator": ">"}, False),
]


@pytest.mark.parametrize(("part", "more", "found"), PARTS)
def test_a_part_is_at_most_its_whole_in_one_table_and_time(part: str, more: dict[str, object], found: bool) -> None:
    figures = [figure("referrals", "218"), figure("re_referrals", part, row=1, **more)]  # type: ignore[arg-type]
    assert len(list(part_over_whole(figures, MEASURES))) == found


def test_the_message_quotes_both_figures_with_their_pages() -> None:
    figures = [figure("referrals", "218", page=3), figure("re_referrals", "230", row=1, page=3)]
    (finding,) = part_over_whole(figures, MEASURES)
    assert finding.message == (
        "Re referrals, in the month, November 2020: 230 (page 3) is printed, more than 218 (page 3) for Referrals,"
        " of which it is a part."
    )
