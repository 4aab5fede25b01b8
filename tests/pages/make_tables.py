"""Makes the sample pages in tests/pages/tables: tables in the house styles of several producers, and what they say.

    python tests/pages/make_tables.py [NAME ...]

Needs reportlab, python-docx and openpyxl, and for some pages the programs `chromium` and `soffice`. Figures, measures
and sentences are invented. Beside each <name>.pdf stands <name>.json: the grids that a reader sees, header rows first,
as {"tables": [{"page", "grid", "spans", "header_rows"}]}.
"""

from __future__ import annotations

import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent / "tables"
MONTHS = ["Apr-24", "May-24", "Jun-24"]


@dataclass(frozen=True)
class Cell:
    """A cell of a sample table."""

    text: str
    rows: int = 1
    cols: int = 1
    fill: str | None = None
    turned: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sample table: rows of cells, a merged cell only in its first row."""

    rows: Sequence[Sequence[Cell | str]]
    header_rows: int
    widths: Sequence[int]
    """Of the columns, in points."""
    title: str | None = None
    left: frozenset[int] = frozenset({0})
    """Columns of words, set to the left."""

    def placed(self) -> list[tuple[int, int, Cell]]:
        """Row, column and cell, merged cells once."""
        taken: set[tuple[int, int]] = set()
        found = []
        for row, cells in enumerate(self.rows):
            col = 0
            for cell in cells:
                here = cell if isinstance(cell, Cell) else Cell(cell)
                while (row, col) in taken:
                    col += 1
                found.append((row, col, here))
                taken |= {(row + r, col + c) for r in range(here.rows) for c in range(here.cols)}
                col += here.cols
        return found

    def expected(self, page: int = 1) -> dict[str, object]:
        """The grid as the tests compare it."""
        grid = [[""] * len(self.widths) for _ in self.rows]
        spans = []
        for row, col, cell in self.placed():
            grid[row][col] = cell.text
            if cell.rows > 1 or cell.cols > 1:
                spans.append([row, col, row + cell.rows - 1, col + cell.cols - 1])
        return {"page": page, "grid": grid, "spans": spans, "header_rows": self.header_rows}


# ------------------------------------------------------------------ what the tables say


def scorecard(*, across: bool = True, long_labels: bool = False, title: str = "Monthly scorecard") -> Sheet:
    """Measures down, months across, two levels of headings, service areas across the table."""
    tail = " (rolling twelve months, children aged under eighteen)" if long_labels else ""
    again = "23 (17.9%)"
    rows: list[list[Cell | str]] = [
        [Cell("Ref", 2), Cell("Measure", 2), Cell("Good is", 2), Cell("2024/25", 1, 4), Cell("Benchmarks", 1, 2)],
        [*MONTHS, "YTD", "Target", "England"],
    ]
    if across:
        rows.append([Cell("Front door", 1, 9)])
    rows += [
        ["1.1", "Contacts received" + tail, "Info", "1,204", "1,377", "1,190", "3,771", "-", "-"],
        ["1.2", "Contacts leading to a referral", "High", "21.4%", "19.8%", "22.0%", "21.1%", "25%+", "n/a"],
        ["1.3", "Referrals within a year" + tail, "Low", "18.2%", again, "16.4%", "17.5%", "<20%", "21.5%"],
    ]
    if across:
        rows.append([Cell("Children in need", 1, 9)])
    rows += [
        ["2.1", "Assessments completed in time", "High", "87.0%", "91.2%", "90.4%", "89.6%", "90%", "83.3%"],
        ["2.2", "Children in need per 10,000" + tail, "Low", "331.0", "328.4", "325.9", "-", "320.0", "342.7"],
        ["2.3", "Children with a plan", "Info", "412", "405", "398", "-", "tbc", "-"],
    ]
    return Sheet(rows, 2, (34, 190, 48, 48, 62, 48, 48, 48, 52), title, frozenset({0, 1, 2}))


def months_down() -> Sheet:
    """Months down the side under a turned group label, measures across, the year's rows below."""
    names = ["Apr-24", "May-24", "Jun-24", "Jul-24", "Aug-24", "Sep-24"]
    counts = ["64", "58", "71", "66", "49", "62"]
    shares = ["71.9%", "74.4%", "70.1%", "68.8%", "75.5%", "72.6%"]
    rates = ["15.2", "14.8", "15.9", "15.5", "13.7", "14.9"]
    rows: list[list[Cell | str]] = [
        [Cell("", 1, 2), "3.1", "3.2", "3.3"],
        [Cell("", 1, 2), "Plans started", "Plans reviewed in time", "Plans per 10,000"],
    ]
    for number, cells in enumerate(zip(names, counts, shares, rates)):
        lead = [Cell("IN MONTH", len(names), 1, "#dddddd", True)] if number == 0 else []
        rows.append([*lead, *cells])
    rows.append([Cell("YEAR", 2, 1, "#dddddd", True), "2022/23", "801", "69.0%", "16.1"])
    rows.append(["2023/24", "776", "70.3%", "15.6"])
    return Sheet(rows, 2, (30, 60, 80, 90, 80), "CHILD PROTECTION", frozenset({1}))


def plain(rows: int = 8, title: str = "Visits by area", shift: int = 0) -> Sheet:
    """Areas down, three figures across: nothing but words and numbers."""
    areas = ["Northgate", "Eastfield and the Fens", "Southmoor", "Westbury", "Upper Vale", "Lower Vale", "Harbour"]
    areas += ["Old Town", "Mill Lane", "Priory", "Quayside", "Abbey Fields"]
    body: list[list[Cell | str]] = [
        [areas[(n + shift) % 12], f"{1200 + 37 * n + shift:,}", f"{62.5 + 1.7 * n:.1f}%", f"{14.2 - 0.6 * n:.1f}"]
        for n in range(rows)
    ]
    head: list[Cell | str] = ["Area", "Children seen", "Seen in time", "Average wait (days)"]
    return Sheet([head, *body], 1, (130, 90, 90, 110), title)


