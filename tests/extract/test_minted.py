from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from extract.minted import new_box, new_boxes, new_words
from extract.text_styles import Style
from records.page import Box, Word


def test_what_is_minted_is_a_record_like_any_other() -> None:
    box = new_box(1.0, 2.0, 3.0, 4.0)
    (word,) = new_words(["42"], new_boxes([(1.0, 2.0, 3.0, 4.0)]), [3.5], [Style(size=10.0, order=7, bold=True)], [""])
    assert (type(box), type(word)) == (Box, Word)
    assert box == Box(1.0, 2.0, 3.0, 4.0) and hash(box) == hash(Box(1.0, 2.0, 3.0, 4.0))
    assert word == Word("42", Box(1.0, 2.0, 3.0, 4.0), 3.5, 10.0, 0, 7, "", True)
    assert repr(word) == repr(Word("42", box, 3.5, 10.0, 0, 7, "", True))
    with pytest.raises(FrozenInstanceError):
        box.x0 = 2.0  # type: ignore[misc]
