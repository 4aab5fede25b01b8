from __future__ import annotations

import re
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from extract import pdf as pdf_module
from extract.legible import NO_MAP, SCAN, picture_problem, text_problem
from extract.pdf import PdfError, facts_of_broken, open_pdf
from records.page import Bookmark, Box, Page, Picture, Word

PAGES = Path(__file__).parents[1] / "pages" / "hidden"
CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus beside the project is not here")


def read(path: Path, number: int = 1) -> Page:
    with open_pdf(path) as pdf:
        return pdf.page(number)


def word(page: Page, text: str) -> Word:
    return next(word for word in page.words if word.text == text)


def test_a_word_stands_where_a_reader_sees_it() -> None:
    page = read(PAGES / "highlighter.pdf")
    june = word(page, "June")
    assert (page.width, page.height, page.rotation) == (595, 842, 0)
    # 22 letters of Courier at 12 points, 7.2 points wide each, stand before it; the baseline is 700 from the foot.
    assert june.box.x0 == pytest.approx(72 + 22 * 7.2, abs=0.1)
    assert june.box.x1 == pytest.approx(72 + 26 * 7.2, abs=0.1)
    assert (june.baseline, june.size, june.turn, june.bold) == (pytest.approx(142), 12, 0, False)
    assert june.box.top < june.baseline <= june.box.bottom


def test_a_turned_page_is_read_as_displayed() -> None:
    page = read(PAGES / "turned_page.pdf")
    plans = word(page, "Plans")
    assert (page.width, page.height, page.rotation) == (842, 595, 90)
    # What ran left to right now runs down, at the side where the page's head was.
    assert plans.turn == 270
    assert plans.baseline == pytest.approx(700)
    assert plans.box.top == pytest.approx(72, abs=0.1)
    assert plans.box.bottom == pytest.approx(72 + 5 * 7.2, abs=0.1)


def test_boxes_are_counted_from_the_visible_corner() -> None:
    page = read(PAGES / "offset_page.pdf")
    assert (page.width, page.height) == (575, 812)  # the CropBox
    assert word(page, "Plans").box.x0 == pytest.approx(72 - 20, abs=0.1)
    assert word(page, "Plans").baseline == pytest.approx(842 - 700)


def test_letters_of_turned_text_are_joined_to_words() -> None:
    page = read(PAGES / "turned_letters.pdf")
    assert [(word.text, word.turn) for word in page.words] == [
        ("Plans", 90),
        ("rose", 90),
        ("from", 90),
        ("42", 90),
        ("to", 270),
        ("57", 270),
    ]


def test_a_footnote_mark_is_no_digit_of_its_figure() -> None:
    assert [word.text for word in read(PAGES / "footnote_mark.pdf").words] == ["Plans:", "42", "1"]


def test_fills_have_their_colour_and_place_in_painting_order() -> None:
    page = read(PAGES / "ground_painted_before.pdf")
    (fill,) = page.fills
    assert fill.colour == "#333399"
    assert fill.order < word(page, "42").order
    assert fill.box.holds(*word(page, "42").box.centre)


def test_rounded_boxes_are_fills_and_dots_are_drawings_with_a_colour() -> None:
    page = read(PAGES / "pill_and_dot.pdf")
    assert [fill.colour for fill in page.fills] == ["#00b04f", "#9999ff"]  # the second is blue, seen through
    assert [(picture.kind, picture.colour) for picture in page.pictures] == [("drawing", "#ff0000")]


def test_a_stroke_and_a_thin_box_are_rules() -> None:
    (rule,) = read(PAGES / "struck_through.pdf").rules
    assert rule.level and rule.colour == "#000000"
    assert rule.box.top == rule.box.bottom == pytest.approx(842 - 704)
    assert rule.box.width == pytest.approx(14.4)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("empty.pdf", b"", "empty.pdf is empty (0 bytes); download it again."),
        (
            "page.pdf",
            b"<!DOCTYPE html><html><body>Not found</body></html>",
            "page.pdf is a web page saved under the name of a PDF; download the PDF itself.",
        ),
        ("notes.pdf", b"Dear all,", "notes.pdf is not a PDF, whatever its name says; download it again."),
        (
            "half.pdf",
            b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
            "half.pdf is cut short or damaged and its pages cannot be found; download it again.",
        ),
    ],
)
def test_a_broken_file_says_what_is_wrong_and_what_to_do(tmp_path: Path, name: str, content: bytes, error: str) -> None:
    (tmp_path / name).write_bytes(content)
    facts = facts_of_broken(tmp_path / name)
    assert (facts.error, facts.pages, facts.bytes) == (error, 0, len(content))
    with pytest.raises(PdfError):
        open_pdf(tmp_path / name)


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    gone = tmp_path / "gone.pdf"
    assert facts_of_broken(gone).error == f"there is no such file as {gone}; check the spelling."
    (tmp_path / "papers").mkdir()
    assert facts_of_broken(tmp_path / "papers").error == "papers is a folder; name a PDF in it."


@needs_corpus
def test_an_encrypted_file_asks_for_an_open_copy_and_opens_with_its_password() -> None:
    path = CORPUS / "encrypted.pdf"
    assert facts_of_broken(path).error == (
        "encrypted.pdf is encrypted and needs a password; ask the council for an open copy."
    )
    with open_pdf(path, "scrutiny") as pdf:
        assert (pdf.facts.pages, pdf.facts.producer) == (5, "LibreOffice 7.4")
        assert len(pdf.page(1).words) > 100


