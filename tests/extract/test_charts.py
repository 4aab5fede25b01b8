"""Charts: how far the area of one reaches."""

import pytest

from extract.charts import chart_areas
from extract.grid import frames_of
from records.page import Box, Page, Picture, Word

CURVE = Picture(Box(330, 100, 530, 180), "drawing")


def words(text: str, x: float, y: float, size: float = 9) -> list[Word]:
    step = 0.6 * size
    found = []
    for word in text.split():
        width = step * len(word)
        found.append(Word(word, Box(x, y - size, x + width, y + 2), y, size))
        x += width + 0.3 * size
    return found


@pytest.mark.parametrize(
    ("beside", "held"),
    [("Nov Dec Jan", True), ("", False)],
    ids=["beside a table's head it is the chart's", "alone it heads more than the chart"],
)
def test_a_title_above_a_chart(beside: str, held: bool) -> None:
    title = words("Plans at month end, last", 336, 74, 13) + words("six months", 386, 90, 13)
    page = Page(1, 600, 400, 0, tuple(title + words(beside, 50, 74)), pictures=(CURVE,))
    (area,) = chart_areas(page, frames_of(page))
    assert all(area.holds(*word.box.centre) for word in title) is held


@pytest.mark.parametrize(
    ("size", "charts"), [(22.0, 0), (9.0, 1)], ids=["large letters: a slide's title", "small ones: words in a chart"]
)
def test_a_band_behind_a_title_is_no_curve(size: float, charts: int) -> None:
    band = Picture(Box(0, 0, 600, 50), "drawing")
    body = [word for y in range(120, 220, 12) for word in words("Referrals 210 198 204", 60, y)]
    page = Page(1, 600, 400, 0, tuple(words("Child protection", 200, 35, size) + body), pictures=(band,))
    assert len(chart_areas(page, frames_of(page))) == charts
