"""Rows -> records: stored figures as the rooms above take them, for checks and comparisons across documents."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from records.comparison import Comparable, Held
from records.observation import Direction, Evidence, Observation, Origin, Role, Unit
from records.page import NO_PAGE, Box
from records.period import Basis, Period
from records.reading import Problem

BENCHMARKS = tuple(str(role) for role in Role if role.is_benchmark)


@dataclass(frozen=True, slots=True)
class Stored:
    """An observation as it stands in the database, with the ids of what it belongs to."""

    id: str
    document_id: str
    report_id: str
    authority_id: str | None
    report_period: str | None
    observation: Observation
    """Its `evidence.table`, `evidence.sentence` and `label` are None: the database knows these by id."""


def _rows(connection: sqlite3.Connection, sql: str, values: tuple[object, ...] = ()) -> Iterator[sqlite3.Row]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    yield from cursor.execute(sql, values)


def read_observations(connection: sqlite3.Connection, *, authority_id: str | None = None) -> Iterator[Stored]:
    """Observations of the reports that count, in the order of council, reported month, document, page and place.

    Without `authority_id` those of all councils.
    """
    sql = """
        select observations.*, reports.report_period as reported
        from observations
        join reports on reports.id = observations.report_id and reports.same_as is null
        where (?1 is null or observations.authority_id = ?1)
        order by observations.authority_id, reported, observations.document_id, page, top, x0, observations.id
    """
    for row in _rows(connection, sql, (authority_id,)):
        yield Stored(
            row["id"],
            row["document_id"],
            row["report_id"],
            row["authority_id"],
            row["reported"],
            _observation(row),
        )


def _observation(row: sqlite3.Row) -> Observation:
    box = None if row["x0"] is None else Box(row["x0"], row["top"], row["x1"], row["bottom"])

    def decimal(column: str) -> Decimal | None:
        # repr of a float is the shortest text that gives it back: the printed decimals come back as they were.
        return None if row[column] is None else Decimal(repr(row[column]).removesuffix(".0"))

    return Observation(
        origin=Origin(row["origin"]),
        evidence=Evidence(row["page"] or NO_PAGE, box, row=row["row"], col=row["col"]),
        text=row["text"],
        value_text=row["value_text"],
        value=decimal("value"),
        unit=Unit(row["unit"]) if row["unit"] else None,
        indicator_id=row["indicator_id"],
        indicator_text=row["indicator_text"],
        period=Period.parse(row["period"]) if row["period"] else None,
        basis=Basis(row["basis"]) if row["basis"] else None,
        role=Role(row["role"]),
        numerator=decimal("numerator"),
        denominator=decimal("denominator"),
        comparator=row["comparator"],
        direction=Direction(row["direction"]) if row["direction"] else None,
        operator=row["operator"],
        suppressed=bool(row["suppressed"]),
        symbol=row["symbol"],
        rag=row["rag"],
        arrow=row["arrow"],
        method=row["method"],
        note=row["note"],
        correction=row["correction"],
    )


def read_comparables(connection: sqlite3.Connection) -> list[Comparable]:
    """Named figures with a value and, save for benchmarks, a period: of the reports that count."""
    marks = ", ".join("?" * len(BENCHMARKS))
    sql = f"""
        select
          observations.id, observations.document_id, observations.authority_id, indicator_id, role, value, value_text,
          unit, period, basis, page, coalesce(observations.table_id || ' ' || row, passage_id, '') as place,
          reports.meeting_date, reports.report_period
        from observations
        join reports on reports.id = observations.report_id and reports.same_as is null
        left join sentences on sentences.id = observations.sentence_id
        where value is not null and unit is not null and indicator_id is not null
          and observations.authority_id is not null
          and (role in ({marks}) or (role = 'actual' and period is not null and basis is not null))
        order by observations.id
    """
    return [
        Comparable(
            observation_id=row["id"],
            document_id=row["document_id"],
            authority_id=row["authority_id"],
            indicator_id=row["indicator_id"],
            role=Role(row["role"]),
            value=row["value"],
            decimals=_decimals(row["value_text"], row["value"]),
            unit=row["unit"],
            period=row["period"] or "",
            basis=Basis(row["basis"]) if row["basis"] else None,
            page=row["page"] or NO_PAGE,
            place=row["place"],
            said_on=row["meeting_date"] or _last_day(row["report_period"]),
        )
        for row in _rows(connection, sql, BENCHMARKS)
    ]


def read_problems(database: Path) -> dict[str, tuple[str, tuple[Problem, ...]]]:
    """Document's id -> its status, and what could not be read in it."""
    with closing(sqlite3.connect(f"{Path(database).resolve().as_uri()}?mode=ro", uri=True)) as connection:
        problems: dict[str, list[Problem]] = defaultdict(list)
        for document, place, message in connection.execute(
            "select document_id, place, message from problems order by document_id, number"
        ):
            problems[document].append(Problem(place, message))
        statuses = connection.execute("select id, status from documents").fetchall()
    return {document: (status, tuple(problems[document])) for document, status in statuses}


def read_held(connection: sqlite3.Connection) -> list[Held]:
    """Reports whose council and month are known: those that were read and count, and documents that failed."""
    sql = """
        select reports.authority_id, reports.report_period, reports.document_id, documents.status, documents.error
        from reports
        join documents on documents.id = reports.document_id
        where reports.same_as is null and reports.authority_id is not null and reports.report_period is not null
        union all
        select authority_id, report_period, id, status, error
        from documents
        where authority_id is not null and report_period is not null
          and id not in (select document_id from reports)
        order by 1, 2, 3
    """
    return [Held(*row) for row in _rows(connection, sql)]


@dataclass(frozen=True, slots=True)
class Awaiting:
    """A label that waits for a person's decision, most figures first."""

    authority_id: str | None
    text: str
    unit: str | None
    heading: str | None
    figures: int
    candidates: str
    """JSON: the best three with their scores."""


def read_awaiting(connection: sqlite3.Connection) -> list[Awaiting]:
    """Labels to review, those with the most figures first."""
    sql = """
        select labels.authority_id, labels.text, labels.unit, labels.heading, count(observations.id), labels.candidates
        from labels
        join observations on observations.label_id = labels.id
        where labels.status = 'to review'
        group by labels.id
        order by count(observations.id) desc, labels.text, labels.unit
    """
    return [Awaiting(*row) for row in _rows(connection, sql)]


def _last_day(report_period: str | None) -> str:
    return Period.parse(report_period).last_day if report_period else ""


def _decimals(value_text: str, value: float) -> int:
    """Digits printed after the point in the number that is the value: '118 of 194 60.80%' has 2."""
    for number in re.findall(r"\d[\d,]*(?:\.\d+)?", value_text):
        if float(number.replace(",", "")) == abs(value):
            return len(number.partition(".")[2])
    return len(repr(value).removesuffix(".0").partition(".")[2])
