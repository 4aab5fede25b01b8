"""A web page -> its blocks, as its reader sees them: without programs, menus, notices and what is hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from extract import plain_text
from extract.lines import ENDS_CLAUSE
from extract.section_headings import FINITE
from extract.web_tables import caption_of, table_of
from extract.web_text import LINE_END, read_as, spaced
from extract.written import Block, NotTextError

ENDS_BLOCK = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
HEADING = re.compile(r"^h([1-6])$")
BY_CLASS = re.compile(r"title|heading", re.I)
"""A paragraph whose class says so is a heading: page builders for councils mark an item's title no other way."""
LONGEST_HEADING_WORDS = 16
IN_BOLD, BY_CLASS_LEVEL, OF_PARTS = 4, 3, 5
"""Levels of headings that are no h1 to h6: bold lines, those by their class, and 'Minutes:' within an item."""
PART = re.compile(r"(?:draft )?(?:minutes|decisions?|resolved|resolutions?|background|purpose|additional documents"
                  r"|supporting documents)\s*:?", re.I)  # fmt: skip
"""What the parts of an agenda item are called."""
ITEM_NUMBER = re.compile(r"No\.?|\d{1,3}[a-z]?[.)]")
"""What stands beside an item of an agenda."""
ASKS_THE_VISITOR = re.compile(r"(?:was|is) this (?:page|information) (?:useful|helpful)\b|rate this page\b", re.I)
PAGE_KIND = re.compile(r"(?:agenda|committee|meeting) item|issue(?: -)? (?:meetings|details)|decision details", re.I)
"""What a site calls the kind of page; it is of no paper."""
FILE_SIZE = re.compile(
    r"(?:\b(?:pdf|docx?|xlsx?|pptx?|csv) icon\s+)?\b(?:PDF|DOCX?|XLSX?|PPTX?|CSV)[ ,:(]*\d[\d.]*\s?[KM]B\b\)?"
)
"""'PDF 248 KB' behind the link to a paper."""
PARTED = re.compile(rf"{LINE_END}\s*{LINE_END}[\s{LINE_END}]*")
GOES_ON = re.compile(
    r"(?:[,&/–-]|\b(?:and|or|of|for|the|to|in|at|by|with|from|a|an|was|were|is|are|had|has|than))$", re.I
)
"""How a line ends that the next one carries on."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a page's main part, without what is only links. Raises NotTextError."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", text) or "<p></p>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise NotTextError(f"it is no web page ({fault}); save it again from the browser") from None
    if any(fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for fault in parser.error_log):
        raise NotTextError("its elements stand so deep in each other that no browser shows them; save it as text")
    title = tree.findtext(".//head/title")
    if title and title.strip():
        yield Block("paragraph", spaced(title))
    mains = tree.xpath("//main | //*[@role='main']")
    yield from _Walk().blocks(mains[0] if len(mains) == 1 else tree)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text between two tags."""

    text: str
    in_link: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class _Visit:
    """An element to enter or to leave, and what stands around it."""

    element: html.HtmlElement
    enters: bool
    in_link: bool = False
    bold: bool = False


class _Walk:
    """One pass over a tree, without recursion: text gathers until something ends its block."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []
        self._kind, self._level = "paragraph", 0
        self._tables = 0

    def blocks(self, root: html.HtmlElement) -> Iterator[Block]:
        todo = [_Visit(root, enters=True)]
        while todo:
            here = todo.pop()
            element, tag = here.element, here.element.tag if isinstance(here.element.tag, str) else ""
            tail = _Piece(element.tail or "" if element is not root else "", here.in_link, here.bold)
            if not here.enters:
                if tag in ENDS_BLOCK:
                    yield from self._flush()
                self._pieces.append(tail)
                continue
            instead = read_as(element)
            if tag == "table" and instead is None:
                table = table_of(element, self._tables + 1)
                if table is not None:
                    self._tables += 1
                    yield from self._flush()
                    yield from caption_of(element)
                    yield table
                    self._pieces.append(tail)
                    continue
            if instead is not None:
                self._pieces += [_Piece(instead, here.in_link, here.bold), tail]
                continue
            if tag in ENDS_BLOCK:
                yield from self._flush()
                self._begin(element, tag)
            if tag == "pre":
                yield from plain_text.blocks_of("".join(element.itertext()))
                self._pieces.append(tail)
                continue
            linked, bold = here.in_link or tag == "a", here.bold or tag in ("b", "strong", "th")
            self._pieces.append(_Piece(element.text or "", linked, bold))
            todo.append(_Visit(element, False, here.in_link, here.bold))
            todo += [_Visit(child, True, linked, bold) for child in reversed(element)]
        yield from self._flush()

    def _begin(self, element: html.HtmlElement, tag: str) -> None:
        heading = HEADING.match(tag)
        self._kind = "heading" if heading else "item" if tag == "li" else "paragraph"
        self._level = int(heading[1]) if heading else 0
        if tag in ("p", "div") and BY_CLASS.search(element.get("class") or "") and element.find(".//p") is None:
            self._level = BY_CLASS_LEVEL

    def _flush(self) -> Iterator[Block]:
        """The blocks gathered so far; none where all is links: a menu, or the files of an agenda."""
        pieces, kind, level = self._pieces, self._kind, self._level
        self._pieces, self._kind, self._level = [], "paragraph", 0
        own = FILE_SIZE.sub("", "".join(piece.text for piece in pieces if not piece.in_link))
        linked = any(piece.in_link and piece.text.strip() for piece in pieces)
        if kind != "heading" and not level and not any(c.isalpha() if linked else c.isalnum() for c in own):
            return
        whole = FILE_SIZE.sub("", " ".join("".join(piece.text for piece in pieces).split(" ")))
        if kind == "heading":
            text = spaced(whole)
            if text.endswith(".") and len(text.split()) <= LONGEST_HEADING_WORDS and not FINITE.search(text):
                text = text.rstrip(".")
            if text and not PAGE_KIND.fullmatch(text):
                yield Block(kind, text, level)
            return
        bold = all(piece.bold for piece in pieces if any(c.isalnum() for c in piece.text))
        for part in PARTED.split(whole):
            for text in _lines_meant(part):
                if not (ITEM_NUMBER.fullmatch(text) or ASKS_THE_VISITOR.match(text)):
                    yield _told(kind, text, level or (IN_BOLD if bold else 0))


def _lines_meant(text: str) -> Iterator[str]:
    """A text at those of its line breaks at which its writer began something new."""
    lines = [line for line in (spaced(line) for line in text.split(LINE_END)) if line]
    if not lines:
        return
    all_new = not any(line[0].islower() for line in lines[1:]) and not any(GOES_ON.search(line) for line in lines[:-1])
    short = all(len(line.split()) <= LONGEST_HEADING_WORDS for line in lines)
    gathered = lines[0]
    for line in lines[1:]:
        if (all_new and short) or (ENDS_CLAUSE.search(gathered) and not line[0].islower()):
            yield gathered
            gathered = line
        else:
            gathered = f"{gathered} {line}"
    yield gathered


def _told(kind: str, text: str, level: int) -> Block:
    """A block; with a `level` it is a heading, if it is short and no sentence."""
    if PART.fullmatch(text):
        return Block("heading", text.rstrip(" :"), OF_PARTS)
    names = len(text.split()) <= LONGEST_HEADING_WORDS and not text.endswith((".", ";", ",", ":"))
    if level and names and any(c.isalpha() for c in text) and kind != "item":
        return Block("heading", text, level)
    return Block(kind, text)
