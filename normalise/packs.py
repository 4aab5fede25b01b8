"""Which pages of a document are a paper of their own: bookmarks, the agenda's list of pages, title blocks.

A plain report stays one paper, whatever its sections, bookmarks and formats: only a document that opens with an agenda,
or in which several papers name themselves in title blocks, is taken apart. Where it is doubtful it stays whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalise.outcomes import numerals_of
from normalise.printed_lines import PrintedLine, printed_lines
from records.observation import Rejection
from records.page import Bookmark, Page

AGENDA = re.compile(
    r"^\W*(agenda(?! item)\b|summons\b|front ?sheet\b"
    r"|((public|supplementa\w+|agenda|main) )*(agenda|documents?|reports?) (document |reports )?pack\b)",
    re.I,
)
"""How a pack's first page, or its bookmark, is called; 'Agenda Item 6' is stamped on single reports."""
LISTED = re.compile(r"(?:pages?\s*)?\b(?P<first>\d{1,4})\s*[-–]\s*(?P<last>\d{1,4})\s*\)?\s*$", re.I)
"""Where an agenda says that an item's papers stand: '6. Performance report (Pages 15 - 22)'."""
OF_SO_MANY = re.compile(r"\bpage\s+(?P<page>\d{1,4})\s+of\s+(?P<pages>\d{1,4})\b", re.I)
STAMP = re.compile(r"^\W*(?:page\s+)?(\d{1,4})\W*$", re.I)
LABELS = {
    "title": re.compile(r"^(report title|title( of (the )?report)?|subject)\s*:", re.I),
    "meeting": re.compile(r"^((name of )?(meeting|committee)( of the| name)?|report to|decision maker)\s*:", re.I),
    "date": re.compile(r"^(meeting date|date( of (the )?(meeting|committee))?)\s*:", re.I),
    "author": re.compile(
        r"^(report (by|of|author)|author|lead officer|contact officer|cabinet member|portfolio)", re.I
    ),
}
"""Labels of a title block; a page that opens with two kinds of them opens a paper."""
ITEM_NUMBER = re.compile(r"^\W*(?:(?:agenda )?item )?\d{1,2}[a-z]?[.:)]?\s+(?=\D)", re.I)
FAR_DOWN = 0.6
"""Share of a page's height above which a title block stands."""


@dataclass(frozen=True, slots=True)
class Part:
    """Pages of a document that belong together."""

    first_page: int
    last_page: int
    announced: str | None = None
    """What the bookmark calls it, without the number of its item; None where none does."""
    is_paper: bool = True
    """False for the agenda itself."""

    def holds(self, page: int) -> bool:
        return self.first_page <= page <= self.last_page


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What one page shows of the paper that it belongs to."""

    number: int
    lines: tuple[PrintedLine, ...]
    running: frozenset[str]
    """Words in its margins, without figures."""
    numbered: tuple[int, int] | None
    """'Page 2 of 7'."""
    stamps: frozenset[int]
    """Bare page numbers in its margins."""
    labels: frozenset[str]
    """Kinds of labels that its upper part has."""


def parts_of(pages: Sequence[Page], outline: Sequence[Bookmark] = (), *, typeset: bool = False) -> list[Part]:
    """The papers of a document in order of their pages, an agenda before them apart; one part for a plain report.

    Bookmarks go first, then the agenda's list of pages, then title blocks; what points nowhere is not heeded. A web
    page or text is one paper (`typeset`): where its sheets begin is no doing of its writer.
    """
    if not pages:
        return []
    first, last = pages[0].number, pages[-1].number
    top = _outermost(outline)
    whole = [Part(first, last)]
    if len(pages) == 1 or typeset:
        return whole
    sheets = [_sheet(page) for page in pages]
    agenda = _opens_with_agenda(sheets[0], top)
    names = {mark.page: mark.title for mark in reversed(top) if mark.page is not None}
    if agenda:
        starts = _by_bookmarks(sheets, top)
        if not starts or any(mark.page is None for mark in top):
            # What the bookmarks leave open the agenda may say; only where both say nothing do title blocks count alone.
            starts |= _by_listing(sheets, starts) or _by_title_blocks(sheets)
    else:
        blocks = {page for page in _by_title_blocks(sheets) if len(sheets[page - first].labels) >= 2}
        if len(sheets[0].labels) < 2:
            blocks &= names.keys()
        starts = {first} | blocks if blocks else set()
    ordered = sorted(start for start in starts if not agenda or start > first)
    if not ordered:
        return whole
    parts = [Part(first, ordered[0] - 1, is_paper=False)] if ordered[0] > first else []
    for start, end in zip(ordered, [*ordered[1:], last + 1]):
        name = ITEM_NUMBER.sub("", names.get(start, "")).strip()
        parts.append(Part(start, end - 1, name or None))
    return parts


def agenda_numerals(pages: Sequence[Page], part: Part) -> Iterator[Rejection]:
    """The numerals of an agenda, none of which is a council's figure."""
    for page in pages:
        if part.holds(page.number):
            for numeral in numerals_of(page):
                text = page.words[numeral.word].text
                yield Rejection(page.number, numeral.box, text, numeral.text, "stands in the agenda, not in a report")


