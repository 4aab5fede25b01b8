"""The company that a paper itself prints, and whether its benchmarks are the official ones of their time."""

from __future__ import annotations

import pandas as pd

from records.observation import Role

COLUMN_OF = {
    Role.STATISTICAL_NEIGHBOUR: "neighbour_mean",
    Role.BEST_STATISTICAL_NEIGHBOUR: "best",
    Role.REGIONAL: "regional",
    Role.NATIONAL: "national",
    Role.NATIONAL_TOP_QUARTILE: "top_quartile",
}
CLOSE_SHARE = 0.02
"""`close`: within two per cent of the official value, or one more unit of the last printed decimal."""


def printed_company(figures: pd.DataFrame, benchmarks: pd.DataFrame) -> pd.DataFrame:
    """For each figure (key, document_id, indicator_id, unit, place) the benchmarks that its paper prints of it.

    Those printed at the figure's own place (its row, its passage) go first, then those anywhere in the paper. Two
    different values for one role leave it empty: two readings fit. Gives key, one column a role, comparison_period.
    """
    roles = benchmarks.assign(column=benchmarks["role"].map(COLUMN_OF))
    shared = ["document_id", "indicator_id", "unit"]
    same_place = one_value(figures.merge(roles, on=[*shared, "place"]), ["key", "column"])
    anywhere = one_value(roles, [*shared, "column"]).merge(figures[["key", *shared]], on=shared)
    chosen = pd.concat([same_place, anywhere[same_place.columns]]).drop_duplicates(["key", "column"])
    if chosen.empty:
        return pd.DataFrame(columns=["key", *COLUMN_OF.values(), "comparison_period"])
    wide = chosen.pivot(index="key", columns="column", values="benchmark").reindex(columns=list(COLUMN_OF.values()))
    stated = chosen[chosen["benchmark_period"] != ""].groupby("key")["benchmark_period"]
    wide["comparison_period"] = stated.agg(lambda seen: "; ".join(sorted(set(seen))))
    return wide.reset_index()


def one_value(benchmarks: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The one value of each group, of its newest stated year; groups that still hold two values are left out."""
    newest = benchmarks.sort_values("benchmark_period", ascending=False, kind="stable")
    first = newest.groupby(by, sort=False)["benchmark_period"].transform("first")
    newest = newest[newest["benchmark_period"] == first]
    values = newest.groupby(by, sort=False)["benchmark"].transform("nunique")
    return newest[values == 1].drop_duplicates(by)[[*by, "benchmark", "benchmark_period"]]


def verdict(printed: float, decimals: int, official: float) -> str:
    """`agrees` where the official value rounds to the printed one, else `close` or `differs`."""
    last = 10.0**-decimals
    difference = abs(printed - official)
    if difference <= last / 2 + 1e-9:
        return "agrees"
    return "close" if difference <= max(1.5 * last, CLOSE_SHARE * abs(official)) + 1e-9 else "differs"
