from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from records.comparison import Coverage
from records.page import Box
from records.reading import FindingAcross, Reading
from records.table import Passage, PassageKind, SecondReading, Sentence, Span
from store.draft import StoreError
from store.opening import is_current, open_build
from store.published import lines_of
from store.write import Build
from tests.store.readings import CATALOGUE, OFFICIAL, REFERENCE, SHA, failed, pack, paper

SIGNED = {"reader": "1", "catalogue": "c1", "reference": "r1"}


def build(target: Path, *readings: Reading, signature: dict[str, str] | None = None) -> Path:
    with open_build(target, signature=signature or SIGNED) as made:
        made.write_canon(CATALOGUE, REFERENCE, OFFICIAL)
        for reading in readings:
            made.write_reading(reading, path=target.parent / reading.content.facts.filename)
    return target


def ask(database: Path, sql: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(sql, values).fetchall()
    return [row[0] if len(row) == 1 else row for row in rows]


def dump(database: Path, *, without: tuple[str, ...] = ()) -> dict[str, list[Any]]:
    """Every table's rows, sorted, of the tables that are ours."""
    names = ask(database, "select name from sqlite_master where type = 'table' and name not like '%fts%'")
    return {n: sorted(map(repr, ask(database, f'select * from "{n}"'))) for n in names if n not in without}


def test_a_document_is_stored_with_all_that_it_gave(tmp_path: Path) -> None:
    database = build(tmp_path / "s.db", paper())
    counts = {
        "documents": 1, "reports": 1, "pages": 2, "redactions": 1, "problems": 1, "tables": 1, "cells": 12,
        "passages": 1, "sentences": 1, "sentence_themes": 1, "labels": 3, "document_labels": 3, "observations": 7,
        "rejections": 1, "findings": 1, "finding_observations": 2, "indicators": 2, "themes": 2, "authorities": 3,
        "official_statistics": 2, "statistical_neighbours": 1, "neighbour_models": 1, "authority_successors": 1,
    }  # fmt: skip
    assert {name: ask(database, f"select count(*) from {name}")[0] for name in counts} == counts
    (figure,) = ask(
        database,
        "select value, unit, period, period_start, period_end, basis, role, rag, page, x0, top, x1, bottom, row, col,"
        " value_text, suppressed, authority_id, support from observations where value_text = '21.4%'",
    )
    assert figure[:-1] == (
        21.4, "percent", "2020-11", "2020-11-01", "2020-11-30", "month", "actual", "amber", 1,
        360.0, 168.0, 510.0, 192.0, 2, 2, "21.4%", 0, "101",
    )  # fmt: skip
    assert json.loads(figure[-1])[0] == {"page": 1, "x0": 60, "top": 168, "x1": 210, "bottom": 192}
    (document,) = ask(database, "select id, status, text_layer, report_period, path, source, title from documents")
    assert document == (
        SHA, "partly read", "yes", "2020-11", "northby-2020-11.pdf", "northby-2020-11.pdf",
        "Children's services performance report",
    )  # fmt: skip


def test_links_lead_somewhere(tmp_path: Path) -> None:
    database = build(tmp_path / "s.db", paper(), failed())
    assert ask(database, "pragma foreign_key_check") == []
    assert ask(database, "pragma integrity_check") == ["ok"]
    prose = "select sentences.text from observations join sentences on sentences.id = sentence_id"
    assert ask(database, prose)[0].startswith("Referrals fell to 218")


def test_a_suppressed_figure_has_no_value(tmp_path: Path) -> None:
    database = build(tmp_path / "s.db", paper())
    assert ask(database, "select value, symbol, value_text from observations where suppressed = 1") == [
        (None, "x", "XX")
    ]


def test_two_builds_agree_in_every_id(tmp_path: Path) -> None:
    one, two = build(tmp_path / "one.db", paper(), failed()), build(tmp_path / "two.db", failed(), paper())
    changing = ("build", "documents", "sqlite_stat1", "sqlite_stat4")
    assert dump(one, without=changing) == dump(two, without=changing)


def test_a_citation_survives_a_label_that_is_named_or_read_better_later(tmp_path: Path) -> None:
    before = paper()
    named = replace(
        before.observations[4], indicator_id="referrals", indicator_text="Visits that were logged", note=None
    )
    after = replace(before, observations=(*before.observations[:4], named, *before.observations[5:]))
    asked = "select id from observations where value_text = '14'"
    assert ask(build(tmp_path / "a.db", before), asked) == ask(build(tmp_path / "b.db", after), asked)


def test_one_figure_said_of_two_measures_is_told_apart_by_their_words_in_any_order(tmp_path: Path) -> None:
    reading = paper()
    one = reading.observations[0]
    other = replace(one, indicator_text="Contacts", indicator_id=None)
    asked = "select id, indicator_text from observations order by id"
    builds = [
        ask(build(tmp_path / f"{n}.db", replace(reading, observations=both, findings=())), asked)
        for n, both in enumerate([(one, other), (other, one)])
    ]
    assert builds[0] == builds[1] and len(builds[0]) == 2


def test_figures_that_are_alike_in_place_and_words_keep_ids_of_their_own(tmp_path: Path) -> None:
    reading = paper()
    twice = replace(reading, observations=(reading.observations[0], reading.observations[0]), findings=())
    assert ask(build(tmp_path / "s.db", twice), "select count(distinct id) from observations") == [2]


def test_a_file_that_failed_stands_with_its_error(tmp_path: Path) -> None:
    database = build(tmp_path / "s.db", failed())
    assert ask(database, "select filename, status, error from documents") == [
        ("broken.pdf", "failed", "the file is empty; fetch it again")
    ]
    assert ask(database, "select count(*) from reports") == [0]


def test_a_document_read_again_replaces_its_rows(tmp_path: Path) -> None:
    reading = paper()
    less = replace(reading, observations=reading.observations[:1], labels=reading.labels[:1], findings=())
    database = build(tmp_path / "s.db", reading, less)
    assert ask(database, "select count(*) from observations") == [1]
    assert ask(database, "select text from labels") == ["Number of referrals"]
    assert ask(database, "select count(*) from finding_observations") == [0]
    assert ask(database, "select count(*) from cells") == [12]


def test_an_equal_signature_keeps_what_was_read_and_another_does_not(tmp_path: Path) -> None:
    target = build(tmp_path / "s.db", paper())
    with open_build(target, signature=SIGNED) as again:
        assert again.holds(SHA, "")
        assert not again.holds(SHA, "index row changed")
        assert not again.holds("00" * 32, "")
        again.write_canon(CATALOGUE, REFERENCE, OFFICIAL)
    assert ask(target, "select count(*) from observations") == [7]
    assert ask(target, "select count(*) from authorities") == [3]
    with open_build(target, signature=SIGNED | {"reader": "2"}) as fresh:
        assert not fresh.holds(SHA, "")


def test_a_canon_that_changed_is_written_anew_and_one_that_did_not_is_kept(tmp_path: Path) -> None:
    target = build(tmp_path / "s.db", paper())
    before = dump(target, without=("build", "documents", "sqlite_stat1"))
    build(target, paper())
    assert dump(target, without=("build", "documents", "sqlite_stat1")) == before
    with open_build(target, signature=SIGNED) as again:
        again.write_canon(CATALOGUE, REFERENCE, [replace(OFFICIAL[0], value=99.9)])
    assert ask(target, "select value from official_statistics") == [99.9]
    assert ask(target, "select count(*) from authorities") == [3]


def test_a_file_that_moved_is_found_where_it_is_now(tmp_path: Path) -> None:
    target = build(tmp_path / "build" / "s.db", paper())
    with open_build(target, signature=SIGNED) as again:
        assert again.holds(SHA, "", path=tmp_path / "papers" / "moved.pdf")
    assert ask(target, "select path from documents") == ["../papers/moved.pdf"]


def test_documents_no_longer_listed_go_with_all_their_rows(tmp_path: Path) -> None:
    target = build(tmp_path / "s.db", paper(), failed())
    with open_build(target, signature=SIGNED) as again:
        assert again.keep_only(["cd" * 32]) == 1
    left = {name: ask(target, f"select count(*) from {name}")[0] for name in ("documents", "observations", "cells")}
    assert left == {"documents": 1, "observations": 0, "cells": 0}
    assert ask(target, "select count(*) from labels") == [0]
    assert b"Visits logged" not in target.read_bytes(), "what was dropped is not left in the file"


@pytest.mark.parametrize("stop", [ValueError, FileNotFoundError, KeyboardInterrupt, SystemExit])
def test_a_build_that_stops_leaves_the_old_database_whole(tmp_path: Path, stop: type[BaseException]) -> None:
    target = build(tmp_path / "s.db", paper())
    before = target.read_bytes()
    with pytest.raises(stop), open_build(target, signature={"reader": "9"}) as made:
        made.write_reading(failed())
        raise stop
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["s.db"]


def test_a_draft_left_by_a_killed_build_is_cleared(tmp_path: Path) -> None:
    gone = tmp_path / ".s.db.building-999999999"
    gone.write_bytes(b"half")
    build(tmp_path / "s.db", paper())
    assert not gone.exists()


def test_a_reading_that_cannot_be_stored_leaves_the_one_before(tmp_path: Path) -> None:
    reading = paper()
    broken = replace(reading, seconds=0.1, themes=(replace(reading.themes[0], words=object()),))  # type: ignore[arg-type]
    target = tmp_path / "s.db"
    with open_build(target, signature=SIGNED) as made:
        made.write_reading(reading)
        with pytest.raises(Exception, match=r".*"):
            made.write_reading(broken)
    assert ask(target, "select seconds from documents") == [0.5]
    assert ask(target, "select count(*) from observations") == [7]


def test_what_is_no_database_is_replaced_only_when_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "s.db"
    target.write_text("not a database")
    build(target, paper())
    assert ask(target, "select count(*) from documents") == [1]


def test_a_folder_or_an_unwritable_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="this is a folder"), open_build(tmp_path, signature=SIGNED):
        pass
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"), open_build(tmp_path / "file" / "s.db", signature=SIGNED):
        pass


