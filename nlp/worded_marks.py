"""Figures without digits: numbers written as words where a count stands, and the marks of a redaction."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from nlp.counted_in_turn import counts_in_turn, noughts
from nlp.marks import Mark, number_of
from nlp.words import lower, wordings
from normalise.number_words import SMALL_WORDS
from records.observation import Unit

_REDACTED = re.compile(r"(?P<mark>[█■]+|(?<![A-Za-z])[Xx]{2,}(?![A-Za-z]))(?P<unit>\s?%)?")
_BEFORE_GAP = re.compile(r"(?:\b(?:from|to|of|at|was|is|were|by|only|with|than|in)\s|\(|:\s|^)$", re.IGNORECASE)
_A_WORD = re.compile(r"[a-z]{3}")
_PEOPLE = rf"(?:{wordings('counted people')})(?!['’\w])"
OF_FIELD = rf"(?:{_PEOPLE}|{wordings('counted things')})"
"""Pattern of who and what is counted in the field, in the plural."""
_COUNTED_GAP = re.compile(
    rf"\s(?:{OF_FIELD}"
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
    rf"(?P<word>{SMALL_WORDS})\s(?=(?:[\w-]+\s){{0,3}}?(?:{OF_FIELD}|orders|episodes)\b)",
    re.IGNORECASE,
)
_SPELT_POINTS = re.compile(
    rf"\b(?P<word>{SMALL_WORDS})\s(?=percentage points?\b|points?\s(?:more|fewer|less|higher|lower|up|down"
    rf"|better|worse"
    r"|above|below|over|under|on|short)\b)",
    re.IGNORECASE,
)
_SPELT_SHARE = re.compile(rf"\b(?P<word>{SMALL_WORDS})\s(?=per\s?cent\b(?!age))", re.IGNORECASE)
_SPELT_CHANGE = re.compile(
    rf"\b(?P<word>{SMALL_WORDS})\s(?=(?:more|fewer|less|higher|lower)\sthan\b"
    r"|(?:more|fewer|less)\s(?!or\b)(?:[\w-]+\s){1,4}?(?:than|compared)\b)",
    re.IGNORECASE,
)
_WORDS_BETWEEN = (
    r"(?:(?!(?:in|of|and|or|by|to|from|for|with|at|on|per|were|was|had|have|has|are|is|which|who|that|more|fewer|less"
    r"|year|years|month|months|week|weeks|day|days|times?|point|percentage|main|key|different)\b)[\w/’'-]+\s){0,4}?"
)
_NOT_HERE = (
    r"(?:should|must|shall|will|would|can|could|(?-i:may)|might|need to|needs to|if|where|unless|until|aims?|policy"
    r"|entitled"
    r"|required|maximum|minimum|limit|planned|expected|projected|predicted|forecast|each|every|per)"
)
"""What is said with these words is a rule, a plan or a case thought of, and counts nobody."""
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
_DETERMINED = re.compile(
    r"\b(?:the|these|those|our|their|its|his|her|both|all|any|each|every|other|next|last|first|past|previous"
    r"|main|least"
    r"|most|than|to|between|for|aged|under|over|in|of|a|an|per|or|no|up to|with|about|have|has|had|s|'s|’s|quarter"
    r"|level|group|part|phase|stage|step|section|key|zero)\s$",
    re.IGNORECASE,
)
"""Before a number that is said of what is known already, or of a span, a limit or a choice."""
_TOTALLED = re.compile(
    r"\b(?:total of|number of|increase of|reduction of|decrease of|rise of|fall of|made up of|had been|have been)\s$",
    re.I,
)
_FIELD = re.compile(
    rf"(?<![\w’'-])(?P<word>(?!one\b){SMALL_WORDS}|zero)\s(?={_WORDS_BETWEEN}{OF_FIELD}\b(?!['’-]))",
    re.IGNORECASE,
)
_RULE = re.compile(rf"\b{_NOT_HERE}\b[^.;]*$", re.IGNORECASE)
_PLANNED_BEHIND = re.compile(
    r"[^.;,]{0,60}?\b(?:will|would|should|can|could|(?-i:may)|might|or more|or fewer|to be)\b|[^.;,]{0,30}?\s(?:a|an"
    r"|per|each|every)\s(?:day|week|month|year|term)\b",
    re.IGNORECASE,
)
_VISITED = re.compile(
    r"[^.;]{0,60}?\bjoined\b(?!\s(?:us|our|the (?:service|team|council)|in)\b|\s?[.,;])|"
    r"[^.;]{0,60}?\b(?:attended|attending|presented|presenting|spoke|shared|gave|told|performed"
    r"|addressed|present\b"
    r"|introduced|talked|visited by|representatives|representing|interviewed|sampled|looked at|case stud(?:y|ies))",
    re.IGNORECASE,
)
_MOVED_IN_WORDS = re.compile(
    rf"\b(?:increas|reduc|decreas|declin|ris|ros|fell|fallen|fall|gone|went|grown?|grew|drop"
    rf"|moved)\w*\s(?:\w+\s)?from\s"
    rf"(?P<first>{SMALL_WORDS})\sto\s(?P<second>{SMALL_WORDS})\b(?!\s(?:day|week|month|year|hour)s?\b)",
    re.IGNORECASE,
)
_PART_OF_COUNT = re.compile(
    rf"\b(?P<word>(?!one\b){SMALL_WORDS})\s(?:out )?of (?:the\s|our\s|these\s|those\s)(?P<whole>{SMALL_WORDS})\b"
    rf"(?=\s(?:{_WORDS_BETWEEN}{OF_FIELD}\b|meeting|met|were|had|are|have|led|resulted"
    rf"|became)|\s?[.,;])",
    re.IGNORECASE,
)
_DID = (
    r"(?:were|was|are|is|had|has|have|remain(?:s|ed)?|involved?|relat(?:es?|ed|ing)|resulted|led|became|came"
    r"|left|met|went"
    r"|concerned|moved|returned|started|ended|ceased|progressed|received|achieved|substantiated|unsubstantiated"
    r"|unfounded"
    r"|false|malicious|upheld|not|partially|closed|ongoing|withdrawn|approved|resigned|deregistered|male|female"
    r"|boys?|girls?)"
)
_ITEM = re.compile(
    rf"(?:[,;:(]\s?|\s)(?:and\s|with\s|of whom\s|of which\s|of these,?\s)?(?P<word>{SMALL_WORDS})\s(?={_DID}\b)",
    re.IGNORECASE,
)
_ENDS_ITEM = re.compile(r"(?:[,;:(]\s?|\b(?:and|with|of whom|of which|these,?)\s)$", re.IGNORECASE)
_ANY_COUNT = re.compile(rf"\b\d[\d,]*\s(?!%)[a-z]|\b(?:{SMALL_WORDS})\s{_WORDS_BETWEEN}{OF_FIELD}\b", re.IGNORECASE)
NONE_OF = re.compile(
    r"(?P<word>none)\sof\s(?:which|whom|these|those|them|the|our)\b(?:\s\d+)?(?:\s[\w-]+){0,3}?"
    r"\s(?:was|were|is|are|has|have|had|resulted|led|came|went|required|needed)\b",
    re.IGNORECASE,
)
"""'23 complaints, none of which were upheld': nought of a part, whether or not the catalogue has a measure of it."""


_LONE = re.compile(
    r"\b(?:only|just)\s(?P<word>one)\s(?=(?:child|young person|care leaver|case|family|referral|plan|sibling group)\s"
    r"(?:was|is|had|has|remained|became|ceased|left)\b)",
    re.IGNORECASE,
)
_HELD_AGAINST = re.compile(
    rf"\b(?:compared (?:to|with)|than|from|against)\s(?:just\s|only\s)?(?P<word>{SMALL_WORDS})"
    rf"(?=\s(?:in (?!{SMALL_WORDS}\b|\d|every)|at|during|last|(?:in )?the (?:previous|same)|a year)|\s?[,.;)]|\s?$)",
    re.IGNORECASE,
)
"""'only one child was on a plan ... compared to eighteen in April'."""
_AT_LIST = re.compile(
    rf"\bof (?:these|those|whom|which),?\s\d[^.;]*?,\s(?P<word>{SMALL_WORDS})\s(?=(?:at|in|with|on)\s)", re.IGNORECASE
)
"""'of these 26 were in foster care, three at home and 18 in residential care'."""
_AT_LEAST = re.compile(r"\b(?:at least|at most|more than|less than|over|under|up to|above|below)\s$", re.IGNORECASE)
"""'by at least nine per cent' is a bound."""
_CANNOT = re.compile(r"[^.;,]{0,60}?\b(?:could|can|may|might|would|will|should) (?:be\b|not\b|have\b)", re.IGNORECASE)
"""'No orders could be made until the courts had ruled' counts nothing."""


_NUMBER_WORD = re.compile(rf"(?:\b(?:no|zero|{SMALL_WORDS})|none)\b")


def worded_marks(text: str) -> list[Mark]:
    """Figures written as words where a count stands: 'No exclusions', 'There were three adoptions'.

    Those of people and of what else is counted in the field are figures whatever they are called; the others are for
    the measure to confirm.
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
            if pattern is _SPELT_SHARE and _AT_LEAST.search(text[:start]):
                continue
            if pattern is _NONE and _CANNOT.match(text, end):
                continue
            if any(mark.start == start for mark in found):
                continue
            mark = Mark(start, end, value, unit, (), note="stated in words", worded=True)
            found.append(
                replace(mark, counted=pattern in (_COUNTED, _SPELT_SHARE, _SPELT_POINTS), nought_of=pattern is NONE_OF)
            )
    return _with_counts_of_field(text, found)


