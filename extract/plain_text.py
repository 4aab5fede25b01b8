"""A plain text -> its blocks: headings, paragraphs, list items, and tables that are set in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.lines import BULLET, ENDS_CLAUSE, NUMBERING
from extract.section_headings import FINITE
from extract.text_columns import table_of
from extract.written import Block

UNDERLINE = re.compile(r"^\s*([=\-_~*#])\1{2,}\s*$")
SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?$|^[A-Z][.)]$")
LONGEST_HEADING_WORDS, LONGEST_GLUED_WORDS = 14, 9
"""Of one that stands by itself, and of one whose text follows on the next line."""
TIMES = re.compile(
    r"\b(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?\b|\b(?:quarter|qtr|q|item|appendix|part|section)\s?\d{1,2}\b", re.I
)
"""Numbers that a heading may hold: a year, a quarter, the number of an item."""
PAPER_LABEL = re.compile(
    r"^(?:date|time|venue|place|present|apologies|also|in attendance|contact|chair\w*|members?|author|officers?"
    r"|councillors?|report|title|subject|meeting|committee|wards?|decision|resolved|recommend\w+|reason|notes?|sources?|purpose)\b[^:]{0,30}:",
    re.I,
)
"""'Date of meeting: …' names what stands behind it, and is no heading of what follows."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file and what its neighbours say of it."""

    text: str
    is_marked: bool
    """It begins with a bullet or a number."""
    ends_early: bool
    """The next line's first word would have stood on it too: its writer began a new line on purpose."""


def blocks_of(text: str) -> Iterator[Block]:
    """Parts between empty lines, each as paragraphs, items and headings or as a table.

    Headings are of one level, as little tells them apart; only the file's first line stands further out.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    lengths = sorted(len(line) for line in lines if line.strip() and not UNDERLINE.match(line))
    full = lengths[min(len(lengths) - 1, int(0.9 * len(lengths)))] if lengths else 0
    is_first = True
    for part in _parts(lines):
        for block in _blocks_of_part(part, full):
            if block.kind == "heading" and block.level == 0:
                block = Block(block.kind, block.text, 1 if is_first else 2)
            is_first = False
            yield block


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines between empty ones."""
    part: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            part.append(line.rstrip())
        elif part:
            yield part
            part = []


def _blocks_of_part(part: Sequence[str], full: int) -> Iterator[Block]:
    """`full` is the length of a line that its writer filled."""
    begins, ends, table = table_of(part)
    if table is not None:
        yield from _prose(part[:begins], full)
        yield table
        yield from _prose(part[ends:], full)
    else:
        yield from _prose(part, full)


def _prose(part: Sequence[str], full: int) -> Iterator[Block]:
    gathered: list[_Line] = []
    lines = _with_neighbours(part, full)
    for place, line in enumerate(lines):
        if UNDERLINE.match(line.text):
            if gathered:
                yield from _told(gathered[:-1], alone=False)
                yield Block("heading", _spaced(gathered[-1].text.lstrip("# ")))
            gathered = []
            continue
        follows_rule = place + 1 < len(lines) and UNDERLINE.match(lines[place + 1].text)
        before = gathered[-1] if gathered else None
        if before and (before.ends_early or _begins_item(line, gathered) or follows_rule):
            yield from _told(gathered, alone=False)
            gathered = []
        gathered.append(line)
    yield from _told(gathered, alone=len(gathered) == len(lines))


def _with_neighbours(part: Sequence[str], full: int) -> list[_Line]:
    lines = []
    for line, after in zip(part, [*part[1:], ""]):
        first, _, rest = line.strip().replace("\t", " ").partition(" ")
        marked = bool(rest.strip()) and bool(BULLET.match(first) or NUMBERING.match(first))
        follower = after.split()[0] if after.strip() else ""
        early = bool(follower) and len(line) + 1 + len(follower) <= 0.9 * full
        if early and follower[0].islower() and not NUMBERING.match(follower) and not ENDS_CLAUSE.search(line):
            early = False  # Indented lines are shorter than others, and go on in small letters.
        lines.append(_Line(line, marked, early))
    return lines


def _begins_item(line: _Line, gathered: Sequence[_Line]) -> bool:
    """Whether a bullet or number begins an item, and is not a word of a sentence that its line's end cut.

    '12 fewer, or' / '98.4 per cent' and 'fell' / '- by 3 -' go on.
    """
    if not line.is_marked:
        return False
    first, _, rest = line.text.strip().partition(" ")
    if re.fullmatch(r"\d+(?:\.\d+)+", first) and not rest.strip()[0].isupper():
        return False
    return gathered[0].is_marked or bool(ENDS_CLAUSE.search(gathered[-1].text))


def _told(lines: Sequence[_Line], *, alone: bool) -> Iterator[Block]:
    """Lines as one block. `alone`: nothing else stands between the empty lines around them."""
    if not lines:
        return
    text = _spaced(" ".join(line.text for line in lines))
    marks = re.match(r"(#{1,6})\s+", text)
    if marks:
        yield Block("heading", text[marks.end() :].rstrip("# "), len(marks[1]))
    elif len(lines) <= 2 and _names_what_follows(text, alone=alone):
        yield Block("heading", text)
    elif lines[0].is_marked and not _is_decimal(text):
        yield Block("item", text)
    else:
        yield Block("paragraph", text)


def _is_decimal(text: str) -> bool:
    """'98.4 per cent of reviews' opens with a figure, '1.2 The number' with the paragraph's number."""
    return bool(re.match(r"\d+(?:\.\d+)+\s+[a-z]", text))


def _names_what_follows(text: str, *, alone: bool) -> bool:
    """Whether a short text is a heading: no sentence, no label, no figure.

    One that its text follows on the next line is shorter, and has neither colon nor number but its own.
    """
    first, _, rest = text.partition(" ")
    numbered = bool(SECTION_NUMBER.match(first)) and bool(rest)
    name = rest if numbered else text
    words = name.split()
    if not words or len(words) > (LONGEST_HEADING_WORDS if alone else LONGEST_GLUED_WORDS):
        return False
    if not (name[0].isupper() and (name[-1].isalpha() or name[-1] in ")0123456789")):
        return False
    if len(words) >= 5 and FINITE.search(name):
        return False
    capitals = name.isupper() and len(name) > 5
    if ":" in name and (not (alone or capitals) or PAPER_LABEL.match(name)):
        return False
    if numbered and not alone and not capitals and not name.istitle() and len(words) > 6:
        return False
    return not any(c.isdigit() for c in TIMES.sub("", name)) and (alone or capitals or not any(map(str.isdigit, name)))


def _spaced(text: str) -> str:
    return " ".join(text.split())
