"""Colours of a page: which fill is topmost at a point, and what a redaction covers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from records.page import Box, Fill, Picture, Redaction

LARGEST_DOT = 24.0
"""A drawing wider or higher than this, in points, is no dot or arrow that stands for a colour."""


LEAST_HUE = 0x28
"""How far the channels of a colour are apart at least."""


@lru_cache(maxsize=1024)
def is_white(colour: str) -> bool:
    """True for white and what no reader tells from it on paper."""
    return colour[1] == colour[3] == colour[5] == "f" and all(int(colour[i : i + 2], 16) >= 0xFA for i in (1, 3, 5))


def is_hue(colour: str) -> bool:
    """False for white, grey and black: a dot or an arrow in them says nothing by its colour."""
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return max(channels) - min(channels) > LEAST_HUE


def dots_among(pictures: Sequence[Picture]) -> list[Picture]:
    """Small drawings filled with a colour: red, amber or green dots, arrows."""
    return [
        picture
        for picture in pictures
        if picture.kind == "drawing"
        and picture.colour is not None
        and is_hue(picture.colour)
        and max(picture.box.width, picture.box.height) <= LARGEST_DOT
    ]


class Paint:
    """The fills, redactions and coloured dots of a page, to be asked point by point."""

    def __init__(
        self, fills: Sequence[Fill], redactions: Sequence[Redaction] = (), pictures: Sequence[Picture] = ()
    ) -> None:
        self._dots = [(*dot.box.centre, dot.colour) for dot in dots_among(pictures)]
        self._sides = [
            (fill.box.x0, fill.box.x1, fill.box.top, fill.box.bottom, None if is_white(fill.colour) else fill.colour)
            for fill in sorted(fills, key=lambda fill: -fill.order)
        ]
        self._redactions = redactions
        self._rows: dict[int, list[tuple[float, float, float, float, str | None]]] = {}
        """What is painted at a height, the topmost first: left, right, top, bottom and colour, None for white."""

    def at(self, x: float, y: float) -> str | None:
        """The topmost colour at a point, `#rrggbb`; None where unpainted or white."""
        if not self._sides:
            return None
        row = self._rows.get(int(y))
        if row is None:
            low, high = int(y), int(y) + 1
            row = self._rows[low] = [sides for sides in self._sides if sides[2] <= high and sides[3] >= low]
        for x0, x1, top, bottom, colour in row:
            if x0 <= x <= x1 and top <= y <= bottom:
                return colour
        return None

    def of(self, box: Box) -> str | None:
        """The topmost colour over the centre of `box`; None where unpainted or white."""
        return self.at((box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)

    def alone(self, box: Box) -> str | None:
        """The colour of a box without words: of the dot or arrow drawn in it, where there is one; else its fill."""
        if self._dots:
            x0, x1, top, bottom = box.x0, box.x1, box.top, box.bottom
            colours = {colour for x, y, colour in self._dots if x0 <= x <= x1 and top <= y <= bottom}
            if len(colours) == 1:
                return colours.pop()
        return self.of(box)

    def hides(self, box: Box) -> bool:
        """True where a redaction lies in `box` by its own centre, or over the centre of `box`."""
        return bool(self._redactions) and any(
            box.holds(*redaction.box.centre) or redaction.box.holds(*box.centre) for redaction in self._redactions
        )