def wrapped() -> Sheet:
    """Labels of two and three lines with the figures on one of them."""
    labels = [
        "Children who came into care in the month and were placed with a relative or friend approved for them",
        "Care leavers in touch",
        "Reviews of children in care that were held within the time that the regulations give for them",
        "Health assessments up to date for children in care for a year or longer at the month's end",
        "Adoptions",
    ]
    cells = [["12", "9", "14"], ["88%", "91%", "90%"], ["97.1%", "96.4%", "98.0%"], ["79%", "81%", "84%"]]
    cells.append(["3", "-", "2"])
    rows: list[list[Cell | str]] = [["Measure", *MONTHS]]
    rows += [[label, *figures] for label, figures in zip(labels, cells)]
    return Sheet(rows, 1, (210, 70, 70, 70), "Children in care")


def commented() -> Sheet:
    """Measures with a rating in words, an arrow and a comment that runs over several lines."""
    rows: list[list[Cell | str]] = [
        ["Measure", "May-24", "Jun-24", "Target", "RAG", "Travel", "Comment"],
        ["Referrals", "1,377", "1,190", "-", "-", "↓", "Fewer referrals came from schools in the half term week."],
        [
            "Assessments completed within the time allowed",
            *["91.2%", "90.4%", "90%", "Green", "↓"],
            "Two teams were short of staff. Agency workers have started and the backlog of late work is being cleared.",
        ],
        ["Plans reviewed", "88%", "93%", "95%", "Amber", "↑", "Reviews held late were all within the week."],
        [
            "Health checks",
            *["71%", "69%", "85%", "Red", "↓"],
            "Dentists have few places. The board has asked for a plan by the end of September and will see it again.",
        ],
    ]
    return Sheet(rows, 1, (130, 45, 45, 45, 45, 40, 230), "Performance with comments", frozenset({0, 6}))


def turned() -> Sheet:
    """Months turned by a quarter over their columns."""
    months = [Cell(month, turned=True) for month in ["Apr-24", "May-24", "Jun-24", "Target 24-25", "England"]]
    rows: list[list[Cell | str]] = [
        ["Measure", *months],
        ["Referrals", "41", "39", "44", "-", "-"],
        ["Referrals within a year", "18.2%", "17.9%", "16.4%", "<20%", "21.5%"],
        ["Plans started", "7", "12", "9", "10", "n/a"],
        ["Visits in time", "88%", "91%", "90%", "95%+", "-"],
    ]
    return Sheet(rows, 1, (150, 40, 40, 40, 40, 40), "Turned headings")


def three_levels() -> Sheet:
    """Headings on three levels, the figures of two years."""
    rows: list[list[Cell | str]] = [
        [Cell("Locality", 3), Cell("Referrals", 1, 4), Cell("Change", 3)],
        [Cell("2022/23", 1, 2), Cell("2023/24", 1, 2)],
        ["Number", "Rate", "Number", "Rate"],
        ["North", "612", "401.2", "640", "418.9", "4.6%"],
        ["South", "588", "377.0", "541", "349.8", "-8.0%"],
        ["West", "430", "355.1", "466", "383.7", "8.4%"],
        ["Borough", "1,630", "379.4", "1,647", "384.6", "1.0%"],
    ]
    return Sheet(rows, 3, (110, 60, 60, 60, 60, 60), "Referrals by locality")


def quarters() -> Sheet:
    """A year over its four quarters, two of them to come and narrow: the year begins where a column's figures do."""
    head: list[Cell | str] = [Cell(text, 2) for text in ("2023/24 outturn", "Target", "England 2023/24", "DoT", "RAG")]
    rows: list[list[Cell | str]] = [
        [Cell("Measure", 2), Cell("Good is", 2), Cell("2024/25", 1, 4), *head],
        ["Q1", "Q2", "Q3", "Q4"],
        ["Referrals within a year of one before", "Low", "27.3%", "26.1%", "", "", "27.0%", "25.0%", "21.5%", "↑", "A"],
        ["Assessments in time", "High", "88.0%", "85.2%", "", "", "89.4%", "90.0%", "84.5%", "↓", "R"],
        ["Enquiries per 10,000", "-", "47.9", "51.3", "", "", "196.2", "", "180.1", "↑", ""],
        ["Reviews in time", "High", "97.0%", "96.4%", "", "", "95.9%", "95.0%", "n/a", "↔", "G"],
        ["Days from care to a new family", "Low", "366", "392", "", "", "371", "426", "367", "↓", "G"],
    ]
    widths = (190, 44, 36, 36, 22, 22, 76, 40, 76, 28, 28)
    return Sheet(rows, 2, widths, "Scorecard for the second quarter")


def pairs() -> Sheet:
    """Months down, and over each two columns the name of what they count."""
    rows: list[list[Cell | str]] = [
        [Cell("Month", 2), Cell("Referrals", 1, 2), Cell("Assessments", 1, 2), Cell("Strategy meetings", 1, 2)],
        ["Number received", "Of which re-referrals", "Finished", "Within 45 days", "Held", "Led to enquiry"],
        ["April 2024", "298", "19.8%", "265", "79.2%", "142", "71.1%"],
        ["May 2024", "311", "21.2%", "280", "82.1%", "150", "68.0%"],
        ["June 2024", "340", "18.5%", "301", "84.7%", "166", "66.3%"],
        ["July 2024", "275", "22.9%", "249", "80.3%", "129", "72.9%"],
    ]
    return Sheet(rows, 2, (80, 60, 70, 60, 76, 50, 70))


def grouped() -> Sheet:
    """Measures under the names of their services, each name in the middle of its rows."""
    rows: list[list[Cell | str]] = [
        ["Service", "Measure", *MONTHS, "Target"],
        [Cell("Front door", 3), "Contacts", "1,204", "1,377", "1,190", "-"],
        ["Referrals", "412", "398", "405", "-"],
        ["Repeat referrals", "18.2%", "17.9%", "16.4%", "<20%"],
        [Cell("Children in care", 2), "Number in care", "601", "604", "610", "-"],
        ["Rate per 10,000", "71.2", "71.5", "72.0", "65.0"],
    ]
    return Sheet(rows, 1, (90, 150, 55, 55, 55, 55), "Services", frozenset({0, 1}))


def months_to_come() -> Sheet:
    """Months down, the last two without figures yet."""
    names = ["Apr-24", "May-24", "Jun-24", "Jul-24", "Aug-24", "Sep-24", "Oct-24", "Nov-24"]
    head: list[Cell | str] = ["Month", "Referrals received", "Re-referrals", "% re-referrals"]
    body: list[list[Cell | str]] = [
        [name, *([str(300 + 7 * n), str(60 - n), f"{20.1 - 0.3 * n:.1f}%"] if n < 6 else ["", "", ""]), ""]
        for n, name in enumerate(names)
    ]
    for n, row in enumerate(body[:6]):
        row[4] = str(250 + 3 * n)
    return Sheet([[*head, "Assessments completed in the month"], *body], 1, (60, 70, 70, 70, 90), "By month")


