from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from extract.picture import Mark, PictureError, draw_boxes, page_picture, picture_and_scale
from records.page import Box

PAGES = Path(__file__).parents[1] / "pages" / "hidden"


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


def test_a_picture_shows_the_page_as_displayed() -> None:
    picture = opened(page_picture(PAGES / "turned_page.pdf", 1, scale=1))
    assert picture.size == (842, 595)
    # The redaction stands at the right, where the page's head was turned to.
    assert picture.getpixel((703, 194)) == (0, 0, 0)


def test_a_very_large_page_is_made_smaller() -> None:
    picture = picture_and_scale(PAGES / "black_box.pdf", 1, scale=20, max_pixels=500_000)
    width, height = opened(picture.png).size
    assert width * height == pytest.approx(500_000, rel=0.01)
    assert picture.scale == pytest.approx(width / 595, rel=0.01)


def test_a_redaction_that_was_never_applied_is_black_in_the_picture() -> None:
    picture = opened(page_picture(PAGES / "redaction_not_applied.pdf", 1, scale=1))
    assert {picture.getpixel((x, 138)) for x in range(188, 202)} == {(0, 0, 0)}


def test_boxes_are_drawn_around_their_place_with_their_label() -> None:
    page = page_picture(PAGES / "highlighter.pdf", 1, scale=2)
    drawn = opened(draw_boxes(page, [Mark(Box(72, 130, 200, 146), "#0000ff", "42")], scale=2))
    assert drawn.getpixel((72 * 2 - 1, 138 * 2)) == (0, 0, 255)
    assert drawn.getpixel((300 * 2, 400 * 2)) == (255, 255, 255)
    above = {drawn.getpixel((x, y)) for x in range(142, 170) for y in range(238, 256)}
    assert (0, 0, 255) in above and (255, 255, 255) in above  # a label, white on blue


@pytest.mark.parametrize(
    ("name", "number", "why"),
    [
        ("black_box.pdf", 2, "there is no such page; the file has 1"),
        ("gone.pdf", 1, "there is no such file as .*gone.pdf"),
    ],
)
def test_a_picture_that_cannot_be_made_says_why(name: str, number: int, why: str) -> None:
    with pytest.raises(PictureError, match=why):
        page_picture(PAGES / name, number)
