"""Heading words -> what stands under them: role, period and basis, comparator, unit, or the kind of column.

Which words mean what is rows of data/catalogue/header_words.csv; periods are read by `periods.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from normalise.periods import FoundPeriod, PeriodUnclear, find_periods, read_timing
from records.catalogue import Catalogue
from records.observation import Role, Unit
from records.period import Basis, Month, Period, Timing

VOCABULARY: dict[str, frozenset[str]] = {
    "role": frozenset(Role),
    "basis": frozenset(Basis),
    "unit": frozenset(Unit),
    "column": frozenset(
        [
            "label",
            "reference",
            "unit",
            "polarity",
            "travel",
            "rag",
            "person",
            "text",
            "date",
            "group",
            "rank",
            "money",
            "risk",
            "forecast",
            "unclear",
            "numerator",
            "denominator",
            "period",
        ]
    ),
    "period": frozenset({"current", "previous", "same_last_year", "unknown"}),
    "kind": frozenset({"moment", "event", "state", "happening", "subject"}),
    "filler": frozenset({""}),
}
"""What a row of header_words.csv may say: its meaning, and the values that this meaning may have. `kind` rows are words
in the names of measures (for `measure_basis.py`), all others words in headings."""

LONGEST_HEADING = 400
"""Characters; what is longer is prose."""
CHANGES = frozenset({Role.CHANGE, Role.PCT_CHANGE})
_REFERENCE = re.compile(r"\(?[A-Z]{0,4}[ -]?\d{1,3}(?:\.\d{1,3})*[a-z]?\)?[.:]?")
_MONTH_FORMS = re.compile(r"^(?:mths?|mnths?|months)$")


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
    rest: list[str]


class HeadingReader:
    """Reads headings by the rows of header_words.csv. Gives the same Heading for the same arguments."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._phrases: dict[tuple[str, ...], dict[str, str]] = {}
        for word in catalogue.heading_words:
            tokens = tuple(_tokens(word.words))
            if tokens and word.meaning != "kind":
                self._phrases.setdefault(tokens, {}).setdefault(word.meaning, word.value)
        self._longest = max(map(len, self._phrases), default=0)
        self._cache: dict[tuple[str, Period | None, Period | None], Heading] = {}

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
        for text in levels:
            whole = _under(whole, self.read(text, reported=reported, within=within), reported)
            if whole.timing.period and whole.timing.period.months == 12:
                within = whole.timing.period
        return replace(_of_named_year(whole, levels), text=" | ".join(levels))

    def _read(self, text: str, reported: Period | None, within: Period | None) -> Heading:
        if len(text) > LONGEST_HEADING:
            return Heading(text, rest=text)
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
        timing, note = _timing(text, found, meanings.bases, reported, within)
        if not rest and meanings.columns and not (found and timing.period) and not roles:
            heading = replace(heading, column=meanings.columns[0])
        elif not rest and meanings.columns and meanings.columns[0] in {"text", "rag", "travel", "money", "forecast"}:
            # 'Commentary (Jan-21)' and 'RAG Dec-20' stay what they are, whatever month they speak of.
            heading = replace(heading, column=meanings.columns[0])
        changes = [role for role in roles if role in CHANGES]
        if changes:
            return replace(heading, role=changes[0], comparator=_comparator(found, roles), timing=_later(found))
        when = meanings.whens[0] if meanings.whens and not timing.period else None
        role = roles[-1] if roles else None
        return replace(heading, role=role, timing=timing, when=when, note=note)

    def _meanings(self, text: str) -> _Meanings:
        tokens = _tokens(text)
        found = _Meanings([], [], [], [], [], [])
        place = 0
        while place < len(tokens):
            for length in range(min(self._longest, len(tokens) - place), 0, -1):
                phrase = self._phrases.get(tuple(tokens[place : place + length]))
                if phrase is not None:
                    self._take(phrase, found, at_edge=place == 0 or place + length == len(tokens))
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
    def _take(phrase: dict[str, str], found: _Meanings, *, at_edge: bool) -> None:
        if "role" in phrase:
            found.roles.append((phrase["role"], at_edge))
        if "basis" in phrase:
            found.bases.append(phrase["basis"])
        if "unit" in phrase:
            found.units.append(phrase["unit"])
        if "column" in phrase:
            found.columns.append(phrase["column"])
        if "period" in phrase:
            found.whens.append(phrase["period"])


