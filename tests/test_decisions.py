"""What a person decides is a row that each build keeps: a name, a refusal, a figure mended. A mend lost is told."""

from __future__ import annotations

import asyncio
import csv
import hashlib
import io
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from datasette.app import Datasette

import builder
from cli import main

SAMPLE = builder.DATA / "documents" / "barnsley-2020-11.pdf"
TEXT = """Barnsley Council
Performance of children's services, November 2022
Visits by the lantern team to children looked after: 41 in November 2022.
At the end of November 2022 there were 286 children looked after."""
TABLE = """<html><head><title>Barnsley Council: children's services, November 2022</title></head><body>
<h1>Children's services performance, November 2022</h1><table>
<tr><th>Measure</th><th>Oct-22</th><th>Nov-22</th></tr>
<tr><td>{label}</td><td>40</td><td>41</td></tr>
<tr><td>Number of children looked after</td><td>284</td><td>286</td></tr></table></body></html>"""
CORRECTIONS = "file_sha256,page,place,field,value_as_published,right_reading,who,when,why"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of data/ in which a person may decide."""
    folder = tmp_path / "data"
    shutil.copytree(builder.DATA, folder, ignore=shutil.ignore_patterns("documents"))
    monkeypatch.setattr(builder, "DATA", folder)
    yield folder


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def built(papers: Path, database: Path) -> str:
    outcome = run("build", papers, "--no-ocr", "--workers", 1, "--second-reading", "none", "--database", database)
    assert outcome.exit_code == 0, outcome.output
    return outcome.output


def rows(database: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as held:
        return held.execute(sql).fetchall()


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def decided(data: Path, **cells: str) -> None:
    """Adds a row to aliases.csv."""
    path = data / "catalogue" / "aliases.csv"
    heading = next(csv.reader(path.open(encoding="utf-8")))
    line = io.StringIO()
    csv.DictWriter(line, heading, lineterminator="\n").writerow(dict.fromkeys(heading, "") | cells)
    with path.open("a", encoding="utf-8") as file:
        file.write(line.getvalue())


def named(database: Path) -> str | None:
    """What the first row of TABLE was named."""
    ((name,),) = rows(database, "select distinct indicator_id from observations where value in (40, 41)")
    return None if name is None else str(name)


def page_of(database: Path, where: str) -> str:
    """The evidence page of the one figure that an SQL condition picks."""
    ((figure,),) = rows(database, f"select id from observations where {where}")

    async def asked() -> str:
        site = Datasette([], immutables=[str(database)])
        await site.invoke_startup()
        return str((await site.client.get(f"/evidence/{figure}")).text)

    return asyncio.run(asked())


def test_a_figure_that_is_mended_stays_mended_and_its_page_says_so(data: Path, tmp_path: Path) -> None:
    papers, database = tmp_path / "papers", tmp_path / "x.db"
    papers.mkdir()
    (papers / "paper.txt").write_text(TEXT, encoding="utf-8")
    paper = sha256(papers / "paper.txt")
    built(papers, database)
    ((sentence,),) = rows(database, "select sentences.number from observations join sentences on sentences.id = "
                          "sentence_id where value = 286")  # fmt: skip
    mend = f"{paper[:12]},0,sentence {sentence + 1},value,286,268,A. Reader,2026-11-25,digits changed places"
    (data / "corrections.csv").write_text(f"{CORRECTIONS}\n{mend}\n", encoding="utf-8")
    assert "corrections.csv" not in built(papers, database)
    assert rows(database, "select value, value_text from observations where value in (268, 286)") == [(268.0, "286")]
    shown = page_of(database, "value = 268")
    assert "Corrected by a person." in shown
    assert "value was read as 286; A. Reader, 2026-11-25: digits changed places" in shown
    assert "kept" in built(papers, database)
    assert rows(database, "select count(*) from observations where value = 268") == [(1,)]


def test_a_mend_that_is_lost_is_told_by_every_build_and_the_rest_applies(data: Path, tmp_path: Path) -> None:
    papers, database = tmp_path / "papers", tmp_path / "x.db"
    papers.mkdir()
    (papers / "paper.txt").write_text(TEXT, encoding="utf-8")
    shutil.copy(SAMPLE, papers / "paper.pdf")
    text, sheet, gone = sha256(papers / "paper.txt"), sha256(papers / "paper.pdf"), "f" * 64
    said = "value,286,268,A. Reader,2026-11-25,slip"
    lines = [
        CORRECTIONS,
        f"{text},1,sentence 4,{said}",
        f"{sheet},0,sentence 4,{said}",
        f"{sheet},77,sentence 4,{said}",
        f"{gone},1,sentence 4,{said}",
        f"{text},0,sentence 99,{said}",
        *(f"{text},0,sentence {number},{said}" for number in range(1, 6)),
    ]
    (data / "corrections.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for _ in range(2):
        told = [line for line in built(papers, database).splitlines() if "corrections.csv, line" in line]
        for line, place, wrong in (
            (2, "paper.txt, page 1", "the file has no pages. Write 0 as the page of"),
            (3, "paper.pdf, page 0", "pages count from 1"),
            (4, "paper.pdf, page 77", "a page of a file that has 2. Mend or drop"),
            (5, "sentence 4", "of no file of this build (sha256 ffffffffffff…)"),
            (6, "paper.txt, page 0", "no '286' at sentence 99"),
        ):
            (found,) = [one for one in told if f"corrections.csv, line {line}" in one and f"line {line}0" not in one]
            assert place in found and wrong in found
        assert len(told) == 5 + 4  # of the last five rows one is right
        assert rows(database, "select count(*) from observations where value = 268") == [(1,)]


def test_a_row_in_aliases_names_a_label_at_the_next_build(data: Path, tmp_path: Path) -> None:
    papers, database = tmp_path / "papers", tmp_path / "x.db"
    papers.mkdir()
    (papers / "paper.html").write_text(TABLE.format(label="Lantern team: cohort"), encoding="utf-8")
    built(papers, database)
    assert named(database) is None
    listed = run("review", database)
    assert listed.exit_code == 0 and "2 figures: 'Lantern team: cohort'" in listed.output
    offered = list(csv.DictReader(io.StringIO(run("review", database, "--csv").output)))
    (row,) = [one for one in offered if one["alias"] == "Lantern team: cohort"]
    decided(data, **row | {"indicator": "cla_missing_children", "why": "asked the team"})
    built(papers, database)
    assert named(database) == "cla_missing_children"
    assert "Lantern team" not in run("review", database).output
    assert rows(database, "select distinct method from labels where text = 'Lantern team: cohort'") == [("person",)]
    built(papers, database)
    assert named(database) == "cla_missing_children"


def test_a_name_that_a_person_refused_is_not_given_again(data: Path, tmp_path: Path) -> None:
    papers, database = tmp_path / "papers", tmp_path / "x.db"
    papers.mkdir()
    (papers / "paper.html").write_text(TABLE.format(label="Number of early help episodes open"), encoding="utf-8")
    built(papers, database)
    name = named(database)
    assert name is not None
    decided(
        data, indicator=name, alias="Number of early help episodes open", seen_in="general", status="rejected",
        decided_on="2026-11-25", why="the family hubs count something else",
    )  # fmt: skip
    for _ in range(2):
        built(papers, database)
        assert named(database) != name


@pytest.mark.parametrize("command", ["review", "serve"])
@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (None, "there is no such database"),
        (b"", "its tables are not there"),
        (b"month,figure\nMay,12\n" * 100, "cannot be read as a database"),
        ("other", "its tables are not there"),
        ("folder", "this is a folder"),
    ],
)
def test_what_is_no_database_of_ours_is_said_in_a_line(
    command: str, content: bytes | str | None, wrong: str, tmp_path: Path
) -> None:
    file = tmp_path / "x.db"
    if content == "folder":
        file.mkdir()
    elif content == "other":
        with closing(sqlite3.connect(file)) as other:
            other.execute("create table build (key, value)")
            other.commit()
    elif isinstance(content, bytes):
        file.write_bytes(content)
    shown = run(command, file)
    assert shown.exit_code == 1 and isinstance(shown.exception, SystemExit)
    assert str(file) in shown.output and wrong in shown.output and "scrutineer build" in shown.output
    assert len(shown.output.splitlines()) == 1


def test_a_database_of_another_version_is_said_to_be_one(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    with closing(sqlite3.connect(file)) as other:
        for table in ("build", "documents", "observations", "labels"):
            other.execute(f"create table {table} (key, value)")
        other.commit()
    shown = run("review", file)
    assert shown.exit_code == 1 and "damaged or of another version" in shown.output
