"""Words outside grids -> lines, each cut into pieces where white space or an upright rule parts columns."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.cell_text import line_text, lines_of_words
from extract.edges import Edge
from extract.figure_marks import kind_of
from records.page import Word

TEXT_GAP_EM = 1.0
"""A gap that parts two words into two columns, in ems."""
FIGURE_GAP_EM = 0.5
"""The same between two figures: columns of numbers stand closer."""
NEAR_EM = 0.05
"""No rule stands in a gap as narrow as this, in ems."""
MOST_LINES_OF_CELL = 7
"""A label or comment of more lines is running text."""
OVERPRINTED_EM = 0.35
"""Words that overlap by more, in ems, are of two texts printed into each other."""
_SIGN_OF_FIGURE = re.compile(r"\d|[xX█]{2}")
_LEADERS = frozenset(".…·_")
_LEADER = re.compile(r"[.…·_]+")
_TRAILING_LEADER = re.compile(r"(.*?[^.…·_\s])[.…·_]{3,}")
_FIGURES = frozenset({"figure", "nothing"})
_SIGN_OF_LEADER = re.compile(r"[.…·_]{3}|(?<!\S)\.(?!\S)")
"""Where a word may be one of dots only, or end with some."""
_PREFIXES = {"$", "£", "€", "<", ">", "≤", "≥", "±", "+", "-", "–", "~", "("}
_SUFFIXES = {"%", ")", "*", "**", "***", "k", "m"}


@dataclass(slots=True)
class Piece:
    """Words of a line that stand in one column (or across several)."""

    words: list[Word]
    text: str
    kind: str
    """As `figure_marks.kind_of` has it."""
    x0: float
    x1: float
    wrapped: bool = False
    """True for a line of a label or comment of several lines, all of one row of figures."""

    @property
    def is_figure(self) -> bool:
        return self.kind in _FIGURES

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


@dataclass(slots=True)
class Line:
    """Pieces on one baseline, left to right."""

    pieces: list[Piece]
    baseline: float
    size: float
    prose: bool = False
    """True where it belongs to running text."""
    figures: list[Piece] = field(default_factory=list)
    led: bool = False
    """True where leader dots run from its words to its figure."""

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return self.pieces[-1].x1

    @property
    def top(self) -> float:
        return self.baseline - 0.8 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.25 * self.size

    @property
    def is_data(self) -> bool:
        """True where a figure stands behind the line's first piece, or several figures without a label."""
        figures = self.figures
        if not figures or figures[-1] is self.pieces[0]:
            return False
        return any([piece.kind == "figure" for piece in figures])


def loose_lines(words: Sequence[Word], uprights: Sequence[Edge]) -> list[Line]:
    """Level words as lines from the top; none where no line is one of data.

    Leader dots are left out; they part pieces as white space does.
    """
    rows = lines_of_words([word for word in words if word.turn == 0])
    cut = [_cut_line(row, uprights) if _may_be_data(row, uprights) else None for row in rows]
    if not any([line.is_data for line in cut if line]):
        return []  # nothing but running text: half of all pages
    lines = []
    for row, found in zip(rows, cut):
        line = found or _cut_line(row, uprights)
        if line:
            text = "".join([word.text for word in row])
            line.led = text.count(".") + text.count("…") > 8
            lines.append(line)
    lines.sort(key=lambda line: line.baseline)
    _mark_prose(lines)
    return [_without_prose(line) for line in lines]


def _cut_line(row: Sequence[Word], uprights: Sequence[Edge]) -> Line | None:
    """The line that a row of words makes; None where it is but leader dots."""
    pieces = pieces_of(row, uprights)
    return as_line(pieces) if pieces else None


def _may_be_data(row: Sequence[Word], uprights: Sequence[Edge]) -> bool:
    """False where a row is one piece, or no word behind its first has a digit or the X of a figure left out."""
    text = " ".join([word.text for word in row])
    if not _SIGN_OF_FIGURE.search(text, len(row[0].text)):
        return False
    if _SIGN_OF_LEADER.search(text):
        return True
    before = row[0]
    for word in row[1:]:
        if _gap_parts(before, word, bool(uprights)):
            return True
        before = word
    return False


