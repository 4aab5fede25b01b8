"""The pages of a document -> its content: tables joined over pages and numbered, passages told where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.passages import join_continued as join_passages
from extract.tables import join_continued as join_tables
from records.page import DocumentFacts
from records.reading import DocumentContent, PageContent, Problem
from records.table import Passage, Table

LEADS_BACK = (
    "its list of pages leads back to itself: it claims {} pages, but the last {} are earlier ones once more; "
    "each was read once, compare the file with the published paper"
)
NOT_AGAIN = "its tables were read once, not a second time ({}); compare its figures with the page"


def put_together(
    facts: DocumentFacts, contents: Sequence[PageContent], parts: Sequence[tuple[int, int]] = ()
) -> DocumentContent:
    """Pages to a document. `parts` are first and last pages of what belongs together (none: all of them).

    No table, heading or running text goes on from one part to the next. Tables are numbered over the whole document.
    """
    tables: list[Table] = []
    passages: list[Passage] = []
    for first, last in parts or [(1, contents[-1].page.number if contents else 0)]:
        found, said = _together([c for c in contents if first <= c.page.number <= last], len(tables))
        tables += found
        passages += said
    return DocumentContent(
        facts=facts,
        pages=tuple(content.page for content in contents),
        tables=tuple(tables),
        tiles=tuple(tile for content in contents for tile in content.tiles),
        passages=tuple(passages),
        problems=tuple(_problems(facts, contents)),
    )


def _problems(facts: DocumentFacts, contents: Sequence[PageContent]) -> Iterator[Problem]:
    """What could not be read, page by page, and what is odd about the file as a whole."""
    for content in contents:
        for problem in (content.page.problem, content.second_problem and NOT_AGAIN.format(content.second_problem)):
            if problem:
                place = facts.filename if facts.typeset else f"{facts.filename}, page {content.page.number}"
                yield Problem(place, problem)
    if facts.repeated:
        yield Problem(facts.filename, LEADS_BACK.format(facts.pages + facts.repeated, facts.repeated))


def _together(contents: Sequence[PageContent], first_number: int) -> tuple[list[Table], list[Passage]]:
    """Tables and passages of pages that belong together; the tables are numbered from `first_number`."""
    loose = [table.numbered(number) for number, table in enumerate(t for c in contents for t in c.tables)]
    joined = [table.numbered(first_number + table.number) for table in join_tables(loose)]
    passages: list[Passage] = []
    first = 0
    for page in contents:
        for passage in page.passages:
            if passage.table is not None:
                passage = _placed(passage, loose[first + passage.table], joined)
            passages.append(passage)
        first += len(page.tables)
    return joined, join_passages(passages)


def _placed(passage: Passage, table: Table, joined: Sequence[Table]) -> Passage:
    """A passage of a cell, with the number and the place that its cell has in the joined tables."""
    box = next(c.box for c in table.cells if c.row == passage.row and c.col == passage.col)
    for whole in joined:
        if whole.page <= passage.page <= (whole.last_page or whole.page):
            for cell in whole.cells:
                if cell.page == passage.page and cell.box == box:
                    return replace(passage, table=whole.number, row=cell.row, col=cell.col)
    # A header that is printed again over the page is dropped; its prose, if any, stands on its own.
    return replace(passage, table=None, row=None, col=None)
