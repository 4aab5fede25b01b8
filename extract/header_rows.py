"""How many rows at the top of a table are headings, by what stands in them and in the rows below."""

from __future__ import annotations

from collections.abc import Sequence

from extract.figure_marks import kind_of
from records.table import Cell, Table

MOST_HEADER_ROWS = 8
MOST_OPEN_ROWS = 4
"""So many rows may look like data and stand above headings all the same."""
LONG_TEXT = 60
"""Characters from which a cell is prose."""


def header_rows(table: Table) -> int:
    """The number of heading rows, from 0.

    The body begins with the first row that has figures where the columns below have figures. Numbers of measures
    above their names ('1.4' over 'No. of referrals') and years are headings; a row that stands across the table
    once the headings are done belongs to the body.
    """
    if table.rows < 2 or table.cols < 2:
        return 0
    rows = _rows(table)
    kinds = [{cell.col: kind_of(cell.text) for cell in row} for row in rows]
    covered = [
        {col: kinds[row][cell.col] for cell in cells for col in range(cell.col, cell.col + cell.col_span)}
        for row, cells in enumerate(rows[: MOST_OPEN_ROWS + 2])
    ]
    figure_columns = _figure_columns(kinds, table.cols)
    if not figure_columns:
        return _header_of_text(table, rows)
    body = _first_body_row(kinds, covered, figure_columns, table.rows)
    if body is None:
        return _header_of_text(table, rows)
    count = _without_sections(table, rows, kinds, figure_columns, body)
    return _whole(rows, count, table.rows)


def _rows(table: Table) -> list[list[Cell]]:
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    return rows


def _figure_columns(kinds: Sequence[dict[int, str]], cols: int) -> set[int]:
    """Columns that hold figures in most of their filled places, the first column apart."""
    found: set[int] = set()
    for col in range(1, cols):
        counts: dict[str, int] = {}
        for row in kinds:
            kind = row.get(col, "blank")
            counts[kind] = counts.get(kind, 0) + 1
        figures, texts = counts.get("figure", 0), counts.get("text", 0)
        if figures and figures + counts.get("nothing", 0) >= max(texts - 2, 0.5 * texts):
            found.add(col)
    return found


def _first_body_row(
    kinds: Sequence[dict[int, str]], covered: Sequence[dict[int, str]], columns: set[int], rows: int
) -> int | None:
    for row in range(min(MOST_HEADER_ROWS, rows)):
        if _is_data(kinds[row], columns) and not any(
            _is_heading(covered[below], columns) for below in range(row + 1, min(row + 3, rows)) if row < MOST_OPEN_ROWS
        ):
            return row
    return None


def _is_data(row: dict[int, str], columns: set[int]) -> bool:
    here = [row[col] for col in columns if col in row and row[col] != "blank"]
    figures = sum(kind == "figure" for kind in here)
    marks = sum(kind == "nothing" for kind in here)
    words = sum(kind in {"text", "period"} for kind in here)
    return (figures or marks > 1) > 0 and figures + marks >= words


def _is_heading(row: dict[int, str], columns: set[int]) -> bool:
    """True where words or periods head most of the columns that hold figures."""
    here = [row[col] for col in columns if col in row and row[col] != "blank"]
    words = sum(kind in {"text", "period"} for kind in here)
    return words >= max(1, 0.5 * len(columns)) and words > 2 * (len(here) - words)


def _without_sections(
    table: Table, rows: Sequence[Sequence[Cell]], kinds: Sequence[dict[int, str]], columns: set[int], body: int
) -> int:
    """Rows above `body`, less those at their end that only name a section of the body."""
    count = body
    while count > 0:
        row = kinds[count - 1]
        filled = [col for col, kind in row.items() if kind != "blank"]
        heads_columns = any(col in columns and row[col] != "blank" for col in row)
        across = any(cell.col_span >= max(2, table.cols - 1) and cell.text for cell in rows[count - 1])
        names_section = bool(filled) and (across or not heads_columns)
        above_heads = any(kinds[above].get(col, "blank") != "blank" for above in range(count - 1) for col in columns)
        if (names_section and above_heads) or (not filled and count > 1 and above_heads):
            count -= 1
        else:
            break
    return count


def _whole(rows: Sequence[Sequence[Cell]], count: int, most: int) -> int:
    """`count`, lowered or raised so that no heading reaches into the body: a group label down the side may."""
    for row in range(count):
        for cell in rows[row]:
            end = cell.row + cell.row_span
            if cell.col > 0 and count < end < most and cell.text and end <= count + 2:
                return _whole(rows, end, most)
    return count


def _header_of_text(table: Table, rows: Sequence[Sequence[Cell]]) -> int:
    """Header rows of a table without figures: told by their fill, bold letters or brevity."""
    title = 1 if any(cell.col_span == table.cols and cell.text for cell in rows[0]) else 0
    if title >= table.rows - 1:
        return 0
    first, below = rows[title], [cell for row in rows[title + 1 :] for cell in row if cell.text]
    filled = [cell for cell in first if cell.text]
    if len(filled) < max(2, 0.6 * len(first)) or not below:
        return title
    if any(len(cell.text) > LONG_TEXT for cell in filled):
        return title
    if _bold(filled) and not _bold([cell for cell in below if cell.col > 0]):
        return title + 1
    fills = {cell.fill for cell in first}
    if len(fills) == 1 and None not in fills and fills.isdisjoint({cell.fill for cell in below if cell.col > 0}):
        return title + 1
    usual = sorted(len(cell.text) for cell in below)[len(below) // 2]
    if table.rows - title > 2 and len(filled) == len(first) and max(len(c.text) for c in filled) * 1.5 < usual:
        return title + 1
    return title


def _bold(cells: Sequence[Cell]) -> bool:
    words = [word for cell in cells for word in cell.words]
    return bool(words) and sum(word.bold for word in words) > 0.8 * len(words)
