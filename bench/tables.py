"""Reads PDFs and writes their tables in the form that a table scorer reads; prints the scores where one is given.

python bench/tables.py FOLDER OUT [--scorer SCORE_PY] [--documents]

FOLDER is searched for PDFs. OUT gets one <stem>.json a PDF: a list of {"page", "grid", "spans"}. `--scorer` names a
script that is then run with OUT (the ICDAR-2013 measure that stands beside the sample tables).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extract.pdf import PdfError, open_pdf
from extract.tables import tables_of
from records.table import Table


def as_grid(table: Table) -> dict[str, object]:
    """A table as plain lists: text in the top left place of each cell, spans with both ends in."""
    grid: list[list[str | None]] = [[None] * table.cols for _ in range(table.rows)]
    spans = []
    for cell in table.cells:
        grid[cell.row][cell.col] = cell.text
        if cell.row_span > 1 or cell.col_span > 1:
            spans.append([cell.row, cell.col, cell.row + cell.row_span - 1, cell.col + cell.col_span - 1])
    return {"page": table.page, "grid": grid, "spans": spans}


def read_tables(path: Path) -> tuple[list[dict[str, object]], int, float]:
    """Tables of a PDF, how many pages it has, and CPU seconds taken."""
    begin = time.process_time()
    found: list[dict[str, object]] = []
    pages = 0
    try:
        with open_pdf(path) as pdf:
            for number in range(1, pdf.facts.pages + 1):
                found += [as_grid(table) for table in tables_of(pdf.page(number))]
                pages += 1
    except PdfError as error:
        print(error, file=sys.stderr)
    return found, pages, time.process_time() - begin


def main() -> None:
    """Reads the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scorer", type=Path)
    parser.add_argument("--documents", action="store_true", help="a line for each document")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    pages, seconds = 0, 0.0
    for path in sorted(asked.folder.rglob("*.pdf")):
        found, count, taken = read_tables(path)
        (asked.out / f"{path.stem}.json").write_text(json.dumps(found), encoding="utf-8")
        pages, seconds = pages + count, seconds + taken
    print(f"{pages} pages, {pages / max(seconds, 1e-9):.1f} pages per CPU second")
    if asked.scorer:
        command = [sys.executable, str(asked.scorer), str(asked.out)] + (["--documents"] if asked.documents else [])
        subprocess.run(command, check=False)


if __name__ == "__main__":
    main()
