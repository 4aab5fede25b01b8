"""One document's way, path to Reading: calls the rooms in order, decides nothing."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from checks import findings_of
from extract.document import put_together
from extract.typesetting import has_no_pages, read_text
from extract.worker import Limits
from extract.worker import read_document as read_pages
from nlp.claims import ClaimReader
from nlp.sentences import sentences_of
from nlp.themes import ThemeTagger
from nlp.tone import ToneReader
from nlp.word_lists import check_prose_words, theme_rows, tone_rows
from normalise.agreement import lean_on_tables
from normalise.catalogue import load_catalogue
from normalise.cells import candidates_of, candidates_of_tile
from normalise.confidence import Measured, Way, differences, load_measured, with_confidence
from normalise.corrections import Correction, correct, corrections_of, load_corrections, off_the_reports
from normalise.data_faults import Faultless, faults_between_files, indicator_ids
from normalise.headers import HeadingReader
from normalise.labels import Namer
from normalise.layout import Places
from normalise.outcomes import account
from normalise.packs import agenda_numerals, parts_of
from normalise.reference import load_reference
from normalise.reports import front_problems, reports_of
from normalise.resolve import Resolver
from normalise.rows import Faults
from records.catalogue import Catalogue, Label, Reference
from records.observation import Candidate, Observation, Rejection
from records.period import Month
from records.reading import DocumentContent, Finding, FrontMatter, Problem, Reading, Report
from salvage import what_breaks, without

log = logging.getLogger(__name__)
LOST = "the report that begins here was read, its figures not"


@dataclass(frozen=True)
class Canon:
    """Everything that documents are read against, loaded once."""

    catalogue: Catalogue
    reference: Reference
    headings: HeadingReader
    namer: Namer
    resolver: Resolver
    claims: ClaimReader
    themes: ThemeTagger
    tones: ToneReader
    corrections: tuple[Correction, ...]
    measured: dict[Way, Measured]

    @classmethod
    def load(cls, data: Path) -> Canon:
        """Reads data/catalogue, data/reference, data/corrections.csv and data/confidence.csv.

        Raises DataFaulty, which lists every fault with its file and line.
        """
        folder, files = data / "catalogue", Faultless()
        words = Faults()
        themes, tones = theme_rows(folder, words), tone_rows(folder, words)
        check_prose_words(folder, words)
        catalogue = files.load(lambda: load_catalogue(folder))
        reference = files.load(lambda: load_reference(data / "reference"))
        files.add(words)
        files.add(faults_between_files(data))
        corrections = files.load(lambda: load_corrections(data / "corrections.csv", indicator_ids(data)))
        measured = files.load(lambda: load_measured(data / "confidence.csv"))
        files.stop_if_faulty()
        assert catalogue is not None and reference is not None and corrections is not None and measured is not None
        namer = Namer(catalogue, reference.authorities)
        return cls(
            catalogue=catalogue,
            reference=reference,
            headings=HeadingReader(catalogue),
            namer=namer,
            resolver=Resolver(catalogue, namer),
            claims=ClaimReader(catalogue, namer),
            themes=ThemeTagger(themes),
            tones=ToneReader(tones),
            corrections=corrections,
            measured=measured,
        )

    def polarities(self, observations: Iterable[Observation]) -> dict[int, str]:
        """Sentence number -> polarity of the measure of its figures; sentences of several polarities are left out."""
        found: dict[int, set[str]] = {}
        for one in observations:
            if one.evidence.sentence is not None and one.indicator_id is not None:
                polarity = self.catalogue.by_id[one.indicator_id].polarity
                found.setdefault(one.evidence.sentence, set()).add(polarity)
        return {sentence: polarities.pop() for sentence, polarities in found.items() if len(polarities) == 1}

    def places(self, authority_id: str | None) -> Places:
        """How the authority of a document and all others are called, for tables that set councils side by side."""
        names = [(alias.authority_id, alias.text) for alias in self.reference.aliases if not alias.ambiguous]
        names += [(authority.id, authority.name.lower()) for authority in self.reference.authorities]
        own = frozenset(text for id_, text in names if id_ == authority_id)
        return Places(own=own, others=frozenset(text for _, text in names) - own)


def _month_of(day: str | None) -> Month | None:
    """The month of a day in ISO form; None for none, or for text that is no date."""
    try:
        return Month.parse(day[:7]) if day else None
    except ValueError:
        return None


@dataclass(frozen=True)
class Figures:
    """What the figures of one report, or of all of a document's, were read as."""

    observations: list[Observation] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, more: Figures) -> None:
        """Appends a report's; the places by which observations name labels, and findings observations, move on."""
        first, first_label = len(self.observations), len(self.labels)
        self.observations.extend(
            one if one.label is None else replace(one, label=one.label + first_label) for one in more.observations
        )
        self.findings.extend(
            replace(one, observations=tuple(place + first for place in one.observations)) for one in more.findings
        )
        self.labels.extend(more.labels)
        self.rejections.extend(more.rejections)
        self.problems.extend(more.problems)


