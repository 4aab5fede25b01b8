"""A figure of the narrative takes its basis from the report's own table, where only one fits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from normalise.agreement import lean_on_tables
from records.observation import Evidence, Observation, Origin, Role, Unit
from records.period import Basis, Month, Period

DECEMBER = Month(2020, 12)
SAID = Observation(
    origin=Origin.PROSE,
    evidence=Evidence(2, None, sentence=4),
    text="The rate was 368.6 in December.",
    value_text="368.6",
    value=Decimal("368.6"),
    unit=Unit.PER_10K,
    indicator_id="s47_rate",
    indicator_text="The rate",
    period=Period.of(DECEMBER),
    basis=Basis.MONTH,
    role=Role.ACTUAL,
)
ROLLING = replace(
    SAID,
    origin=Origin.TABLE,
    evidence=Evidence(1, None, table=0, row=3, col=5),
    period=Period.twelve_months_to(DECEMBER),
    basis=Basis.ROLLING_12M,
)


def test_the_table_says_over_which_months_a_figure_of_the_text_runs() -> None:
    said, _ = lean_on_tables([SAID, ROLLING])
    assert (said.period, said.basis) == (Period.twelve_months_to(DECEMBER), Basis.ROLLING_12M)
    assert said.note == "the report's table has this figure as rolling_12m"


def test_a_table_with_a_figure_for_the_bare_month_keeps_the_two_apart() -> None:
    month = replace(ROLLING, value=Decimal(31), period=Period.of(DECEMBER), basis=Basis.MONTH)
    assert lean_on_tables([SAID, ROLLING, month])[0] == SAID


def test_another_value_measure_or_month_says_nothing() -> None:
    others = [
        replace(ROLLING, value=Decimal("368.7")),
        replace(ROLLING, indicator_id="icpc_rate"),
        replace(ROLLING, period=Period.twelve_months_to(DECEMBER.plus(-1))),
    ]
    assert [lean_on_tables([SAID, other])[0] for other in others] == [SAID] * 3


def test_two_bases_that_fit_leave_it_as_it_was() -> None:
    to_date = replace(ROLLING, period=Period.year_to_date(DECEMBER), basis=Basis.YTD)
    assert lean_on_tables([SAID, ROLLING, to_date])[0] == SAID


def test_a_quarters_column_is_no_reason_to_give_a_moment_up() -> None:
    moment = replace(SAID, basis=Basis.SNAPSHOT)
    quarter = replace(ROLLING, period=Period(DECEMBER.plus(-2), DECEMBER), basis=Basis.QUARTER)
    assert lean_on_tables([moment, quarter])[0] == moment
