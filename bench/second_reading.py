"""Says how good the second reading is, and what the measured confidence of figures is.

python bench/second_reading.py tables FOLDER [--gold FOLDER]
    FOLDER holds PDFs, and beside each (or in --gold) its tables as people read them: <stem>.json as in tests/pages, or
    <stem>-str.xml as in the ICDAR 2013 table competition.
    For the rows on which pdfplumber or camelot agree with us, and those on which they differ: whose numbers stand in
    a row of the grids.

python bench/second_reading.py figures DATABASE GOLD [DATABASE GOLD ...]
    DATABASE was built with --second-reading all, GOLD is a folder like tests/gold. Prints the rows of
    data/confidence.csv: of the figures read in one way that we gave a measure, how many are right in every respect.
    A scan of a paper, <doc>-scan.pdf, is judged by the paper's own gold.
"""

from __future__ import annotations

import argparse
import csv
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extract.content import page_content
from extract.doubtful import doubts_of
from extract.pdf import PdfError, open_pdf
from extract.second_reading import NotReadAgainError, numbers_in, read_again
from records.table import Cell, Table

KINDS = {"claims": ("prose",), "observations": ("table", "tile")}
FIGURES = """
select
  origin, observations.method, coalesce(second_reading, ''), page, value, unit, role,
  indicator_id, coalesce(period, ''), coalesce(basis, '')
from observations
join documents on documents.id = document_id
where filename = ? and indicator_id is not null
order by observations.id
"""
Way = tuple[str, str, str]


def rows_of_people(pdf: Path, gold: Path | None) -> dict[int, set[tuple[str, ...]]]:
    """Page -> the numbers of each row of its tables, as people read them; empty where nobody did."""
    folder = gold or pdf.parent
    found: dict[int, set[tuple[str, ...]]] = {}
    answer = folder / f"{pdf.stem}.json"
    for table in json.loads(answer.read_text(encoding="utf-8")).get("tables", ()) if answer.is_file() else ():
        rows = found.setdefault(table["page"], set())
        rows.update(numbers_in(" ".join(filter(None, row))) for row in table["grid"])
    structure = folder / f"{pdf.stem}-str.xml"  # the form of the ICDAR 2013 table competition
    for region in ElementTree.parse(structure).iter("region") if structure.is_file() else ():
        texts: dict[int, list[tuple[int, str]]] = {}
        for cell in region.iter("cell"):
            place = int(cell.get("start-col", 0)), (cell.findtext("content") or "").strip()
            texts.setdefault(int(cell.get("start-row", 0)), []).append(place)
        rows = found.setdefault(int(region.get("page", 1)), set())
        rows.update(numbers_in(" ".join(text for _, text in sorted(row))) for row in texts.values())
    return found


def rows_read(table: Table) -> Iterator[tuple[list[Cell], str]]:
    """The rows of which a second reader said something, and `agrees` or `differs`."""
    for row in range(table.header_rows, table.rows):
        cells = sorted((cell for cell in table.cells if cell.row == row and cell.text), key=lambda cell: cell.col)
        verdicts = {cell.second.verdict for cell in cells if cell.second}
        if verdicts:
            yield cells, "differs" if "differs" in verdicts else "agrees"


def as_read_again(cells: Iterable[Cell]) -> tuple[str, ...]:
    """The numbers of a row by the second reader; where several of our cells are one of its, they count once."""
    texts: list[str] = []
    last = None
    for cell in cells:
        if cell.second is None:
            texts.append(cell.text)
        elif cell.second is not last:
            texts.append(cell.second.text)
        last = cell.second
    return numbers_in(" ".join(texts))


def measure_tables(folder: Path, gold: Path | None) -> None:
    """Prints rows by whether the page was doubtful, by reader's verdict, and whose numbers people read."""
    met: Counter[tuple[str, str, str]] = Counter()
    pages = failed = 0
    for path in sorted(folder.rglob("*.pdf")):
        people = rows_of_people(path, gold)
        try:
            with open_pdf(path) as pdf:
                for number in range(1, pdf.facts.pages + 1):
                    content = page_content(pdf.page(number))
                    if not content.tables or number not in people:
                        continue
                    pages += 1
                    sort = "doubtful" if doubts_of(content.page, content.tables) else "not doubtful"
                    try:
                        tables = read_again(path, content.page, content.tables)
                    except NotReadAgainError as error:
                        failed += 1
                        print(f"{path.name}, page {number}: {error}", file=sys.stderr)
                        continue
                    for table in tables:
                        for cells, verdict in rows_read(table):
                            met[sort, verdict, whose(cells, people[number])] += 1
        except PdfError as error:
            print(error, file=sys.stderr)
    print(f"{pages} pages with tables, {failed} not read again. Rows:")
    for key, count in sorted(met.items()):
        print(f"{count:6}  " + ", ".join(key))


def whose(cells: list[Cell], people: set[tuple[str, ...]]) -> str:
    """Whose numbers of a row stand in a row as people read it."""
    ours, theirs = numbers_in(" ".join(cell.text for cell in cells)), as_read_again(cells)
    if ours == theirs:
        return "right" if ours in people else "wrong"
    return {(True, False): "ours is right", (False, True): "the second is right"}.get(
        (ours in people, theirs in people), "neither is right" if ours not in people else "both are rows"
    )


def number(value: str | float | None) -> str:
    """A value as text that can be compared; a withheld figure has none and is 'x'."""
    return "x" if value in (None, "") else f"{float(value):.4f}".rstrip("0").rstrip(".")  # type: ignore[arg-type]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def measure_figures(database: Path, gold: Path, right: Counter[Way], total: Counter[Way]) -> None:
    """Counts, by way of reading, the figures on the pages that people read in full, and those that are as they read."""
    covered = {(row["kind"], row["doc"], int(row["page"])) for row in rows_of(gold / "coverage.csv")}
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        for kind, origins in KINDS.items():
            for path in sorted((gold / kind).glob("*.csv")):
                for filename in (f"{path.stem}.pdf", f"{path.stem}-scan.pdf"):
                    wanted = Counter(
                        (number(row["value"]), *(row[c] for c in ("unit", "role", "indicator", "period", "basis")))
                        for row in rows_of(path)
                    )
                    for origin, method, second, page, value, *rest in connection.execute(FIGURES, (filename,)):
                        if origin not in origins or (kind, path.stem, page) not in covered:
                            continue
                        # Whatever a second reader says, the figure was read: those read once are all of them.
                        ways, key = {(origin, method, second), (origin, method, "")}, (number(value), *rest)
                        total.update(ways)
                        if wanted[key] > 0:
                            wanted[key] -= 1
                            right.update(ways)


def main() -> None:
    """Measures what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["tables", "figures"])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--gold", type=Path)
    asked = parser.parse_args()
    if asked.what == "tables":
        for folder in asked.paths:
            measure_tables(folder, asked.gold)
        return
    right: Counter[Way] = Counter()
    total: Counter[Way] = Counter()
    for database, gold in zip(asked.paths[::2], asked.paths[1::2], strict=True):
        measure_figures(database, gold, right, total)
    lines = csv.writer(sys.stdout, lineterminator="\n")
    lines.writerow(["origin", "method", "second_reading", "right", "of", "measured_on", "on_what"])
    for way in sorted(total):
        lines.writerow([*way, right[way], total[way], date.today().isoformat(), ""])


if __name__ == "__main__":
    main()
