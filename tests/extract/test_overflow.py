"""Texts that have no room in their cell and run on over the border."""

import pytest

from extract.tables import tables_of
from records.page import Box, Page, Rule, Word
from records.table import Table

XS = (40.0, 120.0, 200.0, 280.0)
YS = (40.0, 56.0, 72.0, 88.0)
RULES = [Rule(Box(XS[0], y, XS[-1], y)) for y in YS] + [Rule(Box(x, YS[0], x, YS[-1])) for x in XS]


def words_at(x: float, y: float, text: str, order: int) -> list[Word]:
    made = []
    for word in text.split():
        made.append(Word(word, Box(x, y - 8, x + 4 * len(word), y + 2), y, 8, order=order))
        x += 4 * len(word) + 2.5
    return made


def ruled(rows: list[list[tuple[float, str]]]) -> Table:
    words = [
        word
        for row, texts in enumerate(rows)
        for place, (x, text) in enumerate(texts)
        for word in words_at(x, YS[row] + 11, text, 10 * row + place)
    ]
    (table,) = tables_of(Page(1, 400, 200, 0, tuple(words), tuple(RULES)))
    return table


HEAD = [(44.0, "Measure"), (150.0, "May"), (230.0, "June")]
BODY = [(44.0, "Plans"), (150.0, "41"), (230.0, "39")]


@pytest.mark.parametrize(
    "row, read",
    [
        ([(44.0, "Children in care and leaving care")], ["Children in care and leaving care", "", ""]),
        ([(44.0, "Front door and assess"), (127.0, "41"), (230.0, "39")], ["Front door and assess", "41", "39"]),
        ([(44.0, "Visits"), (100.0, "Of which late again"), (230.0, "7")], ["Visits", "Of which late again", "7"]),
        ([(44.0, "Visits"), (150.0, "12"), (172.0, "from June to July")], ["Visits", "12", "from June to July"]),
    ],
    ids=["a section", "a label up to the border", "set to the right", "set in the middle"],
)
def test_a_text_over_a_border_is_of_one_cell(row: list[tuple[float, str]], read: list[str]) -> None:
    table = ruled([HEAD, row, BODY])
    assert [table.at(1, col).text for col in range(3)] == read


def test_words_of_two_cells_that_nearly_touch_stay_two() -> None:
    table = ruled([HEAD, [(44.0, "Visits"), (190.0, "41"), (201.5, "High")], BODY])
    assert [table.at(1, col).text for col in range(3)] == ["Visits", "41", "High"]
