"""What a sentence says of a figure besides its label: between the two, or right behind the figure."""

from __future__ import annotations

import re

from nlp.frames import Frame
from nlp.laid_out import Stretch, without_spans
from nlp.marks import Mark
from nlp.naming_words import REPORTED

_JOINS = re.compile(r"[,;:()]|\s[-–—]\s|\b(?:and|while|whilst|with|but|whereas|which)\b")
_WHO_SAID = re.compile(rf"{REPORTED}\s", re.IGNORECASE)
_LONGEST_LEAD = 8
"""Words before a figure that may still narrow it; more tell what happened."""
_PHRASE_ENDS = re.compile(
    r"[;:()]|,(?!\s\w+,?\s(?:or|and)\b)|\s[-–—]\s|\b(?:and|while|whilst|but|whereas|which|compared|against)\b"
)
_SAID_BEHIND = re.compile(
    r"[\s)]*(?:of|for|in|at|from|among|amongst|with|who|that|were|was|are|is|had|have|has|within|aged|still)\s"
)


def said_beside(read: Stretch, frame: Frame, mark: Mark, label: str) -> str:
    """What is said of a figure besides its label, as bare words.

    'Supervision [was recorded] on 79% [of the files sampled]'; of a later figure only what leads from the one before.
    """
    text, first = read.text, next(f for f in read.marks.figures if f.start >= frame.start)
    at = text.find(label, frame.start) if label else frame.end
    if at < 0:
        return ""  # words put together from several places, which leave nothing beside them
    start = at + len(label) if at < mark.start else frame.start
    if start == frame.start and (who := _WHO_SAID.match(text, start, mark.start)):
        start = who.end()
    earlier = [f.end for f in read.marks.figures if f.start < mark.start]
    if mark is not first and earlier:
        joins = list(_JOINS.finditer(text, earlier[-1], mark.start))
        start = max(start, joins[-1].end() if joins else mark.start)
    said = without_spans(text, read.noise, start, mark.start) if start < mark.start else ""
    said = said if len(said.split()) <= _LONGEST_LEAD else ""
    behind = at + len(label) if mark.start <= at < frame.end else mark.end
    if not _SAID_BEHIND.match(text, behind):
        return said
    later = [f.start for f in read.marks.figures if f.start > mark.start]
    stop = _PHRASE_ENDS.search(text, behind + 1)
    end = min([frame.end, *later, *([stop.start()] if stop else [])])
    return f"{said} {without_spans(text, read.noise, behind, end)}".strip()
