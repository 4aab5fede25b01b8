"""Times of a sentence."""

from __future__ import annotations

import pytest

from nlp.numerals import read_marks
from nlp.times import Time, read_times
from normalise.periods import find_periods
from records.period import Month, Period

DECEMBER = Period.parse("2023-12")


def times(text: str, reported: Period | None = DECEMBER, until: Month | None = None) -> list[Time]:
    found = find_periods(text, reported=reported)
    figures = read_marks(text, [(one.start, one.end) for one in found]).figures
    return read_times(text, found, figures, reported=reported, until=until)


@pytest.mark.parametrize(
    ("text", "period", "basis"),
    [
        ("The year to date figure at the end of November was 21%.", "2023-04/2023-11", "ytd"),
        ("2023/24 YTD stands at 21%.", "2023-04/2023-12", "ytd"),
        ("Between April and September 2023 there were 14.", "2023-04/2023-09", "ytd"),
        ("There were 14 in the last six months.", "2023-07/2023-12", "None"),
        ("There were 14 the month before.", "2023-11", "None"),
        ("There were 14 in the month alone.", "2023-12", "month"),
        ("There were 14 in the quarter.", "2023-10/2023-12", "quarter"),
        ("In the last quarter there were 14.", "2023-10/2023-12", "quarter"),
        ("There were 14 on the last day of September.", "2023-09", "None"),
        ("There were 14 at the end of Q2.", "2023-07/2023-09", "quarter"),
        ("The average for the last 12 months is 14.", "2023-12", "average_12m"),
    ],
)
def test_two_expressions_of_one_time_are_one(text: str, period: str, basis: str) -> None:
    (one,) = times(text)
    assert (str(one.period), str(one.basis)) == (period, basis)


def test_a_look_back_inside_a_definition_times_no_figure() -> None:
    (one,) = times("The share of children who had a dental check in the last 12 months was 80%.")
    assert one.definition


def test_what_a_figure_is_compared_with_is_a_reference() -> None:
    assert [one.reference for one in times("It was 21% in December compared to October.")] == [False, True]


@pytest.mark.parametrize(
    ("text", "reported", "met", "period"),
    [
        ("As at today there were 14.", "2022-07/2022-09", "2023-01", "2023-01"),
        ("At the time of this meeting there were 14.", None, "2023-01", "2023-01"),
        ("At the time of this meeting there were 14.", "2022-09", None, "None"),
        ("At the time of writing there were 14.", "2022-09", "2023-01", "None"),
        ("There are currently 14 of them.", None, "2023-01", "2023-01"),
        ("The number of children in our care is 411.", None, "2023-01", "2023-01"),
        ("The number remains high at 276.", None, "2023-01", "2023-01"),
        ("There were now 290 social workers.", None, "2023-01", "2023-01"),
        ("In the last academic year it was 94%.", "2021-03", None, "2019-09/2020-08"),
        ("In the last academic year it was 94%.", "2020-09/2021-08", None, "2020-09/2021-08"),
        ("In the previous academic year it was 94%.", "2021-08", None, "None"),
        ("In the last academic year it was 94%.", "2020-04/2021-03", None, "None"),
        ("There were 14 during this period.", "2021-04/2021-09", None, "2021-04/2021-09"),
    ],
)
def test_now_this_period_and_school_years(text: str, reported: str | None, met: str | None, period: str) -> None:
    of, until = (Period.parse(reported) if reported else None), (Month.parse(met) if met else None)
    (one,) = times(text, of, until)
    assert str(one.period) == period


def test_a_mean_over_the_period_is_no_sum_of_it() -> None:
    (whole,) = times("The average for this period is 90 a month.", Period.parse("2015-04/2016-03"))
    assert (str(whole.period), str(whole.basis)) == ("2016-03", "average_12m")
    (half,) = times("The average for this period is 90 a month.", Period.parse("2015-04/2015-09"))
    assert half.averaged and half.basis is None


def test_a_paper_on_its_meeting_is_of_now_only_where_it_says_so() -> None:
    assert times("There are currently 14.", DECEMBER, Month.parse("2024-01")) == []
    assert times("The number is 411.", DECEMBER, Month.parse("2024-01")) == []
    assert times("The number was 411.", None, Month.parse("2024-01")) == []
