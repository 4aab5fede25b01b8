"""Files as text, and the two kinds told apart. What each becomes: test_web_page.py, test_plain_text.py."""

from __future__ import annotations

import pytest

from extract.text_file import blocks_of, decoded
from extract.written import NotTextError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_decoded_as_it_was_written(encoding: str) -> None:
    assert decoded("Children’s £5 – up".encode(encoding)) == "Children’s £5 – up"


@pytest.mark.parametrize(
    ("said", "written", "text"),
    [
        ("iso-8859-2", "iso-8859-2", "Ł"),
        ("iso-8859-1", "cp1252", "Children’s – 5"),
        ("utf-8", "cp1252", "Children’s – 5"),
        ("iso-8859-1", "utf-8", "Children’s – 5"),
        ("no-such-thing", "cp1252", "£5"),
    ],
)
def test_what_a_web_page_says_of_its_letters_is_believed_where_it_can_be_true(
    said: str, written: str, text: str
) -> None:
    assert text in decoded(f"<meta charset={said}><p>{text}</p>".encode(written))


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"PK\x03\x04\x00\x00", "no text"), (b"<div>" * 5000 + b"<p>5", "so deep"), (b"x" * ((20 << 20) + 1), "20 MB")],
)
def test_what_is_no_text_says_what_to_do(data: bytes, why: str) -> None:
    with pytest.raises(NotTextError, match=why):
        blocks_of(data, ".html")
