"""Text -> every span that names a time: months, quarters, terms, years, spans, 'year to date', 'same point last year'.

Financial years run from April; quarters are those of the financial year; school terms are taken as whole months
(autumn September to December, spring January to March, summer April to July).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from normalise.number_words import SEVERAL, SINGLE_WORDS
from normalise.numbered_times import (
    find_long_stretches,
    find_numbered_months,
    find_numbered_quarters,
    find_numbered_terms,
)
from normalise.parts_of_years import (
    basis_of_span,
    find_days,
    find_halves,
    find_quarters,
    find_terms,
    find_years,
)
from normalise.sought import sought
from normalise.time_words import (
    MEAN,
    MONTH,
    MONTH_PIECES,
    TWELVE,
    YEAR4,
    Finder,
    FoundPeriod,
    financial_year_pattern,
    first_year_of,
    found_at,
    month_of,
    year_behind_pattern,
    year_of,
)
from records.period import Basis, Month, Period

_SAME = (
    r"(?:at |in |for |from )?(?:the )?(?:same|equivalent|corresponding|this) "
    r"(?:period|point|time|month|quarter|mth|qtr)"
)
_SAME_PIECES = "same |equivalent |corresponding |this "


def find_periods(text: str, *, reported: Period | None, within: Period | None = None) -> list[FoundPeriod]:
    """Every span of `text` that names a time, in order, none inside another.

    A month without its year is the latest such month not after the end of `reported` (or the one `within` the year
    given); 'same period last year' is a year before `reported`. Ages ('16-17 year olds') and spans of days give none.
    """
    found: list[FoundPeriod] = []
    taken = bytearray(len(text))
    for rule in _RULES:
        for one in rule(text, reported, within):
            if not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                found.append(one)
    return _dated_by_the_one_before(text, sorted(found, key=lambda one: one.start))


_OPENS_A_BRACKET = re.compile(r"\s?[(\[,:–-]\s?")


def _dated_by_the_one_before(text: str, found: list[FoundPeriod]) -> list[FoundPeriod]:
    """'Q2 2019/20 (July to September)': months that only spell out what stands before them are of its year."""
    dated = found[:1]
    for before, one in zip(found, found[1:]):
        spells_out = _OPENS_A_BRACKET.fullmatch(text[before.end : one.start]) and not re.search(r"\d", one.text)
        if spells_out and _same_months(before.period, one.period):
            one = replace(one, period=before.period)
        dated.append(one)
    return dated


def _same_months(one: Period | None, other: Period | None) -> bool:
    return one is not None and other is not None and (one.start.month, one.months) == (other.start.month, other.months)


_DAY_NAMED = sought(
    MONTH_PIECES,
    rf"(?<![\d.,])(?P<day>[0-3]?\d)(?P<nth>st|nd|rd|th)?(?: of)?[\s-](?P<m>{MONTH})"
    rf"(?:(?:[\s,-]*(?=20|19)|[\s-]*)(?P<year>{YEAR4}|['’]?\d\d(?!\d|%|\.\d|,\d)))?",
    re.NOFLAG,
)
_DAY_LEAD = re.compile(
    r"\b(?:on|at|by|to|from|until|since|before|after|w/[ce]|and|of|dated?|between)\s*$|^\s*$", re.IGNORECASE
)
_DAY_NUMBERS = re.compile(r"(?<![\d/.])(?P<d>[0-3]?\d)[/.](?P<m>[01]?\d)[/.](?P<y>20\d\d|\d\d)(?![\d/]|\.\d)")
_ISO = re.compile(r"(?<![\d-])(?P<y>20[0-4]\d)-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>[0-3]\d))?(?![\d-])")
_MONTH_FIRST = sought(
    MONTH_PIECES,
    rf"(?<!\d\s)(?<!\d(?:st|nd|rd|th)\s)(?P<m>{MONTH})\s(?P<d>[0-3]?\d)"
    rf"(?:(?:st|nd|rd|th)(?:[\s,]+(?P<y>{YEAR4}))?|,?\s(?P<plain>{YEAR4})|(?P<alone>(?![\d%/’'-]|[.,:]\d|\s?%)))",
    re.NOFLAG,
)
"""'March 31st', 'April 1 2017', 'March 31, 2024'; without ordinal or year 'March 31' may be March and a figure."""
_LAST_DAYS = range(28, 32)
_AS_OF = re.compile(r"\b(?:as of|as at|on|at)\s$", re.IGNORECASE)


def _dates(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _DAY_NAMED.finditer(text):
        year = (found["year"] or "").strip("'’") or None
        # '275 in all, 31 March saw': without ordinal, year or a word before it, the number may be a figure.
        clear = found["nth"] or year or _DAY_LEAD.search(text[max(0, found.start() - 40) : found.start()])
        if clear and 1 <= int(found["day"]) <= 31:
            yield found_at(found, "date", month_of(found["m"], year, reported, within))
    for found in _DAY_NUMBERS.finditer(text):
        if 1 <= int(found["d"]) <= 31 and 1 <= int(found["m"]) <= 12:
            yield found_at(found, "date", Period.of(Month(year_of(found["y"]), int(found["m"]))))
    for found in _ISO.finditer(text):
        month = Period.of(Month(int(found["y"]), int(found["m"])))
        if found["d"]:
            yield found_at(found, "date", month)
        elif int(found["m"]) != (int(found["y"]) + 1) % 100:  # '2011-12' is a financial year
            yield found_at(found, "month", month, Basis.MONTH)
    for found in _MONTH_FIRST.finditer(text):
        day = int(found["d"])
        alone = found["alone"] is not None
        if alone and not (day in _LAST_DAYS and _AS_OF.search(text[max(0, found.start() - 8) : found.start()])):
            continue
        if 1 <= day <= 31:
            yield found_at(found, "date", month_of(found["m"], found["y"] or found["plain"], reported, within))


_PAST = r"(?:last|past|previous|preceding)"
_AVERAGE_12M = sought(
    "12|twelve", rf"average (?:of|over|for|in|across) (?:the )?{_PAST} {TWELVE}|{TWELVE}\s?(?:rolling )?{MEAN}"
)
_TWELVE_TO = sought(
    "12|twelve|ye|yr|y/e",
    rf"(?:rolling |\bR\s?)?(?:(?:{TWELVE}|year|yr|(?<=rolling )12)[\s-](?:to|ending|ended|up to|end)|\bF?Y/?E)"
    r"\s(?:the end of )?"
    rf"(?:(?:[0-3]?\d(?:st|th)?[\s-])?(?P<m>{MONTH}){year_behind_pattern('y')}?"
    r"|[0-3]?\d[/.](?P<n>0?[1-9]|1[0-2])[/.](?P<nlong>20\d\d|\d\d)(?!\d))",
)
_SOME_TO = sought(
    MONTH_PIECES,
    rf"(?:\b(?:(?P<n>[2-9]|{SEVERAL})[\s-]?(?:months?|mths?|m)|quarter|qtr)\s(?:to|ending|ended)|\bQ/?E)"
    rf"\s(?:the end of )?(?:[0-3]?\d(?:st|th)?[\s-])?(?P<m>{MONTH}){year_behind_pattern('y')}?",
)
_ROLLING = sought(
    "rolling|12|twelve",
    rf"rolling {TWELVE}(?: period)?|{TWELVE} rolling(?: period| year)?|rolling year|rolling 12"
    rf"|(?:over |during |throughout |in )?(?:the |a )?{_PAST} {TWELVE}|over (?:a|the) {TWELVE} period",
)
_TO_DATE = sought(
    "date|ytd|so far",
    r"\b(?:year[\s-]to[\s-]date|ytd|april to date|so far (?:this|in the) (?:financial )?year"
    r"|the (?:financial )?year so far|this (?:financial )?year to date)\b",
)


_TO_DATE_LAST = sought(
    "date|ytd",
    r"\b(?:last|previous|prior|prev\.?) (?:year[\s-]to[\s-]date|ytd|year['’]?s? ytd)\b"
    r"|\b(?:same )?(?:year[\s-]to[\s-]date|ytd),? (?:in |of )?(?:the )?"
    r"(?:(?:last|previous|prior|prev\.?) (?:year|yr)|ly)\b",
)
_YEAR_TO_MONTH = sought(
    MONTH_PIECES, rf"{financial_year_pattern('f')}\s?[(:,–-]?\s?(?:up )?to (?:the )?(?:end of )?(?P<m>{MONTH})\)?"
)
"""'2022/23 (to Dec)': the year to that month."""


def _stretches(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _AVERAGE_12M.finditer(text):
        yield found_at(found, "average_12m", reported and Period.of(reported.end), Basis.AVERAGE_12M)
    for found in _TWELVE_TO.finditer(text):
        if found["n"]:
            month: Period | None = Period.of(Month(year_of(found["nlong"]), int(found["n"])))
        else:
            month = month_of(found["m"], found["ylong"] or found["yshort"], reported, within)
        stretch = month and Period.twelve_months_to(month.end)
        if re.match(r"year|yr|f?y/?e", found[0], re.IGNORECASE) and month and month.end.month == 3:
            yield found_at(found, "year", stretch, Basis.YEAR)
        else:
            yield found_at(found, "rolling_12m", stretch, Basis.ROLLING_12M)
    for found in _SOME_TO.finditer(text):
        last = month_of(found["m"], found["ylong"] or found["yshort"], reported, within)
        number = (found["n"] or "3").lower()
        months = int(number) if number.isdigit() else SINGLE_WORDS[number]
        span = last and Period(last.end.plus(1 - months), last.end)
        yield found_at(found, "span", span, basis_of_span(span) if span else None)
    for found in _ROLLING.finditer(text):
        yield found_at(found, "rolling_12m", reported and Period.twelve_months_to(reported.end), Basis.ROLLING_12M)
    for found in _TO_DATE_LAST.finditer(text):
        before = reported and Period.year_to_date(reported.end.plus(-12))
        yield found_at(found, "ytd", before, Basis.YTD)
    for found in _YEAR_TO_MONTH.finditer(text):
        start = first_year_of(found, "f")
        month = month_of(found["m"], None, reported, Period.financial_year(start)) if start else None
        if month:
            yield found_at(found, "span", Period.year_to_date(month.end), Basis.YTD)
    for found in _TO_DATE.finditer(text):
        yield found_at(found, "ytd", reported and Period.year_to_date(reported.end), Basis.YTD)


_SPAN = sought(
    MONTH_PIECES,
    rf"(?P<lead>(?:from|between) )?\b(?P<a>{MONTH})(?:{year_behind_pattern('p')})?"
    r"\s?(?P<joint>-|–|to|and|until|through to)\s?"
    rf"(?P<b>{MONTH})(?:{year_behind_pattern('q')})?",
    re.NOFLAG,
)


_OF_SCHOOL = re.compile(r"\b(?:academic|school) year\W+(?:of )?$", re.IGNORECASE)
"""'the academic year from September 2020 to July 2021': August too, as in '2020/21 academic year'."""


def _spans(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _SPAN.finditer(text):
        # 'October and November' are two months; only 'between' makes them a span.
        if found["joint"] == "and" and (found["lead"] or "").lower() != "between ":
            continue
        end = month_of(found["b"], found["qlong"] or found["qshort"], reported, within)
        start = end and month_of(found["a"], found["plong"] or found["pshort"], Period.of(end.end))
        if start and end and start.start < end.end:
            span = Period(start.start, end.end)
            school = Period.academic_year(span.start.year)
            if (
                _OF_SCHOOL.search(text[: found.start()][-20:])
                and span.start == school.start
                and span.months in {11, 12}
            ):
                yield found_at(found, "academic_year", school, Basis.YEAR)
            else:
                yield found_at(found, "span", span, basis_of_span(span))


_MONTH_NAMED = sought(
    MONTH_PIECES,
    r"(?P<end>(?:(?:as )?at |by )?(?:the )?end of (?:the )?(?:month of )?|month[\s-]end (?:of )?"
    r"|(?:(?:on|as at|at) )?the last day of )?"
    rf"\b(?P<m>{MONTH})(?:{year_behind_pattern('y')})?(?P<own>['’]s)?",
    re.NOFLAG,
)


def _months(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _MONTH_NAMED.finditer(text):
        if found["m"] == "May" and not _is_month_of_may(text, found):
            continue
        year, stop = found["ylong"] or found["yshort"], found.end()
        if found["yshort"] and not _short_year_fits(found, reported):
            year, stop = None, found.end("m")
        period = month_of(found["m"], year, reported, within)
        kind = "month_end" if found["end"] else "month"
        yield FoundPeriod(found.start(), stop, text[found.start() : stop], kind, period, Basis.MONTH)


_NEVER_A_YEAR = 30
"""From here on two digits behind a month's name are its day ('March 31'), where no report says what year it is."""


