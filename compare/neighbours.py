"""Which neighbour model was in force, and what the neighbours' own papers say."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from records.catalogue import Neighbour, NeighbourModel
from records.period import Period

NEAREST_EARLIER_MONTHS = 3
"""A neighbour's figure up to three months older stands in, and `comparison_period` then says so."""


def model_on(day: str, models: Sequence[NeighbourModel]) -> tuple[str, str]:
    """The neighbour model in force on an ISO date, and how it is shown.

    Before the first known model (April 2021) that one stands in: ('2021', '2021 (stand-in)').
    Raises ValueError where no model is known at all.
    """
    if not models:
        raise ValueError("no neighbour model is known: data/reference/neighbour_models.csv is empty")
    ordered = sorted(models, key=lambda model: model.in_force_from)
    in_force = [m for m in ordered if m.in_force_from.isoformat() <= (day or "9999")]
    if not in_force:
        return ordered[0].model, f"{ordered[0].model} (stand-in)"
    return in_force[-1].model, in_force[-1].model


def from_papers(figures: pd.DataFrame, neighbours: Sequence[Neighbour]) -> pd.DataFrame:
    """For each figure (columns key, authority_id, indicator_id, basis, period, model) what its neighbours' papers say.

    The same measure, basis and period; else the nearest earlier one of the same length within three months. Gives
    key, neighbour_mean, neighbour_median, neighbours_with_a_figure, comparison_period (None where it is the same).
    """
    held = set(figures["authority_id"])
    pairs = pd.DataFrame(
        [
            (n.authority_id, n.neighbour_id, n.model)
            for n in neighbours
            if n.authority_id in held and n.neighbour_id in held
        ],
        columns=["authority_id", "neighbour_id", "model"],
    )
    placed = figures.assign(**spans_of(figures["period"]))
    theirs = placed.rename(
        columns={"authority_id": "neighbour_id", "value": "theirs", "end": "their_end", "period": "their_period"}
    )
    theirs = theirs[["neighbour_id", "indicator_id", "basis", "length", "their_end", "theirs", "their_period"]]
    mine = placed.merge(pairs, on=["authority_id", "model"])
    joined = mine.merge(theirs, on=["neighbour_id", "indicator_id", "basis", "length"])
    joined["age"] = joined["end"] - joined["their_end"]
    joined = joined[joined["age"].between(0, NEAREST_EARLIER_MONTHS)].sort_values("age", kind="stable")
    joined = joined.drop_duplicates(["key", "neighbour_id"])
    grouped = joined.groupby("key", sort=False)
    found = grouped.agg(
        neighbour_mean=("theirs", "mean"),
        neighbour_median=("theirs", "median"),
        neighbours_with_a_figure=("theirs", "size"),
    )
    older = joined[joined["age"] > 0]
    periods = older.groupby("key", sort=False)["their_period"].agg(lambda seen: "; ".join(sorted(set(seen))))
    found["comparison_period"] = periods.reindex(found.index).astype(object).where(lambda s: s.notna(), None)
    return found.reset_index()


def spans_of(periods: pd.Series) -> dict[str, pd.Series]:
    """End of each period as a count of months, and its length in months."""
    parsed = {text: Period.parse(text) for text in periods.unique()}
    end = periods.map({text: p.end.year * 12 + p.end.month for text, p in parsed.items()})
    return {
        "end": end.astype("int64"),
        "length": periods.map({text: p.months for text, p in parsed.items()}).astype("int64"),
    }
