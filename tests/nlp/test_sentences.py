"""Sentences out of passages: boundaries that survive the short forms and lists of council papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from nlp.language import build, sentence_starts
from nlp.sentences import sentences_of
from records.page import Box
from records.table import Passage, PassageKind

BOX = Box(0, 0, 100, 10)


def passage(text: str, kind: PassageKind = PassageKind.PARAGRAPH, heading: str | None = None) -> Passage:
    return Passage(1, 0, heading, kind, text, BOX)


def split(text: str) -> list[str]:
    return [sentence.text for sentence in sentences_of([passage(text)])]


@pytest.mark.parametrize(
    "text",
    [
        "The No. of S47. enquiries rose to 41.",
        "Requests came from partners, e.g. Police and schools.",
        "Our rate vs. Statistical neighbours is low.",
        "Enquiries under s. 47 rose to 12 in May.",
        "The no. of plans (incl. Transfers) fell.",
        "Timeliness was 92.5% in approx. 40 cases.",
        "Assessments fell in Nov. 2021 to 300.",
        "Cllr. Smith chairs the panel.",
        "J. Smith chairs the panel.",
        "See para. 3 of the L.C.S. Report.",
        "XXXXXXXX . XXXXXXX",
        "How many were late?",
        "Schools (primary, secondary etc.) are closed.",
    ],
)
def test_these_stay_one_sentence(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Plans fell to 41.", "Visits rose to 77."],
        ["Plans fell in May.", "41 were open at its end."],
        ["Fewer led to an S47.", "The rate is low."],
        ["The measure is (A2).", "It is met."],
        ["Plans fell in May 21.", "(12 of them were new.)", "It is a low."],
        ["Why is that?", "How can it be mended?"],
        ["He said “plans fell.”", "They did."],
        ["Schools, courts, police etc.", "The panel met."],
        ["Performance is 91.8%.", "Target: 95%."],
        ["There were none in Q3.", "12 came in Q4."],
        ["XXXXXXX XXX.", "The average is 36.2 weeks."],
        ["The answer is no.", "The panel agreed."],
    ],
    ids=lambda sentences: sentences[0],
)
def test_these_are_several_sentences(sentences: list[str]) -> None:
    assert split(" ".join(sentences)) == sentences


def test_a_lost_space_does_not_hide_a_boundary() -> None:
    assert split("We saw fewer plans.The rate fell.") == ["We saw fewer plans.", "The rate fell."]


def test_a_list_items_bullet_or_number_is_no_part_of_its_sentence() -> None:
    assert split("• Plans fell. • Visits rose.") == ["Plans fell.", "Visits rose."]
    assert split("12. Plans fell. Visits rose.") == ["Plans fell.", "Visits rose."]
    assert split("a) Note the report.") == ["Note the report."]
    assert split("6 plans fell.") == ["6 plans fell."]
    assert split("4.2 Plans fell.") == ["Plans fell."]
    assert split("98.4 per cent of plans fell.") == ["98.4 per cent of plans fell."]


def test_a_notes_label_that_its_heading_holds_is_no_part_of_its_sentence() -> None:
    note = passage("Data note: Figures are provisional.", PassageKind.NOTE, "CONTACTS | Data note")
    assert [sentence.text for sentence in sentences_of([note])] == ["Figures are provisional."]


def test_a_sentence_is_its_passages_text_between_its_offsets_and_is_numbered_over_the_document() -> None:
    passages = [passage("• Plans fell.  Visits rose."), passage("It is a low.")]
    found = sentences_of(passages, first=5)
    assert [sentence.number for sentence in found] == [5, 6, 7]
    assert all(s.passage.text[s.start : s.end] == s.text for s in found)


def test_text_without_letters_or_figures_is_no_sentence() -> None:
    assert split("– –") == []
    assert split("█") == ["█"]


def test_a_sentence_of_twenty_thousand_characters_costs_no_more_than_its_length(
    calls_of: Callable[[Callable[[], object]], int],
) -> None:
    text = "plans fell to 41 (12.5%), " * 800
    assert len(split(text)) == 1
    assert calls_of(lambda: split(text)) < 2.5 * calls_of(lambda: split(text[: len(text) // 2]))


def test_tokens_of_the_sector_stay_whole() -> None:
    doc = build()("No. of S47s in Q3 of 2018/19 per 10k")
    assert [token.text for token in doc] == ["No.", "of", "S47s", "in", "Q3", "of", "2018/19", "per", "10k"]


def test_boundaries_are_known_without_tokens_too() -> None:
    assert list(sentence_starts("Plans fell. Visits rose.")) == [12]


def test_a_bare_number_counts_a_paragraph_only_where_others_near_are_counted_on() -> None:
    counted = ["3 Plans fell to 210.", "Of these 12 were new.", "4 Reviews in time were 91%."]
    assert [one.text for one in sentences_of([passage(text) for text in counted])] == [
        "Plans fell to 210.",
        "Of these 12 were new.",
        "Reviews in time were 91%.",
    ]
    alone = ["12 Special Guardianship Orders were made.", "5 Reviews were late."]
    assert [one.text for one in sentences_of([passage(text) for text in alone])] == alone