def _short_year_fits(found: re.Match[str], reported: Period | None) -> bool:
    """Whether two digits behind a month can be its year: 'December 20' with 2020 reported, never 'December 12' then."""
    if re.search(r"[-–/'’‘]\s?\d\d$", found[0][: found.end("yshort") - found.start()]):
        return True
    year = int(found["yshort"])
    return year < _NEVER_A_YEAR if reported is None else abs(2000 + year - reported.end.year) <= 5


_BEFORE_MAY = re.compile(
    r"(?:\b(?:in|of|since|by|during|from|to|until|for|at|and|last|early|late|through|between|than|on)\s|[-–/(,])\s*$",
    re.IGNORECASE,
)


def _is_month_of_may(text: str, found: re.Match[str]) -> bool:
    """'May 2019', 'in May', 'May-20'; not 'May be', nor 'it May'."""
    if found["ylong"] or found["yshort"] or found["own"] or found["end"] or text.strip() == "May":
        return True
    return bool(_BEFORE_MAY.search(text[max(0, found.start() - 40) : found.start()]))


_LAST = r"(?:last|previous|prior|preceding|prev\.?)"
_LAST_PIECES = "last |previous |prior |preceding |prev"
_MONTH_WORD = re.compile(r"\b(?:month|mth)\b", re.IGNORECASE)
_SAME_OF_YEAR = sought(_SAME_PIECES, rf"{_SAME} (?:in |of )?(?P<y>{YEAR4})(?P<financial>\s?[/-]\s?(?:20)?\d\d\b)?")
_A_YEAR_BEFORE = sought(
    f"{_SAME_PIECES}|year ago|year earlier|year before|months ago|months earlier|months before",
    rf"{_LAST} (?:year|yr),? {_SAME}\b(?! (?:in|of))"
    rf"|{_SAME},? (?:in |of )?(?:the )?(?:{_LAST} (?:year|yr)|LY\b)|(?:this|the same) time last (?:year|yr)"
    r"|(?:a|one) year (?:ago|earlier|before)|(?:12|twelve) months (?:ago|earlier|before)",
)
_LAST_YEAR = sought(_LAST_PIECES, rf"\b(?:the )?{_LAST} (?:financial )?(?:year|yr)(?:['’]s)?(?: end)?\b(?! to date)")
_LAST_QUARTER = sought(_LAST_PIECES, rf"\b(?:the )?{_LAST} (?:quarter|qtr)(?:['’]s)?\b")
_LAST_MONTH = sought(_LAST_PIECES, rf"\b(?:the )?{_LAST} (?:month|mth|mnth)(?:['’]s)?\b")
_THIS_MONTH = sought(
    "this m|current m|reporting m",
    r"\b(?:this|the current|current|the reporting|reporting) (?:month|mth|mnth)(?:['’]s)?\b",
)


