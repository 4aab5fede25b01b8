"""What does not hold together in whole papers: what people found in them, and no more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path


def found(database: Path, filename: str) -> list[tuple[str, str]]:
    """Rule and message of each finding within a document."""
    sql = """
        select rule, message
        from findings
        join documents on documents.id = findings.document_id
        where filename = ? and rule not in ('official', 'restated')
        order by rule, findings.page, message
    """
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, (filename,)).fetchall()


def test_a_stated_change_that_its_own_values_deny_is_found_in_a_published_paper(corpus: Path) -> None:
    ((rule, message),) = found(corpus, "barnsley-2020-11.pdf")
    assert rule == "stated_change"
    assert "a change of 5 (down)" in message and message.endswith("197 is 5 more than 192.")


def test_papers_in_which_people_found_nothing_have_no_findings(corpus: Path) -> None:
    assert found(corpus, "barnsley-2022-07.pdf") == found(corpus, "herefordshire-2022-02.pdf") == []


NOTED_BY_PEOPLE = ("1,760", "1,900", "45.4%", "92.1%", "91.7%", "72.3%", "2428", "2617", "43.8 per 10,000", "3.9%")
"""What the gold notes as contradictions of the Rotherham paper, by a number that the finding quotes."""


def test_contradictions_that_people_noted_are_found(corpus: Path) -> None:
    messages = [message for _, message in found(corpus, "rotherham-2020-12.pdf")]
    assert [number for number in NOTED_BY_PEOPLE if not any(number in message for message in messages)] == []
    assert len(messages) <= 24, "more than people saw on its pages: look whether each is one"


def test_samples_have_the_contradictions_of_the_papers_that_they_are_set_from(samples: Path) -> None:
    assert found(samples, "anyshire-2021-03-quarterly.pdf") == []
    assert found(samples, "rotherham-2020-12-looked-after.pdf") == []
    assert "1,760" in " ".join(message for _, message in found(samples, "rotherham-2020-12-front-door.pdf"))
