"""Beside whom: observations and reference rows to comparisons; the room that imports pandas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from compare.beside_official import with_official
from compare.neighbours import from_papers, model_on
from compare.printed import printed_company
from compare.ranks import ranked
from records.catalogue import Indicator, OfficialFigure, Reference
from records.comparison import Comparable, Comparison
from records.observation import Role

KEY = ["authority_id", "indicator_id", "period", "basis"]
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
