"""All that one document gave, on its way to the store."""

from __future__ import annotations

from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class PageContent:
    """What extraction gives for one page."""

    page: Page
    tables: tuple[Table, ...] = ()
    tiles: tuple[Tile, ...] = ()
    passages: tuple[Passage, ...] = ()


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


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document gave."""

    content: DocumentContent
    front: FrontMatter
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

    @property
    def status(self) -> str:
        """`read`, `partly read` or `failed`, as the contract has it."""
        if self.content.facts.error:
            return "failed"
        problems = [page for page in self.content.pages if page.problem]
        if self.content.pages and len(problems) == len(self.content.pages):
            return "failed"
        return "partly read" if problems else "read"
