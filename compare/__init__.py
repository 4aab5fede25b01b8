"""Beside whom: observations and reference rows to comparisons; the room that imports pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from compare.neighbours import from_papers, model_on
from compare.official import (
    ENGLAND,
    frame_of,
    neighbour_means,
    of_vintage,
    quartile_thresholds,
    vintage_on,
)
from compare.printed import printed_company
from compare.ranks import ranked
from records.catalogue import Indicator, OfficialFigure, Reference
from records.comparison import Comparable, Comparison
from records.observation import Role
from records.period import Basis, Period

KEY = ["authority_id", "indicator_id", "period", "basis"]
YEARLY = {Basis.YEAR.value, Basis.ROLLING_12M.value}
COMPANY = [
    "neighbour_mean",
    "neighbour_median",
    "neighbours_with_a_figure",
    "national",
    "regional",
    "best",
    "top_quartile",
    "vintage",
    "comparison_period",
    "rank",
    "ranked",
    "quartile",
]


def compare_all(
    observations: Iterable[Comparable],
    *,
    reference: Reference,
    indicators: Mapping[str, Indicator],
    official: Iterable[OfficialFigure],
) -> list[Comparison]:
    """Every actual figure with its company as printed, official, and from the neighbours' own papers.

    Where several papers state one figure (authority, measure, period, basis) the newest report's counts and the others
    are listed with it. A source without any company gives no row. `official` carries the catalogue's own ids.
    """
    observed = list(observations)
    figures = figures_of(observed, indicators, reference)
    if figures.empty:
        return []
    parts = [
        with_printed(figures, observed),
        with_official(figures, reference, indicators, official),
        with_papers(figures, reference),
    ]
    found = [part for part in parts if not part.empty]
    return comparisons_of(pd.concat(found, ignore_index=True)) if found else []


def figures_of(
    observed: Sequence[Comparable], indicators: Mapping[str, Indicator], reference: Reference
) -> pd.DataFrame:
    """One row for each authority, measure, period and basis: the newest report's figure, with its neighbour model."""
    rows = [
        (
            o.authority_id,
            o.indicator_id,
            o.period,
            o.basis.value,
            o.observation_id,
            o.document_id,
            o.unit,
            o.place,
            o.value,
            o.said_on,
        )
        for o in observed
        if o.role is Role.ACTUAL and o.period and o.basis is not None
    ]
    columns = [*KEY, "observation_id", "document_id", "unit", "place", "value", "said_on"]
    frame = pd.DataFrame(rows, columns=columns).sort_values("said_on", ascending=False, kind="stable")
    if frame.empty:
        return frame
    grouped = frame.groupby(KEY, sort=False)
    newest = grouped.head(1).copy()
    others = grouped["observation_id"].agg(lambda ids: tuple(ids[1:]))
    newest["others"] = others.to_numpy()
    newest["key"] = range(len(newest))
    newest["polarity"] = (
        newest["indicator_id"].map({id_: i.polarity for id_, i in indicators.items()}).fillna("neutral")
    )
    days = {day: model_on(day, reference.models) for day in newest["said_on"].unique()}
    newest["model"] = newest["said_on"].map({day: model for day, (model, _) in days.items()})
    newest["neighbour_model"] = newest["said_on"].map({day: shown for day, (_, shown) in days.items()})
    with_list = {(n.authority_id, n.model) for n in reference.neighbours}
    lacks = [pair not in with_list for pair in zip(newest["authority_id"], newest["model"], strict=True)]
    newest.loc[lacks, "neighbour_model"] = "no list"
    return newest.reset_index(drop=True)


def with_printed(figures: pd.DataFrame, observed: Sequence[Comparable]) -> pd.DataFrame:
    """The figures whose paper prints benchmarks of the same measure; by which model is the paper's affair."""
    rows = [
        (o.document_id, o.indicator_id, o.unit, o.place, o.role, o.value, o.period)
        for o in observed
        if o.role.is_benchmark
    ]
    names = ["document_id", "indicator_id", "unit", "place", "role", "benchmark", "benchmark_period"]
    company = printed_company(figures, pd.DataFrame(rows, columns=names))
    return figures.drop(columns="neighbour_model").merge(company, on="key").assign(source="printed")


