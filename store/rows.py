"""One Reading -> the rows of every table that it fills, with ids that stay the same when it is read again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from records.catalogue import Label
from records.observation import Observation, Rejection
from records.page import Box, Page
from records.reading import Finding, Reading
from records.table import Passage, Sentence, Table
from store.schema import short_id

Row = dict[str, Any]
Rows = dict[str, list[Row]]
PassageKey = tuple[int, int, int | None, int | None, int | None, str]


class _Ids:
    """Gives ids within one document; the second of two that are alike in all they say is told apart by its count."""

    def __init__(self, document: str) -> None:
        self.document = document
        self.met: Counter[tuple[object, ...]] = Counter()

    def of(self, *parts: object) -> str:
        self.met[parts] += 1
        count = self.met[parts]
        return short_id(self.document, *parts, *(() if count == 1 else (count,)))


def place(box: Box | None) -> str:
    """A box to the whole point: it stays when a reader's arithmetic changes in the last digits."""
    return "" if box is None else " ".join(f"{edge:.0f}" for edge in (box.x0, box.top, box.x1, box.bottom))


def _box(box: Box | None) -> Row:
    if box is None:
        return {"x0": None, "top": None, "x1": None, "bottom": None}
    return {edge: round(getattr(box, edge), 2) for edge in ("x0", "top", "x1", "bottom")}


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def text_layer(pages: Iterable[Page]) -> str | None:
    """`yes`, `partial` or `no`: pages whose text was in the file, against those that are pictures of text.

    Pages on which nothing stands count for neither; None where no page says.
    """
    methods = {page.method for page in pages if page.words or page.problem}
    if not methods:
        return None
    return "yes" if methods == {"text"} else "partial" if "text" in methods else "no"


def _passage_key(passage: Passage) -> PassageKey:
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


def document_id(reading: Reading) -> str:
    """The file's sha256; for a file that could not even be read through, a hash of its name."""
    facts = reading.content.facts
    return facts.sha256 or short_id("document", facts.filename)


def rows_of(reading: Reading, *, path: str | None, front_key: str, reader_version: str, read_at: str) -> Rows:
    """Table -> its rows of this document; every table that a document fills is named, with no rows where it has none.

    `path` is where the file lay, as the site will look for it; `front_key` stands for what index.csv said of it.
    """
    document = document_id(reading)
    ids = _Ids(document)
    report = ids.of("report", 0)
    links = {"document_id": document, "report_id": report}
    content = reading.content
    tables = {table.number: ids.of("table", table.page, place(table.box)) for table in content.tables}
    passages = _passages(content.passages, content.sentences, ids)
    sentences = {s.number: ids.of("sentence", passages[_passage_key(s.passage)], s.start) for s in content.sentences}
    labels = [label_id(label) for label in reading.labels]
    observations = [_observation_id(observation, ids) for observation in reading.observations]
    front = _front(reading)
    said = _sayings(reading)
    rows: Rows = {
        "documents": [
            front
            | {
                "id": document,
                "filename": content.facts.filename,
                "source": reading.front.source or path,
                "path": path,
                "licence": reading.front.licence,
                "pages": content.facts.pages,
                "bytes": content.facts.bytes,
                "producer": content.facts.producer,
                "text_layer": text_layer(content.pages),
                "status": reading.status,
                "error": content.facts.error or (said[0][1] if reading.status == "failed" and said else None),
                "read_at": read_at,
                "reader_version": reader_version,
                "seconds": round(reading.seconds, 3),
                "front_key": front_key,
            }
        ],
        "reports": [],
        "pages": [_page(page, document) for page in content.pages],
        "redactions": [
            {"document_id": document, "page": page.number, "kind": redaction.kind} | _box(redaction.box)
            for page in content.pages
            for redaction in page.redactions
        ],
        "problems": [
            {"document_id": document, "number": number, "place": where, "message": message}
            for number, (where, message) in enumerate(said)
        ],
        "tables": [_table(table, tables[table.number], links) for table in content.tables],
        "cells": [row for table in content.tables for row in _cells(table, tables[table.number])],
        "passages": _passage_rows(content.passages, content.sentences, passages, tables, links),
        "sentences": [
            {
                "id": sentences[sentence.number],
                "passage_id": passages[_passage_key(sentence.passage)],
                "document_id": document,
                "number": sentence.number,
                "text": sentence.text,
                "tone": str(reading.tones[n]) if n < len(reading.tones) else None,
            }
            for n, sentence in enumerate(content.sentences)
        ],
        "sentence_themes": _themes(reading, sentences),
        "labels": list({key: _label(label, key) for label, key in zip(reading.labels, labels)}.values()),
        "document_labels": [{"document_id": document, "label_id": key} for key in dict.fromkeys(labels)],
        "observations": [
            _observation(observation, key, links, reading.front.authority_id, tables, sentences, labels)
            for observation, key in zip(reading.observations, observations)
        ],
        "rejections": [_rejection(rejection, document, ids) for rejection in reading.rejections],
        "findings": [],
        "finding_observations": [],
    }
    if content.pages and not content.facts.error:
        numbers = [page.number for page in content.pages]
        pages = {"number": 0, "first_page": min(numbers), "last_page": max(numbers), "same_as": None}
        rows["reports"] = [front | pages | {"id": report, "document_id": document}]
    for finding in reading.findings:
        _add_finding(finding, links, ids, observations, rows)
    return rows


