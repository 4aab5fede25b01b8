"""Committee and day of a meeting, from lines as agendas, minutes and the sites of councils have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalise.meeting import committee_in, committee_of, meeting_date_of, read_date
from normalise.printed_lines import printed_lines
from normalise.reference import load_reference
from normalise.whose_report import Names
from records.page import Box, DocumentFacts, Page, Word
from records.reading import DocumentContent
from records.table import Passage, PassageKind


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(load_reference(Path(__file__).resolve().parents[2] / "data" / "reference"))


@pytest.mark.parametrize(
    ("text", "committee", "day"),
    [
        ("Meeting of Families Scrutiny Committee, Tuesday, 12th January, 2021 2.00 pm (Item 5.)",
         "Families Scrutiny Committee", "2021-01-12"),
        ("Meeting: Monday, 15th February, 2021 - Schools and Families Panel, Darlington Borough Council (Item 7)",
         "Schools and Families Panel", "2021-02-15"),
        ("Meeting: 25/03/2021 - Corporate Parenting Board (Item 12)", "Corporate Parenting Board", "2021-03-25"),
        ("Corporate Parenting Board - Thursday, 28th April, 2022 5.00 pm", "Corporate Parenting Board", "2022-04-28"),
        ("Kent County Council - Families Committee - 9 March 2022 - Minutes", "Families Committee", "2022-03-09"),
        ("MINUTES of a meeting of the Children, Schools and Families Committee held on Tuesday 12 January 2021",
         "Children, Schools and Families Committee", "2021-01-12"),
        ("Meeting: Tuesday, 5th March, 2019 - Cabinet Committee on Better Results",
         "Cabinet Committee on Better Results", "2019-03-05"),
        ("Meeting: 18 December 2018 - Cabinet Member for Families and Schools, Portsmouth City Council (Item 7)",
         "Cabinet Member for Families and Schools", "2018-12-18"),
        ("Report of the Director to the Families Panel, 12 October 2022", "Families Panel", "2022-10-12"),
        ("Agenda for Families Committee on Thursday, 20th January, 2022, 5.30 pm", "Families Committee", "2022-01-20"),
        ("Meeting of 21 February 2025. Data to December 2024.", None, "2025-02-21"),
        ("Data for the Families Panel as at 31 March 2021", None, None),
        ("Year ended 31 March 2018", None, None),
        ("As of today (15 February 2022) there were 495.", None, "2022-02-15"),
        ("The Panel heard on 3 May 2021 that the Board had met.", None, None),
    ],
)  # fmt: skip
def test_a_line_says_which_meeting_it_is_of(names: Names, text: str, committee: str | None, day: str | None) -> None:
    page = Page(1, 595, 842, 0, (Word("Page", Box(50, 780, 70, 790), 790, 10.0),))
    passage = Passage(1, 0, None, PassageKind.PARAGRAPH, text, Box(50, 90, 500, 110))
    content = DocumentContent(DocumentFacts("a.html", "0", 1, 0, None), (page,), passages=(passage,))
    lines = printed_lines(page)
    assert committee_of(lines, content, names) == committee
    assert meeting_date_of([], lines, content) == day


def test_the_committee_of_a_label_is_without_its_day(names: Names) -> None:
    assert committee_in("Families Panel, Monday 3 May 2021 at 10.00 am", names) == "Families Panel"


@pytest.mark.parametrize(
    ("text", "day"),
    [("11th of February 2021", "2021-02-11"), ("22/02/22", "2022-02-22"), ("31 February 2021", None),
     ("3 May 2021 and 4 May 2021", None)],
)  # fmt: skip
def test_a_day_is_read_where_there_is_one(text: str, day: str | None) -> None:
    assert read_date(text) == day
