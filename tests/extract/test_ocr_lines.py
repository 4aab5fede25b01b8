"""Lines as OCR gives them, and the words and headings that a person sees in them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from extract.ocr_lines import PrintedWords, spread, underlines, with_headings
from records.page import Box, Word


def one_part(text: str) -> list[tuple[str, float, float]]:
    return [(text, 0.0, 10.0 * len(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("rose to13.1%in November", "rose to 13.1% in November"),
        ("neighbour(39%)and national", "neighbour (39%) and national"),
        ("over 12months and 45days", "over 12 months and 45 days"),
        ("ScrutinyPanel", "Scrutiny Panel"),
        (".Plans closed", "Plans closed"),
        ("xxxxxxxx", "XXXXXXXX"),
        ("S47 and COVID19 on the 11th of May", "S47 and COVID19 on the 11th of May"),
        ("McDonald, iPads, 4.5k and 0-18", "McDonald, iPads, 4.5k and 0-18"),
    ],
)
def test_blanks_that_were_overlooked_are_put_in(text: str, words: str) -> None:
    assert [word for word, _, _ in spread(text, one_part(text))] == words.split()


def test_a_word_that_the_engine_cut_is_one_again_and_keeps_its_place() -> None:
    found = spread("3. Decisions", [("3.", 0, 20), ("Deci", 30, 70), ("sions", 70, 120)])
    assert found == [("3.", 0, 20), ("Decisions", 30, 120)]


def test_where_line_and_parts_differ_the_parts_count() -> None:
    assert [word for word, _, _ in spread("Plans 4?", [("Plans", 0, 50), ("42", 60, 80)])] == ["Plans", "42"]


def line(text: str, baseline: float, left: float = 50.0) -> PrintedWords:
    words, x = [], left
    for word in text.split():
        words.append(Word(word, Box(x, baseline - 9, x + 5 * len(word), baseline + 2), baseline, 9.0))
        x += 5 * len(word) + 4
    return PrintedWords(tuple(words))


PARAGRAPH = (
    "The number of referrals rose to 229 in November, which is",
    "above the average of the last twelve months (218).",
)
LONG = ("Contacts that came from schools, health visitors and from the", "police were as many as in October.")


def headings(*lines: PrintedWords) -> list[str]:
    return [one.text for one in with_headings(lines) if all(word.bold for word in one.words)]


@pytest.mark.parametrize(
    ("heading", "is_one"),
    [
        ("Referrals", True),
        ("3. What the committee is asked to agree", True),
        ("Section 47 enquiries", True),
        ("in November.", False),
        ("Report by: A. Person", False),
        ("The number of assessments in November have decreased slightly", False),
    ],
)
def test_a_short_line_with_room_above_a_sentence_is_a_heading(heading: str, is_one: bool) -> None:
    lines = [
        line(LONG[0], 100),
        line(LONG[1], 114),
        line(heading, 140),
        line(PARAGRAPH[0], 154),
        line(PARAGRAPH[1], 168),
    ]
    assert headings(*lines) == ([heading] if is_one else [])


def test_the_last_line_of_a_paragraph_is_none() -> None:
    lines = [line(LONG[0], 100), line("Assessments", 114), line(PARAGRAPH[0], 128), line(PARAGRAPH[1], 142)]
    assert headings(*lines) == []


def test_items_of_a_numbered_list_are_none() -> None:
    lines = [
        line(LONG[0], 100),
        line("1. Agree the plan", 126),
        line("2. Note the report", 152),
        line("3. Ask again", 178),
    ]
    assert headings(*lines) == []


@pytest.mark.parametrize("lean", [0.0, 1.0])
def test_underlining_is_found_in_the_picture(lean: float) -> None:
    image = Image.new("L", (600, 200), "white")
    draw = ImageDraw.Draw(image)
    draw.line((100, 104, 300, 104), fill="black", width=2)
    pixels = np.asarray(image.rotate(lean, fillcolor="white", center=(200, 100)))
    underlined, plain = line("Early help", 50, left=51), line("Contacts", 80)
    (rule,) = underlines([underlined, plain], pixels, 2.0)
    assert (rule.box.x0, rule.box.x1) == (underlined.x0, underlined.x1)
    assert 50 < rule.box.top < 54
