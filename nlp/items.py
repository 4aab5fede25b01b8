"""Minutes of several items -> what each item's paper is of; a page of one item is of what the page says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from normalise.spoken_times import said_to_cover
from records.period import Period
from records.table import Sentence

OPENING = 4
"""Sentences of an item in which it says what was laid before the meeting."""
_RECEIVED = re.compile(
    r"\b(?:received|considered|presented|submitted|introduced|noted|discussed)\b[^.;]{0,120}"
    r"\b(?:reports?|data|information|update|overview|scorecard|dashboard)\b",
    re.IGNORECASE,
)


class ItemPeriods:
    """Which time the undated figures under a heading are of, where a page's items are of several."""

    def __init__(self, sentences: Iterable[Sentence], reported: Period | None) -> None:
        """`reported` is what the whole page is of; None where it says nothing."""
        self._reported = reported
        openings: dict[str, list[str]] = defaultdict(list)
        for one in sentences:
            opening = openings[one.passage.heading or ""]
            if one.passage.table is None and len(opening) < OPENING:
                opening.append(one.text)
        told = {
            heading: said_to_cover(text for text in texts if _RECEIVED.search(text))
            for heading, texts in openings.items()
            if heading
        }
        self._told = {heading: period for heading, period in told.items() if period}
        self._several = len(set(self._told.values())) > 1

    def of(self, heading: str | None) -> Period | None:
        """Of an item that says nothing while others differ: None, as two times fit."""
        if not self._several:
            return self._reported
        for item in sorted(self._told, key=len, reverse=True):
            if heading == item or (heading or "").startswith(f"{item} | "):
                return self._told[item]
        return None
