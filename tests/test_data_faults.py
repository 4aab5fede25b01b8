"""Whatever is wrong with the files under data/ stops a build before it reads a page, all of it at once."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

import builder
from normalise.rows import DataFaulty
from pipeline import Canon

DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data, without the sample reports."""
    return shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("documents"))


def added(data: Path, file: str, **cells: str) -> str:
    """A row more at the file's end; gives how a message names it."""
    path = data / file
    with path.open(encoding="utf-8", newline="") as old:
        columns = next(csv.reader(old))
    assert set(cells) <= set(columns)
    with path.open("a", encoding="utf-8", newline="") as new:
        csv.DictWriter(new, columns, restval="", lineterminator="\n").writerow(cells)
    lines = path.read_text(encoding="utf-8").count("\n")
    return f"data/{file}, line {lines}: "


MEASURE = {
    "name": "Lost teddies (number)",
    "service_area": "early_help",
    "unit": "count",
    "polarity": "neutral",
    "definition": "Teddies lost in the period",
    "kind": "flow",
    "month_basis": "month",
}
CORRECTION = {"file_sha256": "0" * 64, "page": "1", "place": "table 1, row 1, column 1", "value_as_published": "7"}
CORRECTION |= {"right_reading": "8", "who": "a checker", "when": "2026-11-25", "why": "a slip"}
OFFICIAL = {"name": "Teddies", "unit": "count", "basis": "year to 31 March", "polarity": ""}
OFFICIAL |= {"first_period": "2018-04/2019-03", "last_period": "2018-04/2019-03"}

BAD_ROWS = [
    ("catalogue/indicators.csv", MEASURE | {"indicator": "referrals"}, "'referrals' stands at"),
    ("catalogue/indicators.csv", MEASURE | {"indicator": "teddies", "unit": "teddies"}, "'teddies' is no unit"),
    (
        "catalogue/indicators.csv",
        MEASURE | {"indicator": "bears", "name": "Bears", "official_indicator_id": "bears"},
        "'bears' is no official measure",
    ),
    (
        "catalogue/aliases.csv",
        {"indicator": "nothing_at_all", "alias": "lost bears"},
        "'nothing_at_all' is no indicator",
    ),
    ("catalogue/aliases.csv", {"indicator": "cp_plans", "alias": "Number of referrals"}, "stands for"),
    ("catalogue/aliases.csv", {"indicator": "cp_plans", "alias": "our plans", "authority_id": "999"}, "no authority"),
    ("catalogue/twins.csv", {"twins": "bears", "indicator": "lost_bears"}, "'lost_bears' is no indicator"),
    ("catalogue/synonyms.csv", {"kind": "opposite", "becomes": "lost", "words": "found"}, "'opposite' is no kind"),
    ("catalogue/header_words.csv", {"words": "bears", "meaning": "rôle", "value": "target"}, "'rôle' is no meaning"),
    ("catalogue/header_words.csv", {"words": "bears", "meaning": "role", "value": "targte"}, "Nearest: 'target'"),
    ("catalogue/header_words.csv", {"words": "England", "meaning": "role", "value": "regional"}, "'national' at"),
    ("catalogue/theme_phrases.csv", {"theme": "bears", "phrase": "bears", "weight": "1"}, "'bears' is no theme"),
    ("catalogue/theme_phrases.csv", {"theme": "demand", "phrase": "bears", "weight": "one"}, "'one' is no number"),
    ("catalogue/theme_phrases.csv", {"theme": "demand", "phrase": "@bears", "weight": "1"}, "'bears' is no theme"),
    ("catalogue/theme_phrases.csv", {"theme": "demand", "phrase": "*", "weight": "1"}, "holds no word"),
    ("catalogue/tone_words.csv", {"kind": "wonderful", "phrase": "bears"}, "'wonderful' is no kind"),
    ("catalogue/prose_words.csv", {"kind": "bears", "words": "bears", "value": ""}, "'bears' is no kind"),
    ("catalogue/prose_words.csv", {"kind": "role", "words": "bears", "value": "bear"}, "'bear' is no value"),
    ("reference/authorities.csv", {"id": "370", "kind": "unitary"}, "'370' stands twice"),
    ("reference/authorities.csv", {"id": "997", "kind": "parish"}, "'parish' is no kind"),
    ("reference/authority_codes.csv", {"authority_id": "999", "gss_code": "E1"}, "'999' is no authority"),
    ("reference/authority_aliases.csv", {"alias": "Bears", "authority_id": "999", "ambiguous": "0"}, "no authority"),
    (
        "reference/authority_successors.csv",
        {"authority_id": "942", "successor_id": "909", "date": "2024-04-01"},
        "lead back to it",
    ),
    (
        "reference/statistical_neighbours.csv",
        {"authority_id": "301", "rank": "1", "neighbour_id": "999", "closeness": "close", "model": "2021"},
        "'999' is no authority",
    ),
    ("reference/neighbour_models.csv", {"model": "2021", "in_force_from": "2030-01-01"}, "'2021' stands twice"),
    ("reference/official_indicators.csv", OFFICIAL | {"official_id": "teddies", "unit": "bears"}, "'bears' is no unit"),
    (
        "reference/official_indicators.csv",
        OFFICIAL | {"official_id": "teddies_lost", "indicator_id": "lost_bears"},
        "'lost_bears' is no indicator",
    ),
    ("reference/official_indicators.csv", OFFICIAL | {"official_id": "referrals"}, "'referrals' stands at"),
    ("corrections.csv", CORRECTION | {"field": "colour"}, "'colour' is no field"),
    (
        "corrections.csv",
        CORRECTION | {"field": "indicator_id", "right_reading": "no_such"},
        "'no_such' is no indicator",
    ),
    (
        "confidence.csv",
        {"origin": "table", "method": "text", "right": "9", "of": "3", "measured_on": "today", "on_what": "a guess"},
        "9 of 3 is no share",
    ),
]


