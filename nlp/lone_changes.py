"""Differences of which no 'than' and no 'by' tells: 'numbers are down 14%', '29 below last year', '3 fewer carers'.

Each is asked of one figure, after the plainer wordings of `differences` have said nothing.
"""

from __future__ import annotations

import re

from nlp.laid_out import LaidOut
from nlp.words import Found, vocabulary
from records.observation import Unit

_DOWN_BY = re.compile(
    r"(?<!make )(?<!made )(?<!makes )(?<!making )(?<!take )(?<!taken )(?<!taking )(?<!takes )(?<!set )(?<!-)"
    r"\b(?P<word>up|down)\s(?:by\s|another\s|a further\s|around\s|about\s|nearly\s|almost\s|over\s|just over\s)?$",
    re.IGNORECASE,
)
_PCT_DOWN = re.compile(r"\s(?P<word>up|down)\b(?!\s(?:to|from)\b)", re.IGNORECASE)
_BELOW_A_TIME = re.compile(
    r"\s(?P<word>above|below|up on|down on)\s(?:that of\s|those of\s|the\s|this\s|our\s)?"
    r"(?:(?:same (?:period|point|time|stage|quarter|month)|(?:previous|last|prior) (?:year|quarter|month|period)"
    r"|(?:year|quarter|month) (?:before|earlier)|time last year|start of the year)\b|@)",
    re.IGNORECASE,
)
_FEWER = re.compile(r"\s(?P<word>less|fewer)\s(?!than\b|or\b)[a-z]", re.IGNORECASE)
_SO_MANY_FEWER = re.compile(
    r"(?:\s\([\d.]+(?:%|\sper cent)\)|\))\s(?P<word>fewer|less|more)\s(?!or\b)[a-z]", re.IGNORECASE
)
"""'with 113 (49.3 per cent) fewer children': both are differences."""
_MORE = re.compile(r"\s(?P<word>more)\s(?!than\b|or\b|are\b|were\b|of\b|will\b)[a-z]", re.IGNORECASE)
_ROSE = re.compile(r"\b(?:increas\w+|rise|rising|rose|risen|growth|grew|in comparison|compar\w+)\b", re.IGNORECASE)
_ADDED = re.compile(r"(?:\bwith|[-–—:])\s$")
_ADDITIONAL = re.compile(
    r"\b(?:this|that|which)\s(?:is|was|represents|represented|equates to|equated to|means|meant)\s"
    r"(?P<word>an (?:additional|extra))\s$",
    re.IGNORECASE,
)
_ABOVE_GOAL = re.compile(
    r"\s(?P<word>above|below|over|under|short of|ahead of)\s(?:the\s|our\s|its\s)?(?:\w+\s)?target\b"
    r"(?!\s(?:of|at|is|was|\(|range|for))",
    re.IGNORECASE,
)
"""'93%, up 6 percentage points and now 3 above target'."""
_GAP = re.compile(
    r"\b(?P<word>gap|difference) between\b(?:[^;.\d]|10,000)*\b(?:was|is|of|at|to|now|currently|only|been)\s$",
    re.IGNORECASE,
)
"""'The gap between our rate and that of the region was 31.2.'"""


def lone_difference(s: LaidOut, place: int) -> Found | None:
    """The words that make the figure at a place a difference, with their direction; None for a level."""
    figure, before = s.figures[place], s.before(place)
    start, end = figure.start, figure.end
    lead = start - len(before)
    gap = _GAP.search(s.text[:start])
    if gap:
        return Found(gap.start("word"), gap.end("word"), gap["word"], "")
    beside = _SO_MANY_FEWER.match(s.text, end)
    if beside and figure.unit in {None, Unit.PERCENT}:
        return _found(s, beside.start("word"), beside.end("word"), "comparative")
    if figure.unit is Unit.PERCENT:
        down = _DOWN_BY.search(before)
        if down:
            return _found(s, lead + down.start("word"), lead + down.end("word"), "change")
        down = _PCT_DOWN.match(s.text, end)
        if down:
            return _found(s, down.start("word"), down.end("word"), "change")
    below = _BELOW_A_TIME.match(s.covered, end)
    if below and figure.unit in {None, Unit.POINTS, Unit.PERCENT}:
        return _found(s, below.start("word"), below.end("word"), "comparative")
    if figure.unit is not None or before.endswith(" or "):
        return None
    goal = _ABOVE_GOAL.match(s.text, end)
    if goal and place and s.figures[place - 1].unit is Unit.POINTS:
        return _found(s, goal.start("word"), goal.end("word"), "comparative")
    fewer = _FEWER.match(s.text, end)
    more = _MORE.match(s.text, end) if _ADDED.search(before) and _ROSE.search(s.text, 0, start) else None
    for hit in (fewer, more):
        if hit:
            return _found(s, hit.start("word"), hit.end("word"), "comparative")
    added = _ADDITIONAL.search(before)
    return Found(lead + added.start("word"), lead + added.end("word"), added["word"], "up") if added else None


def _found(s: LaidOut, start: int, end: int, kind: str) -> Found:
    words = s.text[start:end]
    value = vocabulary(kind).opens(words)
    return Found(start, end, words, value.value if value else "")