def test_a_report_published_twice_counts_once_born_digital_first(tmp_path: Path) -> None:
    born, scan = paper(), paper("ef" * 32, filename="northby-scan.pdf", method="ocr")
    other = paper("0a" * 32, filename="southwick.pdf", authority_id="102")
    untold = paper("0b" * 32, filename="untold.pdf", authority_id=None)
    database = build(tmp_path / "s.db", scan, born, other, untold)
    pairs = ask(
        database,
        "select d.filename, c.filename from reports r join documents d on d.id = r.document_id"
        " join reports k on k.id = r.same_as join documents c on c.id = k.document_id",
    )
    assert pairs == [("northby-scan.pdf", "northby-2020-11.pdf")]
    assert ask(database, "select count(*) from figures") == [21]
    assert ask(database, "select count(*) from commentary") == [3]


def test_each_row_of_a_pack_belongs_to_the_report_of_its_page(tmp_path: Path) -> None:
    database = build(tmp_path / "s.db", pack())
    reports = "select number, first_page, last_page, authority_id, title from reports order by number"
    assert ask(database, reports) == [
        (0, 1, 2, "101", "Children's services performance report"),
        (1, 3, 3, "102", "Scorecard"),
    ]
    counted = "select r.number, o.authority_id, count(*) from observations o join reports r on r.id = o.report_id"
    assert ask(database, f"{counted} group by 1, 2 order by 1") == [(0, "101", 7), (1, "102", 1)]
    assert ask(database, "select distinct r.number from tables t join reports r on r.id = t.report_id") == [0]
    assert ask(database, "select distinct r.number from passages p join reports r on r.id = p.report_id") == [0]
    assert ask(database, "select authority_id, title from documents") == [
        ("101", "Children's services performance report")
    ]


