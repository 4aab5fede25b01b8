"""Times of a sentence, and the stretches that speak of one measure."""

from __future__ import annotations

import pytest

from nlp.frames import SectionState, Time, rate_units, read_frames, read_times
from nlp.marks import read_marks
from normalise.periods import find_periods
from records.observation import Unit
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
        ("The average for the last 12 months is 14.", "2023-12", "average_12m"),
    ],
)
def test_two_expressions_of_one_time_are_one(text: str, period: str, basis: str) -> None:
    (one,) = times(text)
    assert (str(one.period), one.basis) == (period, basis)


def test_a_look_back_inside_a_definition_times_no_figure() -> None:
    (one,) = times("The share of children who had a dental check in the last 12 months was 80%.")
    assert one.definition


def test_what_a_figure_is_compared_with_is_a_reference() -> None:
    assert [one.reference for one in times("It was 21% in December compared to October.")] == [False, True]


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("The number of plans was 21 in May and 19 in April.", 1),
        ("The number of plans started was 21 and the number ended was 19.", 2),
        ("87% had a health check and 79% had a dental check.", 2),
        ("There were 90 contacts, of which 31 went on to referral.", 2),
    ],
)
def test_a_new_subject_opens_a_frame_once_a_figure_has_stood(text: str, frames: int) -> None:
    assert len(read_frames(text, read_marks(text).figures)) == frames


def test_a_rate_rules_the_bare_numbers_behind_it_and_none_before() -> None:
    text = "There were 46 plans (8.3 per 10,000) against a national 9.1."
    assert rate_units(text, read_marks(text).figures) == {}
    text = "As a rate per 10,000 the figure was 51 (national 62)."
    assert set(rate_units(text, read_marks(text).figures).values()) == {Unit.PER_10K}


def test_a_section_forgets_at_a_new_heading() -> None:
    state = SectionState("Referrals", indicator_id="referrals", builds_up=True)
    state.enter("Referrals")
    assert state.indicator_id == "referrals"
    state.enter("Assessments")
    assert (state.indicator_id, state.builds_up) == (None, False)
