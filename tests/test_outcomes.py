"""Habit 1: every numeral of every page has an outcome; used and rejected add up to what was counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder import DATA
from extract.worker import Limits
from normalise.outcomes import is_used, numerals_of
from pipeline import Canon, read_document

SAMPLES = sorted((DATA / "documents").glob("*.pdf"))


@pytest.fixture(scope="module")
def canon() -> Canon:
    return Canon.load(DATA)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_used_and_rejected_add_up_to_the_numerals_of_the_pages(path: Path, canon: Canon) -> None:
    reading = read_document(path, canon, limits=Limits())
    numerals = [numeral for page in reading.content.pages for numeral in numerals_of(page)]
    used = sum(is_used(numeral, reading.observations) for numeral in numerals)
    assert numerals, "a sample report without a numeral shows nothing"
    assert used + len(reading.rejections) == len(numerals)
    assert all(rejection.reason for rejection in reading.rejections)
