"""Where the words of a figure begin that stand behind how its sentence opens: a time, a place, another clause."""

from __future__ import annotations

import re

_IN_TIME = re.compile(
    r"(?:In|Within|During|Over|For|Throughout|Across|By|Since|From|At)\s[^,;:()]{0,50}?"
    r"\b(?:period|years?|months?|quarters?|time|weeks?|term|summer|autumn|spring|winter)\b(?!\s(?:who|of age|old))"
    r"[^,;:()]{0,30},\s",
    re.IGNORECASE,
)
_NO_PLACE = (
    r"(?:Care|Help|Need|Protection|Foster|Fostering|Adoption|Residential|Children|Year|Quarter|Early|House|Total|EET|NEET|Q\d"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_IN_PLACE = re.compile(
    rf"[Ii]n\s(?!{_NO_PLACE})(?!the\b)[A-Z][a-z'’-]+(?:\s(?:and|upon|of|on|[A-Z][a-z'’-]+))*,?\s(?=[a-z])"
)
_LATER_HEAD = re.compile(
    r"(?:,|\band|\bbut|\bwhile|\bwhilst|\bwhereas|\bthat)\s(?:that\s|also\s)?(?:the|our|an?)\s"
    r"(?:overall\s|total\s|actual\s|average\s)?"
    r"(?:(?:numbers?|percentage|proportion|rate|timeliness)\s(?:of|who|with)\s(?!this\b|these\b|those\b|which\b|them\b)"
    r"(?=[a-z])|(?<=average\s)caseloads?\b)",
    re.IGNORECASE,
)
_OF_WHOM = re.compile(
    r"\b(?:who|which|that)\s(?:(?:have|has|had|are|were|was|is|remain(?:s|ed)?|became|left)\b\s?(?:been\s)?)",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:has|have|had|was|were|is|are|remain(?:s|ed)?|continue[sd]?|increased|decreased|reduced|rose|fell|dropped"
    r"|declined|improved|stands?|stood|led)\b",
    re.IGNORECASE,
)
_MOVE_OF = re.compile(
    r"\b(?:reduction|increase|decrease|rise|fall|drop|decline|growth|improvement|change)\s(?:of|in)\s(?:the\s|our\s)?"
    r"(?P<what>[a-z][^,;:.()\d]{3,60}?)\sfrom\s$",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\bthere (?:were|are|was|is|have been|has been|had been)\s(?:now |currently |still |a total of |only |just |some "
    r"|around |about |over )?$",
    re.IGNORECASE,
)


def counted_there(text: str, begin: int, figure: int) -> bool:
    """Whether a figure counts what stands behind it, and the words ahead tell something else.

    'Fewer children came into care; at the end of March there were 301 looked after'.
    """
    found = _THERE.search(text, begin, figure)
    return found is not None and len(text[begin : found.start()].split()) > 2


def behind_adjunct(text: str, start: int, end: int) -> int:
    """Where the words begin behind the time or place that opens a stretch: 'In Hull, ...', 'Over the last years, ...'.

    `start` where none does, or nothing but it stands up to `end`.
    """
    found = _IN_TIME.match(text, start, end) or _IN_PLACE.match(text, start, end)
    return found.end() if found and found.end() < end else start


def later_clause(text: str, figure: int) -> int | None:
    """Where the clause of the first figure begins whose sentence says something else before, with no figure.

    'The number of plans has stayed high, and the number of children looked after rose to 289': the second. None
    where the sentence has one clause up to `figure`, the figure's place.
    """
    heads = [hit for hit in _LATER_HEAD.finditer(text, 0, figure)]
    if not heads:
        return None
    before = _OF_WHOM.sub(" ", text[: heads[-1].start()])
    return heads[-1].start() if _SAYS.search(before) else None


_STANDS_AT = re.compile(
    r"\b(?:due to|because of|owing to|driven by|as a result of|including)\s[^,;:.()\d]{0,40}?"
    r"(?P<what>numbers?\sof\s[a-z][^,;:.()\d]{3,60}?),?\s(?:which\s|that\s)?(?:(?:is|was|now|currently|has|had)\s)*"
    r"(?:stood|stands?|standing|stand|at|reached|reaching)\s(?:at\s)?$",
    re.IGNORECASE,
)


def moved_before(text: str, begin: int, figure: int) -> int:
    """Where what has moved is named, behind what it is laid to: '... led to a reduction of X from 30% to 19%'.

    `begin` where the stretch opens with the move itself, or tells none.
    """
    reason = _STANDS_AT.search(text, begin, figure)
    if reason:  # 'Numbers rose, due to the number of unaccompanied children, now standing at 48'
        return reason.start("what")
    found = _MOVE_OF.search(text, begin, figure)
    return found.start("what") if found and _SAYS.search(text, begin, found.start()) else begin
