"""Each figure of a sentence with its role and its time."""

from __future__ import annotations

import pytest

from nlp.stretches import take_apart
from records.period import Period

DECEMBER = Period.parse("2023-12")


def bound(text: str) -> list[tuple[str, str, str]]:
    """Figure, role and period, in order."""
    read = take_apart(text, 0, DECEMBER)
    found = []
    for one in read.ties:
        figure = read.marks.figures[one.figure]
        found.append((text[figure.start : figure.end], str(one.role), str(one.period or "")))
    return found


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("It rose from 12 in October to 15.", [("12", "actual", "2023-10"), ("15", "actual", "2023-12")]),
        ("It rose to 15% from 12% in October.", [("15%", "actual", "2023-12"), ("12%", "actual", "2023-10")]),
        ("In December it rose from 12% to 15%.", [("12%", "actual", "2023-11"), ("15%", "actual", "2023-12")]),
        (
            "It rose from 10% to 13% between April and September 2023.",
            [("10%", "actual", "2023-04"), ("13%", "actual", "2023-09")],
        ),
        (
            "It fell to 41 in 2021/22 from 56 in the previous year.",
            [("41", "actual", "2021-04/2022-03"), ("56", "actual", "2020-04/2021-03")],
        ),
        ("Last year at the same point it was 97.", [("97", "actual", "2022-12")]),
        ("It was similar to the previous year at 9%.", [("9%", "actual", "2023-12")]),
        ("The 40 children came from 30 families.", [("40", "actual", "2023-12"), ("30", "actual", "2023-12")]),
        (
            "On average over the last twelve months, 15 came into care and 14 left care per month.",
            [("15", "actual", "2023-12"), ("14", "actual", "2023-12")],
        ),
        (
            "It was like the previous year (31 moves compared with 32 in the previous year).",
            [("31", "actual", "2023-12"), ("32", "actual", "2022-04/2023-03")],
        ),
        ("It was above target (97%) at 99%.", [("97%", "target", ""), ("99%", "actual", "2023-12")]),
        ("It was 85%, just below the 90% target.", [("85%", "actual", "2023-12"), ("90%", "target", "")]),
        (
            "At 13% it is below the 2022/23 national (23%) and statistical neighbour (19%) averages.",
            [
                ("13%", "actual", "2023-12"),
                ("23%", "national", "2022-04/2023-03"),
                ("19%", "statistical_neighbour", "2022-04/2023-03"),
            ],
        ),
        (
            "It was 9% against a regional average of 8% and 7% nationally.",
            [("9%", "actual", "2023-12"), ("8%", "regional", ""), ("7%", "national", "")],
        ),
        (
            "There was a 5% fall to 20% from 25%.",
            [("5%", "change", "2023-12"), ("20%", "actual", "2023-12"), ("25%", "actual", "2023-11")],
        ),
        ("The 12% is currently lower than in May.", [("12%", "actual", "2023-12")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_roles_and_times_go_to_their_figures(text: str, ties: list[tuple[str, str, str]]) -> None:
    assert bound(text) == ties
