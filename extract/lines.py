"""Words -> lines, paragraphs and their reading order: the geometry of running text, nothing of what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from records.page import Box, Fill, Rule, Word

BULLET = re.compile(r"^[•●○◦▪■□‣➢➤✓✔·*\-–—\uf0b7\uf0a7\uf0d8\uf0fc]$|^o$")
NUMBERING = re.compile(r"^\(?(\d{1,2}|[a-z]|[ivx]{1,4})[.)]$|^\d{1,2}(\.\d{1,2})+\.?$", re.I)
LABELLED = re.compile(r"^[A-Z][\w’' /]{1,28}:\s")
"""A line of a title block: 'Date of meeting: 12 May 2021'."""
ENDS_CLAUSE = re.compile(r"[.:;?!][\"'”’)]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one baseline without a column gap between them, left to right."""

    words: tuple[Word, ...]
    box: Box
    baseline: float
    size: float
    """Size of most of its letters, in points."""
    bold: bool
    """True where every word is bold."""
    underlined: bool
    """True where a rule runs under the whole line and not far beyond it."""
    marker: bool
    """True where it begins with a bullet or a number of a list."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def text_left(self) -> float:
        """Where its words begin behind the bullet or number."""
        return self.words[1].box.x0 if self.marker and len(self.words) > 1 else self.box.x0


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that make one paragraph, list item or heading."""

    lines: tuple[Line, ...]

    @property
    def box(self) -> Box:
        return Box.around(line.box for line in self.lines)

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def words(self) -> list[Word]:
        return [word for line in self.lines for word in line.words]

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)


def lines_of(words: Iterable[Word], rules: Sequence[Rule] = (), fills: Sequence[Fill] = ()) -> list[Line]:
    """Level words as lines, from the top; a line is cut where a gutter between columns runs through it.

    `rules` and `fills` are looked at for underlining only (makers draw it as a line or as a thin filled strip).
    """
    rows = _rows(words)
    strokes = [rule.box for rule in rules if rule.level] + [fill.box for fill in fills if fill.box.height <= 2.0]
    strokes.sort(key=lambda box: box.top)
    lines = []
    for pieces in _cut_at_gutters(rows):
        lines += [_line(piece, strokes) for piece in pieces]
    return sorted(lines, key=lambda line: (line.baseline, line.box.x0))


def _rows(words: Iterable[Word]) -> list[list[Word]]:
    """Words that share a baseline, left to right; raised letters (11th) stay with the word they follow."""
    rows: list[list[Word]] = []
    heads: list[Word] = []
    for word in sorted(words, key=lambda word: (word.baseline, word.box.x0)):
        for place in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            head = heads[place]
            if abs(word.baseline - head.baseline) <= 0.3 * min(word.size, head.size):
                rows[place].append(word)
                break
        else:
            rows.append([word])
            heads.append(word)
    rows = _with_raised(rows)
    for row in rows:
        row.sort(key=lambda word: word.box.x0)
    return rows


def _with_raised(rows: list[list[Word]]) -> list[list[Word]]:
    """Rows in which small raised words (ordinals, note marks) are put back on the line that they touch."""
    kept: list[list[Word]] = []
    for place, row in enumerate(rows):
        below = rows[place + 1] if place + 1 < len(rows) else []
        if not below or min(word.size for word in row) > 0.8 * max(word.size for word in below):
            kept.append(row)
            continue
        rest: list[Word] = []
        for word in row:
            home = next((w for w in below if _raised_on(word, w)), None)
            (below if home else rest).append(word)
        if rest:
            kept.append(rest)
    return kept


def _raised_on(small: Word, word: Word) -> bool:
    rise = word.baseline - small.baseline
    near = -0.1 * word.size <= small.box.x0 - word.box.x1 <= 0.35 * word.size
    return small.size <= 0.8 * word.size and 0 < rise <= 0.65 * word.size and near


