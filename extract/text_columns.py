"""Lines of a plain text that stand in columns -> the table that they make."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.written import MOST_PLACES, Block, Cell

RULE = re.compile(r"^[\s|+:]*[-=_+|:\s]{5,}$")
"""A line drawn under headings or between rows."""
GAP = re.compile(r"\s{2,}(?=\S)")
FIGURE = re.compile(r"[<>~£+-]?\s?\d[\d,.]*\s?%?(?:\s?\([^)]{1,12}\))?|[-–—]|n/?a|tbc|x|\*", re.I)
"""What stands in a column of figures."""
FEW_WORDS, LONGEST_LABEL = 4, 14
"""Words of a heading or a word beside figures ('Green'), and of a line that only names the rows below it."""
WRAPS = re.compile(r"(?:[,&/(–-]|\b(?:a|an|and|at|by|for|from|in|of|on|or|per|the|to|who|with|within))$", re.I)
"""How a label ends that the next line carries on."""
APART = 100
"""Between the columns of a line that tabs or upright strokes part: their places in the line say nothing."""
UNREAD = (
    "a table set in columns, beginning '{first}', has rows whose columns do not stand under each other; it was not"
    " read, the rest was. Compare it with the published paper, and save it as a web page or PDF."
)
Piece = tuple[int, int, str]
"""A run of text between gaps, with the places of its first and behind its last letter."""


def table_of(part: Sequence[str]) -> tuple[int, int, Block | None]:
    """The lines of a part that are a table: from, to (not in), and the table, or a block that says why it is not read.

    It has two rows or more with figures behind their first gap (two spaces, a tab, a stroke); headings stand above
    them. (0, 0, None) where there is none.
    """
    figures = [place for place, line in enumerate(part) if _has_figures(_pieces(line))]
    if len(figures) < 2:
        return 0, 0, None
    begins, ends = figures[0], figures[-1] + 1
    while begins > 0 and (RULE.match(part[begins - 1]) or _is_heading_row(_pieces(part[begins - 1]))):
        begins -= 1
    rows = [_pieces(line) for line in part[begins:ends] if not RULE.match(line)]
    if 2 * len(figures) < len(rows):
        return 0, 0, None
    if ends < len(part) and RULE.match(part[ends]):
        ends += 1
    cells = _cells(_with_whole_labels(rows))
    if cells:
        return begins, ends, Block("table", "", cells=cells)
    first = " ".join(text for _, _, text in rows[0])[:60]
    return begins, ends, Block("unread", UNREAD.format(first=first))


def _pieces(line: str) -> list[Piece]:
    for sign in "|\t":
        if sign in line.strip(" |"):
            runs = (run.strip() for run in line.strip(" " if sign == "\t" else " |").split(sign))
            return [(APART * col, APART * col + 1, run) for col, run in enumerate(runs) if run]
    line = line.replace("\t", "    ").rstrip()
    found, start = list[Piece](), len(line) - len(line.lstrip())
    for gap in [*GAP.finditer(line, start + 1), None]:
        end = gap.start() if gap else len(line)
        found.append((start, end, line[start:end]))
        start = gap.end() if gap else end
    return found


def _has_figures(pieces: Sequence[Piece]) -> bool:
    """Whether what stands behind the first gap is figures, at most with a word beside them ('Green')."""
    behind = [text for _, _, text in pieces[1:]]
    figures = sum(bool(FIGURE.fullmatch(text)) for text in behind)
    return 0 < len(behind) <= 2 * figures and all(len(text.split()) <= FEW_WORDS for text in behind)


def _is_heading_row(pieces: Sequence[Piece]) -> bool:
    return len(pieces) > 1 and all(len(text.split()) <= FEW_WORDS and text[-1] not in ".;" for _, _, text in pieces)


def _with_whole_labels(rows: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Rows in which a label that began on the line above, without figures there, is whole."""
    whole: list[list[Piece]] = []
    for row in rows:
        above = whole[-1] if whole else []
        goes_on = len(above) == 1 and len(row) > 1 and (row[0][2][0].islower() or WRAPS.search(above[0][2]))
        if goes_on:
            left, right, text = row[0]
            row = [(min(left, above[0][0]), right, f"{above[0][2]} {text}"), *row[1:]]
            whole.pop()
        whole.append(list(row))
    return whole


def _cells(rows: Sequence[Sequence[Piece]]) -> tuple[Cell, ...]:
    """The rows as one grid; nothing where a piece fits no column, or a figure fits two.

    The columns are where the rows of figures have theirs: white space that all of them share parts these.
    """
    bands = _bands([row for row in rows if _has_figures(row)])
    if len(bands) < 2 or len(bands) * len(rows) > MOST_PLACES:
        return ()
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        if len(row) == 1 and len(row[0][2].split()) > LONGEST_LABEL:
            return ()
        taken: set[int] = set()
        for left, right, text in row:
            met = [col for col, (x0, x1) in enumerate(bands) if left < x1 and x0 < right]
            if not met:
                middle = (left + right) / 2
                met = [min(range(len(bands)), key=lambda col: abs(sum(bands[col]) / 2 - middle))]
            if taken & set(met) or (len(met) > 1 and FIGURE.fullmatch(text)):
                return ()
            taken |= set(met)
            cells.append(Cell(text, number, met[0], 1, 1 if len(row) == 1 else len(met)))
    return tuple(cells)


def _bands(rows: Sequence[Sequence[Piece]]) -> list[tuple[int, int]]:
    """Where columns stand: the places that any of the rows uses, as runs."""
    used: set[int] = set()
    for row in rows:
        for left, right, _ in row:
            used |= set(range(left, right))
    bands: list[tuple[int, int]] = []
    for place in sorted(used):
        if bands and place == bands[-1][1]:
            bands[-1] = (bands[-1][0], place + 1)
        else:
            bands.append((place, place + 1))
    # Words of a label may stand one space apart at the same place of every row; columns never do.
    joined: list[tuple[int, int]] = []
    for band in bands:
        if joined and band[0] - joined[-1][1] < 2:
            joined[-1] = (joined[-1][0], band[1])
        else:
            joined.append(band)
    return joined
