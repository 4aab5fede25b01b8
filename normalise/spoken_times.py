"""The month, quarter or year that a report is about, as far as its prose tells it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from normalise.found_periods import find_periods
from normalise.time_words import FoundPeriod
from records.period import Basis, Month, Period
from records.reading import DocumentContent

NOT_THE_REPORTS_TIME = re.compile(
    r"\b(meeting|created|published|publication|printed|issued?|version|agenda|minutes|review date|next|deadline"
    r"|submitted(?! (?:report|paper|update|presentation)\b)|signed"
    r"|strategy(?! (?:team|manager|officer|lead))|plan \d|county plan|approved|ofsted|inspection)\b",
    re.I,
)
_QUARTER_SAID = re.compile(
    r"\b(?:quarter|Q)\s?(?P<n>[1-4])\s(?:position|performance|data|figures|results|report)\s(?:for|of|in)\s(?P<year>20\d\d)/\d\d",
    re.I,
)
_REPORTS = re.compile(
    r"\b(report(?:s|ed|ing)?|position|performance|data|figures|results|scorecard|dashboard|information|update|outturn)\b",
    re.I,
)
"""Words near a quarter that say that the paper is of it, and not only that something happened in it."""
_NEAR = 60
_COVERS = re.compile(
    r"\b(?:reports?|information|data|figures|overview|summary|release|update|scorecard|performance|out-?turn)\b[^.;]{0,160}"
    r"\b(?:for|during|cover(?:s|ing|ed)|based on figures at)"
    r"(?: (?:the|of|from|up|to|until|period|year|financial|academic|performance|end))*\s+$",
    re.I,
)
"""What stands before the time that a paper covers: 'presented the report covering the period'."""
COVERED = 4.5
"""Weight of the time that a paper's opening says it covers: less than a label, more than a passing word."""
_OPENING = 4
"""Passages in which a paper says what it covers."""
RECENT_MONTHS = 5
"""A paper without title or label reports on a time that ended at most so long before its meeting."""
LONGEST_AGO_MONTHS = 14
"""A paper reports on a time that ended at most so long before its meeting."""
_MONTH_END_FIRST = re.compile(r"\s*(?:As )?at (?:the )?end of [A-Za-z]+ 20\d\d$", re.I)


def of_prose(content: DocumentContent, before: Month | None) -> Iterator[tuple[Period, float]]:
    """Months that the prose speaks of, with a weight; one without its year is the last before the meeting.

    'The November edition', 'the scorecard for November', 'performance at the end of quarter 2 of 2017/18' say what the
    paper is about; of the months merely spoken of, the one named most often does, faintly; so does the only one, where
    a sentence opens 'At the end of June 2023'.
    """
    reported = Period.of(before) if before else None
    spoken: dict[Period, float] = defaultdict(float)
    named: dict[Period, float] = defaultdict(float)
    ends: set[Period] = set()
    for sentence in _sentences(content):
        for found in find_periods(sentence, reported=reported):
            if found.kind not in {"month", "month_end"} or found.period is None:
                continue
            spoken[found.period] += 1
            if _MONTH_END_FIRST.match(sentence[: found.end]):
                ends.add(found.period)
            around = sentence[max(0, found.start - 40) : found.end + 30]
            names = re.search(
                r"(scorecard|data ?set|report|dashboard|edition|data)s?\b[\w ]{0,12}\b(for|to|of)?\s*$",
                around[: found.start - max(0, found.start - 40)],
                re.I,
            ) or re.match(r"\W*(data|edition|scorecard|report|dashboard|figures)\b", sentence[found.end :], re.I)
            if names and not NOT_THE_REPORTS_TIME.search(around):
                named[found.period] = min(3.0, named[found.period] + 1.5)
    quarters = _quarters_reported(content)
    if len(quarters) == 1:
        named[quarters.pop()] = 3.5
    yield from named.items()
    covered = said_to_cover(_sentences(content, first=_OPENING))
    if covered:
        yield covered, COVERED
    if spoken:
        total = sum(spoken.values())
        best = max(spoken, key=lambda period: spoken[period])
        if total >= 5 and spoken[best] >= 0.35 * total or ends == set(spoken):
            yield best, 3.0


