"""What a document says of itself: pages set here line by line, of councils that exist, in words of our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from normalise.front_page import IndexFaulty, front_from_index, merge, read_front
from normalise.periods import read_period
from normalise.reference import load_reference
from records.catalogue import Reference
from records.page import Box, DocumentFacts, Page, Word
from records.period import Period
from records.reading import DocumentContent, FrontMatter
from records.table import Cell, Passage, PassageKind, Table

BARNSLEY, ROTHERHAM, DUDLEY, SHEFFIELD = "370", "372", "332", "373"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(Path(__file__).resolve().parents[2] / "data" / "reference")


def line(text: str, y: float, *, size: float = 10.0, bold: bool = False, x: float = 50.0) -> list[Word]:
    words = []
    for part in text.split():
        width = 0.5 * size * len(part)
        words.append(Word(part, Box(x, y - 0.8 * size, x + width, y + 0.2 * size), y, size, bold=bold))
        x += width + 0.3 * size
    return words


def paper(
    *lines: list[Word], prose: Sequence[str] = (), tables: Sequence[Table] = (), name: str = "paper.pdf"
) -> DocumentContent:
    page = Page(1, 595.0, 842.0, 0, tuple(word for words in lines for word in words))
    passages = tuple(
        Passage(1, 9 + n, None, PassageKind.PARAGRAPH, text, Box(50, 400, 500, 420)) for n, text in enumerate(prose)
    )
    return DocumentContent(DocumentFacts(name, "0", 1, 1, None), (page,), tuple(tables), passages=passages)


TITLE = line("Children's performance report", 80, size=18)
BODY = [line("Some words about how this paper came to be written", 300 + 12 * n) for n in range(8)]


@pytest.mark.parametrize(
    ("lines", "prose", "authority"),
    [
        ([line("Barnsley Metropolitan Borough Council", 50)], [], BARNSLEY),
        ([line("ROTHERHAM MBC", 50)], [], ROTHERHAM),
        ([line("Contact: governance@barnsley.gov.uk", 820)], [], BARNSLEY),
        (
            [],
            ["Barnsley has more plans than before.", "The number of children in care in Barnsley rose."] * 2,
            BARNSLEY,
        ),
        ([], ["Barnsley's rate is below that of our statistical neighbours."], None),
        ([], ["Two children were placed in Sheffield.", "One child was transferred from Kent."], None),
        ([], ["We compare with Wigan, Dudley, Doncaster and Rotherham.", "Wigan is close to Dudley."] * 4, None),
        ([line("BMBC", 50)], [], None),
        ([line("BMBC Performance", 50)], ["The rate in Barnsley fell.", "Barnsley children do well."], BARNSLEY),
        ([line("SCC Performance", 50)], ["The rate in Salford fell.", "Salford children do well."], "355"),
        ([line("NCC Performance", 50)], ["The rate in Norfolk fell.", "Norfolk children do well."], "926"),
        ([line("WCC Performance", 50)], [], None),
        ([line("Barnsley Metropolitan Borough Council", 50), line("Rotherham MBC", 65)], [], None),
        ([line("Author: Councillor Dudley", 100)], ["Dr Bolton spoke.", "The Reading of the report took place."], None),
        ([line("Sheffield Children's Hospital", 100)], [], None),
    ],
    ids=[
        "title block",
        "capitals",
        "address",
        "prose about itself",
        "one faint mention",
        "places where children live",
        "neighbours compared",
        "a short form of three councils",
        "a short form settled by the prose",
        "of Salford",
        "of Norfolk",
        "a short form of four councils",
        "two councils",
        "people",
        "a hospital",
    ],
)
def test_the_authority_is_the_one_that_the_paper_is_of(
    reference: Reference, lines: list[list[Word]], prose: list[str], authority: str | None
) -> None:
    assert read_front(paper(*lines, TITLE, *BODY, prose=prose), reference).authority_id == authority


@pytest.mark.parametrize(
    ("names", "month", "authority"),
    [
        (["Surrey County Council", "East Surrey Council will take over"], "March 2027", "936"),
        (["East Surrey Council", "Surrey County Council handed over"], "April 2027", "001"),
        (["West Surrey Council"], "May 2027", "002"),
        (["Cumbria County Council"], "March 2023", "909"),
        (["Cumberland Council", "Cumbria County Council handed over"], "April 2023", "942"),
        (["Westmorland and Furness Council"], "April 2023", "943"),
        (["Cumberland Council (formerly Cumbria County Council)"], "September 2023", "942"),
        (["Dorset Council"], "March 2019", "835"),
        (["Dorset Council"], "April 2019", "838"),
        (["Northamptonshire County Council"], "March 2021", "928"),
        (["West Northamptonshire Council"], "April 2021", "941"),
    ],
    ids=lambda part: part if isinstance(part, str) else part[0],
)
def test_a_report_is_of_the_council_in_force_in_the_month_reported_on(
    reference: Reference, names: list[str], month: str, authority: str
) -> None:
    title = line(f"Children's performance report {month}", 80, size=18)
    lines = [line(name, 50 + 60 * place) for place, name in enumerate(names)]
    front = read_front(paper(*lines, title, *BODY), reference)
    assert (front.authority_id, front.report_period) == (authority, read_period(month))


def test_a_name_that_passed_to_a_new_council_goes_by_the_month_reported(reference: Reference) -> None:
    def dorset(month: str) -> str | None:
        lines = [line("Dorset Council", 50), TITLE, line(f"As at month end: {month}", 110), *BODY]
        return read_front(paper(*lines), reference).authority_id

    assert (dorset("December 2020"), dorset("December 2016")) == ("838", "835")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([line("Report Title: Monthly report on children", 60), *BODY], "Monthly report on children"),
        ([line("Title of report: Report –", 60), line("November 2020", 72), *BODY], "Report – November 2020"),
        ([line("Barnsley Metropolitan Borough Council", 50, size=20), TITLE, *BODY], "Children's performance report"),
        ([line("Monthly scorecard of", 80, size=18), line("children's services", 100, size=18), *BODY],
         "Monthly scorecard of children's services"),
        ([line("Words and more words", 60 + 12 * n) for n in range(12)], None),
        ([line("Families Scrutiny Committee", 60, size=18), line("Children in care", 90, size=14), *BODY],
         "Children in care"),
        ([line("Families Scrutiny Committee", 60, size=18), *BODY], "Families Scrutiny Committee"),
        ([line("Families Scrutiny Committee", 60, size=18), line("Care: performance to May", 90, bold=True), *BODY],
         "Care: performance to May"),
        ([line("Families Scrutiny Committee", 60, size=18), line("Author: A. Person", 90, bold=True), *BODY], None),
        ([line("Agenda item", 60, size=18), line("Item 6: Children in care", 90, size=14), *BODY], "Children in care"),
        ([line("Minutes of 3 May 2021", 60, size=18), line("34. CHILDREN IN CARE", 90, size=14), *BODY],
         "CHILDREN IN CARE"),
    ],
    ids=["labelled", "labelled and wrapped", "largest print", "two lines", "none", "under its committee",
         "a committee alone", "in bold under it", "its author in bold",
         "an agenda item", "a numbered minute"],
)  # fmt: skip
def test_the_title_is_labelled_or_the_largest_print(
    reference: Reference, lines: list[list[Word]], title: str | None
) -> None:
    assert read_front(paper(*lines), reference).title == title


@pytest.mark.parametrize(
    ("lines", "committee", "meeting_date"),
    [
        ([line("Meeting: Health Panel", 110), line("Date: 12 January 2021", 122)], "Health Panel", "2021-01-12"),
        ([line("Families Panel", 110), line("11th of February 2021", 122)], "Families Panel", "2021-02-11"),
        ([line("Meeting date: 22/02/2022", 110)], None, "2022-02-22"),
        ([line("Date created: 23/02/2021", 110)], None, None),
        ([line("31 February 2021", 110)], None, None),
        ([line("Jan 2021: 7 Feb 2020: 9", 110)], None, None),
    ],
    ids=["labelled", "standing alone", "in figures", "the file's own date", "no such day", "figures of two months"],
)  # fmt: skip
def test_committee_and_day_of_the_meeting(
    reference: Reference, lines: list[list[Word]], committee: str | None, meeting_date: str | None
) -> None:
    front = read_front(paper(TITLE, *lines, *BODY), reference)
    assert (front.committee, front.meeting_date) == (committee, meeting_date)


def months_table(figures: dict[str, str]) -> Table:
    box = Box(50, 500, 400, 540)
    cells = [Cell(0, col, text, 1, box, is_header=True) for col, text in enumerate(figures)]
    cells += [Cell(1, col, text, 1, box) for col, text in enumerate(figures.values())]
    return Table(1, box, tuple(cells), 2, len(figures), 1)


@pytest.mark.parametrize(
    ("lines", "prose", "table", "period"),
    [
        ([line("As at Month End: December 2020", 110)], [], {}, "2020-12"),
        ([line("Tuesday 5 January 2021. Position at 31 December 2020", 110)], [], {}, "2020-12"),
        ([line("Figures to the end of December 2020", 110)], [], {}, "2020-12"),
        ([line("Data period: December 2020", 110)], [], {}, "2020-12"),
        ([line("Performance for the six months to 30 September 2020", 110)], [], {}, "2020-04/2020-09"),
        ([], ["The Committee considered the Quarter 3 position for 2020/21."], {}, "2020-10/2020-12"),
        ([], ["An update was given on performance at the end of quarter 2 of 2017/18."], {}, "2017-07/2017-09"),
        ([line("Meeting date: 25 March 2021", 110)], ["Care stood at 548 at the end of February."], {}, "2021-02"),
        ([line("Meeting date: 25 March 2021", 110)], ["Care stood at 548 at the end of June."], {}, None),
        ([line("Meeting date: 25 March 2021", 110)], ["Care stood at 548."], {}, None),
        ([], ["A report on the next Quarter 2 2020/21 was asked for."], {}, None),
        ([line("There were 392 in care in May and 401 in", 110), line("December 2022.", 122)], [], {}, None),
        ([line("There were 392 in care by", 110), line("December 2022", 122)], [], {}, None),
        ([line("Monthly report – November 2020", 60, size=20)], [], {}, "2020-11"),
        ([line("Quarter 3 2020/21 (October to December 2020)", 110)], [], {}, "2020-10/2020-12"),
        ([line("Members' briefing – Quarter 3 2020/21", 110), line("January 2021", 124)], [], {}, "2020-10/2020-12"),
        ([line("12 January 2021", 110)], [], {}, None),
        ([line("Scorecard Quarter 2 2021/22", 60, size=20)], [], {"Jul-21": "4", "Sep-21": "5"}, "2021-07/2021-09"),
        ([], [], {"Measure": "Plans", "Nov-20": "41", "Dec-20": "42", "Jan-21": ""}, "2020-12"),
        ([], [], {"Measure": "Plans", "Jan-21": "42", "Commentary (Jan-21)": "None"}, "2021-01"),
        ([line("Meeting date: 22 February 2022", 110)], ["The November data show a rise."] * 2, {}, "2021-11"),
        ([line("Date created: 23/02/2021", 110)], [], {}, None),
        ([line("As at Month End: May 2020", 110), line("As at Month End: June 2020", 122)], [], {}, None),
        ([line("Meeting date: 22 February 2022", 110), line("Data as at March 2024", 122)], [], {}, None),
    ],
    ids=[
        "labelled",
        "labelled behind the day of the meeting",
        "figures to the end of a month",
        "a labelled period",
        "months to a day",
        "a quarter that the minutes name",
        "a quarter's end that the minutes name",
        "the one month spoken of, soon before the meeting",
        "the one month spoken of, long before the meeting",
        "no month but the meeting's",
        "a quarter to come",
        "the end of a sentence",
        "the end of a clause",
        "in the title",
        "alone under the title",
        "the month that it came out",
        "the day of the meeting",
        "a quarter and its last column",
        "the newest column with figures",
        "over the commentary",
        "a month of the prose, before the meeting",
        "the file's own date",
        "two that fit",
        "after the meeting",
    ],
)
def test_the_month_reported_is_what_most_points_to(
    reference: Reference, lines: list[list[Word]], prose: list[str], table: dict[str, str], period: str | None
) -> None:
    content = paper(TITLE, *lines, *BODY, prose=prose, tables=[months_table(table)] if table else [])
    found = read_front(content, reference).report_period
    assert (found and str(found)) == period


def test_a_paper_without_pages_says_nothing(reference: Reference) -> None:
    assert read_front(replace(paper(), pages=()), reference) == FrontMatter()


ROW = {
    "filename": "a.pdf",
    "authority": "Barnsley MBC",
    "title": "Monthly report",
    "committee": "",
    "meeting_date": "2021-01-12",
    "report_period": "2020-10/2020-12",
    "source": "",
    "licence": "OGL",
    "index": "index.csv, line 2",
}


def test_a_row_of_the_index_is_front_matter(reference: Reference) -> None:
    front = front_from_index(ROW, reference)
    assert front == FrontMatter(
        BARNSLEY, "Monthly report", None, "2021-01-12", Period.parse("2020-10/2020-12"), None, "OGL"
    )


@pytest.mark.parametrize("name", ["370", "E08000016", "Barnsley", "barnsley metropolitan borough council"])
def test_the_index_may_name_an_authority_by_name_or_code(reference: Reference, name: str) -> None:
    assert front_from_index({**ROW, "authority": name}, reference).authority_id == BARNSLEY


def test_a_council_in_no_list_has_no_id(reference: Reference) -> None:
    assert front_from_index({**ROW, "authority": "Anyshire County Council"}, reference).authority_id is None


@pytest.mark.parametrize(
    ("column", "text", "fault"),
    [
        ("authority", "Barnsly Council", "Nearest: 'barnsley council'"),
        ("authority", "BMBC", "can be Bolton"),
        ("meeting_date", "12/01/2021", "is no date. Write it as 2021-01-12"),
        ("report_period", "Nov 2020", "is no month"),
        ("report_period", "2020-12/2020-10", "cannot end"),
    ],
)
def test_a_faulty_row_is_told_with_its_place(reference: Reference, column: str, text: str, fault: str) -> None:
    with pytest.raises(IndexFaulty, match="^index.csv, line 2: ") as raised:
        front_from_index({**ROW, column: text}, reference)
    assert fault in str(raised.value)


def test_what_the_index_says_goes_before_what_was_read() -> None:
    read = FrontMatter(BARNSLEY, "Read title", meeting_date="2021-01-12")
    index = FrontMatter(ROTHERHAM, None, licence="OGL")
    assert merge(read, index) == FrontMatter(ROTHERHAM, "Read title", meeting_date="2021-01-12", licence="OGL")
    assert merge(read, None) == read
