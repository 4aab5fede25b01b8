"""Measures that councils name by the same words, and the words that part them."""

from __future__ import annotations

from collections.abc import Iterable

from normalise.wording import plain
from records.catalogue import Alias, Catalogue


class Twins:
    """The twins of a catalogue."""

    def __init__(self, catalogue: Catalogue, aliases: Iterable[Alias]) -> None:
        self._sets, self._rows = catalogue.twins, catalogue.twin_rows
        defined = {a.indicator_id for a in aliases if any(name == "definition" for name, _ in a.conditions)}
        self.by_definition = frozenset(name for twins in self._sets if defined & set(twins) for name in twins)
        """Those that only a council's own definition parts."""
        self._others: dict[str, frozenset[str]] = {
            name: frozenset(other for twins in self._sets if name in twins for other in twins if other != name)
            for name in {name for twins in self._sets for name in twins}
        }

    def of(self, indicator_id: str | None) -> frozenset[str]:
        """Measures that councils name by the same words as this one; empty for most."""
        return self._others.get(indicator_id or "", frozenset())

    def called(self, family: Iterable[str | None], words: str) -> set[str]:
        """Those of a family of twins whose deciding words stand in these words."""
        text, among = f" {plain(words)} ", set(family)
        return {
            twin.indicator_id
            for twin in self._rows
            if twin.indicator_id in among and any(f" {phrase} " in text for phrase in twin.decider)
        }

    def in_doubt(self, indicator_id: str | None, words: str) -> bool:
        """Whether words that stand for several measures are said ('placement stability'), whatever else is likelier."""
        text = f" {plain(words)} "
        return any(
            f" {phrase} " in text for twin in self._rows if twin.indicator_id == indicator_id for phrase in twin.when
        )