def _outermost(outline: Sequence[Bookmark]) -> list[Bookmark]:
    """The bookmarks of the outermost level that has more than one."""
    for level in range(3):
        found = [mark for mark in outline if mark.level == level]
        if len(found) > 1:
            return found
    return []


def _opens_with_agenda(sheet: _Sheet, outline: Sequence[Bookmark]) -> bool:
    if any(AGENDA.search(mark.title) for mark in outline[:2] if mark.page in (None, sheet.number)):
        return True
    upper = [line.text for line in sheet.lines if line.top < 0.5 and len(line.text.split()) <= 6]
    return any(AGENDA.search(text) for text in upper)


def _by_bookmarks(sheets: Sequence[_Sheet], outline: Sequence[Bookmark]) -> set[int]:
    """Pages that a bookmark names, save those on which the paper before plainly goes on."""
    by_number = {sheet.number: sheet for sheet in sheets}
    pages = {mark.page for mark in outline if mark.page is not None and not AGENDA.search(mark.title)}
    return {
        page
        for page in pages
        if page in by_number and page > sheets[0].number and not _goes_on(by_number.get(page - 1), by_number[page])
    }


def _by_listing(sheets: Sequence[_Sheet], known: set[int]) -> set[int]:
    """Pages that the agenda gives for its items, where these follow on each other without a gap."""
    before = min(known, default=sheets[-1].number)
    ranges: list[tuple[int, int]] = []
    for sheet in sheets:
        if sheet.number >= before or (ranges and sheet.number >= ranges[0][0]):
            break
        for line in sheet.lines:
            found = LISTED.search(line.text)
            if found and int(found["first"]) <= int(found["last"]):
                ranges.append((int(found["first"]), int(found["last"])))
    follow = all(after[0] == one[1] + 1 for one, after in zip(ranges, ranges[1:]))
    shift = _shift(sheets)
    starts = {first - shift for first, _ in ranges}
    held = {sheet.number for sheet in sheets[1:]}
    return starts if len(ranges) > 1 and follow and starts <= held else set()


def _shift(sheets: Sequence[_Sheet]) -> int:
    """What the numbers stamped on the pages of a pack are ahead of their place in the file."""
    counted = Counter(stamp - sheet.number for sheet in sheets for stamp in sheet.stamps)
    (shift, times), *_ = counted.most_common(1) or [(0, 0)]
    return shift if times * 2 > len(sheets) else 0


def _by_title_blocks(sheets: Sequence[_Sheet]) -> set[int]:
    """Pages behind the first on which a paper begins: a title block, or 'Page n of m' that counts another paper."""
    starts: set[int] = set()
    shift = _shift(sheets)
    for before, sheet in zip(sheets, sheets[1:]):
        if _goes_on(before, sheet):
            continue
        block = len(sheet.labels) >= 2
        own = {stamp for stamp in sheet.stamps if stamp - sheet.number != shift}
        counts_anew = sheet.numbered is not None and (
            sheet.numbered[0] == 1 or (before.numbered or (0, 0))[1] != sheet.numbered[1]
        )
        if block or (counts_anew and not sheet.running & before.running) or (1 in own and len(sheet.labels) == 1):
            starts.add(sheet.number)
    return starts


def _goes_on(before: _Sheet | None, sheet: _Sheet) -> bool:
    """True where a page plainly belongs with the one before: it is the next of so many, or bears the same heading."""
    if before is None:
        return False
    if before.numbered and sheet.numbered:
        return before.numbered[1] == sheet.numbered[1] and sheet.numbered[0] > before.numbered[0]
    return bool(before.running & sheet.running) and len(sheet.labels) < 2


def _sheet(page: Page) -> _Sheet:
    lines = tuple(printed_lines(page))
    margins = [line.text for line in lines if line.is_running]
    numbered = next((found for text in margins if (found := OF_SO_MANY.search(text))), None)
    running = {re.sub(r"[^a-z]+", " ", OF_SO_MANY.sub("", text).lower()).strip() for text in margins}
    upper = [line.text for line in lines if line.top < FAR_DOWN]
    return _Sheet(
        page.number,
        lines,
        frozenset(text for text in running if len(text) > 8),
        (int(numbered["page"]), int(numbered["pages"])) if numbered else None,
        frozenset(int(found[1]) for text in margins if (found := STAMP.search(text))),
        frozenset(kind for kind, label in LABELS.items() if any(label.search(text) for text in upper)),
    )
