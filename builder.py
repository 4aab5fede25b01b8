"""Many documents to one database: finds the files, reads what is new, compares, and swaps the new file in."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from checks import official, restated
from compare import compare_all
from compare.benchmarks import check_benchmarks
from compare.coverage import coverage_of
from extract import typesetting
from extract.file_hash import sha256_of
from extract.worker import Limits
from normalise.corrections import load_corrections, of_no_document
from normalise.data_faults import Faultless, indicator_ids
from normalise.front_page import IndexFaulty, front_from_index
from normalise.reference import load_official
from pipeline import Canon
from readers import Job, read_all
from records import VERSION
from records.catalogue import Indicator, OfficialFigure
from records.comparison import BenchmarkCheck
from records.reading import FindingAcross, FrontMatter, Problem, Reading
from store.opening import is_current, open_build
from store.read import Stored, read_held, read_observations, read_problems
from store.write import Build

HOUSE = Path(__file__).resolve().parent
DATA = HOUSE / "data"
READABLE = {".pdf"} | typesetting.SUFFIXES
"""What is read of a folder; a file that is named itself is read whatever it is called."""
READER_ROOMS = ("records", "extract", "normalise", "nlp", "checks", "compare", "store")
TAGGER = (
    *(HOUSE / "nlp" / name for name in ("phrases.py", "themes.py", "tone.py")),
    *(DATA / "catalogue" / name for name in ("themes.csv", "theme_phrases.csv", "tone_words.csv")),
)
"""What themes and tone depend on besides the sentences and their measures."""

INDEX_COLUMNS = "filename,authority,title,committee,meeting_date,report_period,source,licence"


class NothingToRead(Exception):
    """None of the paths led to a document; the message says for each what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, for the table at a build's end."""

    path: Path
    status: str
    """`read`, `partly read`, `failed`, or `kept` (read by an earlier build, and unchanged since)."""
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
            pages=0 if reading.content.facts.typeset else len(reading.content.pages),
            tables=len(reading.content.tables),
            figures=len(reading.observations),
            unnamed=sum(o.indicator_id is None for o in reading.observations),
            rejected=len(reading.rejections),
            problems=reading.problems,
            seconds=reading.seconds,
        )


@dataclass(frozen=True, slots=True)
class Built:
    """What a build came to: each file's outcome, and what is wrong with no file but with the build."""

    outcomes: list[Outcome]
    problems: list[Problem]
    """Corrections of files that are not among those of the build."""


