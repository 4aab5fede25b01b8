"""A web page or plain text -> its blocks: headings, paragraphs, list items and tables, as its writer meant them."""

from __future__ import annotations

import re

from extract import plain_text, web_page
from extract.written import Block, NotTextError

WEB_PAGE, PLAIN_TEXT = frozenset({".html", ".htm"}), frozenset({".txt"})
MOST_BYTES = 20 << 20
"""A larger file is refused: the longest minutes of a meeting take a fiftieth of it."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.I)


def blocks_of(data: bytes, suffix: str) -> list[Block]:
    """The blocks of a file in order. `suffix` says what it is, in small letters with the dot.

    Nothing in it is run, fetched or followed. Raises NotTextError.
    """
    if len(data) > MOST_BYTES:
        raise NotTextError(f"it is larger than {MOST_BYTES >> 20} MB; split it")
    text = decoded(data)
    return list(web_page.blocks_of(text) if suffix in WEB_PAGE else plain_text.blocks_of(text))


def decoded(data: bytes) -> str:
    """Bytes as text: by their mark, as UTF-8, by what a web page says of itself, else as Windows writes.

    What a page says of itself counts only where it is not UTF-8: many a page was written again and its head was not.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data:
        raise NotTextError("it is no text but some other kind of file; save it as a PDF, or as text in UTF-8")
    said = _CHARSET.search(data[:4096])
    declared = said[1].decode("ascii").lower() if said else "cp1252"
    # Browsers read Latin-1 as Windows writes: its own signs where Latin-1 has none are quotes and dashes.
    for encoding in ("utf-8", "cp1252" if declared in ("iso-8859-1", "latin-1", "latin1", "us-ascii") else declared):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")
