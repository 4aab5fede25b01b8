"""A clause without the name of the council's own area."""

from __future__ import annotations

import pytest

from nlp.naming import Clause
from nlp.own_area import without_own_area


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("children in care in Hull", "children in care"),
        ("Hull's referrals", "referrals"),
        ("referrals in the City of Hull", "referrals"),
        ("children placed outside Hull", "children placed outside the authority"),
        ("children who moved from Hull", "children who moved from Hull"),
        ("referrals in Leeds", "referrals in Leeds"),
    ],
)
def test_the_own_area_narrows_nothing_but_tells_where(words: str, left: str) -> None:
    clause = Clause(words=words, label=words, named=words, headings=(), unit=None)
    told = without_own_area(clause, "Hull")
    assert (told.words, told.named, told.label) == (left, left, words)
