"""Heading words -> what stands under them: role, period and basis, comparator, unit, or the kind of column.

Which words mean what is rows of data/catalogue/header_words.csv; periods are read by `periods.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from normalise.heading import Heading
from normalise.heading_levels import of_benchmark, of_named_year, of_stretch, under, with_their_year
from normalise.heading_times import CHANGES, compared_with, later_of, other_stretch, timing_of_words
from normalise.heading_words import tokens_of
from normalise.periods import FoundPeriod, find_periods
from records.catalogue import Catalogue
from records.observation import Role, Unit
from records.period import Basis, Period, Timing

LONGEST_HEADING = 400
"""Characters; what is longer is prose."""
LONGEST_BARE = 60
"""Characters of a heading that lacks its subject."""
_PLAIN = r"numbers?|no|total|count|in|at|as|of|to|the|period|month|quarter|year|date|end|position|new"
"""Words beside which a heading still names nobody."""
_THIS_YEAR = re.compile(r"\W*(?:this|current) (?:financial )?(?:year|yr)\W*", re.IGNORECASE)
_GOES_ON = re.compile(r"\b(?:on|from|since|to|with|against|over|vs\.?|versus|compared (?:to|with))\W*$", re.IGNORECASE)
"""The end of a heading that what stands under it goes on."""
_REFERENCE = re.compile(r"\(?[A-Z]{0,4}[ -]?\d{1,3}(?:\.\d{1,3})*[a-z]?\)?[.:]?")


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
        unsaid: list[str] = []
        for word in catalogue.heading_words:
            tokens = tuple(tokens_of(word.words))
            if word.meaning == "year":
                self._exams.append(re.escape(word.words).replace(r"\ ", r"[\s-]+"))
            elif word.meaning == "kind" and word.value in {"moment", "event"}:
                unsaid.append(re.escape(word.words).replace(r"\ ", r"[\s-]+").replace(r"\#", r"\d+"))
            elif tokens and word.meaning != "kind":
                self._phrases.setdefault(tokens, {}).setdefault(word.meaning, word.value)
        self._longest = max(map(len, self._phrases), default=0)
        self._of_exams = re.compile(rf"\b(?:{'|'.join(self._exams) or '(?!)'})\b", re.IGNORECASE)
        plain = sorted(unsaid, key=len, reverse=True)
        self._without_subject = re.compile(rf"\W*(?:(?:{'|'.join([*plain, _PLAIN])})(?!\w)\W*)+", re.IGNORECASE)
        self._cache: dict[tuple[str, Period | None, Period | None], Heading] = {}

    def names_exams(self, text: str) -> bool:
        """True for words of results that schools have once a year, in its summer: 'Attainment 8', 'Key stage 2'."""
        return bool(self._of_exams.search(text))

    def lacks_subject(self, text: str) -> bool:
        """True for words that say what was done, or when, and not with whom or what: 'Started', 'Open at month end'."""
        return len(text) <= LONGEST_BARE and bool(self._without_subject.fullmatch(text))

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
        for text in self._gone_on(with_their_year(levels), reported):
            whole = under(whole, self.read(text, reported=reported, within=within), reported)
            if whole.timing.period and whole.timing.period.months == 12:
                within = whole.timing.period
        whole = of_benchmark(of_stretch(of_named_year(whole, levels)), levels)
        return replace(whole, text=" | ".join(levels))

    def _gone_on(self, levels: Sequence[str], reported: Period | None) -> list[str]:
        """The levels, 'Change on' and what stands under it as one: 'Change on Sep 2022 (%)'."""
        whole: list[str] = []
        for text in levels:
            if whole and _GOES_ON.search(whole[-1]) and self.read(whole[-1], reported=reported).role in CHANGES:
                text = f"{whole.pop()} {text}"
            whole.append(text)
        return whole

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
        return of_benchmark(of_stretch(heading), [text])

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


def _without(text: str, found: Sequence[FoundPeriod]) -> str:
    """The text with its periods blanked."""
    for one in found:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text
