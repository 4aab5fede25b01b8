"""Headings above a block of data lines: which lines they are, and the cells that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extract.edges import Edge
from extract.loose_columns import Columns, cut_at_borders
from extract.loose_lines import Line, Piece
from records.page import Word

MOST_HEADER_LINES = 10
ALIGNED_EM = 0.6
"""Two pieces whose left or right edges or middles differ by less stand one over the other, in ems."""

Span = tuple[int, int]
"""First and last column that a heading stands over."""


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A heading and the columns that it stands over."""

    row: int
    col: int
    row_span: int
    col_span: int
    words: tuple[Word, ...]


# ------------------------------------------------------------------ which lines


def header_start(
    lines: Sequence[Line], first: int, columns: Columns, levels: Sequence[Edge], floor: float, reach: float = 0.0
) -> tuple[int, int]:
    """Place of the first heading line above the data line `first`, and how many lines just above it name a section.

    Headings reach up to a gap, running text, a title or the rule above them. `reach` is the height of turned headings
    between, in points.
    """
    left, right = columns.borders[0], columns.borders[-1]
    rules = [edge.at for edge in levels if min(edge.end, right) - max(edge.start, left) >= 0.7 * (right - left)]
    parts = [edge.at for edge in levels if min(edge.end, right) - max(edge.start, left) >= 0.3 * (right - left)]
    data = [line.baseline for line in lines[first : first + 12] if line.is_data]
    pitch = min((b - a for a, b in pairwise(data)), default=0.0)
    best = first
    crossed = pending = 0
    below = lines[first]
    for place in range(first - 1, max(first - 1 - MOST_HEADER_LINES, -1), -1):
        line = lines[place]
        if line.prose or line.baseline <= floor:
            break
        if line.x1 < left - 2 or line.x0 > right + 2:
            continue
        walls = [at for at in rules if line.baseline < at < below.baseline - 0.2 * below.size]
        crossed += bool(walls)
        if (
            below.baseline - line.baseline
            > max((3.4 if walls else 2.6) * max(line.size, below.size), 1.3 * pitch) + reach
        ):
            break
        role = _role(line, columns)
        if walls and best < first and len(line.pieces) == 1:
            break  # '(in thousands)' over the top rule
        if role == "columns" or (reach and role == "label" and best == first):
            best, pending = place, 0
        elif role == "title" and best < first:
            break
        else:
            pending += 1
            if pending > 2 or crossed > 1:
                break
        below = line
    sections = 0
    while first - sections - 1 > best:
        line, under = lines[first - sections - 1], lines[first - sections]
        walled = any(line.baseline < at < under.baseline - 0.2 * under.size for at in rules)
        above_walled = any(lines[first - sections - 2].baseline < at < line.baseline for at in parts)
        if _role(line, columns) == "columns" or (walled and not above_walled):
            break
        sections += 1
    return best, sections


def _role(line: Line, columns: Columns) -> str:
    """`columns` where a line heads columns of figures, `label` where it stands over the first only, or `title`."""
    left = columns.borders[columns.labels]
    if any(len(piece.words) > 16 for piece in line.pieces):
        return "title"
    if len(line.pieces) == 1 and line.pieces[0].x0 < left:
        return "title" if line.pieces[0].x1 > columns.extents[columns.labels][0] else "label"
    over = [columns.of((piece.x0 + piece.x1) / 2) for piece in line.pieces]
    return "columns" if any(col >= columns.labels and col not in columns.worded for col in over) else "label"


def turned_heads(turned: Sequence[Word], data: Line, columns: Columns, floor: float) -> dict[int, list[Word]]:
    """Words turned by a quarter that stand just above the first data line, by the column below them."""
    held: dict[int, list[Word]] = {}
    for word in turned:
        x, y = word.box.centre
        if not columns.borders[0] <= x <= columns.borders[-1] + word.size or word.box.top < floor:
            continue
        if data.top - 12 * data.size - word.box.height < y < data.top:
            held.setdefault(columns.of(x), []).append(word)
    lowest = {col: max(word.box.bottom for word in words) for col, words in held.items()}
    near = {col: held[col] for col, bottom in lowest.items() if bottom > data.top - 6 * data.size}
    return near if len(near) > 1 else {}


def with_turned(heads: list[HeaderCell], turned: dict[int, list[Word]]) -> list[HeaderCell]:
    """Headings with those that are turned: below what stands over several columns, beside the rest."""
    if not turned:
        return heads
    over = [head for head in heads if head.col_span > 1]
    top = max((head.row + head.row_span for head in over), default=0)
    rows = max([top + 1, *(head.row + head.row_span for head in heads)])
    kept = [head for head in heads if head.col_span > 1 or head.col not in turned]
    kept = [
        HeaderCell(0, head.col, rows, 1, head.words) if head.col_span == 1 and not _is_under(head, over) else head
        for head in kept
    ]
    for col, words in turned.items():
        first = max(
            (head.row + head.row_span for head in over if head.col <= col < head.col + head.col_span), default=0
        )
        level = [word for head in heads if head.col == col and head.col_span == 1 for word in head.words]
        kept.append(HeaderCell(first, col, rows - first, 1, (*words, *level)))
    return kept


