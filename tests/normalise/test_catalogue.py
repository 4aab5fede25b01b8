"""The catalogue as it stands holds what its README promises; every kind of fault is told with file and line."""

from __future__ import annotations

import csv
import re
import shutil
from collections import defaultdict
from pathlib import Path

import pytest

from normalise.catalogue import CatalogueFaulty, load_catalogue
from records.catalogue import Catalogue, Indicator
from records.observation import Unit

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "catalogue"
GOLD = ROOT / ".." / "shared" / "gold"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(FOLDER)


def test_the_catalogue_loads_whole(catalogue: Catalogue) -> None:
    assert len(catalogue.indicators) >= 359
    assert len(catalogue.aliases) >= 1780
    assert len(catalogue.themes) == 20


def test_ids_and_names_are_given_once(catalogue: Catalogue) -> None:
    assert len({indicator.id for indicator in catalogue.indicators}) == len(catalogue.indicators)
    assert len({indicator.name for indicator in catalogue.indicators}) == len(catalogue.indicators)


def test_counts_and_bases_are_counts_that_exist(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        for other in filter(None, (indicator.count_id, indicator.of_id)):
            assert catalogue.by_id[other].unit is Unit.COUNT, indicator.id


def test_a_share_counts_what_its_count_counts(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        if indicator.count_id:
            assert indicator.kind.endswith(catalogue.by_id[indicator.count_id].kind), indicator.id


def test_parts_have_the_unit_of_their_whole_and_go_in_no_circle(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators:
        above: list[str] = [indicator.id]
        while (parent := catalogue.by_id[above[-1]].parent) is not None:
            assert parent not in above, above
            assert catalogue.by_id[parent].unit is indicator.unit, indicator.id
            above.append(parent)


def test_a_sum_group_has_one_parent_one_unit_and_two_members(catalogue: Catalogue) -> None:
    groups: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in catalogue.indicators:
        if indicator.sum_group:
            groups[indicator.sum_group].append(indicator)
    assert groups
    for name, members in groups.items():
        assert len({(member.parent, member.unit) for member in members}) == 1, name
        assert len(members) > 1, name


def test_every_measure_of_the_gold_is_here(catalogue: Catalogue) -> None:
    if not GOLD.is_dir():
        pytest.skip("needs ../shared/gold, which is not part of the project")
    used = set()
    for path in [*GOLD.glob("observations/*.csv"), *GOLD.glob("claims/*.csv"), GOLD / "labels.csv"]:
        with path.open(encoding="utf-8", newline="") as file:
            used |= {row["indicator"] for row in csv.DictReader(file)}
    assert used - set(catalogue.by_id) <= {"unmapped", ""}


def test_months_have_a_basis_save_for_key_stage_results(catalogue: Catalogue) -> None:
    without = {indicator.id for indicator in catalogue.indicators if indicator.month_basis is None}
    assert without == {"cla_ks2_expected_pct", "cla_attainment_8", "cla_progress_8"}


def edited(tmp_path: Path, file: str, words: tuple[str, ...], cells: dict[str, str], *, twice: bool = False) -> Path:
    """A copy of the catalogue; cells of the row beginning with these words replaced (or set in a second row)."""
    folder = tmp_path / "data" / "catalogue"
    shutil.copytree(FOLDER, folder)
    with (folder / file).open(encoding="utf-8", newline="") as old:
        rows = list(csv.DictReader(old))
    place = next(i for i, row in enumerate(rows) if tuple(row.values())[: len(words)] == words)
    changed = rows[place] | cells
    rows[place : place + 1] = [rows[place], changed] if twice else [changed]
    with (folder / file).open("w", encoding="utf-8", newline="") as new:
        writer = csv.DictWriter(new, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return folder


RATE = ("referrals_rate",)
ALIAS = ("referrals", "Referrals received")
INDICATOR_FAULTS = [
    (RATE, {"unit": "per_10000"}, "'per_10000' is no unit. Nearest: 'per_100k'"),
    (RATE, {"service_area": "frontdoor"}, "Nearest: 'front_door'"),
    (RATE, {"polarity": "good"}, "'good' is no polarity"),
    (RATE, {"unit": "percent"}, "ends in _rate, its unit is 'percent'"),
    (RATE, {"definition": ""}, "no definition"),
    (RATE, {"decimals": "one"}, "decimals 'one' is no whole number"),
    (RATE, {"indicator": "Referrals rate"}, "'Referrals rate' is no id"),
    (RATE, {"count_id": "referals"}, "'referals' is no indicator (count_id). Nearest: 'referrals'"),
    (RATE, {"count_id": "cp_plans"}, "it is a rate_of_flow, its count 'cp_plans' a stock"),
    (RATE, {"of_id": "cla_rate"}, "its of_id 'cla_rate' is a per_10k, not a count"),
    (RATE, {"parent": "referrals"}, "its parent 'referrals' is a count, itself a per_10k"),
    (("contacts_received",), {"parent": "contacts_social_care"}, "its parents lead back to 'contacts_received'"),
    (("assessments_nfa",), {"parent": ""}, "sum group 'assessment_outcome' has another parent or unit"),
]
ALIAS_FAULTS = [
    (ALIAS, {"indicator": "referals"}, "'referals' is no indicator. Nearest: 'referrals'"),
    (ALIAS, {"alias": "..."}, "no wording"),
    (ALIAS, {"alias": "Contacts received"}, "'Contacts received' stands for 'contacts_received' too"),
    (ALIAS, {"alias": "The no. of contacts received."}, "'The no. of contacts received.' is read as"),
    (("re_referrals", "Repeat referrals"), {"ambiguous": "unit=counts"}, "'counts' is no unit"),
    (("re_referrals", "Repeat referrals"), {"ambiguous": "units=count"}, "'units=count' is no condition"),
    (ALIAS, {"kind": "flows"}, "'flows' is no kind. Nearest: 'flow'"),
    (ALIAS, {"authority_id": "3700"}, "authority_id '3700' is no DfE code"),
    (ALIAS, {"decided_on": "yesterday"}, "decided_on 'yesterday' is no date"),
    (ALIAS, {"status": "refused"}, "'refused' is no status"),
]
OTHER_FAULTS = [
    (("demand",), {"meaning": ""}, "a theme without id or meaning"),
    (("same",), {"kind": "samme"}, "'samme' is no kind. Nearest: 'same'"),
    (("special guardianship", "sgo_started"), {"indicator": "sgo_begun"}, "'sgo_begun' is no indicator"),
    (("special guardianship", "sgo_started"), {"twins": "alone"}, "'alone' has no second measure"),
]
FAULTS = [
    *(("indicators.csv", *fault) for fault in INDICATOR_FAULTS),
    *(("aliases.csv", *fault) for fault in ALIAS_FAULTS),
    *((file, *fault) for file, fault in zip(("themes.csv", "synonyms.csv", "twins.csv", "twins.csv"), OTHER_FAULTS)),
]


@pytest.mark.parametrize(("file", "words", "cells", "message"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_is_told_with_its_file_and_line(
    tmp_path: Path, file: str, words: tuple[str, ...], cells: dict[str, str], message: str
) -> None:
    with pytest.raises(CatalogueFaulty) as raised:
        load_catalogue(edited(tmp_path, file, words, cells))
    told = [fault for fault in raised.value.faults if message in fault]
    assert told, raised.value.faults
    assert re.match(rf"data/catalogue/{file}, line \d+: ", told[0])


@pytest.mark.parametrize(
    ("file", "words", "message"),
    [
        ("indicators.csv", RATE, "indicator 'referrals_rate' stands at data/catalogue/indicators.csv, line"),
        ("aliases.csv", ALIAS, "the same row stands at data/catalogue/aliases.csv, line"),
        ("themes.csv", ("demand",), "theme 'demand' stands twice"),
        ("synonyms.csv", ("same",), "stands twice"),
    ],
)
def test_a_row_that_stands_twice_is_a_fault(tmp_path: Path, file: str, words: tuple[str, ...], message: str) -> None:
    with pytest.raises(CatalogueFaulty, match=re.escape(message)):
        load_catalogue(edited(tmp_path, file, words, {}, twice=True))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,meaning\n", "themes.csv, line 1: no column theme"),
        ("theme,meaning\ndemand\n", "themes.csv, line 2: 1 cells under 2 headings"),
        ("theme,meaning\ndemand,caf\xe9\n", "cannot be read as UTF-8 CSV"),
    ],
)
def test_a_file_of_another_form_is_a_fault(tmp_path: Path, text: str, message: str) -> None:
    folder = tmp_path / "data" / "catalogue"
    shutil.copytree(FOLDER, folder)
    (folder / "themes.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(CatalogueFaulty, match=message):
        load_catalogue(folder)


def test_a_weight_that_is_no_number_is_a_fault(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "catalogue"
    shutil.copytree(FOLDER, folder)
    (folder / "label_weights.txt").write_text("# learnt\nalike much\n", encoding="utf-8")
    with pytest.raises(CatalogueFaulty, match="label_weights.txt, line 2: 'alike much' is no weight"):
        load_catalogue(folder)


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    folder = edited(tmp_path, "indicators.csv", RATE, {"service_area": "back_door", "polarity": "good"})
    (folder / "themes.csv").unlink()
    with pytest.raises(CatalogueFaulty) as raised:
        load_catalogue(folder)
    told = "\n".join(raised.value.faults)
    assert all(words in told for words in ("'back_door'", "'good'", "themes.csv: the file is missing"))


def test_what_decides_between_wordings_that_are_read_alike_is_no_fault(tmp_path: Path) -> None:
    cells = {"alias": "The no. of contacts received.", "ambiguous": "heading=referrals"}
    assert load_catalogue(edited(tmp_path, "aliases.csv", ALIAS, cells)).aliases


def test_a_persons_decision_is_read_from_its_row(tmp_path: Path) -> None:
    cells = {
        "authority_id": "383",
        "unit": "count",
        "heading": "Front door",
        "decided_on": "2026-11-25",
        "why": "asked",
    }
    catalogue = load_catalogue(edited(tmp_path, "aliases.csv", ALIAS, cells, twice=True))
    decision = next(alias for alias in catalogue.aliases if alias.decided)
    assert (decision.indicator_id, decision.authority_id) == ("referrals", "383")
    assert decision.conditions == (("unit", "count"), ("heading", "Front door"))
