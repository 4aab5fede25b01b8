"""A wording whose numerals are no figures, made ready to match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalise.sought import Sought, sought

ORDINAL_PIECES = "|".join(
    [*(f"{digit}th" for digit in range(10)), *(f"{d}{end}" for d in "123" for end in ("st", "nd", "rd"))]
)
"""How ordinals end, misprinted ones too: '21st', '2th'."""


@dataclass(frozen=True, slots=True)
class Mask:
    """A wording whose numerals are no figures, and why."""

    reason: str
    wording: Sought
    lowered: bool
    """True where the pattern is one for text in lower case, which is found in half the time."""
    at_number: bool
    """True where all that the pattern matches begins with a number, so that it need be tried nowhere else."""

    def hits_at(self, numbers: Sequence[int], text: str) -> Iterator[re.Match[str]]:
        """What the pattern finds in a text whose numbers begin at these places: as its `finditer`."""
        end = 0
        for place in numbers:
            if place >= end and (hit := self.wording.pattern.match(text, place)):
                end = hit.end()
                yield hit


_GROUP = re.compile(r"\\.|\[[^]]*\]|\([^()]*\)")


def _begins_with_number(pattern: str) -> bool:
    """Whether the pattern is one whole, no alternative of others, that opens with digits behind no word."""
    outer, bare = "", pattern
    while outer != bare:
        outer, bare = bare, _GROUP.sub("", bare)
    return pattern.startswith(r"\b\d") and "|" not in bare


def mask_of(reason: str, pattern: str, pieces: str = "") -> Mask:
    """`pieces` are those of a `Sought`; without them the pattern is always tried."""
    at_number = _begins_with_number(pattern)
    if "(?-i:" in pattern:
        return Mask(reason, sought(pieces, pattern), False, at_number)
    pattern = pattern.replace("A-Z", "a-z").replace("England", "england")
    return Mask(reason, sought(pieces, pattern, re.NOFLAG), True, at_number)
