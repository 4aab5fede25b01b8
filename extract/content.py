"""One page -> its tables, tiles and passages, in that order: each takes the words that the ones before left."""

from __future__ import annotations

from extract.passages import passages_of
from extract.symbols import with_symbols
from extract.tables import tables_of
from extract.tiles import tiles_of
from records.page import Page
from records.reading import PageContent


def page_content(page: Page) -> PageContent:
    """What stands on a page. Tables are the page's own: `extract.tables.join_continued` joins them over pages."""
    page = with_symbols(page)
    tables = tables_of(page)
    tiles = tiles_of(page, tables)
    return PageContent(page, tuple(tables), tuple(tiles), tuple(passages_of(page, tables, tiles)))
