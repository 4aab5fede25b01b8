"""Sentence -> its frames: stretches with one subject ('the number of children leaving')."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.marks import Mark
from nlp.openings import behind_adjunct, later_clause
from nlp.words import vocabulary
from normalise.sought import sought

_NEW_SUBJECT = re.compile(
    r"(?:\b(?:and|whereas|while|whilst|but|however|than|although|though|with|of which|also|above|below|against"
    r")\b,?|[;:,(])\s(?:\w+\s)?(?:(?:the|our|a|an|actual|overall|total|local|of the|of these"
    r"|of those)\s){0,3}"
    r"(?P<head>(?:number|numbers|no\.|percentage(?!\spoint)|proportion|share|rate|timeliness|volume"
    r"|average (?:time|number|length|duration|age|caseload)|% )(?:\s(?:of|leaving|entering"
    r"|ending|who|that|with|for)\b)?)",
    re.IGNORECASE,
)
_OWN_CLAUSE = re.compile(
    r"(?=[,;]|\b[abotw])(?:"  # how each of these begins: most places are passed by with one look
    r"(?:,|\band|\bwhile|\bwhilst|\bwith)\s(?:(?:we|they|a further|an additional)\s(?:are|were|have|had)?\b"
    r"|(?!(?:an?|the)\s(?:increase|decrease|reduction|rise|fall|change|national|target|statistical)\b)"
    r"(?:[a-z][\w'’-]*\s){1,5}?(?:standing\s|being\s|performing\s)?at\s(?=[\d(]))"
    r"|(?:,\s)?\b(?:while|whilst|whereas|but)\s(?:the\s)?(?:[a-z][\w'’-]*\s){1,3}?(?:has\s|have\s)?"
    r"(?:dropped|fell|fallen|rose|risen|increased|decreased|reduced|improved|declined)\s(?:by|to|from)\s(?=\d)"
    r"|(?<=\sincluded in\s)(?:the|our|these)\s(?=\d)"
    r"|;\s(?:[A-Za-z][\w'’-]*\s?){1,8}(?::|\s[-–]|\b(?:is|was|were|at))\s(?=\d))"
)
_ONE_LIST = re.compile(r"\s?(?:,|,?\sand|&|,?\sor|to|-|–)\s")
"""Between figures that are said of one thing: '84% and 90% of decisions'."""
_NEXT_ITEM = re.compile(r";(?=\s)")
"""A list with semicolons: each of its items is said of its own measure."""
_ALSO = re.compile(
    r"(?:,|;|\band|\bwhile|\bwhilst|\bwith|\bbut)\s"
    r"(?:(?:at the same time|(?:in|over|during) the same (?:period|time|year|quarter|month)),?\s)?"
    r"(?:a further\s|an additional\s|only\s|just\s)?$"
)
_OWN_WORDS = re.compile(
    r"[\d.,]+\s?(?:%|per cent)?(?:\s\([^)]*\))?\s(?:of\s(?:the\s|our\s)?(?:\w+)|had|have|were|was|are|is|"
    r"(?!in\b|at\b|for\b|to\b|from\b|and\b|target|national|higher|lower|more|less|fewer|above"
    r"|below|on\b|percentage)[a-z]+\s[a-z]+)"
)
_TOLD_BY = re.compile(
    r"^[^;:%\d]{0,120}\bthat,?\s"
    r"(?:(?:this|last) (?:year|month|quarter),?\s|in total,?\s|currently,?\s|there (?:were|are)\s)*$"
)
"""'The Chair told members that this year ...': who says it, ahead of what is counted."""
_FULL_CLAUSE = re.compile(
    r"[\d,]+\s(?:children|young people|care leavers|families|foster carers|carers|adopters)\s"
    r"(?:[a-z]+ly\s|also\s|then\s)?"
    r"(?:were|was|are|had|have|became|ceased|left|entered|came|remained|returned|started|lived|moved)\b"
)
"""'... and 181 children were looked after by': a figure with a subject and a verb of its own."""
_THERE_WERE = re.compile(
    r"^there (?:were|was|are|is|have been|had been)(?:\s(?:a total of|only|just|some|around|about))?\s", re.IGNORECASE
)
_OF_WHICH = sought(
    "of which|of whom|of these|of those|including|involving|relating to|episodes by|incidents by",
    r"(?:(?:(?<=\s)|(?<=\())(?:[\d,]+|all|none|most) )?"
    r"\b(?P<what>of which|of whom|of these|of those|including|involving|relating to"
    r"|(?<=episodes )by(?=\s[\d,]+\s(?:\w+\s)?(?:children|young people)\b)"
    r"|(?<=incidents )by(?=\s[\d,]+\s(?:\w+\s)?(?:children|young people)\b))\b",
)
OF_THESE = re.compile(
    r"(?:\w+,\s)?(?:out )?of (?:these|those|them|(?:that|this) (?:number|total|figure|cohort|group))\b"
    r"(?!\s(?:who|that|with|aged)\b)",
    re.IGNORECASE,
)
"""'Of these, 31 were ...': a part of what the sentence before counted."""
_OUT_OF = re.compile(
    r"^(?:\w+,\s)?(?:out )?of (?:the |our |these |those |a total of |all )*(?=[\d,]+\s[a-z])"
    r"(?:[^%;]{3,120}?,\s|[\d,]+(?:\s[a-z][\w'’-]*){1,6}\s(?=[\d,]+\s(?:were|are|had|have|was|is)\b))",
    re.IGNORECASE,
)
OF_TOPIC = re.compile(r"(?:of|among) [^,;\d]{3,60},\s", re.IGNORECASE)
_EXTREME = sought(
    "highest|largest|maximum|lowest|smallest",
    r"(?:,|;|\band\b|\bwhile\b|\bwith\b)\s(?:the\s|an?\s|our\s)*(?:highest|largest|maximum|lowest|smallest)\b",
)
_OF_PEOPLE = re.compile(
    r"[\d.]+\s?(?:%|per cent) of (?:the |our |all )*(?!these\b|those\b|which\b|whom\b|target\b|them\b|this\b)[a-z]"
)
ENDED = (
    r"(?:(?:were |was )?(?:ended|ceased|left|leaving|entered|entering|closed|returned|started|began|joined"
    r"|discharged|finished|opened"
    r"|stepped (?:up|down)|completed|ceased to be so))"
)
ELLIPTIC = re.compile(rf"[\d,]+\s(?P<verb>{ENDED})(?=\s?(?:[.,;)]|$|in\b|during\b|over\b|this\b|by\b))", re.IGNORECASE)
"""'... and 39 left': a figure with a verb and no noun, which is the first figure's."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch of the sentence that speaks of one measure."""

    start: int
    end: int
    head: str | None
    """Value of its head word in data/catalogue/prose_words.csv: `count`, `percent`, `rate`, `average`,
    `cases_per_worker`.
    """
    of_whole: bool = False
    """True behind 'of whom', 'including': what it counts is a part of what was counted before."""


