"""Columns of a block of lines: the ranges of x that its pieces leave free."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from extract.edges import Edge
from extract.figure_marks import is_figure
from extract.loose_lines import Line, Piece, as_piece
from records.page import Box

WORD_GAP_EM = 0.45
"""Words of one label stand nearer than this, in ems."""


STRAGGLER_EM = 3.0
"""A second part of a label stands no further from the first, in ems."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Column borders and what the data cover of each column."""

    borders: tuple[float, ...]
    """Ascending, one more than there are columns."""
    extents: tuple[tuple[float, float], ...]
    """Least and greatest x of the data pieces in each column."""
    labels: int = 1
    """How many columns at the left hold words (a number of the measure before them counts in)."""
    worded: frozenset[int] = frozenset()
    """Columns that hold more words than figures: labels, ratings, comments."""

    @property
    def count(self) -> int:
        return len(self.extents)

    def of(self, x: float) -> int:
        """The column that holds x; the outermost where it lies beyond."""
        col, last = bisect_right(self.borders, x) - 1, len(self.extents) - 1
        return 0 if col < 0 else last if col > last else col

    def covered(self, x0: float, x1: float) -> tuple[int, int]:
        """First and last column that a piece stands over: those whose data it covers by a good part."""
        middle = (x0 + x1) / 2
        first = last = -1
        for col, (low, high) in enumerate(self.extents):
            if high < x0:
                continue
            if low > x1:
                break
            common = (x1 if x1 < high else high) - (x0 if x0 > low else low)
            if common > 0.25 * min(high - low, x1 - x0) or low <= middle <= high:
                first, last = col if first < 0 else first, col
        if first < 0:
            first = last = self.of(middle)
        return first, last


def columns_of(lines: Sequence[Line], uprights: Sequence[Edge]) -> Columns | None:
    """The columns of data lines; None where there is only one.

    A strip is free where almost no piece crosses it; a strip that only a few label pieces leave is no border.
    """
    pieces = [piece for line in lines for piece in line.pieces]
    size = median(line.size for line in lines)
    allowed = 0 if len(lines) < 8 else max(1, int(0.06 * len(lines)))
    spans = _covered_spans(pieces, allowed, 0.2 * size)
    spans = _without_stragglers(spans, lines)
    if len(spans) < 2:
        return None
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    borders = [min(piece.x0 for piece in pieces)]
    for (_, end), (start, _) in zip(spans, spans[1:]):
        drawn = [
            edge.at
            for edge in uprights
            if end - 1 <= edge.at <= start + 1 and edge.start < bottom and edge.end > top
        ]  # fmt: skip
        borders.append(drawn[0] if drawn else max((end + start) / 2, start - 1.2 * size))
    borders.append(max(piece.x1 for piece in pieces))
    columns = Columns(tuple(borders), tuple(spans))
    worded = _worded(columns, lines)
    return replace(columns, labels=_label_columns(worded, columns.count), worded=worded)


def with_blank(columns: Columns, heads: Sequence[Line]) -> Columns:
    """The columns, and those that only a heading shows: months and quarters to come, which have no figures yet.

    A period in `heads`, the lines above, is such a heading where it stands over no column and others of its line do.
    """
    for line in reversed(heads):
        periods = [piece for piece in line.pieces if piece.kind == "period"]
        over = [any(piece.x0 < high and low < piece.x1 for low, high in columns.extents) for piece in periods]
        for piece, seated in zip(periods, over) if sum(over) > 1 else ():
            if not seated and piece.x0 > columns.extents[columns.labels - 1][1]:
                columns = _with_column(columns, piece.x0, piece.x1)
    return columns


def with_dots(columns: Columns, heads: Sequence[Line], dots: Sequence[Box]) -> Columns:
    """The columns, and those of coloured dots beside the data lines, under a heading of their own."""
    strips: list[tuple[float, float, int]] = []
    for dot in sorted(dots, key=lambda box: box.x0):
        if strips and dot.x0 < strips[-1][1]:
            strips[-1] = (strips[-1][0], max(strips[-1][1], dot.x1), strips[-1][2] + 1)
        else:
            strips.append((dot.x0, dot.x1, 1))
    for x0, x1, count in strips:
        headed = any(piece.x0 < x1 and x0 < piece.x1 for line in heads for piece in line.pieces)
        if count > 1 and headed and x0 > columns.extents[columns.labels - 1][1]:
            columns = _with_column(columns, x0, x1)
    return columns


def with_sparse(columns: Columns, heads: Sequence[Line], data: Sequence[Line]) -> Columns:
    """The columns, and those so sparsely filled that their figures were taken for stragglers: a heading tells them.

    A heading in `heads`, over no other column, stands over each; its figure in `data` touches no other column either.
    """
    pieces = [piece for line in heads for piece in line.pieces]
    for figure in (piece for line in data for piece in line.pieces if piece.is_figure):
        if any([figure.x0 < high and low < figure.x1 for low, high in columns.extents]):
            continue  # it stands in a column, as nearly all do
        over = [piece for piece in pieces if piece.x0 < figure.x1 and figure.x0 < piece.x1]
        within = (
            (min(figure.x0, *(piece.x0 for piece in over)), max(figure.x1, *(piece.x1 for piece in over)))
            if over
            else ()
        )
        if within and not any(within[0] < high and low < within[1] for low, high in columns.extents):
            columns = _with_column(columns, figure.x0, figure.x1)
    return columns


