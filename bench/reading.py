"""How fast pages become tables, beside others that do it, on the same pages in one run; and how that grows.

    python bench/reading.py [NAME=FOLDER ...] [--most-pages 1000] [--write docs/bench.md]

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
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

GROWTH = (10, 100, 1000, 10_000)
"""Pages of the one file that is made of all the others, over and over."""
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


def ours(path: Path) -> tuple[int, int]:
    """Pages and tables of a file, by our reader."""
    from extract.pdf import open_pdf
    from extract.tables import tables_of

    with open_pdf(path) as pdf:
        return pdf.facts.pages, sum(len(tables_of(pdf.page(n))) for n in range(1, pdf.facts.pages + 1))


def by_pdfplumber(path: Path) -> tuple[int, int]:
    """Pages and tables, by pdfplumber's extract_tables; each page is let go when it is done."""
    import pdfplumber

    tables = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            tables += len(page.extract_tables())
            page.close()
        return len(pdf.pages), tables


def by_camelot(path: Path) -> tuple[int, int]:
    """Pages and tables, by camelot's hybrid of lines and aligned text, its lines out of the file."""
    import camelot
    import pypdfium2

    with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        pages = len(document)
    tables = camelot.read_pdf(str(path), pages="all", flavor="hybrid", engine="vector", suppress_stdout=True)
    return pages, len(tables)


def limit(path: Path) -> tuple[int, int]:
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
        return len(document), 0


READERS: dict[str, Callable[[Path], tuple[int, int]]] = {
    "ours": ours,
    "pdfplumber": by_pdfplumber,
    "camelot": by_camelot,
    "limit": limit,
}
NAMES = {
    "ours": "Scrutineer, pages to grids",
    "pdfplumber": "pdfplumber, `extract_tables`",
    "camelot": "camelot, hybrid, vector",
    "limit": "limit: PDFium alone, page and text",
}


def read_here(reader: str, files: Sequence[Path]) -> Run:
    """Reads the files in this process; the first of them once before the clock starts, so that imports are done."""
    warnings.simplefilter("ignore")
    read = READERS[reader]
    with contextlib.suppress(Exception):
        read(files[0])
    pages = tables = failed = 0
    cpu, wall = time.process_time(), time.monotonic()
    for file in files:
        try:
            more_pages, more_tables = read(file)
        except Exception:
            failed += 1
            continue
        pages, tables = pages + more_pages, tables + more_tables
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Run(pages, tables, time.process_time() - cpu, time.monotonic() - wall, peak, failed)


def started(reader: str, files: Sequence[Path]) -> subprocess.Popen[str]:
    """A process of its own in which `read_here` runs."""
    command = [sys.executable, __file__, "--one", reader, *map(str, files)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **SETTINGS}
    )


def answer_of(process: subprocess.Popen[str]) -> Run:
    """What such a process found. Raises RuntimeError where it broke off."""
    out, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{process.args} ended with {process.returncode}")
    return Run(**json.loads(out.splitlines()[-1]))


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


def beside_others(collections: dict[str, list[Path]]) -> list[str]:
    """The lines of a table: each collection, each reader."""
    lines = ["| pages of | reader | pages | tables | pages per CPU second | ours is | peak memory, MB |"]
    lines.append("|---|---|--:|--:|--:|--:|--:|")
    for name, files in collections.items():
        runs = {reader: answer_of(started(reader, files)) for reader in READERS}
        for reader, run in runs.items():
            times = "" if reader == "ours" else f"{runs['ours'].rate / run.rate:.2f} times"
            tables = "" if reader == "limit" else str(run.tables)
            note = f" ({run.failed} files failed)" if run.failed else ""
            cells = (name, NAMES[reader] + note, str(run.pages), tables, f"{run.rate:.1f}", times, f"{run.peak_mb:.0f}")
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def growth(files: Sequence[Path], most: int) -> list[str]:
    """The lines of a table: files of ever more pages."""
    lines = ["| pages of one file | pages per CPU second | peak memory, MB |", "|--:|--:|--:|"]
    with tempfile.TemporaryDirectory() as folder:
        for pages in [step for step in GROWTH if step <= most]:
            run = answer_of(started("ours", [repeated(files, pages, Path(folder))]))
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


def report(collections: dict[str, list[Path]], most_pages: int) -> str:
    """All that was measured, as Markdown."""
    every = [file for files in collections.values() for file in files]
    libraries = ", ".join(f"{name} {version(name)}" for name in ("pypdfium2", "pdfplumber", "camelot-py", "numpy"))
    return "\n".join(
        [
            "# Speed of reading",
            "",
            "Written by `make bench`; measured, not asserted. Every reader ran on the same pages in the same run, each",
            "in a process of its own on one thread, without the time to import it. Ratios travel from machine to",
            "machine, seconds do not.",
            "",
            f"Python {platform.python_version()}, {libraries}; {os.cpu_count()} cores, of which other work took",
            f"{os.getloadavg()[0]:.1f} when it began.",
            "",
            "## Pages to grids, beside others",
            "",
            *beside_others(collections),
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
    parser.add_argument("--write", type=Path, help="file for the report, instead of printing it")
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(read_here(asked.one, [Path(file) for file in asked.collections]).__dict__))
        return
    named = [entry.partition("=") for entry in asked.collections]
    folders = {name: Path(folder) for name, _, folder in named} or {"the sample reports": ROOT / "data" / "documents"}
    collections = {name: sorted(folder.rglob("*.pdf")) for name, folder in folders.items()}
    text = report(collections, asked.most_pages)
    if asked.write:
        asked.write.write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
