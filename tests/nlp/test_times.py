"""Times of a sentence."""

from __future__ import annotations

import pytest

from nlp.numerals import read_marks
from nlp.times import Time, read_times
from normalise.periods import find_periods
from records.period import Period

DECEMBER = Period.parse("2023-12")


def times(text: str) -> list[Time]:
    found = find_periods(text, reported=DECEMBER)
    figures = read_marks(text, [(one.start, one.end) for one in found]).figures
    return read_times(text, found, figures, reported=DECEMBER)


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
