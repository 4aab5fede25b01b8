"""A figure's tie -> its Role and Timing, once its measure, the sentence's other times and the section were seen."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.laid_out import Stretch, Tie
from nlp.marks import Mark
from nlp.section import SectionState
from nlp.times import Time, basis_of_span, on_basis
from normalise.measure_basis import BasisReader
from records.catalogue import Indicator
from records.observation import Role, Unit
from records.period import Basis, Period, Timing

_PAST_YEAR = re.compile(r"\b(?:past|last|previous)\s(?:year|12 months|twelve months)\b", re.IGNORECASE)


def dated(
    read: Stretch,
    one: Tie,
    mark: Mark,
    indicator: Indicator | None,
    state: SectionState,
    reported: Period | None,
) -> tuple[Role, Timing, tuple[str, ...]]:
    """Role, Timing and the steps to them for people. Basis None: a bare month, whose basis is its measure's."""
    role, period, basis, time = one.role, one.period, one.basis, one.time
    if period is None or role.is_goal or role.is_benchmark:
        return role, Timing(period, basis), ()
    if time is not None and (time.averaged or time.kind == "average_12m"):
        return role, Timing(period, basis), ()
    if time is not None and time.standing and period.months == 12 and period == time.period:
        if indicator is not None and indicator.month_basis is Basis.SNAPSHOT:
            return role, Timing(Period.of(period.end), None), ("a stock at the year's end",)
        if indicator is None:
            return role, Timing(Period.of(period.end), Basis.SNAPSHOT), ("said of the year's end",)
    stock = indicator is not None and indicator.month_basis is Basis.SNAPSHOT
    if stock and time is not None and time.kind == "last_year" and basis is Basis.YEAR and role is Role.ACTUAL:
        return role, *_stock_of_last_year(read, time, reported)
    if stock and role in _DIFFERENCES and time is not None and time.kind in _SPANS and period.months > 1:
        return role, Timing(Period.of(period.end), None), ("a stock moved until the end of that time",)
    if mark.range_of is not None and role is Role.ACTUAL and time is None:
        if not (_PAST_YEAR.search(read.text) and reported):
            return role, Timing(None, None), ("a range over a span that is not said",)
        period = Period.twelve_months_to(reported.end)
    if indicator is None and time is None and period == reported and _of_the_same_day(read, mark, state, period):
        return role, Timing(Period.of(period.end), Basis.SNAPSHOT), ("who they were on that day",)
    bare_year = time is not None and time.kind == "bare_year"
    in_year = period.months == 12 and (basis in {None, Basis.ROLLING_12M} or bare_year)
    if mark.range_of is not None and role is Role.ACTUAL and in_year:
        return (Role.MIN_12M, Role.MAX_12M)[mark.range_of], Timing(period, None), ("an end of the year's range",)
    if period.months == 1 and basis is None:
        other, why = _basis_of_bare_month(read, one, indicator, state)
        if other is not None:
            return role, Timing(on_basis(period.end, other), other), (why,)
    quarter_ago = time is not None and period.months == 3 and role is Role.ACTUAL  # 'A year ago it was 87%'
    before = reported is not None and period.months > 1 and period == _before(reported)  # 'up from 21.5%'
    if basis is Basis.QUARTER or (
        basis is None and period.months > 1 and (period == reported or before or quarter_ago)
    ):
        if indicator is not None and indicator.month_basis is Basis.SNAPSHOT:
            return role, Timing(Period.of(period.end), None), ("a stock at the period's end",)
        if indicator is None and time is not None and time.kind == "quarter_end":
            return role, Timing(Period.of(period.end), Basis.SNAPSHOT), ("said of the quarter's end",)
        return role, Timing(period, basis or basis_of_span(period)), ()
    return role, Timing(period, basis), ()