def _gap_parts(left: Word, right: Word, ruled: bool) -> bool:
    """False where two words stand so near that they are of one piece: no need to look closer, as for most words.

    `ruled` is True where an upright rule may stand between them.
    """
    gap = right.box.x0 - left.box.x1
    em = left.size if left.size > right.size else right.size
    return gap > (NEAR_EM if ruled else FIGURE_GAP_EM) * em or gap < -OVERPRINTED_EM * em


def _without_prose(line: Line) -> Line:
    """A line beside running text loses the piece that belongs to it; a line of nothing else is kept as a barrier."""
    kept = [piece for piece in line.pieces if piece.kind != "prose"]
    return as_line(kept) if kept and len(kept) < len(line.pieces) else line


def as_line(pieces: list[Piece]) -> Line:
    """A line of pieces, its baseline and size those of its longest piece."""
    longest = (max(pieces, key=lambda piece: piece.x1 - piece.x0) if len(pieces) > 1 else pieces[0]).words[0]
    return Line(
        pieces, longest.baseline, max(longest.size, 1.0), figures=[piece for piece in pieces if piece.kind in _FIGURES]
    )


def as_piece(words: list[Word]) -> Piece:
    """A piece of words in reading order."""
    text = line_text(words)
    right = max([word.box.x1 for word in words]) if len(words) > 1 else words[0].box.x1
    return Piece(words, text, kind_of(text), words[0].box.x0, right)


def pieces_of(row: Sequence[Word], uprights: Sequence[Edge] = ()) -> list[Piece]:
    """The words of a line, left to right, cut at gaps and at upright rules."""
    runs: list[list[Word]] = []
    run: list[Word] = []
    open_run, ruled = False, bool(uprights)
    for word in row:
        led = word.text[-1] in _LEADERS
        if led and len(row) > 1 and (len(word.text) > 2 or word.text == ".") and _LEADER.fullmatch(word.text):
            open_run = False
            continue
        found = _TRAILING_LEADER.fullmatch(word.text) if led else None
        if found:
            word = replace(word, text=found[1])
        if open_run and not (_gap_parts(run[-1], word, ruled) and _parted(run[-1], word, uprights)):
            run.append(word)
        else:
            run = [word]
            runs.append(run)
        open_run = found is None
    return [as_piece(run) for run in runs]


def _parted(left: Word, right: Word, uprights: Sequence[Edge]) -> bool:
    gap = right.box.x0 - left.box.x1
    em = max(left.size, right.size)
    if gap < -OVERPRINTED_EM * em and left.box.x0 < right.box.x0 and left.turn == right.turn:
        return True  # two headings that run into each other
    if gap > TEXT_GAP_EM * em:
        number = left.text[-1].isdigit() or left.text[-1] in "*%)." or kind_of(left.text) == "nothing"
        glued = (left.text in _PREFIXES and right.text[0].isdigit()) or (right.text in _SUFFIXES and number)
        if not (glued and gap < 2.5 * em):
            return True
    elif gap > FIGURE_GAP_EM * em and _is_number(left.text) and _is_number(right.text):
        return True
    if gap <= NEAR_EM * em or not uprights:
        return False
    low = left.box.x1 - 0.1 * em
    for place in range(bisect_left(uprights, (low,)), len(uprights)):
        edge = uprights[place]
        if edge.at > right.box.x0 + 0.1 * em:
            return False
        if edge.start <= left.baseline - 0.5 * em and edge.end >= left.baseline:
            return True
    return False


def _is_number(text: str) -> bool:
    return kind_of(text) in {"figure", "nothing"}


