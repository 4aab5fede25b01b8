"""Times that prose says from the report's own: 'this year', 'in the last six months', 'the month before'.

Beside what normalise.periods finds in headings and prose alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.marks import number_of
from normalise.number_words import NUMBER_WORDS
from normalise.periods import FoundPeriod, find_periods
from normalise.sought import sought
from records.period import Basis, Month, Period

_THIS_YEAR = sought(
    "this |current ",
    r"\b(?:so far |to date )?(?:in |during )?(?:this|the current) (?:financial |municipal )?year(?: so far)?\b(?!['’]s)"
    r"(?! (?:to date|end|group))",
)
_NO_THIS_YEAR = re.compile(r"\b(?:than|from|by the end of|end of|later|next)\s$", re.IGNORECASE)
_OUTTURN = sought(
    "year|annual",
    r"\b(?:outturn|figure|total|result|performance|position) for the (?:full |whole |financial )?year\b"
    r"|\b(?:year[\s-]end|full[\s-]year|annual|end of year) (?:outturn|result|position|figure|total)\b",
)
_SO_FAR = re.compile(r"\s(?:to date|so far|\(?(?:for |of |in )?\(?(?:19|20)\d\d|\d\d/\d\d)")
_WITHIN_YEAR = sought(
    "the year|whole |financial ",
    r"\b(?:in|during|over|for|throughout) (?P<time>the (?:whole )?(?:financial )?year(?: as a whole)?)\b"
    r"(?![\s-](?:to|so|before|end|earlier|of))",
)
_YEARS_END = sought(
    "year", r"\b(?:at|as at) (?:the )?(?:end of the (?:financial |reporting )?year|(?:financial )?year[\s-]end)\b"
)
_YEARS_START = sought(
    "year", r"\b(?:at|as at) (?:the )?(?:start|beginning) of the (?:financial |reporting )?year\b(?! (?:19|20)\d\d)"
)
_PERIODS_END = sought("period", r"\b(?:at|as at) (?:the )?end of the (?:reporting )?period\b")
_SINCE_START = sought(
    "since ",
    r"\bsince (?P<time>the (?:start|beginning) of (?:the|this) (?:financial |municipal )?year)\b(?! (?:19|20)\d\d)",
)
_NUMBERS = "|".join(word for word, number in NUMBER_WORDS.items() if 2 <= number <= 11)
_LAST_MONTHS = sought("months", rf"\b(?P<time>(?:the )?(?:last|past|previous) (?P<n>[2-9]|1[01]|{_NUMBERS}) months)\b")
_QUARTERS_END = sought("quarter", r"\b(?:at|as at) (?:the )?(?:end of (?:the|this) quarter|quarter[\s-]end)\b")
_MONTHS_BEFORE = sought("months ", rf"\b(?P<n>[2-9]|1[01]|{_NUMBERS}) months (?:before|earlier|ago|previously)\b")
_MONTH_BEFORE = sought("month ", r"\b(?:the|a) month (?:before|earlier|ago|previously)\b")
_YEAR_BEFORE = sought(
    "the year |preceding year", r"\b(?:the year (?:before|earlier|previously)|(?:the )?preceding year)\b"
)
_QUARTER_BEFORE = sought("quarter ", r"\b(?:the|a) quarter (?:before|earlier|ago|previously)\b")
_IN_MONTH = sought(
    "month",
    r"\b(?:in|during|for) the month (?:alone|itself|only)\b|\bin-month\b"
    r"|\bin month\b(?=\s(?:figure|performance|result|rate))",
)
_IN_QUARTER = sought("quarter", r"\b(?:in|during|over|for|across) (?P<time>(?:the|this) quarter)\b(?! before)")


_BENCHMARK_YEAR = re.compile(
    r"\b(?:the|a|an) (?P<time>20[0-4]\d) "
    r"(?=(?:national|regional|england|english|statistical|stat|comparator|benchmark)\b)"
    r"|\b(?:national|regional|england|english|neighbours?|benchmark)['’]?s?['’]? (?P<behind>20[0-4]\d) "
    r"(?=(?:rate|average|figure|level|benchmark|mean)\b)",
    re.IGNORECASE,
)


_MEETING = sought(
    "today|of the meeting|of this meeting",
    r"\b(?:as (?:of|at) |by )?(?:today(?!['’]s)|(?:at )?(?:the )?(?:time|date|day) of (?:the|this) meeting)\b",
)
_OF_WRITING = sought("of writing", r"\b(?:as )?(?:at|of) (?:the )?(?:time|date) of writing\b")
_CURRENTLY = sought(
    "current|at present|presently",
    r"\b(?:currently|at present|presently"
    r"|current(?= (?:total |overall )?(?:number|total|figure|rate|caseload|percentage|proportion)\b))",
)
_STANDS = re.compile(
    r"\b(?:is|are|stands?|remains?)(?: (?:now|high|low|stable))?(?: at)?(?= (?:over |around |approximately )?\d)"
    r"|\bthere (?:is|are|(?:was|were) now)\b|\b(?:is|are) being (?=supported|looked after)",
    re.IGNORECASE,
)
"""Verbs by which a paper says what is, in the month in which it is met over."""
_NOW_MOVED = sought(
    "now ",
    r"\bnow\b"
    r"(?= (?:been )?(?:increased|risen|grown|reduced|fallen|decreased|dropped|improved|stands?|stood|at|down|up|\d))",
)
_SCHOOL_YEAR = sought(
    "academic year|school year",
    r"\b(?:the )?(?P<which>last|past|previous|preceding|this|current) (?:academic|school) year\b(?! (?:19|20)\d\d)",
)


def _of_meeting(text: str, reported: Period | None, until: Month | None) -> Iterator[FoundPeriod]:
    """'As of today', 'at the time of the meeting': its month, where that is known; 'currently', and what is said to
    be ('the number is 411'), only in a paper that says of no other time that it is about it.
    """
    met = Period.of(until) if until else None
    for hit in _MEETING.finditer(text):
        yield _found(hit, "now", met, None)
    for hit in _OF_WRITING.finditer(text):
        yield _found(hit, "now", None, None)
    for hit in _NOW_MOVED.finditer(text):
        yield from _now_after(text, hit, reported, met)
    if reported is None and met:
        for hit in [*_CURRENTLY.finditer(text)] or [*_STANDS.finditer(text)]:
            yield _found(hit, "now", met, None)


def _now_after(text: str, hit: re.Match[str], reported: Period | None, met: Period | None) -> Iterator[FoundPeriod]:
    """'In May there were 12 and this has now risen to 20': the report's month where that is later, else the meeting's;
    no time where the sentence names no month ahead of it.
    """
    ahead = [
        f for f in find_periods(text[: hit.start()], reported=reported) if f.kind in {"month", "month_end", "date"}
    ]
    last = max((f.period.end for f in ahead if f.period), default=None)
    if last is not None:
        later = reported is not None and last < reported.end
        yield _found(hit, "now", Period.of(reported.end) if reported and later else met, None)


def _school_years(text: str, reported: Period | None, until: Month | None) -> Iterator[FoundPeriod]:
    """'The last academic year', 'this school year': September to August; no months where two years fit."""
    for hit in _SCHOOL_YEAR.finditer(text):
        yield _found(hit, "academic_year", _school_year(hit["which"].lower(), reported, until), Basis.YEAR)


def _school_year(which: str, reported: Period | None, until: Month | None) -> Period | None:
    """Which school year is meant. In summer 'the last' is the one that ends; 'the previous' may be that or another.

    A paper on a financial year is read months after it, so that two years fit.
    """
    of_school = reported is not None and reported == Period.academic_year(reported.start.year)
    if of_school and reported:
        return Period.academic_year(reported.start.year - (which in {"previous", "preceding"}))
    if reported is not None and reported.months == 12:
        return None
    now = reported.end if reported else until
    if now is None or now.month == 6:
        return None
    begun = now.year if now.month >= 9 else now.year - 1
    ends = now.month in {7, 8}
    if which in {"this", "current"}:
        return Period.academic_year(begun) if now.month == 7 else None
    if ends:
        return Period.academic_year(begun) if which in {"last", "past"} else None
    return Period.academic_year(begun - 1)


def relative_times(text: str, reported: Period | None, until: Month | None = None) -> Iterator[FoundPeriod]:
    """The times of a sentence that headings do not say so; without the report's period only those that need none.

    `until` is the month of the meeting.
    """
    yield from _of_meeting(text, reported, until)
    yield from _school_years(text, reported, until)
    for hit in _BENCHMARK_YEAR.finditer(text):
        start, end = hit.span("time" if hit["time"] else "behind")
        said = int(text[start:end])
        calendar = Period(Month(said, 1), Month(said, 12))
        yield FoundPeriod(start, end, text[start:end], "bare_year", calendar, Basis.YEAR)
    if reported is None:
        return
    ended = reported.end.month == 3 or reported.months == 12
    year = Period.twelve_months_to(reported.end) if ended else None
    quarter = Period.quarter(reported.end)
    for hit in _THIS_YEAR.finditer(text):
        if not _NO_THIS_YEAR.search(text[: hit.start()][-20:]):
            over = reported.months == 12 and reported == year
            so_far = reported if over else Period.year_to_date(reported.end)
            yield _found(hit, "this_year", so_far, Basis.YEAR if over else Basis.YTD)
    for hit in _OUTTURN.finditer(text):
        if not _SO_FAR.match(text, hit.end()):
            yield _found(hit, "year", year, Basis.YEAR)
    for hit in _WITHIN_YEAR.finditer(text):
        if year:
            yield _found(hit, "year", year, Basis.YEAR)
    for hit in _YEARS_END.finditer(text):
        if ended:
            yield _found(hit, "month_end", Period.of(reported.end), None)
    for hit in _YEARS_START.finditer(text):
        if year:
            yield _found(hit, "month", Period.of(year.start), None)
    for hit in _SINCE_START.finditer(text):
        yield _found(hit, "ytd", Period.year_to_date(reported.end), Basis.YTD)
    for hit in _PERIODS_END.finditer(text):
        yield _found(hit, "month_end", Period.of(reported.end), None)
    for hit in _LAST_MONTHS.finditer(text):
        yield _found(hit, "last_months", Period(reported.end.plus(1 - int(number_of(hit["n"]))), reported.end), None)
    for hit in _MONTHS_BEFORE.finditer(text):
        yield _found(hit, "last_month", Period.of(reported.end.plus(-int(number_of(hit["n"])))), None)
    for hit in _QUARTERS_END.finditer(text):
        if reported.end == quarter.end:
            yield _found(hit, "quarter_end", quarter, Basis.QUARTER)
    for hit in _MONTH_BEFORE.finditer(text):
        yield _found(hit, "last_month", Period.of(reported.end.plus(-1)), None)
    for hit in _YEAR_BEFORE.finditer(text):
        start = reported.end.financial_year_start.year - 1
        yield _found(hit, "last_year", Period.financial_year(start), Basis.YEAR)
    for hit in _QUARTER_BEFORE.finditer(text):
        yield _found(hit, "last_quarter", Period.quarter(quarter.start.plus(-3)), Basis.QUARTER)
    for hit in _IN_MONTH.finditer(text):
        if reported.months == 1:
            yield _found(hit, "in_month", reported, Basis.MONTH)
    for hit in _IN_QUARTER.finditer(text):
        if reported.end == quarter.end:
            yield _found(hit, "quarter", quarter, Basis.QUARTER)


def _found(hit: re.Match[str], kind: str, period: Period | None, basis: Basis | None) -> FoundPeriod:
    start, end = hit.span("time") if "time" in hit.re.groupindex else hit.span()
    return FoundPeriod(start, end, hit.string[start:end], kind, period, basis)