def two_years() -> Sheet:
    """Number and share of two years, each year over its two columns."""
    rows: list[list[Cell | str]] = [
        [Cell("Placement type", 2), Cell("June 2023", 1, 2), Cell("June 2024", 1, 2)],
        ["No.", "%", "No.", "%"],
        ["Foster care", "410", "68.0%", "402", "66.1%"],
        ["With parents", "31", "5.1%", "40", "6.6%"],
        ["Residential", "77", "12.8%", "84", "13.8%"],
        ["Total", "603", "100%", "608", "100%"],
    ]
    return Sheet(rows, 2, (130, 50, 50, 50, 50), "Placements")


def uneven_years() -> Sheet:
    """Two quarters of one year, three of the next, and benchmarks over two columns."""
    rows: list[list[Cell | str]] = [
        [Cell("Measure", 2), Cell("Good is", 2), Cell("2021/22", 1, 2), Cell("2022/23", 1, 3), Cell("Target", 2)],
        ["Q3", "Q4", "Q1", "Q2", "Q3", "South West", "England"],
        ["Contacts closed at once", "Low", "38.1%", "36.6%", "34.9%", "37.0%", "35.2%", "33%", "", ""],
        ["Referrals repeated within twelve months", "Low", "22.9%", "21.1%", "20.4%", "19.9%", "20.7%", "20%", "21.9%"],
        ["Children becoming the subject of a plan", "", "71", "66", "80", "74", "69", "", "", ""],
        ["Reviews held in time", "High", "96.2%", "97.9%", "95.5%", "98.1%", "99.0%", "98%", "91.4%", "90.7%"],
    ]
    rows[0] = [*rows[0], Cell("2021/22 benchmarks", 1, 2)]
    rows[3] = [*rows[3], "21.5%"]
    return Sheet(rows, 2, (190, 40, 36, 36, 36, 36, 36, 40, 60, 50), "Quarters of two years")


def rated() -> Sheet:
    """Numbered measures with an arrow and a rating in words."""
    rows: list[list[Cell | str]] = [
        ["Ref", "Measure", "Current", "Previous", "DoT", "Target", "RAG"],
        ["1", "Referrals", "41", "39", "↑", "-", "-"],
        ["2", "Reviews in time", "88%", "91%", "↓", "95%", "Amber"],
        ["3", "Plans", "7", "12", "↓", "10", "Green"],
        ["4a", "Visits in time, plans", "91%", "93%", "↓", "90%", "Green"],
        ["4b", "Visits in time, care", "84%", "83%", "→", "90%", "Red"],
    ]
    return Sheet(rows, 1, (30, 150, 50, 50, 40, 50, 50), "Ratings", frozenset({0, 1}))


def proven() -> Sheet:
    """A share that two measures are called by, beside the count and the base that prove which it is."""
    rows: list[list[Cell | str]] = [
        ["Measure", "Apr-24", "May-24", "Jun-24"],
        ["Children subject of a child protection plan", "402", "410", "398"],
        ["Child protection plans open for two years or more", "12", "14", "9"],
        ["% of child protection plans lasting two years or more", "3.0%", "3.4%", "2.3%"],
        ["Child protection reviews in time", "97%", "98%", "96%"],
    ]
    return Sheet(rows, 1, (230, 60, 60, 60), "Child protection, June 2024")


def sparse() -> Sheet:
    """A first row with two figures, counts and shares in one row only, a rating in a few rows."""
    rows: list[list[Cell | str]] = [
        ["Measure", *MONTHS, "Target", "Nearest council", "RAG"],
        ["Requests for help", "211", "238", "", "", "", ""],
        ["Visits in time", "84.2%", "86.0%", "81.9%", "90%", "", "A"],
        ["Plans", "398", "405", "411", "", "", ""],
        ["Plans per 10,000", "36.1", "36.7", "37.3", "", "24.9", ""],
        ["Second plans", "6 (14.3%)", "4 (8.9%)", "7 (18.4%)", "10-15%", "", "R"],
        ["Children in care", "541", "549", "553", "", "", ""],
        ["Coming into care", "21", "24", "15", "", "", ""],
        ["Leaving care", "17", "16", "11", "", "", ""],
        ["Placed far from home", "17.9%", "18.2%", "18.6%", "15%", "11.0%", "A"],
    ]
    return Sheet(rows, 1, (150, 60, 60, 60, 60, 110, 40), "Digest")


def long_labels() -> Sheet:
    """Labels of one to four lines."""
    labels = [
        "Percentage of referrals that came within twelve months of another one for the same child",
        "Contacts",
        "Percentage of assessments that were completed within forty five working days of the referral which began "
        "them, all teams counted",
        "Number of children with a plan at the end of the month",
        "Visits in time",
        "Rate of children looked after per 10,000 of those aged under eighteen",
    ]
    cells = [["18.2%", "17.9%", "20%"], ["1,240", "1,310", "-"], ["81.0%", "82.5%", "85%"], ["240", "238", "-"]]
    cells += [["91%", "92%", "95%"], ["71.2", "71.5", "-"]]
    rows: list[list[Cell | str]] = [["Measure", "May 2024", "June 2024", "Target"]]
    rows += [[label, *figures] for label, figures in zip(labels, cells)]
    return Sheet(rows, 1, (170, 60, 60, 60), "Long labels")


def last_comments() -> Sheet:
    """Comments in the last column, in some rows, of one line or two."""
    rows: list[list[Cell | str]] = [
        ["Measure", "May-24", "Jun-24", "Target", "Comment"],
        ["Referrals", "41", "39", "-", "Fewer referrals came from schools in the half term week and more from health."],
        ["Reviews in time", "88%", "91%", "95%", "Two teams were short of staff. Agency workers have started."],
        ["Plans", "7", "12", "10", ""],
        ["Visits", "91%", "93%", "90%", "On track"],
    ]
    return Sheet(rows, 1, (120, 45, 45, 45, 170), "Comments", frozenset({0, 4}))


