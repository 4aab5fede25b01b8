"""How labels are brought into one spelling, and what is never lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalise.catalogue import load_catalogue
from normalise.wording import Speller, plain, stem

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(load_catalogue(ROOT / "data" / "catalogue").synonyms)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("% of S47\u2019s (C&YP)", "percent of s47s c and yp"),
        ("Rate per 10,000", "rate per 10000"),
        ("3+ placements", "3 plus placements"),
        ("2.5 years.", "2.5 years"),
        ("up-to-date", "up to date"),
        ("", ""),
    ],
)
def test_plain_text_has_no_case_and_no_punctuation(text: str, answer: str) -> None:
    assert plain(text) == answer


@pytest.mark.parametrize(
    ("word", "answer"),
    [("referrals", "referral"), ("children", "child"), ("enquiries", "enquiry"), ("process", "process")],
)
def test_plurals_are_taken_off(word: str, answer: str) -> None:
    assert stem(word) == answer


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Number of Looked After Children", "No. of LAC"),
        ("% of ICPCs held within 15 working days", "Percentage of initial child protection conferences in 15 days"),
        ("5.7 Number of Section 47 investigations started (in month)", "(3) S47's started"),
        ("% re-referrals in 12 months - rolling 12 mths", "Percentage of re-referrals within one year"),
        ("CP plan for a 2nd or subsequent time within 24 months", "Repeat CP plans within two years"),
        ("CIN open > 2 yrs", "CIN cases open over 24 months"),
        ("Seen in the last 4 wks", "Seen in the last four weeks"),
        ("C&F assessments in 45WD", "C&F assessments within 45 working days"),
        ("In care for two and a half years", "In care for 2.5 years"),
        ("Cared for children's reviews", "Reviews of cared for children"),
        ("CP conferences: initial", "ICPCs"),
        ("CIN, not including CP and LAC", "CIN (excluding CP and LAC)"),
        ("Children in need, CP and LAC excluded", "CIN (excluding CP and LAC)"),
        ("Contacts with a decision in a working day", "Contacts with a decision within one working day"),
        ("Kids in care", "Children in care"),
        ("Section 47 inquiries", "Section 47 enquiries"),
        ("Ave. case load per SW", "Average caseload per social worker"),
        ("CIN open two or more years", "CIN open two years or more"),
        ("On a plan 2yrs+", "On a plan for two years or more"),
        ("CS04 Referrals (target 95%)", "Referrals"),
        ("Per cent of assessments on time", "% of assessments in time"),
        ("Adopted children, good to be high", "Adopted children"),
    ],
)
def test_two_spellings_of_one_thing_are_read_alike(speller: Speller, first: str, second: str) -> None:
    assert speller.read(first).bag == speller.read(second).bag


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("S47s substantiated, continuing risk", "S47s substantiated, no continuing risk"),
        ("Repeat CP plans within 2 years", "Repeat CP plans ever"),
        ("Assessments within 45 days", "Assessments over 45 days"),
        ("LAC with a PEP", "LAC without a PEP"),
        ("Fostering placements", "Fostering placements (excludes family and friends)"),
        ("S47s started", "S47s completed"),
        ("Care leavers in EET", "Care leavers aged 17-18 in EET"),
        ("Referrals", "Referrals of children aged 10-17"),
        ("Average days to placement (A1)", "Average days to placement (A10)"),
        ("Care leavers in EET (19-21)", "Care leavers in EET (22-25)"),
        ("Care leavers in EET", "Care leavers in EET (of those we are in touch with)"),
        ("Child seen during the assessment", "Child seen alone during the assessment"),
        ("Assessments ongoing", "Assessments with ongoing involvement"),
        ("Child protection plans ended in the spring", "Child protection plans"),
        ("Visits within target 45 days", "Visits within target"),
        ("S47 Enquiries", "Enquiries"),
    ],
)
def test_what_parts_two_measures_is_kept(speller: Speller, first: str, second: str) -> None:
    assert speller.read(first).bag != speller.read(second).bag


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("No. of referrals", "count"),
        ("Percentage of referrals", "percent"),
        ("Number of referrals per 10,000 population", "count"),
        ("Rate of referrals per 10k pop", "per_10k"),
        ("First time entrants per 100,000", "per_100k"),
        ("Referrals", None),
        ("No further action", None),
    ],
)
def test_unit_words_are_taken_out_and_remembered(speller: Speller, text: str, unit: str | None) -> None:
    assert speller.read(text).unit == unit


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("Fostering placements (excludes family and friends)", {"excluding kinship"}),
        ("Children in need, excluding CPP and LAC", {"excluding cp_cla"}),
        ("Contacts (includes contacts that become referrals)", set()),
    ],
)
def test_clauses_leave_only_what_parts_measures(speller: Speller, text: str, tags: set[str]) -> None:
    assert speller.read(text).tags == tags


def test_words_that_only_one_service_uses_are_told(speller: Speller) -> None:
    assert speller.read("Number of single assessments completed").services == {"social_care"}
    assert speller.read("Number of assessments completed").services == frozenset()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("5.7 LAC without a PEP", ("cla", "not_pep")),
        ("Assessments completed in timescale (45 days)", ("assessment", "45d")),
        ("(1) Police | No. prog to referral", ("contact", "goingto", "referral")),
        ("Assessments completed in 11-25 days", ("assessment", "11to25d")),
        ("Young people aged 16-17 NEET", ("16_17", "neet")),
        ("rate of 50.4 per 10,000 under 18 year olds", ()),
    ],
)
def test_words_that_matter_are_left_in_order(speller: Speller, text: str, words: tuple[str, ...]) -> None:
    assert speller.read(text).words == words


@pytest.mark.parametrize(
    ("text", "heading", "label"),
    [
        ("Leaving Care", {"care_leaver"}, {"cla", "ended"}),
        ("Number leaving care", {"cla", "ended"}, {"cla", "ended"}),
        ("Child protection", {"cp"}, {"cp"}),
    ],
)
def test_some_words_head_another_subject_than_they_name(
    speller: Speller, text: str, heading: set[str], label: set[str]
) -> None:
    assert (speller.read_heading(text).bag, speller.read(text).bag) == (heading, label)


def test_what_a_heading_implies_is_left_out_of_both_together(speller: Speller) -> None:
    assert speller.settled(frozenset(("care_leaver", "aged17to21", "eet"))) == {"care_leaver", "eet"}
    assert speller.settled(frozenset(("fte", "youth"))) == {"first_time_entrant"}
