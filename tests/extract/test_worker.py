from __future__ import annotations

import hashlib
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from extract import content as content_module
from extract import worker as worker_module
from extract.child import Child, ChildLostError, Question
from extract.desk import content_of
from extract.document import put_together
from extract.pdf import open_pdf
from extract.worker import Limits, read_document
from records.page import Page

PAGES = Path(__file__).parents[1] / "pages" / "hidden"
CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus beside the project is not here")


def pdf_of(path: Path, contents: list[str], kids: str | None = None, count: int | None = None) -> Path:
    """A PDF with one page for each content stream; `kids` and `count` say otherwise in its page tree."""
    first = 4
    numbers = [first + 2 * place for place in range(len(contents))]
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids or ' '.join(f'{number} 0 R' for number in numbers)}]"
        f" /Count {count or len(contents)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    for number, stream in zip(numbers, contents):
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        parts.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    data = "%PDF-1.7\n" + "".join(f"{number} 0 obj\n{part}\nendobj\n" for number, part in enumerate(parts, 1))
    path.write_text(data + f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\n%%EOF\n", encoding="latin-1")
    return path


def with_bookmark(path: Path, page: int) -> None:
    """Adds an outline of one entry to a PDF made by `pdf_of`."""
    data = path.read_text(encoding="latin-1")
    data = data.replace("/Type /Catalog", "/Type /Catalog /Outlines 900 0 R", 1)
    target = 4 + 2 * (page - 1)
    outline = (
        "900 0 obj\n<< /Type /Outlines /First 901 0 R /Last 901 0 R /Count 1 >>\nendobj\n"
        f"901 0 obj\n<< /Title (The next report) /Parent 900 0 R /Dest [{target} 0 R /Fit] >>\nendobj\n"
    )
    path.write_text(data.replace("trailer", outline + "trailer", 1), encoding="latin-1")


def says(text: str) -> str:
    return f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET"


EXPLODING = "0 0 m 1 1 l S " * 1_500_000
"""So many lines that PDFium needs more than the small limits of these tests."""


def test_a_document_is_read_page_by_page(tmp_path: Path) -> None:
    facts, contents = read_document(pdf_of(tmp_path / "two.pdf", [says("Plans 42"), says("Plans 57")]))
    assert (facts.pages, facts.error) == (2, None)
    assert [[word.text for word in content.page.words] for content in contents] == [["Plans", "42"], ["Plans", "57"]]


def test_a_page_over_its_memory_costs_that_page_only(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "boom.pdf", [says("Plans 42"), EXPLODING, says("Plans 57")])
    _, contents = read_document(path, limits=Limits(page_seconds=20, memory_bytes=400 << 20))
    before, exploded, after = (content.page for content in contents)
    assert [word.text for word in (*before.words, *after.words)] == ["Plans", "42", "Plans", "57"]
    assert (exploded.words, exploded.method, exploded.width) == ((), "none", 0)
    assert exploded.problem == (
        "it could not be read: the reader broke off, most likely over its limit of 400 MB; "
        "print this page to a new PDF in a viewer, or raise the limits"
    )


def test_a_page_over_its_time_is_given_up(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "slow.pdf", [EXPLODING])
    start = time.monotonic()
    _, (content,) = read_document(path, limits=Limits(page_seconds=0.3))
    assert time.monotonic() - start < 5
    assert content.page.problem is not None
    assert "it took longer than 0.3 seconds" in content.page.problem


def test_a_broken_report_in_the_middle_of_a_pack_costs_itself(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "pack.pdf", [says("Plans 42"), *[EXPLODING] * 6, says("Plans 57"), says("Plans 61")])
    with_bookmark(path, page=8)
    facts, contents = read_document(path, limits=Limits(page_seconds=20, memory_bytes=400 << 20))
    assert [mark.page for mark in facts.outline] == [8]
    assert [bool(content.page.words) for content in contents] == [True, *[False] * 6, True, True]
    assert "not tried, as the 5 pages before it" in str(contents[6].page.problem)


def test_pages_that_are_claimed_but_not_there_are_one_problem(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "loop.pdf", [says("Plans 42")], kids="4 0 R 2 0 R", count=30)
    facts, contents = read_document(path)
    assert (facts.pages, len(contents), len(contents[0].page.words)) == (1, 2, 2)
    assert contents[1].page.problem == (
        "the file claims 30 pages, but from this one on none is there; compare it with the published paper"
    )


def test_a_page_that_stands_twice_is_read_once_and_keeps_the_numbers(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "twice.pdf", [says("One"), says("Two")], kids="4 0 R 4 0 R 6 0 R", count=3)
    _, contents = read_document(path)
    assert [(content.page.number, len(content.page.words)) for content in contents] == [(1, 1), (2, 0), (3, 1)]
    assert contents[1].page.problem == "an earlier page of the file once more, which was read"


def test_a_page_tree_that_leads_back_to_itself_is_read_once_and_says_so(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "loop.pdf", [says("One"), says("Two")], kids=" ".join(["4 0 R 6 0 R"] * 5), count=10)
    facts, contents = read_document(path)
    assert (facts.pages, facts.repeated, len(contents)) == (2, 8, 2)
    (problem,) = put_together(facts, contents).problems
    assert (problem.place, problem.message) == (
        "loop.pdf",
        "its list of pages leads back to itself: it claims 10 pages, but the last 8 are earlier ones once more; "
        "each was read once, compare the file with the published paper",
    )


@pytest.mark.parametrize(
    ("frame", "size"),
    [
        ("[0 0 0 0]", (612, 792)),  # PDFium's own page where the file gives none
        ("[0 0 0 200]", (612, 792)),
        ("[0 0 10000 200]", (10000, 200)),
        ("[0 0 10000 10000]", (10000, 10000)),
        ("[-5000 -5000 5000 5000]", (10000, 10000)),
    ],
)
def test_a_page_of_any_size_is_read(frame: str, size: tuple[float, float], tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "odd.pdf", [says("Plans 42"), says("Plans 57")])
    path.write_text(path.read_text("latin-1").replace("[0 0 300 200]", frame, 1), "latin-1")
    _, (odd, other) = read_document(path)
    assert (odd.page.width, odd.page.height, odd.page.problem) == (*size, None)
    assert [[word.text for word in content.page.words] for content in (odd, other)] == [
        ["Plans", "42"],
        ["Plans", "57"],
    ]


def test_a_file_that_cannot_be_opened_gives_its_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    facts, contents = read_document(tmp_path / "empty.pdf")
    assert (facts.error, contents) == ("empty.pdf is empty (0 bytes); download it again.", ())


def test_a_file_that_no_child_could_open_stands_under_its_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise ChildLostError("it took longer than 60 seconds")

    monkeypatch.setattr(worker_module.Child, "ask", lost)
    path = pdf_of(tmp_path / "plans.pdf", [says("Plans 42")])
    facts, _ = read_document(path)
    assert facts.error is not None and "60 seconds" in facts.error
    assert facts.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_fault_in_finding_tables_costs_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(page: Page) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(content_module, "page_content", fails)
    with open_pdf(PAGES / "highlighter.pdf") as pdf:
        page = pdf.page(1)
    content = content_of(page)
    assert content.page.words == page.words
    assert content.page.problem == (
        "its words were read, its tables and passages not (ZeroDivisionError); report this file"
    )


def test_a_child_that_was_ended_is_known_to_be_lost() -> None:
    with Child(Limits()) as child:
        child.close()
        with pytest.raises(ChildLostError):
            child.ask(Question("open", (PAGES / "black_box.pdf", None)))


@needs_corpus
@pytest.mark.parametrize(
    ("name", "pages", "error"),
    [
        ("zero-byte.pdf", 0, "is empty (0 bytes)"),
        ("not-a-pdf.pdf", 0, "is a web page"),
        ("truncated.pdf", 0, "is cut short or damaged"),
        ("encrypted.pdf", 0, "is encrypted and needs a password"),
        ("page-loop.pdf", 1, None),  # a page tree that leads back to its root and claims 40 pages
        ("empty-page.pdf", 1, None),
        ("huge-page.pdf", 1, None),
    ],
)
def test_the_bad_files_of_the_corpus_end_within_limits(name: str, pages: int, error: str | None) -> None:
    facts, contents = read_document(CORPUS / name)
    assert (facts.pages, len(contents)) == (pages, pages)
    assert (error in facts.error if error and facts.error else facts.error is error) is True


@needs_corpus
def test_the_bomb_is_one_problem() -> None:
    _, (content,) = read_document(CORPUS / "bomb.pdf", limits=Limits(page_seconds=10, memory_bytes=400 << 20))
    assert content.page.problem is not None
    assert content.page.words == ()


def test_a_page_is_not_given_up_because_the_machine_does_other_work(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "plain.pdf", [says("Plans 42")])
    limits = Limits(page_seconds=0.5)
    with Child(limits) as child:
        child.ask(Question("open", (path, None)), 60.0)
        busy = child._process.pid
        os.kill(busy, signal.SIGSTOP)  # as one that the machine has no time for
        later = threading.Timer(2 * limits.page_seconds, os.kill, (busy, signal.SIGCONT))
        later.start()
        content = child.ask(Question("page", (1,)))
        later.join()
    assert [word.text for word in content.page.words] == ["Plans", "42"]