def over_three_pages() -> Sheet:
    """Rows enough for three pages, some labels of two lines."""
    areas = [
        "Northgate",
        "Eastfield and the Fens, with the villages to the north of the river",
        "Southmoor",
        "Westbury",
    ]
    areas += ["Upper Vale, from the bridge to the old town hall", "Lower Vale", "Harbour"]
    body: list[list[Cell | str]] = [
        [f"{areas[n % 7]} {n + 1}", f"{1200 + 37 * n:,}", f"{62.5 + 0.3 * n:.1f}%", f"{14.2 + 0.1 * n:.1f}"]
        for n in range(60)
    ]
    head: list[Cell | str] = ["Area", "Children seen", "Seen in time", "Average wait (days)"]
    return Sheet([head, *body], 1, (150, 90, 90, 110), "Visits by area")


def one_row() -> Sheet:
    """Months and one row of figures."""
    return Sheet([["", *MONTHS, "Target"], ["Borough", "478", "470", "466", "-"]], 1, (130, 60, 60, 60, 60), "Plans")


def small(number: int) -> Sheet:
    """A small table of a section, one of two."""
    body: list[list[Cell | str]] = [
        [
            ["Plans", "412", "405", "-"],
            ["Plans per 10,000", "49.9", "49.1", "-"],
            ["Reviewed in time", "97%", "94%", "98%"],
            ["Core groups in time", "81%", "83%", "90%"],
        ],
        [
            ["Children in care", "861", "858", "-"],
            ["Children in care per 10,000", "104.4", "104.0", "-"],
            ["Seen in time by a social worker", "90%", "93%", "95%"],
            ["With a health check", "88%", "90%", "92%"],
            ["With a life story", "47%", "52%", "80%"],
        ],
    ][number]
    title = ("Child protection", "Children looked after")[number]
    return Sheet([["Measure", "May-24", "Jun-24", "Target"], *body], 1, (130, 44, 44, 44), title)


def both_sides() -> Sheet:
    """Headings and labels of two and three lines, the figures at the height of the middle one."""
    labels = [
        "Percentage of referrals that came within twelve months of another one for the same child",
        "Number of children with a child protection plan at the end of the month",
        "Rate of children looked after per 10,000 of those aged under eighteen",
        "Care leavers in touch",
    ]
    cells = [["18.2%", "17.9%", "20%", "21.5%"], ["240", "-", "-", "-"], ["71.2", "71.2", "65.0", "70.1"]]
    cells.append(["91%", "92%", "95%", "n/a"])
    head = ["Actual for the month of June 2024", "Year to date (April to June 2024)", "Target for the year 2024/25"]
    rows: list[list[Cell | str]] = [["Measure", *head, "Average of the neighbours 2022/23"]]
    rows += [[label, *figures] for label, figures in zip(labels, cells)]
    return Sheet(rows, 1, (180, 75, 75, 75, 85), "Long names")


DOTS = {"Red": "#c00000", "Amber": "#ffc000", "Green": "#00b050"}
"""Colours of the dots that `dotted` shows instead of a word."""


def dotted(sign: str = "") -> Sheet:
    """Measures with a coloured dot each: drawn, or set as a sign."""
    rows: list[list[Cell | str]] = [["Measure", "May-24", "Jun-24", "Target", "RAG"]]
    for label, *figures, rag in [
        ("Assessments in time", "91.2%", "90.4%", "90%", "Green"),
        ("Reviews in time", "88%", "93%", "95%", "Amber"),
        ("Health checks in time", "71%", "69%", "85%", "Red"),
        ("Visits in time", "95%", "97%", "95%", "Green"),
    ]:
        rows.append([label, *figures, Cell(sign, fill=DOTS[rag])])
    return Sheet(rows, 1, (150, 60, 60, 60, 60), "Measures with a light")


def tall_rows() -> Sheet:
    """Labels of several lines in a narrow column, more than a page of them."""
    areas = ["Northgate", "Eastfield", "Southmoor", "Westbury", "Upper Vale", "Lower Vale", "Harbour", "Old Town"]
    rows: list[list[Cell | str]] = [["Measure", "Previous month", "This month", "Target", "Travel"]]
    for n in range(40):
        label = f"Children of {areas[n % 8]} seen by the team of {areas[n // 8]} within the week"
        rows.append([label, f"{40 + 3 * n}", f"{42 + 2 * n}", "" if n % 3 else "95", "Up" if n % 2 else "Down"])
    return Sheet(rows, 1, (86, 86, 86, 86, 86), "Visits")


def crowded() -> Sheet:
    """Headings of two lines in rows that have room for one: the first line stands over the border."""
    rows: list[list[Cell | str]] = [
        ["Ref", "Measure", "May-24", "Jun-24", "Average for the year", "YTD 2024/25"],
        ["1.1", "Contacts", "1,902", "2,011", "1,950", "3,913"],
        ["1.2", "Contacts that became a referral within a day", "21.4%", "20.8%", "21.0%", "21.1%"],
        ["1.3", "Referrals", "407", "418", "411", "825"],
    ]
    return Sheet(rows, 1, (34, 110, 50, 50, 62, 46), "Crowded rows", frozenset({0, 1}))


# ------------------------------------------------------------------ producers

STYLES = {
    "grid": "td{border:0.75pt solid #333}",
    "rows": "td{border-bottom:0.5pt solid #888} tr.h td{border-top:1pt solid #000;border-bottom:1pt solid #000}",
    "columns": "td{border-left:0.5pt solid #555;border-right:0.5pt solid #555} table{border:1pt solid #000}"
    " tr.h td{border-bottom:1pt solid #000}",
    "zebra": "tr:nth-child(even) td{background:#e8eef5} tr.h td{background:#1f497d !important;color:#fff}",
    "bare": "tr.h td{font-weight:bold}",
}
HEADED = "tr:nth-child(odd) td{background:#eee} tr.h td{background:#333 !important;color:#fff;border:1px solid #fff}"
"""A head with borders over stripes without: the first stripe closes the grid of the head."""


