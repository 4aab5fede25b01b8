"""The numerals of a sentence as records: a figure by its form, or masked with a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from normalise.number_words import NUMBER_WORDS
from records.observation import Unit

NUMERAL = re.compile(r"\d+(?:,\d{3})*(?!,\d{3})(?:\.\d+)?|\d+(?:\.\d+)?")
PERIOD = "a date or period"
"""Reason of a numeral that stands in the words of a period; where the period is a figure's own it is used, not
rejected.
"""
_WORD_END = re.compile(r"(?<=[a-z])\s")


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure by its form: where it stands in the sentence and what is printed with it."""

    start: int
    end: int
    value: Decimal | None
    """None only where `suppressed`."""
    unit: Unit | None
    """What is printed with the number; None for a bare number."""
    numerals: tuple[tuple[int, int], ...]
    """Offsets of every numeral that it uses."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    sign: str | None = None
    """`+` or `-` where one is printed right before the number."""
    suppressed: bool = False
    note: str | None = None
    range_of: int | None = None
    """0 and 1 for the low and the high end of a printed range."""
    worded: bool = False
    """True for a number written as a word ('No', 'one in five')."""
    counted: bool = False
    """True for 'There were seven children in care': people in words, whatever the catalogue has."""
    nought_of: bool = False
    """True for 'none of which were upheld': a nought of a part, whatever the catalogue has."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A numeral that is no figure."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Marks:
    """All numerals of a sentence, each once: in a figure or masked."""

    figures: tuple[Mark, ...]
    masked: tuple[Masked, ...]


def number_of(words: str) -> Decimal:
    """'1,245' or 'twelve' -> the number."""
    plain = words.replace(",", "").lower()
    if not plain[:1].isdigit():
        plain = _WORD_END.sub("-", plain)
    return Decimal(NUMBER_WORDS[plain]) if plain in NUMBER_WORDS else Decimal(plain)
