"""Which numbers written as words are figures: people and cases that were counted, and none of the others."""

from __future__ import annotations

import pytest

from nlp.worded_marks import worded_marks

COUNTED = [
    ("There had been nine children adopted in the year.", ["nine"]),
    ("Five adoptive households were waiting.", ["Five"]),
    ("In that year five such placements had been made.", ["five"]),
    (
        "Three cases met the threshold: two involved staff (one substantiated, one not), and one a carer.",
        ["Three", "two", "one", "one"],
    ),
    ("There were six referrals, with four of the six meeting the threshold.", ["six", "four", "six"]),
    ("Of the 58 young people, seven were looked after.", ["seven"]),
    ("Two of the seven children reported are siblings.", ["Two", "seven"]),
    ("The number in such homes went up from three to eight.", ["three", "eight"]),
    ("A total of twelve families were approved.", ["twelve"]),
    ("Zero young people were in custody.", ["Zero"]),
    ("During the month two large sibling groups came into care.", ["two"]),
]

NOT_COUNTED = [
    "One of the children spoke of her two-year programme in three ways.",
    "Children with three or more placements should see two social workers.",
    "A mother of three children came with her two babies.",
    "The next two cases and these four children are known.",
    "Each worker may hold twelve cases, and carers can take up to three children.",
    "Five new foster carers will be approved in spring.",
    "Two young people attended and gave a talk.",
    "In two cases out of ten families move.",
    "A child has two assessments a year.",
    "The four core categories and five priorities are set out in part two.",
    "Children under two years of age have three key workers.",
]


@pytest.mark.parametrize(("text", "words"), COUNTED, ids=[text for text, _ in COUNTED])
def test_people_and_cases_counted_in_words_are_figures(text: str, words: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in worded_marks(text) if mark.counted] == words


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_other_numbers_in_words_are_none(text: str) -> None:
    assert [text[mark.start : mark.end] for mark in worded_marks(text) if mark.counted] == []
