"""The month, quarter or year that a report is about: what title, labels, running text, columns and prose say of it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from normalise.found_periods import find_periods
from normalise.meeting import read_date
from normalise.printed_lines import PrintedLine
from normalise.spoken_times import (
    LONGEST_AGO_MONTHS,
    NOT_THE_REPORTS_TIME,
    latest_spoken,
    names_a_quarter,
    of_prose,
    undated_quarter,
)
from normalise.time_words import FoundPeriod
from records.period import Month, Period
from records.reading import DocumentContent
from records.table import Table

ENOUGH = 3.0
"""Weight below which nothing is said; the weights below are of the same scale."""
LABELLED = 6.0
"""Weight of what a label names: 'As at Month End: December 2020'."""
CLEAR = 1.3
"""The first must weigh this many times the second."""
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
_NOT_ITS_OWN = re.compile(rf"{NOT_THE_REPORTS_TIME.pattern}|\b(?:benchmark|neighbour|national|england)", re.I)
WHOLE_YEAR = re.compile(r"\b(annual|year ?book|year[\s-]end|end of (the )?year|out-?turn)\b", re.I)
"""How a title says that the paper is of the whole year that it names."""
USABLE = {"month", "month_end", "date", "quarter", "year", "academic_year", "span"}
TITLE_BLOCK = 0.4
"""Of the first page's height: how far down lines may stand alone as what the paper says of itself."""
PUBLISHED_WITHIN_MONTHS = 4
LONG_PASSAGE_WORDS = 20
"""From here on a passage is running prose, whose lines are no labels."""


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
    lines = [line for line in lines if met is None or read_date(line.text) != meeting_date]
    for period, weight in chain(announcing, _evidence(content, lines, title, before)):
        if before is None or 0 <= before.minus(period.end) <= LONGEST_AGO_MONTHS:
            weights[period] += weight
    told = _clear_winner(_of_school_years(weights), title)
    if told is None and max(weights.values(), default=0.0) < ENOUGH:
        names = _names_of(content, title)
        if names_a_quarter(names):
            return undated_quarter(names, content, before)
        return latest_spoken(content, before)
    return (told and _newest_quarter_of(told, content, title)) or told


def _quarters_beside_their_month(title: str) -> list[Period]:
    """'Performance, June 2022 (Quarter 1)': the quarter, said without a year, that ends with the title's one month."""
    months = [period for period in _periods(title) if period.months == 1]
    found = find_periods(title, reported=months[0]) if len(months) == 1 else []
    quarters = [f.period for f in found if f.kind == "quarter" and f.period]
    return [quarter for quarter in quarters if quarter.end == months[0].end]


def _of_school_years(weights: dict[Period, float]) -> dict[Period, float]:
    """'Annual report 2020-21' of a paper that says 'the academic year 2020/21' is of that academic year."""
    together = dict(weights)
    for period in weights:
        school = Period.academic_year(period.start.year)
        if period == Period.financial_year(period.start.year) and school in weights:
            together[school] += together.pop(period)
    return together


def _names_of(content: DocumentContent, title: str | None) -> list[str]:
    """What a paper calls itself: its title, then the headings of its first page."""
    first = content.pages[0].number
    headings = {p.heading: None for p in content.passages if p.heading and p.page == first}
    return [title or "", *(part for heading in headings for part in heading.split(" | "))]


def _clear_winner(weights: dict[Period, float], title: str | None) -> Period | None:
    """The heaviest, with the weight of those that end with it; None where it is light or another comes near."""
    fixed = _periods(title or "") if WHOLE_YEAR.search(title or "") else []
    weights = {p: weight for p, weight in weights.items() if p in fixed or not _frames_another(p, weights)}
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
        period.start <= other.start and other.end < period.end and weights[other] >= min(weights[period], LABELLED)
        for other in weights
    )


def _evidence(
    content: DocumentContent, lines: Sequence[PrintedLine], title: str | None, before: Month | None
) -> Iterator[tuple[Period, float]]:
    """Periods that something points to, with the weight of that."""
    if title:
        yield from ((period, 5.0) for period in _periods(title))
        yield from ((quarter, LABELLED) for quarter in _quarters_beside_their_month(title))
    prose = "\n".join(
        re.sub(r"\s+", " ", p.text)
        for p in content.passages
        if p.table is None and len(p.text.split()) >= LONG_PASSAGE_WORDS
    )
    yield from _of_lines(_beside_tables(lines, content), title, content.pages[0].number, prose)
    yield from _of_tables(content.tables)
    yield from of_prose(content, before)


def _beside_tables(lines: Sequence[PrintedLine], content: DocumentContent) -> list[PrintedLine]:
    """The lines less those that are a row's name in a table of the first page: '2022/23' there is no title's year."""
    page = content.pages[0]
    named = [
        (cell.text, cell.box.top / page.height, cell.box.bottom / page.height)
        for table in content.tables
        for cell in table.cells
        if page.height and cell.page == page.number and cell.row >= table.header_rows and cell.col < 2 and cell.text
    ]
    return [
        line
        for line in lines
        if line.page != page.number
        or not any(text == line.text and top <= (line.top + line.bottom) / 2 <= bottom for text, top, bottom in named)
    ]


