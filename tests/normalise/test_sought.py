"""Patterns that are tried only where one of their pieces stands find what the patterns alone would find."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nlp import relative_times
from nlp.masks import MASKS
from normalise import found_periods, parts_of_years
from normalise.sought import Sought, sought

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ALL = [
    pytest.param(one, id=f"{room.__name__}{name}")
    for room in (found_periods, parts_of_years, relative_times)
    for name, one in vars(room).items()
    if isinstance(one, Sought)
] + [pytest.param(mask.wording, id=f"mask {place}") for place, mask in enumerate(MASKS)]


def texts() -> set[str]:
    """Every cell of every table of examples, as it is and in capitals."""
    found: set[str] = set()
    for path in EXAMPLES.glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            found |= {cell for row in csv.reader(file) for cell in row if cell}
    return found | {text.upper() for text in found}


@pytest.mark.parametrize("one", ALL)
def test_no_match_lacks_a_piece(one: Sought) -> None:
    missed = [text for text in texts() if one.pattern.search(text) and not one.search(text)]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Built up over the year", ["Built up"]),
        ("it BUILDS UP, and is built up again", ["BUILDS UP", "built up"]),
        ("buildings", []),
        ("a year", []),
    ],
)
def test_finds_what_the_pattern_finds(text: str, found: list[str]) -> None:
    one = sought("build|built", r"\b(?:builds up|built up)\b")
    assert [hit.group() for hit in one.finditer(text)] == found
    assert bool(one.search(text)) is bool(found)