def as_html(sheet: Sheet, style: str, align: str = "top", extra: str = "") -> str:
    """The table as a table element with its style."""
    lines: dict[int, list[str]] = {row: [] for row in range(len(sheet.rows))}
    for row, col, cell in sheet.placed():
        look = "text-align:left;" if col in sheet.left and row >= sheet.header_rows else ""
        look += f"background:{cell.fill};" if cell.fill else ""
        body = html.escape(cell.text)
        if cell.turned:
            body = f'<span style="writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap">{body}</span>'
        lines[row].append(f'<td rowspan="{cell.rows}" colspan="{cell.cols}" style="{look}">{body}</td>')
    columns = "".join(f'<col style="width:{width}pt">' for width in sheet.widths)
    body = "\n".join(
        f'<tr class="{"h" if row < sheet.header_rows else "b"}">{"".join(cells)}</tr>' for row, cells in lines.items()
    )
    css = (
        "<style>@page{size:A4 landscape;margin:12mm} body{font:8.5pt Arial,sans-serif} "
        "table{border-collapse:collapse;table-layout:fixed;margin-top:4pt} h2{font-size:12pt;margin:0}"
        f"td{{padding:2pt 3pt;text-align:center;vertical-align:{align}}} {STYLES[style]} {extra}</style>"
    )
    title = f"<h2>{html.escape(sheet.title)}</h2>" if sheet.title else ""
    width = sum(sheet.widths)
    table = f'<table style="width:{width}pt"><colgroup>{columns}</colgroup><tbody>{body}</tbody></table>'
    return f"{css}{title}{table}"


def by_chromium(path: Path, body: str) -> None:
    """Prints a web page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f"<!doctype html><meta charset=utf-8>{body}", encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run([*command, f"--print-to-pdf={path}", str(page)], check=True, capture_output=True, timeout=120)


def by_reportlab(path: Path, sheet: Sheet, style: str, align: str = "TOP") -> None:
    """Draws the table with reportlab's own table, over several pages where it is long."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    looks = getSampleStyleSheet()
    cell_style = looks["Normal"].clone("cell", fontSize=8, leading=9.6)
    grid: list[list[object]] = [[""] * len(sheet.widths) for _ in sheet.rows]
    commands: list[tuple[object, ...]] = [("FONTSIZE", (0, 0), (-1, -1), 8), ("VALIGN", (0, 0), (-1, -1), align)]
    for row, col, cell in sheet.placed():
        long = len(cell.text) > 22 and cell.cols == 1
        grid[row][col] = Paragraph(html.escape(cell.text), cell_style) if long else cell.text
        side = "CENTER" if 1 < cell.cols < len(sheet.widths) else "LEFT" if col in sheet.left else "RIGHT"
        commands.append(("ALIGN", (col, row), (col, row), side))
        if cell.rows > 1 or cell.cols > 1:
            commands.append(("SPAN", (col, row), (col + cell.cols - 1, row + cell.rows - 1)))
    head = sheet.header_rows
    commands += [("FONTNAME", (0, 0), (-1, head - 1), "Helvetica-Bold")]
    if style == "grid":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    elif style == "rows":
        commands += [("LINEBELOW", (0, head - 1), (-1, -1), 0.4, "grey"), ("LINEABOVE", (0, 0), (-1, 0), 1, "black")]
    elif style == "zebra":
        commands += [("BACKGROUND", (0, row), (-1, row), "#e6e6e6") for row in range(head, len(grid), 2)]
    document = SimpleDocTemplate(str(path), pagesize=landscape(A4), title="", invariant=1)
    title = [Paragraph(html.escape(sheet.title), looks["Heading2"])] if sheet.title else []
    document.build([*title, Table(grid, colWidths=list(sheet.widths), style=commands, hAlign="LEFT", repeatRows=head)])


def by_word(path: Path, sheet: Sheet, style: str) -> None:
    """A Word paper, printed by LibreOffice."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    paper = docx.Document()
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    if sheet.title:
        paper.add_heading(sheet.title, 2)
    table = paper.add_table(len(sheet.rows), len(sheet.widths))
    table.style = style
    table.autofit = False
    for col, width in enumerate(sheet.widths):
        for entry in table.columns[col].cells:
            entry.width = Pt(width)
    for row, col, cell in sheet.placed():
        place = table.cell(row, col)
        if cell.rows > 1 or cell.cols > 1:
            place = place.merge(table.cell(row + cell.rows - 1, col + cell.cols - 1))
        place.text = cell.text
        for paragraph in place.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)
            for run in paragraph.runs:
                run.font.size = Pt(8)
    _printed(path, "docx", paper.save)


def by_excel(path: Path, sheet: Sheet, borders: bool, row_height: float | None = None) -> None:
    """An Excel sheet, printed by LibreOffice; `row_height` in points holds where the text needs more."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    page = book.active
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    page.page_setup.fitToHeight = 1
    page["A1"] = sheet.title
    page["A1"].font = Font(bold=True, size=14)
    side = Side("thin")
    for row, col, cell in sheet.placed():
        place = page.cell(row + 3, col + 1, cell.text)
        place.alignment = Alignment("left" if col in sheet.left else "center", "center", 90 if cell.turned else 0, True)
        place.font = Font(size=9, bold=row < sheet.header_rows)
        if cell.fill or row < sheet.header_rows:
            place.fill = PatternFill("solid", fgColor=(cell.fill or "#d9d9d9")[1:])
        last_row, last_col = row + 2 + cell.rows, col + cell.cols
        if borders:
            for r in range(row + 3, last_row + 1):
                for c in range(col + 1, last_col + 1):
                    page.cell(r, c).border = Border(side, side, side, side)
        if cell.rows > 1 or cell.cols > 1:
            page.merge_cells(start_row=row + 3, start_column=col + 1, end_row=last_row, end_column=last_col)
    for col, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(col)].width = width / 5.2
    for row, cells in enumerate(sheet.rows):
        texts = [cell.text if isinstance(cell, Cell) else cell for cell in cells]
        widest = max((len(text) * 4.6 / (sheet.widths[0] if len(cells) < 5 else 60) for text in texts[:2]), default=1)
        page.row_dimensions[row + 3].height = row_height or 13.0 * max(1, min(round(widest + 0.4), 3))
    _printed(path, "xlsx", book.save)