def is_reference(text: str) -> bool:
    """True for a label's own number: '1.1', 'NI 58', 'M8', '(3)'; not for 'Q1', which is a time."""
    return bool(_REFERENCE.fullmatch(text.strip())) and not find_periods(text, reported=None)


def _tokens(text: str) -> list[str]:
    """Words in lower case: '12-mnth max.' -> 12, month, max; signs that mean something stay: %, +/-, £, #."""
    plain = text.lower().replace("’", "'").replace("&", " and ").replace("+ / -", "+/-")
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", plain)
    words = re.findall(r"\+/-|£[0km]*s?|[#%]|[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?[a-z]*", plain)
    words = [re.sub(r"^(\d+)m$", r"\1 month", word) for word in words]
    split = [part for word in words for part in word.split()]
    return ["month" if _MONTH_FORMS.match(word) else word.removesuffix("'s") for word in split]


def _without(text: str, found: Sequence[FoundPeriod]) -> str:
    """The text with its periods blanked."""
    for one in found:
        text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text


def _timing(
    text: str, found: Sequence[FoundPeriod], bases: Sequence[str], reported: Period | None, within: Period | None
) -> tuple[Timing, str | None]:
    basis = Basis(bases[-1]) if bases else None
    try:
        timing = read_timing(text, reported=reported, within=within)
    except PeriodUnclear as unclear:
        if found:
            return Timing(None, basis if basis is not Basis.YEAR else None), str(unclear)
        return Timing(None, basis), None
    if basis is not None and timing.basis is None:
        return Timing(timing.period, basis), None
    return timing, None


def _comparator(found: Sequence[FoundPeriod], roles: Sequence[Role]) -> str | None:
    """Of a change: the earlier of the periods named, or the role ('variance from target')."""
    others = [role for role in roles if role not in CHANGES]
    if others:
        return others[0].value
    periods = sorted(one.period for one in found if one.period)
    return str(periods[0]) if periods else None


def _later(found: Sequence[FoundPeriod]) -> Timing:
    """'Change Q1 to Q2': where two periods are named the change is the later one's."""
    periods = sorted(one.period for one in found if one.period)
    if len(set(periods)) != 2:
        return Timing()
    return Timing(periods[-1], next(one.basis for one in found if one.period == periods[-1]))


def _under(outer: Heading, inner: Heading, reported: Period | None) -> Heading:
    """A heading under another: what the inner one leaves open, the outer one says."""
    timing = inner.timing
    if timing.period is None and timing.basis is None and inner.when in {None, "current"}:
        timing = outer.timing
    elif timing.period is None and outer.timing.period is not None and timing.basis is not None:
        timing = _joined(outer.timing.period, timing.basis, reported)
    elif timing.period is not None and outer.timing.basis in {Basis.ROLLING_12M, Basis.YTD}:
        # 'Rolling 12 months' over 'Dec-20'; 'YTD' beside '2019/20' is that year.
        if timing.period.months < 12 or outer.timing.basis is Basis.YTD:
            timing = _joined(timing.period, outer.timing.basis, reported)
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
    )


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


def _joined(period: Period, basis: Basis | None, reported: Period | None) -> Timing:
    """A period and a basis from two levels of a heading."""
    if basis is Basis.YTD:
        if period.months < 12:
            return Timing(Period.year_to_date(period.end), basis)
        if reported and period.start <= reported.end <= period.end:
            return Timing(Period.year_to_date(reported.end), basis)
        return Timing(period, Basis.YEAR)
    if basis is Basis.ROLLING_12M:
        return Timing(Period.twelve_months_to(period.end), basis) if period.months < 12 else Timing(period, Basis.YEAR)
    if basis is Basis.AVERAGE_12M:
        return Timing(Period.of(period.end), basis)
    if basis is Basis.SNAPSHOT:
        return Timing(Period.of(period.end), basis)
    return Timing(period, Basis.YEAR if period.months == 12 else basis)
