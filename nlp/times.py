"""Sentence -> the times that it names, several expressions of one time joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.marks import Mark
from nlp.relative_times import relative_times
from nlp.words import vocabulary
from normalise.periods import FoundPeriod, find_periods
from records.period import Basis, Month, Period

_REFERENCE = re.compile(
    r"\b(?:than|compared\s(?:to|with|against)|compare\s(?:to|with)|comparison\s(?:to|with)"
    r"|versus|vs\.?|against|on|from|since|relative to|exception of|in line with|similar to|same as"
    r"|consistent with|behind)(?:\s(?:that|those|levels?|figures?|performance))?(?:\s(?:in|at|for|of"
    r"|during))?(?:\s(?:the|a|an|our|its))?\s$",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\b(?:who|that|which|have|has|had|with|were|visited|seen|assessed|placements?|moves?"
    r"|check|assessment|plan|review(?:ed)?|referr\w+|episodes?)\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_LOOKED_BACK = re.compile(
    r"(?:\b(?:placements?|moves?|moved|homes|addresses|dentist|check(?:ed)?(?:[\s-]up)?)"
    r"|\b(?:had|have|has) (?:been|had|already|previously)\b[^.;,]{0,40}"
    r"|\b(?:previously|before|earlier|already|repeats?|re-?referred|re-?referrals?))\s(?:(?:with)?in|during|over)?\s?(?:the\s)?$",
    re.IGNORECASE,
)
_YEARS_MEAN = re.compile(
    r"\b(?:monthly )?average (?:for|of|over|across) the (?:last |past |whole )?year\b", re.IGNORECASE
)
_MONTHLY_MEAN = re.compile(
    r"\baverage number of [a-z\s]{4,40} during\b"
    r"|\b(?:monthly|weekly) (?:average|mean)\b|\baverage (?:number )?(?:per|a|each) month\b",
    re.IGNORECASE,
)
_AT_END = re.compile(r"\b(?:at|as at|by) (?:the )?(?:end|close) of (?:the )?$", re.IGNORECASE)
_IN_LAST_QUARTER = re.compile(
    r"(?:^|(?<!\d)(?<!\d%)(?<!\d\)))\s?\b(?:in|over|during|throughout|across) the (?:last|past) (?:quarter|qtr)$",
    re.IGNORECASE,
)
"""Not behind a figure: 'up from 45 in the last quarter' is held against the quarter before."""
_BEST = re.compile(r"\b(?:lowest|highest|best|worst)\b", re.IGNORECASE)
_STARTS_AT = re.compile(r"\s\([\d.,]+\s?%?\)\sto\b")
"""'since April (90%) to 80%': the value in brackets is that month's."""
_EXTREME_SINCE = re.compile(
    r"\b(?:lowest|highest|best|worst|smallest|largest|fewest|most|first)\b(?:\s[a-z]+){0,3}\s(?:since\s)?$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    rf"(?<!\w)(?:{vocabulary('change').pattern.pattern}|{vocabulary('steady').pattern.pattern}"
    r"|remain(?:ed|s)|stayed|been)"
    r"(?:\s(?:slightly|steadily|significantly|again))?"
    r"(?:\s(?:by|at|around|of)\s(?:[^.;,]|\.\d){1,24}?)?\s{1,2}(?:in|over|during|for|throughout|across)\s"
    r"(?:the )?(?:last|past|previous)\s[\w\s-]*$",
    re.IGNORECASE,
)
_UP_FROM = re.compile(r"\b(?:up|down)\sfrom\s(?:\w+\s)?[\d,.]+%?\s$", re.IGNORECASE)
"""'605, down from 650 in the last 12 months'."""
_JOINT = re.compile(
    r"(?:['’]s)?[\s,(]*(?:(?:figure|performance|total|position|average|rate|up|period|as|at|to"
    r"|for|in|of|by|the|and|is|end|month|is up|was)\s?){0,5}[\s(]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """Words of the sentence that name a time, several expressions of one time joined ('year to date at the end
    of November').
    """

    start: int
    end: int
    kind: str
    """As in normalise.periods.FoundPeriod."""
    period: Period | None
    basis: Basis | None
    """What the words say; None for a bare month, where only the measure can tell."""
    reference: bool = False
    """True behind 'than', 'compared to', 'from': what a figure is compared with, unless a figure stands with it."""
    definition: bool = False
    """True for a look-back inside a definition, which times no figure."""
    averaged: bool = False
    """True for a mean over the span, for which the vocabulary has no basis."""
    standing: bool = False
    """True for a day or an end that something is counted at: 'at 31 March 2018', 'at the end of 2015/16'."""


def read_times(
    text: str,
    found: Sequence[FoundPeriod],
    figures: Sequence[Mark],
    *,
    reported: Period | None,
    until: Month | None = None,
) -> list[Time]:
    """The times of a sentence in order. `found` comes from find_periods; `reported` is the period that the
    report is about, `until` the month of the meeting.
    """
    taken = [(f.start, f.end) for f in figures]
    times = [_time(text, f, taken, reported) for f in found if not any(s < f.end and f.start < e for s, e in taken)]
    for hit in _YEARS_MEAN.finditer(text):
        if reported and not any(t.start < hit.end() and hit.start() < t.end for t in times):
            times.append(Time(*hit.span(), "average_12m", Period.of(reported.end), Basis.AVERAGE_12M))
    told = [f for f in relative_times(text, reported, until) if not any(s < f.end and f.start < e for s, e in taken)]
    more = [_time(text, f, taken, reported) for f in told]
    times += [one for one in more if not any(t.start < one.end and one.start < t.end for t in times)]
    times.sort(key=lambda time: time.start)
    times = _with_same_period(text, times, reported)
    joined: list[Time] = []
    for time in times:
        merged = _joined(text, joined[-1], time, taken, reported) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(time)
    return joined


_SAME_SPAN = re.compile(
    r"\b(?:over|in|during|for|within|across|throughout) (?:the same|this|that|the(?! same))"
    r" (?:(?:reporting )?period|time|span)\b(?<!the time)"
    r"(?!,? (?:last|in|of|a|the|from|between|for|to|up|end\w*|since"
    r"|[0-3]?\d(?:st|nd|rd|th)?\s(?-i:[A-Z])|\d+[./]\d|(?:19|20)\d\d|(?-i:[A-Z])))",
    re.IGNORECASE,
)


def _with_same_period(text: str, times: list[Time], reported: Period | None) -> list[Time]:
    """'... (rolling 12 months), and 21% over the same period': the time that was said last, said again; else what the
    paper is of; 'this period' of a paper on one month is what its paragraph spoke of.
    """
    for hit in _SAME_SPAN.finditer(text):
        if any(t.start < hit.end() and hit.start() < t.end for t in times):
            continue
        earlier = [t for t in times if t.end <= hit.start() and t.period and not t.definition]
        lasting = [t for t in earlier if t.period and (t.period.months > 1 or t.kind in _MONTHS and t is times[0])]
        if lasting and "the period" not in hit[0].lower() and "reporting" not in hit[0].lower():
            times.append(replace(lasting[-1], start=hit.start(), end=hit.end(), reference=False))
        elif reported is not None and reported.months > 1:
            times.append(Time(*hit.span(), "this_period", reported, basis_of_span(reported)))
        else:
            closes = reported is not None and reported.end == Period.quarter(reported.end).end
            quarter = Period.quarter(reported.end) if reported and closes else None
            times.append(Time(*hit.span(), "some_period", quarter, Basis.QUARTER))
        if times[-1].end == hit.end() and _MEAN_AHEAD.search(text[: hit.start()]):
            times[-1] = _as_mean(times[-1])
    return sorted(times, key=lambda time: time.start)


_MEAN_AHEAD = re.compile(r"\b(?:average|mean)\b[^.;\d]{0,40}$", re.IGNORECASE)


def _as_mean(time: Time) -> Time:
    """'The average for this period is 90 a month': a mean of twelve months, else one that has no basis."""
    if time.period and time.period.months == 12:
        return replace(time, kind="average_12m", period=Period.of(time.period.end), basis=Basis.AVERAGE_12M)
    return replace(time, basis=None, averaged=True)


def _looks_back(text: str, found: FoundPeriod) -> bool:
    """'9% of children had three or more placements in the last year': how far the measure looks back, no time."""
    if (
        found.kind not in {"last_year", "last_months", "rolling_12m"}
        or "rolling" in found.text.lower()
        or " to " in found.text.lower()
    ):
        return False
    words = re.match(r"(?:over |during |throughout |in )", found.text, re.IGNORECASE)
    before = text[: found.start] + (words.group() if words else "")
    return bool(_LOOKED_BACK.search(before)) and bool(re.search(r"\d\s?(?:%|per cent)", before))


_LENGTH = re.compile(r"\s(?:duration|length|time|number of (?:days|weeks)|days|weeks)\b", re.IGNORECASE)
_PART_OF_YEAR = re.compile(
    r"\b(?:early|late|mid|summer|spring|autumn|winter|(?:start|beginning) of)[\s-](?:of\s)?$", re.IGNORECASE
)
_A_MEAN = re.compile(r"\b(?:average|mean)\b[^.;]{0,40}$")
_MEAN_OF_PERIOD = re.compile(r"\baverage (?:for|over|across|of) the (?:period|months)\s$")


def _time(text: str, found: FoundPeriod, figures: list[tuple[int, int]], reported: Period | None) -> Time:
    before = text[: found.start]
    period, kind, basis = found.period, found.kind, found.basis
    if kind in {"month", "month_end", "date", "this_month", "last_month", "now"}:
        basis = None
    if kind == "average_12m" and period and "rolling" in found.text.lower() and _LENGTH.match(text, found.end):
        # 'the 12 month rolling average duration': the measure is an average of its own, over twelve months
        kind, period, basis = "rolling_12m", Period.twelve_months_to(period.end), Basis.ROLLING_12M
    # 'in the last 12 months' behind the measure's own words is its look-back; at the start, or behind the figure,
    # it times the figure
    ahead = not any(start < found.start for start, _ in figures)
    words = found.text.lower()
    lookback = (
        kind == "rolling_12m"
        and "rolling" not in words
        and " to " not in words
        and "over a" not in words
        and (ahead or text[found.start - 1 : found.start] == "(")
        and bool(_DEFINITION.search(before[-90:]))
        and len(before.split()) > 2
    )
    period, kind, basis = _since(text, found, period, kind, basis, reported)
    stretch = kind == "last_year" and bool(
        re.search(r"\b(?:over|during|throughout|across)\s$", before[-12:], re.IGNORECASE)
    )
    # 'has grown by 6% in the previous 12 months': how long a change took, not what a figure covers
    moved = (
        kind in {"rolling_12m", "last_months"} and "rolling" not in words and _MOVED.search(f"{before} {found.text}")
    )
    taken = kind == "rolling_12m" and "rolling" not in words and _UP_FROM.search(before)
    stretch = stretch or bool(moved) or bool(taken)
    if stretch:
        kind, lookback = "over_a_year", True
    lookback = lookback or _looks_back(text, found)
    # 'a campaign in late 2020': some part of the year that no figure covers
    lookback = lookback or (kind == "bare_year" and bool(_PART_OF_YEAR.search(before[-16:])))
    if kind == "last_quarter" and reported and _IN_LAST_QUARTER.search(f"{before}{found.text}"):
        closes = reported.months in {1, 3} and reported.end == Period.quarter(reported.end).end
        if closes:  # a paper on a quarter, or on its last month: the one that has just ended
            period, kind, basis = Period.quarter(reported.end), "quarter", Basis.QUARTER
    if kind == "since" and _EXTREME_SINCE.search(before[-60:]):
        lookback = True  # 'the lowest since May 2021' says how far back one looks, not what the figure covers
    averaged = False
    spans = kind in {"year", "ytd", "since", "span", "last_year", "bare_year"}
    mean = _MONTHLY_MEAN.search(text) and _A_MEAN.search(before)
    mean = mean or _MEAN_OF_PERIOD.search(before)
    if spans and period and mean and reported is None and kind == "year":
        return Time(found.start, found.end, "average_12m", Period.of(period.end), Basis.AVERAGE_12M)
    if spans and period and reported and mean:
        if period.months == 12 and period.end <= reported.end:
            return Time(found.start, found.end, "average_12m", Period.of(period.end), Basis.AVERAGE_12M)
        end = min(period.end, reported.end) if period.start <= reported.end else period.end
        period, basis, averaged = Period(period.start, max(end, period.start)), None, True
    start = found.start
    if kind == "quarter" and period and (at_end := _AT_END.search(before)):
        # a flow is still the quarter's; a stock is of its last month, as its measure says
        start, kind = at_end.start(), "quarter_end"
    if kind == "year" and period and (at_end := _YEARS_END.search(before[-32:])):
        start = found.start - (len(before[-32:]) - at_end.start())
    if kind in _MONTHS and (ahead_of := _THE_ONE_BEFORE.search(before)) and re.search(r"\d{2}", found.text):
        start = ahead_of.start()
    reference = bool(_REFERENCE.search(before[-48:])) and kind != "since" and not _on_a_day(before, kind)
    counted = (kind in _MONTHS and bool(_COUNTED_AT.search(before[-24:]))) or _ends(kind, before, found.text)
    counted = counted or kind == "now"
    return Time(start, found.end, kind, period, basis, reference, lookback, averaged, counted)


_SINCE_AHEAD = re.compile(r"\bsince\s(?:the (?:start|beginning|end) of\s)?$", re.IGNORECASE)


def _since(
    text: str, found: FoundPeriod, period: Period | None, kind: str, basis: Basis | None, reported: Period | None
) -> tuple[Period | None, str, Basis | None]:
    """Period, kind and basis of a time behind 'since': from there to the report's month, where that is known."""
    before = text[: found.start]
    since = kind == "since" or bool(_SINCE_AHEAD.search(before[-30:]))
    if since and reported is None and period is None:
        told = find_periods(re.sub(r"^since\s", "", found.text, flags=re.IGNORECASE), reported=None)
        period, kind = (told[0].period if told else None), "since"  # where it began; when it ended is not known
    elif since and reported is None and not text.startswith(" (", found.end):
        kind = "since"
    elif since and reported:
        after = text[found.end : found.end + 3]
        month = re.match(r"since", found.text, re.IGNORECASE)
        if after.startswith(" (") and period and (_BEST.search(before) or _STARTS_AT.match(text, found.end)):
            whole = found.kind == "year" or period.months == 12 and not month
            # 'lowest since July 2017 (104.4)' is that month's value
            period, kind = (period, "year") if whole else (Period.of(period.start), "month")
        elif not month and period and period.start <= reported.end:
            period, kind = Period(period.start, reported.end), "since"
            basis = Basis.YTD if period.start == reported.end.financial_year_start and period.months <= 12 else None
        elif month and period and period.start == reported.end.financial_year_start:
            basis = Basis.YTD
    return period, kind, basis


_MONTHS = frozenset({"month", "month_end", "date"})
_THE_ONE_BEFORE = re.compile(r"\bthe (?:previous|preceding|prior) $", re.IGNORECASE)
"""'601 the previous March 2023': words of the time, which says its year itself."""
_COUNTED_AT = re.compile(r"\b(?:at|as at|as of|as on)\s(?:the\s)?$", re.IGNORECASE)
_AS_AT, _ON_DAY = re.compile(r"(?:as )?at\b", re.IGNORECASE), re.compile(r"\bon (?:the )?$", re.IGNORECASE)
_ON = re.compile(r"(?P<moved>\b\w+\s)?\bon\s(?:the\s)?$", re.IGNORECASE)
_MOVES = vocabulary("change")


_YEARS_END = re.compile(r"\bat (?:the )?end of (?:the )?(?:financial year )?$", re.IGNORECASE)


def _on_a_day(before: str, kind: str) -> bool:
    """'looked after on 31 March 2025 was 332' says when; 'an increase on 31 March 2024' what it is held against."""
    on = _ON.search(before[-40:]) if kind == "date" else None
    return on is not None and not _MOVES.find(before[-40:])


def _ends(kind: str, before: str, words: str) -> bool:
    """Whether a month or a day is said as an end: 'at the end of March', 'on 31 March'."""
    if kind == "year":
        return bool(_YEARS_END.search(before[-32:]))
    at_end = kind == "month_end" and bool(_AS_AT.match(words))
    return at_end or (kind == "date" and bool(_ON_DAY.search(before[-12:])))


def _joined(
    text: str, first: Time, second: Time, figures: list[tuple[int, int]], reported: Period | None
) -> Time | None:
    """Two expressions of one time as one: a basis with its month, a year with 'YTD', 'from April to June'; else
    None.
    """
    gap = text[first.end : second.start]
    if any(first.end <= start < second.start for start, _ in figures) or len(gap) > 60:
        return None
    pair = {first.kind, second.kind}
    if first.kind == "now" and second.kind == "date" and re.fullmatch(r",?\s\(?", gap):
        return replace(second, start=first.start, standing=True)
    if second.kind == "last_year" and re.fullmatch(r"\s(?:of\s)?(?:the\s)?", gap) and first.period and reported:
        return _of_last_year(first, second, reported)
    months = {"month", "month_end", "date", "this_month"}
    until = (
        first.kind == "since"
        and second.kind in months
        and re.fullmatch(r"\s\(?(?:and |up )?(?:to|until)\s(?:the\s)?", gap)
    )
    if until and first.period and second.period and first.period.start < second.period.end:
        span = Period(first.period.start, second.period.end)
        return replace(first, end=second.end, kind="since_until", period=span, basis=None)
    if not _JOINT.fullmatch(gap):
        return None
    if first.kind == second.kind == "date" or (first.kind in months and second.kind in months):
        ranged = re.fullmatch(r"\s(?:to|and|until|-|–)\s(?:the )?", gap) and re.search(
            r"\b(?:between|from)\s(?:the\s)?$", text[: first.start][-12:], re.IGNORECASE
        )
        if ranged and first.period and second.period and first.period.start < second.period.end:
            span = Period(first.period.start, second.period.end)
            basis = basis_of_span(span)
            return replace(first, end=second.end, kind="span", period=span, basis=basis)
        return None
    for basis_time, month_time in ((first, second), (second, first)):
        if (
            basis_time.kind in {"ytd", "rolling_12m", "average_12m"}
            and month_time.kind in months | {"same_last_year"}
            and month_time.period
        ):
            if month_time.reference and not basis_time.reference:
                return None
            period = on_basis(month_time.period.end, basis_time.basis)
            return Time(
                first.start,
                second.end,
                basis_time.kind,
                period,
                basis_time.basis,
                first.reference,
                basis_time.definition,
            )
    if pair == {"ytd", "year"} and reported:
        year = first if first.kind == "year" else second
        if year.period and year.period.start <= reported.end <= year.period.end:
            return Time(first.start, second.end, "ytd", Period.year_to_date(reported.end), Basis.YTD, first.reference)
    if pair in ({"ytd", "same_last_year"}, {"ytd", "last_year"}):
        other = first if first.kind != "ytd" else second
        if reported and not re.search(r"\band\b", gap):
            return Time(
                first.start,
                second.end,
                "ytd",
                Period.year_to_date(reported.end.plus(-12)),
                Basis.YTD,
                other.reference or first.reference,
            )
    return None


def _of_last_year(first: Time, second: Time, reported: Period) -> Time | None:
    """'December last year' is December of the calendar year before; 'Q3 of the previous year' a year before ours."""
    if first.period is None:
        return None
    if first.kind in {"quarter", "quarter_end"}:
        earlier = Period(first.period.start.plus(-12), first.period.end.plus(-12))
        return replace(first, end=second.end, period=earlier, reference=first.reference)
    if first.kind not in {"month", "month_end", "date"}:
        return None
    years = first.period.end.year - (reported.end.year - 1)
    return replace(
        first, end=second.end, period=Period.of(first.period.end.plus(-12 * years)), reference=first.reference
    )


def basis_of_span(span: Period) -> Basis | None:
    """A quarter of the year, the year so far, a year; None for other stretches of months."""
    if span.months == 3 and span.start.month % 3 == 1:
        return Basis.QUARTER
    if span.start == span.end.financial_year_start:
        return Basis.YEAR if span.months == 12 else Basis.YTD
    return Basis.YEAR if span.months == 12 else None


def on_basis(end: Month, basis: Basis | None) -> Period:
    """The months that a basis covers up to a month."""
    if basis is Basis.YTD:
        return Period.year_to_date(end)
    if basis is Basis.ROLLING_12M:
        return Period.twelve_months_to(end)
    return Period.of(end)
