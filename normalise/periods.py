"""'Nov-20', '2020/21', 'Q3', 'YTD' -> months and a basis. One grammar for headings and for prose.

A heading is read by `read_timing`; a sentence by `find_periods`, which gives every span of text that names a time, with
its offsets. Financial years run from April; quarters are those of the financial year; school terms are taken as whole
months (autumn September to December, spring January to March, summer April to July).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from records.period import Basis, Month, Period, Timing

_LONG = [name.lower() for name in calendar.month_name[1:]]
MONTHS = {name: place for place, name in enumerate(_LONG, 1)} | {name[:3]: place for place, name in enumerate(_LONG, 1)}
MONTHS["sept"] = 9
TERMS = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}
_NUMBER_WORDS = dict(one=1, two=2, three=3, four=4, first=1, second=2, third=3, fourth=4, final=4)

# Full names in capitals, as a name or in lower case; 'may' and 'march' are verbs too, short forms are words.
_NAMES = [name for long in _LONG for name in {long.title(), long.upper(), long} - {"may", "march"}]
_NAMES += [name for long in _LONG for name in (long[:3].title(), long[:3].upper())] + ["Sept", "SEPT"]
_MONTH = "(?:" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")(?![A-Za-z])\.?"
_YEAR4 = r"(?:19[89]\d|20[0-4]\d)(?!\d|,\d|\.\d|%)"
_TWELVE = r"(?:12|twelve)[\s-]?(?:months?|mths?|mnths?|m)\b"
_SAME = r"(?:at |in |for |from )?(?:the )?(?:same|equivalent|corresponding) (?:period|point|time|month|quarter)"
_NO_YEAR_BEHIND = (
    r"(?!\d|,\d|\.\d|\s?%|(?:st|nd|rd|th)\b|[/-]\d|\s(?:per cent|days|weeks|children|young|of|w?ere|was|ha[ds]|have))"
)


def _financial_year(tag: str) -> str:
    """Pattern of '2019/20', '2019-2020', '19/20'; the groups bear `tag`."""
    return (
        r"(?:(?:FY|AY)\s?)?(?<!\d)(?<!\d[/.,-])"
        rf"(?:(?P<{tag}a>20[0-4]\d|19[89]\d)\s?[/–-]\s?(?P<{tag}b>(?:20)?\d\d)"
        rf"|(?P<{tag}c>\d\d)\s?[/–-]\s?(?P<{tag}d>\d\d))"
        r"(?![\d%]|[/.,-]\d|\s?(?:%|years? old|year[ -]olds|yrs|days|weeks|working))"
    )


def _year_behind(tag: str) -> str:
    """Pattern of the year behind a month: ' 2019', '-20', "'20", ' 20'."""
    return (
        rf"(?:\s?[-–/,]?\s?(?P<{tag}long>{_YEAR4})"
        rf"|(?:\s?[-–/]\s?|\s?['’‘]\s?|\s|(?<=[a-zA-Z]))(?P<{tag}short>[0-4]\d){_NO_YEAR_BEHIND})"
    )


class PeriodUnclear(Exception):
    """A text names no period, or several that fit. `readings` holds those that fit (none, or several)."""

    def __init__(self, text: str, readings: tuple[Period, ...] = (), why: str = "names no period") -> None:
        self.text, self.readings = text, readings
        fits = f": it could be {' or '.join(str(period) for period in readings)}" if readings else ""
        super().__init__(f"{text!r} {why}{fits}")


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


def read_period(text: str, *, reported: Period | None = None) -> Period:
    """The months that a short text names: 'Nov-20', 'Q2 2019/20'. Raises PeriodUnclear for none or several."""
    timing = read_timing(text, reported=reported)
    if timing.period is None:
        raise PeriodUnclear(text)
    return timing.period


def read_timing(text: str, *, reported: Period | None, within: Period | None = None) -> Timing:
    """The months and the basis that a heading names: 'Nov-20', '2020/21', 'YTD', 'rolling 12 months to Dec 2020'.

    `reported` is the month (or quarter, or year) that the document reports on: 'YTD' runs to its end, 'Q3' is the
    latest not after it. `within` is a year that stands over the heading ('2020/21' over 'Apr'). A bare month has basis
    `month`: whether its measure is a stock is known elsewhere. Never guesses: a bare '2019' is unclear.
    Raises PeriodUnclear with the readings that fit (none, or several).
    """
    found = find_periods(text, reported=reported, within=within)
    stretches = [one for one in found if one.kind in {"ytd", "rolling_12m", "average_12m"}]
    named = [one for one in found if one not in stretches]
    for one in named:
        if one.kind == "bare_year" and one.period:
            year = one.period.start.year
            raise PeriodUnclear(text, (one.period, Period.financial_year(year)), "is a bare year")
    readings = {one.period for one in named}
    if len(readings) > 1:
        raise PeriodUnclear(text, tuple(sorted(filter(None, readings))), "names several periods")
    if named and named[0].period is None:
        raise PeriodUnclear(text, (), "names a time that cannot be told without the month reported")
    basis = stretches[0].basis if stretches else read_basis(text)
    if named:
        return _on_basis(named[0], basis, reported)
    if stretches:
        return Timing(stretches[0].period, stretches[0].basis)
    if basis:
        return Timing(None, basis)
    raise PeriodUnclear(text)


def _on_basis(found: FoundPeriod, basis: Basis | None, reported: Period | None) -> Timing:
    """A named period with a basis beside it: 'YTD Nov-20', '2020/21 YTD', 'rolling 12 months Dec-20'."""
    period = found.period
    assert period is not None
    if found.kind == "date" and basis is None:
        return Timing(period, Basis.SNAPSHOT)
    if basis is Basis.YTD:
        if period.months < 12:
            return Timing(Period.year_to_date(period.end), basis)
        # 'YTD' over a year that is past is that whole year.
        current = reported and period.start <= reported.end <= period.end
        return Timing(Period.year_to_date(reported.end), basis) if reported and current else Timing(period, Basis.YEAR)
    if basis is Basis.ROLLING_12M and period.months < 12:
        return Timing(Period.twelve_months_to(period.end), basis)
    if basis is Basis.AVERAGE_12M:
        return Timing(Period.of(period.end), basis)
    if basis in {Basis.MONTH, Basis.SNAPSHOT} and period.months == 1:
        return Timing(period, basis)
    return Timing(period, found.basis)


_MEAN = r"(?:avg|average|ave|mean)\b"
_BASIS_WORDS: tuple[tuple[str, Basis], ...] = (
    (
        rf"{_TWELVE}\s?(?:rolling )?{_MEAN}|{_MEAN} (?:of|over|for) (?:the )?(?:last|past|previous) {_TWELVE}",
        Basis.AVERAGE_12M,
    ),
    (r"\brolling\b(?!\s*(?:3|three|6|six|quarter))", Basis.ROLLING_12M),
    (rf"\bR12M?\b|{_TWELVE} (?:rolling|to|ending|ended)\b", Basis.ROLLING_12M),
    (rf"\b(?:last|past|previous) {_TWELVE}", Basis.ROLLING_12M),
    (r"\bytd\b|\byear[\s-]to[\s-]date\b|\bcumulative\b|\bapril to date\b", Basis.YTD),
    (r"\b(?:month|quarter|period)[\s-]end\b|\bend of (?:the )?(?:month|period|quarter)\b|\bsnapshot\b", Basis.SNAPSHOT),
    (r"\bin[\s-](?:the )?(?:current |reporting )?month\b|\bmonthly\b|\bduring (?:the )?month\b", Basis.MONTH),
    (r"\b(?:this|current) month\b", Basis.MONTH),
)


def read_basis(text: str) -> Basis | None:
    """The basis that words name without a period: 'rolling 12 mths', 'in month', 'at month end'; None for none.

    A look-back inside a definition ('re-referred within 12 months', 'in the last 12 months') is no basis of its own
    (gold/README.md, rule 2): of 'last 12 months' only a text that is hardly more than that counts.
    """
    for pattern, basis in _BASIS_WORDS:
        found = re.search(pattern, text, re.IGNORECASE)
        if not found:
            continue
        rest = (text[: found.start()] + text[found.end() :]).strip(" ()-:,.")
        if found[0].lower().startswith(("last", "past", "previous")) and len(rest.split()) > 1:
            continue
        return basis
    return None


def find_periods(text: str, *, reported: Period | None, within: Period | None = None) -> list[FoundPeriod]:
    """Every span of `text` that names a time, in order, none inside another.

    A month without its year is the latest such month not after the end of `reported` (or the one `within` the year
    given); 'same period last year' is a year before `reported`. Ages ('16-17 year olds') and spans of days give none.
    """
    found: list[FoundPeriod] = []
    for rule in _RULES:
        for one in rule(text, reported, within):
            if not any(one.start < other.end and other.start < one.end for other in found):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _year4(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _start_of(found: re.Match[str], tag: str) -> int | None:
    """The first year of '2019/20' or '19-20'; None where the second is not the year after."""
    first, second = found[f"{tag}a"] or found[f"{tag}c"], found[f"{tag}b"] or found[f"{tag}d"]
    if not first:
        return None
    start = _year4(first)
    return start if int(second[-2:]) == (start + 1) % 100 and 1980 <= start <= 2049 else None


def _month_of(name: str, year: str | None, reported: Period | None, within: Period | None = None) -> Period | None:
    month = MONTHS[name.lower().rstrip(".")]
    if year:
        return Period.of(Month(_year4(year), month))
    if within and within.months == 12:
        return Period.of(Month(within.start.year + (month < within.start.month), month))
    if reported is None:
        return None
    return Period.of(Month(reported.end.year - (month > reported.end.month), month))


def _found(match: re.Match[str], kind: str, period: Period | None, basis: Basis | None = None) -> FoundPeriod:
    return FoundPeriod(match.start(), match.end(), match[0], kind, period, basis)


Finder = Callable[[str, Period | None, Period | None], Iterator[FoundPeriod]]
"""Text, month reported, year that stands over it -> what one rule finds."""


_DAY_NAMED = re.compile(
    rf"(?<![\d.,])(?P<day>[0-3]?\d)(?P<nth>st|nd|rd|th)?(?: of)?[\s-](?P<m>{_MONTH})"
    rf"(?:[\s,-]*(?P<year>{_YEAR4}|['’]?\d\d(?!\d|%|\.\d|,\d)))?"
)
_DAY_LEAD = re.compile(
    r"\b(?:on|at|by|to|from|until|since|before|after|w/[ce]|and|of|dated?|between)\s*$|^\s*$", re.IGNORECASE
)
_DAY_NUMBERS = re.compile(r"(?<![\d/.])(?P<d>[0-3]?\d)[/.](?P<m>[01]?\d)[/.](?P<y>20\d\d|\d\d)(?![\d/]|\.\d)")
_ISO = re.compile(r"(?<![\d-])(?P<y>20[0-4]\d)-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>[0-3]\d))?(?![\d-])")
_MONTH_FIRST = re.compile(rf"(?P<m>{_MONTH})\s(?P<d>[0-3]?\d)(?:st|nd|rd|th)(?:[\s,]+(?P<y>{_YEAR4}))?")


def _dates(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _DAY_NAMED.finditer(text):
        year = (found["year"] or "").strip("'’") or None
        # '275 in all, 31 March saw': without ordinal, year or a word before it, the number may be a figure.
        clear = found["nth"] or year or _DAY_LEAD.search(text[: found.start()])
        if clear and 1 <= int(found["day"]) <= 31:
            yield _found(found, "date", _month_of(found["m"], year, reported, within))
    for found in _DAY_NUMBERS.finditer(text):
        if 1 <= int(found["d"]) <= 31 and 1 <= int(found["m"]) <= 12:
            yield _found(found, "date", Period.of(Month(_year4(found["y"]), int(found["m"]))))
    for found in _ISO.finditer(text):
        month = Period.of(Month(int(found["y"]), int(found["m"])))
        if found["d"]:
            yield _found(found, "date", month)
        elif int(found["m"]) != (int(found["y"]) + 1) % 100:  # '2011-12' is a financial year
            yield _found(found, "month", month, Basis.MONTH)
    for found in _MONTH_FIRST.finditer(text):
        yield _found(found, "date", _month_of(found["m"], found["y"], reported, within))


_PAST = r"(?:last|past|previous|preceding)"
_AVERAGE_12M = re.compile(
    rf"average (?:of|over|for|in|across) (?:the )?{_PAST} {_TWELVE}|{_TWELVE}\s?(?:rolling )?{_MEAN}", re.IGNORECASE
)
_TWELVE_TO = re.compile(
    rf"(?:rolling )?(?:{_TWELVE}|year|(?<=rolling )12)\s(?:to|ending|ended|up to|end)\s(?:the end of )?"
    rf"(?:[0-3]?\d(?:st|th)? )?(?P<m>{_MONTH}){_year_behind('y')}?",
    re.IGNORECASE,
)
_ROLLING = re.compile(
    rf"rolling {_TWELVE}(?: period)?|{_TWELVE} rolling(?: period| year)?|rolling year|rolling 12"
    rf"|(?:over |during |throughout |in )?(?:the |a )?{_PAST} {_TWELVE}|over (?:a|the) {_TWELVE} period",
    re.IGNORECASE,
)
_TO_DATE = re.compile(
    r"\b(?:year[\s-]to[\s-]date|ytd|april to date|so far this (?:financial )?year|this (?:financial )?year to date)\b",
    re.IGNORECASE,
)


def _stretches(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _AVERAGE_12M.finditer(text):
        yield _found(found, "average_12m", reported and Period.of(reported.end), Basis.AVERAGE_12M)
    for found in _TWELVE_TO.finditer(text):
        month = _month_of(found["m"], found["ylong"] or found["yshort"], reported, within)
        stretch = month and Period.twelve_months_to(month.end)
        if found[0].lower().startswith("year") and found["m"].lower().startswith("mar"):
            yield _found(found, "year", stretch, Basis.YEAR)
        else:
            yield _found(found, "rolling_12m", stretch, Basis.ROLLING_12M)
    for found in _ROLLING.finditer(text):
        yield _found(found, "rolling_12m", reported and Period.twelve_months_to(reported.end), Basis.ROLLING_12M)
    for found in _TO_DATE.finditer(text):
        yield _found(found, "ytd", reported and Period.year_to_date(reported.end), Basis.YTD)


_SPAN = re.compile(
    rf"(?P<lead>(?:from|between) )?\b(?P<a>{_MONTH})(?:{_year_behind('p')})?"
    r"\s?(?P<joint>-|–|to|and|until|through to)\s?"
    rf"(?P<b>{_MONTH})(?:{_year_behind('q')})?"
)


def _spans(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _SPAN.finditer(text):
        # 'October and November' are two months; only 'between' makes them a span.
        if found["joint"] == "and" and (found["lead"] or "").lower() != "between ":
            continue
        end = _month_of(found["b"], found["qlong"] or found["qshort"], reported, within)
        start = end and _month_of(found["a"], found["plong"] or found["pshort"], Period.of(end.end))
        if start and end and start.start < end.end:
            span = Period(start.start, end.end)
            yield _found(found, "span", span, _basis_of_span(span))


def _basis_of_span(span: Period) -> Basis | None:
    if span.months == 12:
        return Basis.YEAR if span.start.month in {4, 9} else Basis.ROLLING_12M
    if span.months == 3 and span.start.month in {1, 4, 7, 10}:
        return Basis.QUARTER
    return Basis.YTD if span.start == span.end.financial_year_start and span.months < 12 else None


_QUARTER = re.compile(
    rf"(?:{_financial_year('p')}\s?[-–,:(]?\s?)?"
    r"\b(?:Q(?:tr|uarter)?\.?\s?(?P<n>[1-4])|quarter (?P<w>one|two|three|four)"
    r"|(?P<o>[1-4])(?:st|nd|rd|th) quarter|(?P<ow>first|second|third|fourth|final) quarter)(?![\w%]|\.\d)"
    rf"\)?(?:\s?(?:of|for|in|[-–,(/:])?\s?(?:the )?(?:{_financial_year('q')}|(?P<cal>{_YEAR4}))\)?)?",
    re.IGNORECASE,
)


def _quarters(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _QUARTER.finditer(text):
        word = (found["w"] or found["ow"] or "").lower()
        number = int(found["n"] or found["o"] or _NUMBER_WORDS[word])
        start = _start_of(found, "p") or _start_of(found, "q")
        if start is None and found["cal"]:
            # Quarters one to three lie in the year itself; the fourth of '2021' may be 2020/21's or 2021/22's.
            start = int(found["cal"]) if number < 4 else None
        elif start is None and within and within.months == 12 and within.start.month == 4:
            start = within.start.year
        elif start is None and reported:
            start = reported.end.financial_year_start.year
            start -= _quarter(start, number).start > reported.end
        yield _found(found, "quarter", _quarter(start, number) if start else None, Basis.QUARTER)


def _quarter(start_year: int, number: int) -> Period:
    first = Month(start_year, 4).plus(3 * (number - 1))
    return Period(first, first.plus(2))


def _quarter_before(month: Month) -> Period:
    first = month.financial_year_start.plus(3 * (month.minus(month.financial_year_start) // 3) - 3)
    return Period(first, first.plus(2))


_TERM = re.compile(
    r"\b(?P<t>[Aa]utumn|[Ss]pring|[Ss]ummer|AUTUMN|SPRING|SUMMER)(?P<word> [Tt]erm| TERM)?"
    rf"(?:,? (?:of )?\(?(?:{_financial_year('f')}|(?P<cal>{_YEAR4}))\)?)?"
)


def _terms(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _TERM.finditer(text):
        start = _start_of(found, "f")
        if not (found["word"] or ((start or found["cal"]) and found["t"][0].isupper())):
            continue
        first, last = TERMS[found["t"].lower()]
        if found["cal"]:
            year = int(found["cal"])
        elif start is not None:
            year = start + (first < 9)
        elif reported:
            year = reported.end.year - (first > reported.end.month)
        else:
            yield _found(found, "term", None, Basis.TERM)
            continue
        yield _found(found, "term", Period(Month(year, first), Month(year, last)), Basis.TERM)


_YEAR = re.compile(
    rf"(?:(?P<lead>academic|school) (?:year )?)?\b{_financial_year('f')}(?: (?P<tail>academic|school) year)?",
    re.IGNORECASE,
)
_YEAR_ENDED = re.compile(
    r"(?:the )?(?:financial )?year (?:to|ending|ended|end)(?: (?:the )?(?:31(?:st)? )?(?:March|Mar))? ?"
    rf"(?P<y>{_YEAR4})",
    re.IGNORECASE,
)
_CALENDAR_YEAR = re.compile(rf"calendar year (?:of )?(?P<a>{_YEAR4})|(?P<b>{_YEAR4}) calendar year", re.IGNORECASE)


def _years(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _YEAR.finditer(text):
        start = _start_of(found, "f")
        # Two digits are a year only near the report's own, and are an age behind 'aged'.
        if start is None or (not found["fa"] and re.search(r"\bage[ds]?\s$", text[: found.start()], re.IGNORECASE)):
            continue
        if not (found["fa"] or reported is None or abs(start - reported.end.year) <= 15):
            continue
        if found["lead"] or found["tail"] or found[0].upper().startswith("AY"):
            yield _found(found, "academic_year", Period.academic_year(start), Basis.YEAR)
        else:
            yield _found(found, "year", Period.financial_year(start), Basis.YEAR)
    for found in _YEAR_ENDED.finditer(text):
        yield _found(found, "year", Period.financial_year(int(found["y"]) - 1), Basis.YEAR)
    for found in _CALENDAR_YEAR.finditer(text):
        year = int(found["a"] or found["b"])
        yield _found(found, "calendar_year", Period(Month(year, 1), Month(year, 12)), Basis.YEAR)


_MONTH_NAMED = re.compile(
    r"(?P<end>(?:(?:as )?at |by )?(?:the )?end of (?:the )?(?:month of )?|month[\s-]end (?:of )?)?"
    rf"\b(?P<m>{_MONTH})(?:{_year_behind('y')})?(?P<own>['’]s)?"
)


def _months(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _MONTH_NAMED.finditer(text):
        if found["m"] == "May" and not _is_month_of_may(text, found):
            continue
        year, stop = found["ylong"] or found["yshort"], found.end()
        if found["yshort"] and not _short_year_fits(found, reported):
            year, stop = None, found.end("m")
        period = _month_of(found["m"], year, reported, within)
        kind = "month_end" if found["end"] else "month"
        yield FoundPeriod(found.start(), stop, text[found.start() : stop], kind, period, Basis.MONTH)


def _short_year_fits(found: re.Match[str], reported: Period | None) -> bool:
    """Whether two digits behind a month can be its year: 'December 20' with 2020 reported, never 'December 12' then."""
    if re.search(r"[-–/'’‘]\s?\d\d$", found[0][: found.end("yshort") - found.start()]):
        return True
    return reported is None or abs(2000 + int(found["yshort"]) - reported.end.year) <= 5


_BEFORE_MAY = re.compile(
    r"(?:\b(?:in|of|since|by|during|from|to|until|for|at|and|last|early|late|through|between|than|on)\s|[-–/(,])\s*$",
    re.IGNORECASE,
)


def _is_month_of_may(text: str, found: re.Match[str]) -> bool:
    """'May 2019', 'in May', 'May-20'; not 'May be', nor 'it May'."""
    if found["ylong"] or found["yshort"] or found["own"] or found["end"] or text.strip() == "May":
        return True
    return bool(_BEFORE_MAY.search(text[: found.start()]))


_SAME_OF_YEAR = re.compile(rf"{_SAME} (?:in |of )?(?P<y>{_YEAR4})", re.IGNORECASE)
_A_YEAR_BEFORE = re.compile(
    rf"{_SAME},? (?:in |of )?(?:the )?(?:last|previous|prior) year|(?:this|the same) time last year"
    r"|(?:a|one) year (?:ago|earlier|before)|12 months (?:ago|earlier)",
    re.IGNORECASE,
)
_LAST_YEAR = re.compile(
    r"\b(?:the )?(?:last|previous|prior) (?:financial )?year(?:['’]s)?(?: end)?\b(?! to date)", re.I
)
_LAST_QUARTER = re.compile(r"\b(?:the )?(?:last|previous|prior|preceding) (?:quarter|qtr)(?:['’]s)?\b", re.IGNORECASE)
_LAST_MONTH = re.compile(r"\b(?:the )?(?:last|previous|prior|preceding) month(?:['’]s)?\b", re.IGNORECASE)
_THIS_MONTH = re.compile(r"\b(?:this|the current|current|the reporting) month(?:['’]s)?\b", re.IGNORECASE)


def _relative(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _SAME_OF_YEAR.finditer(text):
        back = 12 * (reported.end.year - int(found["y"])) if reported else 0
        same = reported and Period(reported.start.plus(-back), reported.end.plus(-back))
        yield _found(found, "same_last_year", same)
    for found in _A_YEAR_BEFORE.finditer(text):
        yield _found(found, "same_last_year", reported and Period(reported.start.plus(-12), reported.end.plus(-12)))
    for found in _LAST_YEAR.finditer(text):
        year = reported and Period.financial_year(reported.end.financial_year_start.year - 1)
        yield _found(found, "last_year", year, Basis.YEAR)
    for found in _LAST_QUARTER.finditer(text):
        yield _found(found, "last_quarter", reported and _quarter_before(reported.end), Basis.QUARTER)
    for found in _LAST_MONTH.finditer(text):
        yield _found(found, "last_month", reported and Period.of(reported.end.plus(-1)), Basis.MONTH)
    for found in _THIS_MONTH.finditer(text):
        yield _found(found, "this_month", reported and Period.of(reported.end), Basis.MONTH)


_SINCE = re.compile(rf"\b[Ss]ince (?:last )?(?P<m>{_MONTH})(?:{_year_behind('y')})?")


def _since(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _SINCE.finditer(text):
        start = _month_of(found["m"], found["ylong"] or found["yshort"], reported, within)
        to_now = Period(start.start, reported.end) if start and reported and start.start <= reported.end else None
        yield _found(found, "since", to_now)


_BARE_YEAR = re.compile(rf"(?<![\d/.,£$€–-])(?P<y>{_YEAR4})(?!\s?(?:/|[-–]\s?\d))")
_YEAR_LEAD = re.compile(
    r"\b(?:in|for|of|during|since|from|to|by|until|throughout|early|late|mid|and|than|end)[\s-]+$", re.IGNORECASE
)
_YEAR_TAIL = re.compile(r"\s?(?:outturn|average|actual|figure|performance|benchmark|result)", re.IGNORECASE)


def _bare_years(text: str, reported: Period | None, within: Period | None) -> Iterator[FoundPeriod]:
    for found in _BARE_YEAR.finditer(text):
        alone = text.strip(" ()") == found[0]
        if alone or _YEAR_LEAD.search(text[: found.start()]) or _YEAR_TAIL.match(text[found.end() :]):
            year = int(found["y"])
            yield _found(found, "bare_year", Period(Month(year, 1), Month(year, 12)), Basis.YEAR)


_RULES: tuple[Finder, ...] = (
    _stretches,
    _quarters,
    _terms,
    _spans,
    _since,
    _dates,
    _relative,
    _months,
    _years,
    _bare_years,
)
"""In order: what an earlier rule took, a later one leaves."""
