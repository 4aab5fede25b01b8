"""The one command, typed as a person would."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import DATA
from cli import main

PAPER = DATA / "documents" / "barnsley-2020-11.pdf"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("command", ["build", "read", "serve", "explain", "review"])
def test_every_command_has_help_and_an_example(command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert command == "explain" or "Example: scrutineer" in shown.output


def test_a_build_ends_with_a_table_and_a_second_one_reads_nothing_again(tmp_path: Path) -> None:
    database = tmp_path / "scrutineer.db"
    first = run("build", PAPER, "--database", database)
    assert first.exit_code == 0, first.output
    assert "barnsley-2020-11.pdf" in first.output and "without a name" in first.output
    again = run("build", PAPER, "--database", database)
    assert again.exit_code == 0 and "kept" in again.output
    with sqlite3.connect(database) as held:
        assert held.execute("select count(*) from documents").fetchone() == (1,)


def test_a_build_without_ocr_is_not_kept_by_one_with_it(tmp_path: Path) -> None:
    database = tmp_path / "scrutineer.db"
    assert run("build", PAPER, "--no-ocr", "--workers", 1, "--database", database).exit_code == 0
    again = run("build", PAPER, "--database", database)
    assert again.exit_code == 0 and "kept" not in again.output


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "page.pdf").write_text("<html>not found</html>")
    outcome = run("build", PAPER, tmp_path, tmp_path / "nowhere", "--database", tmp_path / "scrutineer.db")
    assert outcome.exit_code == 0, outcome.output
    assert "nowhere: there is no such file or folder" in outcome.output
    assert "empty.pdf is empty (0 bytes)" in outcome.output and "is a web page" in outcome.output
    with sqlite3.connect(tmp_path / "scrutineer.db") as held:
        statuses = dict(held.execute("select filename, status from documents").fetchall())
    assert statuses == {"barnsley-2020-11.pdf": "read", "empty.pdf": "failed", "page.pdf": "failed"}


def test_a_build_that_is_stopped_says_what_is_kept_and_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    database = tmp_path / "scrutineer.db"
    monkeypatch.setattr("builder.read_all", stops)
    stopped = run("build", PAPER, "--database", database)
    assert stopped.exit_code == 130
    assert f"Stopped: {database} was not written" in stopped.output
    assert "Run the same command again" in stopped.output
    assert not list(tmp_path.iterdir())


def test_a_build_fails_only_if_nothing_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert run("build", tmp_path, "--database", tmp_path / "scrutineer.db").exit_code == 1
    assert run("build", tmp_path / "nowhere", "--database", tmp_path / "other.db").exit_code == 1


def test_an_index_beside_the_file_goes_before_what_the_paper_says(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(PAPER.read_bytes())
    (tmp_path / "index.csv").write_text("filename,authority,report_period\npaper.pdf,Rotherham,2019-05\n")
    assert run("build", tmp_path, "--database", tmp_path / "scrutineer.db").exit_code == 0
    with sqlite3.connect(tmp_path / "scrutineer.db") as held:
        assert held.execute("select authority_id, report_period from documents").fetchall() == [("372", "2019-05")]


def test_a_fault_in_the_index_stops_the_build_and_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(PAPER.read_bytes())
    (tmp_path / "index.csv").write_text("filename,report_period\npaper.pdf,May 2019\n")
    outcome = run("build", tmp_path, "--database", tmp_path / "scrutineer.db")
    assert outcome.exit_code == 1 and "index.csv, line 2" in outcome.output
    assert not (tmp_path / "scrutineer.db").exists()


@pytest.mark.parametrize(
    ("index", "fault"),
    [
        (b"filename;authority\npaper.pdf;Rotherham\n", "line 1: no column filename"),
        ("filename,authority\npaper.pdf,Brontë\n".encode("latin-1"), "it is not UTF-8"),
        (b"filename,authority\npaper.pdf,Rotherham\npaper.pdf,Barnsley\n", "line 3: 'paper.pdf' stands in line 2 too"),
    ],
)
def test_an_index_that_cannot_be_used_stops_the_build(tmp_path: Path, index: bytes, fault: str) -> None:
    (tmp_path / "paper.pdf").write_bytes(PAPER.read_bytes())
    (tmp_path / "index.csv").write_bytes(index)
    outcome = run("build", tmp_path, "--database", tmp_path / "scrutineer.db")
    assert outcome.exit_code == 1 and fault in outcome.output


def test_a_file_that_failed_fails_again_when_nothing_is_new(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    for _ in range(2):
        outcome = run("build", tmp_path, "--database", tmp_path / "scrutineer.db")
        assert outcome.exit_code == 1 and "empty.pdf is empty (0 bytes)" in outcome.output


def test_read_shows_figures_as_json_and_draws_their_boxes(tmp_path: Path) -> None:
    outcome = CliRunner().invoke(main, ["read", str(PAPER), "--page", "1", "--json", "--picture", str(tmp_path)])
    assert outcome.exit_code == 0, outcome.output
    figures = [json.loads(line) for line in outcome.stdout.splitlines()]
    assert figures and all(figure["page"] == 1 and figure["box"] for figure in figures)
    assert (tmp_path / "barnsley-2020-11-001.png").read_bytes().startswith(b"\x89PNG")


def test_serve_says_what_to_do_where_there_is_no_database(tmp_path: Path) -> None:
    outcome = run("serve", tmp_path / "none.db")
    assert outcome.exit_code == 1 and "scrutineer build" in outcome.output


@pytest.mark.parametrize("page", [0, 99])
def test_a_page_that_a_paper_does_not_have_is_said(page: int) -> None:
    shown = run("read", PAPER, "--page", page)
    assert shown.exit_code == 2
    assert f"barnsley-2020-11.pdf has pages 1 to 2, not {page}." in shown.output
