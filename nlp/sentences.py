"""Passage -> numbered Sentences, each with its offsets in the passage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from nlp.language import MARKER, build
from records.table import Passage, PassageKind, Sentence

BARE_NUMBER = re.compile(r"^(\d{1,2})\s+(?=[A-Z\d])")
"""How a numbered paragraph begins where neither point nor bracket stands behind its number."""


def sentences_of(passages: Sequence[Passage], *, first: int = 0) -> list[Sentence]:
    """The sentences of a document's passages, numbered from `first`.

    A sentence's text is the passage's between its offsets, without the bullet or number of a list item and without the
    label of a note ('Data note:') that its heading holds already. What has neither letter nor figure is no sentence.
    """
    found: list[Sentence] = []
    docs = build().pipe((passage.text for passage in passages), batch_size=256)
    numbered = _numbered(passages)
    for place, (passage, doc) in enumerate(zip(passages, docs, strict=True)):
        # both as arrays: a token made for each word would cost more than all else
        starts = [place for place, mark in doc.to_array(["IDX", "SENT_START"]).tolist() if mark == 1]
        for start, end in _trimmed(passage, starts, numbered.get(place, 0)):
            found.append(Sentence(first + len(found), passage, start, passage.text[start:end]))
    return found


def _numbered(passages: Sequence[Passage]) -> dict[int, int]:
    """Place of a passage -> length of its bare number, where paragraphs near it are counted on in the same way.

    '4 Reviews in time were 91%' behind '3 Plans ...' is the fourth paragraph; alone, four might be a figure.
    """
    numbers = {place: found for place, passage in enumerate(passages) if (found := BARE_NUMBER.match(passage.text))}
    return {
        place: found.end()
        for place, found in numbers.items()
        if any(
            place + way * step in numbers and int(numbers[place + way * step][1]) == int(found[1]) + way
            for way in (-1, 1)
            for step in (1, 2, 3)
        )
    }


def _trimmed(passage: Passage, starts: Iterable[int], number: int) -> Iterator[tuple[int, int]]:
    """Offsets of sentences from those of their first tokens; `number` is the length of the paragraph's own number."""
    text = passage.text
    edges = [*starts, len(text)]
    for place, (start, end) in enumerate(zip(edges, edges[1:])):
        if place == 0:
            start += number or _label_length(passage)
        marker = MARKER.match(text, start, end)
        if marker and any(c.isalnum() for c in text[marker.end() : end]):
            start = marker.end()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if any(c.isalnum() or c == "█" for c in text[start:end]):
            yield start, end


def _label_length(passage: Passage) -> int:
    """Length of a note's label that the heading repeats; 0 where there is none."""
    if passage.kind is not PassageKind.NOTE or not passage.heading:
        return 0
    label = passage.heading.rsplit(" | ", 1)[-1] + ":"
    return len(label) if passage.text.startswith(label) and len(passage.text) > len(label) + 1 else 0
