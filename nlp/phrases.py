"""Phrases of data/catalogue/theme_phrases.csv and tone_words.csv, made ready to match.

`*` is any ending of a word, `~` up to four words between, `#` a number; hyphens and spaces are alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_MOST_KEPT = 50_000
"""Words whose phrases are remembered; then they are forgotten, so that thousands of papers cost no memory."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as a pattern over plain text."""

    written: str
    pattern: re.Pattern[str]
    key: str
    """A stretch of letters that any text must hold for the pattern to fit: looked for first, as that is cheap."""
    whole: bool
    """True where the key is a word, False where a word of the text may go on behind it."""
    words: frozenset[str]
    """The whole words that any text must have."""


class PhraseBook:
    """Finds which of many phrases may stand in a text by its words, so that only those few are looked for."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._whole: dict[str, list[int]] = defaultdict(list)
        self._begun: dict[str, list[int]] = defaultdict(list)
        self._questions: list[int] = []
        self._phrases = list(phrases)
        for place, phrase in enumerate(self._phrases):
            if phrase.key == "?":
                self._questions.append(place)
            else:
                (self._whole if phrase.whole else self._begun)[phrase.key].append(place)
        self._lengths = sorted({len(key) for key in self._begun})
        self._needed = [phrase.words for phrase in self._phrases]
        self._by_word: dict[str, tuple[int, ...]] = {}

    def found(self, text: str) -> dict[int, re.Match[str]]:
        """Place of each phrase that stands in a text that `plain` made -> where it first stands."""
        phrases = self._phrases
        return {place: hit for place in self.near(text) if (hit := phrases[place].pattern.search(text))}

    def near(self, text: str) -> list[int]:
        """Places of the phrases whose words a text has: no others can stand in it, nor in a part of it."""
        places = set(self._questions) if text.endswith("?") else set[int]()
        words = set(_WORD.findall(text))
        for word in words:
            known = self._by_word.get(word)
            places.update(self._of_word(word) if known is None else known)
        needed = self._needed
        return [place for place in places if needed[place] <= words]

    def _of_word(self, word: str) -> tuple[int, ...]:
        """The phrases whose key is this word, or begins it."""
        places = [*self._whole.get(word, ())]
        for length in self._lengths:
            if length > len(word):
                break
            places += self._begun.get(word[:length], ())
        if len(self._by_word) >= _MOST_KEPT:
            self._by_word.clear()
        self._by_word[word] = known = tuple(places)
        return known


def plain(text: str) -> str:
    """Lower case, straight apostrophes, single spaces."""
    return _SPACE.sub(" ", text.replace("’", "'").replace("‘", "'")).lower()


def phrase_of(written: str) -> Phrase:
    """A phrase as written in a row. `?` alone is a question's end.

    Raises ValueError where it holds no word, or where a word begins with `*`.
    """
    if written == "?":
        return Phrase(written, re.compile(r"\?$"), "?", True, frozenset())
    letters = _WORD.findall(written)
    if not letters:
        raise ValueError(f"the phrase {written!r} holds no word")
    if re.search(r"(?<![\w'])\*", written):
        raise ValueError(f"the phrase {written!r} has a word that begins with '*'")
    pattern = ""
    for word in written.split():
        if word == "~":
            pattern += r"(?:\W+[\w'%.-]+){0,4}?"
        elif word == "#":
            pattern += r"\d[\d,.]*"
        else:
            escaped = re.escape(word).replace(r"\*", r"[\w']*").replace(r"\-", r"[\s-]+")
            pattern += (r"[\s,-]+" if pattern else "") + escaped
    key = max(letters, key=len)
    words = frozenset(hit.group() for hit in _WORD.finditer(written) if written[hit.end() : hit.end() + 1] != "*")
    return Phrase(written, re.compile(rf"(?<![\w'-]){pattern}(?!\w)"), key, f"{key}*" not in written, words)
