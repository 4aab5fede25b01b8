"""First pages and running text -> authority, title, committee, meeting date, month reported on; index.csv overrules.

Nothing is guessed: what a paper does not say, or says twice differently, stays None.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from difflib import get_close_matches

from normalise.meeting import (
    COMMITTEE,
    COMMITTEE_LABEL,
    committee_in,
    committee_of,
    is_of_a_meeting,
    meeting_date_of,
    read_date,
)
from normalise.printed_lines import PrintedLine, lines_that_introduce, printed_lines
from normalise.reported_month import NAMES_A_PAPER, reported_period
from normalise.time_words import MONTHS
from normalise.whose_report import Names, whose_report
from records.catalogue import Reference
from records.period import Period
from records.reading import DocumentContent, FrontMatter

TITLE_LABEL = re.compile(r"report title|title of (the )?report|title|subject|report", re.I)
NOT_A_TITLE = re.compile(
    r"^(?:agenda item|issue - |items?\b|page\b|appendix [\w.]{1,3}$|report of\b|restricted|official|public|confidential"
    r"|draft\b|(?:printed )?minutes$|decisions?$|resolved\b|recommend|background$|version|as (?:at|of)\b|date\b"
    r"|contents)|^\W*(?:[A-Z][\w&]*\s+)*council\b(?!.*\b(?:report|plan|performance)\b)",
    re.I,
)
IS_A_PAPER = re.compile(
    r"\b(reports?|scorecards?|dashboards?|bulletin|data ?set|briefing|overview(?! (?:and|&) scrutiny)|digest)\b", re.I
)
"""What papers call themselves, and sections of a paper seldom do."""
WRAPS = re.compile(r"(?:[–&,/-]|\b(?:and|of|for|the|to|in|scrutiny|people|children))$", re.I)
"""How a line ends that goes on below."""
_YEAR_ALONE = re.compile(r"20\d\d\s?[/–-]\s?(?:20)?\d\d")
_ITEM_NUMBER = re.compile(r"^\s*(?:(?:agenda )?item (?:no\.? ?)?\d{1,3}[a-z]?\s*[:.–-]|\d{1,3}\.)\s+(?=\D)", re.I)
_MONTH_BEHIND = re.compile(rf"[\s:,–-]+(?:{'|'.join(MONTHS)})[a-z]*\W{{0,2}}\s*(?:20)?\d\d\s*$", re.I)


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
    names = Names(reference)
    title = _named(labelled, TITLE_LABEL)
    if title is None:
        title = _title(front, names) or _title_later(content)
        if title is None or not IS_A_PAPER.search(title):
            title = _title_running(lines, len(content.pages)) or title or announced
    committee = _committee_named(labelled, names) or committee_of(front, content, names)
    meeting_date = meeting_date_of(labelled, front, content)
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
        if label.fullmatch(name) and re.search(r"[A-Za-z]{4}", text) and not read_date(text):
            return _clean(text)
    return None


def _committee_named(labelled: Sequence[tuple[str, str]], names: Names) -> str | None:
    """What a label says is the meeting; of a name with its day and place behind it only the name."""
    for name, text in labelled:
        if COMMITTEE_LABEL.fullmatch(name) and re.search(r"[A-Za-z]{4}", text):
            if not read_date(text):
                return _clean(text)
            if committee := committee_in(text, names):
                return committee
    return None


def _title(lines: Sequence[PrintedLine], names: Names) -> str | None:
    """The largest print of the first page's upper part; of a page in one size its first line, where that is bold."""
    upper = [
        line
        for line in lines
        if line.top < 0.6 and any(c.isalpha() for c in line.text) and not NOT_A_TITLE.search(_without_item(line.text))
        and not names.named(line.text) and not is_of_a_meeting(line.text)
    ]  # fmt: skip
    if not upper:
        return None
    usual = sorted(line.size for line in lines)[len(lines) // 2]
    # The committee may be set as large as the paper's own name, or larger; it is the title only of what has no other.
    named = [line for line in upper if IS_A_PAPER.search(line.text) or not COMMITTEE.search(line.text)]
    in_bold = False
    other = max(named, key=lambda line: line.size, default=None)
    if other and (other.size >= 1.15 * usual or other.bold):
        in_bold = other.size < 1.15 * usual and len(named) < len(upper) and _names_a_paper(other.text)
        upper = named
    largest = max(line.size for line in upper)
    if largest < 1.15 * usual and len(lines) > 6 and not in_bold:
        first = upper[0]
        return _clean(first.text) if first.bold and ":" not in first.text and not COMMITTEE.search(first.text) else None
    parts = [next(line for line in upper if line.size == largest)]
    wraps = [line for line in lines if line in upper or _YEAR_ALONE.fullmatch(line.text)]
    start = wraps.index(parts[0])
    for line in wraps[start + 1 : start + 3]:
        if re.match(r"(?:table|figure|chart) \d", line.text, re.IGNORECASE):
            break
        near = 0.7 * (line.bottom - line.top) if in_bold else 0.03
        if abs(line.size - largest) < 0.5 and line.top - parts[-1].bottom < near:
            parts.append(line)
    text = _without_item(" ".join(part.text for part in parts))
    return _clean(re.sub(r"^title of (the )?report\s*:\s*", "", text, flags=re.I))


def _names_a_paper(text: str) -> bool:
    """Whether a line is no label with what it names: 'Author: A. Person' is one, 'Care: performance to May' is none."""
    return ":" not in text or bool(NAMES_A_PAPER.search(text))


def _without_item(text: str) -> str:
    """'Item 6: Children in care' and '34. CHILDREN IN CARE' without the number that the agenda gives them."""
    return _ITEM_NUMBER.sub("", text)


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