def test_the_data_as_they_stand_have_no_fault() -> None:
    Canon.load(DATA)


@pytest.mark.parametrize(("file", "cells", "message"), BAD_ROWS, ids=lambda part: part if isinstance(part, str) else "")
def test_a_bad_row_is_told_with_its_file_and_line(data: Path, file: str, cells: dict[str, str], message: str) -> None:
    place = added(data, file, **cells)
    with pytest.raises(DataFaulty) as stopped:
        Canon.load(data)
    # A circle of successors is told at its first row.
    told = [fault for fault in stopped.value.faults if fault.startswith(place) or "lead back" in fault]
    assert any(message in fault for fault in told), stopped.value.faults


def test_faults_of_all_files_in_both_folders_are_told_at_once(data: Path) -> None:
    for file, cells, _ in BAD_ROWS:
        added(data, file, **cells)
    with pytest.raises(DataFaulty) as stopped:
        Canon.load(data)
    for file, _, message in BAD_ROWS:
        assert any(fault.startswith(f"data/{file}") and message in fault for fault in stopped.value.faults), file
    assert len(stopped.value.faults) == len(set(stopped.value.faults))


def test_a_build_stops_before_it_reads_a_page(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added(data, "catalogue/tone_words.csv", kind="wonderful", phrase="bears")
    (data / "reference" / "official_statistics.csv.gz").unlink()
    monkeypatch.setattr(builder, "DATA", data)
    begun: list[int] = []
    report = DATA / "documents" / "southampton-2021-01.pdf"
    with pytest.raises(DataFaulty) as stopped:
        builder.build_database(
            [report], tmp_path / "x.db", found=lambda files, _: begun.append(files), done=lambda _: begun.append(0)
        )
    assert not begun and not (tmp_path / "x.db").exists()
    assert ["tone_words.csv" in fault for fault in stopped.value.faults] == [True, False]
    assert "official_statistics.csv.gz: the file is missing" in stopped.value.faults[1]
