"""Whether performance gets better or worse: by what is good for the measure, not by up and down."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nlp.tone import ToneReader
from records.page import Box
from records.reading import Tone
from records.table import Passage, PassageKind, Sentence

DATA = Path(__file__).resolve().parents[2] / "data" / "catalogue"


@pytest.fixture(scope="module")
def reader() -> ToneReader:
    with (DATA / "tone_words.csv").open(newline="", encoding="utf-8") as file:
        return ToneReader(csv.DictReader(file))


def sentences(*texts: str, heading: str | None = None, kind: PassageKind = PassageKind.PARAGRAPH) -> list[Sentence]:
    box = Box(0, 0, 1, 1)
    return [Sentence(n, Passage(1, n, heading, kind, text, box), 0, text) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Visits in time rose from 90% to 94%.", Tone.BETTER),
        ("Visits in time fell from 94% to 90%.", Tone.WORSE),
        ("Re-referrals fell from 19% to 13%.", Tone.BETTER),
        ("Re-referrals are above the national average (22%).", Tone.WORSE),
        ("Average caseloads increased to 19.", Tone.WORSE),
        ("Absence fell to 4% but is above the national average.", Tone.MIXED),
        ("Reviews in time are at 97%, above target, and higher than last year.", Tone.BETTER),
        ("The timeliness of visits has remained stable at 95%.", Tone.STABLE),
        ("Caseloads in other teams are steady.", Tone.STABLE),
        ("Timeliness was poor and remains a challenge.", Tone.WORSE),
        ("No exclusions were recorded.", Tone.BETTER),
        ("The number of contacts rose to 410.", Tone.NONE),
        ("The number of referrals is above that of May.", Tone.NONE),
        ("Visits in time stood at 87.6%, against a target of 85%.", Tone.BETTER),
        ("Visits in time: 82% (target 85%).", Tone.WORSE),
        ("Visits in time rose to 82% against the target of 85%.", Tone.MIXED),
        ("Reviews in time remain low at 61%.", Tone.WORSE),
        ("The rate of children in need remains low at 210.", Tone.NONE),
        ("How can timeliness be improved?", Tone.NONE),
        ("It is expected that timeliness will improve.", Tone.NONE),
        ("The improvement plan was published.", Tone.NONE),
        ("The report has four parts.", Tone.NONE),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_tone_follows_the_polarity_of_the_measure(reader: ToneReader, text: str, tone: Tone) -> None:
    assert reader.tones(sentences(text)) == [tone]


def test_a_sentence_that_goes_on_has_the_measure_of_the_one_before(reader: ToneReader) -> None:
    found = sentences("Re-referrals were 17% in May.", "This is below the national average (22%).")
    assert reader.tones(found) == [Tone.NONE, Tone.BETTER]


def test_the_polarity_that_its_figures_were_named_with_goes_first(reader: ToneReader) -> None:
    found = sentences("Performance rose to 41% in May.")
    assert [reader.tones(found, polarities={0: p})[0] for p in ("high", "low", "neutral")] == [
        Tone.BETTER,
        Tone.WORSE,
        Tone.NONE,
    ]


@pytest.mark.parametrize("kind", [PassageKind.DEFINITION, PassageKind.QUESTION])
def test_definitions_and_questions_have_no_tone(reader: ToneReader, kind: PassageKind) -> None:
    assert reader.tones(sentences("Visits in time rose to 94%.", kind=kind)) == [Tone.NONE]


def test_a_section_that_judges_no_performance_has_no_tone(reader: ToneReader) -> None:
    assert reader.tones(sentences("A strong and positive duty.", heading="Equality duty")) == [Tone.NONE]
