"""The measure of the clause that a figure stands in: which of several, what the sector's verbs say, what is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.claims import ClaimReader
from nlp.openings import behind_adjunct, later_clause, moved_before
from nlp.sentences import sentences_of
from normalise.catalogue import load_catalogue
from normalise.labels import Namer
from records.page import Box
from records.period import Period
from records.table import Passage, PassageKind

ROOT = Path(__file__).resolve().parents[2]
JUNE = Period.parse("2023-06")


@pytest.fixture(scope="module")
def reader() -> ClaimReader:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    return ClaimReader(catalogue, Namer(catalogue))


def measures(reader: ClaimReader, text: str) -> list[tuple[str, str | None]]:
    passage = Passage(1, 0, None, PassageKind.PARAGRAPH, text, Box(0, 0, 0, 0))
    found, _ = reader.read(sentences_of([passage]), reported=JUNE, authority_id=None)
    return [(one.figure.value_text, one.indicator_id) for one in found]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "The number of children with a plan has stayed steady and the total number of children looked after has "
            "risen to 412.",
            [("412", "cla_number")],
        ),
        (
            "The new triage has led to a marked fall in the re-referral rate from 24% to 16%.",
            [("24%", "re_referrals_pct"), ("16%", "re_referrals_pct")],
        ),
        (
            "Practice had improved but the average caseload was 17 with few workers above it.",
            [("17", "caseload_average")],
        ),
        (
            "Fewer children came into care in the year; at the end of March 2023 there were 301 children looked after.",
            [("301", "cla_number")],
        ),
        (
            "The number of children looked after peaked at 64.3 (630 children) in October.",
            [("64.3", "cla_rate"), ("630", "cla_number")],
        ),
        (
            "Continued improvement in the percentage of looked after children in a family based setting (80%).",
            [("80%", "cla_family_setting_pct")],
        ),
    ],
)
def test_the_clause_of_the_figure_names_it(reader: ClaimReader, text: str, figures: list[tuple[str, str]]) -> None:
    assert measures(reader, text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "75 children came into the care of the council, but at the same time 87 were no longer looked after.",
            [("75", "cla_started"), ("87", "cla_ceased")],
        ),
        (
            "Of the 604 children looked after, 65 were living in homes outside of the borough.",
            [("604", "cla_number"), ("65", "cla_out_of_area")],
        ),
        (
            "Out of 399 looked after children 26 were placed outside of the borough.",
            [("399", "cla_number"), ("26", "cla_out_of_area")],
        ),
        (
            "There were 45 referrals and 181 children were looked after by an IFA carer.",
            [("45", "referrals"), ("181", "cla_ifa")],
        ),
        ("There are 119 fostering households registered.", [("119", "fostering_households")]),
        ("There were 4 foster family approvals in the quarter.", [("4", "fostering_households_approved")]),
        ("79% of care plans were up to date.", [("79%", "cla_up_to_date_plan_pct")]),
        ("100% of PEPs were completed within the Summer Term.", [("100%", "cla_pep_up_to_date_pct")]),
        (
            "The number of children entering care was lower. 78 children entered this year.",
            [("78", "cla_started")],
        ),
        (
            "The average number of days a child was in care before moving to an adoptive placement was 437.",
            [("437", "adoption_care_to_placement_days")],
        ),
    ],
)
def test_what_people_write_for_a_measure(reader: ClaimReader, text: str, figures: list[tuple[str, str]]) -> None:
    assert measures(reader, text) == figures


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("52% of children living in foster care were placed within the area.", "52%"),
        ("12 children were adopted and 3 were made subject to a Child Arrangement Order.", "3"),
        ("95% of child protection visits were within 15 working days, with 79% within 10 working days.", "79%"),
        ("Children in need were the larger group. Neglect was the highest category at 49%.", "49%"),
        ("There were 300 children looked after. There were a further 25 children looked after by March.", "25"),
        ("There were 85 section 47 enquiries. 70 of those were held with the police.", "70"),
        ("There were 766 children looked after, of statutory school age.", "766"),
        ("Fewer households were approved. There were 4 new placements.", "4"),
        ("The service held 1,600 reviews, 91.7% in timescale.", "91.7%"),
    ],
)
def test_a_part_or_a_guess_is_left_open(reader: ClaimReader, text: str, value: str) -> None:
    assert dict(measures(reader, text))[value] is None


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("In Oldham, contacts rose by 12%.", "contacts rose by 12%."),
        ("Over the last accounting period, 75 came.", "75 came."),
        ("In foster care there were 40 children.", "In foster care there were 40 children."),
    ],
)
def test_a_time_or_place_that_opens_a_sentence_is_no_part_of_the_measure(text: str, behind: str) -> None:
    assert text[behind_adjunct(text, 0, len(text)) :] == behind


def test_a_later_clause_counts_only_where_something_was_said_before() -> None:
    text = "The number of children who were on a plan and the number of children in care"
    assert later_clause(text, len(text)) is None
    assert later_clause(text.replace("plan", "plan rose"), len(text) + 5) is not None


def test_what_has_moved_is_named_behind_what_it_is_laid_to() -> None:
    text = "Better triage has led to a reduction of the re-referral rate from 30%"
    assert text[moved_before(text, 0, text.index("30")) :].startswith("re-referral rate")
