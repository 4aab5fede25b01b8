"""What rows stand under: the row above that they are a part of."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from normalise.cells import candidates_of
from normalise.headers import HeadingReader
from records.catalogue import Catalogue, HeadingWord
from records.period import Period
from tests.normalise.grids import table

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def reader() -> HeadingReader:
    with (ROOT / "data" / "catalogue" / "header_words.csv").open(encoding="utf-8") as file:
        words = tuple(HeadingWord(row["words"], row["meaning"], row["value"]) for row in csv.DictReader(file))
    return HeadingReader(Catalogue((), (), (), words))


@pytest.mark.parametrize(
    "labels, indents, expected",
    [
        (["Referrals", "of which repeat", "Plans"], [0, 0, 0], [(), ("Referrals",), ()]),
        (["Referrals", "repeat", "from schools", "Plans"], [0, 1, 1, 0], [(), ("Referrals",), ("Referrals",), ()]),
        (["Referrals", "repeat", "under five", "Plans"], [0, 1, 2, 0], [(), ("Referrals",), ("repeat",), ()]),
        (["Referrals", "Repeat referrals", "Plans"], [0, 0, 0], [(), (), ()]),
        (["of which repeat", "Plans"], [0, 0], [(), ()]),
    ],
    ids=["of which", "set in", "twice", "beside", "nothing above"],
)
def test_a_part_stands_under_the_row_that_it_is_a_part_of(
    labels: list[str], indents: list[int], expected: list[tuple[str, ...]], reader: HeadingReader
) -> None:
    grid = table([["Measure", "Nov-23"], *([label, "41"] for label in labels)])
    cells = tuple(
        replace(cell, indent=indents[cell.row - 1]) if cell.col == 0 and cell.row else cell for cell in grid.cells
    )
    found, _ = candidates_of(replace(grid, cells=cells), reader=reader, reported=Period.parse("2023-11"))
    assert [one.headings for one in found] == expected


MAY = Period.parse("2023-05")
LOOKED_AFTER = "Table 3: Children looked after"


@pytest.mark.parametrize(
    "headings, labels",
    [
        (
            ["Open at month end", "Started", "Ended", "Rate per 10,000"],
            ["Open at month end", "Started", "Ended", "Children looked after"],
        ),
        (
            ["At month end", "Rate per 10,000", "Started", "Rate per 10,000"],
            ["Children looked after", "Children looked after", "Started", "Started"],
        ),
        (
            ["Started", "At month end", "Referrals", "Rate per 10,000"],
            ["Started", "Children looked after", "Referrals", "Referrals"],
        ),
        (
            ["Open at month end", "Referrals", "Visits", "Rate per 10,000"],
            ["Open at month end", "Referrals", "Visits", "Visits"],
        ),
    ],
    ids=["the rate of what was there", "each its own rate", "at month end anywhere", "of a column with a subject"],
)
def test_a_column_that_names_nobody_is_of_the_title(
    headings: list[str], labels: list[str], reader: HeadingReader
) -> None:
    grid = table(
        [["2023", *headings], ["April", "5", "6", "7", "8"], ["May", "5", "6", "7", "8"]], heading=LOOKED_AFTER
    )
    found, _ = candidates_of(grid, reader=reader, reported=MAY)
    assert [one.label for one in found[: len(labels)]] == labels


@pytest.mark.parametrize(
    "rows, labels",
    [
        (
            ["Open at period end", "Starting", "Ending", "Rate per 10,000"],
            ["Open at period end", "Starting", "Ending", "CLA"],
        ),
        (["Starting in the period", "At the end of the period"], ["Starting in the period", "CLA"]),
        (["Referrals", "Rate per 10,000"], ["Referrals", "Referrals"]),
        (["Starting", "Rate per 10,000"], ["Starting", "Starting"]),
    ],
    ids=["the rate of what was there", "at the end", "of a row with a subject", "of the only movement"],
)
def test_a_row_that_names_nobody_is_of_its_section(rows: list[str], labels: list[str], reader: HeadingReader) -> None:
    grid = table([["Measure", "Apr-23", "May-23"], ["CLA", "", ""], *([row, "5", "6"] for row in rows)])
    found, _ = candidates_of(grid, reader=reader, reported=MAY)
    assert [one.label for one in found[::2]] == labels


def test_two_subjects_over_several_measures_are_a_section(reader: HeadingReader) -> None:
    grid = table(
        [
            ["2023", "Enquiries and conferences", None, "Plans", None],
            ["^", "Enquiries started", "Conferences held", "Started", "Ended"],
            ["May", "5", "6", "7", "8"],
            ["June", "5", "6", "7", "8"],
        ],
        header_rows=2,
    )
    found, _ = candidates_of(grid, reader=reader, reported=MAY)
    assert [one.label for one in found[:4]] == [
        "Enquiries started",
        "Conferences held",
        "Plans | Started",
        "Plans | Ended",
    ]
    assert [one.headings for one in found[1:3]] == [("Enquiries and conferences",), ()]


def test_a_row_named_by_its_section_has_no_parts_in_the_next(reader: HeadingReader) -> None:
    rows = [
        ["Measure", "Apr-23"],
        ["CLA", ""],
        ["Number at period end", "5"],
        ["Care leavers", ""],
        ["In education", "6"],
    ]
    grid = table(rows)
    cells = tuple(replace(cell, indent=1) if cell.row in {2, 4} and cell.col == 0 else cell for cell in grid.cells)
    found, _ = candidates_of(replace(grid, cells=cells), reader=reader, reported=MAY)
    assert [(one.label, one.headings) for one in found] == [("CLA", ()), ("In education", ("Care leavers",))]


@pytest.mark.parametrize(
    "title, figures",
    [("Open to each team at 31 May 2023", ["2023-05", "2023-05"]), ("Open to each team", [])],
)
def test_areas_at_a_day_in_the_title_are_figures_of_it(title: str, figures: list[str], reader: HeadingReader) -> None:
    grid = table([["Team", "Plans"], ["North", "12"], ["South", "15"]], heading=title)
    found, _ = candidates_of(grid, reader=reader, reported=MAY)
    assert [str(one.timing.period) for one in found] == figures


def test_what_is_left_out_has_the_unit_of_its_column(reader: HeadingReader) -> None:
    grid = table(
        [["Home", "May 2023", None], ["^", "No.", "%"], ["Secure", "*", "*"], ["With parents", "9", "4"]], header_rows=2
    )
    found, _ = candidates_of(grid, reader=reader, reported=MAY)
    assert [(one.figure.suppressed, one.figure.unit) for one in found[:2]] == [(True, "count"), (True, "percent")]
