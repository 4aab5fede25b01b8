"""When the figures of an undated paper are of, by what its own sentences, lead-ins and headings say.

A paper that names no month of its own gives its figures neither period nor basis. But 'At 31 March 2020 there were 867,
a rise of 9%. The rate was 151.' says when all three are of: the day that a sentence ties to a figure holds for its
other figures, for 'the previous year' in it, and for the undated sentences of the paragraph that go on from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nlp.laid_out import COMPARED, FROM, Stretch, Tie
from nlp.section import SectionState
from nlp.stretches import take_apart
from nlp.times import Time, read_times
from normalise.periods import find_periods
from normalise.time_words import MONTH
from records.catalogue import Indicator
from records.observation import Role, Unit
from records.period import Basis, Month, Period
from records.table import Passage, PassageKind

_ABSOLUTE = frozenset({"date", "month", "month_end", "quarter", "quarter_end", "year", "academic_year", "span"})
_TOLD = frozenset({"since", "last_year", "same_last_year", "last_quarter", "last_month", "this_year", "last_months"})
_MONTHS = frozenset({"date", "month", "month_end"})
_YEARLESS = re.compile(rf"(?:{MONTH}|\bq\d|quarter)\W*$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b[^,;]*$", re.IGNORECASE)
_ITS_FIGURE = re.compile(
    r"(?:['’]s)?\s(?:(?:recorded|reported|published|revised)\s)?(?:figure|total|number|rate|level|outturn)\s(?:of|was)\s"
    r"|,?\swhen\s(?:the\s(?:number|figure|rate|total|proportion|percentage)|it|there)\s(?:was|were|stood at)\s",
    re.IGNORECASE,
)
"""Words between a time and its figure: '2019's recorded figure of 793', 'a fall on 2014/15 when it was 130'."""
_ITS_RATE = re.compile(r",?\s(?:or |and |equating to |equivalent to |at |giving )?a rate of\s", re.IGNORECASE)
_TOGETHER = re.compile(r"(?:\s[a-z]+){0,3}\sand\s", re.IGNORECASE)
_NOW = re.compile(r"\b(?:currently|now|today|at present|presently|to date|so far|latest)\b", re.IGNORECASE)
_PRESENT = re.compile(r"\b(?:is|are|has|have|remains?|stands?|performance)\b", re.IGNORECASE)
_LOOKED_INTO = re.compile(r"\b(?:ofsted|inspect\w+|audit\w*|sampled?|survey\w*)\b", re.IGNORECASE)
"""What an inspection or an audit of some month found says nothing of when other figures are of."""
_BROKEN_OFF = re.compile(r"[–—]\s[a-z]")
"""'– down from 872 the previous year': the rest of the line above, which a page sets as one of its own."""
_DIGIT = re.compile(r"\d")
_NOT_OF_FIGURES = re.compile(
    r"\b(?:meeting|published|minutes|agenda|strategy|plan (?=20)|priorities|ofsted|inspection|targets?|census|act)\b",
    re.IGNORECASE,
)
"""Words of a heading whose year is no year of its figures: 'Priorities for 2016/17'."""
_GOES_ON = re.compile(r"(?:this|that|these|those|it|which|of (?:these|those|this|the|them)|they)\b", re.IGNORECASE)


def own_times(read: Stretch) -> list[tuple[int, Time]]:
    """The times with their year that the sentence ties to figures, each with its figure, in order; not those of
    figures that another is held against.
    """
    found = []
    for one in read.ties:
        time, before = one.time, read.text[: read.marks.figures[one.figure].start]
        if time is None or time.period is None or one.period != time.period or one.role is not Role.ACTUAL:
            continue
        if time.kind not in _ABSOLUTE or time.reference or time.definition or time.averaged:
            continue
        if not (FROM.search(before) or COMPARED.search(before) or _SINCE.search(read.text[: time.start])):
            found.append((one.figure, time))
    return found


def dated_by_itself(
    text: str, offset: int, reported: Period | None, until: Month | None, carried: Time | None
) -> tuple[Stretch, Period | None]:
    """A stretch taken apart, and the period that its figures without a time are of.

    That is `reported`, the report's; in an undated paper (None) the sentence's own, else `carried` from those before.
    """
    read = _at_their_own(take_apart(text, offset, reported, until))
    if reported is not None:
        return read, reported
    own = own_times(read)
    latest = max((time for _, time in own), key=lambda t: (t.period or _NEVER).end, default=None)
    anchor = latest or (carried if _may_go_on(read) else None)
    if anchor is None or anchor.period is None:
        return read, None
    again = _at_their_own(take_apart(text, offset, anchor.period))
    ties = [_at_anchor(again, one, anchor, own) for one in again.ties]
    return replace(again, ties=tuple(ties)), anchor.period


