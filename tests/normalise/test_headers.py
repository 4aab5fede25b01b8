from __future__ import annotations

import csv
from pathlib import Path

import pytest

from normalise.headers import HeadingReader, is_reference
from normalise.heading_words import VOCABULARY
from records.catalogue import Catalogue, HeadingWord
from records.period import Period

ROOT = Path(__file__).resolve().parents[2]
WORDS = list(csv.DictReader((ROOT / "data" / "catalogue" / "header_words.csv").open(encoding="utf-8")))
ROWS = list(csv.DictReader((ROOT / "tests" / "examples" / "headings.csv").open(encoding="utf-8")))


@pytest.fixture(scope="module")
def reader() -> HeadingReader:
    words = tuple(HeadingWord(row["words"], row["meaning"], row["value"]) for row in WORDS)
    return HeadingReader(Catalogue((), (), (), words))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["levels"])
def test_a_heading_says_what_a_person_reads_in_it(row: dict[str, str], reader: HeadingReader) -> None:
    heading = reader.read_levels(row["levels"].split(" > "), reported=Period.parse(row["reported"]))
    said = {
        "role": heading.role or "",
        "period": str(heading.timing.period or ""),
        "basis": heading.timing.basis or "",
        "comparator": heading.comparator or "",
        "column": heading.column or "",
        "rest": heading.rest,
    }
    if row["unit"]:
        said["unit"] = heading.unit or ""
    wanted = {name: row[name] for name in said}
    if row["column"]:
        # What else a column of names or marks says is of no use to anybody.
        said, wanted = {"column": said["column"]}, {"column": row["column"]}
    assert said == wanted


def test_every_heading_word_has_a_meaning_and_value_that_are_known() -> None:
    unknown = [row for row in WORDS if row["value"] not in VOCABULARY.get(row["meaning"], ())]
    assert unknown == []


def test_no_heading_word_means_two_things_of_one_kind() -> None:
    seen: dict[tuple[str, str], str] = {}
    clashes = [row for row in WORDS if seen.setdefault((row["words"], row["meaning"]), row["value"]) != row["value"]]
    assert clashes == []


@pytest.mark.parametrize("text", ["1.1", "2.10", "M8", "NI 58", "(3)", "CS12"])
def test_numbers_of_measures_are_references(text: str) -> None:
    assert is_reference(text)


@pytest.mark.parametrize("text", ["Q1", "Nov-20", "Referrals", "2020/21", "NEW"])
def test_times_and_words_are_no_references(text: str) -> None:
    assert not is_reference(text)
