"""What is compared and what comes of it: one authority's figure beside others'."""

from __future__ import annotations

from dataclasses import dataclass

from records.observation import Role
from records.period import Basis


@dataclass(frozen=True, slots=True)
class Comparable:
    """A stored figure, as far as a comparison needs it: named, placed in time, and with its paper's date."""

    observation_id: str
    document_id: str
    authority_id: str
    indicator_id: str
    role: Role
    value: float
    decimals: int
    """Printed after the point: '238.38' has 2."""
    unit: str
    period: str
    """As in the contract; empty where the source gives none (most benchmarks)."""
    basis: Basis | None
    page: int
    place: str
    """Table and row, or passage: figures of one place were printed together."""
    said_on: str
    """ISO date by which the paper's benchmarks are judged: its meeting, else the end of its reported period.

    Empty where neither is known.
    """


@dataclass(frozen=True, slots=True)
class Comparison:
    """One authority, measure, period, basis and source of company. Columns of `comparisons` in the contract."""

    authority_id: str
    indicator_id: str
    period: str
    basis: str
    source: str
    """`printed`, `official` or `papers`."""
    observation_id: str
    others: tuple[str, ...]
    """Other observations that state the same figure: older papers, or the same paper again."""
    value: float
    neighbour_model: str | None
    neighbour_mean: float | None
    neighbour_median: float | None
    neighbours_with_a_figure: int | None
    national: float | None
    regional: float | None
    best: float | None
    top_quartile: float | None
    vintage: str | None
    comparison_period: str | None
    """Where it is not the figure's own."""
    rank: int | None
    ranked: int | None
    quartile: str | None
    """A (best) to D by the measure's polarity; None where it has none."""


@dataclass(frozen=True, slots=True)
class BenchmarkCheck:
    """A benchmark that a paper printed, held against the official figure of its time."""

    observation_id: str
    authority_id: str
    indicator_id: str
    role: str
    printed: float
    official: float | None
    """None where the official statistics held here have no such figure."""
    difference: float | None
    verdict: str
    """`agrees`, `close`, `differs`, or `no official figure`."""
    comparison_period: str | None
    """The year of the official figure."""
    stated_period: str | None
    """The year that the paper gives; None where it gives none and the newest published one was taken."""
    vintage: str | None
    neighbour_model: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether a report of an authority and month is held."""

    authority_id: str
    report_period: str
    status: str
    """`held`, `missing`, `unreadable`."""
    document_id: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A report, as far as coverage needs it."""

    authority_id: str
    report_period: str
    document_id: str
    status: str
    """Of its document: `read`, `partly read`, `failed`."""
    error: str | None
