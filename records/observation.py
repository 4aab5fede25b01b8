"""A figure on its way: Candidate, then either Observation or Rejection, each with its Evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from records.page import NO_PAGE, Box
from records.period import Basis, Period, Timing
from records.table import SecondReading


class Origin(StrEnum):
    """Where a figure stood."""

    TABLE = "table"
    PROSE = "prose"
    TILE = "tile"


class Unit(StrEnum):
    """What a value counts. Source: the gold's vocabulary."""

    COUNT = "count"
    PERCENT = "percent"
    PER_10K = "per_10k"
    PER_100K = "per_100k"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    CASES_PER_WORKER = "cases_per_worker"
    POINTS = "points"
    RATIO = "ratio"


class Role(StrEnum):
    """What a figure is to its measure. Source: the gold's vocabulary."""

    ACTUAL = "actual"
    TARGET = "target"
    THRESHOLD_RED = "threshold_red"
    THRESHOLD_AMBER = "threshold_amber"
    STATISTICAL_NEIGHBOUR = "statistical_neighbour"
    BEST_STATISTICAL_NEIGHBOUR = "best_statistical_neighbour"
    REGIONAL = "regional"
    NATIONAL = "national"
    NATIONAL_TOP_QUARTILE = "national_top_quartile"
    CHANGE = "change"
    MAX_12M = "max_12m"
    MIN_12M = "min_12m"
    PCT_CHANGE = "pct_change"

    @property
    def is_benchmark(self) -> bool:
        """A figure of others, which has a period only where the source gives its year."""
        return self in {
            Role.STATISTICAL_NEIGHBOUR,
            Role.BEST_STATISTICAL_NEIGHBOUR,
            Role.REGIONAL,
            Role.NATIONAL,
            Role.NATIONAL_TOP_QUARTILE,
        }

    @property
    def is_goal(self) -> bool:
        """A target or tolerance, which has neither period nor basis unless the source gives a year."""
        return self in {Role.TARGET, Role.THRESHOLD_RED, Role.THRESHOLD_AMBER}


class Direction(StrEnum):
    """Where the source says the figure moved."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where anyone can see a figure."""

    page: int
    """From 1; 0 for text that has no pages."""
    box: Box | None
    """The cell, or the words of the figure in a sentence. None for text without a page."""
    table: int | None = None
    """Number of the table in the document, with `row` and `col`."""
    row: int | None = None
    col: int | None = None
    sentence: int | None = None
    """Number of the sentence in the document."""
    support: tuple[tuple[int, Box], ...] = ()
    """Page and box of what else was read for it: its label, headings, the words of its period."""

    @property
    def off_page(self) -> Evidence:
        """The same of a text without pages: the sheet that it was set on is ours, and is not shown to anyone."""
        return replace(self, page=NO_PAGE, box=None, support=())


@dataclass(frozen=True, slots=True)
class Figure:
    """What one printed figure says by its own form, before anything around it is known."""

    value_text: str
    """The shortest span that holds the number: '27.7%', '118 of 194', '1,730'."""
    value: Decimal | None
    """On the scale of its unit, percentages 0-100. None only where `suppressed`."""
    unit: Unit | None = None
    """What the form itself says ('%'); None where only the measure can tell."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    operator: str | None = None
    """`<`, `<=`, `>`, `>=` where the value is a bound, whichever side it was printed on."""
    suppressed: bool = False
    symbol: str | None = None
    """`c`, `x`, `z`, `low`, `u` where the source says why there is no value."""
    year: Period | None = None
    """A year printed with the figure: '12.3% (2017)' is the year ended March 2017."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure with all that stands around it; nothing is decided yet."""

    figure: Figure
    origin: Origin
    evidence: Evidence
    text: str
    """The cell or sentence as published."""
    label: str
    """The council's words for the measure; empty where none stand near."""
    headings: tuple[str, ...] = ()
    """What it stands under, outermost first: section, table title, group label."""
    column: tuple[str, ...] = ()
    """Column headings, outermost first (or the row's, where months run down)."""
    unit_words: str = ""
    """A unit column's word ('Percentage', 'Rate per 10,000'); empty where there is none."""
    role: Role = Role.ACTUAL
    timing: Timing = Timing()
    comparator: str | None = None
    direction: Direction | None = None
    rag: str | None = None
    """`red`, `amber`, `green`: the council's own."""
    arrow: str | None = None
    """The direction-of-travel mark as published, or `up`, `down`, `same` where it is drawn."""
    indicator_id: str | None = None
    """Set where the sentence's grammar already decided the measure; else None."""
    part: str | None = None
    """The part of the measure that it is of, where a heading beside the label names one (a team, an age); else None."""
    refused: bool = False
    """True for a figure of prose whose measure the sentence leaves open on purpose: its label alone may not name it."""
    averaged: bool = False
    """True for a mean of several months, for which there is no basis."""
    method: str = "text"
    """`text` or `ocr`."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of one authority, read as a person would read it."""

    origin: Origin
    evidence: Evidence
    text: str
    value_text: str
    value: Decimal | None
    """On the scale of `unit`; percentages 0-100. None only where `suppressed`."""
    unit: Unit | None
    indicator_id: str | None
    """Id in data/catalogue/indicators.csv; None where the catalogue has no such measure or it is not settled."""
    indicator_text: str
    """The words by which the source names the measure."""
    period: Period | None
    """Months, both ends in. None where the source does not say."""
    basis: Basis | None
    role: Role
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    comparator: str | None = None
    """`change` and `pct_change` only: what it is compared with ('2020-10', 'target', 'statistical_neighbour')."""
    direction: Direction | None = None
    operator: str | None = None
    suppressed: bool = False
    symbol: str | None = None
    rag: str | None = None
    arrow: str | None = None
    label: int | None = None
    """Place of its label in the Reading's `labels`; None where it has no label."""
    method: str = "text"
    """`text` or `ocr`."""
    note: str | None = None
    """What a reader should know: why a field is empty, what was doubtful."""
    correction: str | None = None
    """What a person mended, and who, when and why; None where nobody did."""
    second: SecondReading | None = None
    """What an independent reader says of its cell; None where none was asked, or where it says nothing."""
    confidence: float | None = None
    """Share, 0 to 1, of figures read in this way that were right when measured; None until measured."""


def joined_notes(*notes: str | None) -> str | None:
    """Notes of one figure as one, each once, in their order; None where there are none."""
    return "; ".join(dict.fromkeys(note for note in notes if note)) or None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A numeral that is no figure, and why."""

    page: int
    box: Box | None
    text: str
    """The words around it, as published."""
    value_text: str
    reason: str
    """A date, an age, a reference number, an axis label, a definition ..."""
