"""Figures with words of their own beside them, in a cell or a tile's line: 'Target: 95%'; and words that can name."""

from __future__ import annotations

import re

from normalise.figures import read_figures
from normalise.headers import HeadingReader
from normalise.heading import Heading
from normalise.printed_numbers import plain_text
from records.observation import Figure
from records.period import Period


def names_something(text: str) -> bool:
    """True for words that can name a measure: more than a letter or two."""
    return len(re.findall(r"[A-Za-z]", text)) >= 3


def figures_with_words(
    text: str, reader: HeadingReader, *, reported: Period | None
) -> tuple[Heading, list[Figure]] | None:
    """'Target: 95%', '85% (target)', 'Oct-20 92%' -> what the words say, and the figures; None for words not known."""
    tokens = [(found.start(), found.end()) for found in re.finditer(r"\S+", plain_text(text))]
    if not 2 <= len(tokens) <= 10:
        return None
    for cut in range(1, len(tokens)):
        for words, rest in (
            (text[: tokens[cut][0]], text[tokens[cut][0] :]),
            (text[tokens[cut][0] :], text[: tokens[cut - 1][1]]),
        ):
            heading = reader.read(words.strip(" :-–()="), reported=reported)
            if heading.rest or not (heading.role or heading.has_time) or heading.column not in {None, "period"}:
                continue
            figures = read_figures(rest)
            if figures and not figures[0].suppressed:
                return heading, figures
    return None


def without_number(label: str) -> str:
    """'2.1 Number of assessments started' -> without the label's own number."""
    return re.sub(r"^\(?\d{1,2}(?:\.\d{1,3})+[a-z]?[.):]?\s+(?=\D)|^\d{1,2}[.)]\s+(?=\D)", "", label)
