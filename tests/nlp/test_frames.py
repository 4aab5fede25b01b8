"""The stretches of a sentence that speak of one measure."""

from __future__ import annotations

import pytest

from nlp.frames import read_frames
from nlp.numerals import read_marks


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("The number of plans was 21 in May and 19 in April.", 1),
        ("The number of plans started was 21 and the number ended was 19.", 2),
        ("87% had a health check and 79% had a dental check.", 2),
        ("There were 90 contacts, of which 31 went on to referral.", 2),
    ],
)
def test_a_new_subject_opens_a_frame_once_a_figure_has_stood(text: str, frames: int) -> None:
    assert len(read_frames(text, read_marks(text).figures)) == frames