def test_a_report_alone_counts_before_the_same_one_in_a_pack(tmp_path: Path) -> None:
    alone = paper("ff" * 32, filename="alone.pdf", title="Children's Services Performance Report – November 2020")
    database = build(tmp_path / "s.db", pack("00" * 32), alone)
    pairs = ask(
        database,
        "select d.filename, r.number, c.filename from reports r join documents d on d.id = r.document_id"
        " join reports k on k.id = r.same_as join documents c on c.id = k.document_id",
    )
    assert pairs == [("pack.pdf", 0, "alone.pdf")]
    assert ask(database, "select count(*) from figures where document_id = ?", "00" * 32) == [1]


def test_a_report_alone_in_a_pack_and_scanned_counts_once(tmp_path: Path) -> None:
    alone, scan = paper(), paper("ef" * 32, filename="scan.pdf", method="ocr")
    database = build(tmp_path / "s.db", pack("00" * 32), scan, alone)
    pairs = ask(
        database,
        "select d.filename, c.filename from reports r join documents d on d.id = r.document_id"
        " join reports k on k.id = r.same_as join documents c on c.id = k.document_id order by 1",
    )
    assert pairs == [("pack.pdf", "northby-2020-11.pdf"), ("scan.pdf", "northby-2020-11.pdf")]
    counted = (
        "select d.filename, count(*) from figures f join documents d on d.id = f.document_id group by 1 order by 1"
    )
    assert ask(database, counted) == [("northby-2020-11.pdf", 7), ("pack.pdf", 1)]