def _cut_at_gutters(rows: list[list[Word]]) -> list[list[list[Word]]]:
    """Each row as its pieces: cut at gaps over 3 em, and at narrower ones that lines nearby share."""
    gaps = [
        [(a.box.x1, b.box.x0, place) for place, (a, b) in enumerate(pairwise(row)) if _is_gap(a, b)] for row in rows
    ]
    cut: list[list[list[Word]]] = []
    for number, row in enumerate(rows):
        pieces, start = [], 0
        near = [gap for other in range(max(0, number - 5), number + 6) if other != number and other < len(rows)
                for gap in gaps[other]]  # fmt: skip
        for left, right, place in gaps[number]:
            size = row[place].size
            if place == start and _is_marker(row[place].text) and right - left < 6 * size:
                continue
            if row[place].text.endswith(":") and right - left < 15 * size:
                continue  # "Date of meeting:    12 January"
            shared = sum(min(right, x1) - max(left, x0) >= 0.8 * size for x0, x1, _ in near)
            if right - left >= 3 * size or shared >= 2:
                pieces.append(row[start : place + 1])
                start = place + 1
        cut.append([*pieces, row[start:]])
    return cut


def _is_gap(a: Word, b: Word) -> bool:
    return b.box.x0 - a.box.x1 >= 1.2 * max(a.size, b.size)


def _is_marker(text: str) -> bool:
    return bool(BULLET.match(text) or NUMBERING.match(text))


def _line(words: Sequence[Word], strokes: Sequence[Box]) -> Line:
    box = Box.around(word.box for word in words)
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    size = sizes.most_common(1)[0][0]
    baseline = next(word.baseline for word in words if round(word.size, 1) == size)
    lettered = [word for word in words if any(c.isalnum() for c in word.text)]
    marker = len(words) > 1 and (
        bool(BULLET.match(words[0].text))
        or (bool(NUMBERING.match(words[0].text)) and words[1].box.x0 - words[0].box.x1 > 0.45 * size)
    )
    return Line(
        tuple(words),
        box,
        baseline,
        size,
        bool(lettered) and all(word.bold for word in lettered),
        _is_underlined(words, baseline, size, strokes),
        marker,
    )


def _is_underlined(words: Sequence[Word], baseline: float, size: float, strokes: Sequence[Box]) -> bool:
    """A numbered sub-heading may be underlined from behind its number on."""
    left, right = words[0].box.x0, words[-1].box.x1
    under = [
        box
        for box in strokes
        if -0.05 * size <= box.top - baseline <= 0.35 * size
        and box.x1 > left and box.x0 < right
        and box.x0 >= left - size and box.x1 <= right + size
    ]  # fmt: skip
    covered = sum(box.width for box in under)
    return covered >= 0.75 * (right - left)


