"""A council's figures beside official ones: which official year each may stand beside, and its company of that year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

import pandas as pd

from compare.official import ENGLAND, frame_of, neighbour_means, of_vintage, quartile_thresholds, vintage_on
from compare.ranks import ranked
from records.catalogue import Indicator, OfficialFigure, Reference
from records.period import Basis, Period

YEARLY = {Basis.YEAR.value, Basis.ROLLING_12M.value}


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
