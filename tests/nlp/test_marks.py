"""Numbers in words and in figures."""

import re

import pytest

from nlp.marks import number_of
from normalise.number_words import SMALL_WORDS


@pytest.mark.parametrize(
    ("words", "number"),
    [("1,245", 1245), ("twelve", 12), ("Twenty", 20), ("Forty-two", 42), ("sixty one", 61), ("ninety", 90)],
)
def test_a_number_is_read_in_figures_and_in_words(words: str, number: int) -> None:
    assert number_of(words) == number
    assert words[0].isdigit() or re.fullmatch(SMALL_WORDS, words, re.IGNORECASE)
