"""Web pages and plain texts the whole way: figures, evidence without a page, every numeral accounted for."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from datasette.app import Datasette

from builder import build_database
from cli import main

MINUTES = """<html><head><title>Agenda item - Performance, quarter 3 2022/23 | Darlington Borough Council</title>
<script>var n = "999 children looked after";</script></head><body><nav>Page 7</nav>
<h1>Children's services performance, quarter 3 2022/23</h1>
<p>At the end of December 2022 there were 286 children looked after. The service spent £1.2m on agency staff.</p>
<ul><li>Re-referrals within 12 months stood at 21.4 per cent against a target of 20 per cent.</li></ul>
<table><tr><th>Measure</th><th>Target</th><th>Q3 2022/23</th></tr>
<tr><td>% of assessments completed within 45 working days</td><td>90%</td><td>87.3%</td></tr></table></body></html>"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "minutes.html").write_text(MINUTES, encoding="utf-8")
    (folder / "broken.txt").write_bytes(b"\0\1")
    build_database([folder], folder / "x.db", found=lambda *_: None, done=lambda _: None)
    connection = sqlite3.connect(folder / "x.db")
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()


def test_figures_of_a_web_page_are_read_as_on_paper(database: sqlite3.Connection) -> None:
    rows = database.execute("select origin, value, unit, indicator_id, role from observations order by value")
    assert [tuple(row) for row in rows] == [
        ("prose", 20.0, "percent", "re_referrals_pct", "target"),
        ("prose", 21.4, "percent", "re_referrals_pct", "actual"),
        ("table", 87.3, "percent", "assessments_within_45_days_pct", "actual"),
        ("table", 90.0, "percent", "assessments_within_45_days_pct", "target"),
        ("prose", 286.0, "count", "cla_number", "actual"),
    ]


def test_what_has_no_pages_has_neither_page_nor_box(database: sqlite3.Connection) -> None:
    assert database.execute("select count(*) from pages").fetchone()[0] == 0
    for table in ("observations", "rejections", "passages"):
        found = database.execute(f"select count(*), count(page), count(x0) from {table}").fetchone()
        assert found[0] > 0
        assert tuple(found[1:]) == (0, 0)
    assert database.execute("select count(*) from sentences where boxes is not null").fetchone()[0] == 0


def test_every_figure_keeps_the_words_that_it_stands_in(database: sqlite3.Connection) -> None:
    text = database.execute("select text from observations where value = 286").fetchone()[0]
    assert text == "At the end of December 2022 there were 286 children looked after."


def test_what_is_no_figure_says_why_and_programs_are_not_read(database: sqlite3.Connection) -> None:
    rejected = {
        row["value_text"]: row["reason"] for row in database.execute("select value_text, reason from rejections")
    }
    assert rejected["1.2"] == "money"
    assert not {"999", "7"} & rejected.keys()


def test_the_council_and_the_time_are_told_from_the_text(database: sqlite3.Connection) -> None:
    row = database.execute("select authority_id, report_period, first_page, last_page from reports").fetchone()
    assert tuple(row) == ("841", "2022-10/2022-12", None, None)


def test_a_bad_text_costs_itself(database: sqlite3.Connection) -> None:
    row = database.execute("select status, error from documents where filename = 'broken.txt'").fetchone()
    assert row["status"] == "failed"
    assert "save it as a PDF" in row["error"]


def test_read_shows_a_text_without_pages(tmp_path: Path) -> None:
    (tmp_path / "minutes.html").write_text(MINUTES, encoding="utf-8")
    shown = CliRunner().invoke(main, ["read", str(tmp_path / "minutes.html")])
    assert "286 count, actual, 2022-12 snapshot: cla_number" in shown.stdout
    assert "page" not in shown.stdout
    lines = CliRunner().invoke(main, ["read", str(tmp_path / "minutes.html"), "--json"]).stdout.splitlines()
    assert all(json.loads(line)["page"] is None and json.loads(line)["box"] is None for line in lines)


def test_the_document_lists_its_figures_and_each_shows_its_sentence(database: sqlite3.Connection) -> None:
    site = Datasette([database.execute("pragma database_list").fetchone()["file"]])
    figure = database.execute("select id, document_id from observations where value = 286").fetchone()

    def page(path: str) -> str:
        return asyncio.run(site.client.get(path)).text

    assert f"/evidence/{figure['id']}" in page(f"/document/{figure['document_id']}")
    shown = page(f"/evidence/{figure['id']}")
    assert "published without pages" in shown
    assert "there were <mark>286</mark> children looked after" in shown