def _newest_quarter_of(year: Period, content: DocumentContent, title: str | None) -> Period | None:
    """The last quarter that has a heading where a paper's year is not over: 'Performance 2017/18' with Q1 to Q3."""
    if year.months != 12 or WHOLE_YEAR.search(title or ""):
        return None
    headings = {passage.heading.rpartition(" | ")[2] for passage in content.passages if passage.heading}
    found = [f for heading in headings for f in find_periods(heading, reported=None, within=year)]
    quarters = {f.period for f in found if f.kind == "quarter" and f.period and f.period.start >= year.start}
    newest = max(quarters, default=None)
    return newest if newest and len(quarters) > 1 and newest.end < year.end else None


def _periods(text: str) -> list[Period]:
    """The periods that a heading names in full (with their year), the most telling kind only."""
    found = [f for f in find_periods(text, reported=None) if f.kind in USABLE and f.period is not None]
    for kinds in ({"quarter"}, {"month", "month_end", "date", "span"}, {"academic_year"}, {"year"}):
        periods = {f.period for f in found if f.kind in kinds and f.period is not None}
        if periods:
            return sorted(periods) if len(periods) == 1 or kinds != {"year"} else []
    return []


def _of_lines(
    lines: Sequence[PrintedLine], title: str | None, first_page: int, prose: str
) -> Iterator[tuple[Period, float]]:
    """Labels ('As at Month End: December 2020'), lines that name the paper, and running text.

    `prose` is the running prose, a passage a line: 'down from 13% as at June 2019' in it is no label.
    """
    seen: set[tuple[str, Period]] = set()
    block = [title or "", *(line.text for line in lines if line.page == first_page and line.top < TITLE_BLOCK)]
    for line, above in _with_wrapped_spans(lines):
        words = len(line.text.split())
        label = LABEL.search(line.text)
        ahead = line.text[: label.start()] if label else line.text
        if words > 16 or (title and line.text == title) or _NOT_ITS_OWN.search(ahead):
            continue
        # a short line may stand alone and be said in a sentence too
        in_prose = words >= 5 and not line.is_running and re.sub(r"\s+", " ", line.text) in prose
        if in_prose and (label is None or _SAYS_WHEN.fullmatch(label[0]) or _has_figures(line.text)):
            continue
        # 'Tuesday 5 October 2021. Position at 31 August 2021': the label's own words first
        periods = (label and _of_label(line.text[label.start() :])) or _periods(line.text)
        if len(periods) != 1:
            continue
        if label:
            kind, weight = "label", LABELLED
        elif line.is_running:
            kind, weight = "running", 3.0
        elif (
            line.page == first_page
            and line.top < TITLE_BLOCK
            and (_stands_alone(line, above) or _is_a_caption(line, above))
        ):
            if _is_of_publication(periods[0], block):
                continue
            kind, weight = "alone", 4.0
        elif NAMES_A_PAPER.search(line.text) and line.text[:1].isupper():
            kind, weight = "paper", 3.0
        else:
            continue
        if (kind, periods[0]) not in seen:
            seen.add((kind, periods[0]))
            yield periods[0], weight


_SPAN_RUNS_ON = re.compile(r"20\d\d\s(?:to|until|[-–—])(?:\s[0-3]?\d(?:st|nd|rd|th)?(?:\s[A-Z][a-z]+)?)?$")


def _with_wrapped_spans(lines: Sequence[PrintedLine]) -> Iterator[tuple[PrintedLine, PrintedLine | None]]:
    """Each line with the one above; '... period 1 April 2020 -' / '31 March 2021' are one."""
    for line, above, below in zip(lines, [None, *lines], [*lines[1:], None]):
        if above is not None and _SPAN_RUNS_ON.search(above.text):
            continue
        if below is not None and _SPAN_RUNS_ON.search(line.text):
            line = replace(line, text=f"{line.text} {below.text}")
        yield line, above


_SAYS_WHEN = re.compile(r"as at|period to|\w+ months to|quarter end(?:ed|ing)?|end of (?:the )?quarter", re.I)
"""Labels that in running prose say when one figure was, and not the paper: 'down from 13% as at June 2019'."""


def _has_figures(text: str) -> bool:
    """Whether a line holds a number that is no time's."""
    for one in find_periods(text, reported=None):
        text = text.replace(one.text, " ")
    return bool(re.search(r"\d", text))


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


def _is_a_caption(line: PrintedLine, above: PrintedLine | None) -> bool:
    """'Children and Families Quarter 3: 1 October 2018 - 31 December 2018': a line of the title block, no sentence."""
    quarters = [f for f in find_periods(line.text, reported=None) if f.kind in {"quarter", "span"}]
    is_tail = line.text.endswith((".", ",")) or (above is not None and _RUNS_ON.search(above.text))
    return bool(quarters) and not is_tail and line.text[:1].isupper() and not _VERB.search(line.text)


def _is_of_publication(period: Period, block: Iterable[str]) -> bool:
    """'January 2023' in a title block with 'Quarter 3 2022/23': when the paper came out, some months after what it is
    about.
    """
    if period.months > 1:
        return False
    longer = (named for text in block for named in _periods(text) if named.months >= 3)
    return any(0 < period.end.minus(named.end) <= PUBLISHED_WITHIN_MONTHS for named in longer)


_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|during|increased|decreased|compared)\b", re.I)


def _is_a_period_alone(text: str) -> bool:
    """'Quarter 3 2020/21 (October to December 2020)': months, not days, and nothing else."""
    found = find_periods(text, reported=None)
    rest = text
    for one in found:
        rest = rest.replace(one.text, " ")
    # '2021/22 2021/22' are headings of two columns.
    if len({one.text for one in found}) < len(found):
        return False
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