def _with_counts_of_field(text: str, found: list[Mark]) -> list[Mark]:
    """The marks with those that count people or cases in words, which need no measure to be figures."""
    counted = {mark.start: mark for mark in found}
    spans = [hit.span("word") for hit in _FIELD.finditer(text) if _counts_here(text, hit)]
    for hit in _PART_OF_COUNT.finditer(text):
        spans += [hit.span("word"), hit.span("whole")]
    for hit in _MOVED_IN_WORDS.finditer(text):
        spans += [hit.span("first"), hit.span("second")]
    for hit in _ITEM.finditer(text):
        start = hit.start("word")
        if _ENDS_ITEM.search(text[:start]) and _ANY_COUNT.search(text[:start]) and not _RULE.search(text[:start]):
            spans.append(hit.span("word"))
    spans += [hit.span("word") for pattern in (_LONE, _AT_LIST) for hit in pattern.finditer(text)]
    spans += [
        (start, end)
        for start, end in counts_in_turn(text)
        if not (_RULE.search(text[:start]) or _PLANNED_BEHIND.match(text, end) or _VISITED.match(text, end))
    ]
    spans += noughts(text)
    if counted or spans or _ANY_COUNT.search(text):
        spans += [hit.span("word") for hit in _HELD_AGAINST.finditer(text)]
    for start, end in spans:
        word = text[start:end].lower()
        value = Decimal(0) if word in {"no", "zero"} else number_of(word)
        mark = counted.get(start) or Mark(start, end, value, Unit.COUNT, (), note="stated in words", worded=True)
        counted[start] = replace(mark, counted=True)
    return sorted(counted.values(), key=lambda mark: mark.start)


def _counts_here(text: str, hit: re.Match[str]) -> bool:
    """Whether a number before people or cases says how many there were, and not which, for whom or how many at most."""
    before = text[: hit.start("word")]
    if _DETERMINED.search(before) and not _TOTALLED.search(before):
        return False
    return not (_RULE.search(before) or _PLANNED_BEHIND.match(text, hit.end()) or _VISITED.match(text, hit.end()))


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
        if seen and _A_WORD.search(text):
            unit = Unit.PERCENT if hit["unit"] else None
            found.append(Mark(hit.start(), hit.end(), None, unit, (), suppressed=True, note="redacted in the source"))
    return found
