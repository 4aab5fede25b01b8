"""The published reports and the broken files beside them: each has its outcome, and what is hidden stays hidden."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
FAILED = {
    "bomb.pdf": "it could not be read",
    "encrypted.pdf": "password",
    "not-a-pdf.pdf": "web page",
    "truncated.pdf": "cut short or damaged",
    "zero-byte.pdf": "empty (0 bytes)",
}


def rows(database: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute(sql, values).fetchall()


def test_every_file_stands_in_documents_with_what_became_of_it(corpus: Path) -> None:
    held = {name for (name,) in rows(corpus, "select filename from documents")}
    assert held == {path.name for path in (SHARED / "corpus").glob("*.pdf")}


@pytest.mark.parametrize("name", FAILED)
def test_a_broken_file_fails_with_a_reason_and_a_next_step(name: str, corpus: Path) -> None:
    ((status, error),) = rows(
        corpus,
        "select status, coalesce(error, (select problem from pages where document_id = documents.id))"
        " from documents where filename = ?",
        name,
    )
    assert status == "failed"
    assert FAILED[name] in str(error)
    assert ";" in str(error), "the next step stands behind a semicolon"


def test_a_page_tree_that_loops_is_read_once(corpus: Path) -> None:
    assert rows(corpus, "select pages, status from documents where filename = 'page-loop.pdf'") == [(1, "read")]


BOXED = "select id from documents where filename = 'barnsley-2022-07.pdf'"


def test_what_stands_under_a_black_box_is_nowhere_in_the_database(corpus: Path) -> None:
    """The July 2022 paper has boxes over live digits on pages 2, 2 and 3: marks and figures without value."""
    columns = "page, x0, top, x1, bottom"
    boxes = rows(corpus, f"select {columns} from redactions where document_id = ({BOXED}) order by page, top")
    assert [box[0] for box in boxes] == [2, 2, 3]
    hidden = f"from observations where suppressed = 1 and document_id = ({BOXED})"
    figures = rows(corpus, f"select page, value, value_text {hidden}")
    assert [(page, value) for page, value, _ in sorted(figures, key=str)] == [(2, None), (2, None), (3, None)]
    assert not any(re.search(r"\d", str(text)) for _, _, text in figures)
    marked = rows(corpus, f"select text from sentences where document_id = ({BOXED}) and text like '%█%'")
    assert sum(str(text).count("█") for (text,) in marked) == 3
    for page, x0, top, x1, bottom in boxes:
        digits = rows(
            corpus,
            f"select text from rejections where document_id = ({BOXED}) and page = ?"
            " and x0 >= ? and x1 <= ? and top >= ? and bottom <= ?",
            *(page, x0 - 1, x1 + 1, top - 1, bottom + 1),  # type: ignore[operator]
        )
        assert digits == []


def test_the_reports_of_the_pack_are_found_and_repeat_those_published_alone(corpus: Path) -> None:
    found = rows(
        corpus,
        """
        select r.first_page, r.last_page, a.short_name, r.report_period, documents.filename
        from reports r
        join authorities a on a.id = r.authority_id
        join reports alone on alone.id = r.same_as
        join documents on documents.id = alone.document_id
        where r.document_id = (select id from documents where filename = 'agenda-pack.pdf')
        order by r.number
        """,
    )
    assert found == [
        (2, 6, "Herefordshire", "2021-11", "herefordshire-2022-02.pdf"),
        (7, 15, "Southampton", "2021-01", "southampton-2021-01.pdf"),
        (16, 23, "Rotherham", "2020-12", "rotherham-2020-12.pdf"),
    ]


def test_figures_of_the_pack_are_those_of_the_reports_alone(corpus: Path) -> None:
    """Pages 7 to 15 are Southampton's nine, figure for figure; no figure stands on the agenda."""
    figures = "select page - ?, value, unit, role, indicator_id, period, basis, authority_id from observations"
    held = f"{figures} where document_id = (select id from documents where filename = ?) and page between ? and ?"
    alone = rows(corpus, held, 0, "southampton-2021-01.pdf", 1, 9)
    assert len(alone) > 700
    assert sorted(alone, key=str) == sorted(rows(corpus, held, 6, "agenda-pack.pdf", 7, 15), key=str)
    assert rows(corpus, held, 0, "agenda-pack.pdf", 1, 1) == []


def test_a_scan_says_what_its_born_digital_twin_says(corpus: Path) -> None:
    figures = "select value, unit, role, indicator_id, period, basis from observations where document_id ="
    twin, scan = (
        Counter(rows(corpus, f"{figures} (select id from documents where filename = ?)", name))
        for name in ("barnsley-2020-11.pdf", "barnsley-2020-11-scan.pdf")
    )
    assert (twin & scan).total() >= 0.97 * twin.total()
    assert scan.total() <= 1.03 * twin.total()
    methods = "select distinct method from {} where document_id = (select id from documents where filename = ?)"
    for table in ("observations", "pages"):
        assert rows(corpus, methods.format(table), "barnsley-2020-11-scan.pdf") == [("ocr",)]