def _stock_of_last_year(read: Stretch, time: Time, reported: Period | None) -> tuple[Timing, tuple[str, ...]]:
    """'96% of plans, compared to last year (95%)': a stock is of the same day a year before; 'Last year there were 450'
    in a paper on a month or a quarter may be of any day of that year.
    """
    held_against = time.reference or _BEHIND_FROM.search(read.text[: time.start])
    if reported is None or not (held_against or reported.months == 12):
        return Timing(None, None), ("a stock on a day of that year that is not said",)
    return Timing(Period.of(reported.end.plus(-12)), None), ("a stock, a year before",)


_BEHIND_FROM = re.compile(r"\b(?:from|than|against|compared (?:to|with))\s[\d,.]+%?\s[^;.\d]{0,60}$", re.IGNORECASE)


_DIFFERENCES = frozenset({Role.CHANGE, Role.PCT_CHANGE})
_SPANS = frozenset({"span", "since", "since_until", "last_months", "over_a_year"})
_WHO_THEY_WERE = re.compile(
    r"\s(?:(?:of (?:our |the |these |those )?(?:children|young people|them|these|those)(?: (?:in care|looked after))?"
    r"|were|are|was|is)\s){0,2}(?:were\s|are\s)?(?:(?:fe)?male\b|boys\b|girls\b|aged\s|white\b|black\b|asian\b"
    r"|mixed\b|of (?:white|black|asian|mixed)\b|from (?:a )?(?:white|black|asian|mixed|bme|global)\b"
    r"|(?:had|have|with) (?:a |some form of )?disabilit)",
    re.IGNORECASE,
)
"""What somebody is, and nobody becomes in a year: '53% were male', '12% of children had a disability'."""


_POPULATION = re.compile(
    r"\b(?:population|total|children (?:in care|looked after)|looked after children)\b", re.IGNORECASE
)
_FLOWS = re.compile(
    r"\b(?:entered|entering|started|became|becoming|ceased|left|leaving|admi\w+|referr\w+|contacts|during)\b",
    re.IGNORECASE,
)


def _of_the_same_day(read: Stretch, mark: Mark, state: SectionState, period: Period) -> bool:
    """Whether a share says who the children were of whom the sentence before said how many there were at the end."""
    if not (period.months > 1 and _WHO_THEY_WERE.match(read.text, mark.end)):
        return False
    if state.timing is not None and state.timing.period is not None:
        return state.timing.period.months == 1 and state.timing.period.end == period.end
    ahead = state.said_ahead_of(read.text)
    return bool(_POPULATION.search(ahead)) and not _FLOWS.search(ahead)


def stock_at_end(
    read: Stretch, one: Tie, mark: Mark, timing: Timing, bases: BasisReader, reported: Period | None
) -> Timing:
    """When a figure of no measure is of: 'a further 60 families were open to the team' at the end of the quarter.

    What stands behind the figure says whether it is a stock; words in front where nothing stands behind.
    """
    bare = timing.period is not None and timing.period.months == 1 and timing.basis is None
    if bare and one.time is not None and one.time.standing:
        return replace(timing, basis=Basis.SNAPSHOT)
    default = one.time is None and timing.period == reported
    if timing.period is None or not (bare or (timing.period.months > 1 and (default or _of_quarter(one)))):
        return timing
    places = [f.start for f in read.marks.figures]
    stop = min([p for p in places if p > mark.start], default=len(read.text))
    start = max([f.end for f in read.marks.figures if f.end <= mark.start], default=0)
    words = read.text[mark.end : stop]
    later = [p for p in places if p > stop]
    if words.rstrip().endswith((" and", " &")) and ";" not in words:
        words = read.text[
            mark.end : min(later, default=len(read.text))
        ]  # '... of A and 90% of B had an allocated worker'
    words = words if len(words.split()) > 4 else read.text[start:stop]
    if one.unit is Unit.PERCENT and _ARE.match(read.text, mark.end):
        return Timing(Period.of(timing.period.end), Basis.SNAPSHOT)
    if _in_quarter(read, one) and one.unit is Unit.COUNT and _HAPPENED.search(words):
        return timing
    said = bases.said(words)
    if said is Basis.SNAPSHOT:
        return Timing(Period.of(timing.period.end), Basis.SNAPSHOT)
    return Timing(timing.period, said) if bare and said is Basis.MONTH else timing