def with_papers(figures: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """The figures that neighbours' own papers also state, with rank and quartile over the councils held."""
    company = from_papers(figures, reference.neighbours)
    places = ranked(figures[["key", *KEY, "value", "polarity"]], ["indicator_id", "period", "basis"])
    joined = figures.merge(company, on="key", how="left").merge(places[["key", "rank", "ranked", "quartile"]], on="key")
    joined["neighbours_with_a_figure"] = joined["neighbours_with_a_figure"].fillna(0)
    alone = (joined["neighbours_with_a_figure"] == 0) & (joined["ranked"] < 2)
    return joined[~alone].assign(source="papers")


def with_official(
    figures: pd.DataFrame, reference: Reference, indicators: Mapping[str, Indicator], official: Iterable[OfficialFigure]
) -> pd.DataFrame:
    """The figures that can stand beside official ones: of the newest year out by the paper's day, or of their own."""
    comparable = figures[
        [beside_a_year(indicators.get(i), b) for i, b in zip(figures["indicator_id"], figures["basis"], strict=True)]
    ]
    if comparable.empty:
        return comparable
    held = frame_of(official, set(comparable["indicator_id"]))
    parts = []
    for (vintage, model), group in comparable.groupby([comparable["said_on"].map(vintage_on), "model"], sort=False):
        parts.append(beside_vintage(group, of_vintage(held, str(vintage)), reference, str(model)))
    return pd.concat(parts, ignore_index=True).assign(source="official") if parts else comparable.head(0)


def beside_a_year(indicator: Indicator | None, basis: str) -> bool:
    """Whether a figure on this basis can stand beside a whole year's.

    A count of one month cannot, nor a month's rate per 10,000 (a twelfth of a year's); shares, averages and what is
    counted at a moment can.
    """
    if indicator is None:
        return False
    if indicator.kind == "flow":
        return basis in YEARLY
    if indicator.kind == "rate_of_flow":
        return basis in YEARLY | {Basis.YTD.value}
    return True


def beside_vintage(group: pd.DataFrame, held: pd.DataFrame, reference: Reference, model: str) -> pd.DataFrame:
    """Figures of papers of one vintage and neighbour model, each with the official company of its year."""
    placed = group.assign(year=years_beside(group, held))
    placed = placed[placed["year"].notna()].astype({"year": "int64"})
    periods = held[["indicator_id", "year", "official_period"]].drop_duplicates(["indicator_id", "year"])
    placed = placed.merge(periods, on=["indicator_id", "year"])

    authorities = reference.by_id
    regions = {a.name: a.id for a in reference.authorities if a.kind == "region"}
    region_of = {id_: regions.get(a.region) for id_, a in authorities.items()}
    lookup = held.set_index(["authority_id", "indicator_id", "year"])[["value", "vintage"]]
    means = neighbour_means(held, reference.neighbours, model, set(group["authority_id"]))
    placed = placed.merge(means, on=["authority_id", "indicator_id", "year"], how="left")
    placed = placed.merge(quartile_thresholds(held), on=["indicator_id", "year"], how="left")
    for column, place in (("national", ENGLAND), ("regional", None)):
        ids = placed["authority_id"].map(region_of) if place is None else pd.Series(place, index=placed.index)
        index = pd.MultiIndex.from_arrays([ids, placed["indicator_id"], placed["year"]])
        found = lookup.reindex(index)
        placed[column] = found["value"].to_numpy()
        if column == "national":
            placed["vintage"] = found["vintage"].to_numpy()
    placed["vintage"] = placed["vintage"].where(placed["vintage"].notna(), placed["neighbour_vintage"])
    high, low = placed["polarity"] == "high", placed["polarity"] == "low"
    placed["best"] = placed["greatest"].where(high, placed["least"].where(low))
    placed["top_quartile"] = placed["upper_quartile"].where(high, placed["lower_quartile"].where(low))
    councils = held[held["geography"] == "authority"].merge(
        placed[["indicator_id", "polarity"]].drop_duplicates("indicator_id"), on="indicator_id"
    )
    places = ranked(councils, ["indicator_id", "year"])[
        ["authority_id", "indicator_id", "year", "rank", "ranked", "quartile"]
    ]
    placed = placed.merge(places, on=["authority_id", "indicator_id", "year"], how="left")
    own = (placed["basis"] == Basis.YEAR.value) & (placed["period"] == placed["official_period"])
    placed["comparison_period"] = placed["official_period"].where(~own, None)
    # The place among England's councils is that of the council's own official figure: it stands beside a figure of that
    # very year only, not beside a month's.
    for column in ("rank", "ranked", "quartile"):
        placed[column] = placed[column].where(placed["basis"] == Basis.YEAR.value, None)
    return placed[placed["neighbour_mean"].notna() | placed["national"].notna()]


def years_beside(group: pd.DataFrame, held: pd.DataFrame) -> list[int | None]:
    """The official year that each figure stands beside: its own, if it is a year's; else the newest out by its day."""
    years: dict[str, list[tuple[int, str]]] = {}
    for measure, year, published in (
        held[["indicator_id", "year", "published"]].drop_duplicates().itertuples(index=False)
    ):
        years.setdefault(measure, []).append((year, published))

    @cache
    def beside(measure: str, day: str, own: str | None) -> int | None:
        known = years.get(measure, [])
        if own is not None:
            year = Period.parse(own).start.year
            return year if any(year == other for other, _ in known) else None
        return max((year for year, published in known if published <= (day or "9999")), default=None)

    is_year = group["basis"] == Basis.YEAR.value
    asked = zip(group["indicator_id"], group["said_on"], group["period"].where(is_year, None), strict=True)
    return [beside(measure, day, own if isinstance(own, str) else None) for measure, day, own in asked]


def comparisons_of(whole: pd.DataFrame) -> list[Comparison]:
    """Rows of all sources as records, in the order of their keys."""
    frame = whole.reindex(columns=[*KEY, "source", "observation_id", "others", "value", "neighbour_model", *COMPANY])
    frame = frame.sort_values([*KEY, "source"], kind="stable")
    columns = {name: plain_values(frame[name], name) for name in frame.columns}
    return [Comparison(**dict(zip(columns, row, strict=True))) for row in zip(*columns.values(), strict=True)]


def plain_values(column: pd.Series, name: str) -> list[Any]:
    """A column as Python values: None where pandas has nothing, whole numbers where things are counted."""
    if name == "others":
        return list(column)
    values = [None if pd.isna(value) else value for value in column.astype(object)]
    if name in ("neighbours_with_a_figure", "rank", "ranked"):
        return [None if value is None else int(value) for value in values]
    return [round(value, 6) if isinstance(value, float) else value for value in values]
