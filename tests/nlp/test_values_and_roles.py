"""Value, unit and role of figures in prose: sentences of our own making, a construction each."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.claims import ClaimReader
from normalise.catalogue import load_catalogue
from normalise.labels import Namer
from records.page import Box
from records.period import Month, Period
from records.table import Passage, PassageKind, Sentence, Span

CATALOGUE = Path(__file__).resolve().parents[2] / "data" / "catalogue"


@pytest.fixture(scope="module")
def reader() -> ClaimReader:
    catalogue = load_catalogue(CATALOGUE)
    return ClaimReader(catalogue, Namer(catalogue))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The average Progress 8 score was -0.82 this year.", ["-0.82 ratio actual"]),
        ("The figure is 3.2% (-0.8).", ["3.2 percent actual", "0.8 points change"]),
        (
            "Timeliness is 84%, up 3.0 percentage points on May and 2 above target.",
            ["84 percent actual", "3.0 points change", "2 points change"],
        ),
        ("Visits are at 84%; England (2023) 81%.", ["84 percent actual", "81 percent national"]),
        ("12 of them live more than 15 miles away.", ["12 count actual"]),
        ("88.9% of the 180 reviews were held in time (160).", ["88.9 percent actual"]),
        ("31.5% (62) were re-referred.", ["31.5 percent actual"]),
        ("Visits were at 91.4% (96) in May.", ["91.4 percent actual", "96 count actual"]),
        (
            "Absence is 1.2 points below the national rate for looked after children (11.2%).",
            ["1.2 points change", "11.2 percent national"],
        ),
        (
            "Caseloads average 14.2; in the duty team they are 16.8.",
            ["14.2 cases_per_worker actual", "16.8 cases_per_worker actual"],
        ),
        ("We look after 402 children, which is 71 for every 10,000.", ["402 count actual", "71 per_10k actual"]),
        (
            "There is an expectation to reach 92% from 81% last year.",
            ["92 percent target", "81 percent target"],
        ),
    ],
)
def test_value_unit_and_role(reader: ClaimReader, text: str, figures: list[str]) -> None:
    span = Span(0, len(text), Box(0, 0, 100, 10))
    passage = Passage(1, 0, "Performance", PassageKind.PARAGRAPH, text, Box(0, 0, 100, 10), (span,))
    sentence = Sentence(0, passage, 0, text)
    found, _ = reader.read([sentence], reported=Period.of(Month(2023, 12)), authority_id=None)
    assert [f"{one.figure.value} {one.figure.unit} {one.role}" for one in found] == figures
