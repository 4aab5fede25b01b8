"""What looks like a figure, a period or nothing at all: the shape of a text only, to tell headings from data.

What a figure is worth is decided elsewhere (`normalise`); here a text is only sorted by its look.
"""

from __future__ import annotations

import re
from functools import lru_cache

NOTHING = frozenset(
    "-|–|—|−|.|..|...|:|*|**|***|n/a|n\\a|na|n.a.|n.a|nil|tbc|tba|c|x|z|u|(x)|[x]|[c]|[z]|[low]|~|local".split("|")  # noqa: SIM905
)
"""Marks that stand where a figure could stand. Source: the published papers and the official statistics' symbols."""

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*"
_PERIOD = re.compile(
    rf"""(?:fy|ay|year|yr|ye|y/e|q[1-4]|qtr|quarter)?\s*
    (?:(?:19|20)\d\d(?:\s*[/\-–]\s*(?:(?:19|20)\d\d|\d\d))?(?:\s*(?:q[1-4]|qtr\s*[1-4]))?
    |'?\d\d\s*[/\-–]\s*'?\d\d
    |\d{{1,2}}[./\-]\d{{1,2}}[./\-](?:20)?\d\d
    |(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}\.?[\s\-–/']*(?:\d{{2,4}})?
    |q[1-4]|qtr\s*[1-4]|quarter\s*[1-4]|ytd|y\.t\.d\.?|year\s+to\s+date
    )\s*(?:ytd|\(?p\)?|\(?r\)?|actuals?|budget|forecast|estimate|outturn|target|\*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_LEFT_OUT = re.compile(
    r"""\b(?:of|out|to|or|and|per|cent|more|less|than|above|below|over|under|days?|weeks?|months?|years?|yrs?|hrs?|hours?
    |mins?|mths?|wks?|[kmp]|bn|pp|ppts?|pts?|million|thousand|within(?!\s*\d)|range|up|down)\b
    |(?<=\d)(?:k|m|bn|p|pp|d|w|x|r|p)\b
    |[\s\d.,%£$€+\-–—−/<>≤≥=~≈()\[\]*^±:;↑↓→←↗↘▲▼►◄●○\ue000-\uf8ff'"¹²³†‡§]+""",
    re.IGNORECASE | re.VERBOSE,
)
LONGEST_MARK = max(map(len, NOTHING))
_STROKES = frozenset("-–—−.*_· ")
_FIGURES = frozenset({"figure", "nothing"})
_DIGIT = re.compile(r"\d")
_RUN_OF_X = re.compile(r"[xX█]{2,}%?")


@lru_cache(maxsize=8192)
def kind_of(text: str) -> str:
    """`blank`, `nothing` (a mark for no figure), `period`, `figure` or `text`."""
    text = text.strip()
    if not text:
        return "blank"
    if len(text) <= LONGEST_MARK and text.lower() in NOTHING or _STROKES.issuperset(text):
        return "nothing"
    if len(text) > 60:
        return "text"
    if not _DIGIT.search(text):
        return "figure" if _RUN_OF_X.fullmatch(text) else ("period" if _PERIOD.fullmatch(text) else "text")
    if _PERIOD.fullmatch(text):
        return "period" if _is_span(text) else "figure"
    return "text" if _LEFT_OUT.sub("", text) else "figure"


def _is_span(text: str) -> bool:
    """`24-25` is a year, `14-20` a range: the second number of a year follows the first."""
    found = re.fullmatch(r"'?(\d\d)\s*[/\-–]\s*'?(\d\d)", text)
    return found is None or (int(found[2]) - int(found[1])) % 100 == 1


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """True for a figure or a mark that stands for one; bare years and months are none."""
    return kind_of(text) in _FIGURES
