"""Tables that run on over pages -> one table each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from records.table import Cell, Table

EDGE_PT = 3.0
"""How far the column edges of two pages may differ, in points."""


def join_continued(tables: Sequence[Table], *, edge_pt: float = EDGE_PT) -> list[Table]:
    """A document's tables in order, those that run on over the next page joined, numbered from 0.

    The last table of a page and the first of the next are one where their columns stand at the same places and the
    header is repeated (it is dropped) or missing (the first page's holds). Where the headings differ, or the header
    is another one, they stay two: a table too many is mended by a reader, a wrong join is not. Rows are shifted;
    cells keep their own page and box.
    """
    joined: list[Table] = []
    for table in tables:
        before = _predecessor(joined, table)
        if before is not None and _is_first(tables, table):
            if _is_torn(before, table) and _edges_agree(before, table, edge_pt):
                joined[joined.index(before)] = _mended(before, table)
                continue
            dropped = _repeated_rows(before, table)
            if dropped is not None and _edges_agree(before, table, edge_pt):
                joined[joined.index(before)] = _appended(before, table, dropped)
                continue
        joined.append(table)
    return [table.numbered(number) for number, table in enumerate(joined)]


def _predecessor(joined: Sequence[Table], table: Table) -> Table | None:
    """The lowest table of the page before."""
    page = table.page - 1
    on_page = [other for other in joined if (other.last_page or other.page) == page]
    return max(on_page, key=_bottom) if on_page else None


def _bottom(table: Table) -> float:
    page = table.last_page or table.page
    return max(cell.box.bottom for cell in table.cells if cell.page == page)


def _is_first(tables: Sequence[Table], table: Table) -> bool:
    return all(other.page != table.page or other.box.top >= table.box.top for other in tables)


def _repeated_rows(before: Table, table: Table) -> int | None:
    """How many rows of `table` repeat the header of `before`: 0 where it has none of its own. None: no continuation."""
    if before.cols != table.cols or before.method != table.method:
        return None
    if table.heading and before.heading and table.heading != before.heading:
        return None
    count = before.header_rows
    header, top = _texts(before, count), _texts(table, count)
    if count and header == top and table.rows > count:
        return count
    if table.header_rows:
        return None
    # Without a header of its own it goes on only from the foot of one page to the head of the next.
    return 0 if count and _bottom(before) > table.box.top else None


def _is_torn(before: Table, table: Table) -> bool:
    """True where the page ends within a row: the next page begins with the rest of its label and no figure."""
    if before.method != table.method or before.cols != table.cols or table.heading or table.rows < 2:
        return False
    rest = [cell for cell in table.cells if cell.row == 0 and cell.text]
    above = {cell.col: cell for cell in before.cells if cell.row == before.rows - 1}
    return (
        bool(before.header_rows)
        and table.header_rows < 2
        and _bottom(before) > table.box.top
        and all(cell.text[0].islower() and cell.row_span == cell.col_span == 1 for cell in rest)
        and all(cell.col in above and above[cell.col].text for cell in rest)
        and 0 < len(rest) < sum(1 for cell in above.values() if cell.text)
    )


def _mended(before: Table, table: Table) -> Table:
    """The two as one, the rest of the torn row added to the texts of its first part; boxes and words stay with that."""
    rest = {cell.col: cell.text for cell in table.cells if cell.row == 0 and cell.text}
    last = before.rows - 1
    cells = tuple(
        replace(cell, text=f"{cell.text} {rest[cell.col]}") if cell.row == last and cell.col in rest else cell
        for cell in before.cells
    )
    return _appended(replace(before, cells=cells), table, 1)


def _texts(table: Table, rows: int) -> list[tuple[int, int, str]]:
    return sorted((cell.row, cell.col, cell.text) for cell in table.cells if cell.row < rows and cell.text)


def _edges(table: Table, page: int) -> dict[int, float]:
    """Left edge of each column, from cells of one page."""
    edges: dict[int, float] = {}
    for cell in table.cells:
        if cell.page == page:
            edges.setdefault(cell.col, cell.box.x0)
            edges.setdefault(cell.col + cell.col_span, cell.box.x1)
    return edges


def _edges_agree(before: Table, table: Table, edge_pt: float) -> bool:
    one, other = _edges(before, before.last_page or before.page), _edges(table, table.page)
    shared = one.keys() & other.keys()
    slack = edge_pt if table.method == "ruled" else 4 * edge_pt
    return len(shared) > max(2, 0.6 * table.cols) and all(abs(one[col] - other[col]) <= slack for col in shared)


def _appended(before: Table, table: Table, dropped: int) -> Table:
    shift = before.rows - dropped
    more: list[Cell] = []
    for cell in table.cells:
        if cell.row >= dropped:
            more.append(replace(cell, row=cell.row + shift, is_header=False))
        elif cell.row + cell.row_span > dropped:
            span = cell.row + cell.row_span - dropped
            more.append(replace(cell, row=before.rows, row_span=span, is_header=False))
    return replace(before, cells=(*before.cells, *more), rows=shift + table.rows, last_page=table.page)
