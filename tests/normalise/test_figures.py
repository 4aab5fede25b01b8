from __future__ import annotations

import csv
from decimal import Decimal
from itertools import groupby
from pathlib import Path

import pytest

from normalise.figures import read_figures
from records.period import Period

ROWS = list(csv.DictReader((Path(__file__).parents[1] / "examples" / "figures.csv").open(encoding="utf-8")))
TEXTS = [(text, list(rows)) for text, rows in groupby(ROWS, key=lambda row: row["text"])]


@pytest.mark.parametrize(("text", "rows"), TEXTS, ids=[text or "(empty)" for text, _ in TEXTS])
def test_a_cell_gives_the_figures_that_a_person_reads_in_it(text: str, rows: list[dict[str, str]]) -> None:
    wanted = [
        (row["value_text"], row["value"] or None, row["unit"], row["numerator"], row["denominator"], row["operator"])
        for row in rows
        if row["value_text"]
    ]
    read = [
        (
            figure.value_text,
            None if figure.value is None else str(figure.value),
            figure.unit or "",
            str(figure.numerator or ""),
            str(figure.denominator or ""),
            figure.operator or "",
        )
        for figure in read_figures(text)
    ]
    assert read == wanted
    assert [figure.symbol or "" for figure in read_figures(text)] == [
        row["symbol"] for row in rows if row["value_text"]
    ]


@pytest.mark.parametrize("row", [row for row in ROWS if row["value_text"]], ids=lambda row: row["text"])
def test_the_value_text_stands_in_the_cell_as_published(row: dict[str, str]) -> None:
    assert all(figure.value_text in row["text"] for figure in read_figures(row["text"]))


def test_a_figure_without_value_is_suppressed() -> None:
    for text in ("c", "[low]", "*", "XXX", "█"):
        (figure,) = read_figures(text)
        assert figure.suppressed and figure.value is None


def test_a_bare_year_behind_a_benchmark_is_the_year_ended_in_march() -> None:
    (figure,) = read_figures("22.0% (2017)")
    assert figure.year == Period.parse("2016-04/2017-03")


def test_a_financial_year_behind_a_figure_is_its_period() -> None:
    (figure,) = read_figures("22.0% (2018/19)")
    assert (figure.value, figure.year) == (Decimal("22.0"), Period.parse("2018-04/2019-03"))


def test_relative_tolerances_say_so() -> None:
    for text in ("more than +/-15", "1+ above range limit"):
        (figure,) = read_figures(text)
        assert "relative" in (figure.note or "")


def test_an_operator_printed_behind_the_number_is_said() -> None:
    (figure,) = read_figures("92%>")
    assert figure.note == "operator > (published after the number: above it)"
