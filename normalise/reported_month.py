"""The month, quarter or year that a report is about: what title, labels, running text, columns and prose say of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from normalise.found_periods import find_periods
from normalise.printed_lines import PrintedLine
from normalise.time_words import FoundPeriod
from records.period import Month, Period
from records.reading import DocumentContent
from records.table import Table

ENOUGH = 3.0
"""Weight below which nothing is said; the weights below are of the same scale."""
CLEAR = 1.3
"""The first must weigh this many times the second."""
LONGEST_AGO_MONTHS = 14
"""A paper reports on a time that ended at most so long before its meeting."""
LABEL = re.compile(
    r"\b(as at|month[\s-]end(ing|ed)?|report(ing|ed) (period|month|date|quarter)|period( ending| ended| covered)?(?=:)"
    r"|data as (at|of)|(data|figures) (to|for|at)|(position|performance) (at|as at)|period to"
    r"|\w+ months to|quarter end(ing|ed)?"
    r"|end of (the )?quarter|reporting on)\b",
    re.I,
)
NAMES_A_PAPER = re.compile(
    r"\b(report|scorecard|dashboard|performance|overview|data ?set|edition|commentary|monitoring|briefing|bulletin|pack"
    r"|summary|outturn|indicators|update|key figures)\b",
    re.I,
)
NOT_THE_REPORTS_TIME = re.compile(
    r"\b(meeting|created|published|publication|printed|issued?|version|agenda|minutes|review date|next|deadline"
    r"|submitted|signed|strategy|plan \d|county plan|approved|ofsted|inspection)\b",
    re.I,
)
USABLE = {"month", "month_end", "date", "quarter", "year", "span"}


def reported_period(
    content: DocumentContent,
    lines: Sequence[PrintedLine],
    title: str | None,
    meeting_date: str | None,
    *,
    announced: str | None = None,
) -> Period | None:
    """The period that most of what the document says of itself points to; None where little does or two fit.

    A quarter or year goes with its last month: 'Quarter 2 2021/22' and a newest column Sep-21 agree. Nothing that ended
    after the meeting, or long before it, counts. `announced` is what the bookmark of an agenda pack calls the paper.
    """
    met = date.fromisoformat(meeting_date) if meeting_date else None
    before = Month(met.year, met.month) if met else None
    weights: dict[Period, float] = defaultdict(float)
    announcing = ((period, 4.0) for period in _periods(announced or "") if announced != title)
    for period, weight in chain(announcing, _evidence(content, lines, title, before)):
        if before is None or 0 <= before.minus(period.end) <= LONGEST_AGO_MONTHS:
            weights[period] += weight
    told = _clear_winner(weights)
    if told is None and before is not None and max(weights.values(), default=0.0) < ENOUGH:
        return _latest_spoken(content, before)
    return told


def _clear_winner(weights: dict[Period, float]) -> Period | None:
    """The heaviest, with the weight of those that end with it; None where it is light or another comes near."""
    weights = {period: weight for period, weight in weights.items() if not _frames_another(period, weights)}
    together: dict[Month, float] = defaultdict(float)
    for period, weight in weights.items():
        together[period.end] += weight
    ranked = sorted(together.items(), key=lambda entry: -entry[1])
    if not ranked or ranked[0][1] < ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][1] < CLEAR * ranked[1][1]:
        return None
    fitting = {period: weight for period, weight in weights.items() if period.end == ranked[0][0]}
    return max(fitting, key=lambda period: (fitting[period], -period.months))


def _frames_another(period: Period, weights: Mapping[Period, float]) -> bool:
    """Whether a period is only the year of a weightier one in it: 'Quarter 2, 2022/23 (July to September 2022)'."""
    return any(
        period.start <= other.start and other.end < period.end and weights[other] >= weights[period]
        for other in weights
    )


def _evidence(
    content: DocumentContent, lines: Sequence[PrintedLine], title: str | None, before: Month | None
) -> Iterator[tuple[Period, float]]:
    """Periods that something points to, with the weight of that."""
    if title:
        yield from ((period, 5.0) for period in _periods(title))
    yield from _of_lines(lines, title, content.pages[0].number)
    yield from _of_tables(content.tables)
    yield from _of_prose(content, before)


def _periods(text: str) -> list[Period]:
    """The periods that a heading names in full (with their year), the most telling kind only."""
    found = [f for f in find_periods(text, reported=None) if f.kind in USABLE and f.period is not None]
    for kinds in ({"quarter"}, {"month", "month_end", "date", "span"}, {"year"}):
        periods = {f.period for f in found if f.kind in kinds and f.period is not None}
        if periods:
            return sorted(periods) if len(periods) == 1 or kinds != {"year"} else []
    return []


def _of_lines(lines: Sequence[PrintedLine], title: str | None, first_page: int) -> Iterator[tuple[Period, float]]:
    """Labels ('As at Month End: December 2020'), lines that name the paper, and running text."""
    seen: set[tuple[str, Period]] = set()
    for line, above in zip(lines, [None, *lines]):
        words = len(line.text.split())
        label = LABEL.search(line.text)
        ahead = line.text[: label.start()] if label else line.text
        if words > 16 or (title and line.text == title) or NOT_THE_REPORTS_TIME.search(ahead):
            continue
        # 'Tuesday 5 October 2021. Position at 31 August 2021': the label's own words first
        periods = (label and _of_label(line.text[label.start() :])) or _periods(line.text)
        if len(periods) != 1:
            continue
        if label:
            kind, weight = "label", 6.0
        elif line.is_running:
            kind, weight = "running", 3.0
        elif line.page == first_page and line.top < 0.4 and _stands_alone(line, above):
            kind, weight = "alone", 4.0
        elif NAMES_A_PAPER.search(line.text) and line.text[:1].isupper():
            kind, weight = "paper", 3.0
        else:
            continue
        if (kind, periods[0]) not in seen:
            seen.add((kind, periods[0]))
            yield periods[0], weight


_MONTHS_TO = re.compile(r"(?P<n>three|six|nine|3|6|9) months to", re.I)
_NUMBER_OF_MONTHS = {"three": 3, "six": 6, "nine": 9}


def _of_label(text: str) -> list[Period]:
    """'Data to March 2021. Meeting of 5 May 2021' -> 2021-03; 'six months to September 2021' -> 2021-04/2021-09."""
    stop = NOT_THE_REPORTS_TIME.search(text)
    periods = _periods(text[: stop.start()] if stop else text)
    months = _MONTHS_TO.match(text)
    if months and len(periods) == 1 and periods[0].months == 1:
        number = _NUMBER_OF_MONTHS.get(months["n"].lower()) or int(months["n"])
        return [Period(periods[0].end.plus(1 - number), periods[0].end)]
    return periods


_RUNS_ON = re.compile(r"\b(?:and|at|by|during|for|from|in|of|since|than|the|to|until)$|[,(–-]$", re.I)


def _stands_alone(line: PrintedLine, above: PrintedLine | None) -> bool:
    """A period on a line of its own, and not the last words of a sentence: '… against 401 in' / 'December 2022.'"""
    is_tail = line.text.endswith(".") or (above is not None and _RUNS_ON.search(above.text))
    return not is_tail and _is_a_period_alone(line.text)


def _is_a_period_alone(text: str) -> bool:
    """'Quarter 3 2020/21 (October to December 2020)': months, not days, and nothing else."""
    found = find_periods(text, reported=None)
    rest = text
    for one in found:
        rest = rest.replace(one.text, " ")
    return all(one.kind != "date" for one in found) and not re.search(r"[A-Za-z]{5}|\d", rest)


def _of_tables(tables: Iterable[Table]) -> Iterator[tuple[Period, float]]:
    """The newest month that has figures, table by table; and a commentary column headed with its month."""
    newest: dict[Period, int] = defaultdict(int)
    said: set[Period] = set()
    for table in tables:
        filled = {(c.row, c.col) for c in table.cells if re.search(r"\d", c.text) and not c.is_header}
        latest: list[Period] = []
        years = _years_over(table)
        for cell in table.cells:
            at_edge = cell.row < table.header_rows or cell.col <= 2
            year = years.get(cell.col) if cell.row < table.header_rows else None
            dated = re.search(r"[A-Za-z].*\d|\d.*[A-Za-z]", cell.text) or (year and cell.text)
            if not at_edge or len(cell.text) > 60 or not dated:
                continue
            named = [f for f in find_periods(cell.text, reported=None, within=year) if f.period]
            if len(named) != 1 or named[0].period is None:
                continue
            if re.search(r"comment|narrative", cell.text, re.I):
                said.add(named[0].period)
            elif named[0].kind in {"month", "quarter"} and _is_filled(table, cell.row, cell.col, filled, named[0]):
                latest.append(named[0].period)
        if latest:
            newest[max(latest, key=lambda period: (period.end, -period.months))] += 1
    yield from ((period, 4.0) for period in said)
    if newest:
        total = sum(newest.values())
        yield from ((period, 4.0 * count / total) for period, count in newest.items())


def _years_over(table: Table) -> dict[int, Period]:
    """The financial year that stands over each column: '2022/23' over 'Q1' to 'Q3'."""
    over: dict[int, Period] = {}
    for cell in table.cells:
        found = find_periods(cell.text, reported=None) if cell.row < table.header_rows and len(cell.text) <= 20 else []
        if len(found) == 1 and found[0].kind == "year" and found[0].period:
            over |= dict.fromkeys(range(cell.col, cell.col + cell.col_span), found[0].period)
    return over


def _is_filled(table: Table, row: int, col: int, filled: set[tuple[int, int]], found: FoundPeriod) -> bool:
    """Whether figures stand under a month's heading, or beside it where months run down."""
    if row < table.header_rows:
        return any(c == col and r >= table.header_rows for r, c in filled)
    return col <= 2 and any(r == row and c > col for r, c in filled)


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
RECENT_MONTHS = 5
"""A paper without title or label reports on a time that ended at most so long before its meeting."""


