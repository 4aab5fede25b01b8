"""Boxes and words by the thousand: to make a frozen record takes four times as long as to make an open one.

So each is made as its open twin, which has the same fields, and then given the record's own class: what leaves this
file is a record like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, fields, make_dataclass
from typing import Any

from extract.cell_text import CellText
from extract.text_styles import Style
from records.page import Box, Rule, Word
from records.table import Cell


def _twin(record: type) -> Any:
    # The slots of two classes must be the same, in order, for one to take the other's place.
    own = [(f.name, Any, field(default=f.default)) for f in fields(record)]
    return make_dataclass(f"Open{record.__name__}", own, slots=True)


_OpenBox, _OpenWord, _OpenRule, _OpenCell = _twin(Box), _twin(Word), _twin(Rule), _twin(Cell)
_unmade_box, _unmade_word = _OpenBox.__new__, _OpenWord.__new__


def new_box(x0: float, top: float, x1: float, bottom: float) -> Box:
    """`Box(x0, top, x1, bottom)`."""
    made = _OpenBox(x0, top, x1, bottom)
    made.__class__ = Box
    return made


def new_boxes(corners: Iterable[tuple[float, float, float, float]]) -> list[Box]:
    """`Box(*four)` of each four corners."""
    made: list[Box] = []
    for x0, top, x1, bottom in corners:
        box = _unmade_box(_OpenBox)
        box.x0, box.top, box.x1, box.bottom = x0, top, x1, bottom
        box.__class__ = Box
        made.append(box)
    return made


def new_words(
    texts: Iterable[str],
    boxes: Iterable[Box],
    baselines: Iterable[float],
    styles: Iterable[Style],
    fonts: Iterable[str],
) -> list[Word]:
    """A `Word` of each text, in the style that it is set in."""
    made: list[Word] = []
    for text, box, baseline, style, font in zip(texts, boxes, baselines, styles, fonts):
        word = _unmade_word(_OpenWord)
        word.text, word.box, word.baseline, word.font = text, box, baseline, font
        word.size, word.turn, word.order, word.bold = style.size, style.turn, style.order, style.bold
        word.colour = style.colour if font else ""
        word.__class__ = Word
        made.append(word)
    return made


def new_rule(box: Box, colour: str) -> Rule:
    """`Rule(box, colour)`."""
    made = _OpenRule(box, colour)
    made.__class__ = Rule
    rule: Rule = made
    return rule


def new_cell(
    place: tuple[int, int, int, int], page: int, box: Box, read: CellText, fill: str | None, redacted: bool
) -> Cell:
    """A `Cell` at a place (row, column, how many of each it covers), no heading, with what was read in it."""
    row, col, row_span, col_span = place
    made = _OpenCell(
        row,
        col,
        read.text,
        page,
        box,
        row_span,
        col_span,
        fill=fill,
        upright=read.upright,
        redacted=redacted,
        words=read.words,
    )
    made.__class__ = Cell
    cell: Cell = made
    return cell