def with_outline(path: Path) -> Path:
    """Three bookmarks on two levels: the second lies within the first, the third points nowhere."""
    canvas = Canvas(str(path))
    for name in ("first", "second", "third"):
        canvas.bookmarkPage(name)
        canvas.drawString(72, 700, name)
        canvas.showPage()
    for title, name, level in (("4 A report", "first", 0), ("Its appendix", "second", 1), ("5 Another", "third", 0)):
        canvas.addOutlineEntry(title, name, level)
    canvas.save()
    return path


def test_the_outline_is_read_in_a_viewers_order_and_what_points_nowhere_says_so(tmp_path: Path) -> None:
    path = with_outline(tmp_path / "pack.pdf")
    marks = [Bookmark("4 A report", 1, 0), Bookmark("Its appendix", 2, 1), Bookmark("5 Another", 3, 0)]
    with open_pdf(path) as pdf:
        assert list(pdf.facts.outline) == marks
    broken = re.sub(rb"/Dest [^/]*/(?:Fit|XYZ)[^/]*(?=/[^<>]*\(5 Another\))", b"/Dest (nowhere) ", path.read_bytes())
    (tmp_path / "broken.pdf").write_bytes(broken)
    with open_pdf(tmp_path / "broken.pdf") as pdf:
        assert [mark.page for mark in pdf.facts.outline] == [1, 2, None]


def test_an_outline_that_leads_back_to_itself_ends(tmp_path: Path) -> None:
    data = with_outline(tmp_path / "pack.pdf").read_bytes()
    first = re.search(rb"/First (\d+ 0 R)", data)
    assert first is not None
    (tmp_path / "circle.pdf").write_bytes(re.sub(rb"/Next \d+ 0 R", b"/Next " + first[1], data))
    with open_pdf(tmp_path / "circle.pdf") as pdf:
        assert len(pdf.facts.outline) <= 3


def test_a_long_file_is_opened_anew_and_reads_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "FRESH_AFTER", 1)
    with open_pdf(with_outline(tmp_path / "pack.pdf")) as pdf:
        assert [pdf.page(number).words[0].text for number in (1, 2, 3)] == ["first", "second", "third"]


def test_a_page_that_is_not_there_is_refused() -> None:
    with open_pdf(PAGES / "black_box.pdf") as pdf, pytest.raises(PdfError, match="no such page; the file has 1"):
        pdf.page(2)


def test_a_closed_file_is_refused() -> None:
    pdf = open_pdf(PAGES / "black_box.pdf")
    pdf.close()
    with pytest.raises(PdfError, match="is closed"):
        pdf.page(1)


@needs_corpus
def test_a_page_whose_font_has_no_map_gives_no_garbage() -> None:
    page = read(CORPUS / "no-unicode-map.pdf")
    assert (page.words, page.method, page.problem) == ((), "none", NO_MAP)


@needs_corpus
def test_a_scan_needs_ocr_and_a_blank_page_nothing() -> None:
    scan, blank = read(CORPUS / "barnsley-2020-11-scan.pdf"), read(CORPUS / "empty-page.pdf")
    assert (scan.words, scan.method, scan.problem) == ((), "none", SCAN)
    assert (blank.words, blank.method, blank.problem) == ((), "text", None)


@needs_corpus
def test_arrows_of_a_symbol_font_keep_their_code_and_font() -> None:
    page = read(CORPUS / "southampton-2021-01.pdf")
    arrows = [word for word in page.words if word.text in "\uf070\uf071"]
    assert arrows
    assert all(word.font for word in arrows)
    assert not word(page, "Indicator").font


def plain(*texts: str) -> list[Word]:
    return [Word(text, Box(0, 0, 1, 1), 1, 10) for text in texts]


@pytest.mark.parametrize(
    ("texts", "unmapped", "problem"),
    [
        (["Re-referrals", "within", "12", "months:", "21.4%", "(20%)", "G", "n/a", "–", "<5", "S47's"], 0, False),
        (["1-u;Ĺ-", "ƑƏƑƐĺ", "u;7", "|_;-", "ƑƏƐƖņƑƏ"], 20, True),
        (["qzx", "wrt", "bcd;f", "ghjk", "lmnp", "qrst", "vwxz", "bcdf", "ghk", "lmn", "pqr", "stv"], 0, True),
        ([], 0, False),
    ],
    ids=["a council's words", "no map", "wrong map", "nothing"],
)
def test_a_useless_text_layer_is_told_by_its_words(texts: list[str], unmapped: int, problem: bool) -> None:
    assert (text_problem(plain(*texts), 30, lambda: unmapped) is not None) == problem


@pytest.mark.parametrize(
    ("texts", "share", "problem"),
    [([], 1.0, True), (["Page", "12"], 1.0, True), (["Plans"] * 40, 1.0, False), ([], 0.2, False)],
    ids=["scan", "scan with a stamp", "words on a background", "blank with a logo"],
)
def test_a_picture_of_a_page_is_told_from_a_page_with_pictures(texts: list[str], share: float, problem: bool) -> None:
    pictures = [Picture(Box(0, 0, 100, 100 * share), "image")]
    assert (picture_problem(plain(*texts), pictures, Box(0, 0, 100, 100)) is not None) == problem
