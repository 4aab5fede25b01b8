"""Places, neighbours and official statistics as they stand, and every kind of fault told with file and line."""

from __future__ import annotations

import csv
import gzip
import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from normalise.reference import ReferenceFaulty, load_official, load_reference
from records.catalogue import Reference

FOLDER = Path(__file__).resolve().parents[2] / "data" / "reference"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(FOLDER)


def test_councils_regions_and_england_are_one_row_each(reference: Reference) -> None:
    kinds = Counter(authority.kind for authority in reference.authorities)
    councils = sum(kinds.values()) - kinds["region"] - kinds["country"]
    assert (councils, kinds["region"], kinds["country"]) == (160, 11, 1)
    assert sum(authority.end_date is None for authority in reference.authorities) == 154 + 12
    assert reference.by_id["970"].name == "England"


def test_a_code_change_is_no_new_authority(reference: Reference) -> None:
    barnsley = [code for code in reference.codes if code.authority_id == "370"]
    assert [code.gss_code for code in barnsley] == ["E08000016", "E08000038"]
    assert reference.by_id["370"].gss_code == "E08000038"
    assert barnsley[0].end_date == date(2025, 4, 30)


@pytest.mark.parametrize(
    ("gone", "successors", "day"),
    [
        ("928", {"940", "941"}, date(2021, 4, 1)),
        ("909", {"942", "943"}, date(2023, 4, 1)),
        ("837", {"839"}, date(2019, 4, 1)),
        ("836", {"839"}, date(2019, 4, 1)),
        ("835", {"838", "839"}, date(2019, 4, 1)),
        ("936", {"001", "002"}, date(2027, 4, 1)),
    ],
)
def test_councils_that_were_abolished_have_successors(
    reference: Reference, gone: str, successors: set[str], day: date
) -> None:
    rows = [row for row in reference.successors if row.authority_id == gone]
    assert {row.successor_id for row in rows} == successors
    assert {row.date for row in rows} == {day}
    ended = reference.by_id[gone].end_date
    assert ended is not None
    assert (day - ended).days == 1
    begun = {reference.by_id[successor].start_date for successor in successors}
    assert begun == {day}


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("rotherham metropolitan borough council", {"372"}),
        ("city of bristol", {"801"}),
        ("scc", {"355", "373", "394", "852", "860", "933", "935", "936"}),
        ("bcc", {"330", "801", "825"}),
        ("dcc", {"830", "831", "835", "840", "878"}),
        ("ncc", {"391", "891", "892", "926", "928", "929"}),
        ("wcc", {"213", "336", "885", "937"}),
        ("smbc", {"333", "334", "343", "356"}),
        ("kcc", {"886"}),
        ("dorset", {"835", "838"}),
        ("bmbc", {"350", "351", "370"}),
    ],
)
def test_a_name_is_one_councils_or_marked_ambiguous(reference: Reference, name: str, ids: set[str]) -> None:
    rows = [alias for alias in reference.aliases if alias.text == name]
    assert {alias.authority_id for alias in rows} == ids
    assert all(alias.ambiguous is (len(ids) > 1) for alias in rows)


def test_no_region_is_a_name_by_which_a_paper_calls_a_council(reference: Reference) -> None:
    regions = {authority.id for authority in reference.authorities if authority.kind in ("region", "country")}
    assert not regions & {alias.authority_id for alias in reference.aliases}


def test_neighbours_are_ten_in_each_model(reference: Reference) -> None:
    rotherham = [n.neighbour_id for n in reference.neighbours if (n.authority_id, n.model) == ("372", "2021")]
    names = [reference.by_id[neighbour].name for neighbour in rotherham]
    assert names[:3] == ["Doncaster", "Wigan", "Dudley"]
    assert Counter(n.model for n in reference.neighbours) == {"2021": 1560, "2025": 1530}
    assert [(m.model, m.in_force_to) for m in reference.models] == [("2021", date(2025, 4, 30)), ("2025", None)]


def test_official_figures_carry_the_catalogues_ids() -> None:
    figures = {(f.indicator_id, f.authority_id, f.period, f.vintage): f for f in load_official(FOLDER)}
    assert len(figures) == 102_870
    now = figures["referrals_rate", "970", "2018-04/2019-03", "current"]
    then = figures["referrals_rate", "970", "2018-04/2019-03", "2023"]
    assert (now.value, then.value, now.unit, now.geography) == (553.7, 544.5, "per_10k", "country")
    assert {figure.geography for figure in figures.values()} == {"authority", "region", "country"}


