"""Headings above a block of data lines: which lines they are, and the cells that they make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.edges import Edge
from extract.figure_marks import kind_of
from extract.header_spans import Span, has_one_each, one_stack_each, spans_of, walled_spans, whole_cells
from extract.loose_columns import Columns, cut_at_borders
from extract.loose_lines import Line, Piece, as_line
from records.page import Word

MOST_HEADER_LINES = 10
APART_EM = 5.0
"""Months over most columns head them from as far above the first row, in ems: a table beside has a higher heading."""
INTERLEAVED_EM = 0.9
"""Lines nearer than this, in ems, stand beside each other: headings of two and of three lines in one row."""

LEADING_EM = 1.35
"""Lines of one heading stand no further apart than this, in ems."""


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
        boxed = walls and any(0 < line.baseline - at < 4 * line.size for at in rules) and len(line.pieces) > 1
        apart = APART_EM if boxed or _heads_most(line, columns) else 3.4 if walls else 2.6
        if below.baseline - line.baseline > max(apart * max(line.size, below.size), 1.3 * pitch) + reach:
            break
        role = _role(line, columns)
        if role == "title" and best < first and below.baseline - line.baseline < INTERLEAVED_EM * line.size:
            role = "columns"  # the first of three lines beside the first of two
        if role == "title" and best < first and _goes_on_below(line, below):
            role = "columns"
        inside = [piece for piece in line.pieces if piece.x0 < right + 2 * line.size]
        if walls and best < first and len(inside) == 1 and not _interleaved(lines, place):
            break  # '(in thousands)' over the top rule, whatever stands beside the table
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


def _goes_on_below(line: Line, below: Line) -> bool:
    """True for the wide first line of one heading, in the middle over its second, clear of the heading of labels."""
    piece = line.pieces[0]
    near = below.baseline - line.baseline <= 1.35 * line.size and abs(below.size - line.size) < 0.3
    if not near or len(line.pieces) > 1 or len(below.pieces) < 2 or piece.x0 < below.pieces[0].x1:
        return False
    middle = (piece.x0 + piece.x1) / 2
    return any(abs((one.x0 + one.x1) / 2 - middle) < 0.3 * line.size for one in below.pieces[1:])


def _heads_most(line: Line, columns: Columns) -> bool:
    """True where a line has months, years or the like over most columns of figures."""
    cols = [col for col in range(columns.labels, columns.count) if col not in columns.worded]
    periods = [piece for piece in line.pieces if piece.kind == "period"]
    over = {columns.covered(piece.x0, piece.x1) for piece in periods}
    return len(periods) > 1 and len(over & {(col, col) for col in cols}) >= 0.7 * len(cols)


def _interleaved(lines: Sequence[Line], place: int) -> bool:
    """True where the line above stands nearer than one line under another: both are of one row of headings."""
    line, above = lines[place], lines[max(place - 1, 0)]
    return place > 0 and not above.prose and line.baseline - above.baseline < INTERLEAVED_EM * line.size


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


def header_cells(
    lines: Sequence[Line], columns: Columns, levels: Sequence[Edge], uprights: Sequence[Edge] = ()
) -> list[HeaderCell]:
    """Cells of heading lines: lines of one wrapped heading together, headings over several columns on their own row."""
    lines = _levelled(lines, levels)
    rows: list[list[tuple[Span, Piece]]] = []
    under: dict[int, Piece] = {}
    bottom: dict[int, Piece] = {}
    wide: dict[int, Span] = {}
    stacks = one_stack_each(lines, columns)
    for number in range(len(lines) - 1, -1, -1):
        line = _within(lines[number], columns)
        lowest = number == len(lines) - 1
        whole = has_one_each(line.pieces, columns)
        pieces = line.pieces if whole else cut_at_borders(line, columns, 0.2 if lowest else 0.5)
        floor = line.baseline + 1.6 * line.size if lowest else lines[number + 1].baseline
        walls = [] if lowest else _walls(line, lines[-1], columns, uprights)
        walled = walled_spans(pieces, columns, walls) if walls else []
        if walled:
            row = walled
        elif stacks:
            row = [((col, col), piece) for piece in line.pieces for col in [stacks[id(piece)]]]
        else:
            row = spans_of(pieces, line, floor, columns, levels, under, bottom)
        rows.insert(0, row)
        row = [(whole_cells(span, wide), piece) for span, piece in row]
        rows[0] = row
        for (first, last), piece in row:
            for col in range(first, last + 1):
                under[col] = piece
                wide[col] = (first, last)
        bottom = bottom or dict(under)
    return _cells(_spread_left(_grouped(rows, lines, levels), columns), columns)


def _levelled(lines: Sequence[Line], levels: Sequence[Edge]) -> list[Line]:
    """Lines that stand between each other's, headings of one, two and three lines in one row, as one line each.

    A heading over several below it, and a rule between, begin another row. Lines that do not interleave stay apart.
    """
    made: list[Line] = []
    stacks: list[list[Piece]] = []
    joined = 0
    for line, under in zip(reversed(lines), [None, *reversed(lines)]):
        fits = under is not None and under.baseline - line.baseline < INTERLEAVED_EM * line.size
        over = [[s for s in stacks if any(o.x0 < p.x1 and p.x0 < o.x1 for o in s)] for p in line.pieces]
        walled = under is not None and any(
            line.baseline < edge.at < under.baseline - 0.2 * under.size
            and edge.start < line.pieces[-1].x1
            and edge.end > line.pieces[0].x0
            for edge in levels
        )
        wraps = all(len(found) < 2 and all(_wraps_to(p, s[0]) for s in found) for p, found in zip(line.pieces, over))
        if fits and not walled and wraps:
            for piece, found in zip(line.pieces, over):
                if found:
                    found[0].insert(0, piece)
                else:
                    stacks.append([piece])
            joined += 1
            made[0] = _as_one(made[0], stacks)
            continue
        stacks = [[piece] for piece in line.pieces]
        made.insert(0, line)
    return made if joined else list(lines)


def _wraps_to(piece: Piece, below: Piece) -> bool:
    """True where a piece stands near enough over another to be the line before it; a year over quarters is none."""
    word, next_word = piece.words[0], below.words[0]
    near = next_word.baseline - word.baseline <= LEADING_EM * word.size
    return near and not (piece.kind == below.kind == "period")


def _as_one(line: Line, stacks: Sequence[Sequence[Piece]]) -> Line:
    """Stacks of pieces as the pieces of one line, on the baseline of `line`."""
    pieces = []
    for stack in sorted(stacks, key=lambda stack: min(piece.x0 for piece in stack)):
        text = " ".join(piece.text for piece in stack)
        words = [word for piece in stack for word in piece.words]
        kind = stack[0].kind if len(stack) == 1 else kind_of(text)
        pieces.append(Piece(words, text, kind, min(p.x0 for p in stack), max(p.x1 for p in stack)))
    return replace(as_line(pieces), baseline=line.baseline, size=line.size)


def _walls(line: Line, lowest: Line, columns: Columns, uprights: Sequence[Edge]) -> list[float]:
    """Where upright rules stand at a line of headings; none where those at the lowest line are the same."""
    inner = [edge for edge in uprights if edge.drawn and columns.borders[0] < edge.at < columns.borders[-1]]
    here = [edge.at for edge in inner if edge.start < line.baseline - 0.3 * line.size < edge.end]
    below = [edge.at for edge in inner if edge.start < lowest.baseline - 0.3 * lowest.size < edge.end]
    return here if len(here) < len(below) else []


def _within(line: Line, columns: Columns) -> Line:
    """The line less what stands beside the table, behind the heading of the last column: the title of a chart."""
    end = columns.borders[-1] + 2 * line.size
    kept = [piece for piece in line.pieces if piece.x0 < end]
    if len(kept) == len(line.pieces) or not kept or kept[-1].x1 < columns.extents[-1][0] - line.size:
        return line
    return as_line(kept)


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


def _spread_left(grouped: list[_Level], columns: Columns) -> list[_Level]:
    """Levels in which headings set to the right, each over the last of its columns, stand over all of them.

    Two or more headings, each ending with the heading below it, with columns at its left that only the level below
    heads, and none at the right of the last.
    """
    for upper, lower in pairwise(grouped):
        over = sorted(span for span in upper.cells if span[0] >= columns.labels)
        headed = {col for first, last in lower.cells for col in range(first, last + 1) if col >= columns.labels}
        if len(over) < 2 or all(first < last for first, last in over) or over[-1][1] != max(headed, default=-1):
            continue
        starts = [min(headed), *(last + 1 for _, last in over[:-1])]
        spread = {span: (start, span[1]) for span, start in zip(over, starts)}
        if all(
            first < last
            and set(range(first, last + 1)) <= headed
            and (span == (first, last) or _end_alike(upper.cells[span], last, lower))
            for span, (first, last) in spread.items()
        ):
            upper.cells = {spread.get(span, span): words for span, words in upper.cells.items()}
    return grouped


def _end_alike(words: Sequence[Word], col: int, lower: _Level) -> bool:
    below = next((held for (first, last), held in lower.cells.items() if first <= col <= last), None)
    if not below:
        return False
    ends = [max(word.box.x1 for word in held) for held in (words, below)]
    return abs(ends[0] - ends[1]) < 0.3 * words[0].size


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