@pytest.mark.parametrize(
    ("title", "repeats"),
    [
        ("Children's services performance reporl", 1),
        ("Childrens servicesperformance report: November 2020", 1),
        ("Children's services fostering report", 0),
    ],
)
def test_the_title_of_a_scan_may_be_misread_by_a_letter(title: str, repeats: int, tmp_path: Path) -> None:
    scan = paper("ef" * 32, filename="scan.pdf", method="ocr", title=title)
    database = build(tmp_path / "s.db", paper(), scan)
    assert ask(database, "select count(*) from reports where same_as is not null") == [repeats]


def test_views_join_names_and_show_evidence(tmp_path: Path) -> None:
    database = build(tmp_path / "s.db", paper())
    (row,) = ask(
        database,
        "select council, measure, value, period, '/evidence/' || id = evidence from figures where rag = 'amber'",
    )
    assert row == ("Northby", "Re-referrals within 12 months", 21.4, "2020-11", 1)
    assert ask(database, "select measure, value, period from latest_figures order by measure") == [
        ("Re-referrals within 12 months", 21.4, "2020-11"),
        ("Referrals", 218.0, "2020-11"),
    ]
    (said,) = ask(database, "select council, sentence, tone, themes, figures, heading from commentary")
    assert said[0] == "Northby" and said[2:] == ("better", "demand", 1, "Front door | Commentary")


def test_themes_are_shares_of_a_council_s_sentences_of_a_month(tmp_path: Path) -> None:
    database = build(tmp_path / "s.db", paper())
    (n,) = ask(database, "select distinct n from themes_by_month")
    assert ask(
        database, "select council, month, theme, share_pct, sentences, better from themes_by_month where sentences"
    ) == [("Northby", "2020-11", "demand", round(100 / n, 1), 1, 1)]
    assert ask(database, "select count(*) from commentary") == [n]


def test_commentary_can_be_searched_by_the_stem_of_a_word(tmp_path: Path) -> None:
    database = build(tmp_path / "s.db", paper())
    found = "select p.id from passages_fts f join passages p on p.rowid = f.rowid where passages_fts match ?"
    assert len(ask(database, found, "referral")) == 1
    assert ask(database, found, "adoption") == []


def test_rows_computed_elsewhere_replace_a_table_whole(tmp_path: Path) -> None:
    target = tmp_path / "s.db"
    with open_build(target, signature=SIGNED) as made:
        made.write_reading(paper())
        made.write_rows("coverage", [{"authority_id": "101", "report_period": "2020-10", "status": "missing"}])
        made.write_rows("coverage", [Coverage("101", "2020-11", "held", SHA, None)])
        with pytest.raises(StoreError, match="coverage has no column colour"):
            made.write_rows("coverage", [{"colour": "red"}])
    assert ask(target, "select report_period, status, document_id from coverage") == [("2020-11", "held", SHA)]
    with open_build(target, signature=SIGNED):
        pass
    assert ask(target, "select * from coverage") == [], "what is computed over all documents is never carried over"


def test_build_says_with_what_it_was_made(tmp_path: Path) -> None:
    said = dict(ask(build(tmp_path / "s.db", paper()), "select key, value from build"))
    assert said["reader"] == "1" and said["catalogue"] == "c1" and said["documents"] == "1"
    assert {"built_at", "python", "sqlite", "schema"} <= set(said) and re.match(r"\d", said["sqlite_utils"])


