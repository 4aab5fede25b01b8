"""Figures without digits: numbers written as words where a count stands, and the marks of a redaction."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from nlp.marks import SMALL_WORDS, Mark, number_of
from nlp.words import lower
from records.observation import Unit

_REDACTED = re.compile(r"(?P<mark>[█■]+|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z]))(?P<unit>\s?%)?")
_BEFORE_GAP = re.compile(r"(?:\b(?:from|to|of|at|was|is|were|by|only|with|than|in)\s|\(|:\s|^)$", re.IGNORECASE)
_COUNTED_GAP = re.compile(
    r"\s(?:children|young people|care leavers|cases|families|plans|referrals|carers|incidents"
    r"|(?:of (?:whom|which|these) )?(?:had|have|were|has|was) (?:been|had|on|in|subject|closed|placed|missing)\b)\b",
    re.IGNORECASE,
)
_AFTER_GAP = re.compile(
    r"\s?(?:%|per cent|\(|\)|[.,;]|$|\b(?:in|for|at|during|compared|children|cases|from|to|referrals)\b)",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"(?:^|(?<!where )(?<!if )(?<!when )(?<!that )\bthere (?:were|was|have been|has been|are|is)\s|\bwith\s)"
    r"(?P<word>no|none|zero)\b"
    r"(?!\s(?:further|longer|change|significant|data|concern|real|clear|doubt|more|other"
    r"|single|trend|information|detail|record|indication|benchmark|comparison|target|known"
    r"|reason|issue|impact|national|evidence))",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?P<word>no)\s(?=(?:child|children|young person|young people|care leavers?|cases?|families|referrals?|plans?)"
    r"\s(?:has|have|had|was|were|is|are|ceased|became|left|open|with|on|in|who)\b)",
    re.IGNORECASE,
)
_SPELT = re.compile(
    rf"(?:^|\bthere (?:were|was|have been|are)\s|\b(?:just|only|all|by|to|from)\s)"
    rf"(?P<word>{SMALL_WORDS})\s(?=(?:[\w-]+\s){{0,3}}?(?:children|young people|care leavers"
    rf"|families|adoptions|referrals|assessments|incidents|plans|households|carers|exclusions"
    rf"|disruptions|orders|complaints|conferences|contacts|episodes|placements"
    rf")\b)",
    re.IGNORECASE,
)
_SPELT_POINTS = re.compile(
    rf"\b(?P<word>{SMALL_WORDS})\s(?=percentage points?\b|points?\s(?:more|fewer|less|higher|lower|up|down|better|worse"
    r"|above|below|over|under|on|short)\b)",
    re.IGNORECASE,
)
_SPELT_SHARE = re.compile(rf"\b(?P<word>{SMALL_WORDS})\s(?=per\s?cent\b(?!age))", re.IGNORECASE)
_SPELT_CHANGE = re.compile(rf"\b(?P<word>{SMALL_WORDS})\s(?=(?:more|fewer|less|higher|lower)\sthan\b)", re.IGNORECASE)
_PEOPLE = r"(?:children(?!['’])|young people(?!['’])|care leavers(?!['’])|babies|sibling groups)"
_STATE = (
    r"(?:(?:were|are|was|is|have been|had been|has been)\b"
    r"(?!\s(?:present|invited|welcomed|thanked|asked|introduced|able))"
    rf"|(?:had|have|has) (?:a|an|no|{SMALL_WORDS})\b|in (?:care|our care|need|foster|residential|secure|unregistered)"
    r"|known|subject|aged|placed|living|re-?offend\w*|became|came into|left care|ceased)"
)
_COUNTED = re.compile(
    rf"(?:^|,\s|\b(?:there (?:were|are|have been)|that|just|only|including|of whom|with|another|a further)\s)"
    rf"(?P<word>(?!one\b){SMALL_WORDS})\s(?:of (?:the|our|these|those) )?(?=(?:[\w-]+\s){{0,2}}?{_PEOPLE}\s{_STATE})"
    rf"|^(?P<part>{SMALL_WORDS})\s(?=of (?:these|those|them|whom) (?:were|are|had been|have been)\b)"
    rf"|\b(?P<nobody>no)\s(?=(?:child|children|young person|young people|care leavers?)\s"
    r"(?:has|have|had|was|were|is|are|ceased|became|left)\b(?![^;,.]*\b(?:who|which|that|for|within)\b))",
    re.IGNORECASE,
)
"""People that are counted in words and in a state: 'Two children had been placed', 'no child became subject to'."""
NONE_OF = re.compile(
    r"(?P<word>none)\sof\s(?:which|whom|these|those|them|the|our)\b(?:\s\d+)?(?:\s[\w-]+){0,3}?"
    r"\s(?:was|were|is|are|has|have|had|resulted|led|came|went|required|needed)\b",
    re.IGNORECASE,
)
"""'23 complaints, none of which were upheld': nought of a part, whether or not the catalogue has a measure of it."""


_NUMBER_WORD = re.compile(rf"(?:\b(?:no|zero|{SMALL_WORDS})|none)\b")


def worded_marks(text: str) -> list[Mark]:
    """Figures written as words where a count stands: 'No exclusions', 'There were three adoptions'.

    For the measure to confirm.
    """
    found: list[Mark] = []
    if not _NUMBER_WORD.search(lower(text)):
        return found  # most sentences: one pattern instead of six
    for pattern in (NONE_OF, _COUNTED, _NONE, _NOBODY, _SPELT, _SPELT_POINTS, _SPELT_SHARE, _SPELT_CHANGE):
        for hit in pattern.finditer(text):
            group = hit.lastgroup or "word"
            word = hit[group].lower()
            unit = {_SPELT_POINTS: Unit.POINTS, _SPELT_SHARE: Unit.PERCENT}.get(pattern, Unit.COUNT)
            value = Decimal(0) if word in {"no", "none", "zero"} else number_of(word)
            start, end = hit.span(group)
            if any(mark.start == start for mark in found):
                continue
            mark = Mark(start, end, value, unit, (), note="stated in words", worded=True)
            found.append(replace(mark, counted=pattern in (_COUNTED, _SPELT_SHARE), nought_of=pattern is NONE_OF))
    return found


def redacted_marks(text: str) -> list[Mark]:
    """Marks of a redaction where a number can be seen to be missing: 'from █ in June', 'was XX%'.

    Redacted sentences have none.
    """
    runs = list(_REDACTED.finditer(text))
    found = []
    for hit in runs:
        before, after = text[max(0, hit.start() - 12) : hit.start()], text[hit.end("mark") : hit.end("mark") + 12]
        if any(
            other is not hit and 0 <= min(abs(other.start() - hit.end()), abs(hit.start() - other.end())) <= 1
            for other in runs
        ):
            continue
        seen = (
            bool(hit["unit"]) or (_BEFORE_GAP.search(before) and _AFTER_GAP.match(after)) or _COUNTED_GAP.match(after)
        )
        if seen and re.search(r"[a-z]{3}", text):
            unit = Unit.PERCENT if hit["unit"] else None
            found.append(Mark(hit.start(), hit.end(), None, unit, (), suppressed=True, note="redacted in the source"))
    return found
