"""Wordings whose numerals are no figures: where they are looked for."""

from __future__ import annotations

import re

import pytest

from nlp.masking import mask_of

TEXTS = (
    "In 12 weeks 3.45 of 1,200 and 12 weeks; A12 weeks, 7 weeks",
    "12 weeks",
    "no number at all",
)


@pytest.mark.parametrize(
    ("pattern", "at_number"),
    [
        (r"\b\d+\sweeks\b", True),
        (r"\b\d[\d,.]*\s(?:of|and)\s\d+", True),
        (r"\b\d+\sweeks|weeks", False),  # one of two need not begin with a number
        (r"\bin\s\d+", False),
        (r"\b\d+[|]\d", True),  # a bar among characters parts nothing
    ],
)
def test_a_wording_that_begins_with_a_number_is_looked_for_at_numbers_alone(pattern: str, at_number: bool) -> None:
    mask = mask_of("a span of time", pattern)
    assert mask.at_number is at_number
    for text in map(str.lower, TEXTS):
        numbers = [hit.start() for hit in re.finditer(r"\b\d", text)]
        everywhere = [hit.span() for hit in mask.wording.pattern.finditer(text)]
        if at_number:
            assert [hit.span() for hit in mask.hits_at(numbers, text)] == everywhere