def _mark_prose(lines: Sequence[Line]) -> None:
    """Marks lines of running text: several long pieces under each other that fill one width."""
    stacks: dict[int, list[tuple[Line, Piece]]] = {}
    data = [line.figures[-1].words[0].baseline for line in lines if line.is_data]
    for line in lines:
        for piece in line.pieces:
            stacks.setdefault(round(piece.x0 / 4), []).append((line, piece))
    for stack in stacks.values():
        group = [entry for entry in stack if len(entry[1].words) >= 4]
        if len(group) < 3:
            continue
        run = [group[0]]
        for before, here in pairwise(group):
            if here[0].baseline - before[0].baseline <= 1.7 * here[0].size:
                run.append(here)
            else:
                _mark_run(run, stack, data)
                run = [here]
        _mark_run(run, stack, data)


def _mark_run(run: Sequence[tuple[Line, Piece]], stack: Sequence[tuple[Line, Piece]], data: Sequence[float]) -> None:
    if len(run) < 3:
        return
    width = max(piece.x1 - piece.x0 for _, piece in run)
    full = sum(piece.x1 - piece.x0 >= 0.85 * width for _, piece in run)
    lower = sum(piece.text[0].islower() for _, piece in run[1:])
    if full < 0.6 * len(run) or lower < 0.4 * (len(run) - 1) or width <= 14 * run[0][0].size:
        return
    cells = _cells_among(run, stack, data)
    if cells:
        for piece in cells:
            piece.wrapped = True
        return
    for line, piece in run:
        piece.kind = "prose"
        line.prose = all(other.kind == "prose" for other in line.pieces)


def _cells_among(
    run: Sequence[tuple[Line, Piece]], stack: Sequence[tuple[Line, Piece]], data: Sequence[float]
) -> list[Piece]:
    """The pieces of a run that are labels or comments, each of a few lines that one line of figures belongs to.

    The figures stand at the height of the first of its lines, the last or their middle. `stack` is all that begins at
    the run's left edge: a label alone in its run needs others there beside figures. Empty where they are no cells.
    """
    size = run[0][0].size
    first, last = run[0][0].baseline, run[-1][0].baseline
    leading = min(below[0].baseline - above[0].baseline for above, below in pairwise(run))
    if leading < 0.9 * size:
        return []
    groups: list[list[tuple[Line, Piece]]] = []
    for entry in stack:
        if groups and entry[0].baseline - groups[-1][-1][0].baseline <= 1.2 * leading:
            groups[-1].append(entry)
        else:
            groups.append([entry])
    within = [group for group in groups if group[-1][0].baseline >= first and group[0][0].baseline <= last]
    fitting = sum(_has_one_row(group, data, size) for group in groups)
    alone = all(_has_one_row(group, data, size) for group in within) and (len(within) > 1 or fitting > 2)
    if alone or _begin_on_rows(stack, data):
        return [piece for group in within if len(group) > 1 for _, piece in group]
    return []


def _begin_on_rows(stack: Sequence[tuple[Line, Piece]], data: Sequence[float]) -> bool:
    """True where lines beside figures begin large, three or more, and those between begin small: labels that wrap."""
    beside = [any(abs(piece.words[0].baseline - y) < 0.5 for y in data) for _, piece in stack]
    begins = [piece.text for (_, piece), here in zip(stack, beside) if here]
    goes_on = [piece.text for (_, piece), here in zip(stack, beside) if not here]
    return (
        len(begins) > 2
        and not any(text[0].islower() for text in begins)
        and sum(text[0].islower() for text in goes_on) >= 0.6 * len(goes_on)
        and len(goes_on) <= MOST_LINES_OF_CELL * len(begins)
    )


def _has_one_row(group: Sequence[tuple[Line, Piece]], data: Sequence[float], size: float) -> bool:
    if len(group) > MOST_LINES_OF_CELL:
        return False
    top, bottom = group[0][1].words[0].baseline, group[-1][1].words[0].baseline
    rows = [y for y in data if top - 0.5 * size < y < bottom + 0.5 * size]
    return len(rows) == 1 and any(abs(rows[0] - y) < 0.3 * size for y in (top, bottom, (top + bottom) / 2))
