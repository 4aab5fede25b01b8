"""What of a report can be read although reading it breaks: all but the tables, tiles and sentences that break it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from textwrap import shorten

from records.reading import DocumentContent

Read = Callable[[DocumentContent], object]


@dataclass(frozen=True)
class Piece:
    """A table, tile or sentence for which reading raises."""

    page: int
    kind: str
    """'table', 'tile' or 'sentence'."""
    content: DocumentContent
    """The content with this piece alone."""
    fault: Exception

    @property
    def told(self) -> str:
        """For a person: "the figures of the sentence 'There were …' were not read (IndexError)"."""
        words = " ".join(one.text for one in self.content.sentences)
        named = f" {shorten(words, 60, placeholder=' …')!r}" if words else ""
        return f"the figures of a {self.kind}{named} were not read ({type(self.fault).__name__})"


def what_breaks(content: DocumentContent, read: Read) -> list[Piece]:
    """The pieces that `read` raises for, each met alone; only pages that raise are taken apart.

    Empty where what raises is no single piece: two sentences together, say.
    """
    return [
        Piece(page.number, kind, piece, fault)
        for page in content.pages
        if _fault(on_page := content.of_pages(page.number, page.number), read)
        for kind, piece in _pieces(on_page)
        if (fault := _fault(piece, read))
    ]


def without(content: DocumentContent, pieces: list[Piece]) -> DocumentContent:
    """The content less some pieces of it."""
    gone = [piece.content for piece in pieces]
    tables = {id(table) for piece in gone for table in piece.tables}
    tiles = {id(tile) for piece in gone for tile in piece.tiles}
    sentences = {one.number for piece in gone for one in piece.sentences}
    return replace(
        content,
        tables=tuple(table for table in content.tables if id(table) not in tables),
        tiles=tuple(tile for tile in content.tiles if id(tile) not in tiles),
        sentences=tuple(one for one in content.sentences if one.number not in sentences),
    )


def _pieces(content: DocumentContent) -> Iterator[tuple[str, DocumentContent]]:
    bare = replace(content, tables=(), tiles=(), sentences=())
    for table in content.tables:
        yield "table", replace(bare, tables=(table,))
    for tile in content.tiles:
        yield "tile", replace(bare, tiles=(tile,))
    for sentence in content.sentences:
        yield "sentence", replace(bare, sentences=(sentence,))


def _fault(content: DocumentContent, read: Read) -> Exception | None:
    try:
        read(content)
    except Exception as fault:  # whatever it is: which piece raises it is the question
        return fault
    return None
