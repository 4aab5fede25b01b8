"""Which line above a table is its title."""

import pytest

from extract.tables import tables_of
from records.page import Box, Page, Word

BODY = [("Measure", "May", "Jun"), ("Plans", "41", "39"), ("Visits", "88", "91"), ("Reviews", "7", "12")]


def words_at(x: float, y: float, text: str, *, bold: bool = False) -> list[Word]:
    made = []
    for word in text.split():
        made.append(Word(word, Box(x, y - 8, x + 4 * len(word), y + 2), y, 8, bold=bold))
        x += 4 * len(word) + 2.5
    return made


@pytest.mark.parametrize(
    "line, heading",
    [
        ("Table 2: Children with a plan", "Table 2: Children with a plan"),
        ("Table 3 Children in care", "Table 3 Children in care"),
        ("Table A1.2 – Visits", "Table A1.2 – Visits"),
        ("Table 2 shows that visits rose", "Safeguarding"),
        ("Table 2: visits rose in June.", "Safeguarding"),
        ("The figures of the last two months", "Safeguarding"),
    ],
)
def test_a_caption_in_plain_letters_is_a_title(line: str, heading: str) -> None:
    rows = [(90 + 15 * n, row) for n, row in enumerate(BODY)]
    body = [w for y, row in rows for x, text in zip((50, 200, 280), row) for w in words_at(x, y, text)]
    words = [*words_at(50, 40, "Safeguarding", bold=True), *words_at(50, 66, line), *body]
    (table,) = tables_of(Page(1, 600, 400, 0, tuple(words)))
    assert table.heading == heading


def test_a_title_may_stand_close_over_the_lower_headings() -> None:
    rows = [(90 + 15 * n, row) for n, row in enumerate(BODY)]
    body = [w for y, row in rows for x, text in zip((50, 200, 280), row) for w in words_at(x, y, text)]
    words = [*words_at(50, 78, "Table 4: Visits"), *words_at(280, 83.5, "Latest"), *body]
    (table,) = tables_of(Page(1, 600, 400, 0, tuple(words)))
    assert table.heading == "Table 4: Visits"
