"""Times told by a number: stretches of several years or months, months and terms of a financial year.

'3 years to March 2020', '5-year average to 2019/20', 'Month 8 2020/21'. A stretch of years has no basis of the
vocabulary: its span is said, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalise.number_words import SEVERAL, SINGLE_WORDS
from normalise.parts_of_years import basis_of_span
from normalise.sought import sought
from normalise.time_words import (
    MEAN,
    MONTH,
    MONTH_PIECES,
    YEAR4,
    FoundPeriod,
    financial_year_pattern,
    first_year_of,
    found_at,
    month_of,
    year_behind_pattern,
)
from records.period import Basis, Month, Period

_YEARS = rf"\b(?P<n>[2-9]|10|{SEVERAL})[\s-]?(?:years?|yrs?)\b"
_MONTHS = r"\b(?P<m>1[3-9]|[2-9]\d)[\s-]?(?:months?|mths?)\b"
_KIND = rf"(?:[\s-](?:rolling|period|(?:rolling )?{MEAN}))?"
_TO = r"\s(?:to|ending(?: in)?|ended(?: in)?|up to|ending at|to the end of)\s(?:the end of )?"
_TO_MONTH = sought(
    MONTH_PIECES,
    rf"(?:{_YEARS}|{_MONTHS}){_KIND}{_TO}(?:[0-3]?\d(?:st|th)?[\s-])?(?P<at>{MONTH}){year_behind_pattern('y')}?",
)
_TO_YEAR = sought(
    "year|yr",
    rf"{_YEARS}(?:{_KIND}{_TO}|[\s-](?:rolling )?{MEAN}:?\s\(?(?:for )?){financial_year_pattern('f')}",
)
_MONTH_OF = sought(
    "m|p",
    rf"(?:{financial_year_pattern('p')}\s?[-–,:(]?\s?)?"
    r"\b(?:(?:Month|Mth)\s?|M|(?P<p>P(?:eriod\s?)?))(?P<n>1[0-2]|0?[1-9])\b(?![.,]\d|%)"
    rf"\)?(?:\s?(?:of|[-–,(/:])?\s?{financial_year_pattern('q')}\)?)?",
)
_TERM_OF = sought(
    "term",
    rf"(?:{financial_year_pattern('p')}\s?[-–,:(]?\s?)?(?<!short )(?<!long )(?<!medium )(?<![\w-])Term\s?[1-6]\b"
    rf"(?![.,]\d|%)\)?(?:\s?(?:of|[-–,(/:])?\s?(?:{financial_year_pattern('q')}|(?P<cal>{YEAR4}))\)?)?",
)

_QUARTERS = sought(
    "quarters|q",
    rf"(?:{financial_year_pattern('p')}\s?[-–,:(]?\s?)?"
    r"\b(?:Quarters\s(?P<a>[1-3]|one|two|three)\s?(?:and|&|to|[-–])\s?(?P<b>[2-4]|two|three|four)"
    r"|Q(?P<c>[1-3])\s?[/–-]\s?Q?(?P<d>[2-4]))(?![\w%/]|\.\d|-\d)"
    rf"\)?(?:\s?(?:of|for|in|[-–,(/:])?\s?(?:the )?{financial_year_pattern('q')}\)?)?",
)
"""Of 'Q1 and Q2' each may have its figure, of 'Quarters 1 and 2' too where they are said 'respectively'."""
_EACH = re.compile(r"\brespectively\b", re.IGNORECASE)
_ALONE = 20
"""Characters of which a month's number is all, at most."""


def find_long_stretches(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    """'24 months to March 2020', '3-year average to 2019/20': all their months, without a basis."""
    for found in _TO_MONTH.finditer(text):
        last = month_of(found["at"], found["ylong"] or found["yshort"], reported, within)
        months = int(found["m"]) if found["m"] else 12 * _number(found["n"])
        yield found_at(found, "span", last and Period(last.end.plus(1 - months), last.end))
    for found in _TO_YEAR.finditer(text):
        start = first_year_of(found, "f")
        if start is not None:
            first = Month(start + 1 - _number(found["n"]), 4)
            yield found_at(found, "span", Period(first, Period.financial_year(start).end))


def _number(text: str) -> int:
    return int(SINGLE_WORDS.get(text.lower(), text))


def find_numbered_months(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    """'Month 8 2020/21', 'M8' below a year: months count from April. 'P8', which is a school's score too, only alone.

    Without a year none is found: 'by month 8' counts something else.
    """
    if len(text) > _ALONE and "/" not in text and "-" not in text and "–" not in text:
        return  # no year stands in it
    for found in _MONTH_OF.finditer(text):
        start = first_year_of(found, "p") or first_year_of(found, "q")
        alone = found[0].strip() == text.strip()
        if start is None and alone and not found["p"] and within and (within.months, within.start.month) == (12, 4):
            start = within.start.year
        if start is not None and (alone or not found["p"] or len(found["p"]) > 1):
            month = Month(start, 4).plus(int(found["n"]) - 1)
            yield found_at(found, "month", Period.of(month), Basis.MONTH)


def find_numbered_quarters(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    """'Quarters 1 and 2 of 2017/18', 'Q1/Q2 2017-18', 'Quarters 1 to 3': all their months together.

    Without a year those of the year over it, else the latest that have begun when the report ends.
    """
    for found in _QUARTERS.finditer(text):
        first, last = _number(found["a"] or found["c"]), _number(found["b"] or found["d"])
        start = first_year_of(found, "p") or first_year_of(found, "q")
        if first >= last or _EACH.search(text):
            continue
        if start is None and within and (within.months, within.start.month) == (12, 4):
            start = within.start.year
        elif start is None and reported:
            start = reported.end.financial_year_start.year
            start -= Month(start, 4).plus(3 * last - 3) > reported.end
        if start is not None:
            opens = Month(start, 4).plus(3 * (first - 1))
            span = Period(opens, Month(start, 4).plus(3 * last - 1))
            yield found_at(found, "span", span, basis_of_span(span))


def find_numbered_terms(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    """'Term 3 2019/20': no months, as councils number three terms or six."""
    for found in _TERM_OF.finditer(text):
        alone = found[0].strip() == text.strip()
        if alone or first_year_of(found, "p") or first_year_of(found, "q") or found["cal"]:
            yield found_at(found, "term", None, Basis.TERM)
