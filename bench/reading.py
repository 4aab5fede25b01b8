"""How fast pages become tables, beside others that do it, on the same pages in one run; and how that grows.

    python bench/reading.py [NAME=FOLDER ...] [--times 3] [--most-pages 1000] [--scorer SCORE_PY] [--write bench.md]

Each reader runs in a process of its own, one after the other: pages per CPU second without the time to import it, and
peak memory. Without folders the sample reports are read. What is read: every page's tables as grids of text; no
language, no OCR. `limit` is what PDFium alone takes to load the page and its text.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from extract.desk import collect_seldom  # noqa: E402

GROWTH = (10, 100, 1000, 10_000)
"""Pages of the one file that is made of all the others, over and over."""
ENOUGH_SECONDS = 20.0
"""CPU time from which a reader is not run again."""
SETTINGS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""One thread for everybody, as our own reader has it."""


@dataclass(frozen=True)
class Run:
    """What one reader took for some files."""

    pages: int
    tables: int
    cpu_seconds: float
    wall_seconds: float
    peak_mb: float
    failed: int
    """Files that it could not read."""

    @property
    def rate(self) -> float:
        """Pages per CPU second."""
        return self.pages / max(self.cpu_seconds, 1e-9)


Grids = list[dict[str, object]]
"""Tables as the scorer reads them: `page`, `grid`, `spans`."""


def as_found(page: int, grid: list[list[str | None]]) -> dict[str, object]:
    """A table of another reader; a place that is None belongs to the merged cell at its left or above it."""
    spans: list[list[int]] = []
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text is None or (r, c) in taken:
                continue
            right, low = c, r
            while right + 1 < len(row) and row[right + 1] is None and (r, right + 1) not in taken:
                right += 1
            while low + 1 < len(grid) and all(below is None for below in grid[low + 1][c : right + 1]):
                low += 1
            if (right, low) != (c, r):
                spans.append([r, c, low, right])
                taken |= {(y, x) for y in range(r, low + 1) for x in range(c, right + 1)}
    return {"page": page, "grid": grid, "spans": spans}


def ours(path: Path) -> tuple[int, Grids]:
    """Pages and tables of a file, by our reader."""
    from bench.tables import as_grid
    from extract.pdf import open_pdf
    from extract.tables import tables_of

    with open_pdf(path) as pdf:
        numbers = range(1, pdf.facts.pages + 1)
        return pdf.facts.pages, [as_grid(table) for number in numbers for table in tables_of(pdf.page(number))]


def nothing_kept(path: Path) -> tuple[int, Grids]:
    """Pages that our reader read, each let go at once: what a long file costs in memory."""
    from extract.pdf import open_pdf
    from extract.tables import tables_of

    with open_pdf(path) as pdf:
        for number in range(1, pdf.facts.pages + 1):
            tables_of(pdf.page(number))
        return pdf.facts.pages, []


def by_pdfplumber(path: Path) -> tuple[int, Grids]:
    """Pages and tables, by pdfplumber's extract_tables; each page is let go when it is done."""
    import pdfplumber

    tables: Grids = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            tables += [as_found(page.page_number, grid) for grid in page.extract_tables()]
            page.close()
        return len(pdf.pages), tables


def by_tablers(path: Path) -> tuple[int, Grids]:
    """Pages and tables, by tablers, which reads ruled tables only."""
    import tablers

    tables: Grids = []
    document = tablers.Document(path)
    try:
        for number, page in enumerate(document.pages(), start=1):
            for table in tablers.find_tables(page, extract_text=True):
                tables.append(as_found(number, [[cell and cell.text for cell in row.cells] for row in table.rows]))
        return document.page_count, tables
    finally:
        document.close()


def by_camelot(path: Path, **flavour: str) -> tuple[int, Grids]:
    """Pages and tables, by one of camelot's flavours."""
    import camelot
    import pypdfium2

    with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        pages = len(document)
    tables = camelot.read_pdf(str(path), pages="all", suppress_stdout=True, **flavour)
    return pages, [as_found(int(table.page), table.df.values.tolist()) for table in tables]


def limit(path: Path) -> tuple[int, Grids]:
    """Pages, and no tables: PDFium loads each page and its text, gives the text out and counts what is drawn."""
    import pypdfium2
    from pypdfium2 import raw

    with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
            raw.FPDFPage_CountObjects(page.raw)
            text.close()
            page.close()
        return len(document), []


