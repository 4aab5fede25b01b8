"""A page that is a picture, or whose text says nothing -> Words; the only file that knows the OCR engine.

RapidOCR's wheel carries its models, so nothing is fetched when it runs. It reads a page in some eight seconds of CPU
and needs more address space than reading text does: `extract.worker` gives it a child of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import sqrt
from statistics import median
from typing import Any

import numpy as np
from rapidocr import RapidOCR

from extract.ocr_lines import PrintedWords, spread, underlines, with_headings
from records.page import Box, Page, Word

SCALE = 2.5
"""Pixels a point: 180 dpi, at which the models read body text best."""
MOST_PIXELS = 9_000_000
"""An A0 poster is read at a smaller scale instead of filling the memory."""
LEAST_SCORE = 0.5
"""Lines of which the engine itself is less sure are left out: dust, stamps, logos."""
LETTER_SHARE = 0.7
"""Of a line's height, the size of its letters; the rest is what stands over and under them."""
FOOT_SHARE = 0.22
"""Of a line's height, what stands under its baseline."""


def ocr_scale(page: Page) -> float:
    """The scale at which a page is drawn to be read."""
    return min(SCALE, sqrt(MOST_PIXELS / max(page.width * page.height, 1.0)))


def read_picture(page: Page, pixels: np.ndarray, scale: float) -> Page:
    """The page with the words that its picture shows, `method` `ocr`, and no problem; a problem where it shows none.

    Lines that lean by a degree or two are put level: all words of a line stand on one baseline.
    """
    lines = lines_read(pixels, scale)
    if not lines:
        return replace(
            page, words=(), method="none", problem="a picture in which OCR found no words; scan it at 300 dpi"
        )
    rules = (*page.rules, *underlines(lines, pixels, scale))
    words = [word for line in with_headings(lines) for word in line.words]
    words = [replace(word, order=order) for order, word in enumerate(words)]
    pictures = tuple(p for p in page.pictures if p.box.width * p.box.height < 0.5 * page.width * page.height)
    return replace(page, words=tuple(words), rules=rules, pictures=pictures, method="ocr", problem=None)


def lines_read(pixels: np.ndarray, scale: float) -> list[PrintedWords]:
    """The lines of a picture from the top, boxes in points. `scale` is the picture's pixels a point."""
    read: Any = engine()(pixels, return_word_box=True, use_cls=False)
    if read.txts is None:
        return []
    found = [
        (corners / scale, text, parts)
        for corners, text, parts, score in zip(read.boxes, read.txts, read.word_results, read.scores, strict=True)
        if score >= LEAST_SCORE and parts
    ]
    if not found:
        return []
    usual = median(height_of(corners) for corners, _, _ in found)
    lines = [words_of_line(corners, text, parts, scale, usual) for corners, text, parts in found]
    return sorted((line for line in lines if line.words), key=lambda line: (line.baseline, line.x0))


def words_of_line(corners: np.ndarray, text: str, parts: Sequence[Any], scale: float, usual: float) -> PrintedWords:
    """The words of one line. `corners` in points, clockwise from the top left; `parts` are text, score and corners."""
    height = height_of(corners)
    # The engine's boxes differ by a few points from line to line of one paragraph: only clear differences are sizes.
    size = LETTER_SHARE * (height if abs(height - usual) > 0.25 * usual else usual)
    baseline = float(corners[:, 1].mean()) + height / 2 - FOOT_SHARE * height
    placed = []
    for part, _, box in parts:
        across = np.asarray(box, dtype=float)[:, 0] / scale
        placed.append((part, float(across.min()), float(across.max())))
    return PrintedWords(
        tuple(
            Word(word, Box(x0, baseline - size, x1, baseline + FOOT_SHARE * height), baseline, size)
            for word, x0, x1 in spread(text, placed)
        )
    )


def height_of(corners: np.ndarray) -> float:
    """Height of a line's box across its own direction, in the unit of its corners."""
    return float(np.linalg.norm(corners[3] - corners[0]))


@cache
def engine() -> RapidOCR:
    """The engine, loaded once a process, on one thread: documents are read side by side instead."""
    settings = {
        "Global.log_level": "error",
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return RapidOCR(params=settings)
