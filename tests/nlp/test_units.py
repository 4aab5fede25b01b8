"""Units that no figure of its own prints."""

from __future__ import annotations

import pytest

from nlp.frames import read_frames
from nlp.numerals import read_marks
from nlp.units import rate_units, units_of
from records.observation import Unit


def test_a_rate_rules_the_bare_numbers_behind_it_and_none_before() -> None:
    text = "There were 46 plans (8.3 per 10,000) against a national 9.1."
    assert rate_units(text, read_marks(text).figures) == {}
    text = "As a rate per 10,000 the figure was 51 (national 62)."
    assert set(rate_units(text, read_marks(text).figures).values()) == {Unit.PER_10K}


def test_a_rate_in_brackets_without_a_figure_says_no_unit() -> None:
    text = "The rate of cases referred (measured per 10,000 children) is shown below."
    assert read_marks(text).figures == ()
    assert rate_units(text, ()) == {}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Average caseloads had come down to 16.5 children.", [Unit.CASES_PER_WORKER]),
        (
            "There were 26 vacant case-holding social work posts, the caseload of 400 children.",
            [Unit.COUNT, Unit.COUNT],
        ),
        ("The average caseload is 17, compared to 23 in March.", [Unit.CASES_PER_WORKER, Unit.CASES_PER_WORKER]),
    ],
)
def test_beside_the_word_caseload_posts_and_children_are_counts(text: str, units: list[Unit]) -> None:
    figures = read_marks(text, [(text.index("March"), len(text))] if "March" in text else ()).figures
    assert units_of(text, figures, read_frames(text, figures)) == units
