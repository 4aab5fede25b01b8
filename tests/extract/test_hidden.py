from __future__ import annotations

from pathlib import Path

import pytest

from extract.glyphs import Letter, Run, Style
from extract.hidden import Evidence, visible
from extract.pdf import open_pdf
from extract.redactions import Cover
from records.page import Box, Page, Word

PAGES = Path(__file__).parents[1] / "pages" / "hidden"
CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
WHOLE = "Plans rose from 42 in June to 57 in July."
MARKED = "Plans rose from █ in June to 57 in July."
GONE = "Plans rose from in June to 57 in July."


def read(name: str) -> Page:
    with open_pdf(PAGES / f"{name}.pdf") as pdf:
        return pdf.page(1)


def text(page: Page) -> str:
    return " ".join(word.text for word in page.words)


@pytest.mark.parametrize(
    "name",
    [
        "black_box",
        "grey_box",
        "white_box",
        "many_boxes",
        "image_over",
        "box_in_form",
        "text_in_form",
        "black_multiply",
        "thick_stroke",
        "shading_over",
        "square_annotation",
        "redaction_not_applied",
        "black_on_black",
        "text_taken_away",
        "ocr_layer_blacked_out",
        "rounded_box",
        "turned_page",
        "offset_page",
    ],
)
def test_a_redacted_figure_becomes_a_mark(name: str) -> None:
    page = read(name)
    words = sorted(page.words, key=lambda word: word.box.top if name == "turned_page" else word.box.x0)
    assert " ".join(word.text for word in words) == MARKED
    assert [redaction.kind for redaction in page.redactions] == ["black box"]
    mark = next(word for word in page.words if word.text == "█")
    assert page.redactions[0].box.holds(*mark.box.centre)


@pytest.mark.parametrize(
    "name",
    ["white_on_white", "off_the_page", "layer_switched_off", "clipped_away", "invisible_text", "under_furniture"],
)
def test_what_nobody_was_to_notice_is_dropped_without_a_mark(name: str) -> None:
    page = read(name)
    assert (text(page), page.redactions) == (GONE, ())


@pytest.mark.parametrize(
    "name",
    [
        "highlighter",
        "see_through_box",
        "highlight_annotation",
        "ground_painted_before",
        "box_clipped_away",
        "struck_through",
        "shadow_under_copy",
        "ocr_layer",
    ],
)
def test_what_can_be_seen_stays(name: str) -> None:
    page = read(name)
    words = sorted(page.words, key=lambda word: word.box.x0)
    assert (" ".join(word.text for word in words), page.redactions) == (WHOLE, ())


def test_the_rest_of_a_word_stays_around_its_mark() -> None:
    assert "from (█), in" in text(read("black_box_in_brackets"))


def test_a_text_layer_under_a_scan_is_told_from_printed_text() -> None:
    assert (read("ocr_layer").method, read("black_box").method) == ("ocr", "text")


def line(*words: str, order: int = 1, colour: str = "#000000") -> list[Run]:
    """Words of Courier in a row, at 10 points."""
    runs, x = [], 50.0
    for word in words:
        box = Box(x, 92.0, x + 6 * len(word), 102.0)
        runs.append(Run(Word(word, box, 100.0, 10.0, order=order), Style(order=order, colour=colour)))
        x = box.x1 + 6
    return runs


def letters(run: Run) -> list[Letter]:
    box = run.word.box
    return [
        Letter(sign, Box(box.x0 + 6 * place, box.top, box.x0 + 6 * place + 6, box.bottom), run.style)
        for place, sign in enumerate(run.word.text)
    ]


SHEET = Box(0, 0, 500, 700)


@pytest.mark.parametrize(
    ("cover", "answer"),
    [
        (Cover(Box(73, 90, 125, 104), 2, "#000000"), "was █ in May"),
        (Cover(Box(73, 90, 125, 104), 0, "#cccccc"), "was 12 of 45 in May"),  # painted before the words
        (Cover(Box(73, 101, 125, 104), 2, "#000000"), "was 12 of 45 in May"),  # an underline
        (Cover(Box(10, 20, 490, 690), 2, "#ffffff"), ""),  # a page-wide sheet of paper over old text
        (Cover(Box(10, 20, 490, 690), 2, "#000000"), "█"),
    ],
    ids=["over", "under", "underline", "paper", "all black"],
)
def test_one_area_gives_one_mark_for_all_it_hides_on_a_line(cover: Cover, answer: str) -> None:
    seen = visible(line("was", "12", "of", "45", "in", "May"), [cover], SHEET, Evidence(letters))
    assert " ".join(word.text for word in seen.words) == answer


def test_a_label_on_a_redaction_stands_in_place_of_the_mark() -> None:
    cover = Cover(Box(73, 90, 125, 104), 2, "#000000")
    label = Run(Word("[withheld]", Box(75, 92, 125, 102), 100.0, 8.0, order=3), Style(order=3, colour="#ffffff"))
    seen = visible([*line("was", "12", "of", "45", "in", "May"), label], [cover], SHEET, Evidence(letters))
    assert [word.text for word in seen.words] == ["was", "in", "May", "[withheld]"]
    assert len(seen.redactions) == 1


def test_a_run_of_x_is_a_redaction_and_stays_a_word() -> None:
    seen = visible(line("was", "XXXX", "in", "May"), [], SHEET, Evidence(letters))
    assert [word.text for word in seen.words] == ["was", "XXXX", "in", "May"]
    assert [redaction.kind for redaction in seen.redactions] == ["run of X"]


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus beside the project is not here")
def test_the_hidden_digits_of_barnsley_are_in_no_word() -> None:
    with open_pdf(CORPUS / "barnsley-2022-07.pdf") as pdf:
        second, third = pdf.page(2), pdf.page(3)
    assert "increasing from █ in June" in text(second)
    assert "last 12 months (█)." in text(second)
    assert "reduced from 10 to █ at the end of July" in text(third)
    assert [len(page.redactions) for page in (second, third)] == [2, 1]
    assert "7 CYP" in text(second) and "(16.1%)" in text(second)
