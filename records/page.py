"""A page as a reader sees it: words, rules, fills, pictures and redactions, each with its box.

All lengths are PDF points from the top left corner of the page as displayed (after /Rotate and CropBox).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NO_PAGE = 0
"""Number of the page of what stands on none: a web page, a plain text."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the top left of the displayed page; `top` is smaller than `bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def centre(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def holds(self, x: float, y: float) -> bool:
        """True where the point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def overlaps(self, other: Box) -> bool:
        """True where the two share more than an edge."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.top < other.bottom and other.top < self.bottom

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of `boxes`. Raises ValueError where there is none."""
        found = list(boxes)
        if not found:
            raise ValueError("no boxes to stand around")
        if len(found) == 1:
            return found[0]
        return Box(
            min([box.x0 for box in found]),
            min([box.top for box in found]),
            max([box.x1 for box in found]),
            max([box.bottom for box in found]),
        )


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without white space, as displayed."""

    text: str
    box: Box
    baseline: float
    """Where the letters stand: y for level text, x for text turned by 90 or 270 degrees."""
    size: float
    """Font size as displayed, in points."""
    turn: int = 0
    """Direction of reading in degrees: 0 level, 90 upwards, 180 upside down, 270 downwards."""
    order: int = 0
    """Place in the page's painting order."""
    font: str = ""
    """Name of the font where it matters: glyphs of symbol fonts (arrows, ticks). Else empty."""
    bold: bool = False
    colour: str = ""
    """`#rrggbb` of a glyph with `font` (a dot, an arrow). Else empty."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight level or upright line that a reader sees as a ruling; `box` has its true ends and no width."""

    box: Box
    colour: str = "#000000"

    @property
    def level(self) -> bool:
        return self.box.width >= self.box.height


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled area; `colour` is `#rrggbb`, `order` its place in the painting order."""

    box: Box
    colour: str
    order: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A bitmap or a drawing that is neither rule nor fill (a chart's curve, an arrow)."""

    box: Box
    kind: str
    """`image` or `drawing`."""
    order: int = 0
    colour: str | None = None
    """Of a drawing's filling, `#rrggbb` (an arrow, a red-amber-green dot); None where it is not filled or an image."""
    arrow: str | None = None
    """The arrow that a small drawing shows (`↑`, `▼`, `↘`); None for other drawings and images."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """A place where text was made unreadable on purpose. What stood beneath is never kept."""

    box: Box
    kind: str
    """`black box` (an opaque area over text) or `run of X`."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document as a reader sees it."""

    number: int
    """From 1."""
    width: float
    height: float
    rotation: int
    """/Rotate of the page: 0, 90, 180 or 270. The boxes have it applied already."""
    words: tuple[Word, ...]
    """Visible words only, in reading order of the file."""
    rules: tuple[Rule, ...] = ()
    fills: tuple[Fill, ...] = ()
    pictures: tuple[Picture, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    method: str = "text"
    """`text`, `ocr` or `none` (nothing could be read)."""
    problem: str | None = None
    """A sentence for a person, where the page could not be read in full; else None."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a file's outline."""

    title: str
    page: int | None
    """From 1; None where it points nowhere, or to a page that the file does not have."""
    level: int
    """0 for the outermost."""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a file says of itself before any page is read."""

    filename: str
    sha256: str
    bytes: int
    pages: int
    """Number of pages that can be read; 0 where the file could not be opened."""
    producer: str | None
    error: str | None = None
    """Why the file could not be opened: what is wrong and what to do. None where it could."""
    outline: tuple[Bookmark, ...] = ()
    """The file's bookmarks, in the order in which a viewer lists them."""
    repeated: int = 0
    """Pages behind the last one that are earlier ones once more, as in a page tree that leads back to itself."""
    typeset: bool = False
    """True for a text without pages (`.html`, `.txt`), set in type to be read: numbers of its pages and boxes are ours,
    not the publisher's, and are not stored."""
