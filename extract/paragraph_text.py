"""Lines -> the text of a passage, with the place of each word and what was made unreadable."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.lines import Line
from records.page import Box
from records.table import Passage, PassageKind, Span

REDACTED = "█"

RUN_OF_X = re.compile(r"^[Xx]{3,}[.,;:]?$")

NOTE = re.compile(
    r"^\(?(please note|data notes?|notes?|nb|n\.b|sources?|caveats?|key)\s*[:.\-–]|^[*†‡]|^\(?nb\b|^please note\b",
    re.I,
)

ASKS = re.compile(
    r"recommendation|question|areas? for (investigation|discussion|scrutiny)|lines? of (e|i)nquiry"
    r"|alternative option|decisions? (required|requested|sought)|members are asked",
    re.I,
)

KEEP_HYPHEN = {
    "multi", "re", "co", "non", "pre", "sub", "inter", "well", "long", "short", "self", "up", "on", "post", "under",
    "over", "semi", "anti", "cross", "early", "year", "month", "in", "out", "step", "follow", "one", "two", "three",
    "full", "part", "high", "low", "mid", "half", "first", "second", "face", "child", "day", "front", "end",
}  # fmt: skip
# fmt: skip
SUFFIX = re.compile(
    r"^(t?ions?|ments?|ing|ings|ity|ities|ness|ances?|ences?|at\w+|ed|ers?|ly|al|ally|ive|able|ous|ted|ting)\b"
)


def make_passage(
    page: int, lines: Sequence[Line], heading: str | None, kind: PassageKind | None, known: set[str]
) -> Passage:
    """Lines as one text with the place of each word; `kind` None means: by what it looks like."""
    text, spans = _text_of(lines, known)
    note, in_cell = NOTE.match(text), kind is not None
    if note and ":" in text[:20]:
        kind = PassageKind.NOTE
        section = (heading or "").split(" | ")
        above = section[:1] if in_cell else section
        heading = " | ".join(part for part in (*above, text[: text.index(":")]) if part)
    elif kind is None:
        if note:
            kind = PassageKind.NOTE
        elif ASKS.search(heading or "") or text.rstrip().endswith("?"):
            kind = PassageKind.QUESTION
        elif lines[0].marker:
            kind = PassageKind.LIST_ITEM
        else:
            kind = PassageKind.PARAGRAPH
    box = Box.around(line.box for line in lines)
    return Passage(page, 0, heading, kind, text, box, tuple(spans), redacted=_redacted(text, spans))


def _text_of(lines: Sequence[Line], known: set[str]) -> tuple[str, list[Span]]:
    """Words joined by single spaces; a word split by a line's end is made whole; its halves keep their boxes."""
    text, spans, words = "", list[Span](), [word for line in lines for word in line.words]
    ends = {id(line.words[-1]) for line in lines[:-1]}
    for place, word in enumerate(words):
        start = len(text)
        shown = word.text
        follower = words[place + 1].text if place + 1 < len(words) else ""
        glue = " "
        if id(word) in ends and re.search(r"[A-Za-z][-\u00ad]$", shown) and follower[:1].islower():
            glue = ""
            if _was_split(shown[:-1], follower, known):
                shown = shown[:-1]
        text += shown
        spans.append(Span(start, len(text), word.box))
        text += glue
    return text.rstrip(" "), spans


def _was_split(first: str, second: str, known: set[str]) -> bool:
    """Whether a hyphen at a line's end is the printer's and not the word's own."""
    last = re.sub(r"[^A-Za-z]+$", "", second).lower()
    stem = re.sub(r"^[^A-Za-z]+", "", first).lower()
    if stem + last in known:
        return True
    if stem in KEEP_HYPHEN or f"{stem}-{last}" in known:
        return False
    return bool(SUFFIX.match(last))


def is_redacted(word: str) -> bool:
    """Whether a word stands for something made unreadable."""
    return REDACTED in word or bool(RUN_OF_X.match(word))


def _redacted(text: str, spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Offsets of what was made unreadable: marks, runs of X, and a lone X beside such a run."""
    words = [text[span.start : span.end] for span in spans]
    hidden = [is_redacted(word) for word in words]
    for place, word in enumerate(words):
        beside = (place > 0 and hidden[place - 1]) or (place + 1 < len(words) and hidden[place + 1])
        if beside and re.match(r"^[Xx]{1,2}[.,]?$", word):
            hidden[place] = True
    found = []
    for span, word, is_hidden in zip(spans, words, hidden):
        if is_hidden and REDACTED in word:
            found += [(span.start + m.start(), span.start + m.end()) for m in re.finditer(REDACTED + "+", word)]
        elif is_hidden:
            found.append((span.start, span.end))
    return tuple(found)
