"""Boxes of a page, to be asked which hold a point: in fields, so that a crowded page costs no square of itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Generic, TypeVar

from records.page import Box

Thing = TypeVar("Thing")
FIELD_PT = (64.0, 16.0)
"""Width and height of a field: some words of one line."""


class Shelf(Generic[Thing]):
    """Things by their boxes, in points; a box holds what is up to `slack_pt` beyond its edge."""

    def __init__(self, slack_pt: float = 1.0) -> None:
        self._slack = slack_pt
        self._fields: dict[tuple[int, int], list[tuple[Box, Thing]]] = defaultdict(list)

    def put(self, box: Box, thing: Thing) -> None:
        slack, (wide, high) = self._slack, FIELD_PT
        for column in range(int((box.x0 - slack) // wide), int((box.x1 + slack) // wide) + 1):
            for row in range(int((box.top - slack) // high), int((box.bottom + slack) // high) + 1):
                self._fields[column, row].append((box, thing))

    def at(self, x: float, y: float) -> Iterator[Thing]:
        """What lies at a point, in the order in which it was put."""
        slack, (wide, high) = self._slack, FIELD_PT
        for box, thing in self._fields.get((int(x // wide), int(y // high)), ()):
            if box.x0 - slack <= x <= box.x1 + slack and box.top - slack <= y <= box.bottom + slack:
                yield thing