def _front(reading: Reading) -> Row:
    front = reading.front
    return {
        "authority_id": front.authority_id,
        "title": front.title,
        "committee": front.committee,
        "meeting_date": front.meeting_date,
        "report_period": None if front.report_period is None else str(front.report_period),
    }


def _sayings(reading: Reading) -> list[tuple[str, str]]:
    """Place and message of each problem, once, in the order met."""
    problems = (*reading.content.problems, *reading.problems)
    return list(dict.fromkeys((problem.place, problem.message) for problem in problems))


def _page(page: Page, document: str) -> Row:
    return {
        "document_id": document,
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
        "method": page.method,
        "problem": page.problem,
    }


def _table(table: Table, key: str, links: Row) -> Row:
    return (
        links
        | {
            "id": key,
            "number": table.number,
            "first_page": table.page,
            "last_page": table.last_page or table.page,
            "heading": table.heading,
            "header_rows": table.header_rows,
            "rows": table.rows,
            "cols": table.cols,
            "method": table.method,
        }
        | _box(table.box)
    )


def _cells(table: Table, key: str) -> Iterable[Row]:
    seen: set[tuple[int, int]] = set()
    for cell in table.cells:
        if (cell.row, cell.col) not in seen:
            seen.add((cell.row, cell.col))
            yield {
                "table_id": key,
                "row": cell.row,
                "col": cell.col,
                "row_span": cell.row_span,
                "col_span": cell.col_span,
                "text": cell.text,
                "is_header": int(cell.is_header),
                "page": cell.page,
                "fill": cell.fill,
                "upright": int(cell.upright),
            } | _box(cell.box)


def _passages(passages: Iterable[Passage], sentences: Iterable[Sentence], ids: _Ids) -> dict[PassageKey, str]:
    """Ids of all passages, and of those that only a sentence names."""
    found: dict[PassageKey, str] = {}
    for passage in (*passages, *(sentence.passage for sentence in sentences)):
        key = _passage_key(passage)
        if key not in found:
            found[key] = ids.of("passage", passage.page, place(passage.box), passage.table, passage.row, passage.col)
    return found


def _passage_rows(
    passages: Iterable[Passage],
    sentences: Iterable[Sentence],
    keys: Mapping[PassageKey, str],
    tables: Mapping[int, str],
    links: Row,
) -> list[Row]:
    rows: dict[str, Row] = {}
    for passage in (*passages, *(sentence.passage for sentence in sentences)):
        key = keys[_passage_key(passage)]
        if key not in rows:
            rows[key] = (
                links
                | {
                    "id": key,
                    "page": passage.page,
                    "number": passage.number,
                    "heading": passage.heading,
                    "kind": str(passage.kind),
                    "text": passage.text,
                    "table_id": None if passage.table is None else tables.get(passage.table),
                    "row": passage.row,
                    "col": passage.col,
                }
                | _box(passage.box)
            )
    return list(rows.values())


