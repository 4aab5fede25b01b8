"""The one spaCy pipeline: blank English, our tokens, our sentence boundaries. No model is needed or loaded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import numpy
import spacy
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

ABBREVIATIONS = {
    "no", "nos", "e.g", "eg", "i.e", "ie", "vs", "cf", "approx", "av", "ave", "avg", "est", "mr", "mrs", "ms", "dr",
    "prof", "cllr", "st", "sec", "s", "para", "paras", "fig", "figs", "ref", "refs", "incl", "excl", "inc", "dept",
    "ext", "tel", "pp", "p", "vol", "ed", "max", "min", "temp", "perf", "qtr", "yr", "yrs", "mth", "mths", "wk",
    "wks", "hrs", "hr", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "pop",
    "n.b", "nb", "r.e", "re", "viz", "reg",
}  # fmt: skip
"""Short forms whose full stop ends no sentence, whatever follows. In lower case, without the last stop."""
STARTERS = {
    "the", "this", "that", "these", "those", "it", "there", "we", "our", "in", "at", "on", "of", "for", "a", "an",
    "and", "as", "however", "although", "while", "whilst", "when", "where", "if", "by", "from", "during", "all",
    "both", "each", "most", "many", "some", "no", "since", "with", "to", "they", "their", "he", "she", "please",
    "performance",
}  # fmt: skip
"""Words that begin a sentence even behind what looks like an initial or 'etc.'."""
OWN_TOKENS = {
    "No.", "Nos.", "no.", "nos.", "approx.", "Av.", "Ave.", "vs.", "Cllr.", "sec.", "Sec.", "para.", "incl.", "10k",
    "100k", "S47", "S47s", "s47", "S17", "S20", "Q1", "Q2", "Q3", "Q4", "12m",
}  # fmt: skip
MARKER = re.compile(
    r"(?:[•●○◦▪■□‣➢➤✓✔\uf0b7\uf0a7]|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]|\d{1,2}(?:\.\d{1,2}){2,}\.?"
    r"|\d{1,2}\.\d{1,2}(?:\.|(?!\s[a-z]|\s?%))|[-–—*])\s+"
)
"""A bullet or number at the beginning of a list item; not the share of '98.4 per cent of reviews were held'."""

_BULLET = re.compile(r"\s+(?=[•●▪■➢➤\uf0b7\uf0a7]\s)")
_STOP = re.compile(
    r"(?P<stop>[.!?]+)(?P<close>[\"'”’)\]]*)(?P<gap>\s+)(?=(?P<next>[\"'“‘(\[]*[A-Z0-9£%•█~][^\s]*))"
    r"|(?<=[a-z]{3})\.(?P<tight>(?=[A-Z][a-z]+\s))"
)
_HIDDEN = re.compile(r"^[Xx█]{2,}\.?$")


@lru_cache(maxsize=1)
def build() -> Language:
    """The pipeline, built once a process: tokens with our exceptions, then sentence boundaries."""
    language = spacy.blank("en")
    language.max_length = 20_000_000
    # shapes, prefixes and norms of each new word, which nobody asks for
    language.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]
    tokenizer = language.tokenizer
    assert isinstance(tokenizer, Tokenizer)
    for text in sorted(OWN_TOKENS):
        tokenizer.add_special_case(text, [{ORTH: text}])
    language.add_pipe("sentence_boundaries")
    return language


@Language.component("sentence_boundaries")
def mark_sentences(doc: Doc) -> Doc:
    """Marks the token at each place of `sentence_starts`; every other token begins no sentence."""
    starts = set(sentence_starts(doc.text))
    places = doc.to_array("IDX")
    # Set as one array: a token's own setter looks at the whole document each time.
    marks = [1 if not n or place in starts else -1 for n, place in enumerate(places.tolist())]
    column = numpy.array(marks, numpy.int64).reshape(-1, 1).astype(numpy.uint64)
    doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]
    return doc


def sentence_starts(text: str) -> Iterator[int]:
    """Offsets at which a sentence begins, the first (0) left out.

    A stop followed by white space and a capital or a figure ends a sentence, unless it belongs to a short form
    ('No. of', 'e.g. Police', 's. 47'), to an initial, to the number of a list item, or stands between two redactions.
    """
    for found in _BULLET.finditer(text):
        yield found.end()
    last = 0
    for found in _STOP.finditer(text):
        if found["stop"] is None or _ends_sentence(text, found, last):
            yield found.end()
            last = found.end()


_ABBREVIATED = re.compile(r"(?:[a-z]\.)+[a-z]")
_ITEM_NUMBER = re.compile(r"\(?(\d{1,2}|[a-z]|[ivx]{2,4})")


def _ends_sentence(text: str, found: re.Match[str], last: int) -> bool:
    """Whether this stop ends a sentence; `last` is where the sentence began."""
    stop, following = found["stop"], found["next"]
    if "!" in stop or "?" in stop:
        return True
    so_far = text[last : found.start()].split()
    before = so_far[-1] if so_far and not text[found.start() - 1].isspace() else ""
    if so_far and _HIDDEN.match(so_far[-1]) and _HIDDEN.match(following):
        return False
    word = before.lstrip("\"'“‘([").lower()
    if found["close"].startswith(")") and "(" not in before and not word:
        return True
    if len(so_far) == 1 and _ITEM_NUMBER.fullmatch(word):
        return False  # the number of a list item
    if word in ABBREVIATIONS:
        return word == "no" and before == "no" and following.strip("\"'“‘(").lower() in STARTERS
    is_initial = len(word) == 1 and word.isalpha()
    if is_initial or word == "etc" or _ABBREVIATED.fullmatch(word):
        return re.sub(r"\W", "", following).lower() in STARTERS
    return True
