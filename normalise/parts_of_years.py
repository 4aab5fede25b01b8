"""Parts of years and years in a text: months between two days, halves, quarters, terms, financial and other years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalise.number_words import SINGLE_WORDS
from normalise.sought import sought
from normalise.time_words import (
    MONTH,
    MONTHS,
    YEAR4,
    FoundPeriod,
    financial_year_pattern,
    first_year_of,
    found_at,
    year_of,
)
from records.period import Basis, Month, Period

TERMS = {"aut": (9, 12), "spr": (1, 3), "sum": (4, 7)}
_ORDINALS = dict(first=1, second=2, third=3, fourth=4, final=4)


def basis_of_span(span: Period) -> Basis | None:
    """What a span of months is by its length and its first month: a year, a quarter, a year to date; else None."""
    if span.months == 12:
        return Basis.YEAR if span.start.month in {4, 9} else Basis.ROLLING_12M
    if span.months == 3 and span.start.month in {1, 4, 7, 10}:
        return Basis.QUARTER
    return Basis.YTD if span.start == span.end.financial_year_start and span.months < 12 else None


def _day(tag: str, days: str) -> str:
    """Pattern of one of these days with its month: '1 April 2020', 'April 1st', '01.04.20'; the groups bear `tag`."""
    nth = "(?:st|nd|rd|th)?"
    return (
        rf"(?:{days}{nth}(?: of)?\s(?P<{tag}m>{MONTH})|(?P<{tag}f>{MONTH})\s{days}{nth}(?!\d)"
        rf"|{days}[/.](?P<{tag}n>0?[1-9]|1[0-2])(?=[/.]))(?:[\s,/.]+(?P<{tag}y>{YEAR4}|(?<=[/.])\d\d(?!\d)))"
    )


_FIRST_TO_LAST_DAY = sought(
    "28|29|30|31",
    rf"(?:(?P<lead>[Ff]rom|[Bb]etween) )?(?:the )?(?<!\d)(?<!\d[./])(?:{_day('a', '0?1')}"
    rf"|(?:0?1(?:st)?(?: of)?\s(?P<bare>{MONTH})|(?P<bare2>{MONTH})\s1(?:st)?))"
    rf"\s?(?P<joint>-|–|—|to|and|until)\s?(?:the )?{_day('b', '(?:2[89]|3[01])')}",
    re.NOFLAG,
)


def find_days(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    """'1 April 2020 to 31 March 2021': whole months, from the first day of one to the last days of another."""
    for found in _FIRST_TO_LAST_DAY.finditer(text):
        # 'At 1 April 2020 and 31 March 2021' are two days; only 'between' makes them a span.
        if found["joint"] == "and" and (found["lead"] or "").lower() != "between":
            continue
        end = Month(year_of(found["by"]), _month_number(found["bm"] or found["bf"] or found["bn"]))
        name = found["bare"] or found["bare2"]
        if name:
            number = _month_number(name)
            start = Month(end.year - (number > end.month), number)
        else:
            start = Month(year_of(found["ay"]), _month_number(found["am"] or found["af"] or found["an"]))
        if start < end:
            span = Period(start, end)
            basis = basis_of_span(span)
            yield found_at(found, "year" if basis is Basis.YEAR else "span", span, basis)


def _month_number(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS[text.lower().rstrip(".")]


_HALF = sought(
    "h1|h2|half|mid",
    rf"(?:{financial_year_pattern('p')}\s?[-–,:(]?\s?)?"
    r"\b(?:H(?:alf\s?)?(?P<n>[12])|(?P<w>first|second) half(?:[\s-]year)?|half[\s-]year(?:ly)?|mid[\s-]year)(?![\w%])"
    rf"\)?(?:\s?(?:of|for|in|[-–,(/:])?\s?(?:the )?(?:{financial_year_pattern('q')})\)?)?",
)


def find_halves(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    """'H1 2022/23', 'second half of 2022/23', 'Half year 2022/23'; without its year only where nothing else stands."""
    for found in _HALF.finditer(text):
        start = first_year_of(found, "p") or first_year_of(found, "q")
        second = (found["n"] or found["w"] or "").lower() in {"2", "second"}
        if start is None and found[0].strip() == text.strip():
            if within and within.months == 12 and within.start.month == 4:
                start = within.start.year
            elif reported and (found["n"] or found["w"]):
                start = reported.end.financial_year_start.year
                start -= Month(start, 10 if second else 4) > reported.end
        if start is not None:
            first = Month(start, 10 if second else 4)
            half = Period(first, first.plus(5))
            yield found_at(found, "span", half, basis_of_span(half))


_QUARTER = sought(
    "q",
    rf"(?:{financial_year_pattern('p')}\s?[-–,:(]?\s?)?"
    r"\b(?:Q(?:tr|uarter)?\.?\s?(?P<n>[1-4])|quarter (?P<w>one|two|three|four)"
    r"|(?P<o>[1-4])(?:st|nd|rd|th) quarter|(?P<ow>first|second|third|fourth|final) quarter)(?![\w%]|\.\d)"
    rf"\)?(?:\s?(?:of|for|in|[-–,(/:])?\s?(?:the )?(?:{financial_year_pattern('q')}|(?P<cal>{YEAR4}))\)?)?",
)


def find_quarters(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    """'Q2 2019/20', 'third quarter'; without a year that of the year over it, else the latest not after the report."""
    for found in _QUARTER.finditer(text):
        word = (found["w"] or found["ow"] or "").lower()
        number = int(found["n"] or found["o"] or (_ORDINALS | SINGLE_WORDS)[word])
        start = first_year_of(found, "p") or first_year_of(found, "q")
        if start is None and found["cal"]:
            # Quarters one to three lie in the year itself; the fourth of '2021' may be 2020/21's or 2021/22's.
            start = int(found["cal"]) if number < 4 else None
        elif start is None and within and within.months == 12 and within.start.month == 4:
            start = within.start.year
        elif start is None and reported:
            start = reported.end.financial_year_start.year
            start -= _quarter(start, number).start > reported.end
        yield found_at(found, "quarter", _quarter(start, number) if start else None, Basis.QUARTER)


def _quarter(start_year: int, number: int) -> Period:
    return Period.quarter(Month(start_year, 4).plus(3 * (number - 1)))


_TERM = sought(
    "aut|spr|sum",
    r"\b(?P<t>[Aa]utumn|[Ss]pring|[Ss]ummer|AUTUMN|SPRING|SUMMER|Aut|Spr|Sum)(?P<word> [Tt]erm| TERM)?"
    rf"(?:,? (?:of )?\(?(?:{financial_year_pattern('f')}|(?P<cal>{YEAR4}))\)?"
    r"|\s?['’]\s?(?P<apart>[0-4]\d)(?!\d)|[\s-](?P<last>[0-4]\d)\s*$)?",
    re.NOFLAG,
)
"""'Summer term, 16 children': two digits are its year only with an apostrophe or at the end."""


def find_terms(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    """'Autumn term 2021', 'Spr 22'; a season without the word 'term' only with its year."""
    for found in _TERM.finditer(text):
        start, cal = first_year_of(found, "f"), found["cal"] or found["apart"] or found["last"]
        if not (found["word"] or ((start or cal) and found["t"][0].isupper())):
            continue
        first, last = TERMS[found["t"].lower()[:3]]
        if cal:
            year = year_of(cal)
        elif start is not None:
            year = start + (first < 9)
        elif reported:
            year = reported.end.year - (first > reported.end.month)
        else:
            yield found_at(found, "term", None, Basis.TERM)
            continue
        yield found_at(found, "term", Period(Month(year, first), Month(year, last)), Basis.TERM)


_YEAR = sought(
    "/|-|–",
    rf"(?:(?P<lead>academic|school) (?:year )?)?\b{financial_year_pattern('f')}"
    r"(?: (?P<tail>academic year|school year|AY\b))?",
)
_YEAR_ENDED = sought(
    "year to|year end",
    r"(?:the )?(?:financial )?year (?:to|ending|ended|end)(?: (?:the )?(?:31(?:st)? )?(?:March|Mar))? ?"
    rf"(?P<y>{YEAR4})",
)
_CALENDAR_YEAR = sought("calendar year", rf"calendar year (?:of )?(?P<a>{YEAR4})|(?P<b>{YEAR4}) calendar year")


def find_years(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    """'2019/20', 'FY 19/20', '2021/22 AY', 'calendar year 2019'; a bare '2019' is none of them."""
    for found in _YEAR.finditer(text):
        start = first_year_of(found, "f")
        # Two digits are a year only near the report's own, and are an age behind 'aged'.
        if start is None or (
            not found["fa"]
            and re.search(r"\bage[ds]?\s$", text[max(0, found.start() - 40) : found.start()], re.IGNORECASE)
        ):
            continue
        if not (found["fa"] or reported is None or abs(start - reported.end.year) <= 15):
            continue
        if found["lead"] or found["tail"] or found[0].upper().startswith("AY"):
            yield found_at(found, "academic_year", Period.academic_year(start), Basis.YEAR)
        else:
            yield found_at(found, "year", Period.financial_year(start), Basis.YEAR)
    for found in _YEAR_ENDED.finditer(text):
        yield found_at(found, "year", Period.financial_year(int(found["y"]) - 1), Basis.YEAR)
    for found in _CALENDAR_YEAR.finditer(text):
        year = int(found["a"] or found["b"])
        yield found_at(found, "calendar_year", Period(Month(year, 1), Month(year, 12)), Basis.YEAR)
