"""What column and row say together, on tables of the kinds that councils print."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from normalise.cells import candidates_of
from normalise.headers import HeadingReader
from normalise.layout import Places
from records.catalogue import Catalogue, HeadingWord
from records.observation import Candidate
from records.period import Period
from records.table import Table
from tests.normalise.grids import table

ROOT = Path(__file__).resolve().parents[2]
DECEMBER = Period.parse("2023-12")
PLACES = Places(own=frozenset({"ourtown"}))


@pytest.fixture(scope="module")
def reader() -> HeadingReader:
    with (ROOT / "data" / "catalogue" / "header_words.csv").open(encoding="utf-8") as file:
        words = tuple(HeadingWord(row["words"], row["meaning"], row["value"]) for row in csv.DictReader(file))
    return HeadingReader(Catalogue((), (), (), words))


def found_in(of: Table, reader: HeadingReader, reported: Period = DECEMBER) -> list[Candidate]:
    return candidates_of(of, reader=reader, reported=reported, places=PLACES)[0]


@pytest.mark.parametrize(
    "row, expected",
    [
        ("Ourtown", ["2023-11 actual", "2023-12 actual"]),
        ("Same month last year", ["2022-11 actual", "2022-12 actual"]),
        ("Last year", ["2022-11 actual", "2022-12 actual"]),
        ("Target", ["- target", "- target"]),
        ("Statistical neighbours 2022/23", ["2022-04/2023-03 statistical_neighbour"] * 2),
        ("England 2023", ["2022-04/2023-03 national"] * 2),
    ],
)
def test_a_table_of_one_measure_has_months_across_and_says_down_whose_and_of_which_year_they_are(
    row: str, expected: list[str], reader: HeadingReader
) -> None:
    grid = table(
        [
            ["Percentage of visits in time", None, None],
            ["", "Nov 2023", "Dec 2023"],
            ["Ourtown", "88.4%", "90.2%"],
            [row, "91.0%", "91.5%"],
            ["Target", "95%", "95%"],
        ],
        header_rows=2,
    )
    last = [one for one in found_in(grid, reader) if one.evidence.row == 3]
    assert [f"{one.timing.period or '-'} {one.role}" for one in last] == expected
    assert {one.label for one in last} == {"Percentage of visits in time"}


def test_last_quarter_under_a_quarter_is_the_one_before_it(reader: HeadingReader) -> None:
    grid = table(
        [["Visits in time", "Q2 2023/24", "Q3 2023/24"], ["Ourtown", "88%", "90%"], ["Last quarter", "85%", "88%"]]
    )
    last = [one for one in found_in(grid, reader) if one.evidence.row == 2]
    assert [str(one.timing.period) for one in last] == ["2023-04/2023-06", "2023-07/2023-09"]


def test_units_under_a_measure_are_units_of_its_columns(reader: HeadingReader) -> None:
    grid = table(
        [
            ["Month", "Children in care", None, "Plans", None],
            ["^", "Number", "Rate per 10,000", "Number", "% in time"],
            ["Nov-23", "401", "71.2", "212", "90%"],
            ["Dec-23", "404", "71.8", "209", "92%"],
            ["Target", "", "65.0", "", "95%"],
        ],
        header_rows=2,
    )
    found = [(one.label, one.unit_words, one.figure.value_text) for one in found_in(grid, reader)]
    assert found[:4] == [
        ("Children in care", "Number", "401"),
        ("Children in care", "Rate per 10,000", "71.2"),
        ("Plans", "Number", "212"),
        ("Plans | % in time", "", "90%"),
    ]
    assert ("Children in care", "Rate per 10,000", "65.0") in found


@pytest.mark.parametrize("title", ["Table 1: Children looked after", "Children looked after"])
def test_units_first_under_a_title_are_of_what_it_names(title: str, reader: HeadingReader) -> None:
    rows = [["Measure", "Nov-23", "Dec-23"], ["Number at month end", "341", "338"], ["Rate per 10,000", "54.2", "53.7"]]
    found = found_in(table([*rows, ["Placed out of area", "14%", "15%"]], heading=title), reader)
    assert [(one.label, one.unit_words) for one in found[::2]] == [
        ("Children looked after", "Number at month end"),
        ("Children looked after", "Rate per 10,000"),
        ("Placed out of area", ""),
    ]


def test_a_heading_of_numbers_over_words_names_the_rows(reader: HeadingReader) -> None:
    rows = [
        ["Profile", None, "Nov-23", "Dec-23"],
        ["Placement", "Foster care", "63%", "62%"],
        ["^", "Other", "9%", "8%"],
    ]
    found = found_in(table(rows), reader)
    assert [(one.label, one.headings) for one in found[::2]] == [
        ("Foster care", ("Placement",)),
        ("Other", ("Placement",)),
    ]


@pytest.mark.parametrize(
    "label, expected",
    [
        ("Attainment 8 score", ["2022-09/2023-08 year", "2023-09/2024-08 year", "2022-09/2023-08 year"]),
        ("Key stage 2: expected standard", ["2022-09/2023-08 year", "2023-09/2024-08 year", "2022-09/2023-08 year"]),
        ("Referrals per 10,000", ["- -", "- -", "2022-04/2023-03 year"]),
    ],
)
def test_a_bare_year_over_results_of_exams_is_the_school_year_that_ended_in_it(
    label: str, expected: list[str], reader: HeadingReader
) -> None:
    grid = table([["Measure", "2023", "2024", "England 2023"], [label, "19.8", "21.2", "44.6"]])
    found = found_in(grid, reader, Period.parse("2024-12"))
    assert [f"{one.timing.period or '-'} {one.timing.basis or '-'}" for one in found] == expected
