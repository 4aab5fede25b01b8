"""What of a web page is text of its paper: which elements are not read, and what stands for some."""

from __future__ import annotations

import re
from html import unescape

from lxml import etree, html

LINE_END = "\u2028"
"""Stands for a line break that the page asks for; one in its source is white space like any other."""
NOT_READ = frozenset({
    "script", "style", "noscript", "template", "nav", "footer", "aside", "svg", "math", "iframe", "object", "embed",
    "canvas", "audio", "video", "select", "option", "button", "input", "textarea", "dialog", "head", "map",
})  # fmt: skip
"""Elements whose content is no text of the paper: programs, menus, forms."""
MENU = frozenset({
    "navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary", "dialog", "alertdialog",
})  # fmt: skip
"""What the attribute `role` calls the furniture of a site."""
FURNITURE = re.compile(
    r"(?:(?:site|page|main|global|top|bottom|left|right|mobile|primary|secondary|mg)-?)?"
    r"(?:footer|nav(?:bar|igation)?|menu|breadcrumbs?|skip-?(?:link|nav|to-content)s?|side-?bar)"
    r"|[\w-]*cookies?[\w-]*",
    re.I,
)
"""What pages without such elements and roles call the same things, in `id` or `class`."""
HOLDS_THE_PAPER = frozenset({"html", "body", "main", "article", "form"})
BREAKS = frozenset({"br", "p", "div", "li", "tr", "td", "th", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"})
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,2}|[a-z*†‡])[\])]?(?:\s*,\s*\d{1,2})*\s*")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def read_as(element: html.HtmlElement) -> str | None:
    """What an element is read as in its own words' stead: nothing for what is no text; None where it is read itself.

    A raised number is the mark of a note ('416¹' is 416 children), raised letters ('30th') are read.
    """
    tag = element.tag
    if not isinstance(tag, str) or tag in NOT_READ or is_hidden(element):
        return ""
    if tag == "br":
        return LINE_END
    if tag == "sup" and _NOTE_MARK.fullmatch("".join(element.itertext())):
        return ""
    return None


def is_hidden(element: html.HtmlElement) -> bool:
    """Whether a reader of the page does not see an element, or sees that it is the site's and not the paper's."""
    said = element.attrib
    if "hidden" in said or said.get("aria-hidden") == "true" or _HIDES.search(said.get("style") or ""):
        return True
    if element.tag in HOLDS_THE_PAPER:
        return False
    if said.get("role") in MENU:
        return True
    names = f"{said.get('id') or ''} {said.get('class') or ''}".split()
    return any(FURNITURE.fullmatch(name) for name in names) and element.find(".//h1") is None


def text_of(element: html.HtmlElement) -> str:
    """All text of an element, its blocks apart by spaces, without what is not read."""
    parts: list[str] = []
    skipped: html.HtmlElement | None = None
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if skipped is not None:
            if event == "start" or each is not skipped:
                continue
            skipped = None
        elif event == "start":
            instead = read_as(each) if each is not element else None
            if instead is not None:
                parts.append(instead)
                skipped = each
            else:
                parts.append((" " if each.tag in BREAKS else "") + (each.text or ""))
            continue
        if each is not element:
            parts.append((" " if each.tag in BREAKS else "") + (each.tail or ""))
    return spaced("".join(parts))


def spaced(text: str) -> str:
    """A text with single spaces for all its white space."""
    return _SPACE.sub(" ", unescape(text)).strip()
