"""Heading words -> what stands under them: role, period and basis, comparator, unit, or the kind of column.

Which words mean what is rows of data/catalogue/header_words.csv; periods are read by `periods.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from normalise.heading_times import (
    CHANGES,
    bare_year,
    compared_with,
    joined,
    later_of,
    lone_year,
    of_year,
    other_stretch,
    timing_of_words,
)
from normalise.heading_words import tokens_of
from normalise.periods import FoundPeriod, find_periods
from records.catalogue import Catalogue
from records.observation import Role, Unit
from records.period import Basis, Month, Period, Timing

LONGEST_HEADING = 400
"""Characters; what is longer is prose."""
_THIS_YEAR = re.compile(r"\W*(?:this|current) (?:financial )?(?:year|yr)\W*", re.IGNORECASE)
_REFERENCE = re.compile(r"\(?[A-Z]{0,4}[ -]?\d{1,3}(?:\.\d{1,3})*[a-z]?\)?[.:]?")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading says; each field is None where it says nothing of the kind."""

    text: str
    """As published; levels joined by ' | ', outermost first."""
    rest: str = ""
    """The words that are neither time, role, unit nor kind of column: the measure, a place, a group. Empty for none."""
    role: Role | None = None
    timing: Timing = Timing()
    comparator: str | None = None
    """Of a change: the period or role that it is compared with."""
    unit: Unit | None = None
    column: str | None = None
    """The kind of column, where the whole heading names one: see VOCABULARY."""
    when: str | None = None
    """`current`, `previous`, `same_last_year`: a time that only the report's own month can date."""
    note: str | None = None
    stretch: str | None = None
    """`average`, `highest`, `lowest`: what the figure is of the times that stand beside or over it."""

    @property
    def has_time(self) -> bool:
        return self.timing.period is not None or self.timing.basis is not None or self.when is not None

    @property
    def says_figures(self) -> bool:
        """True where figures can stand under it: a time, a role or a unit, and no other kind of column."""
        figures = self.has_time or self.role is not None or self.unit is not None or bool(self.note)
        return figures and (self.column in {None, "period"} or (self.column == "reference" and self.unit is not None))

    @property
    def is_qualifier(self) -> bool:
        """True where it says when or whose, and names nothing: 'Nov-20', 'SN AVE', 'YTD'."""
        return not self.rest and (self.has_time or self.role is not None)


@dataclass(slots=True)
class _Meanings:
    """The phrases of one heading, by meaning, in order; `rest` is what no phrase took."""

    roles: list[tuple[str, bool]]
    """Value, and whether it stands at the heading's beginning or end."""
    bases: list[str]
    units: list[str]
    columns: list[str]
    whens: list[str]
    stretches: list[str]
    rest: list[str]