READERS: dict[str, tuple[str, Callable[[Path], tuple[int, Grids]]]] = {
    "ours": ("Scrutineer, pages to grids", ours),
    "pdfplumber": ("pdfplumber, `extract_tables`", by_pdfplumber),
    "tablers": ("tablers, ruled tables only", by_tablers),
    "lattice": ("camelot, lattice, vector", partial(by_camelot, flavor="lattice", engine="vector")),
    "stream": ("camelot, stream", partial(by_camelot, flavor="stream")),
    "network": ("camelot, network", partial(by_camelot, flavor="network")),
    "hybrid": ("camelot, hybrid, vector", partial(by_camelot, flavor="hybrid", engine="vector")),
    "auto": ("camelot, auto", partial(by_camelot, flavor="auto")),
    "limit": ("limit: PDFium alone, page and text", limit),
}
GROWING = "nothing kept"
"""Name on the command line -> name in the report, and how it reads a file."""
LIBRARIES = ("pypdfium2", "pdfplumber", "tablers", "camelot-py", "numpy")


def read_here(reader: str, files: Sequence[Path], grids: Path | None = None) -> Run:
    """Reads the files in this process; the first of them once before the clock starts, so that imports are done.

    Ours runs with the settings of the child that reads in a build. `grids` is a folder for what was found.
    """
    warnings.simplefilter("ignore")
    read = nothing_kept if reader == GROWING else READERS[reader][1]
    if reader in {"ours", GROWING}:
        collect_seldom()
    with contextlib.suppress(Exception):
        read(files[0] if reader != GROWING else next((ROOT / "data" / "documents").glob("*.pdf")))
    found: dict[str, Grids] = {}
    pages = failed = 0
    cpu, wall = time.process_time(), time.monotonic()
    for file in files:
        try:
            more, tables = read(file)
        except Exception:
            failed += 1
            continue
        pages += more
        found[file.stem] = tables
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    peak = peak_mb()
    for stem, tables in found.items() if grids else ():
        (grids / f"{stem}.json").write_text(json.dumps(tables, default=str), encoding="utf-8")
    return Run(pages, sum(map(len, found.values())), cpu, wall, peak, failed)


def peak_mb() -> float:
    """The most memory that this process held, in MB.

    Linux hands `ru_maxrss` on from the parent, which here may have put together a file of 10,000 pages.
    """
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))):
        return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def started(reader: str, files: Sequence[Path], grids: Path | None = None) -> subprocess.Popen[str]:
    """A process of its own in which `read_here` runs."""
    command = [sys.executable, __file__, "--one", reader, *map(str, files)] + (["--grids", str(grids)] if grids else [])
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **SETTINGS}
    )


def answer_of(process: subprocess.Popen[str]) -> Run:
    """What such a process found. Raises RuntimeError where it broke off."""
    out, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{process.args} ended with {process.returncode}")
    return Run(**json.loads(out.splitlines()[-1]))


def best_of(reader: str, files: Sequence[Path], times: int, grids: Path | None) -> Run:
    """The run that took least CPU: what else a machine does only ever adds to it. A slow reader runs less often."""
    runs = [answer_of(started(reader, files, grids))]
    while len(runs) < times and sum(run.cpu_seconds for run in runs) < ENOUGH_SECONDS:
        runs.append(answer_of(started(reader, files, grids)))
    return min(runs, key=lambda run: run.cpu_seconds)


def score_of(grids: Path, scorer: Path) -> str:
    """Pooled and macro F1 by a scorer that prints them for each of its sets; empty where none of them was read."""
    asked = subprocess.run([sys.executable, str(scorer), str(grids)], capture_output=True, text=True, check=False)
    found = re.findall(r"pooled F1 ([\d.]+), macro ([\d.]+)", asked.stdout)
    return next((f"{float(pooled):.3f} / {float(macro):.3f}" for pooled, macro in found if float(pooled)), "")


def repeated(files: Sequence[Path], pages: int, folder: Path) -> Path:
    """One file of so many pages: those of all the files, over and over."""
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    while len(made) < pages:
        for file in files:
            with contextlib.closing(pypdfium2.PdfDocument(file)) as document:
                made.import_pages(document, list(range(min(len(document), pages - len(made)))) or None)
            if len(made) >= pages:
                break
    path = folder / f"{pages}-pages.pdf"
    made.save(path)
    made.close()
    return path


