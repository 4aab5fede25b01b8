"""What OCR gives of one line -> words as printed: blanks put right, lines that stand out as headings marked.

Knows no engine and no picture but the pixels handed to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from records.page import Box, Rule, Word

UNDER = (0.10, 0.42)
"""Where a line's underlining stands under its letters' feet, as shares of their size."""
UNDERLINED_SHARE = 0.8
"""Of a line's width, that something dark must stand under: the feet of letters such as 'p' cover a tenth."""
DARK = 140
"""Of 255: darker than this is print."""
MISSING_BLANK = re.compile(
    r"(?<=%)(?=[A-Za-z])"  # '13.1%in'
    r"|(?<=\))(?=[A-Za-z]{2})|(?<=[a-z]{2})(?=\()"  # '(39%)and', 'neighbour(39%)'
    r"|(?<=[a-z]{2})(?=\d)"  # 'to13.1'
    r"|(?<=\d)(?=(?!th\b|st\b|nd\b|rd\b)[a-z]{2,}\b)(?<!\d[A-Za-z])"  # '12months'
    r"|(?<=[a-z]{4})(?=[A-Z][a-z]{3})"  # 'SafeguardingPrivate'
)
"""Places within a word at which the engine overlooked a blank."""
RUN_OF_X = re.compile(r"^[xX]{4,}(?=\W*$)")
SPECK = re.compile(r"^[.,·](?=[A-Za-z]{2})")
"""Dust before a word."""
ENDS_SENTENCE = re.compile(r"[.:;?!,][\"'”’)]*$")
NUMBERED = re.compile(r"^\d{1,2}(\.\d{1,2})?\.?\s+[A-Z]")
STARTS_SENTENCE = re.compile(r"^[\"'“‘(]?[A-Z0-9]")


@dataclass(frozen=True, slots=True)
class PrintedWords:
    """The words of one line."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        return self.words[0].box.x0

    @property
    def x1(self) -> float:
        return self.words[-1].box.x1

    @property
    def baseline(self) -> float:
        return self.words[0].baseline

    @property
    def size(self) -> float:
        return self.words[0].size


def spread(text: str, parts: Sequence[tuple[str, float, float]]) -> list[tuple[str, float, float]]:
    """The words of a line, each with its left and right edge.

    `text` is the whole line, `parts` what the engine placed of it. The line's own blanks count, where both have the
    same letters: parts are cut within words now and then. Blanks that were overlooked are put in.
    """
    letters: list[tuple[str, float, float]] = []
    for part, x0, x1 in parts:
        step = (x1 - x0) / max(len(part), 1)
        letters += [(c, x0 + n * step, x0 + (n + 1) * step) for n, c in enumerate(part) if not c.isspace()]
    words = text.split()
    if "".join(words) != "".join(letter for letter, _, _ in letters):
        words = [word for part, _, _ in parts for word in part.split()]
    found: list[tuple[str, float, float]] = []
    place = 0
    for word in words:
        for piece in MISSING_BLANK.sub(" ", word).split():
            span = letters[place : place + len(piece)]
            place += len(piece)
            kept = SPECK.sub("", RUN_OF_X.sub(lambda run: run[0].upper(), piece))
            found.append((kept, span[len(piece) - len(kept)][1], span[-1][2]))
    return found


def underlines(lines: Sequence[PrintedWords], pixels: np.ndarray, scale: float) -> list[Rule]:
    """Rules under whole lines, which the picture shows; `scale` is its pixels a point.

    A picture that leans is no matter: each column of pixels is asked whether anything dark stands in the strip below
    the letters.
    """
    dark = pixels.min(axis=2) < DARK if pixels.ndim == 3 else pixels < DARK
    found = []
    for line in lines:
        top, bottom = (line.baseline + share * line.size for share in UNDER)
        strip = dark[round(top * scale) : round(bottom * scale) + 1, round(line.x0 * scale) : round(line.x1 * scale)]
        if strip.size and strip.any(axis=0).mean() >= UNDERLINED_SHARE:
            middle = line.baseline + 0.2 * line.size
            found.append(Rule(Box(line.x0, middle, line.x1, middle)))
    return found


def with_headings(lines: Sequence[PrintedWords]) -> list[PrintedWords]:
    """The lines from the top, those that stand as headings made bold: OCR sees no weight.

    A heading is a short line that ends no sentence, with more room above it than lines of a paragraph have, over a
    line that begins a sentence and is longer; one with a number need not be the shorter.
    """
    pitch = _usual_step(lines)
    marked: list[PrintedWords] = []
    for place, line in enumerate(lines):
        above = lines[place - 1] if place else None
        below = lines[place + 1] if place + 1 < len(lines) else None
        marked.append(_bold(line) if below is not None and _heads(above, line, below, pitch) else line)
    return marked


def _usual_step(lines: Sequence[PrintedWords]) -> float:
    """The distance of lines in a paragraph: the lower third of those found, in points."""
    steps = sorted(b.baseline - a.baseline for a, b in zip(lines, lines[1:]) if b.baseline - a.baseline > 0.8 * a.size)
    return steps[len(steps) // 3] if steps else 0.0


def _heads(above: PrintedWords | None, line: PrintedWords, below: PrintedWords, pitch: float) -> bool:
    text = line.text
    room = above is None or line.baseline - above.baseline > 1.35 * pitch
    follows = 0 < below.baseline - line.baseline < 1.9 * pitch
    numbered = NUMBERED.match(text) is not None and NUMBERED.match(below.text) is None
    aligned = -3 * line.size < below.x0 - line.x0 < (6 if numbered else 3) * line.size
    short = len(line.words) <= 10 and (numbered or line.x1 - line.x0 < 0.65 * (below.x1 - below.x0))
    return (
        room
        and follows
        and aligned
        and short
        and not ENDS_SENTENCE.search(text)
        and ":" not in text
        and (text[0].isupper() or text[0].isdigit())
        and any(len(word.text) > 3 for word in line.words)
        and bool(STARTS_SENTENCE.match(below.text))
    )


def _bold(line: PrintedWords) -> PrintedWords:
    return PrintedWords(tuple(replace(word, bold=True) for word in line.words))
