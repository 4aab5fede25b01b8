"""The lines of a dashboard's tile: what names its figure, and which are smaller figures of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.cell_text import line_text, lines_of_words
from extract.figure_marks import is_figure, kind_of
from records.page import Box, Word

APART_EM, APART_BEHIND_FIGURE_EM = 1.5, 0.6
"""White space that parts two lines of a tile side by side, in ems."""


@dataclass(frozen=True, slots=True)
class TileLine:
    """A line of a tile."""

    words: list[Word]
    text: str
    size: float
    box: Box

    @property
    def is_figure(self) -> bool:
        return kind_of(self.text) == "figure"


def lines_of_tile(words: Sequence[Word]) -> list[TileLine]:
    """Lines, cut where the size of letters changes: a figure and the words at its right are two."""
    rows = []
    for line in lines_of_words(words):
        runs = [[line[0]]]
        for word in line[1:]:
            last = runs[-1][-1]
            gap = (word.box.x0 - last.box.x1) / max(word.size, last.size)
            # 'Last month 21.4%   Target 20%': words set apart behind a figure begin another.
            apart = gap > (APART_BEHIND_FIGURE_EM if is_figure(last.text) and word.text[0].isalpha() else APART_EM)
            if apart or not 0.8 < word.size / last.size < 1.25:
                runs.append([word])
            else:
                runs[-1].append(word)
        for run in runs:
            size = max(word.size for word in run)
            boxes = (
                Box(w.box.x0, w.baseline - 0.8 * w.size, w.box.x1, w.baseline + 0.22 * w.size) for w in run
            )  # fmt: skip
            rows.append(TileLine(run, line_text(run), size, Box.around(boxes)))
    return rows


def caption_of(figure: TileLine, rows: Sequence[TileLine]) -> tuple[str, list[str]]:
    """The words that name the figure, and the smaller lines (a target, a comparison).

    The name is the run of lines without a figure of their own that stands nearest, larger letters first.
    """
    worded = [row for row in rows if any(sign.isalpha() for sign in row.text)]
    plain = [row for row in worded if not any(kind_of(word.text) == "figure" for word in row.words)]
    plain = plain or [row for row in worded if not _ENDS_IN_FIGURE.search(row.text)] or worded
    if not plain:
        return "", [row.text for row in rows]
    largest = max(row.size for row in plain)
    plain = [row for row in plain if row.size > 0.9 * largest]
    seed = min(plain, key=lambda row: distance(row.box, figure.box))
    named = [seed]
    for way in (1, -1):
        last = seed
        for row in sorted(worded, key=lambda row: way * row.box.top):
            step = way * (row.box.top - last.box.top)
            if row not in named and 0 < step <= 1.5 * last.size and 0.9 < row.size / seed.size < 1.1:
                if _compares(row):
                    break
                named.append(row)
                last = row
    named.sort(key=lambda row: (row.box.top, row.box.x0))
    return " ".join(row.text for row in named), [row.text for row in rows if row not in named]


_ENDS_IN_FIGURE = re.compile(r":\s*[^\s\w]*\d[\d,.]*\s?%?\W*$")
"""'May 2025: 89%': a smaller figure with its words; 'Assessments completed in 45 days' is a name."""


def _compares(row: TileLine) -> bool:
    """True where a line is a figure with a word or two: 'Target 90%', 'England: 21.5%'."""
    figures = sum(kind_of(word.text) in {"figure", "nothing"} for word in row.words)
    return figures > 0 and len(row.words) - figures <= 3


def distance(box: Box, other: Box) -> float:
    """How far apart two boxes stand, across and down together, in points; 0 where they touch."""
    across = max(0.0, box.x0 - other.x1, other.x0 - box.x1)
    down = max(0.0, box.top - other.bottom, other.top - box.bottom)
    return across + down
