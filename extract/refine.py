"""Rows and columns that the rules of a grid leave out -> a finer grid."""

from __future__ import annotations

from collections.abc import Sequence

from extract.grid import Grid
from records.page import Word


def refined(grid: Grid, words: Sequence[Word]) -> Grid | None:
    """The grid with the rows and columns that its words show; None where it is no grid of cells."""
    return grid
