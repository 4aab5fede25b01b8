"""Writes the database: a document's rows replaced whole, in one transaction; the rest of a build at its end."""

from __future__ import annotations

import json
import platform
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version as package_version
from itertools import chain, islice
from pathlib import Path
from typing import Any

import sqlite_utils

from records.catalogue import Catalogue, OfficialFigure, Reference
from records.comparison import Comparable
from records.reading import FindingAcross, Reading
from store import schema
from store.draft import SIGNATURE_KEYS, StoreError, seen_from
from store.ids import document_id, short_id
from store.plain import digest_of, plain_row
from store.read import read_comparables
from store.repeats import name_repeats
from store.rows import rows_of

LATEST = """
select id
from (
  select
    observations.id,
    row_number() over (
      partition by observations.authority_id, indicator_id, unit, basis
      order by period_end desc, reports.report_period desc, origin = 'table' desc, origin = 'tile' desc, page,
        observations.id
    ) as place
  from observations
  join reports on reports.id = observations.report_id and reports.same_as is null
  where role = 'actual' and indicator_id is not null and observations.authority_id is not null and period is not null
)
where place = 1
"""
"""A council's own latest figure of each measure, unit and basis; of several for one period the newest report's, and of
one report's the table's."""


TOLD = ("pypdfium2", "pdfplumber", "camelot-py", "rapidocr", "spacy", "pandas", "sqlite-utils")
"""Packages on which figures depend: a build names their versions."""


