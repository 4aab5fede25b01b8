"""Boxes of a page, to be asked which hold a point: in bands, so that a crowded page costs no square of itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Generic, TypeVar

from records.page import Box

Thing = TypeVar("Thing")
BAND_PT = 16.0


class Shelf(Generic[Thing]):
    """Things by their boxes, in points; a box holds what is up to `slack_pt` beyond its edge."""

    def __init__(self, slack_pt: float = 1.0) -> None:
        self._slack = slack_pt
        self._bands: dict[int, list[tuple[Box, Thing]]] = defaultdict(list)

    def put(self, box: Box, thing: Thing) -> None:
        first, last = int((box.top - self._slack) // BAND_PT), int((box.bottom + self._slack) // BAND_PT)
        for band in range(first, last + 1):
            self._bands[band].append((box, thing))

    def at(self, x: float, y: float) -> Iterator[Thing]:
        """What lies at a point, in the order in which it was put."""
        slack = self._slack
        for box, thing in self._bands.get(int(y // BAND_PT), ()):
            if box.x0 - slack <= x <= box.x1 + slack and box.top - slack <= y <= box.bottom + slack:
                yield thing
