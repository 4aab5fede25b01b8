"""Words that no grid used -> tables that only white space and a few rules make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.grid import Frames
from records.page import Box, Page, Word


@dataclass(frozen=True, slots=True)
class LooseCell:
    """A cell and the words that stand in it."""

    row: int
    col: int
    box: Box
    words: tuple[Word, ...]
    row_span: int = 1
    col_span: int = 1


@dataclass(frozen=True, slots=True)
class LooseTable:
    """A table found without a grid."""

    box: Box
    cells: tuple[LooseCell, ...]
    rows: int
    cols: int
    header_rows: int | None = None
    """None where only the texts can tell."""


def loose_tables(
    page: Page, words: Sequence[Word], frames: Frames, tables: Sequence[Box], charts: Sequence[Box]
) -> list[LooseTable]:
    """Tables among the words that no grid used."""
    return []
