"""A wrong figure is mended by a row of data/corrections.csv, and the row is held to account."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from normalise.corrections import CorrectionsFaulty, correct, load_corrections
from records.catalogue import Catalogue
from records.observation import Evidence, Observation, Origin, Role, Unit
from records.page import Box

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
    (mended,), struck, lost = correct([FIGURE], corrections(tmp_path, row), sha256="abc", filename="paper.pdf")
    assert mended.value == Decimal("4.7")
    assert mended.correction == "value was read as 47; A. Reader, 2026-11-25: a comma for the point"
    assert (struck, lost) == ([], [])


def test_a_figure_that_is_none_becomes_a_rejection(tmp_path: Path) -> None:
    row = 'abc,3,"table 1, row 3, column 6",figure,"4,7",none,A. Reader,2026-11-25,a clause number'
    figures, (struck,), _ = correct([FIGURE], corrections(tmp_path, row), sha256="abc", filename="paper.pdf")
    assert figures == []
    assert struck.reason == "no figure (A. Reader, 2026-11-25: a clause number)"


def test_a_correction_that_finds_no_place_is_a_problem_of_the_build(tmp_path: Path) -> None:
    row = 'abc,3,"table 1, row 9, column 6",value,"4,7",4.7,A. Reader,2026-11-25,slip'
    figures, _, (lost,) = correct([FIGURE], corrections(tmp_path, row), sha256="abc", filename="paper.pdf")
    assert figures == [FIGURE]
    assert lost.place == "paper.pdf, page 3" and "corrections.csv, line 2" in lost.message


def test_a_correction_of_another_file_touches_nothing(tmp_path: Path) -> None:
    row = 'xyz,3,"table 1, row 3, column 6",value,"4,7",4.7,A. Reader,2026-11-25,slip'
    assert correct([FIGURE], corrections(tmp_path, row), sha256="abc", filename="p.pdf") == ([FIGURE], [], [])


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("abc,3,tile,worth,4,5,A,2026-11-25,slip", "'worth' is no field"),
        ("abc,3,tile,value,4,five,A,2026-11-25,slip", "'five' is no value"),
        ("abc,3,tile,indicator_id,4,no_such,A,2026-11-25,slip", "'no_such' is no indicator"),
        ("abc,three,tile,value,4,5,A,2026-11-25,slip", "page 'three'"),
        ("abc,3,tile,value,4,5,,yesterday,", "must be said"),
    ],
)
def test_a_faulty_correction_names_file_line_and_fault(row: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(CorrectionsFaulty, match="corrections.csv, line 2") as stopped:
        corrections(tmp_path, row)
    assert fault in str(stopped.value)
