"""The committee that a paper goes to and the day on which it meets, by labels, title block and 'Meeting of …'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from normalise.parts_of_years import find_days
from normalise.printed_lines import PrintedLine
from normalise.time_words import MONTHS
from normalise.whose_report import Names
from records.reading import DocumentContent
from records.table import Passage

COMMITTEE_LABEL = re.compile(
    r"(name of )?meeting( of( the)?| name)?|committee|report to|to|board|panel|decision maker", re.I
)
DATE_LABEL = re.compile(r"date of (the )?(meeting|committee)|meeting date|date|committee date|on", re.I)
_BODY = r"committee|panel|commission|cabinet|sub-?committee|board|briefing|forum|council meeting"
COMMITTEE = re.compile(rf"\b(?:{_BODY})\b\.?$|^(?:cabinet|executive|lead) member\b.{{5,}}", re.I)
"""What such bodies are called, at a line's end; or one person who decides."""
NO_MEETING = re.compile(r"\b(as (at|of)|data|created|published|version|issued?|updated|printed)\b", re.I)
_OPENS_MEETING = re.compile(
    r"^\W*(?:(?:draft )?minutes (?:of|for)\b|(?:record of )?(?:the |a )?meeting(?: of)?\b"
    r"|report (?:(?:of|by|from)\b.*?\b)?to\b|agenda(?: and (?:draft )?minutes)?(?: (?:for|of))?\b"
    r"|(?:printed |draft )?minutes\b)"
    r"(?: the| a)?(?: meeting of(?: the)?)?\W*",
    re.I,
)
"""How a line begins that says of which meeting it is, and when that was."""
_DATE = re.compile(
    r"\b(?P<d>\d{1,2})\s?(?:st|nd|rd|th)?(?: of)?[\s-]+(?P<m>[A-Za-z]{3,9})\.?,?[\s-]+(?P<y>20\d\d)\b"
    r"(?!\s?:\s?(?!\d{1,2}[.:]\d\d\b)[\d<>£])"  # 'Jan 2025: 7 Feb 2024: 9' are figures of two months
    r"|\b(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>20\d\d|\d\d)\b"
)
_TIME_OF_DAY = re.compile(r"(?:\bat )?\b\d{1,2}[.:]\d\d\s?(?:[ap]\.?m\b\.?|noon|hours)?|\b\d{1,2}\s?[ap]m\b", re.I)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b,?", re.I)
_ITEM = re.compile(r"\((?:agenda )?item\b[^)]*\)|,?\s*\b(?:agenda )?item [\w.]+$", re.I)
_PARTED = re.compile(r"\s+[-–—|:]+\s+|\s*[|;]\s*|\s+held\b|\s+(?:on|at)\s*(?=\|)")
_COMMITTEE_ON = re.compile(r"\b(?:committee|panel|board)\s+(?:on|for)\s+[A-Z][^.:;]{3,60}$", re.I)
LONGEST_LINE_WORDS, LONGEST_COMMITTEE_WORDS = 32, 12


def committee_of(lines: Sequence[PrintedLine], content: DocumentContent, names: Names) -> str | None:
    """The committee that a line of the title block names and no label: alone, or with the day of its meeting."""
    for text in [line.text for line in lines if line.top < 0.5] + [p.text for p in _opening(content)]:
        if COMMITTEE.search(text) and 2 <= len(text.split()) <= 10 and text[:1].isupper():
            return text.strip(" .:")
    said = [found for text in _meeting_lines(lines, content) if (found := committee_in(text, names))]
    return said[0] if said else None


def committee_in(text: str, names: Names) -> str | None:
    """'Meeting of Families Scrutiny Committee, Tuesday, 12th January, 2021 2.00 pm (Item 5)' -> the committee."""
    rest = _ITEM.sub(" ", text)
    for pattern in (_DATE, _TIME_OF_DAY, _WEEKDAY):
        rest = pattern.sub(" | ", rest)
    rest = _OPENS_MEETING.sub("", rest)
    for piece in _PARTED.split(rest):
        piece = _without_council(piece.strip(" ,.:;|-–"), names)
        is_body = COMMITTEE.search(piece) or _COMMITTEE_ON.search(piece)
        if is_body and piece[:1].isupper() and len(piece.split()) <= LONGEST_COMMITTEE_WORDS:
            return piece
    return None


def _without_council(text: str, names: Names) -> str:
    """'Cabinet, Anytown Borough Council' -> 'Cabinet'."""
    head, comma, last = text.rpartition(", ")
    return head if comma and names.named(last) else text


