"""A wrong figure is mended by a row of data/corrections.csv, and the row is held to account."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from normalise.corrections import (
    CorrectionsFaulty,
    correct,
    corrections_of,
    load_corrections,
    of_no_document,
    off_the_reports,
)
from records.catalogue import Catalogue
from records.observation import Evidence, Observation, Origin, Role, Unit
from records.page import Box, DocumentFacts
from records.reading import FrontMatter, Report

HEADER = "file_sha256,page,place,field,value_as_published,right_reading,who,when,why\n"
NOTHING = Catalogue((), (), ())
FIGURE = Observation(
    origin=Origin.TABLE,
    evidence=Evidence(3, Box(1, 2, 3, 4), table=0, row=2, col=5),
    text="4,7",
    value_text="4,7",
    value=Decimal(47),
    unit=Unit.PERCENT,
    indicator_id=None,
    indicator_text="Re-referrals",
    period=None,
    basis=None,
    role=Role.ACTUAL,
)


def corrections(tmp_path: Path, row: str):  # type: ignore[no-untyped-def]
    path = tmp_path / "corrections.csv"
    path.write_text(HEADER + row + "\n")
    return load_corrections(path, NOTHING.by_id)


def test_a_correction_puts_the_right_reading_and_says_who_when_and_why(tmp_path: Path) -> None:
    row = 'abc,3,"table 1, row 3, column 6",value,"4,7",4.7,A. Reader,2026-11-25,a comma for the point'
    (mended,), struck, lost = correct([FIGURE], corrections(tmp_path, row), filename="paper.pdf")
    assert mended.value == Decimal("4.7")
    assert mended.correction == "value was read as 47; A. Reader, 2026-11-25: a comma for the point"
    assert (struck, lost) == ([], [])


def test_a_figure_that_is_none_becomes_a_rejection(tmp_path: Path) -> None:
    row = 'abc,3,"table 1, row 3, column 6",figure,"4,7",none,A. Reader,2026-11-25,a clause number'
    figures, (struck,), _ = correct([FIGURE], corrections(tmp_path, row), filename="paper.pdf")
    assert figures == []
    assert struck.reason == "no figure (A. Reader, 2026-11-25: a clause number)"


def test_a_correction_that_finds_no_place_is_a_problem_of_the_build(tmp_path: Path) -> None:
    row = 'abc,3,"table 1, row 9, column 6",value,"4,7",4.7,A. Reader,2026-11-25,slip'
    figures, _, (lost,) = correct([FIGURE], corrections(tmp_path, row), filename="paper.pdf")
    assert figures == [FIGURE]
    assert lost.place == "paper.pdf, page 3" and "corrections.csv, line 2" in lost.message


def test_of_a_value_that_stands_twice_at_a_place_it_must_be_said_which_is_meant(tmp_path: Path) -> None:
    tiles = [replace(FIGURE, evidence=replace(FIGURE.evidence, table=None, row=None, col=None))] * 2
    row = 'abc,3,{},value,"4,7",4.7,A. Reader,2026-11-25,slip'
    figures, _, (lost,) = correct(tiles, corrections(tmp_path, row.format("tile")), filename="paper.pdf")
    assert figures == tiles
    assert "stands 2 times at tile" in lost.message and "'tile, figure 1'" in lost.message
    figures, _, told = correct(tiles, corrections(tmp_path, row.format('"tile, figure 2"')), filename="paper.pdf")
    assert ([figure.value for figure in figures], told) == ([Decimal(47), Decimal("4.7")], [])
    figures, _, (lost,) = correct(tiles, corrections(tmp_path, row.format('"tile, figure 3"')), filename="paper.pdf")
    assert figures == tiles and "not 3 times" in lost.message


def test_a_correction_that_changes_nothing_is_told_and_leaves_no_mark(tmp_path: Path) -> None:
    row = 'abc,3,"table 1, row 3, column 6",{},"4,7",{},A. Reader,2026-11-25,slip'
    for field, reading in (("value", "47"), ("value", "47.0"), ("unit", "percent"), ("period", "")):
        rows = corrections(tmp_path, row.format(field, reading))
        figures, _, (told,) = correct([FIGURE], rows, filename="paper.pdf")
        assert figures == [FIGURE]
        assert "changes nothing" in told.message and "corrections.csv, line 2" in told.message


def test_two_rows_for_one_field_of_a_figure_are_a_fault(tmp_path: Path) -> None:
    row = '{},3,"table 1, row 3, column 6",{},"4,7",{},A. Reader,2026-11-25,slip'
    first = row.format("0123456789ab…", "value", "4.7")
    with pytest.raises(CorrectionsFaulty, match=r"corrections.csv, line 3.* line 2 already"):
        corrections(tmp_path, "\n".join((first, row.format(FILE, "value", "47.5"))))
    assert len(corrections(tmp_path, "\n".join((first, row.format(FILE, "unit", "count"))))) == 2


FILE = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("sha256", "page", "facts", "reports", "told"),
    [
        (FILE, 3, {}, [(1, 4)], None),
        ("0123456789AB", 3, {}, [(1, 4)], None),
        ("0123456789ab…", 3, {}, [(1, 4)], None),
        ("0123", 3, {}, [(1, 4)], None),
        (FILE, 0, {"typeset": True}, [(1, 4)], None),
        (FILE, 2, {}, [(1, 1), (4, 4)], "page 2: a correction names a page that belongs to no report of the file."),
        (FILE, 9, {}, [(1, 4)], "page 9: a correction names a page of a file that has 4."),
        (FILE, 0, {}, [(1, 4)], "page 0: a correction names page 0, and pages count from 1."),
        (FILE, 1, {"typeset": True}, [(1, 4)], "page 1: a correction names page 1, and the file has no pages."),
        (FILE, 1, {"pages": 0, "error": "damaged"}, [], "page 1: the file could not be read, so that nothing"),
    ],
)
def test_a_correction_of_a_page_that_no_report_has_is_told(
    sha256: str, page: int, facts: dict[str, Any], reports: list[tuple[int, int]], told: str | None, tmp_path: Path
) -> None:
    rows = corrections(tmp_path, f"{sha256},{page},sentence 2,value,4,5,A. Reader,2026-11-25,slip")
    file = replace(DocumentFacts("paper.pdf", FILE, 1000, 4, None), **facts)
    parts = [Report(number, first, last, FrontMatter()) for number, (first, last) in enumerate(reports)]
    problems = [f"{problem.place.split(', ')[1]}: {problem.message}" for problem in off_the_reports(rows, parts, file)]
    assert len(problems) == (told is not None)
    assert all(line.startswith(str(told)) and "corrections.csv, line 2" in line for line in problems)


def test_a_correction_reaches_the_one_report_that_has_its_page(tmp_path: Path) -> None:
    rows = corrections(tmp_path, f"{FILE},3,sentence 2,value,4,5,A. Reader,2026-11-25,slip")
    file = DocumentFacts("paper.pdf", FILE, 1000, 4, None)
    reached = [corrections_of(Report(0, *pages, FrontMatter()), rows, file) for pages in ((1, 2), (3, 4))]
    assert [len(found) for found in reached] == [0, 1]
    assert corrections_of(Report(0, 3, 4, FrontMatter()), rows, replace(file, sha256="f" * 64)) == []


def test_a_correction_of_a_file_that_the_build_does_not_have_is_told_with_its_line_and_place(tmp_path: Path) -> None:
    rows = corrections(tmp_path, f'{FILE},3,"table 1, row 9, column 6",value,"4,7",4.7,A. Reader,2026-11-25,slip')
    assert of_no_document(rows, {FILE, "f" * 64}) == []
    (lost,) = of_no_document(rows, {"f" * 64})
    assert lost.place.endswith("corrections.csv, line 2")
    assert "'4,7' on page 3, table 1, row 9, column 6" in lost.message and "0123456789ab…" in lost.message


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("abc,3,tile,worth,4,5,A,2026-11-25,slip", "'worth' is no field"),
        ("abc,3,tile,value,4,five,A,2026-11-25,slip", "'five' is no value"),
        ("abc,3,tile,value,4,NaN,A,2026-11-25,slip", "'NaN' is no value"),
        ("abc,3,tile,numerator,4,Infinity,A,2026-11-25,slip", "'Infinity' is no numerator"),
        ("abc,3,tile,rag,4,purple,A,2026-11-25,slip", "'purple' is no rag"),
        ("abc,3,tile,indicator_id,4,no_such,A,2026-11-25,slip", "'no_such' is no indicator"),
        ("abc,three,tile,value,4,5,A,2026-11-25,slip", "page 'three'"),
        ("abc,3,tile,value,4,5,,yesterday,", "must be said"),
    ],
)
def test_a_faulty_correction_names_file_line_and_fault(row: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(CorrectionsFaulty, match="corrections.csv, line 2") as stopped:
        corrections(tmp_path, row)
    assert fault in str(stopped.value)
