"""The child's side of reading: what it has open, and how it answers. Started by `extract.child`.

PDFium, the engine of OCR and the second reading's libraries are loaded only where a question needs them: the parent
takes the look of an unread page from here, and never loads them.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from extract.child import PATIENCE, START_SECONDS, Question, QuestionRefusedError
from records.page import DocumentFacts, Page
from records.reading import PageContent
from records.table import Table

MISSING = "it is damaged or not there; compare the file with the published paper"
"""The problem of a page that PDFium cannot load."""


def unread_page(number: int, problem: str) -> Page:
    """A page of which nothing could be read. `problem` goes on after 'file, page n: '."""
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
        raise ValueError(f"{question.verb!r} is not a verb of extract.desk")

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
            return PageContent(unread_page(number, MISSING))
        except PdfError as error:
            return PageContent(unread_page(number, str(error)))
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


def collect_seldom() -> None:
    """Records of a page hold no circles: to look for some over and over costs a tenth of the reading."""
    gc.set_threshold(100_000, 20, 100)


def main(memory_bytes: int, page_seconds: float) -> None:
    """The child: answers questions from standard input until it ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may get between the answers
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    collect_seldom()
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
        # The system ends the child that has used up its time; the parent watches the clock on the wall, and should
        # it be gone, the system's alarm does.
        signal.setitimer(signal.ITIMER_PROF, START_SECONDS if question.verb == "open" else page_seconds)
        signal.alarm(int(max(PATIENCE * page_seconds, START_SECONDS)) + 10)
        try:
            reply(True, desk.answer(question))
        except QuestionRefusedError as refused:
            reply(False, str(refused))
        signal.alarm(0)
        signal.setitimer(signal.ITIMER_PROF, 0)