_NEVER = Period.of(Month(1, 1))


def _may_go_on(read: Stretch) -> bool:
    """Whether a sentence names no time but what it is told from, or held against: 'the previous year', 'since 2021'."""
    return all(t.definition or t.period is None or t.reference or t.kind in _TOLD for t in read.times)


def _at_anchor(read: Stretch, one: Tie, anchor: Time, own: Sequence[tuple[int, Time]]) -> Tie:
    """A figure's tie in a sentence that was read as if its paper reported on the anchor's period."""
    if one.role.is_benchmark or one.role.is_goal:
        return one
    mark, time = read.marks.figures[one.figure], one.time
    if time is None:
        if one.period != anchor.period:
            return one
        if mark.range_of is not None or _NOW.search(read.text):
            return replace(one, period=None, basis=None)
        told = _of_its_neighbour(read, one) or [t for place, t in own if place <= one.figure][-1:]
        told = told or [t for _, t in own][:1] or [anchor]
        basis = told[0].basis
        why = (*one.why, f"of {told[0].period}, as it was said")
        return replace(one, time=replace(told[0], start=0, end=0), period=told[0].period, basis=basis, why=why)
    yearless = time.end > 0 and time.kind in _MONTHS | {"quarter", "quarter_end"}
    yearless = yearless and not any(told.start == time.start for _, told in own)  # told by the month before it
    yearless = yearless and bool(_YEARLESS.search(read.text[time.start : time.end]))
    if yearless and not any(told.start > time.start for _, told in own):
        return replace(one, period=None, basis=None)  # 'By December it was 60': before or after, nobody says
    year_ago = time.kind == "last_year" and one.role is Role.ACTUAL and anchor.standing and anchor.period
    if year_ago and anchor.period and anchor.period.months == 1:
        before = Period.of(anchor.period.end.plus(-12))
        return replace(one, time=replace(time, standing=True), period=before, basis=anchor.basis)
    return one


def _of_its_neighbour(read: Stretch, one: Tie) -> list[Time]:
    """'54% were male and 46% female': the time of the figure before, where nothing but 'and' parts the two."""
    last = next((t for t in read.ties if t.figure == one.figure - 1), None)
    if last is None or last.role is not Role.ACTUAL or last.time is None or last.period != last.time.period:
        return []
    ends = read.marks.figures[last.figure].end, read.marks.figures[one.figure].start
    return [last.time] if _TOGETHER.fullmatch(read.text, *ends) else []


def _at_their_own(read: Stretch) -> Stretch:
    """Figures at the time whose words lead up to them, a rate at that of the number before it."""
    ties: list[Tie] = []
    for one in read.ties:
        figure = read.marks.figures[one.figure]
        before = [t for t in read.times if t.end <= figure.start and t.period and not t.definition]
        if one.role is Role.ACTUAL and before and _ITS_FIGURE.fullmatch(read.text, before[-1].end, figure.start):
            told = before[-1]
            why = f"'{read.text[told.start : told.end]}' leads up to it"
            one = replace(one, time=told, period=told.period, basis=told.basis, why=(*one.why, why))
        elif ties and one.role is Role.ACTUAL and one.time is None and ties[-1].time and ties[-1].role is Role.ACTUAL:
            last = ties[-1]
            gap = max(read.marks.figures[last.figure].end, last.time.end if last.time else 0)
            if last.figure < one.figure and _ITS_RATE.fullmatch(read.text, gap, figure.start):
                why = "a rate at the time of its number"
                one = replace(one, time=last.time, period=last.period, basis=last.basis, why=(*one.why, why))
        ties.append(one)
    return _years_of_its_day(replace(read, ties=tuple(_of_benchmarks_alone(read, ties))))


def _of_benchmarks_alone(read: Stretch, ties: list[Tie]) -> list[Tie]:
    """'At 31 March 2020 the rate of our neighbours was 137.2': a sentence of benchmarks alone says when they are of."""
    times = [t for t in read.times if not t.definition]
    if len(times) != 1 or times[0].reference or not times[0].standing or any(t.role is Role.ACTUAL for t in ties):
        return ties
    loose = [t for t in ties if t.role.is_benchmark and t.period is None]
    time, why = times[0], "the day that its sentence is of"
    dated = {t.figure: replace(t, time=time, period=time.period, basis=time.basis, why=(*t.why, why)) for t in loose}
    return [dated.get(t.figure, t) if t in loose else t for t in ties]


