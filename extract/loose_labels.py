"""Lines of a block -> rows: which lines without figures carry on a row, and which stand alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extract.edges import Edge
from extract.loose_columns import Columns, cut_at_borders
from extract.loose_lines import Line, Piece

BAND_SHARE = 0.75
"""Rules or stripes part the rows where they part at least this share of neighbouring data lines."""
OPEN_ENDS = frozenset("per of in to under over aged within than for the and or a at by from between last first".split())  # noqa: SIM905
"""Words after which a label goes on."""


def rows_of_lines(lines: Sequence[Line], columns: Columns, levels: Sequence[Edge]) -> list[list[Line]]:
    """Lines of a body in groups, each a row, top first.

    Tried in turn: rules or stripes that part the rows; white space between labels that is wider than within them;
    labels that stand centred about their figures; how the lines begin (a small letter carries on).
    """
    lines = [line for line in lines if line.x0 < columns.borders[-1] and line.x1 > columns.borders[0]]
    if all(line.is_data for line in lines) and not any(map(may_be_stacked, lines)):
        return [[line] for line in lines]
    width = columns.borders[-1] - columns.borders[0]
    walls = sorted(edge.at for edge in levels if edge.length > 0.5 * width)
    widest = max((_width(line, columns) for line in lines), default=0.0)
    banded = _by_bands(lines, columns, walls, widest)
    if banded is not None:
        return [row for band in banded for row in _rows_of_band(band, columns, walls, widest, walled=True)]
    leading = _by_leading(lines, columns, widest)
    if leading is not None:
        return [row for group in leading for row in _rows_of_band(group, columns, walls, widest)]
    return _by_middle(lines, columns) or _by_words(lines, columns, walls)


def _rows_of_band(
    band: list[Line], columns: Columns, walls: Sequence[float], widest: float, *, walled: bool = False
) -> list[list[Line]]:
    if _count(band) <= 1:
        return _unwrapped(band, columns, widest, walled=walled)
    return [band] if is_stacked(band, columns, widest) else _by_words(band, columns, walls)


def _width(line: Line, columns: Columns) -> float:
    label = _label(line, columns)
    return label.x1 - label.x0 if label else 0.0


def _unwrapped(group: list[Line], columns: Columns, widest: float, *, walled: bool = False) -> list[list[Line]]:
    """Lines that could be one label, cut where the next word would have fitted on the line: no label wraps there.

    Between two rules (`walled`) the label of a group and that of its row may stand at different heights.
    """
    rows: list[list[Line]] = [[group[0]]]
    for above, line in pairwise(group):
        upper, lower = _label(above, columns), _label(line, columns)
        beside = walled and upper and lower and _column_of(upper, columns) != _column_of(lower, columns)
        if upper is not None and lower is not None and not beside and _begins_anew(upper, lower, widest):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _column_of(piece: Piece, columns: Columns) -> int:
    return columns.of((piece.x0 + piece.x1) / 2)


def _begins_anew(upper: Piece, lower: Piece, widest: float) -> bool:
    """Whether of two labels under each other the lower is one by itself: its first word would have fitted above."""
    if lower.text[0].islower():
        return False
    first = lower.words[0]
    fits = first.box.x1 - first.box.x0 + 0.5 * first.size < widest - (upper.x1 - upper.x0)
    return fits or upper.bold != lower.bold


def _count(lines: Sequence[Line]) -> int:
    return sum(line.is_data for line in lines)


def _by_bands(
    lines: Sequence[Line], columns: Columns, walls: Sequence[float], widest: float
) -> list[list[Line]] | None:
    bands: dict[int, list[Line]] = {}
    for line in lines:
        bands.setdefault(bisect_right(walls, line.baseline - 0.3 * line.size), []).append(line)
    counts = [(band, _count(band)) for band in bands.values()]
    # A row whose shares stand below their counts has several lines of figures, and is one row all the same.
    rows = [1 if is_stacked(band, columns, widest) else count for band, count in counts if count]
    if sum(rows) < 2 or len(rows) - 1 < BAND_SHARE * (sum(rows) - 1):
        return None
    return [bands[key] for key in sorted(bands)]


_OF_WHOLE = re.compile(r"\(?\d[\d,]*(?: (?:out )?of |\s?/\s?)\d[\d,]*\)?")
_IN_BRACKETS = re.compile(r"\([^()]+\)")


def may_be_stacked(line: Line) -> bool:
    """Whether a line holds what a share is of ('9 of 61', '(19)'): what may stand on a line of its own in a row."""
    return any(_OF_WHOLE.fullmatch(piece.text) or _IN_BRACKETS.fullmatch(piece.text) for piece in line.figures)


def is_stacked(lines: Sequence[Line], columns: Columns, widest: float) -> bool:
    """True where several lines of figures are one row: in each column one figure, or a share and what it is of.

    '9 of 61' over '14.8%', or '14.8%' over '(9 of 61)', and beside them a target at any height.
    """
    if _count(lines) < 2 or not any(map(may_be_stacked, lines)):
        return False
    figures: dict[int, list[Piece]] = {}
    labels: dict[int, list[Piece]] = {}
    for line in lines:
        for piece in cut_at_borders(line, columns, 0.15):
            col = _column_of(piece, columns)
            (labels if col < columns.labels else figures if piece.is_figure else {}).setdefault(col, []).append(piece)
    for col, pieces in labels.items():
        most = max(widest if col == columns.labels - 1 else 0.0, *(piece.x1 - piece.x0 for piece in pieces))
        if any(_begins_anew(upper, lower, most) for upper, lower in pairwise(pieces)):
            return False
    stacks = [pieces for pieces in figures.values() if len(pieces) > 1]
    return bool(stacks) and all(len(pieces) == 2 and _is_share_of_whole(*pieces) for pieces in stacks)


def _goes_with(above: Line, line: Line, columns: Columns) -> bool:
    """Whether a line without a label holds but shares of what stands above them, or what those are shares of."""
    over = {_column_of(piece, columns): piece for piece in above.figures}
    pairs = [(over.get(_column_of(piece, columns)), piece) for piece in line.figures]
    return bool(pairs) and len(pairs) == len(line.pieces) and all(p and _is_share_of_whole(p, q) for p, q in pairs)


def _is_share_of_whole(upper: Piece, lower: Piece) -> bool:
    """Whether two figures under each other say one thing: a share and its count, the one or the other first."""
    if _IN_BRACKETS.fullmatch(lower.text):
        return not _IN_BRACKETS.fullmatch(upper.text)
    one, other = (upper, lower) if upper.text.endswith("%") else (lower, upper)
    return one.text.endswith("%") and bool(_OF_WHOLE.fullmatch(other.text))


def _label(line: Line, columns: Columns) -> Piece | None:
    """The piece of a line that stands in the first columns and is words."""
    for piece in line.pieces:
        if not piece.is_figure and piece.x0 < columns.borders[min(2, columns.count)]:
            return piece
    return None


def _by_leading(lines: Sequence[Line], columns: Columns, widest: float) -> list[list[Line]] | None:
    """Rows by white space: lines of one label or comment stand closer than rows do. None where they do not."""
    held: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        for piece in line.pieces:
            col = columns.of(min(piece.x0 + line.size, piece.x1))
            if not piece.is_figure or (col in columns.worded and col < columns.labels):
                held.setdefault(col, []).append(place)
    steps = [
        (lines[b].baseline - lines[a].baseline, a, b)
        for places in held.values()
        for a, b in pairwise(places)
        if lines[b].baseline - lines[a].baseline > 0.5 * lines[0].size
    ]
    if len(steps) < 2:
        return None
    leading = min(step for step, _, _ in steps)
    if leading > 1.5 * lines[0].size:
        return None
    bound = [False] * len(lines)
    for step, a, b in steps:
        if step <= 1.12 * leading + 0.3:
            bound[a + 1 : b + 1] = [True] * (b - a)
    for place, (above, line) in enumerate(pairwise(lines), 1):
        if line.baseline - above.baseline <= 1.12 * leading + 0.3 and _goes_with(above, line, columns):
            bound[place] = True
    groups: list[list[Line]] = []
    for line, tied in zip(lines, bound):
        if tied:
            groups[-1].append(line)
        else:
            groups.append([line])
    several = [group for group in groups if _count(group) > 1]
    return groups if all(is_stacked(group, columns, widest) for group in several) else None


def _by_middle(lines: Sequence[Line], columns: Columns) -> list[list[Line]] | None:
    """Rows by symmetry: as many lines of a label above its figures as below. None where they do not stand so."""
    if not any(line.is_data and _label(line, columns) is None for line in lines):
        return None
    rows: list[list[Line]] = []
    place = 0
    while place < len(lines):
        data = next((n for n in range(place, len(lines)) if lines[n].is_data), None)
        if data is None:
            return None
        above = data - place
        end = data + above + 1
        if end > len(lines) or _count(lines[place:end]) != 1:
            return None
        rows.append(list(lines[place:end]))
        place = end
    return rows


def _by_words(lines: Sequence[Line], columns: Columns, walls: Sequence[float]) -> list[list[Line]]:
    """Rows by how lines begin: one that begins small carries on, so does one before a label that begins small."""
    owner = list(range(len(lines)))
    for place, line in enumerate(lines):
        if line.is_data:
            continue
        if place and _carries_on(lines[place - 1], line, columns, walls):
            owner[place] = place - 1
        elif place + 1 < len(lines) and lines[place + 1].is_data and _leads(line, lines[place + 1], columns, walls):
            owner[place + 1] = place
    rows: dict[int, list[Line]] = {}
    for place, line in enumerate(lines):
        root = place
        while owner[root] != root:
            root = owner[root]
        rows.setdefault(root, []).append(line)
    return [rows[key] for key in sorted(rows)]


def _carries_on(above: Line, line: Line, columns: Columns, walls: Sequence[float]) -> bool:
    """True where a line without figures is the rest of what stands above it."""
    if _walled(walls, above, line) or line.baseline - above.baseline > 1.5 * line.size:
        return False
    if len(line.pieces) == 1 and line.pieces[0].is_figure and columns.of(line.x0 + 1) in columns.worded:
        return True  # '... per' over '10,000'
    if ends_open(above) and line.pieces[0].text[0].isdigit():
        return True  # '... per' over '10,000 of those under 18'
    return all(piece.text[0].islower() or piece.text[0] in "(&/-" for piece in line.pieces)


def ends_open(line: Line) -> bool:
    """True where the label of a line ends with a word after which it must go on: '... per'."""
    return line.pieces[0].words[-1].text in OPEN_ENDS


def _leads(line: Line, data: Line, columns: Columns, walls: Sequence[float]) -> bool:
    """True where a line is the beginning of the label of the data line below it."""
    if _walled(walls, line, data) or data.baseline - line.baseline > 1.5 * data.size or len(line.pieces) > 1:
        return False
    label = _label(data, columns)
    if label is None:
        return line.x1 <= columns.borders[1] + line.size
    return label.text[0].islower() and not line.pieces[0].text[0].islower()


def _walled(walls: Sequence[float], above: Line, below: Line) -> bool:
    return any(above.baseline < wall < below.baseline for wall in walls)
