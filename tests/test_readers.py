"""Documents read side by side give the same rows as one after another; a worker's death costs one of them."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

import readers
from builder import DATA, Outcome, build_database
from extract.worker import Limits
from pipeline import Canon
from readers import Job, read_all
from records.reading import Problem, Reading


@pytest.fixture(scope="module")
def canon() -> Canon:
    return Canon.load(DATA)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Four small papers, the second of which is no PDF."""
    folder = tmp_path_factory.mktemp("papers")
    for number in range(4):
        canvas = Canvas(str(folder / f"paper-{number}.pdf"), pagesize=(595, 842), invariant=1)
        canvas.drawString(60, 760, "Barnsley Council: children's performance report, November 2020")
        canvas.drawString(60, 700, f"There were {210 + number} referrals in November 2020, down from 231 in October.")
        canvas.save()
    (folder / "paper-1.pdf").write_bytes(b"")
    return sorted(folder.glob("*.pdf"))


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few the documents, workers are begun."""
    monkeypatch.setattr(readers, "MANY", 1)


def jobs(papers: Sequence[Path]) -> list[Job]:
    return [Job(path, f"{number:064d}", None, "") for number, path in enumerate(papers)]


def rows(database: Path) -> dict[str, list[Any]]:
    """All rows in the order in which they stand, without when and how fast they were read."""
    clock = {"read_at", "seconds"}
    found = {}
    with closing(sqlite3.connect(database)) as held:
        held.row_factory = sqlite3.Row
        for (name,) in held.execute("select name from sqlite_master where type = 'table' and name not like '%fts%'"):
            if name != "build":
                found[name] = [
                    {key: value for key, value in zip(row.keys(), row, strict=True) if key not in clock}
                    for row in held.execute(f'select * from "{name}"')
                ]
    return found


def build(papers: Sequence[Path], database: Path, workers: int) -> list[Outcome]:
    def found(_files: int, _lost: Sequence[Problem]) -> None: ...

    told: list[Outcome] = []
    outcomes = build_database(papers, database, workers=workers, found=found, done=told.append).outcomes
    assert told == outcomes
    return outcomes


@pytest.mark.usefixtures("at_once")
def test_the_rows_are_the_same_whatever_the_number_of_workers(papers: list[Path], tmp_path: Path) -> None:
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    assert [o.path for o in build(papers, one, 1)] == [o.path for o in build(papers, two, 2)] == papers
    assert rows(one) == rows(two)
    assert len(rows(one)["documents"]) == 4 and len(rows(one)["observations"]) >= 6


def test_few_documents_are_read_here(papers: list[Path], canon: Canon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_Crew", None)
    found = list(read_all(jobs(papers), canon, DATA, limits=Limits(), workers=8))
    assert [reading.status for reading in found] == ["read", "failed", "read", "read"]


def test_documents_that_take_long_call_for_others(
    papers: list[Path], canon: Canon, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crew:
        def __init__(self, *_: object) -> None: ...

        def readings(self, left: Sequence[Job]) -> Iterator[Reading]:
            return (readers.unread(job, "side by side") for job in left)

    monkeypatch.setattr(readers, "WORTH_SECONDS", 0.0)
    monkeypatch.setattr(readers, "_Crew", Crew)
    found = list(read_all(jobs(papers), canon, DATA, limits=Limits(), workers=2))
    assert [reading.content.facts.error for reading in found] == [None, *["side by side"] * 3]


def test_a_fault_in_the_reader_costs_one_document(
    papers: list[Path], canon: Canon, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = readers.read_document

    def faulty(path: Path, *given: Any, **more: Any) -> Any:
        if path.name == "paper-2.pdf":
            raise ZeroDivisionError("nothing to share")
        return real(path, *given, **more)

    monkeypatch.setattr(readers, "read_document", faulty)
    found = list(read_all(jobs(papers), canon, DATA, limits=Limits(), workers=1))
    assert [reading.status for reading in found] == ["read", "failed", "failed", "read"]
    assert "ZeroDivisionError: nothing to share" in str(found[2].content.facts.error)
    assert found[2].content.facts.sha256 == f"{2:064d}"


class Deadly(str):
    """Ends the process that it is sent to."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


@pytest.mark.usefixtures("at_once")
def test_a_worker_that_dies_costs_the_document_that_it_was_given(papers: list[Path], canon: Canon) -> None:
    listed = jobs(papers)
    listed[2] = replace(listed[2], front_key=Deadly())
    found = list(read_all(listed, canon, DATA, limits=Limits(), workers=2))
    assert [reading.status for reading in found] == ["read", "failed", "failed", "read"]
    assert "ended the process that read it" in str(found[2].content.facts.error)


@pytest.mark.usefixtures("at_once")
def test_readings_that_nobody_waits_for_end_their_processes(papers: list[Path], canon: Canon) -> None:
    reading = read_all(jobs(papers), canon, DATA, limits=Limits(), workers=2)
    next(reading)
    reading.close()
    deadline = time.monotonic() + 5
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert multiprocessing.active_children() == []
