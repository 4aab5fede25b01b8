"""Phrases of data/catalogue/theme_phrases.csv and tone_words.csv, made ready to match.

`*` is any ending of a word, `~` up to four words between, `#` a number; hyphens and spaces are alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as a pattern over plain text."""

    written: str
    pattern: re.Pattern[str]
    key: str
    """A stretch of letters that any text must hold for the pattern to fit: looked for first, as that is cheap."""

    def search(self, text: str) -> re.Match[str] | None:
        """Where the phrase first stands in a text that `plain` made."""
        return self.pattern.search(text) if self.key in text else None


def plain(text: str) -> str:
    """Lower case, straight apostrophes, single spaces."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‘", "'")).lower()


def phrase_of(written: str) -> Phrase:
    """A phrase as written in a row. `?` alone is a question's end. Raises ValueError where it holds no word."""
    if written == "?":
        return Phrase(written, re.compile(r"\?$"), "?")
    letters = re.findall(r"\w+", written)
    if not letters:
        raise ValueError(f"the phrase {written!r} holds no word")
    pattern = ""
    for word in written.split():
        if word == "~":
            pattern += r"(?:\W+[\w'%.-]+){0,4}?"
        elif word == "#":
            pattern += r"\d[\d,.]*"
        else:
            escaped = re.escape(word).replace(r"\*", r"[\w']*").replace(r"\-", r"[\s-]+")
            pattern += (r"[\s,-]+" if pattern else "") + escaped
    return Phrase(written, re.compile(rf"(?<![\w'-]){pattern}(?!\w)"), max(letters, key=len))
