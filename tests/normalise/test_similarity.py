"""The weights that anyone can read, and the probabilities that they give."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from normalise.catalogue import load_catalogue
from normalise.conditions import Circumstances
from normalise.labels import Namer
from normalise.similarity import FEATURES, Weights
from records.observation import Unit

CATALOGUE = load_catalogue(Path(__file__).resolve().parents[2] / "data" / "catalogue")
CASE = Circumstances(Unit.PERCENT, (), None, False, frozenset())


@pytest.fixture(scope="module")
def namer() -> Namer:
    return Namer(CATALOGUE)


def test_the_file_has_a_weight_for_every_sign_and_no_other() -> None:
    lines = [line.partition("#")[0].strip() for line in CATALOGUE.label_weights.splitlines()]
    names = {line.rpartition(" ")[0] for line in lines if line}
    assert names == {*FEATURES, "sure in tables", "clear in tables", "sure in prose"}


def test_without_weights_nothing_is_sure() -> None:
    assert Weights("").sure == {"table": 1.1, "prose": 1.1}


def test_prose_asks_for_more_sureness_than_tables() -> None:
    sure = Weights(CATALOGUE.label_weights).sure
    assert 0.5 < sure["table"] <= sure["prose"] < 1


def test_what_no_measure_takes_is_that_none_of_them_is_meant(namer: Namer) -> None:
    likenesses = namer.likenesses(namer.speller.read("% of CLA with annual dental checks in date"), CASE)
    chances = Weights(CATALOGUE.label_weights).probabilities(likenesses)
    assert len(chances) == len(likenesses) > 1
    assert np.all(chances >= 0)
    assert chances.sum() < 1
    assert likenesses[int(chances.argmax())].indicator_id == "cla_dental_check_pct"


def test_each_sign_has_its_number_and_its_words(namer: Namer) -> None:
    likeness = namer.likenesses(namer.speller.read("% of LAC reviews overdue"), CASE)[0]
    assert likeness.features.shape == (len(FEATURES),)
    reasons = Weights(CATALOGUE.label_weights).reasons(likeness.features)
    assert all(reason.startswith(("for: ", "against: ")) for reason in reasons)


def test_no_words_are_like_nothing(namer: Namer) -> None:
    assert namer.likenesses(namer.speller.read("%"), CASE) == []


ASK = """
from pathlib import Path
from normalise.catalogue import load_catalogue
from normalise.labels import Namer
from records.observation import Unit
namer = Namer(load_catalogue(Path("data/catalogue")))
for text in ("figure", "performance", "Comparatively", "in secondary schools"):
    print(namer.name(text, unit=Unit.PERCENT, headings=("Summary", "Child Protection (CP)"), prose=True).candidates)
"""


def test_candidates_stand_in_one_order_whatever_order_sets_have() -> None:
    root = Path(__file__).resolve().parents[2]
    answers = {
        subprocess.run(
            [sys.executable, "-c", ASK],
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(answers) == 1
    assert "cp_" in answers.pop()
