"""A figure whose words are taken for a measure that was told before, and that is of something else all the same."""

from __future__ import annotations

import re

from nlp.laid_out import Stretch
from nlp.marks import Mark
from records.catalogue import Indicator
from records.observation import Role, Unit

_FURTHER = re.compile(r"\b(?:a further|an additional|another|an extra)\s$", re.IGNORECASE)
_OF_THOSE = re.compile(r"\s(?:out )?of (?:these|those|them)\b", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:within|inside|over|under|in|more than|less than|longer than)\s(?P<limit>\d+\s(?:working\s|calendar\s)?"
    r"(?:days?|weeks?|months?|years?))\b",
    re.IGNORECASE,
)


def not_told_before(read: Stretch, mark: Mark, role: Role, measure: Indicator, earlier: str | None) -> str:
    """Why a figure is not of the measure that was told `earlier`, here or in the sentence before; empty where it is.

    'A further 25 looked after' came to those told before; '79% within 10 days' behind '96% within 15 days' is of
    another limit.
    """
    if measure.id != earlier or role is not Role.ACTUAL:
        return ""
    if measure.unit is Unit.COUNT and _OF_THOSE.match(read.text, mark.end):
        return f"a part of the {measure.id} told before"
    if measure.kind == "stock" and _FURTHER.search(read.text, 0, mark.start):
        return f"more than the {measure.id} told before"
    places = [f.start for f in read.marks.figures]
    place = places.index(mark.start)
    mine = _limit_behind(read, place)
    others = {limit for other in range(place) if (limit := _limit_behind(read, other))}
    return f"another limit than that of {measure.id} before" if mine and others and mine not in others else ""


def _limit_behind(read: Stretch, place: int) -> str:
    """The limit that stands behind a figure and ahead of the next; empty where none does."""
    figures = read.marks.figures
    end = figures[place + 1].start if place + 1 < len(figures) else len(read.text)
    found = _LIMIT.search(read.text, figures[place].end, end)
    return found["limit"].lower() if found else ""
