"""How one value is shown: a figure with its unit, months in words, what was withheld, the link to the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

Row = Mapping[str, Any]
Path = Callable[[str], str]
"""Puts the site's base address before a path."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
UNITS = {
    "count": "",
    "percent": "%",
    "per_10k": " per 10,000",
    "per_100k": " per 100,000",
    "days": " days",
    "weeks": " weeks",
    "months": " months",
    "years": " years",
    "cases_per_worker": " cases a worker",
    "points": " percentage points",
    "ratio": "",
}
BASES = {
    "month": "in the month",
    "snapshot": "at the month's end",
    "ytd": "April to date",
    "rolling_12m": "rolling twelve months",
    "average_12m": "mean of the last twelve months",
    "year": "in the year",
    "quarter": "in the quarter",
    "term": "in the term",
}
ROLES = {
    "actual": "own figure",
    "target": "target",
    "threshold_red": "threshold for red",
    "threshold_amber": "threshold for amber",
    "statistical_neighbour": "statistical neighbours",
    "best_statistical_neighbour": "best statistical neighbour",
    "regional": "region",
    "national": "England",
    "national_top_quartile": "best quarter of England",
    "change": "change",
    "max_12m": "highest of twelve months",
    "min_12m": "lowest of twelve months",
    "pct_change": "change in per cent",
}
NAMINGS = {
    "exact": "the council's words are the measure's own name",
    "alias": "the council's words are known for this measure",
    "fuzzy": "the council's words are near to the measure's name",
    "model": "told by what like labels were taken for",
    "person": "a person decided it",
}
ORIGINS = {"table": "a table", "prose": "a sentence", "tile": "a dashboard's tile"}
OPERATORS = {"<": "under ", "<=": "at most ", ">": "over ", ">=": "at least "}
WITHHELD = Markup('<span class="withheld">withheld</span>')
RAG = ("red", "amber", "green")
IN_THE_UNIT = {
    "value", "neighbour_mean", "neighbour_median", "national", "regional", "best", "top_quartile", "official",
    "in_the_paper",
}  # fmt: skip
"""Columns that are in the unit of their row."""
MARK_ON, MARK_OFF = "⟦", "⟧"
"""Stand around the words found in an excerpt of the search."""
IDENTIFIER = re.compile(r"[0-9a-f]{16}|[0-9a-f]{64}")


def number(value: float | None) -> str:
    """1730.0 -> '1,730'; 21.4 -> '21.4'; the digits that were read, no more and no fewer. None -> ''."""
    if value is None:
        return ""
    return f"{value + 0.0:,}".removesuffix(".0")  # adding nought turns -0.0 into 0.0


def as_printed(value: float, value_text: str | None) -> str:
    """As `number`, with the nought that was printed at the end: 21.0 of '21.0%' -> '21.0'."""
    for printed in re.findall(r"\d[\d,]*\.\d+", value_text or ""):
        if float(printed.replace(",", "")) == abs(value):
            return f"{value:,.{len(printed.partition('.')[2])}f}"
    return number(value)


def figure(row: Row) -> str:
    """A row's value with its unit, as a reader would say it: '21.4%', 'at least 95%', 'withheld'."""
    if row["value"] is None:
        return "withheld" if row["suppressed"] else row["value_text"] or ""
    operator = OPERATORS.get(row["operator"] or "", "") if _has(row, "operator") else ""
    return f"{operator}{as_printed(row['value'], row['value_text'])}{UNITS.get(row['unit'] or '', '')}"


def months(period: str | None) -> str:
    """'2020-04/2021-03' -> 'April 2020 to March 2021'; what is no period stays as it is; None -> ''."""
    if not period:
        return ""
    parts = period.split("/")
    if not all(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", part) for part in parts):
        return period
    words = [f"{MONTHS[int(part[5:]) - 1]} {part[:4]}" for part in parts]
    return " to ".join(words)


def short_months(period: str | None) -> str:
    """'2020-11' -> 'Nov 2020', for lists."""
    return re.sub(r"\b([A-Z][a-z]{2})[a-z]+ (\d{4})", r"\1 \2", months(period))


def marked(text: str, part: str) -> Markup:
    """`text` with the first place marked where `part` stands as a whole (not '18' in '118'), if there is one."""
    found = re.search(rf"(?<![\d.,]){re.escape(part)}(?!\d|[.,]\d)", text) if part else None
    if not found:
        return escape(text)
    start, end = found.span()
    return Markup("{}<mark>{}</mark>{}").format(text[:start], text[start:end], text[end:])


def excerpt(text: str) -> Markup:
    """A search's excerpt with its marks turned into <mark>, whatever else stands in it escaped."""
    pieces = escape(text).split(MARK_ON)
    shown = [str(pieces[0])]
    for piece in pieces[1:]:
        inside, off, after = piece.partition(MARK_OFF)
        shown.append(f"<mark>{inside}</mark>{after}" if off else inside)
    return Markup("".join(shown))


def rag(colour: str | None) -> Markup:
    """The council's own colour, as a word beside a patch, so that nobody needs to see colours."""
    if colour not in RAG:
        return escape(colour or "")
    return Markup('<span class="rag rag-{0}">{0}</span>').format(colour)


def cell(row: Row, value: Any, column: str, table: str | None, path: Path) -> Markup | None:
    """How Datasette shows one cell; None leaves it as it is."""
    if value is None or isinstance(value, (bytes, dict)):
        return (
            WITHHELD if column == "value" and value is None and _has(row, "suppressed") and row["suppressed"] else None
        )
    if isinstance(value, float):
        unit = row["unit"] if column in IN_THE_UNIT and _has(row, "unit") else None
        printed = row["value_text"] if column == "value" and _has(row, "value_text") else None
        shown = as_printed(value, printed)
        return Markup('<span class="number">{}{}</span>').format(shown, "%" if unit == "percent" else "")
    text = str(value)
    if column == "evidence" and text.startswith("/evidence/"):
        return Markup('<a href="{}">See it on the page</a>').format(path(text))
    if column == "in_document" and text.startswith("/document/"):
        return Markup('<a href="{}">Page</a>').format(path(text))
    if column == "page" and table in ("figures", "observations", "latest_figures") and _has(row, "id"):
        return Markup('<a href="{}">{}</a>').format(path(f"/evidence/{row['id']}"), text)
    if column == "document_id" and IDENTIFIER.fullmatch(text):
        return Markup('<a href="{}"><code>{}</code></a>').format(path(f"/document/{text}"), text[:12])
    if column == "authority_id" and re.fullmatch(r"\d{3}", text):
        return Markup('<a href="{}">{}</a>').format(path(f"/authority/{text}"), text)
    if column == "rag":
        return rag(text)
    if column == "excerpt":
        return excerpt(text)
    if column == "suppressed" and value in (0, 1):
        return WITHHELD if value else Markup('<span class="quiet">no</span>')
    return None


def _has(row: Row, column: str) -> bool:
    return column in row.keys()  # noqa: SIM118 - a sqlite3.Row holds values, its keys are the columns
