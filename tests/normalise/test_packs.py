"""Agenda packs are taken apart, plain reports are not; pages are written down as lines of invented papers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from normalise.packs import agenda_numerals, parts_of
from normalise.reports import front_problems, reports_of
from records.catalogue import Authority, AuthoritySuccessor, Reference
from records.page import Bookmark, Box, DocumentFacts, Page, Word
from records.period import Period
from records.reading import DocumentContent, FrontMatter

TALL, WIDE = (595.0, 842.0), (1190.0, 842.0)


@dataclass(frozen=True)
class Sheet:
    """A page as lines: its text from the top, and what stands at its foot."""

    text: tuple[str, ...]
    foot: tuple[str, ...] = ()
    size: tuple[float, float] = TALL
    large: str | None = None
    """The line that is printed large."""


def page(number: int, sheet: Sheet) -> Page:
    width, height = sheet.size
    words: list[Word] = []
    body = [(0.12 + 0.03 * place, text) for place, text in enumerate(sheet.text)]
    feet = [(0.93 + 0.02 * place, text) for place, text in enumerate(sheet.foot)]
    for share, text in [*body, *feet]:
        size = 20.0 if text == sheet.large else 11.0
        x, baseline = 60.0, share * height
        for part in text.split():
            words.append(Word(part, Box(x, baseline - size, x + 6 * len(part), baseline + 2), baseline, size))
            x += 6 * len(part) + 4
    return Page(number, width, height, 0, tuple(words))


def pages(*sheets: Sheet) -> list[Page]:
    return [page(number, sheet) for number, sheet in enumerate(sheets, 1)]


FRONT = Sheet(
    (
        "Agenda document pack",
        "Families scrutiny committee",
        "Date: Tuesday 2 March 2021",
        "1. Apologies for absence",
        "4. Performance in Northby (Pages 2 - 3)",
        "5. A scorecard of Southwick (Pages 4 - 5)",
    ),
    large="Agenda document pack",
)
NORTHBY = Sheet(
    ("Title of report: Children's performance report", "Meeting: Families scrutiny committee", "Report by: A. Person"),
    ("1", "Page 2"),
)
NORTHBY_MORE = Sheet(("6. Referrals rose in January.",), ("2", "Page 3"))
SOUTHWICK = Sheet(("Scorecard", "Referrals 218"), ("Page 1 of 2", "Page 4"), WIDE)
SOUTHWICK_MORE = Sheet(("Placements 41",), ("Page 2 of 2", "Page 5"), WIDE)
PACK = pages(FRONT, NORTHBY, NORTHBY_MORE, SOUTHWICK, SOUTHWICK_MORE)
MARKS = (
    Bookmark("Agenda", 1, 0),
    Bookmark("4 Performance in Northby", 2, 0),
    Bookmark("Introduction", 2, 1),
    Bookmark("5 Scorecard: Southwick, January 2021", 4, 0),
)
NOWHERE = tuple(replace(mark, page=None) for mark in MARKS)
WITHOUT_LIST = [page(1, replace(FRONT, text=FRONT.text[:4])), *PACK[1:]]


@pytest.mark.parametrize(
    ("found", "outline"),
    [
        pytest.param(PACK, MARKS, id="by its bookmarks"),
        pytest.param(PACK, (), id="by the pages that the agenda lists"),
        pytest.param(PACK, NOWHERE, id="bookmarks that point nowhere do not hurt"),
        pytest.param(PACK, (*MARKS[:3], NOWHERE[3]), id="one bookmark points nowhere"),
        pytest.param(WITHOUT_LIST, (), id="by title block, and by page numbers that begin anew"),
        pytest.param(PACK, (*MARKS, Bookmark("6 Exempt items", 4, 0)), id="two bookmarks of one page"),
    ],
)
def test_the_papers_of_a_pack_are_found(found: list[Page], outline: tuple[Bookmark, ...]) -> None:
    parts = parts_of(found, outline)
    assert [(part.first_page, part.last_page, part.is_paper) for part in parts] == [
        (1, 1, False),
        (2, 3, True),
        (4, 5, True),
    ]


def test_a_bookmark_names_the_paper_without_the_number_of_its_item() -> None:
    assert [part.announced for part in parts_of(PACK, MARKS)] == [
        None,
        "Performance in Northby",
        "Scorecard: Southwick, January 2021",
    ]


SECTIONS = pages(
    Sheet(("Children's Services Scorecard", "December 2020"), ("Page 1 of 4",), large="Children's Services Scorecard"),
    Sheet(("Summary", "Referrals 218"), ("Page 2 of 4",), WIDE),
    Sheet(("Contacts", "Contacts 1,204"), ("Page 3 of 4",)),
    Sheet(("Looked after children", "Children 311"), ("Page 4 of 4",)),
)
WITH_NOTE = pages(
    Sheet(("Outcome", "Referrals 218"), ("Page 1 of 2",), WIDE),
    Sheet(("Outcome", "Placements 41"), ("Page 2 of 2",), WIDE),
    Sheet(("January 2021 performance overview:", "Families Scrutiny Panel.", "11th of February 2021."), ("Page 3",)),
)
STAMPED = pages(
    Sheet(("Agenda Item 6", "Title of report: Performance", "Meeting: Families panel", "Date: 2 March 2021")),
    Sheet(("1. Introduction", "Referrals rose.")),
)


@pytest.mark.parametrize(
    ("found", "outline"),
    [
        pytest.param(SECTIONS, tuple(Bookmark(f"S{n}", n, 0) for n in range(1, 5)), id="a bookmark for each section"),
        pytest.param(WITH_NOTE, (Bookmark("Scorecard Jan-21", 1, 0),), id="a scorecard with a note behind it"),
        pytest.param(STAMPED, (), id="the stamp of an agenda item"),
        pytest.param(PACK[1:3], (), id="a report with a title block"),
        pytest.param(PACK[:1], MARKS, id="one page"),
    ],
)
def test_a_plain_report_stays_one(found: list[Page], outline: tuple[Bookmark, ...]) -> None:
    assert [(part.first_page, part.last_page) for part in parts_of(found, outline)] == [
        (found[0].number, found[-1].number)
    ]


def test_reports_bound_without_an_agenda_are_told_by_their_title_blocks() -> None:
    other = replace(
        NORTHBY, text=("Report title: Fostering report", "Meeting: Cabinet", "Author: B. Person"), foot=("1",)
    )
    parts = parts_of(pages(NORTHBY, NORTHBY_MORE, other, NORTHBY_MORE), ())
    assert [(part.first_page, part.is_paper) for part in parts] == [(1, True), (3, True)]


def place(key: str, name: str) -> Authority:
    return Authority(key, f"E{key}", name, name, "", "unitary", None, None)


@dataclass(frozen=True)
class Bound:
    """The pack as content, for what its reports say."""

    content: DocumentContent = field(
        default_factory=lambda: DocumentContent(DocumentFacts("pack.pdf", "", 1, 5, None), tuple(PACK))
    )
    reference: Reference = field(
        default_factory=lambda: Reference((place("101", "Northby"), place("102", "Southwick")), (), (), ())
    )


def test_each_report_has_its_own_authority_title_and_month() -> None:
    bound = Bound()
    front, (northby, southwick) = reports_of(bound.content, parts_of(PACK, MARKS), bound.reference, None)
    assert (northby.first_page, northby.last_page, northby.front.authority_id) == (2, 3, "101")
    assert northby.front.title == "Children's performance report"
    assert (southwick.front.authority_id, str(southwick.front.report_period)) == ("102", "2021-01")
    assert (front.title, front.meeting_date) == (northby.front.title, "2021-03-02")


def test_an_index_row_says_the_meeting_of_a_pack_and_overrules_a_plain_report() -> None:
    bound = Bound()
    index = FrontMatter("999", "Another", "Cabinet", "2021-04-01", Period.parse("2020-12"), "an address", "OGL")
    front, reports = reports_of(bound.content, parts_of(PACK, MARKS), bound.reference, index)
    assert [report.front.authority_id for report in reports] == ["101", "102"]
    assert [report.front.meeting_date for report in reports] == ["2021-04-01"] * 2
    assert (front.committee, front.source, front.licence) == ("Cabinet", "an address", "OGL")
    _, (only,) = reports_of(bound.content, parts_of(PACK[:1]), bound.reference, index)
    assert only.front == index


def test_the_numbers_of_an_agenda_are_no_figures() -> None:
    found = list(agenda_numerals(PACK, parts_of(PACK, MARKS)[0]))
    assert {rejection.page for rejection in found} == {1}
    assert "2021" in [rejection.value_text for rejection in found]


def test_a_web_page_is_one_paper_wherever_its_sheets_begin() -> None:
    sheets = pages(FRONT, NORTHBY, NORTHBY)
    assert len(parts_of(sheets)) > 1
    assert [(part.first_page, part.last_page, part.is_paper) for part in parts_of(sheets, typeset=True)] == [
        (1, 3, True)
    ]


GONE = Authority("928", "E1", "Northby County", "Northby", "East", "county", date(2009, 1, 1), date(2021, 3, 31))
HEIRS = [
    Authority(id_, f"E{id_}", f"{side} Northby", f"{side} Northby", "East", "unitary", date(2021, 4, 1), None)
    for id_, side in (("940", "North"), ("941", "West"))
]
PASSED = tuple(AuthoritySuccessor("928", heir.id, date(2021, 4, 1)) for heir in HEIRS)


@pytest.mark.parametrize(
    ("title", "index", "owner"),
    [
        ("Children's performance report March 2021", None, "928"),
        ("Children's performance report November 2022", None, None),
        ("Children's performance report November 2022", FrontMatter(authority_id="928"), None),
        ("Children's performance report November 2022", FrontMatter(authority_id="940"), "940"),
        ("Children's performance report", FrontMatter("928", report_period=Period.parse("2022-11")), None),
    ],
)
def test_no_report_is_of_a_council_that_was_abolished_before_its_time(
    title: str, index: FrontMatter | None, owner: str | None
) -> None:
    reference = Reference((GONE, *HEIRS), (), PASSED, ())
    content = DocumentContent(
        DocumentFacts("paper.pdf", "0" * 64, 1, 1, None), tuple(pages(Sheet(("Northby County", title), large=title)))
    )
    front, (report,) = reports_of(content, parts_of(content.pages, ()), reference, index)
    assert front.authority_id == report.front.authority_id == owner
    told = [one.message for one in front_problems(content.facts, report, alone=True) if "abolished" in one.message]
    assert len(told) == (owner is None)
    assert all("North Northby (940) and West Northby (941)" in one and "index.csv" in one for one in told)
