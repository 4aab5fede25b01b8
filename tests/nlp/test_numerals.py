"""Which numerals of a sentence are figures, and why the others are none."""

import pytest

from nlp.marks import NUMERAL
from nlp.numerals import read_marks

FIGURES = [
    ("The share rose to 27.4% in the month.", ["27.4%"]),
    ("A total of 1,245 contacts came in.", ["1,245"]),
    ("It stood at 92.1 per cent.", ["92.1 per cent"]),
    ("Reviews in time were 75% (45/60).", ["75%"]),
    ("Reviews in time were 75% (45 children).", ["75%"]),
    ("In March 80% (40) moved on and 20% (10) stayed.", ["80%", "20%"]),
    ("Of the plans 55% (1,210) were reviewed.", ["55%"]),
    ("61% of children who left were boys (58), as before.", ["61%"]),
    ("It moved from 94% (96) in June.", ["94%", "96"]),
    ("Of this figure 410 had a plan.", ["410"]),
    ("98.4 per cent of reviews were held in time.", ["98.4 per cent"]),
    ("Approximately 96% were seen.", ["96%"]),
    ("It was above the target of no more than 18.", ["18"]),
    ("It is 68 fewer than the 326 of last March.", ["68", "326"]),
    ("The share lay between 82% and 91%.", ["82%", "91%"]),
    ("One in five left care to a relative.", ["One in five"]),
    ("Matches took 412.5 days against a target of 120 days.", ["412.5", "120"]),
    ("It remained above the 18% target.", ["18%"]),
    ("Open cases fell from █ in June to 12 in July.", ["█", "12"]),
    ("Over 700 children are supported.", ["700"]),
    ("With more than 400 over 18 care leavers still in touch.", ["400"]),
    ("In 2023 1,000 children and 10,200 pupils were seen.", ["1,000", "10,200"]),
    ("Of 40 at level 85% passed.", ["40", "85%"]),
    ("7 children became subject to a plan.", ["7"]),
    ("2.There were 44 adoptions and a 6 month rate of 71%.", ["44", "71%"]),
    ("On average 2,023 contacts, 2021 referrals were open.", ["2,023", "2021"]),
    ("45 children in family hubs and 30 young people at two centres were seen.", ["45", "30"]),
]

