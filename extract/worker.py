"""Reads a document in a child process, under a limit of time and memory for each page: a page costs a page.

The child does the reading and may be killed, by its clock or by the system; then that page is a problem, a new child
goes on with the next one, and this process never sees more than records.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any

from extract.doubtful import doubts_of
from extract.file_hash import sha256_of
from extract.legible import NEEDS_OCR
from records.page import DocumentFacts, Page
from records.reading import PageContent
from records.table import Table

START_SECONDS = 60.0
"""How long a child may take to start, and to open a file; each takes a part of a second on a machine at rest."""
DEATHS_IN_A_ROW = 5
"""After so many pages in a row that killed their child, only pages that a bookmark points to are tried: a broken report
in the middle of a pack costs itself."""
MOST_DEATHS = 25
"""After so many in all, the rest of a document is not tried."""
REPEATS_IN_A_ROW = 50
"""After so many pages in a row that were read before, a document is taken to have no more of its own."""
LOSSES_OF_SECOND = 3
"""After so many pages that killed the child of the second reading, a document's other pages are read once."""
_MISSING = "it is damaged or not there; compare the file with the published paper"
"""The problem of a page that PDFium cannot load."""
_CHILD = "import sys; from extract.worker import main; main(int(sys.argv[1]), float(sys.argv[2]))"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost, and which pages are worth a second reading."""

    page_seconds: float = 30.0
    memory_bytes: int = 1 << 30
    """Of address space, for the child as a whole."""
    ocr_seconds: float = 120.0
    """For a page that must be read by OCR, which takes ten times as long; 0 leaves such pages unread."""
    ocr_memory_bytes: int = 3 << 30
    """Of address space, for the child that does OCR: its models and pictures take half a gigabyte and reserve more."""

    second_reading: str = "doubtful"
    """Whose tables are read again by pdfplumber and camelot: of `all` pages, of the `doubtful` ones, of `none`."""
    second_seconds: float = 60.0
    second_memory_bytes: int = 3 << 30
    """Of address space, for the child that reads again: its libraries take a fifth of a gigabyte and reserve more."""

    @property
    def for_second(self) -> Limits:
        """The limits of the child that reads again."""
        return replace(self, page_seconds=self.second_seconds, memory_bytes=self.second_memory_bytes)

    @property
    def for_ocr(self) -> Limits:
        """The limits of the child that reads pictures."""
        return replace(self, page_seconds=self.ocr_seconds, memory_bytes=self.ocr_memory_bytes)


@dataclass(frozen=True, slots=True)
class Question:
    """What the child is asked to do: a function of this room by name, and what it gets."""

    verb: str
    """`open`, `page`, `ocr`, `second` or `picture`."""
    arguments: tuple[Any, ...] = ()


class ChildLostError(Exception):
    """A child that ran over a limit or died; the message says which, as the end of a sentence."""


class QuestionRefusedError(Exception):
    """What the child says cannot be done; the message is a sentence for a person."""


class Child:
    """One child process. Use it as a context manager."""

    def __init__(self, limits: Limits) -> None:
        """Starts it; raises ChildLostError where it does not come up."""
        self._limits = limits
        root = str(Path(__file__).resolve().parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        # One thread for the linear algebra that numpy brings along: each more reserves address space.
        settings = {"PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(limits.memory_bytes), str(limits.page_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **settings},
        )
        self._answer(START_SECONDS)

    def __enter__(self) -> Child:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, question: Question, seconds: float | None = None) -> Any:
        """The child's answer, within `seconds` (None: those of a page).

        Raises QuestionRefusedError with the child's own sentence, and ChildLostError where it ran over a limit or
        died; it is of no more use then.
        """
        pipe = self._process.stdin
        assert pipe is not None
        try:
            pickle.dump(question, pipe)
            pipe.flush()
        except (OSError, ValueError):  # the pipe is broken, or was closed
            raise ChildLostError("the reader had broken off") from None
        answered, answer = self._answer(seconds or self._limits.page_seconds)
        if not answered:
            raise QuestionRefusedError(answer)
        return answer

    def close(self) -> None:
        """Ends the process; may be called twice."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what could not be written to a child that died
                    pipe.close()

    def _answer(self, seconds: float) -> tuple[bool, Any]:
        pipe = self._process.stdout
        assert pipe is not None
        end = time.monotonic() + seconds
        size = int.from_bytes(self._bytes(pipe.fileno(), 8, end, seconds), "big")
        answer = pickle.loads(self._bytes(pipe.fileno(), size, end, seconds))
        assert isinstance(answer, tuple)
        return answer[0], answer[1]

    def _bytes(self, pipe: int, count: int, end: float, seconds: float) -> bytes:
        """So many bytes from the pipe, by the time `end`."""
        parts, missing = [], count
        while missing:
            ready, _, _ = select.select([pipe], [], [], max(end - time.monotonic(), 0))
            if not ready:
                self.close()
                raise ChildLostError(f"it took longer than {seconds:g} seconds")
            part = os.read(pipe, min(missing, 1 << 20))
            if not part:
                self.close()
                megabytes = self._limits.memory_bytes >> 20
                raise ChildLostError(f"the reader broke off, most likely over its limit of {megabytes} MB")
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)