def _relative(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _SAME_OF_YEAR.finditer(text):
        years = reported.end.financial_year_start.year if reported and found["financial"] else 0
        years = years or (reported.end.year if reported else 0)
        back = 12 * (years - int(found["y"])) if reported else 0
        same = reported and Period(reported.start.plus(-back), reported.end.plus(-back))
        yield found_at(found, "same_last_year", same)
    for found in _A_YEAR_BEFORE.finditer(text):
        before = reported and Period(reported.start.plus(-12), reported.end.plus(-12))
        if before and _MONTH_WORD.search(found[0]):
            before = Period.of(before.end)
        yield found_at(found, "same_last_year", before)
    for found in _LAST_YEAR.finditer(text):
        year = reported and Period.financial_year(reported.end.financial_year_start.year - 1)
        yield found_at(found, "last_year", year, Basis.YEAR)
    for found in _LAST_QUARTER.finditer(text):
        yield found_at(found, "last_quarter", reported and Period.quarter(reported.end.plus(-3)), Basis.QUARTER)
    for found in _LAST_MONTH.finditer(text):
        yield found_at(found, "last_month", reported and Period.of(reported.end.plus(-1)), Basis.MONTH)
    for found in _THIS_MONTH.finditer(text):
        yield found_at(found, "this_month", reported and Period.of(reported.end), Basis.MONTH)


_SINCE = sought("since", rf"\b[Ss]ince (?:last )?(?P<m>{MONTH})(?:{year_behind_pattern('y')})?", re.NOFLAG)


def _since(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _SINCE.finditer(text):
        start = month_of(found["m"], found["ylong"] or found["yshort"], reported, within)
        to_now = Period(start.start, reported.end) if start and reported and start.start <= reported.end else None
        yield found_at(found, "since", to_now)


_BARE_YEAR = sought("19|20", rf"(?<![\d/.,£$€–-])(?P<y>{YEAR4})(?!\s?(?:/|[-–]\s?\d))(?P<own>['’]s\b)?", re.NOFLAG)
_YEAR_LEAD = re.compile(
    r"\b(?:in|for|of|during|since|from|to|by|until|throughout|early|late|mid|and|than|end)[\s-]+$", re.IGNORECASE
)
_YEAR_TAIL = re.compile(r"\s?(?:outturn|average|actual|figure|performance|benchmark|result)", re.IGNORECASE)


def _bare_years(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _BARE_YEAR.finditer(text):
        alone = text.strip(" ()") == found[0] or found["own"]
        before = text[max(0, found.start() - 40) : found.start()]
        if alone or _YEAR_LEAD.search(before) or _YEAR_TAIL.match(text[found.end() :]):
            year = int(found["y"])
            yield found_at(found, "bare_year", Period(Month(year, 1), Month(year, 12)), Basis.YEAR)


_RULES: tuple[Finder, ...] = (
    find_long_stretches,
    find_numbered_months,
    find_numbered_terms,
    find_numbered_quarters,
    _stretches,
    find_days,
    find_quarters,
    find_terms,
    find_halves,
    _spans,
    _since,
    _dates,
    _relative,
    _months,
    find_years,
    _bare_years,
)
"""In order: what an earlier rule took, a later one leaves."""