def _is_under(head: HeaderCell, over: Sequence[HeaderCell]) -> bool:
    return any(other.col <= head.col < other.col + other.col_span for other in over)


# ------------------------------------------------------------------ which cells


@dataclass(slots=True)
class _Level:
    """Heading lines of one level: words by the columns that they stand over."""

    cells: dict[Span, list[Word]] = field(default_factory=dict)


def header_cells(lines: Sequence[Line], columns: Columns, levels: Sequence[Edge]) -> list[HeaderCell]:
    """Cells of heading lines: lines of one wrapped heading together, headings over several columns on their own row."""
    rows: list[list[tuple[Span, Piece]]] = []
    under: dict[int, Piece] = {}
    wide: dict[int, Span] = {}
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        lowest = number == len(lines) - 1
        pieces = cut_at_borders(line, columns, 0.2 if lowest else 0.5)
        floor = line.baseline + 1.6 * line.size if lowest else lines[number + 1].baseline
        row = _spans(pieces, line, floor, columns, levels, under)
        rows.insert(0, row)
        row = [(_whole_cells(span, wide), piece) for span, piece in row]
        rows[0] = row
        for (first, last), piece in row:
            for col in range(first, last + 1):
                under[col] = piece
                wide[col] = (first, last)
    return _cells(_grouped(rows, lines, levels), columns)


def _whole_cells(span: Span, under: dict[int, Span]) -> Span:
    """A heading over several columns stands over whole headings of the line below."""
    if span[0] == span[1]:
        return span
    return min(span[0], under.get(span[0], span)[0]), max(span[1], under.get(span[1], span)[1])


def _spans(
    pieces: Sequence[Piece],
    line: Line,
    floor: float,
    columns: Columns,
    levels: Sequence[Edge],
    under: dict[int, Piece],
) -> list[tuple[Span, Piece]]:
    """The columns that each piece of a heading line stands over.

    A rule or fill just below says so; else a heading that stands over two columns, or askew over the heading below
    it, is centred over as many as fit.
    """
    spans = [columns.covered(piece.x0, piece.x1) for piece in pieces]
    held: dict[Span, list[int]] = {}
    for place, piece in enumerate(pieces):
        ruled = _ruled_span(piece, line, floor, columns, levels)
        if ruled is not None and ruled[1] > ruled[0]:
            held.setdefault(ruled, []).append(place)
    settled: set[int] = set()
    for ruled, places in held.items():
        if len(places) == 1:
            spans[places[0]] = ruled
        elif len(places) > ruled[1] - ruled[0] + 1:
            continue
        else:
            for place, part in zip(places, _shared_out(ruled, [pieces[place] for place in places], columns)):
                spans[place] = part
        settled.update(places)
    # Labels headed on this line and not below: cells begin at the top, so a blank beside a heading is the heading's.
    at_top = any(last < columns.labels for _, last in spans) and not any(col < columns.labels for col in under)
    for place, piece in enumerate(pieces):
        first, last = spans[place]
        if place in settled or not under:
            continue
        if at_top and first == last and first in under and _begins_alike(piece, under[first]):
            end = spans[place + 1][0] if place + 1 < len(pieces) else columns.count
            while last + 1 < end and last + 1 in under and _level_with(under[first], under[last + 1]):
                last += 1
            if last > first:
                spans[place] = first, last
                continue
        if last > first or _askew(piece, first, columns, under):
            low = spans[place - 1][1] + 1 if place else 0
            high = spans[place + 1][0] - 1 if place + 1 < len(pieces) else columns.count - 1
            spans[place] = _centred(piece, (first, last), (low, high), columns, under)
    return list(zip(spans, pieces))


def _level_with(piece: Piece, other: Piece) -> bool:
    return abs(piece.words[0].baseline - other.words[0].baseline) < 1.0


def _begins_alike(piece: Piece, below: Piece) -> bool:
    """True where a piece begins over the one below, and that is a heading of its own and no second line."""
    if below.text[0].islower() or below.text[0] in "(&":
        return False
    return abs(piece.x0 - below.x0) < 0.3 * piece.words[0].size


def _ruled_span(piece: Piece, line: Line, floor: float, columns: Columns, levels: Sequence[Edge]) -> Span | None:
    """Columns over which a level edge runs just below a piece, if it is shorter than the table."""
    width = columns.borders[-1] - columns.borders[0]
    for edge in levels:
        if not line.baseline - 0.1 * line.size <= edge.at <= floor or edge.length >= 0.85 * width:
            continue
        if edge.start - 2 <= piece.x0 and piece.x1 <= edge.end + 2:
            over = [
                col for col, (low, high) in enumerate(columns.extents) if edge.start <= (low + high) / 2 <= edge.end
            ]
            if over:
                return over[0], over[-1]
    return None


