"""A dashboard's boxes, each a big figure and its caption -> Tiles."""

from __future__ import annotations

from collections.abc import Sequence

from records.page import Page
from records.table import Table, Tile


def tiles_of(page: Page, tables: Sequence[Table]) -> list[Tile]:
    """The tiles of a page."""
    return []
