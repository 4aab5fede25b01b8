"""Benchmarks that papers print, each held against the official figure of its time: agrees, close, differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from compare.neighbours import model_on
from compare.official import ENGLAND, frame_of, neighbour_means, of_vintage, quartile_thresholds, vintage_on
from compare.printed import verdict
from records.catalogue import Indicator, OfficialFigure, Reference
from records.comparison import BenchmarkCheck, Comparable
from records.observation import Role, Unit
from records.period import Basis, Period

YEARS_BACK = 2
"""A benchmark without a year is of the newest published year, or up to two before; the newest that agrees is taken."""


@dataclass(frozen=True)
class Official:
    """The official figures of one vintage and neighbour model, ready to be asked."""

    values: Mapping[tuple[str, str, int], tuple[float, str]]
    """(authority, measure, year) -> value and vintage."""
    means: Mapping[tuple[str, str, int], tuple[float, float, float, str]]
    """(authority, measure, year) -> mean, least, greatest of its neighbours, and their vintage."""
    quartiles: Mapping[tuple[str, int], tuple[float, float]]
    """(measure, year) -> lower and upper quartile over England's authorities."""
    years: Mapping[str, Sequence[tuple[int, str, str]]]
    """measure -> (year, period as published, day of publication), newest first."""

    @classmethod
    def of(cls, held: pd.DataFrame, reference: Reference, model: str, wanted: set[str]) -> Official:
        means = neighbour_means(held, reference.neighbours, model, wanted)
        quartiles = quartile_thresholds(held)
        years: dict[str, list[tuple[int, str, str]]] = {}
        columns = ["indicator_id", "year", "official_period", "published"]
        for measure, year, period, published in (
            held[columns].drop_duplicates(columns[:2]).itertuples(index=False, name=None)
        ):
            years.setdefault(measure, []).append((year, period, published))
        return cls(
            values={
                (a, i, y): (v, vintage)
                for a, i, y, v, vintage in zip(
                    held["authority_id"],
                    held["indicator_id"],
                    held["year"],
                    held["value"],
                    held["vintage"],
                    strict=True,
                )
            },
            means={
                (r.authority_id, r.indicator_id, r.year): (r.neighbour_mean, r.least, r.greatest, r.neighbour_vintage)
                for r in means.itertuples(index=False)
            },
            quartiles={
                (r.indicator_id, r.year): (r.lower_quartile, r.upper_quartile)
                for r in quartiles.itertuples(index=False)
            },
            years={measure: sorted(found, reverse=True) for measure, found in years.items()},
        )

    def candidates(
        self, benchmark: Comparable, polarity: str, region: str | None, year: int
    ) -> list[tuple[float, str, str | None]]:
        """What the benchmark could be officially in that year: value, vintage, and a note where the role leaves two."""
        measure = benchmark.indicator_id
        if benchmark.role in (Role.NATIONAL, Role.REGIONAL):
            place = ENGLAND if benchmark.role is Role.NATIONAL else region
            found = self.values.get((place or "", measure, year))
            return [(*found, None)] if found else []
        if benchmark.role is Role.NATIONAL_TOP_QUARTILE:
            edges = self.quartiles.get((measure, year))
            if edges is None or polarity not in ("high", "low"):
                return []
            return [(edges[polarity == "high"], self.values.get((ENGLAND, measure, year), (0.0, "current"))[1], None)]
        means = self.means.get((benchmark.authority_id, measure, year))
        if means is None:
            return []
        mean, least, greatest, vintage = means
        if benchmark.role is Role.STATISTICAL_NEIGHBOUR:
            return [(mean, vintage, None)]
        ends = {"high": [greatest], "low": [least]}.get(polarity, [least, greatest])
        note = None if len(ends) == 1 else "the measure has no polarity: held against the nearer of least and greatest"
        return [(end, vintage, note) for end in ends]