def read_document(
    path: Path, canon: Canon, *, limits: Limits, index: FrontMatter | None = None, password: str | None = None
) -> Reading:
    """Reads one file the whole way.

    `index` is what index.csv says of it, which goes before what the paper says of itself; of an agenda pack it says the
    meeting's committee and day. Never raises for a bad file: what could not be read is in the Reading's status and
    problems.
    """
    started = time.monotonic()
    if has_no_pages(path):
        facts, contents = read_text(path)
    else:
        facts, contents = read_pages(path, limits=limits, password=password)
    parts = parts_of([content.page for content in contents], facts.outline, typeset=facts.typeset)
    content = put_together(facts, contents, [(part.first_page, part.last_page) for part in parts])
    content = replace(content, sentences=tuple(sentences_of(content.passages)))
    front, reports = reports_of(content, parts, canon.reference, index)
    figures = Figures(problems=list(content.problems))
    if facts.error:
        figures.problems.append(Problem(facts.filename, facts.error))
    figures.problems.extend(off_the_reports(canon.corrections, reports, facts))
    for part in parts:
        if not part.is_paper:
            figures.rejections.extend(agenda_numerals(content.pages, part))
    for report in reports:
        read, lost = read_what_can_be(content.of_pages(report.first_page, report.last_page), report, canon)
        figures.add(read)
        for page, problem in lost:
            content = content.with_problem(page, problem)
            figures.problems.append(content.problems[-1])
        if any(page.words for page in content.pages):
            figures.problems.extend(front_problems(facts, report, alone=len(reports) == 1))
    outcomes = account(
        content.pages, content.tables, content.passages, content.sentences, figures.observations, figures.rejections
    )
    themes = canon.themes.tag(content.sentences)
    tones = canon.tones.tones(content.sentences, polarities=canon.polarities(figures.observations))
    return Reading(
        content=content,
        front=front,
        observations=tuple(figures.observations),
        rejections=tuple(outcomes),
        labels=tuple(figures.labels),
        themes=tuple(themes),
        tones=tuple(tones),
        findings=tuple(figures.findings),
        problems=tuple(figures.problems),
        seconds=time.monotonic() - started,
        reports=reports,
    )


def read_what_can_be(content: DocumentContent, report: Report, canon: Canon) -> tuple[Figures, list[tuple[int, str]]]:
    """The figures of one report, less what breaks the reader: the page and the problem of each such piece."""
    try:
        return read_report(content, report, canon), []
    except Exception as fault:  # whatever it is, it costs the piece that raises it, or this report's figures at most
        log.exception("%s, page %d", content.facts.filename, report.first_page)
        pieces = what_breaks(content, lambda part: read_report(part, report, canon))
        try:
            figures = read_report(without(content, pieces), report, canon)
        except Exception:  # what raises is no single piece
            return Figures(), [(report.first_page, f"{LOST} ({type(fault).__name__}); report this file")]
        return figures, [(piece.page, f"{piece.told}; report this file") for piece in pieces]


def read_report(content: DocumentContent, report: Report, canon: Canon) -> Figures:
    """The figures of one report, read as its council's and by its month. `content` is what stands on its pages."""
    reported, authority = report.front.report_period, report.front.authority_id
    places = canon.places(authority)
    candidates: list[Candidate] = []
    rejections: list[Rejection] = []
    for table in content.tables:
        figures, others = candidates_of(table, reader=canon.headings, reported=reported, places=places)
        candidates += figures
        rejections += others
    for tile in content.tiles:
        candidates += candidates_of_tile(tile, reader=canon.headings, reported=reported)
    claims, others = canon.claims.read(
        content.sentences, reported=reported, authority_id=authority, until=_month_of(report.front.meeting_date)
    )
    rejections += others
    observations, labels = canon.resolver.resolve([*candidates, *claims], authority_id=authority, reported=reported)
    observations, labels = lean_on_tables(observations, labels)
    scanned = {page.number for page in content.pages if page.method == "ocr"}
    observations = [replace(o, method="ocr") if o.evidence.page in scanned else o for o in observations]
    facts = content.facts
    corrections = corrections_of(report, canon.corrections, facts)
    observations, struck, lost = correct(observations, corrections, filename=facts.filename)
    observations = with_confidence(observations, content.tables, canon.measured)
    lost += differences(observations, content.facts.filename)
    seen = [replace(o, evidence=o.evidence.off_page) if facts.typeset else o for o in observations]
    findings = list(findings_of(seen, canon.catalogue.by_id))
    return Figures(observations, rejections + struck, labels, findings, lost)
