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
    words = words_of(pixels, scale)
    if not words:
        return replace(
            page, words=(), method="none", problem="a picture in which OCR found no words; scan it at 300 dpi"
        )
    pictures = tuple(p for p in page.pictures if p.box.width * p.box.height < 0.5 * page.width * page.height)
    return replace(page, words=words, pictures=pictures, method="ocr", problem=None)


def words_of(pixels: np.ndarray, scale: float) -> tuple[Word, ...]:
    """The words of a picture in reading order, boxes in points. `scale` is the picture's pixels a point."""
    read: Any = engine()(pixels, return_word_box=True, use_cls=False)
    if read.txts is None:
        return ()
    lines = [
        (corners / scale, words)
        for corners, words, score in zip(read.boxes, read.word_results, read.scores, strict=True)
        if score >= LEAST_SCORE
    ]
    if not lines:
        return ()
    usual = median(height_of(corners) for corners, _ in lines)
    words: list[Word] = []
    for corners, parts in lines:
        words += words_of_line(corners, parts, scale, usual, len(words))
    return tuple(words)


def words_of_line(corners: np.ndarray, parts: Sequence[Any], scale: float, usual: float, first: int) -> list[Word]:
    """The words of one line. `corners` in points, clockwise from the top left; `parts` are text, score and corners."""
    height = height_of(corners)
    # The engine's boxes differ by a few points from line to line of one paragraph: only clear differences are sizes.
    size = LETTER_SHARE * (height if abs(height - usual) > 0.25 * usual else usual)
    baseline = float(corners[:, 1].mean()) + height / 2 - FOOT_SHARE * height
    words: list[Word] = []
    for text, _, box in parts:
        shape = np.asarray(box, dtype=float) / scale
        for each, share0, share1 in pieces(text):
            x0, x1 = float(shape[:, 0].min()), float(shape[:, 0].max())
            left, right = x0 + share0 * (x1 - x0), x0 + share1 * (x1 - x0)
            place = Box(left, baseline - size, right, baseline + FOOT_SHARE * height)
            words.append(Word(each, place, baseline, size, order=first + len(words)))
    return words


def pieces(text: str) -> list[tuple[str, float, float]]:
    """A part of a line as words, each with where it begins and ends as a share of the part's width."""
    found: list[tuple[str, float, float]] = []
    place = 0
    for word in text.split():
        place = text.index(word, place)
        found.append((word, place / len(text), (place + len(word)) / len(text)))
        place += len(word)
    return found


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
