"""Numbers written in words -> their values: the one list of them, for labels, times and sentences alike."""

from __future__ import annotations

_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_SMALL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", *_TEENS]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_DIGITS = _SMALL[:9]
SMALL_WORDS = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_DIGITS)})\b)?|{'|'.join(reversed(_SMALL))})"
"""Pattern of a number up to ninety-nine."""
SEVERAL = "|".join(_SMALL[1:10])
"""Pattern of a number from two to ten: of months, quarters and years that are counted together."""
SINGLE_WORDS = {word: number for number, word in enumerate(_SMALL, start=1)} | _TENS
"""Numbers of one word, from one on."""
NUMBER_WORDS = {"zero": 0, **SINGLE_WORDS}
NUMBER_WORDS |= {f"{ten}-{one}": _TENS[ten] + SINGLE_WORDS[one] for ten in _TENS for one in _DIGITS}
"""Zero to ninety-nine; those of two words with a hyphen."""
