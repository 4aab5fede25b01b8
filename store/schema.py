"""Every table, column, key and index of the database, once: the contract in code.

A column reads `name`, `name:int`, `name:real` (text where nothing is said) or `name>table` (the id of a row of that
table). Tables are STRICT, so that a wrong type is told when it is written. Links are declared, for the site and for
people who write SQL, and not enforced while writing: a document's rows come in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import sqlite_utils

from store.ids import short_id

TYPES: dict[str, type] = {"": str, "int": int, "real": float}
VIEWS = Path(__file__).with_name("views.sql")
FULL_TEXT = {"passages": ("heading", "text")}
"""Table and columns that full-text search (FTS5) covers."""


@dataclass(frozen=True, slots=True)
class TableShape:
    """One table as it is created."""

    name: str
    columns: dict[str, type]
    key: tuple[str, ...]
    """Columns of the primary key; empty where the table has none."""
    links: dict[str, str] = field(default_factory=dict)
    """Column -> table whose `id` it holds."""
    indexes: tuple[tuple[str, ...], ...] = ()

    @property
    def of_document(self) -> bool:
        """True where a row belongs to one document and goes with it."""
        return "document_id" in self.columns and self.name not in DERIVED


DERIVED = ("comparisons", "benchmark_checks", "coverage")
"""Computed over all documents: empty when a build begins, written whole by it."""


def _table(name: str, columns: str, *, key: str = "", indexes: str = "") -> TableShape:
    """`columns` and `key` are words apart; `indexes` too, the columns of one index joined by commas.

    An index that ends in `?` leaves out rows without a value: where most have none they would mislead the planner.
    """
    types: dict[str, type] = {}
    links: dict[str, str] = {}
    for word in columns.split():
        word, _, target = word.partition(">")
        column, _, kind = word.partition(":")
        types[column] = TYPES[kind]
        if target:
            links[column] = target
    return TableShape(name, types, tuple(key.split()), links, tuple(tuple(i.split(",")) for i in indexes.split()))


BOX = "x0:real top:real x1:real bottom:real"

TABLES: tuple[TableShape, ...] = (
    _table("build", "key value", key="key"),
    _table("themes", "id meaning", key="id"),
    _table(
        "indicators",
        "id name service_area unit polarity definition dfe_reference notes kind month_basis decimals:int"
        " count_id>indicators of_id>indicators parent>indicators sum_group official_indicator_id lait_code"
        " lg_inform_metric chat_reference annex_a_list",
        key="id",
        indexes="official_indicator_id",
    ),
    _table("authorities", "id gss_code name short_name region kind start_date end_date", key="id"),
    _table(
        "authority_codes",
        "authority_id>authorities gss_code start_date end_date",
        key="authority_id gss_code",
    ),
    _table(
        "authority_successors",
        "authority_id>authorities successor_id>authorities date",
        key="authority_id successor_id",
    ),
    _table("neighbour_models", "model in_force_from in_force_to", key="model"),
    _table(
        "statistical_neighbours",
        "authority_id>authorities neighbour_id>authorities rank:int closeness model",
        key="authority_id model rank",
        indexes="neighbour_id",
    ),
    _table(
        "official_statistics",
        "authority_id>authorities geography indicator_id period value:real unit vintage status source",
        indexes="indicator_id,period,authority_id authority_id,indicator_id,period",
    ),
    _table(
        "documents",
        "id filename source path licence authority_id>authorities title committee meeting_date report_period pages:int"
        " bytes:int producer text_layer status error read_at reader_version seconds:real front_key",
        key="id",
        indexes="authority_id,report_period",
    ),
    _table(
        "reports",
        "id document_id>documents number:int first_page:int last_page:int authority_id>authorities title committee"
        " meeting_date report_period same_as>reports",
        key="id",
        indexes="document_id authority_id,report_period",
    ),
    _table(
        "pages",
        "document_id>documents number:int width:real height:real rotation:int method problem",
        key="document_id number",
    ),
    _table("redactions", f"document_id>documents page:int {BOX} kind", indexes="document_id,page"),
    _table("problems", "document_id>documents number:int place message", key="document_id number"),
    _table(
        "tables",
        "id document_id>documents report_id>reports number:int first_page:int last_page:int heading header_rows:int"
        f" rows:int cols:int method {BOX}",
        key="id",
        indexes="document_id,number",
    ),
    _table(
        "cells",
        f"table_id>tables row:int col:int row_span:int col_span:int text is_header:int page:int {BOX} fill upright:int",
        key="table_id row col",
    ),
    _table(
        "passages",
        f"id document_id>documents report_id>reports page:int number:int heading kind text {BOX}"
        " table_id>tables row:int col:int",
        key="id",
        indexes="document_id,page,number",
    ),
    _table(
        "sentences",
        "id passage_id>passages document_id>documents number:int text tone boxes",
        key="id",
        indexes="document_id,number passage_id",
    ),
    _table(
        "sentence_themes",
        "sentence_id>sentences theme>themes score:real words",
        key="sentence_id theme",
        indexes="theme",
    ),
    _table(
        "labels",
        "id authority_id>authorities text unit heading indicator_id>indicators method score:real status candidates",
        key="id",
        indexes="status indicator_id authority_id",
    ),
    _table("document_labels", "document_id>documents label_id>labels", key="document_id label_id", indexes="label_id"),
    _table(
        "observations",
        f"id document_id>documents report_id>reports authority_id>authorities page:int {BOX} origin method"
        " table_id>tables row:int col:int sentence_id>sentences text value_text value:real unit numerator:real"
        " denominator:real indicator_id>indicators indicator_text label_id>labels period period_start period_end basis"
        " role comparator direction operator suppressed:int symbol rag arrow second_reading second_reader second_text"
        " confidence:real note correction support latest:int",
        key="id",
        indexes="document_id,page indicator_id,role,period_end authority_id,indicator_id,period_end label_id?"
        " table_id,row? sentence_id? report_id value latest?",
    ),
    _table(
        "rejections",
        f"id document_id>documents page:int {BOX} text value_text reason",
        key="id",
        indexes="document_id,page reason",
    ),
    _table(
        "findings",
        "id document_id>documents report_id>reports rule severity message page:int",
        key="id",
        indexes="document_id rule",
    ),
    _table(
        "finding_observations",
        "finding_id>findings observation_id>observations place:int",
        key="finding_id observation_id",
        indexes="observation_id",
    ),
    _table(
        "comparisons",
        "authority_id>authorities indicator_id>indicators period basis source observation_id>observations others"
        " value:real neighbour_model neighbour_mean:real neighbour_median:real neighbours_with_a_figure:int"
        " national:real regional:real best:real top_quartile:real vintage comparison_period rank:int ranked:int"
        " quartile",
        indexes="authority_id,indicator_id,period indicator_id,period observation_id",
    ),
    _table(
        "benchmark_checks",
        "observation_id>observations authority_id>authorities indicator_id>indicators role printed:real official:real"
        " difference:real verdict comparison_period stated_period vintage neighbour_model note",
        indexes="observation_id verdict authority_id,indicator_id",
    ),
    _table(
        "coverage",
        "authority_id>authorities report_period status document_id>documents why",
        indexes="authority_id,report_period document_id",
    ),
)
BY_NAME: dict[str, TableShape] = {table.name: table for table in TABLES}


def version() -> str:
    """A hash of the tables and of the code that fills them: what is stored otherwise is built anew, never migrated."""
    code = (Path(__file__).with_name(name) for name in ("ids.py", "published.py", "rows.py"))
    return short_id(*map(repr, TABLES), *(file.read_text(encoding="utf-8") for file in code))


def create(database: sqlite_utils.Database) -> None:
    """Makes every table and index in an empty database. Full text and views come with `refresh`."""
    for shape in TABLES:
        table = database.table(shape.name)
        table.create(
            shape.columns,
            pk=(shape.key[0] if len(shape.key) == 1 else shape.key) or None,
            foreign_keys=[(column, target, "id") for column, target in shape.links.items()],
            strict=True,
        )
        for columns in shape.indexes:
            table.create_index(columns) if columns[-1][-1] != "?" else _create_sparse_index(table, columns)


def _create_sparse_index(table: sqlite_utils.db.Table, columns: tuple[str, ...]) -> None:
    names = [column.rstrip("?") for column in columns]
    table.db.execute(
        f"create index idx_{table.name}_{'_'.join(names)} on {table.name} ({', '.join(names)})"
        f" where {names[0]} is not null"
    )


def view_statements() -> dict[str, str]:
    """Each view's name -> its select out of views.sql, first comment line included."""
    views: dict[str, str] = {}
    for part in VIEWS.read_text(encoding="utf-8").split("create view ")[1:]:
        name, _, select = part.partition(" as\n")
        views[name.strip()] = select.strip().rstrip(";")
    return views


def refresh(database: sqlite_utils.Database) -> None:
    """Rebuilds full-text search and views. Rows have no number of their own, so after a VACUUM this must run again."""
    for name, columns in FULL_TEXT.items():
        table = database.table(name)
        table.disable_fts() if table.detect_fts() else None
        table.enable_fts(columns, fts_version="FTS5", tokenize="porter unicode61 remove_diacritics 2")
        table.optimize()
    for name, select in view_statements().items():
        database.create_view(name, select, replace=True)
