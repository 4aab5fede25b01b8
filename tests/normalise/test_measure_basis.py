from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from normalise.catalogue import load_catalogue
from normalise.measure_basis import BasisReader
from records.catalogue import Candidates, Catalogue, Label
from records.observation import Unit
from records.period import Basis

DATA = Path(__file__).resolve().parents[2] / "data" / "catalogue"
OPEN = Label(None, "", None, None, None, None, None, "to review")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(DATA)


WORDS = [
    ("Pigeons received", Basis.MONTH),
    ("Pigeons open at month end", Basis.SNAPSHOT),
    ("Referrals open at month end", Basis.SNAPSHOT),
    ("Young carers assessed", Basis.MONTH),
    ("Looked after pigeons reviewed on time", Basis.MONTH),
    ("Pigeons with an up-to-date ring", Basis.SNAPSHOT),
    ("Pigeons with a completed passport", Basis.SNAPSHOT),
    ("Pigeons matched with an independent visitor", Basis.SNAPSHOT),
    ("Complaints from care leavers", Basis.MONTH),
    ("Families receiving corn", Basis.SNAPSHOT),
    ("Families joining the loft", Basis.MONTH),
    ("Letters answered within 10 working days", Basis.MONTH),
    ("Pigeons seen in the last 6 weeks", Basis.SNAPSHOT),
    ("Perches held by agency pigeons", Basis.SNAPSHOT),
    ("Lofts on the register", Basis.SNAPSHOT),
    ("Loft footfall", Basis.MONTH),
    ("Families at a session about lofts", Basis.MONTH),
    ("Pigeons using the drop-in loft", Basis.MONTH),
    ("Pigeons who have a ring", Basis.SNAPSHOT),
    ("Pigeons", None),
]


@pytest.mark.parametrize(("words", "basis"), WORDS, ids=[words for words, _ in WORDS])
def test_what_was_done_is_of_the_month_and_what_is_so_is_of_its_end(
    words: str, basis: Basis | None, catalogue: Catalogue
) -> None:
    reader = BasisReader(catalogue.heading_words, catalogue.by_id)
    assert reader.basis_of(replace(OPEN, text=words), words, None) is basis


LIKELY = [
    ("Pigeons", ("cp_plans", "cla_number"), Unit.COUNT, Basis.SNAPSHOT),
    ("Pigeons", ("cp_plans", "referrals"), Unit.COUNT, None),
    ("Pigeons", ("cp_plans",), Unit.PERCENT, None),
    ("Pigeons on a perch 3 times in the past 12 months", ("cla_three_or_more_placements_pct",), Unit.PERCENT,
     Basis.ROLLING_12M),
    ("Pigeons on a perch 3 times in the past 12 months",
     ("cla_three_or_more_placements_pct", "cla_health_assessment_pct"), Unit.PERCENT, None),
    ("Pigeons on a perch 3 times", ("cla_three_or_more_placements_pct",), Unit.PERCENT, Basis.SNAPSHOT),
    ("Pigeons three times", ("cla_three_or_more_placements_pct",), Unit.PERCENT, None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "likely", "unit", "basis"), LIKELY)
def test_measures_that_a_label_may_be_tell_its_basis_where_they_agree(
    words: str, likely: tuple[str, ...], unit: Unit, basis: Basis | None, catalogue: Catalogue
) -> None:
    reader = BasisReader(catalogue.heading_words, catalogue.by_id)
    label = replace(OPEN, text=words, candidates=tuple(Candidates(one, 0.1) for one in likely))
    assert reader.basis_of(label, words, unit) is basis


def test_each_word_of_basis_stands_once() -> None:
    with (DATA / "header_words.csv").open(encoding="utf-8") as file:
        words = [row["words"] for row in csv.DictReader(file) if row["meaning"] == "kind"]
    assert len(words) == len(set(words))
