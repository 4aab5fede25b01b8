"""Numbers written in words."""

from __future__ import annotations

import re

import pytest

from normalise.number_words import NUMBER_WORDS, SEVERAL, SINGLE_WORDS, SMALL_WORDS


@pytest.mark.parametrize(
    ("words", "number"), [("zero", 0), ("one", 1), ("twelve", 12), ("twenty", 20), ("ninety-nine", 99)]
)
def test_words_stand_for_numbers(words: str, number: int) -> None:
    assert NUMBER_WORDS[words] == number


def test_every_number_up_to_ninety_nine_has_its_words() -> None:
    assert sorted(NUMBER_WORDS.values()) == list(range(100))
    assert all(re.fullmatch(SMALL_WORDS, words) for words, number in NUMBER_WORDS.items() if number)


def test_single_words_and_those_of_several_are_among_them() -> None:
    assert SINGLE_WORDS["seventeen"] == 17 and "zero" not in SINGLE_WORDS
    assert [SINGLE_WORDS[word] for word in SEVERAL.split("|")] == list(range(2, 11))
