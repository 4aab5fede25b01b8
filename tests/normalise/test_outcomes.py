from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from normalise.outcomes import NOT_READ, account, is_used, numerals_of
from records.observation import Evidence, Observation, Origin, Rejection, Role, Unit
from records.page import Box, Page, Picture, Word
from records.table import Cell, Passage, PassageKind, Span, Table


def words(text: str, *, top: float = 100, left: float = 50) -> tuple[Word, ...]:
    """Words of 5 points a letter on one line."""
    found, x = [], left
    for part in text.split():
        found.append(Word(part, Box(x, top, x + 5 * len(part), top + 10), top + 9, 10))
        x += 5 * len(part) + 5
    return tuple(found)


def page(*lines: tuple[Word, ...], pictures: tuple[Picture, ...] = ()) -> Page:
    return Page(1, 600, 800, 0, tuple(word for line in lines for word in line), pictures=pictures)


def observation(box: Box, *support: Box) -> Observation:
    evidence = Evidence(1, box, support=tuple((1, one) for one in support))
    value = Decimal(7)
    return Observation(
        Origin.TABLE, evidence, "7", "7", value, Unit.COUNT, None, "Plans", None, None, Role.ACTUAL
    )  # fmt: skip


def passage(line: Sequence[Word]) -> Passage:
    text, spans = "", []
    for word in line:
        text += " " if text else ""
        spans.append(Span(len(text), len(text) + len(word.text), word.box))
        text += word.text
    box = Box.around(word.box for word in line)
    return Passage(1, 0, None, PassageKind.PARAGRAPH, text, box, tuple(spans))


def test_a_numeral_is_a_run_of_digits_with_its_thousands_and_decimals() -> None:
    found = numerals_of(page(words("1,730 plans (51.2%) 14-20 Nov-20 S47")))
    assert [one.text for one in found] == ["1,730", "51.2", "14", "20", "20", "47"]


def test_what_an_observation_was_read_from_is_used() -> None:
    line = words("Open over 45 days 7 8")
    here = page(line)
    seven = observation(line[4].box, Box.around(word.box for word in line[:4]))
    outcomes = account([here], [], [], [], [seven], [])
    assert [one.value_text for one in outcomes] == ["8"]
    assert [is_used(one, [seven]) for one in numerals_of(here)] == [True, True, False]


def test_used_and_rejected_add_up_on_any_page() -> None:
    lines = [
        words("Report of 12 May 2023, page 3"),
        words("Referrals 210 222 1,730 95%+ 118 of 194", top=200),
        words("0 50 100", top=300),
        words("Q3 2020/21 S47 under 18s", top=780),
    ]
    here = page(*lines, pictures=(Picture(Box(40, 290, 300, 400), "drawing"),))
    figures = [observation(lines[1][1].box), observation(lines[1][2].box, lines[1][0].box)]
    given = [Rejection(1, lines[1][3].box, "1,730", "1,730", "a forecast")]
    numerals = numerals_of(here)
    outcomes = account([here], [], [], [], figures, given)
    assert sum(is_used(one, figures) for one in numerals) + len(outcomes) == len(numerals)
    assert all(one.reason for one in outcomes)


def test_the_reason_of_the_reader_is_kept_and_not_doubled() -> None:
    line = words("within 15 days")
    prose = Rejection(1, line[1].box, "within 15 days", "15", "a time limit")
    cell = Rejection(1, Box(0, 0, 600, 800), "within 15 days", "within 15 days", "words in a table")
    (outcome,) = account([page(line)], [], [passage(line)], [], [], [cell, prose])
    assert (outcome.value_text, outcome.reason) == ("15", "a time limit")


def test_a_rejection_of_text_without_pages_is_handed_on() -> None:
    loose = Rejection(0, None, "in 2019", "2019", "a date")
    assert account([], [], [], [], [], [loose]) == [loose]


REASONS = [
    ("Report to 31 March 2021", "a date or period"),
    ("young people aged 16 are heard", "an age"),
    ("of 11 year olds", "an age"),
    ("seen within 15 working days", "a time limit or look-back"),
    ("under section 47 of the Act", "a reference number"),
    ("costs of £350 a week", "money"),
    ("see page 7 below", "a page number"),
    ("the 3rd of its kind", "an ordinal"),
    ("4. Recommendation to the panel", "the number of a list item"),
    ("They saw 12 of them there", NOT_READ),
]


@pytest.mark.parametrize(("text", "reason"), REASONS, ids=[text for text, _ in REASONS])
def test_prose_says_why_its_numerals_are_no_figures(text: str, reason: str) -> None:
    line = words(text)
    assert {one.reason for one in account([page(line)], [], [passage(line)], [], [], [])} == {reason}


def test_numbers_at_an_axis_are_its_labels() -> None:
    axis = [words("100", top=300), words("200", top=330), words("300", top=360)]
    assert {one.reason for one in account([page(*axis)], [], [], [], [], [])} == {"an axis label of a chart"}


def test_numbers_near_a_drawing_are_its_labels() -> None:
    here = page(words("87", top=300), pictures=(Picture(Box(40, 290, 300, 400), "drawing"),))
    (outcome,) = account([here], [], [], [], [], [])
    assert outcome.reason == "a label of a chart or picture"


def test_running_heads_are_told_from_the_page() -> None:
    (outcome,) = account([page(words("Panel pack 7", top=785))], [], [], [], [], [])
    assert outcome.reason == "in the margin of the page"


def test_a_heading_that_a_table_repeats_on_its_next_page_is_known() -> None:
    line = words("Tier 12")
    here = Page(2, 600, 800, 0, line)
    cells = (Cell(0, 0, "Plans", 1, Box(40, 700, 300, 720)), Cell(1, 0, "more", 2, Box(40, 120, 300, 140)))
    table = Table(1, Box(40, 700, 300, 720), cells, 2, 1, 1, last_page=2)
    (outcome,) = account([here], [table], [], [], [], [])
    assert outcome.reason == "in a heading printed again"
