"""Glyphs of symbol fonts -> the characters that they are drawn as: what code 0x70 means hangs on the font.

Source: the code charts of the fonts, as mapped to Unicode in L2/11-196 (Wingdings, Wingdings 3, Webdings) and by
Adobe (Symbol). A glyph that is not listed, or whose font is not known, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from records.page import Page, Word

_WINGDINGS = {
    **dict(zip(range(0xDF, 0xE7), "←→↑↓↖↗↙↘")),
    **dict(zip(range(0xE7, 0xEF), "←→↑↓↖↗↙↘")),
    **dict(zip(range(0xEF, 0xF5), "⇦⇨⇧⇩⬄⇳")),
    **{0x6C: "●", 0x6E: "■", 0xA7: "▪", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
}
_WINGDINGS_3 = {
    **dict(zip(range(0x21, 0x29), "←→↑↓↖↗↙↘")),
    **dict(zip(range(0x66, 0x70), "←→↑↓↖↗↙↘↔↕")),
    **dict(zip(range(0x70, 0x78), "▲▼△▽◀▶◁▷")),
}
_WEBDINGS = {0x33: "◀", 0x34: "▶", 0x35: "▲", 0x36: "▼", 0x61: "✓", 0x67: "■", 0x6E: "●"}
_SYMBOL = {**dict(zip(range(0xAB, 0xB0), "↔←↑→↓")), **dict(zip(range(0xDB, 0xE0), "⇔⇐⇑⇒⇓")), 0xB7: "•"}

_FONTS: tuple[tuple[re.Pattern[str], dict[int, str], bool], ...] = (
    (re.compile(r"wingdings[\s\-_]?3", re.IGNORECASE), _WINGDINGS_3, True),
    (re.compile(r"wingdings(?![\s\-_]?\d)", re.IGNORECASE), _WINGDINGS, True),
    (re.compile(r"webdings", re.IGNORECASE), _WEBDINGS, True),
    (re.compile(r"^symbol", re.IGNORECASE), _SYMBOL, False),
)
"""Pattern of the font's name; its glyphs by code; whether a plain letter of it is a glyph too."""
LINE_EM = 1.2
"""A drawn arrow stands no further above or below its figure's line, in ems."""
_PRIVATE = 0xF000
"""Where the codes of symbol fonts stand among the characters for private use."""


def with_symbols(page: Page) -> Page:
    """The page, the glyphs of known symbol fonts as arrows, triangles, ticks and dots."""
    if not any([word.font for word in page.words]):
        return page
    return replace(page, words=tuple(_as_drawn(word) if word.font else word for word in page.words))


DRAWN = "drawing"
"""Stands for the font of an arrow that is no glyph but a drawing."""


def with_drawn_arrows(page: Page) -> Page:
    """The page, each drawn arrow also as a word: of the usual size of letters, its middle that of the drawing."""
    drawn = [picture for picture in page.pictures if picture.arrow]
    if not drawn or not page.words or any(word.font == DRAWN for word in page.words):
        return page
    size = median(word.size for word in page.words)
    arrows = (
        Word(p.arrow or "", p.box, p.box.centre[1] + 0.3 * size, size, order=p.order, font=DRAWN) for p in drawn
    )  # fmt: skip
    return replace(page, words=(*page.words, *arrows))


def on_their_lines(words: Sequence[Word]) -> list[Word]:
    """The words, each drawn arrow set on the line of the figure that it stands beside: it may be middled in its row."""
    if not any(word.font == DRAWN for word in words):
        return list(words)
    figures = [word for word in words if word.turn == 0 and any(sign.isdigit() for sign in word.text)]
    return [_on_its_line(word, figures) if word.font == DRAWN else word for word in words]


def _on_its_line(arrow: Word, figures: Sequence[Word]) -> Word:
    near = [word.baseline for word in figures if abs(word.baseline - arrow.baseline) < LINE_EM * arrow.size]
    return replace(arrow, baseline=min(near, key=lambda y: abs(y - arrow.baseline))) if near else arrow


def _as_drawn(word: Word) -> Word:
    for name, glyphs, letters in _FONTS:
        if name.search(word.font):
            text = "".join(_drawn(character, glyphs, letters) for character in word.text)
            return replace(word, text=text) if text != word.text else word
    return word


def _drawn(character: str, glyphs: dict[int, str], letters: bool) -> str:
    code = ord(character)
    if _PRIVATE <= code < _PRIVATE + 0x100:
        return glyphs.get(code - _PRIVATE, character)
    return glyphs.get(code, character) if letters and code < 0x100 else character