def edited(tmp_path: Path, file: str, words: tuple[str, ...], cells: dict[str, str], *, twice: bool = False) -> Path:
    """A copy of the folder; cells of the row beginning with these words replaced (or set in a second row)."""
    folder = tmp_path / "data" / "reference"
    shutil.copytree(FOLDER, folder)
    opened = gzip.open if file.endswith(".gz") else open
    with opened(folder / file, "rt", encoding="utf-8", newline="") as old:
        rows = list(csv.DictReader(old))
    place = next(i for i, row in enumerate(rows) if tuple(row.values())[: len(words)] == words)
    changed = rows[place] | cells
    kept = rows[:200] if file.endswith(".gz") else rows
    kept[place : place + 1] = [rows[place], changed] if twice else [changed]
    with opened(folder / file, "wt", encoding="utf-8", newline="") as new:
        writer = csv.DictWriter(new, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)
    return folder


FAULTS = [
    ("authorities.csv", ("370",), {"id": "37"}, "'37' is no DfE code"),
    ("authorities.csv", ("370",), {"kind": "borough"}, "'borough' is no kind"),
    ("authorities.csv", ("370",), {"start_date": "1.4.2009"}, "start_date '1.4.2009' is no date"),
    ("authorities.csv", ("370",), {"end_date": "1999-01-01"}, "it ends (1999-01-01) before it starts"),
    ("authorities.csv", ("370",), {"gss_code": "E08000099"}, "no row for the current code 'E08000099'"),
    ("authority_codes.csv", ("370",), {"authority_id": "3700"}, "'3700' is no authority"),
    ("authority_successors.csv", ("928",), {"successor_id": "999"}, "'999' is no authority (successor_id)"),
    ("authority_successors.csv", ("928",), {"successor_id": "928"}, "the successors of '928' lead back to it"),
    ("authority_aliases.csv", ("Camden",), {"alias": "Greenwich"}, "'greenwich' is a name of 203 too"),
    ("authority_aliases.csv", ("Camden",), {"ambiguous": "yes"}, "'yes' is no ambiguous"),
    ("neighbour_models.csv", ("2021",), {"in_force_from": ""}, "model '2021' has no first day"),
    ("neighbour_models.csv", ("2021",), {"in_force_to": ""}, "models '2021' and '2025' are in force at once"),
    ("statistical_neighbours.csv", ("372", "1"), {"neighbour_id": "000"}, "'000' is no authority (neighbour_id)"),
    ("statistical_neighbours.csv", ("372", "1"), {"neighbour_id": "372"}, "'372' is its own neighbour"),
    ("statistical_neighbours.csv", ("372", "1"), {"rank": "2"}, "rank 2 or neighbour '359' of '372' stands twice"),
    ("statistical_neighbours.csv", ("372", "1"), {"rank": "11"}, "'11' is no rank"),
    ("statistical_neighbours.csv", ("372", "1"), {"model": "2014"}, "'2014' is no model"),
    ("statistical_neighbours.csv", ("372", "1"), {"closeness": "near"}, "'near' is no closeness"),
]


@pytest.mark.parametrize(("file", "words", "cells", "message"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_is_told_with_its_file_and_line(
    tmp_path: Path, file: str, words: tuple[str, ...], cells: dict[str, str], message: str
) -> None:
    with pytest.raises(ReferenceFaulty) as raised:
        load_reference(edited(tmp_path, file, words, cells))
    told = [fault for fault in raised.value.faults if message in fault]
    assert told, raised.value.faults
    assert re.match(r"data/reference/\w+\.csv(, line \d+)?: ", told[0])


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("authorities.csv", ("370",)),
        ("authority_codes.csv", ("370",)),
        ("authority_successors.csv", ("928",)),
        ("authority_aliases.csv", ("Camden",)),
        ("statistical_neighbours.csv", ("372", "1")),
        ("neighbour_models.csv", ("2021",)),
    ],
)
def test_a_row_that_stands_twice_is_a_fault(tmp_path: Path, file: str, words: tuple[str, ...]) -> None:
    with pytest.raises(ReferenceFaulty, match="stands twice"):
        load_reference(edited(tmp_path, file, words, {}, twice=True))


@pytest.mark.parametrize(
    ("cells", "twice", "message"),
    [
        ({"value": "1"}, True, "two values for adoption_a10_days, 202, 2022-04/2023-03, current"),
        ({"period": "2022-4/2023-3"}, False, "'2022-4/2023-3' is no period"),
        ({"period": "2023-03/2023-03"}, False, "'2023-03/2023-03' is no period"),
        ({"value": "-"}, False, "'-' is no number"),
        ({"authority_id": "E92000001"}, False, "'E92000001' is unknown"),
    ],
)
def test_a_faulty_official_figure_is_told_with_its_line(
    tmp_path: Path, cells: dict[str, str], twice: bool, message: str
) -> None:
    folder = edited(tmp_path, "official_statistics.csv.gz", ("adoption_a10_days", "202"), cells, twice=twice)
    with pytest.raises(ReferenceFaulty) as raised:
        load_official(folder)
    assert [fault for fault in raised.value.faults if message in fault and ", line " in fault]