def read_document(
    path: Path, *, limits: Limits | None = None, password: str | None = None
) -> tuple[DocumentFacts, tuple[PageContent, ...]]:
    """A document's facts and the content of each of its pages, in order.

    Never raises for what the file is: a file that cannot be opened gives facts with `error` and no pages; a page that
    cannot be read stands among the pages with `method` none and its `problem`. A page tree that leads back to itself
    is read once, and `facts.pages` counts the pages that can be told apart.
    """
    limits = limits or Limits()
    try:
        reader = _Reader(path, limits, password)
    except ChildLostError as lost:
        return _unopened(path, f"{path.name} could not be opened: {lost}; print it to a new PDF in a viewer."), ()
    try:
        if reader.facts.error:
            return reader.facts, ()
        contents = _without_repeats(reader.contents())
        there = [content.page.number for content in contents if content.page.problem != _MISSING]
        pages = max(there, default=0)
        return replace(reader.facts, pages=pages), _one_for_missing(contents, pages, reader.facts.pages)
    finally:
        reader.close()


def _unopened(path: Path, error: str) -> DocumentFacts:
    """The facts of a file that no child could open; its hash is taken here, so that it stands under its own name."""
    size = path.stat().st_size if path.is_file() else 0
    return DocumentFacts(path.name, sha256_of(path), size, 0, None, error)


class _Reader:
    """Asks a child for page after page, and starts a new child after each death."""

    def __init__(self, path: Path, limits: Limits, password: str | None) -> None:
        self._path, self._limits, self._password = path, limits, password
        self._child: Child | None = None
        self._ocr: Child | None = None
        self._second: Child | None = None
        self._second_losses = 0
        self.facts = self._open()

    def _open(self) -> DocumentFacts:
        self._child = Child(self._limits)
        facts: DocumentFacts = self._child.ask(Question("open", (self._path, self._password)), START_SECONDS)
        return facts

    def contents(self) -> Iterator[PageContent | None]:
        """One for each page; None for a page that an earlier number gave already."""
        deaths = all_deaths = 0
        begins = {mark.page for mark in self.facts.outline}
        for number in range(1, self.facts.pages + 1):
            if deaths >= DEATHS_IN_A_ROW and (number not in begins or all_deaths >= MOST_DEATHS):
                yield _unread(number, f"not tried, as the {deaths} pages before it could not be read")
                continue
            try:
                if self._child is None:
                    self._open()
                assert self._child is not None
                content: PageContent | None = self._child.ask(Question("page", (number,)))
                deaths = 0
                yield content if content is None else self._read_again(self._with_ocr(content))
            except QuestionRefusedError as refused:
                yield PageContent(_unread_page(number, str(refused)))
            except ChildLostError as lost:
                deaths, all_deaths = deaths + 1, all_deaths + 1
                self.close()
                yield _unread(number, f"it could not be read: {lost}")

    def _with_ocr(self, content: PageContent) -> PageContent:
        """The page read by OCR, where its text layer says nothing; else, or where OCR fails, as it was."""
        if content.page.problem not in NEEDS_OCR or not self._limits.ocr_seconds:
            return content
        try:
            if self._ocr is None:
                self._ocr = Child(self._limits.for_ocr)
                self._ocr.ask(Question("open", (self._path, self._password)), START_SECONDS)
            read: PageContent = self._ocr.ask(Question("ocr", (content.page.number,)))
        except (ChildLostError, QuestionRefusedError) as lost:
            if self._ocr is not None:
                self._ocr.close()
                self._ocr = None
            return replace(content, page=replace(content.page, problem=f"{content.page.problem}; OCR failed: {lost}"))
        return read

    def _read_again(self, content: PageContent) -> PageContent:
        """The page, the cells of its tables marked by a second reading where it is worth one and does not fail."""
        asked = self._limits.second_reading
        if asked == "none" or content.page.method != "text" or not content.tables:
            return content
        if self._second_losses >= LOSSES_OF_SECOND or (asked != "all" and not doubts_of(content.page, content.tables)):
            return content
        try:
            if self._second is None:
                self._second = Child(self._limits.for_second)
            arguments = (self._path, content.page, content.tables, self._password)
            tables: tuple[Table, ...] = self._second.ask(Question("second", arguments))
            return replace(content, tables=tables)
        except QuestionRefusedError as refused:
            return replace(content, second_problem=str(refused))
        except ChildLostError as lost:
            if self._second is not None:
                self._second.close()
            self._second = None
            self._second_losses += 1
            more = "; the rest of this file is read once" if self._second_losses >= LOSSES_OF_SECOND else ""
            return replace(content, second_problem=f"{lost}{more}")

    def close(self) -> None:
        for child in (self._child, self._ocr, self._second):
            if child is not None:
                child.close()
        self._child = self._ocr = self._second = None


