"""First pages and running text -> authority, title, committee, meeting date, month reported on; index.csv overrules.

Nothing is guessed: what a paper does not say, or says twice differently, stays None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from difflib import get_close_matches

from normalise.printed_lines import PrintedLine, lines_that_introduce, printed_lines
from normalise.reported_month import NAMES_A_PAPER, reported_period
from normalise.time_words import MONTHS
from normalise.whose_report import Names, whose_report
from records.catalogue import Reference
from records.period import Period
from records.reading import DocumentContent, FrontMatter
from records.table import Passage

TITLE_LABEL = re.compile(r"report title|title of (the )?report|title|subject|report", re.I)
COMMITTEE_LABEL = re.compile(
    r"(name of )?meeting( of( the)?| name)?|committee|report to|to|board|panel|decision maker", re.I
)
DATE_LABEL = re.compile(r"date of (the )?(meeting|committee)|meeting date|date|committee date|on", re.I)
COMMITTEE = re.compile(
    r"\b(?:committee|panel|commission|cabinet|sub-?committee|board|briefing|forum|council meeting)\b\.?$", re.I
)
NOT_A_TITLE = re.compile(
    r"^(?:agenda item|item\b|page\b|appendix [\w.]{1,3}$|report of\b|restricted|official|public|confidential|draft\b"
    r"|version|as (?:at|of)\b|date\b|contents)|^\W*(?:[A-Z][\w&]*\s+)*council\b(?!.*\b(?:report|plan|performance)\b)",
    re.I,
)
NO_MEETING = re.compile(r"\b(as (at|of)|data|created|published|version|issued?|updated|printed)\b", re.I)
IS_A_PAPER = re.compile(r"\b(reports?|scorecards?|dashboards?|bulletin|data ?set|briefing|overview|digest)\b", re.I)
"""What papers call themselves, and sections of a paper seldom do."""
WRAPS = re.compile(r"(?:[–&,/-]|\b(?:and|of|for|the|to|in|scrutiny|people|children))$", re.I)
"""How a line ends that goes on below."""
_MONTH_BEHIND = re.compile(rf"[\s:,–-]+(?:{'|'.join(MONTHS)})[a-z]*\W{{0,2}}\s*(?:20)?\d\d\s*$", re.I)
_DATE = re.compile(
    r"\b(?P<d>\d{1,2})\s?(?:st|nd|rd|th)?(?: of)?[\s-]+(?P<m>[A-Za-z]{3,9})\.?,?[\s-]+(?P<y>20\d\d)\b"
    r"|\b(?P<d2>\d{1,2})[/.](?P<m2>\d{1,2})[/.](?P<y2>20\d\d|\d\d)\b"
)


class IndexFaulty(Exception):
    """A row of index.csv that cannot be used; the message names file, line and fault."""


def read_front(content: DocumentContent, reference: Reference, *, announced: str | None = None) -> FrontMatter:
    """What a document, or one paper of a pack, says of itself. A field stays None where it says nothing clear.

    `announced` is what the pack's bookmark calls the paper: it stands beside what the paper itself says.
    """
    if not content.pages:
        return FrontMatter()
    lines = lines_that_introduce(content.pages)
    first = content.pages[0]
    grids = [table.box for table in content.tables if table.page == first.number and table.cols > 2]
    front = printed_lines(first, outside=grids)
    labelled = _labelled(content, front)
    title = _named(labelled, TITLE_LABEL)
    if title is None:
        title = _title(front, Names(reference)) or _title_later(content)
        if title is None or not IS_A_PAPER.search(title):
            title = _title_running(lines, len(content.pages)) or title or announced
    committee = _named(labelled, COMMITTEE_LABEL) or _committee(front, content)
    meeting_date = _meeting_date(labelled, front, content)
    period = reported_period(content, lines, title, meeting_date, announced=announced)
    whose = whose_report(content, lines, reference, period, announced=announced)
    return FrontMatter(whose, title, committee, meeting_date, period)


def _labelled(content: DocumentContent, lines: Sequence[PrintedLine]) -> list[tuple[str, str]]:
    """Labels of the first page with what they name: 'Meeting: Scrutiny Panel' on a line, or in two cells of a row."""
    pairs = []
    for table in content.tables:
        if table.page == content.pages[0].number and table.cols <= 4:
            for left in table.cells:
                right = table.at(left.row, left.col + left.col_span)
                if right is not None and left.text and right.text:
                    pairs.append((left.text.rstrip(" :"), right.text))
    upper = [line for line in lines if line.top < 0.6]
    for line, below in zip(upper, [*upper[1:], None]):
        label, colon, text = line.text.partition(":")
        if colon and text.strip() and len(label.split()) <= 5:
            wraps = below is not None and below.top - line.bottom < 0.5 * (line.bottom - line.top)
            if (
                below is not None
                and wraps
                and ":" not in below.text
                and (WRAPS.search(text) or below.text[0].islower())
            ):
                text = f"{text} {below.text}"
            pairs.append((label.strip(), text.strip()))
    return pairs


def _named(labelled: Sequence[tuple[str, str]], label: re.Pattern[str]) -> str | None:
    """What stands behind the first such label: words, not a date."""
    for name, text in labelled:
        if label.fullmatch(name) and re.search(r"[A-Za-z]{4}", text) and not _read_date(text):
            return _clean(text)
    return None


def _title(lines: Sequence[PrintedLine], names: Names) -> str | None:
    """The largest print of the first page's upper part; of a page in one size its first line, where that is bold."""
    upper = [
        line
        for line in lines
        if line.top < 0.6 and any(c.isalpha() for c in line.text) and not NOT_A_TITLE.search(line.text)
        and not names.named(line.text) and not _DATE.search(line.text)
    ]  # fmt: skip
    if not upper:
        return None
    usual = sorted(line.size for line in lines)[len(lines) // 2]
    largest = max(line.size for line in upper)
    if largest < 1.15 * usual and len(lines) > 6:
        first = upper[0]
        return _clean(first.text) if first.bold and ":" not in first.text and not COMMITTEE.search(first.text) else None
    start = next(place for place, line in enumerate(upper) if line.size == largest)
    parts = [upper[start]]
    for line in upper[start + 1 : start + 3]:
        if re.match(r"(?:table|figure|chart) \d", line.text, re.IGNORECASE):
            break
        if abs(line.size - largest) < 0.5 and line.top - parts[-1].bottom < 0.03:
            parts.append(line)
    return _clean(re.sub(r"^title of (the )?report\s*:\s*", "", " ".join(part.text for part in parts), flags=re.I))


def _title_later(content: DocumentContent) -> str | None:
    """A scorecard without a title of its own may be followed by a note that has one."""
    for page in content.pages[1:]:
        first = [line for line in printed_lines(page)[:5] if not line.is_running]
        if not first or not first[0].bold or not NAMES_A_PAPER.search(first[0].text) or len(first[0].text.split()) < 4:
            continue
        text = first[0].text
        if not text.endswith(":") and len(first) > 1 and first[1].bold and abs(first[1].size - first[0].size) < 0.3:
            text = f"{text} {first[1].text}"
        return _clean(text.partition(":")[0])
    return None


def _title_running(lines: Sequence[PrintedLine], pages: int) -> str | None:
    """The name of the paper where most pages bear it at head or foot; without the month behind it."""
    seen: dict[str, set[int]] = {}
    for line in lines:
        if line.is_running and IS_A_PAPER.search(line.text) and len(line.text.split()) >= 4:
            seen.setdefault(line.text, set()).add(line.page)
    named = [text for text, at in seen.items() if len(at) >= max(2, 0.6 * pages)]
    return _clean(_MONTH_BEHIND.sub("", named[0])) if len(named) == 1 else None


def _clean(text: str) -> str | None:
    return re.sub(r"\s+", " ", text).strip(" :–-") or None


def _committee(lines: Sequence[PrintedLine], content: DocumentContent) -> str | None:
    """A line of the title block that ends with what such bodies are called."""
    for text in [line.text for line in lines if line.top < 0.5] + [p.text for p in _opening(content)]:
        if COMMITTEE.search(text) and 2 <= len(text.split()) <= 10 and text[:1].isupper():
            return text.strip(" .:")
    return None


def _meeting_date(
    labelled: Sequence[tuple[str, str]], lines: Sequence[PrintedLine], content: DocumentContent
) -> str | None:
    """The day of the meeting: labelled, or a full date that stands alone in the title block."""
    for name, text in labelled:
        if DATE_LABEL.fullmatch(name) and (day := _read_date(text)):
            return day
    for texts in ([line.text for line in lines if line.top < 0.5], [p.text for p in _opening(content)]):
        days = {_read_date(text) for text in texts if len(text.split()) <= 6 and not NO_MEETING.search(text)} - {None}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _opening(content: DocumentContent) -> list[Passage]:
    """The first short passages of pages that open with them, outside tables."""
    return [p for p in content.passages if p.table is None and p.number < 3 and len(p.text.split()) <= 12]


def _read_date(text: str) -> str | None:
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


def front_from_index(row: Mapping[str, str], reference: Reference) -> FrontMatter:
    """What a row of index.csv says of a document; empty cells say nothing.

    `row["index"]`, where it is given, names the file and line in messages. Raises IndexFaulty. A council that is in no
    list (an invented one) is no fault: it has no authority id; a name that is nearly a council's is one.
    """
    place = row.get("index") or f"index.csv, {row.get('filename', 'a row without filename')}"
    meeting_date = row.get("meeting_date") or None
    if meeting_date:
        try:
            date.fromisoformat(meeting_date)
        except ValueError:
            raise IndexFaulty(f"{place}: meeting_date '{meeting_date}' is no date. Write it as 2021-01-12.") from None
    period = None
    if text := row.get("report_period"):
        try:
            period = Period.parse(text)
        except ValueError as fault:
            raise IndexFaulty(f"{place}: report_period: {fault}; a range is 2020-04/2021-03.") from None
    return FrontMatter(
        authority_id=_authority(row.get("authority") or "", place, reference),
        title=row.get("title") or None,
        committee=row.get("committee") or None,
        meeting_date=meeting_date,
        report_period=period,
        source=row.get("source") or None,
        licence=row.get("licence") or None,
    )


def _authority(text: str, place: str, reference: Reference) -> str | None:
    """An authority's id by its DfE code, GSS code or a name. Raises IndexFaulty for an ambiguous or misspelt one."""
    if not text or text in reference.by_id:
        return text or None
    codes = {code.gss_code: code.authority_id for code in reference.codes}
    codes |= {authority.gss_code: authority.id for authority in reference.authorities}
    if text in codes:
        return codes[text]
    names = Names(reference)
    meant = names.named(text)
    if len(meant) == 1:
        return next(iter(meant))
    if meant:
        which = " or ".join(f"{reference.by_id[i].name} ({i})" for i in sorted(meant))
        raise IndexFaulty(f"{place}: authority '{text}' can be {which}. Write the three-digit code.")
    if near := get_close_matches(text.lower(), list(names.all_names()), n=1, cutoff=0.93):
        raise IndexFaulty(f"{place}: authority '{text}' is in no list. Nearest: '{near[0]}'.")
    return None


def merge(read: FrontMatter, index: FrontMatter | None) -> FrontMatter:
    """What index.csv says goes before what was read."""
    if index is None:
        return read
    chosen = {f.name: getattr(index, f.name) or getattr(read, f.name) for f in fields(FrontMatter)}
    return FrontMatter(**chosen)
