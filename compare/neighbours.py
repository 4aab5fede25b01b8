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
    # Measure by measure: a figure meets ten neighbours in four months, and all measures at once would not fit.
    found = [of_one_measure(group, pairs) for _, group in placed.groupby("indicator_id", sort=False)]
    return pd.concat(found, ignore_index=True)


def of_one_measure(placed: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """`from_papers` for the figures of one measure."""
    theirs = placed[["authority_id", "basis", "length", "end", "value", "period"]]
    theirs = theirs.set_axis(["neighbour_id", "basis", "length", "end", "theirs", "their_period"], axis=1)
    asked = placed[["key", "authority_id", "model", "basis", "length", "end"]].merge(
        pairs, on=["authority_id", "model"]
    )
    asked = asked.drop(columns=["authority_id", "model"])
    answers = []
    for age in range(NEAREST_EARLIER_MONTHS + 1):
        joined = asked.merge(
            theirs.assign(end=theirs["end"] + age), on=["neighbour_id", "basis", "length", "end"], how="left"
        )
        answered = joined["theirs"].notna()
        answers.append(joined.loc[answered, ["key", "theirs", "their_period"]].assign(age=age))
        asked = joined.loc[~answered, asked.columns]
    joined = pd.concat(answers, ignore_index=True)
    grouped = joined.groupby("key", sort=False)["theirs"]
    found = pd.DataFrame(
        {
            "neighbour_mean": grouped.mean(),
            "neighbour_median": grouped.median(),
            "neighbours_with_a_figure": grouped.size(),
        }
    )
    older = joined[joined["age"] > 0].groupby("key", sort=False)["their_period"]
    said = {key: "; ".join(sorted(set(periods))) for key, periods in older}
    found["comparison_period"] = [said.get(key) for key in found.index]
    return found.rename_axis("key").reset_index()


def spans_of(periods: pd.Series) -> dict[str, pd.Series]:
    """End of each period as a count of months, and its length in months."""
    parsed = {text: Period.parse(text) for text in periods.unique()}
    end = periods.map({text: p.end.year * 12 + p.end.month for text, p in parsed.items()})
    length = periods.map({text: p.months for text, p in parsed.items()})
    return {"end": end.astype("int64"), "length": length.astype("int64")}