def _years_of_its_day(read: Stretch) -> Stretch:
    """'At 31 March 2020 there were 867, up from 793 in 2019': a bare year beside a day is that day of the year."""
    bare = [t for t in read.times if t.kind == "bare_year"]
    days = [t for t in read.times if t.standing and t.kind in _MONTHS and not t.definition]
    if not bare or len(days) != 1:
        return read
    named = find_periods(re.sub(r"\s*\d{4}$", "", read.text[days[0].start : days[0].end]) + " 2000", reported=None)
    if len(named) != 1 or named[0].period is None:
        return read
    month, ties = named[0].period.end.month, []
    said = {
        str(t.period): str(Month(t.period.start.year, month)) for t in read.times if t.kind == "bare_year" and t.period
    }
    for one in read.ties:
        one = replace(one, comparator=said.get(one.comparator or "", one.comparator))
        if one.time and one.time.kind == "bare_year" and one.time.period and one.role is Role.ACTUAL:
            period = Period.of(Month(one.time.period.start.year, month))
            time = replace(one.time, kind="date", period=period, basis=None, standing=True)
            one = replace(one, time=time, period=period, basis=None)
        ties.append(one)
    return replace(read, ties=tuple(ties))


def time_told(text: str) -> Time | None:
    """The one time, with its year, that a heading or a lead-in gives for what stands under it; None for others."""
    if _DIGIT.search(text) is None or _NOT_OF_FIGURES.search(text):
        return None  # a time without a figure is told from the report's own, which is not known here
    times = [t for t in read_times(text, find_periods(text, reported=None), (), reported=None) if not t.definition]
    if len(times) != 1 or times[0].period is None or times[0].reference:
        return None
    lasting = times[0].kind in {"year", "quarter", "academic_year"} or times[0].basis is Basis.YEAR
    said = lasting and times[0].kind != "bare_year"
    return replace(times[0], start=0, end=0) if said or times[0].standing else None


def goes_on_at(text: str, state: SectionState) -> Time | None:
    """The time that an undated sentence of an undated paper goes on with: of what it stands under, else of the
    sentence before; None where it is of now.
    """
    if state.told_over is not None:
        return state.told_over
    present = _PRESENT.search(text) and not _GOES_ON.match(text)
    return None if present else state.anchor


def remember_anchor(read: Stretch, state: SectionState, undated: bool) -> None:
    """What the undated sentences that follow may go on with."""
    if not undated:
        return
    own = [time for _, time in own_times(read) if time.end > 0]
    of_it = [t for t in read.ties if state.anchor and t.period == state.anchor.period]
    if own and not _LOOKED_INTO.search(read.text):
        state.anchor = max(own, key=lambda t: (t.period or _NEVER).end)
    elif own or not _may_go_on(read) or (read.ties and not of_it):
        state.anchor = None


def enter_passage(passage: Passage, state: SectionState) -> None:
    """Forgets the times of the paragraph before; those of a heading and of a list's lead-in go on."""
    if passage is state.said_in:
        return
    first, item = state.said_in is None, passage.kind is PassageKind.LIST_ITEM
    goes_on = bool(_BROKEN_OFF.match(passage.text)) or (passage.text[:1].islower() and not item)
    state.time, state.said_in = None, passage
    state.anchor = state.anchor if goes_on else None
    if state.leads_in and passage.kind is not PassageKind.LIST_ITEM:
        state.told_over, state.leads_in, first = None, False, True
    if first and passage.heading:
        state.told_over = time_told(passage.heading.rpartition("|")[2])


def remember_lead_in(text: str, state: SectionState, has_figures: bool) -> None:
    """'In 2015/16:' holds for the items of the list that it leads in."""
    told = time_told(text) if text.rstrip().endswith(":") and not has_figures else None
    if told is not None:
        state.told_over, state.leads_in = told, True


def _carried(time: Time, state: SectionState) -> bool:
    """Whether a time is that of the sentence before, and not of the heading or the lead-in."""
    return state.told_over is None and state.anchor is not None and time.period == state.anchor.period


def without_day_of_stock(one: Tie, indicator: Indicator | None, state: SectionState) -> Tie:
    """A day that something stood at, said of another figure, says nothing of when a flow was; nor a year, said of a
    flow in the sentence before, of a number that stands.
    """
    time = one.time
    stock = indicator is not None and indicator.month_basis is Basis.SNAPSHOT and one.unit in {None, Unit.COUNT}
    if stock and time is not None and time.end == 0 and time.basis is Basis.YEAR and _carried(time, state):
        return replace(one, period=None, basis=None, time=None, why=(*one.why, "a year of flows has no day"))
    if time is None or not time.standing or time.end > 0 or one.period != time.period or one.role is not Role.ACTUAL:
        return one
    flows = indicator.month_basis is Basis.MONTH if indicator else one.unit in {None, Unit.COUNT}
    if flows:
        return replace(one, period=None, basis=None, time=None, why=(*one.why, "a flow has no day"))
    return one
