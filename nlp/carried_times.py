"""The time of a paragraph or of the sentence before, for figures of a sentence that names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.candidates import Claim
from nlp.frames import Frame
from nlp.laid_out import Stretch, Tie
from nlp.section import SectionState
from normalise.periods import find_periods
from records.observation import Role
from records.period import Basis, Period

_STRETCHES = frozenset({"last_months", "span", "year", "bare_year", "calendar_year", "academic_year"})
"""Kinds of time that a paragraph may go on with: months together, not one of them."""
_NOW = re.compile(r"\b(?:is|are|has|have|remains?|stands?|currently|now|performance)\b", re.IGNORECASE)


_TWELVE_TO = re.compile(r"\b(?:12|twelve) months (?:to|ending|ended)\b", re.IGNORECASE)
"""'2,848 in the 12 months to March, down from 3,879 the previous year' frames the flows that follow."""
_OPENS = re.compile(
    r"(?:(?:in|for|during|over|throughout|across|between|from|by)\s)?(?:the\s(?:[a-z]+\s)?)?", re.IGNORECASE
)


def remember_time(read: Stretch, state: SectionState, claims: Sequence[Claim]) -> None:
    """'During 2021/22, ...' or '... in the last six months' frames the sentences that follow in its paragraph."""
    times = [t for t in read.times if not t.definition]
    if not times:
        return
    frames = [t for t in times if t.kind in _STRETCHES and not t.reference and not t.averaged and t.period]
    leads = [t for t in frames if t.kind == "last_months" or _OPENS.fullmatch(read.text[: t.start])]
    rolling = [t for t in times if t.kind == "rolling_12m" and _TWELVE_TO.search(read.text[t.start : t.end])]
    leads = leads or [t for t in rolling if t.period and not t.reference]
    others = [t for t in times if not (rolling and (t.reference or t.kind == "last_year"))]
    state.time = replace(leads[0], start=0, end=0) if leads and len(others) == 1 and claims else None


def at_time_of_paragraph(one: Tie, frame: Frame, read: Stretch, state: SectionState) -> Tie:
    """A past figure of a sentence that names no time, at that of the sentence before in its paragraph."""
    time = state.time
    if time is None or one.time is not None or one.role is not Role.ACTUAL:
        return one
    if any(not t.definition for t in read.times) or _NOW.search(read.text, frame.start, frame.end):
        return one
    return replace(one, time=time, period=time.period, basis=time.basis, why=(*one.why, "the time of the paragraph"))


_QUARTER = re.compile(r"\b(?:this|the) quarter\b", re.IGNORECASE)


def _of_paragraph(one: Tie, read: Stretch, state: SectionState) -> Tie:
    """'61 came into care during this period': of what the paper is of, else of the months that the paragraph spoke
    of last; of none where it spoke of none.
    """
    ahead = state.said_ahead_of(read.text)
    told = [f for f in find_periods(ahead, reported=None) if f.period and f.period.months > 1 and f.kind in _SPANS]
    if one.time is not None and one.time.kind == "this_period":
        if not told or one.time.period is None or told[-1].period in {one.time.period, one.period}:
            return one
        why = f"'this period' may be {told[-1].period} or {one.time.period}"
        return replace(one, period=None, basis=None, why=(*one.why, why))
    if told:
        return replace(one, period=told[-1].period, basis=told[-1].basis, why=(*one.why, "of which was spoken"))
    if one.period is not None and _QUARTER.search(ahead):
        return one
    return replace(one, period=None, basis=None, why=(*one.why, "a period that is not said"))


_SPANS = frozenset({"quarter", "span", "year", "academic_year"})
_AMOUNTS_TO = re.compile(
    r"(?:this|that|it|which|these)\s(?:includes?|included|comprises?|is|was|are|were|represents?|represented|equates?|equated|means?|equals?|amounts?|compares?)\b",
    re.IGNORECASE,
)


def at_time_of_last(one: Tie, read: Stretch, state: SectionState) -> Tie:
    """'This represents a rise of 32%', 'This was 17.9% at the same point last year': at, or a year before, the time
    of the sentence before.
    """
    if one.time is not None and one.time.kind in {"this_period", "some_period"}:
        return _of_paragraph(one, read, state)
    told = state.timing
    if (
        told is None
        or told.period is None
        or any(t.time and t is not one and t.time is not one.time for t in read.ties)
    ):
        return one
    if one.time and one.time.kind == "same_last_year" and told.basis is Basis.YTD and one.period:
        year_ago = Period(told.period.start.plus(-12), told.period.end.plus(-12))
        if year_ago.end == one.period.end:
            return replace(one, period=year_ago, basis=Basis.YTD, why=(*one.why, "the year so far, a year before"))
    timed = any(not t.definition and not t.reference for t in read.times)
    ours = not one.role.is_goal and not one.role.is_benchmark
    if one.time is None and not timed and ours and _AMOUNTS_TO.match(read.text):
        return replace(one, period=told.period, basis=told.basis, why=(*one.why, "the time of the sentence before"))
    return one