def _without_repeats(contents: Iterator[PageContent | None]) -> list[PageContent]:
    """Drops the repeats at a document's end; one between other pages stays, as a page with a problem."""
    kept: list[PageContent] = []
    repeats = 0
    for content in contents:
        if content is None:
            repeats += 1
            if repeats > REPEATS_IN_A_ROW:
                break
            continue
        for number in range(content.page.number - repeats, content.page.number):
            kept.append(PageContent(_unread_page(number, "an earlier page of the file once more, which was read")))
        repeats = 0
        kept.append(content)
    return kept


def _one_for_missing(contents: list[PageContent], last: int, claimed: int) -> tuple[PageContent, ...]:
    """The pages behind the `last` one that is there, which the file claims and does not have, as one problem."""
    kept = [content for content in contents if content.page.number <= last]
    if len(kept) < len(contents):
        problem = (
            f"the file claims {claimed} pages, but from this one on none is there; compare it with the published paper"
        )
        kept.append(PageContent(_unread_page(last + 1, problem)))
    return tuple(kept)


def _unread(number: int, why: str) -> PageContent:
    """The content of a page that could not be read. `why` goes on after 'file, page n: '."""
    return PageContent(_unread_page(number, f"{why}; print this page to a new PDF in a viewer, or raise the limits"))


def _unread_page(number: int, problem: str) -> Page:
    return Page(number, 0.0, 0.0, 0, (), method="none", problem=problem)


class _Desk:
    """The child's side: what it has open, and how it answers."""

    def __init__(self) -> None:
        self._pdf: Any = None

    def answer(self, question: Question) -> Any:
        if question.verb == "open":
            return self._open(*question.arguments)
        if question.verb == "page":
            return self._content(*question.arguments)
        if question.verb == "ocr":
            return self._picture_read(*question.arguments)
        if question.verb == "second":
            return self._read_again(*question.arguments)
        if question.verb == "picture":
            from extract.picture import render  # noqa: PLC0415  pillow is loaded only where a picture is wanted

            return render(*question.arguments)
        raise ValueError(f"{question.verb!r} is not a verb of extract.worker")

    def _open(self, path: Path, password: str | None) -> DocumentFacts:
        from extract.pdf import PdfError, facts_of_broken, open_pdf  # noqa: PLC0415  the parent never loads PDFium

        try:
            self._pdf = open_pdf(path, password)
        except PdfError as error:
            return facts_of_broken(path, str(error))
        facts: DocumentFacts = self._pdf.facts
        return facts

    def _content(self, number: int) -> PageContent | None:
        from extract.pdf import PageMissingError, PdfError, RepeatedPageError  # noqa: PLC0415

        try:
            page = self._pdf.page(number)
        except RepeatedPageError:
            return None
        except PageMissingError:
            return PageContent(_unread_page(number, _MISSING))
        except PdfError as error:
            return PageContent(_unread_page(number, str(error)))
        return content_of(page)

    def _picture_read(self, number: int) -> PageContent:
        """A page that was found to need it, by OCR."""
        from extract.ocr import ocr_scale, read_picture  # noqa: PLC0415  its models are loaded only where wanted

        page = self._pdf.page(number)
        scale = ocr_scale(page)
        return content_of(read_picture(page, self._pdf.pixels(number, scale), scale))

    def _read_again(self, path: Path, page: Page, tables: tuple[Table, ...], password: str | None) -> tuple[Table, ...]:
        from extract.second_reading import NotReadAgainError, read_again  # noqa: PLC0415  loads pdfplumber and camelot

        try:
            return read_again(path, page, tables, password)
        except NotReadAgainError as error:
            raise QuestionRefusedError(str(error)) from error


def content_of(page: Page) -> PageContent:
    """Tables and passages of a page; where that reading fails, the page with its words and a problem that says so."""
    from extract.content import page_content  # noqa: PLC0415  loaded in the child only

    try:
        return page_content(page)
    except MemoryError:
        raise
    except Exception as error:  # whatever it is, it costs this page's tables and passages and no more
        problem = f"its words were read, its tables and passages not ({type(error).__name__}); report this file"
        return PageContent(replace(page, problem="; ".join(filter(None, [page.problem, problem]))))


def main(memory_bytes: int, page_seconds: float) -> None:
    """The child: answers questions from standard input until it ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may get between the answers
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Records of a page hold no circles: collecting them over and over costs a tenth of the reading.
    gc.set_threshold(100_000, 20, 100)
    desk = _Desk()

    def reply(answered: bool, answer: Any) -> None:
        data = pickle.dumps((answered, answer), protocol=pickle.HIGHEST_PROTOCOL)
        answers.write(len(data).to_bytes(8, "big") + data)
        answers.flush()

    reply(True, "ready")
    while True:
        try:
            question = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        # The parent watches the clock; should it be gone, the system's own alarm ends the child.
        signal.alarm(int(max(page_seconds, START_SECONDS)) + 10)
        try:
            reply(True, desk.answer(question))
        except QuestionRefusedError as refused:
            reply(False, str(refused))
        signal.alarm(0)
