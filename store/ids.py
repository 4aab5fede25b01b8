"""The ids of all that a document gives: short hashes of what a thing is and where it stands.

Two builds agree in them, and a citation survives a rebuild.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from records.catalogue import Label
from records.observation import Observation
from records.page import Box
from records.reading import Reading, Report
from records.table import Passage

DIGITS = 16
"""64 bits: among ten million ids the chance that any two meet is one in 370,000."""
PassageKey = tuple[int, int, int | None, int | None, int | None, str]


def short_id(*parts: object) -> str:
    """A stable id of what `parts` say; None and the empty text are told apart. Never depends on the run."""
    text = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


class Ids:
    """Gives ids within one document; the second of two that are alike in all they say is told apart by its count."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.met: Counter[tuple[object, ...]] = Counter()

    def of(self, *parts: object) -> str:
        """The id of the next thing that is described by `parts`."""
        self.met[parts] += 1
        count = self.met[parts]
        return short_id(self.document, *parts, *(() if count == 1 else (count,)))


@dataclass(frozen=True, slots=True)
class Keys:
    """The ids of one document's rows, by what they have in its Reading."""

    ids: Ids
    document: str
    reports: dict[int, str]
    """By the report's number."""
    page_reports: dict[int, Report]
    """By the page's number; pages of none (an agenda) are missing."""
    tables: dict[int, str]
    """By the table's number."""
    passages: dict[PassageKey, str]
    sentences: dict[int, str]
    """By the sentence's number."""
    labels: list[str]
    """In the Reading's order, as are the observations."""
    observations: list[str]

    def report_of(self, page: int | None) -> Report | None:
        """The report that a page belongs to; for what has no page (None, 0) the document's only one."""
        if page:
            return self.page_reports.get(page)
        return next(iter(self.page_reports.values())) if len(self.reports) == 1 else None

    def links(self, page: int | None) -> dict[str, str | None]:
        """The columns by which a row of that page belongs to its document and report."""
        report = self.report_of(page)
        return {"document_id": self.document, "report_id": self.reports[report.number] if report else None}


def keys_of(reading: Reading) -> Keys:
    """The ids of all that a document gave."""
    document = document_id(reading)
    ids, content = Ids(document), reading.content
    reports = {report.number: ids.of("report", report.number) for report in reading.papers}
    page_reports = {
        page: report for report in reading.papers for page in range(report.first_page, report.last_page + 1)
    }
    tables = {table.number: ids.of("table", table.page, place(table.box)) for table in content.tables}
    passages: dict[PassageKey, str] = {}
    # A sentence may stand in a passage that is not listed apart.
    for passage in (*content.passages, *(sentence.passage for sentence in content.sentences)):
        key = passage_key(passage)
        if key not in passages:
            passages[key] = ids.of("passage", passage.page, place(passage.box), passage.table, passage.row, passage.col)
    return Keys(
        ids=ids,
        document=document,
        reports=reports,
        page_reports=page_reports,
        tables=tables,
        passages=passages,
        sentences={s.number: ids.of("sentence", passages[passage_key(s.passage)], s.start) for s in content.sentences},
        labels=[label_id(label) for label in reading.labels],
        observations=observation_ids(reading.observations, ids),
    )


def document_id(reading: Reading) -> str:
    """The file's sha256; for a file that could not even be read through, a hash of its name."""
    facts = reading.content.facts
    return facts.sha256 or short_id("document", facts.filename)


def place(box: Box | None) -> str:
    """A box to the whole point: it stays when a reader's arithmetic changes in the last digits."""
    return "" if box is None else " ".join(f"{edge:.0f}" for edge in (box.x0, box.top, box.x1, box.bottom))


def passage_key(passage: Passage) -> PassageKey:
    """What tells a passage from every other of its document."""
    return passage.page, passage.number, passage.table, passage.row, passage.col, place(passage.box)


def label_id(label: Label) -> str:
    """The same wording, taken for the same measure, is one label in all papers of an authority."""
    return short_id(
        "label",
        label.authority_id,
        label.text,
        label.unit,
        label.heading,
        label.indicator_id,
        label.method,
        label.status,
    )


def observation_ids(observations: Sequence[Observation], ids: Ids) -> list[str]:
    """What names a figure for good: where it stands, its words and value, and its role.

    Its measure and period are left out, and so are the council's words for the measure, so that a citation survives a
    label that is named, or read better, later. Only where one figure is said of several measures do their words count.
    """
    spots = [_spot(observation) for observation in observations]
    met = Counter(spots)
    return [
        ids.of("observation", *spot, *(() if met[spot] == 1 else (observation.indicator_text,)))
        for observation, spot in zip(observations, spots)
    ]


def _spot(observation: Observation) -> tuple[object, ...]:
    evidence = observation.evidence
    where = place(evidence.box) if evidence.box else f"sentence {evidence.sentence}"
    value = None if observation.value is None else format(observation.value.normalize(), "f")
    return evidence.page, where, observation.value_text, value, str(observation.role)
