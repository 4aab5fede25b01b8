"""Colours, letters and arrows -> the council's own verdict: red, amber or green, and where a figure moved."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable

_WORDS = {"r": "red", "red": "red", "a": "amber", "amber": "amber", "g": "green", "green": "green"}
_WORDS |= {"y": "amber", "yellow": "amber"}
_PASTEL = {"#ffc7ce": "red", "#ffeb9c": "amber", "#c6efce": "green"}
"""Excel's own fills for bad, neutral and good: pale, yet meant."""
_ARROWS = re.compile(r"[←-⇿▲▼△▽►◄▶◀▴▾⬆⬇➡⬅⭡⭣\ue000-\uf8ff]")


def rag_of_fill(fill: str | None) -> str | None:
    """`red`, `amber`, `green` by hue; None for pale, grey and other colours, which only set cells apart."""
    if not fill or not re.fullmatch(r"#[0-9a-f]{6}", fill.lower()):
        return None
    if fill.lower() in _PASTEL:
        return _PASTEL[fill.lower()]
    red, green, blue = (int(fill[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    degrees = hue * 360
    if saturation < 0.4 or value < 0.45:
        return None
    if degrees <= 15 or degrees >= 345:
        return "red"
    if 25 <= degrees <= 62:
        return "amber"
    return "green" if 75 <= degrees <= 165 else None


def rag_of_text(text: str) -> str | None:
    """'Green', 'R', 'Amber ↑' -> the colour; None for other words."""
    words = re.findall(r"[a-z]+", text.lower())
    return _WORDS.get(words[0]) if len(words) == 1 else None


def arrow_of(text: str) -> str | None:
    """The mark of a direction-of-travel cell as published ('↑', 'up', 'improving'); None where there is none."""
    text = text.strip()
    found = _ARROWS.search(text)
    if found:
        return found[0]
    if re.fullmatch(
        r"(?i)up|down|same|static|stable|improving|improved|declining|worsening|no change|better|worse", text
    ):
        return text
    return None


def colours_are_meant(fills: Iterable[str | None]) -> bool:
    """Whether the fills of a table's figures are a rating: one colour over all of them is but a ground."""
    colours = list(fills)
    rated = {rag_of_fill(fill) for fill in colours} - {None}
    return len(rated) > 1 or (len(rated) == 1 and any(rag_of_fill(fill) is None for fill in colours))