def _themes(reading: Reading, sentences: Mapping[int, str]) -> list[Row]:
    """One row a sentence and theme: the mention with the highest score."""
    best: dict[tuple[str, str], Row] = {}
    for mention in reading.themes:
        key = (sentences[mention.sentence], mention.theme)
        if key not in best or best[key]["score"] < mention.score:
            best[key] = {"sentence_id": key[0], "theme": key[1], "score": float(mention.score), "words": mention.words}
    return list(best.values())


def _label(label: Label, key: str) -> Row:
    candidates = [
        {"indicator_id": candidate.indicator_id, "score": round(candidate.score, 4), "reasons": list(candidate.reasons)}
        for candidate in label.candidates[:3]
    ]
    return {
        "id": key,
        "authority_id": label.authority_id,
        "text": label.text,
        "unit": None if label.unit is None else str(label.unit),
        "heading": label.heading,
        "indicator_id": label.indicator_id,
        "method": label.method,
        "score": None if label.score is None else float(label.score),
        "status": label.status,
        "candidates": json.dumps(candidates, ensure_ascii=False) if candidates else None,
    }


def _observation_id(observation: Observation, ids: _Ids) -> str:
    """What names a figure for good: where it stands, its words and value, and what the paper says that it is.

    Its indicator and period are left out, so that a citation survives a label that is named later.
    """
    evidence = observation.evidence
    where = place(evidence.box) if evidence.box else f"sentence {evidence.sentence}"
    value = None if observation.value is None else format(observation.value.normalize(), "f")
    words = (observation.value_text, value, str(observation.role), observation.indicator_text)
    return ids.of("observation", evidence.page, where, *words)


def _observation(
    observation: Observation,
    key: str,
    links: Row,
    authority: str | None,
    tables: Mapping[int, str],
    sentences: Mapping[int, str],
    labels: list[str],
) -> Row:
    evidence, period = observation.evidence, observation.period
    support = [{"page": page} | _box(box) for page, box in evidence.support]
    return (
        links
        | {
            "id": key,
            "authority_id": authority,
            "page": evidence.page,
            "origin": str(observation.origin),
            "method": observation.method,
            "table_id": None if evidence.table is None else tables.get(evidence.table),
            "row": evidence.row,
            "col": evidence.col,
            "sentence_id": None if evidence.sentence is None else sentences.get(evidence.sentence),
            "text": observation.text,
            "value_text": observation.value_text,
            "value": _number(observation.value),
            "unit": observation.unit and str(observation.unit),
            "numerator": _number(observation.numerator),
            "denominator": _number(observation.denominator),
            "indicator_id": observation.indicator_id,
            "indicator_text": observation.indicator_text,
            "label_id": None if observation.label is None else labels[observation.label],
            "period": period and str(period),
            "period_start": period and period.first_day,
            "period_end": period and period.last_day,
            "basis": observation.basis and str(observation.basis),
            "role": str(observation.role),
            "comparator": observation.comparator,
            "direction": observation.direction and str(observation.direction),
            "operator": observation.operator,
            "suppressed": int(observation.suppressed),
            "symbol": observation.symbol,
            "rag": observation.rag,
            "arrow": observation.arrow,
            "confidence": None,
            "note": observation.note,
            "correction": observation.correction,
            "support": json.dumps(support) if support else None,
            "latest": None,
        }
        | _box(evidence.box)
    )


def _rejection(rejection: Rejection, document: str, ids: _Ids) -> Row:
    key = ids.of("rejection", rejection.page, place(rejection.box), rejection.value_text)
    return {
        "id": key,
        "document_id": document,
        "page": rejection.page,
        "text": rejection.text,
        "value_text": rejection.value_text,
        "reason": rejection.reason,
    } | _box(rejection.box)


def _add_finding(finding: Finding, links: Row, ids: _Ids, observations: list[str], rows: Rows) -> None:
    evidence = [observations[number] for number in dict.fromkeys(finding.observations)]
    key = ids.of("finding", finding.rule, finding.page, *evidence, *(() if evidence else (finding.message,)))
    rows["findings"].append(
        links
        | {
            "id": key,
            "rule": finding.rule,
            "severity": finding.severity,
            "message": finding.message,
            "page": finding.page,
        }
    )
    rows["finding_observations"] += [{"finding_id": key, "observation_id": each} for each in evidence]
