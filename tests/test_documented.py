"""What is public is described: every table, column, view and canned query that the site shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
import yaml

from store import schema

ROOT = Path(__file__).resolve().parents[1]
METADATA = yaml.safe_load((ROOT / "metadata.yml").read_text(encoding="utf-8"))
SITE: dict[str, Any] = METADATA["databases"]["scrutineer"]


@pytest.fixture(scope="module")
def database() -> sqlite_utils.Database:
    empty = sqlite_utils.Database(memory=True)
    schema.create(empty)
    schema.refresh(empty)
    empty.conn.create_function("search_words", 1, str)
    return empty


def columns_of(database: sqlite_utils.Database) -> dict[str, list[str]]:
    """Every table and view that the site shows -> its columns."""
    hidden = {name for name, said in SITE["tables"].items() if said.get("hidden")}
    names = [*database.table_names(), *database.view_names()]
    shown = [name for name in names if not any(name.startswith(inner) for inner in hidden)]
    return {name: [column.name for column in database[name].columns] for name in shown}


def test_every_table_view_and_column_is_described_and_nothing_else_is(database: sqlite_utils.Database) -> None:
    shown = columns_of(database)
    described = {name: said for name, said in SITE["tables"].items() if not said.get("hidden")}
    assert set(described) == set(shown)
    for name, columns in shown.items():
        assert described[name]["description"].strip(), name
        said = described[name]["columns"]
        assert [column for column in columns if not said.get(column)] == [], f"{name}: without a description"
        if name != "latest_figures":  # it has fewer columns than figures, whose descriptions it shares
            assert [column for column in said if column not in columns] == [], f"{name}: described, and not there"


def test_facets_sorting_and_labels_name_columns_that_are_there(database: sqlite_utils.Database) -> None:
    shown = columns_of(database)
    for name, said in SITE["tables"].items():
        named = [*said.get("facets", []), *(said[key] for key in ("sort", "sort_desc", "label_column") if key in said)]
        assert [column for column in named if column not in shown.get(name, [])] == [], name


def test_a_view_is_described_by_what_one_row_is() -> None:
    for name, select in schema.view_statements().items():
        assert select.startswith("-- One row: ")
        assert SITE["tables"][name]["description"].startswith("One row is "), name


def test_every_query_has_a_title_a_description_and_words_for_its_fields() -> None:
    asked = {
        "one_measure_across_councils", "latest_figures_of_a_council", "search_commentary",
        "where_does_this_figure_come_from", "what_could_not_be_named", "council_against_neighbours",
        "measure_with_official_benchmark", "paper_and_official_figure_differ", "what_is_missing",
        "what_does_not_hold_together", "themes_by_council_and_month",
    }  # fmt: skip
    assert asked <= set(SITE["queries"])
    for name, query in SITE["queries"].items():
        assert query["title"].strip() and query["description"].strip(), name
        fields = set(re.findall(r"(?<![:\w]):([a-z]\w*)", query["sql"]))
        assert fields <= set(query["ask"]), name


def test_every_query_runs_on_an_empty_database(database: sqlite_utils.Database) -> None:
    for name, query in SITE["queries"].items():
        fields = dict.fromkeys(query["ask"], "")
        rows = database.execute(query["sql"].replace("search_words(:words)", "'\"\"'"), fields).fetchall()
        assert rows == [], name


def test_the_site_says_whose_the_data_are() -> None:
    for key in ("title", "description", "source", "license", "license_url"):
        assert METADATA[key].strip()
    assert "Open Government Licence" in SITE["tables"]["official_statistics"]["license"]
