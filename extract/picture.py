"""A page as a picture, and boxes drawn on it. The page is rendered in a child process, under the worker's limits."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from extract.child import Child, ChildLostError, Limits, Question, QuestionRefusedError
from records.page import Box

MOST_PIXELS = 12_000_000
"""Of a picture: an A0 poster at 1.5 pixels a point would have 18 million."""
OUTLINE_PT = 1.2
"""Width of a drawn box's line, in points of the page."""
LABEL_PT = 7.0
"""Height of a label's letters, in points of the page."""


class PictureError(Exception):
    """A page of which no picture can be made; the message says why."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A box to be drawn on a picture of a page."""

    box: Box
    colour: str = "#c00000"
    """`#rrggbb`."""
    label: str = ""
    """Stands above the box; empty for none."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of a page, and how it was made."""

    png: bytes
    scale: float
    """Pixels a point: less than was asked for where the page is very large."""


def page_picture(
    path: Path,
    number: int,
    *,
    scale: float = 1.5,
    max_pixels: int = MOST_PIXELS,
    password: str | None = None,
    limits: Limits | None = None,
) -> bytes:
    """The page as displayed, as PNG; what was redacted is black, whatever lies under it.

    Raises PictureError where the page cannot be read within the limits.
    """
    return picture_and_scale(path, number, scale=scale, max_pixels=max_pixels, password=password, limits=limits).png


def picture_and_scale(
    path: Path,
    number: int,
    *,
    scale: float = 1.5,
    max_pixels: int = MOST_PIXELS,
    password: str | None = None,
    limits: Limits | None = None,
) -> PagePicture:
    """As `page_picture`, with the scale that was used."""
    place = f"{path.name}, page {number}"
    try:
        with Child(limits or Limits()) as child:
            picture = child.ask(Question("picture", (path, number, scale, max_pixels, password)))
    except (ChildLostError, QuestionRefusedError) as error:
        raise PictureError(f"no picture of {place}: {error}") from None
    assert isinstance(picture, PagePicture)
    return picture


def render(path: Path, number: int, scale: float, max_pixels: int, password: str | None) -> PagePicture:
    """The child's part of `page_picture`. Raises QuestionRefusedError with the reason where the page is unreadable."""
    from extract.pdf import PdfError, open_pdf  # noqa: PLC0415  loads PDFium, which the parent never does

    try:
        with open_pdf(path, password) as pdf:
            page = pdf.page(number)
            area = max(page.width * page.height, 1.0)
            scale = min(scale, sqrt(max_pixels / area))
            pixels = pdf.pixels(number, scale)
    except PdfError as error:
        raise QuestionRefusedError(str(error)) from None
    picture = Image.fromarray(pixels)
    draw = ImageDraw.Draw(picture)
    for redaction in page.redactions:
        if redaction.kind == "black box":
            draw.rectangle(_scaled(redaction.box, scale), fill="black")
    return PagePicture(_png(picture), scale)


def draw_boxes(png: bytes, marks: Sequence[Mark], *, scale: float = 1.5) -> bytes:
    """The picture with boxes drawn on it, as PNG. `scale` is the picture's pixels a point."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    draw = ImageDraw.Draw(picture)
    width = max(round(OUTLINE_PT * scale), 1)
    font = ImageFont.load_default(max(LABEL_PT * scale, 8))
    for mark in marks:
        x0, top, x1, bottom = _scaled(mark.box, scale)
        draw.rectangle((x0 - width, top - width, x1 + width, bottom + width), outline=mark.colour, width=width)
        if mark.label:
            _, _, right, low = font.getbbox(mark.label)
            y = top - width - low - 2
            if y < 0:  # no room above: below the box
                y = bottom + width
            draw.rectangle((x0 - width, y, x0 - width + right + 4, y + low + 2), fill=mark.colour)
            draw.text((x0 - width + 2, y), mark.label, fill="white", font=font)
    return _png(picture)


def _scaled(box: Box, scale: float) -> tuple[float, float, float, float]:
    return box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=6)
    return buffer.getvalue()
