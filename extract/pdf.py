"""A PDF -> its facts and its pages as a reader sees them. The one door to PDFium.

`PdfFile` owns the document and, while a page is read, the page and its text page, and closes them in that order's
reverse. Nothing of the library leaves this file: what goes out are records.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import numpy

from extract import pdfium
from extract.drawings import annotation_covers, covers, fills, pictures, rules
from extract.file_hash import sha256_of
from extract.glyphs import Glyphs, Letter
from extract.hidden import Evidence, visible
from extract.legible import picture_problem, text_problem
from extract.pdfium import Affine
from extract.text_styles import INVISIBLE
from extract.walk import Walk
from records.page import Bookmark, Box, DocumentFacts, Page

MOST_PROOFS = 200
"""Renderings a page that settle whether text shows; after so many, doubtful letters count as hidden."""
PROOF_SCALE = 2.0
"""Pixels a point of those renderings."""
SEEN_CHANGE = 40
"""Of 255: a reader does not see letters that differ less from their ground."""
FRESH_AFTER = 60
"""Pages after which a file is opened anew: PDFium keeps what it parsed of each, a tenth of a megabyte.

A file of 10,000 pages takes 92 MB so, and 98 with twice as many."""
MOST_BOOKMARKS = 5000
"""Of an outline; one that leads back to itself, or is made to be endless, ends there."""
Frame = tuple[float, float, float, float]
"""x0, top, x1 and bottom of a part of a page."""
_MARK = -654321.0
"""A corner of the box that marks a page as read."""


class PdfError(Exception):
    """A PDF, or a page of one, that cannot be read; the message says what is wrong and what to do.

    Of a file it is a sentence that names the file; of a page it goes on after 'file, page n: '.
    """


class PageMissingError(PdfError):
    """A page that the file claims to have and that cannot be found or loaded."""


class RepeatedPageError(PdfError):
    """A page whose description has been read under an earlier number: the page tree leads back to itself."""


class PdfFile:
    """An open PDF. Use it as a context manager; `open_pdf` makes one."""

    def __init__(self, path: Path, password: str | None = None) -> None:
        """Raises PdfError where the file cannot be opened."""
        self._path, self._password = path, password
        self._read = 0
        self._open()
        pages = pdfium.count_pages(self._document)
        self.facts = DocumentFacts(
            filename=path.name,
            sha256=sha256_of(path),
            bytes=path.stat().st_size,
            pages=pages,
            producer=pdfium.meta(self._document, "Producer"),
            outline=tuple(_outline(self._document, pages)),
        )

    def _open(self) -> None:
        password = self._password.encode() if self._password is not None else None
        self._document = pdfium.load_document(os.fsencode(self._path), password)
        if not self._document:
            raise PdfError(_why_not(self._path, pdfium.last_error(), self._password))

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the document; may be called twice."""
        if self._document:
            pdfium.close_document(self._document)
            self._document = None

    def page(self, number: int) -> Page:
        """The page of that number, from 1.

        Raises RepeatedPageError where an earlier number gave the same page, PdfError where there is no such page or
        it cannot be loaded.
        """
        with self._loaded(number) as page:
            earlier = _marked(page, number)
            if earlier != number:
                raise RepeatedPageError(f"the same page as page {earlier}, which was read")
            text_page = pdfium.load_text(page)
            try:
                return _read(page, text_page, number)
            finally:
                if text_page:
                    pdfium.close_text(text_page)

    def pixels(self, number: int, scale: float) -> numpy.ndarray:
        """The page as displayed, annotations too: rows of pixels of red, green and blue, `scale` pixels a point.

        Raises PdfError as `page` does.
        """
        with self._loaded(number) as page:
            _, width, height, _ = _frame(page)
            picture = pdfium.picture_of(page, (0.0, 0.0, width, height), scale, annotations=True)
            return numpy.ascontiguousarray(picture[..., 2::-1])

    @contextmanager
    def _loaded(self, number: int) -> Iterator[int]:
        """PDFium's page of that number, closed again at the end."""
        if not self._document:
            raise PdfError(f"{self._path.name} is closed; open it again.")
        if not 1 <= number <= self.facts.pages:
            raise PdfError(f"there is no such page; the file has {self.facts.pages}")
        if self._read >= FRESH_AFTER:
            self.close()
            self._open()
            self._read = 0
        self._read += 1
        page = pdfium.load_page(self._document, number - 1)
        if not page:
            raise PageMissingError("it is damaged or not there; compare the file with the published paper")
        try:
            yield page
        finally:
            pdfium.close_page(page)


