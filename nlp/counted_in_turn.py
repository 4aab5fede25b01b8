"""Numbers in words that go on with a count before them or open a sentence: 'Twenty-one entered care; eighteen left,
seven of them to guardians', 'For five of the children', 'There have been no permanent exclusions'.

Where each stands, for `worded_marks`; what is a rule, a plan or a case thought of is left out there.
"""

from __future__ import annotations

import re

from nlp.words import wordings
from normalise.number_words import SMALL_WORDS

_PEOPLE = rf"(?:{wordings('counted people')})(?!['’\w])"
_THINGS = rf"(?:{_PEOPLE}|{wordings('counted things')})"
_WENT = (
    r"(?:entered|left|joined|started|ceased|became|came into|moved|returned|turned|went|resigned|re-?entered"
    r"|(?:were|was) (?:adopted|placed|approved|de-?registered|permanently excluded|remanded|upheld|completed|late))"
)
_HEAD = re.compile(
    rf"^\W*(?P<word>(?!one\b){SMALL_WORDS})\s(?={_WENT}\b(?!\s(?:present|to speak|the (?:meeting|session|room))))",
    re.IGNORECASE,
)
"""'Twenty-one entered care': nobody is named, and everybody knows who."""
_NEXT = re.compile(rf"[;,]\s(?:and\s|while\s|but\s)?(?P<word>{SMALL_WORDS})\s(?={_WENT}\b)", re.IGNORECASE)
_FOR_PART = re.compile(
    rf"^\W*(?:for|in)\s(?P<word>(?!one\b){SMALL_WORDS})\sof\s(?:the|these|those|our)\s(?=(?:[\w-]+\s){{0,2}}?{_THINGS}\b)",
    re.IGNORECASE,
)
"""'For five of the children the delay was'."""
_OF_THEM = re.compile(
    rf"[;,(]\s?(?:and\s|with\s|but\s|including\s)?(?P<word>{SMALL_WORDS})\sof\s(?:them|which|whom|these|those)\b"
    r"(?!\s(?:days|weeks|months|years|areas|actions|priorities|schools?|meetings))",
    re.IGNORECASE,
)
_AND_ONWARDS = re.compile(
    rf"(?:[^;.,]|,(?=\d)){{0,50}}?,?\sand\s(?P<word>{SMALL_WORDS})\s(?=(?:by|to|through|via|into)\s(?!{SMALL_WORDS}\b|\d))",
    re.IGNORECASE,
)
"""'seven of them to special guardians and four through adoption'."""
_COUNT_BEFORE = re.compile(
    rf"\b\d[\d,]*\s(?!%)[a-z]|\b(?:{SMALL_WORDS})\s(?:[\w-]+\s){{0,3}}?{_THINGS}\b|[;,]\s?{SMALL_WORDS}\s{_WENT}",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\bthere (?:were|was|have been|has been|had been|are|is)\s(?:also\s|still\s|again\s)?(?P<word>no)\s"
    r"(?:(?!further|longer|more|other|significant|plans|contacts?|known|single|concern|information|data|in\b|on\b|of\b|about\b"
    r"|for\b|with\b|to\b)[\w-]+\s){0,2}?"
    r"(?:exclusions?|suspensions?|complaints|adoptions|disruptions|admissions|incidents|deaths|vacancies"
    r"|re-?referrals|referrals|escalations|allegations|children|young people|care leavers)\b"
    r"(?!\s(?:that|which|who|with|above|over|more|about|from (?:members|residents|the public)|if|where|when)\b)",
    re.IGNORECASE,
)
"""'There have been no permanent exclusions': nought, of what the field counts."""


def counts_in_turn(text: str) -> list[tuple[int, int]]:
    """Where the numbers in words stand that count on or count at a sentence's head."""
    heads = [hit.span("word") for pattern in (_HEAD, _FOR_PART) for hit in pattern.finditer(text)]
    spans = list(heads)
    if heads:
        spans += [hit.span("word") for hit in _NEXT.finditer(text)]
    for hit in _OF_THEM.finditer(text):
        if heads or _COUNT_BEFORE.search(text, 0, hit.start()):
            spans.append(hit.span("word"))
            if on := _AND_ONWARDS.match(text, hit.end()):
                spans.append(on.span("word"))
    return spans


def noughts(text: str) -> list[tuple[int, int]]:
    """Where 'no' is a nought of what is counted."""
    return [hit.span("word") for hit in _NO.finditer(text)]