def line_pitch(lines: Sequence[Line]) -> float:
    """Distance of baselines within a paragraph, in sizes: the lower third of those found, 1.2 where none are."""
    found = []
    for place, line in enumerate(lines):
        for other in lines[place + 1 : place + 4]:
            step = (other.baseline - line.baseline) / max(line.size, 1)
            same = abs(other.size - line.size) < 0.15 * line.size
            if same and 0.9 <= step <= 2.2 and other.box.x0 < line.box.x1 and line.box.x0 < other.box.x1:
                found.append(step)
                break
    return sorted(found)[len(found) // 3] if found else 1.2


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Lines as paragraphs, in the order in which a reader takes them (columns side by side one after the other)."""
    pitch = line_pitch(lines)
    growing: list[list[Line]] = []
    for line in lines:
        home = next((block for block in reversed(growing[-12:]) if _goes_on(block, line, pitch)), None)
        if home is None:
            growing.append([line])
        else:
            home.append(line)
    return reading_order([Block(tuple(block)) for block in growing])


def _goes_on(block: list[Line], line: Line, pitch: float) -> bool:
    """Whether a line carries a paragraph on."""
    last, size = block[-1], block[-1].size
    step = line.baseline - last.baseline
    if not 0.5 * size < step <= 1.28 * pitch * size or not 0.87 <= line.size / size <= 1.15:
        return False
    begins_item = line.marker and not _is_figure_of(last, line)
    if begins_item or line.underlined != last.underlined or _changes_weight(block, line):
        return False
    if LABELLED.match(line.text) and LABELLED.match(block[0].text):
        return False
    left = min(entry.text_left for entry in block)
    right = max(entry.box.x1 for entry in block)
    centred = abs(line.box.centre[0] - last.box.centre[0]) <= size
    if not centred and (line.box.x0 > left + 2 * size or line.box.x0 < block[0].box.x0 - 3 * size):
        return False
    if line.box.x0 >= right or line.box.x1 <= block[0].box.x0:
        return False
    numbered = bool(_is_marker(line.words[0].text)) and len(line.words) > 1
    if ENDS_CLAUSE.search(last.text):
        if numbered:
            return False
        # In ragged text a line ends where the next word did not fit; where it would have fitted, a paragraph ended.
        room = max(right, line.box.x1) - last.box.x1
        first = line.words[0]
        if not first.text[:1].islower() and room > first.box.width + 1.2 * size:
            return False
    return True


def _is_figure_of(last: Line, line: Line) -> bool:
    """Whether a paragraph's number is a figure of the sentence above: 'the mean was' / '13.2 and 68%'."""
    is_decimal = re.fullmatch(r"\d{1,2}\.\d{1,2}", line.words[0].text) and len(line.words) > 1
    return bool(is_decimal) and line.words[1].text[:1].islower() and not ENDS_CLAUSE.search(last.text)


def _changes_weight(block: list[Line], line: Line) -> bool:
    """Whether a heading ends or begins here: a line that is bold throughout, and not a bold phrase that wraps."""
    last = block[-1]
    if last.bold == line.bold or last.words[-1].bold == line.words[0].bold:
        return False
    if last.bold:
        return len(block) == 1 or block[-2].bold
    return bool(ENDS_CLAUSE.search(last.text)) or not line.text[:1].islower()


def reading_order(blocks: Sequence[Block]) -> list[Block]:
    """Blocks as a reader takes them: down a column, then the next, under whatever spans both.

    Breuel's two rules: one block comes before another where it stands above it and shares columns with it, or
    wholly to its left with nothing between the two (in height) that spans both.
    """
    order = place_order([block.box for block in blocks])
    return [blocks[place] for place in order]


def place_order(boxes: Sequence[Box]) -> list[int]:
    """Places of `boxes` in reading order (see reading_order)."""
    by_top = sorted(range(len(boxes)), key=lambda place: (boxes[place].top, boxes[place].x0))
    if len(boxes) > 250 or not _has_neighbours(boxes, by_top):
        return by_top
    before: dict[int, set[int]] = {place: set() for place in by_top}
    for a in by_top:
        for b in by_top:
            if a != b and _comes_before(boxes, a, b):
                before[b].add(a)
    order: list[int] = []
    waiting = list(by_top)
    while waiting:
        ready = next((place for place in waiting if not before[place] - set(order)), waiting[0])
        order.append(ready)
        waiting.remove(ready)
    return order


def _has_neighbours(boxes: Sequence[Box], by_top: Sequence[int]) -> bool:
    """Whether any two stand side by side."""
    for place, a in enumerate(by_top):
        for b in by_top[place + 1 :]:
            if boxes[b].top >= boxes[a].bottom:
                break
            if boxes[a].x1 <= boxes[b].x0 or boxes[b].x1 <= boxes[a].x0:
                return True
    return False


def _comes_before(boxes: Sequence[Box], a: int, b: int) -> bool:
    one, two = boxes[a], boxes[b]
    if one.x0 < two.x1 and two.x0 < one.x1:
        return one.top < two.top or (one.top == two.top and a < b)
    if one.x1 > two.x0:
        return False
    top, bottom = min(one.top, two.top), max(one.bottom, two.bottom)
    for place, other in enumerate(boxes):
        if place in (a, b) or other.top < top - 1 or other.bottom > bottom + 1:
            continue
        spans_both = other.x0 < one.x1 and other.x1 > two.x0
        between = min(one.bottom, two.bottom) <= other.centre[1] <= max(one.top, two.top)
        if spans_both and between:
            return False
    return True
