"""The measured share of figures read in one way, and where a second reader differs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from normalise.confidence import differences, load_measured, with_confidence
from normalise.rows import DataFaulty
from records.observation import Observation, Origin
from records.table import SecondReading, Table
from tests.store.readings import paper, table

DATA = Path(__file__).resolve().parents[2] / "data" / "confidence.csv"
HEADING = "origin,method,second_reading,right,of,measured_on,on_what\n"
AGREES, DIFFERS = SecondReading("pdfplumber", "agrees", "218"), SecondReading("camelot", "differs", "21 8")


def measured(tmp_path: Path, rows: str) -> dict[tuple[str, str, str], object]:
    path = tmp_path / "confidence.csv"
    path.write_text(HEADING + rows, encoding="utf-8")
    return dict(load_measured(path))


def read_again(second: SecondReading | None) -> Table:
    """The sample table, its cell '218' (row 1, column 2) read again."""
    whole = table()
    return replace(whole, cells=tuple(replace(c, second=second if c.text == "218" else None) for c in whole.cells))


FIGURES = paper().observations
WAYS = [
    ("its table read once", FIGURES[1], None, 0.9),
    ("agreed on", FIGURES[1], AGREES, 0.99),
    ("differing, which nobody measured", FIGURES[1], DIFFERS, None),
    ("of another cell", FIGURES[0], AGREES, 0.9),
    ("of a sentence", FIGURES[6], AGREES, 0.8),
    ("of a page read by OCR", replace(FIGURES[1], method="ocr"), None, None),
    ("of a tile", replace(FIGURES[1], origin=Origin.TILE), AGREES, None),
    ("without a measure", replace(FIGURES[1], indicator_id=None), AGREES, None),
    ("mended by a person", replace(FIGURES[1], correction="value: was 281"), AGREES, None),
]


@pytest.mark.parametrize(("why", "figure", "second", "share"), WAYS, ids=[why for why, *_ in WAYS])
def test_a_figure_has_the_measured_share_of_its_way(
    tmp_path: Path, why: str, figure: Observation, second: SecondReading | None, share: float | None
) -> None:
    rows = "table,text,,90,100,2026-11-25,samples\ntable,text,agrees,99,100,2026-11-25,samples\n"
    rows += "prose,text,,80,100,2026-11-25,samples\n"
    (sure,) = with_confidence([figure], [read_again(second)], measured(tmp_path, rows))  # type: ignore[arg-type]
    assert sure.confidence == share


def test_a_figure_says_what_the_second_reader_read() -> None:
    (sure,) = with_confidence([FIGURES[1]], [read_again(DIFFERS)], {})
    assert sure.second == DIFFERS


def test_a_file_that_is_not_there_measured_nothing(tmp_path: Path) -> None:
    assert load_measured(tmp_path / "none.csv") == {}


@pytest.mark.parametrize("row", ["table,text,,101,100,,", "table,text,,0,0,,", "table,text,,many,100,,"])
def test_what_is_no_share_is_told_with_its_line(tmp_path: Path, row: str) -> None:
    with pytest.raises(DataFaulty, match=r"confidence\.csv, line 2: .* is no share"):
        measured(tmp_path, row + "\n")


def test_what_was_measured_is_a_share_and_says_when_and_on_what() -> None:
    lines = DATA.read_text(encoding="utf-8").splitlines()
    assert lines[0] + "\n" == HEADING
    assert all(len(line.split(",")[5]) == len("2026-11-25") and line.split(",", 6)[6] for line in lines[1:])
    assert load_measured(DATA)


def test_both_readings_stand_in_a_problem_of_the_page() -> None:
    figures = [replace(FIGURES[1], second=DIFFERS), replace(FIGURES[0], second=AGREES), FIGURES[2]]
    (problem,) = differences(figures, "northby.pdf")
    assert problem.place == "northby.pdf, page 1"
    assert "“218”, by camelot “21 8”" in problem.message


def test_many_differences_of_a_page_are_one_problem() -> None:
    figures = [replace(FIGURES[1], text=str(n), second=DIFFERS) for n in range(5)]
    (problem,) = differences(figures, "northby.pdf")
    assert problem.message.count("by camelot") == 3 and "and 2 more" in problem.message
