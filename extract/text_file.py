"""A web page or plain text -> its blocks: headings, paragraphs, list items and tables, as its writer meant them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from lxml import etree, html

WEB_PAGE, PLAIN_TEXT = frozenset({".html", ".htm"}), frozenset({".txt"})
MOST_BYTES = 20 << 20
"""A larger file is refused: the longest minutes of a meeting take a fiftieth of it."""
MOST_PLACES = 20_000
"""Rows times columns of a table, beyond which it is no table of a paper; its cells are read as text then."""

NOT_READ = frozenset({
    "script", "style", "noscript", "template", "nav", "footer", "aside", "svg", "math", "iframe", "object", "embed",
    "canvas", "audio", "video", "select", "option", "button", "input", "textarea", "dialog", "head", "map",
})  # fmt: skip
"""Elements whose content is no text of the paper: programs, menus, forms."""
MENU = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary", "dialog"})
"""What the attribute `role` calls the furniture of a site."""
ENDS_BLOCK = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
HEADING = re.compile(r"^h([1-6])$")
MARKER = re.compile(r"^\s*(?:[•●○▪■*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s")
"""How a list item or numbered paragraph of a plain text begins."""
UNDERLINE = re.compile(r"^\s*([=\-_~*#])\1{2,}\s*$")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.I)
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


class NotTextError(Exception):
    """The file holds no text that can be read; the message says why and what to do, as the end of a sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a web page's table."""

    text: str
    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that belongs together."""

    kind: str
    """`heading`, `paragraph`, `item` or `table`."""
    text: str
    level: int = 0
    """Of a heading: 1 is the outermost."""
    cells: tuple[Cell, ...] = ()
    """Of a table; its `text` is empty."""


def blocks_of(data: bytes, suffix: str) -> list[Block]:
    """The blocks of a file in order. `suffix` says what it is, in small letters with the dot.

    Nothing in it is run, fetched or followed. Raises NotTextError.
    """
    if len(data) > MOST_BYTES:
        raise NotTextError(f"it is larger than {MOST_BYTES >> 20} MB; split it")
    text = decoded(data)
    return list(_of_web_page(text) if suffix in WEB_PAGE else _of_plain_text(text))


def decoded(data: bytes) -> str:
    """Bytes as text: by their mark, as UTF-8, by what a web page says of itself, else as Windows writes."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data:
        raise NotTextError("it is no text but some other kind of file; save it as a PDF, or as text in UTF-8")
    said = _CHARSET.search(data[:4096])
    for encoding in ("utf-8", said[1].decode("ascii") if said else "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _of_web_page(text: str) -> Iterator[Block]:
    """The text of a page's main part, without programs, menus and what is only links."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(_DECLARATION.sub("", text) or "<p></p>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise NotTextError(f"it is no web page ({fault}); save it again from the browser") from None
    if any(fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for fault in parser.error_log):
        raise NotTextError("its elements stand so deep in each other that no browser shows them; save it as text")
    title = tree.findtext(".//head/title")
    if title and title.strip():
        yield Block("paragraph", _spaced(title))
    mains = tree.xpath("//main | //*[@role='main']")
    yield from _Walk().blocks(mains[0] if len(mains) == 1 else tree)


class _Walk:
    """One pass over a tree, without recursion: text gathers until something ends its block."""

    def __init__(self) -> None:
        self._parts: list[tuple[str, bool]] = []
        """Text, and whether it is that of a link."""
        self._kind, self._level = "paragraph", 0

    def blocks(self, root: html.HtmlElement) -> Iterator[Block]:
        todo: list[tuple[html.HtmlElement, bool, bool]] = [(root, True, False)]
        while todo:
            element, enters, in_link = todo.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if not enters:
                if tag in ENDS_BLOCK:
                    yield from self._flush()
                self._parts.append((element.tail or "", in_link))
                continue
            if not tag or tag in NOT_READ or _is_hidden(element):
                self._parts.append((element.tail or "" if element is not root else "", in_link))
                continue
            if tag == "table" and (cells := _cells(element)):
                yield from self._flush()
                yield Block("table", "", cells=cells)
                self._parts.append((element.tail or "", in_link))
                continue
            if tag == "br":
                self._parts.append(("\n", False))
            if tag in ENDS_BLOCK:
                yield from self._flush()
                self._begin(tag)
            linked = in_link or tag == "a"
            self._parts.append((element.text or "", linked))
            if element is not root:
                todo.append((element, False, in_link))
            todo += [(child, True, linked) for child in reversed(element)]
        yield from self._flush()

    def _begin(self, tag: str) -> None:
        heading = HEADING.match(tag)
        self._kind = "heading" if heading else "item" if tag == "li" else "paragraph"
        self._level = int(heading[1]) if heading else 0

    def _flush(self) -> Iterator[Block]:
        """The block gathered so far; nothing where it is only links: a menu, or the files of an agenda."""
        own = "".join(text for text, in_link in self._parts if not in_link)
        whole = "".join(text for text, _ in self._parts)
        kind, level = self._kind, self._level
        self._parts, self._kind, self._level = [], "paragraph", 0
        if kind == "heading" or any(c.isalnum() for c in own):
            for line in whole.split("\n\n") if kind != "heading" else [whole]:
                if spaced := _spaced(line):
                    yield Block(kind, spaced, level)


def _is_hidden(element: html.HtmlElement) -> bool:
    said = element.attrib
    return (
        "hidden" in said
        or said.get("aria-hidden") == "true"
        or said.get("role") in MENU
        or bool(_HIDES.search(said.get("style") or ""))
    )


def _cells(table: html.HtmlElement) -> tuple[Cell, ...]:
    """The cells of a table of two rows and columns or more; nothing for one that only lays out the page."""
    rows = int(table.xpath("count(.//tr)"))
    if rows < 2 or table.xpath("count(.//table)"):
        return ()
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr")):
        col = 0
        for element in line:
            if element.tag not in ("td", "th"):
                continue
            while (row, col) in taken:
                col += 1
            high, wide = min(_span(element.get("rowspan")), rows - row), _span(element.get("colspan"))
            if rows * (col + wide) > MOST_PLACES:
                return ()
            taken |= {(row + down, col + right) for down in range(high) for right in range(wide)}
            is_header = element.tag == "th" and (row == 0 or line.getparent().tag == "thead")
            cells.append(Cell(_spaced(_visible(element)), row, col, high, wide, is_header))
            col += wide
    return tuple(cells) if any(cell.col for cell in cells) else ()


def _visible(element: html.HtmlElement) -> str:
    """All text of an element, each of its own blocks apart by a space, without what is not read."""
    parts: list[str] = []
    skipped: html.HtmlElement | None = None
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if skipped is not None:
            if event == "end" and each is skipped:
                skipped = None
        elif event == "start":
            if each.tag in NOT_READ or _is_hidden(each):
                skipped = each
                continue
            parts.append((" " if each.tag in ENDS_BLOCK or each.tag == "br" else "") + (each.text or ""))
            continue
        if event == "end" and each is not element and skipped is None:
            parts.append((" " if each.tag in ENDS_BLOCK else "") + (each.tail or ""))
    return "".join(parts)


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 100) if text and text.strip().isdigit() else 1


def _of_plain_text(text: str) -> Iterator[Block]:
    """Paragraphs parted by empty lines; a line that breaks off early, and a bullet, end one too."""
    lines = text.expandtabs(4).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").split("\n")
    lengths = sorted(len(line) for line in lines if line.strip())
    full = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    block: list[str] = []
    first = True
    for line, after in zip(lines, [*lines[1:], ""]):
        if UNDERLINE.match(line):
            continue
        if line.strip() and not MARKER.match(line):
            block.append(line)
        else:
            yield from _paragraph(block, first)
            first, block = first and not block, [line] if line.strip() else []
        begins_anew = not after.strip() or MARKER.match(after)
        # The next line's first word would have stood on this one too: its writer began a new line on purpose.
        broke_off = after.strip() and len(line.rstrip()) + 1 + len(after.split()[0]) <= 0.9 * full
        if block and (begins_anew or broke_off or UNDERLINE.match(after)):
            yield from _paragraph(block, first, underlined=bool(UNDERLINE.match(after)))
            first, block = False, []
    yield from _paragraph(block, first)


def _paragraph(lines: list[str], first: bool, *, underlined: bool = False) -> Iterator[Block]:
    """Lines as one block; a short one that is no sentence is a heading, the file's first one its title."""
    text = _spaced(" ".join(lines))
    if not text:
        return
    if underlined or text.startswith("#") or _names_what_follows(text):
        yield Block("heading", text.lstrip("# "), 1 if first else 2)
    else:
        yield Block("item" if MARKER.match(lines[0]) else "paragraph", text)


def _names_what_follows(text: str) -> bool:
    words = text.split()
    return (
        len(words) <= 9
        and text[0].isupper()
        and text[-1].isalpha()
        and ":" not in text
        and not any(c.isdigit() for c in text)
    )


def _spaced(text: str) -> str:
    return " ".join(unescape(text).split())
