"""Reads a document in a child process, under a limit of time and memory for each page: a page costs a page.

Where the child is killed, by its clock or by the system, that page is a problem and a new child goes on with the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from extract.child import START_SECONDS, Child, ChildLostError, Limits, Question, QuestionRefusedError
from extract.desk import MISSING, unread_page
from extract.doubtful import doubts_of
from extract.file_hash import sha256_of
from extract.legible import NEEDS_OCR
from records.page import DocumentFacts
from records.reading import PageContent
from records.table import Table

__all__ = ["Limits", "read_document"]

DEATHS_IN_A_ROW = 5
"""After so many pages in a row that killed their child, only pages that a bookmark points to are tried: a broken report
in the middle of a pack costs itself."""
MOST_DEATHS = 25
"""After so many in all, the rest of a document is not tried."""
REPEATS_IN_A_ROW = 50
"""After so many pages in a row that were read before, a document is taken to have no more of its own."""
LOSSES_OF_SECOND = 3
"""After so many pages that killed the child of the second reading, a document's other pages are read once."""


def read_document(
    path: Path, *, limits: Limits | None = None, password: str | None = None
) -> tuple[DocumentFacts, tuple[PageContent, ...]]:
    """A document's facts and the content of each of its pages, in order.

    Never raises for what the file is: a file that cannot be opened gives facts with `error` and no pages; a page that
    cannot be read stands among the pages with `method` none and its `problem`. A page tree that leads back to itself
    is read once: `facts.pages` counts the pages that can be told apart, `facts.repeated` the others.
    """
    limits = limits or Limits()
    try:
        reader = _Reader(path, limits, password)
    except ChildLostError as lost:
        return _unopened(path, f"{path.name} could not be opened: {lost}; print it to a new PDF in a viewer."), ()
    try:
        if reader.facts.error:
            return reader.facts, ()
        contents, repeats = _without_repeats(reader.contents())
        there = [content.page.number for content in contents if content.page.problem != MISSING]
        pages, claimed = max(there, default=0), reader.facts.pages
        # Of very many repeats the last were not looked at.
        repeated = claimed - contents[-1].page.number if repeats and contents else 0
        return replace(reader.facts, pages=pages, repeated=repeated), _one_for_missing(contents, pages, claimed)
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
                yield PageContent(unread_page(number, str(refused)))
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


def _without_repeats(contents: Iterator[PageContent | None]) -> tuple[list[PageContent], int]:
    """Drops the repeats at a document's end, and counts them; one between other pages stays, as a problem."""
    kept: list[PageContent] = []
    repeats = 0
    for content in contents:
        if content is None:
            repeats += 1
            if repeats > REPEATS_IN_A_ROW:
                break
            continue
        for number in range(content.page.number - repeats, content.page.number):
            kept.append(PageContent(unread_page(number, "an earlier page of the file once more, which was read")))
        repeats = 0
        kept.append(content)
    return kept, repeats


def _one_for_missing(contents: list[PageContent], last: int, claimed: int) -> tuple[PageContent, ...]:
    """The pages behind the `last` one that is there, which the file claims and does not have, as one problem."""
    kept = [content for content in contents if content.page.number <= last]
    if len(kept) < len(contents):
        problem = (
            f"the file claims {claimed} pages, but from this one on none is there; compare it with the published paper"
        )
        kept.append(PageContent(unread_page(last + 1, problem)))
    return tuple(kept)


def _unread(number: int, why: str) -> PageContent:
    """The content of a page that could not be read. `why` goes on after 'file, page n: '."""
    return PageContent(unread_page(number, f"{why}; print this page to a new PDF in a viewer, or raise the limits"))
