"""Which role words of a sentence are which figure's, read through whole sentences."""

from __future__ import annotations

import pytest

from nlp.stretches import take_apart


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The rate is lower than the national and regional ones (41.6, compared to England 52.1).", "actual national"),
        ("We took 121 days; 203 days is the national average.", "actual national"),
        ("The average for all authorities was 6%.", "national"),
        ("With the England average increasing by 5.0% to 346.4 we fell behind.", "pct_change national"),
        ("It rose by 5.0% to 346.4, above the national average.", "pct_change actual"),
        ("90% is above the national average.", "actual"),
    ],
)
def test_each_figure_has_the_role_that_its_words_give_it(text: str, roles: str) -> None:
    assert " ".join(str(one.role) for one in take_apart(text, 0, None).ties) == roles
