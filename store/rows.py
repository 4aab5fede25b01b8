"""One Reading -> the rows of every table that it fills."""

from __future__ import annotations

import json
from decimal import Decimal

from records.catalogue import Label
from records.observation import Observation, Rejection
from records.reading import FrontMatter, Reading
from store.ids import Ids, Keys, keys_of, place
from store.published import Row, Rows, box_columns, published_rows, sayings, text_layer


def rows_of(reading: Reading, *, path: str | None, front_key: str, reader_version: str, read_at: str) -> Rows:
    """Table -> its rows of this document; every table that a document fills is named, with no rows where it has none.

    `path` is where the file lay, as the site will look for it; `front_key` stands for what index.csv said of it.
    """
    keys = keys_of(reading)
    made = {"path": path, "front_key": front_key, "reader_version": reader_version, "read_at": read_at}
    labels = {key: _label(label, key) for label, key in zip(reading.labels, keys.labels)}
    findings, links = _findings(reading, keys)
    rows = published_rows(reading, keys) | {
        "documents": [_document(reading, keys) | made | {"source": reading.front.source or path}],
        "reports": _reports(reading, keys),
        "labels": list(labels.values()),
        "document_labels": [{"document_id": keys.document, "label_id": key} for key in labels],
        "observations": [
            _observation(observation, key, keys) for observation, key in zip(reading.observations, keys.observations)
        ],
        "rejections": [_rejection(rejection, keys.document, keys.ids) for rejection in reading.rejections],
        "findings": findings,
        "finding_observations": links,
    }
    return _without_pages(rows) if reading.content.facts.typeset else rows


def _without_pages(rows: Rows) -> Rows:
    """The rows of a text that has no pages: without those of the sheets that it was set on, and what they say of it."""
    ours = dict.fromkeys(("page", "first_page", "last_page", "x0", "top", "x1", "bottom", "boxes", "support"))
    bare = {
        table: [row | {column: None for column in ours if column in row} for row in each]
        for table, each in rows.items()
    }
    return bare | {"pages": []}


def _document(reading: Reading, keys: Keys) -> Row:
    facts, said = reading.content.facts, sayings(reading)
    return _front(reading.front) | {
        "id": keys.document,
        "filename": facts.filename,
        "licence": reading.front.licence,
        "pages": facts.pages,
        "bytes": facts.bytes,
        "producer": facts.producer,
        "text_layer": text_layer(reading.content.pages),
        "status": reading.status,
        "error": facts.error or (said[0][1] if reading.status == "failed" and said else None),
        "seconds": round(reading.seconds, 3),
    }


def _reports(reading: Reading, keys: Keys) -> list[Row]:
    """The document's reports; none where it could not be opened."""
    return [
        _front(report.front)
        | {
            "id": keys.reports[report.number],
            "document_id": keys.document,
            "number": report.number,
            "first_page": report.first_page,
            "last_page": report.last_page,
            "same_as": None,
        }
        for report in reading.papers
    ]


def _front(front: FrontMatter) -> Row:
    return {
        "authority_id": front.authority_id,
        "title": front.title,
        "committee": front.committee,
        "meeting_date": front.meeting_date,
        "report_period": None if front.report_period is None else str(front.report_period),
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


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


def _observation(observation: Observation, key: str, keys: Keys) -> Row:
    evidence, period = observation.evidence, observation.period
    report = keys.report_of(evidence.page)
    support = [{"page": page} | box_columns(box) for page, box in evidence.support]
    return (
        keys.links(evidence.page)
        | {
            "id": key,
            "authority_id": report.front.authority_id if report else None,
            "page": evidence.page,
            "origin": str(observation.origin),
            "method": observation.method,
            "table_id": None if evidence.table is None else keys.tables.get(evidence.table),
            "row": evidence.row,
            "col": evidence.col,
            "sentence_id": None if evidence.sentence is None else keys.sentences.get(evidence.sentence),
            "text": observation.text,
            "value_text": observation.value_text,
            "value": _number(observation.value),
            "unit": observation.unit and str(observation.unit),
            "numerator": _number(observation.numerator),
            "denominator": _number(observation.denominator),
            "indicator_id": observation.indicator_id,
            "indicator_text": observation.indicator_text,
            "label_id": None if observation.label is None else keys.labels[observation.label],
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
            "second_reading": observation.second and observation.second.verdict,
            "second_reader": observation.second and observation.second.reader,
            "second_text": observation.second and observation.second.text,
            "confidence": observation.confidence,
            "note": observation.note,
            "correction": observation.correction,
            "support": json.dumps(support) if support else None,
            "latest": None,
        }
        | box_columns(evidence.box)
    )


def _rejection(rejection: Rejection, document: str, ids: Ids) -> Row:
    key = ids.of("rejection", rejection.page, place(rejection.box), rejection.value_text)
    return {
        "id": key,
        "document_id": document,
        "page": rejection.page,
        "text": rejection.text,
        "value_text": rejection.value_text,
        "reason": rejection.reason,
    } | box_columns(rejection.box)


def _findings(reading: Reading, keys: Keys) -> tuple[list[Row], list[Row]]:
    """Rows of `findings` and of `finding_observations`."""
    findings: list[Row] = []
    links: list[Row] = []
    for finding in reading.findings:
        pages = [reading.observations[number].evidence.page for number in finding.observations]
        evidence = [keys.observations[number] for number in dict.fromkeys(finding.observations)]
        key = keys.ids.of("finding", finding.rule, finding.page, *evidence, *(() if evidence else (finding.message,)))
        said = {"rule": finding.rule, "severity": finding.severity, "message": finding.message, "page": finding.page}
        findings.append(keys.links(finding.page or next(iter(pages), None)) | {"id": key} | said)
        links += [{"finding_id": key, "observation_id": each, "place": n} for n, each in enumerate(evidence)]
    return findings, links