def read_frames(text: str, figures: Sequence[Mark]) -> list[Frame]:
    """The stretches of one subject each, in order, together the whole sentence.

    A new head word opens one once a figure has stood.
    """
    if not figures:
        heads = vocabulary("head").find(text)
        return [Frame(0, len(text), heads[0].value if heads else None)]
    starts, headed, parts = [0], set(), set()
    places = [f.start for f in figures]
    if (later := later_clause(text, places[0])) is not None:
        starts.append(later)
        headed.add(later)
    for hit in _NEW_SUBJECT.finditer(text):
        at = hit.start()
        if any(starts[-1] <= p < at for p in places) and any(p >= hit.end() for p in places):
            starts.append(at)
            headed.add(at)
    for hit in _NEXT_ITEM.finditer(text):
        bracketed = text.count("(", 0, hit.start()) > text.count(")", 0, hit.start())
        if not bracketed and any(p < hit.start() for p in places) and any(p > hit.start() for p in places):
            starts.append(hit.start())
    for hit in _OF_WHICH.finditer(text):
        inside = any(hit.start() <= p < hit.end() for p in places)
        if inside and not any(p < hit.start() for p in places) and any(p > hit.end() for p in places):
            starts.append(hit.start("what"))  # '1,120 including 35 ...': the first figure is the whole
            parts.add(hit.start("what"))
            continue
        if any(p < hit.start() for p in places) and (inside or any(p > hit.end() for p in places)):
            starts.append(hit.start())
            parts.add(hit.start())
    whole = _OUT_OF.match(text)
    if whole and any(p < whole.end() for p in places) and any(p >= whole.end() for p in places):
        starts.append(whole.end())
        parts.add(whole.end())
    starts += [hit.start() for hit in _EXTREME.finditer(text) if any(p < hit.start() for p in places)]
    starts += [own.start() for p in places[1:] if (own := _ALSO.search(text[:p])) and _FULL_CLAUSE.match(text, p)]
    for p in places[1:]:
        also = _ALSO.search(text[:p])
        listed = any(_ONE_LIST.fullmatch(text[f.end : p]) for f in figures if f.end < p)
        if also and not listed and (_OF_PEOPLE.match(text, p) or ELLIPTIC.match(text, p)):
            starts.append(also.start())
    starts += [hit.start() for hit in _OWN_CLAUSE.finditer(text) if any(p < hit.start() for p in places)]
    ahead = text[behind_adjunct(text, 0, places[0] + 1) : places[0]]
    ahead = _THERE_WERE.sub("", _TOLD_BY.sub("", ahead))
    if len(ahead.split()) <= 1 or OF_TOPIC.fullmatch(ahead):
        # '87% had a check and 79% had a plan': each figure is followed by its own measure
        starts += [own.start() for p in places[1:] if (own := _ALSO.search(text[:p])) and _OWN_WORDS.match(text, p)]
    if OF_THESE.match(text):
        parts.add(0)
    starts = sorted(set(starts))
    frames = []
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(text)
        heads = vocabulary("head").find(text[start:end])
        head = heads[0].value if heads else "count" if start in headed else None
        frames.append(Frame(start, end, head, start in parts))
    return frames
