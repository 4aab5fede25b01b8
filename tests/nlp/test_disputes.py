"""Figures beside whose words a measure stands near, but which are of something else or of a part: they stay open."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.claims import ClaimReader
from normalise.catalogue import load_catalogue
from normalise.labels import Namer
from normalise.reference import load_reference
from records.page import Box
from records.period import Period
from records.table import Passage, PassageKind, Sentence

ROOT = Path(__file__).resolve().parents[2]
BOX = Box(0, 0, 10, 10)


@pytest.fixture(scope="module")
def reader() -> ClaimReader:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    return ClaimReader(catalogue, Namer(catalogue))


def measures(reader: ClaimReader, text: str, heading: str) -> list[str | None]:
    """The measures of a sentence's figures, in their order."""
    passage = Passage(1, 0, heading, PassageKind.PARAGRAPH, text, BOX, ())
    found, _ = reader.read([Sentence(0, passage, 0, text)], reported=Period.parse("2023-12"), authority_id=None)
    return [one.indicator_id for one in found]


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        # words that no wording of the measure has
        ("33 care leavers are at university.", "Care leavers", [None]),
        ("33 care leavers took part in the driving pilot.", "Care leavers", [None]),
        ("14 foster carers came to the summer picnic.", "Fostering", [None]),
        ("87% of review conferences were quorate.", "Child protection", [None]),
        ("The vacancy rate among team managers was 9%.", "Workforce", [None]),
        ("The vacancy rate among social workers was 9%.", "Workforce", ["social_worker_vacancy_pct"]),
        ("Supervision was recorded on 61% of the files sampled.", "Improvement plan", [None]),
        ("The advocacy service received 96 referrals.", "Advocacy", [None]),
        ("The front door received 960 referrals.", "Demand", ["referrals"]),
        ("Contacts about parental drinking rose to 212.", "Demand", [None]),
        # a limit that is another, or that is not said
        ("28 families were re-referred within three months.", "Demand", [None]),
        ("39 conferences were held, 90% on time.", "Initial conferences", [None, "icpc_within_15_days_pct"]),
        ("91.5 per cent of assessments were completed.", "Performance", [None]),
        ("91.5 per cent of assessments were completed in time.", "Performance", ["assessments_within_45_days_pct"]),
        ("The service chaired 900 looked after reviews.", "Reviewing service", [None]),
        ("Pathway plans: 81% are up to date.", "Care leavers", [None]),
        # a part of the area, or of what was counted before
        ("There were 88 children looked after.", "Children in the north locality", [None]),
        ("27 of them are in our care.", "Missing children", [None]),
        ("27 of them are unaccompanied asylum seekers.", "Children in care", ["cla_uasc"]),
        # what a heading narrows a noun to
        ("11 of the 19 assessments were in time.", "Initial health assessments", [None, None]),
        # homes are not the children in them, visits from a strategy meeting on are no strategy meetings
        ("5 of the 7 children's homes are rated good.", "Placements", [None]),
        (
            "94% of initial conferences were held within 15 working days of the section 47 being started.",
            "Child protection",
            ["icpc_within_15_days_pct"],
        ),
        # each figure of its own words
        (
            "Neglect is the category for 51% of plans and emotional abuse for 37%.",
            "Plans",
            ["cp_category_neglect_pct", None],
        ),
        (
            "We had 120 enquiries about fostering, which led to 21 initial visits.",
            "Fostering",
            ["fostering_enquiries", None],
        ),
        # a part of the whole that is also of a measure of those who are there; a part that the measure is
        (
            "There were 60 unaccompanied asylum seeking children, of whom 21 were care leavers.",
            "Care",
            ["cla_uasc", None],
        ),
        (
            "There were 812 children looked after, of whom 71 were placed with an IFA.",
            "Care",
            ["cla_number", "cla_ifa"],
        ),
        ("The largest group was neglect, 150 of all of the referrals.", "Demand", [None]),
        ("Currently 9 care leavers are apprentices with the council.", "Care leavers", [None]),
        # who is counted, or in what unit, is another
        ("120 families are on child protection plans.", "Child protection", [None]),
        ("There were 24.6 agency social workers in post.", "Workforce", [None]),
        ("The review team held 900 meetings, 92% in timescale.", "Reviewing service", [None]),
        ("The average caseload was 1 social worker to 15.8 cases.", "Workforce", ["caseload_average"]),
        # an item of a list is said of its own words
        (
            "Re-referrals were at 17.1%; 100% of children on a plan had a worker; 93% of LAC reviews were in time.",
            "Performance",
            ["re_referrals_pct", None, "cla_reviews_in_time_pct"],
        ),
    ],
)
def test_a_figure_of_something_else_is_left_open(
    reader: ClaimReader, text: str, heading: str, expected: list[str | None]
) -> None:
    assert measures(reader, text, heading) == expected


