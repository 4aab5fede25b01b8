"""The words of a page by where they stand, to be asked box by box without looking at each word again."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from extract.cell_text import word_centre
from records.page import Box, Word


class Placed(NamedTuple):
    """A word and the middle of its small letters."""

    x: float
    y: float
    word: Word


class PlacedWords:
    """Words sorted by height."""

    def __init__(self, words: Iterable[Word]) -> None:
        self._all: list[Placed] = []
        for word in words:
            if word.turn == 0:  # `word_centre`, without the call: nearly every word of every page comes by here
                box = word.box
                self._all.append(Placed((box.x0 + box.x1) / 2, word.baseline - 0.3 * word.size, word))
            else:
                self._all.append(Placed(*word_centre(word), word))
        self._all.sort(key=itemgetter(1))
        self._ys = [placed.y for placed in self._all]

    def inside(self, box: Box) -> list[Placed]:
        """Those whose middle lies in `box`, top first."""
        low, high = bisect_left(self._ys, box.top), bisect_right(self._ys, box.bottom)
        x0, x1 = box.x0, box.x1
        return [placed for placed in self._all[low:high] if x0 <= placed.x <= x1]

    def without(self, boxes: Iterable[Box]) -> list[Word]:
        """The words whose middle lies in none of `boxes`."""
        taken = {id(placed.word) for box in boxes for placed in self.inside(box)}
        return [placed.word for placed in self._all if id(placed.word) not in taken]
