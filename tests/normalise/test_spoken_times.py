"""The time that a paper reports on, by its title's words and its prose."""

from __future__ import annotations

import pytest

from normalise.printed_lines import PrintedLine
from normalise.reported_month import reported_period
from records.page import Box, DocumentFacts, Page
from records.reading import DocumentContent
from records.table import Passage, PassageKind


def reported(*prose: str, title: str | None = None, met: str | None = None, headings: tuple[str, ...] = ()) -> str:
    named = [*headings, *[None] * len(prose)][: len(prose)]
    passages = tuple(
        Passage(1, n, heading, PassageKind.PARAGRAPH, text, Box(50, 400, 500, 420))
        for n, (heading, text) in enumerate(zip(named, prose))
    )
    page = Page(1, 595.0, 842.0, 0, ())
    content = DocumentContent(DocumentFacts("a.html", "0", 1, 1, None), (page,), (), passages=passages)
    return str(reported_period(content, [], title, met) or "")


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Officers gave an overview of the information for December 2020 and answered.", "2020-12"),
        ("The review was laid before the panel: a report covering the period 2021/22 in full.", "2021-04/2022-03"),
        ("This release covers children in care, covering the period 1 April 2019 – 31 March 2020.", "2019-04/2020-03"),
        ("The performance report for the period up to the end of August 2018 was noted by all.", "2018-08"),
        ("The Strategy Team Leader spoke on performance management for the first quarter of 2019-20.",
         "2019-04/2019-06"),
        ("The report covered the academic year from September 2020 to July 2021, and was noted.", "2020-09/2021-08"),
        ("The annual report on the work of the health team for children in 2015-16 was read.", "2015-04/2016-03"),
        ("The report sets out the work of the service between April 2020 and September 2021.", "2020-04/2021-09"),
        ("A report on what the next inspection will look at, covering the period 2021/22 in full.", ""),
    ],
    ids=["information for", "the period", "the period between two days", "up to", "a quarter", "a school year",
         "an annual report", "the work of",
         "of an inspection"],
)  # fmt: skip
def test_the_opening_says_what_the_paper_covers(sentence: str, period: str) -> None:
    assert reported(sentence) == period


@pytest.mark.parametrize(
    ("prose", "period"),
    [
        (["There were 310 in care at the end of March 2016.", "In 2015/16 there were 90 more.", "120 left in 2015/16."],
         "2015-04/2016-03"),
        (["As of March 31, 2024 there were 310 in care.", "The priorities for 2024/25 are set."], "2024-03"),
        (["Plans fell to 138, down from 238 in February 2021."], ""),
        (["As of March 2023 there were 601 plans, then 690 at the end of May 2023.", "At 30 June 2023 there were 640."],
         ""),
        (["In March 2021 there were 40."], ""),
    ],
    ids=["a year and its last day", "a day, and a plan", "compared with", "the latest of three", "a month alone"],
)  # fmt: skip
def test_where_nothing_else_says_it_the_latest_time_told_is_the_papers(prose: list[str], period: str) -> None:
    assert reported(*prose) == period


@pytest.mark.parametrize(
    ("title", "met", "period"),
    [
        ("Adoption Annual Report 1 April 2019- 31 March 2020", None, "2019-04/2020-03"),
        ("Performance Update Q3 (Oct - Dec)", "2018-02-15", "2017-10/2017-12"),
        ("Performance Update Q3 (Oct - Dec)", None, ""),
        ("End of Year 2012/13", "2013-04-22", "2012-04/2013-03"),
        ("Yearbook 2012/13", "2013-04-22", "2012-04/2013-03"),
    ],
    ids=["between two days", "a quarter before the meeting", "a quarter of no year", "a year", "a year book"],
)
def test_the_title_goes_first(title: str, met: str | None, period: str) -> None:
    said = "The scorecard for March 2013 was noted." if "2012" in title else "Nothing was said."
    assert reported(said, title=title, met=met) == period


@pytest.mark.parametrize(
    ("prose", "met", "period"),
    [
        (["Q1 2021/22 was high.", "Quarter 2 saw fewer.", "At the end of Quarter 2 there were 40."], "2021-11-17",
         "2021-07/2021-09"),
        (["The key actions for 2023-24 were read out."], None, ""),
    ],
    ids=["the newest quarter", "a year to come"],
)  # fmt: skip
def test_minutes_of_no_title_are_of_the_quarter_that_they_speak_of(
    prose: list[str], met: str | None, period: str
) -> None:
    assert reported(*prose, met=met) == period


def test_a_quarter_of_no_year_is_of_the_newest_year_told() -> None:
    told = "It rose on the 2016/17 outturn, and was above the target for 2017/18.", "Families rose since April 2017."
    assert reported(*told, title="Performance update - Quarter Three") == "2017-10/2017-12"
    assert reported(told[0], title="Performance update - Quarter Three") == ""


def test_when_one_figure_was_is_not_what_the_paper_is_of() -> None:
    text = "Some 6.5% of children had three or more placements, which is better than 13% as at June 2019, and than 9%."
    line = PrintedLine(1, "which is better than 13% as at June 2019,", 10.0, False, 0.3, 0.32)
    page = Page(1, 595.0, 842.0, 0, ())
    passage = Passage(1, 0, None, PassageKind.PARAGRAPH, f"{text} {text}", Box(50, 400, 500, 420))
    content = DocumentContent(DocumentFacts("a.html", "0", 1, 1, None), (page,), (), passages=(passage,))
    assert str(reported_period(content, [line], "Indicators Quarter 1 2020/21", None)) == "2020-04/2020-06"


def test_a_year_that_is_not_over_goes_as_far_as_its_newest_quarter() -> None:
    prose, headings = ("Plans fell.", "Care rose.", "Visits fell."), ("Plans: Q1", "Care: Q2", "Visits: Q3")
    assert reported(*prose, title="Performance 2017/18", headings=headings) == "2017-10/2017-12"
    assert reported(*prose, title="Annual report 2017/18", headings=headings) == "2017-04/2018-03"