_IN = re.compile(r"\b(?:in|during|over|within|throughout)\s(?:the\s)?$", re.IGNORECASE)
_HAPPENED = re.compile(
    r"\b(?:placed|removed|made|became|entered|left|ended|started|ceased|moved|returned|joined|took place)\b",
    re.IGNORECASE,
)


def _in_quarter(read: Stretch, one: Tie) -> bool:
    """'The number placed on plans in this quarter': what happened in it, and not who was there at its end."""
    return one.time is not None and one.time.kind == "quarter" and bool(_IN.search(read.text[: one.time.start]))


_ARE = re.compile(
    r"\s(?:of (?:[\w’'-]+\s){1,4}?)?(?:are|live|remain)\s(?:currently\s|now\s)?"
    r"(?:in|with|on|at|placed|living|subject|looked|allocated|open|settled)\b",
    re.IGNORECASE,
)
"""'59% of children are in our own provision': how things stand."""


_BUILT_UP = re.compile(r"(?<!from )\b(?:up to|by)\s(?:the\s)?$", re.IGNORECASE)
_UP_TO = re.compile(r"\bup to\s(?:the\s)?$", re.IGNORECASE)
_HAD = re.compile(r"\b(?:had|have|has) (?:\w+\s)?(?:been|received|completed|held|had)\b", re.IGNORECASE)


def _builds_up(text: str, start: int) -> bool:
    """'up to the end of July', 'by the end of July we had received': of all that happened until then."""
    ahead = text[:start]
    return bool(_BUILT_UP.search(ahead)) and bool(_UP_TO.search(ahead) or _HAD.search(text))


def _of_quarter(one: Tie) -> bool:
    return one.time is not None and one.time.kind in {"quarter", "quarter_end"} and not one.time.reference


def _is_ahead(so_far: Time, one: Tie, read: Stretch) -> bool:
    """'The year to date performance for adoptions at the end of July is 14.3%': the words are no other figure's."""
    assert one.time is not None
    mark = read.marks.figures[one.figure]
    return so_far.end < one.time.start < mark.start and not any(t.time is so_far for t in read.ties)


def _before(reported: Period) -> Period:
    return Period(reported.start.plus(-reported.months), reported.end.plus(-reported.months))


def _basis_of_bare_month(
    read: Stretch, one: Tie, indicator: Indicator | None, state: SectionState
) -> tuple[Basis | None, str]:
    """The longer basis that a month closes, by the sentence, the section or the measure, and why; None for most."""
    rolling = next((t for t in read.times if t.kind == "rolling_12m" and not t.definition), None)
    spent = any(t.time is rolling and t.figure != one.figure for t in read.ties)
    if rolling and (not spent or (one.time and one.time.kind == "same_last_year")):
        return Basis.ROLLING_12M, "the sentence says rolling twelve months"
    so_far = [t for t in read.times if t.kind == "ytd" and not t.definition]
    if len(so_far) == 1 and not so_far[0].reference and one.time and _is_ahead(so_far[0], one, read):
        return Basis.YTD, "the sentence says year to date"
    if indicator is None:
        return None, ""
    if one.time and indicator.month_basis is Basis.MONTH and _builds_up(read.text, one.time.start):
        return Basis.YTD, "so far, to the end of that month"
    if state.basis is Basis.ROLLING_12M and indicator.id == state.indicator_id:
        return Basis.ROLLING_12M, "the sentence before says rolling twelve months"
    if indicator.month_basis is Basis.ROLLING_12M:
        return Basis.ROLLING_12M, "the measure looks back twelve months"
    if state.builds_up and indicator.month_basis is Basis.SNAPSHOT:
        return Basis.YTD, "the section says that it builds up from April"
    return None, ""