NO_FIGURES = [
    ("Under Section 47 of the Children Act 1989 an enquiry was made.", {"a reference to a law, form or guideline"}),
    ("Young people aged 16 and 17 were asked.", {"an age"}),
    ("Assessments are due within 45 working days.", {"a time limit"}),
    ("Children with three placements or 2 or more moves are counted.", {"the wording of a definition"}),
    ("The panel met on 14/03/2021 at 10:30am.", {"a date", "a time of day"}),
    ("Costs of £1.2m are set out on page 14.", {"money", "a reference within the paper"}),
    ("Performance fell below 81% again.", {"a bound, not a value"}),
    ("The rate is per 10,000 children.", {"the base of a rate"}),
    ("There were care leavers (16 +) in the town.", {"an age"}),
    ("Numbers rose to 420 plus in the spring.", {"a bound, not a value"}),
    ("It is always in the high 80%s.", {"a bound, not a value"}),
    ("Placement Sufficiency Statement 2023", {"a year"}),
    ("The plan covered 2019 to 2022.", {"a year"}),
    ("We are among the worst 9% of the country.", {"a rank"}),
    ("The council ranked 12/151 for it.", {"a rank"}),
    ("For the 9th month Covid-19 had an effect.", {"an ordinal", "a name with a number in it"}),
    ("The 20 week statutory timescale applies.", {"a time limit"}),
    ("Members asked whether 3 weeks was enough.", {"a span of time"}),
    ("The average age of a carer is 54.", {"an age"}),
    ("The line was open between 10 and 14 May.", {"a date"}),
    ("The Panel meets 5 times a year.", {"a count of what no measure counts"}),
    ("There are 14 teams and 3 children's homes.", {"a count of what no measure counts"}),
    ("It is item number 7.", {"a reference within the paper"}),
    ("The session ran 1.15-2.45 p.m. on March 3, 2021.", {"a time of day", "a date"}),
    ("See Chart 4 and Figure 5 in the attached slides.", {"a reference within the paper"}),
    ("Ref: 812/3401 (Item ABC 12)", {"a reference within the paper"}),
    ("As for 3.b. above, none.", {"a list number"}),
    ("Ring 01234 567890 for more.", {"a telephone number"}),
    ("Ask Ann Other (0123 45 67890) or 020 1234 5678 x90123.", {"a telephone number"}),
    ("5.1.", {"a paragraph or list number"}),
    ("4 The Board met the team.", {"a paragraph or list number"}),
    ("12 Annual report of the fostering service PDF 210 KB", {"the number of an agenda item", "the size of a file"}),
    ("Agenda item - Fostering (19.05) and 4 more - Anyshire Council", {"the title of a page"}),
    ("Care Leavers' Report (18.30)", {"a time of day"}),
    ("Further to minute CPB/14/27, see pages 19-54 and ‘Agenda Item 8’.", {"a reference within the paper"}),
    ("She spoke under Standing Order 25(1) and Procedure Rule 12.", {"a reference to a law, form or guideline"}),
    ("Progress 8, Attainment 8 and Key Stages 2 and 4 differ.", {"a name with a number in it"}),
    ("Levels 2 and 3 of the service are for Years 10 and 11.", {"a name with a number in it"}),
    ("Pupils with GCSEs at 9-5 did well.", {"the grades of an examination"}),
    ("It is second (out of 145).", {"a rank"}),
    ("Inspectors judged 5 of the 12 standards to be good.", {"a count of what no measure counts"}),
    ("31 Residential provision pdf icon PDF 58 KB", {"the number of an agenda item", "the size of a file"}),
    ("It ran 24/7 on 13/14th July.", {"a time of day", "a date"}),
    ("It helps families with a child aged 0-19, up to 24 for those with a plan.", {"an age"}),
    (
        "There are 8 family hubs, 5 permanent heads of service and 12-15 staff members.",
        {"a count of what no measure counts"},
    ),
    ("It hears 5 or 6 cases each day.", {"how often something is done"}),
    ("Those who leave care at 18, children between 5 and 16, and 8 to 17-year-olds.", {"an age"}),
    ("It was predicted that between 360 and 400 children would come into care.", {"a forecast"}),
    ("Some 12 carers will begin in June.", {"a forecast"}),
    ("No worker had more than 25 cases.", {"a bound, not a value"}),
    ("It should be over 90 cases.", {"a bound, not a value"}),
]


@pytest.mark.parametrize(("text", "figures"), FIGURES, ids=[text for text, _ in FIGURES])
def test_figures_are_found_as_printed(text: str, figures: list[str]) -> None:
    assert [text[mark.start : mark.end] for mark in read_marks(text).figures] == figures


@pytest.mark.parametrize(("text", "reasons"), NO_FIGURES, ids=[text for text, _ in NO_FIGURES])
def test_a_numeral_that_is_no_figure_has_its_reason(text: str, reasons: set[str]) -> None:
    marks = read_marks(text)
    assert not marks.figures
    assert {masked.reason for masked in marks.masked} == reasons


@pytest.mark.parametrize("text", [text for text, _ in [*FIGURES, *NO_FIGURES]])
def test_every_numeral_has_exactly_one_outcome(text: str) -> None:
    marks = read_marks(text)
    outcomes = [span for mark in marks.figures for span in mark.numerals] + [(m.start, m.end) for m in marks.masked]
    assert sorted(outcomes) == [hit.span() for hit in NUMERAL.finditer(text)]


def test_a_fraction_beside_its_share_is_its_numerator_and_denominator() -> None:
    (share,) = read_marks("Of the cohort 75% (45 of 60) were in work.").figures
    assert (share.numerator, share.denominator) == (45, 60)


def test_a_line_of_crosses_is_a_redacted_sentence_and_no_figure() -> None:
    assert not read_marks("XXXXXXXX XXXX XXXXXXXXX XX XXXXX.").figures