def test_the_new_file_can_be_read_by_others(tmp_path: Path) -> None:
    target = build(tmp_path / "s.db", paper())
    mask = os.umask(0)
    os.umask(mask)
    assert target.stat().st_mode & 0o777 == 0o644 & ~mask


def test_a_second_reading_and_the_measured_confidence_stand_with_their_figure(tmp_path: Path) -> None:
    reading = paper()
    first, *others = reading.observations
    second = SecondReading("camelot", "differs", "23 1")
    reading = replace(reading, observations=(replace(first, second=second, confidence=0.983), *others))
    database = build(tmp_path / "s.db", reading)
    columns = "second_reading, second_reader, second_text, confidence"
    assert ask(database, f"select {columns} from observations where value_text = '231'") == [
        ("differs", "camelot", "23 1", 0.983)
    ]
    assert ask(database, "select count(*) from observations where second_reading is null and confidence is null") == [6]
    assert ask(database, "select confidence from figures where value_text = '231'") == [0.983]


def across(made: Build, message: str, rule: str = "restated") -> FindingAcross:
    """A finding over the first and the last figure of the paper."""
    rows = made.database.execute("select id, document_id, report_id from observations order by id").fetchall()
    return FindingAcross(rule, "note", message, 1, rows[0][1], rows[0][2], (rows[-1][0], rows[0][0]))


def test_findings_across_documents_take_the_place_of_those_of_the_last_build(tmp_path: Path) -> None:
    database = tmp_path / "s.db"
    for message in ("218 was 231", "218 was 230"):
        with open_build(database, signature=SIGNED) as made:
            made.write_reading(paper())
            made.write_findings(["restated", "official"], [across(made, message)])
    assert ask(database, "select rule, message from findings order by rule") == [
        ("restated", "218 was 230"),
        ("text_and_table", "Table and text agree on 218."),
    ]
    places = "select place, observation_id = (select max(id) from observations) from finding_observations"
    assert ask(database, f"{places} where finding_id in (select id from findings where rule = 'restated')") == [
        (0, 1),
        (1, 0),
    ]
    assert ask(database, "select count(*) from finding_observations") == [4]


def test_a_build_that_finds_nothing_across_documents_drops_what_was_found(tmp_path: Path) -> None:
    database = tmp_path / "s.db"
    for found in (1, 0):
        with open_build(database, signature=SIGNED) as made:
            made.write_reading(paper())
            made.write_findings(["restated"], [across(made, "218 was 231")] * found)
    assert ask(database, "select rule from findings") == ["text_and_table"]
    assert ask(database, "select count(*) from finding_observations") == [2]


def test_a_database_is_current_only_with_the_same_signature_documents_rows_and_places(tmp_path: Path) -> None:
    target, file = tmp_path / "scrutineer.db", tmp_path / "paper.pdf"
    with open_build(target, signature={"reader": "1"}) as build:
        sha256 = build.write_reading(paper(), path=file, front_key="row")

    def current(**other: object) -> bool:
        known = {"signature": {"reader": "1"}, "documents": {sha256: ("row", file)}}
        return is_current(target, **(known | other))  # type: ignore[arg-type]

    assert current()
    assert not current(signature={"reader": "2"})
    assert not current(documents={sha256: ("another row", file)})
    assert not current(documents={sha256: ("row", tmp_path / "moved.pdf")})
    assert not current(documents={})
    assert not is_current(tmp_path / "none.db", signature={}, documents={})


def test_a_sentence_stands_in_a_box_for_each_of_its_lines() -> None:
    spans = (Span(0, 5, Box(10, 20, 40, 30)), Span(6, 8, Box(42, 21, 50, 31)), Span(9, 12, Box(10, 34, 30, 44)))
    passage = Passage(1, 0, None, PassageKind.PARAGRAPH, "Plans up 12.", Box(10, 20, 50, 44), spans)
    sentence = Sentence(0, passage, 0, passage.text)
    assert lines_of(sentence) == [Box(10, 20, 50, 31), Box(10, 34, 30, 44)]
