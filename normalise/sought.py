"""A pattern that is tried only where one of a few pieces of text stands: mostly none does, which is cheap to tell."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sought:
    """A pattern with its pieces, in lower case: all that it matches holds at least one of them."""

    pieces: tuple[str, ...]
    pattern: re.Pattern[str]

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        """As the pattern's own."""
        return self.pattern.finditer(text) if self.may_stand_in(text.lower()) else ()

    def search(self, text: str) -> re.Match[str] | None:
        """As the pattern's own."""
        return self.pattern.search(text) if self.may_stand_in(text.lower()) else None

    def may_stand_in(self, lowered: str) -> bool:
        """Whether a text in lower case holds a piece."""
        for piece in self.pieces:  # noqa: SIM110 (half the time of any)
            if piece in lowered:
                return True
        return False


def sought(pieces: str, pattern: str, flags: re.RegexFlag = re.IGNORECASE) -> Sought:
    """A pattern with its pieces, which are written with '|' between them."""
    return Sought(tuple(pieces.split("|")), re.compile(pattern, flags))