class HeadingReader:
    """Reads headings by the rows of header_words.csv. Gives the same Heading for the same arguments."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._phrases: dict[tuple[str, ...], dict[str, str]] = {}
        self._exams: list[str] = []
        for word in catalogue.heading_words:
            tokens = tuple(tokens_of(word.words))
            if word.meaning == "year":
                self._exams.append(re.escape(word.words).replace(r"\ ", r"[\s-]+"))
            elif tokens and word.meaning != "kind":
                self._phrases.setdefault(tokens, {}).setdefault(word.meaning, word.value)
        self._longest = max(map(len, self._phrases), default=0)
        self._of_exams = re.compile(rf"\b(?:{'|'.join(self._exams) or '(?!)'})\b", re.IGNORECASE)
        self._cache: dict[tuple[str, Period | None, Period | None], Heading] = {}

    def names_exams(self, text: str) -> bool:
        """True for words of results that schools have once a year, in its summer: 'Attainment 8', 'Key stage 2'."""
        return bool(self._of_exams.search(text))

    def read(self, text: str, *, reported: Period | None, within: Period | None = None) -> Heading:
        """One level of a heading. `within` is the year that stands over it, for months and quarters without one."""
        key = (text, reported, within)
        if key not in self._cache:
            self._cache[key] = self._read(text, reported, within)
        return self._cache[key]

    def read_levels(self, texts: Iterable[str], *, reported: Period | None, within: Period | None = None) -> Heading:
        """All levels of a heading, outermost first: the innermost goes first, those over it say what it leaves open.

        `within` is the year of a title over the table, for months and quarters that have none.
        """
        levels = [text for text in dict.fromkeys(text.strip() for text in texts) if text]
        if not levels:
            return Heading("")
        whole = Heading("")
        for text in _with_their_year(levels):
            whole = _under(whole, self.read(text, reported=reported, within=within), reported)
            if whole.timing.period and whole.timing.period.months == 12:
                within = whole.timing.period
        whole = _of_benchmark(_of_stretch(_of_named_year(whole, levels)), levels)
        return replace(whole, text=" | ".join(levels))

    def _read(self, text: str, reported: Period | None, within: Period | None) -> Heading:
        if len(text) > LONGEST_HEADING:
            return Heading(text, rest=text)
        note = other_stretch(text)
        if note is not None and (stretched := self._of_other_stretch(text, note)):
            return stretched
        if reported is not None and _THIS_YEAR.fullmatch(text):
            return Heading(
                text, timing=Timing(Period.financial_year(reported.end.financial_year_start.year), Basis.YEAR)
            )
        found = find_periods(text, reported=reported, within=within)
        meanings = self._meanings(_without(text, found))
        if meanings.rest and "(" in text:
            bare = re.sub(r"\([^)]*\)?", " ", text)
            outside = self._meanings(_without(bare, find_periods(bare, reported=reported, within=within)))
            # 'Outcome (what impact ...)': the bracket only explains a heading that is known without it.
            if not outside.rest and (outside.columns or outside.roles):
                meanings = outside
        rest = " ".join(meanings.rest)
        heading = Heading(text, rest, unit=Unit(meanings.units[0]) if meanings.units else None)
        roles = [Role(value) for value, at_edge in meanings.roles if at_edge or not rest]
        timing, note = timing_of_words(text, found, meanings.bases, reported, within)
        if not rest and meanings.columns and not (found and timing.period) and not roles:
            heading = replace(heading, column=meanings.columns[0])
        elif (
            not rest and meanings.columns and meanings.columns[0] in (_LASTING if not roles else _LASTING_BESIDE_A_ROLE)
        ):
            # 'Commentary (Jan-21)' and 'RAG Dec-20' stay what they are, whatever month they speak of.
            heading = replace(heading, column=meanings.columns[0])
        changes = [role for role in roles if role in CHANGES]
        if changes:
            return replace(heading, role=changes[0], comparator=compared_with(found, roles), timing=later_of(found))
        when = meanings.whens[0] if meanings.whens and not timing.period else None
        stretch = meanings.stretches[-1] if meanings.stretches and not rest else None
        heading = replace(heading, role=_most_telling(roles), timing=timing, when=when, note=note, stretch=stretch)
        return _of_benchmark(_of_stretch(heading), [text])

    def _of_other_stretch(self, text: str, note: str) -> Heading | None:
        """'3 month average', 'w/e 18/11/22': whose it is, and why it has no time; None where it names a measure."""
        spent = _without(text, find_periods(text, reported=None))
        meanings = self._meanings(re.sub(r"\d+(?:[\s-]?[mwy]\b)?", " ", spent))
        if meanings.rest or meanings.columns and meanings.columns[0] in {"text", "date", "rag", "travel"}:
            return None
        roles = [Role(value) for value, _ in meanings.roles]
        unit = Unit(meanings.units[0]) if meanings.units and "week" not in note else None
        return Heading(text, role=_most_telling(roles), unit=unit, note=note)

    def _meanings(self, text: str) -> _Meanings:
        tokens = tokens_of(text)
        found = _Meanings([], [], [], [], [], [], [])
        place = 0
        while place < len(tokens):
            for length in range(min(self._longest, len(tokens) - place), 0, -1):
                phrase = self._phrases.get(tuple(tokens[place : place + length]))
                if phrase is None:
                    continue
                if place and _is_limit(phrase, tokens[place - 1]):
                    found.rest += tokens[place : place + length]
                else:
                    single = length == 1 == len(tokens[place]) and len(tokens) > 1
                    at_edge = place == 0 or place + length == len(tokens)
                    self._take(phrase, found, at_edge=at_edge, letter=single)
                place += length
                break
            else:
                if re.search(r"[a-z]", tokens[place]) or tokens[place].isdigit():
                    found.rest.append(tokens[place])
                place += 1
        if not any(re.search(r"[a-z]", token) for token in found.rest):
            found.rest.clear()
        return found

    @staticmethod
    def _take(phrase: dict[str, str], found: _Meanings, *, at_edge: bool, letter: bool) -> None:
        # 'R', 'A' and 'G' are roles where they stand alone, 'a' is an article elsewhere.
        if "role" in phrase and not letter:
            found.roles.append((phrase["role"], at_edge))
        if "basis" in phrase:
            found.bases.append(phrase["basis"])
        if "unit" in phrase:
            found.units.append(phrase["unit"])
        if "column" in phrase:
            found.columns.append(phrase["column"])
        if "period" in phrase:
            found.whens.append(phrase["period"])
        if "stretch" in phrase:
            found.stretches.append(phrase["stretch"])


def _is_limit(phrase: dict[str, str], before: str) -> bool:
    """'In 45 days (%)': behind a number, a unit of time is a limit, and part of a measure's name."""
    return phrase.get("unit") in _TIMES and before.isdigit()


