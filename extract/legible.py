"""Is what a page's text layer says what a reader sees? Judged by its words, without a dictionary."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from records.page import Box, Picture, Word

SAMPLE = 150
"""So many words, evenly spread, tell enough."""
FEW_WORDS = 12
"""Fewer words are no ground to judge a text layer by their look."""
READABLE_SHARE = 0.6
"""From this share of words that look like words or figures, a text layer is taken as it is. Measured: the pages of
corpus/ and tables/ have 0.88 and more; the one whose font has no map has 0.42."""
UNREADABLE_SHARE = 0.5
"""Below this share it is useless, even where each character claims to have a map."""
UNMAPPED_SHARE = 0.3
"""From this share of characters without a map, what the others say is useless too."""
PICTURE_SHARE = 0.5
"""A page whose images cover more than this, without words, is a picture of a page (a scan)."""
STAMP_WORDS = 12
"""A picture of a page may bear so many words all the same: the stamp of an agenda pack ('Page 12')."""
MANY_DRAWINGS = 150
"""So many curves on a page without words are letters drawn as outlines."""
_WORD = re.compile(r"[\W_]*[^\W\d_]+(?:['’‘&/.\-–—+,:;)(][^\W\d_]+)*[\W_]*")
_VOWEL = re.compile(r"[aeiouyàâäåæèéêëîïôöùûü]", re.IGNORECASE)
_FIGURE = re.compile(r"[^\w]*[A-Za-z]{0,6}[\d.,:/%£€$()<>=+\-–—~*]*\d[\w.,:/%()\-–—+*]*")
_MARKS = re.compile(r"[^\w\s]+|\w|\w\w|[A-Z&/.\-]{2,6}|[^\x00-\x7f]?X+")

NO_MAP = "the font has no map to letters, so its text cannot be read; needs OCR"
NO_WORDS = "the text behind this page is not what it shows; needs OCR"
SCAN = "a picture of a page; needs OCR"
OUTLINES = "a page whose letters are drawn as outlines; needs OCR"
PARTLY_SCAN = "mostly a picture of a page, of which only the few words over it were read; needs OCR"

NEEDS_OCR = frozenset({NO_MAP, NO_WORDS, SCAN, OUTLINES, PARTLY_SCAN})
"""The problems of pages that a reader can read and this text layer cannot."""


def share_of_words(words: Sequence[Word]) -> float:
    """Share of words, 0 to 1, that look like words or figures of a European language; 1 where there are none."""
    sample = words[:: max(len(words) // SAMPLE, 1)]
    return sum(map(_looks_right, [word.text for word in sample])) / len(sample) if sample else 1.0


@lru_cache(maxsize=8192)
def _looks_right(text: str) -> bool:
    if text.isalpha() and _VOWEL.search(text):
        return True  # what the patterns below find too, told at once for most words
    if _MARKS.fullmatch(text) or _FIGURE.fullmatch(text):
        return True
    return _WORD.fullmatch(text) is not None and (text.isupper() or _VOWEL.search(text) is not None)


def text_problem(words: Sequence[Word], characters: int, unmapped: Callable[[], int]) -> str | None:
    """Why the words are not what a reader sees; None where they are. `unmapped` is asked only in doubt."""
    share = share_of_words(words)
    if not words or share >= READABLE_SHARE:
        return None
    if unmapped() > UNMAPPED_SHARE * max(characters, 1):
        return NO_MAP
    if len(words) >= FEW_WORDS and share < UNREADABLE_SHARE:
        return NO_WORDS
    return None


def picture_problem(words: Sequence[Word], pictures: Sequence[Picture], page: Box) -> str | None:
    """Whether a page (almost) without words is a picture of one; None for a blank page and for one with words."""
    if len(words) > STAMP_WORDS:
        return None
    area = sum(picture.box.width * picture.box.height for picture in pictures if picture.kind == "image")
    if area > PICTURE_SHARE * page.width * page.height:
        return PARTLY_SCAN if words else SCAN
    drawings = sum(1 for picture in pictures if picture.kind == "drawing")
    return OUTLINES if not words and drawings > MANY_DRAWINGS else None
