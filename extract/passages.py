"""Words outside tables -> Passages in reading order, each under its heading; prose inside cells too."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extract.cell_prose import passages_of_table
from extract.charts import chart_areas
from extract.grid import frames_of
from extract.lines import ENDS_CLAUSE, Block, Line, blocks_of, lines_of, place_order
from extract.paragraph_text import ASKS, NOTE, REDACTED, make_passage
from extract.section_headings import Heading, Headings, bare, is_heading, rank_of
from records.page import Box, Page, Word
from records.table import Passage, PassageKind, Table, Tile

PAGE_STAMP = re.compile(r"^(page\s*\|?\s*)?[-–]?\s*\d{1,4}\s*[-–]?(\s*(of|/)\s*\d{1,4})?$|^page\s+[ivx]+$", re.I)
REPORT = re.compile(r"\b(report|overview|scorecard|dashboard|briefing|bulletin|data ?set|update)\b", re.I)
FURNITURE_TOP, FURNITURE_BOTTOM = 0.065, 0.92
"""Shares of a page's height beyond which running headers and footers stand."""


def passages_of(page: Page, tables: Sequence[Table], tiles: Sequence[Tile] = ()) -> list[Passage]:
    """The prose of a page in reading order, each passage under its heading.

    `tables` are the page's own, all of them; `Passage.table` is a place in that sequence. Cells that hold prose (a
    commentary column, a definition) are passages too. Running headers and footers, page stamps and the words of charts
    and tiles are none. A heading from the page before is not known here; join_continued carries it over.
    """
    boxes = [table.box for table in tables]
    charts = _charts(page)
    closed = boxes + [tile.box for tile in tiles] + charts
    words = [w for w in page.words if w.turn == 0 and not any(box.holds(*w.box.centre) for box in closed)]
    body = _body_size(words) or _body_size(page.words)
    lines = lines_of(words, page.rules, page.fills)
    kept = _without_furniture(lines, page, body)
    blocks = [block for block in blocks_of(kept) if not _is_stray(block, charts)]
    # Only a hyphen at a line's end needs to know which other words the page has.
    split = any(word.text.endswith(("-", "\u00ad")) for word in page.words)
    known = {re.sub(r"\W+$", "", word.text).lower() for word in page.words} if split else set[str]()

    headings, found = Headings(), list[Passage]()
    order = place_order([block.box for block in blocks] + boxes)
    sizes = [block.size for block in blocks]
    for place in order:
        if place >= len(blocks):
            number = place - len(blocks)
            found += passages_of_table(page, tables[number], number, headings, known)
            continue
        block = blocks[place]
        if is_heading(block, page, body, blocks):
            names_report = page.number == 1 or bool(REPORT.search(block.text))
            is_title = names_report and not found and sizes.count(block.size) == 1 and block.size == max(sizes)
            headings.push(Heading(bare(block.text), rank_of(block, page), is_title))
        else:
            found.append(make_passage(page.number, block.lines, headings.joined(), None, known))
    return [replace(passage, number=number) for number, passage in enumerate(found)]


def _charts(page: Page) -> list[Box]:
    """Areas of charts; a page without a drawing and with hardly a fill has none."""
    if len(page.fills) + len(page.rules) < 8 and not any(picture.kind == "drawing" for picture in page.pictures):
        return []
    return chart_areas(page, frames_of(page))


def _is_stray(block: Block, charts: Sequence[Box]) -> bool:
    """Whether a block is no prose at all: figures without a word, or an axis or legend label just outside its chart."""
    text = block.text
    if not any(c.isalpha() or c == REDACTED for c in text):
        return True
    if len(text.split()) > 4 or ENDS_CLAUSE.search(text):
        return False
    x, y = block.box.centre
    return any(c.x0 - 50 <= x <= c.x1 + 50 and c.top - 20 <= y <= c.bottom + 40 for c in charts)


def _body_size(words: Iterable[Word]) -> float:
    """Size of most letters; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _without_furniture(lines: Sequence[Line], page: Page, body: float) -> list[Line]:
    """Lines without page stamps, running headers and footers, as far as one page can tell them."""
    kept = [line for line in lines if not _is_stamp(line, page)]
    foot = [line for line in kept if line.box.bottom > FURNITURE_BOTTOM * page.height]
    above = [line for line in kept if line not in foot]
    if foot and above:
        gap = min(line.box.top for line in foot) - max(line.box.bottom for line in above)
        set_off = gap > 1.1 * body and not any(NOTE.match(line.text) for line in foot)
        if set_off and all(line.size <= 1.05 * body and not ENDS_CLAUSE.search(line.text) for line in foot):
            kept = above
    if page.number > 1 or len(kept) < 3:
        kept = [line for line in kept if not _is_running_header(line, page, body, kept)]
    return kept


def _is_stamp(line: Line, page: Page) -> bool:
    if not PAGE_STAMP.match(line.text):
        return False
    x, y = line.box.centre
    at_edge = y > 0.9 * page.height or y < 0.08 * page.height or x > 0.94 * page.width or x < 0.06 * page.width
    return at_edge or line.text.lower().startswith("page")


def _is_running_header(line: Line, page: Page, body: float, lines: Sequence[Line]) -> bool:
    if line.box.top > FURNITURE_TOP * page.height or line.size > 1.05 * body or line.text[:1].islower():
        return False
    if ENDS_CLAUSE.search(line.text):
        return False
    next_top = min((other.box.top for other in lines if other.baseline > line.baseline + 0.5 * line.size), default=None)
    return next_top is None or next_top - line.box.bottom > 0.9 * line.size


def join_continued(passages: Sequence[Passage]) -> list[Passage]:
    """The document's passages in order, headings carried over page ends, repeated running text left out.

    A heading in force at a page's end holds on the next page until a new one comes there. A paragraph cut by the page's
    end stays in its two halves, each with its page and boxes, under one heading; a passage has only one page.
    """
    running = _running_texts(passages)
    found: list[Passage] = []
    in_force: str | None = None
    page = 0
    own_heading = False
    for passage in passages:
        if passage.table is None and _masked(passage) in running:
            continue
        if passage.page != page:
            page, own_heading = passage.page, False
        if passage.heading is not None:
            own_heading = True
            in_force = passage.heading if passage.table is None else passage.heading.split(" | ")[0]
        elif passage.table is None and not own_heading and in_force is not None:
            passage = replace(passage, heading=in_force)
            if ASKS.search(in_force) and passage.kind in (PassageKind.PARAGRAPH, PassageKind.LIST_ITEM):
                passage = replace(passage, kind=PassageKind.QUESTION)
        found.append(passage)
    return found


def _masked(passage: Passage) -> str:
    """The text as compared over pages; digits count only in what is longer than a stamp ('May report, page 3')."""
    text = passage.text.lower()
    return re.sub(r"\d+", "0", text) if len(text.split()) <= 8 and not ENDS_CLAUSE.search(text) else text


def _running_texts(passages: Sequence[Passage]) -> set[str]:
    """Texts of one or two lines that stand at the head or foot of three pages or more, at one height."""
    by_page: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if passage.table is None:
            by_page[passage.page].append(passage)
    places: dict[str, list[float]] = defaultdict(list)
    for found in by_page.values():
        ordered = sorted(found, key=lambda p: p.box.top)
        for passage in {id(p): p for p in (*ordered[:2], *ordered[-2:])}.values():
            if len(passage.text.split()) <= 25:
                places[_masked(passage)].append(passage.box.top)
    return {text for text, tops in places.items() if len(tops) >= 3 and max(tops) - min(tops) <= 4}