def check_benchmarks(
    observations: Iterable[Comparable],
    *,
    reference: Reference,
    indicators: Mapping[str, Indicator],
    official: Iterable[OfficialFigure],
) -> list[BenchmarkCheck]:
    """Each printed benchmark beside the official figure of the vintage and the neighbour model of its paper's day."""
    observed = list(observations)
    printed = [o for o in observed if o.role.is_benchmark]
    monthly = printed_by_month(observed)
    if not printed:
        return []
    held = frame_of(official, {o.indicator_id for o in printed})
    wanted = {o.authority_id for o in printed}
    regions = {a.name: a.id for a in reference.authorities if a.kind == "region"}
    tables: dict[tuple[str, str], Official] = {}
    checks = []
    for benchmark in printed:
        vintage = vintage_on(benchmark.said_on)
        model, shown = model_on(benchmark.said_on, reference.models)
        if (vintage, model) not in tables:
            tables[vintage, model] = Official.of(of_vintage(held, vintage), reference, model, wanted)
        authority = reference.by_id.get(benchmark.authority_id)
        region = regions.get(authority.region) if authority else None
        indicator = indicators.get(benchmark.indicator_id)
        polarity = indicator.polarity if indicator else "neutral"
        if indicator and (unlike := unlike_official(benchmark, indicator, monthly)):
            checks.append(without_official(benchmark, unlike))
            continue
        checks.append(check_one(benchmark, tables[vintage, model], polarity=polarity, region=region, model=shown))
    return checks


def unlike_official(benchmark: Comparable, indicator: Indicator, monthly: set[tuple[str, str]]) -> str | None:
    """Why a printed benchmark is no figure of the kind that the official statistics have; None where it may be one.

    `monthly`: document and measure of which the paper prints figures of single months and none of whole years.
    """
    if indicator.unit is Unit.COUNT and benchmark.role in (Role.NATIONAL, Role.REGIONAL):
        return "a count of others can only be an average or scaled to the council; the official count is of all of them"
    if benchmark.period:
        return None
    if indicator.kind == "flow":
        return "a count without a stated year: over which span is not known"
    if indicator.kind == "rate_of_flow" and (benchmark.document_id, benchmark.indicator_id) in monthly:
        return "printed beside rates of single months: whether it is a month's or a year's is not known"
    return None


def printed_by_month(observations: Iterable[Comparable]) -> set[tuple[str, str]]:
    """Document and measure of which the paper prints figures of months and none of a year, or of twelve months."""
    spans: dict[tuple[str, str], set[Basis]] = {}
    for one in observations:
        if one.role is Role.ACTUAL and one.basis is not None:
            spans.setdefault((one.document_id, one.indicator_id), set()).add(one.basis)
    whole = {Basis.YEAR, Basis.ROLLING_12M, Basis.YTD}
    return {key for key, bases in spans.items() if Basis.MONTH in bases and not bases & whole}


def check_one(
    benchmark: Comparable, official: Official, *, polarity: str, region: str | None, model: str
) -> BenchmarkCheck:
    """One benchmark: of its stated year, else of the newest published year that agrees, else of the newest."""
    years = list(official.years.get(benchmark.indicator_id, ()))
    if benchmark.period:
        stated = Period.parse(benchmark.period).start
        wanted = stated.year if stated.month >= 4 else stated.year - 1
        years = [entry for entry in years if entry[0] == wanted]
    else:
        years = [entry for entry in years if entry[2] <= (benchmark.said_on or "9999")][: YEARS_BACK + 1]
    found = []
    for place, (year, period, _) in enumerate(years):
        for value, vintage, note in official.candidates(benchmark, polarity, region, year):
            said = verdict(benchmark.value, benchmark.decimals, value)
            older = note or ("not of the newest year published by then" if place else None)
            found.append((said != "agrees", place, abs(benchmark.value - value), value, vintage, period, older, said))
    is_neighbours = benchmark.role in (Role.STATISTICAL_NEIGHBOUR, Role.BEST_STATISTICAL_NEIGHBOUR)
    if not found:
        return without_official(benchmark, None)
    _, _, _, value, vintage, period, note, said = min(found, key=lambda entry: entry[:3])
    return BenchmarkCheck(
        observation_id=benchmark.observation_id,
        authority_id=benchmark.authority_id,
        indicator_id=benchmark.indicator_id,
        role=benchmark.role.value,
        printed=benchmark.value,
        official=round(value, 6),
        difference=round(benchmark.value - value, 6),
        verdict=said,
        comparison_period=period,
        stated_period=benchmark.period or None,
        vintage=vintage,
        neighbour_model=model if is_neighbours else None,
        note=note,
    )


def without_official(benchmark: Comparable, note: str | None) -> BenchmarkCheck:
    """A benchmark that nothing official held here can be set beside."""
    return BenchmarkCheck(
        observation_id=benchmark.observation_id,
        authority_id=benchmark.authority_id,
        indicator_id=benchmark.indicator_id,
        role=benchmark.role.value,
        printed=benchmark.value,
        official=None,
        difference=None,
        verdict="no official figure",
        comparison_period=None,
        stated_period=benchmark.period or None,
        vintage=None,
        neighbour_model=None,
        note=note,
    )