def _shared_out(ruled: Span, pieces: Sequence[Piece], columns: Columns) -> list[Span]:
    """Columns of one rule shared out among the headings over it, each centred over its part or begun with it."""
    if len(pieces) == 1:
        return [ruled]
    best: tuple[float, list[Span]] | None = None
    for last in range(ruled[0], ruled[1] - len(pieces) + 2):
        head: Span = (ruled[0], last)
        rest = _shared_out((last + 1, ruled[1]), pieces[1:], columns)
        cost = sum(_misfit(piece, span, columns) for piece, span in zip(pieces, [head, *rest]))
        if best is None or cost < best[0] - 0.5:
            best = cost, [head, *rest]
    assert best is not None
    return best[1]


def _misfit(piece: Piece, span: Span, columns: Columns) -> float:
    low, high = columns.extents[span[0]][0], columns.extents[span[1]][1]
    return min(abs((piece.x0 + piece.x1) / 2 - (low + high) / 2), abs(piece.x0 - low))


def _askew(piece: Piece, col: int, columns: Columns, under: dict[int, Piece]) -> bool:
    """True where a piece does not line up with the heading below it in the way in which that heads its figures."""
    below = under.get(col)
    if below is None:
        return False
    low, high = columns.extents[col]
    slack = ALIGNED_EM * piece.words[0].size
    offs = {
        "left": (abs(below.x0 - low), abs(piece.x0 - below.x0)),
        "right": (abs(below.x1 - high), abs(piece.x1 - below.x1)),
        "middle": (abs(below.x0 + below.x1 - low - high) / 2, abs(piece.x0 + piece.x1 - below.x0 - below.x1) / 2),
    }
    nearest = min(off for off, _ in offs.values())
    ways = [own for off, own in offs.values() if off <= max(nearest + 0.1 * slack, 0.3 * slack)]
    return all(own > slack for own in ways)


def _centred(piece: Piece, least: Span, most: Span, columns: Columns, under: dict[int, Piece]) -> Span:
    """The widest span between `least` and `most`, over headings below, whose middle is the piece's."""

    def extent(col: int) -> tuple[float, float]:
        low, high = columns.extents[col]
        below = under.get(col)
        return (min(low, below.x0), max(high, below.x1)) if below else (low, high)

    low, high = min(most[0], least[0]), max(most[1], least[1])
    middle = (piece.x0 + piece.x1) / 2
    found: list[tuple[float, Span]] = []
    for first in range(least[0], low - 1, -1):
        if first < least[0] and first not in under:
            break
        for last in range(least[1], high + 1):
            if last > least[1] and last not in under:
                break
            off = abs((extent(first)[0] + extent(last)[1]) / 2 - middle)
            found.append((off, (first, last)))
    nearest = min(off for off, _ in found)
    slack = nearest + ALIGNED_EM * piece.words[0].size
    return max((span for off, span in found if off <= slack), key=lambda span: span[1] - span[0])


def _grouped(
    rows: Sequence[Sequence[tuple[Span, Piece]]], lines: Sequence[Line], levels: Sequence[Edge]
) -> list[_Level]:
    """Heading lines in levels, top first: a line joins the one below unless it stands over several of its cells."""
    grouped: list[_Level] = []
    for number in range(len(rows) - 1, -1, -1):
        row = rows[number]
        if not grouped or not all(_fits(span, piece, grouped[0].cells, lines, number, levels) for span, piece in row):
            grouped.insert(0, _Level())
        cells = grouped[0].cells
        for (first, last), piece in reversed(row):
            span = next((span for span in cells if span[0] <= last and span[1] >= first), (first, last))
            words = cells.pop(span, [])
            cells[min(span[0], first), max(span[1], last)] = list(piece.words) + words
    return grouped


def _fits(
    span: Span, piece: Piece, cells: dict[Span, list[Word]], lines: Sequence[Line], number: int, levels: Sequence[Edge]
) -> bool:
    """True where a piece may be the first line of the heading below it, or nothing stands below."""
    first, last = span
    below = [other for other in cells if other[0] <= last and other[1] >= first]
    if not below:
        return True
    if len(below) > 1 or last - first > below[0][1] - below[0][0]:
        return False
    line, under = lines[number], lines[number + 1]
    return not any(
        line.baseline < edge.at < under.baseline - 0.2 * under.size and edge.start < piece.x1 and edge.end > piece.x0
        for edge in levels
    )


def _cells(grouped: Sequence[_Level], columns: Columns) -> list[HeaderCell]:
    """Levels as cells; a heading with nothing above or below it reaches over the levels that are blank there."""
    count = len(grouped)
    cells = [
        HeaderCell(row, first, 1, last - first + 1, tuple(words))
        for row, level in enumerate(grouped)
        for (first, last), words in sorted(level.cells.items())
    ]
    merged = [cell for cell in cells if cell.col_span > 1]
    for col in range(columns.count):
        here = [cell for cell in cells if cell.col == col and cell.col_span == 1]
        over = any(cell.col <= col < cell.col + cell.col_span for cell in cells if cell.col_span > 1)
        if here and not over:
            merged.append(HeaderCell(0, col, count, 1, tuple(word for cell in here for word in cell.words)))
        else:
            merged += here
    return merged
