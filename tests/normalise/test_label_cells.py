"""Labels with how they are counted in the same cell."""

import pytest

from normalise.catalogue import load_catalogue
from normalise.label_cells import small_print_apart, without_definition
from normalise.labels import Namer
from records.observation import Unit
from records.page import Box, Word
from records.table import Cell
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def namer() -> Namer:
    return Namer(load_catalogue(ROOT / "data" / "catalogue"))


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
