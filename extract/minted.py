"""Boxes and words by the thousand: to make a frozen record takes four times as long as to make an open one.

So each is made as its open twin, which has the same fields, and then given the record's own class: what leaves this
file is a record like any other.
"""

from __future__ import annotations

from dataclasses import fields, make_dataclass
from typing import Any

from records.page import Box, Word


def _twin(record: type) -> Any:
    # The slots of two classes must be the same, in order, for one to take the other's place.
    return make_dataclass(f"Open{record.__name__}", [(f.name, Any) for f in fields(record)], slots=True)


_OpenBox, _OpenWord = _twin(Box), _twin(Word)


def new_box(x0: float, top: float, x1: float, bottom: float) -> Box:
    """`Box(x0, top, x1, bottom)`."""
    made = _OpenBox(x0, top, x1, bottom)
    made.__class__ = Box
    return made


def new_word(text: str, box: Box, baseline: float, size: float, turn: int, order: int, font: str, bold: bool) -> Word:
    """`Word` of the same fields, in their order."""
    made = _OpenWord(text, box, baseline, size, turn, order, font, bold)
    made.__class__ = Word
    return made