def _sentences(content: DocumentContent, *, first: int | None = None) -> Iterator[str]:
    """The sentences of all passages, or of the `first` ones that are more than a line."""
    passages = [p for p in content.passages if p.table is None and len(p.text.split()) > 8][:first] if first else None
    for passage in content.passages if passages is None else passages:
        yield from re.split(r"(?<=[.?!])\s+", passage.text)


def said_to_cover(sentences: Iterable[str]) -> Period | None:
    """The one time that opening sentences say is covered: 'an overview of information for December 2020'."""
    said: set[Period] = set()
    for sentence in sentences:
        for found in find_periods(sentence, reported=None):
            ahead = sentence[: found.start]
            is_time = found.kind in {"month", "month_end", "quarter", "year", "academic_year", "span"}
            named = bool(_COVERS.search(ahead)) and not _TO_COME.search(ahead)
            named = named or (found.kind == "year" and bool(_ANNUAL.search(ahead)))
            named = named or (found.kind == "span" and bool(_WORK_OF.search(ahead)))
            if found.period and is_time and named and not NOT_THE_REPORTS_TIME.search(ahead):
                said.add(found.period)
    schools = {Period.financial_year(p.start.year) for p in said if p == Period.academic_year(p.start.year)}
    said -= schools  # 'the report for 2020-21', which 'covers the academic year from September 2020'
    return said.pop() if len(said) == 1 else None


_ANNUAL = re.compile(r"\bannual reports?\b[^.;]{0,160}\b(?:in|over)\s$", re.I)
_WORK_OF = re.compile(r"\breports?\b[^.;]{0,120}\b(?:work|activity|activities)\b[^.;]{0,60}\s$", re.I)
"""'The report sets out the work of the service between April 2020 and September 2021'."""


def undated_quarter(names: Sequence[str], content: DocumentContent, before: Month | None) -> Period | None:
    """The one quarter that a paper calls itself by without a year ('Quarter Three'); None for none, or several.

    It is the latest that ended before the meeting; of a paper without one, that of the newest financial year in which
    its prose says that something was, and whose year before has an outturn in it.
    """
    latest = Period.of(before.plus(-1)) if before else _newest_year(content)
    found = [f for name in names for f in find_periods(name, reported=latest)] if latest else []
    quarters = {f.period for f in found if f.kind == "quarter" and f.period}
    return quarters.pop() if len(quarters) == 1 else None


def names_a_quarter(names: Sequence[str]) -> bool:
    """Whether a paper calls itself by a quarter, with its year or without."""
    return any(f.kind == "quarter" for name in names for f in find_periods(name, reported=None))


def _newest_year(content: DocumentContent) -> Period | None:
    """The newest financial year of which the prose names a month or day, where it names no later year."""
    found = [f for sentence in _sentences(content) for f in find_periods(sentence, reported=_FAR)]
    starts = {f.period.end.financial_year_start for f in found if f.kind == "year" and f.period}
    days = {
        f.period.start.financial_year_start
        for f in found
        if f.kind in {"month", "month_end", "date", "since"} and f.period and re.search(r"\d{4}", f.text)
    }
    newest = max(starts | days, default=None)
    return Period.financial_year(newest.year) if newest and newest in days else None


_FAR = Period.of(Month(2049, 12))
"""So far ahead that 'since April 2017' has its start, whatever the paper is of."""


def latest_spoken(content: DocumentContent, before: Month | None) -> Period | None:
    """The latest time of which prose tells, for papers that say nothing else of it; None where that is unclear."""
    recent = _latest_before(content, before) if before else None
    return recent or (_latest_quarter(content, before) if before else None) or _latest_told(content, before)


def _latest_quarter(content: DocumentContent, before: Month) -> Period | None:
    """The newest quarter that prose speaks of twice or more before a meeting soon after it; None where it names a
    later month.
    """
    kinds = {"quarter", "month", "month_end", "date"}
    found = [f for sentence in _sentences(content) for f in find_periods(sentence, reported=Period.of(before.plus(-1)))]
    told = [f for f in found if f.kind in kinds and f.period and f.period.end < before]
    newest = max((f.period.end for f in told if f.period), default=None)
    quarters = [f.period for f in told if f.kind == "quarter" and f.period and f.period.end == newest]
    recent = newest is not None and before.minus(newest) <= RECENT_MONTHS
    return quarters[0] if recent and len(quarters) > 1 else None


