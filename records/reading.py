"""All that one document gave, on its way to the store."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from records.catalogue import Label
from records.observation import Observation, Rejection
from records.page import DocumentFacts, Page
from records.period import Period
from records.table import Passage, Sentence, Table, Tile


class Tone(StrEnum):
    """What a sentence says of performance."""

    BETTER = "better"
    WORSE = "worse"
    STABLE = "stable"
    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ThemeMention:
    """A theme that a sentence has."""

    sentence: int
    """Number of the sentence in the document."""
    theme: str
    score: float
    """0 to 1."""
    words: str
    """Those that earned it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know about figures that do not hold together. It quotes, it does not accuse."""

    rule: str
    severity: str
    """`error`, `warning` or `note`."""
    message: str
    page: int | None
    observations: tuple[int, ...] = ()
    """Places in the Reading's `observations`."""


@dataclass(frozen=True, slots=True)
class FindingAcross:
    """A finding that needs more than one report, or more than the reports: it names stored figures by their ids."""

    rule: str
    severity: str
    message: str
    page: int
    document_id: str
    """Of the document in whose list it stands, with its report."""
    report_id: str
    observations: tuple[str, ...]
    """Ids of stored figures, of this document or another; the one that it is chiefly about first."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, said to a person: the thing, the place, the next step."""

    place: str
    """'rotherham-2020-12.pdf, page 3'."""
    message: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a report says of itself, or what index.csv says of it. None where nothing is known."""

    authority_id: str | None = None
    title: str | None = None
    committee: str | None = None
    meeting_date: str | None = None
    """ISO date."""
    report_period: Period | None = None
    """The month, quarter or year reported on."""
    source: str | None = None
    licence: str | None = None
    not_in_force: str | None = None
    """Where the council named had been abolished by the time reported on: that, and who took over from it."""


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a document: a plain paper has one, an agenda pack several."""

    number: int
    """Its place in the document, from 0."""
    first_page: int
    last_page: int
    front: FrontMatter


@dataclass(frozen=True, slots=True)
class PageContent:
    """What extraction gives for one page."""

    page: Page
    tables: tuple[Table, ...] = ()
    tiles: tuple[Tile, ...] = ()
    passages: tuple[Passage, ...] = ()
    second_problem: str | None = None
    """Why a second reading that was wanted was not had, as the end of a sentence; else None."""


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """What extraction gives for one document: tables numbered and joined over pages, sentences numbered."""

    facts: DocumentFacts
    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    tiles: tuple[Tile, ...] = ()
    passages: tuple[Passage, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of_pages(self, first: int, last: int) -> DocumentContent:
        """What stands on some pages; numbers of pages, tables and sentences stay the document's. Without problems."""
        return replace(
            self,
            pages=tuple(page for page in self.pages if first <= page.number <= last),
            tables=tuple(table for table in self.tables if first <= table.page <= last),
            tiles=tuple(tile for tile in self.tiles if first <= tile.page <= last),
            passages=tuple(passage for passage in self.passages if first <= passage.page <= last),
            sentences=tuple(one for one in self.sentences if first <= one.passage.page <= last),
            problems=(),
        )

    def with_problem(self, number: int, problem: str) -> DocumentContent:
        """The content with a problem told at a page, besides those that it has."""
        pages = tuple(
            replace(page, problem="; ".join(filter(None, [page.problem, problem]))) if page.number == number else page
            for page in self.pages
        )
        told = Problem(f"{self.facts.filename}, page {number}", problem)
        return replace(self, pages=pages, problems=(*self.problems, told))


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document gave."""

    content: DocumentContent
    front: FrontMatter
    """Of the document: its first report's."""
    observations: tuple[Observation, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    labels: tuple[Label, ...] = ()
    themes: tuple[ThemeMention, ...] = ()
    tones: tuple[Tone, ...] = ()
    """One for each of the content's sentences, in order; empty where none were judged."""
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    """Those of the content, and those met later (no authority, no month)."""
    seconds: float = 0.0
    reports: tuple[Report, ...] = ()
    """In order of their pages. A page may belong to none: an agenda, a cover."""

    @property
    def papers(self) -> tuple[Report, ...]:
        """The reports; where none are named the document's pages are one. None where nothing could be opened."""
        numbers = [page.number for page in self.content.pages]
        if self.reports or self.content.facts.error or not numbers:
            return self.reports
        return (Report(0, min(numbers), max(numbers), self.front),)

    @property
    def status(self) -> str:
        """`read`, `partly read` or `failed`, as the contract has it."""
        if self.content.facts.error:
            return "failed"
        problems = [page for page in self.content.pages if page.problem]
        if self.content.pages and len(problems) == len(self.content.pages):
            return "failed"
        return "partly read" if problems else "read"
