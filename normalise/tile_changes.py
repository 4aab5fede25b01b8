"""A tile's line -> the change that it prints ('▼ 12 on last month'), or that it says there is none ('same as in May').

A change needs a sign of movement, an arrow, a plus or minus or a word, and what it is a change from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalise.figures import read_figures
from normalise.headers import HeadingReader
from normalise.heading_times import CHANGES
from normalise.rag import arrow_of
from records.observation import Direction, Figure, Unit
from records.period import Period

_UP = r"up|rise|risen|rose|increase[ds]?|more|higher|above"
_DOWN = r"down|fall|fallen|fell|decrease[ds]?|fewer|less|lower|below"
_JOINT = r"on|from|since|than|vs\.?|v|versus|against|compared (?:with|to)|over"
_CHANGE = re.compile(
    rf"(?P<before>(?:(?![+-]\d)[^\w])*(?:\b(?:change|{_UP}|{_DOWN})\b)?(?: (?:of|by))?:?)\s*"
    r"(?P<figure>[+-]?\d[\d,]*(?:\.\d+)?\s?(?:%|pp|ppts?|points|percentage points)?)\s*"
    rf"(?:(?P<after>{_UP}|{_DOWN})\s+)?(?:(?P<joint>{_JOINT})\s+)?(?P<from>[^\s\d].*)",
    re.IGNORECASE,
)
_NONE = re.compile(
    rf"[^\w\d]*(?:(?:no|nil|zero) change|unchanged|(?:the )?same|stable|static|level)(?: (?:as|with|in|at|{_JOINT}))*"
    r"(?P<from>.*)",
    re.IGNORECASE,
)
_EARLIER = {"previous", "same_last_year"}


@dataclass(frozen=True, slots=True)
class Change:
    """A change that a line prints."""

    figure: Figure
    direction: Direction | None
    comparator: str | None
    """The period or role that it is a change from; None where the words name one that cannot be told."""


def change_in(line: str, reader: HeadingReader, *, now: Period | None) -> Change | None:
    """The change that a line prints, or None. `now` is the tile's own time, which dates 'last month'."""
    found = _CHANGE.fullmatch(line.strip())
    if not found:
        return None
    since = reader.read(found["from"].strip(" ().,"), reported=now)
    earlier = since.timing.period is not None or since.when in _EARLIER
    if since.rest or since.role in CHANGES or not (earlier or since.role):
        return None
    words, joint = f"{found['before']} {found['after'] or ''}", (found["joint"] or "").lower()
    direction = _direction(words, found["figure"], arrow_of(line))
    moved = direction is not None or "change" in words.lower() or joint in {"on", "since", "than"}
    figures = read_figures(found["figure"].strip())
    if not (joint or found["after"]):
        return None
    if not moved or len(figures) != 1:
        return None
    comparator = since.role.value if since.role else str(since.timing.period) if since.timing.period else None
    if comparator is None and now is not None:
        back = 12 if since.when == "same_last_year" else now.months
        comparator = str(Period(now.start.plus(-back), now.end.plus(-back)))
    return Change(figures[0], direction, comparator)


def says_no_change(line: str, reader: HeadingReader) -> bool:
    """True for 'same as last month', 'no change', 'unchanged since May'; not for 'Stable homes'."""
    found = _NONE.fullmatch(line.strip())
    if not found:
        return False
    since = found["from"].strip(" ().,")
    heading = reader.read(since, reported=None)
    return not since or (not heading.rest and (heading.has_time or heading.role is not None or bool(heading.note)))


def in_points(figure: Figure, whole: Figure) -> Figure:
    """A change of a share, printed bare or in per cent, is of percentage points."""
    if whole.unit is not Unit.PERCENT or figure.unit not in {None, Unit.COUNT}:
        return figure
    return Figure(figure.value_text, figure.value, Unit.POINTS, note=figure.note)


def _direction(words: str, figure: str, arrow: str | None) -> Direction | None:
    if re.search(rf"\b(?:{_UP})\b", words, re.IGNORECASE) or figure.startswith("+"):
        return Direction.UP
    if re.search(rf"\b(?:{_DOWN})\b", words, re.IGNORECASE) or figure.startswith("-"):
        return Direction.DOWN
    if arrow is None:
        return None
    return Direction.UP if arrow in _UPWARD else Direction.DOWN if arrow in _DOWNWARD else None


_UPWARD = frozenset("↑▲△⬆⇧⇑▴⭡↗")
_DOWNWARD = frozenset("↓▼▽⬇⇩⇓▾⭣↘")