def _latest_before(content: DocumentContent, before: Month) -> Period | None:
    """The latest month that prose names before a meeting soon after it, where it is named as often as all others.

    'There were 548 at the end of February 2021' in minutes of March 2021, of which nothing else says what they report.
    """
    spoken: dict[Period, int] = defaultdict(int)
    for passage in content.passages:
        for found in find_periods(passage.text, reported=Period.of(before)):
            if found.kind in {"month", "month_end"} and found.period is not None and found.period.end <= before:
                spoken[found.period] += 1
    if not spoken:
        return None
    latest = max(spoken, key=lambda period: period.end)
    is_recent = before.minus(latest.end) <= RECENT_MONTHS
    return latest if is_recent and 2 * spoken[latest] >= sum(spoken.values()) else None


_EARLIER = re.compile(
    r"\b(?:since|compared (?:to|with)|than|against|up from|down from|before|until|next|by the end of)\b[^.;]{0,60}$"
    r"|\bfrom (?:\w+ )?[\d.,]+%? (?:in|at|on)?\s?(?:the )?(?:end of )?$",
    re.I,
)
"""What stands before a time with which another is compared: 'reduced from 238 in February 2021'."""
_TO_COME = re.compile(
    r"\b(?:priorit(?:y|ies)|budget|targets?|actions?|objectives|steps|programme|work ?plan|plans?|will|by)"
    r" (?:for |be |by |in |of )?(?:the )?$",
    re.I,
)
_DATED = re.compile(r"^\W*dated?\b|(?<!to )\bdate:?\s*$", re.I)
_STATES = re.compile(r"\b(?:as (?:at|of)|at|on|to)\s(?:the )?$", re.I)


def _latest_told(content: DocumentContent, before: Month | None) -> Period | None:
    """The latest time at which something stood or which a year covers, where half of all that is told ends with it.

    'At 31 March 2016 there were 12' and 'in 2015/16' end together; 'in February 2021' alone is too little.
    """
    told: list[tuple[Period, bool]] = []
    for sentence in _sentences(content):
        for found in find_periods(sentence, reported=None):
            ahead = sentence[: found.start]
            is_time = found.kind in {"month", "month_end", "date", "quarter", "year", "span"}
            if not is_time or found.period is None or _EARLIER.search(ahead) or _TO_COME.search(ahead):
                continue
            if not NOT_THE_REPORTS_TIME.search(ahead[-_NEAR:]) and not _DATED.search(ahead):
                told.append((found.period, _is_state_or_year(found, ahead)))
    ends = [period.end for period, _ in told]
    latest = max(ends, default=None)
    if latest is None or 2 * ends.count(latest) < len(ends):
        return None
    if before and not 0 <= before.minus(latest) <= LONGEST_AGO_MONTHS:
        return None
    with_it = [period for period, is_strong in told if period.end == latest and is_strong]
    return max(with_it, key=lambda period: (with_it.count(period), -period.months), default=None)


def _is_state_or_year(found: FoundPeriod, ahead: str) -> bool:
    """'At the end of March 2016', 'as of 31 March 2016', 'during 2015/16'; not 'in March 2016'."""
    if found.kind in {"month_end", "year", "quarter"} or (found.kind == "span" and found.basis in set(Basis)):
        return True
    return bool(_STATES.search(ahead))


def _quarters_reported(content: DocumentContent) -> set[Period]:
    """Quarters that the prose names in full with a word of reporting near: 'the report for Quarter 2 2017/18'."""
    said: set[Period] = set()
    for passage in content.passages:
        for quarter in _QUARTER_SAID.finditer(passage.text):
            said.add(Period.quarter(Month(int(quarter["year"]), 4).plus(3 * (int(quarter["n"]) - 1))))
    for sentence in _sentences(content):
        for found in find_periods(sentence, reported=None):
            ahead = sentence[max(0, found.start - _NEAR) : found.start]
            near = ahead + sentence[found.end : found.end + _NEAR]
            is_quarter = found.kind == "quarter" or (found.kind == "span" and found.basis is Basis.QUARTER)
            if not is_quarter or found.period is None or found.period.months != 3:
                continue
            if _REPORTS.search(near) and not NOT_THE_REPORTS_TIME.search(ahead):
                said.add(found.period)
    return said
