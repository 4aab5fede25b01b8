from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from extract.cell_text import CellText
from extract.minted import new_box, new_boxes, new_cell, new_words
from extract.text_styles import Style
from records.page import Box, Word
from records.table import Cell


def test_what_is_minted_is_a_record_like_any_other() -> None:
    box = new_box(1.0, 2.0, 3.0, 4.0)
    (word,) = new_words(["42"], new_boxes([(1.0, 2.0, 3.0, 4.0)]), [3.5], [Style(size=10.0, order=7, bold=True)], [""])
    assert (type(box), type(word)) == (Box, Word)
    assert box == Box(1.0, 2.0, 3.0, 4.0) and hash(box) == hash(Box(1.0, 2.0, 3.0, 4.0))
    assert word == Word("42", Box(1.0, 2.0, 3.0, 4.0), 3.5, 10.0, 0, 7, "", True)
    assert repr(word) == repr(Word("42", box, 3.5, 10.0, 0, 7, "", True))
    with pytest.raises(FrozenInstanceError):
        box.x0 = 2.0  # type: ignore[misc]


def test_a_minted_cell_has_what_was_read_and_else_what_every_cell_has() -> None:
    box = Box(1.0, 2.0, 3.0, 4.0)
    cell = new_cell((2, 1, 1, 3), 7, box, CellText("42", (), False, 1), "#00ff00", redacted=True)
    assert cell == Cell(2, 1, "42", 7, box, 1, 3, fill="#00ff00", upright=False, redacted=True)
    assert type(cell) is Cell and hash(cell) == hash(replace(cell))