@pytest.mark.parametrize(
    ("text", "heading", "expected"),
    [
        # words that pass beside any measure
        ("Re-referrals have crept up again, for the third month running, to 21%.", "Demand", ["re_referrals_pct"]),
        ("Only 12 child protection plans ended, fewer than expected.", "Plans", ["cp_plans_ended"]),
        # what was moved stands behind the figures
        (
            "There was a fall from 92% to 88% in the percentage of re-referrals.",
            "Demand",
            ["re_referrals_pct", "re_referrals_pct"],
        ),
        # a topic that stands first is not what its figure is of
        (
            "Of the referrals, 19% were repeat referrals and 3% were closed without further action.",
            "Contacts and referrals",
            ["re_referrals_pct", "referrals_nfa_pct"],
        ),
        # who says it is not what is counted
        (
            "Mr Archer was glad to be there and pleased to report that the re-referral rate was 17.4%.",
            "Item 7",
            ["re_referrals_pct"],
        ),
        (
            "The Director gave the panel an update on the number of children looked after, which stood at 640.",
            "Item 7",
            ["cla_number"],
        ),
        # items that say that they go on
        (
            "Referrals: 250 were received; 50 of them, or 20%, were re-referrals.",
            "Demand",
            ["referrals", "re_referrals", "re_referrals_pct"],
        ),
        # none of the nine: the nine are all of them
        ("None of the 9 complaints was upheld.", "Complaints", [None, "complaints"]),
    ],
)
def test_a_figure_of_the_measure_keeps_it(
    reader: ClaimReader, text: str, heading: str, expected: list[str | None]
) -> None:
    assert measures(reader, text, heading) == expected


def test_a_sentence_goes_on_behind_the_time_that_stands_first(reader: ClaimReader) -> None:
    passage = Passage(1, 0, "Demand", PassageKind.PARAGRAPH, "", BOX, ())
    texts = ["The re-referral rate was 21% in the quarter.", "In December this improved to 19%."]
    found, _ = reader.read(
        [Sentence(n, passage, 0, text) for n, text in enumerate(texts)],
        reported=Period.parse("2023-12"),
        authority_id=None,
    )
    assert [one.indicator_id for one in found] == ["re_referrals_pct", "re_referrals_pct"]


def test_the_council_s_own_name_narrows_nothing() -> None:
    catalogue = load_catalogue(ROOT / "data" / "catalogue")
    reader = ClaimReader(catalogue, Namer(catalogue, load_reference(ROOT / "data" / "reference").authorities))
    text = "The number of Devon children looked after was 830."
    passage = Passage(1, 0, "Children in care", PassageKind.PARAGRAPH, text, BOX, ())
    ids = []
    for authority in ("878", "372"):
        found, _ = reader.read([Sentence(0, passage, 0, text)], reported=None, authority_id=authority)
        ids.append(found[0].indicator_id)
    assert ids == ["cla_number", None]