def find_documents(paths: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    """Every file named, and every PDF, web page and text at any depth of every folder named, in order and each once.

    A path that is not there or a folder without any is a problem, and the others are read.
    """
    found: dict[Path, None] = {}
    problems = []
    for path in paths:
        if path.is_dir():
            within = sorted(p for p in path.rglob("*") if p.suffix.lower() in READABLE and p.is_file())
            if not within:
                problems.append(
                    Problem(str(path), "no PDF, .html or .txt stands here. Name the folder that holds the papers.")
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
    workers: int = 1,
    found: Callable[[int, Sequence[Problem]], None],
    done: Callable[[Outcome], None],
) -> Built:
    """Reads every document under `paths` into `database`, keeping what an earlier build read already.

    With several `workers` documents are read side by side; the database gets the same rows. `found` is told the number
    of files and the paths that led nowhere before reading begins, `done` each file's outcome. Raises NothingToRead,
    DataFaulty, IndexFaulty or StoreError before a page is read.
    """
    files, lost = find_documents(paths)
    if not files:
        raise NothingToRead("\n".join(f"{problem.place}: {problem.message}" for problem in lost))
    rows = index_rows(files, index)
    listed = {file: (sha256_of(file), front_key_of(rows.get(file))) for file in files}
    signed = signature(limits or Limits())
    documents = {sha: (key, file) for file, (sha, key) in listed.items()}
    if is_current(database, signature=signed, documents=documents):
        corrections = load_corrections(DATA / "corrections.csv", indicator_ids(DATA))
        found(len(files), lost)
        kept = with_problems([Outcome(file, "kept") for file in files], listed, database)
        for outcome in kept:
            done(outcome)
        return Built(kept, of_no_document(corrections, documents))
    data = Faultless()
    canon = data.load(lambda: Canon.load(DATA))
    statistics = data.load(lambda: load_official(DATA / "reference"))
    data.stop_if_faulty()
    assert canon is not None and statistics is not None
    fronts = {file: front_from_index(row, canon.reference) for file, row in rows.items()}
    found(len(files), lost)
    outcomes = []
    with open_build(database, signature=signed) as build:
        plan = plan_of(build, listed, fronts)
        new = [entry for entry in plan if isinstance(entry, Job)]
        readings = read_all(new, canon, DATA, limits=limits or Limits(), workers=workers)
        with closing(readings):
            for entry in plan:
                if isinstance(entry, Job):
                    reading = next(readings)
                    build.write_reading(reading, path=entry.file, front_key=entry.front_key)
                    entry = Outcome.of(entry.file, reading)
                outcomes.append(entry)
                done(entry)
        compare_stored(build, canon, statistics)
    return Built(with_problems(outcomes, listed, database), of_no_document(canon.corrections, documents))


def with_problems(outcomes: Sequence[Outcome], listed: Mapping[Path, tuple[str, str]], database: Path) -> list[Outcome]:
    """The outcomes, those of documents kept with what an earlier build said of them: a file that failed fails again."""
    held = read_problems(database)
    known = []
    for one in outcomes:
        if one.status == "kept" and not one.problems:
            status, problems = held[listed[one.path][0]]
            one = replace(one, status="failed" if status == "failed" else one.status, problems=problems)
        known.append(one)
    return known


def plan_of(
    build: Build, listed: Mapping[Path, tuple[str, str]], fronts: Mapping[Path, FrontMatter]
) -> list[Job | Outcome]:
    """For each file, in order: what is to be read, or why it need not be. Drops what is listed no more.

    `listed`: file -> its sha256 and front key.
    """
    build.keep_only(sha256 for sha256, _ in listed.values())
    plan: list[Job | Outcome] = []
    seen: dict[str, Path] = {}
    for file, (sha256, front_key) in listed.items():
        if sha256 in seen and not file.stat().st_size:
            # Empty files are alike and yet not the same paper: each is told by itself.
            empty = Problem(file.name, f"{file.name} is empty (0 bytes); download it again.")
            plan.append(Outcome(file, "failed", problems=(empty,)))
        elif sha256 in seen:
            twin = Problem(file.name, f"the same file as {seen[sha256]}; it is held once.")
            plan.append(Outcome(file, "kept", problems=(twin,)))
        elif build.holds(sha256, front_key, path=file):
            plan.append(Outcome(file, "kept"))
        else:
            plan.append(Job(file, sha256, fronts.get(file), front_key))
        seen.setdefault(sha256, file)
    return plan


def compare_stored(build: Build, canon: Canon, statistics: Sequence[OfficialFigure]) -> None:
    """Writes the canon, and what is computed over all documents: comparisons, checks across reports, coverage."""
    build.write_canon(canon.catalogue, canon.reference, statistics)
    figures = build.comparables()
    indicators = canon.catalogue.by_id
    compared = compare_all(figures, reference=canon.reference, indicators=indicators, official=statistics)
    checked = check_benchmarks(figures, reference=canon.reference, indicators=indicators, official=statistics)
    build.write_rows("comparisons", compared)
    build.write_rows("benchmark_checks", checked)
    across = list(findings_across(read_observations(build.database.conn), checked, indicators))
    build.write_findings((restated.RULE, official.RULE), across)
    build.write_rows("coverage", coverage_of(read_held(build.database.conn)))


def findings_across(
    stored: Iterable[Stored], checked: Sequence[BenchmarkCheck], indicators: Mapping[str, Indicator]
) -> Iterator[FindingAcross]:
    """What does not hold together across reports, council by council, in the order of `stored`."""
    for _, figures in groupby(stored, key=lambda figure: figure.authority_id):
        held = {figure.id: figure for figure in figures}
        yield from restated.restated(held.values(), indicators)
        yield from official.unlike_official([c for c in checked if c.observation_id in held], held, indicators)


def front_key_of(row: Mapping[str, str] | None) -> str:
    """Stands for what index.csv says of a file, wherever in it the row stands; empty where it says nothing."""
    return digest(sorted((key, value) for key, value in row.items() if key != "index")) if row else ""


def index_rows(files: Iterable[Path], index: Path | None) -> dict[Path, dict[str, str]]:
    """File -> the row of index.csv (the one given, else the one beside it) that names it; each index is read once."""
    beside: dict[Path, dict[str, dict[str, str]]] = {}
    found = {}
    for file in files:
        place = index if index is not None else file.parent / "index.csv"
        if place not in beside:
            beside[place] = {row["filename"]: row for row in rows_of(place)}
        if file.name in beside[place]:
            found[file] = beside[place][file.name]
    return found


def rows_of(index: Path) -> Iterator[dict[str, str]]:
    """The rows of an index, each knowing its file and line as `index` for messages; nothing where there is no file.

    Raises IndexFaulty for a file that is not UTF-8, without a column `filename`, or with two rows for one file.
    """
    if not index.is_file():
        return
    try:
        text = index.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise IndexFaulty(f"{index}: it is not UTF-8. Save it as 'CSV UTF-8'.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if "filename" not in (reader.fieldnames or ()):
        raise IndexFaulty(f"{index}, line 1: no column filename. It needs, with commas: {INDEX_COLUMNS}.")
    seen: dict[str, int] = {}
    for row in reader:
        place = f"{index}, line {reader.line_num}"
        name = (row["filename"] or "").strip()
        if name in seen:
            raise IndexFaulty(f"{place}: '{name}' stands in line {seen[name]} too. Keep one of the two rows.")
        seen[name] = reader.line_num
        yield {str(k): (v or "").strip() for k, v in row.items() if k} | {"index": place}


def signature(limits: Limits) -> dict[str, str]:
    """What a document's rows depend on besides it: the reader's code, the data, which pages are read a second time."""
    code = [HOUSE / "pipeline.py", *(p for room in READER_ROOMS for p in sorted((HOUSE / room).rglob("*.py")))]
    return {
        "reader": f"{VERSION}+{hash_of(code)[:12]}",
        "tagger": f"{VERSION}+{hash_of(TAGGER)[:12]}",
        "catalogue": hash_of(sorted((DATA / "catalogue").glob("*")))[:12],
        "corrections": hash_of(DATA.glob("corrections.csv"))[:12],
        "confidence": hash_of(DATA.glob("confidence.csv"))[:12],
        "reference": hash_of(sorted((DATA / "reference").glob("*")))[:12],
        "second_reading": limits.second_reading,
        "ocr": "yes" if limits.ocr_seconds else "no",
    }


def hash_of(files: Iterable[Path]) -> str:
    """One hash over names and contents."""
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.name.encode() + b"\0" + file.read_bytes())
    return whole.hexdigest()


def digest(value: object) -> str:
    """A short stable text for something that prints the same each time."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]
