from __future__ import annotations

import pytest

from extract import pdfium


@pytest.mark.parametrize("close", [True, False])
def test_points_of_a_path_are_the_same_asked_for_or_out_of_memory(close: bool) -> None:
    path = pdfium.new_path(10.0, 20.5)
    try:
        pdfium.line_to(path, 30.25, 20.5)
        pdfium.curve_to(path, 31.0, 20.5, 32.0, 21.0, 32.0, 22.0)
        if close:
            pdfium.close_path(path)
        shape = pdfium.held(path)
        xs, ys, kinds, closes = pdfium.points_of_path(shape, 5)
        assert (xs, ys, kinds, closes) == pdfium.points_asked(shape, 5)
        assert list(zip(xs, ys))[:2] == [(10.0, 20.5), (30.25, 20.5)]
        assert kinds == (pdfium.MOVE_TO, pdfium.LINE_TO, *[pdfium.BEZIER_TO] * 3)
        assert closes == (0, 0, 0, 0, int(close))
    finally:
        pdfium.drop_object(path)
