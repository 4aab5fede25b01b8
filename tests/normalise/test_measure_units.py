from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from normalise.figures import read_figures
from normalise.measure_units import unit_of_label, unit_of_words, units_of_measures
from records.observation import Candidate, Evidence, Origin, Role, Unit
from records.page import Box


def down(label: str, texts: Sequence[str], col: int, *, role: Role = Role.ACTUAL, column: str = "") -> list[Candidate]:
    """The figures of a column under one label."""
    return [
        Candidate(
            read_figures(text)[0],
            Origin.TABLE,
            Evidence(1, Box(0, 0, 10, 10), table=0, row=row, col=col),
            text,
            label,
            column=(column or label,),
            role=role,
        )
        for row, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Number of assessments completed in 45 working days", Unit.COUNT),
        ("% of plans open for 2 years or more", Unit.PERCENT),
        ("Av. no. days between order and match", Unit.DAYS),
        ("No. of plans per 10K pop", Unit.PER_10K),
        ("First time entrants, rate per 100,000", Unit.PER_100K),
        ("Exclusions per 1,000 pupils", Unit.RATIO),
        ("Average number of cases per qualified social worker", Unit.CASES_PER_WORKER),
        ("Referrals | % repeat within a year", Unit.PERCENT),
        ("Assessments already past 45 working days", None),
    ],
)
def test_a_label_names_its_unit(label: str, unit: Unit | None) -> None:
    assert unit_of_label(label) is unit


@pytest.mark.parametrize(
    ("words", "unit"),
    [("Rate per 10,000", Unit.PER_10K), ("per 100,000", Unit.PER_100K), ("per 1,000", Unit.RATIO), ("%", Unit.PERCENT),
     ("Average count", None), ("No.", Unit.COUNT)],
)  # fmt: skip
def test_a_unit_column_names_a_unit(words: str, unit: Unit | None) -> None:
    assert unit_of_words(words) is unit


def test_under_one_label_of_a_rate_the_whole_numbers_beside_the_rate_are_counts() -> None:
    label = "No. of open plans per 10K"
    figures = down(label, ["465", "466", "449"], 1) + down(label, ["81.7", "81.8", "78.8"], 2)
    assert units_of_measures(figures) == [Unit.COUNT] * 3 + [Unit.PER_10K] * 3


def test_under_one_label_of_a_share_the_whole_numbers_beside_the_share_are_counts() -> None:
    label = "% of reviews in time"
    figures = down(label, ["41", "38", "44"], 1) + down(label, ["93%", "91%", "88%"], 2)
    assert units_of_measures(figures) == [Unit.COUNT] * 3 + [Unit.PERCENT] * 3


def test_a_rate_in_whole_numbers_is_a_rate_where_nothing_stands_beside_it() -> None:
    label = "Referrals per 10,000"
    figures = down(label, ["52", "70", "72"], 1) + down(label, ["12%", "8%", "9%"], 2, role=Role.PCT_CHANGE)
    assert units_of_measures(figures)[:3] == [Unit.PER_10K] * 3


def test_whole_numbers_under_another_heading_stay_rates() -> None:
    label = "Referrals per 10,000"
    figures = down(label, ["52", "70", "72"], 1, column="Target") + down(
        label, ["51.2", "70.1", "72.9"], 2, column="May"
    )
    assert units_of_measures(figures) == [Unit.PER_10K] * 6


def test_a_change_on_a_tile_is_of_the_tile_s_unit() -> None:
    box = Box(0, 0, 50, 50)
    whole, change = (
        Candidate(
            read_figures(text)[0], Origin.TILE, Evidence(1, box, support=((1, box),)), text, "On a plan", role=role
        )
        for text, role in (("388", Role.ACTUAL), ("9", Role.CHANGE))
    )
    assert units_of_measures([whole, change]) == [Unit.COUNT, Unit.COUNT]


def test_a_row_of_rates_under_a_count_leaves_the_count_a_count() -> None:
    counts = down("On a plan", ["412", "405"], 1)
    rates = [replace(one, unit_words="Rate per 10,000") for one in down("On a plan", ["49.9", "49.1"], 1)]
    assert units_of_measures(counts + rates) == [Unit.COUNT] * 2 + [Unit.PER_10K] * 2


def test_a_number_that_is_printed_with_a_decimal_is_no_count() -> None:
    assert units_of_measures(down("Our children", ["512", "192.0"], 1)) == [None, None]
    assert units_of_measures(down("Our children", ["512", "192"], 1)) == [Unit.COUNT, Unit.COUNT]


def test_a_column_that_rows_are_parts_of_names_their_unit() -> None:
    team = [replace(one, part="Average caseload Nov-23") for one in down("Duty team", ["18.2", "17.9"], 1)]
    assert units_of_measures(team) == [Unit.CASES_PER_WORKER] * 2
