"""The official statistics as they stood on a paper's day: vintage, newest published year, neighbours' means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from records.catalogue import Neighbour, OfficialFigure
from records.period import Period

ENGLAND = "970"

# DfE recomputed rates per 10,000 on Census 2021 populations in the releases of autumn 2023, and again later. A paper is
# held against the newest vintage not later than its own date; before autumn 2023 that is `2023`, which up to 2020/21
# holds what papers of the time quote. Source: data/reference/README.md, "Vintages".
VINTAGES_FROM = (("2023", ""), ("2024", "2024-11-01"), ("current", "2025-11-01"))

# Months from the end of a year to its first publication: a year to March comes out in autumn, a school year in the
# spring after next; the workforce census of 30 September in the February that follows.
PUBLISHED_AFTER_MONTHS = 8
WORKFORCE_PUBLISHED_AFTER_MONTHS = 5


def vintage_on(day: str) -> str:
    """The vintage against which a paper of that ISO date is held; an empty date takes the first."""
    return [vintage for vintage, first in VINTAGES_FROM if first <= day or not first][-1]


def year_of(period: str) -> int:
    """The year that a period of official statistics is of, by the calendar year in which its April lies.

    '2019-04/2020-03' -> 2019; '2020-03' (at 31 March 2020) -> 2019; '2019-09' (workforce) -> 2019;
    '2018-09/2019-08' (school year) -> 2018.
    """
    start = Period.parse(period).start
    return start.year if start.month >= 4 else start.year - 1


def published_from(period: str) -> str:
    """ISO date from which a period's official figures can be known."""
    parsed = Period.parse(period)
    single_september = parsed.start == parsed.end and parsed.end.month == 9
    months = WORKFORCE_PUBLISHED_AFTER_MONTHS if single_september else PUBLISHED_AFTER_MONTHS
    return f"{parsed.end.plus(months)}-01"


def frame_of(figures: Iterable[OfficialFigure], indicators: set[str]) -> pd.DataFrame:
    """Official figures of these measures, one row each, with the year and the day of publication."""
    rows = [
        (f.authority_id, f.geography, f.indicator_id, f.period, f.value, f.vintage)
        for f in figures
        if f.indicator_id in indicators
    ]
    frame = pd.DataFrame(
        rows, columns=["authority_id", "geography", "indicator_id", "official_period", "value", "vintage"]
    )
    periods = frame["official_period"].unique()
    frame["year"] = frame["official_period"].map({p: year_of(p) for p in periods}).astype("int64")
    frame["published"] = frame["official_period"].map({p: published_from(p) for p in periods}).astype(object)
    return frame


def of_vintage(official: pd.DataFrame, vintage: str) -> pd.DataFrame:
    """One row for each authority, measure and year: of that vintage, else `current`, and `vintage` says which."""
    wanted = official[official["vintage"].isin([vintage, "current"])]
    wanted = wanted.assign(stands_in=wanted["vintage"] != vintage).sort_values("stands_in", kind="stable")
    return wanted.drop_duplicates(["authority_id", "indicator_id", "year"]).drop(columns="stands_in")


def neighbour_means(
    figures: pd.DataFrame, neighbours: Sequence[Neighbour], model: str, wanted: set[str]
) -> pd.DataFrame:
    """Mean, median, n, least and greatest over the ten neighbours, for each authority wanted, measure and year.

    The mean is of those that have a figure, as LAIT does it; the median as DfE's dashboard does.
    """
    pairs = pd.DataFrame(
        [(n.authority_id, n.neighbour_id) for n in neighbours if n.model == model and n.authority_id in wanted],
        columns=["authority_id", "neighbour_id"],
    )
    theirs = figures.rename(columns={"authority_id": "neighbour_id"})[
        ["neighbour_id", "indicator_id", "year", "value", "vintage"]
    ]
    joined = pairs.merge(theirs, on="neighbour_id")
    grouped = joined.groupby(["authority_id", "indicator_id", "year"], sort=False)
    return grouped.agg(
        neighbour_mean=("value", "mean"),
        neighbour_median=("value", "median"),
        neighbours_with_a_figure=("value", "size"),
        least=("value", "min"),
        greatest=("value", "max"),
        neighbour_vintage=("vintage", "min"),
    ).reset_index()


def quartile_thresholds(figures: pd.DataFrame) -> pd.DataFrame:
    """Lower and upper quartile over all authorities that have a figure, by measure and year."""
    councils = figures[figures["geography"] == "authority"]
    grouped = councils.groupby(["indicator_id", "year"], sort=False)["value"]
    return grouped.agg(
        lower_quartile=lambda values: float(np.quantile(values, 0.25)),
        upper_quartile=lambda values: float(np.quantile(values, 0.75)),
    ).reset_index()
