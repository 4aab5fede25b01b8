"""A clause without the name of the council's own area, by which its sentences call what they are all about."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from nlp.naming import Clause

_APART_FROM = re.compile(r"\b(?:outside|out of|inside|beyond|away from|from|by)\b", re.IGNORECASE)
"""Where the area's name tells where children live, or who did it."""


@lru_cache(maxsize=500)
def _named_place(place: str) -> re.Pattern[str]:
    """'In Hull', 'in the City of Hull', 'Hull's': the council's own area, as its sentences name it."""
    own = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", place)))
    kind = r"(?:the\s)?(?:(?:london\s)?(?:borough|city|county)\sof\s)?"
    return re.compile(rf"(?:\b(?:in|across|throughout|within|for)\s)?\b{kind}{own}\b(?:['’]s\b)?", re.IGNORECASE)


@lru_cache(maxsize=500)
def _outside_place(place: str) -> re.Pattern[str]:
    """'Outside of Hull', 'out of Hull': where they live who live elsewhere."""
    own = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", place)))
    return re.compile(
        rf"\b(?:outside(?: of)?|out of)\s(?:the\s)?(?:(?:borough|city|county)\sof\s)?{own}\b", re.IGNORECASE
    )


@lru_cache(maxsize=500)
def _inside_place(place: str) -> re.Pattern[str]:
    """'Placed within the Hull area': where they live, which is a part of them all."""
    own = r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", place)))
    kind = r"(?:the\s)?(?:(?:london\s)?(?:borough|city|county)\sof\s)?"
    return re.compile(rf"\b(placed)\s(?:in|within|inside)\s{kind}{own}\b(?:\sarea\b)?", re.IGNORECASE)


def without_own_area(clause: Clause, place: str) -> Clause:
    """The clause without the name of the council's own area, which narrows nothing; its label stays as published.

    'Placed outside Hull' keeps it: there it tells where.
    """
    first = place.split(maxsplit=1)[0].lower()
    said = f"{clause.words} {clause.named} {clause.near} {clause.beside} {clause.behind} {clause.before}"
    if first not in said.lower():
        return clause
    pattern, outside = _named_place(place), _outside_place(place)

    def without(words: str) -> str:
        if first not in words.lower():
            return words
        words = _inside_place(place).sub(r"\1 within the borough", words)
        if _APART_FROM.search(words):
            return outside.sub("outside the authority", words)
        return " ".join(pattern.sub(" ", words).split())

    return replace(
        clause,
        words=without(clause.words),
        named=without(clause.named),
        near=without(clause.near),
        beside=without(clause.beside),
        behind=without(clause.behind),
        before=without(clause.before),
    )
