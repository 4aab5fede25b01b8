"""When a change was, of which the sentence says no figure that it came to: 'Referrals fell by 45 in November'."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from nlp.laid_out import LaidOut, Tie, is_reference
from nlp.times import Time
from records.observation import Role

_TAKES = frozenset(
    {"month", "month_end", "date", "quarter", "quarter_end", "year", "academic_year", "term", "span", "ytd"}
    | {"this_month", "this_year", "in_month", "now"}
)
"""Kinds of time in which something changes; 'since May', 'in the last six months' say how long it took."""


_OVER = re.compile(r"\b(?:over|throughout|across)\s(?:the\s)?$", re.IGNORECASE)
"""'a 12% reduction over the year': how long it took, too."""


_HELD_AGAINST = re.compile(
    r"\b(?:above|below|after|following|before|than|on|against|over|since|from|up|down|compared|behind|until)\b",
    re.IGNORECASE,
)
"""'5 points above February', 'down by 26% following December': what it is held against."""


def at_its_own(s: LaidOut, one: Tie, ties: Sequence[Tie], changes: Collection[int]) -> Tie:
    """The change at the time that stands behind it in its clause, where no figure of the sentence moved by it.

    What the change is held against ('on 2019/20', 'compared with May') is no such time, nor one that is another
    figure's.
    """
    levels = [t for t in ties if t.role is Role.ACTUAL and t.figure not in changes and not is_reference(s, t.figure)]
    if one.time is not None or one.role not in {Role.CHANGE, Role.PCT_CHANGE} or levels:
        return one
    time = _behind(s, one, {t.time.start for t in ties if t.time})
    if time is None:
        return one
    why = f"'{s.text[time.start : time.end]}' is when it changed"
    return replace(one, time=time, period=time.period, basis=time.basis, why=(*one.why, why))


def _behind(s: LaidOut, one: Tie, taken: Collection[int]) -> Time | None:
    """The first time behind a figure, with no other figure and no end of a clause between."""
    end = s.figures[one.figure].end
    times = [t for t in s.times if t.start >= end and not t.definition]
    if not times or times[0].start in taken or times[0].reference or times[0].kind not in _TAKES:
        return None
    led = any(t.end <= s.figures[one.figure].start and not (t.reference or t.definition) for t in s.times)
    if led or _OVER.search(s.text[: times[0].start]) or _HELD_AGAINST.search(s.text, end, times[0].start):
        return None
    apart = s.crossed(end, times[0].start) or s.clause_ends(end, times[0].start)
    return None if apart or times[0].averaged else times[0]
