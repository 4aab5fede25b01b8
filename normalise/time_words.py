"""How English writes times: patterns of months and years, and the record of a span of text that names a time."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from records.period import Basis, Month, Period

_LONG = [name.lower() for name in calendar.month_name[1:]]
MONTHS = {name: place for place, name in enumerate(_LONG, 1)} | {name[:3]: place for place, name in enumerate(_LONG, 1)}
MONTHS["sept"] = 9
# Full names in capitals, as a name or in lower case; 'may' and 'march' are verbs too, short forms are words.
_NAMES = [name for long in _LONG for name in {long.title(), long.upper(), long} - {"may", "march"}]
_NAMES += [name for long in _LONG for name in (long[:3].title(), long[:3].upper())] + ["Sept", "SEPT"]
_BY_LETTER = {name[0]: sorted((n[1:] for n in _NAMES if n[0] == name[0]), key=len, reverse=True) for name in _NAMES}
MONTH = "(?:" + "|".join(f"{a}(?:{'|'.join(rests)})" for a, rests in _BY_LETTER.items()) + r")(?![A-Za-z])\.?"
MONTH_PIECES = "|".join(long[:3] for long in _LONG)
YEAR4 = r"(?:19[89]\d|20[0-4]\d)(?!\d|,\d|\.\d|%)"
TWELVE = r"(?:12|twelve)[\s-]?(?:months?|mths?|mnths?|m)\b"
MEAN = r"(?:avg|average|ave|mean)\b"
_NO_YEAR_BEHIND = (
    r"(?!\d|,\d|\.\d|\s?%|(?:st|nd|rd|th)\b|[/-]\d|\s(?:per cent|days|weeks|children|young|of|w?ere|was|ha[ds]|have))"
)


def financial_year_pattern(tag: str) -> str:
    """Pattern of '2019/20', '2019-2020', '19/20'; the groups bear `tag`."""
    return (
        r"(?:(?:FY|AY)\s?)?(?<!\d)(?<!\d[/.,-])"
        rf"(?:(?P<{tag}a>20[0-4]\d|19[89]\d)\s?[/–-]\s?(?P<{tag}b>(?:20)?\d\d)"
        rf"|(?P<{tag}c>\d\d)\s?[/–-]\s?(?P<{tag}d>\d\d))"
        r"(?![\d%]|[/.,-]\d|\s?(?:%|years? old|year[ -]olds|yrs|days|weeks|working))"
    )


def year_behind_pattern(tag: str) -> str:
    """Pattern of the year behind a month: ' 2019', '-20', "'20", ' 20'."""
    return (
        rf"(?:\s?[-–/,]?\s?(?P<{tag}long>{YEAR4})"
        rf"|(?:\s?[-–/]\s?|\s?['’‘]\s?|\s|(?<=[a-zA-Z]))(?P<{tag}short>[0-4]\d){_NO_YEAR_BEHIND})"
    )


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A span of text that names a time."""

    start: int
    end: int
    """Offsets in the text; `end` is the first character behind it."""
    text: str
    kind: str
    """`month`, `month_end` ('at the end of November'), `date` (a day), `span` ('April to June'), `quarter`, `term`,
    `year` (financial), `academic_year`, `calendar_year`, `bare_year` ('2019': a calendar year in some reports, 2019/20
    in others), `ytd`, `rolling_12m`, `average_12m`, `same_last_year`, `last_year`, `last_quarter`, `this_month`,
    `last_month`, `since` (to the report's month)."""
    period: Period | None
    """None where the text needs a reported month and there is none, or where several readings fit."""
    basis: Basis | None = None
    """What the words themselves say a figure would cover; None where only its measure can tell."""


def year_of(text: str) -> int:
    """'2019' -> 2019, '19' -> 2019."""
    return int(text) if len(text) == 4 else 2000 + int(text)


def first_year_of(found: re.Match[str], tag: str) -> int | None:
    """The first year of '2019/20' or '19-20'; None where the second is not the year after."""
    first, second = found[f"{tag}a"] or found[f"{tag}c"], found[f"{tag}b"] or found[f"{tag}d"]
    if not first:
        return None
    start = year_of(first)
    return start if int(second[-2:]) == (start + 1) % 100 and 1980 <= start <= 2049 else None


def month_of(name: str, year: str | None, reported: Period | None, within: Period | None = None) -> Period | None:
    """A named month: of its year, of the year that stands over it, or the latest not after the report; else None."""
    month = MONTHS[name.lower().rstrip(".")]
    if year:
        return Period.of(Month(year_of(year), month))
    if within and within.months == 12:
        return Period.of(Month(within.start.year + (month < within.start.month), month))
    if reported is None:
        return None
    return Period.of(Month(reported.end.year - (month > reported.end.month), month))


def found_at(match: re.Match[str], kind: str, period: Period | None, basis: Basis | None = None) -> FoundPeriod:
    """What a pattern's match names."""
    return FoundPeriod(match.start(), match.end(), match[0], kind, period, basis)


Finder = Callable[[str, Period | None, Period | None], Iterator[FoundPeriod]]
"""Text, month reported, year that stands over it -> what one rule finds."""
