"""Which columns a heading stands over, where no grid says so: rules and fills just below it, or how it is aligned."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from extract.edges import Edge
from extract.loose_columns import Columns
from extract.loose_lines import Line, Piece

ALIGNED_EM = 0.6
"""Two pieces whose left or right edges or middles differ by less stand one over the other, in ems."""

MIDDLE_EM = 1.5
"""How far the middle of a heading may lie from that of its share of the headings below, in ems."""

Span = tuple[int, int]
"""First and last column that a heading stands over."""


def whole_cells(span: Span, under: dict[int, Span]) -> Span:
    """A heading over several columns stands over whole headings of the line below."""
    if span[0] == span[1]:
        return span
    return min(span[0], under.get(span[0], span)[0]), max(span[1], under.get(span[1], span)[1])


def spans_of(
    pieces: Sequence[Piece],
    line: Line,
    floor: float,
    columns: Columns,
    levels: Sequence[Edge],
    under: dict[int, Piece],
    lowest: dict[int, Piece],
) -> list[tuple[Span, Piece]]:
    """The columns that each piece of a heading line stands over.

    A rule or fill just below says so; else a heading that stands over two columns, or askew over the heading below
    it, is centred over as many as fit. `under` is the heading below in each column, `lowest` the last one.
    """
    spans = [_over_next_line(piece, columns.covered(piece.x0, piece.x1), under) for piece in pieces]
    if has_one_each(pieces, columns):
        return [((col, col), piece) for col, piece in enumerate(pieces, start=columns.count - len(pieces))]
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
            for place, part in zip(places, _shared_out(ruled, [pieces[place] for place in places], columns, under)):
                spans[place] = part
        settled.update(places)
    # Labels headed on this line and not below: cells begin at the top, so a blank beside a heading is the heading's.
    at_top = any(last < columns.labels for _, last in spans) and not any(col < columns.labels for col in under)
    for place, piece in enumerate(pieces):
        first, last = spans[place]
        if place in settled or not under:
            continue
        if at_top and first in under and _begins_alike(piece, under[first]):
            end = spans[place + 1][0] if place + 1 < len(pieces) else columns.count
            while last + 1 < end and last + 1 in under and _level_with(under[first], under[last + 1]):
                last += 1
            if (first, last) != spans[place]:
                spans[place] = first, last
                continue
        if last > first or _askew(piece, first, columns, under):
            low = spans[place - 1][1] + 1 if place else 0
            high = spans[place + 1][0] - 1 if place + 1 < len(pieces) else columns.count - 1
            spans[place] = _centred(piece, (first, last), (low, high), columns, under)
    row = _amid_periods(_sharing_all(list(zip(spans, pieces)), columns, under), columns, lowest)
    begun = _begun_at_left(row, columns, under) if not settled else None
    return _over_repeated(row, columns, under) or _over_periods(row, columns, under) or begun or row


def _over_next_line(piece: Piece, span: Span, under: dict[int, Piece]) -> Span:
    """The span; where a piece stands over the heading of one column alone, and beside the one it was given, that one.

    'Open at' over 'month end', both to the left of narrow figures.
    """
    col = span[0]
    if span[1] > col:
        return span
    below = [c for c, other in under.items() if other.x0 < piece.x1 and piece.x0 < other.x1]
    return (below[0], below[0]) if len(below) == 1 and abs(below[0] - col) == 1 else span


def walled_spans(pieces: Sequence[Piece], columns: Columns, walls: Sequence[float]) -> list[tuple[Span, Piece]]:
    """The columns between the upright rules at the two sides of each piece; empty where one has no such columns."""
    found = []
    for piece in pieces:
        low = max((x for x in walls if x <= piece.x0 + 1), default=columns.borders[0] - 1)
        high = min((x for x in walls if x >= piece.x1 - 1), default=columns.borders[-1] + 1)
        over = [col for col, (start, end) in enumerate(columns.extents) if low <= (start + end) / 2 <= high]
        if not over:
            return []
        found.append(((over[0], over[-1]), piece))
    spans = [span for span, _ in found]
    return found if len(set(spans)) == len(spans) else []


def has_one_each(pieces: Sequence[Piece], columns: Columns) -> bool:
    """True where a line has a heading for every column (labels may have none), however far each reaches."""
    begin = columns.count - len(pieces)
    if begin not in (0, columns.labels):
        return False
    ends = [float("-inf"), *(high for _, high in columns.extents)]
    nexts = [*(low for low, _ in columns.extents[1:]), float("inf")]
    return all(
        first <= col <= last or (ends[col] < piece.x0 and piece.x1 < nexts[col])  # over its own and the gaps beside it
        for col, piece in enumerate(pieces, start=begin)
        for first, last in [columns.covered(piece.x0, piece.x1)]
    )


def one_stack_each(lines: Sequence[Line], columns: Columns) -> dict[int, int]:
    """The column of each piece, by its `id`, where the heading lines make just one stack for each column, side by side.

    So headings set to the left over figures set to the right are told apart. Empty where they do not, or where no two
    stacks stand over one column; the columns of labels may have no heading.
    """
    stacks: list[tuple[float, float]] = []
    pieces = sorted((piece for line in lines for piece in line.pieces), key=lambda piece: piece.x0)
    for piece in pieces:
        if stacks and piece.x0 < stacks[-1][1]:
            stacks[-1] = (stacks[-1][0], max(stacks[-1][1], piece.x1))
        else:
            stacks.append((piece.x0, piece.x1))
    missing = columns.count - len(stacks)
    if missing and (missing != columns.labels or stacks[0][0] < columns.extents[columns.labels - 1][1]):
        return {}
    ends = [float("-inf"), *(high for _, high in columns.extents)]
    nexts = [*(low for low, _ in columns.extents[1:]), float("inf")]
    if any(x1 <= ends[col] or x0 >= nexts[col] for col, (x0, x1) in enumerate(stacks, start=missing)):
        return {}
    starts = [start for start, _ in stacks]
    owner = {id(piece): missing + bisect_right(starts, piece.x0) - 1 for piece in pieces}
    over = {(owner[id(piece)], columns.covered(piece.x0, piece.x1)) for piece in pieces}
    contested = len({first for _, (first, _) in over}) < len({(stack, first) for stack, (first, _) in over})
    if not contested or any(first < last for _, (first, last) in over):
        return {}
    held = [[piece for piece in pieces if owner[id(piece)] == missing + place] for place in range(len(stacks))]
    return owner if all(map(_lined_up, held)) else {}


def _lined_up(pieces: Sequence[Piece]) -> bool:
    """True where the lines of one heading share their left or right ends or their middles."""
    slack = 0.3 * pieces[0].words[0].size
    ways = ([p.x0 for p in pieces], [p.x1 for p in pieces], [(p.x0 + p.x1) / 2 for p in pieces])
    return any(max(places) - min(places) <= slack for places in ways)


def _over_repeated(
    row: Sequence[tuple[Span, Piece]], columns: Columns, under: dict[int, Piece]
) -> list[tuple[Span, Piece]] | None:
    """Spans of headings over columns whose own headings come again and again: 'No.', '%', 'No.', '%' are two by two."""
    cols = range(columns.labels, columns.count)
    over = [(span, piece) for span, piece in row if span[0] >= columns.labels]
    if len(over) < 2 or len(cols) % len(over) or any(col not in under for col in cols):
        return None
    size = len(cols) // len(over)
    texts = [under[col].text for col in cols]
    if size < 2 or texts != texts[:size] * len(over) or len(set(texts)) < size:
        return None
    spans = [(first, first + size - 1) for first in cols[::size]]
    if not all(whole[0] <= span[0] and span[1] <= whole[1] for whole, (span, _) in zip(spans, over)):
        return None
    return [pair for pair in row if pair[0][0] < columns.labels] + [
        (span, piece) for span, (_, piece) in zip(spans, over)
    ]


def _over_periods(
    row: Sequence[tuple[Span, Piece]], columns: Columns, under: dict[int, Piece]
) -> list[tuple[Span, Piece]] | None:
    """Spans in which years stand over all the quarters or months that are headed below them and by nothing else.

    Each stands over the middle of its own, or begins with them.
    """
    spread = dict(enumerate(span for span, _ in row))
    for first, last in _runs_of_periods(columns, under):
        low, high = under[first].x0, under[last].x1
        within = [n for n, (_, piece) in enumerate(row) if piece.x0 < high and low < piece.x1]
        over = [n for n in within if row[n][1].kind == "period"]
        if not over or over != within or len(over) > last - first:
            continue
        pieces = [row[n][1] for n in over]
        _, spans = _least_cost((first, last), pieces, columns, lambda piece, span, _: _off(piece, span, under))
        if all(_off(p, s, under) < 0.2 * (under[s[1]].x1 - under[s[0]].x0) for p, s in zip(pieces, spans)):
            spread.update(zip(over, spans))
    found = [(spread[n], piece) for n, (_, piece) in enumerate(row)]
    return found if found != list(row) else None


def _sharing_all(row: list[tuple[Span, Piece]], columns: Columns, under: dict[int, Piece]) -> list[tuple[Span, Piece]]:
    """The spans of headings that are centred each over its share of all headings of one line below.

    One by one each takes what it can reach; together no share is left over. Kept where that fits no worse.
    """

    def off(piece: Piece, span: Span, _: Columns) -> float:
        low, high = under[span[0]].x0, under[span[1]].x1
        return abs((piece.x0 + piece.x1) / 2 - (low + high) / 2)

    for first, last in _runs_alike(columns, under):
        over = [n for n, (_, one) in enumerate(row) if under[first].x0 < (one.x0 + one.x1) / 2 < under[last].x1]
        pieces = [row[n][1] for n in over]
        now = [row[n][0] for n in over] or [(first, last)]
        shared = all(a[1] + 1 == b[0] for a, b in pairwise(now)) and (now[0][0], now[-1][1]) == (first, last)
        # Headings over one column each are the upper lines of those below ('Statistical' over 'neighbours').
        if not 1 < len(over) <= last - first or shared or all(span[0] == span[1] for span in now):
            continue
        _, spans = _least_cost((first, last), pieces, columns, off)
        if all(off(one, span, columns) < MIDDLE_EM * one.words[0].size for one, span in zip(pieces, spans)):
            for n, span in zip(over, spans):
                row[n] = span, row[n][1]
    return row


def _amid_periods(
    row: Sequence[tuple[Span, Piece]], columns: Columns, lowest: dict[int, Piece]
) -> list[tuple[Span, Piece]]:
    """Headings with those over the middle one of several periods, and of nothing beside it, over all of these.

    'England' over '2022' between '2021' and '2023', where the same years come again beside them; or 'Position in the
    quarters' over 'Q2', out of which it sticks on both sides.
    """
    runs = [
        part for run in _runs_of_periods(columns, lowest) for part in _parts_alike(run, lowest) if part[1] > part[0] + 1
    ]
    texts = [[lowest[col].text for col in range(first, last + 1)] for first, last in runs]
    settled = []
    for (first, last), piece in row:
        run = next((run for run in runs if run[0] < first == last < run[1]), None)
        if run is not None and sum(span[0] <= run[1] and run[0] <= span[1] for span, _ in row) == 1:
            middle = (lowest[run[0]].x0 + lowest[run[1]].x1) / 2
            amid = abs((piece.x0 + piece.x1) / 2 - middle) < ALIGNED_EM * piece.words[0].size
            sticks_out = piece.x0 < columns.borders[first] and columns.borders[first + 1] < piece.x1
            if amid and (sticks_out or texts.count(texts[runs.index(run)]) > 1):
                first, last = run
        settled.append(((first, last), piece))
    return settled


def _parts_alike(run: Span, lowest: dict[int, Piece]) -> list[Span]:
    """A run of periods cut where one comes for the second time."""
    parts: list[Span] = []
    first, seen = run[0], {lowest[run[0]].text}
    for col in range(run[0] + 1, run[1] + 1):
        if lowest[col].text in seen:
            parts.append((first, col - 1))
            first, seen = col, set()
        seen.add(lowest[col].text)
    return [*parts, (first, run[1])]


def _begun_at_left(
    row: Sequence[tuple[Span, Piece]], columns: Columns, under: dict[int, Piece]
) -> list[tuple[Span, Piece]] | None:
    """Spans of headings set to the left over columns set to the right: each begins just behind the column before.

    All but the first by the same step, and every column has a heading below that ends with its figures.
    """
    cols = range(columns.labels, columns.count)
    over = [piece for span, piece in row if span[0] >= columns.labels]
    if not 1 < len(over) < len(cols) or not all(_ends_with(under.get(col), col, columns) for col in cols):
        return None
    firsts = [next((col for col in cols if columns.extents[col][1] > piece.x0), columns.count) for piece in over]
    if firsts[0] != columns.labels or firsts[-1] == columns.count or any(b <= a for a, b in pairwise(firsts)):
        return None
    size = over[0].words[0].size
    steps = [piece.x0 - columns.extents[first - 1][1] for piece, first in zip(over[1:], firsts[1:])]
    if len(steps) < 2 or max(steps) > 1.5 * size or max(steps) - min(steps) > 0.3 * size:
        return None
    ends = [*(first - 1 for first in firsts[1:]), columns.count - 1]
    return [pair for pair in row if pair[0][0] < columns.labels] + [
        ((first, end), piece) for first, end, piece in zip(firsts, ends, over)
    ]


def _runs_of_periods(columns: Columns, under: dict[int, Piece]) -> list[Span]:
    """First and last column of each run of quarters or months side by side on one line."""
    return _runs_alike(columns, {col: piece for col, piece in under.items() if piece.kind == "period"})


def _runs_alike(columns: Columns, under: dict[int, Piece]) -> list[Span]:
    """First and last column of each run of two or more headings side by side on one line."""
    runs: list[Span] = []
    for col in range(columns.labels, columns.count):
        if col in under:
            if runs and runs[-1][1] == col - 1 and _level_with(under[col - 1], under[col]):
                runs[-1] = (runs[-1][0], col)
            else:
                runs.append((col, col))
    return [run for run in runs if run[1] > run[0]]


def _off(piece: Piece, span: Span, under: dict[int, Piece]) -> float:
    low, high = under[span[0]].x0, under[span[1]].x1
    return min(abs((piece.x0 + piece.x1) / 2 - (low + high) / 2), abs(piece.x0 - low))


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


def _shared_out(ruled: Span, pieces: Sequence[Piece], columns: Columns, under: dict[int, Piece]) -> list[Span]:
    """Columns of one rule shared out among the headings over it.

    Each is centred over its part, of the figures or of the headings `under` it, or begun with it; or all end with the
    last column of theirs.
    """
    cost, spans = _least_cost(ruled, pieces, columns, _misfit)
    if all(col in under for col in range(ruled[0], ruled[1] + 1)):
        by_heads, over_heads = _least_cost(ruled, pieces, columns, lambda piece, span, _: _off(piece, span, under))
        if by_heads < cost - pieces[0].words[0].size:
            cost, spans = by_heads, over_heads
    ended, to_the_right = _least_cost(ruled, pieces, columns, _misfit_at_end)
    return to_the_right if ended < min(cost - 1.0, ALIGNED_EM * pieces[0].words[0].size) else spans


Misfit = Callable[[Piece, Span, Columns], float]


def _least_cost(ruled: Span, pieces: Sequence[Piece], columns: Columns, misfit: Misfit) -> tuple[float, list[Span]]:
    """The cheapest way to share `ruled` out, each piece at least one column, and what it costs."""
    known: dict[tuple[int, int], tuple[float, list[Span]]] = {}

    def best_from(first: int, place: int) -> tuple[float, list[Span]]:
        left = len(pieces) - place - 1
        if left == 0:
            return misfit(pieces[place], (first, ruled[1]), columns), [(first, ruled[1])]
        found = known.get((first, place))
        for last in range(first, ruled[1] - left + 1) if found is None else ():
            rest, spans = best_from(last + 1, place + 1)
            cost = misfit(pieces[place], (first, last), columns) + rest
            if found is None or cost < found[0] - 0.5:
                found = cost, [(first, last), *spans]
        assert found is not None
        known[first, place] = found
        return found

    return best_from(ruled[0], 0)


def _misfit(piece: Piece, span: Span, columns: Columns) -> float:
    low, high = columns.extents[span[0]][0], columns.extents[span[1]][1]
    return min(abs((piece.x0 + piece.x1) / 2 - (low + high) / 2), abs(piece.x0 - low))


def _misfit_at_end(piece: Piece, span: Span, columns: Columns) -> float:
    return abs(piece.x1 - columns.extents[span[1]][1])


def _askew(piece: Piece, col: int, columns: Columns, under: dict[int, Piece]) -> bool:
    """True where a piece does not line up with the heading below it in the way in which that heads its figures."""
    below = under.get(col)
    if below is None:
        return False
    if abs(piece.x0 - below.x0) < 0.3 * piece.words[0].size and (below.text[0].islower() or below.text[0] in "(&"):
        return False  # two lines of one heading
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


def _ends_with(below: Piece | None, col: int, columns: Columns) -> bool:
    """True where a heading ends where the figures of its column do."""
    return below is not None and abs(below.x1 - columns.extents[col][1]) < 0.3 * below.words[0].size


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
            found.append((abs((extent(first)[0] + extent(last)[1]) / 2 - middle), (first, last)))
    nearest = min(off for off, _ in found)
    aligned = ALIGNED_EM * piece.words[0].size
    if nearest > aligned and (most[0] > columns.labels or most[1] < columns.count - 1):
        # Columns set to the right reach from the end of the one before: the middle of two lies further left.
        offs = [
            (abs((columns.extents[first - 1][1] + extent(last)[1]) / 2 - middle), (first, last))
            for _, (first, last) in found
            if last > first > columns.labels
            and all(_ends_with(under.get(c), c, columns) for c in range(first, last + 1))
        ]
        if offs and min(offs)[0] <= aligned:
            return min(offs)[1]
    slack = nearest + aligned
    return max((span for off, span in found if off <= slack), key=lambda span: span[1] - span[0])
