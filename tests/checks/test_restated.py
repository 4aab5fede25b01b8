"""What a later report changes, and what is no change."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from checks.restated import restated
from records.observation import Observation, Role
from records.period import Basis
from tests.checks.figures_said import MEASURES, figure


@dataclass(frozen=True)
class Stated:
    id: str
    report_id: str
    report_period: str | None
    observation: Observation
    authority_id: str | None = "101"
    document_id: str = "paper"


NOVEMBER = Stated("a", "november", "2020-11", figure("referrals", "218", page=2))
DECEMBER = [
    ("the same", figure("referrals", "218"), False),
    ("another value", figure("referrals", "223"), True),
    ("another month", figure("referrals", "223", period="2020-12"), False),
    ("the year to date", figure("referrals", "223", basis=Basis.YTD), False),
    ("another measure", figure("contacts", "223"), False),
    ("a target", figure("referrals", "223", role=Role.TARGET), False),
    ("a sentence", figure("referrals", "223", sentence=3), False),
    ("a bound", figure("referrals", "223", operator=">"), False),
    ("no measure", figure(None, "223"), False),
]


@pytest.mark.parametrize(("why", "later", "found"), DECEMBER, ids=[why for why, *_ in DECEMBER])
def test_a_later_report_is_held_against_the_earlier(why: str, later: Observation, found: bool) -> None:
    december = Stated("b", "december", "2020-12", later)
    assert len(list(restated([NOVEMBER, december], MEASURES))) == found


def test_the_finding_stands_with_the_later_report_and_quotes_both() -> None:
    later = Stated("b", "december", "2020-12", figure("referrals", "223", page=3))
    (finding,) = restated([later, NOVEMBER], MEASURES)
    assert finding.message == (
        "Referrals, in the month, November 2020: this report says 223 (page 3); the one on November 2020 said"
        " 218 (page 2)."
    )
    assert (finding.report_id, finding.observations, finding.severity) == ("december", ("b", "a"), "note")


def test_each_report_is_held_against_the_one_before_it() -> None:
    later = [
        Stated("b", "december", "2020-12", figure("referrals", "223")),
        Stated("c", "january", "2021-01", figure("referrals", "223")),
        Stated("d", "february", "2021-02", figure("referrals", "218")),
    ]
    assert [f.observations for f in restated([NOVEMBER, *later], MEASURES)] == [("b", "a"), ("d", "c")]


NOT_HELD = [
    ("another council's", Stated("b", "december", "2020-12", figure("referrals", "223"), authority_id="102")),
    ("no council's", Stated("b", "december", "2020-12", figure("referrals", "223"), authority_id=None)),
    ("of no told month", Stated("b", "december", None, figure("referrals", "223"))),
    ("of the same month", Stated("b", "another part", "2020-11", figure("referrals", "223"))),
]


@pytest.mark.parametrize(("why", "other"), NOT_HELD, ids=[why for why, _ in NOT_HELD])
def test_a_report_is_not_later_when_it_is(why: str, other: Stated) -> None:
    assert list(restated([NOVEMBER, other], MEASURES)) == []


def test_a_report_that_gives_two_values_itself_is_passed_over() -> None:
    twice = [
        Stated("b", "december", "2020-12", figure("referrals", "223")),
        Stated("c", "december", "2020-12", figure("referrals", "240")),
    ]
    assert list(restated([NOVEMBER, *twice], MEASURES)) == []
