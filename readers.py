"""Documents read one after another, or side by side in processes: the same readings in the same order."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from extract.worker import Limits
from pipeline import Canon, read_document
from records.page import DocumentFacts
from records.reading import DocumentContent, FrontMatter, Problem, Reading

log = logging.getLogger(__name__)

MANY = 20
"""So many documents are read side by side from the first on."""
WORTH_SECONDS = 12.0
"""Fewer, where what is left will take this long: each worker needs some seconds to load its canon."""
AHEAD = 2
"""Documents a worker may be ahead of the one that is stored next, so that memory does not grow with their number."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to read."""

    file: Path
    sha256: str
    front: FrontMatter | None
    """What index.csv says of it."""
    front_key: str
    """Stands for that row, to be stored with the document."""


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(
    jobs: Sequence[Job], canon: Canon, data: Path, *, limits: Limits, workers: int
) -> Generator[Reading, None, None]:
    """The reading of each job, in their order, whatever the number of `workers`.

    `data` is the folder that each worker loads its canon from; `canon` is the same, already loaded here. A document
    over which a worker dies, or in which a fault of ours shows, is one that failed; the others are read.
    """
    begun = time.monotonic()
    for place, job in enumerate(jobs):
        left = jobs[place:]
        long = len(jobs) >= MANY or (place > 0 and _seconds(jobs, place, begun) > WORTH_SECONDS)
        if workers > 1 and len(left) > 2 and long:
            yield from _Crew(data, limits, min(workers, len(left))).readings(left)
            return
        yield _attempt(job, canon, limits)


def _seconds(jobs: Sequence[Job], place: int, begun: float) -> float:
    """How long the jobs from `place` on will take, by their sizes and the time that those before took."""
    sizes = [job.file.stat().st_size if job.file.is_file() else 0 for job in jobs]
    return (time.monotonic() - begun) * sum(sizes[place:]) / max(sum(sizes[:place]), 1)


def _attempt(job: Job, canon: Canon, limits: Limits) -> Reading:
    try:
        return read_document(job.file, canon, limits=limits, index=job.front)
    except Exception as fault:  # whatever it is, it costs this document and no other
        log.exception("%s", job.file)
        return unread(job, f"{job.file.name} broke the reader ({type(fault).__name__}: {fault}); report this file")


def unread(job: Job, error: str) -> Reading:
    """The reading of a document that gave nothing."""
    size = job.file.stat().st_size if job.file.is_file() else 0
    facts = DocumentFacts(job.file.name, job.sha256, size, 0, None, error)
    problem = Problem(job.file.name, error)
    return Reading(DocumentContent(facts, ()), job.front or FrontMatter(), problems=(problem,))


class _Crew:
    """Processes that read, begun anew where one of them dies."""

    def __init__(self, data: Path, limits: Limits, workers: int) -> None:
        self._data, self._limits, self._workers = data, limits, workers
        self._pool: ProcessPoolExecutor | None = None

    def readings(self, jobs: Sequence[Job]) -> Generator[Reading, None, None]:
        waiting = deque(jobs)
        under_way: deque[tuple[Job, Future[Reading]]] = deque()
        try:
            while waiting or under_way:
                while waiting and len(under_way) < AHEAD * self._workers:
                    job = waiting.popleft()
                    under_way.append((job, self._begin(job)))
                job, future = under_way.popleft()
                try:
                    reading = future.result()
                except BrokenProcessPool:
                    # Which document a worker died over is not said: those under way are read again, each alone.
                    self._end()
                    yield self._alone(job)
                    for other, begun in under_way:
                        yield self._alone(other) if _was_lost(begun) else begun.result()
                    under_way.clear()
                else:
                    yield reading
        finally:
            self._end()

    def _begin(self, job: Job) -> Future[Reading]:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_load,
                initargs=(self._data, self._limits),
            )
        try:
            return self._pool.submit(_read, job)
        except BrokenProcessPool as broken:
            failed: Future[Reading] = Future()
            failed.set_exception(broken)
            return failed

    def _alone(self, job: Job) -> Reading:
        try:
            return self._begin(job).result()
        except BrokenProcessPool:
            self._end()
            return unread(job, f"{job.file.name} ended the process that read it; report this file")

    def _end(self) -> None:
        """Ends the processes at once; what they were reading is lost."""
        if self._pool is None:
            return
        ours = [child for child in multiprocessing.active_children() if child.name.startswith("SpawnProcess")]
        self._pool.shutdown(wait=False, cancel_futures=True)
        for child in ours:
            with suppress(OSError, ValueError):
                child.terminate()
        self._pool = None


def _was_lost(future: Future[Reading]) -> bool:
    return future.cancelled() or isinstance(future.exception(), BrokenProcessPool)


_loaded: list[tuple[Canon, Limits]] = []
"""In a worker: the canon, loaded once."""


def _load(data: Path, limits: Limits) -> None:
    # An interrupt reaches every process of the terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _loaded.append((Canon.load(data), limits))


def _read(job: Job) -> Reading:
    canon, limits = _loaded[0]
    return _attempt(job, canon, limits)
