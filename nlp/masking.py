"""A wording whose numerals are no figures, made ready to match."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalise.sought import Sought, sought


@dataclass(frozen=True, slots=True)
class Mask:
    """A wording whose numerals are no figures, and why."""

    reason: str
    wording: Sought
    lowered: bool
    """True where the pattern is one for text in lower case, which is found in half the time."""


def mask_of(reason: str, pattern: str, pieces: str = "") -> Mask:
    """`pieces` are those of a `Sought`; without them the pattern is always tried."""
    if "(?-i:" in pattern:
        return Mask(reason, sought(pieces, pattern), False)
    pattern = pattern.replace("A-Z", "a-z").replace("England", "england")
    return Mask(reason, sought(pieces, pattern, re.NOFLAG), True)
