"""Which measure a clause is of, and when it is left open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nlp.measures import MeasureReader
from nlp.naming import Clause
from normalise.catalogue import load_catalogue
from normalise.labels import Namer
from normalise.reference import load_reference
from records.observation import Unit

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def reader() -> MeasureReader:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    return MeasureReader(catalogue, Namer(catalogue))


@pytest.fixture(scope="module")
def placed() -> MeasureReader:
    """A reader that knows what the councils' areas are called."""
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    return MeasureReader(catalogue, Namer(catalogue, load_reference(ROOT / "data" / "reference").authorities))


def said(words: str, *, unit: Unit = Unit.COUNT, behind: str = "") -> Clause:
    return Clause(words, words, words, (), unit, said=words, behind=behind)


def named(
    reader: MeasureReader, label: str, unit: Unit | None, *headings: str, authority: str | None = None
) -> str | None:
    clause = Clause(label, label, label, headings, unit)
    return reader.name(clause, authority_id=authority, without=frozenset()).indicator_id


@pytest.mark.parametrize(
    ("label", "unit", "indicator"),
    [
        ("children who started to be looked after", Unit.COUNT, "cla_started"),
        ("number of children leaving care", Unit.COUNT, "cla_ceased"),
        ("rate of children looked after", Unit.PER_10K, "cla_rate"),
        ("number of children looked after", Unit.PER_10K, "cla_rate"),
        ("timeliness of initial child protection conferences", Unit.PERCENT, "icpc_within_15_days_pct"),
    ],
)
def test_words_and_unit_name_a_measure(reader: MeasureReader, label: str, unit: Unit, indicator: str) -> None:
    assert named(reader, label, unit) == indicator


def test_a_count_that_councils_define_otherwise_is_open_unless_the_council_s_own_row_settles_it(
    reader: MeasureReader,
) -> None:
    assert named(reader, "open child in need cases", Unit.COUNT) is None
    assert named(reader, "open child in need cases", Unit.COUNT, authority="372") == "cin_number_excluding_cp_cla"


def test_a_part_of_a_measure_is_not_the_measure(reader: MeasureReader) -> None:
    clause = Clause("average caseload", "average caseload", "average caseload", (), None, part="Riverside locality")
    assert reader.name(clause, authority_id=None, without=frozenset()).indicator_id is None


@pytest.mark.parametrize(
    ("clause", "why"),
    [
        (said("EHC needs assessments open"), "no measure's wordings say ehc"),
        (said("contacts", behind="remaining contacts"), "the figure is of remaining contacts"),
        (
            said("timeliness of review health assessments", unit=Unit.PERCENT, behind="care leavers"),
            "the figure is of care leavers",
        ),
    ],
    ids=lambda value: value.label if isinstance(value, Clause) else "",
)
def test_what_a_sentence_counts_besides_leaves_the_measure_open(
    reader: MeasureReader, clause: Clause, why: str
) -> None:
    named = reader.name(clause, authority_id=None, without=frozenset())
    assert (named.indicator_id, named.why) == (None, why)


def test_a_sentence_with_a_subject_of_its_own_does_not_go_on_with_the_measure_before(reader: MeasureReader) -> None:
    own = said("children with three or more placements", unit=Unit.PERCENT)
    clause = replace(own, carried="cla_reviews_in_time_pct", goes_on=True, pronoun=True)
    named = reader.name(clause, authority_id=None, without=frozenset()).indicator_id
    assert named == "cla_three_or_more_placements_pct"


def test_of_these_asks_for_a_part_of_what_was_named_before(reader: MeasureReader) -> None:
    part = said("these held within 15 working days", unit=Unit.PERCENT)
    clause = replace(
        part, said="Of these 90% were", before="initial conferences", carried="icpc_children", goes_on=True
    )
    assert reader.name(clause, authority_id=None, without=frozenset()).indicator_id == "icpc_within_15_days_pct"
    other = replace(clause, words="these", label="these", named="these", said="Of these 90% were early")
    assert reader.name(other, authority_id=None, without=frozenset()).indicator_id is None


def test_words_of_no_measure_leave_it_open(reader: MeasureReader) -> None:
    assert named(reader, "tickets closed by the helpdesk", Unit.COUNT) is None


@pytest.mark.parametrize(
    ("words", "indicator"),
    [
        ("children looked after in South Tyneside", "cla_number"),
        ("South Tyneside's children looked after", "cla_number"),
        ("children looked after in Sunderland", None),
    ],
)
def test_the_name_of_the_council_s_own_area_narrows_nothing(
    placed: MeasureReader, words: str, indicator: str | None
) -> None:
    clause = Clause(words, words, words, (), Unit.COUNT, said=words)
    named = placed.name(clause, authority_id="393", without=frozenset())
    assert named.indicator_id == indicator
