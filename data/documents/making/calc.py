"""Scorecards as Excel workbooks (openpyxl), printed by LibreOffice Calc: an A3 summary, A4 pages of a subject each."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from making.grids import FILLS, RETYPESET, SCORECARD_NOTES, read_grid, section_words, spots
from making.office import print_office

THIN = Side(style="thin", color="000000")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
GREY, PURPLE = PatternFill("solid", fgColor="D9D9D9"), PatternFill("solid", fgColor="5F497A")
ARROWS = {"↑": "00B0F0", "→": "FFC000", "↓": "FF0000"}
SUMMARY_WIDTHS = (4, 6, 52, 9, 11, *[9] * 4, 8, 8, *[10] * 3, *[9] * 5, *[10] * 4)


def make_scorecard(
    name: str, title: str, month: str, source: str, sections: Sequence[tuple[str, str]], target: Path
) -> None:
    """A workbook of one summary sheet and one sheet a section -> `target`.

    `sections` are pairs of a page's title (as in words/<name>.md) and its figures (figures/<name>--<figures>.csv).
    """
    book = Workbook()
    book.remove(book.active)
    add_summary(book.create_sheet("Summary"), name, title, month)
    words = section_words(name)
    for heading, figures in sections:
        add_section(book.create_sheet(figures), heading, *words[heading], read_grid(f"{name}--{figures}"))
    for sheet in book.worksheets:
        sheet.oddFooter.left.text = RETYPESET.format(source=source).replace("&", "&&")
        sheet.oddFooter.left.size = sheet.oddFooter.right.size = 8
        sheet.oddFooter.left.font = sheet.oddFooter.right.font = "Arial,Regular"
        sheet.oddFooter.right.text = "Page &P of &N"
    book.properties.title, book.properties.creator = f"{title}: {month}", "Scrutineer contributors"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.xlsx"
        book.save(path)
        print_office(path, target)


def page_setup(sheet: Worksheet, paper: int) -> None:
    """One landscape page a sheet; `paper` is Excel's number: 8 is A3, 9 is A4."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.3, 0.8, 0.3
    sheet.print_options.horizontalCentered = True


def draw_grid(
    sheet: Worksheet, grid: list[list[str]], top: int, left: int, headers: int, *, label_col: int, size: int
) -> None:
    """A grid with its rules from cell (`top`, `left`), counted from 1; column 0 of the body is turned by 90 degrees."""
    for r in range(len(grid)):
        for c in range(len(grid[0])):
            sheet.cell(top + r, left + c).border = BOX
    for spot in spots(grid):
        cell = sheet.cell(top + spot.row, left + spot.col)
        head = spot.row < headers
        cell.value = None if spot.text in FILLS or not spot.text else spot.text
        centre = "left" if spot.col == label_col and not head else "center"
        turn = 90 if spot.col == 0 and not head and spot.row_span > 1 else 0
        cell.alignment = Alignment(horizontal=centre, vertical="center", wrap_text=True, text_rotation=turn)
        tight = turn and len(spot.text) > 3 * spot.row_span
        bold = head or spot.col == 0
        colour = ARROWS.get(spot.text, "000000")
        cell.font = Font(name="Arial", size=5 if tight else size, bold=bold, color=colour)
        if head or spot.col == 0:
            cell.fill = GREY
        if spot.text in FILLS:
            cell.fill = PatternFill("solid", fgColor=FILLS[spot.text])
        if head and spot.text in ("Red", "Amber", "Target Green"):
            cell.fill = PatternFill("solid", fgColor=FILLS[f"[{spot.text.split()[-1].lower()}]"])
        if spot.row_span > 1 or spot.col_span > 1:
            end_row, end_col = top + spot.row + spot.row_span - 1, left + spot.col + spot.col_span - 1
            sheet.merge_cells(start_row=cell.row, start_column=cell.column, end_row=end_row, end_column=end_col)


def add_summary(sheet: Worksheet, name: str, title: str, month: str) -> None:
    """The A3 page: every measure with months, tolerances, years and benchmarks."""
    page_setup(sheet, 8)
    grid = read_grid(f"{name}--scorecard")
    for number, width in enumerate(SUMMARY_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet["B1"], sheet["B1"].font = title, Font(name="Arial", size=16, bold=True)
    sheet["T1"], sheet["T1"].font = f"As at Month End: {month}", Font(name="Arial", size=12, bold=True)
    for row, note in enumerate(SCORECARD_NOTES, start=2):
        sheet.cell(row, 2, note).font = Font(name="Arial", size=8)
    draw_grid(sheet, grid, 8, 1, 2, label_col=2, size=9)
    for row in range(len(grid)):
        sheet.row_dimensions[8 + row].height = 36 if row == 1 else 27 if len(grid[row][2]) > 55 else 21


def add_section(sheet: Worksheet, heading: str, definition: str, remarks: list[str], grid: list[list[str]]) -> None:
    """An A4 page: a coloured title, definition and commentary in boxes, the months, and a chart of the last column."""
    page_setup(sheet, 9)
    columns = max(len(grid[0]) + 4, 12)
    for number in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 6 if number == 1 else 13
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    sheet["A1"], sheet["A1"].fill = heading, PURPLE
    sheet["A1"].font = Font(name="Arial", size=14, bold=True, color="FFFFFF")
    boxes = (("DEFINITION", [definition]), ("SIGNIFICANT CHANGES / CONCERNS", remarks))
    for row, (label, paragraphs) in enumerate(boxes, start=2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        sheet.merge_cells(start_row=row, start_column=3, end_row=row, end_column=columns)
        for column in range(1, columns + 1):
            sheet.cell(row, column).border = BOX
        sheet.cell(row, 1, label).font = Font(name="Arial", size=8, bold=True)
        sheet.cell(row, 1).fill = GREY
        sheet.cell(row, 1).alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.cell(row, 3, "\n".join(paragraphs)).font = Font(name="Arial", size=9)
        sheet.cell(row, 3).alignment = Alignment(vertical="center", wrap_text=True)
        lines = sum(1 + len(text) // (13 * (columns - 2)) for text in paragraphs)
        sheet.row_dimensions[row].height = 12.5 * lines + 10
    headers = next(number for number, row in enumerate(grid) if row[0].startswith("IN MONTH"))
    draw_grid(sheet, grid, 5, 1, headers, label_col=-1, size=8)
    for row in range(headers):
        longest = max(len(text) for text in grid[row])
        sheet.row_dimensions[5 + row].height = 62 if longest > 50 else 40 if longest > 20 else 14
    add_chart(sheet, grid, headers)


def add_chart(sheet: Worksheet, grid: list[list[str]], headers: int) -> None:
    """A line of the last column's months beside the table; its axis numbers are no figures of the report."""
    months = [row for row in grid[headers:] if row[1][-3:-2] == "-" and row[-1].rstrip("%").replace(".", "").isdigit()]
    far = len(grid[0]) + 20
    for number, row in enumerate(months, start=1):
        sheet.cell(number, far, row[1])
        sheet.cell(number, far + 1, float(row[-1].rstrip("%")))
    chart = LineChart()
    chart.title, chart.legend = None, None
    chart.add_data(Reference(sheet, min_col=far + 1, min_row=1, max_row=len(months)))
    chart.series[0].smooth = False
    chart.set_categories(Reference(sheet, min_col=far, min_row=1, max_row=len(months)))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.height, chart.width = 6, 9.5
    sheet.add_chart(chart, f"{get_column_letter(len(grid[0]) + 2)}8")
    sheet.print_area = f"A1:{get_column_letter(max(len(grid[0]) + 4, 12))}{len(grid) + 5}"
