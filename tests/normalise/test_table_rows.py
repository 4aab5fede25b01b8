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