def _printed(path: Path, ending: str, save: Callable[[str], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{path.stem}.{ending}"
        save(str(source))
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=180)
        path.write_bytes(source.with_suffix(".pdf").read_bytes())


def two_abreast(path: Path, one: Sheet, other: Sheet, style: str, tall: bool = False) -> None:
    """Two tables side by side on one page; the rows of the first taller where `tall` is true."""
    css = "<style>div.n0 td{padding:5pt 3pt}</style>" if tall else ""
    halves = css + "".join(
        f'<div class="n{n}" style="margin-right:36pt">{as_html(sheet, style)}</div>'
        for n, sheet in enumerate((one, other))
    )
    by_chromium(path, f'<div style="display:flex">{halves}</div>')


def two_drawn(path: Path, one: Sheet, other: Sheet, heights: tuple[float, float]) -> None:
    """Two tables without rules drawn by reportlab side by side, their rows of two heights."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Table

    canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)
    canvas.setFont("Helvetica", 9)
    canvas.drawString(
        50, 520, "Figures of the service for the two months, as they stood on the first day of the month after."
    )
    x = 50.0
    for sheet, height in zip((one, other), heights):
        look = [
            ("FONTSIZE", (0, 0), (-1, -1), 8),
            ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
        table = Table([list(row) for row in sheet.rows], list(sheet.widths), height, style=look)
        table.wrapOn(canvas, 400, 400)
        table.drawOn(canvas, x, 480 - height * len(sheet.rows))
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(x + 6, 486, sheet.title or "")
        x += sum(sheet.widths) + 40
    canvas.save()


def with_dots(path: Path, sheet: Sheet, style: str) -> None:
    """A web page whose fills are dots drawn in the middle of their cells."""
    dot = '<svg width="11" height="11" style="display:inline-block"><circle cx="5.5" cy="5.5" r="5" fill="{}"/></svg>'
    body = as_html(sheet, style)
    for colour in DOTS.values():
        body = body.replace(f'background:{colour};"><', f'">{dot.format(colour)}<')
    by_chromium(path, body)


def with_signs(path: Path, sheet: Sheet, style: str) -> None:
    """A web page whose fills are the colours of the signs in their cells."""
    body = as_html(sheet, style)
    for colour in DOTS.values():
        body = body.replace(f"background:{colour};", f"color:{colour};")
    by_chromium(path, body)


def with_arrows(path: Path, sheet: Sheet, style: str) -> None:
    """A web page whose arrows are drawings: block arrows turned as they point, green."""
    corners = "0,4 0,6 6,6 6,9 10,5 6,1 6,4"
    body = as_html(sheet, style, "middle")
    for arrow, angle in {"↑": 270, "↓": 90, "→": 0, "↗": 315}.items():
        drawn = f'<polygon points="{corners}" transform="rotate({angle} 5 5)" fill="#00b050"/>'
        body = body.replace(f">{arrow}<", f'><svg width="10" height="10">{drawn}</svg><')
    by_chromium(path, body)


def with_drawn_dots(path: Path, sheet: Sheet, style: str) -> None:
    """The same by reportlab's own table, a circle in the cell."""
    from reportlab.graphics.shapes import Circle, Drawing
    from reportlab.lib.colors import HexColor
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate, Table

    grid: list[list[object]] = [[cell.text if isinstance(cell, Cell) else cell for cell in row] for row in sheet.rows]
    for row, _, cell in sheet.placed():
        if cell.fill:
            grid[row][-1] = Drawing(10, 10, Circle(5, 5, 4.5, fillColor=HexColor(cell.fill), strokeColor=None))
    look: list[tuple[object, ...]] = [("FONTSIZE", (0, 0), (-1, -1), 8), ("ALIGN", (1, 0), (-1, -1), "RIGHT")]
    if style == "grid":
        look.append(("GRID", (0, 0), (-1, -1), 0.5, "black"))
    document = SimpleDocTemplate(str(path), pagesize=A4, title="", invariant=1)
    document.build([Table(grid, colWidths=list(sheet.widths), style=look, hAlign="LEFT")])


def beside_chart(path: Path, sheet: Sheet, style: str) -> None:
    """A table with a bar chart to its right and prose above, drawn as vectors."""
    heights = [46, 61, 38, 72, 55, 64, 49, 80]
    bars = "".join(
        f'<rect x="{40 + 30 * n}" y="{110 - h}" width="18" height="{h}" fill="#4f81bd"/>'
        f'<text x="{42 + 30 * n}" y="122" font-size="7">{month}</text>'
        f'<text x="{42 + 30 * n}" y="{107 - h}" font-size="7">{h}</text>'
        for n, (h, month) in enumerate(zip(heights, ["Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun"]))
    )
    axis = "".join(
        f'<line x1="34" x2="285" y1="{110 - y}" y2="{110 - y}" stroke="#ccc"/><text x="14" y="{113 - y}" '
        f'font-size="7">{y}</text>'
        for y in (0, 20, 40, 60, 80)
    )
    chart = f'<svg width="300" height="135"><text x="90" y="12" font-size="9">Visits a week</text>{axis}{bars}</svg>'
    prose = "The number of visits rose in spring. Most were made within the time that was agreed with the family. "
    by_chromium(
        path,
        f'<p style="width:700pt">{prose * 3}</p><div style="display:flex"><div style="margin-right:30pt">'
        f"{as_html(sheet, style)}</div>{chart}</div>",
    )


def beside_pie(path: Path, sheet: Sheet, style: str, left: bool) -> None:
    """A table with a pie chart and its legend at its left or right."""
    from math import cos, pi, sin

    colours = ["#4f81bd", "#c0504d", "#9bbb59", "#8064a2"]
    drawn, angle = "", 0.0
    for number, (share, name) in enumerate(zip([46, 61, 38, 72], ["Spring", "Summer", "Autumn", "Winter"])):
        end = angle + 2 * pi * share / 217
        arc = f"{70 + 55 * cos(angle):.1f},{70 + 55 * sin(angle):.1f} A55,55 0 0,1 "
        arc += f"{70 + 55 * cos(end):.1f},{70 + 55 * sin(end):.1f}"
        drawn += f'<path d="M70,70 L{arc} Z" fill="{colours[number]}"/>'
        drawn += f'<rect x="170" y="{20 + 14 * number}" width="7" height="7" fill="{colours[number]}"/>'
        drawn += f'<text x="182" y="{27 + 14 * number}" font-size="8">{name}</text>'
        angle = end
    parts = [f'<svg width="260" height="140">{drawn}</svg>', as_html(sheet, style, "middle")]
    halves = "".join(f'<div style="margin-right:24pt">{part}</div>' for part in (parts if left else parts[::-1]))
    by_chromium(path, f'<div style="display:flex">{halves}</div>')


def over_pages(path: Path, sheet: Sheet, parts: Sequence[int], header_again: bool) -> None:
    """A ruled table cut over pages, with or without its header on each."""
    head = list(sheet.rows[: sheet.header_rows])
    begin, pieces = sheet.header_rows, []
    for number, count in enumerate(parts):
        rows = [*(head if number == 0 or header_again else []), *sheet.rows[begin : begin + count]]
        title = sheet.title if number == 0 else None
        pieces.append(Sheet(rows, sheet.header_rows if number == 0 or header_again else 0, sheet.widths, title))
        begin += count
    cut = '<div style="break-after:page"></div>'
    by_chromium(path, cut.join(as_html(piece, "grid") for piece in pieces))


# ------------------------------------------------------------------ pages

Sample = tuple[Callable[[Path], None], list[dict[str, object]]]


def _web(sheet: Sheet, style: str, align: str = "top", extra: str = "") -> Sample:
    return partial(by_chromium, body=as_html(sheet, style, align, extra)), [sheet.expected()]


def shaded_end(number: int = 0) -> Sheet:
    """Months down under two levels of headings, the rows of the year, target and England shaded, labels of two lines.

    0 has plans, 1 has children looked after: a table of other widths and with more rows.
    """
    shade = "#f0e6f6"
    months = ["September 2023", "October 2023", "November 2023", "December 2023"]
    if number:
        head: list[list[Cell | str]] = [
            [Cell("Month", 2), Cell("Looked after", 1, 2), Cell("Started", 2), Cell("Ended", 2)],
            ["At month end", "Rate per 10,000"],
        ]
        figures = [["311", "48.2", "13", "15"], ["318", "49.3", "16", "9"], ["317", "49.1", "12", "13"]]
        figures.append(["321", "49.8", "13", "9"])
        ends = [["2022/23", "311", "48.2", "164", "159"], ["England 2022/23", "–", "71.0", "–", "–"]]
        widths: tuple[int, ...] = (90, 66, 66, 50, 50)
    else:
        head = [
            [Cell("Month", 2), Cell("Enquiries started", 2), Cell("Children with a plan", 1, 2)],
            ["Open at month end", "Rate per 10,000"],
        ]
        figures = [["86", "237", "36.7"], ["94", "227", "35.2"], ["84", "232", "36.0"], ["90", "224", "34.7"]]
        ends = [["Year to date", "354", "–", "–"], ["2022/23", "1,022", "226", "35.0"], ["Target", "–", "–", "33.0"]]
        ends.append(["England 2022/23", "–", "–", "43.2"])
        widths = (58, 90, 66, 60)
    body = [[name, *row] for name, row in zip(months, figures)]
    end: list[list[Cell | str]] = [[Cell(text, fill=shade) for text in row] for row in ends]
    return Sheet([*head, *body, *end], 2, widths)


def pages() -> dict[str, Sample]:
    """Every sample page: how it is made, and its tables."""
    found: dict[str, Sample] = {}
    for style in STYLES:
        found[f"web_scorecard_{style}"] = _web(scorecard(), style)
        found[f"web_plain_{style}"] = _web(plain(), style)
        found[f"web_three_levels_{style}"] = _web(three_levels(), style, "middle")
        found[f"web_commented_{style}"] = _web(commented(), style, "middle", "td{padding:4pt 3pt}")
        found[f"web_turned_{style}"] = _web(turned(), style, "bottom")
    for align in ("top", "middle", "bottom"):
        found[f"web_wrapped_rows_{align}"] = _web(wrapped(), "rows", align)
        found[f"web_wrapped_bare_{align}"] = _web(wrapped(), "bare", align, "td{padding:4pt 3pt}")
        found[f"web_wrapped_zebra_{align}"] = _web(wrapped(), "zebra", align)
    found["web_months_down_grid"] = _web(months_down(), "grid", "middle")
    found["web_scorecard_long_grid"] = _web(scorecard(long_labels=True), "grid", "middle")
    found["web_scorecard_long_zebra"] = _web(scorecard(long_labels=True, across=False), "zebra", "middle")
    for style in ("grid", "rows", "zebra", "bare"):
        found[f"reportlab_plain_{style}"] = partial(by_reportlab, sheet=plain(), style=style), [plain().expected()]
        card = scorecard()
        found[f"reportlab_scorecard_{style}"] = partial(by_reportlab, sheet=card, style=style), [card.expected()]
    named = {"grid": "Table Grid", "stripes": "Light Shading Accent 1", "list": "Medium List 1"}
    named |= {"grid3": "Medium Grid 3 Accent 2", "white_rules": "Colorful Grid Accent 1", "no_rules": "Normal Table"}
    for name, style in named.items():
        card = scorecard()
        found[f"word_scorecard_{name}"] = partial(by_word, sheet=card, style=style), [card.expected()]
    for name, sheet, borders in (
        ("months_down_grid", months_down(), True),
        ("scorecard_fills_only", scorecard(), False),
        ("wrapped_bare", wrapped(), False),
    ):
        found[f"excel_{name}"] = partial(by_excel, sheet=sheet, borders=borders), [sheet.expected()]
    found["web_commented_top_bare"] = _web(commented(), "bare", "top", "td{padding:4pt 3pt}")
    found["word_wrapped_white_rules"] = (
        partial(by_word, sheet=wrapped(), style="Colorful Grid Accent 1"),
        [wrapped().expected()],
    )
    found["word_commented_grid"] = partial(by_word, sheet=commented(), style="Table Grid"), [commented().expected()]
    one, other = plain(6, "Visits this year"), plain(6, "Visits last year", 5)
    for style in ("bare", "rows", "zebra", "grid"):
        both = [one.expected(), other.expected()]
        found[f"web_two_abreast_{style}"] = partial(two_abreast, one=one, other=other, style=style), both
        found[f"web_beside_chart_{style}"] = partial(beside_chart, sheet=plain(), style=style), [plain().expected()]
    both = [small(0).expected(), small(1).expected()]
    for style in ("bare", "rows", "zebra"):
        make = partial(two_abreast, one=small(0), other=small(1), style=style, tall=True)
        found[f"web_two_abreast_uneven_{style}"] = make, both
    make = partial(two_drawn, one=small(0), other=small(1), heights=(19.5, 16.0))
    found["reportlab_two_abreast_uneven_bare"] = make, both
    both = [one_row().expected(), small(1).expected()]
    for style in ("bare", "rows"):
        make = partial(two_abreast, one=one_row(), other=small(1), style=style, tall=True)
        found[f"web_two_abreast_one_row_{style}"] = make, both
    for style in ("bare", "rows", "zebra"):
        found[f"web_both_sides_{style}"] = _web(both_sides(), style, "middle")
    found["word_both_sides_no_rules"] = (
        partial(by_word, sheet=both_sides(), style="Normal Table"),
        [both_sides().expected()],
    )
    for align in ("top", "middle"):
        found[f"web_long_labels_bare_{align}"] = _web(long_labels(), "bare", align)
        found[f"web_last_comments_rows_{align}"] = _web(last_comments(), "rows", align)
        found[f"web_last_comments_bare_{align}"] = _web(last_comments(), "bare", align)
    make = partial(by_reportlab, sheet=long_labels(), style="bare", align="MIDDLE")
    found["reportlab_long_labels_bare"] = make, [long_labels().expected()]
    found["word_long_labels_no_rules"] = (
        partial(by_word, sheet=long_labels(), style="Normal Table"),
        [long_labels().expected()],
    )
    found["web_three_pages_rows"] = _web(over_three_pages(), "rows", "middle")
    found["word_three_pages_no_rules"] = (
        partial(by_word, sheet=over_three_pages(), style="Normal Table"),
        [over_three_pages().expected()],
    )
    right = "td+td,tr.h td+td{text-align:right}"
    for style in ("rows", "bare"):
        found[f"web_sparse_{style}"] = _web(sparse(), style, "middle", right)
    for style in ("rows", "columns", "zebra", "bare"):
        found[f"web_grouped_{style}"] = _web(grouped(), style, "middle")
    found["excel_grouped_fills_only"] = partial(by_excel, sheet=grouped(), borders=False), [grouped().expected()]
    found["word_grouped_stripes"] = (
        partial(by_word, sheet=grouped(), style="Light Shading Accent 1"),
        [grouped().expected()],
    )
    found["web_months_to_come_bare"] = _web(months_to_come(), "bare", "middle")
    for name, sheet in (
        ("months_to_come", months_to_come()),
        ("heads_to_the_left", both_sides()),
        ("two_years", two_years()),
        ("pairs", pairs()),
    ):
        make = partial(by_reportlab, sheet=sheet, style="rows", align="MIDDLE")
        found[f"reportlab_{name}_rows"] = make, [sheet.expected()]
    both = [months_to_come().expected(), rated().expected()]
    make = partial(two_abreast, one=months_to_come(), other=rated(), style="bare", tall=True)
    found["web_two_abreast_to_come_bare"] = make, both
    for style in ("grid", "zebra", "bare"):
        found[f"web_quarters_{style}"] = _web(quarters(), style, "middle")
    found["excel_quarters_grid"] = partial(by_excel, sheet=quarters(), borders=True), [quarters().expected()]
    right = "td,tr.h td{text-align:right} tr.h:nth-child(1) td{border-bottom:0.75pt solid #333}"
    for style in ("rows", "zebra", "grid"):
        found[f"web_pairs_right_{style}"] = _web(pairs(), style, "middle", right)
        found[f"web_pairs_{style}"] = _web(pairs(), style, "middle")
    found["word_pairs_no_rules"] = partial(by_word, sheet=pairs(), style="Normal Table"), [pairs().expected()]
    for style in ("grid", "rows", "zebra", "bare"):
        found[f"web_one_row_{style}"] = _web(one_row(), style)
    found["word_one_row_grid"] = partial(by_word, sheet=one_row(), style="Table Grid"), [one_row().expected()]
    for style in ("grid", "rows", "zebra", "bare"):
        found[f"web_dots_{style}"] = partial(with_dots, sheet=dotted(), style=style), [dotted().expected()]
    for style in ("grid", "bare"):
        found[f"web_dots_signs_{style}"] = partial(with_signs, sheet=dotted("●"), style=style), [dotted("●").expected()]
    for style in ("grid", "zebra", "bare"):
        found[f"web_arrows_{style}"] = partial(with_arrows, sheet=rated(), style=style), [rated().expected()]
    found["web_proven_rows"] = _web(proven(), "rows", "middle")
    found["web_two_years_headed"] = _web(two_years(), "bare", "middle", HEADED)
    found["web_pairs_headed"] = _web(pairs(), "bare", "middle", HEADED)
    for style in ("columns", "rows", "bare"):
        found[f"web_uneven_years_{style}"] = _web(uneven_years(), style, "middle")
    for left in (True, False):
        name = "left" if left else "right"
        found[f"web_pie_at_{name}_bare"] = (
            partial(beside_pie, sheet=small(0), style="bare", left=left),
            [small(0).expected()],
        )
    make = partial(by_reportlab, sheet=pairs(), style="grid", align="MIDDLE")
    found["reportlab_pairs_grid"] = make, [pairs().expected()]
    for style in ("grid", "bare"):
        found[f"reportlab_dots_{style}"] = partial(with_drawn_dots, sheet=dotted(), style=style), [dotted().expected()]
    found["word_tall_rows_grid"] = partial(by_word, sheet=tall_rows(), style="Table Grid"), [tall_rows().expected()]
    found["excel_crowded_grid"] = (
        partial(by_excel, sheet=crowded(), borders=True, row_height=11),
        [crowded().expected()],
    )
    for again in (True, False):
        name = "again" if again else "once"
        make = partial(over_pages, sheet=plain(12), parts=(5, 4, 3), header_again=again)
        found[f"web_over_pages_header_{name}"] = make, [plain(12).expected()]
    right = "td{text-align:right} td:first-child{text-align:left}"
    make = partial(by_chromium, body=as_html(shaded_end(), "rows", "middle", right))
    found["web_shaded_end_rows"] = make, [shaded_end().expected()]
    make = partial(two_abreast, one=shaded_end(), other=shaded_end(1), style="rows")
    found["web_two_abreast_shaded_end_rows"] = make, [shaded_end().expected(), shaded_end(1).expected()]
    return found


def main() -> None:
    """Makes the pages named on the command line; all where none is."""
    HERE.mkdir(exist_ok=True)
    wanted = set(sys.argv[1:])
    for name, (make, tables) in pages().items():
        if wanted and name not in wanted:
            continue
        make(HERE / f"{name}.pdf")
        (HERE / f"{name}.json").write_text(json.dumps({"tables": tables}) + "\n", encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
