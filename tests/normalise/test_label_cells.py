"""Labels with how they are counted in the same cell."""

import pytest

from normalise.catalogue import load_catalogue
from normalise.cells import candidates_of
from normalise.headers import HeadingReader
from normalise.label_cells import small_print_apart, without_definition
from normalise.labels import Namer
from records.observation import Unit
from records.page import Box, Word
from records.period import Period
from records.table import Cell
from tests.conftest import ROOT
from tests.normalise.grids import table


@pytest.fixture(scope="module")
def namer() -> Namer:
    return Namer(load_catalogue(ROOT / "data" / "catalogue"))


@pytest.fixture(scope="module")
def reader() -> HeadingReader:
    return HeadingReader(load_catalogue(ROOT / "data" / "catalogue"))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Repeat referrals Numerator: referrals within a year of another. Denominator: all.", "Repeat referrals"),
        ("Visits on time (%) - Definition: visits within six weeks", "Visits on time (%)"),
        ("Children looked after per 10,000 (Good performance is: low)", "Children looked after per 10,000"),
        ("Definition: children on a plan", "Definition: children on a plan"),
        ("Source of referral: police", "Source of referral: police"),
        ("Audits judged good: first half", "Audits judged good: first half"),
    ],
)
def test_a_definition_behind_a_label_is_left_out(text: str, label: str) -> None:
    assert without_definition(text) == label


def cell(lines: list[tuple[str, float]]) -> Cell:
    words = tuple(
        Word(word, Box(5 * place, 10 * row, 5 * place + 4, 10 * row + 8), 10.0 * row + 7, size)
        for row, (line, size) in enumerate(lines)
        for place, word in enumerate(line.split())
    )
    return Cell(0, 0, " ".join(word.text for word in words), 1, Box(0, 0, 100, 40), words=words)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            [("First time entrants", 9), ("Those aged 10 to 17 only.", 7)],
            "First time entrants\nThose aged 10 to 17 only.",
        ),
        ([("First time entrants", 9), ("aged 10 to 17, this year", 7)], "First time entrants aged 10 to 17, this year"),
        ([("First time entrants", 9), ("who were cautioned or sentenced.", 9)], None),
    ],
    ids=["a sentence in small print", "no sentence", "one print"],
)
def test_a_sentence_in_small_print_stands_apart(lines: list[tuple[str, float]], text: str | None) -> None:
    one = cell(lines)
    assert small_print_apart(one) == (text or one.text)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("First time entrants to the youth justice system\nThose aged 10 to 17 only.", "first_time_entrants"),
        ("Children looked after\nOnly those with a disability.", None),
        ("Children on a child protection plan\nOnly girls are counted here.", None),
    ],
)
def test_small_print_that_only_explains_names_nothing(namer: Namer, text: str, indicator: str | None) -> None:
    label = namer.name(text, unit=Unit.COUNT)
    assert (label.indicator_id, label.text) == (indicator, text.replace("\n", " "))


def test_a_limit_in_a_label_is_not_of_the_whole_beside_what_was_in_time(reader: HeadingReader) -> None:
    rows = [["Process", "Total", "In time"], ["Initial conferences (15 days)", "44", "38"]]
    found, _ = candidates_of(table(rows, heading="August 2022"), reader=reader, reported=Period.parse("2022-08"))
    assert [one.label for one in found] == ["Initial conferences", "Initial conferences (15 days)"]


def test_a_share_is_of_the_time_of_the_number_left_of_it(reader: HeadingReader) -> None:
    rows = [["Placement", "Number", "%", "Number last year", "%"], ["Children's homes", "71", "11.6%", "66", "10.6%"]]
    title = "Children in care at 30 June 2023"
    found, _ = candidates_of(table(rows, heading=title), reader=reader, reported=Period.parse("2023-06"))
    assert [str(one.timing.period) for one in found] == ["2023-06", "2023-06", "2022-06", "2022-06"]


def test_a_title_dates_quarters_where_the_report_does_not(reader: HeadingReader) -> None:
    rows = [["Measure", "Q1", "Q2", "Q3"], ["Referrals", "101", "120", "98"]]
    found, _ = candidates_of(table(rows, heading="Quarter 3 2022/23"), reader=reader, reported=None)
    assert [str(one.timing.period) for one in found] == ["2022-04/2022-06", "2022-07/2022-09", "2022-10/2022-12"]
