"""How the characters of each text object look, asked of PDFium once an object: turn, true size, font, colour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import hypot

from extract import pdfium
from extract.pdfium import Affine, Held, held

INVISIBLE = 3
"""Text render mode of what an OCR engine lays over or under its picture."""
_SYMBOL_FONTS = re.compile(r"symbol|dingbat|wingding|webding|marlett|icon|awesome|glyph", re.IGNORECASE)
_BOLD_FONTS = re.compile(r"bold|black|heavy|semib", re.IGNORECASE)


@dataclass(slots=True)
class Style:
    """What a text object's characters have in common."""

    turn: int = 0
    size: float = 10.0
    """As displayed, in points."""
    font: str = ""
    symbolic: bool = False
    """True where the font is known for symbols, so that a letter of it may stand for an arrow."""
    bold: bool = False
    order: int = 0
    """Place of the text object in painting order."""
    mode: int = 0
    """Text render mode: 0 filled, 1 stroked, 2 both, 3 invisible (the layer of an OCR engine)."""
    colour: str = "#000000"
    """Of the filling, `#rrggbb`."""
    opacity: int = 255
    """0 to 255."""
    layered: bool = False
    """True where it belongs to a layer that may be switched off."""
    target: int = 0
    """Handle of the text object; 0 where there is none."""


class Styles:
    """The styles of one text page's objects. Lives no longer than its page."""

    def __init__(self, text_page: Held, to_display: Affine, orders: Mapping[int, int]) -> None:
        """`orders` gives each text object's place in painting order."""
        self._text_page = text_page
        self._to_display = to_display
        self._orders = orders
        self.known: dict[int, Style] = {}
        """By the handle of the text object; what is not there is to be asked for by `of`."""
        self.forms: dict[int, tuple[int, float]] = {}
        """Turn and displayed size of each text object that was asked for by `form`, some for no more than this."""
        self._fonts: dict[int, tuple[str, bool, bool]] = {}
        self._layers: dict[int | None, bool] = {}
        """By the handle of a mark, whether it is of a layer."""
        self._under: dict[tuple[bytes, float], tuple[int, float]] = {}

    def of(self, target: int, place: int) -> Style:
        """The style of a text object, asked of its character at `place`."""
        style = self.known.get(target)
        if style is not None:
            return style
        turn, size = self.forms.get(target) or self.form(target, place)
        if target:
            here = held(target)
            font = pdfium.object_font(here)
            name, bold, symbolic = self._fonts.get(font) or self._font(font)
            colour, opacity = pdfium.colour(pdfium.fill_colour, here) or ("#000000", 255)
            marks = pdfium.count_marks(here)
            layered = marks > 0 and pdfium.is_layered(here, marks, self._layers)
            mode, order = pdfium.render_mode(here), self._orders.get(target, 0)
            style = Style(turn, size, name, symbolic, bold, order, mode, colour, opacity, layered, target)
        else:
            style = Style(turn, size)
        self.known[target] = style
        return style

    def form(self, target: int, place: int) -> tuple[int, float]:
        """Turn and displayed size of a text object, asked of its character at `place`."""
        known = pdfium.character_matrix(self._text_page, place, pdfium.scratch_places[0])
        matrix = pdfium.scratch_bytes()[:16] if known else b""
        key = (matrix, pdfium.font_size(self._text_page, place))
        form = self._under.get(key)
        if form is None:
            p, q, r, s = pdfium.scratch[:4] if known else (1.0, 0.0, 0.0, 1.0)
            form = self._under[key] = _form_under(p, q, r, s, key[1], self._to_display)
        self.forms[target] = form
        return form

    def _font(self, font: int | None) -> tuple[str, bool, bool]:
        """Name of a font, whether it is bold, and whether it is a symbol font."""
        if not font:
            return "", False, False
        name = pdfium.name_of_font(font)
        heavy = _BOLD_FONTS.search(name) is not None or pdfium.font_weight(font) >= 600
        self._fonts[font] = name, heavy, _SYMBOL_FONTS.search(name) is not None
        return self._fonts[font]


def _form_under(p: float, q: float, r: float, s: float, size: float, by: Affine) -> tuple[int, float]:
    """Turn and displayed size of characters under a matrix."""
    a, b, c, d, _, _ = by
    across, down = p * a + q * c, p * b + q * d
    if abs(across) >= abs(down):
        turn = 0 if across >= 0 else 180
    else:
        turn = 90 if down < 0 else 270
    return turn, round(size * (hypot(r, s) or 1.0), 2)