def beside_others(collections: dict[str, list[Path]], times: int, scorer: Path | None) -> list[str]:
    """The lines of a table: each collection, each reader."""
    lines = ["| pages of | reader | pages | tables | F1 | pages per CPU second | ours is | peak memory, MB |"]
    lines.append("|---|---|--:|--:|--:|--:|--:|--:|")
    for name, files in collections.items():
        runs: dict[str, Run] = {}
        for reader, (label, _) in READERS.items():
            with tempfile.TemporaryDirectory() as grids:
                run = runs[reader] = best_of(reader, files, times, Path(grids))
                score = score_of(Path(grids), scorer) if scorer and reader != "limit" else ""
            ratio = "" if reader == "ours" else f"{runs['ours'].rate / run.rate:.2f} times"
            tables = "" if reader == "limit" else str(run.tables)
            note = f" ({run.failed} files failed)" if run.failed else ""
            cells = (name, label + note, str(run.pages), tables, score, f"{run.rate:.1f}", ratio, f"{run.peak_mb:.0f}")
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def growth(files: Sequence[Path], most: int) -> list[str]:
    """The lines of a table: files of ever more pages."""
    lines = ["| pages of one file | pages per CPU second | peak memory, MB |", "|--:|--:|--:|"]
    with tempfile.TemporaryDirectory() as folder:
        for pages in [step for step in GROWTH if step <= most]:
            run = answer_of(started(GROWING, [repeated(files, pages, Path(folder))]))
            lines.append(f"| {run.pages:,} | {run.rate:.1f} | {run.peak_mb:.0f} |")
    return lines


def side_by_side(files: Sequence[Path]) -> str:
    """A sentence: what two processes read at once, against one."""
    enough = [*files] * max(1, 300 // max(len(files), 1) // 10)
    alone = answer_of(started("ours", enough))
    two = [started("ours", enough) for _ in range(2)]
    both = [answer_of(process) for process in two]
    gain = sum(run.pages / run.wall_seconds for run in both) / (alone.pages / alone.wall_seconds)
    return f"Two processes read {gain:.2f} times as many pages in the same time as one."


def report(collections: dict[str, list[Path]], most_pages: int, times: int, scorer: Path | None) -> str:
    """All that was measured, as Markdown."""
    every = [file for files in collections.values() for file in files]
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return "\n".join(
        [
            "# Speed of reading",
            "",
            "Written by `make bench`; measured, not asserted. Every reader ran on the same pages in the same run, each",
            "in a process of its own on one thread, without the time to import it; of several runs the one that took",
            "least CPU counts. Ratios travel from machine to machine, seconds do not. F1, pooled and macro, is that of",
            "the ICDAR 2013 competition, where the answers are known; others' merged cells count as they give them.",
            "",
            f"Measured on {date.today():%d %B %Y}, each reader up to {times} times, with",
            f"Python {platform.python_version()}, {libraries};",
            f"{os.cpu_count()} cores, of which other work took {os.getloadavg()[0]:.1f} when it began.",
            "",
            "## Pages to grids, beside others",
            "",
            *beside_others(collections, times, scorer),
            "",
            "## Growth",
            "",
            "All pages above in one file, over and over, read by one process: memory stays where it is.",
            "",
            *growth(every, most_pages),
            "",
            side_by_side(every),
            "",
        ]
    )


def main() -> None:
    """Measures what the command line names; see the head of this file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collections", nargs="*", metavar="NAME=FOLDER")
    parser.add_argument("--one", metavar="READER", help=argparse.SUPPRESS)
    parser.add_argument("--most-pages", type=int, default=1000)
    parser.add_argument("--times", type=int, default=3, help="runs of each reader, of which the best counts")
    parser.add_argument("--scorer", type=Path, help="script that scores a folder of grids, as bench/tables.py has it")
    parser.add_argument("--grids", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--write", type=Path, help="file for the report, instead of printing it")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(read_here(asked.one, [Path(file) for file in asked.collections], asked.grids).__dict__))
        return
    named = [entry.partition("=") for entry in asked.collections]
    folders = {name: Path(folder) for name, _, folder in named} or {"the sample reports": ROOT / "data" / "documents"}
    collections = {name: sorted(folder.rglob("*.pdf")) for name, folder in folders.items()}
    text = report(collections, asked.most_pages, asked.times, asked.scorer)
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
