"""Rank and quartile band by polarity; measures without one get neither, and no colour."""

from __future__ import annotations

import numpy as np
import pandas as pd

JUDGED = ("high", "low")
FEWEST_FOR_BANDS = 4
"""Under four councils a quarter has no council in it."""


def band(value: float, values: np.ndarray, polarity: str) -> str | None:
    """A (best) to D, by LAIT's rule, or None where the measure has no polarity or too few councils have a figure.

    Quantiles at 25, 50 and 75; edges belong to the lower band of values: for low-is-good A is at or under the first,
    for high-is-good A is above the third. Source: LAIT's quartile banding.
    """
    if polarity not in JUDGED or len(values) < FEWEST_FOR_BANDS:
        return None
    place = int(np.searchsorted(np.quantile(values, [0.25, 0.5, 0.75]), value, side="left"))
    return "ABCD"[place] if polarity == "low" else "DCBA"[place]


def ranked(figures: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """`figures` (value, polarity and the columns of `by`) with rank, ranked and quartile within each group.

    Rank 1 is best; ties take the smaller rank; None where the measure has no polarity or stands alone.
    """
    frame = figures.copy()
    groups = frame.groupby(by, sort=False)["value"]
    up, down = groups.rank(method="min", ascending=True), groups.rank(method="min", ascending=False)
    frame["ranked"] = groups.transform("size")
    judged = frame["polarity"].isin(JUDGED) & (frame["ranked"] > 1)
    frame["rank"] = up.where(frame["polarity"] == "low", down).where(judged)
    frame["quartile"] = None
    for _, group in frame[judged & (frame["ranked"] >= FEWEST_FOR_BANDS)].groupby(by, sort=False):
        values = group["value"].to_numpy()
        frame.loc[group.index, "quartile"] = [
            band(v, values, p) for v, p in zip(values, group["polarity"], strict=True)
        ]
    return frame