def open_pdf(path: Path, password: str | None = None) -> PdfFile:
    """Opens a PDF. Raises PdfError with a sentence for a person where it cannot be opened."""
    return PdfFile(path, password)


def facts_of_broken(path: Path, error: str | None = None) -> DocumentFacts:
    """What can be said of a file that cannot be opened; its `error` says what is wrong and what to do.

    Tries to open it where `error` is not given; the facts of a file that does open have none.
    """
    if error is None:
        try:
            with open_pdf(path) as pdf:
                return pdf.facts
        except PdfError as refusal:
            error = str(refusal)
    exists = path.is_file() and os.access(path, os.R_OK)
    return DocumentFacts(
        filename=path.name,
        sha256=sha256_of(path) if exists else "",
        bytes=path.stat().st_size if exists else 0,
        pages=0,
        producer=None,
        error=error,
    )


def _outline(document: int, pages: int) -> Iterator[Bookmark]:
    """The bookmarks of an open document in the order of a viewer's list, each once."""
    met: set[int] = set()
    waiting = [(pdfium.first_bookmark(document, None), 0)]
    while waiting and len(met) < MOST_BOOKMARKS:
        mark, level = waiting.pop()
        if not mark or mark in met:
            continue
        met.add(mark)
        target = pdfium.bookmark_target(document, mark)
        if not target and (action := pdfium.bookmark_action(mark)):
            target = pdfium.action_target(document, action)
        place = pdfium.page_of_target(document, target) if target else -1
        yield Bookmark(pdfium.title_of(mark), place + 1 if 0 <= place < pages else None, level)
        waiting.append((pdfium.next_bookmark(document, mark), level))
        waiting.append((pdfium.first_bookmark(document, mark), level + 1))


def _why_not(path: Path, code: int, password: str | None) -> str:
    """One sentence: what is wrong with a file that PDFium refuses, and what to do."""
    name = path.name
    if path.is_dir():
        return f"{name} is a folder; name a PDF in it."
    if not path.exists():
        return f"there is no such file as {path}; check the spelling."
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        return f"{name} cannot be opened ({error.strerror}); check who may read it."
    if not head:
        return f"{name} is empty (0 bytes); download it again."
    if code == pdfium.ERROR_PASSWORD:
        if password is None:
            return f"{name} is encrypted and needs a password; ask the council for an open copy."
        return f"{name} does not open with this password; check it, or ask the council for an open copy."
    if code == pdfium.ERROR_SECURITY:
        return f"{name} is encrypted in a way that cannot be opened; ask the council for an open copy."
    if b"%PDF-" not in head:
        if b"<html" in head.lower() or b"<!doctype" in head.lower():
            return f"{name} is a web page saved under the name of a PDF; download the PDF itself."
        return f"{name} is not a PDF, whatever its name says; download it again."
    return f"{name} is cut short or damaged and its pages cannot be found; download it again."


def _marked(page: int, number: int) -> int:
    """The number under which a page was first read; marks it with `number` where it was not.

    PDFium does not tell which object of the file a page is, so the page in memory is marked: by an ArtBox, which
    nothing displayed depends on, with a corner where no page has one.
    """
    box = numpy.zeros(4, numpy.float32)
    at = box.ctypes.data
    if pdfium.get_art_box(page, at, at + 4, at + 8, at + 12) and box[0] == box[1] == _MARK:
        return int(box[2])
    pdfium.set_art_box(page, _MARK, _MARK, float(number), float(number))
    return number