class Build:
    """A database in the making. Made by `store.opening.open_build`."""

    def __init__(self, database: sqlite_utils.Database, target: Path, signature: Mapping[str, str]) -> None:
        self.database = database
        self.target = target
        self.signature = dict(signature)
        self.read_at = datetime.now(UTC).replace(microsecond=0).isoformat()
        self.finished = False
        self.before: dict[str, str] = {row["key"]: row["value"] for row in database.table("build").rows}
        """What the old database said of itself; empty where this one is new."""
        self.said: dict[str, str] = {}
        """What this one will say besides its signature."""

    def begin(self) -> None:
        """Signs the draft and empties what is computed over all documents."""
        for name in schema.DERIVED:
            self.write_rows(name, ())
        keys = {SIGNATURE_KEYS: json.dumps(sorted(self.signature))}
        self.write_rows("build", ({"key": key, "value": value} for key, value in (self.signature | keys).items()))

    def holds(self, sha256: str, front_key: str = "", *, path: Path | None = None) -> bool:
        """True where this file was read already under the same signature and index row: it need not be read again.

        `path` renews where the file lies, should it have moved.
        """
        row = self.database.execute("select front_key from documents where id = ?", [sha256]).fetchone()
        if row is None or (row[0] or "") != front_key:
            return False
        if path is not None:
            with self.database.atomic():
                self.database.execute(
                    "update documents set path = ? where id = ?", [self._seen_from_here(path), sha256]
                )
        return True

    def keep_only(self, sha256s: Iterable[str]) -> int:
        """Drops the documents that are no longer listed; gives their number."""
        listed = set(sha256s)
        held = [row[0] for row in self.database.execute("select id from documents")]
        with self.database.atomic():
            for document in held:
                if document not in listed:
                    self._drop(document)
        return sum(document not in listed for document in held)

    def write_canon(self, catalogue: Catalogue, reference: Reference, official: Iterable[OfficialFigure] = ()) -> None:
        """Writes measures, themes, authorities, neighbours and official statistics in place of those that stood.

        A table whose rows are those that the old database had is left as it is.
        """
        canon: dict[str, Iterable[Any]] = {
            "indicators": catalogue.indicators,
            "themes": catalogue.themes,
            "authorities": reference.authorities,
            "authority_codes": reference.codes,
            "authority_successors": reference.successors,
            "neighbour_models": reference.models,
            "statistical_neighbours": reference.neighbours,
            "official_statistics": official,
        }
        for table, records in canon.items():
            listed = tuple(records)
            key, digest = f"rows of {table}", digest_of(listed)
            if self.before.get(key) != digest:
                self.write_rows(table, listed)
            self.said[key] = digest

    def write_reading(self, reading: Reading, *, path: Path | None = None, front_key: str = "") -> str:
        """Puts all that a document gave in place of what stood for it, in one transaction; gives its id.

        `path` is where the file lies (the site draws its pages from there); `front_key` is asked for by `holds`.
        """
        version = self.signature.get("reader") or self.signature.get("reader_version") or ""
        rows = rows_of(
            reading,
            path=None if path is None else self._seen_from_here(path),
            front_key=front_key,
            reader_version=version,
            read_at=self.read_at,
        )
        with self.database.atomic():
            self._drop(document_id(reading))
            for name, each in rows.items():
                self._insert(name, each, replace=name == "labels")
        return document_id(reading)

    def write_rows(self, table: str, rows: Iterable[Any]) -> None:
        """Writes `rows` (mappings, or records whose fields are columns) in place of all that stood in `table`.

        A missing column is null. Raises StoreError for a column that the table does not have.
        """
        with self.database.atomic():
            self.database.execute(f'delete from "{schema.BY_NAME[table].name}"')
            self._insert(table, rows)

    def write_findings(self, rules: Iterable[str], found: Iterable[FindingAcross]) -> None:
        """Writes findings across documents in place of those of the same `rules`; a document's own stay as they are."""
        with self.database.atomic():
            for rule in rules:
                of_rule = "select id from findings where rule = ?"
                self.database.execute(f"delete from finding_observations where finding_id in ({of_rule})", [rule])
                self.database.execute("delete from findings where rule = ?", [rule])
            rows = {short_id("finding", each.rule, each.document_id, *each.observations): each for each in found}
            columns = ("document_id", "report_id", "rule", "severity", "message", "page")
            self._insert(
                "findings", ({"id": key} | {c: getattr(each, c) for c in columns} for key, each in rows.items())
            )
            self._insert(
                "finding_observations",
                (
                    {"finding_id": key, "observation_id": figure, "place": place}
                    for key, each in rows.items()
                    for place, figure in enumerate(dict.fromkeys(each.observations))
                ),
            )

    def comparables(self) -> list[Comparable]:
        """The figures to compare, of the reports that count."""
        self.name_repeats()
        return read_comparables(self.database.conn)

    def finish(self) -> None:
        """Names repeats and latest figures, drops what nothing names, rebuilds full text and views, packs, measures."""
        self.name_repeats()
        with self.database.atomic():
            self.database.execute("delete from labels where id not in (select label_id from document_labels)")
            self.database.execute("update observations set latest = null where latest is not null")
            self.database.execute(f"update observations set latest = 1 where id in ({LATEST})")
        made = self.said | {
            "built_at": self.read_at,
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            **{name.replace("-", "_"): package_version(name) for name in TOLD},
            "documents": str(self.database.table("documents").count),
            "observations": str(self.database.table("observations").count),
        }
        with self.database.atomic():
            self._insert("build", ({"key": key, "value": value} for key, value in made.items()), replace=True)
        # VACUUM clears what was deleted from the file and renumbers rows. Full text points at row numbers: it follows.
        self.database.vacuum()
        schema.refresh(self.database)
        self.database.analyze()
        self.finished = True

    def name_repeats(self) -> None:
        """Fills `reports.same_as`, by `store.repeats`."""
        with self.database.atomic():
            name_repeats(self.database.conn)

    def _drop(self, document: str) -> None:
        """Deletes a document and all of its rows."""
        within = {
            "cells": ("table_id", "tables"),
            "sentence_themes": ("sentence_id", "sentences"),
            "finding_observations": ("finding_id", "findings"),
        }
        for name, (column, owner) in within.items():
            self.database.execute(
                f"delete from {name} where {column} in (select id from {owner} where document_id = ?)", [document]
            )
        for shape in schema.TABLES:
            if shape.of_document:
                self.database.execute(f"delete from {shape.name} where document_id = ?", [document])
        self.database.execute("delete from documents where id = ?", [document])

    def _insert(self, table: str, rows: Iterable[Any], *, replace: bool = False) -> None:
        columns = list(schema.BY_NAME[table].columns)
        plain = (row if isinstance(row, Mapping) else plain_row(row) for row in rows)
        head = list(islice(plain, 1))
        if not head:
            return
        if unknown := [column for column in head[0] if column not in columns]:
            raise StoreError(f"table {table} has no column {', '.join(unknown)}. Its columns: {', '.join(columns)}.")
        values: Iterator[list[Any]] = ([row.get(column) for column in columns] for row in chain(head, plain))
        lists: Iterable[list[Any]] = chain([columns], values)
        self.database.table(table).insert_all(lists, batch_size=1000, replace=replace)

    def _seen_from_here(self, path: Path) -> str:
        return seen_from(self.target.parent, path)
