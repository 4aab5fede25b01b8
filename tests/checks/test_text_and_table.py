"""One measure, one time, two values; and the many ways in which it only seems so."""

from __future__ import annotations

import pytest

from checks.text_and_table import table_and_table, text_and_table
from records.observation import Observation, Role
from records.period import Basis
from tests.checks.figures_said import MEASURES, figure

TABLE = [
    figure("referrals", "231", period="2020-10"),
    figure("referrals", "218", period="2020-11"),
    figure("re_referrals_pct", "21.4%", row=1),
    figure("contacts", "224", row=2),
]
SAID = [
    ("the same value", [figure("referrals", "218", sentence=1)], False),
    ("another value", [figure("referrals", "219", sentence=1)], True),
    ("rounded", [figure("re_referrals_pct", "21%", sentence=1)], False),
    ("rounded wrongly", [figure("re_referrals_pct", "22%", sentence=1)], True),
    ("of another month", [figure("referrals", "219", period="2020-09", sentence=1)], False),
    ("the year to date", [figure("referrals", "219", basis=Basis.YTD, sentence=1)], False),
    ("a target", [figure("referrals", "219", role=Role.TARGET, sentence=1)], False),
    ("a table's value of another month", [figure("referrals", "231", sentence=1)], False),
    ("a table's value of another measure", [figure("referrals", "224", sentence=1)], False),
    ("too far away to be of one thing", [figure("referrals", "63", sentence=1)], False),
    ("points too far away", [figure("re_referrals_pct", "31%", sentence=1)], False),
    ("a range", [figure("referrals", "215", sentence=1), figure("referrals", "225", sentence=1)], False),
    ("beside the table's value", [figure("referrals", "216", sentence=1), figure(None, "218", sentence=1)], False),
    ("approximate", [figure("referrals", "220", sentence=1, note="approximate in the source")], False),
    ("a bound", [figure("referrals", "220", sentence=1, operator=">")], False),
]


@pytest.mark.parametrize(("why", "said", "found"), SAID, ids=[why for why, *_ in SAID])
def test_the_text_is_held_against_the_tables(why: str, said: list[Observation], found: bool) -> None:
    assert len(list(text_and_table([*TABLE, *said], MEASURES))) == found


def test_the_message_quotes_text_and_table() -> None:
    (finding,) = text_and_table([*TABLE, figure("referrals", "219", sentence=1, page=4)], MEASURES)
    assert finding.message == (
        "Referrals, in the month, November 2020: the text says 219 (page 4), a table 218 (page 1)."
    )
    assert finding.observations == (4, 1)


def test_one_table_that_agrees_is_enough() -> None:
    other = figure("referrals", "219", table=1)
    assert list(text_and_table([*TABLE, other, figure("referrals", "219", sentence=1)], MEASURES)) == []


TABLES = [
    ([figure("referrals", "1,805"), figure("referrals", "2,428", table=1)], True),
    ([figure("referrals", "1,805"), figure("referrals", "1805", table=1)], False),
    ([figure("re_referrals_pct", "21.4%"), figure("re_referrals_pct", "21%", table=1)], False),
    ([figure("referrals", "1,805"), figure("referrals", "2,428", table=0)], False),  # two things of one name
    ([figure("referrals", "1,805"), figure("referrals", "9", table=1), figure("referrals", "7", table=1)], False),
    ([figure("referrals", "1,805"), figure("referrals", "1,131", table=None)], False),  # a tile
]


@pytest.mark.parametrize(("figures", "found"), TABLES)
def test_two_tables_are_held_against_each_other(figures: list[Observation], found: bool) -> None:
    assert len(list(table_and_table(figures, MEASURES))) == found