def _with_column(columns: Columns, x0: float, x1: float) -> Columns:
    place = bisect_right([low for low, _ in columns.extents], x0)
    if place and columns.extents[place - 1][1] >= x0 or place < columns.count and columns.extents[place][0] <= x1:
        return columns
    extents = (*columns.extents[:place], (x0, x1), *columns.extents[place:])
    before = (extents[place - 1][1] + x0) / 2 if place else x0
    after = [(x1 + extents[place + 1][0]) / 2] if place + 1 < len(extents) else []
    last = columns.borders[place + 1 :] if after else (max(columns.borders[-1], x1),)
    borders = (*columns.borders[:place], before, *after, *last)
    worded = frozenset(col + (col >= place) for col in columns.worded)
    return Columns(borders, extents, columns.labels, worded)


def _worded(columns: Columns, lines: Sequence[Line]) -> frozenset[int]:
    balance = [0] * columns.count
    for line in lines:
        for piece in line.pieces:
            worded = piece.kind == "text" and any(map(str.isalpha, piece.text))  # an arrow is a mark, no word
            balance[columns.of((piece.x0 + piece.x1) / 2)] += 1 if worded else -1
    return frozenset(col for col, more in enumerate(balance) if more > 0)


def _label_columns(worded: frozenset[int], count: int) -> int:
    """How many columns go before the figures: up to the last of the first ones that hold words; at least 1."""
    last = 0
    for col in range(count - 1):
        if col in worded:
            last = col
        elif col - last > 1 or (col and 0 in worded):
            break
    return last + 1


def _covered_spans(pieces: Sequence[Piece], allowed: int, least: float) -> list[tuple[float, float]]:
    """Ranges of x that more than `allowed` pieces cover, parted by gaps of at least `least` points."""
    events = sorted([(piece.x0, 1) for piece in pieces] + [(piece.x1, -1) for piece in pieces])
    spans: list[tuple[float, float]] = []
    depth, start = 0, 0.0
    for x, step in events:
        before = depth
        depth += step
        if before <= allowed < depth:
            start = x
        elif depth <= allowed < before:
            if spans and start - spans[-1][1] < least:
                spans[-1] = (spans[-1][0], x)
            else:
                spans.append((start, x))
    return spans


def _without_stragglers(spans: list[tuple[float, float]], lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Joins to its left neighbour a span that holds few pieces and no figure: a gap within a label."""
    if len(spans) < 2:
        return spans
    counts = [0] * len(spans)
    figures = [0] * len(spans)
    starts = [span[0] for span in spans]
    for line in lines:
        end = float("-inf")
        for piece in line.pieces:
            place = max(bisect_right(starts, piece.x0 + 0.5) - 1, 0)
            counts[place] += 1
            apart = piece.x0 - end > STRAGGLER_EM * line.size
            figures[place] += piece.is_figure or piece.kind == "period" or apart
            end = piece.x1
    kept = [spans[0]]
    for span, count, figure in zip(spans[1:], counts[1:], figures[1:]):
        if figure == 0 and count < 0.3 * len(lines):
            kept[-1] = (kept[-1][0], span[1])
        else:
            kept.append(span)
    return kept


def cut_at_borders(line: Line, columns: Columns, least_em: float) -> list[Piece]:
    """Pieces of a line, cut once more where a gap of `least_em` falls between the data of two columns."""
    cut: list[Piece] = []
    for piece in line.pieces:
        run = [piece.words[0]]
        for word in piece.words[1:]:
            gap = word.box.x0 - run[-1].box.x1
            middle = (word.box.x0 + run[-1].box.x1) / 2
            wide = gap >= max(least_em, WORD_GAP_EM) * word.size
            figures = gap >= least_em * word.size and (is_figure(word.text) or is_figure(run[-1].text))
            if (wide or figures) and _between_columns(columns, middle, gap, run[0].box.x0, piece.x1):
                cut.append(as_piece(run))
                run = [word]
            else:
                run.append(word)
        cut.append(as_piece(run) if len(run) < len(piece.words) else piece)
    return cut


def _between_columns(columns: Columns, x: float, slack: float, x0: float, x1: float) -> bool:
    """True where x falls between the data of two columns, and what runs from `x0` to `x1` reaches both."""
    gaps = zip(columns.extents, columns.extents[1:])
    return any(
        end - slack <= x <= start + slack and x0 <= end + slack and x1 >= start - slack
        for (_, end), (start, _) in gaps
    )  # fmt: skip