def _frame(page: int) -> tuple[Affine, float, float, int]:
    """User space -> the displayed page from its top left corner, its width and height, and its /Rotate."""
    bounds = numpy.zeros(4, numpy.float32)
    pdfium.page_bounds(page, bounds.ctypes.data)
    left, top, right, bottom = bounds.tolist()
    width, height = right - left, top - bottom
    turn = pdfium.page_rotation(page) % 4
    if turn == 1:
        return (0.0, 1.0, 1.0, 0.0, -bottom, -left), height, width, 90
    if turn == 2:
        return (-1.0, 0.0, 0.0, 1.0, right, -bottom), width, height, 180
    if turn == 3:
        return (0.0, -1.0, -1.0, 0.0, top, right), height, width, 270
    return (1.0, 0.0, 0.0, -1.0, -left, top), width, height, 0


def _read(page: int, text_page: int | None, number: int) -> Page:
    to_display, width, height, rotation = _frame(page)
    bounds = Box(0.0, 0.0, width, height)
    walk = Walk(page, to_display, bounds)
    glyphs = Glyphs(text_page or 0, to_display, walk.orders)
    runs, corners = glyphs.runs()
    seen = visible(
        runs,
        [*covers(walk.shapes), *annotation_covers(page, to_display)],
        bounds,
        Evidence(
            glyphs.letters, _Proof(page, walk.box_of).shows, lambda letter: walk.copies(letter.style.target), walk.clips
        ),
        corners,
    )
    shown = tuple(pictures(walk.shapes))
    problem = text_problem(seen.words, len(glyphs.codes), glyphs.unmapped)
    words = () if problem else seen.words
    has_ocr_layer = glyphs.has_hidden_layer and sum(run.style.mode == INVISIBLE for run in runs) * 2 > len(runs)
    if not problem and not (words and has_ocr_layer):
        problem = picture_problem(words, shown, bounds)
    method = "none" if problem and not words else "ocr" if has_ocr_layer else "text"
    return Page(
        number,
        width,
        height,
        rotation,
        words,
        tuple(rules(walk.shapes, bounds)),
        tuple(fills(walk.shapes)),
        shown,
        seen.redactions,
        method,
        problem,
    )


class _Proof:
    """Tells by rendering whether text shows on a page; at most `MOST_PROOFS` times, for each costs milliseconds."""

    def __init__(self, page: int, box_of: Callable[[int], Box | None]) -> None:
        """`box_of` gives where a text object stands on the page; None where that is not known."""
        self._page, self._box_of = page, box_of
        self._left = MOST_PROOFS
        self._unseen: dict[int, bool] = {}
        """Text objects of which a letter did not show, and whether nothing of them does."""

    def shows(self, letter: Letter) -> bool:
        """True where a letter's box looks otherwise without its text object. False where too many were asked."""
        target, box = letter.style.target, letter.box
        if not target or self._left <= 0 or self._unseen.get(target, False):
            return False
        self._left -= 1
        before, after = self._with_and_without(target, (box.x0, box.top, box.x1, box.bottom))
        change = numpy.abs(before.astype(numpy.int16) - after.astype(numpy.int16)).max(initial=0)
        shown = bool(change > SEEN_CHANGE)
        if not shown and target not in self._unseen:
            self._unseen[target] = self._is_unseen(target, letter.style.size)
        return shown

    def _is_unseen(self, target: int, margin: float) -> bool:
        """True where a text object leaves no trace at all, as one that is clipped away: its letters need no asking."""
        box = self._box_of(target)
        if box is None:
            return False
        around = (box.x0 - margin, box.top - margin, box.x1 + margin, box.bottom + margin)
        before, after = self._with_and_without(target, around)
        return bool((before == after).all())

    def _with_and_without(self, target: int, frame: Frame) -> tuple[numpy.ndarray, numpy.ndarray]:
        """A part of the page, rows of pixels of 4 bytes, with a text object and without it."""
        before = pdfium.picture_of(self._page, frame, PROOF_SCALE, annotations=True)
        pdfium.set_active(target, 0)
        after = pdfium.picture_of(self._page, frame, PROOF_SCALE, annotations=True)
        pdfium.set_active(target, 1)
        return before, after
