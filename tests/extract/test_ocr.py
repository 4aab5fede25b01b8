"""Pages that are pictures are read by OCR: the words, where they stand, and that it was OCR that read them."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.ocr import ocr_scale, read_picture
from extract.worker import Limits, read_document
from records.page import Page

LINES = ("Referrals rose to 229 in November,", "above the target of 210 (92.1%).")


def picture(lean: float = 0.0) -> Image.Image:
    """Two lines of print on white, turned by some degrees."""
    image = Image.new("RGB", (1200, 500), "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(LINES):
        draw.text((100, 120 + 70 * number), line, fill="black", font=ImageFont.load_default(36))
    return image.rotate(lean, fillcolor="white")


@pytest.mark.parametrize("lean", [0.0, 0.8])
def test_words_stand_where_the_picture_shows_them_and_a_line_is_level(lean: float) -> None:
    page = read_picture(Page(1, 600, 250, 0, ()), np.asarray(picture(lean)), 2.0)
    assert (page.method, page.problem) == ("ocr", None)
    assert " ".join(word.text for word in page.words) == " ".join(LINES)
    figure = next(word for word in page.words if word.text.startswith("229"))
    assert 180 < figure.box.x0 < 230 and 55 < figure.box.top < 75
    assert len({word.baseline for word in page.words}) == len(LINES)


def test_a_picture_without_words_says_so() -> None:
    page = read_picture(Page(1, 600, 250, 0, ()), np.full((500, 1200, 3), 255, np.uint8), 2.0)
    assert page.method == "none" and "no words" in str(page.problem)


def test_a_poster_is_read_at_a_smaller_scale() -> None:
    assert ocr_scale(Page(1, 595, 842, 0, ())) == 2.5
    assert ocr_scale(Page(1, 3370, 2384, 0, ())) < 1.1


def scan(path: Path) -> Path:
    """A PDF whose one page is a picture."""
    data = io.BytesIO()
    picture().save(data, "PNG")
    data.seek(0)
    canvas = Canvas(str(path), pagesize=(600, 250))
    canvas.drawImage(ImageReader(data), 0, 0, 600, 250)
    canvas.save()
    return path


def test_a_scanned_page_goes_through_ocr_on_its_way(tmp_path: Path) -> None:
    _, (content,) = read_document(scan(tmp_path / "scan.pdf"))
    assert content.page.method == "ocr"
    assert " ".join(passage.text for passage in content.passages) == " ".join(LINES)


def test_without_ocr_the_page_stays_a_problem(tmp_path: Path) -> None:
    _, (content,) = read_document(scan(tmp_path / "scan.pdf"), limits=Limits(ocr_seconds=0))
    assert content.page.method == "none" and "needs OCR" in str(content.page.problem)
