from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlite_utils

from store import schema

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {
    "docs/contract.md": ROOT / "docs" / "contract.md",
    "the shared one": ROOT.parent / "shared" / "contract.md",
}


def contract_tables(path: Path) -> dict[str, list[str]]:
    """Table -> columns, as the contract's tables of tables and its asides name them."""
    tables: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not (row := re.match(r"\| `(\w+)` \| (.*) \|$", line)):
            continue
        name, cells = row.groups()
        asides = re.findall(r"`(\w+)\(([\w, ]+)\)`", cells)
        for aside, columns in asides:
            tables[aside] = columns.split(", ")
        cells = re.sub(r"`\w+\([\w, ]+\)`", "", cells)
        # What stands in brackets are values; what comes after a colon or a full stop is said of the columns before.
        cells = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\([^()]*\)[^()]*\)", "", cells))
        if name == "comparisons":
            cells = cells.partition("and `source`")[2]
            tables[name] = ["authority_id", "indicator_id", "period", "basis", "source"]
        cells = re.split(r": one for|\. |; what", cells)[0]
        tables.setdefault(name, []).extend(
            column for column in re.findall(r"`(\w+)`", cells) if column not in ("papers", "printed", "official")
        )
    return tables


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_table_and_column_of_the_contract_is_in_the_schema(contract: str) -> None:
    path = CONTRACTS[contract]
    if not path.exists():
        pytest.skip(f"{contract} is not here")
    wanted = contract_tables(path)
    assert (len(wanted), len(wanted["observations"]), len(wanted["comparisons"])) == (24, 38, 20)
    assert wanted["reports"][-1] == "same_as"
    for name, columns in wanted.items():
        if name == "indicators":  # "the columns of indicators.csv", asked below
            continue
        assert name in schema.BY_NAME, name
        missing = [column for column in columns if column not in schema.BY_NAME[name].columns]
        assert not missing, f"{name} lacks {missing}"


def test_indicators_have_the_columns_of_the_catalogue() -> None:
    path = ROOT / "data" / "catalogue" / "indicators.csv"
    if not path.exists():
        pytest.skip("data/catalogue/indicators.csv is not here")
    head = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert set(head) - {"indicator"} | {"id"} == set(schema.BY_NAME["indicators"].columns)


def test_the_copy_of_the_contract_is_the_shared_one() -> None:
    ours, shared = CONTRACTS.values()
    if not shared.exists():
        pytest.skip("the shared contract is not here")
    assert ours.read_text(encoding="utf-8") == shared.read_text(encoding="utf-8")


def test_the_schema_creates_and_every_link_names_a_table_with_ids() -> None:
    database = sqlite_utils.Database(memory=True)
    schema.create(database)
    schema.refresh(database)
    assert set(schema.BY_NAME) <= set(database.table_names())
    assert set(database.view_names()) == set(schema.view_statements())
    for shape in schema.TABLES:
        for target in shape.links.values():
            assert "id" in schema.BY_NAME[target].columns
        for columns in (shape.key, *([each.rstrip("?") for each in index] for index in shape.indexes)):
            assert set(columns) <= set(shape.columns), shape.name


def test_each_view_says_first_what_one_row_is_and_can_be_queried() -> None:
    database = sqlite_utils.Database(memory=True)
    schema.create(database)
    schema.refresh(database)
    views = schema.view_statements()
    assert set(views) == {"figures", "latest_figures", "commentary", "themes_by_month", "figures_with_neighbours"}
    for name, select in views.items():
        assert select.startswith("-- One row: "), name
        assert list(database.query(f"select * from {name} limit 1")) == []
