"""One document's way, path to Reading: calls the rooms in order, decides nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract.passages import join_continued as join_passages
from extract.tables import join_continued as join_tables
from extract.worker import Limits
from extract.worker import read_document as read_pages
from nlp.claims import ClaimReader
from nlp.sentences import sentences_of
from nlp.themes import ThemeTagger
from nlp.tone import ToneReader
from normalise.catalogue import load_catalogue
from normalise.cells import candidates_of, candidates_of_tile
from normalise.corrections import Correction, correct, load_corrections
from normalise.front_page import merge, read_front
from normalise.headers import HeadingReader
from normalise.labels import Namer
from normalise.layout import Places
from normalise.outcomes import account
from normalise.reference import load_reference
from normalise.resolve import Resolver
from normalise.rows import CatalogueFaulty, Faults, read_rows
from records.catalogue import Catalogue, Reference
from records.observation import Candidate, Observation, Rejection
from records.page import DocumentFacts
from records.reading import DocumentContent, FrontMatter, PageContent, Problem, Reading
from records.table import Passage, Table


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

    @classmethod
    def load(cls, data: Path) -> Canon:
        """Reads data/catalogue, data/reference and data/corrections.csv.

        Raises DataFaulty, which lists every fault with its file and line.
        """
        catalogue = load_catalogue(data / "catalogue")
        namer = Namer(catalogue)
        return cls(
            catalogue=catalogue,
            reference=load_reference(data / "reference"),
            headings=HeadingReader(catalogue),
            namer=namer,
            resolver=Resolver(catalogue, namer),
            claims=ClaimReader(catalogue, namer),
            themes=ThemeTagger(
                rows_under(data / "catalogue" / "theme_phrases.csv", ("theme", "phrase", "weight", "note"))
            ),
            tones=ToneReader(rows_under(data / "catalogue" / "tone_words.csv", ("kind", "phrase", "note"))),
            corrections=load_corrections(data / "corrections.csv", catalogue),
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


def rows_under(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a file of words. Raises CatalogueFaulty with its faults."""
    faults = Faults()
    rows = [row.cells for row in read_rows(path, columns, faults)]
    if faults.messages:
        raise CatalogueFaulty(faults.messages)
    return rows


def read_document(
    path: Path, canon: Canon, *, limits: Limits, index: FrontMatter | None = None, password: str | None = None
) -> Reading:
    """Reads one file the whole way.

    `index` is what index.csv says of it, which goes before what the paper says of itself. Never raises for a
    bad file: what could not be read is in the Reading's status and problems.
    """
    started = time.monotonic()
    facts, contents = read_pages(path, limits=limits, password=password)
    content = put_together(facts, contents)
    front = merge(read_front(content, canon.reference), index)
    content = replace(content, sentences=tuple(sentences_of(content.passages)))
    reported, authority = front.report_period, front.authority_id
    places = canon.places(authority)

    candidates: list[Candidate] = []
    rejections: list[Rejection] = []
    for table in content.tables:
        figures, others = candidates_of(table, reader=canon.headings, reported=reported, places=places)
        candidates += figures
        rejections += others
    for tile in content.tiles:
        candidates += candidates_of_tile(tile, reader=canon.headings, reported=reported)
    claims, others = canon.claims.read(content.sentences, reported=reported, authority_id=authority)
    rejections += others
    observations, labels = canon.resolver.resolve([*candidates, *claims], authority_id=authority, reported=reported)
    observations, struck, lost = correct(observations, canon.corrections, sha256=facts.sha256, filename=facts.filename)
    rejections += struck
    outcomes = account(content.pages, content.tables, content.passages, content.sentences, observations, rejections)
    themes = canon.themes.tag(content.sentences)
    tones = canon.tones.tones(content.sentences, polarities=canon.polarities(observations))
    return Reading(
        content=content,
        front=front,
        observations=tuple(observations),
        rejections=tuple(outcomes),
        labels=tuple(labels),
        themes=tuple(themes),
        tones=tuple(tones),
        problems=(*content.problems, *front_problems(facts, front), *lost),
        seconds=time.monotonic() - started,
    )


def put_together(facts: DocumentFacts, contents: Sequence[PageContent]) -> DocumentContent:
    """Pages to a document: tables joined over pages and numbered, passages told which table they stand in."""
    loose = [table.numbered(number) for number, table in enumerate(t for c in contents for t in c.tables)]
    joined = join_tables(loose)
    passages: list[Passage] = []
    first = 0
    for page in contents:
        for passage in page.passages:
            if passage.table is not None:
                passage = placed(passage, loose[first + passage.table], joined)
            passages.append(passage)
        first += len(page.tables)
    return DocumentContent(
        facts=facts,
        pages=tuple(content.page for content in contents),
        tables=tuple(joined),
        tiles=tuple(tile for content in contents for tile in content.tiles),
        passages=tuple(join_passages(passages)),
        problems=tuple(
            Problem(f"{facts.filename}, page {content.page.number}", content.page.problem)
            for content in contents
            if content.page.problem
        ),
    )


def placed(passage: Passage, table: Table, joined: Sequence[Table]) -> Passage:
    """A passage of a cell, with the number and the place that its cell has in the joined tables."""
    box = next(c.box for c in table.cells if c.row == passage.row and c.col == passage.col)
    for whole in joined:
        if whole.page <= passage.page <= (whole.last_page or whole.page):
            for cell in whole.cells:
                if cell.page == passage.page and cell.box == box:
                    return replace(passage, table=whole.number, row=cell.row, col=cell.col)
    # A header that is printed again over the page is dropped; its prose, if any, stands on its own.
    return replace(passage, table=None, row=None, col=None)


def front_problems(facts: DocumentFacts, front: FrontMatter) -> list[Problem]:
    """What a document does not say of itself, and how to say it."""
    if facts.error:
        return [Problem(facts.filename, facts.error)]
    cure = "Say it in an index.csv beside the file (columns filename, authority, report_period)."
    missing = []
    if front.authority_id is None:
        missing.append(Problem(facts.filename, f"the authority could not be told from the paper. {cure}"))
    if front.report_period is None:
        missing.append(Problem(facts.filename, f"the month reported on could not be told from the paper. {cure}"))
    return missing
