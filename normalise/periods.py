"""'Nov-20', '2020/21', 'Q3', 'YTD' -> months and a basis. One grammar for headings and for prose.

A heading is read by `read_timing`; a sentence by `find_periods` (`found_periods.py`), which gives every span of text
that names a time, with its offsets.
"""

from __future__ import annotations

import re

from normalise.found_periods import find_periods
from normalise.time_words import MEAN, MONTHS, TWELVE, FoundPeriod
from records.period import Basis, Period, Timing

__all__ = ["MONTHS", "FoundPeriod", "PeriodUnclear", "find_periods", "read_basis", "read_period", "read_timing"]


class PeriodUnclear(Exception):
    """A text names no period, or several that fit. `readings` holds those that fit (none, or several)."""

    def __init__(self, text: str, readings: tuple[Period, ...] = (), why: str = "names no period") -> None:
        self.text, self.readings = text, readings
        fits = f": it could be {' or '.join(str(period) for period in readings)}" if readings else ""
        super().__init__(f"{text!r} {why}{fits}")


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
    named = _of_the_year_beside(named, reported)
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


def _of_the_year_beside(named: list[FoundPeriod], reported: Period | None) -> list[FoundPeriod]:
    """'Q3 actual 22/23', 'Nov (2022/23)': quarters and months without a year are of the one that stands apart."""
    years = [one for one in named if one.kind == "year"]
    others = [one for one in named if one.kind != "year"]
    if len(years) != 1 or not others or any(re.search(r"\d\d", one.text) for one in others):
        return named
    if any(one.kind not in {"quarter", "month", "month_end", "span"} for one in others):
        return named
    return [
        found for one in others for found in find_periods(one.text, reported=reported, within=years[0].period)
    ] or named


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


_BASIS_WORDS: tuple[tuple[str, Basis], ...] = (
    (
        rf"{TWELVE}\s?(?:rolling )?{MEAN}|{MEAN} (?:of|over|for) (?:the )?(?:last|past|previous) {TWELVE}",
        Basis.AVERAGE_12M,
    ),
    (r"\brolling\b(?!\s*(?:3|three|6|six|quarter))", Basis.ROLLING_12M),
    (rf"\bR12M?\b|{TWELVE} (?:rolling|to|ending|ended)\b", Basis.ROLLING_12M),
    (rf"\b(?:last|past|previous) {TWELVE}", Basis.ROLLING_12M),
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