_MONTH_END_FIRST = re.compile(r"\s*(?:As )?at (?:the )?end of [A-Za-z]+ 20\d\d$", re.I)


def _of_prose(content: DocumentContent, before: Month | None) -> Iterator[tuple[Period, float]]:
    """Months that the prose speaks of; one without its year is the last before the meeting.

    'The November edition', 'the scorecard for November', 'performance at the end of quarter 2 of 2017/18' say what the
    paper is about; of the months merely spoken of, the one named most often does, faintly; so does the only one, where
    a sentence opens 'At the end of June 2023'.
    """
    reported = Period.of(before) if before else None
    spoken: dict[Period, float] = defaultdict(float)
    named: dict[Period, float] = defaultdict(float)
    ends: set[Period] = set()
    for passage in content.passages:
        for sentence in re.split(r"(?<=[.?!])\s+", passage.text):
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
    if spoken:
        total = sum(spoken.values())
        best = max(spoken, key=lambda period: spoken[period])
        if total >= 5 and spoken[best] >= 0.35 * total or ends == set(spoken):
            yield best, 3.0


def _latest_spoken(content: DocumentContent, before: Month) -> Period | None:
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


def _quarters_reported(content: DocumentContent) -> set[Period]:
    """Quarters that the prose names in full with a word of reporting near: 'the report for Quarter 2 2017/18'."""
    said: set[Period] = set()
    for passage in content.passages:
        for quarter in _QUARTER_SAID.finditer(passage.text):
            said.add(Period.quarter(Month(int(quarter["year"]), 4).plus(3 * (int(quarter["n"]) - 1))))
        for sentence in re.split(r"(?<=[.?!])\s+", passage.text):
            for found in find_periods(sentence, reported=None):
                ahead = sentence[max(0, found.start - _NEAR) : found.start]
                near = ahead + sentence[found.end : found.end + _NEAR]
                if found.kind != "quarter" or found.period is None or found.period.months != 3:
                    continue
                if _REPORTS.search(near) and not NOT_THE_REPORTS_TIME.search(ahead):
                    said.add(found.period)
    return said