_TIMES = frozenset({Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS})


def is_reference(text: str) -> bool:
    """True for a label's own number: '1.1', 'NI 58', 'M8', '(3)'; not for 'Q1', which is a time."""
    return bool(_REFERENCE.fullmatch(text.strip())) and not find_periods(text, reported=None)


_LASTING_BESIDE_A_ROLE = frozenset({"text", "rag", "travel", "money", "forecast"})
_LASTING = _LASTING_BESIDE_A_ROLE | {"numerator", "denominator", "rank", "unclear", "person", "date", "polarity"}
"""Kinds of column that a time in their heading does not change."""
_BEST = (Role.NATIONAL_TOP_QUARTILE, Role.BEST_STATISTICAL_NEIGHBOUR)


def _most_telling(roles: Sequence[Role]) -> Role | None:
    """Of several roles in one heading the narrowest, else the last: 'Top quartile, England' is no average."""
    return next((role for role in _BEST if role in roles), roles[-1] if roles else None)


_OF_TWELVE_ONLY = {"high": "highest", "peak": "highest", "low": "lowest", "trough": "lowest"}
"""Words that mean a stretch beside twelve months; elsewhere 'High' may be a level of risk."""
_OF_TWELVE = {"highest": Role.MAX_12M, "lowest": Role.MIN_12M}


def _of_stretch(heading: Heading) -> Heading:
    """'Last 12 months' over 'Average' or 'Max'; an average of another time has that time and no basis.

    Source: gold/README.md, rule 6.
    """
    if heading.rest in _OF_TWELVE_ONLY and heading.timing.basis is Basis.ROLLING_12M:
        heading = replace(heading, rest="", stretch=_OF_TWELVE_ONLY[heading.rest])
    if heading.stretch is None or heading.rest or heading.role is not None:
        return heading
    period, basis = heading.timing.period, heading.timing.basis
    if heading.stretch in _OF_TWELVE:
        if basis is not Basis.ROLLING_12M:
            return heading
        return replace(heading, role=_OF_TWELVE[heading.stretch], timing=Timing(), column=None, note=None)
    if basis is Basis.ROLLING_12M:
        average = Timing(period and Period.of(period.end), Basis.AVERAGE_12M)
        return replace(heading, timing=average, stretch=None, note=None)
    if basis is Basis.AVERAGE_12M or heading.when == "current" or (period and period.months == 1):
        return heading
    if period is None and basis is not Basis.YTD:
        return replace(heading, note="an average; of which times, the heading does not say") if not basis else heading
    return replace(heading, timing=Timing(period), note="an average over the time, no basis of its own")


def _of_benchmark(heading: Heading, levels: Sequence[str]) -> Heading:
    """'England (2022)': a bare year on a benchmark is the year ended in its March. Source: gold/README.md, rule 5."""
    if heading.role is None or not heading.role.is_benchmark or heading.timing.period is not None:
        return heading
    year = lone_year(" | ".join(levels))
    if year is None:
        return heading
    note = f"{year} taken as the year ended March {year}"
    return replace(heading, timing=Timing(Period.financial_year(year - 1), Basis.YEAR), note=note)


