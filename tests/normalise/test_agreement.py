"""A figure of the narrative takes its measure and its months from the report's own tables, where only one fits."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from normalise.agreement import lean_on_tables
from records.catalogue import Label
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


def leaned(*figures: Observation) -> list[Observation]:
    return lean_on_tables(figures, [])[0]


def test_the_table_says_over_which_months_a_figure_of_the_text_runs() -> None:
    said, _ = leaned(SAID, ROLLING)
    assert (said.period, said.basis) == (Period.twelve_months_to(DECEMBER), Basis.ROLLING_12M)
    assert said.note == "the report's table has this figure as rolling_12m"


def test_a_table_with_a_figure_for_the_bare_month_keeps_the_two_apart() -> None:
    month = replace(ROLLING, value=Decimal(31), period=Period.of(DECEMBER), basis=Basis.MONTH)
    assert leaned(SAID, ROLLING, month)[0] == SAID


def test_another_value_measure_or_month_says_nothing() -> None:
    others = [
        replace(ROLLING, value=Decimal("368.7")),
        replace(ROLLING, indicator_id="icpc_rate"),
        replace(ROLLING, period=Period.twelve_months_to(DECEMBER.plus(-1))),
    ]
    assert [leaned(SAID, other)[0] for other in others] == [SAID] * 3


def test_two_bases_that_fit_leave_it_as_it_was() -> None:
    to_date = replace(ROLLING, period=Period.year_to_date(DECEMBER), basis=Basis.YTD)
    assert leaned(SAID, ROLLING, to_date)[0] == SAID


def test_a_quarters_column_is_no_reason_to_give_a_moment_up() -> None:
    moment = replace(SAID, basis=Basis.SNAPSHOT)
    quarter = replace(ROLLING, period=Period(DECEMBER.plus(-2), DECEMBER), basis=Basis.QUARTER)
    assert leaned(moment, quarter)[0] == moment


def test_a_table_that_counts_at_the_months_end_is_not_said_in_the_month() -> None:
    at_its_end = replace(ROLLING, period=SAID.period, basis=Basis.SNAPSHOT)
    assert leaned(SAID, at_its_end)[0].basis is Basis.SNAPSHOT


IN_TIME = replace(
    SAID,
    text="13 initial health assessments were held and 84.6% were completed in time.",
    value_text="84.6%",
    value=Decimal("84.6"),
    unit=Unit.PERCENT,
    indicator_id="cla_reviews_in_time_pct",
    indicator_text="were completed in time",
)
ROW = replace(
    IN_TIME,
    origin=Origin.TABLE,
    evidence=Evidence(2, None, table=0, row=3, col=5),
    indicator_id="cla_initial_health_assessment_in_time_pct",
    indicator_text="% of initial health assessments in time",
)
OTHERS = [
    replace(ROW, value=Decimal(n), indicator_id=None, indicator_text=text)
    for n, text in enumerate(
        ["% with a dental check", "% of reviews in time", "% visited in time", "Number of children"]
    )
]


def test_the_table_beside_a_sentence_says_which_measure_has_its_value() -> None:
    told, *_ = leaned(IN_TIME, ROW, *OTHERS)
    assert told.indicator_id == "cla_initial_health_assessment_in_time_pct"
    assert told.note == "named by the report's table: '% of initial health assessments in time', page 2"


def test_its_label_follows() -> None:
    label = Label(
        "372", "were completed in time", Unit.PERCENT, None, "cla_reviews_in_time_pct", "alias", 1.0, "accepted"
    )
    (told, *_), labels = lean_on_tables([replace(IN_TIME, label=0), ROW, *OTHERS], [label])
    assert told.label is not None
    assert labels[0] == label
    assert labels[told.label].indicator_id == told.indicator_id


def test_what_is_no_reason_to_take_the_tables_measure() -> None:
    reasons = {
        "two measures of the table have the value": [ROW, replace(ROW, indicator_id="cla_dental_check_pct")],
        "a table has it for the measure that the words said": [ROW, replace(ROW, indicator_id=IN_TIME.indicator_id)],
        "it stands pages away": [replace(ROW, evidence=Evidence(9, None, table=0, row=3, col=5))],
        "it is another month's": [replace(ROW, period=Period.of(DECEMBER.plus(-1)))],
        "it is a benchmark": [replace(ROW, role=Role.NATIONAL)],
        "no word is shared": [replace(ROW, indicator_text="% with a PEP")],
    }
    for reason, rows in reasons.items():
        assert leaned(IN_TIME, *rows, *OTHERS)[0] == IN_TIME, reason
    whole = replace(IN_TIME, value=Decimal(84))
    assert leaned(whole, replace(ROW, value=Decimal(84)), *OTHERS)[0] == whole, "a round share is met by chance"


def test_a_measure_that_the_tables_deny_is_left_open() -> None:
    strange = replace(ROW, indicator_text="% with a PEP")
    denied = replace(ROW, indicator_id=IN_TIME.indicator_id, indicator_text="% of reviews in time", value=Decimal(90))
    told, *_ = leaned(IN_TIME, strange, denied, *OTHERS)
    assert told.indicator_id is None
    assert told.note == "the report's table has this figure as '% with a PEP', page 2"


def test_a_figure_beside_one_that_was_mistaken_is_left_open_too() -> None:
    before = replace(IN_TIME, value=Decimal("80.2"), period=Period.of(DECEMBER.plus(-1)))
    other_measure = replace(before, indicator_id="cla_number")
    told, beside, untouched, *_ = leaned(IN_TIME, before, other_measure, ROW, *OTHERS)
    assert told.indicator_id == ROW.indicator_id
    assert beside.indicator_id is None
    assert untouched.indicator_id == "cla_number"


def test_what_a_table_has_the_rest_of_is_the_contrary_of_its_measure() -> None:
    late = replace(IN_TIME, value=Decimal(16), value_text="16%", text="16% of reviews were late.")
    in_time = replace(ROW, indicator_id=late.indicator_id, indicator_text="% of reviews in time", value=Decimal(84))
    assert leaned(late, in_time, *OTHERS)[0].indicator_id is None
    also_late = replace(in_time, value=Decimal(16))
    assert leaned(late, in_time, also_late, *OTHERS)[0].indicator_id == late.indicator_id
