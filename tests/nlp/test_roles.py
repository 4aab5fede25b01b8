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
        ("The England rate rose to 71% from 65% while ours fell to 60%.", "national national actual"),
        ("Visits were 80%, in line with neighbours at 81%.", "actual actual"),
        ("Visits were 80%, in line with statistical neighbours at 81%.", "actual statistical_neighbour"),
        ("Visits were above target at 95%.", "actual"),
        ("Visits were behind target at 85%.", "actual"),
        ("The target for visits in 10 days is 95%.", "target"),
        ("The target for visits was missed, and performance was 82%.", "actual"),
        ("The national rate of children looked after per 10,000 is 71.", "national"),
        ("Caseloads were 15.9, higher than our aim of 13.", "actual target"),
        (
            "Nationally there is an average of 21.3%, and statistical neighbours are lower at 19.4%.",
            "national statistical_neighbour",
        ),
        ("Caseloads were 18, compared with the national average which has fallen to 16.", "actual national"),
        ("The target of recruiting 25 carers was passed.", "target"),
        ("We aim to reach 85% of plans on time.", "target"),
        ("We are below the England 2023 rate of 71.0.", "national"),
        ("Our rate is lower than the national and regional rates (40.1).", "actual"),
        ("Our rate is lower than the national and regional rates (both 40.1).", "national regional"),
        ("Numbers are down 14%.", "pct_change"),
        ("Girls make up 14% of the total.", "actual"),
        ("It was 29 below the same period last year.", "change"),
        ("It equates to 3 fewer carers.", "change"),
        ("It fell, with 40 (20%) fewer plans than before.", "change pct_change"),
        ("Those with 3 or fewer moves were 40%.", "actual"),
        ("The gap between boys and girls was 4%.", "change"),
    ],
)
def test_each_figure_has_the_role_that_its_words_give_it(text: str, roles: str) -> None:
    assert " ".join(str(one.role) for one in take_apart(text, 0, None).ties) == roles
