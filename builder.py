"""Many documents to one database: finds the files, reads what is new, compares, and swaps the new file in."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compare import compare_all
from compare.benchmarks import check_benchmarks
from compare.coverage import coverage_of
from extract.worker import Limits
from normalise.front_page import front_from_index
from normalise.reference import load_official
from pipeline import Canon, read_document
from records import VERSION
from records.reading import FrontMatter, Problem, Reading
from store.read import read_held
from store.write import Build, open_build

HOUSE = Path(__file__).resolve().parent
DATA = HOUSE / "data"
READER_ROOMS = ("records", "extract", "normalise", "nlp", "checks")


class NothingToRead(Exception):
    """None of the paths led to a document; the message says for each what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, for the table at a build's end."""

    path: Path
    status: str
    """`read`, `partly read`, `failed`, or `kept` (unchanged since the last build)."""
    pages: int = 0
    tables: int = 0
    figures: int = 0
    unnamed: int = 0
    """Figures whose measure the catalogue does not have or that was not settled."""
    rejected: int = 0
    """Numerals that are no figures, each with its reason."""
    problems: tuple[Problem, ...] = ()
    seconds: float = 0.0

    @classmethod
    def of(cls, path: Path, reading: Reading) -> Outcome:
        return cls(
            path=path,
            status=reading.status,
            pages=len(reading.content.pages),
            tables=len(reading.content.tables),
            figures=len(reading.observations),
            unnamed=sum(o.indicator_id is None for o in reading.observations),
            rejected=len(reading.rejections),
            problems=reading.problems,
            seconds=reading.seconds,
        )


def find_documents(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """Every file named, and every PDF at any depth of every folder named, in order and each once.

    A path that is not there or a folder without PDFs is a problem, and the others are read.
    """
    found: dict[Path, None] = {}
    problems = []
    for path in paths:
        if path.is_dir():
            within = sorted(p for p in path.rglob("*") if p.suffix.lower() == ".pdf" and p.is_file())
            if not within:
                problems.append(
                    Problem(str(path), "no PDF stands in this folder. Name the folder that holds the papers.")
                )
            found.update(dict.fromkeys(within))
        elif path.exists():
            found[path] = None
        else:
            problems.append(Problem(str(path), "there is no such file or folder. Check the spelling."))
    return list(found), problems


def build_database(
    paths: Sequence[Path],
    database: Path,
    *,
    index: Path | None = None,
    limits: Limits | None = None,
    found: Callable[[int, Sequence[Problem]], None],
    done: Callable[[Outcome], None],
) -> list[Outcome]:
    """Reads every document under `paths` into `database`, keeping what an earlier build read already.

    `found` is told the number of files and the paths that led nowhere before reading begins, `done` each file's
    outcome. Raises NothingToRead, DataFaulty, IndexFaulty or StoreError before a page is read.
    """
    files, lost = find_documents(paths)
    if not files:
        raise NothingToRead("\n".join(f"{problem.place}: {problem.message}" for problem in lost))
    canon = Canon.load(DATA)
    rows = {file: row for file in files if (row := index_row(file, index)) is not None}
    fronts = {file: front_from_index(row, canon.reference) for file, row in rows.items()}
    found(len(files), lost)
    outcomes = []
    with open_build(database, signature=signature()) as build:
        hashes = {file: sha256_of(file) for file in files}
        build.keep_only(hashes.values())
        seen: dict[str, Path] = {}
        for file, sha256 in hashes.items():
            if sha256 in seen:
                twin = Problem(file.name, f"the same file as {seen[sha256]}; it is held once.")
                outcomes.append(Outcome(file, "kept", problems=(twin,)))
            else:
                seen[sha256] = file
                outcomes.append(
                    take_in(build, canon, file, sha256, rows.get(file), fronts.get(file), limits or Limits())
                )
            done(outcomes[-1])
        compare_stored(build, canon)
    return outcomes


def take_in(
    build: Build,
    canon: Canon,
    file: Path,
    sha256: str,
    row: Mapping[str, str] | None,
    front: FrontMatter | None,
    limits: Limits,
) -> Outcome:
    """One file into the build, unless it stands there already as it would be read now."""
    front_key = digest(sorted(row.items())) if row else ""
    if build.holds(sha256, front_key, path=file):
        return Outcome(file, "kept")
    reading = read_document(file, canon, limits=limits, index=front)
    build.write_reading(reading, path=file, front_key=front_key)
    return Outcome.of(file, reading)


def compare_stored(build: Build, canon: Canon) -> None:
    """Writes the canon, and what is computed over all documents: comparisons, benchmark checks, coverage."""
    official = load_official(DATA / "reference")
    build.write_canon(canon.catalogue, canon.reference, official)
    figures = build.comparables()
    indicators = canon.catalogue.by_id
    compared = compare_all(figures, reference=canon.reference, indicators=indicators, official=official)
    checked = check_benchmarks(figures, reference=canon.reference, indicators=indicators, official=official)
    build.write_rows("comparisons", compared)
    build.write_rows("benchmark_checks", checked)
    build.write_rows("coverage", coverage_of(read_held(build.database.conn)))


def index_row(file: Path, index: Path | None) -> dict[str, str] | None:
    """The row of index.csv (the one given, else the one beside the file) that names this file; None where none does."""
    for row in rows_of(index if index is not None else file.parent / "index.csv"):
        if row.get("filename") == file.name:
            return row
    return None


def rows_of(index: Path) -> Iterator[dict[str, str]]:
    """The rows of an index, each knowing its file and line as `index` for messages; nothing where there is no file."""
    if not index.is_file():
        return
    with index.open(newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines)
        for row in reader:
            yield {str(k): (v or "").strip() for k, v in row.items() if k} | {
                "index": f"{index}, line {reader.line_num}"
            }


def signature() -> dict[str, str]:
    """What a document's rows depend on besides the document: the reader's code, the catalogue, the reference data."""
    code = [HOUSE / "pipeline.py", *(p for room in READER_ROOMS for p in sorted((HOUSE / room).rglob("*.py")))]
    return {
        "reader": f"{VERSION}+{hash_of(code)[:12]}",
        "catalogue": hash_of(sorted((DATA / "catalogue").glob("*")))[:12],
        "corrections": hash_of(DATA.glob("corrections.csv"))[:12],
        "reference": hash_of(sorted((DATA / "reference").glob("*")))[:12],
    }


def hash_of(files: Iterable[Path]) -> str:
    """One hash over names and contents."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def sha256_of(file: Path) -> str:
    """The sha256 of a file's bytes, as hexadecimal text."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def digest(value: object) -> str:
    """A short stable text for something that prints the same each time."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]
