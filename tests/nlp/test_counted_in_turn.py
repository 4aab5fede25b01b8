"""Numbers in words that open a sentence or go on with a count, and 'no' as a nought: which are figures."""

from __future__ import annotations

import pytest

from nlp.worded_marks import worded_marks

COUNTED = [
    ("Fifteen started; twelve ceased, three of them to go home and two by adoption.", ["Fifteen", "twelve", "three"]),
    ("Thirty-one became looked after.", ["Thirty-one"]),
    ("For three of the families the visit was late.", ["three"]),
    ("The team answered sixteen complaints in May, two of which were upheld.", ["sixteen", "two"]),
    ("40 children moved home, and six of them did so twice.", ["six"]),
    ("Two experienced social workers joined us.", ["Two"]),
    ("There have been no suspensions since September.", ["no"]),
]

NOT_COUNTED = [
    "Six joined the meeting to speak of their work.",
    "We have four aims, two of them new.",
    "There are no children with a plan of more than two years.",
    "There was no information on complaints.",
    "There are no plans for children to move.",
]


@pytest.mark.parametrize(("text", "words"), COUNTED, ids=[text for text, _ in COUNTED])
def test_a_count_that_opens_or_goes_on_is_a_figure(text: str, words: list[str]) -> None:
    found = [text[mark.start : mark.end] for mark in worded_marks(text) if mark.counted]
    assert found[: len(words)] == words


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_guests_aims_and_other_noes_are_none(text: str) -> None:
    assert [text[mark.start : mark.end] for mark in worded_marks(text) if mark.counted] == []