def meeting_date_of(
    labelled: Sequence[tuple[str, str]], lines: Sequence[PrintedLine], content: DocumentContent
) -> str | None:
    """The day of the meeting as ISO: labelled, alone in the title block, or in a line that says which meeting."""
    for name, text in labelled:
        if DATE_LABEL.fullmatch(name) and (day := read_date(text)):
            return day
    for texts in (_not_wrapped(lines), [p.text for p in _opening(content)]):
        alone = [text for text in texts if len(text.split()) <= 6 and not _ENDS_A_SPAN.search(text)]
        days = {read_date(text) for text in alone if not NO_MEETING.search(text)} - {None}
        if days:
            return days.pop() if len(days) == 1 else None
    days = {read_date(_without_spans(text)) for text in _meeting_lines(lines, content)} - {None}
    days = days or {read_date(said[0]) for p in content.passages for said in _TODAY.finditer(p.text)} - {None}
    return days.pop() if len(days) == 1 else None


_TODAY = re.compile(r"\b[Aa]s (?:of|at) today,? \(?[^.;)]{6,24}20\d\d")
"""'As of today (15 February 2022)': minutes that name their day only so."""


_ENDS_A_SPAN = re.compile(r"\b(?:to|until|end(?:ed|ing)|between)\s(?:the\s)?\d", re.I)
"""'Year ended 31 March 2018' says what a paper is of, and not when somebody met."""
_RUNS_ON = re.compile(r"(?:\b(?:and|at|between|ended|ending|from|of|on|to|until)|[–-])$", re.I)


def _not_wrapped(lines: Sequence[PrintedLine]) -> list[str]:
    """Lines of the upper half that do not go on with the sentence above: '... 1 April 2017 to' / '31 March 2018'."""
    pairs = zip(lines, [None, *lines])
    return [line.text for line, above in pairs if line.top < 0.5 and not (above and _RUNS_ON.search(above.text))]


def _wrapped(lines: Sequence[PrintedLine]) -> Iterator[str]:
    """Lines in large print that go on below: 'Minutes of the meeting held on Thursday 12' / 'January 2023'."""
    for line, below in zip(lines, lines[1:]):
        alike = abs(line.size - below.size) < 0.3 and line.bold == below.bold
        if alike and line.top < 0.5 and _OPENS_MEETING.match(line.text) and not read_date(line.text):
            yield f"{line.text} {below.text}"


def _without_spans(text: str) -> str:
    """'The report from 1 April 2017 to 31 March 2018' without its span of days: no day of it is a meeting's."""
    for span in find_days(text, None, None):
        text = text.replace(span.text, " ")
    return text


def _meeting_lines(lines: Sequence[PrintedLine], content: DocumentContent) -> Iterator[str]:
    """Lines and short passages of the first page that open like a meeting's, or name a committee and one day."""
    first = content.pages[0].number
    opening = [p.text for p in content.passages if p.table is None and p.page == first and p.number < 8]
    for text in opening + _not_wrapped(lines) + list(_wrapped(lines)):
        if len(text.split()) > LONGEST_LINE_WORDS or NO_MEETING.search(text.partition(". ")[0]):
            continue
        opens = _OPENS_MEETING.match(text)
        parts = [part.strip(" ,") for part in _PARTED.split(_DATE.sub(" | ", text))]
        names_one = bool(read_date(text)) and any(
            COMMITTEE.search(_WEEKDAY.sub("", part).strip(" ,")) for part in parts
        )
        if opens or names_one:
            yield text.partition(". ")[0] if opens else text


def is_of_a_meeting(text: str) -> bool:
    """Whether a line says which meeting it is of: it is no title. '1 April to 30 June 2020' is no meeting's day."""
    return bool(_DATE.search(_without_spans(text))) or bool(re.match(r"\W*(?:draft )?minutes (?:of|for)\b", text, re.I))


def _opening(content: DocumentContent) -> list[Passage]:
    """The first short passages of pages that open with them, outside tables."""
    return [p for p in content.passages if p.table is None and p.number < 3 and len(p.text.split()) <= 12]


def read_date(text: str) -> str | None:
    """The one full date of a text as ISO; None where there is none, or several."""
    found = set()
    for m in _DATE.finditer(text):
        if m["d"]:
            month = MONTHS.get(m["m"].lower())
            parts = (int(m["y"]), month, int(m["d"])) if month else None
        else:
            year = int(m["y2"])
            parts = (year if year > 99 else 2000 + year, int(m["m2"]), int(m["d2"]))
        try:
            if parts:
                found.add(date(*parts).isoformat())
        except ValueError:
            continue
    return found.pop() if len(found) == 1 else None
