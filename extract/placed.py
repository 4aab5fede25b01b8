"""The words of a page by where they stand, to be asked box by box without looking at each word again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property, partial
from typing import NamedTuple

from extract.cell_text import word_centre
from records.page import Box, Word


class Placed(NamedTuple):
    """A word and the middle of its small letters."""

    x: float
    y: float
    word: Word


_new_placed = partial(tuple.__new__, Placed)
"""`Placed._make` without its check of the length."""


class PlacedWords:
    """Words sorted by height."""

    def __init__(self, words: Iterable[Word]) -> None:
        # `word_centre`, without the call: nearly every word of every page comes by here.
        words = list(words)
        heights = [word.baseline - 0.3 * word.size if word.turn == 0 else word_centre(word)[1] for word in words]
        order = sorted(range(len(words)), key=heights.__getitem__)
        self._ys = [heights[place] for place in order]
        self._words = [words[place] for place in order]
        self._inside: dict[Box, list[Placed]] = {}

    @cached_property
    def _xs(self) -> list[float]:
        """The middle of each word; asked for only where there are boxes."""
        return [(word.box.x0 + word.box.x1) / 2 if word.turn == 0 else word_centre(word)[0] for word in self._words]

    def inside(self, box: Box) -> list[Placed]:
        """Those whose middle lies in `box`, top first. Remembered: more than one asks for the words of a grid."""
        found = self._inside.get(box)
        if found is None:
            found = self._inside[box] = self._found(box)
        return found

    def _found(self, box: Box) -> list[Placed]:
        low, high = bisect_left(self._ys, box.top), bisect_right(self._ys, box.bottom)
        x0, x1 = box.x0, box.x1
        near = zip(self._xs[low:high], self._ys[low:high], self._words[low:high])
        return [_new_placed(entry) for entry in near if x0 <= entry[0] <= x1]

    def without(self, boxes: Iterable[Box]) -> list[Word]:
        """The words whose middle lies in none of `boxes`, top first."""
        taken: set[int] = set()
        for box in boxes:
            low, high = bisect_left(self._ys, box.top), bisect_right(self._ys, box.bottom)
            x0, x1 = box.x0, box.x1
            taken.update([place for place, x in enumerate(self._xs[low:high], low) if x0 <= x <= x1])
        return [word for place, word in enumerate(self._words) if place not in taken] if taken else list(self._words)
