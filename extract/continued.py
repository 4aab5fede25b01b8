"""Tables that run on over pages -> one table each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.figure_marks import kind_of
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
    section = _begins_with_section(before, table)
    if table.heading and before.heading and table.heading not in {before.heading, section}:
        return None
    count = before.header_rows
    header, top = _texts(before, count), _texts(table, count)
    if count and header == top and table.rows > count:
        return count
    if table.header_rows and section is None:
        return None
    # Without a header of its own it goes on only from the foot of one page to the head of the next.
    return 0 if count and _bottom(before) > table.box.top else None


def _begins_with_section(before: Table, table: Table) -> str | None:
    """The words that stand across the top of a table and head no columns, where such rows part the one before it."""
    if table.header_rows > 1:
        return None
    sections = [cell for cell in before.cells if cell.row >= before.header_rows and cell.col_span == before.cols]
    top = [cell for cell in table.cells if cell.row == 0]
    return top[0].text if sections and len(top) == 1 and top[0].col_span == table.cols else None


def _is_torn(before: Table, table: Table) -> bool:
    """True where the page ends within a row: the next page begins with the rest of its words.

    Its figures stand on one of the two pages, where the other is blank.
    """
    if before.method != table.method or before.cols != table.cols or table.heading or table.rows < 2:
        return False
    rest = [cell for cell in table.cells if cell.row == 0 and cell.text]
    above = {cell.col: cell for cell in before.cells if cell.row == before.rows - 1 and cell.text}
    worded = [cell for cell in rest if cell.col in above]
    return (
        bool(before.header_rows)
        and table.header_rows < 2
        and _bottom(before) > table.box.top
        and all(cell.row_span == cell.col_span == 1 for cell in rest)
        and bool(worded)
        and worded[0].col < 2
        and all(cell.text[0].islower() for cell in worded)
        and len(worded) < len({*above, *(cell.col for cell in rest)})
        and (len(worded) == len(rest) or not any(kind_of(cell.text) == "figure" for cell in above.values()))
    )


def _mended(before: Table, table: Table) -> Table:
    """The two as one, the rest of the torn row added to the texts of its first part.

    Boxes and words stay with that; a cell that only the second page fills is the second page's.
    """
    rest = {cell.col: cell for cell in table.cells if cell.row == 0 and cell.text}
    last = before.rows - 1
    cells = tuple(
        _whole(cell, rest[cell.col]) if cell.row == last and cell.col in rest else cell for cell in before.cells
    )
    return _appended(replace(before, cells=cells), table, 1)


def _whole(cell: Cell, rest: Cell) -> Cell:
    if not cell.text:
        return replace(rest, row=cell.row, is_header=False)
    return replace(cell, text=f"{cell.text} {rest.text}")


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


def _extents(table: Table, page: int) -> dict[int, tuple[float, float]]:
    """Left and right end of the words of each column below the headings, from cells of one page."""
    extents: dict[int, tuple[float, float]] = {}
    for cell in table.cells:
        if cell.page == page and cell.words and not cell.is_header and cell.col_span == 1:
            x0, x1 = min(word.box.x0 for word in cell.words), max(word.box.x1 for word in cell.words)
            low, high = extents.get(cell.col, (x0, x1))
            extents[cell.col] = min(low, x0), max(high, x1)
    return extents


def _stand_under(before: Table, table: Table) -> bool:
    """True where the words of each column of one page stand under those of the same column of the other only."""
    one, other = _extents(before, before.last_page or before.page), _extents(table, table.page)
    met = [
        (col, place)
        for col, (low, high) in one.items()
        for place, (start, end) in other.items()
        if start < high and low < end
    ]
    return len(one) > 1 and len(met) >= 0.8 * table.cols and all(col == place for col, place in met)


def _edges_agree(before: Table, table: Table, edge_pt: float) -> bool:
    if table.method == "borderless":
        return _stand_under(before, table)
    one, other = _edges(before, before.last_page or before.page), _edges(table, table.page)
    shared = one.keys() & other.keys()
    return len(shared) > max(2, 0.6 * table.cols) and all(abs(one[col] - other[col]) <= edge_pt for col in shared)


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
