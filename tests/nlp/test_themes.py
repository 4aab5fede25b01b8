"""What commentary is about: sentences of our own, under headings such as council papers have."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from nlp.themes import ThemeTagger
from records.page import Box
from records.table import Passage, PassageKind, Sentence

DATA = Path(__file__).resolve().parents[2] / "data" / "catalogue"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def tagger() -> ThemeTagger:
    return ThemeTagger(rows("theme_phrases.csv"))


def sentences(*texts: str, heading: str | None = None, kind: PassageKind = PassageKind.PARAGRAPH) -> list[Sentence]:
    box = Box(0, 0, 1, 1)
    return [Sentence(n, Passage(1, n, heading, kind, text, box), 0, text) for n, text in enumerate(texts)]


def themes(tagger: ThemeTagger, found: list[Sentence]) -> list[set[str]]:
    mentions = tagger.tag(found)
    return [{m.theme for m in mentions if m.sentence == sentence.number} for sentence in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The number of contacts rose to 410 in May.", {"demand"}),
        ("Demand at the front door keeps growing.", {"demand"}),
        ("88% of assessments were completed within 45 working days.", {"timeliness"}),
        ("Re-referrals fell to 17% in May.", {"repeat_involvement"}),
        ("Four plans lasted for two years or more.", {"repeat_involvement"}),
        ("The average caseload is 17 and two posts are vacant.", {"workforce"}),
        ("More children were placed with foster carers in May.", {"placements"}),
        ("The share of children with three or more placements fell.", {"placements"}),
        ("Six children were adopted in May.", {"permanence"}),
        ("Dental checks were done for 81% of children.", {"health"}),
        ("Health assessments completed on time rose to 92%.", {"health", "timeliness"}),
        ("Attendance at primary schools was 96%.", {"education"}),
        ("Of our care leavers 55% are in education, employment or training.", {"care_leavers"}),
        ("Twelve children went missing in May.", {"exploitation_missing"}),
        ("Fewer families stepped down to early help.", {"early_help"}),
        ("Care proceedings took 41 weeks on average.", {"courts", "timeliness"}),
        ("Because of the lockdown fewer visits were made.", {"covid"}),
        ("Small numbers of children make this measure swing.", {"small_numbers"}),
        ("Numbers fall as schools close for the summer holidays.", {"seasonality"}),
        ("Some records were entered retrospectively after the new system came in.", {"data_quality"}),
        ("An action plan has been agreed.", {"improvement"}),
        ("Audits show that thresholds are well understood.", {"practice"}),
        ("What can members do to support foster carers?", {"scrutiny_question", "placements"}),
        ("The committee is asked to note the report.", {"scrutiny_question"}),
        ("One in five referrals had been repeated within a year.", {"repeat_involvement"}),
        ("Members queried the figure for May.", {"scrutiny_question"}),
        ("Three in ten posts were vacant.", {"workforce"}),
        ("Children were seen within one day.", {"timeliness"}),
        ("Foster carer recruitment was slow.", {"placements"}),
        ("The report has four parts.", set()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_sentence_has_the_themes_that_its_words_name(tagger: ThemeTagger, text: str, expected: set[str]) -> None:
    assert themes(tagger, sentences(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The panel adopted the new strategy.",
        "Data on this are missing.",
        "The service supports children of all ages.",
        "It was the first time that this was said.",
    ],
)
def test_words_that_only_look_like_a_theme_are_none(tagger: ThemeTagger, text: str) -> None:
    assert themes(tagger, sentences(text)) == [set()]


def test_the_heading_gives_the_subject(tagger: ThemeTagger) -> None:
    assert themes(tagger, sentences("Performance was 74% in May.", heading="Care leavers")) == [{"care_leavers"}]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Children in care and care leavers", set()),
        ("Children, young people and education", set()),
        ("Care leavers", {"care_leavers"}),
        ("Attendance of children in care", {"education"}),
        ("Recruitment and retention of social workers", {"workforce"}),
    ],
)
def test_a_heading_that_lists_several_subjects_names_none(
    tagger: ThemeTagger, heading: str, expected: set[str]
) -> None:
    assert themes(tagger, sentences("Performance was 74% in May.", heading=heading)) == [expected]


def test_a_sentence_that_goes_on_keeps_the_themes_of_the_one_before(tagger: ThemeTagger) -> None:
    found = sentences("Re-referrals fell to 17%.", "This is below the national average.", "The paper ends here.")
    assert themes(tagger, found) == [{"repeat_involvement"}, {"repeat_involvement"}, set()]


def test_a_new_heading_ends_what_was_carried(tagger: ThemeTagger) -> None:
    first, second = sentences("Re-referrals fell to 17%.", "This is below the average.")
    moved = replace(second, passage=replace(second.passage, heading="Overview"))
    assert themes(tagger, [first, moved]) == [{"repeat_involvement"}, set()]


def test_a_definition_has_the_theme_of_its_subject_only(tagger: ThemeTagger) -> None:
    text = "A contact is screened against the threshold, which partners have agreed, within 1 working day."
    assert themes(tagger, sentences(text, kind=PassageKind.DEFINITION)) == [{"timeliness"}]


def test_a_section_that_every_paper_has_is_about_none(tagger: ThemeTagger) -> None:
    text = "Decision making pays regard to health needs."
    assert themes(tagger, sentences(text, heading="Equality duty")) == [set()]


def test_a_sentence_has_three_themes_at_most_and_says_what_earned_them(tagger: ThemeTagger) -> None:
    text = "Delays in court, agency staff, school attendance, dental checks and adoption were all discussed."
    mentions = tagger.tag(sentences(text))
    assert len(mentions) == 3
    assert all(0.5 <= m.score <= 1 and m.words.split("; ")[0].strip("@") for m in mentions)


def test_every_row_names_a_theme_and_can_match() -> None:
    known = {row["theme"] for row in rows("themes.csv")} | {"*"}
    phrases = rows("theme_phrases.csv")
    assert {row["theme"] for row in phrases} <= known
    assert {row["phrase"][1:] for row in phrases if row["phrase"].startswith("@")} <= known
    assert len({(row["theme"], row["phrase"]) for row in phrases}) == len(phrases)


def test_a_sentence_costs_the_same_however_many_there_are(
    tagger: ThemeTagger, calls_of: Callable[[Callable[[], object]], int]
) -> None:
    text = "The number of children with a plan rose to 41 in May, above the average (38)."
    few, many = (sentences(*[text] * number) for number in (100, 1000))
    assert calls_of(lambda: tagger.tag(many)) < 12 * calls_of(lambda: tagger.tag(few))