def of_exam_year(heading: Heading) -> Heading:
    """A bare year over results of exams ('2024', 'England 2024'): the school year that ended in it."""
    year = lone_year(heading.text)
    bare = heading.timing.period is None or (heading.note or "").endswith(f"taken as the year ended March {year}")
    if year is None or not bare or heading.when is not None:
        return heading
    timing = Timing(Period.academic_year(year - 1), Basis.YEAR)
    return replace(heading, timing=timing, note=f"{year} taken as the school year that ended in it")


def _without(text: str, found: Sequence[FoundPeriod]) -> str:
    """The text with its periods blanked."""
    for one in found:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _under(outer: Heading, inner: Heading, reported: Period | None) -> Heading:
    """A heading under another: what the inner one leaves open, the outer one says."""
    timing = inner.timing
    if inner.role is not None and inner.role.is_goal and outer.column == "unclear":
        timing = inner.timing  # '2021/22 benchmarks' over 'Target': the year is that of the benchmarks beside it
    elif timing.period is None and timing.basis is None and inner.when in {None, "current"}:
        timing = outer.timing
    elif timing.period is None and outer.timing.period is not None and timing.basis is not None:
        timing = joined(outer.timing.period, timing.basis, reported)
    elif timing.period is not None and outer.timing.basis in {Basis.ROLLING_12M, Basis.YTD}:
        # 'Rolling 12 months' over 'Dec-20'; 'YTD' beside '2019/20' is that year.
        if timing.period.months < 12 or outer.timing.basis is Basis.YTD:
            timing = joined(timing.period, outer.timing.basis, reported)
    elif timing.period is not None and timing.period.months == 1 and outer.timing == Timing(None, Basis.SNAPSHOT):
        timing = Timing(timing.period, Basis.SNAPSHOT)
    role = inner.role or outer.role
    if role in CHANGES and inner.role not in CHANGES:
        role = inner.role
    kind = inner.column or (outer.column if not inner.says_figures else None)
    return Heading(
        inner.text,
        inner.rest or (outer.rest if not inner.is_qualifier or outer.rest else ""),
        role,
        timing if inner.role not in CHANGES else inner.timing,
        inner.comparator,
        inner.unit or outer.unit,
        kind,
        (inner.when or outer.when) if timing.period is None else None,
        inner.note or (outer.note if timing.period is None else None),
        inner.stretch,
    )


def _with_their_year(levels: Sequence[str]) -> Sequence[str]:
    """The levels, a month or quarter with the bare year that stands over or under it: '2021' and 'October'."""
    years = [year for year in map(bare_year, levels) if year is not None]
    if len(years) != 1 or len(levels) < 2:
        return levels
    dated = [f"{text} {years[0]}" if of_year(text, years[0]) else text for text in levels]
    return [text for text in dated if bare_year(text) is None] if dated != list(levels) else levels


def _of_named_year(heading: Heading, levels: Sequence[str]) -> Heading:
    """Which year is meant where a level says so: 'ACADEMIC YEAR' over '2014/15', 'Year ending March' over '2019'."""
    words = " ".join(levels).lower()
    period = heading.timing.period
    if (
        period
        and period.months == 12
        and period.start.month == 4
        and re.search(r"\b(?:academic|school) years?\b", words)
    ):
        return replace(heading, timing=Timing(Period.academic_year(period.start.year), Basis.YEAR))
    bare = re.fullmatch(r"\W*((?:19|20)\d\d)\W*", levels[-1])
    if bare and len(levels) > 1:
        year = int(bare[1])
        if re.search(
            r"(?:year|years|yr|12 months) (?:to|ending|ended|end)\b|\bat (?:31(?:st)? )?march|31(?:st)? march", words
        ):
            return replace(heading, timing=Timing(Period.financial_year(year - 1), Basis.YEAR), note=None)
        if "calendar year" in words:
            return replace(heading, timing=Timing(Period(Month(year, 1), Month(year, 12)), Basis.YEAR), note=None)
        if re.search(r"\bacademic years?", words):
            return replace(heading, note=f"{heading.note}, or an academic year")
    return heading
