"""The words by which prose says roles, changes and units: rows of data/catalogue/prose_words.csv, made ready to
match.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

PATH = Path(__file__).resolve().parents[1] / "data" / "catalogue" / "prose_words.csv"


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the vocabulary in a text: where they stand and what they mean."""

    start: int
    end: int
    words: str
    """As in the text."""
    value: str


@dataclass(frozen=True)
class Vocabulary:
    """All rows of one kind: their meanings by plain wording, and one pattern over them all."""

    values: dict[str, str]
    pattern: re.Pattern[str]
    lowered: re.Pattern[str]
    """The same for text in lower case, which is twice as fast."""
    _found: dict[str, tuple[Found, ...]] = field(default_factory=dict, repr=False, compare=False)
    """Of the last texts asked for: a sentence is asked again for each of its figures."""

    def find(self, text: str) -> tuple[Found, ...]:
        """Every place where a row's words stand as whole words, the longest first where they overlap."""
        if text not in self._found:
            if len(self._found) > 200:
                self._found.clear()
            self._found[text] = tuple(
                Found(hit.start(), hit.end(), text[hit.start() : hit.end()], self.values[_plain(hit.group(1))])
                for hit in self.lowered.finditer(lower(text))
            )
        return self._found[text]

    def opens(self, text: str) -> Found | None:
        """The row's words with which the text begins."""
        hit = self.pattern.match(text)
        return Found(hit.start(), hit.end(), hit.group(), self.values[_plain(hit.group(1))]) if hit else None


def lower(text: str) -> str:
    """The text in lower case, each letter in its place: of 'İ' lower case makes two."""
    return text.replace("İ", "I").lower()


_GAP = re.compile(r"[\s\-‐-–]+")


def _plain(words: str) -> str:
    return _GAP.sub(" ", words.lower()).strip()


def _as_pattern(words: str) -> str:
    return r"[\s\-‐-–]+".join(re.escape(word) for word in words.split())


def _any_of(wordings: Iterable[str]) -> str:
    """One pattern over wordings, by their first letters: of hundreds only a few are tried at each word."""
    by_letter: dict[str, list[str]] = {}
    for words in wordings:
        first = _as_pattern(words[0])
        by_letter.setdefault(first, []).append(_as_pattern(words).removeprefix(first))
    return "|".join(rf"{first}(?:{'|'.join(rest)})" for first, rest in by_letter.items())


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, str], ...]:
    with PATH.open(newline="", encoding="utf-8") as file:
        return tuple((row["kind"], row["words"], row["value"]) for row in csv.DictReader(file))


@cache
def vocabulary(kind: str) -> Vocabulary:
    """The rows of one kind ('role', 'change', 'comparative', 'unit', 'head', ...).

    Raises KeyError for a kind without rows.
    """
    values = {_plain(words): value for k, words, value in _rows() if k == kind}
    if not values:
        raise KeyError(f"{PATH.name} has no row of kind {kind!r}")
    pattern = rf"(?<![\w&])({_any_of(sorted(values, key=len, reverse=True))})(?:['’]?s['’]?)?(?!\w)"
    return Vocabulary(values, re.compile(pattern, re.IGNORECASE), re.compile(pattern))


def wordings(kind: str) -> str:
    """The rows of one kind as alternatives, for patterns that hold more than them. Raises KeyError as `vocabulary`."""
    return _any_of(sorted(vocabulary(kind).values, key=len, reverse=True))


def make_ready() -> None:
    """Makes the patterns of every kind, so that the first sentence does not pay for them."""
    for kind in {kind for kind, _, _ in _rows()}:
        vocabulary(kind)
    _passing_phrases()


def rephrased(text: str) -> str:
    """The text with the rows of kind 'rephrase' in the catalogue's words: 'were repeats' as 're referrals'."""
    found = vocabulary("rephrase").find(text) if text else ()
    for one in reversed(found):
        text = f"{text[: one.start]}{one.value}{text[one.end :]}"
    return text


_MAY_PASS = ("passing", "comparative", "change", "steady", "anaphor", "role", "filler")


def passing_words() -> frozenset[str]:
    """Single words that may stand beside any measure: of change, comparison, time and reporting, and adverbs."""
    return frozenset(_plain(words) for kind, words, _ in _rows() if kind in _MAY_PASS and " " not in words)


@lru_cache(maxsize=20_000)
def without_passing(text: str) -> str:
    """The text without the phrases of several words that may stand beside any measure: 'for the third month'."""
    return _passing_phrases().sub(" ", text)


@cache
def _passing_phrases() -> re.Pattern[str]:
    rows = sorted((words for kind, words, _ in _rows() if kind == "passing" and " " in words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_as_pattern, rows))})\b", re.IGNORECASE)


def opposites() -> tuple[tuple[str, str], ...]:
    """Words, in the one spelling, of which a measure has one where a clause says the other: started, ended."""
    return tuple((words, value) for kind, words, value in _rows() if kind == "opposite")
