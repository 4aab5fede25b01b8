"""Changes: what is denied, and what rounding allows."""

from __future__ import annotations

import pytest

from checks.arithmetic import stated_change
from records.observation import Direction, Role, Unit
from records.period import Basis
from tests.checks.figures_said import MEASURES, figure

UP, DOWN = Direction.UP, Direction.DOWN
CHANGES = [
    # now, then, the change, its direction, what is said of it (empty: it holds)
    ("197", "192", "5", DOWN, "197 is 5 more than 192"),
    ("197", "192", "5", UP, ""),
    ("197", "192", "6", UP, "197 is 5 more than 192"),
    ("197", "192", "5", None, ""),
    ("192", "192", "5", UP, "192 is the same as 192"),
    ("1,730", "1,755", "25", DOWN, ""),
    ("21.4%", "18.9%", "2.5%", UP, ""),
    ("21.4%", "18.9%", "3%", UP, ""),  # 2.5 rounds up
    ("21.4%", "18.9%", "5.2%", UP, "21.4 is 2.5 more than 18.9"),
    ("21%", "19%", "2.9%", UP, ""),  # 21.4 and 18.6 could be behind them
]


@pytest.mark.parametrize(("now", "then", "change", "direction", "said"), CHANGES)
def test_a_change_is_denied_by_the_two_values_of_its_sentence(
    now: str, then: str, change: str, direction: Direction | None, said: str
) -> None:
    measure = "re_referrals_pct" if "%" in now else "referrals"
    unit = Unit.POINTS if "%" in change else Unit.COUNT
    figures = [
        figure(measure, now, sentence=4),
        figure(measure, change, unit=unit, sentence=4, role=Role.CHANGE, compared_with="2020-10", direction=direction),
        figure(measure, then, period="2020-10", sentence=4),
    ]
    found = list(stated_change(figures, MEASURES))
    assert [finding.observations for finding in found] == ([(1, 0, 2)] if said else [])
    assert all(said in finding.message for finding in found)


RELATIVE = [
    ("117", "112", "-6%", DOWN, "from 112 to 117 is 4.5%"),
    ("117", "112", "4%", UP, ""),
    ("117", "112", "5%", UP, ""),
    ("96", "129", "-25%", DOWN, ""),
    ("3", "0", "100%", UP, ""),  # no share of nothing
    ("21%", "20%", "8%", UP, ""),  # 21.4 and 19.5 could be behind them
]


@pytest.mark.parametrize(("now", "then", "change", "direction", "said"), RELATIVE)
def test_a_relative_change_is_denied_by_the_two_values_of_its_row(
    now: str, then: str, change: str, direction: Direction, said: str
) -> None:
    measure = "re_referrals_pct" if "%" in now else "referrals"
    figures = [
        figure(measure, then, period="2020-10"),
        figure(measure, now),
        figure(measure, change, role=Role.PCT_CHANGE, compared_with="2020-10", direction=direction),
    ]
    found = list(stated_change(figures, MEASURES))
    assert [said in finding.message for finding in found] == ([True] if said else [])


def test_a_change_says_its_figures_with_their_pages_and_accuses_nobody() -> None:
    figures = [
        figure("referrals", "197", sentence=8, page=2),
        figure("referrals", "5", sentence=8, page=2, role=Role.CHANGE, compared_with="2020-10", direction=DOWN),
        figure("referrals", "192", sentence=8, page=2, period="2020-10"),
    ]
    (finding,) = stated_change(figures, MEASURES)
    assert finding.message == (
        "Referrals: a change of 5 (down) from October 2020 is stated on page 2, with the figures 197 (page 2) and"
        " 192 (page 2); 197 is 5 more than 192."
    )
    assert (finding.severity, finding.page) == ("error", 2)


SILENT = [
    ("another sentence", figure("referrals", "192", period="2020-10", sentence=9)),
    ("another measure", figure("contacts", "192", period="2020-10", sentence=8)),
    ("another time", figure("referrals", "192", period="2020-09", sentence=8)),
    ("what it covers differs", figure("referrals", "192", period="2020-10", basis=Basis.YTD, sentence=8)),
    ("a target", figure("referrals", "192", period="2020-10", role=Role.TARGET, sentence=8)),
    ("a bound", figure("referrals", "192", period="2020-10", operator="<", sentence=8)),
    ("no round figure", figure("referrals", "192", period="2020-10", note="approximate in the source", sentence=8)),
]


@pytest.mark.parametrize(("why", "then"), SILENT, ids=[why for why, _ in SILENT])
def test_a_change_is_not_held_against_figures_of_something_else(why: str, then: object) -> None:
    now = figure("referrals", "197", sentence=8)
    change = figure("referrals", "5", sentence=8, role=Role.CHANGE, compared_with="2020-10", direction=DOWN)
    assert list(stated_change([now, change, then], MEASURES)) == []  # type: ignore[list-item]


def test_a_change_against_a_target_is_no_change_between_two_values() -> None:
    figures = [
        figure("referrals", "197", sentence=8),
        figure("referrals", "5", sentence=8, role=Role.CHANGE, compared_with="target", direction=DOWN),
    ]
    assert list(stated_change(figures, MEASURES)) == []
