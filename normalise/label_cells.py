"""What a label's cell says besides the name: how the measure is counted, in small print or behind 'Definition:'."""

from __future__ import annotations

import re

from records.table import Cell

SMALLER = 0.93
"""Small print is at most so large as a share of the label above it."""


def small_print_apart(cell: Cell) -> str:
    """A label's text; a sentence in smaller or lighter print below it stands behind a line break, to be named last."""
    text, words = cell.text.strip(), cell.words
    if len(words) < 6 or not text.endswith("."):
        return text
    first = words[0]
    main = [word.size > SMALLER * first.size and word.bold == first.bold for word in words]
    begin = main.index(False) if False in main else 0
    small = " ".join(word.text for word in words[begin:])
    below = words[begin].baseline > words[begin - 1].baseline + 1
    if not begin or any(main[begin:]) or not below or len(words) - begin < 4 or not text.endswith(f" {small}"):
        return text
    return f"{text[: -len(small)].strip()}\n{small}"


_DEFINED = re.compile(
    r"[\s(;.,–-]+(?:numerator|denominator|definition|calculat(?:ion|ed as)|formula|rationale|(?:data )?source|polarity|"
    r"purpose|description|note|(?:what )?good (?:performance|looks like|is)(?: is)?)s?"
    r"\s?(?:[:=]|[–-]\s|/\s?denominator).*",
    re.IGNORECASE | re.DOTALL,
)
_NAMES = re.compile(r"[A-Za-z]{3}")


def without_definition(label: str) -> str:
    """'Repeat referrals Numerator: referrals within a year ...' -> without how it is counted, or which way is good."""
    found = _DEFINED.search(label)
    return label[: found.start()] if found and _NAMES.search(label[: found.start()]) else label
