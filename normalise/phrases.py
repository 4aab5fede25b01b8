"""Phrases as a tree of words, by which the longest that begins at a word is found at once."""

from __future__ import annotations

from collections.abc import Sequence

from records.catalogue import Synonym


class Phrases(dict[str, "Phrases"]):
    """Phrases by their words: under each word those that go on from it."""

    __slots__ = ("row", "size", "spelt")

    def __init__(self) -> None:
        super().__init__()
        self.row: Synonym | None = None
        """Of the phrase that ends here; None where none does."""
        self.size = 0
        self.spelt: tuple[str, ...] = ()
        """What stands for it."""

    def add(self, words: Sequence[str], row: Synonym) -> None:
        """Puts a phrase in; a later row of the same words takes the place of an earlier one."""
        at = self
        for word in words:
            at = at.setdefault(word, Phrases())
        at.row, at.size, at.spelt = row, len(words), ("not_",) if row.kind == "negative" else (*row.becomes.split(),)

    def longest(self, words: Sequence[str], place: int, step: int = 1) -> Phrases | None:
        """The longest phrase that begins at a place of some words; with step -1 the words are read to the left."""
        at = self.get(words[place])
        found = None
        while at is not None:
            if at.row is not None:
                found = at
            place += step
            if not 0 <= place < len(words):
                break
            at = at.get(words[place])
        return found
